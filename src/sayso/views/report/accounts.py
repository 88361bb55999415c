"""Whose account a line is, how its sentence puts that, and which claims its notes quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from sayso.core.record import Corroboration, Root
from sayso.core.report import Evidence, Mark, Standing
from sayso.core.situation import Line
from sayso.core.types import Claim, Record
from sayso.views.naming import ANYBODY, OWN, is_many
from sayso.views.report.wording import (
    Pieces,
    Said,
    entry,
    fill,
    in_words,
    listed,
    named,
    plain,
    possessive,
    say,
    text,
    together,
    with_article,
    words,
)
from sayso.views.words import visible

QUOTED = 2  # claims that a note quotes for one sentence; a fact has one more
NAMED = 3  # names of an account
MIDDLING, SPAN = 90, 45  # letters of words that are well quoted, and how far off is as good
READ = 300  # reports looked into for how a name is written


class Told(Record, frozen=True):
    """On whose word a line stands: ``account`` in words (none: the sentence names its speaker),
    ``cell`` the same for a column of its own, the claims that the notes quote, how many ``more``
    there are, what it weighs, and how many ``voices`` tell it at the least."""

    standing: Standing
    account: Said | None
    cell: Said
    claims: tuple[str, ...]
    more: int
    weight: float
    voices: int = 0


class Draft(Record, frozen=True, kw_only=True):
    """A sentence, row or clash before it is chosen and its notes numbered. ``score``: what it is
    worth to the reader; ``order``: where it stands in its section."""

    section: str
    parts: tuple[Pieces, ...]
    claims: tuple[str, ...]
    more: int
    lines: tuple[str, ...]
    standing: Standing
    mark: Mark | None = None
    score: float = 0
    voices: int = 0
    order: tuple[float, str] = (0, "")
    sides: tuple[Draft, ...] = ()


class Desk:
    """The evidence, and its people by name."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence, self.claims = evidence, evidence.claims
        self.later, self.day = evidence.later, evidence.later.day
        self.year = self.day[:4]
        self._names = {**evidence.earlier.names, **evidence.later.names}
        self._said: dict[tuple[str, bool, bool], Said] = {}
        self._outlets = {e.report.outlet for e in evidence.entries.values() if e.report.outlet}

    # --- names --------------------------------------------------------------------------------

    def party(self, id: str) -> Said:
        """A party of a line."""
        if id == ANYBODY:
            return text(words()["nobody"])
        return self.name(self._names.get(id, id), known=id in self._names)

    def parties(self, ids: Iterable[str]) -> Said | None:
        """Several of them."""
        return listed([self.party(id) for id in dict.fromkeys(ids)])

    def name(self, name: str, known: bool = False, anonymous: bool = False) -> Said:
        """A source or party by its name: outlets as they are, a common noun with the article that
        the reports give it."""
        key = (name, known, anonymous)
        if key not in self._said:
            self._said[key] = self._name(name, known, anonymous)
        return self._said[key]

    def _name(self, name: str, known: bool, anonymous: bool) -> Said:
        if name in self._outlets or name == words()["own_voice"]:
            return named(name)
        name = visible(name)
        first = name.split(" ")[0]
        if not known and first[:1].isupper() and self._is_common(first) and is_many(name):
            name = name[:1].lower() + name[1:]
        if name[:1].islower() and is_many(name):
            the = re.search(rf"\bthe\s+{re.escape(name)}\b", self._texts, re.IGNORECASE)
            return together("the ", named(name, many=True)) if the else named(name, many=True)
        if name[:1].islower():
            return self._indefinite(name, anonymous) or with_article(name)
        return with_article(name)

    def _indefinite(self, name: str, anonymous: bool) -> Said | None:
        told = re.search(rf"\b(an?)\s+{re.escape(name)}\b", self._texts, re.IGNORECASE)
        if not told and not anonymous:
            return None
        article = told[1].lower() if told else "an" if name[0] in "aeiou" else "a"
        return together(f"{article} ", named(name))

    def _is_common(self, word: str) -> bool:
        return re.search(rf"\b{re.escape(word.lower())}\b", self._texts) is not None

    @cached_property
    def _texts(self) -> str:
        entries = sorted(self.evidence.entries.values(), key=lambda e: e.report.id)
        return "\n".join(e.report.text for e in entries[:READ])

    def root(self, root: Root) -> Said:
        """A voice."""
        if root.anonymous and root.name in ("unnamed source", "somebody"):
            return text(words()["a_source"])
        if root.name in self.evidence.entries:
            return text(words()["no_outlet"])
        if _is_pronoun(root.name):
            return self._unresolved(root.name, root.outlets)
        return self.name(root.name, known=root.id is not None, anonymous=root.anonymous)

    def _unresolved(self, name: str, outlets: Iterable[str]) -> Said:
        where = listed([named(o) for o in outlets]) or text(words()["own_voice"])
        return say("unresolved", name=visible(name), outlet=where)

    def teller(self, account: str, claims: Iterable[str]) -> Said:
        """Whoever an entry is by the account of."""
        outlets = {self.claims[c].report.outlet for c in claims if c in self.claims}
        names = sorted(o for o in outlets if o)
        root = next((self._root_of[c] for c in claims if c in self._root_of), None)
        if account not in self._names and (_is_pronoun(account) or account[:1].islower()):
            if root is not None and not root.anonymous and not _is_pronoun(root.name):
                return self.root(root)
            if _is_pronoun(account):
                return self._unresolved(account, names)
        if account != OWN:
            return self.party(account)
        return listed([named(o) for o in names]) or text(words()["own_voice"])

    @cached_property
    def _root_of(self) -> dict[str, Root]:
        """Claim → the voice that it is counted as."""
        found = self.evidence.roots.values()
        return {c: root for one in found for root in one.roots for c in root.claims}

    def tellers(self, accounts: Sequence[str], claims: Iterable[str]) -> Said | None:
        """Several of them."""
        held = tuple(claims)
        own = [c for c in held if c in self.claims and not self.claims[c].sources] or held
        found = [self.teller(a, own if a == OWN else held) for a in accounts]
        return listed(list({plain(said.pieces): said for said in found}.values()))

    # --- accounts -----------------------------------------------------------------------------

    def told(
        self, lines: Sequence[Line], part: str = "", speakers: Iterable[str] = (),
        differs: bool = False,
    ) -> Told:  # fmt: skip
        """On whose word lines that are told together stand. ``part``: of what belongs to them
        ("/end"); ``speakers``: the sentence names them as those who say it; ``differs``: the record
        has other accounts of it."""
        roots = _merged(self.evidence.roots.get(f"{x.id}{part}") for x in lines)
        if not roots and part:
            return self.told(lines, "", speakers, differs)
        against = tuple(dict.fromkeys(c for x in lines for c in x.against))
        held = tuple(dict.fromkeys(c for root in roots for c in root.claims))
        every = {c for x in lines for c in x.claims} if not part else set(held)
        low = min((r.low for r in self._found(lines, part)), default=0)
        high = max((r.high for r in self._found(lines, part)), default=0)
        across = any(r.across for r in self._found(lines, part))
        unsure = any(getattr(x, "state", None) == "may hold" for x in lines)
        differs = differs or bool(against) or any(getattr(x, "disputed", ()) for x in lines)
        sure = tuple(r for r in roots if any(map(self._is_held, r.claims)))
        fact = low - (len(roots) - len(sure)) >= 2 and not differs and not unsure
        if fact:
            low, high, roots = low - (len(roots) - len(sure)), min(high, len(sure)), sure
        amount = {
            "number": in_words(low) if low == high else f"{in_words(low)} to {in_words(high)}",
            "across": entry("account.across") if across else "",
        }
        crowd = low > NAMED
        said: Said | None
        if fact:
            said, cell = say("account.told", **amount), say("account.cell", **amount)
        elif crowd:
            said, cell = say("account.crowd", **amount), say("account.cell", **amount)
        else:
            said, cell = self._account(roots, speakers), self.names(roots)
        quoted = self._quoted(roots, every, QUOTED + fact)
        if against:
            no = _merged(self.evidence.roots.get(f"{x.id}/against") for x in lines)
            who = listed([self.root(r) for r in no[:NAMED]])
            note = say("account.denied", who=who)
            said = together(said, "; ", note) if said else note
            cell = together(cell, "; ", note) if roots else note
            quoted = (*quoted, *self._quoted(no, set(against), 1))
        elif differs:
            note = text(entry("account.differ"))
            said = together(said, "; ", note) if said else note
            cell = together(cell, "; ", note)
        return Told(
            standing="disputed" if differs else "told as fact" if fact else "by account",
            account=said, cell=cell, claims=quoted, more=max(0, len(every - set(quoted))),
            voices=low,
            weight=min(low, 5) * 0.2 + 0.5 * across + 0.5 * fact - 0.5 * unsure + 0.5 * differs,
        )  # fmt: skip

    def _is_held(self, claim: str) -> bool:
        """Whether a claim puts a thing as so, and not as vowed, foretold, alleged …"""
        found = self.claims.get(claim)
        return (
            found is not None and found.modality == "asserted" and found.polarity == "positive"
            and found.status in ("happened", "ongoing") and found.condition is None
        )  # fmt: skip

    def _found(self, lines: Sequence[Line], part: str) -> list[Corroboration]:
        found = self.evidence.roots
        return [found[f"{x.id}{part}"] for x in lines if f"{x.id}{part}" in found]

    def _account(self, roots: Sequence[Root], speakers: Iterable[str]) -> Said | None:
        ids = frozenset(speakers)
        names = {self._names.get(id, id) for id in ids}
        others = [r for r in roots if r.name not in names and r.id not in ids]
        if not others:
            return None
        return self.by(roots)

    def by(self, roots: Sequence[Root]) -> Said:
        """ "by World Wire’s account", "by the accounts of A, B and three more"."""
        if len(roots) == 1:
            who = self.root(roots[0])
            of = possessive(who)
            return say("account.one", who=of) if of else say("account.one_of", who=who)
        return say("account.many", who=self.names(roots))

    def names(self, roots: Sequence[Root]) -> Said:
        """ "A, B and three more"."""
        shown = [self.root(r) for r in _spread(roots)]
        left = len(shown) - NAMED
        if left > 0:
            shown = [*shown[:NAMED], fill(entry("account.more"), number=in_words(left))]
        return listed(shown) or text(words()["a_source"])

    def _quoted(self, roots: Sequence[Root], every: set[str], most: int) -> tuple[str, ...]:
        """The claims to quote: one a voice, those of other sides first."""
        found: dict[tuple[str, int, int], str] = {}
        for root in _spread(roots):
            own = [self.claims[c] for c in root.claims if c in every and c in self.claims]
            if own:
                best = min(own, key=_telling)
                found.setdefault(_words_of(best), best.id)
        if not found:
            for claim in sorted((self.claims[c] for c in every if c in self.claims), key=_telling):
                found.setdefault(_words_of(claim), claim.id)
        return tuple(found.values())[:most]

    def spread(self, roots: Sequence[Root]) -> list[Root]:
        """Voices in the order in which they are named."""
        return _spread(roots)

    def voiced(
        self, roots: Sequence[Root], claims: Iterable[str], most: int, predicate: str
    ) -> tuple[str, ...]:
        """The claims to quote among some, a voice each; those of a predicate before others."""
        every = set(claims)
        own = {c for c in every if c in self.claims and self.claims[c].predicate == predicate}
        first = self._quoted(roots, own, most) if own else ()
        rest = self._quoted(roots, every - own, most) if len(first) < most else ()
        return (*first, *(c for c in rest if self._is_other(c, first)))[:most]

    def _is_other(self, claim: str, others: Iterable[str]) -> bool:
        """Whether it is of another voice and of other words."""
        mine = self._root_of.get(claim)
        return all(
            self._root_of.get(o) is not mine
            and _words_of(self.claims[o]) != _words_of(self.claims[claim])
            for o in others
        )

    def quoted_of(self, claims: Iterable[str], most: int = QUOTED) -> tuple[tuple[str, ...], int]:
        """The claims to quote of an entry that has no roots of its own, and how many more."""
        found = sorted({c for c in claims if c in self.claims},
                       key=lambda c: _telling(self.claims[c]))  # fmt: skip
        shown = {_words_of(self.claims[c]): c for c in reversed(found)}
        quoted = tuple(c for c in found if c in shown.values())[:most]
        return quoted, len(found) - len(quoted)


