"""Incidents, claims and disputes with every account: what a list leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sayso.catalogue.accounts import accounts, differences
from sayso.catalogue.cards import cards
from sayso.catalogue.catalogue import Catalogue, Selection
from sayso.catalogue.shown import Account, Card, ClaimTold, DisputeFound, IncidentTold
from sayso.catalogue.slips import Around
from sayso.catalogue.wanted import Wanted
from sayso.core.record import Dispute, Hidden, Incident, JudgedClaim, Judgement
from sayso.incidents.rules import Rule
from sayso.knowledge.sides import load_sides
from sayso.telling import Telling

_OTHERS = 12  # cards of what else was told


def background(telling: Telling, claims: Iterable[JudgedClaim]) -> Around:
    """What accounts of these claims are told with."""
    entries, families = telling.reports_behind(claim.claim for claim in claims)
    return Around(entries=entries, families=families, carried={}, sides=load_sides())


def disputes_in(selection: Selection, row: int, telling: Telling) -> tuple[Dispute, ...]:
    """The disputes that an incident is part of, as the rule leaves them."""
    catalogue = selection.catalogue
    found = [catalogue.disputes[n] for n in catalogue.disputes_of.get(row, ())]
    return tuple(d for dispute in found if (d := left_of(dispute, selection, telling)) is not None)


def left_of(dispute: Dispute, selection: Selection, telling: Telling) -> Dispute | None:
    """A dispute as a rule leaves it; none where less than two sides are left."""
    by = selection.by
    if by is None or by.is_all:
        return dispute
    left = selection.catalogue.left(dispute, by)
    if len(left) < 2:
        return None
    positions = {n: dispute.positions[n] for n, _ in left}
    cut = {str(n): ids for n, ids in left if len(ids) < len(positions[n].claims)}
    claims = {
        id: c.claim for id, c in telling.claims(c for ids in cut.values() for c in ids).items()
    }
    counted = telling.corroboration(cut, claims)
    kept = dict(left)
    shown = tuple(
        replace(p, claims=kept[n], corroboration=counted.get(str(n), p.corroboration))
        for n, p in positions.items()
    )
    return replace(dispute, positions=shown)


def incident_told(
    selection: Selection, row: int, telling: Telling, rule: Rule
) -> tuple[IncidentTold, tuple[Hidden, ...]] | None:
    """All of an incident, and what the rule hides of it; none where it hides it all, or the record
    no longer has it. ``selection``: by the rule alone."""
    catalogue = selection.catalogue
    hidden: tuple[Hidden, ...] = ()
    id = catalogue.columns.ids[row]
    if rule.kind == "all":
        found = telling.incidents([id])
    else:
        ruled = telling.ruled([id], rule)
        found, hidden = list(ruled.incidents), ruled.hidden
    shown = cards(selection, [row], telling) if found and selection.fits.incidents[row] else []
    if not found or not shown:
        return None
    incident: Incident = found[0]
    claims = list(telling.claims(incident.claims).values())
    disputes = disputes_in(selection, row, telling)
    return IncidentTold(
        incident=incident,
        card=shown[0],
        accounts=tuple(accounts(claims, background(telling, claims), disputes)),
        disputes=disputes,
        what_differs=differences([claim.claim for claim in claims]),
        others=tuple(_others(selection, row, disputes, claims, telling)),
        judgements=_gathered(claims, telling),
    ), hidden


def _gathered(claims: Sequence[JudgedClaim], telling: Telling) -> tuple[Judgement, ...]:
    """The judgements in effect by which claims are of one incident, or are not."""
    touching = {id for claim in claims for id in claim.judgements}
    if not touching:
        return ()
    ids = [claim.claim.id for claim in claims]
    found = telling.store.judgements(ids, {claim.claim.report.id for claim in claims})
    return tuple(j for j in found if j.id in touching and j.kind in ("merge", "split"))


def _others(
    selection: Selection, row: int, disputes: Sequence[Dispute], claims: Sequence[JudgedClaim],
    telling: Telling,
) -> list[Card]:  # fmt: skip
    """What stands in dispute with an incident, then what its claims say that they follow from, are
    part of or repeat."""
    catalogue = selection.catalogue
    rows = [catalogue.rows.get(id) for dispute in disputes for id in dispute.incidents]
    for judged in claims:
        claim = judged.claim
        causes = (claim.cause,) if isinstance(claim.cause, str) else claim.cause or ()
        near = (claim.within, claim.repeats, *causes)
        rows += [catalogue.row_of_claim(id) for id in near if id is not None]
    shown = [r for r in dict.fromkeys(rows) if r is not None and r != row]
    return cards(selection, [r for r in shown if selection.fits.incidents[r]][:_OTHERS], telling)


def claim_told(catalogue: Catalogue, id: str, telling: Telling) -> ClaimTold | None:
    """All of a claim; none where the record has none of this id that may be seen."""
    found = telling.claims([id]).get(id)
    if found is None:
        return None
    row = catalogue.row_of_claim(id)
    disputes = (
        [catalogue.disputes[n] for n in catalogue.disputes_of.get(row, ())]
        if row is not None
        else []
    )
    mine = [d for d in disputes if any(id in p.claims for p in d.positions)]
    account = accounts_of(catalogue.select(Wanted(), telling), [id], telling)[id]
    return ClaimTold(
        claim=found.claim,
        account=account,
        incident=telling.store.incident_of(id),
        reader=found.reader or telling.store.reader_of([id]).get(id, ""),
        rejected=found.rejected,
        judgements=tuple(
            j for j in telling.store.judgements([id], [found.claim.report.id])
            if j.id in found.judgements
        ),
        disputes=tuple(d.id for d in mine),
    )  # fmt: skip


def accounts_of(selection: Selection, ids: Iterable[str], telling: Telling) -> dict[str, Account]:
    """Claims as accounts, each among all claims of its incident that the rule and the day of a
    selection leave, whatever its filters."""
    catalogue, by = selection.catalogue, selection.by
    wanted = list(dict.fromkeys(ids))
    rows = {row for id in wanted if (row := catalogue.row_of_claim(id)) is not None}
    columns = catalogue.columns
    members = {
        row: [columns.claim_ids[c] for c in columns.of(row) if by is None or by.claims[c]]
        for row in rows
    }
    claims = telling.claims([*wanted, *(id for found in members.values() for id in found)])
    known = background(telling, claims.values())
    made: dict[str, Account] = {}
    for row, found in members.items():
        disputes = disputes_in(selection, row, telling)
        told = [claims[id] for id in found if id in claims]
        made |= {account.claim: account for account in accounts(told, known, disputes)}
    for id in wanted:
        if id not in made and id in claims:  # rejected, or new since
            made[id] = accounts([claims[id]], known)[0]
    return {id: made[id] for id in wanted if id in made}


def disputes_found(
    selection: Selection, disputes: Sequence[Dispute], telling: Telling
) -> list[DisputeFound]:
    """Disputes with the accounts that they rest on."""
    ids = (claim for d in disputes for p in d.positions for claim in p.claims)
    told = accounts_of(selection, ids, telling)
    return [
        DisputeFound(
            dispute=d, accounts={c: told[c] for p in d.positions for c in p.claims if c in told}
        )
        for d in disputes
    ]
