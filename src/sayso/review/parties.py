"""Actors and sources as a person names them: an id ("SYR-MIL"), or a name ("Syrian army")."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import get_args

from msgspec.structs import replace

from sayso.core.errors import UsageError
from sayso.core.types import Act, Body, Mention, Report, Source
from sayso.knowledge.actors import Actor, Actors, load_actors
from sayso.knowledge.spelling import split_words
from sayso.review import words

ACTS: tuple[Act, ...] = get_args(Act)


def parties(
    given: str, kept: Sequence[Mention], report: Report, at: tuple[int, int]
) -> tuple[Mention, ...]:
    """Names or ids, set apart by commas, each with its words in brackets if it has any → mentions.

    One without words that the claim has already (``kept``) stays as it was read; another one has
    no words and is marked as inferred. ``at``: the claim's own words, near which the others are
    sought. Raises UsageError for a name that is unknown, unless the report's words are given.
    """
    made = []
    for item in items(given, ","):
        name, quoted = words.split_words(item)
        found = find_actor(name)
        if quoted is None:
            if found is None:
                raise UsageError(_unknown(name))
            same = [m for m in kept if m.id == found.id]
            made.extend(same or [_mention(found, inferred=True)])
            continue
        where = words.nearest(report, quoted, *at)
        mention = _mention(found) if found else Mention(name=name or where.text)
        made.append(replace(mention, text=where.text, start=where.start, end=where.end))
    return tuple(made)


def chain(
    given: str, kept: Sequence[Source], report: Report, at: tuple[int, int]
) -> tuple[Source, ...]:
    """ "SANA > Sergei Lavrov:denied", outermost first, → sources.

    Each is an id or a name, with its words in brackets if it has any and its act after a colon. A
    link that the chain has already keeps its words, and its act where none is given; a new one has
    no words, and states. A name that is not known is taken as it is; without a capital letter ("a
    resident") it is nobody's name, and the source is anonymous. Raises UsageError for an unknown
    act.
    """
    return tuple(_source(item, kept, report, at) for item in items(given, ">"))


def _source(item: str, kept: Sequence[Source], report: Report, at: tuple[int, int]) -> Source:
    named, colon, last = item.rpartition(":")
    act = next((a for a in ACTS if a == " ".join(last.split())), None)
    if colon and act is None:
        raise UsageError(f"{last.strip()!r} is no act of a source; want one of: {', '.join(ACTS)}")
    name, quoted = words.split_words(named if colon else item)
    actor = find_actor(name)
    where = words.nearest(report, quoted, *at) if quoted else None
    old = next(
        (s for s in kept if (s.id == actor.id if actor else s.id is None and s.name == name)), None
    )
    if old is not None:
        source = old
    elif actor is not None:
        source = Source(
            name=actor.name,
            id=actor.id,
            kind=actor.kind,
            country=actor.country,
            sectors=actor.sectors,
            of=_body(actor),
        )
    elif name or where:
        called = name or (where.text if where else "")
        source = Source(name=called, anonymous=called == called.lower())
    else:
        raise UsageError(f"{item!r}: a source needs a name or an id")
    if where is not None:
        source = replace(source, text=where.text, start=where.start, end=where.end)
    return replace(source, act=act or source.act)


def find_actor(name: str) -> Actor | None:
    """The actor of an id, of a name, or of a country and a role ("Syrian army"); none if there is
    no such. Raises UsageError where a name can mean several."""
    actors = load_actors()
    known = actors.get(name) or actors.get(name.upper())
    if known is not None:
        return known
    found = actors.lookup(name)
    if len(found) > 1:
        ids = ", ".join(sorted(actor.id for actor in found))
        raise UsageError(f"{name!r} can mean {ids}; give the id")
    return found[0] if found else _composed(actors, name)


def _composed(actors: Actors, name: str) -> Actor | None:
    parts = split_words(name)
    end, found = actors.longest_name(parts, 0)
    countries = {f.actor.id for f in found if f.actor.id in actors.countries}
    if len(countries) != 1 or end >= len(parts):
        return None
    role = actors.longest_role(parts, end)
    if role[0] != len(parts) or role[1] is None or not (role[1].suffix and role[1].name):
        return None
    return actors.compose(countries.pop(), role[1].suffix)


def _body(actor: Actor) -> Body | None:
    """The body that a person in office speaks for, where it is one and the same at any time."""
    bodies = {office.body for office in actor.offices}
    return Body(id=bodies.pop()) if len(bodies) == 1 else None


def _mention(actor: Actor, inferred: bool = False) -> Mention:
    return Mention(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        sectors=actor.sectors,
        inferred=inferred,
    )


def items(given: str, mark: str) -> list[str]:
    """The parts between marks, those within brackets left alone; none of nothing."""
    if not given.strip():
        return []
    found, depth = [""], 0
    for character in given:
        depth += (character == "[") - (character == "]")
        if character == mark and depth == 0:
            found.append("")
        else:
            found[-1] += character
    if not all(item.strip() for item in found):
        raise UsageError(f"{given!r}: nothing stands beside a {mark!r}")
    return [item.strip() for item in found]


def _unknown(name: str) -> str:
    names = {alias.casefold(): a.id for a in load_actors().all() for alias in (a.id, *a.aliases)}
    close = get_close_matches(name.casefold(), names, n=5)
    ids = ", ".join(dict.fromkeys(names[match] for match in close))
    hint = f"did you mean {ids}?" if ids else "give an id or a name, or the report's words: X [x]"
    return f"{name!r} is no actor that we know; {hint}"
