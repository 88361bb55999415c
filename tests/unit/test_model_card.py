"""The model card, and ``sayso model info``."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from training import card, fetch, score
from typer.testing import CliRunner

from sayso import cli
from sayso.core.errors import KnowledgeError
from sayso.core.model_card import ModelCard
from sayso.knowledge.model_card import load_model_info

runner = CliRunner()

# Made-up figures of every kind.
GRAMMAR = dict.fromkeys(
    ("uas", "las", "upos", "xpos", "feats", "lemma", "words", "sentences"), 91.5
)
RAW = {**GRAMMAR, "sentence_f1": 81.25, "words_f1": 99.5}
ROW = {"precision": 80.0, "recall": None, "f1": 82.5, "gold": 4, "predicted": 0}
NAMES = {**ROW, "sentences": 3, "by_label": {"PER": ROW}}
SPEED = {"words": 30000, "words_per_second": 2000, "load_seconds": 1.5, "memory_mb": 400}
SCORES: dict[str, Any] = {
    **{name: GRAMMAR for _, name in card.GOLD_SETS},
    **{name: RAW for _, name in card.RAW_SETS},
    **{name: NAMES for _, name in card.NAME_SETS},
    "factuality_scale": {"pearson": 0.7912, "mae": 0.45, "events": 467},
    "factuality_classes": {
        "macro_f1": 0.61,
        "events": 1049,
        "by_class": {"negated": {**ROW, "recall": 0.5}},
    },
    "speed_1": SPEED,
    "speed_2": {**SPEED, "words_per_second": 3600},
}


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A folder with what training leaves behind, and scores."""
    model, data = tmp_path / "en", tmp_path / "data"
    model.mkdir()
    data.mkdir()
    (model / "network.onnx").write_bytes(b"network")
    labels = {key: ["a", "b"] for key in ("upos", "xpos", "dep")}
    labels["name"] = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
    config = {"name": "made", "version": "7", "window": 40}
    rows = card.read_words().data
    passages = {row.passages: [[{"words": ["It", "rained"]}, {"words": ["Ah"]}]] for row in rows}
    hashes = {file: "0" * 64 for row in rows for file in row.files}
    for file, content in (
        (model / "labels.json", labels),
        (model / "config.json", config),
        (data / "passages.json", passages),
        (data / "hashes.json", hashes),
    ):
        file.write_text(json.dumps(content), encoding="utf-8")
    network = hashlib.sha256(b"network").hexdigest()
    return tmp_path, {"scores": SCORES, "model": network, "measured": "2026-11-22"}


def test_the_card_has_what_was_measured(made: tuple[Path, dict[str, Any]]) -> None:
    folder, scores = made
    scores = {**scores, "cnn": SCORES, "lowered": [{"date": "d", "why": "w", "figures": ["x"]}]}
    found = card.build(folder / "data", folder / "en", scores)
    assert (found.name, found.version, found.language) == ("made", "7", "en")
    assert found.labels["name"] == ("LOC", "PER")
    start, ewt, *_ = found.made_from
    assert (start.licence, start.words, set(start.files)) == ("Apache-2.0", None, set(fetch.FILES))
    assert (ewt.sentences, ewt.words) == (2, 3)
    figures = {highlight.what: highlight.figure for highlight in found.highlights}
    assert len(figures) == len(card.HIGHLIGHTS)
    assert figures["heads, EWT test (UAS)"] == "91.50 %"
    assert figures["factuality, UDS held out (Pearson)"] == "0.791"
    assert figures["words a second, two cores"] == "3,600"
    text = card.page(found, folder / "en")
    for words in (
        found.network, "| EWT test | 91.50 |", "| | PER | 80.00 | – | 82.50 | 4 | 0 |", "0.791",
        "| GUM news, dev and test | 81.25 |", "| this model | 2,000 | 3,600 | 1.5 | 400 |",
        "| the first model, a CNN | 2,000 |", "macro-F1 0.610", *found.not_for,
    ):  # fmt: skip
        assert words in text
    assert "full precision |" not in text  # was not measured
    assert "\n\n\n" not in text
    with pytest.raises(ValueError, match="another network"):
        card.build(folder / "data", folder / "en", {**scores, "model": "0"})


