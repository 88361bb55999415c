"""What an evaluation found: the types that scoring hands to the views."""

from __future__ import annotations

from typing import Literal

from sayso.core.types import Record

# In the order in which they are judged: the first that fails is the one to mend first.
Field = Literal[
    "evidence", "predicate", "actor", "recipient", "helper", "instrument", "beneficiary",
    "mediator", "content", "place", "time", "chain", "modality", "polarity",
]  # fmt: skip


class Mismatch(Record, frozen=True):
    """One field of a gold claim that the best claim does not have: both values, in words."""

    field: Field
    gold: str
    got: str


class PartScore(Record, frozen=True):
    """The judgement of one gold claim. ``claim`` is the id of the claim that comes closest, null
    where none overlaps; ``text`` and ``predicate`` are the gold's."""

    row: int
    part: str | None
    text: str
    predicate: str
    claim: str | None
    mismatches: tuple[Mismatch, ...] = ()

    @property
    def right(self) -> bool:
        return not self.mismatches

    @property
    def label(self) -> str:
        """The row as people write it: "7a"."""
        return f"{self.row}{self.part or ''}"


class Unsafe(Record, frozen=True):
    """A thing that the gold says is denied, planned, demanded … and a claim says has happened."""

    row: int
    part: str | None
    gold_text: str
    gold_standing: str
    predicate: str
    claim: str
    claim_text: str


class Evaluation(Record, frozen=True):
    """The judgement of every gold claim, in the order of the gold file."""

    parts: tuple[PartScore, ...]
    unsafe: tuple[Unsafe, ...] = ()
    claims: int = 0

    @property
    def rows(self) -> int:
        return len({part.row for part in self.parts})

    @property
    def rows_right(self) -> int:
        """Rows all of whose parts are right."""
        return self.rows - len({part.row for part in self.parts if not part.right})

    @property
    def parts_right(self) -> int:
        return sum(part.right for part in self.parts)

    @property
    def failing(self) -> tuple[tuple[Field, int], ...]:
        """How many parts fail in each field, most frequent first."""
        counts: dict[Field, int] = {}
        for part in self.parts:
            for field in dict.fromkeys(mismatch.field for mismatch in part.mismatches):
                counts[field] = counts.get(field, 0) + 1
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


class GrammarScores(Record, frozen=True):
    """How near the language model comes to a treebank, in percent; docs/model.md says how each
    figure is computed. ``words_f1`` and ``sentence_f1`` are null where both were given."""

    raw: bool
    uas: float
    las: float
    las_subtypes: float
    upos: float
    xpos: float
    feats: float
    lemma: float
    words_f1: float | None
    sentence_f1: float | None
    words_per_second: float
    words: int
    sentences: int


class LabelScore(Record, frozen=True):
    """Names of one label, in percent; ``gold`` and ``predicted`` are counts. A share of nothing is
    null."""

    precision: float | None
    recall: float | None
    f1: float | None
    gold: int
    predicted: int


class LeftOut(Record, frozen=True):
    """Labels that were not scored, with how many names have them: those of the gold that the model
    does not give, and those of the model that the gold does not have."""

    gold: dict[str, int]
    predicted: dict[str, int]


class NameScores(Record, frozen=True):
    """How near the language model's names come to a gold file, in percent, exact span and label."""

    precision: float | None
    recall: float | None
    f1: float | None
    by_label: dict[str, LabelScore]
    left_out: LeftOut
    texts: int
