"""How far the phrases and clauses behind a cue go: by the tree, and by word order where it errs."""

from __future__ import annotations

from sayso.annotate.cue_words import Found, is_verb, stems
from sayso.annotate.subjects import NOMINAL
from sayso.core.grammar import Grammar
from sayso.knowledge.cues import Cues

NOUN_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
LONGEST_ADJUNCT = 14
_SHORTEST_CLAUSE = 5
_TENSES = frozenset({"VBD", "VBZ", "VBP", "MD"})

_PAUSES = frozenset({",", "-", "--", "–", "—", "(", ")", ":"})


def reach(grammar: Grammar, head: int, start: int, stop: int) -> int:
    """The index after the last word below ``head``, within [start, stop)."""
    inside = [i for i in grammar.subtree(head) if start <= i < stop]
    return max(inside, default=head) + 1


def over_rest(grammar: Grammar, cues: Cues, end: int, by_order: int) -> int:
    """Past the tree's end, unless what follows is a clause of the cue's own level: adjuncts that
    hang on the cue from behind its complement are nearly always the complement's, and so is a
    second clause with "that"."""
    for i in (end, end + 1):
        if (
            i + 1 < by_order
            and (grammar.tokens[i].upos == "CCONJ" or grammar.tokens[i].text == ",")
            and (grammar.tokens[i + 1].low == "that")
        ):
            return by_order
    if end >= by_order:
        return min(end, by_order) if end - by_order < 2 else by_order
    after = grammar.tokens[end]
    if after.upos == "CCONJ" and end + 1 < by_order:
        then = grammar.tokens[end + 1]
        if then.xpos in ("VBD", "VBZ", "VBP") and then.low not in cues.verbs:
            return by_order  # a second verb of the same clause
    return end if after.rel == "cc" or after.text in _PAUSES else by_order


def skip(grammar: Grammar, i: int, relations: tuple[str, ...]) -> int:
    while grammar.tokens[i].rel in relations and i + 1 < len(grammar.tokens):
        i += 1
    return i


def clause_start(
    grammar: Grammar, cues: Cues, found: Found, stop: int, loose: bool = False
) -> int | None:
    """By word order: where, behind time and place words, a noun phrase opens a clause whose verb
    has a tense of its own; none if there is no such clause. ``loose``: after a verb of saying,
    also where no such verb was made out."""
    start = found.last
    said_when = True  # whether the words passed over belong to the cue alone
    while start < stop and is_adjunct(grammar, cues, found.head, start):
        end = adjunct_end(grammar, start, stop)
        said_when = said_when and any(
            cues.has("times", t.low) or cues.has("occasions", t.low) or t.low in ("to", "at")
            for t in grammar.tokens[start:end]
        )
        start = end
        if start < stop and grammar.tokens[start].text == "," and not said_when:
            start += 1
    if start >= stop or start - found.last > LONGEST_ADJUNCT:
        return None
    if found.cue.neutral and start == found.last and grammar.tokens[start].xpos in _TENSES:
        return start  # a clause whose subject stands before: "an attack they say was planned"
    if grammar.tokens[start].upos not in NOUN_PHRASE | {"ADV"}:
        return None
    bare = found.cue.act in ("demanded", "proposed", "asked", "ordered")
    for token in grammar.tokens[start + 1 : stop]:
        if token.text in (",", ";", ":", '"', "“"):
            return None
        if token.low in ("who", "which", "that", "to") or token.xpos in ("VBG", "VBN"):
            break
        tensed = token.upos == "AUX" or token.xpos in ("VBD", "VBZ", "VBP", "MD")
        if tensed or (bare and token.xpos == "VB"):
            return start if said_when else found.last
    if not loose:
        return None
    frames = found.cue.frames
    clausal = (
        found.cue.act in ("stated", "accused")
        and "quote" in frames
        and not any("object" in frame for frame in frames)
    )
    verbs = found.cue.neutral or any(t.upos == "VERB" for t in grammar.tokens[start:stop])
    long = stop - start >= _SHORTEST_CLAUSE and start == found.last
    return start if clausal and verbs and long else None


def is_adjunct(grammar: Grammar, cues: Cues, head: int, i: int) -> bool:
    token = grammar.tokens[i]
    if cues.has("times", token.low):
        return True
    if token.upos == "ADP" or (token.upos == "ADV" and token.head == head):
        return True
    return token.dep in ("obl:unmarked", "nmod:unmarked", "obl:tmod") or (
        token.head == head and token.rel == "obl"
    )


