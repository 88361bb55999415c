"""Gathering: what makes a link, what keeps two claims apart, and what people decide."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from sayso.core.record import Link
from sayso.core.types import Claim, Mention, Place, Quantity, ReportRef, Roles, Source, When
from sayso.evaluate.gathering import GoldGroup, GoldMember, b_cubed, match, score
from sayso.incidents.facets import Spot
from sayso.incidents.features import kilometres, on_curve
from sayso.incidents.gather import FEATURES, Gatherer
from sayso.incidents.linkage import Linkage, spanning
from sayso.knowledge.gathering import load_gathering, stem
from sayso.knowledge.predicates import load_predicates

ARMY = Mention(id="SYR-MIL", name="Syrian Arab Army", kind="military", country="SYR")
STATE = Mention(id="SYR-GOV", name="Syria", kind="state", country="SYR", sectors=("GOV",))
REBELS = Mention(id="SYR-REB", name="rebels", kind="rebel", country="SYR", sectors=("REB",))
RUSSIA = Mention(id="RUS", name="Russia", kind="state", country="RUS", sectors=("GOV",))
AIR_FORCE = Mention(id="RUS-MIL-AIR", name="Russian Air Force", kind="military", country="RUS")
CIVILIANS = Mention(id="SYR-CVL", name="Syrian civilians", kind="civilians", country="SYR")
TALKS = Mention(id="TALKS-GENEVA", name="Geneva talks", kind="talks")


def place(name: str, lat: float, lon: float, **fields: Any) -> Place:
    return Place(text=name, name=name, lat=lat, lon=lon, country="SYR", admin1="Aleppo", **fields)


NUBL = place("Nubl", 36.376, 36.994)
RATYAN = place("Ratyan", 36.32, 37.04)
AZAZ = place("Azaz", 36.586, 37.044)
_number = itertools.count()


def day(text: str) -> When:
    return When(text=text, edtf=text, earliest=text, latest=text)


@pytest.fixture(scope="module")
def gatherer() -> Gatherer:
    return Gatherer.load()


def claim(
    predicate: str,
    text: str = "it happened",
    *,
    report: str = "",
    published: str = "2016-02-04",
    title: str | None = None,
    actor: tuple[Mention, ...] = (),
    recipient: tuple[Mention, ...] = (),
    content: tuple[Mention, ...] = (),
    **fields: Any,
) -> Claim:
    number = next(_number)
    given: dict[str, Any] = {
        "start": 100 * number,
        "end": 100 * number + len(text),
        "sources": (),
        "modality": "asserted",
        "status": "happened",
        "polarity": "positive",
        "certainty": "certain",
        **fields,
    }
    return Claim(
        id=f"{number:08}",
        report=ReportRef(id=report or f"report {number}", published=published, title=title),
        text=text,
        predicate=predicate,
        roles=Roles(actor=actor, recipient=recipient, content=content),
        **given,
    )


def linked(gatherer: Gatherer, a: Claim, b: Claim) -> Link | None:
    """The link of two claims, if they share a key."""
    return gatherer.link(a, b) if gatherer.keys(a) & gatherer.keys(b) else None


def together(gatherer: Gatherer, *claims: Claim) -> bool:
    """Whether claims alone in the record meet in one incident."""
    by_id = {c.id: c for c in claims}
    return len(gatherer.clusters(by_id, gatherer.links(by_id))) == 1


def test_one_happening_told_by_two(gatherer: Gatherer) -> None:
    one = claim("break_siege", "the army broke the siege of Nubl", actor=(ARMY,), places=(NUBL,))
    other = claim(
        "lift_siege",
        "ending a blockade",
        recipient=(REBELS,),
        places=(NUBL,),
        when=day("2016-02-03"),
    )
    link = linked(gatherer, one, other)
    assert link is not None
    assert link.score > 0.5
    names = [feature.name for feature in link.features]
    assert names[:3] == ["predicate", "time", "place"]
    assert all(-1 <= feature.value <= 1 for feature in link.features)
    assert all(feature.why for feature in link.features)


def test_a_denial_meets_what_it_denies(gatherer: Gatherer) -> None:
    accused = claim("bombard", actor=(RUSSIA,), places=(AZAZ,), modality="accused")
    denied = claim("air_strike", actor=(AIR_FORCE,), places=(AZAZ,), polarity="negative")
    assert together(gatherer, accused, denied)


@pytest.mark.parametrize(
    ("change", "apart"),
    [
        ({"places": (AZAZ,)}, "another place"),
        ({"when": day("2016-02-14")}, "another day"),
        ({"status": "wanted", "modality": "demanded"}, "a demand"),
    ],
)
def test_what_keeps_strikes_apart(gatherer: Gatherer, change: dict[str, Any], apart: str) -> None:
    given: dict[str, Any] = {"places": (RATYAN,), "when": day("2016-02-04")}
    one = claim("air_strike", "Russian aircraft struck the village", actor=(RUSSIA,), **given)
    given.update(change)
    if change.keys() & {"status"}:
        given["when"] = None
    other = claim("air_strike", "raids from the air", actor=(RUSSIA,), **given)
    assert not together(gatherer, one, other), apart


def test_a_general_vow_is_no_member_of_each_strike(gatherer: Gatherer) -> None:
    lavrov = Source(name="Sergei Lavrov", id="RUS-GOV-LAVROV", kind="official", act="promised")
    strike = claim("air_strike", "a raid killed three", actor=(RUSSIA,), places=(RATYAN,))
    vow = claim(
        "air_strike", actor=(RUSSIA,), status="intended", phase="continue", sources=(lavrov,)
    )
    again = claim(
        "air_strike",
        published="2016-02-06",
        status="predicted",
        phase="continue",
        sources=(lavrov,),
    )
    assert not together(gatherer, strike, vow)
    assert together(gatherer, vow, again)


def test_a_round_of_talks_is_one_however_it_is_put(gatherer: Gatherer) -> None:
    when = day("2016-02-25")
    scheduled = claim("resume_talks", content=(TALKS,), status="scheduled", when=when)
    doubted = claim(
        "resume_talks", content=(TALKS,), status="hypothetical", when=when, published="2016-02-10"
    )
    wanted = claim("resume_talks", content=(TALKS,), status="wanted", when=when)
    assert together(gatherer, scheduled, doubted, wanted)


def test_predicates_of_two_kinds_never_meet(gatherer: Gatherer) -> None:
    strike = claim("air_strike", places=(NUBL,))
    assert gatherer.link(strike, claim("suspend_talks", places=(NUBL,))) is None


def test_a_week_and_a_predicate_are_not_enough(gatherer: Gatherer) -> None:
    assert gatherer.link(claim("attack", "an attack"), claim("attack", "the attack took")) is None


def test_one_voice_gives_one_figure_of_one_thing(gatherer: Gatherer) -> None:
    def killed(number: int, words: str, report: str) -> Claim:
        count = Quantity(text=str(number), what="people", unit="people", best=number)
        return claim(
                "kill", words, report=report, quantities=(count,), recipient=(CIVILIANS,),
                when=day("2016-02-04"),
            )  # fmt: skip

    one, other = killed(21, "21 were killed", "a"), killed(3, "three died", "a")
    third = killed(24, "24 were killed", "b")
    assert not together(gatherer, one, other)
    link = gatherer.link(one, third)
    assert link is not None
    assert [f.value > 0 for f in link.features if f.name == "figures"] == [False]
    assert together(gatherer, one, third)


def test_states_meet_over_months(gatherer: Gatherer) -> None:
    one = claim("besiege", actor=(ARMY,), places=(AZAZ,), published="2015-11-01")
    other = claim("besiege", actor=(STATE,), places=(AZAZ,), published="2016-01-15")
    assert together(gatherer, one, other)


def test_a_chain_does_not_carry_an_incident_to_the_next_town(gatherer: Gatherer) -> None:
    near = place("Mayer", 36.352, 37.003)
    claims = [
        claim("capture", f"the army took {spot.name}", actor=(ARMY,), places=(spot,))
        for spot in (NUBL, near, RATYAN)
    ]
    vague = claim("capture", "villages were captured", actor=(ARMY,), recipient=(REBELS,))
    by_id = {c.id: c for c in (*claims, vague)}
    clusters = gatherer.clusters(by_id, gatherer.links(by_id))
    homes = [next(i for i, cluster in enumerate(clusters) if c.id in cluster) for c in claims]
    assert len(set(homes)) == 3


def test_what_people_put_together_and_keep_apart(gatherer: Gatherer) -> None:
    one, other = (claim("capture", actor=(ARMY,), places=(NUBL,)) for _ in range(2))
    far = claim("suspend_talks", content=(TALKS,))
    by_id = {c.id: c for c in (one, other, far)}
    links = gatherer.links(by_id)
    assert gatherer.clusters(by_id, links) == ((one.id, other.id), (far.id,))
    split = gatherer.clusters(by_id, links, apart=[(other.id, one.id)])
    assert split == ((one.id,), (other.id,), (far.id,))
    merged = gatherer.clusters(by_id, links, together=[(far.id, one.id)])
    assert merged == ((one.id, other.id, far.id),)
    both = gatherer.clusters(by_id, links, [(far.id, one.id)], [(one.id, far.id)])
    assert both == ((one.id, other.id), (far.id,))


def test_why_is_a_tree_of_the_strongest(gatherer: Gatherer) -> None:
    claims = {c.id: c for c in (claim("capture", places=(NUBL,)) for _ in range(4))}
    links = gatherer.links(claims)
    assert len(links) == 6
    tree = gatherer.why(claims, links)
    assert len(tree) == 3
    assert {name for link in tree for name in (link.a, link.b)} == set(claims)
    assert gatherer.why(list(claims)[:1], links) == ()
    assert spanning([("a", "b", 0.4), ("b", "c", 0.9), ("a", "c", 0.5)]) == [1, 2]


def test_keys_are_few_and_of_the_kind(gatherer: Gatherer) -> None:
    many = tuple(place(f"Place{i}", 36 + i / 10, 37) for i in range(9))
    keys = gatherer.keys(claim("air_strike", actor=(RUSSIA, ARMY), places=many))
    assert 5 < len(keys) <= 14
    block = load_gathering().blocks["air_strike"]
    assert all(key.startswith(f"{block}|") for key in keys)


def test_average_linkage_over_sparse_links() -> None:
    linkage = Linkage(4, threshold=0.5, share=0.5)
    for a, b, worth in ((0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.6)):
        linkage.link(a, b, worth)
    linkage.run(lambda a, b: False, lambda kept, gone: None)
    # 0–1 first; then 2, which has one of two links to them, goes to 0–1 (0.9); of the three
    # pairs with 3 one is linked, and counts as one of a pair and a half: 0.3.
    assert sorted(sorted(m) for m in linkage.members.values()) == [[0, 1, 2], [3]]


def test_kilometres_and_curves() -> None:
    def spot(lat: float, lon: float) -> Spot:
        return Spot(
            key="k", label="", lat=lat, lon=lon, country=None, admin1=None, exact=True,
            named=True, whole=False, radius=0.0, words=frozenset(),
        )  # fmt: skip

    assert kilometres(spot(36.2, 37.16), spot(33.51, 36.29)) == pytest.approx(309, abs=3)
    assert on_curve(((0, 1.0), (2, 0.0)), 1) == 0.5
    assert on_curve(((0, 1.0), (2, 0.0)), -5) == 1.0
    assert on_curve(((0, 1.0), (2, 0.0)), 9) == 0.0


def test_the_data_file_holds_together() -> None:
    known = load_gathering()
    predicates = set(load_predicates().predicates)
    assert set(known.blocks) == predicates
    assert known.near("capture", "lose") == known.near("lose", "capture")
    assert known.near("capture", "besiege") is None
    assert {"predicate", *(name for name, _ in FEATURES)} == set(known.rules.weights)
    assert set(known.rules.anchors.weights) <= set(known.rules.weights)
    assert known.rarity.of(stem("the")) < 0.1 < known.rarity.of(stem("Ratyan"))
    assert known.rarity.is_name(stem("Orozco"))
    assert not known.rarity.is_name(stem("Government"))


def test_b_cubed() -> None:
    gold = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert b_cubed([["a", "b"], ["c", "d"]], gold) == (1.0, 1.0)
    assert b_cubed([["a", "b", "c", "d", "e"]], gold) == (0.5, 1.0)
    assert b_cubed([], gold) == (1.0, 0.5)


def test_gold_claims_are_found_by_their_words() -> None:
    one = claim("kill", "three people were killed")
    moved = claim("kill", "on Friday 21 civilians were killed in Aleppo")
    groups = (
        GoldGroup(
            name="deaths",
            half="dev",
            claims=(
                GoldMember(file="a", predicate="kill", words="three people were killed"),
                GoldMember(file="a", predicate="kill", words="21 civilians were killed"),
                GoldMember(file="a", predicate="injure", words="many were hurt"),
            ),
        ),
    )
    found, missing = match(groups, {"a": (one, moved)})
    assert found == {one.id: "deaths", moved.id: "deaths"}
    assert missing == 1
    result = score([[one.id, moved.id]], groups, {"a": (one, moved)})
    assert (result.f1, result.claims, result.groups) == (1.0, 2, 1)


SUDAN_ARMY = Mention(id="SDN-MIL", name="Sudanese Armed Forces", kind="military", country="SDN")
RSF = Mention(id="RSF", name="Rapid Support Forces", kind="armed group", country="SDN")
FOUA = place("Foua", 35.985, 36.706)
SYRIA = Place(text="Syria", name="Syria", country="SYR", precision="country")


def described(text: str) -> Place:
    return Place(text=text, country="SYR", precision="area")


def counted(number: int, unit: str, **bounds: Any) -> Quantity:
    return Quantity(text=f"{number} {unit}", what=unit, unit=unit, **(bounds or {"best": number}))


def test_a_siege_is_not_its_end_nor_an_offensive_one_strike() -> None:
    near = load_gathering().near
    assert near("encircle", "break_siege") is None
    assert near("besiege", "lift_siege") is None
    assert near("offensive", "air_strike") is None
    assert near("offensive", "attack") is not None
    assert near("air_strike", "bombard") is not None


def test_a_chain_does_not_join_kinds_that_are_never_one(gatherer: Gatherer) -> None:
    given: dict[str, Any] = {"actor": (ARMY,), "places": (NUBL,)}
    claims = [claim(name, **given) for name in ("offensive", "attack", "air_strike")]
    assert together(gatherer, *claims[:2])
    assert together(gatherer, *claims[1:])
    assert not together(gatherer, *claims)


def test_states_of_parties_at_war_stay_apart(gatherer: Gatherer) -> None:
    given: dict[str, Any] = {"report": "sudan", "published": "2024-06-03", "status": "ongoing"}
    army = claim("besiege", "the army besieges a town", actor=(SUDAN_ARMY,), **given)
    rsf = claim("besiege", "the RSF besieges a town", actor=(RSF,), **given)
    again = claim("besiege", "the army besieges a town", actor=(SUDAN_ARMY,), **given)
    assert not together(gatherer, army, rsf)
    assert together(gatherer, army, again)
    darfur = Place(text="Darfur", name="Darfur", country="SDN", precision="area")
    singa = Place(text="Singa", name="Singa", country="SDN", lat=13.15, lon=33.93)
    overran = claim("capture", "overran much of it", actor=(RSF,), places=(darfur,), **given)
    took = claim("capture", "took it on Monday", actor=(SUDAN_ARMY,), places=(singa,), **given)
    assert not together(gatherer, overran, took)
    link = gatherer.link(army, rsf)
    assert link is None or [f.value for f in link.features if f.name == "actor"] == [-1.0]


def test_accusations_of_one_another_about_one_thing_meet(gatherer: Gatherer) -> None:
    given: dict[str, Any] = {
        "published": "2016-02-05", "places": (AZAZ,), "when": day("2016-02-04"),
        "modality": "accused",
    }  # fmt: skip
    ours = claim("shell", "the army shelled the market", actor=(ARMY,), **given)
    theirs = claim("shell", "rebels shelled the market", actor=(REBELS,), **given)
    assert together(gatherer, ours, theirs)
    link = gatherer.link(ours, theirs)
    assert link is not None
    assert "actor" not in [feature.name for feature in link.features]


@pytest.mark.parametrize(
    "general",
    [
        {"recipient": (CIVILIANS,), "places": (described("most of them"),)},
        {"quantities": (counted(46, "communities"),)},
    ],
)
def test_sieges_told_at_large_are_not_the_one_of_a_town(
    gatherer: Gatherer, general: dict[str, Any]
) -> None:
    named = claim(
        "encircle",
        "Foua has been surrounded since last year by rebels",
        report="one",
        places=(FOUA,),
    )
    others = claim(
        "encircle", "46 communities where a million live are encircled", report="one", **general
    )
    assert not together(gatherer, named, others)


def test_a_siege_to_come_is_not_another_town_s(gatherer: Gatherer) -> None:
    there = claim("besiege", "a siege of three years", report="one", places=(NUBL,))
    feared = claim(
        "besiege",
        "civilians would be under siege",
        report="one",
        status="predicted",
        recipient=(CIVILIANS,),
    )
    assert not together(gatherer, there, feared)


def test_swathes_of_a_country_are_not_one_town(gatherer: Gatherer) -> None:
    given: dict[str, Any] = {"report": "one", "published": "2016-02-04"}
    town = claim("capture", "captured the town", places=(NUBL,), **given)
    swathes = claim("capture", "has overrun swathes of it", places=(SYRIA,), **given)
    assert not together(gatherer, town, swathes)


def test_many_strikes_are_not_each_one(gatherer: Gatherer) -> None:
    one = claim("air_strike", "a raid on Azaz", actor=(RUSSIA,), places=(AZAZ,))
    cities = (("Homs", 34.7), ("Hama", 35.1))
    spots = (AZAZ, *(Place(text=n, name=n, country="SYR", admin1=n, lat=x) for n, x in cities))
    many = claim("air_strike", "hit 875 targets", actor=(RUSSIA,), places=spots,
                 quantities=(counted(875, "targets"),))  # fmt: skip
    sort = claim("air_strike", "hits hospitals", actor=(RUSSIA,), places=(described("hospitals"),))
    assert not together(gatherer, one, many)
    assert not together(gatherer, one, sort)


def test_strikes_at_large_need_more_than_who(gatherer: Gatherer) -> None:
    one = claim("attack", "strikes on the ground", actor=(RUSSIA,))
    other = claim("attack", "its campaign from the air", actor=(RUSSIA,))
    link = gatherer.link(one, other)
    assert link is None or [f.value for f in link.features if f.name == "scope"] == [-0.32]
    struck: dict[str, Any] = {"actor": (RUSSIA,), "recipient": (REBELS,)}
    link = gatherer.link(claim("attack", **struck), claim("attack", **struck))
    assert link is not None
    assert "scope" not in [feature.name for feature in link.features]


def test_more_than_and_up_to_do_not_agree(gatherer: Gatherer) -> None:
    fled = [
        claim("flee", words, actor=(CIVILIANS,), published=published, quantities=(figure,))
        for words, published, figure in (
            (
                "more than 20,000 inhabitants fled",
                "2016-02-09",
                counted(20000, "people", low=20000),
            ),
            ("up to 20,000 have come", "2016-02-05", counted(20000, "people", high=20000)),
            ("20,000 are on their way", "2016-02-05", counted(20000, "people")),
        )
    ]
    assert not together(gatherer, *fled[:2])
    assert together(gatherer, *fled[1:])


def test_described_places_by_their_sort(gatherer: Gatherer) -> None:
    def told(predicate: str, where: str, **fields: Any) -> Claim:
        return claim(predicate, f"{where}: {predicate}", places=(described(where),), **fields)

    crossing = told("close_border", "The crossing", published="2016-02-05")
    gate = told("close_border", "the gate", published="2016-02-06")
    later = told("close_border", "The crossing", published="2016-02-10", when=day("2016-02-10"))
    assert together(gatherer, crossing, gate, later)
    link = gatherer.link(
        told("route_open", "one remaining road", report="one"),
        told("route_open", "its border", report="one"),
    )
    assert link is None or [f.value for f in link.features if f.name == "place"] == [-0.5]


def test_a_headline_stands_for_its_report(gatherer: Gatherer) -> None:
    def told(title: str) -> float:
        given: dict[str, Any] = {"report": "one", "title": title, "actor": (RUSSIA,)}
        head = claim("air_strike", "Russia strikes", start=0, end=14, **given)
        body = claim("air_strike", "raids by Russia", start=4000, end=4015, **given)
        link = gatherer.link(head, body)
        return link.score if link else 0.0

    assert told("Russia strikes") > told("Other news")
