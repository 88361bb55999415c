"""A mention in the making, and the owner of a role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.annotate.about import Context
from sayso.annotate.hits import HYPHENS, Hit
from sayso.core.grammar import Grammar
from sayso.core.types import Kind, Record
from sayso.knowledge.actors import Actor, Actors, Role

Relation = Literal["plain", "led", "tied", "based", "against"]


@dataclass(slots=True)
class Draft:
    """Token range, core, and what is known of the mention so far. ``local``: an unknown name
    stands before the role noun ("the Alberta government"); ``owned``: the text says whose."""

    first: int
    last: int
    hit: Hit
    sentence: int
    actor: Actor | None = None
    name: str | None = None
    kind: Kind = "unnamed"
    country: str | None = None
    sectors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    anonymous: bool = False
    entity: str = ""
    role: Role | None = None
    titles: tuple[Role, ...] = ()
    person: bool = False
    plural: bool = False
    definite: bool = False
    indefinite: bool = False
    local: bool = False
    owned: bool = False
    full: bool = True
    head: int = -1
    inferred: bool = False

    def become(self, actor: Actor) -> None:
        """Take an actor's identity."""
        self.actor, self.name, self.kind = actor, actor.name, actor.kind
        self.country, self.sectors, self.entity = actor.country, actor.sectors, actor.id
        self.person = actor.person

    def follow(self, other: Draft) -> None:
        """Take the identity of an earlier mention."""
        self.actor, self.name, self.kind = other.actor, other.name, other.kind
        self.country, self.sectors, self.entity = other.country, other.sectors, other.entity
        self.affiliations = self.affiliations or other.affiliations
        self.anonymous, self.person, self.inferred = other.anonymous, other.person, True

    def again(self, other: Draft, plural: bool = False) -> Draft:
        """A mention by the same words ("the two") that follows another earlier one."""
        draft = Draft(
            first=self.first,
            last=self.last,
            hit=self.hit,
            sentence=self.sentence,
            head=self.head,
            definite=True,
            plural=plural,
        )
        draft.follow(other)
        return draft

    @property
    def definite_enough(self) -> bool:
        """Not "a president": one that the hearer is taken to know, or a title without article."""
        return not self.indefinite and not self.plural

    @property
    def vague(self) -> bool:
        """Whether it still waits for an antecedent."""
        return self.entity == ""


class Owner(Record, frozen=True):
    """Whose a role is: a state by its country, a side in a country, or another actor; and how it
    is tied (``led``: theirs; ``tied``: backed by them; ``based``: only where; ``against``)."""

    relation: Relation = "plain"
    country: str | None = None
    side: str | None = None
    actor: Actor | None = None
    people: str | None = None
    body: Actor | None = None

    @property
    def entity(self) -> str | None:
        """The entity id to name as an affiliation."""
        if self.body is not None:
            return self.body.id
        if self.actor is not None:
            return self.actor.id
        if self.side in ("ARMED", "FOREIGN") or self.country is None:
            return None
        return f"{self.country}-{self.side}" if self.side is not None else self.country


def owner_from(actor: Actor, relation: Relation = "plain") -> Owner:
    """An actor as an owner: what is a state's, or its leader's, is the state's."""
    country = actor.country
    state_like = actor.kind in ("state", "military") or actor.stands_for is not None
    official = actor.person and actor.kind == "official" and "GOV" in actor.sectors
    if country is not None and (state_like or official):
        organ = state_like and not actor.person and actor.id != country
        return Owner(relation=relation, country=country, body=actor if organ else None)
    if country is not None and actor.id in (f"{country}-REB", f"{country}-OPP", f"{country}-SEP"):
        return Owner(relation=relation, country=country, side=actor.id.partition("-")[2])
    return Owner(relation=relation, actor=actor)


def owner_from_draft(draft: Draft, relation: Relation = "plain") -> Owner | None:
    """An earlier mention as an owner; none if it is not resolved to an actor."""
    return owner_from(draft.actor, relation) if draft.actor is not None else None


def owners_of(
    absorbed: list[Hit], first: int, last: int, grammar: Grammar, actors: Actors, context: Context
) -> list[Owner]:
    """The owners that the modifiers [first, last) of a core name, the nearest first."""
    found: list[Owner] = []
    spent: set[int] = set()
    for start in range(first, last):
        if start > first and grammar.tokens[start - 1].text in HYPHENS:
            continue  # "non-state": the second half says nothing alone
        side, end = _side(start, last, grammar, actors)
        if side is not None and start not in spent:
            spent.update(range(start, end))
            found.append(Owner(side=side, country=context.country))
    home: str | None = None
    for hit in absorbed:
        relation = _relation(hit, grammar, actors)
        if hit.actor is not None and hit.actor.kind == "state":
            home = hit.actor.country
        if hit.first in spent:
            continue
        if hit.actor is not None:
            found.append(owner_from(hit.actor, relation))
        elif hit.people is not None:
            found.append(Owner(relation=relation, people=hit.people))
        elif hit.role is not None:
            owner = _role_owner(hit.role, relation, home, context, actors)
            if owner is not None:
                found.append(owner)
    found.reverse()
    return found


def _role_owner(
    role: Role, relation: Relation, home: str | None, context: Context, actors: Actors
) -> Owner | None:
    if role.suffix in ("REB", "OPP", "SEP"):
        return Owner(relation=relation, side=role.suffix, country=home or context.country)
    if role.type in ("organ", "fighters") and role.context and role.suffix:
        country = home or context.country
        if country is None:
            return Owner(relation=relation, side="GOV")
        body = actors.compose(country, role.suffix)
        return Owner(relation=relation, country=country, body=body)
    return None


def _side(start: int, limit: int, grammar: Grammar, actors: Actors) -> tuple[str | None, int]:
    """The side that the modifier at a token names, and where the modifier ends."""
    words: list[str] = []
    ends: list[int] = []
    for i in range(start, min(limit, start + 3)):
        token = grammar.tokens[i]
        if token.text not in HYPHENS:
            words.append(token.low)
            ends.append(i + 1)
    size, side = actors.longest_side(words, 0)
    if side is None:
        return None, start
    end = ends[size - 1]
    following = grammar.tokens[end] if end < len(grammar.tokens) else None
    if following is not None and following.text in HYPHENS:
        return None, start
    return side, end


def _relation(hit: Hit, grammar: Grammar, actors: Actors) -> Relation:
    tokens, words = grammar.tokens, actors.words
    if hit.first >= 2 and tokens[hit.first - 1].text in HYPHENS:
        before = tokens[hit.first - 2].low
        if before == "pro":
            return "tied"
        if before == "anti":
            return "against"
    if hit.last + 1 < len(tokens) and tokens[hit.last].text in HYPHENS:
        after = tokens[hit.last + 1].low
        for relation, listed in (("led", words.led), ("tied", words.tied), ("based", words.based)):
            if after in listed:
                return relation  # type: ignore[return-value]
    return "plain"
