"""Annotation → Claims: every event word, with its parties, its standing and the chain behind it."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.added import added_to_by, before_added
from sayso.claims.bare import bare_state, lasting_since
from sayso.claims.chain import (
    ASSERTING,
    TO_COME,
    Link,
    attributions_of,
    chains,
    denied,
    denied_saying,
    final_act,
    presupposed,
    settle,
    source,
    unsaid,
)  # fmt: skip
from sayso.claims.complete import complete
from sayso.claims.context import Context
from sayso.claims.fill import fill, phrase
from sayso.claims.filled import Filled, Made
from sayso.claims.find import find_triggers
from sayso.claims.follows import fill_what_follows
from sayso.claims.headline import headline_standing, headline_triggers
from sayso.claims.lasting import Length, lasted
from sayso.claims.nearby import best_time, limit_time, quantities
from sayso.claims.news import date_news
from sayso.claims.plans import VERBAL_FAMILIES, is_decided, is_own_plan, is_set, resumed_after
from sayso.claims.relate import relate
from sayso.claims.saying import saying
from sayso.claims.standing import Standing, stand, till_ended
from sayso.claims.together import fighting_beside
from sayso.claims.trigger import Trigger
from sayso.claims.when import before_end, claim_time, ended_by
from sayso.claims.words import quoted_span
from sayso.core.annotation import Annotation, Attribution
from sayso.core.ids import chain_names, claim_id
from sayso.core.types import (
    Act,
    Claim,
    Mention,
    ReportRef,
    Source,
    Stance,
)  # fmt: skip
from sayso.knowledge.governors import Governors
from sayso.knowledge.predicates import Lexicon


def read_claims(
    annotation: Annotation, lexicon: Lexicon, governors: Governors
) -> tuple[Claim, ...]:
    """All claims of an annotated report, in text order. Pure."""
    context = Context(annotation, lexicon, governors)
    found = find_triggers(context)
    headlines = headline_triggers(context, found)
    triggers = {t.head: t for t in (*found, *headlines)}
    context.headlines.update(t.head for t in headlines)
    context.predicates.update({head: t.predicate for head, t in triggers.items()})
    made: list[Made] = []
    for trigger in triggers.values():
        if _told_by_verb(context, trigger, triggers):
            continue
        made.extend(_claims_of(context, trigger, triggers))
    unique = {claim.id: (trigger, standing, claim) for trigger, standing, claim in made}
    told = fighting_beside(context, date_news(context, tuple(unique.values())))
    return relate(context, tuple(fill_what_follows(context, told)))


def _told_by_verb(context: Context, trigger: Trigger, triggers: dict[int, Trigger]) -> bool:
    """ "The raids have hit …", "launched an offensive", "suspended the talks": the noun's event is
    the verb's, and the verb tells it."""
    if trigger.pattern.form != "noun":
        return False
    lexicon = context.lexicon
    family = context.family(trigger.head)
    return any(
        (other.pattern.form == "verb" or other.pattern.case)  # "the talks are on hold"
        and (
            lexicon.is_a(other.predicate, trigger.predicate)
            or lexicon.is_a(trigger.predicate, other.predicate)
            or (family in ("talks", "ceasefire") and context.family(other.head) == family)
        )
        and any(
            trigger.head in context.counted(i)
            for slot in ("subject", "object")
            for i in other.fillers.get(slot, ())
        )
        for other in triggers.values()
    )


