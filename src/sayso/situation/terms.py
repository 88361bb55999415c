"""From when and until when a ceasefire is to be, as set beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sayso.core.types import Claim
from sayso.knowledge.ceasefires import CeasefireWords
from sayso.situation.gate import first_day, gate, iso, last_day, said
from sayso.situation.spells import Spell
from sayso.situation.truces import is_set, stage_of


def term_of(claim: Claim, words: CeasefireWords) -> tuple[str, str | None] | None:
    """From when and until when, where a declaration's days are those of what is declared ("for
    Thursday", "from 1 to 5 May"); none where they are its own."""
    when = claim.when
    if when is None or when.text is None or when.edtf is None:
        return None
    if not words.is_term(claim.text, when.text):
        return None
    start, _, end = when.edtf.partition("/")
    return (start, end if end not in ("", "..") else None) if first_day(start) else None


def undated(claim: Claim) -> Claim:
    """The claim without its days: of those before its report."""
    return replace(claim, when=None)


def set_for(told: Sequence[Claim], words: CeasefireWords) -> str | None:
    """The day for which it was set to begin, by the last that set it."""
    found = []
    for claim in sorted(told, key=_in_time):
        stage = stage_of(claim, words)
        day = _set_day(claim, words)
        if stage != "ended" and day is not None:
            found.append(day)
        term = term_of(claim, words)
        if stage == "declared" and gate(claim) == "for" and term is not None:
            found.append(term[0])
    return found[-1] if found else None


def until_when(
    told: Sequence[Claim], words: CeasefireWords, begun: Iterable[Spell]
) -> tuple[str | None, str | None]:
    """Until when it was set to last, by the last that set it, and its length in words. ``begun``:
    when it was in force, or else declared: a length is counted from the first with one day."""
    begin = next((day for spell in begun if (day := _day_of(spell)) is not None), None)
    until, length = None, None
    for claim in sorted(told, key=_in_time):
        stage, term = stage_of(claim, words), term_of(claim, words)
        facts = gate(claim) == "for"
        limit = _set_day(claim, words)
        if stage == "ended" and limit is not None:
            until = limit
        elif stage == "declared" and facts and term is not None and term[1] is not None:
            until = term[1]
        elif stage in ("declared", "begun", "extended") and facts:
            found = words.length(claim.text)
            if found is None:
                continue
            length = found.words
            start = last_day(until) if stage == "extended" else begin
            if start is not None and not any(_limits(c, claim, words) for c in told):
                until = iso(start + found.days)
    return until, length


def _set_day(claim: Claim, words: CeasefireWords) -> str | None:
    """The day that a claim sets; none where it sets none, or one that is open."""
    when = claim.when
    if not is_set(claim, words) or when is None or when.text is None:
        return None
    return when.edtf if last_day(when.edtf) is not None else None


def _in_time(claim: Claim) -> tuple[int, int, str]:
    """By the day of the happening, or else of its telling."""
    told, when = said(claim) or 0, claim.when
    own = first_day(when.earliest) if when and when.text and claim.modality != "planned" else None
    return own or told, told, claim.id


def _day_of(spell: Spell) -> int | None:
    """The day of a beginning, where it is one day."""
    begin = spell.begin
    return begin.last if begin.label is not None and begin.first == begin.last else None


def _limits(claim: Claim, other: Claim, words: CeasefireWords) -> bool:
    """Whether a claim gives the day until which what another claim of the same words tells is to
    last."""
    near = claim.report.id == other.report.id and other.start <= claim.start <= other.end
    return near and stage_of(claim, words) == "ended" and is_set(claim, words)
