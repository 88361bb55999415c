"""What the parse of the language model gets wrong and reading must not: whole sentences."""

from __future__ import annotations

import pytest

from sayso.core.types import Report
from sayso.pipeline import Reader


def lines(reader: Reader, text: str) -> list[str]:
    """Each claim as modality, polarity where negative, and predicate."""
    return [
        f"{c.modality}{' not' if c.polarity == 'negative' else ''} {c.predicate}"
        for c in reader.read(Report(id="r", text=text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "There will be no return to the talks, neither on 25 February nor later, before the "
            "bombardment ends, the sieges are lifted and detainees are released.",
            {
                "projected not resume_talks",
                "hypothetical bombard",
                "hypothetical lift_siege",
                "hypothetical release_prisoners",
            },
        ),
        ("The talks had been due to reconvene on 25 February.", {"planned resume_talks"}),
        ("The envoy asked the rebels to release the prisoners.", {"demanded release_prisoners"}),
        (
            "The road to Homs was open last month. It is unclear whether the road to Tartus "
            "remains open.",
            {"asserted route_open", "hypothetical route_open"},
        ),
        (
            "Three people were killed and at least six injured.",
            {"asserted kill", "asserted injure"},
        ),
        (
            "The group confirmed that the siege had been broken and blamed Russian air raids.",
            {"asserted break_siege", "accused air_strike"},
        ),
        (
            "A group confirmed that the siege had been broken and blamed more than 500 Russian air "
            "raids.",
            {"asserted break_siege", "accused air_strike"},
        ),
        (
            "UN pauses Syria talks as army breaks siege near Aleppo",
            {"asserted suspend_talks", "asserted break_siege", "asserted besiege"},
        ),
    ],
)
def test_how_it_was_put(text: str, expected: set[str], reader: Reader) -> None:
    assert set(lines(reader, text)) == expected


def test_who_is_accused_is_who_did_it(reader: Reader) -> None:
    text = "The Rapid Support Forces accused the army of shelling a market."
    (claim,) = reader.read(Report(id="r", text=text))
    assert [text[a.start : a.end] for a in claim.roles.actor] == ["the army"]


def test_the_injured_are_no_attackers(reader: Reader) -> None:
    claims = reader.read(Report(id="r", text="Three people were killed and six injured."))
    assert all(not claim.roles.actor for claim in claims)


def test_a_full_stop_ends_a_sentence(reader: Reader) -> None:
    text = (
        "US Secretary of State John Kerry said on Friday that Russian air strikes had killed women "
        "and children in large numbers and had to stop. NATO Secretary-General Jens Stoltenberg "
        "said they were mainly targeting opposition groups."
    )
    claim = reader.read(Report(id="r", text=text))[-1]
    assert claim.text == "they were mainly targeting opposition groups"
    assert [s.name for s in claim.sources] == ["Jens Stoltenberg"]


def test_where_it_was_filed_does_nothing(reader: Reader) -> None:
    text = "HOMS – Units of the army broke the siege on Monday."
    (claim, *_) = reader.read(Report(id="r", text=text))
    assert claim.predicate == "break_siege"
    assert claim.places == ()


def test_who_supports_an_advance_helps_it(reader: Reader) -> None:
    text = "The minister accused Russia of supporting the rebel advance."
    assert lines(reader, text)[0] == "accused support"


def test_what_ends_in_ing_is_no_past(reader: Reader) -> None:
    claims = reader.read(Report(id="r", text="The army stopped bombing Aleppo to let convoys in."))
    assert [c.phase for c in claims if c.predicate == "bombard"] == ["end"]


def test_a_doubtful_name_inside_a_longer_one_is_not_it(reader: Reader) -> None:
    text = "The Union Arab Coalition captured Raqqah on Sunday. The Arab coalition bombed Sanaa."
    claims = reader.read(Report(id="r", text=text))
    assert [m.id for c in claims for m in c.roles.actor] == [None, "COALITION-YEMEN"]


