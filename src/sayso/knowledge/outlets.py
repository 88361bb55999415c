"""Outlets and page furniture, from ``outlets.yaml`` and ``furniture.yaml``."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Record
from sayso.knowledge.yaml_files import read_yaml

FOLDER = Path(__file__).parent
_NAME = (
    r"(?-i:(?:[A-ZÀ-Þ]|al-[A-Z])[\w.’'-]*"
    r"(?: (?:(?:al|el|an|ash|as|at|de|der|del|van|von|bin|ibn|da|di|la|le|du|abu|of|the)[ -]){0,2}"
    r"[A-ZÀ-Þ][\w.’'-]*){0,4})"
)
_NAMES = rf"{_NAME}(?:(?:,| and| &|,? and) {_NAME}){{0,6}}"


class Outlet(Record):
    """An outlet; ``agency`` where others carry its copy."""

    name: str
    agency: bool = False
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


class Outlets:
    """Outlets by name, alias and address."""

    def __init__(self, outlets: tuple[Outlet, ...]) -> None:
        self.outlets = outlets
        self._names = {
            _fold(name): outlet for outlet in outlets for name in (outlet.name, *outlet.aliases)
        }
        self._domains = {domain: outlet for outlet in outlets for domain in outlet.domains}
        names = [name for outlet in outlets for name in (outlet.name, *outlet.aliases)]
        # Capitals count for short names: "AP" is an agency, "ap" is not.
        words = (
            f"(?-i:{re.escape(name)})" if len(name) < 6 else re.escape(name)
            for name in sorted(names, key=len, reverse=True)
        )
        self.pattern = f"(?:{'|'.join(words)})"
        self._told = re.compile(rf"\b(?:told|tells) (?P<outlet>{self.pattern})(?![\w-])")

    def named(self, name: str) -> Outlet | None:
        """The outlet of this name or alias, letter case and a leading "the" apart."""
        return self._names.get(_fold(name))

    def at(self, address: str) -> Outlet | None:
        """The outlet that publishes at an address (a URL or a host name)."""
        host = (urlsplit(address).hostname or address if "//" in address else address).lower()
        parts = host.split("/")[0].split(".")
        for i in range(len(parts) - 1):
            found = self._domains.get(".".join(parts[i:]))
            if found:
                return found
        return None

    def told(self, text: str) -> Outlet | None:
        """The one outlet that sources in a text "told"; none where there are two, and no agency,
        since others carry its interviews."""
        found = {self._names[_fold(m["outlet"])].name for m in self._told.finditer(text)}
        outlet = self.named(found.pop()) if len(found) == 1 else None
        return outlet if outlet and not outlet.agency else None


class Furniture(Record):
    """The phrases of furniture.yaml, compiled; each matches a whole line, ``endings`` its end."""

    furniture: re.Pattern[str]
    links: re.Pattern[str]
    labels: re.Pattern[str]
    bylines: re.Pattern[str]
    credits: tuple[re.Pattern[str], ...]
    endings: tuple[re.Pattern[str], ...]
    captions: re.Pattern[str]
    caption_before: re.Pattern[str]
    date_labels: re.Pattern[str]
    date_company: re.Pattern[str]
    photo_credits: frozenset[str]
    no_dateline: frozenset[str]
    outlet_words: frozenset[str]


@functools.cache
def load_outlets(path: Path = FOLDER / "outlets.yaml") -> Outlets:
    """The outlets of a file. Raises KnowledgeError naming the entry that does not hold together."""
    outlets: list[Outlet] = []
    for number, entry in enumerate(_read(path, list), 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise KnowledgeError(f"{path}: entry {number} has no name")
        unknown = entry.keys() - set(Outlet.__struct_fields__)
        if unknown:
            raise KnowledgeError(f"{path}: {entry['name']}: unknown keys {sorted(unknown)}")
        lists = {key: tuple(entry.get(key, ())) for key in ("aliases", "domains")}
        agency = bool(entry.get("agency", False))
        outlets.append(Outlet(name=entry["name"], agency=agency, **lists))
    return Outlets(tuple(outlets))


@functools.cache
def load_furniture(path: Path = FOLDER / "furniture.yaml") -> Furniture:
    """The furniture of a file. Raises KnowledgeError naming the expression that is wrong."""
    data = _read(path, dict)
    outlet = load_outlets().pattern

    def compiled(key: str, expression: str, end: str = r"\Z") -> re.Pattern[str]:
        filled = expression.replace("{names}", _NAMES).replace("{name}", _NAME)
        try:
            return re.compile(f"(?:{filled.replace('{outlet}', outlet)}){end}", re.IGNORECASE)
        except re.error as error:
            raise KnowledgeError(f"{path}: {key}: {expression!r}: {error}") from error

    def one(key: str, end: str = r"\Z") -> re.Pattern[str]:
        entries = data.get(key, [])
        for entry in entries:
            compiled(key, entry)
        return compiled(key, "|".join(f"(?:{entry})" for entry in entries), end)

    def words(key: str) -> frozenset[str]:
        return frozenset(str(word).lower() for word in data.get(key, []))

    return Furniture(
        furniture=one("furniture"),
        links=one("links"),
        labels=one("labels", r"(?P<sep> ?[:|] ?| ?[-–—] ?)"),
        bylines=one("bylines"),
        credits=tuple(compiled("credits", entry) for entry in data.get("credits", [])),
        endings=tuple(compiled("endings", entry) for entry in data.get("endings", [])),
        captions=one("captions"),
        caption_before=one("caption_before"),
        date_labels=compiled("date_labels", data.get("date_labels", ""), ""),
        date_company=compiled("date_company", data.get("date_company", "")),
        photo_credits=words("photo_credits"),
        no_dateline=words("no_dateline"),
        outlet_words=words("outlet_words"),
    )


def _read(path: Path, kind: type) -> Any:
    try:
        data = read_yaml(path, yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    if not isinstance(data, kind):
        raise KnowledgeError(f"{path}: not a {kind.__name__} of entries")
    return data


def _fold(name: str) -> str:
    folded = " ".join(name.replace("’", "'").split()).casefold()
    return folded.removeprefix("the ")
