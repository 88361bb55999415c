"""The language model, behind one loader: the bundled one, or any spaCy pipeline with UD labels."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.core.errors import KnowledgeError, UsageError

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = Path(__file__).parents[1] / "knowledge" / "models" / "en"
THREADS = "SAYSO_THREADS"
MOST_THREADS = 8
LONGEST_TEXT = 100_000_000  # characters; memory for layers does not grow with the text


@functools.cache
def load_model(model: str | Path | None = None, threads: int | None = None) -> Language:
    """A spaCy pipeline with Universal Dependencies labels.

    In:  None for the bundled model, a folder, or the name of an installed pipeline; how many
         threads run the network of a model of ours (else SAYSO_THREADS, else the cores that
         this process may use, 8 at most).
    Out: the pipeline; the same object for the same arguments.

    Raises KnowledgeError where there is no such model, it is not whole or its labels are not UD's;
    UsageError for a number of threads that is none.
    """
    from sayso.language.model import is_model

    count = _threads(threads)
    folder = FOLDER if model is None else Path(model)
    if is_model(folder):
        return _ours(folder, count)
    return _installed(folder if model is None else model)


def _threads(threads: int | None) -> int:
    if threads is None and (told := os.environ.get(THREADS)):
        try:
            threads = int(told)
        except ValueError as error:
            raise UsageError(f"{THREADS}={told}: not a whole number") from error
    if threads is None:
        return min(len(os.sched_getaffinity(0)), MOST_THREADS)
    if threads < 1:
        raise UsageError(f"{threads} threads: give 1 or more")
    return threads


def _ours(folder: Path, threads: int) -> Language:
    import spacy

    from sayso.language.component import FACTORY
    from sayso.language.model import read_config

    nlp = spacy.blank(read_config(folder).language)
    nlp.max_length = LONGEST_TEXT
    nlp.add_pipe(FACTORY, config={"folder": str(folder), "threads": threads})
    return nlp


def _installed(model: str | Path) -> Language:
    """Another spaCy pipeline, by name or folder."""
    import spacy

    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise KnowledgeError(f"{model}: no spaCy pipeline of that name or folder") from error
    except ValueError as error:  # made by another version, or with a part that is not here
        raise KnowledgeError(f"{model}: not a pipeline that can be loaded ({error})") from error
    labels = {
        label
        for name in nlp.pipe_names
        if "token.dep" in nlp.get_pipe_meta(name).assigns
        for label in nlp.pipe_labels.get(name, ())
    }
    if labels and ("nsubj" not in labels or "dobj" in labels):  # names alone are no fault
        raise KnowledgeError(f"{model}: its parser does not give Universal Dependencies")
    return nlp
