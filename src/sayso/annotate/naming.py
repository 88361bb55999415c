"""Which words of a report name a party: known names, role nouns, people's names, and the context
that decides between namesakes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.annotate.about import Context, find_context
from sayso.annotate.hits import DOUBTFUL, HYPHENS, Hit
from sayso.annotate.strangers import named_body, surnames, titled, unknown
from sayso.core.annotation import PlaceNode
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.actors import Actor, Actors, Found, Role
from sayso.knowledge.spelling import split_words


class WordStream:
    """The folded words of a token range, and the token each comes from."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.words: list[str] = []
        self.index: list[int] = []
        for position, token in enumerate(tokens):
            following = tokens[position + 1].text if position + 1 < len(tokens) else ""
            joined = token.text + "-x" if following in HYPHENS else token.text
            words = split_words(joined)
            if joined is not token.text:
                words = words[:-1]
            for word in words:
                self.words.append(word)
                self.index.append(token.i)

    def whole(self, start: int, end: int) -> bool:
        """Whether words [start, end) begin and end with tokens."""
        starts = start == 0 or self.index[start - 1] != self.index[start]
        ends = end == len(self.words) or self.index[end - 1] != self.index[end]
        return starts and ends


def find_hits(
    grammar: Grammar, places: tuple[PlaceNode, ...], actors: Actors, day: str | None
) -> tuple[tuple[Hit, ...], Context]:
    """All hits of a report in order, none overlapping, and the report's context."""
    streams = [WordStream(grammar.tokens[s.first : s.last]) for s in grammar.sentences]
    raw: list[tuple[int, int, list[Found]]] = []
    for stream in streams:
        raw.extend(_names(stream, actors))
    context = find_context(grammar, raw, places, day, actors)
    hits = [
        hit for hit in _resolve_names(grammar, raw, context, actors)
        if not _inside_place(hit, places)
    ]  # fmt: skip
    taken = {i for hit in hits for i in range(hit.first, hit.last)}
    for stream in streams:
        hits.extend(_roles(grammar, stream, actors, taken))
    for token in grammar.tokens:
        code = actors.people(token.text)
        if code is not None and token.i not in taken:
            hits.append(Hit(first=token.i, last=token.i + 1, people=code))
            taken.add(token.i)
    hits = [named_body(grammar, hit, taken) for hit in hits]
    hits.extend(titled(grammar, hits, places, taken, actors))
    hits.extend(unknown(grammar, places, taken, actors))
    hits.extend(surnames(grammar, hits, places, taken))
    return tuple(sorted(hits, key=lambda hit: hit.first)), context


def _names(stream: WordStream, actors: Actors) -> Iterable[tuple[int, int, list[Found]]]:
    shouted = all(word.isupper() for word in stream.words if len(word) > 2)
    position = 0
    while position < len(stream.words):
        end, found = actors.longest_name(stream.words, position)
        if shouted:
            # In a line of capitals "US" and "us", "IS" and "is" look the same.
            found = [f for f in found if len(f.alias) > 1 or len(f.alias[0]) > 3]
        if found and stream.whole(position, end):
            yield stream.index[position], stream.index[end - 1] + 1, found
            position = end
        else:
            position += 1


def _resolve_names(
    grammar: Grammar,
    raw: list[tuple[int, int, list[Found]]],
    context: Context,
    actors: Actors,
) -> list[Hit]:
    hits: list[Hit] = []
    known: set[str] = {
        f.actor.id for _, _, found in raw for f in found
        if len(found) == 1 and f.form != "later" and (len(f.alias) > 1 or not f.actor.person)
    }  # fmt: skip
    for first, last, found in raw:
        choice = _introduced(grammar, first, found, actors) or _choose(found, known, context)
        if choice is None:
            continue
        one_word = len(choice.alias) == 1 or choice.alias[0].casefold() == "al"
        doubtful = choice.form == "weak" or (choice.actor.person and one_word)
        if doubtful and _longer_name(grammar, first, last, actors):
            continue
        hits.append(Hit(first=first, last=last, actor=choice.actor, form=choice.form))
    return hits


def _inside_place(hit: Hit, places: tuple[PlaceNode, ...]) -> bool:
    """ "The West" in "the West Bank"."""
    if hit.actor is None or hit.actor.kind == "state":
        return False
    return any(node.first < hit.last < node.last and hit.first <= node.first for node in places)


def _introduced(grammar: Grammar, first: int, found: list[Found], actors: Actors) -> Found | None:
    """The meaning that the noun right before says ("news agency Sana")."""
    if len({f.actor.id for f in found}) < 2:
        return None
    for start in range(max(0, first - 3), first):
        words = [w for t in grammar.tokens[start:first] for w in split_words(t.text)]
        end, role, _ = actors.longest_role(words, 0)
        if role is not None and end == len(words):
            fitting = [f for f in found if f.actor.kind == role.kind]
            if len(fitting) == 1:
                return fitting[0]
    return None


