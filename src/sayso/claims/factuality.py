"""Every event word of a report and how it was put, whether or not the lexicon knows it.

Events are main verbs, and the nouns that name a predicate. Polarity and certainty are FactBank's;
``time`` is past, present or future from the standing; ``score`` runs from 3 (certainly happened)
through 0 (nothing said) to -3 (certainly did not), the scale of UDS and FactBank regressions.
"""

from __future__ import annotations

from sayso.claims.chain import attributions_of
from sayso.claims.context import Context
from sayso.claims.find import find_triggers
from sayso.claims.standing import Standing, stand
from sayso.core.annotation import Annotation, Event
from sayso.knowledge.governors import Governors
from sayso.knowledge.predicates import Lexicon

TIMES = {"happened": "past", "ongoing": "present"}
STRENGTH = {"certain": 3.0, "probable": 2.0, "possible": 1.0, "underspecified": 0.5}


def find_events(
    annotation: Annotation, lexicon: Lexicon, governors: Governors
) -> tuple[Event, ...]:
    """All event words of an annotated report, in text order."""
    context = Context(annotation, lexicon, governors)
    heads = {t.head for t in find_triggers(context)}
    heads |= {t.i for t in context.grammar.tokens if t.upos == "VERB" and t.rel != "amod"}
    return tuple(_event(context, head) for head in sorted(heads))


def _event(context: Context, head: int) -> Event:
    token = context.grammar.tokens[head]
    around = attributions_of(context, head)
    standing = stand(context, head, around[-1] if around else None)
    act = around[-1].act if around else None
    status = standing.status or (context.governors.acts.get(act) if act else None) or "happened"
    return Event(
        start=token.start,
        end=token.end,
        text=context.report.text[token.start : token.end],
        polarity=standing.polarity,
        certainty=standing.certainty,
        time=TIMES.get(status, "future"),
        score=_score(standing, status),
    )


def _score(standing: Standing, status: str) -> float:
    strength = STRENGTH[standing.certainty]
    if status not in TIMES:
        strength = min(strength, 1.0)
    return -strength if standing.polarity == "negative" else strength
