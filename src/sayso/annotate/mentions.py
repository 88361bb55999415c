"""Report → mentions of parties, each resolved to an actor where the words and the report allow."""

from __future__ import annotations

from collections import Counter

import msgspec

from sayso.annotate.about import Context
from sayso.annotate.appositions import join
from sayso.annotate.conflicts import against_themselves
from sayso.annotate.coreference import resolve_references
from sayso.annotate.draft import Draft
from sayso.annotate.hits import LOCATIVES, Hit
from sayso.annotate.naming import find_hits
from sayso.annotate.parties import Parties
from sayso.core.annotation import MentionNode, PlaceNode
from sayso.core.grammar import Grammar, Token
from sayso.core.types import Mention, Report
from sayso.knowledge.actors import Actors
from sayso.knowledge.spelling import fold

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET"})
_PARTY_CASES = frozenset({"by", "with", "between", "against", "for", "behind"})
_WHERE = frozenset({
    "in", "inside", "across", "within", "throughout", "near", "around", "into", "outside",
})  # fmt: skip
_QUANTIFIERS = frozenset({
    "many", "some", "most", "all", "both", "several", "few", "thousands", "hundreds", "dozens",
    "scores", "tens", "millions", "one", "two", "three", "four", "five", "none", "half",
    "majority", "number",
})  # fmt: skip


def find_mentions(
    report: Report, grammar: Grammar, places: tuple[PlaceNode, ...], actors: Actors
) -> tuple[MentionNode, ...]:
    """Every nominal that can be a party, in text order.

    In:  a report (its ``published`` decides who held an office), its parse, the places found in
         it (for the country it is about), the actors.
    Out: one node a nominal. ``mention.id`` is null where no known actor is meant; ``entity``
         then is a key private to the report that later mentions share, "speaker" for I and we,
         and "" where it stays unclear who is meant. A plural that stands for several known
         actors has a node each with the same head.
    """
    day = report.published[:10] if report.published else None
    hits, context = find_hits(grammar, places, actors, day)
    context = msgspec.structs.replace(context, venue=_venue(grammar, hits, places))
    parties = Parties(grammar, hits, context, actors, places)
    drafts: list[Draft] = []
    for sentence in grammar.sentences:
        found = join(parties.sentence(sentence.first, sentence.last), parties)
        for draft in found:
            draft.head = _head(draft, grammar)
        drafts.extend(d for d in found if _is_party(d, grammar, context, actors))
    _unnamed(drafts, grammar, actors)
    for draft in against_themselves(drafts, grammar):
        parties.release(draft)
    drafts = resolve_references(drafts, grammar, context, actors, report.outlet)
    nodes = [_node(draft, grammar) for draft in drafts]
    nodes.extend(_quantified(drafts, grammar))
    return tuple(sorted(nodes, key=lambda node: (node.first, node.last)))


def _venue(grammar: Grammar, hits: tuple[Hit, ...], places: tuple[PlaceNode, ...]) -> str | None:
    """The town of the talks, if the report names one beyond the others: "the Geneva talks",
    "talks in Geneva", or a town in the same sentence as the talks."""
    votes: Counter[str] = Counter()
    settled = {n.first: n for n in places if n.place.precision == "settlement"}
    capital = {h.first for h in hits if h.form == "capital"}
    named = {
        name.first for name in grammar.names if name.label == "LOC" and name.last - name.first == 1
    }
    countries = {h.first for h in hits if h.actor is not None and h.form == "name"}
    for hit in hits:
        if hit.role is None or hit.role.type != "talks":
            continue
        sentence = grammar.sentences[grammar.tokens[hit.first].sentence]
        for i in range(sentence.first, sentence.last):
            if i in countries or not (i in settled or i in capital or i in named):
                continue
            previous = grammar.tokens[i - 1].low if i > sentence.first else ""
            if i < hit.first and all(
                t.upos in ("NOUN", "ADJ", "PROPN") for t in grammar.tokens[i : hit.last]
            ):
                votes[grammar.tokens[i].text] += 3
            elif previous in ("in", "at"):
                votes[grammar.tokens[i].text] += 2 if abs(i - hit.last) <= 3 else 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] <= ranked[1][1]):
        return None
    return ranked[0][0]


def _head(draft: Draft, grammar: Grammar) -> int:
    """The token by which the rest of the sentence governs the phrase."""
    outside = [
        t for t in grammar.tokens[draft.first : draft.last]
        if not draft.first <= t.head < draft.last or t.head == t.i
    ]  # fmt: skip
    nominal = [t for t in outside if t.upos in _NOMINAL and t.rel not in ("punct", "det", "case")]
    core = [t for t in nominal if draft.hit.first <= t.i < draft.hit.last]
    chosen = core or nominal
    return chosen[0].i if chosen else draft.hit.last - 1


def _is_party(draft: Draft, grammar: Grammar, context: Context, actors: Actors) -> bool:
    """Settle what depends on the verb: a capital is its government only where it acts or is
    addressed; a leader's name is the party unless he speaks or travels himself."""
    actor = draft.actor
    if actor is None or draft.role is not None:
        return True
    if draft.hit.form == "capital":
        if not _capital_acts(draft, grammar, actors):
            return False
        draft.become(actors.compose(actor.id, "GOV"))
    elif draft.hit.form == "seat":
        draft.become(actors.compose(actor.id, "GOV"))
    elif actor.kind == "state" and draft.hit.form == "name" and draft.first:
        return grammar.tokens[draft.first - 1].low not in _WHERE
    elif actor.stands_for is not None:
        verb = _subject_of(draft, grammar)
        party = actors.get(actor.stands_for)
        speaks = verb is not None and _in(verb, actors.words.person_verbs)
        if party is not None and not speaks and not _quoted(draft, grammar, actors):
            draft.become(party)
    return True


