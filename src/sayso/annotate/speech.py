"""Quotations and clauses beside a cue: "…," she said; he said: "…"; a quotation that goes on."""

from __future__ import annotations

import re

import msgspec

from sayso.annotate.cue_words import Found, is_verb, verb_group
from sayso.annotate.limits import SUBORDINATORS, clause_end, interrupted
from sayso.annotate.quotations import Quotation
from sayso.annotate.source_phrases import broken_line
from sayso.annotate.speakers import Speakers
from sayso.core.grammar import Grammar
from sayso.core.types import Record
from sayso.knowledge.cues import Cues

_MARKS = frozenset('"“”‘’«»') | {"''", "``", "'"}
_PAUSES = frozenset({",", "?", "!", "-", "--", "–", "—"})
_SENTENCE_BREAK = re.compile(r"[.?!…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Maj|Lt|Sgt|Capt|Gov|Sen|Rep|St|No)\.$")
_PREPOSITIONS = frozenset({"with", "despite", "without"})
# Openers of a clause behind a cue that is the outlet's, or about the speaker.
_ASIDE = frozenset({"as", "while", "whereas", "who", "whom", "according", "citing", "quoting"})
_LONGEST_LEAD = 25  # words between a cue and the quotation that it opens
_FEWEST_WORDS = 4  # a quotation without a cue of its own is a sentence, no scare quotes


class Speech(Record, frozen=True):
    """A cue with what it says so far: character spans, and the last quotation among them.

    ``cue_first``: the cue's first token where it begins before its head ("as saying");
    ``holds``: the cue of an inner saying that this one reports.
    """

    found: Found
    speakers: Speakers
    content: tuple[tuple[int, int], ...]
    quotation: Quotation | None = None
    addressee: int | None = None
    cue_first: int | None = None
    holds: int | None = None


class Preposed(Record, frozen=True):
    """What stands before a cue: its spans, and the quotation it ends with, if it does.
    ``finite``: it is a whole clause, and needs nothing from behind the cue."""

    spans: tuple[tuple[int, int], ...]
    quotation: Quotation | None = None
    by_comma: bool = False
    finite: bool = False


def preposed(
    grammar: Grammar,
    cues: Cues,
    found: Found,
    speakers: Speakers,
    quotations: tuple[Quotation, ...],
    inverted: bool,
    verb: int | None = None,
) -> Preposed | None:
    """The quotation or clause that ends right before a cue and its speaker, or none.

    ``verb``: the verb that stands beside it, if that is not the cue's own ("quoted … as saying").
    """
    verb = found.head if verb is None else verb
    start = _begin(grammar, verb, speakers, inverted)
    text = grammar.text
    at = grammar.tokens[start].start
    before = text[:at].rstrip(" \t\u00a0")
    quotation = next((q for q in quotations if q.end == len(before.rstrip(",– —-"))), None)
    if quotation is None:
        quotation = next((q for q in quotations if q.end == len(before)), None)
    if quotation is not None and not quotation.holds(at):
        return Preposed(spans=(*_lead(text, quotation), *quotation.spans), quotation=quotation)
    if grammar.tokens[start].low == "as":
        then = grammar.tokens[min(found.last, len(grammar.tokens) - 1)]
        alone = then.upos in ("PUNCT", "ADP")  # nothing is said inside of the clause itself
        return _as_clause(grammar, start, found.last) if alone else None
    if start == 0 or not any(_tensed(grammar, i) for i in range(start, verb + 1)):
        return None
    if grammar.tokens[start].low in SUBORDINATORS | {"and", "but"}:
        return None  # "…, because the army, it said, had gone on": a clause of its own
    sentence = grammar.sentences[grammar.tokens[verb].sentence]
    comma = start - 1
    if comma <= sentence.first or grammar.tokens[comma].text not in _PAUSES:
        return None
    beside = grammar.tokens[comma].end
    if not inverted and not any(s >= beside for s, _ in speakers.spans):
        return None
    rest = _rest(grammar, cues, found, inverted)
    first = _clause_start(grammar, sentence.first, comma)
    if rest is not None:
        first = interrupted(grammar, first, comma, rest)
    clause = range(first, comma)
    spans = [grammar.chars(first, comma)] if clause else []
    finite = any(_tensed(grammar, i) for i in clause) and not _subordinate(grammar, first, comma)
    if rest is not None:
        spans.append(grammar.chars(*rest))
    if not finite and (rest is None or not any(_tensed(grammar, i) for i in range(*rest))):
        return None
    return Preposed(spans=tuple(spans), by_comma=True, finite=finite) if spans else None


