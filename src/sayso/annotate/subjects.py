"""Verb → which noun can be its subject, by word order where trees are often wrong."""

from __future__ import annotations

from sayso.annotate.cue_words import is_passive, is_verb, verb_group
from sayso.core.grammar import Grammar
from sayso.knowledge.cues import Cues

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_CLIMB = frozenset({"compound", "flat", "nmod", "amod", "nummod", "appos", "goeswith", "det"})
_TENSES = frozenset({"VBD", "VBZ", "VBP", "MD"})
_IN_PHRASE = frozenset({"ADJ", "NUM", "NOUN", "PROPN", "PART", "PRON", "CCONJ"})
_OF_OBJECT = frozenset({"of", "for", "from", "against", "into", "with", "over"})
_LONGEST_PHRASE = 9


def tensed(grammar: Grammar, verb: int) -> bool:
    """Whether the verb, or an auxiliary of its group, has a tense of its own."""
    tokens = [t for t in verb_group(grammar, verb) if t.upos not in ("ADV", "PART")]
    if not tokens and grammar.tokens[verb].xpos == "VBN" and not is_passive(grammar, verb):
        return True  # a past tense, tagged as a participle
    return any(t.xpos in _TENSES for t in (*tokens, grammar.tokens[verb]))


def highest(grammar: Grammar, i: int, first: int, stop: int) -> int:
    """The head of the noun phrase that ``i`` stands in, within [first, stop)."""
    seen = {i}
    while True:
        token = grammar.tokens[i]
        head = grammar.tokens[token.head]
        name = grammar.name_at(i)
        if name is not None and name.label == "PER" and not name.first <= head.i < name.last:
            return i
        if (
            token.rel not in _CLIMB
            or head.i in seen
            or not first <= head.i < stop
            or head.upos not in NOMINAL
        ):
            return i
        i = head.i
        seen.add(i)


def no_object(grammar: Grammar, i: int, earlier: list[int], verb: int) -> int:
    """The subject meant where the tree names the object of a preposition: the noun before the
    preposition ("a partner in the coalition has"), or, of a phrase set off by a comma, the noun
    behind that ("In Geneva, the envoy said"). ``earlier``: other subjects before it."""
    preposition, joint = _preposition(grammar, i)
    joined = joint is not None
    if preposition is None:
        if (
            earlier
            and joint is not None
            and earlier[-1] < joint
            and not _verb_between(grammar, earlier[-1], i)
        ):
            return no_object(grammar, earlier[-1], earlier[:-1], verb)
        return i
    if earlier and earlier[-1] < preposition and not _verb_between(grammar, earlier[-1], i):
        return earlier[-1]
    marked = any(t.upos == "ADP" for t in grammar.dependents(i, "case"))
    before = preposition - 1
    if (marked or joined) and before >= 0 and grammar.tokens[before].upos in ("NOUN", "PROPN"):
        first = grammar.sentences[grammar.tokens[i].sentence].first
        return highest(grammar, before, first, preposition) if before >= first else i
    if marked and i + 1 < verb and grammar.tokens[i + 1].text == ",":
        for j in range(i + 2, verb):
            if grammar.tokens[j].upos in NOMINAL:
                return highest(grammar, j, i + 2, verb)
            if grammar.tokens[j].upos not in ("DET", "ADJ"):
                break
    return i


def _preposition(grammar: Grammar, i: int) -> tuple[int | None, int | None]:
    """The preposition before the noun phrase that ends with ``i``, and the conjunction in that
    phrase or before it."""
    first = grammar.sentences[grammar.tokens[i].sentence].first
    joint: int | None = None
    article = False
    for j in range(i - 1, max(first, i - _LONGEST_PHRASE) - 1, -1):
        token = grammar.tokens[j]
        if token.upos == "ADP":
            return j, joint
        if token.upos == "CCONJ":
            joint, article = j, False
        elif article:
            return None, joint
        elif token.upos == "DET":
            article = True
        elif token.upos not in _IN_PHRASE and token.text != "-" and token.rel != "amod":
            return None, joint
    return None, joint


def _verb_between(grammar: Grammar, first: int, last: int) -> bool:
    return any(t.xpos in _TENSES for t in grammar.tokens[first + 1 : last])


def opens_clause(grammar: Grammar, noun: int, stop: int) -> bool:
    """Whether a noun is the subject of a clause behind it, and so not of the verb before it:
    "General Ali, said Israeli forces could leave"."""
    token = grammar.tokens[noun]
    if token.rel == "nsubj" and token.head > noun:
        return True
    after = grammar.tokens[noun + 1] if noun + 1 < stop else token
    return after.xpos in _TENSES and after.i > noun


