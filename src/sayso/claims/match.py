"""Which words of a report name which predicate: patterns of the lexicon over the grammar."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.arguments import (
    antecedent,
    direct_object,
    is_passive,
    is_verb,
    modifiers,
    subject,
    surface_subject,
)
from sayso.claims.complements import completed
from sayso.claims.context import Context
from sayso.claims.event_nouns import NOUNS, bearer_of, noun_object, noun_subject
from sayso.claims.trigger import Trigger
from sayso.core.grammar import Grammar
from sayso.knowledge.patterns import Pattern

HYPHENS = ("-", "‑", "–")


def match(context: Context, pattern: Pattern, head: int) -> Trigger | None:
    """Match one pattern at one head, or none."""
    if pattern.form == "verb":
        return _verb(context, pattern, head)
    if pattern.form == "noun":
        return _noun(context, pattern, head)
    return _adjective(context, pattern, head)


def _verb(context: Context, pattern: Pattern, head: int) -> Trigger | None:
    grammar = context.grammar
    fixed = [head]
    for particle in pattern.particles:
        found = _particle(context, head, particle)
        if found is None:
            return None
        fixed.append(found)
    objects = tuple(
        i
        for i in direct_object(grammar, head)
        if i not in context.times
        and not (
            i == antecedent(grammar, head)
            and grammar.tokens[i].lemma in context.governors.transparent
        )
    )
    for index in fixed[1:]:
        # "fought off the militants": the particle taken for the object's preposition.
        if not objects and grammar.tokens[index].rel == "case":
            objects = grammar.conjuncts(grammar.tokens[index].head)
    objects = _name_before(context, pattern, head) or objects
    fillers = {"subject": subject(grammar, head), "object": objects}
    if not objects and not pattern.complements and _headline_passive(context, pattern, head):
        fillers = {"subject": (), "object": fillers["subject"]}
    if pattern.subject:
        fit = tuple(i for i in fillers["subject"] if context.belongs(i, pattern.subject))
        if not fit:
            return None
        fillers["subject"] = fit
    if any(c.preposition and c.slot == "object" for c in pattern.complements):
        fillers["object"] = ()
    return completed(context, pattern, head, fixed, fillers)


def _name_before(context: Context, pattern: Pattern, head: int) -> tuple[int, ...]:
    """ "Convoys to the town, besieged by rebels, …": a participle behind a comma is of the noun
    just before it, where that can suffer it and what the parse has hung it on cannot."""
    grammar = context.grammar
    token = grammar.tokens[head]
    classes = next((c.classes for c in pattern.complements if c.slot == "object"), ())
    if not classes or token.xpos != "VBN" or token.rel not in ("acl", "advcl") or head < 2:
        return ()
    if grammar.tokens[head - 1].text != "," or not is_passive(grammar, head):
        return ()
    noun = grammar.tokens[head - 2]
    while noun.rel in ("flat", "compound", "conj", "fixed") and not grammar.case(noun.i):
        noun = grammar.tokens[noun.head]
    if noun.upos not in NOUNS or noun.sentence != token.sentence or noun.i == token.head:
        return ()
    hung = (token.head,) if token.rel == "acl" else surface_subject(grammar, head)
    if any(context.belongs(i, classes) for i in hung) or not context.belongs(noun.i, classes):
        return ()
    return tuple(i for i in grammar.conjuncts(noun.i) if i < head)


def _headline_passive(context: Context, pattern: Pattern, head: int) -> bool:
    """ "Three killed in air strike": a headline leaves the auxiliary of a passive out."""
    grammar, report = context.grammar, context.report
    token = grammar.tokens[head]
    segment = grammar.sentences[token.sentence].segment
    takes = any(e.role == "recipient" and "object" in e.slots for e in pattern.roles)
    return (
        takes
        and bool(report.segments)
        and report.segments[segment].kind == "headline"
        and token.xpos in ("VBD", "VBN")
        and grammar.dependent(head, "aux", "xcomp", "ccomp") is None
    )


def _particle(context: Context, head: int, particle: str) -> int | None:
    grammar = context.grammar
    for token in grammar.dependents(head, "compound", "advmod", "case", "mark", "obl"):
        if token.low == particle:
            return token.i
    for token in grammar.tokens[head + 1 : head + 2]:
        if token.low == particle and token.upos in ("ADP", "ADV", "PART"):
            return token.i
    for child in grammar.dependents(head, "obl", "nmod"):
        for token in grammar.dependents(child.i, "case"):
            if token.low == particle:
                return token.i
    return None


def _noun(context: Context, pattern: Pattern, head: int) -> Trigger | None:
    grammar = context.grammar
    token = grammar.tokens[head]
    if token.rel == "compound" and grammar.tokens[token.head].i > head:
        return None
    if pattern.case and grammar.case(head) != pattern.case:
        return None
    fixed = [head]
    before = modifiers(grammar, head)
    for wanted in pattern.modifiers:
        found = next((t for t in before if wanted in (t.lemma, t.low)), None)
        if found is None:
            found = next(
                (
                    t
                    for t in grammar.tokens[max(0, head - len(pattern.modifiers) - 1) : head]
                    if wanted in (t.lemma, t.low)
                ),
                None,
            )
        if found is None:
            return None
        fixed.append(found.i)
    # "An Israeli missile strike": whose missile it is, is whose strike it is.
    deeper = [m for t in before for m in modifiers(grammar, t.i)]
    rest = [t.i for t in (*before, *deeper) if t.i not in fixed]
    if pattern.subject:
        limited = surface_subject(grammar, head) if pattern.case else rest
        if not any(context.belongs(i, pattern.subject) for i in limited):
            return None
    fillers = {
        "subject": noun_subject(context, head, rest),
        "object": noun_object(context, head, pattern.case),
    }
    if any("bearer" in entry.slots for entry in pattern.roles):
        fillers["bearer"] = bearer_of(context, head)
        if not fillers["bearer"]:
            return None
    trigger = completed(context, pattern, head, fixed, fillers)
    aside = bool(fillers.get("bearer")) and grammar.dependent(head, "cop") is None
    return replace(trigger, relative=True) if trigger is not None and aside else trigger


def _adjective(context: Context, pattern: Pattern, head: int) -> Trigger | None:
    grammar = context.grammar
    token = grammar.tokens[head]
    if is_verb(token) and token.rel != "amod":
        nouns: tuple[int, ...] = direct_object(grammar, head)
    elif token.rel in ("amod", "acl"):
        if pattern.subject and not pattern.suffix:
            return None
        nouns = _shared(grammar, token.head)
    else:
        nouns = subject(grammar, head)
    fillers: dict[str, tuple[int, ...]] = {"object": nouns}
    if pattern.suffix:
        before = [
            t.i
            for t in grammar.tokens[max(0, head - 3) : head]
            if t.upos in ("NOUN", "PROPN", "ADJ") and t.sentence == token.sentence
        ]
        hyphen = head > 0 and grammar.tokens[head - 1].text in HYPHENS
        if not hyphen or not before:
            return None
        fillers["subject"] = (before[-1],)
        if pattern.subject and not context.belongs(before[-1], pattern.subject):
            return None
    elif is_verb(token):
        fillers["subject"] = subject(grammar, head)
    if pattern.subject and not pattern.suffix:
        fillers["object"] = tuple(i for i in nouns if context.belongs(i, pattern.subject))
        if not fillers["object"]:
            return None
    for asked in pattern.complements:
        fit = tuple(i for i in nouns if context.belongs(i, asked.classes))
        if not fit:
            return None
        fillers["object"] = fit
    return Trigger(
        predicate=pattern.predicate, pattern=pattern, head=head, fixed=(head,), fillers=fillers
    )


def _shared(grammar: Grammar, noun: int) -> tuple[int, ...]:
    """The nouns that an adjective before the first describes: not one with words of its own before
    it ("allied militiamen, 274 rebels")."""
    return tuple(
        i
        for i in grammar.conjuncts(noun)
        if i == noun or grammar.dependent(i, "det", "nummod", "amod", "case") is None
    )
