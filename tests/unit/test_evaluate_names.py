"""Scoring names: reading both gold formats, labels that are one, labels that are left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso import cli
from sayso.core.errors import InputError, UsageError
from sayso.core.evaluation import NameScores
from sayso.core.grammar import Grammar, ModelRun, Name, Sentence, Token, Words
from sayso.evaluate.name_files import read_names
from sayso.evaluate.names import score_names

CONLL = """\
# columns: word, tag, label
# sent_id = 1
Syrian\tJJ\tB-GPE
troops\tNNS\tO
left\tVBD\tO
New\tNNP\tB-LOC
Town\tNNP\tI-LOC
.\t.\tO

# sent_id = 2
#\tNN\tO
Anna\tNNP\tB-PER
Bo\tNNP\tB-PER
on\tIN\tO
Monday\tNNP\tB-TIME
"""
# What the stand-in finds: name → label. "Town" alone is a wrong span.
FOUND = {"Syrian": "NORP", "Town": "LOC", "Anna": "PER", "troops": "EVENT"}


class Finder:
    """A model that cuts at white space and finds the words it was given."""

    def __init__(self, found: dict[str, str]) -> None:
        self.found = found
        self.name_labels = frozenset({"PER", "ORG", "LOC", "NORP", "EVENT"})
        self.texts: list[str] = []

    def parse_words(self, paragraphs: Sequence[Words]) -> ModelRun:
        return ModelRun(
            grammars=tuple(self._grammar(" ".join(p.forms), p.forms) for p in paragraphs), seconds=1
        )

    def parse_texts(self, texts: Sequence[str]) -> ModelRun:
        self.texts += texts
        return ModelRun(grammars=tuple(self._grammar(t, t.split()) for t in texts), seconds=1)

    def _grammar(self, text: str, forms: Sequence[str]) -> Grammar:
        made: list[Token] = []
        at = 0
        for i, form in enumerate(forms):
            at = text.index(form, at)
            made.append(
                Token(
                    i=i, start=at, end=at + len(form), text=form, lemma="", upos="", xpos="",
                    feats="", head=i, dep="root", sentence=0,
                )
            )  # fmt: skip
            at += len(form)
        names = tuple(
            Name(first=i, last=i + 1, label=self.found[form])
            for i, form in enumerate(forms)
            if form in self.found
        )
        return Grammar(text, tuple(made), (Sentence(first=0, last=len(made), segment=0),), names)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "made.conll"
    file.write_text(CONLL, encoding="utf-8")
    return file


def scores_of(path: Path, found: dict[str, str], raw: bool = False) -> NameScores:
    return score_names([read_names(path)], Finder(found), raw)


def test_conll_is_read(path: Path) -> None:
    gold = read_names(path)
    first, second = gold.texts
    assert first.text == "Syrian troops left New Town ."
    assert first.names == ((0, 6, "GPE"), (19, 27, "LOC"))
    assert second.text.startswith("# Anna")
    assert [second.text[a:b] for a, b, _ in second.names] == ["Anna", "Bo", "Monday"]
    assert gold.labels == {"GPE", "LOC", "PER", "TIME"}
    assert gold.spaced


def test_text_in_the_file_is_kept(path: Path) -> None:
    path.write_text(CONLL.replace("# sent_id = 1", "# text = Syrian troops left New Town."))
    gold = read_names(path)
    assert gold.texts[0].text == "Syrian troops left New Town."
    assert gold.spaced  # the second sentence has none
    path.write_text(CONLL.replace("# sent_id = 1", "# text = Other troops left."))
    with pytest.raises(InputError, match="line 9"):
        read_names(path)


def test_labels_that_are_one_and_labels_left_out(path: Path) -> None:
    scores = scores_of(path, FOUND)
    assert {label: (s.gold, s.predicted) for label, s in scores.by_label.items()} == {
        "LOC": (2, 2), "PER": (2, 1),
    }  # fmt: skip
    assert (scores.by_label["LOC"].precision, scores.by_label["LOC"].recall) == (50, 50)
    assert (scores.by_label["PER"].precision, scores.by_label["PER"].recall) == (100, 50)
    assert (scores.precision, scores.recall, scores.f1) == (66.67, 50, 57.14)
    assert scores.left_out.gold == {"TIME": 1}
    assert scores.left_out.predicted == {"EVENT": 1}
    assert scores.texts == 2


def test_nationalities_are_left_out_where_the_gold_has_none(path: Path) -> None:
    path.write_text(CONLL.replace("B-GPE", "O"))
    scores = scores_of(path, FOUND)
    assert scores.by_label["LOC"].predicted == 1
    assert scores.left_out.predicted == {"EVENT": 1, "NORP": 1}


def test_a_label_never_found_counts_as_missed(path: Path) -> None:
    scores = scores_of(path, {})
    assert scores.by_label["PER"].precision is None
    assert (scores.by_label["PER"].recall, scores.recall, scores.f1) == (0, 0, 0)


def test_json_lines_are_read_from_text(tmp_path: Path) -> None:
    file = tmp_path / "made.jsonl"
    row = {"id": "1", "text": "Anna left Oslo", "entities": [
        {"start": 0, "end": 4, "text": "Anna", "label": "PER"},
        {"start": 10, "end": 14, "text": "Oslo", "label": "geo"},
    ]}  # fmt: skip
    file.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    model = Finder({"Anna": "PERSON", "Oslo": "GPE"})
    scores = score_names([read_names(file)], model)
    assert scores.f1 == 100
    assert model.texts == ["Anna left Oslo"]
    file.write_text('{"text": "Oslo", "entities": [{"start": 0, "end": 9, "label": "LOC"}]}\n')
    with pytest.raises(InputError, match="line 1"):
        read_names(file)
    file.write_text('{"entities": []}\n')
    with pytest.raises(InputError, match="line 1"):
        read_names(file)


def test_ranges(path: Path) -> None:
    assert len(read_names(path, ["0:2"]).texts) == 2
    second = read_names(path, ["1:2", "1:9"])
    assert [t.text[:6] for t in second.texts] == ["# Anna"]
    assert "GPE" in second.labels  # those of the whole file
    for words in ("1", "2:1", "5:6", "a:b", "-1:2"):
        with pytest.raises(UsageError, match="--sentences"):
            read_names(path, [words])


def test_what_is_no_gold_is_said(path: Path) -> None:
    path.write_text("Anna\tNNP\tPER\n")
    with pytest.raises(InputError, match="line 1"):
        read_names(path)
    path.write_text("")
    with pytest.raises(UsageError, match="no text"):
        scores_of(path, {})


def test_the_command(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.cli.common.load_model", lambda name: Finder(FOUND))
    command = ["evaluate", "names", str(path)]
    plain = CliRunner().invoke(cli.app, [*command, "--format", "json"])
    raw = CliRunner().invoke(cli.app, [*command, "--raw", "--format", "json"])
    assert json.loads(plain.stdout) == json.loads(raw.stdout)
    assert json.loads(plain.stdout)["by_label"]["PER"] == {
        "precision": 100, "recall": 50, "f1": 66.67, "gold": 2, "predicted": 1,
    }  # fmt: skip
    assert plain.stderr == ""
    assert "joined by one space" in raw.stderr
    table = CliRunner().invoke(cli.app, [*command, "--sentences", "1:2"]).stdout
    assert "Left out, for the model does not give them: TIME 1" in table
    twice = CliRunner().invoke(cli.app, [*command, str(path), "--sentences", "0:1"])
    assert twice.exit_code == 2
