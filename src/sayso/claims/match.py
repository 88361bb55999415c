"""Which words of a report name which predicate: patterns of the lexicon over the grammar."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.arguments import (
    agent,
    antecedent,
    complement,
    direct_object,
    is_passive,
    is_verb,
    modifiers,
    possessor,
    subject,
    surface_subject,
)  # fmt: skip
from sayso.claims.context import Context
from sayso.core.grammar import Grammar
from sayso.core.types import Record
from sayso.knowledge.patterns import Complement, Pattern

HYPHENS = ("-", "‑", "–")
NOUNS = frozenset({"NOUN", "PROPN"})
HARMING = frozenset({"force", "access"})


class Trigger(Record, frozen=True):
    """A head word that names a predicate. ``anchor`` is where complements hang ("control" in "take
    control of"); ``fixed``: the tokens that the pattern spelt out; ``fillers``: slot → tokens;
    ``relative``: its object was found as the gap of a relative clause, by word order; ``told``: the
    head word that named the deed, where this one only stands for it ("did so")."""

    predicate: str
    pattern: Pattern
    head: int
    fixed: tuple[int, ...]
    fillers: dict[str, tuple[int, ...]]
    relative: bool = False
    told: int | None = None


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
    return _complete(context, pattern, head, fixed, fillers)


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
        "subject": _noun_subject(context, head, rest),
        "object": _noun_object(context, head, pattern.case),
    }
    if any("bearer" in entry.slots for entry in pattern.roles):
        fillers["bearer"] = _bearer(context, head)
        if not fillers["bearer"]:
            return None
    trigger = _complete(context, pattern, head, fixed, fillers)
    aside = bool(fillers.get("bearer")) and grammar.dependent(head, "cop") is None
    return replace(trigger, relative=True) if trigger is not None and aside else trigger


def _bearer(context: Context, noun: int) -> tuple[int, ...]:
    """Who is called by a noun: "Chad, an ally of X", "X's backer, Chad", "Chad is X's ally"."""
    grammar = context.grammar
    token = grammar.tokens[noun]
    named: tuple[int, ...] = ()
    if token.rel == "appos":
        head = grammar.tokens[token.head]
        while head.rel == "conj" and grammar.tokens[head.head].upos in NOUNS:
            head = grammar.tokens[head.head]
        named = tuple(i for i in grammar.conjuncts(head.i) if i < noun)
    elif token.rel in ("compound", "nmod") and token.head > noun and not grammar.case(noun):
        named = grammar.conjuncts(token.head)
    elif grammar.dependent(noun, "cop") is not None:
        named = surface_subject(grammar, noun)
    elif (after := grammar.dependent(noun, "appos")) is not None:
        named = grammar.conjuncts(after.i)
    named = tuple(i for i in named if i != noun and _is_party(context, i))
    known = any(n.mention.id and n.mention.kind in PARTIES for n in context.mentions.get(noun, ()))
    return named or ((noun,) if known else ())  # "the rebels' backer Rwanda": read as one name


PARTIES = frozenset({
    "state", "official", "military", "armed group", "rebel", "political opposition",
    "intergovernmental", "NGO", "media", "monitor", "group of states", "person",
})  # fmt: skip


def _is_party(context: Context, head: int) -> bool:
    return any(n.mention.kind in PARTIES for n in context.mentions.get(head, ()))


def _noun_subject(context: Context, head: int, rest: list[int]) -> tuple[int, ...]:
    grammar = context.grammar
    agents = agent(grammar, head)
    if agents:
        return agents
    owners = tuple(
        i for i in possessor(grammar, head) if i not in context.places or _is_party(context, i)
    )
    if owners:
        return owners
    return tuple(i for i in rest if _is_party(context, i))


def _noun_object(context: Context, head: int, case: str) -> tuple[int, ...]:
    grammar = context.grammar
    if case and grammar.dependent(head, "cop"):
        return surface_subject(grammar, head)
    found = complement(grammar, head, "of")
    if found:
        return found
    if grammar.dependent(head, "cop") and grammar.case(head) == "under":
        return surface_subject(grammar, head)  # "the town is under siege"
    token = grammar.tokens[head]
    if token.rel == "nmod" and grammar.case(head) == "under" and context.belongs(
        token.head, ("place",)
    ):  # fmt: skip
        return (token.head,)  # "villages under rebel control"
    if complement(grammar, head, "by"):
        found = possessor(grammar, head)
    if not found:
        found = tuple(
            i
            for i in (*possessor(grammar, head), *(t.i for t in modifiers(grammar, head)))
            if i in context.places and not _is_party(context, i)
        )
    return found


def _shared(grammar: Grammar, noun: int) -> tuple[int, ...]:
    """The nouns that an adjective before the first describes: not one with words of its own before
    it ("allied militiamen, 274 rebels")."""
    return tuple(
        i
        for i in grammar.conjuncts(noun)
        if i == noun or grammar.dependent(i, "det", "nummod", "amod", "case") is None
    )


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


def _complete(
    context: Context,
    pattern: Pattern,
    head: int,
    fixed: list[int],
    fillers: dict[str, tuple[int, ...]],
) -> Trigger | None:
    """Check the complements one after another; a fixed noun becomes the anchor of the next."""
    anchor = head
    for asked in pattern.complements:
        if asked.word is not None:
            found = _fixed_word(context, asked, head, anchor)
            if found is None:
                return None
            fixed.extend(found)
            anchor = found[0]
            if not asked.preposition:
                fillers["object"] = ()
            continue
        fit = tuple(
            i
            for i in _open(context, pattern, asked, head, anchor, fillers)
            if context.belongs(i, asked.classes)
        )
        if not fit:
            return None
        fillers[asked.slot or "object"] = fit
    if anchor != head:
        before = [t.i for t in modifiers(context.grammar, anchor)]
        extra = _noun_subject(context, anchor, before)
        if not fillers.get("subject"):
            fillers["subject"] = extra
    return Trigger(
        predicate=pattern.predicate,
        pattern=pattern,
        head=head,
        fixed=tuple(dict.fromkeys([*fixed, anchor])),
        fillers=fillers,
        relative=_is_gap(context, head, fillers.get("object", ())),
    )


def _fixed_word(
    context: Context, asked: Complement, head: int, anchor: int
) -> tuple[int, ...] | None:
    grammar = context.grammar
    relations = ("obj", "obl", "nsubj", "nmod", "xcomp", "ccomp", "advmod", "amod", "compound")
    places = [*grammar.dependents(anchor, *relations)]
    if anchor != head:
        places += grammar.dependents(head, *relations)
    if not asked.preposition and is_verb(grammar.tokens[head]):
        places += [grammar.tokens[i] for i in direct_object(grammar, head)]
    if asked.preposition:
        places += grammar.dependents(anchor, "advcl")  # "kept them from leaving"
    for token in places:
        if asked.word not in (token.lemma, token.low):
            continue
        if asked.preposition and not _marked(context, token.i, asked.preposition):
            continue
        if token.rel == "conj" and any(t.low == "no" for t in grammar.dependents(token.i, "det")):
            continue  # "caused fires but no casualties"
        if not asked.preposition and token.rel in ("obl", "nmod") and grammar.case(token.i):
            continue
        before = {t.lemma: t.i for t in modifiers(grammar, token.i)}
        if all(m in before for m in asked.modifiers):
            return (token.i, *(before[m] for m in asked.modifiers))
    return None


def _marked(context: Context, nominal: int, preposition: str) -> bool:
    grammar = context.grammar
    marks = (t.low for t in grammar.dependents(nominal, "mark"))  # "from leaving", "as besieged"
    return preposition in grammar.case(nominal).split() or preposition in marks


def _is_gap(context: Context, head: int, objects: tuple[int, ...]) -> bool:
    """Whether the object stands before the verb, outside its clause and not as its antecedent."""
    token = context.grammar.tokens[head]
    return (
        bool(objects)
        and token.upos == "VERB"
        and max(objects) < head
        and token.rel == "advcl"
        and not set(objects) & set(context.grammar.subtree(head))
        and any(t.low in ("that", "which") for t in context.grammar.dependents(head, "mark", "obj"))
        and not is_passive(context.grammar, head)
    )


def _gap(context: Context, asked: Complement, head: int) -> tuple[int, ...]:
    """The object that a relative clause leaves out, by word order, where the parse has not hung the
    clause on it: "the towns … on Wednesday that they have held"."""
    grammar = context.grammar
    if not asked.classes or not is_verb(grammar.tokens[head]) or is_passive(grammar, head):
        return ()
    relative = next(
        (t for t in grammar.dependents(head, "mark", "obj", "nsubj") if t.low in ("that", "which")),
        None,
    )
    own = grammar.dependent(head, "nsubj")
    if relative is None or own is None or relative.i >= own.i:
        return ()
    if grammar.tokens[head].xpos == "VB":
        return ()  # "the demand that it withdraw" leaves nothing out
    sentence = grammar.sentences[relative.sentence]
    for index in range(relative.i - 1, max(sentence.first, relative.i - 12) - 1, -1):
        token = grammar.tokens[index]
        if token.upos not in ("NOUN", "PROPN") or index in context.times:
            continue
        if context.belongs(index, asked.classes):
            while token.rel == "conj" and context.belongs(token.head, asked.classes):
                token = grammar.tokens[token.head]
            return grammar.conjuncts(token.i)
    return ()


def _open(
    context: Context,
    pattern: Pattern,
    asked: Complement,
    head: int,
    anchor: int,
    fillers: dict[str, tuple[int, ...]],
) -> tuple[int, ...]:
    grammar = context.grammar
    if not asked.preposition and asked.slot != "object":
        return direct_object(grammar, anchor)
    if not asked.preposition:
        return fillers.get("object", ()) or _gap(context, asked, head)
    found = complement(grammar, anchor, asked.preposition)
    found = tuple(i for i in found if i not in context.times)  # "fell on Friday"
    if not found and anchor != head:
        found = complement(grammar, head, asked.preposition)
    if not found and pattern.form == "noun":
        found = _right_behind(context, anchor, asked.preposition)
    if not found and pattern.form == "noun" and asked.preposition == "of":
        own: tuple[int, ...] = ()
        if context.lexicon.predicates[pattern.predicate].family in HARMING:
            own = fillers.get("subject", ())  # "rebel siege": theirs, not of them
        before = [
            t.i
            for t in modifiers(grammar, head)
            if (t.i not in own or t.dep == "nmod:poss")
            and (t.upos != "ADJ" or t.i in context.mentions or t.i in context.places)
        ]
        found = (*fillers["object"], *before)
    if not found and pattern.form == "verb":
        # A phrase after the object, or after the "by" of a passive, may have been attached to it.
        after = agent(grammar, head) if is_passive(grammar, head) else ()
        for i in (*direct_object(grammar, head), *(i for i in after if i > head)):
            found = found or complement(grammar, i, asked.preposition)
    if not found:
        # The passive of a verb with a preposition: "the town was fired on".
        stranded = any(
            t.low == asked.preposition and grammar.dependent(t.i, "obj") is None
            for t in grammar.dependents(head, "obl", "compound", "advmod", "case")
        )
        if stranded:
            found = direct_object(grammar, head)
    return found


def _right_behind(context: Context, noun: int, preposition: str) -> tuple[int, ...]:
    """A party right behind an event noun, by its preposition, that the parse has hung on the verb
    before: "adding | to support from Iran"."""
    grammar = context.grammar
    token = grammar.tokens[noun]
    if token.rel not in ("obl", "obj") or token.head > noun:
        return ()
    for other in grammar.dependents(token.head, "obl"):
        first = grammar.subtree(other.i)[0]
        if first == noun + 1 and preposition in grammar.case(other.i).split():
            return grammar.conjuncts(other.i)
    return ()
