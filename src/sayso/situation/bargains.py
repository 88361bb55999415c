"""Demands, offers and vows over many reports, and what became of each.

Sayings are of one demand where they come from one maker, with one predicate, phase and polarity,
and are of one incident, or agree in whom, what and where as far as both tell. What answers them is
told in words ("rejected the offer", "broke its pledge to …"), by a refusal or agreement of the
other party, or by what is said to have happened since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from sayso.core.positions import Move, MoveKind
from sayso.core.types import Claim, Source
from sayso.knowledge.bargaining import Answer, Bargain, load_bargaining
from sayso.situation.deeds import Deeds
from sayso.situation.gate import gate, iso, name_of, passed_on, said
from sayso.situation.matters import (
    Matter,
    Matters,
    alike,
    is_agreement,
    same_doers,
    speaker,
    teller,
)
from sayso.situation.scene import Scene
from sayso.situation.threads import Index, Thread

KEY = 6
DEMANDING = frozenset({"demanded", "ordered", "asked"})
MODALITIES: dict[str, Bargain] = {"demanded": "demand", "proposed": "offer", "vowed": "vow",
                                  "refused": "vow"}  # fmt: skip


class Bargains:
    """All demands, offers and vows of a scene; ``apart`` are claims that stand elsewhere."""

    def __init__(self, scene: Scene, apart: Collection[str]) -> None:
        self.scene, self._table = scene, load_bargaining()
        self.threads: list[Thread] = []
        self.matters = Matters(scene)
        self._by_matter: dict[tuple[str, ...], list[Thread]] = {}
        self._by_incident: dict[tuple[str, ...], Thread] = {}
        self._of_claim: dict[str, Thread] = {}
        self._deeds = [
            (claim, answer)
            for claim in scene.told
            if claim.polarity == "positive"
            and (
                gate(claim) == "for"
                or ((claim.modality == "accused" or is_agreement(claim)) and passed_on(claim))
            )
            and (answer := self._table.answer(claim.predicate)) is not None
        ]
        self._beside: dict[str, list[Claim]] = {}
        self._replies: dict[str, list[Claim]] = {}
        self.deeds = Deeds(self.matters)
        self._retold: set[str] = set()
        self._restated: dict[str, Claim] = {}
        for claim in scene.told:
            if claim.modality in MODALITIES or claim.modality == "wanted" or is_agreement(claim):
                self._beside.setdefault(claim.report.id, []).append(claim)
            if claim.sources and (claim.modality == "refused" or is_agreement(claim)):
                self._replies.setdefault(self.matters.root(claim), []).append(claim)
            elif gate(claim) is not None:
                self.deeds.add(claim)
        # What the words of a deed speak of: said again in it, or only another way to tell of it.
        inside = {c.id: (deed, answer) for deed, answer in self._deeds for c in self._within(deed)}
        self.absorbed: dict[str, list[Claim]] = {}
        for claim in scene.told:
            kind = self.kind_of(claim, apart)
            if claim.id in inside and inside[claim.id][0].id != claim.id:
                deed, answer = inside[claim.id]
                if answer.move == "made":
                    self._put_forward(claim, deed)
                    continue
                if MODALITIES.get(claim.modality) == answer.to:
                    self._recall(claim, deed, answer)
                    continue
                if claim.modality == "refused" or is_agreement(claim):
                    self.absorbed.setdefault(deed.id, []).append(claim)
                    self._retold.add(claim.id)
                    continue
            if kind is not None:
                self._add(claim, kind, self._maker(claim, kind))
        self._preconditions(apart)
        kinds: tuple[Bargain, ...] = ("demand", "offer", "vow")
        self._told = {kind: Index(t for t in self.threads if t.kind == kind) for kind in kinds}
        for deed, answer in self._deeds:
            thread = self._meant(deed, answer)
            if thread is not None and answer.move != "made":
                self._of_claim.setdefault(deed.id, thread)
                what = "agreed to" if is_agreement(deed) and answer.move == "met" else answer.move
                thread.moves.append(self.move(deed, what))

    def of(self, kind: Bargain) -> Iterator[Thread]:
        """The threads of one kind that are about the places asked for."""
        for thread in self.threads:
            if thread.kind == kind and self.scene.about_here(c.id for c in thread.all):
                yield thread

    def restated(self, claim: Claim) -> Claim:
        """A claim with the speaker whom the words around it give it."""
        return self._restated.get(claim.id, claim)

    def is_retold(self, claim: Claim) -> bool:
        """Whether a claim only tells in other words what another claim tells as a deed."""
        return claim.id in self._retold

    def thread_of(self, claim: Claim) -> Thread | None:
        """The thread that a claim belongs to."""
        return self._of_claim.get(claim.id)

    def replies_about(self, root: str) -> Sequence[Claim]:
        """The refusals and agreements that are of a predicate or one below it."""
        return [c for c in self._replies.get(root, ()) if not self.is_retold(c)]

    def kind_of(self, claim: Claim, apart: Collection[str] = ()) -> Bargain | None:
        """Whether a claim makes a demand, an offer or a vow (or refuses), by somebody named whom
        nobody only accuses of it."""
        if not claim.sources or claim.id in apart or not passed_on(claim):
            return None
        if self._table.answer(claim.predicate) is not None:
            return None  # "refuses to drop its demand" makes the demand again
        kind = MODALITIES.get(claim.modality)
        if kind == "demand" and claim.sources[-1].act not in DEMANDING:
            return None
        return "vow" if kind is None and is_agreement(claim) else kind

    def move(self, claim: Claim, what: MoveKind, by: Sequence[str] | None = None) -> Move:
        """What a claim makes of a demand, offer or vow: by its actors, or ``by``."""
        scene = self.scene
        actors = scene.known.parties.actors(claim.roles.actor)
        when = claim.when.edtf if claim.when and claim.when.text else None
        day = said(claim)
        return Move(
            what=what, when=when or (iso(day) if day else None),
            by=tuple(by) if by is not None else actors,
            by_account_of=scene.account(claim) if by is None else teller(scene, claim),
            put=claim.modality, claims=(claim.id,),
        )  # fmt: skip

    def sayings(self, thread: Thread) -> tuple[Move, ...]:
        """When it was made, and when made again: one move a day and account."""
        groups: dict[tuple[int, str], list[Claim]] = {}
        for claim in thread.claims:
            groups.setdefault((said(claim) or 0, teller(self.scene, claim)), []).append(claim)
        first = thread.first or 0
        return tuple(
            Move(
                what="made" if day <= first else "repeated", when=iso(day) if day else None,
                by=tuple(sorted({speaker(self.scene, c) for c in claims})), by_account_of=account,
                put=claims[0].modality, claims=tuple(sorted(c.id for c in claims)),
            )
            for (day, account), claims in sorted(groups.items())
        )  # fmt: skip

    # Matching

    def _add(self, claim: Claim, kind: Bargain, maker: str) -> Thread:
        thread = self._find(claim, kind, maker)
        thread.claims.append(claim)
        self._note(claim, thread)
        return thread

    def _note(self, claim: Claim, thread: Thread) -> None:
        self._of_claim[claim.id] = thread
        thread.matters.add(self.matters.of(claim))
        if claim.id in self.scene.incident_of:
            incident = self.scene.incident_of[claim.id]
            self._by_incident.setdefault((*thread.key[:KEY], incident), thread)

    def _find(self, claim: Claim, kind: Bargain, maker: str, own: bool = False) -> Thread:
        """The thread of a saying: one of an incident with it, or whose sayings are all like it.
        ``own``: the maker is known to be who was to do it."""
        incident, about = self.scene.incident_of.get(claim.id, claim.id), self.matters.of(claim)
        key = _key(claim, kind, maker, bool(about.condition))
        for one in (key, *((_key(claim, kind, maker, not about.condition),) if own else ())):
            thread = self._by_incident.get((*one, incident))
            if thread is not None:
                return thread
            for thread in self._by_matter.get((*one, about.root), ()):
                if all(_may_be_one(about, other, own) for other in thread.matters):
                    return thread
        thread = Thread(kind, maker, (*key, about.condition, incident))
        self._by_matter.setdefault((*key, about.root), []).append(thread)
        self.threads.append(thread)
        return thread

    def _maker(self, claim: Claim, kind: Bargain) -> str:
        """Who makes it: for a vow the one who speaks, for the rest the body spoken for."""
        link = claim.sources[-1]
        if kind == "vow":
            return name_of(link)
        return link.of.id if link.of is not None and link.of.id else name_of(link)

    def _recall(self, claim: Claim, deed: Claim, answer: Answer) -> None:
        """A demand that is only spoken of, in telling what became of it. Its maker is who drops or
        breaks it, whoever the text lets say so."""
        actors = self.scene.known.parties.actors(deed.roles.actor)
        own = answer.by == "maker" and actors
        maker = actors[0] if own else self._maker(claim, answer.to)
        thread = self._find(claim, answer.to, maker, bool(own))
        thread.recalled.append(claim)
        self._note(claim, thread)
        self._of_claim[deed.id] = thread

    def _put_forward(self, claim: Claim, deed: Claim) -> None:
        """What is wanted in words that tell of an offer ("tabled a proposal for …") is proposed by
        whoever makes it."""
        if claim.modality == "proposed" and claim.sources:
            self._add(claim, "offer", self._maker(claim, "offer"))
        elif claim.modality == "wanted" and deed.roles.actor:
            who = deed.roles.actor[0]
            name = who.name or who.text or who.id or ""
            link = Source(
                name=name, id=who.id, kind=who.kind, country=who.country, sectors=who.sectors,
                text=who.text, start=who.start, end=who.end, act="proposed",
            )  # fmt: skip
            made = replace(claim, sources=(*deed.sources, link), modality="proposed")
            self._add(made, "offer", self._maker(made, "offer"))
            self._restated[claim.id] = made

    def _within(self, deed: Claim) -> Iterator[Claim]:
        """The demands, offers and vows that the words of a deed speak of."""
        for claim in self._beside.get(deed.report.id, ()):
            if claim.start < deed.end and deed.start < claim.end:
                yield claim

    def _meant(self, deed: Claim, answer: Answer) -> Thread | None:
        """What "the offer" is: what its words speak of; else the last one told before it in its
        report, or the only one told lately, of whom its words name if they name anybody; none where
        that is not clear."""
        if deed.id in self._of_claim:
            return self._of_claim[deed.id]
        index = self._told[answer.to]
        words = " ".join(m.text or "" for m in deed.roles.content).casefold()
        named = {id(t) for name, found in index.by_name.items() if name in words for t in found}
        near = [t for end, t in index.by_report.get(deed.report.id, ()) if end <= deed.start]
        day = said(deed)
        late = index.between(day - self._table.met_within, day) if day is not None else []
        for pool, any_of_them in (
            ([t for t in near if id(t) in named], True),
            ([t for t in late if id(t) in named], False),
            (near, True),
            (late, False),
        ):
            found: list[Thread] = []
            for thread in reversed(pool):
                if thread not in found and self._fits(thread, deed, answer.by == "maker"):
                    found.append(thread)
                    if any_of_them or len(found) == 2:
                        break
            if len(found) == 1:
                return found[0]
        return None

    def _fits(self, thread: Thread, deed: Claim, own: bool) -> bool:
        """Whether a deed may be about a thread: by its maker, or by one to whom it was put."""
        parties, roles = self.scene.known.parties, deed.roles
        who = frozenset(parties.actors(roles.actor)) | self.matters.of(deed).doers
        makers = self.makers(thread)
        if own:
            return not who or not makers.isdisjoint(who)
        for about in map(self.matters.of, self.absorbed.get(deed.id, ())):
            related = self.scene.known.lexicon.related
            if not any(related(about.predicate, m.predicate) and alike(about, m)
                       for m in thread.matters):  # fmt: skip
                return False
        to = self.put_to(thread)
        return makers.isdisjoint(who) and (not to or not who or not to.isdisjoint(who))

    def makers(self, thread: Thread) -> frozenset[str]:
        """Who makes it, under every name: who speaks, the body spoken for, the party it is of."""
        scene, claims = self.scene, thread.claims
        if thread.makers is None:
            parties = scene.known.parties
            thread.makers = frozenset(
                {thread.maker}
                | {speaker(scene, c) for c in claims}
                | {parties.of(c.sources[-1], scene.conflict(c)) for c in claims}
            )
        return thread.makers

    def put_to(self, thread: Thread) -> frozenset[str]:
        """To whom it is put: who is spoken to, and who else is to do it."""
        if thread.to is None:
            to = self.matters.doers(thread.claims) | self.matters.addressees(thread.claims)
            thread.to = to - self.makers(thread) if thread.kind == "offer" else to
        return thread.to

    def _preconditions(self, apart: Collection[str]) -> None:
        """ "Will not talk until they leave": that they leave is demanded. "They must leave before
        talks begin": so it is, where the speaker says so."""
        family = self.scene.family
        told = {c.id: c for c in self.scene.told}
        ends = {(c.report.id, c.end): c for c in self.scene.told if c.sources}
        for inner in self.scene.told:
            outer = told.get(inner.within or "")
            if outer is None and not inner.sources:
                # Right behind a refusal: "refused to talk | before the siege is lifted".
                outer = ends.get((inner.report.id, inner.start - 1))
            if outer is None or inner.id in apart:
                continue
            first = inner.text.casefold().startswith(self._table.preconditions)
            if not first or not outer.sources or not passed_on(outer):
                continue
            real = {"asserted", "denied", "accused", "opinion"}
            if outer.modality in real or inner.modality in real:
                continue
            if family(outer) == "talks" and outer.polarity == "negative":
                asked = inner if inner.sources else replace(inner, sources=outer.sources)
                self._restated[inner.id] = asked
                thread = self._add(asked, "demand", self._maker(outer, "demand"))
                thread.before = thread.before or outer
            elif family(inner) == "talks" and outer.modality in ("wanted", "demanded"):
                thread = self._of_claim.get(outer.id) or self._add(
                    outer, "demand", self._maker(outer, "demand")
                )
                thread.before = thread.before or inner


def _key(claim: Claim, kind: Bargain, maker: str, conditional: bool) -> tuple[str, ...]:
    """What sayings of one thread share: as many parts as KEY. A vow with a condition is another."""
    modality = claim.modality if kind == "vow" else kind
    hedged = "if" if kind == "vow" and conditional else ""
    return kind, maker, modality, claim.phase or "", claim.polarity, hedged


def _may_be_one(ours: Matter, theirs: Matter, own: bool) -> bool:
    one = not ours.condition or not theirs.condition or ours.condition == theirs.condition
    return one and alike(ours, theirs) and (own or same_doers(ours, theirs))
