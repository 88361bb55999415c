"""The bundled model's scores are floors: they do not go down unasked (training/score.py)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from training import score

MOST_BYTES = 30_000_000
SLACK = 0.02  # percentage points: the same network rounds a little differently elsewhere


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """``scores.json``."""
    found: dict[str, Any] = json.loads(score.SCORES.read_text(encoding="utf-8"))
    return found


def test_the_scores_are_of_the_network_that_ships(kept: dict[str, Any]) -> None:
    assert score.sha256(score.MODELS / "en" / score.NETWORK) == kept["model"]


def test_the_model_is_small() -> None:
    files = [file for file in (score.MODELS / "en").rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= MOST_BYTES


def test_the_corpora_are_those_of_the_scores(shared: Path, kept: dict[str, Any]) -> None:
    assert set(kept["corpora"]) == set(score.CORPORA)
    for name, expected in kept["corpora"].items():
        found = score.sha256(shared / "data" / name)
        assert found == expected, f"{name} has changed: measure again with training/score.py"


def test_no_figure_falls(shared: Path, kept: dict[str, Any]) -> None:
    from sayso.language.loader import load_model
    from sayso.pipeline import BareModel

    found = score.bounded(shared / "data", BareModel(load_model()))
    floors = {name: kept["scores"][name] for name in found}
    assert score.worse(floors, found, SLACK) == []


def test_what_is_worse() -> None:
    old: dict[str, dict[str, Any]] = {
        "ewt": {"uas": 91.0, "words": 9},
        "names": {"precision": 80.0, "f1": 82.0, "by_label": {"PER": {"f1": 90.0}}},
        "factuality_scale": {"pearson": 0.78, "mae": 0.5, "events": 9},
    }
    same = {**old, "names": {**old["names"], "precision": 70.0}, "more": {"f1": 1.0}}
    assert score.worse(old, same) == []
    near = {**old, "ewt": {"uas": 90.95}, "factuality_scale": {"pearson": 0.7795, "mae": 0.5005}}
    assert score.worse(old, near) == []
    new = {
        "ewt": {"uas": 90.94},
        "names": {"f1": 82.5, "by_label": {}},
        "factuality_scale": {"pearson": 0.7794, "mae": 0.5006},
    }
    assert score.worse(old, new) == [
        ("ewt.uas", 91.0, 90.94),
        ("names.by_label.PER.f1", 90.0, None),
        ("factuality_scale.pearson", 0.78, 0.7794),
        ("factuality_scale.mae", 0.5, 0.5006),
    ]


def test_a_worse_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--lower`` lets it through, and says so in the file."""
    network, out = tmp_path / score.NETWORK, tmp_path / "scores.json"
    network.write_bytes(b"network")
    figures = {"ewt": {"uas": 91.0}}
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(score, "CORPORA", ())
    monkeypatch.setattr(score, "measure", lambda data, folder: dict(figures))
    command = ["score", str(tmp_path), str(tmp_path), "--out", str(out), "--date", "2026-11-22"]
    monkeypatch.setattr("sys.argv", command)
    score.main()
    figures["ewt"] = {"uas": 90.0}
    with pytest.raises(SystemExit, match="--lower"):
        score.main()
    assert "ewt.uas: 91.0 → 90.0" in capsys.readouterr().err
    assert json.loads(out.read_bytes())["scores"]["ewt"]["uas"] == 91.0
    assert (tmp_path / "build" / "scores-refused.json").exists()
    monkeypatch.setattr("sys.argv", [*command, "--lower", "a smaller model"])
    score.main()
    kept = json.loads(out.read_bytes())
    assert kept["scores"]["ewt"]["uas"] == 90.0
    assert kept["lowered"] == [
        {"date": "2026-11-22", "why": "a smaller model", "figures": ["ewt.uas"]}
    ]
    assert kept["model"] == score.sha256(network)