def adjunct_end(grammar: Grammar, i: int, stop: int) -> int:
    if grammar.tokens[i].upos != "ADP":
        return i + 1
    at = i + 1
    while at < stop and grammar.tokens[at].upos in ("DET", "ADJ", "NUM"):
        at += 1
    while (
        at < stop
        and grammar.tokens[at].upos in ("NOUN", "PROPN")
        and (
            at == i + 1
            or grammar.tokens[at - 1].head in (at, i)
            or grammar.tokens[at].head == at - 1
            or grammar.tokens[at - 1].upos in ("DET", "ADJ", "NUM")
        )
    ):
        at += 1
    return max(at, i + 1)


def infinitive_at(grammar: Grammar, i: int, stop: int) -> int | None:
    """The verb of an infinitive whose first word ("not", "to") stands at ``i``."""
    at: int = i
    while at < stop and (
        grammar.tokens[at].upos == "ADV" or grammar.tokens[at].low in ("not", "never")
    ):
        at += 1
    if at >= stop or grammar.tokens[at].low != "to":
        return None
    at += 1
    while at < stop and grammar.tokens[at].upos in ("ADV", "AUX") and at < i + 5:
        if grammar.tokens[at].low in ("be", "have"):
            above = grammar.tokens[at].head
            return above if at < above < stop else at
        at += 1
    if at < stop and (is_verb(grammar.tokens[at]) or grammar.tokens[at].rel in ("xcomp", "advcl")):
        return at
    return None


def verb_reach(grammar: Grammar, verb: int, found: Found, start: int, stop: int) -> int:
    """Where the phrase of a complement's verb ends, with verbs coordinated to it."""
    form = grammar.tokens[verb].xpos
    for other in grammar.dependents(verb, "conj"):
        if other.xpos in ("VBD", "VBZ") and form in ("VB", "VBG"):
            stop = min(stop, *(i for i in grammar.subtree(other.i) if i > verb))
    while stop > verb + 1 and grammar.tokens[stop - 1].upos in ("CCONJ", "PUNCT"):
        stop -= 1
    end = reach(grammar, verb, start, stop)
    while end < stop:
        token = grammar.tokens[end]
        if token.upos not in ("PUNCT", "CCONJ") and token.low not in ("while", "whereas"):
            # The tree has cut the phrase short: it goes on to the next comma or conjunction.
            pauses = (
                i
                for i in range(end + 1, stop)
                if grammar.tokens[i].text in (",", ";") or grammar.tokens[i].upos == "CCONJ"
            )
            end = next(pauses, stop)
            continue
        after = end + 1 if token.text == "," else end
        if after + 1 >= stop or grammar.tokens[after].upos != "CCONJ":
            break
        then = after + 1
        infinitive = infinitive_at(grammar, then, stop)
        if infinitive is not None and form == "VB":
            end = max(reach(grammar, infinitive, then, stop), infinitive + 1)
        elif grammar.tokens[then].xpos == form and form in ("VB", "VBG"):
            end = max(reach(grammar, then, then, stop), then + 1)
        else:
            break
    return over_list(grammar, end, stop)


def over_list(grammar: Grammar, end: int, stop: int) -> int:
    """Past the rest of an enumeration: ", looting and the burning of homes"."""
    if end + 1 >= stop or grammar.tokens[end].text != ",":
        return end
    rest = grammar.tokens[end + 1 : stop]
    if rest[0].low == "including":
        return next((i for i in range(end + 1, stop) if grammar.tokens[i].text in ",;"), stop)
    if rest[0].upos not in ("NOUN", "PROPN", "ADJ", "DET", "NUM"):
        return end
    tensed = any(t.upos == "AUX" or t.xpos in ("VBD", "VBZ", "VBP", "VBG") for t in rest)
    listed = any(t.low in ("and", "or") for t in rest)
    return stop if listed and not tensed else end


def first_noun(grammar: Grammar, first: int, last: int) -> int | None:
    """The head of the noun phrase that stands first in [first, last)."""
    for i in range(first, last):
        if grammar.tokens[i].upos in NOMINAL:
            head = i
            while (
                first <= grammar.tokens[head].head < last
                and grammar.tokens[head].head != head
                and grammar.tokens[head].rel
                in ("compound", "flat", "nmod", "amod", "nummod", "det")
                and grammar.tokens[grammar.tokens[head].head].upos in NOMINAL
            ):
                head = grammar.tokens[head].head
            return head
    return None


