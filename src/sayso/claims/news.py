"""Days that only the kind of text gives: what a news report opens with has just happened.

- The headline, standfirst and first sentence of a dated report, where their clause names no time,
  tell of the day of publication or the two before it: what a daily paper prints. The number is our
  own choice; a report that dates the same deed elsewhere is taken at its word.
- What the report tells again without a day was when it was told first.
- "The announcement came as troops entered the town": when what was announced was.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sayso.claims.arguments import is_definite, possessor
from sayso.claims.context import Context
from sayso.claims.filled import Made
from sayso.claims.nearby import is_limit
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger
from sayso.core.types import Claim, Mention, When

NEWS_DAYS = 2
WEEK = 7
OPENINGS = frozenset({"headline", "standfirst"})
NEWS = "context: the news of the report"
AGAIN = "context: told before in the report"
BESIDE = "context: as what was announced came"
HAPPENED = frozenset({"happened", "ongoing"})
WHILE = frozenset({"as", "when", "while"})


def date_news(context: Context, made: Sequence[Made]) -> list[Made]:
    """The claims of a report, with days for its undated news."""
    day = (context.report.published or "")[:10]
    if len(day) != 10 or "headline" not in _kinds(context):
        return list(made)
    opening = _opening(context)
    news = _news(day)
    found = list(made)
    for number, (trigger, standing, claim) in enumerate(found):
        if trigger.head in opening and _is_news(context, trigger, standing, claim, found):
            found[number] = (trigger, standing, replace(claim, when=news))
    for number, (trigger, standing, claim) in enumerate(found):
        if _is_undated(context, standing, claim):
            when = next(_told(context, claim, found, {NEWS}), None)
            if when is not None:
                again = replace(when, from_=AGAIN)
                found[number] = (trigger, standing, replace(claim, when=again))
    for number, (trigger, standing, claim) in enumerate(found):
        if _is_undated(context, standing, claim) and claim.status == "happened":
            beside = _announced(context, trigger, found)
            if beside is not None:
                found[number] = (trigger, standing, replace(claim, when=beside))
    return found


def _kinds(context: Context) -> frozenset[str]:
    return frozenset(s.kind for s in context.report.segments or ())


def _opening(context: Context) -> frozenset[int]:
    """The tokens of the headline, the standfirst and the first sentence of the body."""
    found: set[int] = set()
    begun = False
    for sentence in context.grammar.sentences:
        kind = context.report.segments[sentence.segment].kind
        if kind in OPENINGS or (kind == "body" and not begun):
            found.update(range(sentence.first, sentence.last))
        begun = begun or kind == "body"
    return frozenset(found)


def _news(day: str) -> When:
    first = datetime.date.fromisoformat(day) - datetime.timedelta(days=NEWS_DAYS)
    return When(
        edtf=f"{first.isoformat()}/{day}", earliest=first.isoformat(), latest=day,
        precision="day", from_=NEWS,
    )  # fmt: skip


def _is_undated(context: Context, standing: Standing, claim: Claim) -> bool:
    """Whether a claim tells of a happening, not a state, of some day up to publication."""
    when = claim.when
    return (
        claim.modality == "asserted"
        and claim.status in HAPPENED
        and claim.phase != "continue"
        and when is not None
        and when.earliest is None
        and when.from_ == "context: by publication"
        and not context.lexicon.predicates[claim.predicate].state
        and not _had(context, standing)
    )


def _had(context: Context, standing: Standing) -> bool:
    """The past perfect: before what the report tells."""
    grammar = context.grammar
    return any(a.low == "had" for i in standing.path for a in grammar.dependents(i, "aux"))


def _is_news(
    context: Context, trigger: Trigger, standing: Standing, claim: Claim, made: Sequence[Made]
) -> bool:
    if standing.detached or not _is_undated(context, standing, claim):
        return False
    named = trigger.pattern.form == "noun" and len(standing.path) == 1
    if named and (
        is_definite(context.grammar, trigger.head) or possessor(context.grammar, trigger.head)
    ):
        return False  # "On the pause in the talks": known of before
    if _has_day(context, trigger):
        return False
    perfect = any(
        a.lemma == "have" for i in standing.path for a in context.grammar.dependents(i, "aux")
    )
    if perfect and (claim.quantities or claim.polarity == "negative"):
        return False  # a toll so far; what has not come about till now
    if claim.sources and claim.sources[-1].act != "announced":
        return False
    return next(_told(context, claim, made, {None}), None) is None


def _has_day(context: Context, trigger: Trigger) -> bool:
    """Whether its sentence names a day of that week or so: it may be the deed's own."""
    published = (context.report.published or "")[:10]
    first = datetime.date.fromisoformat(published) - datetime.timedelta(days=WEEK)
    return any(
        node.anchored
        and not is_limit(node)
        and node.when.earliest is not None
        and first.isoformat() <= node.when.earliest <= published
        for node in context.beside(context.times_of, trigger.head)
    )


def _told(
    context: Context, claim: Claim, made: Sequence[Made], from_: set[str | None]
) -> Iterator[When]:
    """The days of other claims of the report that may tell of the same, where they come from one of
    these: none for words of their own."""
    for _, _, other in made:
        when = other.when
        if (
            other.id != claim.id
            and when is not None
            and when.earliest is not None
            and when.from_ in from_
            and other.status in HAPPENED
            and other.polarity == claim.polarity
            and context.lexicon.related(claim.predicate, other.predicate)
            and _agree(claim.roles.actor, other.roles.actor)
            and _agree(claim.roles.content, other.roles.content)
            and _agree_on_places(claim, other)
        ):
            yield when


def _agree(a: tuple[Mention, ...], b: tuple[Mention, ...]) -> bool:
    ours, theirs = {m.id for m in a if m.id}, {m.id for m in b if m.id}
    return bool(ours & theirs) or not (ours or theirs)


def _agree_on_places(claim: Claim, other: Claim) -> bool:
    ours = {p.name for p in claim.places if p.name}
    theirs = {p.name for p in other.places if p.name}
    return bool(ours & theirs) or not ours or not theirs


def _is_announced(context: Context, trigger: Trigger, claim: Claim) -> bool:
    """Whether a source announces it, or does it by announcing it."""
    if claim.sources:
        return claim.sources[-1].act == "announced"
    over = context.grammar.ancestors(trigger.head)
    return any(t.lemma in context.governors.performatives for t in over)


def _announced(context: Context, trigger: Trigger, made: Sequence[Made]) -> When | None:
    """When what was announced came: "the announcement came as …"."""
    grammar, words = context.grammar, context.governors.announcing
    token = grammar.tokens[trigger.head]
    above = grammar.tokens[token.head]
    marks = {t.low for t in grammar.dependents(token.i, "mark", "advmod")}
    if token.rel != "advcl" or not marks & WHILE or above.lemma != "come":
        return None
    subject = grammar.dependent(above.i, "nsubj")
    if subject is None or subject.lemma not in words:
        return None
    before = [
        claim
        for other, _, claim in made
        if other.head < subject.i
        and claim.status in HAPPENED
        and _is_announced(context, other, claim)
    ]
    when = before[-1].when if before else None
    if when is None or when.earliest is None or when.latest is None:
        return None
    return replace(when, text=None, start=None, end=None, from_=BESIDE)
