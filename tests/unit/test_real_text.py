"""What reading real news got wrong, in sentences of our own about other wars: a doubt, a charge or
a plan shown as a fact, and deeds with the wrong doer."""

from __future__ import annotations

import pytest

from sayso.core.types import Claim, Mention, Report
from sayso.pipeline import Reader


def read(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(Report(id="r", text=text, published="2024-05-08"))


def put(claim: Claim) -> str:
    """Modality, "not" where negative, and predicate."""
    return f"{claim.modality}{' not' if claim.polarity == 'negative' else ''} {claim.predicate}"


def words(group: tuple[Mention, ...]) -> str:
    return " + ".join(m.text or m.name or "" for m in group)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is asked takes the rest for granted; "whether" does not.
        ("It is not clear who carried out the killings.", "asserted kill"),
        ("Nobody knows who shot the mayor of Goma.", "asserted shoot"),
        ("Investigators do not know why the soldiers burned the clinic.", "asserted burn"),
        ("It remains unclear how the prisoners were killed.", "asserted kill"),
        ("It is not known when the hostages were executed.", "asserted execute"),
        ("He asked who had killed the mayor.", "asserted kill"),
        ("It is unclear whether the army has captured the town.", "hypothetical capture"),
        ("It depends on who captures the bridge.", "hypothetical capture"),
        ("The council will decide who controls the port.", "hypothetical control"),
        # What fails or nearly happens is no denial by whoever tells of it.
        ("The minister said the army had failed to capture the hill.", "asserted not capture"),
        ("A watchdog revealed that a helicopter was nearly shot down.", "asserted not shoot_down"),
        ("The general said his men had not shelled the hospital.", "denied not shell"),
        ("He said a curfew was imposed not only because of the rebel attacks.", "asserted attack"),
        ("A court will try him for the shelling of the market in 1994.", "asserted shell"),
        ("The group remains committed to carrying out attacks on the capital.", "planned attack"),
        # Deeds to come, feared, sought or only talked of.
        ("The groundwork was being laid for the isolation of the town.", "planned cut_off"),
        ("The move paved the way for the capture of Raqqa.", "planned capture"),
        ("The two sides renewed negotiations on a withdrawal from the valley.",
         "considered withdraw"),
        ("A ground invasion has not been ruled out.", "considered invade"),
        ("The capture of the airport would be a blow to the rebels.", "hypothetical capture"),
        ("An attack on the port could be a disaster.", "hypothetical attack"),
        ("The president survived an assassination attempt in Caracas.", "planned assassinate"),
        ("They tried to assassinate the minister.", "planned assassinate"),
        ("Aid workers fear an attack on the camp.", "opinion attack"),
        ("The plan foresees the release of 200 prisoners.", "projected release_prisoners"),
        # Workers strike too, and bombers need no aircraft.
        ("Suicide bombers attacked the barracks in Kandahar.", "asserted suicide_bombing"),
        ("Russian bombers attacked the airfield.", "asserted air_strike"),
        ("The unions called a 48-hour strike over pay.", "asserted go_on_strike"),
        ("Security forces are said to have tortured detainees.", "asserted torture"),
        # What one says one will do is a plan; a gerund after "to" is no infinitive.
        ("Ethiopia announced that it would withdraw from Badme.", "planned withdraw"),
        ("The junta announced it would release 40 detainees.", "planned release_prisoners"),
        ("The militia announced that it had freed the hostages.", "asserted release_prisoners"),
        ("He confessed to killing a judge in Lima.", "asserted kill"),
        ("He was on trial for bombing a mosque in Kano.", "hypothetical bomb_attack"),
        # A truce that is only named is none declared: "ongoing" at most, nothing where in doubt.
        ("Sri Lanka's truce in danger", "hypothetical truce"),
        ("Ukraine ceasefire in doubt", "hypothetical ceasefire"),
        ("Fears for Mali ceasefire", "hypothetical ceasefire"),
        ("Hopes rise for Yemen truce", "wanted truce"),
        ("An end to the siege of Sarajevo is in sight.", "projected lift_siege"),
        ("The capture of Grozny is imminent.", "projected capture"),
        ("Aid workers had no permission to enter Kadugli.", "asserted not allow_access"),
        ("Relief agencies lack access to Rakhine.", "asserted deny_access"),
        # Orders are somebody's, and to others.
        ("The soldiers said they were under orders to shoot protesters.", "demanded shoot"),
        ("The general issued an order for the shelling of Misrata.", "demanded shell"),
        # Before "is to" and "is due to" stands a subject.
        ("UN envoy Volker Perthes is due to visit Khartoum.", "planned visit"),
        ("U.N. envoy Volker Perthes is to visit Khartoum.", "planned visit"),
        ("The ministry promised unrestricted access to Tigray.", "vowed allow_access"),
    ],
)  # fmt: skip
def test_how_it_was_put(text: str, expected: str, reader: Reader) -> None:
    assert [put(claim) for claim in read(reader, text)] == [expected]