def _is_pronoun(name: str) -> bool:
    return name.casefold() in words()["pronouns"]


def _merged(found: Iterable[Corroboration | None]) -> tuple[Root, ...]:
    """The voices of several lines, each once."""
    roots: dict[tuple[str, bool], Root] = {}
    for one in found:
        for root in one.roots if one else ():
            roots.setdefault((root.name, root.anonymous), root)
    return tuple(roots.values())


def _spread(roots: Sequence[Root]) -> list[Root]:
    """Named before unnamed, and one of each side before the next of any."""
    seen: dict[str, int] = {}
    ranked: list[tuple[bool, int, int, Root]] = []
    for root in sorted(roots, key=lambda r: (r.anonymous, -len(r.claims), r.name)):
        ranked.append((root.anonymous, seen.get(root.side, 0), len(ranked), root))
        seen[root.side] = seen.get(root.side, 0) + 1
    return [root for *_, root in sorted(ranked, key=lambda x: x[:3])]


def _words_of(claim: Claim) -> tuple[str, int, int]:
    return claim.report.id, claim.start, claim.end


def _telling(claim: Claim) -> tuple[bool, int, str, int, str]:
    """Put as a fact first; then the words that are neither too short to be understood nor long;
    of those alike in that, the earliest."""
    off = abs(len(claim.text) - MIDDLING)
    published = claim.report.published or "9999"
    return claim.modality != "asserted", off // SPAN, published, off, claim.id