def chains(reader: Reader, text: str) -> set[str]:
    """Each claim as its predicate and innermost source with its act."""
    return {
        f"{c.predicate}: " + (f"{c.sources[-1].name} {c.sources[-1].act}" if c.sources else "-")
        for c in reader.read(Report(id="r", text=text))
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army shelled the camp, residents and aid workers said.",
            {"shell: residents stated", "shell: aid workers stated"},
        ),
        (
            "Turkey backs the rebels, Qatar and Libya said.",
            {"support: Qatar stated", "support: Libya stated"},
        ),
        (
            "Rebels captured the town, but the army denied it.",
            {"capture: -", "capture: army denied"},
        ),
        ("The town has fallen, the governor said.", {"capture: governor stated"}),
        ("Neither side has confirmed that the road is open.", set()),
        ("The minister refrained from saying that the army had shelled the camp.", set()),
        (
            "The minister denied reports by the BBC that the army had shelled the camp.",
            {"shell: minister denied"},
        ),
    ],
)
def test_who_says_it(reader: Reader, text: str, expected: set[str]) -> None:
    assert chains(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The rebels came close to encircling Aden.", "asserted not encircle"),
        ("The army all but surrounded the city.", "asserted not encircle"),
        ("The army is close to capturing the town.", "projected capture"),
        ("There was no sign that the rebels had withdrawn.", "asserted not withdraw"),
        (
            "Reports that the rebels had captured Bukavu could not be verified.",
            "hypothetical capture",
        ),
        ("The ceasefire was due to take effect on Sunday.", "planned ceasefire_in_effect"),
        ("Talks in Maputo are due to resume in August.", "planned resume_talks"),
        ("The rebels claim to control the airport.", "asserted control"),
        ("The president flew to Moscow to win support from Russia.", "planned support"),
    ],
)
def test_what_is_not_put_as_done(reader: Reader, text: str, line: str) -> None:
    found = [x for x in lines(reader, text) if x.endswith(line.rpartition(" ")[2])]
    assert found == [line]


@pytest.mark.parametrize(
    ("text", "actor", "helper"),
    [
        (
            "Kenyan troops, helped by days of American air raids, cut the road.",
            "KEN-MIL",
            "USA-MIL-AIR",
        ),
        (
            "The move came as Malian soldiers, backed by French jets, entered Timbuktu.",
            "MLI-MIL",
            "FRA-MIL-AIR",
        ),
    ],
)
def test_who_helped_is_no_verb(reader: Reader, text: str, actor: str, helper: str) -> None:
    claims = reader.read(Report(id="r", text=text))
    found = [
        ([m.id for m in c.roles.actor], [m.id for m in c.roles.helper])
        for c in claims
        if c.predicate in ("cut_route", "advance")
    ]
    assert found == [([actor], [helper])]


def test_a_time_after_an_aside_is_of_the_clause_around_it(reader: Reader) -> None:
    text = "Rebels captured the airport, killing ten soldiers, on Friday."
    claims = reader.read(Report(id="r", text=text, published="2024-05-08"))
    assert {c.when.edtf for c in claims if c.when} == {"2024-05-03"}


def test_what_is_said_beside_an_order_is_no_order(reader: Reader) -> None:
    text = (
        "A diplomat said that officers of the guard were directing the operation and that the "
        "militia had sent hundreds of fighters to Taiz."
    )
    (sent,) = [c for c in reader.read(Report(id="r", text=text)) if c.predicate == "deploy"]
    assert (sent.modality, [s.act for s in sent.sources]) == ("asserted", ["stated"])


@pytest.mark.parametrize("town", ["Jeddah", "Juba", "Kampala", "Vienna"])
def test_what_is_due_is_planned_wherever_it_is(town: str, reader: Reader) -> None:
    text = f"Talks in {town} are due to resume on 25 November, officials said."
    assert lines(reader, text) == ["planned resume_talks"]
