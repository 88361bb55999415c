"""Grammar → attributions beside a clause: "according to …", "reportedly", "as … put it"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sayso.annotate.cue_words import is_verb
from sayso.annotate.limits import interrupted
from sayso.annotate.quotations import Quotation, trim
from sayso.annotate.source_phrases import broken_line
from sayso.annotate.speakers import Speakers, document_behind, speakers_at
from sayso.annotate.subjects import NOMINAL
from sayso.core.annotation import Attribution
from sayso.core.grammar import Grammar, Token
from sayso.core.types import Manner
from sayso.knowledge.cues import Cue, Cues

_LONGEST_OWNER = 12


def beside_clauses(
    grammar: Grammar,
    cues: Cues,
    found: list[Attribution],
    quotations: tuple[Quotation, ...],
) -> Iterator[Attribution]:
    """Attributions by phrases that name a source beside a clause, and by adverbs of hearsay.

    ``found`` holds the attributions by verbs; where a saying holds such a phrase ("the agency
    said, citing officials, that …"), the phrase gives its content a second source, and the saying
    in ``found`` is widened so that its content holds the phrase.
    """
    for token in grammar.tokens:
        adverb = cues.adverbs.get(token.low)
        if adverb is not None:
            yield _hearsay(grammar, adverb, token)
        for cue in cues.phrases:
            words = _words(grammar, cues, cue, token)
            if words is None:
                continue
            first, last, owner = words
            if not _may_be_cited(grammar, cues, cue, owner):
                continue
            speakers = speakers_at(grammar, cues, owner, first if owner > first else last)
            content = _beside(grammar, cues, first, last, speakers, found, quotations)
            if content:
                yield Attribution(
                    sources=speakers.heads,
                    source_spans=speakers.spans,
                    cue=token.i,
                    cue_span=grammar.chars(token.i, last),
                    content=content,
                    manner=_manner(grammar, cues, speakers, content, quotations),
                    act=cue.act,
                    polarity=cue.polarity,
                    certainty=cue.certainty,
                    neutral=cue.neutral,
                    lemma=cue.lemma.removesuffix(" X"),
                )
            break


def _may_be_cited(grammar: Grammar, cues: Cues, cue: Cue, owner: int) -> bool:
    """Whether a phrase's noun can be a source: "citing officials", but not "citing the cold"."""
    token = grammar.tokens[owner]
    if cues.has("mute", token.lemma, token.low):
        return False
    return token.upos == "PROPN" or cue.said_by(token.low) or cue.said_by(token.lemma)


def _manner(
    grammar: Grammar,
    cues: Cues,
    speakers: Speakers,
    content: tuple[tuple[int, int], ...],
    quotations: tuple[Quotation, ...],
) -> Manner:
    whole = sum(end - start for start, end in content)
    marked = sum(
        max(0, min(end, last) - max(start, first))
        for start, end in content for q in quotations for first, last in q.spans
    )  # fmt: skip
    if 2 * marked > whole:
        return "quote"
    if any(document_behind(grammar, cues, head) for head in speakers.heads):
        return "document"
    return "paraphrase"


def _hearsay(grammar: Grammar, cue: Cue, token: Token) -> Attribution:
    """ "reportedly": the content is what the adverb belongs to, or the words behind it."""
    head = token.head
    sentence = grammar.sentences[token.sentence]
    if head == token.i:
        first, last = sentence.first, sentence.last
    else:
        inside = [
            i
            for i in grammar.subtree(head, ("parataxis", "discourse"))
            if grammar.tokens[i].sentence == token.sentence
        ]
        first, last = inside[0], inside[-1] + 1
    while last > first + 1 and grammar.tokens[last - 1].rel == "punct":
        last -= 1
    return Attribution(
        sources=(),
        source_spans=(),
        cue=token.i,
        cue_span=(token.start, token.end),
        content=(trim(grammar.text, *grammar.chars(first, last)),),
        manner="hearsay",
        act=cue.act,
        polarity=cue.polarity,
        certainty=cue.certainty,
        neutral=cue.act == "stated",
        lemma=cue.lemma,
    )


def _words(grammar: Grammar, cues: Cues, cue: Cue, token: Token) -> tuple[int, int, int] | None:
    """Where a phrase stands: its first token, the token after its own words, its source's head."""
    if token.low != cue.words[0]:
        return None
    stop = grammar.sentences[token.sentence].last
    slot = cue.words.index("X")
    at = token.i
    for word in cue.words[:slot]:
        if at >= stop or grammar.tokens[at].low != word:
            return None
        at += 1
    tail = cue.words[slot + 1 :]
    if not tail:
        owner = _head_after(grammar, cues, at, stop)
        return None if owner is None else (token.i, at, owner)
    for i in range(at + 1, min(stop, at + _LONGEST_OWNER)):
        if grammar.tokens[i].low == tail[0]:
            if len(tail) > 1 and (i + 1 >= stop or grammar.tokens[i + 1].low != tail[1]):
                continue
            owner = next(
                (t.i for t in grammar.dependents(i + len(tail) - 1, "nmod:poss") if t.i >= at), None
            )
            return None if owner is None else (token.i, i + len(tail), owner)
        if grammar.tokens[i].text in (",", ";"):
            return None
    return None


def _measured(grammar: Grammar, cues: Cues, head: int) -> int:
    """ "A number of sources": the sources."""
    if not cues.has("measures", grammar.tokens[head].low):
        return head
    nouns = grammar.dependents(head, "nmod")
    return next((t.i for t in nouns if grammar.case(t.i) == "of" and t.upos in NOMINAL), head)


def _head_after(grammar: Grammar, cues: Cues, at: int, stop: int) -> int | None:
    """The head of the noun phrase that begins at a token."""
    for i in range(at, min(stop, at + 5)):
        token = grammar.tokens[i]
        if token.upos in NOMINAL:
            head = i
            while (
                at <= grammar.tokens[head].head < stop
                and grammar.tokens[head].head > head
                and grammar.tokens[grammar.tokens[head].head].upos in NOMINAL
                and grammar.tokens[head].rel
                in ("compound", "nmod", "amod", "flat", "nummod", "det")
            ):
                head = grammar.tokens[head].head
            while (
                head + 1 < stop
                and grammar.tokens[head + 1].upos in ("NOUN", "PROPN")
                and grammar.tokens[head + 1].rel not in ("flat", "appos", "obl")
                and not any(n.first <= head and head + 1 < n.last for n in grammar.names)
                and not broken_line(grammar, head)
            ):
                head += 1  # words of one phrase that the tree has not joined
            return _measured(grammar, cues, head)
        if token.upos not in ("DET", "ADJ", "ADV", "VERB") or token.text == ",":
            return None
    return None


def _unfinished(grammar: Grammar, first: int) -> bool:
    """Whether the clause before a phrase goes on behind it: "and, according to X, three more"."""
    before = grammar.tokens[first - 1]
    if before.text == "," and first > 1:
        before = grammar.tokens[first - 2]
    return before.upos in ("CCONJ", "ADP", "SCONJ", "AUX", "DET")


def _behind_source(grammar: Grammar, start: int, end: int) -> int:
    """Where, behind a source, its description ends and the clause goes on: past a relative clause
    ("…, who was there, …"), and past everything where there is no clause ("…, a teacher")."""
    words = [t for t in grammar.tokens if start <= t.start and t.end <= end]
    said = [t for t in words if t.upos != "PUNCT"]
    if not said or words[0].text != ",":
        return start
    if said[0].low in ("who", "whose", "which", "whom"):
        comma = next((t for t in words[1:] if t.text == ","), None)
        if comma is None:
            return end
        start = comma.start
        said = [t for t in said if t.start > start]
    return start if any(is_verb(t) for t in said) else end


def _clause_begin(grammar: Grammar, first: int, end: int) -> int:
    """The character at which the clause begins that a phrase stands in the middle of: its
    sentence's first, or that of a subordinate clause ("after, according to X, rebels attacked").
    ``end``: the character behind the source."""
    sentence = grammar.sentences[grammar.tokens[first].sentence]
    behind = next(
        (i for i in range(first, sentence.last) if grammar.tokens[i].start >= end), sentence.last
    )
    begin = sentence.first
    inside = first > begin and behind < sentence.last - 1
    if inside and {grammar.tokens[first - 1].text, grammar.tokens[behind].text} == {","}:
        begin = interrupted(grammar, begin, first - 1, (behind + 1, sentence.last))
    return grammar.tokens[begin].start


def _passes_on(
    grammar: Grammar, cues: Cues, attribution: Attribution, speakers: Speakers, begin: int
) -> bool:
    """Whether a saying before the phrase is that of media, who pass on what the source told them:
    "The agency says the bridge is down, according to a diplomat"."""
    cue, content = attribution.cue_span, attribution.content
    after = cue is not None and bool(content) and content[0][0] > cue[1] and begin > cue[1]
    return after and _media(grammar, cues, attribution.sources) and not (
        _media(grammar, cues, speakers.heads)
    )  # fmt: skip


def _media(grammar: Grammar, cues: Cues, heads: tuple[int, ...]) -> bool:
    return any(cues.has("media", grammar.tokens[i].low) for i in heads)


def _beside(
    grammar: Grammar,
    cues: Cues,
    first: int,
    last: int,
    speakers: Speakers,
    found: list[Attribution],
    quotations: tuple[Quotation, ...],
) -> tuple[tuple[int, int], ...]:
    """The clause a phrase stands beside: its sentence, or the saying or quotation it is in."""
    text = grammar.text
    begin = grammar.tokens[first].start
    end = max([grammar.tokens[last - 1].end, *(e for _, e in speakers.spans)])
    number = grammar.tokens[first].sentence
    sentence = grammar.chars(grammar.sentences[number].first, grammar.sentences[number].last)
    host: tuple[tuple[int, int], ...] = (sentence,)
    around = next((q for q in quotations if q.holds(begin)), None)
    if around is not None:
        host = tuple((max(s, sentence[0]), min(e, sentence[1])) for s, e in around.spans)
    else:
        quoted = next((q for q in quotations if 0 <= begin - q.end <= 2), None)
        if quoted is not None and sentence[0] <= quoted.end <= begin:
            host = (
                *((s, e) for s, e in quoted.spans),
                (min(quoted.start, sentence[0]), quoted.start),
                (end, sentence[1]),
            )
    for number_found, attribution in enumerate(found):
        if attribution.cue is None or grammar.tokens[attribution.cue].sentence != number:
            continue
        inside = any(s <= begin and end <= e for s, e in attribution.content)
        cue_token = grammar.tokens[attribution.cue]
        if inside and around is None:
            host = tuple((max(s, sentence[0]), min(e, sentence[1])) for s, e in attribution.content)
        elif not inside and (
            (grammar.tokens[first].low in ("citing", "quoting") and abs(cue_token.i - first) < 30)
            or _passes_on(grammar, cues, attribution, speakers, begin)
        ):
            found[number_found] = msgspec.structs.replace(
                attribution, content=tuple(sorted((*attribution.content, (begin, end))))
            )
            return attribution.content
    if host == (sentence,):
        host = ((_clause_begin(grammar, first, end), sentence[1]),)
    spans: list[tuple[int, int]] = []
    for start, stop in host:
        if stop <= start:
            continue
        if end <= start or stop <= begin:
            spans.append((start, stop))
            continue
        spans.extend(((start, begin), (end, stop)))
    if first and not _unfinished(grammar, first):
        spans = [(s if s < end else _behind_source(grammar, s, e), e) for s, e in spans]
    kept = [trim(text, s, e) for s, e in spans if s < e]
    return tuple(sorted({
        (s, e) for s, e in kept if s < e and any(c.isalnum() for c in text[s:e])
    }))  # fmt: skip
