"""`jiedan doctor`: whether everything that the configuration names works, one line each, and how to mend what does not.

Nothing is sent, marked or changed; the checks run side by side, so that one dead server costs no more than its time-out.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import click

from bot.cli.checks import Check, Finding, checks_of
from bot.cli.config import ConfigError
from bot.cli.session import Session, json_option, pass_session
from bot.cli.terminal import plain, print_json, width

TIMEOUT = 8.0


@click.command()
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=120),
    default=TIMEOUT,
    show_default=True,
    help="Seconds to wait for each server.",
)
@json_option
@pass_session
def doctor(session: Session, timeout: float, *, as_json: bool) -> None:
    """Check the configuration, the database, the catalog and every connection.

    One line each: what is wrong and how to mend it. Exit status 1 if something is wrong.
    """
    findings = examine(session, timeout=timeout, tell=(lambda _: None) if as_json else tell)
    wrong = sum(not finding.well for finding in findings)
    if as_json:
        print_json(
            [
                {"check": x.what, "ok": x.well, "said": x.said, "mend": None if x.well else x.mend}
                for x in findings
            ]
        )
    if wrong:
        raise click.exceptions.Exit(1)


def examine(session: Session, *, timeout: float, tell: Callable[[Finding], object]) -> Sequence[Finding]:
    """Runs every check, telling each finding in order as soon as it is there."""
    try:
        config = session.config
    except ConfigError as error:
        findings = [
            Finding("configuration", well=False, said=line, mend="see config.example.toml")
            for line in str(error).splitlines()
        ]
        for finding in findings:
            tell(finding)
        return findings
    where = str(config.path) if config.path else "the embedded default (no config.toml here)"
    findings = [Finding("configuration", well=True, said=where)]
    tell(findings[0])
    checks = checks_of(config, timeout=timeout)
    with ThreadPoolExecutor(max_workers=len(checks)) as pool:
        for finding in pool.map(run, checks):
            tell(finding)
            findings.append(finding)
    return findings


def run(check: Check) -> Finding:
    """One check's finding; what it did not foresee is a finding too."""
    try:
        return check.look()
    except Exception as error:  # noqa: BLE001 - a doctor who falls over says nothing about the others
        line = " ".join(str(error).split()) or type(error).__name__
        return Finding(check.what, well=False, said=line, mend=check.mend)


def tell(finding: Finding) -> None:
    """Prints the finding's line."""
    what = plain(finding.what)
    mend = f"; {finding.mend}" if finding.mend and not finding.well else ""
    mark = "ok   " if finding.well else "WRONG"
    click.echo(f"{mark}  {what}{' ' * max(0, 16 - width(what))}  {plain(finding.said + mend)}")
