"""Whose voice a claim is: its chain collapsed to the innermost source that can be identified."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping

from sayso.core.record import Entry
from sayso.core.types import Claim, Mention, Record, Report, ReportRef, Source
from sayso.incidents.copies import agency, outlet_key, words
from sayso.knowledge.outlets import load_outlets
from sayso.knowledge.sides import UNKNOWN, Party, Sides

_ARTICLES = frozenset({"the", "a", "an", "its", "our"})
_BODIES = frozenset({"intergovernmental", "NGO"})
_SPEAKING = frozenset({"media", "monitor", "NGO", "intergovernmental"})
_FORMS = frozenset({"name", "later", "capital"})


class Voice(Record):
    """Who says a claim. ``name`` and ``id`` are the source's as the chain has it, or the outlet's;
    ``own``: the outlet itself says it; ``anonymous``: nobody in the chain can be identified, and
    ``party`` then says no more than its side; ``source``: the link of the chain, if it is one."""

    name: str
    id: str | None
    party: Party
    own: bool = False
    anonymous: bool = False
    source: Source | None = None


def day_of(report: Report | ReportRef) -> str | None:
    """The day a report was published (EDTF), as far as it is known."""
    return report.published[:10] if report.published else None


def chain_of(claim: Claim, others: Mapping[str, Claim]) -> tuple[Source, ...]:
    """A claim's chain; a headline or summary that only repeats a claim has that one's."""
    if claim.sources or claim.repeats is None or claim.repeats not in others:
        return claim.sources
    return others[claim.repeats].sources


def voice(
    claim: Claim,
    sides: Sides,
    conflict: str | None,
    others: Mapping[str, Claim] | None = None,
    entries: Mapping[str, Entry] | None = None,
) -> Voice:
    """The innermost source of a claim that can be identified: "Russian agencies ← Lavrov" is
    Lavrov, for Russia. Unnamed ones inside a named one are skipped; where all are unnamed, the
    voice is anonymous. No chain: the outlet, and so is its correspondent, and a source that has
    nothing but words of the outlet's name ("the monitor" in a report of Conflict Monitor).

    ``others``: claims by id, among them those that ``claim.repeats`` may name; ``entries``: reports
    by id, by which whose organ an outlet is may show.
    """
    day = day_of(claim.report)
    chain = chain_of(claim, others or {})
    for source in reversed(chain):
        pronoun = _is_pronoun(source, sides)
        if source.anonymous and not pronoun:
            continue
        if pronoun:
            if len(chain) == 1 and _is_office(claim.report.outlet or "", sides):
                break
            if not _stands_for(source, sides):
                continue
        if _is_outlet(source, claim.report.outlet):
            break
        found = _identified(source, sides)
        if found is not None:
            entity, name = found
            if entity is None and not source.affiliations and source.of is None:
                party = _named_party(source, sides, conflict, day)
            else:
                who = source if entity == source.id else Mention(id=entity)
                party = sides.of(who, conflict, day)
            return Voice(name=name, id=entity, party=party, source=source)
    else:
        if chain:
            return _anonymous(chain, sides, conflict, day)
    name = claim.report.outlet or claim.report.id
    entry = (entries or {}).get(claim.report.id)
    return Voice(
        name=name, id=None, party=outlet_of(claim.report, entry, sides, conflict), own=True
    )


def outlet_of(
    report: Report | ReportRef, entry: Entry | None, sides: Sides, conflict: str | None
) -> Party:
    """The party that the outlet of a report is; whose organ or office it is where its name leaves
    that open and the report (``entry``) tells."""
    party = outlet_party(report.outlet, sides, conflict, day_of(report))
    if party.side != UNKNOWN or entry is None:
        return party
    return office_party(entry, sides, conflict) or party


def _anonymous(
    chain: tuple[Source, ...], sides: Sides, conflict: str | None, day: str | None
) -> Voice:
    parties = [(source, sides.of(source, conflict, day)) for source in reversed(chain)]
    source, party = next(((s, p) for s, p in parties if p.side != UNKNOWN), parties[0])
    return Voice(name=source.name, id=None, party=party, anonymous=True, source=source)


def _is_pronoun(source: Source, sides: Sides) -> bool:
    called = (source.text if source.anonymous else None) or source.name
    return source.id is None and called.casefold() in sides.file.pronouns


def _stands_for(source: Source, sides: Sides) -> str | None:
    """The name of the body that a pronoun speaks for, as far as the reader found it."""
    known = (source.of.id if source.of else None, *source.affiliations)
    found = (sides.actors.get(entity) for entity in known if entity)
    return next((actor.name for actor in found if actor), None)


def _is_outlet(source: Source, outlet: str | None) -> bool:
    if source.id is not None or source.affiliations:
        return False
    if source.kind == "media" and "JRN" in source.sectors and source.country is None:
        return True
    said = [w for w in words(source.name) if w not in _ARTICLES]
    return bool(said) and bool(outlet) and set(said) <= set(words(outlet or ""))


def _identified(source: Source, sides: Sides) -> tuple[str | None, str] | None:
    """The entity id, if any, and the name of a source that is somebody in particular."""
    if source.id is not None:
        return source.id, source.name
    if source.of is not None or source.affiliations:
        pronoun = _is_pronoun(source, sides)
        return None, (_stands_for(source, sides) or source.name) if pronoun else source.name
    name = re.sub(r"['’]s?$", "", source.name.strip())
    entity = _entity(name, sides)
    if entity is not None:
        actor = sides.actors.get(entity)
        return entity, actor.name if actor else name
    return (None, source.name) if _is_proper(name, sides) else None


@functools.lru_cache(maxsize=16384)
def _entity(name: str, sides: Sides) -> str | None:
    parts = name.split()
    end, found = sides.actors.longest_name(parts, 0)
    ids = {f.actor.id for f in found if f.form in _FORMS}
    return next(iter(ids)) if end == len(parts) and len(ids) == 1 else None


@functools.lru_cache(maxsize=16384)
def _is_proper(name: str, sides: Sides) -> bool:
    """Whether it is a name, and no description: half of its words or more have a capital, and it
    is no noun for a role."""
    found = [w for w in re.findall(r"[^\W_][\w'’-]*", name) if w.casefold() not in _ARTICLES]
    if not found or name.casefold() in sides.file.pronouns:
        return False
    if len(found) == 1 and found[0].casefold() in sides.file.pronouns:
        return False
    end, role, _ = sides.actors.longest_role(found, 0)
    capitals = sum(w[0].isupper() for w in found)
    if capitals == len(found) > 2:
        return True
    return 2 * capitals >= len(found) and (role is None or end < len(found))


def _named_party(source: Source, sides: Sides, conflict: str | None, day: str | None) -> Party:
    party = sides.of(source, conflict, day)
    outlet = outlet_party(source.name, sides, conflict, day)
    if source.kind not in _SPEAKING and source.kind != "unnamed":
        return Party(id=outlet.id, name=source.name, side=party.side, known=False)
    side = party.side if party.side != UNKNOWN else _by_words(source.name, sides)
    return (
        outlet
        if side == UNKNOWN
        else Party(id=outlet.id, name=outlet.name, side=side, known=outlet.known)
    )


@functools.lru_cache(maxsize=16384)
def outlet_party(outlet: str | None, sides: Sides, conflict: str | None, day: str | None) -> Party:
    """The party that an outlet is: whose voice it is where that is public knowledge (al-Manar is
    Hezbollah, SANA the Syrian government), else itself. An outlet with no entry is known by its
    name, and stands by the words of that: a body of the UN, a monitor, an aid agency, media."""
    name = outlet or ""
    known = load_outlets().named(name)
    for spelling in dict.fromkeys((name, *((known.name, *known.aliases) if known else ()))):
        found = [a for a in sides.actors.lookup(spelling) if a.kind in _SPEAKING]
        if len(found) == 1:
            return sides.of(Mention(id=found[0].id, kind=found[0].kind), conflict, day)
    parts = name.split()
    end, begins = sides.actors.longest_name(parts, 0)
    bodies = {f.actor.id for f in begins if f.actor.kind in _BODIES and f.form == "name"}
    if end and len(bodies) == 1:
        return sides.of(Mention(id=next(iter(bodies))), conflict, day)
    side = UNKNOWN if known else _by_words(name, sides)
    open_ = not known and (_is_office(name, sides) or _is_organ(name, sides))
    return Party(
        id=f"outlet:{outlet_key(name)}",
        name=name or UNKNOWN,
        side="media" if side == UNKNOWN and not open_ else side,
        known=False,
    )


def _by_words(name: str, sides: Sides) -> str:
    found = set(words(name))
    return next(
        (side for side, listed in sides.file.outlet_words.items() if found & set(listed)), UNKNOWN
    )


def _is_office(name: str, sides: Sides) -> bool:
    return not set(words(name)).isdisjoint(sides.file.outlet_words.get(UNKNOWN, ()))


def _is_organ(name: str, sides: Sides) -> bool:
    """Whether an outlet is the organ of a state or of some other party, by a word of its name."""
    return _is_states(name, sides) or not set(words(name)).isdisjoint(sides.file.organs)


def _is_states(name: str, sides: Sides) -> bool:
    """Whether an outlet is the organ of a state: "State News Agency", "Syrian State TV"; a
    province may be called a state ("Kachin State Herald"), and so may an armed group."""
    parts, file = words(name), sides.file
    return any(
        word in file.state_organs
        and next_ in file.media_words
        and (not n or sides.country_in(" ".join(parts[:n]).title()) is not None)
        for n, (word, next_) in enumerate(itertools.pairwise(parts))
    )


def office_party(entry: Entry, sides: Sides, conflict: str | None) -> Party | None:
    """The state whose office or organ an outlet is ("Foreign Ministry Press Service", "State News
    Agency"), by the country in its name, or else by the capital that its report is dated from; of a
    state's organ where neither tells, the country fought over. None for others."""
    report = entry.report
    organ = report.outlet is not None and _is_states(report.outlet, sides)
    if not report.outlet or not (organ or _is_office(report.outlet, sides)):
        return None
    country = sides.country_in(report.outlet)
    for segment in report.segments:
        if country is None and segment.kind == "dateline":
            town = re.findall(r"[^\W\d_][\w'’-]*", report.text[segment.start : segment.end])
            country = _capital_of(" ".join(town).title(), sides)
    if country is None and organ and conflict in sides.actors.countries:
        country = conflict
    if country is None:
        return None
    return sides.of(Mention(id=country, kind="state", country=country), conflict, day_of(report))


@functools.lru_cache(maxsize=16384)
def _capital_of(town: str, sides: Sides) -> str | None:
    parts = town.split()
    end, found = sides.actors.longest_name(parts, 0)
    ids = {f.actor.country or f.actor.id for f in found if f.form == "capital"}
    ids &= set(sides.actors.countries)
    return next(iter(ids)) if end == len(parts) and len(ids) == 1 else None


def quoted_by(text: str, source: Source, sides: Sides, conflict: str | None) -> Party | None:
    """The party that passes an unnamed source's words on, where the report says it after naming it
    ("a military source quoted by state media"): state media are those of the country fought over,
    where they have no other. ``text``: the report's, which the source's offsets are of."""
    if source.end is None or conflict not in sides.actors.countries:
        return None
    after = text[source.end : source.end + 80].split(".")[0].replace(",", " ").split()
    for phrase in (p.split() for p in sides.file.quoting):
        if [w.casefold() for w in after[: len(phrase)]] != phrase:
            continue
        rest = after[len(phrase) :]
        rest = rest[1:] if rest and rest[0].casefold() in _ARTICLES else rest
        end, found = sides.actors.longest_name(rest, 0)
        ids = {f.actor.id for f in found if f.actor.kind == "media"}
        if end and len(ids) == 1:
            return sides.of(Mention(id=next(iter(ids)), kind="media"), conflict)
        end, role, _ = sides.actors.longest_role(rest, 0)
        if role is not None and role.kind == "media" and rest[0].casefold() in sides.file.states:
            return sides.of(Mention(id=conflict, kind="state", country=conflict), conflict)
    return None


def carriers(entry: Entry, among: frozenset[str]) -> tuple[str, ...]:
    """The names a report comes out under, the origin first: the agency whose copy it is, by its
    credits, and the outlet. ``among``: other outlets in sight, as ``copies.outlet_key``."""
    origin = agency(entry.report, among)
    outlet = entry.report.outlet
    return tuple(name for name in (origin, outlet) if name)
