"""A role noun with its owners → who that is.

"Syrian troops" → SYR-MIL; "Hizballah-led militias" → HEZBOLLAH; "opposition fighters" → the
rebels; "the Russian foreign minister" → who held the office on the report's day.
"""

from __future__ import annotations

from sayso.annotate.about import Context
from sayso.annotate.draft import Draft, Owner
from sayso.knowledge.actors import Actors, Role

_SIDE_SUFFIX = {"GOV": "PRM", "REB": "REB", "OPP": "REB", "SEP": "SEP"}


def resolve(
    draft: Draft, owners: list[Owner], context: Context, actors: Actors, phrase: str, noun: str
) -> None:
    """Give a role draft its identity. ``phrase``: its words without the article; ``noun``: the
    role noun in lower case."""
    role = draft.role
    assert role is not None
    tied = tuple(o.entity for o in owners if o.relation == "tied" and o.entity)
    draft.affiliations = tuple(dict.fromkeys((*draft.affiliations, *tied)))
    whose = [o for o in owners if o.relation in ("plain", "led")]
    draft.owned = bool(owners)
    if role.type == "office":
        _office(draft, role, whose, context, actors, phrase, noun)
    elif role.type == "source":
        _source(draft, role, whose, actors, phrase)
    elif role.type == "generic":
        _generic(draft, role, whose, owners, actors, phrase, noun)
    elif role.type == "talks":
        _talks(draft, context, actors, phrase)
    else:
        _group(draft, role, whose, owners, context, actors, phrase, noun)


def _group(
    draft: Draft,
    role: Role,
    whose: list[Owner],
    owners: list[Owner],
    context: Context,
    actors: Actors,
    phrase: str,
    noun: str,
) -> None:
    """Organs, armed people, sides and peoples."""
    country = next((o.country for o in whose if o.country and o.side is None), None)
    side = next((o.side for o in whose if o.side), None)
    actor = next((o.actor for o in whose if o.actor is not None), None)
    people = next((o for o in whose if o.people), None)
    if actor is not None and (role.type != "people" or noun in actors.words.ranks):
        draft.become(actor)
        draft.person = False
        return
    if any(o.relation == "against" for o in owners) and side is None:
        side = "REB" if role.type in ("fighters", "side") else side
    if draft.local and role.type in ("organ", "fighters") and country is None and side is None:
        unknown_party(draft, role, phrase, None)
        return
    around = context.people if role.type == "people" else context.country
    if side == "FOREIGN":
        unknown_party(draft, role, phrase, country)
        return
    home = country or (around if role.context or side or people else None)
    if side == "ARMED" or (people is not None and role.type in ("fighters", "side")):
        unknown_party(draft, role, phrase, country)
        if draft.kind == "military":
            draft.kind, draft.sectors = "armed group", ("REB",)
        return
    suffix = _suffix(role, side, country)
    if suffix == "PRISONERS" and (actor is not None or side in ("REB", "OPP", "SEP")):
        # The code says whose prisoners they are: the government's.
        unknown_party(draft, role, phrase, country)
        return
    if suffix is None or home is None:
        if role.type == "means":
            return
        if owners or role.type == "people" or role.context or role.many:
            unknown_party(draft, role, phrase, country)
        return
    if country is None and side is None and not role.context:
        if owners:
            unknown_party(draft, role, phrase, None)
        return
    if role.type == "fighters" and suffix == "PRM" and side is None:
        # "Iraqi militias": a nationality does not say whose side they are on.
        unknown_party(draft, role, phrase, country)
        return
    if draft.affiliations and country is None and role.type == "fighters" and side is None:
        unknown_party(draft, role, phrase, None)
        return
    draft.become(actors.compose(home, suffix))
    draft.inferred = country is None


def _suffix(role: Role, side: str | None, country: str | None) -> str | None:
    """The suffix of the composed id: the side decides for armed people, else the role does."""
    if side is None:
        return role.suffix
    if role.type == "people":
        return role.suffix
    if role.type == "side":
        return role.suffix if side in ("GOV", "OPP", "REB") else _SIDE_SUFFIX[side]
    if side == "GOV":
        if role.type in ("organ", "means"):
            return role.suffix
        return role.suffix if role.suffix and role.suffix.startswith("MIL") else "PRM"
    if role.type == "organ" and not (role.suffix or "").startswith("MIL"):
        return "OPP" if side == "OPP" else _SIDE_SUFFIX[side]
    return _SIDE_SUFFIX[side]


def unknown_party(draft: Draft, role: Role, phrase: str, country: str | None) -> None:
    """A party of this report that no id names; the same words mean the same party."""
    draft.actor, draft.person, draft.inferred = None, False, False
    draft.kind, draft.sectors, draft.country = role.kind, role.sectors, country
    draft.name = phrase
    draft.entity = f"phrase:{phrase.casefold()}"


