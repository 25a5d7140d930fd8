"""The documents tell the truth: commands, options, keys, states, roles and links in them exist, and none is left out."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

from bot.channels.imapsettings import ImapSettings
from bot.cli.config import SECTIONS, ConfigError, load, read
from bot.cli.fields import inner_model
from bot.cli.main import COMMANDS, jiedan
from bot.sample.company import load_where_empty
from scheduler.runner import ROLES
from store import customers
from store.database import Database
from store.states import State

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = (README, *sorted((ROOT / "docs").glob("*.md")), ROOT / "bench" / "README.md")
COMMANDS_MD = ROOT / "docs" / "commands.md"
CONFIGURATION_MD = ROOT / "docs" / "configuration.md"

every_document = pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))


def every_command() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command that can be given, with its name; a group only stands before its commands."""
    for name in COMMANDS:
        command = jiedan.get_command(click.Context(jiedan), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from (((name, inner), found) for inner, found in command.commands.items())
        else:
            yield (name,), command


def options_of(command: click.Command) -> set[str]:
    return {
        word
        for option in command.params
        if isinstance(option, click.Option)
        for word in option.opts
        if word.startswith("--")
    }


def code(text: str) -> Iterator[str]:
    """The lines of code: in blocks, and between backticks."""
    without_fences = re.sub(
        r"^```\w*\n(.*?)^```$", lambda found: indented(found[1]), text, flags=re.DOTALL | re.MULTILINE
    )
    for line in without_fences.splitlines():
        if line.startswith("    "):
            yield line.strip()
        else:
            yield from re.findall(r"`([^`]+)`", line)


def indented(block: str) -> str:
    return "".join(f"    {line}\n" for line in block.splitlines())


def calls(text: str) -> Iterator[list[str]]:
    """The words of each call of `jiedan` in a document, without the prompt and what stands before it."""
    for line in code(text):
        found = re.search(r"(?:^|[|$] ?)(?:\.venv/bin/)?jiedan (?=[a-z-])(.*)", line)
        if found and not found[1].startswith("is "):
            told = re.sub(r"  +#.*| …$", "", found[1])
            yield shlex.split(re.sub(r"[\[\]]", " ", told))


def resolved(words: list[str]) -> tuple[tuple[str, ...], click.Command]:
    """The command that these words call. Fails the test if there is none."""
    if words[0] == "--config":
        words = words[2:]
    command: click.Command | None = jiedan
    name: list[str] = []
    for word in words:
        if not isinstance(command, click.Group) or word.startswith("-"):
            break
        command = command.get_command(click.Context(command), word)
        assert command is not None, f"there is no command jiedan {' '.join([*name, word])}"
        name.append(word)
    assert command is not None
    return tuple(name), command


def sections(text: str) -> dict[str, str]:
    """The text under each heading of the second level; what stands before the first is under an empty one."""
    heading, *rest = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return {"": heading} | dict(zip(rest[::2], rest[1::2], strict=True))


def anchors(text: str) -> set[str]:
    """The anchors of the headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


@every_document
def test_every_call_of_jiedan_names_a_command_and_options_that_exist(path: Path) -> None:
    for words in calls(path.read_text("utf-8")):
        name, command = resolved(words)
        known = {*options_of(command), *options_of(jiedan), "--help", "--version"}
        for word in words:
            assert not word.startswith("--") or word.partition("=")[0] in known, (name, word)


@every_document
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file) if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found.read_text("utf-8")), target


def test_every_command_is_explained_with_all_its_options() -> None:
    told = sections(COMMANDS_MD.read_text("utf-8"))
    called = {title: [resolved(words) for words in calls(text)] for title, text in told.items()}
    for name, command in every_command():
        titles = [title for title, found in called.items() if title and any(name == one for one, _ in found)]
        assert titles, f"jiedan {' '.join(name)} is not explained"
        assert any(options_of(command) <= {*re.findall(r"--[a-z-]+", told[title])} for title in titles), name
    for option in options_of(jiedan):
        assert option in told[""], option
    for name in COMMANDS:
        assert f"| `jiedan {name}` |" in told[""]


def test_the_readme_shows_the_two_commands_first() -> None:
    first_screen = "\n".join(README.read_text("utf-8").splitlines()[:40])
    assert "make run" in first_screen
    assert "make test" in first_screen
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    for path in DOCS:
        for target in re.findall(
            r"`?make (run|test|lint|format|lock|bench|clean)\b", path.read_text("utf-8")
        ):
            assert target in targets, target


def test_the_readme_speaks_of_customers_who_are_in_the_sample(sqlite_db: Database) -> None:
    assert load_where_empty(sqlite_db)
    with sqlite_db.read() as tx:
        known = {customer.code for customer in customers.all(tx)}
    assert {*re.findall(r"\bD\d{3}\b", README.read_text("utf-8"))} <= known


def test_every_state_and_every_role_is_explained() -> None:
    text = COMMANDS_MD.read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ", text, flags=re.MULTILINE)
    assert [state for state in rows if state in get_args(State)] == list(get_args(State))
    roles = re.findall(r"^\| `(\w+)` \| ", text, flags=re.MULTILINE)
    assert [role for role in roles if role in ROLES] == list(ROLES)


def test_every_section_of_the_configuration_is_explained() -> None:
    headings = re.findall(r"^## \[+(\w+)\]+$", CONFIGURATION_MD.read_text("utf-8"), flags=re.MULTILINE)
    assert sorted(headings) == sorted(SECTIONS)


@every_document
def test_every_key_that_a_document_names_exists(path: Path) -> None:
    for section, key in re.findall(rf"`({'|'.join(SECTIONS)})\.([a-z_]+)`", path.read_text("utf-8")):
        assert key in SECTIONS[section].load().model_fields, f"{section}.{key}"


def test_every_example_of_the_configuration_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = re.findall(
        r"^```toml\n(.*?)^```$", CONFIGURATION_MD.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    assert len(blocks) >= 8
    secret = tmp_path / "secret"
    secret.write_text("hunter2\n")
    secret.chmod(0o600)
    for block in blocks:
        for name in re.findall(r'"env:(\w+)"', block):
            of = {"JIEDAN_DATABASE_URL": "postgresql://u:p@h/d", "JIEDAN_TELEGRAM_TOKEN": "123:of-nobody"}
            monkeypatch.setenv(name, of.get(name, "hunter2"))
        config = tmp_path / "config.toml"
        config.write_text(re.sub(r'"file:[^"]+"', f'"file:{secret}"', block), "utf-8")
        assert load(config).warnings == ()
        for name, tables in tomllib.loads(block).items():
            for table in tables if isinstance(tables, list) else [tables]:
                assert table, f"an example of [{name}] without a key"


def test_what_a_configuration_says_wrong_is_told_as_the_document_shows() -> None:
    text = CONFIGURATION_MD.read_text("utf-8")
    for raw in ({"desk": {"language": "fr"}}, {"smtp": {"host": "h", "from_address": "a@b", "pasword": "x"}}):
        with pytest.raises(ConfigError) as caught:
            read(raw, Path("config.toml"))
        assert f"Error: {caught.value}\n" in text


def test_the_providers_that_the_documents_name_are_known_to_init() -> None:
    table = tomllib.loads((ROOT / "bot" / "cli" / "providers.toml").read_text("utf-8"))["provider"]
    known = {
        server.partition(":")[0] for provider in table for server in (provider["imap"], provider["smtp"])
    }
    text = CONFIGURATION_MD.read_text("utf-8")
    for host in (
        "imap.163.com",
        "imap.qq.com",
        "imap.exmail.qq.com",
        "imap.gmail.com",
        "outlook.office365.com",
    ):
        assert host in known
        assert host in text


def test_the_architecture_names_each_package_and_only_modules_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for package in (
        "parsers",
        "store",
        "scheduler",
        "bot/desk",
        "bot/api",
        "bot/channels",
        "bot/console",
        "bot/papers",
        "bot/cli",
    ):
        assert f"| `{package}/` |" in text
    paragraphs = re.findall(r"^\*\*`([\w/]+)`\*\*(.*?)(?=\n\n)", text, flags=re.DOTALL | re.MULTILINE)
    assert len(paragraphs) == 7
    for package, words in paragraphs:
        for name in re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)`", words):
            module = name if name.endswith(".toml") else f"{name.partition('.')[0]}.py"
            found = (ROOT / package / module).exists() or (ROOT / package / name).is_dir()
            assert found or name == "jiedan", (package, name)


def test_every_nested_table_is_shown() -> None:
    text = CONFIGURATION_MD.read_text("utf-8")
    for section, found in SECTIONS.items():
        for key, info in found.load().model_fields.items():
            assert inner_model(info) is None or f"[{section}.{key}]" in text
    assert inner_model(ImapSettings.model_fields["oauth"]) is not None


@pytest.mark.parametrize(("lock", "extras"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))])
def test_a_lock_file_pins_all_that_the_project_needs(lock: str, extras: tuple[str, ...]) -> None:
    """A fresh machine installs what the lock file says and nothing else; `make lock` writes it anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [
        *project["dependencies"],
        *(one for extra in extras for one in project["optional-dependencies"][extra]),
    ]
    pinned = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
    names = {re.split(r"[\[<>=;, ]", one)[0].lower().replace("_", "-") for one in needed}
    assert names - pinned == set()
