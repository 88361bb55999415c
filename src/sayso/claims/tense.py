"""Tense, modality, negation, hedges and modifiers of one word, read into a climb."""

from __future__ import annotations

from sayso.claims.arguments import is_verb
from sayso.claims.climb import BE, Climb
from sayso.core.grammar import Token
from sayso.core.types import Certainty
from sayso.knowledge.governors import Effect


def read_own(climb: Climb, token: Token) -> None:
    """Tense, modality, negation and modifiers of the event word itself."""
    if is_verb(token) and token.rel != "amod":
        tense(climb, token)
    elif token.rel == "amod":
        climb.finite = True
        climb.status = "ongoing"
    else:
        for governor in climb.context.governors.lookup(token.lemma):
            if "compound" in governor.frames and _named_by(climb, token):
                climb.apply(governor.effect, token.i)
        predicative = climb.context.grammar.dependent(token.i, "cop") is not None
        read_modifiers(climb, token, adverbs=not predicative)
        _infinitive_before(climb, token)
        if token.rel == "root" or predicative:
            tense(climb, token)
        if token.rel in ("ccomp", "root") and not predicative:
            _verb_beyond(climb, token)


def _named_by(climb: Climb, noun: Token) -> bool:
    """Whether the noun before says of what: "assassination attempt", "attempt on his life"."""
    before = climb.context.grammar.dependent(noun.i, "compound", "amod") is not None
    return before or climb.context.grammar.case(noun.i + 1) != ""


def _infinitive_before(climb: Climb, noun: Token) -> None:
    """ "To renew attacks", with the verb taken for a noun: still an infinitive, so no fact."""
    tokens = climb.context.grammar.tokens
    for child in climb.context.grammar.dependents(noun.i, "compound", "amod"):
        known = climb.context.governors.lookup(child.low)
        if child.i and tokens[child.i - 1].low == "to" and any("object" in g.frames for g in known):
            climb.apply(Effect(status="intended", certainty="underspecified"), child.i)
            return


def _verb_beyond(climb: Climb, noun: Token) -> None:
    """An event noun that the parse has made a clause of its own ("said talks … should resume"): the
    modal after it, if no verb comes between, is its verb's."""
    grammar = climb.context.grammar
    sentence = grammar.sentences[noun.sentence]
    for token in grammar.tokens[noun.i + 1 : sentence.last]:
        if token.xpos == "MD" and token.low in climb.context.governors.modals:
            climb.apply(climb.context.governors.modals[token.low], noun.i)
            return
        if token.upos in ("VERB", "AUX"):
            return


def read_modifiers(climb: Climb, token: Token, adverbs: bool = True) -> None:
    grammar, table = climb.context.grammar, climb.context.governors
    for child in grammar.dependents(token.i, "amod", "compound", "det", "advmod", "case"):
        if (
            child.low in ("no", "neither", "zero")
            or child.low in table.marks["negative"]
            or (
                adverbs
                and child.low in table.negators
                and child.rel == "advmod"
                and not _not_only(climb, child)
            )
        ):
            climb.negate()
            climb.said_not = True
        effect = table.modifier_index.get(child.low) or table.modifier_index.get(child.lemma)
        if effect:
            climb.apply(effect, token.i)
    case = grammar.case(token.i)
    if case in table.prepositions["negative"] and case not in table.marks["negative"]:
        climb.negate()
    if case in table.prepositions["condition"]:
        climb.status, climb.finite = "hypothetical", True


def tense(climb: Climb, token: Token) -> None:
    """Read a verb's (or predicate noun's) auxiliaries, form and adverbs into the climb."""
    grammar, table = climb.context.grammar, climb.context.governors
    auxiliaries = list(grammar.dependents(token.i, "aux", "cop"))
    negated = _negations(climb, token)
    if climb.status is None:
        _tense(climb, token, auxiliaries)
    else:
        for aux in auxiliaries:
            effect = table.modals.get(aux.low)
            if effect and climb.status in ("happened", "ongoing"):
                climb.status = "predicted"
                climb.weaken(effect.certainty)
    if negated % 2:
        climb.negate()
        climb.said_not = True
    if _left_open(climb, token):
        climb.apply(Effect(status="hypothetical", certainty="underspecified"), token.i)


