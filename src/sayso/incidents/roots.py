"""How independently a thing is said: voices joined to roots, and roots counted by side.

The rule of counting:
 1. Each claim's chain is collapsed to its innermost source that can be identified (voices.py).
 2. Voices of one party are one root: two ministers, a ministry and the army, a group and its
    television.
 3. The own voice of an outlet is a root of its own, but one root with every report that is a copy
    of the same text, carries the same agency, comes from the same outlet, or has nearly the same
    sentence; and one with the party it is the voice of, or that it copies from.
 4. Unnamed sources, and those that name a side at large ("rebels"), may be anybody. ``high`` counts
    each once (for each text that carries it, and each description), ``low`` counts unnamed ones as
    none, and a side at large as none where a named root of that side is there; but where there is
    any claim, ``low`` is at least one.
A copy of what is there never raises ``low`` or ``high``: everything it adds is joined to what it
copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.core.record import Corroboration, Entry, Root, SideCount
from sayso.core.types import Claim, Record
from sayso.incidents.admissions import admits
from sayso.incidents.copies import Union, outlet_key, same_sentences
from sayso.incidents.voices import Voice, carriers, day_of, outlet_party, voice
from sayso.knowledge.actors import load_actors
from sayso.knowledge.outlets import load_outlets
from sayso.knowledge.sides import NEUTRAL, UNKNOWN, Party, Sides, load_sides

_HELD = frozenset({"happened", "ongoing"})
_HELD_AS = frozenset({"asserted", "accused"})
_EXPECTED = frozenset({"scheduled", "intended", "predicted"})


class Said(Record):
    """A claim with its voice, and the text (families, outlets and agencies joined) it stands in."""

    claim: Claim
    voice: Voice
    text: str


def agreeing(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that hold one thing together, by id: those that assert it as happened or going on;
    where there are none, those that expect it, then all others that are positive (demands, doubts);
    where all deny it, those."""
    found = sorted({claim.id: claim for claim in claims}.values(), key=lambda c: c.id)
    positive = [c for c in found if c.polarity == "positive" and c.modality != "denied"]
    held = [c for c in positive if c.status in _HELD and c.modality in _HELD_AS]
    expected = [c for c in positive if c.status in _EXPECTED]
    return tuple(held or expected or positive or found)


def corroborate(
    claims: Sequence[Claim],
    entries: Mapping[str, Entry],
    families: Mapping[str, str],
    sides: Sides | None = None,
    conflict: str | None = None,
) -> Corroboration:
    """Claims of one position in, how independently they say it out.

    ``entries``: the record's reports by id; ``families``: report id → copy family (copies.py);
    reports in neither stand for themselves. ``conflict``: ISO 3166 alpha-3 code of the country
    fought over, which decides the sides; by default what most of the claims are about. Claims that
    do not agree with the others are left out (see ``agreeing``), so that a denial corroborates
    nothing but other denials. The order of claims and reports does not matter.
    """
    sides = sides or load_sides()
    conflict = conflict or sides.conflict_of(claims)
    by_id = {claim.id: claim for claim in claims}
    agreed = agreeing(claims)
    if not agreed:
        return Corroboration(
            low=0, high=0, sides=(), outlets=0, across=False, admissions=(), roots=()
        )
    texts = _Texts(agreed, entries, families, sides, conflict)
    said = [
        Said(claim=c, voice=v, text=texts.of(c.report.id))
        for c in agreed
        for v in (voice(c, sides, conflict, by_id),)
    ]
    texts.join_sentences([s for s in said if s.voice.own or s.voice.anonymous])
    said = [Said(claim=s.claim, voice=s.voice, text=texts.of(s.claim.report.id)) for s in said]
    admissions = {s.claim.id for s in said if admits(s.claim, s.voice, agreed, sides, conflict)}
    grouped = _Groups(said, texts)
    roots = [
        _root(party, members, texts, admissions, entries)
        for party, members in grouped.named.items()
    ]
    unnamed = [
        _root(party, members, texts, admissions, entries)
        for party, members in grouped.unnamed.values()
    ]
    known = {party.side for party in grouped.named if not party.collective} | grouped.sides
    counts: dict[str, list[int]] = {}
    for party in grouped.named:
        sure = not (party.collective and party.side in known)
        count = counts.setdefault(party.side, [0, 0])
        count[0] += sure
        count[1] += 1
    for party, _ in grouped.unnamed.values():
        counts.setdefault(party.side, [0, 0])[1] += 1
    standing = sorted({party.side for party in grouped.named})
    across = any(
        sides.opposed(a, b, conflict) for i, a in enumerate(standing) for b in standing[i + 1 :]
    )
    return Corroboration(
        low=max(1, sum(low for low, _ in counts.values())),
        high=sum(high for _, high in counts.values()),
        sides=tuple(
            SideCount(side=side, low=low, high=high)
            for side, (low, high) in sorted(
                counts.items(), key=lambda item: (-item[1][0], -item[1][1], item[0])
            )
        ),
        outlets=len({_outlet(c, entries) for c in agreed}),
        across=across or (bool(admissions) and len(roots) > 1),
        admissions=tuple(sorted(admissions)),
        roots=tuple(
            sorted([*roots, *unnamed], key=lambda r: (r.anonymous, r.side, r.name, r.claims))
        ),
    )


