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
    Language.component("sayso_lemmas", func=table)
    model.add_pipe("sayso_lemmas", last=True)
    return model
