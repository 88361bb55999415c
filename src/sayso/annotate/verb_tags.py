"""Grammar → the same with the tags of cue words set right, where word order leaves no doubt.

A tagger takes "denies" for a plural noun, and a past tense for a participle. What follows a word
tells: no noun "denies" takes a clause with "that", no participle a gerund as its object.
"""

from __future__ import annotations

import msgspec

from sayso.annotate.cue_words import is_verb, stems, verb_group
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.cues import Cues

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_ARTICLES = frozenset({"the", "a", "an", "these", "those", "its", "their", "his", "her"})


def with_sure_verbs(grammar: Grammar, cues: Cues) -> Grammar:
    """The grammar with the tags of cue verbs corrected; trees and offsets stay as they are."""
    changed = {
        token.i: tags
        for token in grammar.tokens
        if token.low in cues.verbs and (tags := _tags(grammar, cues, token)) is not None
    }
    if not changed:
        return grammar
    tokens = tuple(
        msgspec.structs.replace(t, upos=changed[t.i][0], xpos=changed[t.i][1], feats="")
        if t.i in changed else t
        for t in grammar.tokens
    )  # fmt: skip
    return Grammar(grammar.text, tokens, grammar.sentences, grammar.names)


def _tags(grammar: Grammar, cues: Cues, token: Token) -> tuple[str, str] | None:
    sentence = grammar.sentences[token.sentence]
    if token.i == sentence.first or token.i + 1 >= sentence.last:
        return None
    before, after = grammar.tokens[token.i - 1], grammar.tokens[token.i + 1]
    if not is_verb(token):
        if cues.has("always_verbs", token.low) and before.upos not in ("DET", "ADJ"):
            return "VERB", _tense(token)
        only_verb = token.low not in cues.nouns and before.upos in _NOMINAL
        clause = after.low == "that" and token.i + 2 < sentence.last
        if only_verb and clause and not _noun_before(grammar, token):
            return "VERB", _tense(token)
        return None
    if (
        token.xpos in ("VBN", "VBD", "VBG")
        and after.upos == "NOUN"
        and _attributive(grammar, token)
    ):
        return "ADJ", "JJ"
    subject = grammar.dependent(token.i, "nsubj")
    if token.xpos == "VB" and "VerbForm=Fin" in token.feats and subject is not None:
        return "VERB", "VBP"
    if token.xpos == "VBN" and not verb_group(grammar, token.i) and _active(grammar, cues, token):
        return "VERB", "VBD"
    return None


def _tense(token: Token) -> str:
    if token.low.endswith("s"):
        return "VBZ"
    return "VBD" if token.low.endswith("d") else "VBP"


def _noun_before(grammar: Grammar, token: Token) -> bool:
    """Whether the word is the object of a verb or preposition: then it is a noun after all."""
    return token.rel in ("obj", "iobj", "obl", "nmod") and any(
        t.upos == "DET" and t.i == token.i - 1 for t in grammar.dependents(token.i, "det")
    )


def _attributive(grammar: Grammar, token: Token) -> bool:
    """ "the two excluded groups": a participle between article and noun."""
    at = token.i - 1
    if at and grammar.tokens[at].upos == "NUM":
        at -= 1
    return grammar.tokens[at].low in _ARTICLES


def _active(grammar: Grammar, cues: Cues, token: Token) -> bool:
    """Whether a bare form in -ed is a past tense: it has a subject of its own, or what follows is
    something that only an active verb takes."""
    subject = grammar.dependent(token.i, "nsubj")
    if subject is not None and subject.i < token.i:
        return True
    after = grammar.tokens[token.i + 1]
    if after.low == "to":
        then = grammar.tokens[min(token.i + 2, len(grammar.tokens) - 1)]
        infinitive = is_verb(then) or then.upos == "AUX"
        return infinitive and cues.has("agent_control", token.lemma, *stems(token.low))
    gerund = after.xpos == "VBG" or (after.upos == "VERB" and after.low.endswith("ing"))
    return gerund and cues.has("gerund_takers", token.lemma, *stems(token.low))
