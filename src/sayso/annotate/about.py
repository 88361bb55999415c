"""What a report is about: the countries it names, weighed, and what that allows to be inferred.

A role noun that names no country ("the army") means that of the country a report is about. One
sentence does not say which that is: the country named beside the noun is as often its enemy. So
a sentence's own words never count for the nouns in it, and what is only acted on counts little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from sayso.annotate.hits import DOUBTFUL, LOCATIVES
from sayso.core.annotation import PlaceNode
from sayso.core.grammar import Grammar
from sayso.core.types import Record
from sayso.knowledge.actors import Actors, Found
from sayso.knowledge.spelling import fold

ENOUGH = 2.0  # of signs in other sentences: one country by name where it acts or lies, or two
CLEAR = 1.25  # times the next country's weight
MOSTLY = 0.6  # of all weight: a report on one country, whomever else it mentions
_ACTED_ON = ("obj", "iobj", "obl", "conj")
_INSIDE = frozenset({"in", "inside", "across", "throughout"})


class Sign(Record, frozen=True):
    """One mention of a country in a sentence. ``weight`` counts for which country the report is
    about, ``proof`` for whether it is shown at all; ``people``: it says whose people they are."""

    country: str
    sentence: int
    weight: float
    proof: float
    people: bool = False


class Context(Record, frozen=True):
    """What the report is about: its countries by weight, the first for roles that name none, the
    country of its people where that is another ("Syrian refugees" in a Turkish report), the day
    it was published (EDTF), and the venue of the talks it speaks of."""

    countries: dict[str, float]
    country: str | None
    day: str | None
    venue: str | None = None
    people: str | None = None
    signs: tuple[Sign, ...] = ()

    def at(self, sentence: int) -> Context:
        """The context for the nouns of one sentence: by what the others say."""
        elsewhere = [sign for sign in self.signs if sign.sentence != sentence]
        country = self.country
        if country is None or not _proved(country, elsewhere):
            country = _leader(_weights(elsewhere))
            if country is not None and not _proved(country, elsewhere):
                country = None
        return msgspec.structs.replace(self, country=country, people=_people(elsewhere, country))


def _proved(country: str, signs: Iterable[Sign]) -> bool:
    return sum(s.proof for s in signs if s.country == country) >= ENOUGH


def _weights(signs: Iterable[Sign]) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for sign in signs:
        weights[sign.country] += sign.weight
    return dict(weights)


def _leader(weights: dict[str, float]) -> str | None:
    ranked = sorted(((weight, country) for country, weight in weights.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] < CLEAR * ranked[1][0]):
        return None
    return ranked[0][1]


def _people(signs: list[Sign], country: str | None) -> str | None:
    """The one nationality that the report's people have, named as such at least twice; the
    report's country where they have none."""
    named = [s for s in signs if s.people]
    countries = {s.country for s in named}
    if not named or country in countries:
        return country
    if len(named) > 1 and len(countries) == 1:
        return countries.pop()
    weights = _weights(signs)
    main = country is not None and weights.get(country, 0.0) >= MOSTLY * sum(weights.values())
    return country if main else None


def find_context(
    grammar: Grammar,
    raw: list[tuple[int, int, list[Found]]],
    places: tuple[PlaceNode, ...],
    day: str | None,
    actors: Actors,
) -> Context:
    """Weigh the countries: a place or "in X" twice, a headline or first sentences twice again.

    In: the names found, each with its token range and possible meanings, and the places.
    """
    signs: list[Sign] = []
    early = grammar.sentences[min(2, len(grammar.sentences) - 1)].last if grammar.sentences else 0
    for first, last, found in raw:
        weight = 2.0 if first < early else 1.0
        meant = {f.actor.id: f.actor for f in found if f.form not in DOUBTFUL}
        if len(meant) != 1:
            continue
        actor = next(iter(meant.values()))
        sentence = grammar.tokens[first].sentence
        if actor.kind == "media":
            continue
        if actor.id != actor.country:
            # A group or a person says less of where this happens than a country's name.
            signs.extend(
                Sign(country=country, sentence=sentence, weight=weight / 2, proof=0.5)
                for country in sorted({actor.country or "", *actor.active, *actor.about} - {""})
            )
            continue
        form = found[0].form
        previous = grammar.tokens[first - 1].low if first else ""
        located = form in ("name", "capital") and previous in LOCATIVES
        inside = located and previous in _INSIDE
        acted_on = not located and _acted_on(grammar, last - 1, form == "adjective")
        signs.append(
            Sign(
                country=actor.id,
                sentence=sentence,
                weight=weight * (1 + located + inside),
                proof=1.0 if acted_on else 2.0,
                people=_of_people(grammar, last, {f.form for f in found}, actors),
            )
        )
    for node in places:
        if node.place.country and node.place.precision != "country":
            weight = 2.0 if node.first < early else 1.0
            sentence = grammar.tokens[node.first].sentence
            signs.append(
                Sign(country=node.place.country, sentence=sentence, weight=3 * weight, proof=2.0)
            )
    weights = _weights(signs)
    return Context(
        countries=weights,
        country=_leader(weights),
        day=day,
        people=_people(signs, None),
        signs=tuple(signs),
    )


def _acted_on(grammar: Grammar, i: int, modifier: bool) -> bool:
    """Whether a name, or what it modifies, is an object: "accused Turkey", "Turkish troops"."""
    token = grammar.tokens[i]
    if modifier and token.head != i:
        token = grammar.tokens[token.head]
    return token.rel in _ACTED_ON


def _of_people(grammar: Grammar, start: int, forms: set[str], actors: Actors) -> bool:
    """ "Syrians", "Syrian refugees", "Syrian women and children"."""
    name = grammar.tokens[start - 1]
    if "people" in forms and name.upos in ("NOUN", "PROPN") and name.low.endswith("s"):
        return True
    if not forms & {"adjective", "people"}:
        return False
    for token in grammar.tokens[start : start + 3]:
        words = fold(token.text)
        end, role, _ = actors.longest_role(words, 0)
        if role is not None:
            return role.type == "people" and end == len(words)
        if token.upos not in ("ADJ", "NOUN", "NUM"):
            return False
    return False
