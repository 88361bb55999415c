"""Claims as accounts laid side by side: who says what, in what words, how independently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.catalogue.rooted import lone, roots_of
from sayso.catalogue.sentences import around
from sayso.catalogue.shown import (
    Account,
    Difference,
    Differing,
    DisputeTold,
    FigureTold,
    PositionTold,
    ReportTold,
    RootOf,
    Saying,
)
from sayso.catalogue.slips import Around
from sayso.core.record import Corroboration, Dispute, Entry, JudgedClaim, Root
from sayso.core.types import Claim
from sayso.incidents.build import roots_behind
from sayso.incidents.fields import fields
from sayso.incidents.voices import day_of, outlet_of, voice
from sayso.knowledge.sides import Sides
from sayso.situation.gate import iso, said

UNGRADED = "F6"  # what nobody has graded
# What each says of the same thing in words of its own is no difference.
_LOOSE = frozenset({"content", "instrument"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What accounts of one incident are told with."""

    around: Around
    conflict: str | None
    roots: Mapping[str, Root]
    admitted: frozenset[str]
    first: Mapping[str, str]
    positions: Mapping[str, str] = field(default_factory=dict)


def accounts(
    claims: Sequence[JudgedClaim], known: Around, disputes: Sequence[Dispute] = ()
) -> list[Account]:
    """Claims of one incident as accounts: by the side of a dispute that they are on, then by side
    and root, then as they were said."""
    found = [claim.claim for claim in claims]
    conflict = known.sides.conflict_of(found)
    told: Corroboration | None = None
    if len(found) == 1 and found[0].repeats is None:
        spoken = voice(found[0], known.sides, conflict, None, known.entries)
        told = lone(found[0], spoken, known.sides, conflict)
    if told is None:
        told = roots_behind(found, known.count)
    roots, admitted = roots_of(found, told, known.count)
    positions = {c: p.label for d in disputes for p in d.positions for c in p.claims}
    with_ = _Context(known, conflict, roots, admitted, _first(found, known), positions)
    made = [_account(claim, with_) for claim in claims]
    order = {p.label: n for n, p in enumerate(p for d in disputes for p in d.positions)}
    size: dict[tuple[str, str], int] = {}
    for account in made:
        key = (account.root.side, account.root.name)
        size[key] = size.get(key, 0) + 1

    def place(account: Account) -> tuple[int, str, bool, int, str, bool, str, str]:
        root = account.root
        return (
            order.get(account.position or "", len(order)), root.side, root.anonymous,
            -size[root.side, root.name], root.name, account.copy_of is not None,
            account.said or account.report.published or "9999", account.claim,
        )  # fmt: skip

    return sorted(made, key=place)


def _first(claims: Sequence[Claim], known: Around) -> dict[str, str]:
    """Copy family → the first of its reports here to come out."""
    reports = {claim.report.id: claim.report for claim in claims}
    found: dict[str, str] = {}
    for id in sorted(reports, key=lambda r: (reports[r].published or "9999", r)):
        found.setdefault(known.families.get(id, id), id)
    return found


def _account(judged: JudgedClaim, told: _Context) -> Account:
    claim, known = judged.claim, told.around
    report = claim.report
    entry = known.entries.get(report.id)
    before, after = around(entry.report.text, claim.start, claim.end) if entry else ("", "")
    family = told.first.get(known.families.get(report.id, report.id), report.id)
    day = said(claim)
    return Account(
        claim=claim.id,
        report=ReportTold(
            id=report.id, title=report.title, outlet=report.outlet, published=report.published
        ),
        words=claim.text,
        before=before,
        after=after,
        chain=chain(claim, known.sides, told.conflict, entry),
        root=_root(claim, told),
        standing=claim.modality,
        status=claim.status,
        polarity=claim.polarity,
        certainty=claim.certainty,
        said=None if day is None else iso(day),
        figures=tuple(
            FigureTold(what=q.what, unit=q.unit, low=q.low, best=q.best, high=q.high, text=q.text)
            for q in claim.quantities
        ),
        when=claim.when.edtf if claim.when else None,
        places=tuple(dict.fromkeys(p.name or p.text or "" for p in claim.places)),
        copy_of=family if family != report.id else None,
        admission=claim.id in told.admitted,
        position=told.positions.get(claim.id),
        accepted=judged.accepted,
        grade=judged.grade if judged.grade != UNGRADED else None,
    )


def chain(
    claim: Claim, sides: Sides, conflict: str | None, entry: Entry | None = None
) -> tuple[Saying, ...]:
    """A claim's chain in words, the outlet first. ``entry``: its report, by which whose organ the
    outlet is may show."""
    day = day_of(claim.report)
    outlet = outlet_of(claim.report, entry, sides, conflict)
    first = Saying(
        name=claim.report.outlet or "outlet not known", kind="media", act=None, manner=None,
        anonymous=claim.report.outlet is None, side=outlet.side,
    )  # fmt: skip
    return (
        first,
        *(
            Saying(
                name=link.name, kind=link.kind, act=link.act, manner=link.manner,
                anonymous=link.anonymous, side=sides.of(link, conflict, day).side,
            )
            for link in claim.sources
        ),
    )  # fmt: skip


def _root(claim: Claim, told: _Context) -> RootOf:
    root = told.roots.get(claim.id)
    if root is not None:
        return RootOf(name=root.name, side=root.side, anonymous=root.anonymous)
    spoken = voice(claim, told.around.sides, told.conflict, None, told.around.entries)
    return RootOf(name=spoken.name, side=spoken.party.side, anonymous=spoken.anonymous)


def differences(claims: Sequence[Claim]) -> tuple[Difference, ...]:
    """The fields in which claims of an incident differ, those first that cannot all be right."""
    found = [
        Difference(
            field=f.name,
            disputed=f.agreement == "disputed",
            values=tuple(Differing(value=v.value, claims=v.claims) for v in f.values),
        )
        for f in (fields(claims) if len(claims) > 1 else ())
        if len(f.values) > 1 and (f.agreement == "disputed" or f.name not in _LOOSE)
    ]
    return tuple(sorted(found, key=lambda d: not d.disputed))


def in_short(dispute: Dispute) -> DisputeTold:
    """A dispute without its roots."""
    return DisputeTold(
        id=dispute.id,
        kind=dispute.kind,
        about=dispute.about,
        why=dispute.why,
        positions=tuple(
            PositionTold(
                label=p.label, claims=p.claims, low=p.corroboration.low,
                high=p.corroboration.high, sides=p.corroboration.sides,
            )
            for p in dispute.positions
        ),
    )  # fmt: skip