def pair_end(grammar: Grammar, cues: Cues, found: Found, i: int, stop: int) -> int:
    """Where the phrase that a preposition at ``i`` opens ends."""
    head = grammar.tokens[i].head
    if (head <= i or grammar.tokens[head].upos == "ADV") and i + 1 < stop:
        head = i + 1
        while head + 1 < stop and grammar.tokens[head].upos in ("DET", "ADJ", "ADV", "AUX", "PART"):
            head += 1
    if not i < head < stop:
        return stop
    if is_verb(grammar.tokens[head]):
        return verb_reach(grammar, head, found, i, stop)
    return over_list(
        grammar, over_phrases(grammar, cues, reach(grammar, head, i, stop), stop), stop
    )


def phrase_range(grammar: Grammar, head: int, verb: int) -> tuple[int, int]:
    """The token range of a noun phrase on its side of a verb, without its clauses."""
    inside = {
        i
        for i in grammar.subtree(head, ("acl", "conj", "parataxis"))
        if (i < verb) == (head < verb)
    }
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while first < head and (
        grammar.tokens[first].upos in ("ADP", "SCONJ", "CCONJ")
        or grammar.tokens[first].low in ("when", "where")
    ):
        first += 1
    return first, last + 1


def object_end(grammar: Grammar, cues: Cues, found: Found, head: int, stop: int) -> int:
    """Past what the tree gives the object: prepositional phrases and coordinated nouns behind it
    are its own, unless they say when or on what occasion the thing was said."""
    then = grammar.tokens[min(head + 1, stop - 1)]
    if then.low == "that" and grammar.tokens[head].low in cues.nouns and head + 2 < stop:
        return stop  # "denied charges that …": the clause goes on to the end
    end = max((i for i in grammar.subtree(head) if found.last <= i < stop), default=head) + 1
    for i in range(head + 1, end):
        if (
            grammar.tokens[i].low == "to"
            and infinitive_at(grammar, i, stop) is not None
            and (_controlled_above(grammar, cues, found.head))
        ):
            return i
    return over_list(grammar, over_phrases(grammar, cues, end, stop), stop)


def over_phrases(grammar: Grammar, cues: Cues, end: int, stop: int) -> int:
    """Past prepositional phrases and coordinated nouns that the tree has cut off a noun phrase,
    but not past those that say when or on what occasion a thing was said."""
    while end + 1 < stop:
        token, after = grammar.tokens[end], grammar.tokens[end + 1]
        if hyphened(grammar, end):
            end += 1
            while end < stop and (hyphened(grammar, end) or grammar.tokens[end].upos == "NOUN"):
                end += 1
            continue
        if token.upos == "ADP":
            noun = first_noun(grammar, end + 1, min(stop, end + 7))
            if noun is None or grammar.tokens[noun].upos == "NUM" or any(
                cues.has(name, grammar.tokens[noun].low, after.low)
                for name in ("times", "occasions")
            ):  # fmt: skip
                return end
        elif token.low in ("that", "which", "who"):
            marks = (i for i in range(end, stop) if grammar.tokens[i].text in (",", ";"))
            return next(marks, stop)
        elif token.upos == "CCONJ":
            if after.upos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM") and after.xpos != "VBG":
                return end
        elif not (token.text == "," and after.low == "including"):
            return end
        noun = first_noun(grammar, end + 1, min(stop, end + 8))
        inside = end + 1 if noun is None else reach(grammar, noun, end, stop)
        end = max(reach(grammar, token.i, end, stop), inside, end + 1)
    return end


def hyphened(grammar: Grammar, i: int) -> bool:
    """Whether a token is joined to the one before it by a hyphen, or is that hyphen."""
    one, two = grammar.tokens[i - 1], grammar.tokens[i]
    return one.end == two.start and (one.text in ("-", "–", "/") or two.text in ("-", "–", "/"))


def _controlled_above(grammar: Grammar, cues: Cues, verb: int) -> bool:
    """Whether the cue describes what another verb makes do something: "prompting the envoy, who
    hoped for a truce, to leave"."""
    noun = grammar.tokens[grammar.tokens[verb].head]
    above = grammar.tokens[noun.head]
    return (
        grammar.tokens[verb].rel == "acl"
        and noun.rel in ("obj", "iobj")
        and any(cues.has("object_control", form) for form in (above.lemma, *stems(above.low)))
    )
