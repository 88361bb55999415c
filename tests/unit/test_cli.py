"""The commands: what they print where, and their exit codes. A stand-in reads the reports."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso import cli
from sayso.cli import common
from sayso.core.annotation import Annotation
from sayso.core.grammar import Grammar
from sayso.core.types import Claim, Report, ReportRef

TEXT = "Troops entered the town on Monday, residents said.\n"
runner = CliRunner()


class StandIn:
    """Finds one claim in a report: its first six characters."""

    def read(self, report: Report) -> tuple[Claim, ...]:
        if "crash" in report.text:
            raise RuntimeError("odd report")
        if "stop" in report.text:
            raise KeyboardInterrupt
        return (
            Claim(
                id="c1",
                report=ReportRef(id=report.id, outlet=report.outlet, published=report.published),
                text=report.text[:6],
                start=0,
                end=6,
                sources=(),
                modality="asserted",
                status="happened",
                polarity="positive",
                certainty="certain",
                predicate="enter",
            ),
        )

    def annotate(self, report: Report) -> Annotation:
        return Annotation(report=report, grammar=Grammar(report.text, (), (), ()))


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "load", StandIn)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_read_prints_a_table(article: Path) -> None:
    result = runner.invoke(cli.app, ["read", str(article), "--outlet", "World Wire"])
    assert result.exit_code == 0
    assert "ASSERTED" in result.stdout
    assert "own voice of World Wire" in result.stdout
    assert "1 report, 1 claim" in result.stdout
    assert result.stderr == ""


def test_read_as_json(article: Path) -> None:
    arguments = ["read", str(article), "--published", "2016-02-04", "--format"]
    array = runner.invoke(cli.app, [*arguments, "json"])
    lines = runner.invoke(cli.app, [*arguments, "jsonl"])
    assert json.loads(array.stdout) == [json.loads(lines.stdout)]
    assert json.loads(lines.stdout)["report"]["published"] == "2016-02-04"


def test_annotate(article: Path) -> None:
    result = runner.invoke(cli.app, ["annotate", str(article)])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["text"] == TEXT


def test_bad_input_is_told_at_the_end_and_the_rest_is_read(article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    (tmp_path / "c.txt").write_text("crash " + TEXT)
    missing = str(tmp_path / "none.txt")
    paths = [missing, str(tmp_path / "b.pdf"), str(tmp_path / "c.txt"), str(article)]
    result = runner.invoke(cli.app, ["read", *paths, "--format", "jsonl"])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    told = result.stderr.splitlines()
    assert len(told) == 3
    assert told[0] == f"sayso: {missing}: no such file; check the path [missing]"
    assert "PDF is not read yet" in told[1]
    assert "RuntimeError: odd report" in told[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x.txt", "--format", "xml"],
        ["read", "x.txt", "--published", "soon"],
        ["read", "x.txt", "--output", "/nowhere/at/all.txt"],
        ["read", "x.txt", "--output", "."],
        ["nothing"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    result = runner.invoke(cli.app, arguments)
    assert result.exit_code == 2
    assert result.stderr


def test_output_appears_whole(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    arguments = ["read", str(article), "--format", "jsonl", "--output", str(target)]
    assert runner.invoke(cli.app, arguments).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["predicate"] == "enter"
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask
    (tmp_path / "stop.txt").write_text("stop " + TEXT)
    target.write_text("before")
    arguments = ["read", str(tmp_path), "--output", str(target)]
    assert runner.invoke(cli.app, arguments).exit_code == 130
    assert target.read_text() == "before"
    assert not list(tmp_path.glob(".sayso-*"))


def test_output_may_be_a_device(article: Path) -> None:
    result = runner.invoke(cli.app, ["read", str(article), "--output", os.devnull])
    assert result.exit_code == 0
    assert not Path(os.devnull).is_file()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    result = runner.invoke(cli.app, ["read", "-", "--format", "jsonl"], input=TEXT)
    assert json.loads(result.stdout)["text"] == "Troops"


def test_largest(article: Path) -> None:
    article.write_text(TEXT * 100)
    result = runner.invoke(cli.app, ["read", str(article), "--largest", "0.001"])
    assert result.exit_code == 1
    assert "too-large" in result.stderr


def test_version_and_help() -> None:
    assert runner.invoke(cli.app, ["--version"]).stdout.startswith("sayso ")
    for command in ([], ["read"], ["annotate"], ["evaluate"], ["evaluate", "claims"]):
        assert runner.invoke(cli.app, [*command, "--help"]).exit_code == 0


def test_nothing_heavy_is_imported_to_show_help() -> None:
    heavy = "spacy,trafilatura,numpy,yaml,msgspec,py3langid,rich.table"
    code = (
        "import sys, sayso.cli\n"
        f"print([m for m in {heavy.split(',')!r} if m in sys.modules])"
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


_PIPED = """
import sys
from sayso import cli
from sayso.cli import common
sys.path.insert(0, {folder!r})
from test_cli import StandIn
common.load = StandIn
sys.argv = ["sayso", "read", *{paths!r}, "--format", "jsonl"]
cli.main()
"""


def test_a_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text('{"text": "Troops came."}\n' * 2000)
    code = _PIPED.format(folder=str(Path(__file__).parent), paths=[str(corpus)])
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout as out, process.stderr as errors:
        assert out.readline()
        out.close()
        assert errors.read() == b""
    assert process.wait(timeout=60) == 141


def test_evaluate_claims(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Lexicon:
        def related(self, a: str, b: str) -> bool:
            return a == b

    monkeypatch.setattr(StandIn, "lexicon", Lexicon(), raising=False)
    gold = tmp_path / "gold.jsonl"
    row = {
        "row": 1, "text": "Troops", "start": 0, "end": 6, "sources": [], "modality": "asserted",
        "status": "happened", "polarity": "positive", "certainty": "certain", "predicate": "enter",
    }  # fmt: skip
    gold.write_text(json.dumps(row) + "\n")
    arguments = ["evaluate", "claims", str(gold), str(article)]
    assert runner.invoke(cli.app, arguments).exit_code == 0
    result = runner.invoke(cli.app, [*arguments, "--format", "json"])
    assert json.loads(result.stdout)["parts"][0]["mismatches"] == []
    gold.write_text(json.dumps({**row, "text": "Others"}) + "\n")
    wrong = runner.invoke(cli.app, arguments)
    assert wrong.exit_code == 2
    assert "same text" in wrong.stderr


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    from sayso.views.progress import ProgressLine

    with ProgressLine(wanted=True) as line:
        line.step(1, "a.txt")
    assert capsys.readouterr().err == ""


def test_progress_shows_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.views import progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    with progress.ProgressLine(wanted=True) as line:
        line.step(3, "folder/a.txt")
    assert "3 read, now folder/a.txt" in terminal.getvalue()


def test_output_never_replaces_a_report(article: Path) -> None:
    before = article.read_text()
    result = runner.invoke(cli.app, ["read", str(article), "--output", str(article)])
    assert result.exit_code == 2
    assert "name another file" in result.stderr
    assert article.read_text() == before
