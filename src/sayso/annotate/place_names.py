"""Grammar → the stretches of text that name places, before it is known which places they are."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.group_names import group_tokens
from sayso.annotate.place_surroundings import ARTICLES, JOINTS, Surroundings, class_word
from sayso.core.grammar import Grammar
from sayso.core.types import Precision, Record
from sayso.knowledge.places import Entry, Gazetteer, PlaceWords

REACH = 4  # tokens by which a tagged name may be too short
LONGEST = 6  # tokens in a name looked up without the name layer's help
PLACE_LABELS = ("LOC", "GPE", "FAC")
BIG = ((1_000_000, 1.5), (100_000, 1.0), (15_000, 0.5))  # people, and what they speak for


class Named(Record, frozen=True):
    """A place name in the text: tokens [first, last) are the name, [phrase_first, phrase_last)
    the phrase with its class noun ("Aleppo province"), ``head`` the phrase's head. ``kind`` is
    what the class noun says, ``entries`` the places that bear the name. ``tagged``: the name layer
    calls it a place; ``placed``: a preposition of place or a class noun does; ``support`` weighs
    the other signs that it is a place at all, for names that are not tagged."""

    first: int
    last: int
    phrase_first: int
    phrase_last: int
    head: int
    text: str
    kind: Precision | None
    entries: tuple[Entry, ...]
    tagged: bool
    placed: bool
    support: float = 0.0


class NameFinder:
    """Finds place names in one report."""

    def __init__(self, grammar: Grammar, gazetteer: Gazetteer, words: PlaceWords) -> None:
        self.grammar = grammar
        self.tokens = grammar.tokens
        self.gazetteer = gazetteer
        self.words = words
        self.near = Surroundings(grammar, words)
        self.loose = words.loose_spelling
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._label: dict[int, str] = {
            i: name.label for name in grammar.names for i in range(name.first, name.last)
        }
        self._tagged_texts = {
            self.text(name.first, name.last).lower()
            for name in grammar.names if name.label in PLACE_LABELS
        }  # fmt: skip
        self._groups = group_tokens(grammar)
        self._people = {
            self.tokens[i].low
            for name in grammar.names
            if name.label == "PER" and name.last - name.first > 1
            for i in range(name.first, name.last)
            if self.tokens[i].text[:1].isupper()
        }

    def find(self) -> tuple[Named, ...]:
        """All place names, in text order, none inside another."""
        taken = [False] * len(self.tokens)
        found: list[Named] = []
        for first, last in self._tagged():
            first, last = self._narrow(*self._widen(first, last, taken))
            self._take(first, last, True, taken, found)
        for first, last in [*self._in_other_names(), *self._untagged()]:
            first, last = self._widen(first, last, taken)
            self._take(first, last, False, taken, found)
        return tuple(sorted(found, key=lambda n: n.first))

    def entries(self, first: int, last: int) -> tuple[Entry, ...]:
        """The gazetteer's places of the name at tokens [first, last)."""
        text = self.text(first, last)
        state = self.words.states.get(text) or self.words.states.get(text + ".")
        if state and first > 1 and self.tokens[first - 1].text == ",":
            country, _, name = state.partition("/")
            return tuple(
                e for e in self._look_up(name)
                if e.country == country and e.precision == "first-order division"
            )  # fmt: skip
        found = self._look_up(text)
        if len(text) <= 5 and text.isupper():
            # An acronym is hardly ever a small town; a country or a big city in capitals may be,
            # and so may a numbered road ("A9").
            found = tuple(
                e for e in found
                if e.precision == "country" or e.population > 100_000
                or (e.precision == "route" and any(c.isdigit() for c in text))
            )  # fmt: skip
        return found if len(text) > 2 or text.isupper() else ()

    def _look_up(self, text: str) -> tuple[Entry, ...]:
        if text not in self._found:
            self._found[text] = self.gazetteer.lookup(text)
        return self._found[text]

    def text(self, first: int, last: int) -> str:
        """The words of a token range as they stand in the report."""
        return self.grammar.text[self.tokens[first].start : self.tokens[last - 1].end]

    # --- where names may be -------------------------------------------------------------------

    def _tagged(self) -> Iterator[tuple[int, int]]:
        for name in self.grammar.names:
            if name.label in PLACE_LABELS:
                for first, last in self._pieces(name.first, name.last):
                    if not self._is_person(first, last) and not self.near.before_organisation(last):
                        yield first, last

    def _in_other_names(self) -> Iterator[tuple[int, int]]:
        """Names that the layer takes for something else, and that a place also bears."""
        for name in self.grammar.names:
            if name.label not in PLACE_LABELS:
                yield from (p for p in self._pieces(name.first, name.last) if self._sure(*p))

    def _untagged(self) -> Iterator[tuple[int, int]]:
        """Known names in capitalised runs outside all names, longest first."""
        i = 0
        while i < len(self.tokens):
            last = i
            if self.near.starts_name(i) and self.near.capital(i):
                while last < min(len(self.tokens), i + LONGEST) and self._runs_on(i, last):
                    last += 1
            while last > i and not (self.near.ends_name(last - 1) and self._sure(i, last)):
                last -= 1
            if last > i:
                yield i, last
            i = max(last, i + 1)

    def _runs_on(self, first: int, i: int) -> bool:
        token = self.tokens[i]
        return (
            i not in self._label
            and token.sentence == self.tokens[first].sentence
            and (self.near.capital(i) or (i > first and self.near.inside_name(token)))
        )

    def _support(self, first: int, last: int, taken: list[bool]) -> float:
        """How much speaks for an untagged name being a place (see ENOUGH in the resolver)."""
        entries = self._sure(first, last)
        opening = first == 0 or self.tokens[first - 1].sentence != self.tokens[first].sentence
        before = self.tokens[first - 1].low if not opening else ""
        big = max((e.population for e in entries), default=0)
        country = any(e.precision == "country" and e.match == "name" for e in entries)
        weight = 0.5 if any(self.tokens[i].upos == "PROPN" for i in range(first, last)) else -0.5
        if opening and weight < 0:
            weight -= 1.5
        weight += 2.0 if country else next((w for n, w in BIG if big >= n), 0.0)
        if self.near.placed(first, last):
            weight += 1.5
        elif before in ("and", "or", ",", "/") and first > 1 and taken[first - 2]:
            weight += 1.0
        elif before in ("on", "into", "across", "of"):
            weight += 0.5
        if self.near.taken_or_lost(first, last):
            weight += 1.0
        if len(entries) == 1 and entries[0].match == "name":
            weight += 0.5  # a name that only one place bears is hardly anyone's else
        if last - first > 1:
            weight += 0.5
        if self.text(first, last).lower() in self._tagged_texts:
            weight += 1.5
        if self.near.capital(last) and not self.near.class_after(last):
            weight -= 1.5
        if self.near.capital(first - 1) and not opening and before not in self.words.sides:
            weight -= 1.5
        if before == "the" and all(e.precision == "settlement" for e in entries):
            weight -= 1.5
        label = self._label.get(first)
        if label == "PER":
            weight -= 0.5 if last - first == 1 and big >= 100_000 else 1.0
        return weight - (0.5 if label == "ORG" else 0.0)

    # --- one name -----------------------------------------------------------------------------

    def _pieces(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """A name cut at commas and "and", without articles, possessives and directions."""
        whole = self.text(first, last)
        cuts = [] if self._sure(first, last) and "," not in whole else [
            i for i in range(first, last) if self.tokens[i].text in (",", "/", "(", ")", ";")
            or self.tokens[i].low in ("and", "or")
        ]  # fmt: skip
        start = first
        for cut in [*cuts, last]:
            piece = self._trim(start, cut)
            if piece:
                yield piece
            start = cut + 1

    def _trim(self, first: int, last: int) -> tuple[int, int] | None:
        while first < last and (
            self.tokens[first].upos in ("DET", "ADP", "PUNCT", "NUM")
            or self.tokens[first].low in ("the", "of")
            or not any(c.isalnum() for c in self.tokens[first].text)
            or (self.tokens[first].low in (*self.words.sides, *self.words.directions)
                and last - first > 1 and not self._sure(first, last))
        ):  # fmt: skip
            first += 1
        while first < last and (
            self.tokens[last - 1].low in ("'s", "’s", "'", "’", "s", "the")
            or not any(c.isalnum() for c in self.tokens[last - 1].text)
        ):
            last -= 1
        while (
            last - first > 1
            and not self.entries(first, last)
            and (
                self.tokens[last - 1].low in self.words.classes
                or self.tokens[last - 1].low in self.words.borders
            )
        ):
            last -= 1
        return (first, last) if first < last else None

    def _widen(self, first: int, last: int, taken: list[bool]) -> tuple[int, int]:
        """Take in neighbours that make a longer known name: Tel + Rifaat, Deir al- + Zor."""
        sentence = self.tokens[first].sentence
        best = (first, last)
        for start in range(max(0, first - REACH), first + 1):
            for end in range(last, min(len(self.tokens), last + REACH) + 1):
                if (start, end) == (first, last) or end - start <= best[1] - best[0]:
                    continue
                window = [i for i in range(start, end) if not first <= i < last]
                if (
                    all(self.tokens[i].sentence == sentence and not taken[i] for i in window)
                    and all(self._may_join(i) for i in window)
                    and self.near.starts_name(start)
                    and (end == last or self.near.ends_name(end - 1))
                    and any(e.match != "loose" for e in self.entries(start, end))
                ):  # fmt: skip
                    best = (start, end)
        return best

    def _may_join(self, i: int) -> bool:
        token = self.tokens[i]
        return self._label.get(i) in (None, "ORG", *PLACE_LABELS) and (
            token.text[:1].isupper()
            or token.text in "-–"
            or token.low in (*ARTICLES, *JOINTS)
            or token.low in self.words.classes
        )  # fmt: skip

    def _narrow(self, first: int, last: int) -> tuple[int, int]:
        """The longest known name inside a tagged one that nothing is known by."""
        if self.entries(first, last):
            return first, last
        for size in range(last - first - 1, 0, -1):
            for start in range(first, last - size + 1):
                known = self._sure(start, start + size)
                if self.near.starts_name(start) and any(
                    e.population >= 15_000 and e.match == "name" for e in known
                ):
                    return start, start + size
        return first, last

    def _take(
        self, first: int, last: int, tagged: bool, taken: list[bool], found: list[Named]
    ) -> None:
        low = self.text(first, last).lower()
        known = self.entries(first, last)
        placed = self.near.placed(first, last)
        if (
            any(taken[first:last])
            or all(i in self._groups for i in range(first, last))
            or low.rstrip(".") in self.words.never or low in self.words.adjectives
            or not (known or (tagged and placed))
            or not any(c.isalpha() for c in low)
            or (not tagged and self._is_person(first, last))
            or (not tagged and self.near.before_organisation(last))
        ):  # fmt: skip
            return
        found.append(self._phrase(first, last, known, tagged, placed, taken))
        for i in range(first, last):
            taken[i] = True

    def _phrase(
        self, first: int, last: int, entries: tuple[Entry, ...], tagged: bool, placed: bool,
        taken: list[bool],
    ) -> Named:  # fmt: skip
        start, end, kind = first, last, None
        after = self.near.class_after(last)
        before = self.near.class_before(first)
        if after is not None:
            kind = self.words.classes[self.tokens[after].low]
            if self.tokens[after].low in self.words.joined:
                end = after + 1
        elif before is not None:
            kind = self.words.classes[class_word(self.tokens[before], self.words) or ""]
            if self.tokens[before].low in self.words.joined:
                start = before
        elif self.tokens[last - 1].low in self.words.classes and last - first > 1:
            kind = self.words.classes[self.tokens[last - 1].low]
        head = end - 1 if end > last else start if start < first else self._head(first, last)
        return Named(
            first=first, last=last, phrase_first=start, phrase_last=end, head=head,
            text=self.text(first, last), kind=kind, entries=entries, tagged=tagged, placed=placed,
            support=0.0 if tagged else self._support(first, last, taken),
        )  # fmt: skip

    def _head(self, first: int, last: int) -> int:
        outside = [
            i for i in range(first, last)
            if not first <= self.tokens[i].head < last or self.tokens[i].head == i
        ]  # fmt: skip
        good = [i for i in outside if self.tokens[i].upos not in ("PUNCT", "DET", "ADP")]
        return (good or outside or [last - 1])[-1]

    def _sure(self, first: int, last: int) -> list[Entry]:
        """The places that bear the name as it is spelt; the by-names of a town do not count."""
        return [
            e for e in self.entries(first, last)
            if e.match == "name" or (e.match == "alias" and (
                e.precision != "settlement" or e.population > 100_000 or e.country in self.loose))
        ]  # fmt: skip

    def _is_person(self, first: int, last: int) -> bool:
        """A surname on its own ("Assad") after the full name was given in the report."""
        return (
            last - first == 1
            and self.tokens[first].low in self._people
            and not self.near.after_preposition(first)
        )
