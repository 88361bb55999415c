"""Parties and accounts as the views of situations name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sayso.views import words

OWN = "own voice"
ANYBODY = "*"
UNKNOWN = "somebody not named"
# What a name is before: "authorities of the east", "Doctors without Borders".
_HEAD = re.compile(r"\s+(?:of|in|for|from|on|at|against|without|with|and)\s|[,(]", re.IGNORECASE)
# Heads of proper names that are more than one; a head in small letters shows it by its "s".
_MANY = frozenset(
    "activists authorities battalions brigades countries doctors fighters forces governments groups"
    " guards houthis kurds lawyers militias officials police people powers rebels relatives"
    " residents sources states tigers troops units witnesses workers".split()
)
_ONE = re.compile(r"united (states|nations|arab emirates)\b", re.IGNORECASE)


class Naming:
    """The names of ids, and whose own voice each claim is. ``outlets``: claim id → outlet; ``own``:
    ids of claims that an outlet tells itself."""

    def __init__(
        self, names: Mapping[str, str], outlets: Mapping[str, str] | None = None,
        own: Iterable[str] = (),
    ) -> None:  # fmt: skip
        self.names, self._outlets, self._own = names, outlets or {}, frozenset(own)

    def one(self, id: str) -> str:
        """A party's name."""
        return UNKNOWN if id == ANYBODY else words.visible(self.names.get(id, id))

    def all(self, ids: Sequence[str]) -> str:
        """The names of parties."""
        return ", ".join(map(self.one, ids)) or UNKNOWN

    def teller(self, account: str, claims: Iterable[str]) -> str:
        """By whose account: a name, or "own voice of World Wire" by the outlets of the claims."""
        return self._own_voice(claims) if account == OWN else self.one(account)

    def tellers(self, accounts: Sequence[str], claims: Iterable[str]) -> str:
        """By whose accounts claims are that one record holds together: of those, own voices are the
        ones without another source."""
        told = list(claims)
        mine = [c for c in told if c in self._own] or told
        return ", ".join(self.teller(a, mine) for a in accounts) or UNKNOWN

    def verb(self, id: str, one: str, many: str) -> str:
        """A verb's form after a party's name: "backs", or "back" where the name is of several."""
        return many if is_many(self.one(id)) else one

    def deed(self, what: str, *ids: str) -> str:
        """What is to be done, without the doer where that is said already."""
        for name in (self.one(id) for id in ids):
            what = what.removeprefix(f"{name} · ")
        return words.visible(what)

    def _own_voice(self, claims: Iterable[str]) -> str:
        found = sorted({words.visible(self._outlets[c]) for c in claims if c in self._outlets})
        if not found:
            return OWN
        return f"{OWN} of {', '.join(found[:-1])} and {found[-1]}" if found[1:] else (
            f"{OWN} of {found[0]}"
        )  # fmt: skip


def is_many(name: str) -> bool:
    """Whether a name is of several, by its head: "Gulf states", "Syrian rebels"."""
    head = re.split(r"\s+", _HEAD.split(name, maxsplit=1)[0].strip())[-1]
    if _ONE.match(name):
        return False
    if head.casefold() in _MANY:
        return True
    return head.islower() and head.endswith("s") and not head.endswith(("ss", "us", "is"))
