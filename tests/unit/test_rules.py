"""Reading rules: what each shows, what it hides and counts, and that nothing is altered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.core.errors import UsageError
from sayso.core.record import Entry, Incident
from sayso.core.types import (
    Claim,
    Mention,
    Place,
    Quantity,
    Report,
    ReportRef,
    Roles,
    Source,
    When,
)
from sayso.incidents.build import build_incident
from sayso.incidents.roots import corroborate
from sayso.incidents.rules import Ruled, apply, parse

ARMY = Mention(id="SYR-MIL", name="Syrian Arab Army", kind="military", country="SYR")
CIVILIANS = Mention(id="SYR-CVL", name="Syrian civilians", kind="civilians", country="SYR")
LEVANT = Source(name="Levant Front", id="LEVANT-FRONT", kind="armed group", country="SYR")
SOHR = Source(name="Syrian Observatory for Human Rights", id="SOHR", kind="monitor")
MINISTRY = Source(name="Syrian foreign ministry", id="SYR-GOV-FOREIGN", kind="state")
WITNESSES = Source(name="witnesses", kind="unnamed", anonymous=True, sectors=("CVL",))


def claim(
    key: str, outlet: str, *sources: Source, dead: int | None = None, **changes: Any
) -> Claim:
    figures = (
        Quantity(
            text=f"{dead} civilians", start=0, end=1, what="civilians", unit="people",
            low=dead, best=dead, high=dead,
        ),
    )  # fmt: skip
    base = Claim(
        id=key, report=ReportRef(id=f"r{key}", outlet=outlet, published="2016-02-04"),
        text=f"words of {key}", start=0, end=1, sources=sources, modality="asserted",
        status="happened", polarity="positive", certainty="certain", predicate="kill",
        roles=Roles(recipient=(CIVILIANS,)),
        places=(Place(name="Azaz", country="SYR", geonames=1, lat=36.6, lon=37.0),),
        quantities=figures if dead is not None else (),
    )  # fmt: skip
    return replace(base, **changes)


def read(
    text: str, *groups: Sequence[Claim]
) -> tuple[Ruled, tuple[Incident, ...], dict[str, Claim]]:
    claims = {c.id: c for group in groups for c in group}
    entries = {
        c.report.id: Entry(
            report=Report(id=c.report.id, text="", outlet=c.report.outlet),
            recorded="",
            address=None,
        )
        for c in claims.values()
    }
    incidents = tuple(
        build_incident(group, (), lambda some: corroborate(some, entries, {})) for group in groups
    )
    return apply(parse(text), incidents, claims, entries, {}), incidents, claims


def shown(ruled: Ruled) -> list[tuple[str, ...]]:
    return [incident.claims for incident in ruled.incidents]


def hidden(ruled: Ruled) -> dict[str, tuple[int, int, int]]:
    return {h.reason: (h.incidents, h.claims, h.values) for h in ruled.hidden}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("all", "All accounts"),
        ("roots:2", "Only what 2 independent roots or more say"),
        ("roots:1", "Only what one independent root or more says"),
        ("each-side", "Only what sides at war with each other both tell of"),
        ("without-affiliated:Hezbollah", "Without sources affiliated with Hezbollah"),
        ("account: government", "Only the account of government"),
    ],
)
def test_a_rule_says_what_it_is(text: str, words: str) -> None:
    assert parse(text).words == words


@pytest.mark.parametrize(
    "text", ["", "any", "roots", "roots:0", "roots:x", "account:", "all:2", "without-affiliated"]
)
def test_no_such_rule(text: str) -> None:
    with pytest.raises(UsageError, match="want one of: all, conservative"):
        parse(text)


def test_nobody_of_that_name() -> None:
    with pytest.raises(UsageError, match="nobody here is 'Ruritania'"):
        read("account:Ruritania", [claim("a", "SANA")])
    ruled, _, _ = read("account:opposition", [claim("a", "SANA")])
    assert ruled.incidents == ()


def test_all_shows_all() -> None:
    ruled, incidents, _ = read("all", [claim("a", "SANA"), claim("b", "Daily B", WITNESSES)])
    assert (ruled.incidents, ruled.hidden) == (incidents, ())


def test_conservative() -> None:
    ruled, _, _ = read(
        "conservative",
        [
            claim("a", "Daily A", SOHR, dead=21), claim("b", "Daily B", LEVANT, dead=40),
            claim("c", "Daily C", WITNESSES, dead=3),
            claim("d", "Daily D", SOHR, dead=2, certainty="possible"),
            claim("e", "Daily E", LEVANT, dead=1, modality="accused"),
        ],
        [claim("f", "Daily F", modality="denied", polarity="negative")],
    )  # fmt: skip
    assert shown(ruled) == [("a", "b")]
    (figure,) = (f for f in ruled.incidents[0].fields if f.unit == "people")
    assert [value.value for value in figure.values] == ["21 civilians"]
    assert hidden(ruled) == {
        "no source that can be named": (0, 1, 0),
        "not put as certain": (0, 1, 0),
        "not asserted as fact": (1, 2, 0),
        "not the lowest figure": (0, 0, 1),
    }


def test_informative() -> None:
    day = When(text="x", edtf="2016-02-03", earliest="2016-02-03", latest="2016-02-03")
    week = When(text="x", edtf="2016-02-01/2016-02-07", earliest="2016-02-01", latest="2016-02-07")
    area = Place(
        name="Aleppo Governorate", country="SYR", geonames=2, precision="first-order division"
    )
    brigade = Mention(id="QASSAM", name="al-Qassam Brigades", kind="armed group", country="PSE")
    hamas = Mention(id="HAMAS", name="Hamas", kind="armed group", country="PSE")
    ruled, incidents, _ = read(
        "informative",
        [
            claim("a", "Daily A", when=week, roles=Roles(actor=(brigade,))),
            claim("b", "Daily B", when=day, places=(area,), roles=Roles(actor=(hamas,))),
        ],
    )
    values = {f.name: [v.value for v in f.values] for f in ruled.incidents[0].fields}
    assert values == {
        "actor": ["al-Qassam Brigades"], "place": ["Azaz"], "when": ["2016-02-03"],
    }  # fmt: skip
    assert hidden(ruled) == {"less specific": (0, 0, 3)}
    assert ruled.incidents[0].claims == incidents[0].claims


def test_equally_specific_values_go_by_roots_then_by_day() -> None:
    early = ReportRef(id="re", outlet="Daily E", published="2016-02-01")
    figures = [
        claim("a", "Daily A", SOHR, dead=40), claim("b", "Daily B", SOHR, dead=40),
        claim("c", "Daily C", LEVANT, dead=52), claim("d", "Daily D", MINISTRY, dead=52),
        claim("e", "Daily E", dead=75, report=early),
    ]  # fmt: skip
    ruled, _, _ = read("informative", figures)
    assert [v.value for f in ruled.incidents[0].fields if f.unit for v in f.values] == [
        "52 civilians"
    ]
    ruled, _, _ = read("informative", [figures[0], figures[4]])
    assert [v.value for f in ruled.incidents[0].fields if f.unit for v in f.values] == [
        "40 civilians"
    ]


def test_at_least_so_many_roots() -> None:
    two = [claim("a", "Daily A", SOHR), claim("b", "Daily B")]
    one = [claim("c", "Daily C", SOHR), claim("d", "Daily D", SOHR), claim("e", "E", WITNESSES)]
    ruled, _, _ = read("roots:2", two, one)
    assert shown(ruled) == [("a", "b")]
    assert hidden(ruled) == {"fewer than 2 independent roots": (1, 3, 0)}
    assert len(read("roots:1", two, one)[0].incidents) == 2


def test_each_side() -> None:
    both = [claim("a", "SANA"), claim("b", "Daily B", LEVANT)]
    one = [claim("c", "SANA"), claim("d", "Daily D", SOHR)]
    ruled, _, _ = read("each-side", both, one)
    assert shown(ruled) == [("a", "b")]
    assert hidden(ruled) == {"not told by both sides": (1, 2, 0)}


@pytest.mark.parametrize("party", ["SYR-GOV", "Syrian government", "government"])
def test_without_a_party(party: str) -> None:
    ruled, incidents, _ = read(
        f"without-affiliated:{party}",
        [
            claim("a", "SANA"), claim("b", "Daily B", MINISTRY), claim("c", "Daily C", SOHR),
            claim("d", "Daily D", Source(name="SANA", id="SANA", kind="media"), WITNESSES),
            claim("e", "SANA", WITNESSES),
        ],
        [claim("f", "Syrian state television")],
    )  # fmt: skip
    assert shown(ruled) == [("c",)]
    assert ruled.incidents[0].id == incidents[0].id == "a"
    assert ruled.incidents[0].corroboration.low == 1
    assert hidden(ruled) == {f"affiliated with {party}": (1, 5, 0)}


def test_without_a_party_copies_of_its_text_go_too() -> None:
    claims = {c.id: c for c in (claim("a", "SANA"), claim("b", "Daily B"), claim("c", "Daily C"))}
    entries = {
        c.report.id: Entry(
            report=Report(id=c.report.id, text="", outlet=c.report.outlet),
            recorded="",
            address=None,
        )
        for c in claims.values()
    }
    families = {"ra": "ra", "rb": "ra", "rc": "rc"}
    incident = build_incident(
        list(claims.values()), (), lambda some: corroborate(some, entries, families)
    )
    ruled = apply(parse("without-affiliated:SANA"), [incident], claims, entries, families)
    assert shown(ruled) == [("c",)]


def test_one_sides_account() -> None:
    group = [
        claim("a", "SANA", dead=0), claim("b", "Daily B", LEVANT, dead=40),
        claim("c", "Daily C", SOHR, dead=21),
    ]  # fmt: skip
    assert shown(read("account:opposition", group)[0]) == [("b",)]
    assert shown(read("account:Levant Front", group)[0]) == [("b",)]
    assert shown(read("account:SYR-GOV", group)[0]) == [("a",)]
    assert shown(read("account:monitors", group)[0]) == [("c",)]
    ruled, _, _ = read("account:opposition", group)
    (figure,) = (f for f in ruled.incidents[0].fields if f.unit == "people")
    assert [value.value for value in figure.values] == ["40 civilians"]
    assert figure.agreement == "single source"
    assert hidden(ruled) == {"not that side's account": (0, 2, 0)}


RULES = [
    "all", "conservative", "informative", "roots:1", "roots:2", "each-side",
    "without-affiliated:government", "account:opposition",
]  # fmt: skip


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["SANA", "Daily A", "Daily B"]),
                st.sampled_from([(), (SOHR,), (LEVANT,), (MINISTRY,), (WITNESSES,)]),
                st.sampled_from([None, 3, 21]),
            ),
            min_size=1,
            max_size=4,
        ),
        max_size=3,
    ),
    st.sampled_from(RULES),
)
def test_what_is_hidden_is_counted(groups: list[list[Any]], text: str) -> None:
    made = [
        [
            claim(f"{i}-{j}", outlet, *sources, dead=dead)
            for j, (outlet, sources, dead) in enumerate(group)
        ]
        for i, group in enumerate(groups)
    ]
    ruled, incidents, claims = read(text, *made)
    assert sum(h.incidents for h in ruled.hidden) == len(incidents) - len(ruled.incidents)
    assert sum(h.claims for h in ruled.hidden) == len(claims) - sum(map(len, shown(ruled)))
    before = {incident.id: incident for incident in incidents}
    for incident in ruled.incidents:
        assert set(incident.claims) <= set(before[incident.id].claims)
        for field in incident.fields:
            assert field.values
            assert all(set(value.claims) <= set(incident.claims) for value in field.values)


def test_each_side_is_what_stands_as_opposed_sides_agree() -> None:
    fallen: dict[str, Any] = {"predicate": "capture", "roles": Roles(actor=(ARMY,))}
    told = [claim("a", "Daily A", LEVANT, **fallen), claim("b", "Daily B", SOHR, **fallen)]
    alone = [claim("c", "Daily C", LEVANT, **fallen), claim("d", "Daily D", WITNESSES, **fallen)]
    ruled, incidents, _ = read("each-side", told, alone)
    assert [i.corroboration.across for i in incidents] == [True, False]
    assert shown(ruled) == [("a", "b")]