class _Texts:
    """The reports of some claims, joined where their own voices are one."""

    def __init__(
        self,
        claims: Sequence[Claim],
        entries: Mapping[str, Entry],
        families: Mapping[str, str],
        sides: Sides,
        conflict: str | None,
    ) -> None:
        self._union = Union()
        self._members: dict[str, list[str]] = {}
        self._reports = {c.report.id: c.report for c in claims}
        outlets = frozenset(outlet_key(ref.outlet) for ref in self._reports.values()) - {""}
        self._parties: dict[str, tuple[Party, ...]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        for report, ref in self._reports.items():
            entry = entries.get(report)
            names = carriers(entry, outlets - {outlet_key(ref.outlet)}) if entry else ()
            names = names or ((ref.outlet,) if ref.outlet else ())
            day = day_of(ref)
            parties = tuple(outlet_party(name, sides, conflict, day) for name in names)
            self._names[report], self._parties[report] = names, parties
            self._union.join(f"r {report}", f"f {families.get(report, report)}")
            for party in parties:
                self._union.join(f"r {report}", f"p {party.id}")

    def join_sentences(self, said: Sequence[Said]) -> None:
        """Join the texts that have nearly the same sentence for a claim of no named source."""
        reports: dict[str, list[str]] = {}
        for one in said:
            reports.setdefault(one.claim.text, []).append(one.claim.report.id)
        for text, listed in reports.items():
            if len(text.split()) >= 8:
                for other in listed[1:]:
                    self._union.join(f"r {listed[0]}", f"r {other}")
        for a, b in same_sentences(reports):
            self._union.join(f"r {reports[a][0]}", f"r {reports[b][0]}")
        self._members = {}

    def of(self, report: str) -> str:
        """What stands for all reports that are one with a report."""
        return self._union.find(f"r {report}")

    def members(self, text: str) -> tuple[str, ...]:
        """The reports that are one text, those of agencies first, then by day."""
        if not self._members:
            for report in sorted(self._reports, key=self._rank):
                self._members.setdefault(self.of(report), []).append(report)
        return tuple(self._members[text])

    def _rank(self, report: str) -> tuple[bool, str, str]:
        outlet = load_outlets().named(self._reports[report].outlet or "")
        published = self._reports[report].published or "9999"
        return not (outlet and outlet.agency), published, report

    def parties(self, text: str) -> tuple[Party, ...]:
        """The parties of the outlets and agencies that a text comes out under, origin first."""
        found = [party for report in self.members(text) for party in self._parties[report]]
        return tuple({party.id: party for party in found}.values())

    def name(self, text: str) -> str:
        """The name of the outlet or agency that a text is from, as far as it shows."""
        names = [name for report in self.members(text) for name in self._names[report]]
        return names[0] if names else self.members(text)[0]


class _Groups:
    """Claims by root: ``named`` ones by party, ``unnamed`` ones by text and description, and the
    ``sides`` of the parties whose outlets speak."""

    def __init__(self, said: Sequence[Said], texts: _Texts) -> None:
        self.named: dict[Party, list[Said]] = {}
        self.unnamed: dict[tuple[str, str, str], tuple[Party, list[Said]]] = {}
        self.sides: set[str] = set()
        named: dict[str, Party] = {}
        for one in said:
            party = one.voice.party
            if not one.voice.own and not one.voice.anonymous:
                known = named.setdefault(party.id, party)
                if (party.side == UNKNOWN, party.side) < (known.side == UNKNOWN, known.side):
                    named[party.id] = party
        own: dict[str, Party] = {}
        for text in dict.fromkeys(s.text for s in said if s.voice.own):
            parties = texts.parties(text)
            taken = [named[p.id] for p in parties if p.id in named]
            own[text] = taken[0] if taken else _outlets_party(text, parties, texts)
            self.sides.update(p.side for p in parties)
        for one in said:
            if one.voice.own:
                self._add(own[one.text], one)
            elif not one.voice.anonymous:
                self._add(named[one.voice.party.id], one)
            else:
                self._add_unnamed(one, own, named, texts)

    def _add(self, party: Party, one: Said) -> None:
        self.named.setdefault(party, []).append(one)

    def _add_unnamed(
        self, one: Said, own: dict[str, Party], named: dict[str, Party], texts: _Texts
    ) -> None:
        """A source without a name or side speaks for the party whose outlet it speaks to ("a
        military source said", in a state's agency): no root beside that party's own."""
        party = one.voice.party
        if party.side == UNKNOWN:
            speaking = [p for p in texts.parties(one.text) if _is_organ(p)]
            known = [named[p.id] for p in speaking if p.id in named]
            if speaking and (known or one.text in own):
                return self._add(known[0] if known else own[one.text], one)
            party = speaking[0] if speaking else party
        key = (one.text, party.side, one.voice.name.casefold())
        self.unnamed.setdefault(key, (party, []))[1].append(one)
        return None


def _is_organ(party: Party) -> bool:
    return party.side not in NEUTRAL


def _outlets_party(text: str, parties: tuple[Party, ...], texts: _Texts) -> Party:
    """The party that an outlet's own voice is: the one it is the voice of, or itself."""
    if not parties:
        return Party(id=text, name=texts.name(text), side="media", known=False)
    return next((p for p in parties if _is_organ(p)), parties[0])


def _root(
    party: Party,
    members: Sequence[Said],
    texts: _Texts,
    admissions: set[str],
    entries: Mapping[str, Entry],
) -> Root:
    voices = {(s.voice.name, s.voice.id) for s in members if not s.voice.own}
    own = {texts.name(s.text) for s in members if s.voice.own}
    anonymous = all(s.voice.anonymous for s in members) and len(voices) == 1
    entity = party.id if party.known and load_actors().get(party.id) else None
    if len(voices) == 1 and not own:
        name, entity = next(iter(voices))
    elif len(own) == 1 and not voices:
        name = next(iter(own))
    else:
        name = party.name
    claims = sorted(s.claim.id for s in members)
    return Root(
        name=name,
        id=entity,
        interest=party.side if anonymous else party.name,
        side=party.side,
        anonymous=anonymous,
        admission=any(claim in admissions for claim in claims),
        claims=tuple(claims),
        reports=tuple(sorted({s.claim.report.id for s in members})),
        outlets=tuple(sorted({_outlet(s.claim, entries) for s in members})),
    )


def _outlet(claim: Claim, entries: Mapping[str, Entry]) -> str:
    entry = entries.get(claim.report.id)
    return claim.report.outlet or (entry.address if entry else None) or claim.report.id
