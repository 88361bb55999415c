"""What the public does not see of a report and its claims, and how they are shown without it.

Letters are masked one for one, so that every span of a claim still quotes its report as shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from sayso.core.record import Entry
from sayso.core.release import Persons
from sayso.core.types import Claim, Place, Record, Report
from sayso.knowledge.safety import Safety, load_safety
from sayso.release.names import (
    COARSE,
    Span,
    forms,
    masked,
    mentions_of,
    merged,
    name_spans,
    overlaps,
    pattern,
)
from sayso.release.persons import is_known, is_persons, private_mentions
from sayso.release.sites import (
    coarsened,
    concerns_site,
    fine_places,
    site_names,
    site_sentences,
)


class Mask(Record, frozen=True):
    """What is masked in a report: ``spans`` of its text, in order; ``names`` of private persons;
    ``places``, names of sites and of where they are; ``sites``, the sentences on sites.
    ``by_district``: whether sites are shown by their district at all."""

    spans: tuple[Span, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sites: tuple[Span, ...] = ()
    credits: bool = False
    by_district: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether claims and text are shown as they are."""
        return not (self.spans or self.names or self.places)


class Masker:
    """``Masker.load()`` once; then ``mask`` a report and show it and its claims by that."""

    def __init__(self, safety: Safety) -> None:
        self.safety = safety

    @classmethod
    def load(cls) -> Masker:
        """With the knowledge that is bundled. Raises KnowledgeError."""
        return cls(load_safety())

    def mask(self, report: Report, claims: Sequence[Claim], persons: Persons) -> Mask:
        """What is masked of a report, by what was found when it was looked through and by what its
        claims (as read, and as people corrected them) name."""
        text = report.text
        private, names = self._persons(report, claims, persons)
        open_ = self._open_names(claims, persons, private)
        spans = set(private)
        for span in mentions_of(text, pattern(names)):
            if overlaps(span, private) or not overlaps(span, open_):
                spans.add(span)
        sites = site_sentences(text, self.safety)
        spots, places = self._places(report, claims, persons, sites)
        spans.update(spots)
        known = pattern(places)
        for start, end in sites:
            spans.update(site_names(text, (start, end), self.safety))
            here = mentions_of(text[start:end], known)
            spans.update((start + s, start + e) for s, e in here)
        return Mask(
            spans=merged(spans), names=tuple(sorted(names)), places=tuple(sorted(places)),
            sites=tuple(sites), credits=any(is_persons(c, report.outlet) for c in report.credits),
        )  # fmt: skip

    def _persons(
        self, report: Report, claims: Sequence[Claim], persons: Persons
    ) -> tuple[list[Span], set[str]]:
        text = report.text
        private = list(persons.private)
        names = {form for s, e in private for form in forms(text[s:e], self.safety)}
        for claim in claims:
            for mention in private_mentions(claim):
                if mention.name:
                    names.update(forms(mention.name, self.safety))
                if mention.start is None or mention.end is None:
                    continue
                for span in name_spans(text, (mention.start, mention.end), self.safety):
                    if not overlaps(span, persons.public):
                        private.append(span)
                        names.update(forms(text[slice(*span)], self.safety))
        return private, names

    @staticmethod
    def _open_names(
        claims: Sequence[Claim], persons: Persons, private: Sequence[Span]
    ) -> list[Span]:
        """Names of public persons, places and known parties, in which a private person's last name
        may stand by chance."""
        found: list[Span] = list(persons.public)
        for claim in claims:
            mentions = [m for r in claim.roles.__struct_fields__ for m in getattr(claim.roles, r)]
            found += [(p.start, p.end) for p in claim.places if p.start is not None and p.end]
            found += [
                (m.start, m.end)
                for m in (*mentions, *claim.sources)
                if m.id is not None and m.start is not None and m.end
            ]
        return [span for span in found if not overlaps(span, private)]

    def _places(
        self, report: Report, claims: Sequence[Claim], persons: Persons, sites: Sequence[Span]
    ) -> tuple[list[Span], set[str]]:
        """Where the text names places that say where a site is, and their names."""
        text = report.text
        spans = list(persons.places)
        found: set[str] = set()
        for claim in claims:
            whole = concerns_site(claim, self.safety)
            for place in fine_places(claim.places):
                if place.start is None or place.end is None:
                    if whole and place.name:
                        found.add(place.name)
                elif whole or overlaps((place.start, place.end), sites):
                    spans.append((place.start, place.end))
                    if place.name:
                        found.add(place.name)
        spans = [s for span in spans for s in name_spans(text, span, self.safety, all_of=True)]
        found.update(text[start:end] for start, end in spans)
        coarse = {
            name for c in claims for p in c.places if not fine_places([p])
            for name in (p.name, p.text) if name
        }  # fmt: skip
        return spans, found - coarse

    # --- shown --------------------------------------------------------------------------------

    def entry(self, entry: Entry, mask: Mask) -> Entry:
        """A report as it is shown: no path of the machine, no address that tells a name."""
        report = self.report(entry.report, mask)
        address = entry.address if entry.address == entry.report.url else None
        return replace(entry, report=report, address=self._url(address, mask))

    def report(self, report: Report, mask: Mask) -> Report:
        """A report as it is shown."""
        credits = report.credits
        if mask.credits:
            credits = tuple(c for c in credits if not is_persons(c, report.outlet))
        return replace(
            report, text=masked(report.text, mask.spans), title=self._line(report.title, mask),
            outlet=self._line(report.outlet, mask), url=self._url(report.url, mask), path=None,
            credits=tuple(self._line(credit, mask) or "" for credit in credits),
        )  # fmt: skip

    def claim(self, claim: Claim, mask: Mask | None) -> Claim:
        """A claim as it is shown; without a mask of its report, as it is."""
        if mask is None:
            return claim
        if mask.is_empty:
            url = self._url(claim.report.url, mask)
            return (
                claim
                if url == claim.report.url
                else replace(claim, report=replace(claim.report, url=url))
            )
        at_site = mask.by_district and concerns_site(claim, self.safety)
        near_site = at_site or overlaps((claim.start, claim.end), mask.sites)

        def place(found: Place) -> Place:
            return self._place(found, mask, at_site, near_site)

        places = tuple(map(place, claim.places))
        sources = tuple(
            replace(s, said_at=place(s.said_at)) if s.said_at else s for s in claim.sources
        )
        private = {(m.text, m.start, m.name, m.id) for m in private_mentions(claim)}
        raw = msgspec.to_builtins(replace(claim, places=places, sources=sources))
        hidden = (*mask.names, *(mask.places if near_site else ()))
        shown = _Walk(mask, private, pattern(hidden, ignore_case=True), self.safety).any(raw)
        shown["report"] |= {
            "title": self._line(claim.report.title, mask),
            "outlet": self._line(claim.report.outlet, mask),
            "url": self._url(claim.report.url, mask),
        }
        return msgspec.convert(shown, Claim)

    @staticmethod
    def _place(place: Place, mask: Mask, at_site: bool, near_site: bool) -> Place:
        if place.start is None or place.end is None:
            return coarsened(place) if near_site else place
        span = place.start, place.end
        hidden = at_site or overlaps(span, mask.sites) or overlaps(span, mask.spans)
        return coarsened(place) if hidden and mask.by_district else place

    def _line(self, line: str | None, mask: Mask) -> str | None:
        """A heading or a name beside the text."""
        if line is None:
            return None
        spans = mentions_of(line, pattern(mask.names, ignore_case=True))
        if mask.by_district and self.safety.site_in(line):
            spans += mentions_of(line, pattern(mask.places, ignore_case=True))
            spans += site_names(line, (0, len(line)), self.safety)
        return masked(line, merged(spans))

    @staticmethod
    def _url(url: str | None, mask: Mask) -> str | None:
        """An address, unless words of it are a masked name's; all of them stand in lower case
        between marks."""
        if url is None or not url.startswith(("http://", "https://")):
            return None
        words = set(re.findall(r"[^\W_]+", url.casefold()))
        for name in (*mask.names, *mask.places):
            parts = re.findall(r"[^\W_]+", name.casefold())
            if parts and (set(parts) <= words or "".join(parts) in words):
                return None
        return url


