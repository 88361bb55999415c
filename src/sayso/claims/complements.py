"""What a pattern asks for beside its head: fixed words, and slots behind prepositions."""

from __future__ import annotations

from sayso.claims.arguments import agent, complement, direct_object, is_passive, is_verb, modifiers
from sayso.claims.context import Context
from sayso.claims.event_nouns import noun_subject
from sayso.claims.trigger import Trigger
from sayso.knowledge.patterns import Complement, Pattern

HARMING = frozenset({"force", "access"})


def completed(
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
        extra = noun_subject(context, anchor, before)
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
