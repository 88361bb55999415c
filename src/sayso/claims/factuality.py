"""Every event word of a report and how it was put, whether or not the lexicon knows it.

Event words are verbs, nouns that name or govern a predicate, copulas, and adjectives with one.
Polarity and certainty are FactBank's; ``time`` is past, present or future; ``score`` runs from 3
(certainly happened) through 0 (nothing said) to -3 (certainly did not).

Without a language model that knows factuality all of it comes from the climb (claims/standing.py).
Where it is known, both are heard:

- negative if either says so, future if the model says so;
- probable or possible if the model says so, or if the climb does of what the model does not take
  for future: "will" is future, and no less certain for that, as in MEANTIME;
- the score is one and a half times the model's scale (UDS's, about -2 to 2), but no more than 0 for
  what is negative, and no more than the climb's strength of any other certainty.

The model alone is nearer to MEANTIME, but misses denials by other words than "not" or "deny", which
the lexicon knows; what did not happen must not look as if it had.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.claims.chain import attributions_of
from sayso.claims.context import Context
from sayso.claims.find import find_triggers
from sayso.claims.standing import Standing, stand
from sayso.core.annotation import Annotation, Ask, Event, Impression
from sayso.core.grammar import Token
from sayso.core.types import Certainty, Polarity
from sayso.knowledge.governors import Governors
from sayso.knowledge.predicates import Lexicon

TIMES = {"happened": "past", "ongoing": "present"}
STRENGTH = {"certain": 3.0, "probable": 2.0, "possible": 1.0, "underspecified": 0.5}
UNSURE = frozenset({"probable", "possible"})
LIMIT = 3.0
FACTOR = 1.5  # from UDS's scale to the score's
PRESENT = frozenset({"VBZ", "VBP"})


def find_events(
    annotation: Annotation, lexicon: Lexicon, governors: Governors, ask: Ask | None = None
) -> tuple[Event, ...]:
    """All event words of an annotated report, in text order.

    ``ask``: what the language model makes of a word, by its token; none where there is no such
    model, and all comes from the rules.
    """
    context = Context(annotation, lexicon, governors)
    return tuple(_event(context, head, ask(head) if ask else None) for head in _heads(context))


def _heads(context: Context) -> list[int]:
    triggers = {t.head for t in find_triggers(context)}
    return sorted(triggers | {t.i for t in _others(context)})


def _others(context: Context) -> Iterator[Token]:
    """Words that tell of an event or a state without naming a predicate of the lexicon."""
    grammar = context.grammar
    for token in grammar.tokens:
        upos, rel = token.upos, token.rel
        if (
            (upos == "VERB" and (rel != "amod" or token.xpos == "VBN"))
            or (upos == "NOUN" and rel != "compound" and context.governors.lookup(token.lemma))
            or (upos == "AUX" and rel == "cop")
            or (upos == "ADJ" and grammar.dependent(token.i, "cop") is not None)
        ):
            yield token


def _event(context: Context, head: int, told: Impression | None) -> Event:
    token = context.grammar.tokens[head]
    clause = token.head if token.rel == "cop" else head  # a copula's standing is its clause's
    around = attributions_of(context, clause)
    standing = stand(context, clause, around[-1] if around else None)
    act = around[-1].act if around else None
    status = standing.status or (context.governors.acts.get(act) if act else None) or "happened"
    time = TIMES.get(status, "future")
    polarity, certainty = standing.polarity, standing.certainty
    score = _score(standing, status)
    if told is not None:
        polarity = "negative" if told.polarity == "negative" else polarity
        certainty = _certainty(told, certainty)
        score = _scaled(told, polarity, certainty)
        if told.future:
            time = "future"
        elif time == "future":
            time = _tense(context, standing)
    return Event(
        start=token.start,
        end=token.end,
        text=context.report.text[token.start : token.end],
        polarity=polarity,
        certainty=certainty,
        time=time,
        score=score,
    )


def _certainty(told: Impression, own: Certainty) -> Certainty:
    """The model says whether an event is unsure, the climb how much so where it agrees."""
    if told.certainty in UNSURE:
        return own if own in UNSURE else told.certainty
    return "certain" if own in UNSURE and told.future else own


def _scaled(told: Impression, polarity: Polarity, certainty: Certainty) -> float:
    most = 0.0 if polarity == "negative" else STRENGTH[certainty]
    return round(max(-LIMIT, min(most, FACTOR * told.scale)), 2)


def _tense(context: Context, standing: Standing) -> str:
    """Past or present by the lowest finite verb of a climb, past where there is none: for what the
    climb takes to be still to come and the model does not ("managed to win", "hopes to win")."""
    grammar = context.grammar
    for i in standing.path:
        for token in (*grammar.dependents(i, "aux", "cop"), grammar.tokens[i]):
            if token.xpos in PRESENT:
                return "past" if token.rel == "aux" and token.lemma == "have" else "present"
            if token.xpos == "VBD":
                return "past"
    return "past"


def _score(standing: Standing, status: str) -> float:
    strength = STRENGTH[standing.certainty]
    if status not in TIMES:
        strength = min(strength, 1.0)
    return -strength if standing.polarity == "negative" else strength
