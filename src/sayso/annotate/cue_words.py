"""Grammar → the words in it that may be cues, and whether the saying is put as done."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.core.grammar import Grammar, Token
from sayso.core.types import Record
from sayso.knowledge.cues import Cue, Cues

_WIDEST_GAP = 3
_GROUP = frozenset({"AUX", "ADV", "PART"})
_FOR_A_DEED = frozenset({"object for", "object over"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Found(Record, frozen=True):
    """A cue in the text: its entry, its head token, the token after its last word, and whether
    its verb is passive or negated. ``withheld``: "refused to say", "would not say"."""

    cue: Cue
    head: int
    last: int
    passive: bool = False
    negated: bool = False
    withheld: bool = False


def find_cue_words(grammar: Grammar, cues: Cues) -> Iterator[tuple[Found, ...]]:
    """For each verb that may be a cue and is put as done, the entries it may stand for, longest
    first, in text order."""
    for token in grammar.tokens:
        entries = (*cues.verbs.get(token.low, ()), *cues.deeds.get(token.low, ()))
        if not entries or not (is_verb(token) or _always(cues, grammar, token)):
            continue
        standing = _standing(grammar, cues, token.i)
        found: list[Found] = []
        for cue in entries:
            last = _match(grammar, cues, cue, token)
            if last is None:
                continue
            done, negated, withheld = standing
            if negated and cue.frames <= _FOR_A_DEED:
                continue  # "nobody was tried for the bombing": there was one all the same
            if not done and not (cue.act == "confirmed" and _performs(grammar, token.i)):
                continue
            found.append(
                Found(
                    cue=cue,
                    head=token.i,
                    last=last,
                    passive=is_passive(grammar, token.i) or _is_verdict(cues, cue, token.i, last),
                    negated=negated,
                    withheld=withheld,
                )
            )
        if found:
            yield tuple(found)


def _is_verdict(cues: Cues, cue: Cue, head: int, last: int) -> bool:
    """ "The colonel found guilty of killing them fled": without an object between it is passive."""
    return cues.has("verdicts", cue.words[-1]) and last == head + len(cue.words)


def _always(cues: Cues, grammar: Grammar, token: Token) -> bool:
    """Whether a form is hardly ever anything but a verb of saying, whatever its tag."""
    before = grammar.tokens[token.i - 1] if token.i else token
    after = grammar.tokens[min(token.i + 1, len(grammar.tokens) - 1)]
    if after.low in _SUBJECTS and before.upos in ("NOUN", "PROPN") and token.upos == "NOUN":
        return True  # "the general claims he …"
    return cues.has("always_verbs", token.low) and before.upos not in ("DET", "ADJ")


def stands(grammar: Grammar, cues: Cues, i: int) -> bool:
    """Whether the act of a verb is put as done: not planned, conditional or asked about."""
    return _standing(grammar, cues, i)[0]


def is_verb(token: Token) -> bool:
    """Whether the token is used as a verb."""
    return token.upos in ("VERB", "AUX") or token.xpos.startswith("VB")


def is_passive(grammar: Grammar, i: int) -> bool:
    """Whether a verb is passive: "was accused", or a bare participle after its noun."""
    token = grammar.tokens[i]
    if _is_form(token, "Ger") or token.xpos == "VBG":
        return False
    if grammar.dependent(i, "aux:pass") or grammar.dependent(i, "nsubj:pass"):
        return True
    if not (token.xpos == "VBN" or "VerbForm=Part" in token.feats):
        return False
    group = verb_group(grammar, i)
    if group:
        return any(t.low in _BE for t in group) and not any(t.low in _HAVE_LAST for t in group[-1:])
    if token.rel in ("acl", "amod") and not grammar.dependent(i, "nsubj"):
        # With an object of its own it is no participle but a past tense ("the agency cited them").
        after = grammar.tokens[i + 1] if i + 1 < len(grammar.tokens) else token
        objects = after.upos in ("DET", "PRON", "PROPN", "NUM") and after.sentence == token.sentence
        # Nor where it is all that the sentence has for a verb ("both sides agreed to …").
        only = grammar.tokens[token.head].rel == "root" and after.low in ("to", "on", "that")
        said = any(t.low == "that" and t.upos == "SCONJ" for t in grammar.tokens[i + 1 : i + 6])
        return token.head < i and not (objects or only or said)
    return False


_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "NUM", "PART"})
_SUBJECTS = frozenset({"he", "she", "they", "it", "we", "there"})
_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "gets", "got"}
)
_HAVE_LAST = frozenset({"has", "have", "had", "having", "'ve"})


def verb_group(grammar: Grammar, i: int) -> list[Token]:
    """The auxiliaries, adverbs and negations directly before a verb, in order."""
    first = grammar.sentences[grammar.tokens[i].sentence].first
    group: list[Token] = []
    at = i - 1
    while at >= first and (
        (grammar.tokens[at].upos in _GROUP and not grammar.tokens[at].text.isupper())
        or (grammar.tokens[at].low in _BE | _HAVE_LAST)
        or (group and grammar.tokens[at].head == i and grammar.tokens[at].rel in ("aux", "advmod"))
    ):
        group.append(grammar.tokens[at])
        at -= 1
    return group[::-1]


def _is_form(token: Token, form: str) -> bool:
    return f"VerbForm={form}" in token.feats


def _match(grammar: Grammar, cues: Cues, cue: Cue, token: Token) -> int | None:
    """The index after the cue's last word, or none where its words do not follow."""
    stop = grammar.sentences[token.sentence].last
    at = token.i + 1
    for word in cue.words[1:]:
        limit = min(stop, at + _WIDEST_GAP + 1)
        while at < limit and grammar.tokens[at].low != word:
            between = grammar.tokens[at]
            timed = cues.has("times", between.low) or (
                between.upos == "ADP"
                and at + 1 < stop
                and cues.has("times", grammar.tokens[at + 1].low)
            )
            found = cues.has("verdicts", word) and between.upos in _PHRASE  # "found X guilty of"
            if between.upos not in ("ADJ", "ADV", "DET") and not timed and not found:
                return None
            at += 1
        if at >= limit:
            return None
        behind = grammar.tokens[at]
        if word == "on" and behind.rel == "case" and behind.head > at and cue.neutral:
            return None  # "went on trial"
        at += 1
    return at


