"""Grammar → attributions by nouns: "his denial of …", "the announcement that …"."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from sayso.annotate.complements import Content
from sayso.annotate.contents import complement
from sayso.annotate.cue_words import Found, is_verb, stands, stems, verb_group
from sayso.annotate.speakers import NOBODY, Speakers, speakers_at, speakers_of
from sayso.annotate.subjects import NOMINAL
from sayso.core.annotation import Attribution
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.cues import Cue, Cues

HAVING = frozenset({"have", "hold", "carry"})


def nominal_attributions(grammar: Grammar, cues: Cues) -> Iterator[Attribution]:
    """One attribution for each cue noun with a content: a clause, an infinitive, or a phrase with
    one of the prepositions that its entry names."""
    for token in grammar.tokens:
        noun = token.upos == "NOUN" or token.xpos in ("NN", "NNS")
        if not noun or token.low not in cues.nouns:
            continue
        if token.i and grammar.tokens[token.i - 1].low == "in":
            continue  # "in order to", "in the hope of" say why, not what
        for cue in cues.nouns[token.low]:
            found = _found(grammar, cue, token)
            content = None if found is None else _content(grammar, cues, found)
            if found is None or content is None:
                continue
            carrier = _carrier(grammar, cues, token)
            if carrier is not None and not stands(grammar, cues, carrier.i):
                break
            speakers = _speakers(grammar, cues, token, carrier)
            if cue.subjects and not speakers.heads:
                break
            yield Attribution(
                sources=speakers.heads,
                source_spans=speakers.spans,
                cue=token.i,
                cue_span=grammar.chars(token.i, found.last),
                content=tuple(grammar.chars(*r) for r in content.ranges),
                manner=cue.manner or "paraphrase",
                act=cue.act,
                polarity=cue.polarity,
                certainty=cue.certainty,
                cue_negated=_has_no(grammar, token) or _is_baseless(grammar, cues, token),
                neutral=cue.neutral,
                lemma=cue.lemma,
            )
            break


def _has_no(grammar: Grammar, noun: Token) -> bool:
    return any(t.low == "no" for t in grammar.dependents(noun.i, "det"))


def _is_baseless(grammar: Grammar, cues: Cues, noun: Token) -> bool:
    """ "No truth to claims that …"."""
    over = grammar.tokens[noun.head]
    return cues.has("baseless", over.lemma) and _has_no(grammar, over)


def _found(grammar: Grammar, cue: Cue, token: Token) -> Found | None:
    stop = grammar.sentences[grammar.tokens[token.i].sentence].last
    last = token.i + len(cue.words)
    if last > stop or any(
        grammar.tokens[token.i + n].low != word for n, word in enumerate(cue.words) if n
    ):
        return None
    return Found(cue=cue, head=token.i, last=last)


def _content(grammar: Grammar, cues: Cues, found: Found) -> Content | None:
    stop = grammar.sentences[grammar.tokens[found.head].sentence].last
    if found.last + 1 >= stop:
        return None
    after, then = grammar.tokens[found.last], grammar.tokens[found.last + 1]
    frames = found.cue.frames
    if after.low == "that" and "that" in frames:
        if after.rel in ("nsubj", "obj") or is_verb(then) or then.upos == "AUX":
            return None  # a relative pronoun
        return _only(grammar, cues, found, "that")
    if "that" in frames and _bare(grammar, found.last):
        return _only(grammar, cues, found, "that")
    if (
        "to" in frames
        and after.low in ("to", "not")
        and (is_verb(then) or then.upos in ("AUX", "ADV") or then.low == "to")
    ):
        return _only(grammar, cues, found, "to")
    if after.low in frames and after.low in ("of", "for", "about"):
        moved = Found(cue=found.cue, head=found.head, last=found.last + 1)
        gerund = _only(grammar, cues, moved, "ing")
        return gerund or _only(grammar, cues, moved, "object")
    return None


def _bare(grammar: Grammar, first: int) -> bool:
    """Whether a clause without "that" begins with a pronoun: "charges he had beaten them"; not one
    that leaves its object out ("the claim they rejected")."""
    if grammar.tokens[first].low not in ("he", "she", "it", "they", "we"):
        return False
    verb = grammar.tokens[grammar.tokens[first].head]
    return (
        grammar.tokens[first].rel == "nsubj"
        and is_verb(verb)
        and verb.i > first
        and grammar.dependent(verb.i, "obj", "obl", "aux:pass", "xcomp", "ccomp") is not None
    )


def _only(grammar: Grammar, cues: Cues, found: Found, frame: str) -> Content | None:
    cue = replace(found.cue, frames=frozenset({frame}))
    content = complement(grammar, cues, (replace(found, cue=cue),))
    if content is None or content.ranges[0][0] < found.last:
        return None
    token = grammar.tokens[found.head]
    if token.rel == "nsubj" and token.head > content.ranges[0][0]:
        # "Reports that it had fallen were denied": the main verb ends the clause.
        group = verb_group(grammar, token.head)
        end = min(content.ranges[0][1], group[0].i if group else token.head)
        if end > content.ranges[0][0]:
            return replace(content, ranges=((content.ranges[0][0], end),))
    return content


def _carrier(grammar: Grammar, cues: Cues, token: Token) -> Token | None:
    """The verb that does the saying with the noun: "issued a warning"."""
    head = grammar.tokens[token.head]
    if token.rel == "obj" and is_verb(head) and cues.has("light", head.lemma, *stems(head.low)):
        return head
    return None


def _speakers(grammar: Grammar, cues: Cues, token: Token, carrier: Token | None) -> Speakers:
    for owner in grammar.dependents(token.i, "nmod:poss"):
        return speakers_at(grammar, cues, owner.i, token.i)
    for owner in grammar.dependents(token.i, "nmod", "obl"):
        if grammar.case(owner.i) in ("by", "from") and owner.upos in NOMINAL:
            return speakers_at(grammar, cues, owner.i, token.i)
    if carrier is not None and carrier.lemma in HAVING and cues.has("received", token.lemma):
        return NOBODY  # "the guards had orders to shoot": somebody else's
    if carrier is not None:
        return speakers_of(grammar, cues, carrier.i)
    for owner in grammar.dependents(token.i, "compound", "amod"):
        named = any(n.first <= owner.i < n.last for n in grammar.names)
        group = owner.rel == "compound" and cues.has("speakers", owner.low)
        if (named or group) and owner.i < token.i:
            return Speakers(heads=(owner.i,), spans=((owner.start, owner.end),))
    return NOBODY