def _claims_of(context: Context, trigger: Trigger, triggers: dict[int, Trigger]) -> list[Made]:
    if unsaid(context, trigger.head):
        return []
    length = lasted(context, trigger.head, trigger.predicate)
    over = ended_by(context, trigger, triggers)
    around = attributions_of(context, trigger.head)
    if around and trigger.pattern.form == "noun" and _taken_as_fact(context, around[-1]):
        around = around[:-1]
    performer = _performer(context, trigger, around)
    if performer is not None:
        around = around[:-1]
    if trigger.head in context.headlines:
        standing = headline_standing(trigger)
    else:
        standing = stand(context, trigger.head, around[-1] if around else None, trigger.relative)
    if trigger.relative and "bearer" in trigger.fillers:
        standing = replace(standing, status="ongoing")  # "Chad, an ally of the army": it is one
    standing = bare_state(context, trigger, _answered(context, trigger, standing))
    standing = lasting_since(context, trigger, standing)
    if standing.phase is None and trigger.pattern.phase is not None:
        standing = replace(standing, phase=trigger.pattern.phase)
    if over is not None:
        standing = till_ended(context, trigger.head, standing, around)
    if performer is not None and standing.status in (None, "intended", "scheduled"):
        standing = replace(standing, status="happened", certainty="certain")
    around = presupposed(context, trigger.head, around, standing)
    if _loosely_under(trigger, standing, around):
        standing = replace(standing, status="hypothetical")
    unsaying = denied_saying(context, around)
    if unsaying is not None:
        status = settle(standing.status, unsaying.act, context.governors.acts)
        standing = replace(standing, status=status)
    found = []
    for chain in chains(context, around):
        speaker = chain[-1].mention if chain else None
        filled = fill(context, trigger, standing, speaker, triggers)
        if performer is not None and not filled.roles.get("actor"):
            for node in context.mentions.get(performer, ()):
                filled.add("actor", node.mention)
                filled.own.add(performer)
        complete(context, trigger, filled, chain, triggers, standing)
        _each_for_itself(filled, standing, speaker)
        deed = added_to_by(context, trigger, triggers)
        if not length and not _worth_saying(context, trigger, standing, filled, around):
            continue
        claim = _claim(context, trigger, standing, chain, filled, length, over)
        if deed is not None and claim.status in ("happened", "ongoing"):
            claim = replace(claim, when=before_added(context, deed) or claim.when)
        if unsaying is not None:
            claim = denied(context, claim)
        found.append((trigger, standing, claim))
        then = resumed_after(context, trigger, standing, filled, claim)
        if then is not None:
            found.append((trigger, standing, then))
    return found


def _each_for_itself(filled: Filled, standing: Standing, speaker: Mention | None) -> None:
    """ "Both sides promised that they would hold fire": each promises that it will."""
    actors = filled.roles.get("actor", [])
    own = [m for m in actors if speaker is not None and m.id and m.id == speaker.id]
    ahead = standing.status in ("predicted", "intended", "scheduled", "conditional")
    if own and ahead and len({m.start for m in actors}) == 1:
        filled.roles["actor"] = own


def _answered(context: Context, trigger: Trigger, standing: Standing) -> Standing:
    """ "Denied it": what is denied or confirmed stands as it was told, and no more."""
    if trigger.told is None or standing.status is not None:
        return standing
    around = attributions_of(context, trigger.told)
    told = stand(context, trigger.told, around[-1] if around else None)
    act = around[-1].act if around else None
    return replace(
        standing,
        status=settle(told.status, act, context.governors.acts),
        polarity="positive" if told.polarity == standing.polarity else "negative",
        phase=told.phase,
        detached=False,
    )


def _loosely_under(trigger: Trigger, standing: Standing, around: tuple[Attribution, ...]) -> bool:
    """Whether an event noun stands somewhere inside what is demanded or vowed without being it:
    "vowed to protect them from raids"."""
    return (
        bool(around)
        and around[-1].act in TO_COME
        and trigger.pattern.form == "noun"
        and standing.cue is None
        and standing.status is None
        and not standing.detached
        and len(standing.path) == 1
    )


def _taken_as_fact(context: Context, attribution: Attribution) -> bool:
    """ "Praised the withdrawal": that it happened is not the speaker's opinion."""
    return attribution.lemma.split(" ")[0] in context.governors.factive


def _performer(context: Context, trigger: Trigger, around: tuple[Attribution, ...]) -> int | None:
    """Who, by announcing it, did it: "announced the suspension of the talks" suspends them."""
    if not around:
        return None
    last = around[-1]
    head = context.grammar.tokens[trigger.head]
    family = context.lexicon.predicates[trigger.predicate].family
    if (
        last.lemma in context.governors.performatives
        and family in VERBAL_FAMILIES
        and head.head == last.cue
        and head.rel in ("obj", "nsubj")
        and last.manner != "quote"
        and len(last.sources) == 1
    ):
        return last.sources[0]
    return None


def _worth_saying(
    context: Context,
    trigger: Trigger,
    standing: Standing,
    filled: Filled,
    around: tuple[Attribution, ...],
) -> bool:
    """A bare event noun ("the offensive") says nothing by itself: it needs a party, a place, a
    word that says it happened, or a source that says just it ("hoped for a truce")."""
    form = trigger.pattern.form
    if form == "verb":
        return True
    named = bool(filled.tokens) or bool(filled.places)
    if form == "adjective":
        return named
    return named or standing.occurs or (bool(around) and standing.cue == around[-1].cue)


