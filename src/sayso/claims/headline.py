"""Headlines by word order: "Army captures key town", "Envoy suspends talks".

A headline drops articles and auxiliaries, so a parser trained on sentences often takes its verb for
a noun. Where it has found no verb, the first word that the lexicon knows as a verb, with a party
before it and a fitting object after it, is read as one.
"""

from __future__ import annotations

from sayso.claims.context import Context
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger
from sayso.core.grammar import Sentence, Token
from sayso.knowledge.patterns import Pattern

# A headline that has one of these may say what will or may be: it is left alone.
IRREALIS = frozenset(
    "to will may could might would can should must not no never if unless until says say said "
    "vows threatens plans wants urges demands denies warns ?".split()
)
OBJECT_WINDOW = 6
JOINTS = frozenset({"as", "after", "when", "while", "but", ",", ";", ":", "–", "—"})


def headline_triggers(context: Context, found: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Triggers in the headlines and standfirsts where ``found`` has none with a verb."""
    if not context.report.segments:
        return ()
    made: list[Trigger] = []
    for sentence in context.grammar.sentences:
        kind = context.report.segments[sentence.segment].kind
        if kind != "headline" or _has_verb(sentence, found):
            continue
        trigger = _read(context, sentence)
        if trigger is not None:
            made.append(trigger)
    return tuple(made)


def headline_standing(trigger: Trigger) -> Standing:
    """A headline's present tense is a happening that the outlet asserts."""
    return Standing(
        status="happened",
        polarity="positive",
        certainty="certain",
        phase=None,
        condition=None,
        detached=False,
        top=trigger.head,
        path=(trigger.head,),
        cue=None,
    )


def _has_verb(sentence: Sentence, found: tuple[Trigger, ...]) -> bool:
    return any(t.pattern.form == "verb" and sentence.first <= t.head < sentence.last for t in found)


def _read(context: Context, sentence: Sentence) -> Trigger | None:
    tokens = context.grammar.tokens[sentence.first : sentence.last]
    if any(t.low in IRREALIS for t in tokens):
        return None
    for token in tokens[1:-1]:
        clause = _clause(context, sentence, token)
        parties = tuple(
            n.head
            for n in context.annotation.mentions
            if clause <= n.first and n.last <= token.i and n.mention.id
        )
        if not parties or token.upos not in ("NOUN", "VERB", "PROPN"):
            continue
        for pattern in _patterns(context, token):
            trigger = _fit(context, pattern, token, sentence, parties)
            if trigger is not None:
                return trigger
    return None


def _clause(context: Context, sentence: Sentence, token: Token) -> int:
    """Where the clause of a headline's verb begins: "Talks on hold | as army breaks siege"."""
    before = context.grammar.tokens[sentence.first : token.i]
    return max((t.i + 1 for t in before if t.low in JOINTS), default=sentence.first)


def _patterns(context: Context, token: Token) -> list[Pattern]:
    low = token.low
    lemmas = {low, low.removesuffix("s"), low.removesuffix("es")}
    found = [p for lemma in lemmas for p in context.lexicon.verbs.get(lemma, ())]
    simple = [
        p
        for p in found
        if not p.particles
        and not p.subject
        and len(p.complements) == 1
        and p.complements[0].classes
        and not p.complements[0].preposition
    ]
    return sorted(simple, key=lambda p: -p.weight)


def _fit(
    context: Context,
    pattern: Pattern,
    token: Token,
    sentence: Sentence,
    parties: tuple[int, ...],
) -> Trigger | None:
    classes = pattern.complements[0].classes
    last = min(sentence.last, token.i + 1 + OBJECT_WINDOW)
    for index in range(token.i + 1, last):
        following = context.grammar.tokens[index]
        if following.upos in ("ADP", "SCONJ", "PUNCT") or following.text in ("as", ":"):
            return None
        closes = index + 1 >= last or context.grammar.tokens[index + 1].upos not in (
            "NOUN",
            "PROPN",
        )
        if following.upos in ("NOUN", "PROPN") and closes and context.belongs(index, classes):
            return Trigger(
                predicate=pattern.predicate,
                pattern=pattern,
                head=token.i,
                fixed=(token.i,),
                fillers={"subject": _outermost(context, parties), "object": (index,)},
            )
    return None


def _outermost(context: Context, parties: tuple[int, ...]) -> tuple[int, ...]:
    """The parties that are not only part of a longer one ("Syrian" in "Syrian regime")."""
    nodes = [n for head in parties for n in context.mentions[head]]
    return tuple(
        dict.fromkeys(
            n.head
            for n in nodes
            if not any(
                (o.first <= n.first and n.last < o.last) or (o.first < n.first and n.last <= o.last)
                for o in nodes
            )
        )
    )