def _subordinate(grammar: Grammar, first: int, end: int) -> bool:
    """Whether the words before a cue are no more than a subordinate clause: one opened by a
    conjunction and without a comma behind which a main clause follows."""
    opener = grammar.tokens[first]
    if opener.low in _PREPOSITIONS:
        return False
    # "Asked whether it had bombed the town, the army denied it"; but not "Killed were …"
    participle = (
        opener.xpos in ("VBN", "VBD")
        and grammar.dependent(first, "nsubj", "aux") is None
        and not _tensed(grammar, first + 1)
    )
    if opener.upos != "SCONJ" and opener.low not in SUBORDINATORS and not participle:
        return False
    commas = [i for i in range(first, end) if grammar.tokens[i].text == ","]
    return not any(_tensed(grammar, i) for i in range(commas[-1], end)) if commas else True


def _rest(grammar: Grammar, cues: Cues, found: Found, inverted: bool) -> tuple[int, int] | None:
    """What is said behind a cue in the middle of its sentence ("The men, he said, had left"), if
    it is that: no saying of its own, nothing about the speaker, no circumstance of the outlet's."""
    sentence = grammar.sentences[grammar.tokens[found.head].sentence]
    comma = found.last
    while comma < sentence.last and grammar.tokens[comma].text not in (",", ";", ".", ":"):
        if comma > found.last and _tensed(grammar, comma):
            return None
        comma += 1
    stop = sentence.last
    while stop > comma + 1 and grammar.tokens[stop - 1].rel == "punct":
        stop -= 1
    if comma + 1 >= stop or grammar.tokens[comma].text != ",":
        return None
    if any(grammar.tokens[i].text in _MARKS for i in range(comma + 1, stop)):
        return None  # quotations find their speaker by themselves
    first = grammar.tokens[comma + 1]
    if first.low in _ASIDE or (first.low in cues.verbs and first.low.endswith("ing")):
        return None
    if first.low in ("which", "whose", "where") and inverted:
        return None
    if inverted and not any(_tensed(grammar, i) for i in range(comma + 1, stop)):
        return None  # the speaker's own description: "said Ali, a teacher"
    if first.low in ("and", "but", "while") and _says(grammar, cues, comma + 2, stop):
        return None
    return comma + 1, clause_end(grammar, cues, found, comma, stop, breaks=False)


def _says(grammar: Grammar, cues: Cues, first: int, stop: int) -> bool:
    """Whether the first verb with a tense is a cue: another one's saying, or a further one."""
    for token in grammar.tokens[first:stop]:
        if token.text == ",":
            return False
        if _tensed(grammar, token.i):
            return token.low in cues.verbs
    return False


def _as_clause(grammar: Grammar, start: int, last: int) -> Preposed | None:
    """ "As the minister put it, the war is lost": all of the sentence but the clause with "as"."""
    sentence = grammar.sentences[grammar.tokens[start].sentence]
    stop = sentence.last
    while stop > sentence.first and grammar.tokens[stop - 1].rel == "punct":
        stop -= 1
    end = last
    while end < stop and grammar.tokens[end].text != ",":
        end += 1
    spans = [
        grammar.chars(first, after)
        for first, after in ((sentence.first, start), (end + 1, stop))
        if after > first
    ]
    tensed = any(_tensed(grammar, i) for i in range(sentence.first, stop) if not start <= i < end)
    return Preposed(spans=tuple(spans), by_comma=True) if spans and tensed else None