def _performs(grammar: Grammar, i: int) -> bool:
    """ "We can confirm that …": to say so is to do so."""
    subject = grammar.dependent(i, "nsubj")
    return (
        subject is not None
        and subject.low in ("i", "we")
        and any(t.low == "can" for t in verb_group(grammar, i))
    )


def _standing(grammar: Grammar, cues: Cues, i: int) -> tuple[bool, bool, bool]:
    """Whether the act of a cue verb is put as done, whether it is negated, whether withheld."""
    token = grammar.tokens[i]
    done, negated, withheld = True, False, False
    seen: set[int] = set()
    while True:
        if i in seen:
            return done, negated, withheld
        seen.add(i)
        group = verb_group(grammar, i)
        lows = {t.low for t in group} | {t.low for t in grammar.dependents(i, "aux")}
        adverbs = list(grammar.dependents(i, "advmod"))
        if cues.words["negations"] & (lows | {t.low for t in adverbs}):
            negated = not negated
        elif any(t.low == "longer" and grammar.tokens[t.i - 1].low == "no" for t in adverbs if t.i):
            negated = not negated  # "no longer demands"
        if cues.words["modals"] & lows:
            # "would not say" is a saying withheld; any other modal leaves it undone.
            saying = negated and i == token.i and not is_passive(grammar, i)
            return saying, negated, saying
        if _conditional(grammar, cues, i) or _questioned(grammar, i):
            return False, negated, withheld
        if any(t.low == "from" for t in grammar.dependents(i, "mark", "case")):
            return done, True, withheld  # "exempt from being held responsible"
        subject = grammar.dependent(i, "nsubj")
        if subject is not None and (
            subject.low in cues.words["negative_subjects"]
            or any(t.low == "no" for t in grammar.dependents(subject.i, "det"))
            or any(t.low == "neither" for t in grammar.dependents(subject.i, "det", "cc", "advmod"))
        ):
            negated = True
        causer = _causer(grammar, cues, i)
        if causer is None and not _bare_or_gerund(grammar, i, group):
            return done, negated, withheld
        governor = causer or _governor(grammar, i)
        if governor is None:
            return bool(grammar.dependent(i, "nsubj")), negated, withheld
        if cues.has("turned_false", governor.lemma, *stems(governor.low)):
            negated = not negated
        elif cues.has("withheld", governor.lemma, *stems(governor.low)):
            return False, True, True
        elif cues.has("come_true", governor.lemma, *stems(governor.low)):
            pass
        elif (
            cues.has("not_come_true", governor.lemma, *stems(governor.low))
            or (governor.upos not in ("VERB", "AUX") and _infinitive(grammar, i))
            or (_infinitive(grammar, i) and governor.low in cues.verbs and _complement(grammar, i))
        ):
            return False, negated, withheld
        if not is_verb(governor):
            return done, negated, withheld
        i = governor.i


