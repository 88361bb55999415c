"""Step 11: write the model card, as data and for people.

In:  the folder of step 2 (hashes, passages to count), the model folder, ``scores.json`` of step 10,
     ``card.yaml`` (what nobody can measure) and ``card.md`` (the template) beside this file.
Out: ``card.json``, and ``MODEL_CARD.md`` made from it.
With ``--check`` nothing is written: exit code 1 unless the card is of these scores and this text.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import yaml
from training.fetch import FILES, PACKAGE
from training.score import GENRES, MODELS, NETWORK, SCORES, sha256

from sayso.core.model_card import CardPart, Highlight, ModelCard
from sayso.language.factuality import CERTAINTY, POLARITY, TIME

CARD, PAGE = MODELS / "card.json", MODELS / "MODEL_CARD.md"
WORDS = Path(__file__).with_name("card.yaml")
TEMPLATE = Path(__file__).with_name("card.md")
GOLD_SETS = (
    ("EWT test", "ewt_test_gold"),
    ("EWT dev", "ewt_dev_gold"),
    *((f"GUM {genre}, dev and test", f"gum_{genre}_gold") for genre in GENRES),
)
RAW_SETS = (
    ("EWT test", "ewt_test_raw"),
    ("EWT dev", "ewt_dev_raw"),
    ("GUM news, dev and test", "gum_news_raw"),
)
NAME_SETS = (
    ("GMB, held-out blocks", "names_gmb"),
    ("UNER English EWT, dev", "names_uner"),
    ("GUM, dev", "names_gum"),
)
OTHERS = (("the same in full precision", "fp32"), ("the first model, a CNN", "cnn"))
# What `sayso model info` prints: words, set, figure.
HIGHLIGHTS = (
    ("heads, EWT test (UAS)", "ewt_test_gold", "uas"),
    ("heads with relations, EWT test (LAS)", "ewt_test_gold", "las"),
    ("parts of speech, EWT test (UPOS)", "ewt_test_gold", "upos"),
    ("lemmas, EWT test", "ewt_test_gold", "lemma"),
    ("heads, GUM news (UAS)", "gum_news_gold", "uas"),
    ("heads with relations, GUM news (LAS)", "gum_news_gold", "las"),
    ("sentences, raw EWT test (F1)", "ewt_test_raw", "sentence_f1"),
    ("sentences, raw GUM news (F1)", "gum_news_raw", "sentence_f1"),
    ("names, GMB held out (F1)", "names_gmb", "f1"),
    ("names, UNER English EWT dev (F1)", "names_uner", "f1"),
    ("factuality, UDS held out (Pearson)", "factuality_scale", "pearson"),
    ("factuality classes, MEANTIME (macro-F1)", "factuality_classes", "macro_f1"),
    ("words a second, one core", "speed_1", "words_per_second"),
    ("words a second, two cores", "speed_2", "words_per_second"),
)
PLAIN = frozenset({"pearson", "macro_f1", "words_per_second"})  # not in percent


class _Counted(msgspec.Struct):
    words: list[str]


class _Data(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    use: str
    licence: str
    source: str
    credit: str
    passages: str
    files: list[str]


class _Start(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    use: str
    licence: str
    credit: str


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    licence: str
    licence_address: str
    method: str
    not_for: list[str]
    limits: list[str]
    start: _Start
    data: list[_Data]


def read_words() -> _Words:
    """``card.yaml``."""
    return msgspec.convert(yaml.safe_load(WORDS.read_text(encoding="utf-8")), _Words)


def build(prepared: Path, model: Path, scores: dict[str, Any]) -> ModelCard:
    """The card of a model. Raises ValueError where the scores are another network's."""
    words = read_words()
    network = sha256(model / NETWORK)
    if network != scores["model"]:
        raise ValueError("the scores are of another network: run training/score.py first")
    labels = json.loads((model / "labels.json").read_text(encoding="utf-8"))
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    kinds = sorted({tag[2:] for tag in labels["name"] if tag != "O"})
    facets = tuple(", ".join(classes) for classes in (CERTAINTY, POLARITY, TIME))
    return ModelCard(
        name=config["name"],
        version=config["version"],
        language=config.get("language", "en"),
        licence=words.licence,
        licence_address=words.licence_address,
        method=words.method,
        measured=scores["measured"],
        network=network,
        highlights=highlights(scores["scores"]),
        not_for=tuple(words.not_for),
        limits=tuple(words.limits),
        labels={
            **{key: tuple(labels[key]) for key in ("upos", "xpos", "dep")},
            "name": tuple(kinds),
            "facets": facets,
        },
        made_from=made_from(words, prepared),
        scores=scores["scores"],
        beside={name: scores[name] for _, name in OTHERS if name in scores},
        lowered=tuple(scores.get("lowered", ())),
    )