@pytest.mark.parametrize(
    ("text", "predicate", "accuser", "doer"),
    [
        ("Two men were arrested for shelling a police station in Lagos.", "shell",
         "unnamed source", "Two men"),
        ("The United States sanctioned two colonels for torturing prisoners in Juba.", "torture",
         "United States", "two colonels"),
        ("Police arrested a teacher over the killing of a judge in Quetta.", "kill",
         "Police", "a teacher"),
        ("He was jailed for ten years for bombing a bus in Haifa.", "bomb_attack",
         "unnamed source", "He"),
        ("Soldiers executed a farmer for helping the guerrillas.", "fight_beside",
         "Soldiers", "a farmer"),
        ("Police arrested a cleric whom the government accuses of staging the coup.", "coup",
         "government", "a cleric"),
        ("He was found guilty of killing a judge in Lima.", "kill", "unnamed source", "He"),
        ("The jury found two officers guilty of torturing students in Juba.", "torture",
         "The jury", "two officers"),
        ("The colonel found guilty of killing monks escaped.", "kill",
         "unnamed source", "The colonel"),
        ("The UN held the army responsible for the attack on the camp.", "attack",
         "United Nations", "the army"),
        ("Serbia accused NATO of having killed villagers.", "kill", "Serbia", "NATO"),
    ],
)  # fmt: skip
def test_what_somebody_is_held_for_is_an_accusation(
    text: str, predicate: str, accuser: str, doer: str, reader: Reader
) -> None:
    claim = next(c for c in read(reader, text) if c.predicate == predicate)
    assert claim.modality == "accused"
    assert claim.sources[-1].name == accuser
    assert words(claim.roles.actor) == doer


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        ("Armenia and Azerbaijan accuse each other of shelling villages.", "shell",
         {("Armenia", "Azerbaijan"), ("Azerbaijan", "Armenia")}),
        ("Ethiopia and Eritrea blamed each other for shelling the town.", "shell",
         {("Ethiopia", "Eritrea"), ("Eritrea", "Ethiopia")}),
        ("India and Pakistan accused one another of opening fire in Kashmir.", "shoot",
         {("India", "Pakistan"), ("Pakistan", "India")}),
        ("Both sides accused the other of violating the truce.", "violate_ceasefire",
         {("Both sides", "Both sides")}),
    ],
)  # fmt: skip
def test_who_accuse_each_other(
    text: str, predicate: str, expected: set[tuple[str, str]], reader: Reader
) -> None:
    claims = [c for c in read(reader, text) if c.predicate == predicate]
    assert all(c.modality == "accused" for c in claims)
    assert {(c.sources[-1].name, words(c.roles.actor)) for c in claims} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to a number of sources, nine people were killed in Kabul.", ["sources"]),
        ("Hospital staff put the toll at 12 dead.", ["Hospital staff"]),
        ("Doctors put the number of dead in Grozny at 40.", ["Doctors"]),
        ("The inquiry found that the army shelled the camp.", ["The inquiry"]),
        ("Judges in The Hague ruled that the army shelled the camp.", ["Judges in The Hague"]),
        ("Residents and medics put the death toll at 9.", ["Residents", "medics"]),
    ],
)
def test_no_source_is_lost(text: str, expected: list[str], reader: Reader) -> None:
    assert sorted(c.sources[-1].name for c in read(reader, text)) == expected


@pytest.mark.parametrize("whom", ["The colonel gave", "The minister's", "The general issued"])
def test_whoever_orders_is_not_to_do_it(whom: str, reader: Reader) -> None:
    claim = read(reader, f"{whom} orders to kill the prisoners caused anger.")[0]
    assert (claim.modality, claim.roles.actor) == ("demanded", ())


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("The truce in Yemen has been in effect since April.", "ceasefire_holds"),
        ("A ceasefire has been in force in Nagorno-Karabakh since 1994.", "ceasefire_holds"),
        ("Colombia's ceasefire hangs by a thread.", "ceasefire"),
        ("Ceasefire in Darfur", "ceasefire"),
    ],
)
def test_what_has_been_so_since_is_so(text: str, predicate: str, reader: Reader) -> None:
    (claim,) = read(reader, text)
    assert (claim.predicate, claim.status) == (predicate, "ongoing")


def test_hands_are_somebodys(reader: Reader) -> None:
    (claim,) = read(reader, "Nearly all of the coast lies in government hands.")
    assert (put(claim), words(claim.roles.actor)) == ("asserted control", "government")


def test_what_describes_the_accused_is_not_their_deed(reader: Reader) -> None:
    text = "Police arrested an exiled cleric whom the government accuses of staging the coup."
    doers = {c.predicate: words(c.roles.actor) for c in read(reader, text)}
    assert doers == {"detain": "Police", "deport": "", "coup": "an exiled cleric"}


