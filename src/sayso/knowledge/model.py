"""The bundled language model, behind one loader."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.core.errors import KnowledgeError
from sayso.knowledge.lemmas import LemmaTable
from sayso.knowledge.predicates import load_predicates

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FOLDER = Path(__file__).parent / "models" / "en"


@functools.cache
def load_model(folder: Path = FOLDER) -> Language:
    """Load a spaCy pipeline with Universal Dependencies labels from a folder.

    Raises KnowledgeError if it is missing.
    """
    import spacy
    from spacy.language import Language

    try:
        model = spacy.load(folder)
        table = LemmaTable.read(folder / "lemmas.tsv", frozenset(load_predicates().verbs))
    except OSError as error:
        raise KnowledgeError(f"{folder}: no language model here ({error})") from error
    Language.component("sayso_bounds", func=_close_bounds)
    model.add_pipe("sayso_bounds", before="parser")
    Language.component("sayso_lemmas", func=table)
    model.add_pipe("sayso_lemmas", last=True)
    return model


CLOSING = frozenset(".!?…:;") | {"...", ".”", '."'}
AFTER_CLOSING = frozenset("\"'”’)]»")


def _close_bounds(doc: Doc) -> Doc:
    """As a step before the parser: a sentence starts only after a closing mark."""
    previous, before = "", ""
    for token in doc:
        closed = previous[-1:] in CLOSING or (previous in AFTER_CLOSING and before[-1:] in CLOSING)
        if token.i and not closed:
            token.is_sent_start = False
        if not token.is_space:
            previous, before = token.text, previous
    return doc
