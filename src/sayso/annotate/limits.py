"""Grammar and cue → where what is said must end: at the next saying, or with its sentence."""

from __future__ import annotations

from sayso.annotate.cue_words import Found, is_verb
from sayso.annotate.source_phrases import broken_line
from sayso.core.grammar import Grammar
from sayso.knowledge.cues import Cues

_COORDINATORS = frozenset({"but", "and", "while", "although", "though", "as", "whereas", "yet"})
_CLOSING = frozenset({".", "!", "?", ";", '"', "”", "’", "''"})
_TENSES = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "PART"})
_LONGEST_SUBJECT = 8
# Words that open a subordinate clause: by itself it is not what is said.
SUBORDINATORS = frozenset(
    {"while", "although", "though", "when", "after", "before", "as", "because", "since", "if",
     "with", "despite", "unless", "until", "once"}
)  # fmt: skip


def sentence_end(grammar: Grammar, i: int) -> int:
    """The index after the last word of the sentence of token ``i``."""
    stop = grammar.sentences[grammar.tokens[i].sentence].last
    stop = next((j + 1 for j in range(i, stop - 1) if broken_line(grammar, j)), stop)
    while stop > i + 1 and grammar.tokens[stop - 1].text in _CLOSING:
        stop -= 1
    return stop


def content_end(grammar: Grammar, cues: Cues, found: Found) -> int:
    """The index before which the content of a cue ends: that of its sentence, or of the clause
    that says something else (", saying …", ", but the army denies that …")."""
    return clause_end(grammar, cues, found, found.last, sentence_end(grammar, found.head))


def clause_end(
    grammar: Grammar, cues: Cues, found: Found, start: int, stop: int, breaks: bool = True
) -> int:
    """By word order: where a clause that begins at ``start`` ends within a sentence. ``breaks``:
    whether a semicolon ends it."""
    for i in range(start + 1, stop - 1):
        token, after = grammar.tokens[i], grammar.tokens[i + 1]
        if token.text == ";" and breaks:
            return i
        if token.low in ("and", "but", "while", "whereas") and (
            grammar.tokens[i - 1].text != ","
            and _says_that(grammar, cues, found, i + 1, stop)
        ):  # fmt: skip
            return i
        if token.text != ",":
            continue
        if after.low == "according" or (after.low in cues.verbs and after.low.endswith("ing")):
            return i
        if after.low in _COORDINATORS and _says_again(grammar, cues, found, i + 2, stop):
            return i
        if after.low == "yet" and _new_clause(grammar, i + 2, stop):
            return i  # the outlet's own objection
    return stop


def _says_again(grammar: Grammar, cues: Cues, found: Found, first: int, stop: int) -> bool:
    """Whether a clause that begins at ``first`` is a saying of its own beside the cue: its verb
    hangs on the cue, or stands right behind its subject and is a cue too."""
    for i in range(first, min(stop, first + _LONGEST_SUBJECT)):
        token = grammar.tokens[i]
        if token.upos == "PUNCT" or token.low in ("that", "who", "which", "to"):
            return False
        if is_verb(token) and token.upos == "VERB":
            if token.head == found.head:
                return True
            return token.low in cues.verbs and token.xpos in ("VBD", "VBZ", "VBP")
    return False


def _says_that(grammar: Grammar, cues: Cues, found: Found, first: int, stop: int) -> bool:
    """Whether a subject, a cue in the tense of this one and "that" begin at ``first``."""
    for i in range(first + 1, min(stop - 1, first + _LONGEST_SUBJECT)):
        token = grammar.tokens[i]
        if is_verb(token):
            same = token.xpos == grammar.tokens[found.head].xpos and token.xpos in _TENSES
            return same and token.low in cues.verbs and grammar.tokens[i + 1].low == "that"
        if token.upos not in _SUBJECT:
            return False
    return False


def _new_clause(grammar: Grammar, first: int, stop: int) -> bool:
    """Whether a subject and a verb with a tense begin at ``first``."""
    for i in range(first, min(stop, first + _LONGEST_SUBJECT)):
        token = grammar.tokens[i]
        if token.xpos in _TENSES:
            return i > first
        if token.upos not in _SUBJECT | {"ADV"}:
            return False
    return False


def interrupted(grammar: Grammar, first: int, comma: int, rest: tuple[int, int]) -> int:
    """Where the clause begins that a saying stands in the middle of: "The convoy stopped, because
    the army, it said, had shelled the road" has but the reason from the source. By word order: a
    conjunction behind a whole clause, its subject at most before the saying, its verb behind."""
    tensed = [t.i for t in grammar.tokens[first : rest[1]] if t.xpos in _TENSES]
    opener = next(
        (
            i
            for i in range(comma - 1, first, -1)
            if grammar.tokens[i].low in SUBORDINATORS | {"and", "but"}
        ),
        first,
    )
    between = grammar.tokens[opener + 1 : comma]
    if not any(i < opener for i in tensed) or any(t.xpos in _TENSES for t in between):
        return first
    if any(t.text == "," for t in between):
        return first
    goes_on = next((i for i in range(*rest) if grammar.tokens[i].upos != "ADV"), rest[0])
    return opener + 1 if not between or goes_on in tensed else first