def _negations(climb: Climb, token: Token) -> int:
    grammar, table = climb.context.grammar, climb.context.governors
    count = 0
    for child in grammar.dependents(token.i, "advmod", "det", "cc", "neg", "discourse"):
        if child.low in table.negators and child.low not in ("no", "nor", "neither"):
            count += not _not_only(climb, child)
        elif child.low in ("nor", "neither"):
            # "There will be no return, neither now nor later": said again, not undone.
            count += not (child.i > token.i and (count or climb.negative))
        elif _no_longer(climb, child):
            count += 1
        _hedge(climb, child)
    if [t.low for t in grammar.tokens[max(0, token.i - 2) : token.i]] == ["all", "but"]:
        count += 1  # "all but surrounded the city"
    for child in grammar.dependents(token.i, "nsubj", "obj"):
        if child.i in climb.path:
            continue  # the event noun itself: its "no" was read with it
        if child.low in ("nobody", "none", "nothing", "neither") or any(
            t.low in ("no", "neither") or _not_one(climb, t)
            for t in grammar.dependents(child.i, "det", "cc", "advmod")
        ):
            count += 1
        elif any(t.low in table.marks["negative"] for t in grammar.dependents(child.i, "case")):
            count += 1  # "without the parties signing"
    # A negation that the parse has hung elsewhere, right before the verb or its auxiliaries.
    if not count:
        first = min([t.i for t in grammar.dependents(token.i, "aux", "mark")] + [token.i])
        for other in grammar.tokens[max(0, first - 1) : token.i]:
            if (
                other.low in table.negators
                and other.low not in ("no", "nor", "neither")
                and other.sentence == token.sentence
                and not _not_only(climb, other)
            ) or _no_longer(climb, other):
                count = 1
    return count


def _not_one(climb: Climb, negator: Token) -> bool:
    """ "Not one", "not a single": none."""
    tokens = climb.context.grammar.tokens
    after = [t.low for t in tokens[negator.i + 1 : negator.i + 3]]
    return negator.low == "not" and (after[:1] == ["one"] or after == ["a", "single"])


def _not_only(climb: Climb, negator: Token) -> bool:
    """ "Not only", "not just": does not negate."""
    tokens = climb.context.grammar.tokens
    following = tokens[negator.i + 1] if negator.i + 1 < len(tokens) else None
    return following is not None and following.low in climb.context.governors.not_only


def _no_longer(climb: Climb, adverb: Token) -> bool:
    """ "No longer": what was so till then is not."""
    before = climb.context.grammar.tokens[adverb.i - 1] if adverb.i else adverb
    return adverb.low in climb.context.governors.no_longer and before.low == "no"


def _left_open(climb: Climb, token: Token) -> bool:
    """ "Opened, or did not": said both ways. By word order: no verb of its own comes between."""
    grammar = climb.context.grammar
    sentence = grammar.sentences[token.sentence]
    for other in grammar.tokens[token.i + 1 : sentence.last - 2]:
        if other.low == "or" and grammar.tokens[other.i + 2].low in ("not", "n't"):
            return grammar.tokens[other.i + 1].lemma in ("do", "be", "have", "will", "can")
        if other.upos == "VERB":
            return False
    return False


def _hedge(climb: Climb, adverb: Token) -> None:
    table = climb.context.governors
    for certainty, words in table.hedges.items():
        if adverb.low in words:
            climb.weaken(certainty)
    if adverb.low in table.almost and climb.context.grammar.tokens[adverb.head].upos == "VERB":
        following = climb.context.grammar.tokens[adverb.i + 1]
        if following.i == adverb.head:
            climb.negate()


def _is_going_to(climb: Climb, token: Token) -> bool:
    """ "Is going to attack"; but "the fighting is going on"."""
    after = climb.context.grammar.tokens[token.i + 1 : token.i + 2]
    above = token.lemma == "go" and token.xpos == "VBG" and climb.path[:1] not in ([], [token.i])
    return above and not any(t.low in ("on", "ahead") for t in after)


