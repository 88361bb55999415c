"""Grammar and cue → what is said in an object: "demanded a halt", "accused them of …"."""

from __future__ import annotations

import msgspec

from sayso.annotate.addressees import is_person
from sayso.annotate.complements import Content, make_content
from sayso.annotate.cue_words import Found, is_verb, verb_group
from sayso.annotate.limits import content_end
from sayso.annotate.reach import (
    first_noun,
    infinitive_at,
    object_end,
    pair_end,
    phrase_range,
    reach,
    verb_reach,
)
from sayso.annotate.subjects import NOMINAL
from sayso.core.grammar import EACH_OTHER, Grammar
from sayso.knowledge.cues import Cues

_LONGEST_OBJECT = 15
_MARKS = frozenset('"“‘')
# Acts whose object is the one they are done to.
_ADDRESSED = frozenset(
    {"accused", "demanded", "ordered", "asked", "warned", "promised", "threatened"}
)


def object_pair(grammar: Grammar, cues: Cues, found: Found, word: str) -> Content | None:
    """ "accused them of …", "urged them to …"; of a passive, the subject is the object."""
    stop = content_end(grammar, cues, found)
    if found.last >= len(grammar.tokens):
        return None  # the report ends with the cue
    fronted = found.passive
    subject = _passive_subject(grammar, found) if found.passive else None
    if not fronted and grammar.tokens[found.last].low == word and _relative(grammar, found.head):
        fronted, subject = True, grammar.tokens[found.head].head  # "whom they accused of …"
    if not fronted and found.last > found.head + len(found.cue.words):
        subject = first_noun(grammar, found.head + 1, found.last - 1)
        fronted = subject is not None  # "found two men guilty of …"
    phrase_seen = fronted
    timed = False
    resume = found.last
    for i in range(found.last, min(stop, found.last + _LONGEST_OBJECT)):
        token = grammar.tokens[i]
        if i < resume:
            continue
        if token.text == "," and phrase_seen:
            after = _over_commas(grammar, i, word, stop)
            if after is None:
                return None
            resume = after
            continue
        if timed and token.upos in ("DET", "PRON"):
            return None  # a clause: "told them on Friday the rebels planned to …"
        timed = timed or (word == "to" and cues.has("times", token.low))
        if token.low == word == "for" and _length(grammar, cues, i + 1, stop):
            phrase_seen = True
            continue  # "jailed for ten years for …"
        if token.low == word or (word == "to" and token.low in ("not", "never")):
            if word == "to":
                verb = infinitive_at(grammar, i, stop)
                if verb is None:
                    if token.low == "to" and fronted:
                        return None
                    phrase_seen = True
                    continue
                end = verb_reach(grammar, verb, found, i, stop)
            else:
                end = pair_end(grammar, cues, found, i, stop)
            if not phrase_seen:
                return _judged(grammar, cues, found, stop) if word == "as" else None
            start = i if fronted else found.last
            content = make_content(grammar, cues, found, start, end)
            if content is None:
                return None
            ranges = content.ranges
            if fronted:
                if subject is None:
                    return None
                ranges = (
                    phrase_range(grammar, subject, found.head),
                    *_before_main_verb(grammar, found, ranges),
                )
            if not fronted and _each_other(grammar, found.last, i):
                return Content(cue=found.cue, ranges=ranges, addressee=found.last)
            thing = subject if fronted else first_noun(grammar, found.last, i)
            if thing is None or not found.cue.takes(grammar.tokens[thing].low):
                return None
            spoken_to = found.cue.act in _ADDRESSED and is_person(cues, grammar.tokens[thing])
            return Content(cue=found.cue, ranges=ranges, addressee=thing if spoken_to else None)
        if token.upos in NOMINAL or _each_other(grammar, found.last, i + 1):
            phrase_seen = True
        if (
            (token.upos in ("SCONJ", "CCONJ") and token.low not in ("and", "or", "as"))
            or token.text in (";", ":", ",")
            or token.upos == "AUX"
            or (is_verb(token) and token.xpos in ("VBD", "VBZ", "VBP") and token.rel != "acl")
        ):  # fmt: skip
            return None
    return None


def _each_other(grammar: Grammar, first: int, last: int) -> bool:
    """Whether the words between are "each other" or the like: no noun, but somebody."""
    return tuple(t.low for t in grammar.tokens[first:last]) in EACH_OTHER


def _length(grammar: Grammar, cues: Cues, at: int, stop: int) -> bool:
    """Whether a length of time, or "life", begins here."""
    words = grammar.tokens[at : min(at + 4, stop)]
    counted = bool(words) and (words[0].upos in ("NUM", "DET", "ADV") or words[0].low == "more")
    return (bool(words) and words[0].low == "life") or (
        counted and any(t.low.removesuffix("s") in _SPANS for t in words)
    )