def _choose(found: list[Found], known: set[str], context: Context) -> Found | None:
    """The one meaning that fits the report; none where several or none do."""
    strong = [f for f in found if f.form not in DOUBTFUL]
    ids = {f.actor.id for f in strong}
    if len(ids) == 1:
        return strong[0]
    candidates = strong or found
    named = [f for f in candidates if f.actor.id in known]
    if len({f.actor.id for f in named}) == 1:
        return named[0]
    here = [f for f in candidates if f.form != "later" and _at_home(f.actor, context)]
    if len({f.actor.id for f in here}) == 1:
        return here[0]
    return None


def _at_home(actor: Actor, context: Context) -> bool:
    if actor.person and actor.offices and not any(o.held(context.day) for o in actor.offices):
        return False
    countries = {c for c in (actor.country, *actor.active, *actor.about) if c}
    if actor.kind == "state" and actor.id == actor.country:
        return True
    total = sum(context.countries.values()) or 1.0
    return any(context.countries.get(c, 0.0) / total >= 0.15 for c in countries)


def _longer_name(grammar: Grammar, first: int, last: int, actors: Actors) -> bool:
    """Whether a surname stands in a longer name of someone else ("Ruth Kerry")."""
    tokens = grammar.tokens
    for name in grammar.names:
        if name.label == "PER" and name.first < first and last <= name.last:
            before = [t.text for t in tokens[name.first : first] if t.text[:1].isupper()]
            if before and not all(_is_title(word, actors) for word in before):
                return True
    if first == 0 or tokens[first - 1].sentence != tokens[first].sentence:
        return False
    previous = tokens[first - 1]
    if previous.upos != "PROPN" or not previous.text[:1].isupper():
        return False
    known = actors.longest_name([*split_words(previous.text)], 0)[1]
    return not known and not _is_title(previous.text, actors)


def _is_title(word: str, actors: Actors) -> bool:
    words = split_words(word)
    return not words or actors.longest_role(words, 0)[1] is not None


def _roles(grammar: Grammar, stream: WordStream, actors: Actors, taken: set[int]) -> Iterable[Hit]:
    position = 0
    while position < len(stream.words):
        end, role, number = actors.longest_role(stream.words, position)
        while role is not None and not (
            stream.whole(position, end)
            and not any(stream.index[i] in taken for i in range(position, end))
        ):
            end, role, number = actors.longest_role(stream.words[: end - 1], position)
        if role is None:
            position += 1
            continue
        first, last = stream.index[position], stream.index[end - 1] + 1
        position = end
        if _part_of_name(grammar, first, role, number) or _idiom(grammar, first, last):
            continue
        if number == "singular" and role.suffix == "PRISONERS" and _predicate(grammar, first):
            continue
        if last - first > 1 or _is_noun(grammar, first):
            taken.update(range(first, last))
            yield Hit(first=first, last=last, role=role, number=number)


def _part_of_name(grammar: Grammar, i: int, role: Role, number: str) -> bool:
    """ "Palais des Nations": a plural noun with a capital inside a sentence is a name's."""
    token = grammar.tokens[i]
    if role.type != "generic" or number != "plural" or not token.text[:1].isupper() or not i:
        return False
    previous = grammar.tokens[i - 1]
    return previous.sentence == token.sentence and not previous.text[:1].isupper()


def _idiom(grammar: Grammar, first: int, last: int) -> bool:
    """ "Side by side", "house to house": a bare noun repeated is none of the parties."""
    tokens = grammar.tokens
    after = [t.low for t in tokens[last : last + 2]]
    before = [t.low for t in tokens[max(0, first - 2) : first]]
    noun = tokens[first].low
    return (len(after) == 2 and after[0] in ("by", "to", "after", "for") and after[1] == noun) or (
        len(before) == 2 and before[1] in ("by", "to", "after", "for") and before[0] == noun
    )


def _predicate(grammar: Grammar, i: int) -> bool:
    """ "Held the residents hostage": said of the object, no object itself."""
    before = grammar.tokens[i - 1] if i else None
    return before is not None and (
        before.upos == "PRON" or (before.upos in ("NOUN", "PROPN") and before.low.endswith("s"))
    )


def _is_noun(grammar: Grammar, i: int) -> bool:
    """A noun by its tag; or tagged a verb by mistake: no object follows, and a modifier stands
    before it ("government troops near the town")."""
    token = grammar.tokens[i]
    if token.upos in ("NOUN", "PROPN"):
        return True
    if token.upos in ("ADJ", "VERB") and token.rel in ("nsubj", "obj"):
        return True
    if token.upos != "VERB" or not token.low.endswith("s") or i == 0:
        return False
    following = grammar.tokens[i + 1 : i + 2]
    if grammar.tokens[i - 1].upos == "VERB" and any(t.upos == "ADP" for t in following):
        return True  # "said talks between them": no verb follows a verb like that
    object_follows = any(t.upos in ("DET", "PRON", "NUM", "PROPN", "NOUN") for t in following)
    return not object_follows and grammar.tokens[i - 1].upos in ("ADJ", "NOUN", "DET")
