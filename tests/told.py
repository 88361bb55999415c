"""Claims made by hand, for tests of what many reports say together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sayso.core.edtf import bounds
from sayso.core.ids import claim_id
from sayso.core.record import Corroboration, Entry
from sayso.core.types import (
    Act,
    Claim,
    Kind,
    Mention,
    Modality,
    Place,
    Polarity,
    Quantity,
    Report,
    ReportRef,
    Roles,
    Source,
    Stance,
    Status,
    When,
)

PUBLISHED = "2024-05-08"
# Places of no war: name → degrees.
SPOTS = {"Arden": (10.0, 20.0), "Belmont": (10.5, 20.5), "Cressy": (11.0, 21.0)}

KINDS: dict[str, Kind] = {"MIL": "military", "GOV": "state", "REB": "rebel", "CVL": "civilians"}


def party(name: str) -> Mention:
    """A party by its entity id (``SYR-MIL``, ``ISIL``), or one without an id by its words."""
    if not name.isupper():
        return Mention(text=name, start=0, end=len(name), name=name, kind="armed group")
    kind = KINDS.get(name.rpartition("-")[2], "armed group")
    country = name[:3] if name[3:4] in ("-", "") else None
    return Mention(
        text=name, start=0, end=len(name), id=name, name=name, kind=kind, country=country
    )


def place(name: str, extent: Literal["whole", "part"] = "whole") -> Place:
    """A settlement in Syria."""
    lat, lon = SPOTS[name]
    return Place(
        text=name, start=0, end=len(name), name=name, lat=lat, lon=lon, country="SYR",
        precision="settlement", extent=extent,
    )  # fmt: skip


def people(best: float | None, what: str = "people", low: float | None = None) -> Quantity:
    """A figure of people; only ``low`` for "at least"."""
    text = f"{best if best is not None else f'at least {low}'} {what}"
    return Quantity(text=text, start=0, end=1, what=what, unit="people", low=low, best=best)


def source(name: str, act: Act = "stated", polarity: Polarity = "positive") -> Source:
    """A link of a chain; a name in capitals is an entity id too."""
    return Source(
        name=name, id=name if name.isupper() else None, kind="official", text=name, start=0,
        end=len(name), act=act, stance=Stance(polarity=polarity),
    )  # fmt: skip


def when(edtf: str) -> When:
    """A time with words for it."""
    first, last = bounds(edtf)
    return When(
        text="on the day", start=0, end=1, edtf=edtf,
        earliest=first.isoformat() if first else None, latest=last.isoformat() if last else None,
    )  # fmt: skip


def told(
    predicate: str,
    text: str = "",
    *,
    by: Sequence[Source] = (),
    outlet: str = "World Wire",
    published: str = PUBLISHED,
    report: str | None = None,
    start: int = 0,
    at: Sequence[Place] = (),
    on: str | None = None,
    polarity: Polarity = "positive",
    status: Status = "happened",
    modality: Modality = "asserted",
    quantities: Sequence[Quantity] = (),
    more: dict[str, Any] | None = None,
    **roles: Sequence[Mention],
) -> Claim:
    """A claim of an outlet's report of a day; ``text`` also makes its id."""
    report = report or f"{outlet} {published}"
    text = text or f"{predicate} told by {outlet}"
    time = when(on) if on else When(edtf=f"../{published}", latest=published, precision="open")
    return Claim(
        id=claim_id(report, start, start + len(text), predicate + text, tuple(s.name for s in by)),
        report=ReportRef(id=report, outlet=outlet, published=published),
        text=text,
        start=start,
        end=start + len(text),
        sources=tuple(by),
        modality=modality,
        status=status,
        polarity=polarity,
        certainty="certain",
        predicate=predicate,
        roles=Roles(**{name: tuple(found) for name, found in roles.items()}),
        places=tuple(at),
        when=time,
        quantities=tuple(quantities),
        **(more or {}),
    )


def denied(predicate: str, by: str, text: str = "", **rest: Any) -> Claim:
    """A claim that a source denies."""
    return told(
        predicate, text or f"{by} denies {predicate}", by=[source(by, "denied", "negative")],
        polarity="negative", modality="denied", **rest,
    )  # fmt: skip


def entry(claim: Claim, text: str = "", replaced_by: str | None = None) -> Entry:
    """The report a claim stands in, as the record holds it."""
    report = Report(
        id=claim.report.id,
        text=text or claim.text,
        outlet=claim.report.outlet,
        published=claim.report.published,
    )
    return Entry(report=report, recorded="2024-06-01T00:00:00Z", address=None,
                 replaced_by=replaced_by)  # fmt: skip


def one_root(claims: Sequence[Claim]) -> Corroboration:
    """A count of roots for tests: one a source or outlet."""
    names = {c.sources[-1].name if c.sources else c.report.outlet for c in claims}
    return Corroboration(low=len(names), high=len(names), sides=(), outlets=1, across=False,
                         admissions=(), roots=())  # fmt: skip
