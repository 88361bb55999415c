"""Names that no file knows: persons behind a title, bodies, what the language model found."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.annotate.hits import HYPHENS, LOCATIVES, NAME_PARTICLES, WHERE, Hit, is_name_word
from sayso.core.annotation import PlaceNode
from sayso.core.grammar import Grammar
from sayso.core.types import Kind
from sayso.knowledge.actors import Actors
from sayso.knowledge.spelling import split_words

_SIDES = {"Northern", "Southern", "Eastern", "Western", "Central"}


def named_body(grammar: Grammar, hit: Hit, taken: set[int]) -> Hit:
    """A generic noun that ends a name no file knows ("the Marsh Valley Commission")."""
    tokens = grammar.tokens
    if hit.role is None or hit.role.type != "generic" or hit.last - hit.first > 1:
        return hit
    first = hit.first
    while first and first - 1 not in taken and tokens[first - 1].sentence == tokens[first].sentence:
        token = tokens[first - 1]
        if not (is_name_word(token) and token.end + 1 == tokens[first].start):
            break
        first -= 1
    if first == hit.first or not tokens[hit.first].text[:1].isupper():
        return hit
    taken.update(range(first, hit.last))
    return Hit(first=first, last=hit.last, label="ORG")


def titled(
    grammar: Grammar,
    hits: list[Hit],
    places: tuple[PlaceNode, ...],
    taken: set[int],
    actors: Actors,
) -> list[Hit]:
    """Persons whose name follows their office without a comma ("Colonel John Smith")."""
    placed = {i for node in places for i in range(node.first, node.last)}
    found: list[Hit] = []
    for hit in hits:
        if hit.role is None or hit.role.type not in ("office", "source") or hit.number == "plural":
            continue
        sentence = grammar.tokens[hit.first].sentence
        end = hit.last
        while end < len(grammar.tokens):
            token = grammar.tokens[end]
            joins = token.text in HYPHENS and end > hit.last
            if token.sentence != sentence or end in taken or end in placed:
                break
            if not (joins or is_name_word(token) or token.low in NAME_PARTICLES):
                break
            if token.text in actors.words.calendar:
                break
            end += 1
        while end > hit.last and not grammar.tokens[end - 1].text[:1].isupper():
            end -= 1
        if end > hit.last and grammar.tokens[hit.last].upos in ("PROPN", "X"):
            found.append(Hit(first=hit.last, last=end, label="PER"))
            taken.update(range(hit.last, end))
    return found


def surnames(
    grammar: Grammar, hits: list[Hit], places: tuple[PlaceNode, ...], taken: set[int]
) -> list[Hit]:
    """Later mentions, by surname alone, of the unknown persons found so far."""
    placed = {i for node in places for i in range(node.first, node.last)}
    known = {
        grammar.tokens[hit.last - 1].text: hit.last
        for hit in reversed(hits)
        if hit.label == "PER" and hit.last - hit.first > 1
    }
    return [
        Hit(first=token.i, last=token.i + 1, label="PER")
        for token in grammar.tokens
        if token.i not in taken
        and token.i not in placed
        and token.upos == "PROPN"
        and token.i >= known.get(token.text, len(grammar.tokens))
    ]


def unknown(
    grammar: Grammar, places: tuple[PlaceNode, ...], taken: set[int], actors: Actors
) -> Iterable[Hit]:
    """Names that the language model found and the files do not know; none that the report has as
    a place elsewhere."""
    towns = {
        grammar.tokens[node.first].text for node in places if node.last - node.first == 1
    } | _SIDES
    placed = {i for node in places for i in range(node.first, node.last)}
    for name in grammar.names:
        span = set(range(name.first, name.last))
        if name.label not in ("PER", "ORG") or span & placed:
            continue
        if {grammar.tokens[i].text for i in span} & towns:
            continue
        first, last = name.first, name.last
        while first < last and (first in taken or not grammar.tokens[first].text[:1].isupper()):
            first += 1
        while last > first and not grammar.tokens[last - 1].text[:1].isupper():
            last -= 1
        rest = range(first, last)
        if not rest or any(i in taken for i in rest):
            continue
        before = grammar.tokens[first - 1].low if first else ""
        if len(rest) == 1 and before in (LOCATIVES if name.label == "ORG" else WHERE):
            continue
        if _among_places(grammar, first, last, placed, actors):
            continue
        if name.label == "PER" and len(rest) == 1 and not _speaks(grammar, first, actors):
            continue
        taken.update(rest)
        words = [w for i in rest for w in split_words(grammar.tokens[i].text)]
        end, role, number = actors.longest_role(words, 0)
        if role is not None and end == len(words):
            yield Hit(first=first, last=last, role=role, number=number)
        else:
            yield Hit(first=first, last=last, label=name.label)


def _speaks(grammar: Grammar, i: int, actors: Actors) -> bool:
    """Whether a lone name is the subject of a verb that takes a person."""
    token = grammar.tokens[i]
    verbs = [grammar.tokens[token.head]] if token.rel == "nsubj" else []
    verbs.extend(t for t in grammar.tokens[max(0, i - 1) : i + 2] if t.upos == "VERB")
    return any(verb.lemma in actors.words.person_verbs for verb in verbs)


def _among_places(
    grammar: Grammar, first: int, last: int, placed: set[int], actors: Actors
) -> bool:
    """Whether a name stands in a list of places ("the villages of Tal Amr, Rif and Zor")."""
    tokens, i, joined = grammar.tokens, first - 1, False
    following = tokens[last].text if last < len(tokens) else ""
    if following in (",", "and") and last + 1 in placed:
        return True
    while i >= 0 and tokens[i].sentence == tokens[first].sentence:
        token = tokens[i]
        if token.lemma in actors.words.place_nouns:
            return True
        if token.i in placed:
            return joined or following in (",", "and")
        joined = joined or token.low == "and"
        links = token.text in HYPHENS or token.low in NAME_PARTICLES | {",", "of", "and"}
        if not links and not is_name_word(token):
            return False
        i -= 1
    return False


def body_kind(words: Iterable[str], actors: Actors) -> Kind:
    """What an unknown body is, by the words of its name; "unnamed" where they do not say."""
    for word in words:
        kind = actors.words.body_words.get(word.casefold())
        if kind is not None:
            return kind
    return "unnamed"