def _in(token: Token, verbs: frozenset[str]) -> bool:
    return token.lemma in verbs or token.lemma + "e" in verbs or token.low in verbs


def _subject_of(draft: Draft, grammar: Grammar) -> Token | None:
    """The verb whose subject a phrase is: by the tree, or the verb that follows it."""
    tokens = grammar.tokens
    head = tokens[draft.head]
    if head.rel == "nsubj" and head.head != head.i:
        return tokens[head.head]
    if draft.first and tokens[draft.first - 1].upos == "ADP":
        return None
    i, limit = draft.last, grammar.sentences[draft.sentence].last
    while i < limit and (tokens[i].upos in ("AUX", "ADV") or tokens[i].low in ("not", "n't", '"')):
        i += 1
    if i < limit and tokens[i].upos == "VERB" and "VerbForm=Fin" in tokens[i].feats:
        return tokens[i]
    return None


def _quoted(draft: Draft, grammar: Grammar, actors: Actors) -> bool:
    """ "... ," said Assad: the verb stands before its subject."""
    previous = grammar.tokens[draft.first - 1] if draft.first else None
    return (
        previous is not None
        and previous.upos == "VERB"
        and _in(previous, frozenset({"say", "quote", "add", "tell", "cite"}))
    )


def _capital_acts(draft: Draft, grammar: Grammar, actors: Actors) -> bool:
    tokens, words = grammar.tokens, actors.words
    head = tokens[draft.head]
    if any(t.upos in ("NOUN", "PROPN") for t in tokens[draft.last : draft.last + 1]):
        return False
    before = tokens[draft.first - 1].low if draft.first else ""
    if before in _PARTY_CASES:
        return True
    if before == "from" and draft.first >= 2:
        giver = tokens[draft.first - 2]
        return giver.upos == "NOUN" and " ".join(fold(giver.lemma)) in words.gift_nouns
    if before in LOCATIVES or before in ("of", "to"):
        return False
    verb = _subject_of(draft, grammar)
    if verb is not None:
        return _in(verb, words.capital_verbs) or _relative_acts(draft, grammar, actors)
    if head.rel == "conj":
        first = tokens[head.head]
        governor = tokens[first.head]
        return first.rel == "nsubj" and _in(governor, words.capital_verbs)
    if head.rel in ("obj", "iobj"):
        return _in(tokens[head.head], words.address_verbs)
    if head.rel == "nmod" and draft.last < len(tokens) and tokens[draft.last].text in ("'s", "’s"):
        return tokens[head.head].lemma in words.capital_verbs
    return False


def _relative_acts(draft: Draft, grammar: Grammar, actors: Actors) -> bool:
    """ "Ankara, which regards ...": what the clause about it says shows what it is."""
    tokens = grammar.tokens[draft.last : draft.last + 4]
    words = [t.low for t in tokens]
    if words[:2] != [",", "which"]:
        return False
    return any(t.upos == "VERB" and _in(t, actors.words.capital_verbs) for t in tokens[2:])


def _unnamed(drafts: list[Draft], grammar: Grammar, actors: Actors) -> None:
    """Persons without a name in a sentence that says they asked not to be named."""
    for sentence in grammar.sentences:
        words = [w for t in grammar.tokens[sentence.first : sentence.last] for w in fold(t.text)]
        text = f" {' '.join(words)} "
        if any(f" {' '.join(phrase)} " in text for phrase in actors.words.anonymity):
            for draft in drafts:
                inside = sentence.first <= draft.first < sentence.last
                if inside and draft.role is not None and draft.role.type in ("office", "source"):
                    draft.anonymous = draft.anonymous or draft.actor is None or not draft.person


def _node(draft: Draft, grammar: Grammar) -> MentionNode:
    start, end = grammar.chars(draft.first, draft.last)
    known = draft.actor is not None or draft.entity.startswith("TALKS-")
    return MentionNode(
        head=draft.head,
        first=draft.first,
        last=draft.last,
        entity=draft.entity,
        mention=Mention(
            text=grammar.text[start:end],
            start=start,
            end=end,
            id=draft.entity if known else None,
            name=draft.name if draft.entity else None,
            kind=draft.kind,
            country=draft.country,
            sectors=draft.sectors,
            affiliations=tuple(a for a in draft.affiliations if a != draft.entity),
            anonymous=draft.anonymous,
            inferred=False,
        ),
    )


def _quantified(drafts: list[Draft], grammar: Grammar) -> list[MentionNode]:
    """ "Many of them", "thousands of prisoners": a node at the quantifier too, as the tree may
    have it govern."""
    tokens, nodes = grammar.tokens, []
    for draft in drafts:
        i = draft.first - 1
        if i < 1 or tokens[i].low != "of" or tokens[i - 1].low not in _QUANTIFIERS:
            continue
        first = i - 1
        start, end = grammar.chars(first, draft.last)
        node = _node(draft, grammar)
        mention = msgspec.structs.replace(
            node.mention, text=grammar.text[start:end], start=start, end=end
        )
        nodes.append(msgspec.structs.replace(node, head=first, first=first, mention=mention))
    return nodes