def _tensed(grammar: Grammar, i: int) -> bool:
    token = grammar.tokens[i]
    if token.xpos:
        return token.xpos in ("VBD", "VBZ", "VBP", "MD")
    return "VerbForm=Fin" in token.feats


def _begin(grammar: Grammar, verb: int, speakers: Speakers, inverted: bool) -> int:
    """The first token of the cue's clause: its speaker, if that stands before the verb."""
    group = verb_group(grammar, verb)
    first = group[0].i if group else verb
    if inverted:
        return first
    for span in speakers.spans:
        token = grammar.at(span[0])
        if token is not None and token.i < first and verb - token.i <= _LONGEST_LEAD:
            first = token.i
    while (
        first > 0
        and grammar.tokens[first - 1].rel in ("det", "case", "cc", "amod", "mark")
        and (
            grammar.tokens[first - 1].head >= first
            and grammar.tokens[first - 1].sentence == grammar.tokens[verb].sentence
        )
    ):
        first -= 1
    return first


def _clause_start(grammar: Grammar, first: int, end: int) -> int:
    """Where the clause before a cue begins: behind the last semicolon of its sentence."""
    for i in range(end - 1, first, -1):
        if grammar.tokens[i].text in (";", ":") or broken_line(grammar, i):
            return i + 1
    while first < end and grammar.tokens[first].text in _MARKS | {",", "-", "–", "—"}:
        first += 1
    return first


def _lead(text: str, quotation: Quotation) -> tuple[tuple[int, int], ...]:
    """What a sentence says before the quotation that ends it: 'The talks had "failed," he said'."""
    paragraph = text.rfind("\n", 0, quotation.start) + 1
    start = paragraph
    for stop in _SENTENCE_BREAK.finditer(text, paragraph, quotation.start):
        if not _ABBREVIATION.search(text[: stop.start() + 1]):
            start = stop.end()
    lead = text[start : quotation.start]
    if not any(c.isalpha() for c in lead) or lead.rstrip()[-1:] in tuple(":,.?!…"):
        return ()
    if any(mark in lead for mark in '"“”'):
        return ()
    return ((start, quotation.start),)


def assign_quotations(
    grammar: Grammar, speeches: list[Speech], quotations: tuple[Quotation, ...]
) -> list[Speech]:
    """Give every quotation to the cue that it belongs to.

    In order: a content that holds it already; a cue right before it; for one that goes on after
    its cue, or opens the next paragraph, the speaker before; a cue without a content beside it.
    What is left belongs to nobody: scare quotes, titles, names.
    """
    speeches = list(speeches)
    last: tuple[int, Quotation] | None = None  # the quotation before, and whose speech it is
    for quotation in quotations:
        owner = _holder(grammar, speeches, quotation)
        if owner is None:
            owner = _opener(grammar, speeches, quotation)
            if owner is None and last and _goes_on(grammar, speeches[last[0]], last[1], quotation):
                owner = last[0]
            if owner is None:
                owner = _idle(grammar, speeches, quotation)
            if owner is None:
                continue
            for each in _links(speeches, owner):
                _extend(speeches, each, quotation)
        elif speeches[owner].quotation is None and not _whole(grammar, quotation):
            continue
        if "quote" in speeches[owner].found.cue.frames or speeches[owner].holds is not None:
            last = owner, quotation
    return speeches


def _links(speeches: list[Speech], owner: int) -> list[int]:
    """A saying and those it is reported by, or that it reports."""
    head = speeches[owner].found.head
    links = [owner]
    for number, speech in enumerate(speeches):
        if number != owner and (speech.holds == head or speeches[owner].holds == speech.found.head):
            links.append(number)
    return links


def _extend(speeches: list[Speech], number: int, quotation: Quotation) -> None:
    speech = speeches[number]
    speeches[number] = msgspec.structs.replace(
        speech, content=(*speech.content, *quotation.spans), quotation=quotation
    )


def _whole(grammar: Grammar, quotation: Quotation) -> bool:
    return sum(len(grammar.text[s:e].split()) for s, e in quotation.spans) >= _FEWEST_WORDS


