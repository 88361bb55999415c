"""Search: claims by their words, places and parties by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sayso.catalogue.catalogue import Selection
from sayso.catalogue.facets import actors, places
from sayso.catalogue.kinds import load_kinds
from sayso.catalogue.sentences import marks
from sayso.catalogue.shown import SearchHit
from sayso.catalogue.spans import NO_DAY
from sayso.store.words import fold, phrases
from sayso.telling import Telling

_NAMES: Final = 8  # parties, and places, that stand before the claims


def names_found(everything: Selection, query: str) -> list[SearchHit]:
    """Parties and places with all words of a question in their names, by how much is told of
    them. ``everything``: all that may be seen."""
    wanted = phrases(query)
    if not wanted:
        return []

    def fits(name: str) -> bool:
        words = f" {fold(name)} "
        return all(f" {phrase} " in words for phrase in wanted)

    most = max(1, everything.catalogue.columns.claims)
    hits = [
        SearchHit(type="actor", id=a.value, label=a.label, words=a.label,
                  marks=marks(a.label, wanted), day=None, outlet=None)
        for a in [a for a in actors(everything, most) if fits(a.label)][:_NAMES]
    ]  # fmt: skip
    return hits + [
        SearchHit(type="place", id=p.value, label=p.label, words=p.label,
                  marks=marks(p.label, wanted), day=None, outlet=None)
        for p in [p for p in places(everything, most) if fits(p.label)][:_NAMES]
    ]  # fmt: skip


def claims_in_order(selection: Selection) -> list[str]:
    """The claims that fit, the last said first."""
    columns = selection.catalogue.columns
    found = np.flatnonzero(selection.fits.claims)
    said = np.where(columns.said[found] == NO_DAY, -NO_DAY, columns.said[found])
    order = np.lexsort((found, -said.astype(np.int64)))
    return [columns.claim_ids[c] for c in found[order].tolist()]


def hits(selection: Selection, ids: Sequence[str], query: str, telling: Telling) -> list[SearchHit]:
    """Claims as something found."""
    wanted = phrases(query)
    claims = telling.claims(ids)
    shown = []
    for id in ids:
        if id not in claims:
            continue
        claim = claims[id].claim
        shown.append(
            SearchHit(
                type="claim", id=id, label=load_kinds().label(claim.predicate), words=claim.text,
                marks=marks(claim.text, wanted), day=(claim.report.published or "")[:10] or None,
                outlet=claim.report.outlet,
            )
        )  # fmt: skip
    return shown
