"""Grammar → attributions: who says, thinks or wants what, by which words."""

from __future__ import annotations

from sayso.annotate.addressees import addressee
from sayso.annotate.beside import beside_clauses
from sayso.annotate.complements import Content
from sayso.annotate.contents import complement
from sayso.annotate.cue_words import Found, find_cue_words, is_passive, is_verb, stems, verb_group
from sayso.annotate.limits import sentence_end
from sayso.annotate.nesting import join, names_content, nested
from sayso.annotate.nominal_cues import nominal_attributions
from sayso.annotate.quotations import Quotation, find_quotations, trim
from sayso.annotate.speakers import (
    NOBODY,
    Speakers,
    document_behind,
    speakers_at,
    speakers_of,
)  # fmt: skip
from sayso.annotate.speech import Preposed, Speech, assign_quotations, preposed
from sayso.annotate.verb_tags import with_sure_verbs
from sayso.core.annotation import Attribution
from sayso.core.grammar import Grammar
from sayso.core.types import Certainty, Manner
from sayso.knowledge.cues import Cues


def find_attributions(grammar: Grammar, cues: Cues) -> tuple[Attribution, ...]:
    """All attributions of a report, in the order of their cues.

    An attribution stands only where the saying is put as having happened or going on: what may,
    will or should be said, or is said only "if", is none. A nested saying ("agencies quoted the
    minister as saying") gives one attribution for each link; the outer one's content spans
    contain the inner one's source, cue and content.
    """
    grammar = with_sure_verbs(grammar, cues)
    quotations = find_quotations(grammar.text)
    speeches: list[Speech] = []
    taken: set[int] = set()
    for entries in find_cue_words(grammar, cues):
        if entries[0].head in taken:
            continue
        quoting = _as_saying(grammar, cues, entries, quotations)
        if quoting:
            speeches.extend(quoting)
            taken.update(speech.found.head for speech in quoting)
            continue
        speech = _speech(grammar, cues, entries, quotations)
        if speech is not None:
            speeches.append(speech)
    speeches = assign_quotations(grammar, speeches, quotations)
    found = [
        _attribution(grammar, cues, speech, quotations)
        for speech in speeches
        if speech.content and _may_say(grammar, cues, speech)
    ]
    found.extend(
        nominal
        for nominal in nominal_attributions(grammar, cues)
        if nominal.sources or not any(names_content(grammar, nominal, a) for a in found)
    )
    found.extend(beside_clauses(grammar, cues, found, quotations))
    return tuple(sorted(nested(grammar, found), key=lambda a: (_cue_start(grammar, a), a.content)))


def _cue_start(grammar: Grammar, attribution: Attribution) -> int:
    return -1 if attribution.cue is None else grammar.tokens[attribution.cue].start


def _speech(
    grammar: Grammar, cues: Cues, entries: tuple[Found, ...], quotations: tuple[Quotation, ...]
) -> Speech | None:
    """What one cue verb says: its complement, or what stands before it; quotations come later."""
    head = entries[0].head
    content = complement(grammar, cues, entries)
    quoting = next((f for f in entries if "quote" in f.cue.frames), None)
    inverted = _inverted(grammar, cues, head)
    speakers = speakers_of(grammar, cues, head, inverted)
    # ", adding that …": what a gerund behind a comma says stands behind it.
    follows = content is not None and (content.sure or grammar.tokens[head].xpos == "VBG")
    if quoting is not None and not follows:
        before = preposed(grammar, cues, quoting, speakers, quotations, inverted)
        if before and (
            content is None or not before.by_comma or _outweighs(grammar, speakers, before, content)
        ):
            return Speech(
                found=quoting,
                speakers=speakers,
                content=before.spans,
                quotation=before.quotation,
                addressee=addressee(grammar, cues, quoting, sentence_end(grammar, head)),
            )
    if content is not None:
        if content.cue.neutral and speakers is NOBODY and not _impersonal(grammar, cues, head):
            return None
        found = next(f for f in entries if f.cue is content.cue)
        if found.passive and not is_passive(grammar, head):
            speakers = NOBODY  # "the colonel found guilty of it": by somebody else
        return Speech(
            found=found,
            speakers=speakers,
            content=_chars(grammar, content),
            addressee=content.addressee,
        )
    if quoting is None:
        return None
    return Speech(found=quoting, speakers=speakers, content=())


def _outweighs(
    grammar: Grammar, speakers: Speakers, before: Preposed | None, content: Content
) -> bool:
    """Whether a clause before a cue is what is said, and not words behind it that are no clause:
    "The town may fall, the governor told reporters at the border"."""
    if before is None or not before.finite or len(speakers.spans) != 1:
        return False
    start, end = content.ranges[0]
    between = [t for t in grammar.tokens[:start] if t.start >= speakers.spans[0][1]]
    direct = len(between) < 5 and not any(t.low in ("who", "which", "that") for t in between)
    return direct and not any(
        t.xpos in ("VBD", "VBZ", "VBP", "MD") for t in grammar.tokens[start:end]
    )


