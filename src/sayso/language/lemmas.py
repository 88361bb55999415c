"""Word form → lemma, from several sources, the first that knows.

The model's folder names the sources and their order (``config.json``, ``lemmas``). A lemma keeps
the capitals that Universal Dependencies gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path

from sayso.core.errors import KnowledgeError
from sayso.knowledge.predicates import load_predicates
from sayso.language.edits import edited
from sayso.language.verbs import irregular_verbs, regular_verb, stems

Pairs = Mapping[tuple[str, str], str]
# form, UPOS, the best edits → lemma, or None where the source does not know.
Source = Callable[[str, str, Sequence[str]], str | None]
ORDER = ("table", "edits")


class Lemmas:
    """Word form, UPOS and the network's best edits → lemma."""

    def __init__(
        self, pairs: Pairs, order: Sequence[str] = ORDER, words: Container[str] = ()
    ) -> None:
        """``pairs``: (form, UPOS) → lemma, the form in lower case unless it is a proper noun's;
        ``words``: common words, where an edit may make one that is none ("freed", "fre").

        Raises KnowledgeError where ``order`` names a source that there is not.
        """
        known: dict[str, Callable[[], Source]] = {
            "table": lambda: self._table,
            "irregular": lambda: _irregular,
            "regular": self._regular,
            "edits": lambda: self._edits,
        }
        if unknown := [name for name in order if name not in known]:
            names = ", ".join(known)
            raise KnowledgeError(f"lemmas: no source {unknown[0]!r}; there are {names}")
        self._pairs, self._words = pairs, words
        self._sources = [known[name]() for name in order]

    @classmethod
    def read(cls, file: Path, order: Sequence[str] = ORDER, words: Container[str] = ()) -> Lemmas:
        """``file``: a line a pair: form, UPOS, lemma, with tabs between. Raises KnowledgeError."""
        return cls(read_pairs(file), order, words)

    def __call__(self, form: str, upos: str, edits: Sequence[str]) -> str:
        """The lemma; the form itself where no source knows. ``edits``: the likeliest first."""
        for source in self._sources:
            if found := source(form, upos, edits):
                return form[:-1].lower() if _is_doubled(form.lower(), upos, found) else found
        return form

    def _table(self, form: str, upos: str, edits: Sequence[str]) -> str | None:
        return self._pairs.get((form if upos == "PROPN" else form.lower(), upos))

    def _edits(self, form: str, upos: str, edits: Sequence[str]) -> str | None:
        lemma = next((lemma for edit in edits if (lemma := edited(form, edit))), None)
        low = form.lower()
        if upos == "NOUN" and lemma and low.endswith("s") and _is_cut_short(low, lemma):
            return next((base for base in stems(low) if base in self._words), lemma)
        if upos == "VERB" and lemma and lemma != low and lemma not in self._words:
            return next((base for base in stems(low) if base in self._words), lemma)
        return lemma

    def _regular(self) -> Source:
        verbs = {verb for (_, upos), verb in self._pairs.items() if upos == "VERB"}
        known = frozenset(verbs | set(load_predicates().verbs))

        def source(form: str, upos: str, edits: Sequence[str]) -> str | None:
            return regular_verb(form.lower(), known) if upos == "VERB" else None

        return source


def read_pairs(file: Path) -> dict[tuple[str, str], str]:
    """The rows of a table of lemmas. Raises KnowledgeError."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        rows = (line.split("\t") for line in lines)
        return {(form, upos): lemma for form, upos, lemma in rows}
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{file}: no table of lemmas ({error})") from error


def _is_doubled(form: str, upos: str, lemma: str) -> bool:
    """Whether a past in "-eed" has lost an "e" of its verb's: "freed" is of "free", not "fre"."""
    return upos == "VERB" and form.endswith("eed") and lemma == form[:-2]


def _is_cut_short(form: str, lemma: str) -> bool:
    """Whether an edit has cut more off a noun than an English plural has ("raids", "rai")."""
    return form.startswith(lemma) and form not in (lemma, f"{lemma}s", f"{lemma}es")


def _irregular(form: str, upos: str, edits: Sequence[str]) -> str | None:
    return irregular_verbs().get(form.lower()) if upos == "VERB" else None
