"""What is kept from the public, from ``safety.yaml``."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Record
from sayso.knowledge.yaml_files import read_yaml

_SHORT, _KEPT = 80, 50_000  # names come again and again: what was found in them is held
FILE = Path(__file__).parent / "safety.yaml"


class _File(Record, frozen=True):
    offices: tuple[str, ...]
    no_office: tuple[str, ...]
    anothers: tuple[str, ...]
    titles: tuple[str, ...]
    particles: tuple[str, ...]
    forms_of_address: tuple[str, ...]
    kin: tuple[str, ...]
    credits: tuple[str, ...]
    trades: tuple[str, ...]
    not_names: tuple[str, ...]
    person: str
    sites: dict[str, tuple[str, ...]]


class Safety:
    """The words of the file, as it takes them to be found in a text."""

    def __init__(self, file: _File) -> None:
        self._known: dict[str, str | None] = {}
        self.person = file.person
        self.titles = frozenset(file.titles)
        self.particles = frozenset(file.particles)
        self.not_names = frozenset(file.not_names)
        self._office = _any_of(file.offices)
        self._no_office = _any_of(file.no_office)
        self._before_name = re.compile(rf"(?:{self._office.pattern})[.]?\s+$", re.IGNORECASE)
        self._leading = re.compile(rf"(?:{self._office.pattern})[.]?\s+(?=\S)", re.IGNORECASE)
        self._another = re.compile(
            rf"\b(?:{'|'.join(file.anothers)})\s+(?:(?:the|a|an|his|her|their|its)\s+)?"
            r"(?:[\w-]+\s+){0,2}$",
            re.IGNORECASE,
        )
        self.before_names = _before_names(file)
        self.before_likely = re.compile(
            rf"(?<![\w-])(?:(?:{_either(file.trades)}),?|(?:{_either(file.kin)})[ ]of)[ ]+(?=\S)"
        )
        self._sites = {name: _any_of(words) for name, words in file.sites.items()}
        # Of each phrase its longest word.
        self._site_parts = sorted(
            {max(word.split(), key=len) for words in file.sites.values() for word in words}
        )
        self._any_site = _any_of([word for words in file.sites.values() for word in words])

    def holds_office(self, phrase: str, name: str | None = None) -> bool:
        """Whether a phrase that names a person says that he or she holds an office, a command or a
        spokesman's role. ``name``: the name in it, whose words are no office's."""
        text = phrase.replace(name, "|") if name else phrase
        text = self._no_office.sub("|", text)
        for found in self._office.finditer(text):
            before = text[: found.start()]
            if self._another.search(before.rsplit("|", 1)[-1].rsplit(",", 1)[-1]) is None:
                return True
        return False

    def name_start(self, phrase: str) -> int:
        """Where the name begins in one that the office may stand before: 8 in "Colonel Ahmed"."""
        start = 0
        while found := self._leading.match(phrase, start):
            start = found.end()
        return start

    def office_before(self, text: str) -> int | None:
        """Where the word for an office begins that a text ends with, as before a name."""
        hidden = self._no_office.sub(lambda found: "|" * len(found.group()), text)
        found = self._before_name.search(hidden)
        if found is None or self._another.search(text[: found.start()]) is not None:
            return None
        return found.start()

    def site_in(self, text: str) -> str | None:
        """What is said in place of a site that a text names, none where it names none."""
        if len(text) > _SHORT:
            return self._site_in(text)
        if text not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[text] = self._site_in(text)
        return self._known[text]

    def _site_in(self, text: str) -> str | None:
        if not self._may_have_site(text):
            return None
        return next((name for name, found in self._sites.items() if found.search(text)), None)

    def _may_have_site(self, text: str) -> bool:
        """False only where no word for a site is in it: much faster than looking for all."""
        low = text.casefold()
        return any(word in low for word in self._site_parts)

    def site_words(self, text: str) -> list[tuple[int, int]]:
        """Where words for sites stand in a text."""
        if not self._may_have_site(text):
            return []
        return [found.span() for found in self._any_site.finditer(text)]


def _either(words: tuple[str, ...] | list[str]) -> str:
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in longest)


def _before_names(file: _File) -> re.Pattern[str]:
    """Where a person's name begins, for sure: behind kin, titles, the credit of a picture."""
    titles = "|".join(re.escape(word.capitalize()) for word in file.forms_of_address)
    credits = "|".join(f"[{w[0]}{w[0].upper()}]{re.escape(w[1:])}s?" for w in file.credits)
    return re.compile(
        rf"(?<![\w-])(?:{_either(file.kin)}),?[ ]+(?=\S)"
        rf"|(?<![\w-])(?:{titles})[.]?[ ]+(?=\S)"
        rf"|(?<![\w-])(?:{credits})(?:[ ](?:by|credit))?[ ]?[:/][ ]?(?=\S)"
    )


def _any_of(words: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    """Any of some words or phrases, also in the plural, on its own."""
    return re.compile(rf"(?<![\w-])(?:{_either(words)})(?:e?s)?(?!\w)", re.IGNORECASE)


@functools.cache
def load_safety(file: Path = FILE) -> Safety:
    """The words of the file. Raises KnowledgeError where it is not right."""
    try:
        return Safety(msgspec.convert(read_yaml(file), _File))
    except (OSError, msgspec.ValidationError, yaml.YAMLError, re.error) as error:
        raise KnowledgeError(f"{file}: {error}") from error
