"""A wrong voice, a wrong actor, a plan for a fact: what readers found, each with its like."""

from __future__ import annotations

import pytest

from sayso.core.types import Claim, Report
from sayso.pipeline import Reader

SUNDAY = "2016-03-06"


def read(reader: Reader, text: str, outlet: str = "World Wire") -> dict[str, Claim]:
    """The claims by predicate: of two with one, the first."""
    report = Report(id="r", text=text, outlet=outlet, published=SUNDAY)
    found: dict[str, Claim] = {}
    for claim in reader.read(report):
        found.setdefault(claim.predicate, claim)
    return found


def said_by(claim: Claim) -> list[str]:
    """Who says it, outermost first."""
    return [source.id or source.name for source in claim.sources]


def actors(claim: Claim) -> list[str | None]:
    """Whose doing it is."""
    return [m.id or m.text for m in claim.roles.actor]


@pytest.mark.parametrize(
    ("text", "predicate", "voices"),
    [
        (
            "Chad and Niger, which back the rebels, were shelling the port, a diplomat alleged.",
            "support",
            ["diplomat"],
        ),
        (
            "The army, which holds Homs, would retake Azaz, an officer vowed.",
            "control",
            ["officer"],
        ),
        ("An officer accused Chad, which backs the rebels, of shelling Homs.", "support", []),
        ("The army denied that the rebels, who hold Homs, had shot at it.", "control", []),
        (
            "Oman suspended the talks, because Yemeni forces, it said, had shelled the road.",
            "suspend_talks",
            [],
        ),
        (
            "The talks were suspended after rebels, according to the Red Cross, shelled the road.",
            "suspend_talks",
            [],
        ),
        (
            "The talks were suspended after rebels, according to the Red Cross, shelled the road.",
            "shell",
            ["ICRC"],
        ),
    ],
)
def test_what_is_said_in_passing_or_around_it(
    text: str, predicate: str, voices: list[str], reader: Reader
) -> None:
    assert said_by(read(reader, text)[predicate]) == voices


@pytest.mark.parametrize(
    "text",
    [
        "An officer accused Chad, which guards the port, of shelling Homs.",
        "He denied it, and accused Chad of having shelled Homs.",
    ],
)
def test_the_accused_did_it(text: str, reader: Reader) -> None:
    shelling = read(reader, text)["shell"]
    assert (shelling.modality, actors(shelling)) == ("accused", ["TCD"])


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The talks had been due to resume on 25 March.", "underspecified"),
        ("He said the talks had been due to resume on 25 March.", "underspecified"),
        ("The talks had been scheduled to resume on 25 March.", "underspecified"),
        ("The talks are due to resume on 25 March.", "probable"),
    ],
)
def test_what_had_been_set_is_not_set_again(text: str, certainty: str, reader: Reader) -> None:
    claim = read(reader, text)["resume_talks"]
    assert (claim.modality, claim.status, claim.certainty) == ("planned", "scheduled", certainty)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The envoys were to meet in Oslo on Friday.", "2016-03-04"),
        ("The envoys were to meet in Oslo on Monday.", "2016-03-07"),
        ("A truce that began on Thursday was to last until Saturday.", "2016-03-05"),
        ("The UN suspended the talks until Monday.", "2016-03-07"),
    ],
)
def test_a_weekday_told_of_from_the_past(text: str, day: str, reader: Reader) -> None:
    days = {c.when.edtf for c in read(reader, text).values() if c.when and c.when.text}
    assert day in days


def test_no_happening_is_after_its_report(reader: Reader) -> None:
    text = "The talks had been due to resume on 25 March, but the UN called them off."
    claim = read(reader, text)["cancel_talks"]
    assert claim.when is not None
    assert claim.when.latest == SUNDAY


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rebels shelled Tafas, 12 kilometres from the border with Jordan.", ["Tafas"]),
        ("Rebels shelled Azaz near the Turkish border.", ["Azaz"]),
        ("Turkey closed its border with Syria.", ["Syria–Turkey border"]),
    ],
)
def test_where_it_was_and_not_where_that_is(text: str, places: list[str], reader: Reader) -> None:
    (claim,) = read(reader, text).values()
    assert [place.name for place in claim.places] == places


