"""Reading rules: how a person wants the record read. The record itself is never altered.

 all                     every account.
 conservative            only what is asserted as certain fact by the outlet or by a source that can
                         be named, and of each figure the lowest. ACLED takes the most conservative
                         report of fatalities where reports differ; UCDP keeps a low estimate.
 informative             of each field the most specific value (our own rule): of figures that with
                         the narrowest range, of dates the shortest span, of places the most exact,
                         of parties the one furthest down ("a brigade" before "the army"); of equals
                         that on the most independent roots, then the latest published.
 roots:N                 only incidents that N independent roots or more tell of, unnamed ones not
                         counted; where their accounts of a field differ, only those with N roots.
 each-side               only incidents that sides at war with each other both tell of.
 without-affiliated:P    without what comes from, or only through, party P, its organs and outlets.
 account:S               only what side or party S says.
What a rule hides is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from typing import Literal

from msgspec.structs import replace

from sayso.core.errors import UsageError
from sayso.core.record import Corroboration, Entry, Field, Hidden, Incident, Value
from sayso.core.types import Claim, Record
from sayso.incidents.build import build_incident
from sayso.incidents.copies import outlet_key
from sayso.incidents.roots import corroborate
from sayso.incidents.specific import most_specific
from sayso.incidents.voices import Voice, carriers, chain_of, day_of, outlet_of, outlet_party, voice
from sayso.knowledge.sides import Party, Sides, load_sides

Kind = Literal[
    "all", "conservative", "informative", "roots", "each-side", "without-affiliated", "account"
]
FORMS = "all, conservative, informative, roots:N, each-side, without-affiliated:PARTY, account:SIDE"
NOT_THEIRS = "not that side's account"
NOT_BOTH = "not told by both sides"
_WORDS: dict[str, str] = {
    "all": "All accounts",
    "conservative": "Most conservative: only what is asserted as certain by a source that can be "
    "named, and the lowest figures",
    "informative": "Most informative: the most specific value of each field",
    "each-side": "Only what sides at war with each other both tell of",
    "without-affiliated": "Without sources affiliated with {}",
    "account": "Only the account of {}",
}


class Rule(Record):
    """A reading rule; ``words`` say it to people, and stand on every output made under it."""

    kind: Kind
    argument: str
    words: str


class Ruled(Record):
    """Incidents as a rule shows them, under the ids that they have; ``hidden`` counts the rest."""

    rule: Rule
    incidents: tuple[Incident, ...]
    hidden: tuple[Hidden, ...]


def parse(text: str) -> Rule:
    """A rule as it is written → the rule. Raises UsageError, which lists the forms."""
    kind, colon, argument = text.strip().partition(":")
    kind, argument = kind.strip().casefold(), argument.strip()
    if kind in ("all", "conservative", "informative", "each-side") and not colon:
        return Rule(kind=kind, argument="", words=_WORDS[kind])  # type: ignore[arg-type]
    if kind == "roots" and re.fullmatch(r"0*[1-9]\d{0,3}", argument):
        number = int(argument)
        words = f"Only what {number} independent roots or more say"
        words = words if number > 1 else "Only what one independent root or more says"
        return Rule(kind="roots", argument=str(number), words=words)
    if kind in ("without-affiliated", "account") and argument:
        return Rule(kind=kind, argument=argument, words=_WORDS[kind].format(argument))  # type: ignore[arg-type]
    raise UsageError(f"no such reading rule: {text!r}; want one of: {FORMS}")


def apply(
    rule: Rule,
    incidents: Sequence[Incident],
    claims: Mapping[str, Claim],
    entries: Mapping[str, Entry],
    families: Mapping[str, str],
    sides: Sides | None = None,
) -> Ruled:
    """Incidents in, and as the rule shows them out, in their order.

    ``claims``, ``entries`` (reports) and ``families`` (copy family of a report) by id, all that the
    incidents are made of. An incident that loses claims is made anew of those that stay, and keeps
    its id. Raises UsageError for a party or side that nobody has.
    """
    sides = sides or load_sides()
    ruling = _Ruling(rule, claims, entries, families, sides)
    if rule.kind == "all":
        return Ruled(rule=rule, incidents=tuple(incidents), hidden=())
    shown = [found for incident in incidents if (found := ruling.read(incident)) is not None]
    if rule.kind in ("without-affiliated", "account") and not ruling.party_known:
        raise UsageError(f"{rule.kind}: nobody here is {rule.argument!r}, or on that side")
    return Ruled(rule=rule, incidents=tuple(shown), hidden=ruling.hidden())


def too_few(rule: Rule) -> str:
    """Why ``roots`` hides."""
    return f"fewer than {rule.argument} independent roots"


def affiliated(rule: Rule) -> str:
    """Why ``without-affiliated`` hides."""
    return f"affiliated with {rule.argument}"


def unsure(claim: Claim, said: Voice) -> str | None:
    """Why ``conservative`` hides a claim of this voice; none if it does not."""
    if claim.modality != "asserted":
        return "not asserted as fact"
    if claim.certainty != "certain":
        return "not put as certain"
    if any(source.act == "denied" for source in claim.sources):
        return "denied by who passes it on"
    return "no source that can be named" if said.anonymous else None


def carried_by(entries: Mapping[str, Entry], families: Mapping[str, str]) -> dict[str, set[str]]:
    """Copy family → the outlets and agencies that its reports come out under."""
    keys = frozenset(outlet_key(e.report.outlet) for e in entries.values()) - {""}
    found: dict[str, set[str]] = {}
    for report, entry in entries.items():
        family = families.get(report, report)
        own = outlet_key(entry.report.outlet)
        found.setdefault(family, set()).update(carriers(entry, keys - {own}))
    return found


def through(
    claim: Claim,
    said: Voice,
    claims: Mapping[str, Claim],
    outlets: Collection[str],
    sides: Sides,
    conflict: str | None,
    entries: Mapping[str, Entry] | None = None,
) -> list[Party]:
    """All parties that a claim of this voice comes from or through; the outlet counts where it
    speaks itself, or to somebody unnamed, and so does one whose text it copies (``outlets``: those
    of its copy family). ``entries``: reports by id, by which whose organ an outlet is may show."""
    day = day_of(claim.report)
    found = [said.party]
    found += [sides.of(s, conflict, day) for s in chain_of(claim, claims)]
    if said.own or said.anonymous:
        entry = (entries or {}).get(claim.report.id)
        found.append(outlet_of(claim.report, entry, sides, conflict))
        names = {*outlets} - {claim.report.outlet}
        found += [outlet_party(name, sides, conflict, day) for name in sorted(names)]
    return found


def meant(party: Party, wanted: Set[str]) -> bool:
    """Whether a party is one of those ``wanted`` (as ``names_of``)."""
    return not wanted.isdisjoint(
        {party.id.casefold(), party.name.casefold(), party.side.casefold()}
    )


class _Ruling:
    """One rule at work, and what it has hidden so far."""

    def __init__(
        self,
        rule: Rule,
        claims: Mapping[str, Claim],
        entries: Mapping[str, Entry],
        families: Mapping[str, str],
        sides: Sides,
    ) -> None:
        self.rule, self.claims, self.entries = rule, claims, entries
        self.families, self.sides = families, sides
        self._hidden: dict[str, Counter[str]] = {}
        self._wanted = names_of(rule.argument, sides)
        self.party_known = is_known(rule.argument, sides)
        self._outlets: dict[str, set[str]] = {}
        if rule.kind == "without-affiliated":
            self._outlets = carried_by(entries, families)

    def hidden(self) -> tuple[Hidden, ...]:
        return tuple(
            Hidden(reason=r, incidents=n["incidents"], claims=n["claims"], values=n["values"])
            for r, n in sorted(self._hidden.items())
        )

    def _hide(self, reason: str, what: str, count: int) -> None:
        if count:
            self._hidden.setdefault(reason, Counter())[what] += count

    def read(self, incident: Incident) -> Incident | None:
        """The incident as the rule shows it; none if it hides it."""
        members = [self.claims[claim] for claim in incident.claims if claim in self.claims]
        conflict = self.sides.conflict_of(members)
        kept: list[Claim] = []
        reasons: Counter[str] = Counter()
        for claim in members:
            reason = self._against(claim, conflict)
            if reason is None:
                kept.append(claim)
            else:
                reasons[reason] += 1
        for reason, count in reasons.items():
            self._hide(reason, "claims", count)
        if not kept:
            self._hide(min(reasons, default="no claims"), "incidents", 1)
            return None

        def counted(some: Sequence[Claim]) -> Corroboration:
            return corroborate(some, self.entries, self.families, self.sides, conflict)

        if len(kept) < len(members):
            ids = {claim.id for claim in kept}
            why = [link for link in incident.why if link.a in ids and link.b in ids]
            incident = replace(build_incident(kept, why, counted), id=incident.id)
        reason = self._too_few(incident)
        if reason is not None:
            self._hide(reason, "claims", len(kept))
            self._hide(reason, "incidents", 1)
            return None
        return self._narrowed(incident, counted)

    def _against(self, claim: Claim, conflict: str | None) -> str | None:
        """Why the rule hides a claim; none if it does not."""
        if self.rule.kind not in ("conservative", "account", "without-affiliated"):
            return None
        said = voice(claim, self.sides, conflict, self.claims, self.entries)
        if self.rule.kind == "conservative":
            return unsure(claim, said)
        if self.rule.kind == "account":
            found = meant(said.party, self._wanted)
            self.party_known |= found
            return None if found else NOT_THEIRS
        family = self.families.get(claim.report.id, claim.report.id)
        outlets = self._outlets.get(family, set())
        parties = through(claim, said, self.claims, outlets, self.sides, conflict, self.entries)
        found = any(meant(party, self._wanted) for party in parties)
        self.party_known |= found
        return affiliated(self.rule) if found else None

    def _too_few(self, incident: Incident) -> str | None:
        told = incident.corroboration
        if self.rule.kind == "roots" and told.low < int(self.rule.argument):
            return too_few(self.rule)
        if self.rule.kind == "each-side" and not told.across:
            return NOT_BOTH
        return None

    def _narrowed(
        self, incident: Incident, counted: Callable[[Sequence[Claim]], Corroboration]
    ) -> Incident:
        """The incident with only those values of its fields that the rule shows."""

        def roots(value: Value) -> int:
            found = [self.claims[c] for c in value.claims if c in self.claims]
            return counted(found).low if found else 0

        fields = []
        for field in incident.fields:
            values = self._values(field, incident, roots)
            reason = {
                "conservative": "not the lowest figure",
                "informative": "less specific",
            }.get(self.rule.kind, too_few(self.rule))
            self._hide(reason, "values", len(field.values) - len(values))
            if values:
                fields.append(replace(field, values=values))
        return replace(incident, fields=tuple(fields))

    def _values(
        self, field: Field, incident: Incident, roots: Callable[[Value], int]
    ) -> tuple[Value, ...]:
        values = field.values
        if self.rule.kind == "conservative" and field.unit is not None:
            least = min((_least(v) for v in values), default=0.0)
            return tuple(v for v in values if _least(v) == least)
        if self.rule.kind == "roots" and field.agreement == "disputed":
            return tuple(v for v in values if roots(v) >= int(self.rule.argument))
        if self.rule.kind == "informative" and len(values) > 1:
            members = {c: self.claims[c] for c in incident.claims if c in self.claims}
            return (most_specific(field, members, roots, self.sides),)
        return values


def _least(value: Value) -> float:
    """The least that a figure says; "up to 20,000" says no least, and so stands by its most."""
    for bound in (value.low, value.high):
        if isinstance(bound, int | float):
            return float(bound)
    return float("inf")


def names_of(argument: str, sides: Sides) -> frozenset[str]:
    """All that a party or side may be called in a ``Party``, folded."""
    names = {argument.casefold()}
    known = sides.actors.get(argument.upper())
    for actor in (*([known] if known else []), *sides.actors.lookup(argument)):
        names.add(actor.id.casefold())
        standing = [
            (code, side)
            for code, conflict in sides.file.conflicts.items()
            for side in conflict.sides
            if actor.id in side.ids
        ]
        names |= {f"{code}/{side.side}".casefold() for code, side in standing if side.one}
        if not standing:
            party = sides.party(actor.id, actor.kind, actor.country, sectors=actor.sectors)
            names.add(party.id.casefold())
    return frozenset(names)


def is_known(argument: str, sides: Sides) -> bool:
    """Whether there is such a party or side, in these incidents or not."""
    if sides.actors.get(argument.upper()) or sides.actors.lookup(argument):
        return True
    by_rule = {rule.side.casefold() for rule in sides.file.rules}
    named = {s.side.casefold() for c in sides.file.conflicts.values() for s in c.sides}
    return argument.casefold() in by_rule | named
