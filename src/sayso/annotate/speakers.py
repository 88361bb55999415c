"""Grammar and cue → the speakers: heads and full phrases of those who say it."""

from __future__ import annotations

from sayso.annotate.cue_words import is_passive, is_verb, stems, verb_group
from sayso.annotate.joint_speakers import joined_before, named_beside, one_person, unjoined
from sayso.annotate.source_phrases import behind_joint, phrase, whole_phrase
from sayso.annotate.subjects import (
    NOMINAL,
    gerund_of_object,
    highest,
    no_object,
    opens_clause,
    peer_of,
    subject_behind_joint,
    tensed,
)
from sayso.core.grammar import Grammar, Token
from sayso.core.types import Record
from sayso.knowledge.cues import Cues

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_NOT_SPEAKERS = frozenset({"there", "what", "whatever", "when", "where", "how", "why", "it"})


class Speakers(Record, frozen=True):
    """Heads of the speakers' phrases, coordinated ones apart, and the phrases' characters."""

    heads: tuple[int, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


NOBODY = Speakers()


def speakers_of(grammar: Grammar, cues: Cues, verb: int, inverted: bool = False) -> Speakers:
    """Who does the saying of a verb; nobody where none is named ("it was announced").

    ``inverted``: look behind the verb first ("…," said the minister).
    """
    head = _subject(grammar, cues, verb, inverted, set())
    return NOBODY if head is None else speakers_at(grammar, cues, head, verb)


def speakers_at(grammar: Grammar, cues: Cues, head: int, cue: int) -> Speakers:
    """The speakers whose phrase has this head; documents with a named issuer stand for it."""
    heads = [
        i
        for i in grammar.conjuncts(head)
        if (i == head or grammar.tokens[i].upos in NOMINAL)
        and (i < cue) == (head < cue)
        and grammar.tokens[i].sentence == grammar.tokens[head].sentence
        and not cues.has("times", grammar.tokens[i].low)
    ]
    heads = [*joined_before(grammar, head, cue), *heads]
    heads.extend(unjoined(grammar, cues, max(heads, default=head), cue))
    heads = one_person(grammar, cues, heads)
    if len(heads) == 1 and heads[0] < cue and grammar.tokens[heads[0]].upos == "NOUN":
        named = named_beside(grammar, heads[0], cue)
        heads = heads if named is None else [named]
    spans = [phrase(grammar, i, cue) for i in heads]
    heads = [_issuer(grammar, cues, i) for i in heads]
    spans = [
        span if span[0] <= grammar.tokens[i].start < span[1] else phrase(grammar, i, cue)
        for i, span in zip(heads, spans, strict=True)
    ]
    spans = [whole_phrase(grammar, cues, span, cue) for span in spans]
    for n in range(1, len(spans)):  # "rebels and Western states": each has words of its own
        if spans[n][0] <= spans[n - 1][0] < spans[n][1]:
            spans[n] = behind_joint(grammar, spans[n], heads[n - 1])
    return Speakers(heads=tuple(heads), spans=tuple(spans))


def is_document(grammar: Grammar, cues: Cues, token: Token) -> bool:
    """Whether a speaker is something written or broadcast, and not a name or a person."""
    return token.upos == "NOUN" and cues.has("documents", token.lemma, token.low, _one(token.low))


def _one(form: str) -> str:
    return form.removesuffix("s")


def _issuer(grammar: Grammar, cues: Cues, i: int) -> int:
    """A statement's owner or author ("a report by the monitor") in place of the statement."""
    if not is_document(grammar, cues, grammar.tokens[i]):
        return i
    for token in grammar.dependents(i, "nmod:poss"):
        return token.i
    for token in grammar.dependents(i, "nmod"):
        if grammar.case(token.i) in ("by", "from"):
            return token.i
    for participle in grammar.dependents(i, "acl"):  # "a statement released by the president"
        for token in grammar.dependents(participle.i, "obl"):
            if cues.has("light", participle.lemma, *stems(participle.low)) and (
                grammar.case(token.i) == "by"
            ):
                return token.i
    for token in grammar.dependents(i, "compound"):
        if token.upos == "PROPN":
            return token.i
    carrier = grammar.tokens[grammar.tokens[i].head]
    if grammar.tokens[i].rel == "obj" and any(
        cues.has("light", form) for form in (carrier.lemma, *stems(carrier.low))
    ):  # "issued a statement saying …"
        author = _subject(grammar, cues, carrier.i, False, set())
        return i if author is None else author
    return i


def document_behind(grammar: Grammar, cues: Cues, i: int) -> bool:
    """Whether the speaker at ``i`` speaks through a document ("the ministry's statement said")."""
    token = grammar.tokens[i]
    if is_document(grammar, cues, token):
        return True
    head = grammar.tokens[token.head]
    if head.rel == "acl" and token.rel == "obl" and grammar.case(i) == "by":
        return is_document(grammar, cues, grammar.tokens[head.head])
    return (
        head.i != i
        and token.rel in ("nmod", "compound")
        and is_document(grammar, cues, head)
        and (token.rel == "compound" or token.dep == "nmod:poss"
             or grammar.case(i) in ("by", "from"))
    )  # fmt: skip


def _subject(grammar: Grammar, cues: Cues, verb: int, inverted: bool, seen: set[int]) -> int | None:
    if verb in seen:
        return None
    seen.add(verb)
    if is_passive(grammar, verb):
        return _agent(grammar, verb)
    if inverted:
        behind = _behind(grammar, verb)
        if behind is not None:
            return behind
    named = _named_subject(grammar, cues, verb, inverted)
    if named is not None:
        return named
    relative = _antecedent(grammar, cues, verb) or _behind_relative(grammar, cues, verb)
    if relative is not None:
        return relative
    own = subject_behind_joint(grammar, verb)
    if own is not None and not cues.has("times", grammar.tokens[own].low):
        return own
    peer = peer_of(grammar, cues, verb)
    if peer is not None:
        shared = _of_governor(grammar, cues, peer, seen)
        if shared is not None:
            return shared
    controlled = _controller(grammar, cues, verb, seen)
    if controlled is not None:
        return controlled
    return _before(grammar, cues, verb, seen)


def _of_governor(grammar: Grammar, cues: Cues, verb: int, seen: set[int]) -> int | None:
    """A governing verb's subject: of a passive, the one it is said of."""
    if is_passive(grammar, verb):
        token = grammar.dependent(verb, "nsubj:pass", "nsubj")
        if token is not None and token.i < verb:
            return token.i
    return _subject(grammar, cues, verb, False, seen)


def _agent(grammar: Grammar, verb: int) -> int | None:
    for token in grammar.dependents(verb, "obl", "nmod"):
        if token.i > verb and (token.dep == "obl:agent" or grammar.case(token.i) == "by"):
            return token.i
    return None


def _named_subject(grammar: Grammar, cues: Cues, verb: int, inverted: bool) -> int | None:
    subjects = [t for t in grammar.dependents(verb, "nsubj") if t.upos in NOMINAL or t.i < verb]
    before = [t for t in subjects if t.i < verb]
    for token in reversed(before or (subjects if inverted else [])):
        if token.low in _RELATIVE and token.upos != "NOUN":
            return _relative(grammar, cues, verb, token)
        if (token.low in _NOT_SPEAKERS and token.low != "it") or cues.has("times", token.low):
            continue
        if token.upos != "PUNCT":
            earlier = [t.i for t in before if t.i < token.i and not cues.has("times", t.low)]
            return _top_of_name(grammar, no_object(grammar, token.i, earlier, verb))
    return None


def _top_of_name(grammar: Grammar, i: int) -> int:
    """Where the parts of one name hang side by side, the first of them."""
    for name in grammar.names:
        if name.first <= i < name.last:
            for j in range(name.first, i):
                if grammar.tokens[j].head == grammar.tokens[i].head:
                    return j
    return i


def _relative(grammar: Grammar, cues: Cues, verb: int, pronoun: Token) -> int | None:
    """The antecedent of a relative pronoun: by the tree, else the noun before it."""
    token = grammar.tokens[verb]
    if token.rel == "acl" and token.head < verb and grammar.tokens[token.head].upos in NOMINAL:
        return _person_left(grammar, cues, pronoun, token.head)
    if pronoun.low == "that":
        return None
    return _noun_left(grammar, cues, pronoun.i - 1, verb)


def _person_left(grammar: Grammar, cues: Cues, pronoun: Token, antecedent: int) -> int:
    """Of two nouns before "who", the person's name that stands next to it, where the tree's
    choice is none that speaks: "the office of Governor Ali, who vowed"."""
    at = pronoun.i - 1
    if grammar.tokens[at].text == ",":
        at -= 1
    head = grammar.tokens[antecedent]
    if pronoun.low == "who" and head.upos == "NOUN" and not cues.has("speakers", head.low):
        for name in grammar.names:
            if name.label == "PER" and name.first <= at < name.last and antecedent < name.first:
                return name.first
    return antecedent


def _behind_relative(grammar: Grammar, cues: Cues, verb: int) -> int | None:
    """By word order: the noun before "who" or "which" right before the verb group."""
    group = verb_group(grammar, verb)
    at = (group[0].i if group else verb) - 1
    if at > 0 and grammar.tokens[at].low in ("who", "which"):
        return _noun_left(grammar, cues, at - 1, verb)
    return None


def _antecedent(grammar: Grammar, cues: Cues, verb: int) -> int | None:
    """The noun that a participle describes ("a statement saying …")."""
    token = grammar.tokens[verb]
    head = grammar.tokens[token.head]
    if token.rel != "acl" or head.i > verb or head.upos not in NOMINAL:
        return None
    gerund = token.xpos == "VBG" or "VerbForm=Ger" in token.feats
    relative = token.dep == "acl:relcl" and not grammar.dependent(verb, "nsubj")
    if not (gerund or relative) or cues.has("mute", head.lemma, head.low):
        return None
    return head.i


def _controller(grammar: Grammar, cues: Cues, verb: int, seen: set[int]) -> int | None:
    """The understood subject of an infinitive or participle."""
    token = grammar.tokens[verb]
    head = grammar.tokens[token.head]
    if token.rel not in ("xcomp", "advcl", "ccomp", "acl", "parataxis", "dep") or head.i == verb:
        return None
    if tensed(grammar, verb) or not is_verb(head):
        return None
    infinitive = any(t.low == "to" for t in verb_group(grammar, verb)) or token.xpos == "VB"
    if gerund_of_object(grammar, verb):  # "accused them of having ordered it": they did
        things = [t.i for t in grammar.dependents(head.i, "obj", "iobj") if head.i < t.i < verb]
        if things:
            return things[0]
    if infinitive and head.i < verb:
        # The object does it, if there is one: "forcing the envoy to announce".
        for thing in grammar.dependents(head.i, "obj", "iobj"):
            if head.i < thing.i < verb and token.rel != "advcl":
                return thing.i
            if head.i < thing.i < verb and cues.has(
                "object_control", head.lemma, head.low, *stems(head.low)
            ):
                return thing.i
    return _of_governor(grammar, cues, head.i, seen)


def _behind(grammar: Grammar, verb: int) -> int | None:
    """The noun phrase right behind the verb ("said the minister")."""
    stop = grammar.sentences[grammar.tokens[verb].sentence].last
    for i in range(verb + 1, min(stop, verb + 8)):
        token = grammar.tokens[i]
        if token.upos in NOMINAL:
            noun = highest(grammar, i, verb + 1, stop)
            return None if opens_clause(grammar, noun, stop) else noun
        if token.upos not in ("DET", "ADJ", "NUM") and token.low not in ("-", "'s"):
            return None
    return None


def _before(grammar: Grammar, cues: Cues, verb: int, seen: set[int]) -> int | None:
    """By word order: the noun phrase before the verb group, over a relative clause's commas."""
    group = verb_group(grammar, verb)
    at = (group[0].i if group else verb) - 1
    sentence = grammar.sentences[grammar.tokens[verb].sentence]
    if at < sentence.first:
        return None
    token = grammar.tokens[at]
    if token.rel == "cc" or token.low in ("and", "but", "or"):
        for i in range(at - 1, sentence.first - 1, -1):
            if is_verb(grammar.tokens[i]) and grammar.tokens[i].upos == "VERB":
                return _of_governor(grammar, cues, i, seen)
        return None
    if token.text == ",":
        if grammar.tokens[verb].xpos == "VBG":
            for i in range(at - 1, sentence.first - 1, -1):
                if grammar.tokens[i].upos == "VERB" and grammar.dependent(i, "nsubj"):
                    return _of_governor(grammar, cues, i, seen)
            return None
        return (
            _over_aside(grammar, cues, at, sentence.first, verb) if tensed(grammar, verb) else None
        )
    return _noun_left(grammar, cues, at, verb) if tensed(grammar, verb) else None


def _over_aside(grammar: Grammar, cues: Cues, comma: int, first: int, verb: int) -> int | None:
    """The noun before what stands between commas: "Russia, which …, vowed"."""
    for i in range(comma - 1, first, -1):
        if grammar.tokens[i].text == ",":
            noun = _noun_left(grammar, cues, i - 1, verb)
            noun = None if noun is None else no_object(grammar, noun, [], verb)
            if noun is not None and (i + 1 == comma or grammar.tokens[i + 1].low in _RELATIVE
                                     or comma - i > 2):  # fmt: skip
                return noun
    return _noun_left(grammar, cues, comma - 1, verb)


def _noun_left(grammar: Grammar, cues: Cues, at: int, verb: int) -> int | None:
    """The head of the noun phrase that ends at or just before a token."""
    first = grammar.sentences[grammar.tokens[verb].sentence].first
    for i in range(at, max(first, at - 4) - 1, -1):
        token = grammar.tokens[i]
        named = token.text.isupper() and len(token.text) > 2
        if cues.has("times", token.low):
            continue
        if (token.upos in NOMINAL or named) and token.low not in _NOT_SPEAKERS:
            head = highest(grammar, i, first, verb)
            top = grammar.tokens[head]
            return i if cues.has("mute", top.lemma, top.low, top.low.removesuffix("s")) else head
        if token.upos in ("VERB", "SCONJ", "CCONJ"):
            return None
    return None
