"""A humanitarian office's bulletin of our own writing, read from words to lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sayso.core.situation import Situation
from sayso.core.types import Report
from sayso.situation.fold import situation

if TYPE_CHECKING:
    from sayso.pipeline import Reader

DAY = "2019-03-20"
BULLETIN = """\
Access bulletin, 20 March 2019

The World Food Programme requested permission for a convoy to Hajjah on 4 March. The Houthi \
authorities approved the convoy on 8 March. A convoy of 12 trucks carrying flour reached Hajjah \
on 11 March, the United Nations said. On 14 March the authorities refused permission for a second \
convoy to Dhamar.

The United Nations classifies Taiz as besieged. OCHA designated Durayhimi as a hard-to-reach area \
in February. Some 2,000 people are trapped in Durayhimi, the Red Cross said. The militia is \
preventing civilians from leaving Durayhimi.

Gunmen abducted two aid workers near Marib on 12 March. Shelling hit a clinic in Taiz on 15 March, \
doctors said. The government accused the Houthis of looting an aid warehouse in Hodeidah. The \
Houthis denied that they had looted relief supplies.

Heavy rains have made the road to Hajjah impassable. Landmines prevented aid agencies from \
reaching Mocha. Visa delays have disrupted the work of aid agencies in Aden. Residents demanded \
that the army open the airport.

On 10 March, 80 wounded people were evacuated from Durayhimi to Aden. The evacuation of families \
from Durayhimi was suspended on 13 March. The two sides agreed to evacuate 30 patients from Taiz.
"""


@pytest.fixture(scope="module")
def found(reader: Reader) -> Situation:
    report = Report(id="bulletin", text=BULLETIN, language="en", published=DAY, outlet="Bulletin")
    claims = reader.read(report)
    return situation({c.id: [c] for c in claims}, (), DAY)


def test_the_convoys(found: Situation) -> None:
    steps = {c.place: [(s.step, s.when, s.status) for s in c.steps] for c in found.convoys}
    assert steps == {
        ("Hajjah",): [
            ("requested", "2019-03-04", "reported"), ("approved", "2019-03-08", "reported"),
            ("entered", "2019-03-11", "reported"),
        ],
        ("Dhamar",): [("refused", "2019-03-14", "reported")],
    }  # fmt: skip


def test_the_lists_and_sieges(found: Situation) -> None:
    lines = {s.place: s for s in found.sieges}
    assert {place: s.status for place, s in lines.items()} == {
        "Taiz": "besieged", "Al-Durayhimi": "hard to reach",
    }  # fmt: skip
    lists = {(p, d.scheme, d.level, d.when) for p, s in lines.items() for d in s.designations}
    assert lists == {
        ("Taiz", "UN", "besieged", DAY), ("Al-Durayhimi", "UN", "hard to reach", "2019-02"),
    }  # fmt: skip
    said = {(c.criterion, c.says, c.by_account_of) for c in lines["Al-Durayhimi"].criteria}
    assert said == {
        ("exit of the wounded and sick", "let out", "own voice"),
        ("exit of civilians", "no longer let out", "own voice"),
        ("exit of civilians", "kept in", "own voice"),
        ("exit of civilians", "kept in", "ICRC"),
    }


def test_the_constraints(found: Situation) -> None:
    lines = {(a.type, a.target, a.status) for a in found.access}
    assert lines == {
        ("attack on health care", "facility", "reported"),
        ("violence against staff and assets", "staff", "reported"),
        ("violence against staff and assets", "assets", "accused"),
        ("violence against staff and assets", "assets", "denied"),
        ("bureaucracy", None, "reported"),
        ("environment", None, "reported"),
        ("mines", None, "reported"),
        ("movement of people", None, "reported"),
    }
    assert all(a.sensitive == (a.target is not None) for a in found.access)


def test_the_evacuations(found: Situation) -> None:
    assert {(e.status, e.origin, e.destination) for e in found.evacuations} == {
        ("done", ("Al-Durayhimi",), ("Aden",)), ("suspended", ("Al-Durayhimi",), ()),
        ("agreed", ("Taiz",), ()),
    }  # fmt: skip


def test_what_is_demanded_accused_or_agreed_moves_no_state(found: Situation) -> None:
    assert {(f.name, f.value) for f in found.fluents if f.claims} == {
        ("access", "let in"), ("access", "kept out"), ("route", "cut"),
        ("custody", "Gunmen"), ("listed", "UN"),
    }  # fmt: skip
