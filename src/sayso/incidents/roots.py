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
from sayso.core.types import Claim, Record, Source
from sayso.incidents.admissions import admits
from sayso.incidents.copies import SENTENCE_WORDS, Union, outlet_key, same_sentences, words
from sayso.incidents.voices import (
    Voice,
    carriers,
    day_of,
    office_party,
    outlet_party,
    quoted_by,
    voice,
)
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
        for v in (voice(c, sides, conflict, by_id, entries),)
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
        across=across(roots, sides, conflict),
        admissions=tuple(sorted(admissions)),
        roots=tuple(
            sorted([*roots, *unnamed], key=lambda r: (r.anonymous, r.side, r.name, r.claims))
        ),
    )


def across(roots: Sequence[Root], sides: Sides, conflict: str | None) -> bool:
    """Whether opposed sides hold it, by named roots alone: two of sides at war with each other, or
    one that admits it and another of a side that does not stand with it."""
    named = [root for root in roots if not root.anonymous]
    return any(
        sides.opposed(a.side, b.side, conflict)
        or (
            (a.admission or b.admission)
            and UNKNOWN not in (a.side, b.side)
            and not sides.allied(a.side, b.side, conflict)
        )
        for i, a in enumerate(named)
        for b in named[i + 1 :]
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
        self._entries, self._sides, self._conflict = entries, sides, conflict
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
            office = office_party(entry, sides, conflict) if entry else None
            if office is not None and any(p.side == UNKNOWN for p in parties):
                parties = (office,)
            self._names[report], self._parties[report] = names, parties
            self._union.join(f"r {report}", f"f {families.get(report, report)}")
            for party in parties:
                self._union.join(f"r {report}", f"p {party.id}")

    def quoting(self, claim: Claim, source: Source | None) -> Party | None:
        """Whose outlet quotes a source, where the words after it say so."""
        entry = self._entries.get(claim.report.id)
        if entry is None or source is None:
            return None
        return quoted_by(entry.report.text, source, self._sides, self._conflict)

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
        heard = _Heard(said)
        for one in said:
            if one.voice.own:
                self._add(own[one.text], one)
                continue
            who = one.voice.party if not one.voice.anonymous else heard.named(one)
            if who is not None:
                self._add(named[who.id], one)
            else:
                self._add_unnamed(one, own, named, texts, heard)

    def _add(self, party: Party, one: Said) -> None:
        self.named.setdefault(party, []).append(one)

    def _add_unnamed(
        self,
        one: Said,
        own: dict[str, Party],
        named: dict[str, Party],
        texts: _Texts,
        heard: _Heard,
    ) -> None:
        """A source without a name or side speaks for the party whose outlet it speaks to ("a
        military source said", in a state's agency): no root beside that party's own. Where its
        words are passed on from another outlet ("quoted by state media"), it spoke to that."""
        party = one.voice.party
        if party.side == UNKNOWN:
            quoting = texts.quoting(one.claim, one.voice.source)
            speaking = [p for p in texts.parties(one.text) if _is_organ(p)]
            if quoting is not None:
                if quoting.id in named:
                    return self._add(named[quoting.id], one)
                speaking, party = [], quoting
            known = [named[p.id] for p in speaking if p.id in named]
            if speaking and (known or one.text in own):
                return self._add(known[0] if known else own[one.text], one)
            party = speaking[0] if speaking else party
        key = (one.text, party.side, heard.name(one))
        self.unnamed.setdefault(key, (party, []))[1].append(one)
        return None


class _Heard:
    """Which unnamed source is which: in one report "the commander" is the "commander of the Levant
    Front" of another sentence, and in copies of one sentence "the governor" is whom one names."""

    def __init__(self, said: Sequence[Said]) -> None:
        self._said: dict[str, list[Said]] = {}
        self._texts: dict[str, list[Said]] = {}
        for one in said:
            if not one.voice.own:
                self._said.setdefault(one.claim.report.id, []).append(one)
                if not one.voice.anonymous:
                    self._texts.setdefault(one.claim.text, []).append(one)
        unnamed = {one.claim.text for one in said if one.voice.anonymous}
        self._near: dict[str, list[str]] = {text: [text] for text in unnamed}
        for a, b in same_sentences(unnamed | set(self._texts)):
            for text, other in ((a, b), (b, a)):
                if text in unnamed:
                    self._near[text].append(other)

    def named(self, one: Said) -> Party | None:
        """The party of the named source that an unnamed one is; none where it is nobody's."""
        mine = set(words(one.voice.name))
        here = {
            other.voice.party.id: other.voice.party
            for other in self._said.get(one.claim.report.id, ())
            if not other.voice.anonymous and mine and mine < set(words(other.voice.name))
        }
        if len(here) == 1:
            return next(iter(here.values()))
        copied = {
            other.voice.party.id: other.voice.party
            for text in self._near.get(one.claim.text, ())
            for other in self._texts.get(text, ())
            if other.claim.report.id != one.claim.report.id
            and mine & _as_called(other)
            and (other.text == one.text or len(text.split()) >= SENTENCE_WORDS)
        }
        return next(iter(copied.values())) if len(copied) == 1 else None

    def name(self, one: Said) -> str:
        """The fullest description of an unnamed source in its report."""
        mine = set(words(one.voice.name))
        found = [one.voice.name] + [
            other.voice.name
            for other in self._said.get(one.claim.report.id, ())
            if other.voice.anonymous
            and other.voice.party.side == one.voice.party.side
            and mine <= set(words(other.voice.name))
        ]
        return min(found, key=lambda n: (-len(words(n)), n.casefold())).casefold()


def _as_called(one: Said) -> set[str]:
    """The words a named source is called by: its name, and what the text puts before it."""
    source = one.voice.source
    return set(words(one.voice.name)) | set(words((source.text or "") if source else ""))


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
    named = [s for s in members if not s.voice.anonymous] or members
    voices = {(s.voice.name, s.voice.id) for s in named if not s.voice.own}
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
