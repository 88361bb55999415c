"""Commands, run in this process."""

from __future__ import annotations

from typer.testing import CliRunner

from sayso import cli


def run(*arguments: object, code: int = 0) -> str:
    """What a command prints; fails unless it ends with this exit code."""
    result = CliRunner().invoke(cli.app, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result.output


def asked(record: str, *arguments: str) -> tuple[int, str]:
    """The exit code and output of a command that is asked of a record."""
    found = CliRunner().invoke(cli.app, [*arguments, "--record", record])
    return found.exit_code, found.output