class _Walk:
    """A claim as plain values, shown as a mask says."""

    def __init__(
        self,
        mask: Mask,
        private: set[tuple[Any, ...]],
        hidden: re.Pattern[str] | None,
        safety: Safety,
    ) -> None:
        self.mask, self.private, self.hidden, self.safety = mask, private, hidden, safety

    def any(self, value: Any) -> Any:
        """Any part of a claim."""
        if isinstance(value, str):
            return self._words(value)
        if isinstance(value, (list, tuple)):
            return [self.any(item) for item in value]
        if isinstance(value, dict):
            return self._object(value)
        return value

    def _object(self, value: Mapping[str, Any]) -> dict[str, Any]:
        shown = {key: item if key in _CODES else self.any(item) for key, item in value.items()}
        start = value.get("start")
        if start is not None and isinstance(value.get("text"), str):
            shown["text"] = masked(value["text"], self.mask.spans, start)
        if "admin1" in value:
            shown["admin1"] = value["admin1"]
            if value["geonames"] or value["lat"] is not None or value["precision"] in COARSE:
                shown["name"] = value["name"]  # what was to be hidden is coarsened
        elif "kind" in value:
            shown |= self._party(value)
        elif "name" in value and isinstance(value["name"], str) and self._tells(value["name"]):
            shown |= {"name": self.safety.person, "id": None} if "id" in value else {}
        return shown

    def _party(self, value: Mapping[str, Any]) -> dict[str, Any]:
        key = (value.get("text"), value.get("start"), value.get("name"), value.get("id"))
        name = value.get("name")
        if key in self.private:
            return {
                "name": self.safety.person, "id": None, "anonymous": True, "sectors": [],
                "affiliations": [],
            }  # fmt: skip
        if not isinstance(name, str):
            return {}
        site = self.safety.site_in(name) if self.mask.by_district else None
        if site and any(word[:1].isupper() for word in name.split()):
            return {"name": site, "id": None}
        known = value.get("id") is not None and is_known(value["id"])
        if known or value.get("kind") in _IN_OFFICE or not self._tells(name):
            return {"name": name}
        return {"name": self.safety.person, "id": None}

    def _tells(self, words: str) -> bool:
        return self.hidden is not None and self.hidden.search(words) is not None

    def _words(self, words: str) -> str:
        if self.hidden is None or not self.hidden.search(words):
            return words
        return masked(words, merged(m.span() for m in self.hidden.finditer(words)))


_IN_OFFICE = frozenset({"official", "military"})  # who may share a name with a private person

# What is no text: ids of claims and reports, fixed words.
_CODES = frozenset({
    "predicate", "modality", "status", "polarity", "certainty", "phase", "codes", "kind", "manner",
    "act", "precision", "relation", "extent", "within", "cause", "repeats", "edtf", "earliest",
    "latest", "stance", "sectors", "country", "unit", "from",
})  # fmt: skip