def made_from(words: _Words, prepared: Path) -> tuple[CardPart, ...]:
    """The start weights and every corpus, with hashes and counts."""
    hashes = json.loads((prepared / "hashes.json").read_text(encoding="utf-8"))
    passages = msgspec.json.decode(
        (prepared / "passages.json").read_bytes(), type=dict[str, list[list[_Counted]]]
    )
    start = words.start
    parts = [
        CardPart(
            name=start.name, use=start.use, licence=start.licence, source=f"PyPI {PACKAGE}",
            credit=start.credit, files=FILES,
        )
    ]  # fmt: skip
    for row in words.data:
        sentences = [s for passage in passages[row.passages] for s in passage]
        parts.append(
            CardPart(
                name=row.name,
                use=row.use,
                licence=row.licence,
                source=row.source,
                credit=row.credit,
                files={file: hashes[file] for file in row.files},
                sentences=len(sentences),
                words=sum(len(s.words) for s in sentences),
            )
        )
    return tuple(parts)


def highlights(scores: dict[str, Any]) -> tuple[Highlight, ...]:
    """The figures for `sayso model info`; what was not measured is left out."""
    found = []
    for what, key, name in HIGHLIGHTS:
        if (value := scores.get(key, {}).get(name)) is not None:
            plain = f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
            found.append(Highlight(what=what, figure=plain if name in PLAIN else f"{value:.2f} %"))
    return tuple(found)


def page(card: ModelCard, model: Path) -> str:
    """The card for people, in Markdown."""
    settings = jinja2.Environment(
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined, autoescape=False,
    )  # fmt: skip
    return settings.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        msgspec.to_builtins(card),
        gold_sets=GOLD_SETS,
        raw_sets=RAW_SETS,
        name_sets=NAME_SETS,
        others=OTHERS,
        other_rows=[(title, card.beside[key]) for title, key in OTHERS if key in card.beside],
        size=sum(file.stat().st_size for file in model.rglob("*") if file.is_file()),
        two=lambda value: "–" if value is None else f"{value:.2f}",
        amount=lambda value: "–" if value is None else f"{value:,.0f}",
    )


def faults(model: Path, scores: dict[str, Any]) -> list[str]:
    """What is not up to date, one line each."""
    card = msgspec.json.decode(CARD.read_bytes(), type=ModelCard)
    words = read_words()
    found = []
    if card.network != scores["model"]:
        found.append(f"{CARD.name} is of another network than {SCORES.name}")
    if card.scores != scores["scores"] or card.measured != scores["measured"]:
        found.append(f"{CARD.name} has other scores than {SCORES.name}")
    said = (card.method, list(card.not_for), list(card.limits), card.licence)
    if said != (words.method, words.not_for, words.limits, words.licence):
        found.append(f"{CARD.name} does not say what {WORDS.name} says")
    if PAGE.read_text(encoding="utf-8") != page(card, model):
        found.append(f"{PAGE.name} is not made from {CARD.name} and {TEMPLATE.name}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path, nargs="?", help="the folder of training/prepare.py")
    parser.add_argument("--model", type=Path, default=MODELS / "en", help="the model folder")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    arguments = parser.parse_args()
    scores = json.loads(SCORES.read_text(encoding="utf-8"))
    if arguments.check:
        if found := faults(arguments.model, scores):
            sys.exit("\n".join([*found, "run training/card.py"]))
        print("model card: up to date")
        return
    if arguments.prepared is None:
        parser.error("give the folder of training/prepare.py")
    try:
        card = build(arguments.prepared, arguments.model, scores)
    except ValueError as error:
        sys.exit(str(error))
    CARD.write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n")
    PAGE.write_text(page(card, arguments.model), encoding="utf-8")
    print(f"{CARD}\n{PAGE}")


if __name__ == "__main__":
    main()
