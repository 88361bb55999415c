"""Signals of how an event word is put: names of what is true of it in its sentence's tree.

``signals`` names what stands on the word, beside it and above it; ``climbing`` adds what the
lexicon's governors make of it. The names mean nothing by themselves: language/factuality.py
weighs them by what training/factuality.py learned.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Span

from sayso.core.types import Certainty, Record
from sayso.knowledge.cues import Cue, load_cues
from sayso.knowledge.governors import Effect, Governor, load_governors

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
BESIDE = frozenset(
    {"advmod", "discourse", "amod", "det", "case", "cc", "obl:tmod", "expl", "compound:prt"}
)
BARE = ("VB", "VBP")
NON_FINITE = ("VB", "VBN", "VBG")
MODAL = "MD"
HIGHEST = 3  # governors that are looked at


class Lexicon(Record, frozen=True):
    """What the signals take from knowledge/lexicon, by word."""

    governors: dict[str, tuple[Governor, ...]]
    effects: dict[str, tuple[str, ...]]
    modifiers: dict[str, Effect]
    modals: dict[str, Effect]
    perfect: dict[str, Effect]
    negators: frozenset[str]
    hedges: dict[str, Certainty]
    marks: dict[str, str]
    prepositions: dict[str, str]
    verb_cues: dict[str, tuple[Cue, ...]]
    noun_cues: dict[str, tuple[Cue, ...]]


class Sentence(Record, frozen=True):
    """A sentence as lists over its words; heads and kids are places in it."""

    words: tuple[str, ...]  # in small letters
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]  # a root is its own
    kids: tuple[tuple[int, ...], ...]
    auxes: tuple[tuple[str, ...], ...]  # of each word: its auxiliaries and copulas
    modals: tuple[tuple[str, ...], ...]
    negated: tuple[bool, ...]
    marks: tuple[tuple[str, ...], ...]
    everywhere: tuple[str, ...]  # signals of the sentence as a whole


@functools.cache
def lexicon() -> Lexicon:
    """The lexicon, read once. Raises KnowledgeError."""
    table, cues = load_governors(), load_cues()
    effects: dict[str, set[str]] = {}
    for word, found in table.index.items():
        effects[word] = {name for governor in found for name in _effect(governor.effect)}
    return Lexicon(
        governors=dict(table.index),
        effects={word: tuple(sorted(found)) for word, found in effects.items()},
        modifiers=dict(table.modifier_index),
        modals=table.modals,
        perfect=table.perfect,
        negators=frozenset(table.negators),
        hedges={word: key for key, words in table.hedges.items() for word in words},
        marks={w: k for k, ws in table.marks.items() if k != "plain" for w in ws if " " not in w},
        prepositions={w: k for k, ws in table.prepositions.items() for w in ws if " " not in w},
        verb_cues=dict(cues.verbs),
        noun_cues=dict(cues.nouns),
    )


def _effect(effect: Effect) -> Iterator[str]:
    """Names of what an effect does; "plain" for nothing but whose act it is."""
    found = [
        f"{name}={value}"
        for name in ("status", "polarity", "certainty", "phase")
        if (value := getattr(effect, name))
    ]
    if effect.presupposes:
        found.append("presupposes")
    yield from found or ["plain"]


def sentence_of(span: Span) -> Sentence:
    """A parsed sentence of a ``Doc`` as lists; white space tokens are words of no kind."""
    lex = lexicon()
    first = span.start
    words = tuple(token.lower_.replace("’", "'") for token in span)
    lemmas = tuple(token.lemma_.lower() for token in span)
    upos, xpos = tuple(t.pos_ for t in span), tuple(t.tag_ for t in span)
    feats = tuple(str(token.morph) for token in span)
    deps = tuple("root" if token.dep_ == "ROOT" else token.dep_ for token in span)
    last = len(words)
    heads = tuple(
        at if 0 <= (at := token.head.i - first) < last else token.i - first for token in span
    )
    kids: list[list[int]] = [[] for _ in words]
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
    negators = [
        words[i] in lex.negators or "Polarity=Neg" in feats[i] or "PronType=Neg" in feats[i]
        for i in range(last)
    ]
    auxes, modals, negated, marks = [], [], [], []
    for own in kids:
        helpers = [k for k in own if deps[k].startswith("aux") or deps[k] == "cop"]
        auxes.append(
            tuple(
                (lemmas[k] if xpos[k] == MODAL else f"{lemmas[k]}_{xpos[k]}")
                + (":cop" if deps[k] == "cop" else "")
                for k in helpers
            )
        )
        modals.append(tuple(lemmas[k] for k in helpers if lemmas[k] in lex.modals))
        # "no longer": the negator stands on the adverb.
        negated.append(
            any(
                (negators[k] and deps[k] != "conj")
                or (deps[k] == "advmod" and any(negators[q] for q in kids[k]))
                for k in own
            )
        )
        marks.append(tuple(words[k] for k in own if deps[k] == "mark"))
    everywhere = {f"s:{lemmas[i]}" for i in range(last) if xpos[i] == MODAL}
    everywhere |= {f"s:{words[i]}" for i in range(last) if lex.marks.get(words[i]) == "condition"}
    everywhere |= {"s:negated"} if any(negators) else set()
    everywhere |= {"quoted"} if {"``", "''"} & set(xpos) else set()
    everywhere |= {"question"} if "?" in words[-3:] else set()
    everywhere |= {"exclaimed"} if words[-1:] == ("!",) else set()
    everywhere |= {"bare first"} if xpos[:1] == ("VB",) else set()
    return Sentence(
        words=words,
        lemmas=lemmas,
        upos=upos,
        xpos=xpos,
        feats=feats,
        deps=deps,
        heads=heads,
        kids=tuple(map(tuple, kids)),
        auxes=tuple(auxes),
        modals=tuple(modals),
        negated=tuple(negated),
        marks=tuple(marks),
        everywhere=tuple(sorted(everywhere)),
    )


def helpers_of(x: Sentence, i: int) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Auxiliaries, modals and marks of a word; a conjunct without its own has those of the first:
    "will go and see"."""
    if (
        x.deps[i] == "conj"
        and not x.auxes[i]
        and not any(x.deps[k] in SUBJECTS for k in x.kids[i])
        and (x.xpos[i] in NON_FINITE or x.xpos[i] == x.xpos[x.heads[i]])
    ):
        head = x.heads[i]
        return x.auxes[head], x.modals[head], x.marks[i] + x.marks[head]
    return x.auxes[i], x.modals[i], x.marks[i]


