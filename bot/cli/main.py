"""The command `jiedan`: its group, its options, and how every failure becomes one line.

Commands are imported when they are used, so that help and listings start fast.
"""

import gc
import io
import os
import sys
from collections.abc import Mapping
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, cast

import click

from bot.cli.failures import refusal
from bot.cli.session import Session
from parsers.uncollected import uncollected

# name -> (where the command lives, its line in the help)
COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("bot.cli.run:run", "Start the bot: channels, workers, scheduler, console."),
    "init": ("bot.cli.init:init", "Write a configuration by asking, and test its connections."),
    "doctor": ("bot.cli.doctor:doctor", "Check configuration, database, catalog and every connection."),
    "parse": ("bot.cli.parse:parse", "Read messages and print what was understood; sends and keeps nothing."),
    "import": ("bot.cli.imports:imports", "Import the catalog, the customers or the reps from a CSV file."),
    "orders": ("bot.cli.orders:orders", "List, show and move orders."),
    "search": ("bot.cli.search:search", "Find orders and messages by their words."),
    "tours": ("bot.cli.tours:tours", "What our own couriers deliver: plan, list, hand over."),
    "report": ("bot.cli.report:report", "The figures of a period: as a table, JSON or xlsx."),
    "incidents": (
        "bot.cli.incidents:incidents",
        "Tell the customers of a region or a route that their orders come late.",
    ),
    "news": ("bot.cli.news:news", "Of which stages of their orders customers want to hear."),
    "review": ("bot.cli.review:review", "Decide the readings that wait for an operator."),
    "conversations": (
        "bot.cli.conversations:conversations",
        "Take a conversation over, write in it, hand it back.",
    ),
    "words": ("bot.cli.words:words", "What customers mean by their own words: list it, forget it."),
    "accounts": ("bot.cli.accounts:accounts", "Which Telegram account a handle on file belongs to."),
    "inbox": ("bot.cli.inbox:inbox", "What came in: list, show, retry."),
    "outbox": ("bot.cli.outbox:outbox", "What goes out: list, show, retry."),
    "api-keys": ("bot.cli.apikeys:api_keys", "Keys of programs that call the HTTP API."),
    "visitors": ("bot.cli.visitors:visitors", "Personal links to the web chat."),
}


class Commands(click.Group):
    """A group whose commands are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        with uncollected():
            command = cast("click.Command", getattr(import_module(module), attribute))
        # The libraries stay as long as the program: each look for garbage would pass over them again.
        gc.freeze()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, 1)
            hint = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(COMMANDS)}."
            ctx.fail(f"No such command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            told = refusal(error)
            if told is None:
                raise
            raise told from error


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, 1 refused or something is wrong (one line says what), 2 wrong use.",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    envvar="JIEDAN_CONFIG",
    help="The configuration; else JIEDAN_CONFIG, else config.toml here, else the embedded default.",
)
@click.version_option(version=metadata.version("jiedan"), prog_name="jiedan")
@click.pass_context
def jiedan(ctx: click.Context, config_file: Path | None) -> None:
    """接单: takes orders from mails and chats, asks when in doubt, and follows them to the door."""
    ctx.obj = ctx.with_resource(Session(config_file))


def main() -> None:
    """The entry point of the installed command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A script reads UTF-8 whatever the locale; a terminal that cannot show a character shows a stand-in.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        jiedan(prog_name="jiedan")
    finally:
        _leave_quietly()


def _leave_quietly() -> None:
    """A reader that closed the pipe (`jiedan … | head`) is no error of ours when Python flushes at its exit."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
