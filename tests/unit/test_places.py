"""Places in a text: found, resolved by context, and what the words say of them.

Grammars are built by hand, so that no test hangs on the parser.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.places import find_places
from sayso.core.annotation import PlaceNode
from sayso.core.grammar import Grammar, Name, Sentence, Token
from sayso.core.types import Report
from sayso.knowledge.places import load_gazetteer

TAGS = {
    "DET": ["the", "a", "an", "this", "both"],
    "ADP": ["in", "of", "near", "from", "to", "at", "between", "toward", "on", "into", "with",
            "across", "around", "outside"],
    "CCONJ": ["and", "or"],
    "ADJ": ["northern", "eastern", "Syrian", "Turkish", "Iraqi", "Lebanese", "last"],
    "NUM": ["two", "three"],
    "VERB": ["captured", "fled", "shelled", "hit", "cut", "linking", "closed", "met", "moved",
             "besieged", "said", "was", "were"],
    "ADV": ["north", "south", "worldwide", "later"],
}  # fmt: skip
UPOS = {word: tag for tag, found in TAGS.items() for word in found}


def grammar(text: str, *places: str, people: tuple[str, ...] = ()) -> Grammar:
    """A flat parse: every word hangs on the first of its sentence."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    first = 0
    for match in re.finditer(r"[\w']+(?:\.(?=\w)|\w)*|[^\w\s]", text):
        word = match.group()
        tag = UPOS.get(word.lower(), UPOS.get(word, ""))
        if not tag:
            tag = "PUNCT" if not word[0].isalnum() else "PROPN" if word[0].isupper() else "NOUN"
        plural = tag == "NOUN" and word.endswith("s")
        tokens.append(
            Token(
                i=len(tokens), start=match.start(), end=match.end(), text=word,
                lemma=re.sub(r"ies$", "y", word.lower()) if word.endswith("ies")
                else word.lower().removesuffix("s") if plural else word.lower(),
                upos=tag, xpos="", feats="Number=Plur" if plural else "", head=first,
                dep="root" if len(tokens) == first else "dep", sentence=len(sentences),
            )
        )  # fmt: skip
        if word in ".!?":
            sentences.append(Sentence(first=first, last=len(tokens), segment=0))
            first = len(tokens)
    if first < len(tokens):
        sentences.append(Sentence(first=first, last=len(tokens), segment=0))
    names = []
    for label, wanted in (("LOC", places), ("PER", people)):
        for name in wanted:
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                inside = [t.i for t in tokens if match.start() <= t.start < match.end()]
                names.append(Name(first=inside[0], last=inside[-1] + 1, label=label))
    return Grammar(text, tuple(tokens), tuple(sentences), tuple(names))


def read(text: str, *places: str, people: tuple[str, ...] = ()) -> tuple[PlaceNode, ...]:
    parsed = grammar(text, *places, people=people)
    nodes = find_places(Report(id="x", text=text), parsed, load_gazetteer())
    for node in nodes:
        place = node.place
        assert place.start is not None
        assert text[place.start : place.end] == place.text
        assert node.first <= node.head < node.last
    return nodes


def one(nodes: tuple[PlaceNode, ...], text: str) -> PlaceNode:
    found = [n for n in nodes if n.place.text == text]
    assert found, [n.place.text for n in nodes]
    return found[0]


def test_context_chooses_the_country() -> None:
    nodes = read("Syrian troops moved. They shelled Nabul in Syria.", "Nabul", "Syria")
    nabul = one(nodes, "Nabul").place
    assert (nabul.name, nabul.geonames, nabul.admin1) == ("Nubl", 166331, "Aleppo")


def test_containment_in_the_text() -> None:
    nodes = read("They met in Munich, Germany and in Paris, Texas.",
                 "Munich", "Germany", "Paris", "Texas")  # fmt: skip
    assert one(nodes, "Munich").place.admin1 == "Bavaria"
    assert one(nodes, "Paris").place.country == "USA"


def test_state_codes() -> None:
    nodes = read("It was shipped from Long Beach, CA to Sydney in Australia, in Australia.",
                 "Long Beach", "Sydney", "Australia")  # fmt: skip
    assert one(nodes, "Long Beach").place.country == "USA"