def test_a_sanction_is_not_the_deed_it_punishes(reader: Reader) -> None:
    text = "Washington imposed sanctions on the company for arming the militia."
    arm = next(c for c in read(reader, text) if c.predicate == "arm")
    assert (arm.modality, arm.roles.actor) == ("accused", ())


def test_nobody_held_accuses_nobody(reader: Reader) -> None:
    claims = read(reader, "No one has been arrested for the killing of the journalist.")
    assert "asserted kill" in [put(c) for c in claims]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("A Yemeni carried out the bombing in Aden.", "A Yemeni"),
        ("The Belgian-Moroccan who carried out the shooting was jailed.", "Moroccan"),
        ("The Frenchman attacked a policeman in Paris.", "The Frenchman"),
        ("A Tunisian killed twelve people in the market.", "A Tunisian"),
        ("An Iraqi shot a guard at the camp.", "An Iraqi"),
    ],
)
def test_a_compatriot_is_not_the_state(text: str, doer: str, reader: Reader) -> None:
    (actor,) = read(reader, text)[0].roles.actor
    assert (actor.text, actor.kind, actor.id) == (doer, "person", None)
    assert actor.country is not None


@pytest.mark.parametrize("text", ["The British shelled the port.", "The British army shelled it."])
def test_a_people_may_be_the_state(text: str, reader: Reader) -> None:
    (actor,) = read(reader, text)[0].roles.actor
    assert (actor.id or "").startswith("GBR")


@pytest.mark.parametrize(
    ("text", "doer", "sufferer"),
    [
        ("His arrest on Monday led to anger.", "", "His"),
        ("The court ordered her release.", "", "her"),
        ("The judge's assassination by gunmen shocked the city.", "gunmen", "The judge's"),
        ("The regime's arrests of students continued.", "The regime", "students"),
        ("The army's killing of nine villagers went unpunished.", "The army", "nine villagers"),
        ("Their support for the rebels was secret.", "Their", "the rebels"),
        ("Tunisia's protests spread to the south.", "", ""),
        ("The student appears to have been shot in the leg.", "", "The student"),
        ("Eleven students suffered minor injuries in the crush.", "", "Eleven students"),
        ("The junta disappeared thousands of opponents.", "The junta", "thousands of opponents"),
        ("The rebels lost forty men killed.", "", "forty men"),
    ],
)
def test_who_did_it_and_who_suffered(text: str, doer: str, sufferer: str, reader: Reader) -> None:
    claim = read(reader, text)[0]
    assert (words(claim.roles.actor), words(claim.roles.recipient)) == (doer, sufferer)


@pytest.mark.parametrize(
    "text",
    [
        "A blast at the Rex hotel in Algiers, Algeria which killed 13 people was condemned.",
        "It was an attack at a cafe in Tunis, Tunisia which killed 13 people.",
        "The raid in the north, which killed a judge, ended at dawn.",
    ],
)
def test_a_place_does_not_kill(text: str, reader: Reader) -> None:
    claim = next(c for c in read(reader, text) if c.predicate == "kill")
    assert (claim.roles.actor, bool(claim.roles.instrument)) == ((), True)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Troops launched an operation to free the hostages.", "release_prisoners"),
        ("The militia began its advance to isolate the town.", "cut_off"),
        ("The talks will resume after the liberation of Sirte.", "capture"),
        ("Seizing the heights will enable the liberation of the city.", "capture"),
        ("The deal would bring the release of the prisoners.", "release_prisoners"),
        ("Police say they foiled a plot to bomb the embassy.", "bomb_attack"),
        ("No agreement on the release of the prisoners was reached.", "release_prisoners"),
        ("They reached an agreement on the withdrawal of troops from the hills.", "withdraw"),
        ("The militia stopped short of attacking the base.", "attack"),
        ("Rebels held back from storming the palace.", "attack"),
        ("Strikes hit the airport, causing fires but no casualties.", "casualties"),
    ],
)
def test_no_fact_is_read_from_what_is_yet_to_be(text: str, predicate: str, reader: Reader) -> None:
    found = [c for c in read(reader, text) if c.predicate == predicate]
    assert found
    assert not any(c.modality == "asserted" and c.polarity == "positive" for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "The fall of the Soviet Union changed Europe.",
        "Her case is in the hands of a tribunal.",
        "The results demonstrate the cruelty of the war.",
        "Both sides must treat captives in accordance with the convention.",
        "The senator beat the governor in the primary.",
        "A boy was hit by a car in Durban.",
        "They want a negotiated peace.",
        "Thousands suffered at the hands of the regime.",
        "Pilots will vote on union recognition.",
        "The newspaper keeps a tally of murders.",
    ],
)
def test_no_deed_is_read_where_there_is_none(text: str, reader: Reader) -> None:
    assert read(reader, text) == ()