def _generic(
    draft: Draft,
    role: Role,
    whose: list[Owner],
    owners: list[Owner],
    actors: Actors,
    phrase: str,
    noun: str,
) -> None:
    actor = next((o.actor for o in whose if o.actor is not None), None)
    country = next((o.country for o in whose if o.country and o.side is None), None)
    side = next((o.side for o in whose if o.side), None)
    last_word = noun.rpartition(" ")[2]
    if last_word in actors.words.friends:
        owner = next((o for o in whose if o.entity), None)
        if owner is not None and owner.entity is not None:
            known = actors.get(owner.entity)
            if owner.country is not None and owner.side is None and owner.actor is None:
                known = actors.compose(owner.country, "GOV")
            whom = known.name if known else owner.entity
            draft.name, draft.entity = f"{noun} of the {whom}", f"{noun}:{owner.entity}"
            draft.kind = "armed group" if owner.actor or draft.kind == "unnamed" else draft.kind
        return
    if last_word in actors.words.branches and actor is not None:
        branches = actors.branches(actor.id, country)
        if country is not None and len(branches) > 1:
            branches = tuple(b for b in branches if b.kind == "armed group") or branches
        if len(branches) == 1:
            draft.become(branches[0])
        elif branches:
            first = branches[0]
            draft.become(first)
        else:
            unknown_party(draft, role, phrase, country)
        return
    if actor is not None and not actor.person:
        draft.become(actor)
        return
    body = next((o.body for o in whose if o.body is not None), None)
    if role.suffix and side is None and (body is not None or country is not None):
        draft.become(body or actors.compose(country or "", role.suffix))
        return
    if side == "GOV" and role.suffix and (home := next(o.country for o in whose if o.side)):
        draft.become(actors.compose(home, role.suffix))
        return
    if side in ("REB", "OPP", "SEP") and role.kind == "unnamed":
        home = next((o.country for o in whose if o.side and o.country), None)
        if country or home:
            suffix = "SEP" if side == "SEP" else side
            draft.become(actors.compose(country or home or "", suffix))
            return
    if owners:
        unknown_party(draft, role, phrase, country)
        if side == "ARMED":
            draft.kind, draft.sectors = "armed group", ("REB",)


def _office(
    draft: Draft,
    role: Role,
    whose: list[Owner],
    context: Context,
    actors: Actors,
    phrase: str,
    noun: str,
) -> None:
    owner = next((o for o in whose if o.entity), None)
    if owner is None:
        return
    entity = owner.entity or ""
    if draft.plural and role.office in ("member", "commander", "leader"):
        # "Hamas members", "opposition delegates": the body itself is the party.
        known = actors.get(entity)
        if owner.entity == owner.country and owner.country:
            known = actors.compose(owner.country, "MIL" if role.office == "commander" else "GOV")
        if known is not None:
            draft.become(known)
            draft.person = False
        return
    bodies = [entity]
    if owner.country and owner.side is None:
        bodies.append(owner.country if owner.body else f"{entity}-GOV")
    if owner.actor is not None and owner.actor.parent:
        bodies.append(owner.actor.parent)
    holder = None
    if not role.many and draft.definite_enough:
        holder = actors.holder(role.office or "", bodies, context.day, context.country)
    if holder is None and role.office == "leader" and draft.definite_enough:
        held = {
            found.id: found
            for office in ("president", "prime-minister", "secretary-general", "director", "head")
            if (found := actors.holder(office, bodies[:1], context.day, context.country))
        }
        holder = next(iter(held.values())) if len(held) == 1 and owner.actor else None
    if holder is not None and not draft.plural and noun != "former":
        draft.become(holder)
        draft.inferred = True
        return
    draft.name, draft.country = phrase, owner.country
    draft.entity = f"office:{role.office}:{entity}:{noun}"
    if owner.actor is not None:
        draft.sectors = draft.sectors if "GOV" not in draft.sectors else owner.actor.sectors
        draft.sectors = draft.sectors or owner.actor.sectors
        draft.country = owner.actor.country
        if draft.kind == "official" and owner.actor.kind in ("armed group", "rebel", "media"):
            draft.kind = owner.actor.kind
    elif owner.side in ("REB", "OPP", "SEP"):
        draft.kind = "political opposition" if owner.side == "OPP" else "rebel"
        draft.sectors = ("OPP",) if owner.side == "OPP" else ("REB",)
    else:
        draft.sectors = draft.sectors or ("GOV",)
    draft.affiliations = (
        *draft.affiliations,
        entity if owner.country != entity else f"{entity}-GOV",
    )


def _source(draft: Draft, role: Role, whose: list[Owner], actors: Actors, phrase: str) -> None:
    """Unnamed persons: the body they speak for gives the id, never who they are."""
    owner = next((o for o in whose if o.entity), None)
    suffix = role.suffix
    draft.anonymous = role.always or owner is None
    draft.name = phrase
    if owner is None or owner.entity is None:
        draft.entity = f"unnamed:{draft.first}"
        return
    if owner.actor is not None and owner.actor.kind == "group of states":
        draft.anonymous, draft.entity = True, f"unnamed:{draft.first}"
        draft.affiliations = (*draft.affiliations, owner.actor.id)
        return
    body = owner.actor or owner.body
    if body is None and owner.side in ("REB", "OPP", "SEP") and owner.country:
        body = actors.compose(owner.country, owner.side)
    elif body is None and owner.country and suffix:
        body = actors.compose(owner.country, suffix)
    if body is None:
        draft.country, draft.entity = owner.country, f"unnamed:{draft.first}"
        return
    kind = "official" if role.kind == "official" else body.kind
    draft.become(body)
    draft.kind, draft.name, draft.person = kind, phrase, not draft.plural


def _talks(draft: Draft, context: Context, actors: Actors, phrase: str) -> None:
    if context.venue is None:
        draft.name, draft.entity = phrase, f"talks:{draft.first}"
        return
    venue = context.venue
    draft.entity = "TALKS-" + "".join(c for c in venue.upper() if c.isalnum())
    country = context.country
    draft.name = f"{venue} talks" + (f" on {actors.countries[country].name}" if country else "")