def signals(x: Sentence, i: int) -> set[str]:
    """The signals of a word on itself, beside it and above it."""
    found = set(x.everywhere)
    found.update(_own(x, i))
    for k in x.kids[i]:
        found.update(_beside(x, i, k))
    found.update(_above(x, i))
    return found


def acts(x: Sentence, i: int) -> tuple[Cue, ...]:
    """The cues that a word may begin, by its lemma."""
    lex = lexicon()
    return (lex.noun_cues if x.upos[i] == "NOUN" else lex.verb_cues).get(x.lemmas[i], ())


def _own(x: Sentence, i: int) -> Iterator[str]:
    lex = lexicon()
    auxes, modals, marks = helpers_of(x, i)
    pattern, xpos = "+".join(auxes), x.xpos[i]
    yield from (f"up:{x.upos[i]}", f"xp:{xpos}", f"dep:{x.deps[i]}", f"lem:{x.lemmas[i]}")
    yield from (f"m:{feature}" for feature in x.feats[i].split("|") if feature)
    yield from (f"pat:{pattern}|{xpos}", f"mpat:{'+'.join(marks)}|{pattern}|{xpos}")
    yield from (f"aux:{aux}" for aux in auxes)
    for mark in marks:
        yield f"mark:{mark}"
        if mark in lex.marks:
            yield f"markc:{lex.marks[mark]}"
    if modals:
        yield "modal"
    if x.negated[i]:
        yield from ("neg", f"neg|{pattern}")
    if x.deps[i] == "conj" and x.negated[x.heads[i]]:
        yield "neg above conj"
    yield from (f"own.eff:{effect}" for effect in lex.effects.get(x.lemmas[i], ()))
    yield from (f"own.act:{cue.act}" for cue in acts(x, i))
    subject = any(x.deps[k] in SUBJECTS for k in x.kids[i])
    yield f"nosubj:{not subject}|{xpos}"
    if not subject and not auxes and not marks and xpos in BARE:
        yield "bare"
    for place, name in ((i + 1, "next"), (i - 1, "prev"), (i - 2, "prev2")):
        if 0 <= place < len(x.words):
            yield f"{name}:{x.words[place]}"
    yield f"len:{min(4, len(x.words) // 8)}"