def test_owner_before_the_name() -> None:
    nodes = read("Iraq and Iraq. The Syrian town of Madaya was besieged.", "Iraq", "Madaya")
    assert one(nodes, "Madaya").place.country == "SYR"


def test_province() -> None:
    node = one(read("It was in Aleppo province.", "Aleppo"), "Aleppo province")
    assert node.place.name == "Aleppo Governorate"
    assert (node.place.precision, node.place.lat) == ("first-order division", None)
    assert (node.place.relation, node.head) == ("in", 4)


@pytest.mark.parametrize(
    ("text", "relation", "extent"),
    [
        ("They were in Aleppo.", "at", "whole"),
        ("They captured Aleppo.", "at", "whole"),
        ("They were near Aleppo.", "near", "whole"),
        ("They fled from Aleppo.", "from", "whole"),
        ("They fled to Aleppo.", "to", "whole"),
        ("They moved toward Aleppo.", "toward", "whole"),
        ("It was north of Aleppo.", "near", "whole"),
        ("It hit the outskirts of Aleppo.", "near", "whole"),
        ("It hit parts of Aleppo.", "in part", "part"),
        ("They were in northern Aleppo.", "at", "part"),
    ],
)
def test_relations(text: str, relation: str, extent: str) -> None:
    place = one(read(text, "Aleppo"), "Aleppo").place
    assert (place.relation, place.extent) == (relation, extent)


def test_relation_passes_over_and() -> None:
    nodes = read("It hit parts of Syria and Iraq.", "Syria", "Iraq")
    assert [n.place.relation for n in nodes] == ["in part", "in part"]
    nodes = read("They were in Syria and Iraq.", "Syria", "Iraq")
    assert [n.place.relation for n in nodes] == ["in", "in"]


def test_border_of_the_reports_country() -> None:
    text = "Syria and Aleppo. The route linking Aleppo to the Turkish border was cut."
    nodes = read(text, "Syria", "Aleppo")
    border = one(nodes, "Turkish border")
    assert border.place.name == "Syria–Turkey border"
    assert (border.place.precision, border.place.lat) == ("border", None)
    assert border.place.relation == "to"
    assert [n.place.relation for n in nodes if n.place.text == "Aleppo"] == ["at", "from"]


@pytest.mark.parametrize("text", ["They met at the Iraq-Syria border.",
                                  "They met at the border between Iraq and Syria.",
                                  "They met at the Syrian border with Iraq."])  # fmt: skip
def test_borders_in_many_words(text: str) -> None:
    nodes = read(text, "Iraq", "Syria")
    assert "Iraq–Syria border" in [n.place.name for n in nodes]


def test_routes() -> None:
    text = "In Syria the road between Homs and Hama was cut."
    node = one(read(text, "Syria", "Homs", "Hama"), "road between Homs and Hama")
    assert (node.place.name, node.place.precision) == ("road from Homs to Hama", "route")
    text = "They hit Aleppo in Syria and cut the supply route to Turkey."
    node = one(read(text, "Aleppo", "Syria", "Turkey"), "supply route to Turkey")
    assert node.place.name == "supply route from Aleppo to Turkey"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("In Syria the supply line of the rebels between Homs and Hama was cut.",
         "supply line of the rebels between Homs and Hama", "supply line from Homs to Hama"),
        ("In Syria the corridor that carried food from Homs to Hama was cut.",
         "corridor that carried food from Homs to Hama", "corridor from Homs to Hama"),
    ],
)  # fmt: skip
def test_routes_with_words_between(text: str, words: str, name: str) -> None:
    assert one(read(text, "Syria", "Homs", "Hama"), words).place.name == name


@pytest.mark.parametrize(
    "text",
    [
        "In Syria the road was cut after fighting between Homs and Hama.",
        "In Syria the roads of the province, between Homs and Hama, were cut.",
        "In Syria the road of the rebels from Homs was cut.",
    ],
)
def test_what_is_said_beside_a_road_is_not_its_ends(text: str) -> None:
    assert not any(n.place.precision == "route" for n in read(text, "Syria", "Homs", "Hama"))


def test_areas() -> None:
    text = "They shelled Aleppo in Syria and countryside areas."
    node = one(read(text, "Aleppo", "Syria"), "countryside areas")
    assert node.place.name == "countryside around Aleppo"
    assert one(read("It was claimed worldwide."), "worldwide").place.name == "the world"


