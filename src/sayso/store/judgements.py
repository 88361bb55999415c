"""What people decided: only ever added to, an undo too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from sayso.core.record import Judgement
from sayso.store import audit
from sayso.store.claims import dissolve
from sayso.store.rows import add_rows, next_number, rows_in, sha256, written
from sayso.store.schema import claims, judgement_anchors, judgements

# These change nothing that incidents are made of.
_ASIDE: Final = {"accept", "grade", "comment"}
_decoder = msgspec.json.Decoder(Judgement)


def add_judgement(connection: Connection, judgement: Judgement) -> bool:
    """See Store.judge."""
    known = select(judgements.c.number).where(judgements.c.id == judgement.id)
    if connection.scalar(known) is not None:
        return False
    number = next_number(connection, judgements)
    json = written(judgement)
    row = {"number": number, "id": judgement.id, "kind": judgement.kind, "json": json}
    add_rows(connection, judgements, [row])
    rows = {
        anchor.claim: {"judgement": number, "claim": anchor.claim, "report": anchor.report}
        for anchor in judgement.anchors
    }
    add_rows(connection, judgement_anchors, list(rows.values()))
    if judgement.kind not in _ASIDE:
        dissolve(connection, _there(connection, rows))
    audit.append(
        connection,
        at=judgement.at,
        by=judgement.by,
        what=f"judge: {judgement.kind}",
        about=judgement.id,
        detail={"judgement": sha256(json), "claims": sorted(rows)},
    )
    return True


def all_judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement, in the order of recording."""
    query = select(judgements.c.json).order_by(judgements.c.number)
    return tuple(_decoder.decode(json) for json in connection.scalars(query))


def judgements_on(
    connection: Connection, *, claims: Iterable[str] = (), reports: Iterable[str] = ()
) -> tuple[Judgement, ...]:
    """Judgements anchored in these claims or these reports, in the order of recording."""
    asked = ((judgement_anchors.c.claim, claims), (judgement_anchors.c.report, reports))
    query = select(judgement_anchors.c.judgement)
    numbers = {row[0] for column, ids in asked for row in rows_in(connection, query, column, ids)}
    query = select(judgements.c.number, judgements.c.json)
    rows = sorted(tuple(r) for r in rows_in(connection, query, judgements.c.number, numbers))
    return tuple(_decoder.decode(json) for _, json in rows)


def _there(connection: Connection, ids: Iterable[str]) -> list[str]:
    return [row[0] for row in rows_in(connection, select(claims.c.id), claims.c.id, ids)]