def _holder(grammar: Grammar, speeches: list[Speech], quotation: Quotation) -> int | None:
    """The innermost speech outside of the quotation whose content it is, or is part of."""
    best: tuple[int, int] | None = None
    first, last = quotation.spans[0][0], quotation.spans[-1][1]
    for number, speech in enumerate(speeches):
        if quotation.holds(grammar.tokens[speech.found.head].start):
            continue
        if speech.quotation is quotation:
            return number
        for start, end in speech.content:
            if start <= first + 1 and last <= end + 2 and (best is None or end - start < best[0]):
                best = (end - start, number)
    return None if best is None else best[1]


def _opener(grammar: Grammar, speeches: list[Speech], quotation: Quotation) -> int | None:
    """The nearest cue before a quotation that leads up to it: 'he said on Monday: "…"'."""
    text = grammar.text
    best: int | None = None
    for number, speech in enumerate(speeches):
        found = speech.found
        end = grammar.tokens[found.last - 1].end
        if end > quotation.start or "quote" not in found.cue.frames:
            continue
        between = text[end : quotation.start]
        if len(between.split()) > _LONGEST_LEAD or "\n" in between.strip() or ";" in between:
            continue
        if any(mark in between for mark in '"“”'):
            continue
        if _breaks(text, end, quotation.start):
            continue
        led = between.rstrip()[-1:] in (",", ":") or between.strip() in ("", "that")
        if led or not speech.content:
            best = number
    if best is None:
        return None
    speech = speeches[best]
    if speech.quotation is None and speech.holds is None and speech.content:
        # The quotation is what is said; the tree had taken words of it, or before it, for that.
        kept = tuple(
            span for span in speech.content
            if span[1] <= grammar.tokens[speech.found.head].start
            or (span[1] <= quotation.start and _clausal(grammar, span))
        )  # fmt: skip
        speeches[best] = msgspec.structs.replace(speech, content=kept)
    return best


def _clausal(grammar: Grammar, span: tuple[int, int]) -> bool:
    return any(is_verb(t) for t in grammar.tokens if span[0] <= t.start and t.end <= span[1])


def _breaks(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two offsets."""
    return any(
        not _ABBREVIATION.search(text[: stop.start() + 1])
        for stop in _SENTENCE_BREAK.finditer(text, start, end)
    )


def _goes_on(grammar: Grammar, speech: Speech, before: Quotation, quotation: Quotation) -> bool:
    """Whether a quotation without a cue goes on with the speech of the one before it."""
    text = grammar.text
    between = text[before.end : quotation.start]
    cue = grammar.tokens[speech.found.head].start
    breaks = between.count("\n")
    if not breaks:
        split = before.end <= cue < quotation.start and len(between.split()) <= _LONGEST_LEAD
        return split or (_whole(grammar, quotation) and _opens_sentence(text, quotation))
    if not _whole(grammar, quotation):
        return False
    lines = list(between.split("\n"))
    opens = not lines[-1].strip()
    own = [line for line in lines[1:-1] if line.strip()]
    return opens and not own


def _opens_sentence(text: str, quotation: Quotation) -> bool:
    before = text[: quotation.start].rstrip()
    return before[-1:] in (".", "!", "?", '"', "”", ":")


def _idle(grammar: Grammar, speeches: list[Speech], quotation: Quotation) -> int | None:
    """A cue that says nothing else, in the sentence before a quotation or right after it."""
    if not _whole(grammar, quotation):
        return None
    text = grammar.text
    for number, speech in reversed(list(enumerate(speeches))):
        if speech.content or not speech.speakers.heads:
            continue
        end = grammar.tokens[speech.found.last - 1].end
        if end > quotation.start:
            continue
        between = text[end : quotation.start]
        if "\n" in between or any(mark in between for mark in '"“”'):
            return None
        stops = len(list(_SENTENCE_BREAK.finditer(text, end, quotation.start)))
        return number if stops <= 1 and _opens_sentence(text, quotation) else None
    return None
