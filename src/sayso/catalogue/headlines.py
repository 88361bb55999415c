"""An incident in a few words: who, what, where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from sayso.catalogue.kinds import load_kinds
from sayso.core.types import Claim, Mention
from sayso.incidents.build import main_predicate
from sayso.incidents.partyroles import fillers
from sayso.situation.gate import FACTS

_LONG: Final = 60  # characters of a name
_SHARE: Final = 0.2  # of an incident's claims that name an actor, for a headline to do so
_EXACT: Final = frozenset({"point", "settlement"})
_OPEN: Final = frozenset({"hypothetical", "conditional"})
_NO: Final = frozenset({"denied", "refused"})


def headline(claims: Sequence[Claim]) -> str:
    """The actors that are told of most (two at most), the predicate in words, and the place that
    is; without one, to whom or about what. Where some say that it is so and others that it is not,
    it is of what the first say."""
    predicate = main_predicate(claims)
    same = [claim for claim in claims if claim.predicate == predicate]
    same = [claim for claim in same if claim.status not in _OPEN] or same
    same = [claim for claim in same if claim.polarity == "positive"] or same
    actors = _ranked((m for c in same for m in fillers("actor", c)), len(same) * _SHARE)
    who = f"{actors[0]} and others" if len(actors) > 2 else " and ".join(actors)
    what, put = _deed(predicate, same), _put(same)
    where = _place(same) or next(
        iter(_ranked(m for c in same for m in (*c.roles.recipient, *c.roles.content))), None
    )
    told = f"{what}, {where}" if where else what
    told = f"{told} ({put})" if put else told
    return f"{who}: {told}" if who else told[:1].upper() + told[1:]


def _deed(predicate: str, claims: Sequence[Claim]) -> str:
    """A predicate in words: of an end that all tell of "end air strike"; "not attack" where it is
    not to come about. What is denied or refused has no "not": its standing says so."""
    what = load_kinds().label(predicate)
    if all(claim.phase == "end" for claim in claims):
        what = f"end {what}"
    off = (claim.polarity == "negative" and claim.modality not in _NO for claim in claims)
    return f"not {what}" if all(off) else what


def _put(claims: Sequence[Claim]) -> str | None:
    """How what nobody tells as a fact is put, where all put it in one way: "demanded"."""
    ways = {claim.modality for claim in claims}
    one = ways.pop() if len(ways) == 1 else None
    return one if one and not any(claim.status in FACTS for claim in claims) else None


def _ranked(mentions: Iterable[Mention], least: float = 0) -> list[str]:
    """Names by how often they are told, where that is not too seldom; those of somebody known
    before all others."""
    found = list(mentions)
    known = [m for m in found if m.id] or [m for m in found if m.name and not m.anonymous] or found
    counts = Counter(_short(name) for m in known if (name := m.name or m.text))
    often = (name for name in counts if counts[name] >= least)
    return sorted(often, key=lambda name: (-counts[name], name))


def _place(claims: Sequence[Claim]) -> str | None:
    """The place that is named most often, of equals the most exact."""
    found = [p for claim in claims for p in claim.places if p.name]
    counts = Counter(p.name for p in found)
    exact = {p.name for p in found if p.precision in _EXACT}
    best = min(counts, key=lambda n: (-counts[n], n not in exact, n or ""), default=None)
    return _short(best) if best else None


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _LONG else line[: _LONG - 1].rsplit(" ", 1)[0] + " …"
