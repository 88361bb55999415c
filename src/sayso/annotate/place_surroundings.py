"""What stands around a place name in the text: prepositions, class nouns, verbs of taking."""

from __future__ import annotations

from sayso.core.grammar import Grammar, Token
from sayso.knowledge.places import PlaceWords

HYPHENS = ("-", "–", "'", "’")
PLACING = ("in", "near", "outside", "towards", "toward", "from", "inside", "around")
JOINTS = ("de", "la", "du", "le", "des", "do", "da", "au", "aux", "sur", "of", "the", "'s", "’s",
          "and", "i", "y", "e", "in")  # fmt: skip
ARTICLES = ("al", "el", "ez", "as", "ad", "ar", "an", "at", "az", "ash", "es")


def class_word(token: Token, words: PlaceWords) -> str | None:
    """The class noun that a token is a form of: "city" for "cities"."""
    low = token.low
    forms = (low, token.lemma, low.removesuffix("s"), low.removesuffix("ies") + "y")
    return next((form for form in forms if form in words.classes), None)


class Surroundings:
    """The words of one report around what may be names."""

    def __init__(self, grammar: Grammar, words: PlaceWords) -> None:
        self.tokens = grammar.tokens
        self.words = words

    def token(self, i: int) -> Token | None:
        """The token of this number, none outside the report."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def capital(self, i: int) -> bool:
        """Whether there is a word here, with a capital letter."""
        token = self.token(i)
        return token is not None and token.text[:1].isupper()

    def starts_name(self, i: int) -> bool:
        """Whether a name may begin here."""
        token = self.tokens[i]
        return (token.text[:1].isupper() and token.low != "the") or token.low in ARTICLES

    def inside_name(self, token: Token) -> bool:
        """Whether a word without a capital may stand within a name."""
        return token.text in HYPHENS or token.low in ARTICLES

    def ends_name(self, i: int) -> bool:
        """Whether a name may end here."""
        token = self.tokens[i]
        return token.text[:1].isalpha() and token.low not in (*ARTICLES, *JOINTS)

    def placed(self, first: int, last: int) -> bool:
        """Whether a preposition or class noun says that tokens [first, last) are a place."""
        return (
            self.after_preposition(first)
            or self.class_after(last) is not None
            or self.class_before(first) is not None
        )

    def after_preposition(self, first: int) -> bool:
        """Whether a preposition of place stands before a name: "in", "east of", "the edge of"."""
        i = first - 1
        while i >= 0 and (
            self.tokens[i].low in self.words.sides or self.tokens[i].low in ("the", "nearby")
        ):
            i -= 1
        token = self.token(i)
        if i > 0 and token is not None and token.low == "of":
            noun = self.tokens[i - 1].low
            return any(noun in kind for kind in (
                self.words.directions, self.words.edges, self.words.areas, self.words.parts
            ))  # fmt: skip
        if token is None or i < 0 or token.sentence != self.tokens[first].sentence:
            return False
        return token.low in PLACING

    def class_before(self, first: int) -> int | None:
        """The class noun in "the town of Nabul", "the towns of Nabul and Zahraa"."""
        of = self.token(first - 1)
        noun = self.token(first - 2)
        if of is None or noun is None or of.low != "of":
            return None
        return first - 2 if class_word(noun, self.words) else None

    def class_after(self, last: int) -> int | None:
        """The class noun in "Aleppo province"."""
        token = self.token(last)
        if token is None or token.low not in self.words.classes or token.upos == "VERB":
            return None
        return last if token.sentence == self.tokens[last - 1].sentence else None

    def before_organisation(self, last: int) -> bool:
        """Whether the name is a part of an organisation's: "Aleppo | University"."""
        token = self.token(last)
        return (
            token is not None
            and token.text[:1].isupper()
            and token.low in self.words.organisation
            and token.sentence == self.tokens[last - 1].sentence
        )

    def taken_or_lost(self, first: int, last: int) -> bool:
        """ "Captured Morek", "Morek fell": what is done to places."""
        before = self.token(first - 1)
        if before is not None and before.lemma in self.words.captures:
            return True
        i = last
        while i < len(self.tokens) and self.tokens[i].upos in ("AUX", "ADV"):
            i += 1
        after = self.token(i)
        return after is not None and after.upos == "VERB" and after.lemma in self.words.falls