def _impersonal(grammar: Grammar, cues: Cues, head: int) -> bool:
    """A saying without a speaker is hearsay in the passive ("it was said"), else nothing."""
    return is_passive(grammar, head)


def _inverted(grammar: Grammar, cues: Cues, head: int) -> bool:
    """Whether the speaker stands behind the verb: what is said ends right before it."""
    if head == 0 or grammar.tokens[head].xpos == "VBG":
        return False
    before = grammar.tokens[head - 1].text
    if before in ('"', "”", "’", "''", "'"):
        return True
    subject = grammar.dependent(head, "nsubj")
    token = grammar.tokens[head]
    if not cues.has("inverted", token.lemma, *stems(token.low)):
        return False
    return before in (",", "?", "!", "—", "–") and (subject is None or subject.i > head)


def _chars(grammar: Grammar, content: Content) -> tuple[tuple[int, int], ...]:
    return tuple(grammar.chars(first, last) for first, last in content.ranges)


def _may_say(grammar: Grammar, cues: Cues, speech: Speech) -> bool:
    """Whether the speakers can say a thing at all: an offensive threatens nobody with words."""
    cue = speech.found.cue
    for head in speech.speakers.heads:
        token = grammar.tokens[head]
        if token.upos == "PRON" and token.low not in ("it", "that", "this", "which", "what"):
            continue
        named = token.upos == "PROPN" and not cues.has("mute", token.low)
        if named and (cue.manner != "own observation" or cue.said_by(token.low)):
            continue
        if cues.has("mute", token.lemma, token.low, token.low.removesuffix("s")):
            return False
        if cue.subjects and not cue.said_by(token.low):
            return False
    if not speech.speakers.heads and not speech.found.passive:
        return not cue.subjects and cue.act in ("stated",) and speech.quotation is not None
    return not (cue.subjects and not speech.speakers.heads)


def _as_saying(
    grammar: Grammar, cues: Cues, entries: tuple[Found, ...], quotations: tuple[Quotation, ...]
) -> list[Speech]:
    """ "Agencies quoted the minister as saying …": the outer saying and the inner one."""
    found = next((f for f in entries if "as saying" in f.cue.frames), None)
    if found is None:
        return []
    stop = sentence_end(grammar, found.head)
    said = next(
        (
            i + 1
            for i in range(found.last, min(stop - 1, found.last + 25))
            if grammar.tokens[i].low == "as"
            and grammar.tokens[i + 1].low in cues.verbs
            and grammar.tokens[i + 1].low.endswith("ing")
        ),
        None,
    )
    if said is None:
        return []
    inner_cue = next((c for c in cues.verbs[grammar.tokens[said].low] if len(c.words) == 1), None)
    if inner_cue is None:
        return []
    inner = Found(cue=inner_cue, head=said, last=said + 1)
    content = complement(grammar, cues, (inner,))
    outer_speakers = speakers_of(grammar, cues, found.head, _inverted(grammar, cues, found.head))
    quoted = _quoted(grammar, cues, found, said)
    spans: tuple[tuple[int, int], ...] = ()
    quotation: Quotation | None = None
    before = preposed(
        grammar, cues, inner, quoted if found.passive else outer_speakers, quotations, False,
        verb=found.head,
    )  # fmt: skip
    if before and not (content is not None and content.sure):
        spans, quotation = before.spans, before.quotation
    elif content is not None:
        spans = _chars(grammar, content)
    inner_speech = Speech(
        found=inner,
        speakers=quoted,
        content=spans,
        quotation=quotation,
        cue_first=found.head if found.passive else said - 1,
    )
    if found.passive and not outer_speakers.heads:
        return [inner_speech]
    told = (*(span for span in quoted.spans), grammar.chars(said - 1, said + 1))
    whole = (min(s for s, _ in told), max(e for _, e in told))
    outer_speech = Speech(
        found=found,
        speakers=outer_speakers,
        content=join((*spans, whole)),
        quotation=quotation,
        holds=said,
    )
    return [outer_speech, inner_speech]


def _quoted(grammar: Grammar, cues: Cues, found: Found, said: int) -> Speakers:
    """Who is quoted: the object of "quoted", or the subject of its passive."""
    if found.passive:
        for token in grammar.dependents(found.head, "nsubj:pass", "nsubj"):
            if token.low in ("who", "which"):
                break
            return speakers_at(grammar, cues, token.i, found.head)
        head = grammar.tokens[found.head]
        if head.rel == "acl":
            return speakers_at(grammar, cues, head.head, found.head)
        group = verb_group(grammar, found.head)
        first = group[0].i if group else found.head
        for i in range(first - 1, max(first - 6, -1), -1):
            if grammar.tokens[i].upos in ("NOUN", "PROPN", "PRON"):
                return speakers_at(grammar, cues, i, found.head)
        return NOBODY
    for token in grammar.dependents(found.head, "obj", "iobj", "nsubj"):
        if found.head < token.i < said:
            return speakers_at(grammar, cues, token.i, found.head)
    for i in range(found.last, said - 1):
        if grammar.tokens[i].upos in ("NOUN", "PROPN", "PRON"):
            noun = i
            while (
                found.head < grammar.tokens[noun].head < said
                and grammar.tokens[noun].head != noun
                and not is_verb(grammar.tokens[grammar.tokens[noun].head])
            ):
                noun = grammar.tokens[noun].head
            return speakers_at(grammar, cues, noun, found.head)
    return NOBODY


