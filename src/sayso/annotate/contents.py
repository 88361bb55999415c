"""Grammar and cue → what is said: the cue's complement, by the frames that the lexicon gives it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.annotate.addressees import TOLD
from sayso.annotate.complements import Content, make_content
from sayso.annotate.cue_words import Found, is_verb
from sayso.annotate.limits import clause_end, content_end
from sayso.annotate.object_frames import bare_object, object_complement, object_pair
from sayso.annotate.reach import (
    LONGEST_ADJUNCT,
    clause_start,
    infinitive_at,
    over_rest,
    reach,
    skip,
    verb_reach,
)
from sayso.annotate.subjects import NOMINAL
from sayso.core.grammar import Grammar
from sayso.knowledge.cues import Cues

_PAIRS = (
    "of", "in", "for", "over", "on", "with", "against", "about", "into", "from", "as", "at", "to",
)  # fmt: skip
_QUESTION_WORDS = frozenset(
    {"whether", "if", "what", "why", "how", "who", "when", "where", "which"}
)
_CLAUSES = frozenset({"ccomp", "parataxis", "xcomp", "advcl", "acl", "conj", "obj", "dep"})


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


_FRAMES = ("that", "marked that", "object to", *(f"object {p}" for p in _PAIRS if p != "to"),
           "to", "ing", "object complement", "bare that", "object", "loose that")  # fmt: skip


def _complement(grammar: Grammar, cues: Cues, found: Found, frame: str) -> Content | None:
    if frame in ("that", "marked that"):
        return _that(grammar, cues, found)
    if frame == "to":
        return _infinitive(grammar, cues, found)
    if frame == "ing":
        return _gerund(grammar, cues, found)
    if frame == "object complement":
        return object_complement(grammar, cues, found)
    if frame == "bare that":
        return _bare_clause(grammar, cues, found)
    if frame == "loose that":
        return _bare_clause(grammar, cues, found, loose=True)
    if frame == "object":
        return bare_object(grammar, cues, found)
    return object_pair(grammar, cues, found, frame.removeprefix("object "))


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
            if i > first and grammar.tokens[i - 1].upos == "CCONJ":
                return None  # an outer saying goes on: "said A was directing B and that C had …"
            start = i + 1 if token.low == "that" else i
            end = _clause_reach(grammar, cues, found, start, stop)
            return make_content(grammar, cues, found, start, end)
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


def _bare_clause(grammar: Grammar, cues: Cues, found: Found, loose: bool = False) -> Content | None:
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
        return make_content(grammar, cues, found, start, end, sure=False)
    if "object" in found.cue.frames and not found.cue.objects and found.cue.act != "demanded":
        return None
    first = clause_start(grammar, cues, found, stop, loose)
    if first is None:
        return None
    end = clause_end(grammar, cues, found, first, stop)
    return make_content(grammar, cues, found, first, end, sure=False)


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
            return make_content(grammar, cues, found, i, verb_reach(grammar, verb, found, i, stop))
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
            return make_content(
                grammar, cues, found, found.last, verb_reach(grammar, i, found, found.last, stop)
            )
        if token.upos not in ("ADV", "PART", "AUX"):
            return None
    return None
