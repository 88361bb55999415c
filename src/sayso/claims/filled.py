"""The parties and places of a claim under way, and a claim with what it was made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger
from sayso.core.types import Claim, Mention, Place, Roles

Made = tuple[Trigger, Standing, Claim]


@dataclass
class Filled:
    """Fields of a claim under way. ``tokens``: the fillers' heads; ``own``: those of them that
    stand in the clause itself and so belong to the quoted words."""

    roles: dict[str, list[Mention]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    tokens: dict[int, str] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    placed: frozenset[int] = frozenset()

    def add(self, role: str, mention: Mention) -> None:
        """Put a mention in a role, once."""
        group = self.roles.setdefault(role, [])
        same = any(
            m.id == mention.id
            if m.id and mention.id  # "both sides" are two at one place
            else m.start is not None and m.start == mention.start
            for m in group
        )
        if not same:
            group.append(mention)

    def frozen(self) -> Roles:
        """The roles as a claim holds them."""
        return Roles(**{role: tuple(group) for role, group in self.roles.items()})
