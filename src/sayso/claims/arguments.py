"""Who does it and to whom, in grammar: the logical subject, object and complements of a head.

Everything here is Universal Dependencies and word order; nothing knows a predicate. All functions
give indices of head tokens, coordinated ones apart, in text order.
"""

from __future__ import annotations

from sayso.core.grammar import Grammar, Token
from sayso.knowledge.governors import load_governors

RELATIVE = frozenset({"which", "who", "whom", "that", "whose"})
# Prepositions of two words of which the second says nothing by itself ("because of").
WHOLE = frozenset({"because", "according", "due", "owing", "thanks", "prior", "contrary"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def is_verb(token: Token) -> bool:
    """A verb, or an adjective that is a participle."""
    return token.upos == "VERB" or (token.upos == "ADJ" and token.xpos in ("VBN", "VBG"))


def is_passive(grammar: Grammar, verb: int) -> bool:
    """Whether a verb is passive: by its relations, or as a participle after a noun."""
    if any(t.dep in ("nsubj:pass", "aux:pass", "csubj:pass") for t in grammar.dependents(
        verb, "nsubj", "aux", "csubj"
    )):  # fmt: skip
        return True
    token = grammar.tokens[verb]
    if token.xpos != "VBN" or any(t.lemma == "have" for t in grammar.dependents(verb, "aux")):
        return False
    if token.rel in ("acl", "amod") and token.dep != "acl:relcl":
        return True
    if any(t.dep == "obl:agent" for t in grammar.dependents(verb, "obl")):
        return True
    if token.rel == "xcomp" and grammar.dependent(verb, "aux", "obj") is None:
        # "Lost ten men killed", "was left stranded"; but "remains committed".
        return grammar.tokens[token.head].lemma not in ("remain", "stay", "seem", "appear", "look")
    if token.rel in ("advcl", "conj", "root", "ccomp", "parataxis"):
        has_aux = grammar.dependent(verb, "aux") is not None
        has_subject = grammar.dependent(verb, "nsubj") is not None
        has_object = grammar.dependent(verb, "obj") is not None
        if token.rel == "conj" and not has_aux and not has_subject:
            head = grammar.tokens[token.head]
            return is_verb(head) and is_passive(grammar, head.i)
        if token.rel == "conj" and not has_aux and not has_object:
            # "Three were killed and six injured": the auxiliary is said once.
            head = grammar.tokens[token.head]
            return any(t.dep == "aux:pass" for t in grammar.dependents(head.i, "aux"))
        return token.rel == "advcl" and not has_aux and not has_subject and not has_object
    return False


def antecedent(grammar: Grammar, verb: int) -> int | None:
    """The noun that a relative clause with this verb (or its governor) modifies."""
    token = grammar.tokens[verb]
    seen = 0
    while token.rel in ("xcomp", "ccomp", "conj", "aux", "cop") and seen < 6:
        token = grammar.tokens[token.head]
        seen += 1
    if token.rel == "acl":
        return token.head
    return None


def _real(grammar: Grammar, verb: int, tokens: list[Token]) -> tuple[int, ...]:
    """Head tokens with relative pronouns replaced by what they stand for."""
    found: list[int] = []
    for token in tokens:
        if token.low in RELATIVE and (token.upos == "PRON" or token.xpos in ("WDT", "WP")):
            noun = antecedent(grammar, verb)
            if noun is None:
                noun = _noun_before(grammar, token.i)
            found.extend(() if noun is None else _joint(grammar, noun, token.i))
        else:
            found.extend(grammar.conjuncts(token.i))
    return tuple(dict.fromkeys(i for i in found if grammar.tokens[i].upos != "PUNCT"))


def _joint(grammar: Grammar, noun: int, pronoun: int) -> tuple[int, ...]:
    """ "Nubl and Zahraa, which …": a clause behind the last of several, hung on the first, is about
    all of them."""
    listed = grammar.conjuncts(noun)
    return listed if all(i < pronoun for i in listed) else (noun,)


def _noun_before(grammar: Grammar, index: int) -> int | None:
    """The head of the noun phrase that ends right before a relative pronoun: word order, where
    the parse has not attached the clause."""
    sentence = grammar.tokens[index].sentence
    index -= 1
    while index >= 0 and grammar.tokens[index].upos in ("PUNCT", "ADP"):
        index -= 1
    if index < 0 or grammar.tokens[index].sentence != sentence:
        return None
    if grammar.tokens[index].upos not in NOMINAL:
        return None
    token = grammar.tokens[index]
    while token.rel in ("flat", "compound", "appos", "nmod", "conj", "punct", "fixed"):
        up = grammar.tokens[token.head]
        if up.i > index or up.upos not in NOMINAL:
            break
        token = up
    return token.i


def matrix(grammar: Grammar, verb: int) -> int:
    """The verb that a participle adjunct belongs to. One set off by a comma at the end ("…, forcing
    the envoy to leave") goes with the main clause, not with a subordinate clause before it."""
    token = grammar.tokens[verb]
    head = grammar.tokens[token.head]
    comma = verb > 0 and grammar.tokens[verb - 1].text == ","
    marked = head.rel == "advcl" and any(True for _ in grammar.dependents(head.i, "mark"))
    if comma and marked and head.i < verb:
        while head.rel not in ("root", "ccomp", "conj", "parataxis") and head.dep != "acl:relcl":
            head = grammar.tokens[head.head]
    return head.i


def is_adjunct_participle(grammar: Grammar, verb: int) -> bool:
    """A participle clause beside a main clause, without a conjunction or preposition."""
    token = grammar.tokens[verb]
    if token.xpos != "VBG" or grammar.dependent(verb, "mark", "case", "aux") is not None:
        return False
    if token.rel == "conj":  # a bare participle cannot be coordinated with a finite verb
        return (
            grammar.tokens[token.head].xpos in ("VBD", "VBZ", "VBP")
            and grammar.dependent(verb, "cc") is None
        )
    return token.rel == "advcl"


def surface_subject(grammar: Grammar, verb: int, depth: int = 0) -> tuple[int, ...]:
    """The grammatical subject, own or shared through coordination, control or participle."""
    own = list(grammar.dependents(verb, "nsubj", "csubj"))
    if own:
        return _real(grammar, verb, own)
    token = grammar.tokens[verb]
    named = for_to_subject(grammar, verb)
    if named:
        return named
    if depth > 5 or token.head == verb:
        return ()
    head = grammar.tokens[token.head]
    if is_adjunct_participle(grammar, verb):
        head = grammar.tokens[matrix(grammar, verb)]
        if is_passive(grammar, head.i):
            return ()  # "…, placing them under siege": whoever did it, not who suffered it
    if token.rel == "conj":
        return surface_subject(grammar, head.i, depth + 1) if head.upos not in NOMINAL else ()
    if token.rel == "advcl" and token.xpos in ("VBD", "VBZ", "VBP"):
        return _lost_subject(grammar, verb)
    if token.rel in ("xcomp", "advcl", "ccomp"):
        # "Denies shooting": the gerund right after the verb is its subject's own.
        gerund = token.xpos == "VBG" and 0 < verb - token.head <= 3
        gerund = gerund and grammar.dependent(verb, "mark", "aux") is None
        if token.rel == "ccomp" and not _infinitive(grammar, verb) and not gerund:
            return ()
        controlled = [
            t
            for t in grammar.dependents(head.i, "obj", "iobj", "nsubj:pass")
            if t.i < verb and t.xpos not in ("WP", "WDT")
        ]
        if controlled and _infinitive(grammar, verb):
            # An adverbial infinitive is the subject's own ("used force to take it"), unless the
            # verb is one of telling somebody to do it, which the parse takes for such a one too.
            told = any(
                g.effect.actor == "object" and "infinitive" in g.frames
                for g in load_governors().lookup(head.lemma)
            )
            if told or token.rel != "advcl":
                return _real(grammar, head.i, controlled)
        whom = controlled or [t for t in grammar.dependents(head.i, "obj") if t.low == "whom"]
        if whom and any(t.low in ("of", "from") for t in grammar.dependents(verb, "mark")):
            return _real(grammar, head.i, whom)  # "accused the army of shelling"
        if controlled and token.rel == "xcomp" and (token.upos == "ADJ" or token.xpos == "VBN"):
            return _real(grammar, head.i, controlled)  # "found him guilty of killing"
        if asked := _asked(grammar, head.i, verb):
            return _real(grammar, head.i, asked)
        if head.upos in NOMINAL and token.rel == "advcl":
            return ()
        return surface_subject(grammar, head.i, depth + 1)
    if token.rel == "acl":
        if _infinitive(grammar, verb):
            return possessor(grammar, head.i) or _holder(grammar, head.i, depth)
        if grammar.dependent(verb, "mark") is not None:
            return ()  # "the cost of fighting": the noun is not who fights
        return grammar.conjuncts(head.i) if token.head < verb else ()
    return ()


def _lost_subject(grammar: Grammar, verb: int) -> tuple[int, ...]:
    """The subject of a finite adverbial clause that the parse has hung on the verb above: a finite
    clause has one of its own, right behind the word that joins it ("came as | soldiers … cut")."""
    joints = load_governors().marks["time"]
    above = grammar.tokens[verb].head
    for noun in reversed(list(grammar.dependents(above, "obj", "obl", "nsubj"))):
        if not above < noun.i < verb or noun.upos not in NOMINAL:
            continue
        first = grammar.subtree(noun.i)[0]
        before = grammar.tokens[first - 1].low if first else ""
        if grammar.tokens[first].low in joints or before in joints:
            return grammar.conjuncts(noun.i)
    return ()


def _asked(grammar: Grammar, head: int, verb: int) -> list[Token]:
    """Who is to act in "called on the army to stop": what stands between, by its preposition."""
    if not _infinitive(grammar, verb):
        return []
    lemma, control = grammar.tokens[head].lemma, load_governors().control
    return [
        t
        for t in grammar.dependents(head, "obl")
        if head < t.i < verb and f"{lemma} {grammar.case(t.i)}" in control
    ]


def for_to_subject(grammar: Grammar, verb: int) -> tuple[int, ...]:
    """The subject of an infinitive in "for X to convene", by word order."""
    mark = next((t for t in grammar.dependents(verb, "mark") if t.low == "to"), None)
    if mark is None:
        return ()
    for index in range(mark.i - 1, max(mark.i - 20, -1), -1):
        token = grammar.tokens[index]
        if token.sentence != grammar.tokens[verb].sentence or token.upos in ("VERB", "AUX"):
            return ()
        if token.upos in NOMINAL and any(
            t.low == "for" for t in grammar.dependents(index, "case", "mark")
        ):
            return grammar.conjuncts(index)
    return ()


def _holder(grammar: Grammar, noun: int, depth: int) -> tuple[int, ...]:
    """Whose "plan to attack" it is, where no possessor stands: the subject of its verb."""
    token = grammar.tokens[noun]
    head = grammar.tokens[token.head]
    if token.rel == "obj" and is_verb(head):
        if any(
            g.effect.polarity == "negative" and "object" in g.frames and g.effect.actor is None
            for g in load_governors().lookup(head.lemma)
        ):
            return ()  # "foiled a plot to bomb it": another's plot
        return surface_subject(grammar, head.i, depth + 1)
    return ()


def _infinitive(grammar: Grammar, verb: int) -> bool:
    token = grammar.tokens[verb]
    bare = token.xpos == "VBP" and token.rel == "xcomp"  # "saw soldiers loot homes"
    to = any(t.low == "to" for t in grammar.dependents(verb, "mark"))
    return to or token.xpos == "VB" or bare


def possessor(grammar: Grammar, noun: int) -> tuple[int, ...]:
    """The possessive before a noun."""
    found: list[int] = []
    for token in grammar.dependents(noun, "nmod:poss", "det:poss"):
        found.extend(grammar.conjuncts(token.i))
    return tuple(found)


def subject(grammar: Grammar, verb: int) -> tuple[int, ...]:
    """The logical subject of a verb: its subject, or the by-phrase of its passive."""
    if is_passive(grammar, verb):
        return agent(grammar, verb)
    return surface_subject(grammar, verb)


def agent(grammar: Grammar, head: int) -> tuple[int, ...]:
    """The by-phrase of a passive or of an event noun; also one hung on a nominal beneath it ("the
    recapture of the field by fighters"), unless a verb comes between."""
    own = complement(grammar, head, "by")
    if own:
        return own
    for index in grammar.subtree(head):
        token = grammar.tokens[index]
        if index <= head or token.rel not in ("nmod", "obl") or not has_case(grammar, index, "by"):
            continue
        between = grammar.tokens[head + 1 : index]
        if any(t.upos in ("VERB", "AUX") and t.rel != "amod" for t in between):
            continue
        if not _is_done(grammar, token.head, head):
            return grammar.conjuncts(index)
    noun = grammar.tokens[head]
    if noun.rel == "obj" and not is_passive(grammar, noun.head):
        # "praised the capture of the town by the army": an active verb has no agent.
        after = [i for i in complement(grammar, noun.head, "by") if i > head]
        return tuple(i for i in after if grammar.tokens[i].upos in ("NOUN", "PROPN"))
    return ()


def is_way(grammar: Grammar, noun: int) -> bool:
    """ "Cut off by land": how, and not by whom."""
    bare = grammar.dependent(noun, "det", "amod", "nmod", "compound", "nummod") is None
    return bare and grammar.tokens[noun].low in load_governors().by_way


def _is_done(grammar: Grammar, noun: int, head: int) -> bool:
    """Whether a noun between a head and "by" is a deed with that agent: one with a possessor, or
    with which the head's own time is told ("freed after its occupation by them")."""
    timed = set(grammar.case(noun).split()) & set(load_governors().marks["time"])
    return noun != head and (bool(timed) or bool(possessor(grammar, noun)))


def _is_counted(grammar: Grammar, verb: int) -> bool:
    """ "With 300 wounded": so many."""
    number, opening = grammar.tokens[verb - 1], grammar.tokens[verb - 2]
    hangs = number.head == verb and number.rel in ("nummod", "obl")
    return hangs and opening.low == "with" and grammar.dependent(verb, "obj", "aux") is None


def direct_object(grammar: Grammar, verb: int) -> tuple[int, ...]:
    """The logical object of a verb: its object, the subject of its passive, or the noun that a
    relative clause leaves a gap for."""
    token = grammar.tokens[verb]
    if verb > 1 and grammar.tokens[verb - 1].upos == "NUM" and _is_counted(grammar, verb):
        return (verb - 1,)
    if is_passive(grammar, verb):
        if token.rel in ("acl", "amod") and grammar.dependent(verb, "nsubj") is None:
            return grammar.conjuncts(token.head) if token.rel == "acl" else (token.head,)
        return surface_subject(grammar, verb)
    own = list(grammar.dependents(verb, "obj"))
    if own:
        return _real(grammar, verb, own)
    mandated = token.xpos == "VB" and any(t.low == "that" for t in grammar.dependents(verb, "mark"))
    if antecedent(grammar, verb) is not None and not mandated:  # "the demand that it withdraw"
        noun = antecedent(grammar, verb)
        subjects = surface_subject(grammar, verb)
        if noun is not None and subjects and noun not in subjects:
            return grammar.conjuncts(noun)
    for other in grammar.dependents(verb, "conj"):
        if is_adjunct_participle(grammar, other.i):
            continue
        if is_verb(other) and grammar.dependent(verb, "obl", "ccomp", "xcomp") is None:
            shared = list(grammar.dependents(other.i, "obj"))
            if shared and grammar.dependent(other.i, "nsubj") is None:
                return _real(grammar, other.i, shared)
    return ()


def complement(grammar: Grammar, head: int, preposition: str) -> tuple[int, ...]:
    """Nominals that hang on a head by a preposition ("" is never right here)."""
    found: list[int] = []
    for token in grammar.dependents(head, "obl", "nmod", "obj", "advmod", "iobj"):
        if has_case(grammar, token.i, preposition):
            found.extend(grammar.conjuncts(token.i))
    if not found and grammar.tokens[head].upos in ("NOUN", "PROPN"):
        # "the end or the failure of the talks": what follows the last noun belongs to each; but not
        # "the bombing and the release of prisoners".
        for other in grammar.dependents(head, "conj"):
            apart = grammar.dependent(other.i, "det") is not None and any(
                t.low == "and" for t in grammar.dependents(other.i, "cc")
            )
            if (
                other.upos in ("NOUN", "PROPN")
                and preposition in ("of", "between", "against")
                and not apart
            ):
                found.extend(complement(grammar, other.i, preposition))
    return tuple(dict.fromkeys(found))


def is_nobody(grammar: Grammar, noun: int) -> bool:
    """ "No one", "nobody": the negation is the verb's, and nobody is left."""
    word = grammar.tokens[noun]
    bare = any(t.low == "no" for t in grammar.dependents(noun, "det"))
    return word.low in ("nobody", "none", "nothing") or (word.low == "one" and bare)


def has_case(grammar: Grammar, nominal: int, preposition: str) -> bool:
    """Whether a nominal is marked by this preposition ("of" also for "out of", but "to" not for
    "according to")."""
    case = grammar.case(nominal)
    if not case:
        return False
    words = case.split()
    if words[0] in WHOLE:
        return case == preposition
    return case == preposition or words[-1] == preposition or words[0] == preposition


def modifiers(grammar: Grammar, noun: int) -> list[Token]:
    """Words before a noun that narrow it: compounds, adjectives, possessors."""
    return [t for t in grammar.dependents(noun, "compound", "amod", "nmod", "nummod") if t.i < noun]


def is_definite(grammar: Grammar, noun: int) -> bool:
    """Whether a noun is one that is known of: "the", "this", "their"."""
    return any(
        t.low in ("the", "this", "that", "these", "those", "its", "their", "his", "her")
        for t in grammar.dependents(noun, "det", "nmod")
    )
