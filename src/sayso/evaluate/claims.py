"""Claims against a gold file in our own JSON: which rows are right, and which field fails.

A gold claim is right when one claim

- overlaps at least half of its evidence, counted in characters;
- has its predicate, or that predicate's parent or child in the lexicon;
- has, in the same role, every party that the gold does not mark as inferred: the same actor, or
  the same country and a shared sector. One mention may stand for two parties of the gold
  ("Russia" for Russia and its president). A party that the gold itself leaves unresolved
  ("their allies") asks for a mention whose words overlap its own;
- has every place that the gold does not mark as inferred, by name;
- has a time that overlaps the gold's. A time that the gold took from the context (it has no
  words) may be missing from the claim, but must not clash with it;
- has the same chain of sources, by id or name, with the same acts, outermost first;
- has the same modality and polarity.

A row whose parts are lettered is right when all of them are.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from sayso.core.errors import InputError
from sayso.core.evaluation import Evaluation, Field, Mismatch, PartScore, Unsafe
from sayso.core.types import Claim, Mention, Place, ReportRef, Roles, Source, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROLES: tuple[Field, ...] = Roles.__struct_fields__  # type: ignore[assignment]


class Hierarchy(Protocol):
    """The lexicon, as far as scoring needs it."""

    def related(self, a: str, b: str) -> bool:
        """Whether two predicates are the same, or parent and child."""


class GoldClaim(Claim, frozen=True, kw_only=True):
    """A line of a gold file: a claim that a person wrote, with its row and lettered part."""

    id: str = ""
    report: ReportRef = ReportRef(id="")
    row: int = 0
    part: str | None = None


def read_gold(lines: Iterable[str]) -> tuple[GoldClaim, ...]:
    """Decode a gold file, one JSON object a line; blank lines are skipped.

    A key that is absent or null takes its default, unknown keys are left out, and a line without
    ``row`` is a row of its own, numbered by its line.

    Raises InputError, code ``bad-gold``, with the number of the first line that does not fit.
    """
    gold = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            values = _without_nulls(json.loads(line))
            claim = msgspec.convert({"row": number, **values}, GoldClaim)
        except (ValueError, TypeError) as error:
            message = f"gold line {number} is not a claim: {error}"
            raise InputError("bad-gold", message, line=number) from error
        gold.append(claim)
    return tuple(gold)


def check_gold(gold: Sequence[GoldClaim], text: str) -> None:
    """Make sure that the gold belongs to this text.

    Raises InputError, code ``gold-of-another-text``, where the words of a gold claim do not stand
    at its offsets.
    """
    for claim in gold:
        if text[claim.start : claim.end] != claim.text:
            label = f"{claim.row}{claim.part or ''}"
            message = (
                f"gold row {label}: {claim.text!r} does not stand at characters "
                f"{claim.start} to {claim.end} of the article; is it the same text?"
            )
            raise InputError("gold-of-another-text", message)


def score_claims(
    gold: Sequence[GoldClaim], claims: Sequence[Claim], lexicon: Hierarchy
) -> Evaluation:
    """Judge every gold claim by the claim that comes closest to it.

    In:  gold claims and claims of one text, whose offsets count the same characters.
    Out: for each gold claim the fields that fail (none where it is right), and every claim that
         asserts what the gold says is denied, planned, demanded or otherwise not so.
    """
    return Evaluation(
        parts=tuple(_score(part, claims, lexicon) for part in gold),
        unsafe=tuple(_unsafe(gold, claims, lexicon)),
        claims=len(claims),
    )


def _score(gold: GoldClaim, claims: Sequence[Claim], lexicon: Hierarchy) -> PartScore:
    judged = [
        (mismatches, _overlap(gold, claim), claim)
        for claim in claims
        if _overlap(gold, claim) > 0
        for mismatches in [tuple(_mismatches(gold, claim, lexicon))]
    ]
    # A claim of another predicate is another claim, however well the rest of it fits.
    best = min(
        judged,
        key=lambda entry: (
            "predicate" in {m.field for m in entry[0]},
            "evidence" in {m.field for m in entry[0]},
            len(entry[0]),
            -entry[1],
        ),
        default=None,
    )
    mismatches = best[0] if best else (Mismatch(field="evidence", gold=gold.text, got="no claim"),)
    return PartScore(
        row=gold.row,
        part=gold.part,
        text=gold.text,
        predicate=gold.predicate,
        claim=best[2].id if best else None,
        mismatches=mismatches,
    )


def _unsafe(
    gold: Sequence[GoldClaim], claims: Sequence[Claim], lexicon: Hierarchy
) -> Iterator[Unsafe]:
    for claim in claims:
        if not has_happened(claim):
            continue
        about = [
            part
            for part in gold
            if _covers(part, claim) and lexicon.related(part.predicate, claim.predicate)
        ]
        # The same words may hold a planned act and a real one of its kind.
        if any(has_happened(part) for part in about):
            continue
        for part in about:
            yield Unsafe(
                row=part.row,
                part=part.part,
                gold_text=part.text,
                gold_standing=f"{part.modality}, {part.polarity}",
                predicate=claim.predicate,
                claim=claim.id,
                claim_text=claim.text,
            )


def has_happened(claim: Claim) -> bool:
    """Whether a claim is shown as something that happened or goes on."""
    return claim.modality == "asserted" and claim.polarity == "positive"


def _mismatches(gold: GoldClaim, claim: Claim, lexicon: Hierarchy) -> Iterator[Mismatch]:
    if not _covers(gold, claim):
        yield Mismatch(field="evidence", gold=gold.text, got=claim.text)
    if not lexicon.related(gold.predicate, claim.predicate):
        yield Mismatch(field="predicate", gold=gold.predicate, got=claim.predicate)
    for role in ROLES:
        got: tuple[Mention, ...] = getattr(claim.roles, role)
        wanted = [m for m in getattr(gold.roles, role) if not m.inferred]
        missing = [m for m in wanted if not any(_same_party(m, other) for other in got)]
        if missing:
            yield Mismatch(
                field=role, gold=_join(map(_party, missing)), got=_join(map(_party, got))
            )
    lost = [
        place
        for place in gold.places
        if not place.inferred and not any(_same_place(place, other) for other in claim.places)
    ]
    if lost:
        names = _join(place.name or place.text or "" for place in claim.places)
        yield Mismatch(field="place", gold=_join(p.name or p.text or "" for p in lost), got=names)
    if not _times_agree(gold.when, claim.when):
        yield Mismatch(field="time", gold=_time(gold.when), got=_time(claim.when))
    if not _same_chain(gold.sources, claim.sources):
        yield Mismatch(field="chain", gold=_chain(gold.sources), got=_chain(claim.sources))
    if gold.modality != claim.modality:
        yield Mismatch(field="modality", gold=gold.modality, got=claim.modality)
    if gold.polarity != claim.polarity:
        yield Mismatch(field="polarity", gold=gold.polarity, got=claim.polarity)


def _overlap(gold: Claim, claim: Claim) -> int:
    return max(0, min(gold.end, claim.end) - max(gold.start, claim.start))


def _covers(gold: Claim, claim: Claim) -> bool:
    return 0 < gold.end - gold.start <= 2 * _overlap(gold, claim)


def _same_party(gold: Mention, got: Mention) -> bool:
    if gold.id is None and not (gold.country and gold.sectors):
        if gold.start is None or gold.end is None or got.start is None or got.end is None:
            return _same_name(gold.text or gold.name, got.text or got.name)
        return got.start < gold.end and gold.start < got.end
    if (gold.id is not None and gold.id == got.id) or _same_name(gold.name, got.name):
        return True
    same_country = gold.country is not None and gold.country == got.country
    return same_country and not set(gold.sectors).isdisjoint(got.sectors)


def _same_place(gold: Place, got: Place) -> bool:
    if gold.geonames is not None and gold.geonames == got.geonames:
        return True
    return _same_name(gold.name, got.name)


def _times_agree(gold: When | None, got: When | None) -> bool:
    if gold is None or (gold.earliest is None and gold.latest is None):
        return True
    if got is None or (got.earliest is None and got.latest is None):
        return gold.text is None
    return not (_before(gold.latest, got.earliest) or _before(got.latest, gold.earliest))


def _before(end: str | None, start: str | None) -> bool:
    # ISO days sort as text; a clock time after the day plays no part.
    return end is not None and start is not None and end[:10] < start[:10]


def _same_chain(gold: tuple[Source, ...], got: tuple[Source, ...]) -> bool:
    return len(gold) == len(got) and all(
        a.act == b.act and ((a.id is not None and a.id == b.id) or _same_name(a.name, b.name))
        for a, b in zip(gold, got, strict=True)
    )


def _same_name(a: str | None, b: str | None) -> bool:
    return bool(a and b) and _fold(a or "") == _fold(b or "")


def _fold(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in kept).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _party(mention: Mention) -> str:
    name = mention.name or mention.text or "?"
    return f"{name} ({mention.id})" if mention.id else name


def _chain(sources: tuple[Source, ...]) -> str:
    return " ← ".join(f"{s.name}: {s.act}" for s in sources) or "own voice"


def _time(when: When | None) -> str:
    return (when.edtf or when.text or "unresolved") if when else "none"


def _join(words: Iterable[str]) -> str:
    return "; ".join(words) or "none"


def _without_nulls(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    if not isinstance(value, dict):
        return value
    # Alternatives are not scored, and their nulls are values.
    return {
        key: item if key == "alternatives" else _without_nulls(item)
        for key, item in value.items()
        if item is not None
    }
