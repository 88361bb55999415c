"""By which roads a place can be reached, on a small map and by hand-made claims.

Arden ── Belmont ── Cressy ── Gate (crossing)      the North road (M5)
  └────────── Coast road ──── Port (crossing)      and from Belmont a lane to Dell
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace
from tests.told import SPOTS, denied, party, people, place, source, told

from sayso.acquire.road_files import read_roads
from sayso.core.access import Access, View, Way
from sayso.core.roads import Road, RoadPoint
from sayso.core.types import Claim, Place
from sayso.situation.fold import situation
from sayso.situation.roads.ground import Ground
from sayso.situation.roads.reach import access, needed

ON = "2024-05-08"
WHERE = {**SPOTS, "Gate": (11.5, 21.5), "Port": (10.0, 21.0), "Dell": (10.6, 20.2)}
TOWNS = tuple(
    RoadPoint(name=n, lat=WHERE[n][0], lon=WHERE[n][1])
    for n in ("Arden", "Belmont", "Cressy", "Dell")
)
CROSSINGS = tuple(
    RoadPoint(
        name=n, lat=WHERE[n][0], lon=WHERE[n][1], kind="crossing", countries=("SYR", to)
    )
    for n, to in (("Gate", "TUR"), ("Port", "LBN"))
)  # fmt: skip
POINTS = (*TOWNS, *CROSSINGS)


def road(*names: str, name: str | None = None, ref: str | None = None) -> Road:
    return Road(points=tuple(WHERE[n] for n in names), name=name, ref=ref)


ROADS = (
    road("Arden", "Belmont", "Cressy", "Gate", name="North Road", ref="M5"),
    road("Arden", "Port", name="Coast Road"),
    road("Belmont", "Dell", name="Dell Lane"),
)
ARMY, REBELS = (party("SYR-MIL"),), (party("SYR-REB"),)


def at(name: str, relation: Any = "at") -> Place:
    lat, lon = WHERE[name]
    return replace(place("Arden"), text=name, name=name, lat=lat, lon=lon, relation=relation)


def way(a: str, b: str) -> tuple[Place, ...]:
    return at(a, "from"), at(b, "to")


def cut(a: str, b: str, outlet: str = "World Wire", **rest: Any) -> Claim:
    return told(
        "cut_route",
        f"cut {a} off from {b}",
        at=way(a, b),
        on="2024-05-05",
        outlet=outlet,
        actor=ARMY,
        **rest,
    )


def is_open(a: str, b: str, outlet: str = "World Wire", **rest: Any) -> Claim:
    return told(
        "route_open", f"{a} to {b} is open", at=way(a, b), status="ongoing", outlet=outlet, **rest
    )


def besieged(name: str, outlet: str = "World Wire", **rest: Any) -> Claim:
    return told("besiege", at=[at(name)], status="ongoing", actor=REBELS, outlet=outlet, **rest)


def asked(
    name: str, *claims: Claim, roads: Sequence[Road] = ROADS, day: str = ON,
    population: tuple[int, str] | None = None, sources: Sequence[str] = ("Gate", "Port"),
) -> Access:  # fmt: skip
    names = [p.name for p in POINTS]
    ground = Ground(roads, POINTS, names.index(name), [names.index(s) for s in sources])
    found = situation({c.id: [c] for c in claims}, (), day)
    held = {c.id: c for c in claims if c.id in needed(found)}
    return access(found, held, ground, (), population)


def usual(found: Access, source_: str) -> Way:
    (one,) = (w for w in found.ways if w.source == source_ and w.usual)
    return one


def view(found: Access, account: str | None) -> View:
    (one,) = (v for v in found.views if v.account == account)
    return one


def test_where_nobody_tells_of_a_road_it_is_neither_open_nor_closed() -> None:
    found = asked("Arden")
    assert (found.reachable, found.views, found.said) == ("not told", (), ())
    assert [(w.source, w.status, w.usual) for w in found.ways] == [
        ("Gate", "not told", True), ("Port", "not told", True),
    ]  # fmt: skip
    north = usual(found, "Gate")
    assert [(s.start, s.end, s.roads) for s in north.sections] == [
        ("Gate", "Cressy", ("M5 / North Road",)),
        ("Cressy", "Belmont", ("M5 / North Road",)),
        ("Belmont", "Arden", ("M5 / North Road",)),
    ]
    # Half a degree each way on the ellipsoid, three times over.
    assert north.km == pytest.approx(233.5, abs=0.2)


def test_a_reported_closure_closes_and_another_road_is_left() -> None:
    claim = cut("Arden", "Belmont")
    found = asked("Arden", claim)
    assert found.reachable == "not closed"
    assert (usual(found, "Gate").status, usual(found, "Port").status) == ("cut", "not told")
    together = view(found, None)
    assert (together.with_others, together.sources, together.shut_by) == (
        "a way is left", ("Port",), (),
    )  # fmt: skip
    (said,) = found.said
    assert (said.claims, said.by_account_of, said.found, said.exact) == (
        (claim.id,), ("World Wire",), "ends", True,
    )  # fmt: skip


def test_the_closures_that_leave_it_without_a_way_are_named() -> None:
    north, coast = cut("Arden", "Belmont"), cut("Arden", "Port")
    found = asked("Arden", north, coast)
    assert found.reachable == "by no account"
    assert set(view(found, None).shut_by) == {s.id for s in found.said}
    assert {c for s in found.said for c in s.claims} == {north.id, coast.id}
    assert view(found, None).sources == ()


def test_closures_one_behind_another_are_all_named() -> None:
    claims = [cut("Arden", "Belmont"), cut("Cressy", "Gate")]
    found = asked("Arden", *claims, sources=["Gate"])
    assert set(view(found, None).shut_by) == {s.id for s in found.said}
    assert {c for s in found.said for c in s.claims} == {c.id for c in claims}


def test_closures_told_by_different_accounts_count_together_and_apart() -> None:
    found = asked("Arden", cut("Arden", "Belmont"), cut("Arden", "Port", outlet="Herald"))
    assert found.reachable == "by no account"
    for name in ("World Wire", "Herald"):
        assert view(found, name).alone == "a way is left"
        assert view(found, name).with_others == "no way is left"


def test_who_denies_a_closure_or_says_the_road_is_open_leaves_a_way() -> None:
    closing = cut("Arden", "Belmont"), cut("Arden", "Port")
    no = denied("cut_route", "SYR-OPP", at=way("Arden", "Port"), on="2024-05-05", actor=ARMY)
    found = asked("Arden", *closing, no)
    assert found.reachable == "by some accounts"
    assert view(found, "SYR-OPP").with_others == "a way is left"
    assert view(found, "World Wire").with_others == "no way is left"
    assert usual(found, "Port").status == "disputed"
    says = asked(
        "Arden", *closing, is_open("Arden", "Port", outlet="Herald", published="2024-05-05")
    )
    assert says.reachable == "by some accounts"
    assert view(says, "Herald").with_others == "a way is left"


def test_open_all_along_by_an_account() -> None:
    found = asked("Arden", cut("Arden", "Belmont"), is_open("Arden", "Port"))
    assert found.reachable == "by all accounts"
    assert usual(found, "Port").status == "open"
    part = asked("Arden", cut("Arden", "Port"), is_open("Arden", "Belmont"))
    assert part.reachable == "not closed"
    assert usual(part, "Gate").status == "open in part"


def test_a_cut_on_a_long_road_is_somewhere_on_it() -> None:
    claim = cut("Arden", "Gate")
    middle = asked("Belmont", claim, cut("Arden", "Port"))
    assert usual(middle, "Gate").status == "cut somewhere"
    assert middle.reachable == "it depends where"
    end = asked("Arden", claim, cut("Arden", "Port"))
    assert (end.reachable, usual(end, "Gate").status) == ("by no account", "cut")
    (said,) = (s for s in end.said if claim.id in s.claims)
    assert not said.exact


@pytest.mark.parametrize(
    ("words", "found_by", "status"),
    [
        ("The army cut the M5 on Sunday.", "road name", "cut"),
        ("The army cut the North Road on Sunday.", "road name", "cut"),
        ("The army cut the m5x on Sunday.", "not found", "not told"),
        ("The army cut the road into town on Sunday.", "not found", "not told"),
    ],
)
def test_a_road_is_found_by_its_name_or_number(words: str, found_by: str, status: str) -> None:
    claim = told("cut_route", words, at=[at("Arden")], on="2024-05-05", actor=ARMY)
    found = asked("Arden", claim)
    assert usual(found, "Gate").status == status
    assert [s.found for s in (*found.said, *found.unplaced)] == [found_by]


def test_a_named_road_is_cut_between_the_places_told_with_it() -> None:
    claim = told("cut_route", "cut the M5 between Belmont and Cressy", at=way("Belmont", "Cressy"),
                 on="2024-05-05")  # fmt: skip
    assert usual(asked("Cressy", claim), "Gate").status == "not told"
    assert usual(asked("Belmont", claim), "Gate").status == "cut"


def test_a_way_named_by_its_ends_in_words_is_found() -> None:
    name = "road from Arden to the Syria–Turkey border"
    border = replace(at("Arden"), text=name, name=name, lat=None, lon=None, precision="route")
    claim = told("cut_route", f"cut the {name}", at=[border], on="2024-05-05")
    found = asked("Arden", claim)
    assert (usual(found, "Gate").status, usual(found, "Port").status) == ("cut", "not told")


def last(outlet: str = "World Wire") -> Claim:
    words = "cut the last supply route into Arden"
    return told("cut_route", words, at=[at("Arden")], on="2024-05-05", outlet=outlet)


def test_the_last_way_said_to_be_cut_leaves_none_by_that_account() -> None:
    herald = is_open("Arden", "Port", outlet="Herald", published="2024-05-05")
    found = asked("Arden", last(), herald)
    assert view(found, "World Wire").alone == "no way is left"
    (said,) = (s for s in found.said if s.says == "cut")
    assert (said.of, said.found) == ("last way", "last of its ends")
    other = asked("Belmont", last())
    assert (other.reachable, other.said) == ("not told", ())


def test_who_says_that_a_road_to_the_place_is_open_disputes_that_the_last_was_cut() -> None:
    herald = is_open("Arden", "Port", outlet="Herald", published="2024-05-05")
    found = asked("Arden", last(), herald)
    assert found.reachable == "by some accounts"
    assert view(found, "Herald").with_others == "a way is left"
    assert {w.status for w in found.ways} == {"disputed"}


def test_who_tells_of_the_same_cut_does_not_call_it_the_last() -> None:
    both = [last(), cut("Arden", "Belmont", outlet="Herald")]
    found = situation({"x": both}, (), ON)
    names = [p.name for p in POINTS]
    ground = Ground(ROADS, POINTS, 0, [names.index("Gate"), names.index("Port")])
    asked_ = access(found, {c.id: c for c in both}, ground)
    assert [(s.of, s.by_account_of) for s in asked_.said] == [
        ("last way", ("World Wire",)), ("road", ("Herald",)),
    ]  # fmt: skip
    assert view(asked_, "Herald").alone == "a way is left"


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ((), "World Wire"),
        ((source("SYR-GOV"),), "SYR-GOV"),
        ((source("a driver"),), "a driver, in World Wire"),
        ((source("SYR-OPP"), source("SYR-GOV")), "SYR-GOV"),
    ],
)
def test_an_account_is_the_innermost_source_or_the_outlet(by: Sequence[Any], name: str) -> None:
    found = asked("Arden", cut("Arden", "Belmont", by=by))
    assert [v.account for v in found.views] == [None, name]


def test_a_closed_crossing_is_no_source() -> None:
    closed = told("close_border", at=[at("Gate")], on="2024-05-05")
    found = asked("Arden", closed)
    assert (usual(found, "Gate").status, view(found, None).sources) == ("cut", ("Port",))
    assert [s.of for s in found.said] == ["crossing"]
    line = replace(at("Gate"), name="Syria–Turkey border", precision="border", lat=None, lon=None)
    border = asked("Arden", told("close_border", at=[line], on="2024-05-05"))
    assert [s.of for s in border.said] == ["border"]
    assert (usual(border, "Gate").status, usual(border, "Port").status) == ("cut", "not told")


def test_a_siege_shuts_all_roads_at_the_place_and_only_there() -> None:
    claim = besieged("Belmont")
    found = asked("Belmont", claim)
    assert (found.reachable, [s.says for s in found.said]) == ("by no account", ["besieged"])
    assert asked("Arden", claim).reachable == "not told"
    lat, lon = WHERE["Belmont"]
    beside = replace(at("Belmont"), name="Eastmoor", lat=lat + 0.02, lon=lon)  # 2.2 km off
    assert asked("Belmont", replace(claim, places=(beside,))).reachable == "not told"
    under = replace(beside, lat=lat + 0.002)  # the same place under another name
    assert asked("Belmont", replace(claim, places=(under,))).reachable == "by no account"
    partly = asked("Belmont", replace(claim, places=(replace(at("Belmont"), extent="part"),)))
    assert (partly.reachable, [s.says for s in partly.said]) == ("not told", ["in part besieged"])


def test_a_siege_that_another_account_denies() -> None:
    no = denied("besiege", "SYR-OPP", at=[at("Belmont")], status="ongoing", actor=REBELS)
    found = asked("Belmont", besieged("Belmont"), no)
    assert found.reachable == "by some accounts"
    (said,) = found.said
    assert (said.denied_by, said.against) == (("SYR-OPP",), (no.id,))


@pytest.mark.parametrize(
    "claim",
    [
        cut("Arden", "Belmont", status="predicted", modality="projected"),
        cut("Arden", "Belmont", status="intended", modality="threatened",
            by=[source("SYR-GOV", "threatened")]),
        cut("Arden", "Belmont", modality="accused", by=[source("SYR-OPP", "accused")]),
        cut("Arden", "Belmont", status="wanted", modality="demanded",
            by=[source("SYR-GOV", "demanded")]),
        denied("cut_route", "SYR-OPP", at=way("Arden", "Belmont"), on="2024-05-05", actor=ARMY),
    ],
    ids=lambda c: c.modality,
)  # fmt: skip
def test_what_does_not_pass_the_gate_closes_nothing(claim: Claim) -> None:
    found = asked("Arden", claim)
    assert found.reachable in ("not told", "not closed")
    assert usual(found, "Gate").status == "not told"


def test_who_holds_a_town_on_the_way_is_an_inference_and_closes_nothing() -> None:
    taken = told("capture", at=[at("Belmont")], on="2024-05-05", actor=REBELS)
    own = told("control", at=[at("Arden")], status="ongoing", actor=ARMY)
    found = asked("Arden", taken, own)
    assert found.reachable == "not told"
    north = usual(found, "Gate")
    assert [(h.place, h.holder, h.claims) for h in north.held] == [
        ("Belmont", ("SYR-REB",), (taken.id,)),
    ]  # fmt: skip
    assert north.status == "not told"
    theirs = told("control", at=[at("Arden")], status="ongoing", actor=REBELS)
    assert usual(asked("Arden", taken, theirs), "Gate").held == ()


def test_an_old_closure_is_last_reported_and_closes_nothing() -> None:
    found = asked("Arden", cut("Arden", "Belmont"), day="2024-07-01")
    assert usual(found, "Gate").status == "last reported cut"
    assert found.reachable == "not told"
    (said,) = found.said
    assert (said.state, said.days) == ("last reported", 57)


def test_a_road_opened_again_is_no_longer_cut() -> None:
    opened = told("open_route", at=way("Arden", "Belmont"), on="2024-05-07", actor=ARMY)
    found = asked("Arden", cut("Arden", "Belmont"), opened)
    assert usual(found, "Gate").status == "open in part"


def test_people_are_the_records_figures_or_else_the_gazetteers() -> None:
    claim = besieged("Belmont", quantities=[people(6000)])
    claim = replace(claim, text="6000 people are besieged in Belmont")
    found = asked("Belmont", claim, population=(9000, "GeoNames"))
    assert [(f.what, f.best) for f in found.people.figures] == [("besieged", 6000)]
    assert found.people.population is None
    known = asked("Belmont", population=(9000, "GeoNames")).people
    assert (known.population, known.population_by, known.figures) == (9000, "GeoNames", ())


def test_another_source_can_be_named() -> None:
    found = asked("Arden", cut("Arden", "Belmont"), sources=["Cressy"])
    assert [(w.source, w.kind) for w in found.ways] == [("Cressy", "town")]
    assert found.reachable == "by no account"


def test_a_place_without_a_road_says_so() -> None:
    found = asked("Cressy", roads=ROADS[1:])
    assert (found.reachable, found.ways) == ("no road in the network", ())


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [cut("Arden", "Belmont"), cut("Arden", "Port", outlet="Herald"), besieged("Arden"),
              is_open("Arden", "Port", published="2024-05-05")]  # fmt: skip
    assert asked("Arden", *claims) == asked("Arden", *reversed(claims))


def test_the_examples_map_hangs_together() -> None:
    file = read_roads("examples/aleppo-2016/roads.geojson")
    names = [p.name for p in file.points]
    crossings = [n for n, p in enumerate(file.points) if p.kind == "crossing"]
    ground = Ground(file.roads, file.points, names.index("Azaz"), crossings)
    assert sorted(ground.graph.node_of) == list(range(len(file.points)))
    assert len(ground.graph.reached(ground.graph.node_of[0])) == len(ground.graph.spots)
    assert len(ground.doors) == 2
    found = access(situation({}, (), ON), {}, ground)
    gates = {w.source: w.km for w in found.ways}
    assert gates["Bab al-Salam crossing"] == pytest.approx(7.4, abs=0.2)
    assert ground.roads_named("M5")
    assert ground.roads_in("The Castello road remains open.") == ("Castello Road",)
