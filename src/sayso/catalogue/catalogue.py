"""The catalogue: every incident and claim that a role may see, in one state of the record."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.catalogue.columns import Bools, Columns, Ints
from sayso.catalogue.ruled import Ruled, ruled
from sayso.catalogue.selecting import Fitting, fitting
from sayso.catalogue.slips import Counted
from sayso.catalogue.standing import DISPUTED, STANDINGS
from sayso.catalogue.wanted import Wanted
from sayso.core.record import Dispute, Hidden
from sayso.telling import Telling

FILTERED = "outside the filters"
_RULES = 16  # rules whose reading is kept
_SELECTIONS = 100  # selections that are kept


class Catalogue:
    """See the head of this file. ``revision`` names the state of the record that it is of;
    ``disputes`` are the record's, the most telling first."""

    def __init__(self, revision: str, columns: Columns, disputes: Sequence[Dispute]) -> None:
        self.revision = revision
        self.columns = columns
        self.disputes = tuple(disputes)
        self.rows = {id: row for row, id in enumerate(columns.ids)}
        self._claims = {id: number for number, id in enumerate(columns.claim_ids)}
        self.disputes_of: dict[int, list[int]] = {}
        for number in range(len(self.disputes)):
            for row in self.in_dispute(number):
                self.disputes_of.setdefault(row, []).append(number)
        mark = STANDINGS.index(DISPUTED)
        self.disputed: Bools = columns.standing == mark
        self.disputed[list(self.disputes_of)] = True
        self.standing: NDArray[np.uint8] = columns.standing.copy()
        self.standing[self.disputed] = mark
        self._ruled: OrderedDict[str, Ruled] = OrderedDict()
        self._selections: OrderedDict[Wanted, Selection] = OrderedDict()
        self._lock = threading.Lock()
        self._ruling = threading.Lock()

    def row_of_claim(self, claim: str) -> int | None:
        """The row of the incident that a claim is in."""
        number = self._claims.get(claim)
        return None if number is None else int(self.columns.incident[number])

    def in_dispute(self, number: int) -> list[int]:
        """The rows of the incidents that are part of a dispute."""
        rows = (self.rows.get(incident) for incident in self.disputes[number].incidents)
        return [row for row in rows if row is not None]

    def select(self, wanted: Wanted, telling: Telling) -> Selection:
        """What fits. ``telling`` is asked where a rule makes incidents anew. Raises UsageError."""
        with self._lock:
            held = self._selections.get(wanted)
            if held is not None:
                self._selections.move_to_end(wanted)
                return held
        made = self._select(wanted, telling)
        with self._lock:
            self._selections[wanted] = made
            while len(self._selections) > _SELECTIONS:
                self._selections.popitem(last=False)
        return made

    def _select(self, wanted: Wanted, telling: Telling) -> Selection:
        fits = fitting(self.columns, self.disputed, wanted)
        if wanted.rule.kind == "all" and wanted.known_by is None:
            return Selection(self, wanted, None, fits, fits)
        by = self.under(wanted, telling)
        claims = fits.claims & by.claims
        incidents = np.zeros(self.columns.size, np.bool_)
        incidents[self.columns.incident[claims]] = True
        if wanted.disputed:
            incidents &= self._still_disputed(by)
        claims &= incidents[self.columns.incident]
        return Selection(self, wanted, by, Fitting(claims=claims, incidents=incidents), fits)

    def under(self, wanted: Wanted, telling: Telling) -> Ruled:
        """The whole catalogue as a rule shows it, and as it was known."""
        name = f"{wanted.rule.kind}:{wanted.rule.argument.casefold()}@{wanted.known_by or ''}"
        with self._ruling:
            found = self._ruled.get(name)
            if found is None:
                found = self._ruled[name] = ruled(
                    self.columns, wanted.rule, telling, wanted.known_by
                )
                while len(self._ruled) > _RULES:
                    self._ruled.popitem(last=False)
            self._ruled.move_to_end(name)
            return found

    def ruled_disputes(self, by: Ruled) -> list[int]:
        """The disputes of which a rule leaves two sides."""
        return [n for n, dispute in enumerate(self.disputes) if len(self.left(dispute, by)) > 1]

    def left(self, dispute: Dispute, by: Ruled) -> list[tuple[int, tuple[str, ...]]]:
        """The sides of a dispute that a rule leaves: number, and the claims left."""
        found = []
        for n, position in enumerate(dispute.positions):
            ids = tuple(c for c in position.claims if self._shows(c, by))
            if ids:
                found.append((n, ids))
        return found

    def _shows(self, claim: str, by: Ruled) -> bool:
        number = self._claims.get(claim)
        return number is not None and bool(by.claims[number])

    def _still_disputed(self, by: Ruled) -> Bools:
        """The incidents that are disputed under a rule."""
        found = np.zeros(self.columns.size, np.bool_)
        for n in self.ruled_disputes(by):
            found[self.in_dispute(n)] = True
        found |= (self.columns.standing == STANDINGS.index(DISPUTED)) & by.incidents
        for row, made in by.remade.items():
            if made.counted.standing != DISPUTED and not any(
                len(self.left(self.disputes[n], by)) > 1 for n in self.disputes_of.get(row, ())
            ):
                found[row] = False
        return found


