"""The configuration: what it says where nothing is said, where secrets come from, and one line for each mistake."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.config import ConfigError, load, read
from bot.cli.main import jiedan


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


def problem(raw: dict[str, object]) -> str:
    with pytest.raises(ConfigError) as caught:
        read(raw)
    return str(caught.value)


def test_without_a_file_everything_stays_on_this_machine(here: Path) -> None:
    config = load()
    assert config.path is None
    assert config.database_url == "sqlite:///var/jiedan.db"
    assert (config.mailbox, config.smtp, config.telegram) == ((), None, None)
    assert config.smtp_door is not None
    assert (config.smtp_door.host, config.smtp_door.port) == ("127.0.0.1", 2525)
    assert config.maildir.directory == Path("var/outgoing")
    assert (config.web.host, config.web.port, config.web.playground) == ("127.0.0.1", 8080, True)
    assert config.zone.key == "Asia/Shanghai"


def test_the_file_in_the_working_directory_counts_unless_another_is_named(here: Path) -> None:
    written(here / "config.toml", '[desk]\ncompany = "甲"\n')
    other = written(here / "other.toml", '[desk]\ncompany = "乙"\n')
    assert load().desk.company == "甲"
    assert load(other).desk.company == "乙"
    assert load().smtp_door is None


def test_a_byte_order_mark_is_no_mistake(here: Path) -> None:
    path = here / "config.toml"
    path.write_bytes('\ufeff[desk]\ncompany = "甲"\n'.encode())
    assert load().desk.company == "甲"


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ({"dekc": {}}, "dekc: there is no such section; did you mean desk?"),
        ({"desk": {"compny": "A"}}, "desk.compny: there is no such key; did you mean company?"),
        ({"desk": {"language": "fr"}}, "desk.language = \"fr\": allowed is 'zh' or 'en'"),
        ({"desk": {"threshold": 2}}, "desk.threshold = 2: allowed is from 0 up to 1"),
        ({"desk": {"own_addresses": "x"}}, 'desk.own_addresses = "x": must be a list, [in brackets]'),
        ({"desk": {"own_addresses": [1]}}, 'desk.own_addresses[0] = 1: must be text, "in quotation marks"'),
        ({"desk": {"require_proof": "maybe"}}, 'desk.require_proof = "maybe": must be true or false'),
        ({"desk": {"tries": 1.5}}, "desk.tries = 1.5: must be a whole number"),
        ({"desk": {"max_line_quantity": "all"}}, 'desk.max_line_quantity = "all": must be a number'),
        ({"desk": {"max_line_quantity": -1}}, "desk.max_line_quantity = -1: allowed is above 0"),
        ({"maildir": {"directory": 5}}, 'maildir.directory = 5: must be a path, "in quotation marks"'),
        ({"smtp": "x"}, 'smtp = "x": must be a section of keys, [smtp]'),
        ({"web": {"port": 99999}}, "web.port = 99999: allowed is from 0 up to 65535"),
        (
            {"web": {"public_url": "orders.example"}},
            'web.public_url = "orders.example": must look like "https://orders.example.cn"',
        ),
        (
            {"mailbox": [{"host": "h", "user": "u@h", "password": "p", "port": 0}]},
            "mailbox[0].port = 0: allowed is from 1 up to 65535",
        ),
        (
            {"mailbox": [{"host": "h", "user": "u@h", "password": "p", "folder": ""}]},
            'mailbox[0].folder = "": must not be empty',
        ),
        ({"mailbox": [{"host": "h", "user": "u@h"}]}, "mailbox[0]: needs either password or oauth"),
        (
            {"smtp": {"host": "h", "from_address": "a@b.cn", "user": "u", "oauth": "x"}},
            'smtp.oauth = "x": must be a section of keys',
        ),
        ({"telegram": {"token": "s3cret"}}, "telegram.token: is not a bot's token; @BotFather writes it as"),
        ({"desk": {"zone": "Mars"}}, 'desk.zone = "Mars": must be a time zone\'s name such as Asia/Shanghai'),
        ({"desk": "x"}, 'desk = "x": must be a section of keys, [desk]'),
        ({"smtp": {"from_address": "a@b.cn"}}, "smtp.host: is needed (The server's name)"),
        ({"mailbox": {"host": "x"}}, "mailbox: write [[mailbox]], in two pairs of brackets, once for each"),
        ({"database": {"url": "mysql://u:secret@h/d"}}, "database.url: must begin with sqlite:/// (a file)"),
    ],
)
def test_a_mistake_is_one_line_that_names_key_value_and_what_is_allowed(
    raw: dict[str, object], line: str
) -> None:
    told = problem(raw)
    assert told.startswith(line)
    assert "\n" not in told
    assert "secret" not in told


def test_each_mistake_has_its_line() -> None:
    told = problem({"desk": {"threshold": "high", "languge": "zh"}, "smtp_door": {"port": 99999}})
    assert [line.split(" ")[0].rstrip(":") for line in told.splitlines()] == [
        "desk.threshold",
        "desk.languge",
        "smtp_door.port",
    ]


def test_a_secret_that_is_not_there_hides_no_other_mistake() -> None:
    smtp = {"host": "h", "from_address": "nobody", "user": "u", "password": "env:NOT_SET"}
    oauth = {"provider": "gogle", "client_id": "c", "client_secret": "env:NOT_SET", "refresh_token": "r"}
    told = problem(
        {"smtp": smtp, "telegram": {"token": "env:NOT_SET"}, "mailbox": [{"host": "h", "oauth": oauth}]}
    )
    assert sorted(line.split(" ")[0].rstrip(":") for line in told.splitlines()) == [
        "mailbox[0].oauth.client_secret",
        "mailbox[0].oauth.provider",
        "mailbox[0].user",
        "smtp.from_address",
        "smtp.password",
        "telegram.token",
    ]


def test_a_secret_is_in_no_message_even_where_its_key_is_mistyped() -> None:
    smtp = {"host": "h", "from_address": "a@b.cn", "user": "u"}
    for more in (
        {"pasword": "hunter2"},
        {"password": ["hunter2"]},
        {"oauth": {"provider": "other", "client_id": "c", "client_secret": "hunter2"}},
        {"oauth": {"provider": "google", "client_id": "c", "refresh_token": "hunter2", "tenent": "hunter2"}},
        {
            "password": "hunter2",
            "oauth": {"provider": "google", "client_id": "c", "refresh_token": "hunter2"},
        },
    ):
        assert "hunter2" not in problem({"smtp": smtp | more})


def test_secrets_come_from_the_environment_or_from_files(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    smtp = {"host": "h", "from_address": "a@b.cn", "user": "u"}
    monkeypatch.setenv("MAIL_PASSWORD", "from env")
    written(here / "password", "from file\n")

    def password(told: str) -> str:
        settings = read({"smtp": smtp | {"password": told}}).smtp
        assert settings is not None
        assert settings.password is not None
        return settings.password.get_secret_value()

    assert password("env:MAIL_PASSWORD") == "from env"
    assert password(f"file:{here}/password") == "from file"
    assert password("plain") == "plain"
    with pytest.raises(
        ConfigError, match=r'smtp.password = "env:NOT_SET": the environment has no variable NOT_SET'
    ):
        password("env:NOT_SET")
    with pytest.raises(ConfigError, match=r'smtp.password = "file:nowhere": no such file or directory'):
        password("file:nowhere")


def test_a_secret_in_a_file_that_others_can_read_is_a_warning(here: Path) -> None:
    text = '[smtp]\nhost = "h"\nfrom_address = "a@b.cn"\nuser = "u"\npassword = "hunter2"\n'
    assert load(written(here / "closed.toml", text)).warnings == ()
    (warning,) = load(written(here / "open.toml", text, 0o644)).warnings
    assert warning.startswith("smtp.password stands in the open: ")
    assert "chmod 600" in warning
    assert "hunter2" not in warning


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"[desk\n", "is not TOML: "),
        (b"[desk]\ncompany = \xff\n", "is not UTF-8 (byte 17)"),
        (None, "no such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(here: Path, content: bytes | None, line: str) -> None:
    if content is not None:
        (here / "bad.toml").write_bytes(content)
    result = CliRunner().invoke(jiedan, ["--config", "bad.toml", "orders", "list"])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: bad.toml: {line}")
    assert len(result.stderr.splitlines()) == 1


def test_a_listing_does_not_stumble_over_a_section_that_it_does_not_need(here: Path) -> None:
    written(here / "config.toml", "[smtp_door]\nport = -1\n")
    assert CliRunner().invoke(jiedan, ["orders", "list"]).exit_code == 0
    assert "smtp_door.port = -1" in CliRunner().invoke(jiedan, ["doctor"]).output