def _claim(
    context: Context,
    trigger: Trigger,
    standing: Standing,
    chain: tuple[Link, ...],
    filled: Filled,
    length: Length | None,
    over: Trigger | None,
) -> Claim:
    lexicon, table = context.lexicon, context.governors
    roles = filled.frozen()
    act: Act | None = None
    if chain:
        act = final_act(
            chain[-1].attribution,
            chain[-1].mention,
            standing,
            roles,
            trigger.predicate,
            lexicon,
            table,
        )
    if act in ("promised", "stated") and is_decided(context, trigger, standing, filled, chain):
        act, standing = "announced", replace(standing, status="happened", certainty="certain")
    status = settle(standing.status, act, table.acts)
    time = best_time(context, trigger, standing, filled) if over is None else None
    if time is not None:
        filled.own.add(time.head)
        if (time.when.edtf or "").endswith("?"):
            standing = replace(standing, certainty="possible")
    if status == "predicted" and is_own_plan(roles, chain, act, standing):
        status = "intended"
    figures = quantities(context, trigger, filled)
    if length is not None:
        filled.own.add(length.node.head)
        figures = (*(q for q in figures if q.unit != length.quantity.unit), length.quantity)
    when = before_end(context, over, length) if over and status == "happened" else None
    limited = limit_time(context, trigger, standing, filled) is not None
    if (
        status in ("predicted", "intended")
        and standing.polarity == "positive"
        and (act is None or act in ASSERTING)
        and is_set(context, trigger, time is not None or limited)
    ):
        status = "scheduled"
        if standing.certainty == "underspecified" and not standing.set_before:
            # A day is named for it: left open is only what had been set before.
            standing = replace(standing, certainty="possible")
    own = bool(chain) and any(m.id and m.id == chain[-1].mention.id for m in roles.actor)
    modality = table.modality_of(act, status, own)
    certainty = standing.certainty
    if act in ("denied", "promised", "threatened", "refused", "accused") and status != "considered":
        certainty = "certain" if certainty == "probable" else certainty
    sources = _sources(context, chain, act, Stance(polarity=standing.polarity, certainty=certainty))
    start, end = quoted_span(context, trigger, standing, filled)
    report = context.report
    names = chain_names(sources)
    return Claim(
        id=claim_id(report.id, start, end, trigger.predicate, names),
        report=ReportRef(
            id=report.id,
            title=report.title,
            outlet=report.outlet,
            published=report.published,
            url=report.url,
        ),
        text=report.text[start:end],
        start=start,
        end=end,
        sources=sources,
        modality=modality,
        status=status,
        polarity=standing.polarity,
        certainty=certainty,
        predicate=trigger.predicate,
        phase=standing.phase,
        condition=standing.condition,
        codes=lexicon.claim_codes(
            act, trigger.predicate, roles, standing.phase, standing.polarity, status
        ),
        roles=roles,
        places=tuple(filled.places),
        when=when or claim_time(context, trigger, standing, status, time),
        quantities=figures,
        confidence=_confidence(trigger, filled, chain),
    )


def _sources(
    context: Context, chain: tuple[Link, ...], act: Act | None, stance: Stance
) -> tuple[Source, ...]:
    made: list[Source] = []
    for number, link in enumerate(chain):
        last = number == len(chain) - 1
        own = link.attribution
        said, said_at = saying(context, own)
        addressee = None
        if own.addressee is not None:
            nodes = context.mentions.get(own.addressee, ())
            if nodes:
                addressee = nodes[0].mention
            else:
                text, start, end = phrase(context, own.addressee)
                addressee = Mention(text=text, start=start, end=end, name=text)
        made.append(
            source(
                link,
                act if last and act is not None else own.act,
                stance if last else Stance(polarity=own.polarity, certainty=own.certainty),
                said,
                said_at,
                addressee,
                context.report.text,
            )
        )
    return tuple(made)


def _confidence(trigger: Trigger, filled: Filled, chain: tuple[Link, ...]) -> float:
    """How far the reading rests on resolved parts: half for the words, the rest for an actor known
    by id, a second party or place, and a source known by id. Not a probability of truth."""
    score = 0.5
    score += 0.2 if any(m.id for m in filled.roles.get("actor", [])) else 0.0
    second = [m for r, g in filled.roles.items() if r != "actor" for m in g]
    score += 0.15 if filled.places or any(m.id for m in second) else 0.0
    score += 0.1 if all(link.mention.id for link in chain) else 0.0
    score += 0.05 if trigger.pattern.weight else 0.0
    return round(score, 2)
