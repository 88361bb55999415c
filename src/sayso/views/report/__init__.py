"""The printed situation report: a page or two in which every sentence has its sources.

Pure: a day's evidence in (evidence.py gathers it), a SituationReport out, and HTML from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from shlex import quote

from sayso.core.relief import Access, Convoy, Evacuation
from sayso.core.report import Clash, Evidence, Link, Note, Section, Sentence, SituationReport
from sayso.core.types import Claim, Source
from sayso.knowledge.actors import load_actors
from sayso.views.report import bargains, differ, fit, ground, talks, ways
from sayso.views.report.accounts import Desk, Draft
from sayso.views.report.marks import Marks
from sayso.views.report.wording import entry, fill, plain, say, sentence, text, words
from sayso.views.words import visible


def report(evidence: Evidence, title: str | None = None, pages: int = 2) -> SituationReport:
    """The report of a day that fits on so many pages (1 or 2): changes and disputes first, then
    what many and opposed sides tell. What does not fit is counted."""
    desk, marks = Desk(evidence), Marks(evidence)
    safety = _safety(evidence)
    drafts = _drafts(desk, marks)
    chosen, out = fit.choose(drafts, evidence, pages, fit.footer_length(safety))
    chosen += differ.one_voice([d for d in chosen if d.section in _TOLD])
    notes = _Notes(evidence)
    now = evidence.later
    sections = tuple(_sections(chosen, out, notes))
    days = sorted(e.report.published[:10] for e in evidence.entries.values() if e.report.published)
    place = _place(now.place)
    return SituationReport(
        title=visible(title) if title else plain(say("report.title", place=place).pieces),
        day=now.day, since=evidence.earlier.day, place=place, known_by=now.known_by,
        recorded_by=now.recorded_by, rule=now.rule, hidden=now.hidden,
        reports=len(evidence.entries),
        outlets=len({e.report.outlet for e in evidence.entries.values()} - {None}),
        heard=(days[0], days[-1]) if days else None, sections=sections, notes=tuple(notes.notes),
        where=_command(evidence), method=tuple(words()["report"]["method"]), safety=safety,
    )  # fmt: skip


_TOLD = ("ground", "ways", "talks", "bargains")


def _drafts(desk: Desk, marks: Marks) -> list[Draft]:
    turns = [
        *ground.ground_changes(desk, marks), *ways.route_changes(desk, marks),
        *talks.talks_changes(desk, marks),
    ]  # fmt: skip
    if not turns:
        turns = [
            Draft(section="brief", parts=(sentence(text(entry("unknown.nothing_new"))),), claims=(),
                  more=0, lines=(), standing="by account", score=99)
        ]  # fmt: skip
    return [
        *turns, *ground.ground(desk, marks), *ways.ways(desk, marks), *talks.talks(desk, marks),
        *bargains.bargains(desk, marks), *differ.figures(desk, marks),
        *differ.disputes(desk, marks), *differ.unknown(desk),
    ]  # fmt: skip


def _sections(chosen: Sequence[Draft], out: dict[str, int], notes: _Notes) -> Iterable[Section]:
    for key, about in words()["sections"].items():
        mine = sorted((d for d in chosen if d.section == key), key=lambda d: d.order)
        if not mine and not out.get(key):
            continue  # nothing is told of it
        yield Section(
            key=key, title=about["title"], columns=tuple(about.get("columns", ())),
            rows=tuple(_sentence(d, notes) for d in mine if len(d.parts) > 1),
            sentences=tuple(
                _sentence(d, notes) for d in mine if len(d.parts) == 1 and not d.sides
            ),
            clashes=tuple(
                Clash(
                    about=d.parts[0], sides=tuple(_sentence(s, notes) for s in d.sides),
                    line=d.lines[0], mark=d.mark,
                )
                for d in mine if d.sides
            ),
            left_out=out.get(key, 0),
        )  # fmt: skip


def _sentence(draft: Draft, notes: _Notes) -> Sentence:
    return Sentence(
        parts=draft.parts, notes=tuple(notes.number(c) for c in draft.claims), more=draft.more,
        lines=draft.lines, standing=draft.standing, mark=draft.mark,
    )  # fmt: skip


class _Notes:
    """The claims quoted, numbered as they come up."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._numbers: dict[str, int] = {}
        self.notes: list[Note] = []

    def number(self, claim: str) -> int:
        """A claim's number; it has a note from then on."""
        if claim not in self._numbers:
            self._numbers[claim] = len(self._numbers) + 1
            self.notes.append(_note(self._evidence.claims[claim], self._numbers[claim]))
        return self._numbers[claim]


def _note(claim: Claim, number: int) -> Note:
    of = claim.report
    return Note(
        number=number, claim=claim.id, report=of.id, title=of.title, outlet=of.outlet,
        published=of.published, words=claim.text, start=claim.start, end=claim.end,
        chain=tuple(map(_link, claim.sources)), put=claim.modality,
        denies=claim.polarity == "negative" or claim.modality == "denied",
    )  # fmt: skip


def _link(source: Source) -> Link:
    about = []
    if source.anonymous:
        about.append("unnamed")
    if source.of and source.of.name and source.of.name != source.name:
        about.append(f"for {visible(source.of.name)}")
    if source.manner == "hearsay":
        about.append("from hearsay")
    return Link(name=visible(source.name), act=source.act, about=", ".join(about) or None)


def _place(name: str | None) -> str | None:
    """A place's name; of a country's code, the country's."""
    if name is None:
        return None
    country = load_actors().countries.get(name.upper())
    return country.name if country else visible(name)


def _safety(evidence: Evidence) -> tuple[str, ...]:
    about = entry("report.safety")
    now = evidence.later
    lines: tuple[Access | Convoy | Evacuation, ...]
    lines = (*now.access, *now.convoys, *now.evacuations)
    sensitive = any(line.sensitive for line in lines)
    return (about["always"], *((about["sensitive"],) if sensitive else ()))


def _command(evidence: Evidence) -> str:
    now = evidence.later
    template = entry("report.command")
    rule = evidence.rule if evidence.rule != "all" else None
    return plain(
        fill(
            template, day=now.day, place=quote(now.place) if now.place else None,
            known=now.known_by, recorded=now.recorded_by, rule=quote(rule) if rule else None,
        ).pieces
    )  # fmt: skip
