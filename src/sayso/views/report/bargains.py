"""Demands, offers, vows, agreements and refusals, as drafts."""

from __future__ import annotations

from typing import Any

from sayso.core.positions import Commitment, Demand, Move, Offer
from sayso.core.types import Claim, Mention, Phase
from sayso.views.report.accounts import Desk, Draft, Told
from sayso.views.report.ground import with_account
from sayso.views.report.marks import Marks
from sayso.views.report.wording import (
    Said,
    deed,
    entry,
    fill,
    listed,
    moment,
    named,
    quote,
    say,
    text,
    thing,
    together,
    with_article,
)
from sayso.views.words import visible

Line = Any  # Demand, Offer or Commitment


def bargains(desk: Desk, marks: Marks) -> list[Draft]:
    """A sentence each."""
    now = desk.later
    return [
        *(_demand(desk, marks, x) for x in now.demands),
        *(_offer(desk, marks, x) for x in now.offers),
        *(_commitment(desk, marks, x) for x in now.commitments),
    ]


def _draft(marks: Marks, line: Line, said: Said, told: Told, score: float, status: Said) -> Draft:
    mark = marks.of([line])
    return Draft(
        section="bargains", parts=(with_account(said, told, status),), claims=told.claims,
        more=told.more, lines=(line.id,), standing=told.standing, voices=told.voices, mark=mark,
        score=score + told.weight + 0.7 * marks.weight(mark), order=(0, f"{line.by} {line.id}"),
    )  # fmt: skip


def _demand(desk: Desk, marks: Marks, line: Demand) -> Draft:
    claim = _claim(desk, line)
    actors = _others(desk, claim.roles.actor, (line.by,)) if claim else []
    if claim is not None and not actors and line.of:
        actors = [desk.party(p) for p in line.of]
    status = fill(
        entry("demand.status")[line.status],
        refuser=desk.parties(_by(line.history, ("refused", "rejected"))),
    )  # fmt: skip
    before = visible(line.before) if line.before else None
    common: dict[str, Any] = {"by": desk.teller(line.by, line.claims), "before": before}
    if claim is None:
        said = say("demand.thing", thing=visible(line.what), of=None, **common)
    elif actors:
        said = say("demand.that", actor=listed(actors), deed=_deed(desk, claim, actors), **common)
    else:
        said = say("demand.thing", thing=_thing(desk, claim), of=desk.parties(line.of), **common)
    told = desk.told([line], speakers=(line.by,))
    return _draft(marks, line, said, told, 0.5, status)


def _offer(desk: Desk, marks: Marks, line: Offer) -> Draft:
    claim = _claim(desk, line)
    values: dict[str, Any] = {
        "by": desk.teller(line.by, line.claims), "to": desk.parties(line.to),
        "condition": quote(visible(line.condition)) if line.condition else None,
    }  # fmt: skip
    if claim is None:
        values |= {"deed": visible(line.what), "thing": visible(line.what)}
    else:
        values |= {"deed": _deed(desk, claim, [desk.party(line.by)]), "thing": _thing(desk, claim)}
    said = say(f"offer.{line.kind}", **values)
    status = text(entry("offer.status")[line.status])
    return _draft(marks, line, said, desk.told([line], speakers=(line.by,)), 0.5, status)


def _commitment(desk: Desk, marks: Marks, line: Commitment) -> Draft:
    claim = _claim(desk, line)
    by = desk.teller(line.by, line.claims)
    unclear = claim is not None and _phase(claim) is None and _insists(claim)
    said = say(
        "commitment.refusal_words" if unclear else f"commitment.{line.kind}", by=by,
        deed=_deed(desk, claim, [by]) if claim else visible(line.what),
        words=quote(visible(claim.text)) if claim else None,
        condition=quote(visible(line.condition)) if line.condition else None,
        due=moment(line.due, desk.year) if line.due else None,
    )  # fmt: skip
    if line.said_by:
        said = together(said, ", ", say("account.said_by", who=desk.party(line.said_by)))
    speakers = (line.by, *((line.said_by,) if line.said_by else ()))
    status = text(entry("commitment.status")[line.status])
    return _draft(marks, line, said, desk.told([line], speakers=speakers), 0.6, status)


def _claim(desk: Desk, line: Line) -> Claim | None:
    """The claim that a line's words are taken from: one of its own predicate."""
    found = [desk.claims[c] for c in line.claims if c in desk.claims]
    return next((c for c in found if c.predicate == line.predicate), None)


def _deed(desk: Desk, claim: Claim, doers: list[Said]) -> Said:
    # A refusal or denial of a deed is in the verb of the sentence already.
    negative = claim.polarity == "negative" and claim.modality not in ("refused", "denied")
    return deed(
        claim.predicate, _phase(claim), negative, _objects(desk, claim, doers), _where(claim)
    )


def _insists(claim: Claim) -> bool:
    """Whether it is refused to leave a thing: it "rules out a halt to" what goes on."""
    return claim.modality == "refused" and claim.polarity == "positive"


def _phase(claim: Claim) -> Phase | None:
    """What is to be done with a thing; who refuses to let it end refuses to stop it."""
    if not _insists(claim):
        return claim.phase
    turned: dict[str, Phase] = {"continue": "end", "end": "continue"}
    return turned.get(claim.phase or "")


def _thing(desk: Desk, claim: Claim) -> Said:
    negative = claim.polarity == "negative" and claim.modality not in ("refused", "denied")
    return thing(claim.predicate, claim.phase, negative, _objects(desk, claim, []), _where(claim))


def _objects(desk: Desk, claim: Claim, doers: list[Said]) -> Said | None:
    """To whom or what it is done; a doer does nothing to itself."""
    return listed(
        [o for o in _others(desk, (*claim.roles.recipient, *claim.roles.content), ())
         if all(o.pieces != d.pieces for d in doers)]
    )  # fmt: skip


def _others(desk: Desk, mentions: tuple[Mention, ...], but: tuple[str, ...]) -> list[Said]:
    found: dict[str, Said] = {}
    for mention in mentions:
        name = mention.name or mention.text
        if name and mention.id not in but and name not in but:
            found.setdefault(name, desk.name(name, known=mention.id is not None))
    return list(found.values())


def _where(claim: Claim) -> Said | None:
    names = dict.fromkeys(p.name for p in claim.places if p.name)
    return listed([with_article(n) if n[:1].islower() else named(n) for n in names])


def _by(history: tuple[Move, ...], kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for m in history if m.what in kinds for p in m.by))