def gerund_of_object(grammar: Grammar, verb: int) -> bool:
    """Whether a gerund stands behind a preposition that ties it to the object of the verb above:
    "of having ordered", "for bombing"."""
    group = verb_group(grammar, verb)
    first = group[0].i if group else verb
    gerund = grammar.tokens[first].xpos == "VBG" or grammar.tokens[verb].xpos == "VBG"
    return gerund and first > 0 and grammar.tokens[first - 1].low in _OF_OBJECT


def peer_of(grammar: Grammar, cues: Cues, verb: int) -> int | None:
    """The verb whose subject a verb without its own shares: the one it is coordinated with, or,
    with a tense behind a comma, the one it hangs on."""
    outer = _saying_before(grammar, cues, verb)
    if outer is not None:
        return outer
    token = grammar.tokens[verb]
    at = grammar.tokens[token.head]
    if token.rel in ("advcl", "parataxis", "dep"):
        comma = verb > 0 and grammar.tokens[verb - 1].text == ","
        marked = grammar.dependent(verb, "mark") is not None
        if not comma or marked or not tensed(grammar, verb):
            return None
    elif token.rel != "conj":
        return None
    if tensed(grammar, verb):  # no infinitive is coordinated with a verb in a tense
        seen = {verb}
        while is_verb(at) and not tensed(grammar, at.i) and at.head not in seen:
            seen.add(at.i)
            if at.head == at.i or not is_verb(grammar.tokens[at.head]):
                break
            at = grammar.tokens[at.head]
    return at.i if is_verb(at) and at.i < verb else None


def subject_behind_joint(grammar: Grammar, verb: int) -> int | None:
    """By word order: the noun between a conjunction and a verb that the tree coordinates with
    another: "…, but Damascus denies"."""
    token = grammar.tokens[verb]
    if token.rel not in ("conj", "parataxis", "advcl") or not tensed(grammar, verb):
        return None
    first = grammar.sentences[token.sentence].first
    group = verb_group(grammar, verb)
    at = (group[0].i if group else verb) - 1
    if at <= first or grammar.tokens[at].upos not in NOMINAL:
        return None
    noun = at
    while at > first and grammar.tokens[at].upos in (_IN_PHRASE | {"DET"}) - {"CCONJ"}:
        at -= 1
    joint = grammar.tokens[at].low in ("and", "but", "while", "whereas", "although")
    return highest(grammar, noun, at + 1, verb) if joint else None


def _saying_before(grammar: Grammar, cues: Cues, verb: int) -> int | None:
    """The cue that a further saying stands beside, over the clause between them that is in
    another tense: "She denied that they had failed, and said …", "It says there are plans but
    offers …"."""
    form = _form(grammar, verb)
    sentence = grammar.sentences[grammar.tokens[verb].sentence]
    group = verb_group(grammar, verb)
    joint = (group[0].i if group else verb) - 1
    if (
        form is None
        or grammar.tokens[verb].low not in cues.verbs
        or joint <= sentence.first
        or grammar.tokens[joint].low not in ("and", "but")
    ):
        return None
    comma = grammar.tokens[joint - 1].text == ","
    between: list[tuple[str, ...]] = []
    unable = False
    for i in range(joint - 1, sentence.first, -1):
        token = grammar.tokens[i]
        if token.text == ";":
            return None
        if (
            token.low in cues.verbs
            and token.upos == "VERB"
            and _form(grammar, i) == form
            and between
        ):
            agrees = form[0] != "VBZ" or not any(f[0] == "VBZ" for f in between)
            if comma or unable or (form[0] == "VBZ" and agrees):
                return i
            return None
        own = _form(grammar, i) if is_verb(token) and token.upos == "VERB" else None
        if token.upos == "AUX" and token.rel == "cop" and token.xpos in _TENSES:
            own = (token.xpos, "be")
        if own is not None:
            if own == form:
                return None
            between.append(own)
            subject = grammar.dependent(i, "nsubj", "nsubj:pass")
            unable = subject is not None and cues.has("mute", subject.lemma, subject.low)
    return None


def _form(grammar: Grammar, i: int) -> tuple[str, ...] | None:
    """The tense of a verb group: the tag of its first word, and that word where it is no verb of
    its own; none without a tense."""
    for token in (*verb_group(grammar, i), grammar.tokens[i]):
        if token.xpos in _TENSES:
            return (token.xpos,) if token.i == i else (token.xpos, token.low)
    return None