def _tense(climb: Climb, token: Token, auxiliaries: list[Token]) -> None:
    table, grammar = climb.context.governors, climb.context.grammar
    for aux in auxiliaries:
        effect = table.modals.get(aux.low)
        if effect and (aux.xpos == "MD" or aux.upos == "AUX"):
            if aux.low == "would" and _past_habit(climb, token):
                continue
            if aux.low in table.perfect and any(a.low == "have" for a in auxiliaries):
                effect = table.perfect[aux.low]  # "may have been killed": past, and not certain
            climb.apply(effect, token.i)
            return
    if _opens_condition(climb, token, auxiliaries):
        climb.apply(Effect(status="hypothetical", certainty="underspecified"), token.i)
        return
    lemmas = {a.lemma for a in auxiliaries} | {a.low for a in auxiliaries}
    forms = {a.low for a in auxiliaries}
    mark = next((t for t in grammar.dependents(token.i, "mark") if t.low == "to"), None)
    previous = grammar.tokens[mark.i - 1] if mark and mark.i else None
    if previous and previous.lemma == BE and previous.sentence == token.sentence:
        # "Were to have met": what was set before, and whether it still is is left open.
        climb.set_before = "have" in forms and previous.low in ("was", "were")
        certainty: Certainty = "underspecified" if climb.set_before else "probable"
        climb.apply(Effect(status="scheduled", certainty=certainty), token.i)
        return
    if mark and forms & {"have", "has", "had"}:
        climb.status, climb.finite = "happened", False
        return
    if mark or "be" in forms:
        return  # an infinitive, or a subjunctive: "demanded that they be freed"
    if "going" in forms:
        climb.apply(Effect(status="predicted", certainty="probable"), token.i)
        return
    prospective = _is_going_to(climb, token)
    if prospective and forms & {"was", "were", "been"}:
        climb.apply(Effect(status="predicted", certainty="possible"), token.i)
        return  # "were going to attack": whether they did is open
    if forms & {"had", "was", "were", "did", "been"} or "have" in lemmas:
        climb.status, climb.finite = "happened", True
        if token.xpos == "VBG" and forms & {"has", "have", "'ve"}:
            climb.status = "ongoing"
        return
    if forms & {"is", "are", "am", "'s", "'re", "being", "does", "do"}:
        climb.status, climb.finite = "ongoing", True
        if _is_going_to(climb, token):
            climb.status = "predicted"
        return
    if token.xpos == "VBD":
        climb.status, climb.finite = "happened", True
    elif token.xpos in ("VBZ", "VBP"):
        climb.status, climb.finite = "ongoing", True
    elif token.xpos == "VBN" and token.rel in ("root", "ccomp", "acl", "parataxis"):
        climb.status, climb.finite = "happened", True
    elif token.xpos == "VB" and not auxiliaries and _imperative(climb, token):
        climb.status, climb.finite = "wanted", True
        climb.weaken("underspecified")


def _imperative(climb: Climb, token: Token) -> bool:
    """A base form that opens its clause, without subject or conjunction."""
    grammar = climb.context.grammar
    return (
        token.rel in ("root", "ccomp", "parataxis")
        and grammar.dependent(token.i, "nsubj", "mark") is None
    )


def _opens_condition(climb: Climb, token: Token, auxiliaries: list[Token]) -> bool:
    """ "Had the rebels attacked, …": an auxiliary first in its sentence, before its subject."""
    grammar = climb.context.grammar
    subject = grammar.dependent(token.i, "nsubj")
    first = grammar.sentences[token.sentence].first
    return subject is not None and any(
        a.i == first and a.i < subject.i and a.low in ("had", "were", "should") for a in auxiliaries
    )


def _past_habit(climb: Climb, token: Token) -> bool:
    return any(
        t.low in ("often", "regularly", "always")
        for t in climb.context.grammar.dependents(token.i, "advmod")
    )


def governor_tense(climb: Climb, up: Token) -> None:
    """The governor's own tense, modality and negation."""
    grammar = climb.context.grammar
    if up.i in climb.context.cue_tokens:
        return
    if is_verb(up) or up.upos == "AUX" or grammar.dependent(up.i, "cop", "aux"):
        tense(climb, up)
    else:
        read_modifiers(climb, up)