def test_the_town() -> None:
    nodes = read("They captured Azaz in Syria. The town was hit.", "Azaz", "Syria")
    town = one(nodes, "The town")
    assert town.place.inferred
    assert town.place.name == "Azaz"


def test_the_crossing_is_the_one_named_last_and_no_air_base() -> None:
    text = "In Syria they came to Bab al-Salam crossing and Menagh air base. The crossing was shut."
    node = one(read(text, "Syria", "Bab al-Salam crossing", "Menagh air base"), "The crossing")
    assert (node.place.name, node.place.inferred) == ("Bab al-Salam crossing", True)


def test_the_town_with_two_before_is_left_out() -> None:
    nodes = read("They captured Azaz and Nubl in Syria. The town was hit.",
                 "Azaz", "Nubl", "Syria")  # fmt: skip
    assert not any(n.place.inferred for n in nodes)


def test_two_towns_before_and_after() -> None:
    text = ("In Syria two rebel-held towns were hit. Later the towns of Fuah and Kefraya were "
            "shelled. Both towns fled.")  # fmt: skip
    nodes = read(text, "Syria", "Fuah", "Kefraya")
    inferred = [n for n in nodes if n.place.inferred]
    assert [n.place.name for n in inferred] == ["Al Fu'ah", "Kafriya", "Al Fu'ah", "Kafriya"]
    assert inferred[0].place.text == "two rebel-held towns"
    assert inferred[0].head == inferred[1].head


def test_a_city_is_not_the_village() -> None:
    nodes = read("They shelled Homs in Syria. The village was hit.", "Homs", "Syria")
    assert not any(n.place.inferred for n in nodes)


def test_unknown_place_is_kept_and_loses_no_other() -> None:
    nodes = read("They fled from Qwxyzabad to Aleppo.", "Qwxyzabad", "Aleppo")
    unknown = one(nodes, "Qwxyzabad").place
    assert (unknown.name, unknown.lat, unknown.country) == (None, None, None)
    assert one(nodes, "Aleppo").place.geonames == 170063


def test_people_and_organisations_are_not_places() -> None:
    nodes = read("Bashar Assad met Oxford University and Geneva Convention. Assad said.",
                 "Assad", people=("Bashar Assad",))  # fmt: skip
    assert not nodes
    assert not read("Syrian troops and Turkish troops met.")


def test_untagged_name_after_a_tagged_one() -> None:
    nodes = read("They captured the towns of Mayer and Ratyan in Syria.", "Mayer", "Syria")
    assert one(nodes, "Ratyan").place.admin1 == "Aleppo"


def test_alternatives_are_kept() -> None:
    place = one(read("They fled to Tripoli.", "Tripoli"), "Tripoli").place
    assert {a.country for a in place.alternatives} >= {"LBN"}
    assert all(0 < a.score < 1 for a in place.alternatives)
    nodes = read("Lebanon and Lebanese troops. They fled to Tripoli.", "Lebanon", "Tripoli")
    assert one(nodes, "Tripoli").place.country == "LBN"


WORDS = ["Aleppo", "Syria", "the", "towns", "of", "and", "border", "Turkish", "road", "to", ",",
         "in", "two", "province", "-", "Zahraa", "countryside", "from", "."]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=15))
def test_any_order_of_words(words: list[str]) -> None:
    read(" ".join(words), "Aleppo", "Syria", "Zahraa")


def test_no_group_is_a_place_that_sounds_like_it() -> None:
    text = "Fatah won seats in Gaza. Leaders of Fatah met in Ramallah. Hamas and Hama differ."
    found = [n.place.text for n in read(text, "Fatah", "Gaza", "Ramallah", "Hamas", "Hama")]
    assert "Fatah" not in found
    assert "Hamas" not in found
    assert {"Gaza", "Ramallah"} <= set(found)


def test_a_village_taken_is_a_place_although_nothing_tags_it() -> None:
    text = "The army captured Ratyan in Syria on Friday. It shelled Aleppo and Mayer."
    assert {"Ratyan", "Mayer"} <= {n.place.text for n in read(text, "Syria", "Aleppo")}


def test_no_acronym_sounds_like_a_word() -> None:
    assert not [e for e in load_gazetteer().lookup("Fatah") if e.match == "loose"]