@pytest.mark.parametrize(
    ("text", "predicate", "name"),
    [
        ("Rebels fled, the committee said. It asked NATO to attack Homs.", "attack", "Homs Aid "
         "Committee"),
        ("The council will not talk to the army. It said rebels had captured Homs.", "capture",
         "council"),
        ("It said rebels had captured Homs.", "capture", "unnamed source"),
        ("Ali Hassan, who met Omar Said, said the plan was dead. Rebels, he said, had captured "
         "Homs.", "capture", "Ali Hassan"),
        ("Valerie Amos spoke on Monday. The director of the main hospital said that rebels had "
         "captured Homs.", "capture", "director"),
    ],
)  # fmt: skip
def test_who_a_pronoun_or_a_noun_speaks_for(
    text: str, predicate: str, name: str, reader: Reader
) -> None:
    claim = read(reader, text, outlet="Homs Aid Committee")[predicate]
    assert [source.name for source in claim.sources] == [name]


def test_both_sides_promise_each_for_itself(reader: Reader) -> None:
    text = (
        "The Sri Lankan government and the Tamil Tigers met in Oslo. Both sides promised that "
        "they would respect the ceasefire of 2002."
    )
    report = Report(id="r", text=text, published=SUNDAY)
    vows = [c for c in reader.read(report) if c.predicate == "ceasefire_holds"]
    told = {(*said_by(vow), *actors(vow), vow.when and vow.when.text) for vow in vows}
    assert told == {("LKA-GOV", "LKA-GOV", None), ("LTTE", "LTTE", None)}


def test_so_many_wounded(reader: Reader) -> None:
    text = "The director put the number of dead at 100, with 300 wounded."
    assert [m.text for m in read(reader, text)["injure"].roles.recipient] == ["300"]


def test_doctors_are_medical_staff(reader: Reader) -> None:
    claim = read(reader, "Syrian troops killed two doctors in Idlib.")["kill"]
    assert [(m.id, m.sectors) for m in claim.roles.recipient] == [("SYR-HLH", ("CVL", "HLH"))]


def test_the_speaker_takes_no_part_and_the_saying_has_its_own_day(reader: Reader) -> None:
    text = (
        "Rebels evacuated 101 civilians on Tuesday, the envoy, Ali Hassan, said on Friday. "
        "Omar Said left for Oslo when he met them."
    )
    claim = read(reader, text)["evacuate"]
    assert [m.text for m in claim.roles.actor] == ["Rebels"]
    assert claim.when is not None
    assert claim.when.edtf == "2016-03-01"


def test_whom_they_blame_did_it_and_land_did_not(reader: Reader) -> None:
    blamed = read(reader, "Residents blamed the army for having shelled homes.")["shell"]
    assert actors(blamed) == ["the army"]
    cut = read(reader, "Homs was cut off by land from the rest of the country.")["cut_off"]
    assert actors(cut) == []


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        (
            "President Vladimir Putin arrived in Baku on Monday. Missiles hit a market in Sumy. "
            "Nobody slept. The drones had killed her son, she said.",
            "kill",
        ),
        (
            "Minister Salah Omar resigned. A resident said shells fell on the town. "
            "The army killed six people, he said.",
            "kill",
        ),
    ],
)
def test_she_who_says_it_is_nobody_who_was_only_named(
    reader: Reader, text: str, predicate: str
) -> None:
    assert said_by(read(reader, text)[predicate]) == ["unnamed source"]


def test_a_backer_within_the_subject_is_not_who_speaks(reader: Reader) -> None:
    found = read(reader, "Hezbollah, which is backed by Iran, said it had fired rockets at Haifa.")
    assert actors(found["shell"]) == ["HEZBOLLAH"]


def test_a_description_without_a_comma_is_the_accusers(reader: Reader) -> None:
    for claim in read(
        reader, "Amnesty accused troops who bombed a market in Tine of war crimes."
    ).values():
        assert said_by(claim) == ["AMNESTY"], claim.text


def test_a_year_before_a_verb_is_no_number_of_people(reader: Reader) -> None:
    found = read(reader, "Militants who in 2012 seized Timbuktu killed ten soldiers in Mopti.")
    assert actors(found["capture"]) == ["Militants"]


def test_an_old_beginning_does_not_choose_the_week(reader: Reader) -> None:
    text = "After the talks that began on 12 January failed, both sides extended the truce "
    found = Report(id="r", text=text + "until Sunday.", outlet="W", published="2016-03-04")
    days = [c.when.edtf for c in reader.read(found) if c.when and c.when.text == "until Sunday"]
    assert set(days) == {"2016-03-06"}
