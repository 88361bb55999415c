"""Which sentences there is room for: a page is reckoned in points, as the style sheet sets it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.core.report import Evidence
from sayso.core.types import Claim
from sayso.views.report.accounts import Draft
from sayso.views.report.wording import plain, words

# Of A4 and Letter the narrower width and the smaller height, within margins of 14 mm (points).
WIDTH, HEIGHT = 515.0, 712.0
SAFE = 0.965  # what a browser sets otherwise than is reckoned here
LINE, NOTE_LINE = 11.9, 8.3  # points of a line of text, and of a note
CHARACTER, NOTE_CHARACTER = 4.0, 2.85  # points of a letter, on the average
NOTE_COLUMNS = 3
HEAD, TITLE, TABLE_HEAD, NOTES_HEAD = 56.0, 25.0, 13.0, 16.0
ENDING = 46.0  # how much rests on one voice, and what is left out
FOOT, BREAK = 22.0, 25.0  # around the method, and lost where a page ends
GAP, ROW_GAP, NOTE_GAP = 1.6, 3.8, 1.2
CHAIN = 34  # letters that a note has beside its words and names
COLUMNS: Mapping[str, tuple[float, ...]] = {
    "ground": (0.18, 0.36, 0.17, 0.29), "figures": (0.3, 0.14, 0.1, 0.1, 0.1, 0.26),
}  # fmt: skip
MOST_BRIEF = {1: 4, 2: 6}  # sentences at the beginning, by pages
# Each sentence of a section after its first is worth so much less, so that none is left empty.
LESS: Mapping[str, float] = {"ground": 0.1, "disputes": 0.45, "figures": 0.35}
LESS_ELSE = 0.3


def choose(
    drafts: Sequence[Draft], evidence: Evidence, pages: int, footer: int
) -> tuple[list[Draft], dict[str, int]]:
    """The drafts that fit on the pages, the worthiest first, and how many of each section do not.
    ``footer``: the letters of the method and what must be minded."""
    fixed = HEAD + NOTES_HEAD + FOOT + ENDING + (pages - 1) * BREAK
    room = pages * HEIGHT * SAFE - fixed - _lines(footer, WIDTH, 3.6) * 9.2
    chosen: list[Draft] = []
    quoted: set[str] = set()
    taken: dict[str, int] = {}
    out: dict[str, int] = {}
    for draft in _ranked(drafts, pages, taken):
        cost = _cost(draft, evidence.claims, quoted)
        if not taken.get(draft.section):
            cost += TITLE + (TABLE_HEAD if draft.section in COLUMNS else 0)
        if cost > room:
            out[draft.section] = out.get(draft.section, 0) + 1
            continue
        room -= cost
        chosen.append(draft)
        quoted |= set(_claims(draft))
        taken[draft.section] = taken.get(draft.section, 0) + 1
    return chosen, out


def _ranked(drafts: Sequence[Draft], pages: int, taken: Mapping[str, int]) -> Iterator[Draft]:
    """All drafts, the worthiest first; what a section has ``taken`` makes its next one worth
    less. The beginning comes before all: what is told below shares its notes."""
    piles: dict[str, list[Draft]] = {}
    for draft in sorted(drafts, key=lambda d: (d.score, d.lines, d.order)):
        piles.setdefault(draft.section, []).append(draft)
    brief = piles.pop("brief", [])
    yield from brief[: -MOST_BRIEF[pages] - 1 : -1]
    while piles:
        key = max(piles, key=lambda k: (_worth(piles[k][-1], taken), k))
        yield piles[key].pop()
        if not piles[key]:
            del piles[key]


def _worth(draft: Draft, taken: Mapping[str, int]) -> float:
    return draft.score - LESS.get(draft.section, LESS_ELSE) * taken.get(draft.section, 0)


def _claims(draft: Draft) -> Iterable[str]:
    yield from draft.claims
    for side in draft.sides:
        yield from side.claims


def _cost(draft: Draft, claims: Mapping[str, Claim], quoted: set[str]) -> float:
    notes = sum(_note(claims[c]) for c in dict.fromkeys(_claims(draft)) if c not in quoted)
    if draft.sides:
        wide = WIDTH / len(draft.sides)
        body = max(
            _lines(sum(len(plain(p)) for p in side.parts) + 10, wide - 20, CHARACTER)
            for side in draft.sides
        )
        head = _lines(len(plain(draft.parts[0])) + 6, WIDTH, CHARACTER)
        return notes + (body + head) * LINE + ROW_GAP
    if len(draft.parts) > 1:
        shares = COLUMNS[draft.section]
        body = max(
            _lines(len(plain(part)) + (5 if i == len(shares) - 1 else 3), WIDTH * share - 6,
                   CHARACTER)
            for i, (part, share) in enumerate(zip(draft.parts, shares, strict=True))
        )  # fmt: skip
        return notes + body * LINE + ROW_GAP
    length = len(plain(draft.parts[0])) + 10
    return notes + _lines(length, WIDTH - 10, CHARACTER) * LINE + GAP


def _note(claim: Claim) -> float:
    names = sum(len(s.name) + 14 for s in claim.sources) + len(claim.report.outlet or "")
    letters = len(claim.text) + names + CHAIN
    wide = WIDTH / NOTE_COLUMNS - 10
    return (_lines(letters, wide, NOTE_CHARACTER) * NOTE_LINE + NOTE_GAP) / NOTE_COLUMNS


def _lines(letters: int, wide: float, character: float) -> int:
    return max(1, math.ceil(letters * character / wide))


def footer_length(safety: Sequence[str]) -> int:
    """The letters of the method and of what must be minded."""
    return sum(map(len, (*words()["report"]["method"], *safety)))