def _causer(grammar: Grammar, cues: Cues, i: int) -> Token | None:
    """The verb that makes another's object do this, by word order: "make its enemies regret"."""
    token = grammar.tokens[i]
    if verb_group(grammar, i) or token.xpos not in ("VB", "VBP", ""):
        return None
    first = grammar.sentences[token.sentence].first
    noun = False
    for at in range(i - 1, max(first, i - 6) - 1, -1):
        before = grammar.tokens[at]
        if is_verb(before) and noun:
            return before if cues.has("causatives", before.lemma, *stems(before.low)) else None
        if before.upos not in _NOMINAL | {"DET", "ADJ", "ADV"}:
            return None
        noun = noun or before.upos in _NOMINAL
    return None


def stems(form: str) -> tuple[str, ...]:
    """What a verb's form may be a form of, for where the lemma was not found."""
    found = []
    for ending, instead in (("ied", "y"), ("ies", "y"), ("ing", ""), ("ing", "e"), ("ed", ""),
                            ("d", ""), ("es", ""), ("s", "")):  # fmt: skip
        if form.endswith(ending) and len(form) > len(ending) + 2:
            found.append(form[: -len(ending)] + instead)
    return tuple(found)


def _infinitive(grammar: Grammar, i: int) -> bool:
    return any(t.low == "to" for t in verb_group(grammar, i))


def _bare_or_gerund(grammar: Grammar, i: int, group: list[Token]) -> bool:
    """Whether the verb has no tense of its own."""
    token = grammar.tokens[i]
    if any(t.low == "to" for t in group):
        return True
    if any(t.upos == "AUX" or t.low in _BE | _HAVE_LAST for t in group):
        return False
    if token.xpos:
        return token.xpos in ("VB", "VBG")
    return "VerbForm=Inf" in token.feats or "VerbForm=Ger" in token.feats


def _complement(grammar: Grammar, i: int) -> bool:
    """Whether an infinitive follows its governor closely, as a complement does."""
    group = verb_group(grammar, i)
    first = group[0].i if group else i
    governor = grammar.tokens[i].head
    return first - governor <= 2 or grammar.tokens[i].rel in ("xcomp", "ccomp")


def _governor(grammar: Grammar, i: int) -> Token | None:
    """The word an infinitive or gerund hangs on; by order where the tree has none."""
    token = grammar.tokens[i]
    if token.rel == "conj":
        return grammar.tokens[token.head]
    if token.head != i:
        return grammar.tokens[token.head]
    return None


def _conditional(grammar: Grammar, cues: Cues, i: int) -> bool:
    marks = {t.low for t in grammar.dependents(i, "mark", "advmod") if t.i < i}
    if cues.words["irrealis_marks"] & marks:
        return True
    subject = grammar.dependent(i, "nsubj")
    if subject is None or subject.i > i:
        return False
    first = grammar.subtree(subject.i)[0]
    return first > 0 and grammar.tokens[first - 1].low in cues.words["irrealis_marks"]


def _questioned(grammar: Grammar, i: int) -> bool:
    """ "Did they say …?": the auxiliary before the subject, the sentence closed by a mark."""
    sentence = grammar.sentences[grammar.tokens[i].sentence]
    if "?" not in {t.text for t in grammar.tokens[i : sentence.last]}:
        return False
    subject = grammar.dependent(i, "nsubj")
    auxiliary = grammar.dependent(i, "aux")
    return subject is not None and auxiliary is not None and auxiliary.i < subject.i