_SPANS = frozenset({"hour", "day", "week", "month", "year", "decade"})


def _before_main_verb(
    grammar: Grammar, found: Found, ranges: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """What a bare participle says of its noun, cut before the verb that the noun is the subject
    of: "aircraft believed to be hostile | struck the town"."""
    if not found.passive or verb_group(grammar, found.head) or not ranges:
        return ranges
    first, last = ranges[0]
    seen = False  # the participle's own verb
    for i in range(first, last):
        token, before = grammar.tokens[i], grammar.tokens[i - 1]
        if token.low in ("who", "which", "that", "when", "where", "while", "as", "because"):
            break
        main = token.xpos in ("VBD", "VBZ", "VBP", "MD") or (
            token.xpos == "VBN" and before.upos == "ADJ"
        )
        if main and seen:
            return ((first, i), *ranges[1:])
        seen = seen or (is_verb(token) and token.xpos in ("VB", "VBG", "VBN"))
    return ranges


def _over_commas(grammar: Grammar, comma: int, word: str, stop: int) -> int | None:
    """Past the rest of an object behind a comma: its last parts ("Iran, Syria and Iraq of …"), or
    what stands between commas before the word that goes on ("the envoy, X, to …")."""
    listed = False
    for i in range(comma + 1, stop):
        token = grammar.tokens[i]
        if token.text == ",":
            after = grammar.tokens[min(i + 1, stop - 1)].low
            if after == word or (word == "to" and after == "not"):
                return i + 1
            if not listed and token.i - comma > _LONGEST_OBJECT:
                return None
            continue
        listed = listed or token.upos == "CCONJ"
        if token.low == word and listed and (word != "to" or _goes_on(grammar, i, stop)):
            return i
        if token.upos == "AUX" or token.text in (";", ":"):
            return None
    return None


def _goes_on(grammar: Grammar, i: int, stop: int) -> bool:
    return infinitive_at(grammar, i, stop) is not None


def _relative(grammar: Grammar, verb: int) -> bool:
    """Whether a verb stands in a relative clause that has a subject of its own."""
    subject = grammar.dependent(verb, "nsubj")
    return (
        grammar.tokens[verb].dep == "acl:relcl"
        and grammar.tokens[verb].head < verb
        and subject is not None
        and subject.low not in ("who", "which", "that")
    )


def _passive_subject(grammar: Grammar, found: Found) -> int | None:
    """Of whom or what a passive is said."""
    at = found.head
    for _ in range(4):
        token = grammar.tokens[at]
        for subject in grammar.dependents(at, "nsubj:pass", "nsubj"):
            if subject.i < at:
                if subject.low in ("who", "which", "that") and token.rel == "acl":
                    return token.head
                return subject.i
        if token.rel == "acl" and token.head < at:
            return token.head
        if token.rel not in ("conj", "xcomp", "advcl") or token.head == at:
            return None
        at = token.head
    return None


def object_complement(grammar: Grammar, cues: Cues, found: Found) -> Content | None:
    """ "called it a massacre": a noun phrase, and what it is said to be."""
    if found.passive:
        return None
    stop = content_end(grammar, cues, found)
    if found.last >= stop:
        return None
    thing = next((t for t in grammar.dependents(found.head, "obj") if t.i >= found.last), None)
    said = next(
        (t for t in grammar.dependents(found.head, "xcomp", "obj", "ccomp")
         if thing is not None and t.i > thing.i and t.upos in NOMINAL | {"ADJ"}), None,
    )  # fmt: skip
    if thing is not None and said is not None:
        if infinitive_at(grammar, min(grammar.subtree(said.i)), stop) is not None:
            return None
        return make_content(grammar, cues, found, found.last, reach(grammar, said.i, thing.i, stop))
    at = found.last
    while at < stop and grammar.tokens[at].upos in ("DET", "ADJ", "NUM"):
        at += 1
    named = at
    while at < stop and (grammar.tokens[at].upos in NOMINAL or grammar.tokens[at].rel == "flat"):
        at += 1
    if at == named or at + 1 >= stop or grammar.tokens[found.last].low in _SUBJECTS:
        return None
    then = grammar.tokens[at]
    pronoun = grammar.tokens[named].upos == "PRON"
    if then.low in ("a", "an") or then.text in ('"', "“", "‘") or (pronoun and then.upos == "ADJ"):
        end = at + 1
        while end < stop and grammar.tokens[end].text not in (",", ";", ".", "”", '"'):
            end += 1
        return make_content(grammar, cues, found, found.last, end)
    return None


_SUBJECTS = frozenset({"i", "he", "she", "we", "they"})


def bare_object(grammar: Grammar, cues: Cues, found: Found) -> Content | None:
    """ "demanded a halt", "called for a truce", "the truce that they demanded"."""
    stop = content_end(grammar, cues, found)
    if found.passive:
        subject = _passive_subject(grammar, found)
        if subject is None or len(found.cue.words) > 1 or not _fits(grammar, found, subject):
            return None
        return Content(cue=found.cue, ranges=(phrase_range(grammar, subject, found.head),))
    two = _double_object(grammar, cues, found, stop)
    if two is not None:
        return two
    over = _over_as(grammar, found, stop)
    head = _object_head(grammar, found, stop)
    if over is not None:
        head = _object_head(grammar, msgspec.structs.replace(found, last=over), stop)
        if head is None or not _fits(grammar, found, head):
            return None
        found = msgspec.structs.replace(found, last=over)
    if head is not None:
        if not _fits(grammar, found, head):
            return None
        end = object_end(grammar, cues, found, head, stop)
        return make_content(grammar, cues, found, found.last, end, sure=False)
    antecedent = grammar.tokens[found.head].head
    if _relative(grammar, found.head) and _fits(grammar, found, antecedent):
        return Content(cue=found.cue, ranges=(phrase_range(grammar, antecedent, found.head),))
    return None


def _double_object(grammar: Grammar, cues: Cues, found: Found, stop: int) -> Content | None:
    """ "offered the rebels a ceasefire": to whom, then what."""
    given, thing = grammar.dependent(found.head, "iobj"), grammar.dependent(found.head, "obj")
    if given is None or thing is None or not found.last <= given.i < thing.i < stop:
        return None
    if not _fits(grammar, found, thing.i):
        return None
    start, _ = phrase_range(grammar, thing.i, found.head)
    end = object_end(grammar, cues, found, thing.i, stop)
    content = make_content(grammar, cues, found, start, end, sure=False)
    if content is None or not is_person(cues, given):
        return content
    return msgspec.structs.replace(content, addressee=given.i)


def _judged(grammar: Grammar, cues: Cues, found: Found, stop: int) -> Content | None:
    """ "described as absurd the claim that …": the judgement before its heavy object."""
    over = _over_as(grammar, found, stop)
    if over is None:
        return None
    head = _object_head(grammar, msgspec.structs.replace(found, last=over), stop)
    if head is None or not _fits(grammar, found, head):
        return None
    # What is denied is the thing alone; what is thought of it takes in the judgement.
    start = over if found.cue.polarity == "negative" else found.last
    return make_content(grammar, cues, found, start, object_end(grammar, cues, found, head, stop))


def _over_as(grammar: Grammar, found: Found, stop: int) -> int | None:
    """Past the judgement that stands before a heavy object: "rejects as unfounded the claim"."""
    at = found.last
    if at + 2 >= stop or grammar.tokens[at].low != "as":
        return None
    at += 1
    while at < stop and grammar.tokens[at].upos == "ADV":
        at += 1
    judged = grammar.tokens[at]
    if judged.upos == "ADJ" or judged.xpos in ("VBN", "VBG", "JJ"):
        return at + 1 if at + 1 < stop else None
    while at < stop and grammar.tokens[at].upos in ("DET", "ADJ", "NOUN"):
        if at > found.last + 1 and grammar.tokens[at].upos == "DET":
            return at
        at += 1
    return None


def _fits(grammar: Grammar, found: Found, head: int) -> bool:
    token = grammar.tokens[head]
    return token.upos in NOMINAL | {"VERB", "ADJ"} and found.cue.takes(token.low)


def _object_head(grammar: Grammar, found: Found, stop: int) -> int | None:
    """The head of the object: the noun phrase that begins behind the cue's last word."""
    at = found.last
    while (
        at < stop
        and (
            grammar.tokens[at].upos in ("DET", "ADJ", "NUM", "ADV", "PUNCT")
            or (grammar.tokens[at].low == "than" and at > found.last)
        )
        and (grammar.tokens[at].upos != "PUNCT" or grammar.tokens[at].text in _MARKS)
    ):
        at += 1
    if at >= stop:
        return None
    token = grammar.tokens[at]
    if not token.text[0].isalnum():
        return None
    if token.upos not in NOMINAL and token.xpos not in ("VBN", "VBG"):
        return None
    head = at
    while True:
        above = grammar.tokens[head].head
        if not found.last <= above < stop or above == head:
            break
        if grammar.tokens[above].upos not in NOMINAL or above < head:
            break
        head = above
    return head