def _attribution(
    grammar: Grammar, cues: Cues, speech: Speech, quotations: tuple[Quotation, ...]
) -> Attribution:
    found = speech.found
    cue = found.cue
    first = found.head if speech.cue_first is None else speech.cue_first
    if first < found.head:
        cue_span = grammar.chars(first, found.head + 1)
    else:
        cue_span = grammar.chars(found.head, found.last if len(cue.words) > 1 else found.head + 1)
    content = _clipped(grammar, speech, quotations)
    act, certainty = cue.act, _certainty(grammar, cues, speech)
    if cue.subjunctive is not None and _subjunctive(grammar, found.head, content):
        act, certainty = cue.subjunctive, "underspecified"
    withheld = found.withheld and (cue.neutral or cue.act in ("confirmed", "admitted", "announced"))
    return Attribution(
        sources=speech.speakers.heads,
        source_spans=tuple(_before_content(s, content) for s in speech.speakers.spans),
        cue=found.head,
        cue_span=cue_span,
        content=content,
        manner=_manner(grammar, cues, speech, content, quotations),
        act="declined to confirm" if withheld else act,
        polarity=cue.polarity,
        certainty="underspecified" if withheld else certainty,
        cue_negated=found.negated and not withheld,
        neutral=cue.neutral and not withheld,
        addressee=None if speech.addressee in speech.speakers.heads else speech.addressee,
        lemma=cue.lemma,
    )


def _subjunctive(grammar: Grammar, cue: int, content: tuple[tuple[int, int], ...]) -> bool:
    """Whether a content is to be done rather than so: "that he leave", "that they should meet".
    A plain present behind a past tense is one too ("suggested that they meet")."""
    past = grammar.tokens[cue].xpos in ("VBD", "VBN")
    for token in grammar.tokens:
        if token.start >= content[0][0] and (token.xpos == "MD" or is_verb(token)):
            present = past and token.xpos == "VBP" and token.upos == "VERB"
            return token.xpos == "VB" or token.low == "should" or present
    return False


def _before_content(
    source: tuple[int, int], content: tuple[tuple[int, int], ...]
) -> tuple[int, int]:
    """A source's phrase, cut where a content begins in it."""
    start, end = source
    return start, min([end, *(s - 1 for s, _ in content if start < s - 1 < end)])


def _clipped(
    grammar: Grammar, speech: Speech, quotations: tuple[Quotation, ...]
) -> tuple[tuple[int, int], ...]:
    """The content's spans; of a cue inside a quotation, what lies in the same quotation."""
    around = next((q for q in quotations if _within(q, speech.found, grammar)), None)
    spans = join(speech.content)
    if around is not None:
        spans = tuple((max(s, around.spans[0][0]), min(e, around.spans[-1][1])) for s, e in spans)
    trimmed = (trim(grammar.text, *span) for span in spans)
    return tuple(span for span in trimmed if span[0] < span[1])


def _hearsay(grammar: Grammar, cues: Cues, speech: Speech) -> bool:
    cue = speech.found.cue
    return (
        speech.found.passive
        and not speech.speakers.heads
        and cues.has("hearsay_passives", cue.lemma)
    )


def _certainty(grammar: Grammar, cues: Cues, speech: Speech) -> Certainty:
    cue = speech.found.cue
    if cue.certainty == "certain" and _hearsay(grammar, cues, speech):
        return "probable"
    return cue.certainty


def _manner(
    grammar: Grammar,
    cues: Cues,
    speech: Speech,
    content: tuple[tuple[int, int], ...],
    quotations: tuple[Quotation, ...],
) -> Manner:
    if speech.found.cue.manner is not None:
        return speech.found.cue.manner
    if speech.quotation is not None:
        return "quote"
    whole = sum(end - start for start, end in content)
    marked = sum(
        max(0, min(end, last) - max(start, first))
        for start, end in content
        for q in quotations
        for first, last in q.spans
        if not _within(q, speech.found, grammar)
    )
    if 2 * marked > whole:
        return "quote"
    if _hearsay(grammar, cues, speech):
        return "hearsay"
    if any(document_behind(grammar, cues, head) for head in speech.speakers.heads):
        return "document"
    return "paraphrase"


def _within(quotation: Quotation, found: Found, grammar: Grammar) -> bool:
    """Whether the cue itself stands inside a quotation, so that its marks are not the content's."""
    return quotation.holds(grammar.tokens[found.head].start)
