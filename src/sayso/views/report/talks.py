"""Talks, ceasefires and what is set for the days to come, as drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from sayso.core.ceasefires import Ceasefire, Violation
from sayso.core.lines import Remark
from sayso.core.positions import Talks, TalksStep
from sayso.core.situation import Scheduled
from sayso.views.report.accounts import Desk, Draft, Told
from sayso.views.report.ground import be, brief, with_account
from sayso.views.report.marks import Marks
from sayso.views.report.wording import (
    Said,
    day,
    entry,
    fill,
    listed,
    moment,
    named,
    on,
    possessive,
    quote,
    say,
    sentence,
    since,
    text,
    thing,
    together,
    with_article,
)
from sayso.views.words import visible

REMARK = 160  # characters of quotes that a remark may have: the notes have its words too
REMARKS = 2


def talks(desk: Desk, marks: Marks) -> list[Draft]:
    """How each track stands and came to it; ceasefires; what is set."""
    found = []
    for number, line in enumerate(desk.later.talks):
        if line.state != "last reported":
            found += _track(desk, marks, line, number)
    for ceasefire in desk.later.ceasefires:
        if ceasefire.state != "last reported":
            found += _ceasefire(desk, marks, ceasefire)
    return found + [_scheduled(desk, marks, line) for line in desk.later.calendar]


def talks_changes(desk: Desk, marks: Marks) -> list[Draft]:
    """What changed of talks and ceasefires."""
    found = []
    for line in marks.real("talks"):
        if line.status != "spoken of":
            said = _status(desk, line, short=True)
            old = marks.before.get(line.id)
            was = old.status if isinstance(old, Talks) else line.status
            turned = was not in (line.status, "spoken of")
            after = say("talks.before", old=was) if turned else None
            found.append(brief(said, desk.told([line]), (line.id,), 2.0, marks, after))
    for line in marks.real("ceasefires"):
        if line.state in ("holds", "may hold"):
            found.append(brief(_truce(desk, line), desk.told([line]), (line.id,), 1.8, marks))
    return found


def _draft(
    marks: Marks, line: Any, said: Said, told: Told, score: float, place: tuple[float, str],
    after: Said | None = None,
) -> Draft:  # fmt: skip
    mark = marks.of([line])
    return Draft(
        section="talks", parts=(with_account(said, told, after),), claims=told.claims,
        more=told.more, lines=(line.id,), standing=told.standing, voices=told.voices, mark=mark,
        score=score + told.weight + marks.weight(mark), order=place,
    )  # fmt: skip


def _track(desk: Desk, marks: Marks, line: Talks, number: int) -> list[Draft]:
    told = desk.told([line])
    said = _status(desk, line)
    found = [_draft(marks, line, said, told, 2.0, (number, "0"))]
    sure = told.standing != "disputed"
    for i, step in enumerate(line.steps):
        draft = _step(desk, marks, line, step)
        if draft is not None and not (step.what == _AS_STEP.get(line.status) and sure):
            found.append(_placed(draft, number, f"1 {i:03}"))
    steps = {c for s in line.steps for c in (*s.claims, *s.against)}
    remarks = [r for r in line.reasons if not set(r.claims) <= steps]
    for i, remark in enumerate(remarks[:REMARKS]):
        draft = _remark(desk, line, remark)
        if draft is not None:
            found.append(_placed(draft, number, f"2 {i:03}"))
    return found


_AS_STEP = {
    "suspended": "suspended", "ended": "concluded", "failed": "collapsed", "under way": "opened",
}  # fmt: skip


def _placed(draft: Draft, number: int, place: str) -> Draft:
    return replace(draft, order=(number, place))


def _status(desk: Desk, line: Talks, short: bool = False) -> Said:
    """How a track stands; ``short``: without who leads it."""
    name = with_article(line.track)
    who = name
    if not short and (line.mediator or line.round):
        who = say(
            "talks.head", track=name, mediator=desk.parties(line.mediator), round=line.round or None
        )
    begun = since(line.since, desk.year)
    key = line.status if line.status in entry("talks.status") else "other"
    said = say(
        f"talks.status.{key}", who=who, status=line.status, since=begun,
        on=on(line.since, desk.year), be=be(line.state, True, begun is not None),
        end=entry("talks.end")["may" if line.state == "may hold" else "holds"],
    )  # fmt: skip
    if line.resumes:
        said = together(said, "; ", say("talks.resumes", on=on(line.resumes, desk.year)))
    return said


def _step(desk: Desk, marks: Marks, line: Talks, step: TalksStep) -> Draft | None:
    """What is told of a step, and who denies it."""
    name = with_article(line.track)
    if step.what == "announced":
        if not step.set_for or step.set_for[:10] < desk.day:
            return None
        said = say("talks.announced", track=name, day=moment(step.set_for, desk.year))
        who = desk.tellers(step.by_account_of, step.claims)
        return _told_draft(marks, line, said, who, step.claims, desk, 1.2)
    if step.what not in entry("talks.steps"):
        return None
    did, had = entry("talks.steps")[step.what]
    by = desk.parties(step.by)
    if "{by}" in did and by is None:
        return None
    what = fill(did, by=by)
    denied = desk.tellers(step.denied_by, step.against) if step.against else None
    if not step.claims:
        if denied is None:
            return None
        said = say("talks.denies", who=denied, track=name, what=fill(had, by=by))
        return _told_draft(marks, line, said, None, step.against, desk, 0.8, disputed=True)
    said = say("talks.step", track=name, what=what, on=on(_day_of(desk, step), desk.year))
    who = desk.tellers(step.by_account_of, step.claims)
    if denied is not None:
        no = say("account.denied", who=denied)
        said = together(said, *([", ", _by(who), "; "] if who else [", "]), no)
        who = None
    score = 0.6 + (step.when is not None and marks.within(step.when))
    claims = (*step.claims, *step.against)
    return _told_draft(marks, line, said, who, claims, desk, score, denied is not None)


def _day_of(desk: Desk, step: TalksStep) -> str | None:
    """When a step was: "by" a day where that is all that any account says."""
    told = [desk.claims[c].when for c in step.claims if c in desk.claims]
    dated = [when for when in told if when is not None]
    if step.when is None or "/" in step.when or not dated:
        return step.when
    return step.when if any(when.earliest for when in dated) else f"../{step.when}"


def _by(who: Said) -> Said:
    of = None if who.many else possessive(who)
    return say("account.one", who=of) if of else say("account.one_of", who=who)


def _told_draft(
    marks: Marks, line: Any, said: Said, who: Said | None, claims: Sequence[str], desk: Desk,
    score: float, disputed: bool = False,
) -> Draft:  # fmt: skip
    quoted, more = desk.quoted_of(claims)
    if who is not None:
        said = together(said, ", ", _by(who))
    return Draft(
        section="talks", parts=(sentence(said),), claims=quoted, more=more, lines=(line.id,),
        standing="disputed" if disputed else "by account", score=score + 0.5 * disputed,
    )  # fmt: skip


def _remark(desk: Desk, line: Talks, remark: Remark) -> Draft | None:
    """What an account says of why talks stand as they do."""
    for key, quotes in (("reason", remark.quotes), ("meanwhile", remark.quotes_meanwhile)):
        if quotes and sum(map(len, quotes)) <= REMARK:
            who = desk.teller(remark.by_account_of, remark.claims)
            words = listed([quote(visible(q)) for q in quotes])
            claims, more = desk.quoted_of(remark.claims)
            return Draft(
                section="talks", parts=(sentence(say(f"talks.{key}", who=who, quotes=words)),),
                claims=claims, more=more, lines=(line.id,), standing="by account", score=0.4,
            )  # fmt: skip
    return None


def _truce(desk: Desk, line: Ceasefire) -> Said:
    year = desk.year
    head = say(
        "ceasefire.head", parties=desk.parties(line.parties),
        scope=listed([named(p) for p in line.scope]),
    )  # fmt: skip
    begun = since(line.in_effect, year)
    was = {"may hold": "may have been"}.get(line.state, "was")
    current = be(line.state, False, begun is not None)
    return say(
        f"ceasefire.{line.status}", head=head, on=on(line.declared, year),
        be=was if line.status == "declared" else current, since=begun,
        set_for=moment(line.set_for, year) if line.set_for else None,
        until=moment(line.until, year) if line.until else None,
        ended=on(line.ended, year), by=desk.parties(line.ended_by),
    )  # fmt: skip


def _ceasefire(desk: Desk, marks: Marks, line: Ceasefire) -> list[Draft]:
    told = desk.told([line])
    said = _truce(desk, line)
    if line.exclusions:
        out = listed([text(visible(x.what)) for x in line.exclusions])
        said = together(said, "; ", say("ceasefire.exclusions", what=out))
    found = [_draft(marks, line, said, told, 1.5, (50, line.id))]
    for number, breach in enumerate(line.violations):
        found.append(_breach(desk, line, breach, number))
    return found


def _breach(desk: Desk, line: Ceasefire, breach: Violation, number: int) -> Draft:
    who = desk.teller(breach.by_account_of, breach.claims)
    put = entry("ceasefire.breach_put").get(breach.put) or entry("ceasefire.breach_put.asserted")
    said = say(
        "ceasefire.breach", who=who, verb=put["many" if who.many else "one"],
        by=desk.parties(breach.by), places=listed([named(p) for p in breach.places]),
        on=on(breach.when, desk.year),
    )  # fmt: skip
    claims, more = desk.quoted_of(breach.claims)
    return Draft(
        section="talks", parts=(sentence(said),), claims=claims, more=more, lines=(line.id,),
        standing="by account", score=0.8 - 0.1 * number, order=(50, f"{line.id} {number:03}"),
    )  # fmt: skip


def _scheduled(desk: Desk, marks: Marks, line: Scheduled) -> Draft:
    told = desk.told([line])
    claim = next((desk.claims[c] for c in line.claims if c in desk.claims), None)
    objects = [] if claim is None else [*claim.roles.recipient, *claim.roles.content]
    names = dict.fromkeys(visible(m.name or m.text or "") for m in objects)
    what = listed([with_article(n) for n in names if n])
    phase = claim.phase if claim is not None else None
    body = thing(line.predicate, phase, False, what, None)
    where = line.where if line.where not in names else None
    sure = "set" if line.certainty == "certain" or line.status != "set" else "not sure"
    said = say(
        f"calendar.{sure}", what=body, where=named(where) if where else None,
        day=(day if sure == "set" else on_or_in)(line.date, desk.year),
    )  # fmt: skip
    if line.moved_from:
        before = listed([text(day(d, desk.year)) for d in line.moved_from])
        said = together(said, ", ", say("calendar.moved", **{"from": before}))
    after = text(entry("calendar")[line.status]) if line.status != "set" else None
    return _draft(marks, line, said, told, 1.2, (40, line.date), after)


def on_or_in(edtf: str, year: str) -> str:
    """A day as after "may come"."""
    return on(edtf, year) or ""
