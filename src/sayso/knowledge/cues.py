"""The lexicon of cues: the words that attribute a content to a source."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
import yaml

from sayso.core.errors import KnowledgeError
from sayso.core.types import Act, Certainty, Manner, Polarity, Record
from sayso.knowledge.outlets import load_outlets

FILE = Path(__file__).parent / "lexicon" / "cues.yaml"

FRAMES = frozenset(
    {"quote", "that", "marked that", "to", "ing", "object", "object complement", "as saying"}
    | {"of", "for", "about"}
    | {f"object {word}" for word in "to of in for on with against about into from over".split()}
    | {"object as", "object at"}
)


_CHOICES = (("act", Act), ("certainty", Certainty), ("manner", Manner), ("subjunctive", Act))


class NounList(Record, frozen=True):
    """Nouns by their lemma, and by the ending they have."""

    words: frozenset[str] = frozenset()
    suffixes: tuple[str, ...] = ()
    exceptions: frozenset[str] = frozenset()

    def holds(self, lemma: str) -> bool:
        """Whether a noun (lemma, lower case) is in the list; a plural counts as its singular."""
        forms = {lemma, lemma.removesuffix("s"), lemma.removesuffix("es")}
        if lemma.endswith("ies"):
            forms.add(lemma[:-3] + "y")
        if forms & self.words:
            return True
        if forms & self.exceptions:
            return False
        return any(len(form) > 5 and form.endswith(self.suffixes) for form in forms)


class Cue(Record, frozen=True):
    """One entry: ``words`` are the lemma's words, the first of them inflected."""

    lemma: str
    words: tuple[str, ...]
    act: Act
    frames: frozenset[str] = frozenset()
    neutral: bool = False
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    subjunctive: Act | None = None
    manner: Manner | None = None
    objects: tuple[NounList, ...] = ()
    not_objects: tuple[NounList, ...] = ()
    subjects: tuple[NounList, ...] = ()
    passive: bool = True
    active: bool = True

    def takes(self, lemma: str) -> bool:
        """Whether the cue may have a noun with this lemma as its object."""
        if any(names.holds(lemma) for names in self.not_objects):
            return False
        return not self.objects or any(names.holds(lemma) for names in self.objects)

    def said_by(self, lemma: str) -> bool:
        """Whether a noun with this lemma may be the one who says it."""
        return not self.subjects or any(names.holds(lemma) for names in self.subjects)


class Cues:
    """All entries. ``verbs``, ``deeds`` (which say what somebody is held or punished for, and are
    no verbs of saying) and ``nouns`` are keyed by the inflected forms of the first word,
    each with the entries that it may begin, longest first; ``words`` holds the named word lists,
    noun lists among them.
    """

    def __init__(
        self,
        verbs: Mapping[str, tuple[Cue, ...]],
        nouns: Mapping[str, tuple[Cue, ...]],
        adverbs: Mapping[str, Cue],
        phrases: tuple[Cue, ...],
        words: Mapping[str, frozenset[str]],
        deeds: Mapping[str, tuple[Cue, ...]] | None = None,
    ) -> None:
        self.verbs = verbs
        self.deeds = deeds or {}
        self.nouns = nouns
        self.adverbs = adverbs
        self.phrases = phrases
        self.words = words

    def has(self, name: str, *forms: str) -> bool:
        """Whether any of the words is in the list of that name."""
        return any(form in self.words[name] for form in forms)


@functools.cache
def load_cues(file: Path = FILE) -> Cues:
    """Read the lexicon of cues.

    Raises KnowledgeError, naming the entry, if the file does not hold together.
    """
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{file}: cannot be read ({error})") from error
    lists = {
        name: NounList(
            words=frozenset(entry.get("words", ())),
            suffixes=tuple(entry.get("suffixes", ())),
            exceptions=frozenset(entry.get("not", ())),
        )
        for name, entry in data["noun_lists"].items()
    }
    irregular: dict[str, list[str]] = data["irregular"]
    outlets = load_outlets().outlets
    media = {n.lower() for o in outlets for n in (o.name, *o.aliases) if " " not in n}
    return Cues(
        verbs=_index(_entries(data["verbs"], lists, file), irregular),
        deeds=_index(_entries(data.get("deeds", ()), lists, file), irregular),
        nouns=_index(_entries(data["nouns"], lists, file), {}),
        adverbs={cue.lemma: cue for cue in _entries(data["adverbs"], lists, file)},
        phrases=tuple(sorted(_entries(data["phrases"], lists, file), key=lambda c: -len(c.words))),
        words={
            **{name: names.words for name, names in lists.items()},
            **{name: frozenset(map(str, words)) for name, words in data["lists"].items()},
            "media": frozenset((*data["lists"].get("media", ()), *media)),
        },
    )


def _entries(
    groups: Iterable[dict[str, Any]], lists: Mapping[str, NounList], file: Path
) -> list[Cue]:
    found: list[Cue] = []
    for group in groups:
        for word in dict.fromkeys(group["cues"]):
            found.append(_entry(str(word), group, lists, file))
    return found


def _entry(lemma: str, group: dict[str, Any], lists: Mapping[str, NounList], file: Path) -> Cue:
    where = f"{file}: cue {lemma!r}"
    frames = frozenset(group.get("frames", ()))
    if frames - FRAMES:
        raise KnowledgeError(f"{where}: unknown frames {sorted(frames - FRAMES)}")
    for field, allowed in _CHOICES:
        if field in group and group[field] not in get_args(allowed):
            raise KnowledgeError(f"{where}: unknown {field} {group[field]!r}")
    named: dict[str, tuple[NounList, ...]] = {}
    for field in ("objects", "not_objects", "subjects"):
        unknown = set(group.get(field, ())) - lists.keys()
        if unknown:
            raise KnowledgeError(f"{where}: no noun list named {sorted(unknown)}")
        named[field] = tuple(lists[name] for name in group.get(field, ()))
    fields = {
        "neutral",
        "polarity",
        "certainty",
        "manner",
        "passive",
        "active",
        "act",
        "subjunctive",
    } & group.keys()
    unknown = group.keys() - fields - {"cues", "frames", *named}
    if unknown:
        raise KnowledgeError(f"{where}: unknown fields {sorted(unknown)}")
    return msgspec.convert(
        {
            "lemma": lemma,
            "words": tuple(lemma.split()),
            "frames": frames,
            **{field: group[field] for field in fields},
            **named,
        },
        Cue,
    )


def _index(cues: Iterable[Cue], irregular: Mapping[str, list[str]]) -> dict[str, tuple[Cue, ...]]:
    index: dict[str, list[Cue]] = {}
    for cue in cues:
        first = cue.words[0]
        for form in {first, *(irregular.get(first) or inflect(first))}:
            index.setdefault(form, []).append(cue)
    return {
        form: tuple(sorted(entries, key=lambda c: -len(c.words))) for form, entries in index.items()
    }


def inflect(word: str) -> tuple[str, ...]:
    """The regular forms of an English verb: third person (also a noun's plural), past, gerund."""
    if word.endswith("e"):
        return f"{word}s", f"{word}d", f"{word.removesuffix('e')}ing"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"
    ending = "es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return f"{word}{ending}", f"{word}ed", f"{word}ing"
