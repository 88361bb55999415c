"""The state of a climb from an event word up through what governs it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.claims.context import Context
from sayso.core.types import Certainty, Phase, Status
from sayso.knowledge.governors import Effect

UNREAL = frozenset({"intended", "considered", "wanted", "predicted", "conditional", "hypothetical"})
REAL = frozenset({None, "happened", "ongoing"})
RANK: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "underspecified": 3}
BE = "be"


@dataclass
class Climb:
    context: Context
    status: Status | None = None
    negative: bool = False
    certainty: Certainty = "certain"
    phase: Phase | None = None
    detached: bool = False
    conditional: bool = False
    finite: bool = False
    occurs: bool = False
    unlike: bool = False
    said_not: bool = False
    declined: bool = False
    set_before: bool = False
    cue: int | None = None
    path: list[int] = field(default_factory=list)
    actor_of: list[tuple[int, str]] = field(default_factory=list)
    recipient_of: list[tuple[int, str]] = field(default_factory=list)

    def negate(self) -> None:
        """Negation of "stop" is "go on"; of "go on", "stop"; of anything else, its opposite."""
        if self.phase == "end":
            self.phase = "continue"
        elif self.phase == "continue":
            self.phase = "end"
        else:
            self.negative = not self.negative

    def weaken(self, certainty: Certainty | None) -> None:
        if certainty and RANK[certainty] > RANK[self.certainty]:
            self.certainty = certainty

    def suppose(self) -> None:
        """Only thought of: neither told as real nor as anybody's plan."""
        self.status, self.finite = "hypothetical", True
        self.weaken("underspecified")

    def apply(self, effect: Effect, governor: int) -> None:
        if effect.phase and not self.unlike:
            self.phase = effect.phase
        if effect.polarity == "negative":
            self.negate()
        if effect.status:
            self.status = effect.status
            self.finite = True
        self.detached = self.detached or effect.presupposes
        self.weaken(effect.certainty)
        if effect.actor:
            self.actor_of.append((governor, effect.actor))
        if effect.recipient:
            self.recipient_of.append((governor, effect.recipient))