@dataclass(frozen=True, slots=True)
class Face:
    """How an incident is shown: as ``standing``, on how many roots, by which sides."""

    standing: str
    disputed: bool
    counted: Counted


class Selection:
    """What of a catalogue fits filters and rule. ``without``: what would fit without the rule."""

    def __init__(
        self,
        catalogue: Catalogue,
        wanted: Wanted,
        by: Ruled | None,
        fits: Fitting,
        without: Fitting,
    ) -> None:
        self.catalogue = catalogue
        self.wanted = wanted
        self.by = by
        self.fits = fits
        self.without = without
        self._disputed: Bools | None = None

    @property
    def rows(self) -> Ints:
        """The incidents that fit, in the order of days."""
        return np.flatnonzero(self.fits.incidents).astype(np.int32)

    def claim_ids(self) -> list[str]:
        """The ids of the claims that fit, in the order of their incidents."""
        ids = self.catalogue.columns.claim_ids
        return [ids[c] for c in np.flatnonzero(self.fits.claims).tolist()]

    def incident_ids(self) -> list[str]:
        """The ids of the incidents that fit, in the order of days."""
        ids = self.catalogue.columns.ids
        return [ids[row] for row in self.rows.tolist()]

    @property
    def total(self) -> int:
        """How many incidents fit."""
        return int(np.count_nonzero(self.fits.incidents))

    def roots(self) -> tuple[Ints, Ints]:
        """On how few and how many roots each incident stands, under the rule."""
        low, high = self.catalogue.columns.low, self.catalogue.columns.high
        if self.by is not None and self.by.remade:
            low, high = low.copy(), high.copy()
            for row, made in self.by.remade.items():
                low[row], high[row] = made.counted.low, made.counted.high
        return low, high

    @property
    def disputed(self) -> Bools:
        """The incidents that are disputed, under the rule."""
        if self.by is None or self.by.is_all:
            return self.catalogue.disputed
        if self._disputed is None:
            self._disputed = self.catalogue._still_disputed(self.by)
        return self._disputed

    def claims_of(self, row: int) -> list[int]:
        """The claims of an incident that fit."""
        return [c for c in self.catalogue.columns.of(row) if self.fits.claims[c]]

    def telling_of(self, row: int) -> int:
        """The claim of an incident that tells most, of those that fit."""
        ranks = self.catalogue.columns.rank
        return max(self.claims_of(row), key=lambda c: (int(ranks[c]), -c))

    def face(self, row: int) -> Face:
        """How an incident is shown."""
        columns = self.catalogue.columns
        disputed = bool(self.disputed[row])
        made = self.by.remade.get(row) if self.by is not None else None
        counted = made.counted if made else Counted(
            low=int(columns.low[row]), high=int(columns.high[row]),
            across=bool(columns.across[row]), sides=columns.tellers_by_side[row],
            standing=STANDINGS[columns.standing[row]],
        )  # fmt: skip
        return Face(
            standing=DISPUTED if disputed else counted.standing, disputed=disputed, counted=counted
        )

    def hidden(self) -> tuple[Hidden, ...]:
        """What the rule and the filters hide, a reason each: with what is shown it makes the whole
        that may be seen."""
        columns = self.catalogue.columns
        found = []
        by = self.by
        if by is not None and not by.is_all:
            claims = self.without.claims & ~self.fits.claims
            incidents = self.without.incidents & ~self.fits.incidents
            for n, reason in enumerate(by.reasons):
                gone = int(np.count_nonzero(incidents & (by.why == n)))
                lost = int(np.count_nonzero(claims & ~by.claims & (by.why_claim == n)))
                if gone or lost:
                    found.append(Hidden(reason=reason, incidents=gone, claims=lost, values=0))
            rest = int(np.count_nonzero(incidents & (by.why >= len(by.reasons))))
        else:
            rest = 0
        gone = columns.size - int(np.count_nonzero(self.without.incidents)) + rest
        lost = columns.claims - int(np.count_nonzero(self.without.claims))
        if by is not None and not by.is_all:
            lost += int(np.count_nonzero(self.without.claims & ~self.fits.claims & by.claims))
        if gone or lost:
            found.append(Hidden(reason=FILTERED, incidents=gone, claims=lost, values=0))
        return tuple(found)