def _beside(x: Sentence, i: int, k: int) -> Iterator[str]:
    lex = lexicon()
    dep, lemma = x.deps[k], x.lemmas[k]
    yield f"kd:{dep}"
    if dep in BESIDE:
        yield f"k.{dep}:{lemma}"
    if lemma in lex.modifiers or x.words[k] in lex.modifiers:
        effect = lex.modifiers.get(x.words[k]) or lex.modifiers[lemma]
        yield f"k.mod:{'|'.join(_effect(effect))}"
    if lemma in lex.hedges:
        yield f"k.hedge:{lex.hedges[lemma]}"
    if dep in SUBJECTS or dep == "expl":
        yield from (f"subj:{x.words[k] if x.upos[k] == 'PRON' else x.upos[k]}", f"subjdep:{dep}")
        if x.negated[k]:
            yield "neg subject"
    if dep in ("obj", "obl") and x.negated[k]:
        yield "neg argument"
    if dep == "advcl":
        yield from (f"advcl.mark:{mark}" for mark in x.marks[k])
    if dep == "obl":
        yield from (f"obl:{x.words[c]}" for c in x.kids[k] if x.deps[c] == "case")


def _above(x: Sentence, i: int) -> Iterator[str]:
    lex = lexicon()
    path: list[str] = []
    at = i
    for step in range(1, HIGHEST + 1):
        if x.heads[at] == at:
            break
        below, dep, at = at, x.deps[at], x.heads[at]
        path.append(dep)
        name, lemma = f"g{step}", x.lemmas[at]
        auxes, modals, marks = helpers_of(x, at)
        if step == 1:
            yield from (f"g1.lem:{lemma}", f"g1.dlem:{dep}|{lemma}")
            if dep == "conj":
                yield "is conj"
        if step < HIGHEST:
            yield from (f"{name}.up:{x.upos[at]}", f"{name}.d:{dep}")
            yield f"{name}.pat:{'+'.join(auxes)}|{x.xpos[at]}"
            yield from (f"{name}.aux:{aux}" for aux in auxes)
            yield from (f"{name}.mark:{mark}" for mark in marks)
            yield from (f"{name}.act:{cue.act}" for cue in acts(x, at))
            for effect in lex.effects.get(lemma, ()):
                yield from (f"{name}.eff:{effect}", f"{name}.{dep}.eff:{effect}")
            if lemma in lex.modifiers:
                yield f"{name}.mod:{'|'.join(_effect(lex.modifiers[lemma]))}"
        if x.negated[at]:
            yield from ("any neg", f"{name}.neg")
        if modals:
            yield from ("any modal", f"{name}.modal")
        for mark in marks:
            if mark in lex.marks:
                yield f"{name}.markc:{lex.marks[mark]}"
                if lex.marks[mark] == "condition":
                    yield "any condition"
        yield f"path:{'<'.join(path)}"
        for k in x.kids[at]:
            if x.lemmas[k] in lex.hedges:
                yield f"{name}.hedge:{lex.hedges[x.lemmas[k]]}"
            if k != below and x.deps[k] == "advcl" and _conditional(x.marks[k]):
                yield f"{name}.conditioned"
    yield f"depth:{len(path)}"
    if "question" in x.everywhere:
        yield f"question|depth{len(path)}"


def _conditional(marks: Sequence[Any]) -> bool:
    return any(lexicon().marks.get(mark) == "condition" for mark in marks)
