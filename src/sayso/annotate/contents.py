"""Grammar and cue → what is said: the cue's complement, by the frames that the lexicon gives it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.addressees import TOLD, addressee, is_person
from sayso.annotate.cue_words import Found, is_verb, verb_group
from sayso.annotate.limits import clause_end, content_end
from sayso.annotate.reach import (
    LONGEST_ADJUNCT,
    clause_start,
    first_noun,
    hyphened,
    infinitive_at,
    object_end,
    over_rest,
    pair_end,
    phrase_range,
    reach,
    skip,
    verb_reach,
)
from sayso.annotate.speakers import NOMINAL
from sayso.core.grammar import Grammar, Token
from sayso.core.types import Record
from sayso.knowledge.cues import Cue, Cues

_PAIRS = ("of", "in", "for", "on", "with", "against", "about", "into", "from", "as", "at", "to")
_LONGEST_OBJECT = 15
_MARKS = frozenset('"“‘')
_QUESTION_WORDS = frozenset(
    {"whether", "if", "what", "why", "how", "who", "when", "where", "which"}
)
# Acts whose object is the one they are done to.
_ADDRESSED = frozenset(
    {"accused", "demanded", "ordered", "asked", "warned", "promised", "threatened"}
)
_CLAUSES = frozenset({"ccomp", "parataxis", "xcomp", "advcl", "acl", "conj", "obj", "dep"})


class Content(Record, frozen=True):
    """Token ranges of a complement, the entry whose frame fitted, and who is spoken to.

    ``sure`` is false where no complementiser, infinitive or preposition marks it.
    """

    cue: Cue
    ranges: tuple[tuple[int, int], ...]
    addressee: int | None = None
    sure: bool = True


def complement(grammar: Grammar, cues: Cues, entries: Sequence[Found]) -> Content | None:
    """The complement of a cue verb, or none. ``entries``: what the verb may stand for."""
    for length in sorted({len(f.cue.words) for f in entries}, reverse=True):
        same = [f for f in entries if len(f.cue.words) == length]
        for frame in _FRAMES:
            for found in same:
                voice = found.cue.passive if found.passive else found.cue.active
                if voice and frame.removeprefix("bare ").removeprefix("loose ") in found.cue.frames:
                    content = _complement(grammar, cues, found, frame)
                    if content is not None:
                        return content
    return None


_FRAMES = ("that", "object to", *(f"object {p}" for p in _PAIRS if p != "to"), "to", "ing",
           "object complement", "bare that", "object", "loose that")  # fmt: skip


def _complement(grammar: Grammar, cues: Cues, found: Found, frame: str) -> Content | None:
    if frame in ("that", "marked that"):
        return _that(grammar, cues, found)
    if frame == "to":
        return _infinitive(grammar, cues, found)
    if frame == "ing":
        return _gerund(grammar, cues, found)
    if frame == "object complement":
        return _object_complement(grammar, cues, found)
    if frame == "bare that":
        return _bare_clause(grammar, cues, found)
    if frame == "loose that":
        return _bare_clause(grammar, cues, found, loose=True)
    if frame == "object":
        return _object(grammar, cues, found)
    return _object_pair(grammar, cues, found, frame.removeprefix("object "))


def _that(grammar: Grammar, cues: Cues, found: Found) -> Content | None:
    """ "said on Monday that …", "told them that …", "asked whether …", "it was said that"."""
    stop = content_end(grammar, cues, found)
    told = (
        found.cue.words[0] in TOLD
        or "object to" in found.cue.frames
        or grammar.tokens[found.head].upos == "NOUN"
    )
    first = _over_insertion(grammar, found.last, stop)
    if first + 1 < stop and grammar.tokens[first].text == "," and (
        grammar.tokens[first + 1].low != "that"
    ):  # fmt: skip
        return None  # the cue stands beside what is said: "…, he said, only if …"
    phrased = False
    for i in range(first, min(stop, first + LONGEST_ADJUNCT)):
        token = grammar.tokens[i]
        if token.low == "that" or (token.low in _QUESTION_WORDS and i <= first + 3):
            if i + 1 >= stop or not _opens_clause(grammar, found, i, stop):
                return None
            start = i + 1 if token.low == "that" else i
            end = _clause_reach(grammar, cues, found, start, stop)
            return _content(grammar, cues, found, start, end)
        if is_verb(token) or token.text in (";", ":") or token.upos == "SCONJ":
            return None
        if token.low in ("who", "which"):
            return None
        phrased = phrased or token.upos == "ADP"
        if token.upos in NOMINAL and not (told or phrased or cues.has("times", token.low)):
            return None  # the clause is the noun's: "rejected the claim that …"
    return None


def _over_insertion(grammar: Grammar, first: int, stop: int) -> int:
    """Past words between commas right behind a cue: "reported, citing officials, that"."""
    if first < stop and grammar.tokens[first].text == ",":
        for i in range(first + 1, min(stop - 1, first + LONGEST_ADJUNCT)):
            if grammar.tokens[i].text == "," and grammar.tokens[i + 1].low == "that":
                return i + 1
    return first


def _opens_clause(grammar: Grammar, found: Found, i: int, stop: int) -> bool:
    """Whether "that" or a question word opens a clause, and is no pronoun or determiner."""
    token = grammar.tokens[i]
    if token.low != "that":
        return any(is_verb(t) for t in grammar.tokens[i + 1 : stop])
    after = grammar.tokens[i + 1]
    if (
        token.upos != "SCONJ"
        and i == found.last
        and after.upos == "NOUN"
        and (token.rel == "det" and not any(is_verb(t) for t in grammar.tokens[i + 2 : stop]))
    ):
        return False
    if token.i > found.last and (is_verb(after) or after.upos == "AUX"):
        return False  # a relative pronoun: "told the group that attacked"
    return any(is_verb(t) or t.upos == "AUX" for t in grammar.tokens[i + 1 : stop])


def _clause_reach(grammar: Grammar, cues: Cues, found: Found, start: int, stop: int) -> int:
    """Where a clause at ``start`` ends: by the tree where it has one there, else by order."""
    by_order = clause_end(grammar, cues, found, start, stop)
    for token in grammar.dependents(found.head, *_CLAUSES):
        if token.i >= start and grammar.subtree(token.i)[0] <= start + 1:
            end = reach(grammar, token.i, start, stop)
            return over_rest(grammar, cues, end, by_order)
    return by_order


def _bare_clause(
    grammar: Grammar, cues: Cues, found: Found, loose: bool = False
) -> Content | None:
    """ "said the army had left": no word marks the clause."""
    if found.passive:
        return None
    stop = content_end(grammar, cues, found)
    for token in grammar.dependents(found.head, "ccomp", "parataxis"):
        if token.i < found.last or not _has_subject(grammar, token.i):
            continue
        inside = [i for i in grammar.subtree(token.i) if i >= found.last]
        start: int = skip(grammar, inside[0], ("punct", "mark"))
        if start == found.last:  # "said on Wednesday he …": when it was said is not what was said
            start = clause_start(grammar, cues, found, stop) or start
        if any(is_verb(t) and t.i != found.head for t in grammar.tokens[found.last : start]):
            continue
        end = over_rest(
            grammar, cues, inside[-1] + 1, clause_end(grammar, cues, found, start, stop)
        )
        return _content(grammar, cues, found, start, end, sure=False)
    if "object" in found.cue.frames and not found.cue.objects and found.cue.act != "demanded":
        return None
    first = clause_start(grammar, cues, found, stop, loose)
    if first is None:
        return None
    end = clause_end(grammar, cues, found, first, stop)
    return _content(grammar, cues, found, first, end, sure=False)


def _has_subject(grammar: Grammar, i: int) -> bool:
    return any(
        grammar.dependent(j, "nsubj", "nsubj:pass", "expl", "csubj") for j in grammar.conjuncts(i)
    )


def _infinitive(grammar: Grammar, cues: Cues, found: Found) -> Content | None:
    """ "vowed not to stop", "promised on Monday to leave", "promised them to leave"."""
    stop = content_end(grammar, cues, found)
    for i in range(found.last, min(stop, found.last + 7)):
        token = grammar.tokens[i]
        verb = infinitive_at(grammar, i, stop)
        if verb is not None:
            return _content(grammar, cues, found, i, verb_reach(grammar, verb, found, i, stop))
        if token.upos == "PUNCT" or is_verb(token) or (i - found.last > 1 and token.upos == "PRON"):
            return None
    return None


def _gerund(grammar: Grammar, cues: Cues, found: Found) -> Content | None:
    """ "denied shelling the town", "called for ending the war"."""
    if found.passive:
        return None
    stop = content_end(grammar, cues, found)
    for i in range(found.last, min(stop, found.last + 3)):
        token = grammar.tokens[i]
        if token.xpos == "VBG" or (token.upos == "VERB" and token.low.endswith("ing")):
            return _content(
                grammar, cues, found, found.last, verb_reach(grammar, i, found, found.last, stop)
            )
        if token.upos not in ("ADV", "PART", "AUX"):
            return None
    return None


def _object_pair(grammar: Grammar, cues: Cues, found: Found, word: str) -> Content | None:
    """ "accused them of …", "urged them to …"; of a passive, the subject is the object."""
    stop = content_end(grammar, cues, found)
    fronted = found.passive
    subject = _passive_subject(grammar, found) if found.passive else None
    if not fronted and grammar.tokens[found.last].low == word and _relative(grammar, found.head):
        fronted, subject = True, grammar.tokens[found.head].head  # "whom they accused of …"
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
                return None
            start = i if fronted else found.last
            content = _content(grammar, cues, found, start, end)
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
            thing = subject if fronted else first_noun(grammar, found.last, i)
            if thing is None or not found.cue.takes(grammar.tokens[thing].low):
                return None
            spoken_to = found.cue.act in _ADDRESSED and is_person(cues, grammar.tokens[thing])
            return Content(cue=found.cue, ranges=ranges, addressee=thing if spoken_to else None)
        if token.upos in NOMINAL:
            phrase_seen = True
        if (
            (token.upos in ("SCONJ", "CCONJ") and token.low not in ("and", "or", "as"))
            or token.text in (";", ":", ",")
            or token.upos == "AUX"
            or (is_verb(token) and token.xpos in ("VBD", "VBZ", "VBP") and token.rel != "acl")
        ):  # fmt: skip
            return None
    return None


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


def _object_complement(grammar: Grammar, cues: Cues, found: Found) -> Content | None:
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
        return _content(grammar, cues, found, found.last, reach(grammar, said.i, thing.i, stop))
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
        return _content(grammar, cues, found, found.last, end)
    return None


_SUBJECTS = frozenset({"i", "he", "she", "we", "they"})


def _object(grammar: Grammar, cues: Cues, found: Found) -> Content | None:
    """ "demanded a halt", "called for a truce", "the truce that they demanded"."""
    stop = content_end(grammar, cues, found)
    if found.passive:
        subject = _passive_subject(grammar, found)
        if subject is None or len(found.cue.words) > 1 or not _fits(grammar, found, subject):
            return None
        return Content(cue=found.cue, ranges=(phrase_range(grammar, subject, found.head),))
    head = _object_head(grammar, found, stop)
    if head is not None:
        if not _fits(grammar, found, head):
            return None
        end = object_end(grammar, cues, found, head, stop)
        return _content(grammar, cues, found, found.last, end, sure=False)
    antecedent = grammar.tokens[found.head].head
    if _relative(grammar, found.head) and _fits(grammar, found, antecedent):
        return Content(cue=found.cue, ranges=(phrase_range(grammar, antecedent, found.head),))
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


def _content(
    grammar: Grammar, cues: Cues, found: Found, start: int, end: int, sure: bool = True
) -> Content | None:
    tokens: tuple[Token, ...] = grammar.tokens
    stop = grammar.sentences[tokens[found.head].sentence].last
    while start < end < stop and hyphened(grammar, end):
        end += 1
    while end > start and tokens[end - 1].text in (",", ";", ":", ".", "-", "–", "—"):
        end -= 1
    while start < end and tokens[start].text in (",", ";", ":"):
        start += 1
    if start >= end:
        return None
    return Content(
        cue=found.cue,
        ranges=((start, end),),
        addressee=addressee(grammar, cues, found, start, end),
        sure=sure,
    )
