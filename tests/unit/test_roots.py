"""Independent roots: chains collapsed, copies and organs of one party joined, counted by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.core.record import Corroboration, Entry
from sayso.core.types import (
    Act,
    Body,
    Claim,
    Mention,
    Place,
    Report,
    ReportRef,
    Roles,
    Segment,
    Source,
)
from sayso.incidents.copies import families
from sayso.incidents.roots import agreeing, corroborate
from sayso.incidents.voices import voice
from sayso.knowledge.sides import load_sides

SYRIA = (Place(name="Nubl", country="SYR"),)
LAVROV = Source(name="Sergei Lavrov", id="RUS-GOV-LAVROV", kind="official", country="RUS")
RUSSIAN_MINISTRY = Source(name="Russian defence ministry", id="RUS-GOV-DEFENCE", kind="state")
RUSSIAN_AGENCIES = Source(name="Russian news agencies", id="RUS-MED", kind="media", country="RUS")
SOHR = Source(name="Syrian Observatory for Human Rights", id="SOHR", kind="monitor")
LEVANT = Source(name="Levant Front", id="LEVANT-FRONT", kind="armed group", country="SYR")
REBELS = Source(name="Syrian rebels", id="SYR-REB", kind="rebel", country="SYR")
SANA = Source(name="SANA", id="SANA", kind="media", country="SYR")
INSIDERS = Source(
    name="Sources from within the opposition", id="SYR-OPP", kind="political opposition",
    country="SYR", sectors=("OPP",), anonymous=True,
)  # fmt: skip
WITNESSES = Source(name="witnesses", kind="unnamed", anonymous=True, sectors=("CVL",))
MILITARY = Source(name="military source", kind="unnamed", anonymous=True, sectors=("MIL",))
ARMY = Mention(id="SYR-MIL", name="Syrian Arab Army", kind="military", country="SYR")
REBEL_FIGHTERS = Mention(id="SYR-REB", name="Syrian rebels", kind="rebel", country="SYR")
CIVILIANS = Mention(id="SYR-CVL", name="Syrian civilians", kind="civilians", country="SYR")


def claim(
    key: str, outlet: str, *sources: Source, report: str | None = None, **changes: Any
) -> Claim:
    """A claim that the army took a town, in a report of its own unless one is named."""
    report = report or f"report-{key}"
    base = Claim(
        id=key, report=ReportRef(id=report, outlet=outlet, published="2016-02-04"),
        text=f"words of {key}", start=0, end=1, sources=sources, modality="asserted",
        status="happened", polarity="positive", certainty="certain", predicate="capture",
        roles=Roles(actor=(ARMY,)), places=SYRIA,
    )  # fmt: skip
    return replace(base, **changes)


def entries_of(claims: Sequence[Claim], **reports: Report) -> dict[str, Entry]:
    found = {}
    for one in claims:
        ref = one.report
        report = reports.get(ref.id.replace("-", "_")) or Report(
            id=ref.id, text="", outlet=ref.outlet, published=ref.published
        )
        found[ref.id] = Entry(report=report, recorded="", address=None)
    return found


def count(*claims: Claim, families: Mapping[str, str] | None = None) -> Corroboration:
    return corroborate(claims, entries_of(claims), families or {})


def by_side(found: Corroboration) -> dict[str, tuple[int, int]]:
    return {side.side: (side.low, side.high) for side in found.sides}


def test_three_outlets_one_source() -> None:
    found = count(*(claim(k, f"Outlet {k}", SOHR) for k in "abc"))
    assert (found.low, found.high, found.outlets) == (1, 1, 3)
    (root,) = found.roots
    assert root.name == root.interest == "Syrian Observatory for Human Rights"
    assert root.side == "monitors"
    assert root.outlets == ("Outlet a", "Outlet b", "Outlet c")
    assert len(root.reports) == len(root.claims) == 3


def test_a_chain_is_collapsed_to_its_innermost_named_source() -> None:
    found = count(claim("a", "Daily A", RUSSIAN_AGENCIES, LAVROV), claim("b", "Daily B", LAVROV))
    (root,) = found.roots
    assert (root.name, root.id, root.interest, root.side) == (
        "Sergei Lavrov", "RUS-GOV-LAVROV", "Russia", "Russia",
    )  # fmt: skip
    (through,) = count(claim("a", "Daily A", SOHR, WITNESSES)).roots
    assert through.id == "SOHR"


def test_two_organs_of_one_party_are_one_root() -> None:
    found = count(
        claim("a", "Daily A", LAVROV), claim("b", "Daily B", RUSSIAN_MINISTRY), claim("c", "TASS")
    )
    (root,) = found.roots
    assert (root.name, root.interest, found.high) == ("Russia", "Russia", 1)


def test_counts_by_side_and_agreement_across() -> None:
    found = count(
        claim("a", "SANA"), claim("b", "Daily B", LEVANT), claim("c", "Daily C", SOHR),
        claim("d", "Daily D", LAVROV),
    )  # fmt: skip
    assert by_side(found) == {
        "government": (1, 1), "opposition": (1, 1), "monitors": (1, 1), "Russia": (1, 1),
    }  # fmt: skip
    assert found.across
    assert not count(claim("a", "SANA"), claim("d", "Daily D", LAVROV)).across


def test_outlets_speak_for_the_party_they_belong_to() -> None:
    (manar,) = count(claim("a", "Al-Manar TV")).roots
    assert (manar.interest, manar.side) == ("Hezbollah", "Hezbollah")
    (sana,) = count(claim("a", "SANA"), claim("b", "Daily B", SANA)).roots
    assert sana.interest == "Syrian government"
    (own,) = count(claim("a", "State News Agency")).roots
    assert (own.name, own.interest, own.side) == (
        "State News Agency", "Syrian government", "government",
    )  # fmt: skip
    for name in ("Islamic State News Agency", "Kachin State Herald"):  # another kind of state
        (other,) = count(claim("a", name)).roots
        assert other.side == "media"
    (organ,) = count(claim("a", "Party Television")).roots
    assert (organ.name, organ.id, organ.side) == ("Party Television", None, "unknown")
    (listed,) = count(claim("a", "Al-Monitor")).roots  # media with an entry, whatever its name
    assert listed.side == "media"
    (monitor,) = count(claim("a", "Conflict Monitor")).roots
    assert monitor.side == "monitors"
    (office,) = count(claim("a", "UN Humanitarian Office")).roots
    assert (office.interest, office.side) == ("United Nations", "UN")


def test_an_outlets_own_people_are_the_outlet() -> None:
    reporter = Source(name="correspondent", kind="media", sectors=("MED", "JRN"))
    named = Source(name="the monitor", kind="monitor")
    abroad = Source(name="Conflict Monitor", kind="monitor")
    found = count(
        claim("a", "Conflict Monitor", reporter), claim("b", "Conflict Monitor", named),
        claim("c", "Daily C", abroad), claim("d", "Conflict Monitor"),
    )  # fmt: skip
    assert (found.low, found.high, found.outlets) == (1, 1, 2)


def test_unnamed_roots_make_a_range() -> None:
    found = count(claim("a", "Daily A", SOHR), claim("b", "Daily B", INSIDERS))
    assert (found.low, found.high) == (1, 2)
    assert by_side(found) == {"monitors": (1, 1), "opposition": (0, 1)}
    (root,) = (r for r in found.roots if r.anonymous)
    assert (root.side, root.interest) == ("opposition", "opposition")
    alone = count(claim("a", "Daily A", INSIDERS), claim("b", "Daily B", WITNESSES))
    assert (alone.low, alone.high) == (1, 2)


def test_a_side_at_large_may_be_the_one_that_is_named() -> None:
    found = count(claim("a", "Daily A", REBELS), claim("b", "Daily B", LEVANT))
    assert (found.low, found.high) == (1, 2)
    assert count(claim("a", "Daily A", REBELS)).low == 1


def test_an_unnamed_source_in_a_partys_outlet_is_that_party() -> None:
    found = count(claim("a", "SANA", MILITARY, report="r"), claim("b", "SANA", report="r"))
    assert (found.low, found.high) == (1, 1)
    (only,) = count(claim("a", "SANA", MILITARY)).roots
    assert (only.anonymous, only.side) == (True, "government")


def test_copies_are_one_root() -> None:
    claims = (claim("a", "Daily A"), claim("b", "Daily B"), claim("c", "Daily C"))
    assert count(*claims).low == 3
    same = families(["report-a", "report-b", "report-c"], [("report-a", "report-c")])
    found = count(*claims, families=same)
    assert (found.low, found.high, found.outlets) == (2, 2, 3)


def test_a_credited_agency_is_the_root() -> None:
    claims = (claim("a", "Daily A"), claim("b", "Daily B"), claim("c", "Reuters"))
    reports = {
        f"report_{k}": Report(id=f"report-{k}", text="", outlet=f"Daily {k}", credits=("Reuters",))
        for k in "AB"
    }
    entries = entries_of(claims, report_a=reports["report_A"], report_b=reports["report_B"])
    found = corroborate(claims, entries, {})
    (root,) = found.roots
    assert (root.name, found.outlets) == ("Reuters", 3)


def test_a_byline_that_is_another_outlet_is_its_agency() -> None:
    claims = (claim("a", "World Wire"), claim("b", "Island Herald"))
    line = Report(
        id="report-b", text="By World Wire", outlet="Island Herald",
        segments=(Segment(kind="byline", start=0, end=13),),
    )  # fmt: skip
    assert corroborate(claims, entries_of(claims, report_b=line), {}).high == 1
    assert corroborate(claims, entries_of(claims), {}).high == 2


def test_a_copy_of_a_partys_text_is_that_party() -> None:
    claims = (claim("a", "SANA"), claim("b", "Daily B"))
    found = count(*claims, families={"report-a": "x", "report-b": "x"})
    (root,) = found.roots
    assert (root.interest, root.outlets) == ("Syrian government", ("Daily B", "SANA"))


def test_nearly_the_same_sentence_is_one_root() -> None:
    words = "hours after {}government forces broke a three-year rebel siege of the towns"
    one = claim("a", "Daily A", text=words.format(""))
    two = claim("b", "Daily B", text=words.format("Syrian "))
    assert count(one, two).high == 1
    assert count(one, claim("c", "Daily C", text="the siege of the towns was broken")).high == 2


def test_a_headline_that_repeats_has_the_chain_of_what_it_repeats() -> None:
    body = claim("b", "Daily A", SOHR, report="r")
    headline = claim("a", "Daily A", report="r", repeats="b")
    assert [root.id for root in count(body, headline).roots] == ["SOHR"]


@pytest.mark.parametrize("act", ["admitted", "confirmed"])
def test_admissions(act: Act) -> None:
    source = replace(LEVANT, act=act)
    found = count(claim("a", "Daily A", source), claim("b", "Daily B"))
    assert found.admissions == ("a",)  # that the enemy took the town
    assert found.across
    assert [r.admission for r in found.roots if r.id == "LEVANT-FRONT"] == [True]


def test_what_admits_and_what_does_not() -> None:
    def admitted(source: Source, predicate: str, **roles: tuple[Mention, ...]) -> bool:
        one = claim("a", "Daily A", source, predicate=predicate, roles=Roles(**roles))
        return bool(count(one).admissions)

    assert admitted(LEVANT, "lose", actor=(REBEL_FIGHTERS,))
    assert admitted(LEVANT, "kill", recipient=(REBEL_FIGHTERS,))
    assert admitted(SANA, "air_strike", actor=(ARMY,), recipient=(CIVILIANS,))
    assert admitted(LAVROV, "withdraw", actor=(ARMY,))
    assert not admitted(LEVANT, "air_strike", actor=(ARMY,), recipient=(CIVILIANS,))
    assert not admitted(LAVROV, "capture", actor=(ARMY,))
    assert not admitted(SOHR, "lose", actor=(REBEL_FIGHTERS,))
    assert not admitted(INSIDERS, "lose", actor=(REBEL_FIGHTERS,))
    under_fire = replace(LEVANT, act="admitted")
    assert not admitted(under_fire, "air_strike", actor=(Mention(id="RUS-MIL-AIR"),))


def test_whom_a_claim_leaves_unnamed_others_name() -> None:
    confirmed = claim("a", "Daily A", LEVANT, predicate="break_siege", roles=Roles())
    told = claim(
        "b", "Daily B", predicate="break_siege",
        roles=Roles(actor=(ARMY,), recipient=(REBEL_FIGHTERS,)),
    )  # fmt: skip
    assert count(confirmed, told).admissions == ("a",)
    assert count(confirmed).admissions == ()


def test_a_denial_corroborates_nothing_but_denials() -> None:
    denial = claim(
        "d", "Daily D", replace(SOHR, act="denied"), modality="denied", polarity="negative"
    )
    assertion = claim("a", "Daily A")
    planned = claim("p", "Daily P", LAVROV, modality="planned", status="scheduled")
    demand = claim("w", "Daily W", REBELS, modality="demanded", status="wanted")
    assert agreeing([denial, assertion, planned, demand]) == (assertion,)
    assert agreeing([denial, planned, demand]) == (planned,)
    assert agreeing([denial, demand]) == (demand,)
    assert count(denial).low == 1
    assert count(denial, assertion).low == 1
    assert corroborate((), {}, {}).roots == ()


def test_who_can_be_identified() -> None:
    sides = load_sides()

    def name(source: Source) -> tuple[str, str, bool]:
        said = voice(claim("a", "Daily A", source), sides, "SYR")
        return said.name, said.party.side, said.anonymous

    assert name(Source(name="Moscow's", kind="unnamed")) == ("Russia", "Russia", False)
    assert name(Source(name="It", kind="unnamed")) == ("It", "unknown", True)
    assert name(Source(name="The report", kind="unnamed"))[2]
    assert name(Source(name="Activists", kind="unnamed"))[2]
    assert name(Source(name="Local rescue workers", kind="NGO"))[1:] == ("aid agencies", True)
    assert name(Source(name="Jane Doe", kind="person")) == ("Jane Doe", "unknown", False)
    spokesman = Source(name="spokesman", kind="official", of=Body(id="RUS-GOV-DEFENCE"))
    assert name(spokesman) == ("spokesman", "Russia", False)


SOURCES = [(), (LAVROV,), (SOHR,), (LEVANT,), (REBELS,), (INSIDERS,), (WITNESSES,), (MILITARY,),
           (SANA, MILITARY), (RUSSIAN_AGENCIES, LAVROV)]  # fmt: skip
OUTLETS = ["Daily A", "Daily B", "SANA", "TASS", "Al-Manar TV", "Reuters", "Conflict Monitor"]


@st.composite
def positions(draw: st.DrawFn) -> tuple[list[Claim], dict[str, str]]:
    """Some reports with their outlets, copy families among them, and claims of one position."""
    outlets = draw(st.lists(st.sampled_from(OUTLETS), min_size=1, max_size=5))
    reports = [f"r{i}" for i in range(len(outlets))]
    pairs = st.tuples(st.sampled_from(reports), st.sampled_from(reports))
    links = draw(st.lists(pairs, max_size=3))
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, len(outlets) - 1), st.sampled_from(SOURCES)),
            min_size=1, max_size=7,
        )
    )  # fmt: skip
    claims = [
        claim(f"c{i}", outlets[at], *sources, report=reports[at])
        for i, (at, sources) in enumerate(rows)
    ]
    return claims, families(reports, links)


@given(positions(), st.randoms(use_true_random=False))
def test_order_does_not_matter(position: tuple[list[Claim], dict[str, str]], random: Any) -> None:
    claims, grouped = position
    entries = entries_of(claims)
    first = corroborate(claims, entries, grouped)
    mixed, ids = claims[:], list(entries)
    random.shuffle(mixed)
    random.shuffle(ids)
    again = corroborate(mixed, {i: entries[i] for i in ids}, grouped)
    assert first == again
    assert 1 <= first.low <= first.high
    assert sum(side.high for side in first.sides) == first.high == len(first.roots)
    assert sorted(c for root in first.roots for c in root.claims) == sorted(c.id for c in claims)


@given(positions(), st.data())
def test_a_copy_never_raises_the_count(
    position: tuple[list[Claim], dict[str, str]], data: st.DataObject
) -> None:
    claims, grouped = position
    before = corroborate(claims, entries_of(claims), grouped)
    original = data.draw(st.sampled_from(sorted({c.report.id for c in claims})))
    outlet = data.draw(st.sampled_from([*OUTLETS, "Daily Z"]))
    copied = [
        replace(c, id=f"z{c.id}", report=ReportRef(id="z", outlet=outlet, published="2016-02-01"))
        for c in claims
        if c.report.id == original
    ]
    more = [*claims, *data.draw(st.lists(st.sampled_from(copied), min_size=1, unique=True))]
    after = corroborate(more, entries_of(more), {**grouped, "z": grouped[original]})
    assert after.low <= before.low
    assert after.high <= before.high


def test_opposed_sides_agree_by_named_roots_alone() -> None:
    rebels = claim("a", "Daily A", LEVANT)  # that the army took it: admitted
    ally = Source(name="Ahrar al-Sham", id="AHRAR-SHAM", kind="armed group", country="SYR")
    assert count(rebels).admissions
    assert not count(rebels, claim("b", "Daily B", ally)).across
    assert not count(rebels, claim("b", "Daily B", WITNESSES)).across
    assert count(rebels, claim("b", "Daily B", SOHR)).across  # a third party
    assert count(rebels, claim("b", "SANA")).across


def test_one_commander_of_one_report() -> None:
    of_group = Source(name="commander of the Levant Front", kind="military", sectors=("MIL",),
                      affiliations=("LEVANT-FRONT",))  # fmt: skip
    bare = Source(name="commander", kind="military", sectors=("MIL",), anonymous=True)
    one = count(
        claim("a", "Daily A", of_group, report="r"), claim("b", "Daily A", bare, report="r")
    )
    assert (one.high, one.roots[0].name) == (1, "commander of the Levant Front")
    two = count(claim("a", "Daily A", of_group), claim("b", "Daily B", bare))
    assert two.high == 2


def test_one_governor_named_in_a_copy() -> None:
    named = Source(name="Hussein Diab", text="Governor Hussein Diab", kind="official",
                   sectors=("GOV",))  # fmt: skip
    bare = Source(name="governor", text="The governor", kind="official", sectors=("GOV",),
                  anonymous=True)  # fmt: skip
    same = "400 families had returned"
    claims = claim("a", "Daily A", named, text=same), claim("b", "Daily B", bare, text=same)
    copies = {"report-a": "f", "report-b": "f"}
    assert count(*claims, families=copies).high == 1
    assert count(*claims).high == 2


def test_a_pronoun_is_nobody() -> None:
    it = Source(name="It", text="It", kind="unnamed")
    (root,) = count(claim("a", "Daily A", it)).roots
    assert root.anonymous
    group = Source(name="It", text="It", kind="unnamed", affiliations=("LEVANT-FRONT",))
    (root,) = count(claim("a", "Daily A", group)).roots
    assert (root.name, root.side, root.anonymous) == ("Levant Front", "opposition", False)
    (root,) = count(claim("a", "Foreign Ministry Press Service", it)).roots
    assert (root.name, root.anonymous) == ("Foreign Ministry Press Service", False)


@pytest.mark.parametrize(
    ("outlet", "dateline", "side"),
    [
        ("Foreign Ministry Press Service", "MOSCOW", "Russia"),
        ("Foreign Ministry Press Service", "AZAZ", "unknown"),
        ("Foreign Ministry Press Service", "", "unknown"),
        ("Turkish Foreign Ministry", "MOSCOW", "Turkey"),
        ("Moscow Daily", "MOSCOW", "media"),
    ],
)
def test_a_press_service_is_its_states_where_that_is_told(
    outlet: str, dateline: str, side: str
) -> None:
    one = claim("a", outlet)
    line = Report(
        id="report-a", text=f"{dateline} – Words.", outlet=outlet, published="2016-02-04",
        segments=(Segment(kind="dateline", start=0, end=len(dateline) + 2),),
    )  # fmt: skip
    (root,) = corroborate([one], entries_of([one], report_a=line), {}).roots
    assert root.side == side


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("quoted by state media denied it.", "government"),
        ("cited by SANA said so.", "government"),
        ("told Syrian state television.", "government"),
        ("said so.", "opposition"),
    ],
)
def test_a_source_that_another_outlet_quotes_speaks_to_that(words: str, side: str) -> None:
    source = replace(MILITARY, text="A military source", start=0, end=17)
    one = claim("a", "Syrian Opposition Centre", source)
    line = Report(id="report-a", text=f"A military source {words}", outlet=one.report.outlet)
    (root,) = corroborate([one], entries_of([one], report_a=line), {}).roots
    assert root.side == side