def test_the_bundled_card_is_up_to_date() -> None:
    scores = json.loads(score.SCORES.read_text(encoding="utf-8"))
    assert card.faults(score.MODELS / "en", scores) == []


def test_a_card_that_is_not_up_to_date(
    made: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, scores = made
    monkeypatch.setattr(card, "CARD", folder / "card.json")
    monkeypatch.setattr(card, "PAGE", folder / "MODEL_CARD.md")
    monkeypatch.setattr(card, "SCORES", folder / "scores.json")
    command = ["card", str(folder / "data"), "--model", str(folder / "en")]
    (folder / "scores.json").write_text(json.dumps(scores), encoding="utf-8")
    monkeypatch.setattr("sys.argv", command)
    card.main()
    assert card.faults(folder / "en", scores) == []
    for change, fault in (
        ({"model": "0"}, "network"),
        ({"scores": {}}, "scores"),
        ({"measured": "2026-11-23"}, "scores"),
    ):
        (found,) = card.faults(folder / "en", {**scores, **change})
        assert fault in found
    (folder / "MODEL_CARD.md").write_text("Better by far", encoding="utf-8")
    monkeypatch.setattr("sys.argv", [*command, "--check"])
    with pytest.raises(SystemExit, match=r"MODEL_CARD\.md is not made from"):
        card.main()


def card_folder(made: tuple[Path, dict[str, Any]]) -> Path:
    folder, scores = made
    found = card.build(folder / "data", folder / "en", scores)
    (folder / "card.json").write_bytes(msgspec.json.encode(found))
    return folder


def test_what_is_told_of_a_model(made: tuple[Path, dict[str, Any]]) -> None:
    folder = card_folder(made)
    info = load_model_info(folder)
    assert info.as_on_card
    assert [(f.name, f.size) for f in info.files if f.name == "network.onnx"] == [
        ("network.onnx", 7)
    ]
    (folder / "en" / "network.onnx").write_bytes(b"other")
    assert not load_model_info(folder).as_on_card
    (folder / "en" / "network.onnx").unlink()
    with pytest.raises(KnowledgeError, match=r"network\.onnx"):
        load_model_info(folder)
    (folder / "card.json").write_text("{}", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"card\.json"):
        load_model_info(folder)


def test_the_command(made: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = card_folder(made)
    monkeypatch.setattr("sayso.pipeline.load_model_info", lambda: load_model_info(folder))
    (folder / "en" / "network.onnx").write_bytes(b"other")
    table = runner.invoke(cli.app, ["model", "info"])
    assert table.exit_code == 0
    for words in ("made 7", "CC-BY-SA-4.0", "NOT the card's", "network.onnx", "91.50 %",
                  "Groningen Meaning Bank", "To choose targets"):  # fmt: skip
        assert words in table.stdout
    result = runner.invoke(cli.app, ["model", "info", "--format", "json"])
    info = json.loads(result.stdout)
    assert info["as_on_card"] is False
    assert info["card"]["scores"]["ewt_test_gold"]["uas"] == 91.5
    assert {file["name"] for file in info["files"]} == {
        "network.onnx", "labels.json", "config.json",
    }  # fmt: skip
    (folder / "card.json").unlink()
    assert runner.invoke(cli.app, ["model", "info"]).exit_code == 2


def test_the_bundled_model_is_told_of_without_loading_it() -> None:
    code = (
        "import sys; from sayso.pipeline import model_info; info = model_info();"
        "assert info.as_on_card;"
        "print(*{'spacy', 'onnxruntime', 'tokenizers', 'conllu'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True
    )
    assert done.stdout.strip() == ""
    assert isinstance(load_model_info().card, ModelCard)
