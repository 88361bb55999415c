"""How long a state of affairs has lasted, where the length says nothing of when: "a three-year
siege", "four years of siege", "had been under siege for two years"."""

from __future__ import annotations

from sayso.claims.arguments import is_verb
from sayso.claims.context import Context
from sayso.claims.nearby import climb
from sayso.core.annotation import TimeNode
from sayso.core.types import Quantity, Record, When
from sayso.knowledge.expressions import load_numbers

# TIMEX3's letters for the units in which states last.
UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days"}
BOUNDS = {"high": "high", "below": "high", "low": "low", "above": "low"}


class Length(Record, frozen=True):
    """A length in words, as a quantity, and in months where it is one of years or months."""

    node: TimeNode
    quantity: Quantity
    months: int | None = None


def lasted(context: Context, head: int, predicate: str) -> Length | None:
    """The length that an event word is said to have lasted, or none.

    It stands before the noun ("a three-year siege"), measures it ("years of siege"), follows with
    "for" ("under siege for two years"), or belongs to a verb of lasting whose subject the noun is
    ("a blockade that lasted three years")."""
    if not context.lexicon.predicates[predicate].state:
        return None
    for node in context.beside(context.times_of, head):
        if node.type == "DURATION" and not node.anchored and _is_of(context, node, head):
            return _measured(context, node)
    return None


def _is_of(context: Context, node: TimeNode, head: int) -> bool:
    grammar = context.grammar
    token, event = grammar.tokens[node.head], grammar.tokens[head]
    if not is_verb(event):
        if token.head == head and token.i < head and token.rel in ("compound", "amod", "nmod"):
            return True
        if event.head == token.i and grammar.case(head) == "of":
            return True
        if any(climb(context, node.head, {verb})[0] is not None for verb in _lasts(context, head)):
            return True
    words = (node.when.text or "").lower().split()
    return (
        bool(words)
        and words[0] in context.governors.lasting.prepositions
        and climb(context, node.head, {head})[0] is not None
    )


def _lasts(context: Context, noun: int) -> list[int]:
    """The verbs of lasting whose subject a noun is, itself or as a relative pronoun."""
    grammar = context.grammar
    token = grammar.tokens[noun]
    verbs = list(grammar.dependents(noun, "acl"))
    if token.rel == "nsubj":
        verbs.append(grammar.tokens[token.head])
    return [t.i for t in verbs if t.lemma in context.governors.lasting.verbs]


def _measured(context: Context, node: TimeNode) -> Length | None:
    value = node.value.removeprefix("P")
    unit = UNITS.get(value[-1:])
    try:
        count = float(value[:-1])
    except ValueError:
        return None
    if unit is None:
        return None
    grammar = context.grammar
    start, end = grammar.tokens[node.first].start, grammar.tokens[node.last - 1].end
    number = int(count) if count == int(count) else count
    kind = _bound(context.report.text[start:end])
    months = {"years": 12, "months": 1}.get(unit)
    return Length(
        node=node,
        quantity=Quantity(
            text=context.report.text[start:end],
            start=start,
            end=end,
            what=unit,
            unit=unit,
            low=number if kind == "low" else None,
            best=number if kind is None else None,
            high=number if kind == "high" else None,
        ),
        months=round(count * months) if months else None,
    )


def _bound(text: str) -> str | None:
    """Which bound the words before the number make of it: "more than" a low one."""
    words = text.lower().split()
    for at, word in enumerate(words):
        for cue in load_numbers().before.get(word, ()):
            if tuple(words[at : at + len(cue.words)]) == cue.words and cue.kind in BOUNDS:
                return BOUNDS[cue.kind]
    return None


def until_end(end: When, length: Length | None) -> When | None:
    """When a state was that ended at a known time, from its length where that is known: three
    years up to 2016-02-03 are 2013~/2016-02-03."""
    last = end.latest
    if last is None:
        return None
    first = ""
    if length is not None and length.months:
        year, month = divmod(int(last[:4]) * 12 + int(last[5:7]) - 1 - length.months, 12)
        if year > 0:
            first = f"{year:04}" if length.months % 12 == 0 else f"{year:04}-{month + 1:02}"
    text = length.node.when if length and first else None
    return When(
        text=text.text if text else None,
        start=text.start if text else None,
        end=text.end if text else None,
        edtf=f"{first}~/{last}" if first else f"../{last}",
        earliest=f"{first}-01-01"[:10] if len(first) == 4 else f"{first}-01" if first else None,
        latest=last,
        precision="year" if len(first) == 4 else "month" if first else "open",
        from_="context: its end",
    )
