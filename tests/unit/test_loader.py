"""The loader: what it takes, and what it says when it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import spacy
from tests.fake_model import FakeSession, fake_folder

from sayso.core.errors import KnowledgeError, UsageError
from sayso.language import loader
from sayso.language.lemmas import Lemmas
from sayso.language.loader import load_model
from sayso.language.model import Config, read_model
from sayso.language.verbs import regular_verb


def parser_folder(folder: Path, *labels: str) -> Path:
    """A spaCy pipeline with an untrained parser."""
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in labels:
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(folder)
    return folder


def test_the_bundled_model() -> None:
    nlp = load_model()
    assert load_model() is nlp
    doc = nlp("Rebels took the town. The army left.")
    assert len(list(doc.sents)) == 2
    assert (doc[1].dep_, doc[1].lemma_, doc[1].pos_) == ("ROOT", "take", "VERB")


def test_another_pipeline_by_folder(tmp_path: Path) -> None:
    nlp = load_model(parser_folder(tmp_path / "ud", "nsubj", "obj"))
    assert nlp.pipe_names == ["parser"]


def test_labels_that_are_not_ud(tmp_path: Path) -> None:
    folder = parser_folder(tmp_path / "other", "nsubj", "dobj")
    with pytest.raises(KnowledgeError, match="Universal Dependencies"):
        load_model(folder)
    spacy.blank("en").to_disk(tmp_path / "blank")
    assert not load_model(tmp_path / "blank").pipe_names  # one of names alone may be scored


@pytest.mark.parametrize("name", ["no_such_pipeline", "/no/such/folder", ""])
def test_no_such_model(name: str) -> None:
    with pytest.raises(KnowledgeError, match="no spaCy pipeline"):
        load_model(name)


def test_a_network_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"network\.onnx: not a network"):
        load_model(fake_folder(tmp_path))


def test_a_folder_of_ours(tmp_path: Path) -> None:
    model = read_model(fake_folder(tmp_path, start_threshold=0.5, later=1), FakeSession())
    assert model.config == Config(name="fake", version="1", window=40, start_threshold=0.5)


@pytest.mark.parametrize("name", ["config.json", "labels.json", "vocab.txt", "decoder.npz"])
@pytest.mark.parametrize("content", [None, b"", b"\xff{", b"{}", b"PK\x03\x04"])
def test_a_file_that_is_missing_or_broken(tmp_path: Path, name: str, content: bytes | None) -> None:
    folder = fake_folder(tmp_path)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(KnowledgeError, match=name):
        read_model(folder, FakeSession())


def test_files_that_do_not_fit_together(tmp_path: Path) -> None:
    folder = fake_folder(tmp_path)
    labels = json.loads((folder / "labels.json").read_bytes())
    for change in ({"dep": ["nsubj"]}, {"dep": [*labels["dep"], "x"]}, {"name": ["B-PER"]}):
        (folder / "labels.json").write_text(json.dumps({**labels, **change}), encoding="utf-8")
        with pytest.raises(KnowledgeError, match=r"labels\.json|decoder\.npz"):
            read_model(folder, FakeSession())
    fake_folder(tmp_path, window=3)
    with pytest.raises(KnowledgeError, match="window"):
        read_model(folder, FakeSession())
    fake_folder(tmp_path, lemmas=["oracle"])
    with pytest.raises(KnowledgeError, match="oracle"):
        read_model(folder, FakeSession())
    np.savez(fake_folder(tmp_path) / "decoder.npz", relation=np.zeros(3))
    with pytest.raises(KnowledgeError, match=r"decoder\.npz"):
        read_model(folder, FakeSession())


def test_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(loader.THREADS, raising=False)
    assert 1 <= loader._threads(None) <= loader.MOST_THREADS
    assert loader._threads(20) == 20
    monkeypatch.setenv(loader.THREADS, "3")
    assert (loader._threads(None), loader._threads(2)) == (3, 2)
    for wrong in ("0", "-1", "two"):
        monkeypatch.setenv(loader.THREADS, wrong)
        with pytest.raises(UsageError):
            loader._threads(None)


@pytest.mark.parametrize(
    ("form", "upos", "edits", "lemma"),
    [
        ("Took", "VERB", ["l0"], "take"),
        ("Parties", "NOUN", ["l3y", "l1"], "party"),
        ("It", "PRON", ["l9", "l0"], "it"),
        ("NATO", "PROPN", ["k0"], "NATO"),
        ("States", "PROPN", ["l1"], "States"),
        ("states", "NOUN", ["l1"], "state"),
        ("by", "ADP", ["l9"], "by"),
    ],
)
def test_lemmas(form: str, upos: str, edits: list[str], lemma: str) -> None:
    pairs = {("took", "VERB"): "take", ("States", "PROPN"): "States"}
    assert Lemmas(pairs)(form, upos, edits) == lemma


def test_an_edit_that_cuts_too_much_off_a_plural_is_mended() -> None:
    assert Lemmas({}, words={"raid"})("raids", "NOUN", ["l2"]) == "raid"
    assert Lemmas({}, words={"class"})("classes", "NOUN", ["l2"]) == "class"


def test_the_order_of_sources_of_lemmas() -> None:
    pairs = {("saw", "VERB"): "see"}
    assert Lemmas(pairs, ["edits", "table"])("saw", "VERB", ["l0"]) == "saw"
    assert Lemmas(pairs, ["table", "edits"])("saw", "VERB", ["l0"]) == "see"
    assert Lemmas({}, ["irregular"])("Withdrew", "VERB", []) == "withdraw"
    assert Lemmas({}, ["irregular"])("left", "ADJ", []) == "left"
    # "Lay" is the past of "lie" too, but more often of those who lay down arms.
    assert Lemmas({}, ["irregular"])("lay", "VERB", []) == "lay"
    assert Lemmas({}, ["regular", "edits"])("bombed", "VERB", ["l1"]) == "bomb"


def test_regular_verbs_by_spelling() -> None:
    known = frozenset({"stop", "agree", "deny", "seize", "pass", "bomb"})
    forms = "stopped agreed denied seizing passes bombs stop took".split()
    found = [regular_verb(form, known) for form in forms]
    assert found == ["stop", "agree", "deny", "seize", "pass", "bomb", "stop", None]
