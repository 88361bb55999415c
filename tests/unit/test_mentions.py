"""Mentions on sentences with hand-made trees, so that no test hangs on the language model."""

from __future__ import annotations

import pytest

from sayso.annotate.mentions import find_mentions
from sayso.core.annotation import MentionNode
from sayso.core.grammar import Grammar, Name, Sentence, Token
from sayso.core.types import Report
from sayso.knowledge.actors import load_actors

SYRIA = "Syria|PROPN|2|nsubj waited|VERB|0|root .|PUNCT|2|punct"
FEATS = {
    "its": "Poss=Yes", "his": "Poss=Yes", "their": "Poss=Yes", "which": "PronType=Rel",
    "who": "PronType=Rel",
}  # fmt: skip


def grammar_of(*sentences: str, names: tuple[str, ...] = ()) -> Grammar:
    """A grammar from "word|UPOS|head (from 1, 0 for the root)|relation" sentences."""
    text = ""
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        for part in sentence.split(" "):
            word, upos, head, dep = part.rsplit("|", 3)
            glued = word in ("-", ".", ",", ")", "'s") or text.endswith(("-", "("))
            text += "" if glued or not text else " "
            tokens.append(
                Token(
                    i=len(tokens),
                    start=len(text),
                    end=len(text) + len(word),
                    text=word,
                    lemma=LEMMAS.get(word, word.lower()),
                    upos=upos,
                    xpos="",
                    feats=FEATS.get(word.lower(), "VerbForm=Fin" if upos == "VERB" else ""),
                    head=first + int(head) - 1 if int(head) else len(tokens),
                    dep=dep,
                    sentence=number,
                )
            )
            text += word
        bounds.append(Sentence(first=first, last=len(tokens), segment=0))
    found = []
    for name in names:
        words = name.split()
        for i in range(len(tokens)):
            if [t.text for t in tokens[i : i + len(words)]] == words:
                found.append(Name(first=i, last=i + len(words), label="PER"))
    return Grammar(text, tuple(tokens), tuple(bounds), tuple(found))


LEMMAS = {
    "said": "say", "accused": "accuse", "urged": "urge", "told": "tell", "quoted": "quote",
    "sent": "send", "freed": "free", "denied": "deny", "met": "meet", "agreed": "agree",
    "backs": "back",
}  # fmt: skip


def read(*sentences: str, names: tuple[str, ...] = ()) -> list[MentionNode]:
    grammar = grammar_of(*sentences, names=names)
    report = Report(id="x", text=grammar.text, published="2016-02-04")
    nodes = find_mentions(report, grammar, (), load_actors())
    for node in nodes:
        mention = node.mention
        assert report.text[mention.start : mention.end] == mention.text
        assert node.first <= node.head < node.last
    return list(nodes)


def ids(nodes: list[MentionNode]) -> dict[str, str | None]:
    return {str(node.mention.text): node.mention.id for node in nodes}


def one(nodes: list[MentionNode], text: str) -> MentionNode:
    (found,) = [node for node in nodes if node.mention.text == text]
    return found


def test_possessor_gives_the_forces() -> None:
    found = ids(
        read(
            "The|DET|3|det Syrian|ADJ|3|amod regime|NOUN|4|nsubj said|VERB|0|root "
            "its|PRON|6|nmod:poss forces|NOUN|8|nsubj had|AUX|8|aux entered|VERB|4|ccomp "
            "the|DET|10|det town|NOUN|8|obj"
        )
    )
    assert found == {"The Syrian regime": "SYR-GOV", "its": "SYR-GOV", "its forces": "SYR-MIL"}


def test_led_militias_are_their_leaders_and_a_rebel_siege_has_a_party() -> None:
    nodes = read(
        SYRIA,
        "Hezbollah|NOUN|3|compound -|PUNCT|1|punct led|VERB|4|amod militias|NOUN|5|nsubj "
        "broke|VERB|0|root a|DET|8|det rebel|NOUN|8|compound siege|NOUN|5|obj",
    )
    found = ids(nodes)
    assert found["Hezbollah-led militias"] == "HEZBOLLAH"
    assert found["rebel"] == "SYR-REB"


def test_backed_militias_are_not_their_backers() -> None:
    node = one(
        read(
            "Iran|PROPN|3|compound -|PUNCT|1|punct backed|VERB|4|amod militias|NOUN|5|nsubj "
            "advanced|VERB|0|root"
        ),
        "Iran-backed militias",
    )
    assert node.mention.id is None
    assert node.entity
    assert node.mention.affiliations == ("IRN",)


@pytest.mark.parametrize(
    ("modifier", "noun", "entity"),
    [
        ("opposition", "fighters", "SYR-REB"),
        ("opposition", "delegates", "SYR-OPP"),
        ("government", "troops", "SYR-MIL"),
        ("regime", "forces", "SYR-MIL"),
        ("Hamas", "fighters", "HAMAS"),
        ("Syrian", "civilians", "SYR-CVL"),
        ("Russian", "warplanes", "RUS-MIL-AIR"),
        ("Russian", "agencies", "RUS-MED"),
        ("Kurdish", "forces", None),
    ],
)
def test_modifiers_decide(modifier: str, noun: str, entity: str | None) -> None:
    upos = "ADJ" if modifier[0].isupper() else "NOUN"
    nodes = read(
        SYRIA,
        SYRIA,
        f"the|DET|3|det {modifier}|{upos}|3|amod {noun}|NOUN|4|nsubj left|VERB|0|root",
    )
    assert one(nodes, f"the {modifier} {noun}").mention.id == entity


def test_title_and_name_are_one_mention() -> None:
    nodes = read(
        "UN|PROPN|3|compound special|ADJ|3|amod envoy|NOUN|4|nmod:desc Staffan|PROPN|7|nsubj "
        "de|PROPN|4|flat Mistura|PROPN|4|flat met|VERB|0|root them|PRON|7|obj"
    )
    node = one(nodes, "UN special envoy Staffan de Mistura")
    assert node.mention.id == "UN-ENVOY-DEMISTURA"
    assert node.head == 3
    assert one(nodes, "them").entity == ""


def test_office_resolves_by_country_and_day() -> None:
    nodes = read(
        "The|DET|4|det Russian|ADJ|4|amod foreign|ADJ|4|amod minister|NOUN|5|nsubj "
        "urged|VERB|0|root Damascus|PROPN|5|obj to|PART|8|mark respect|VERB|5|xcomp "
        "the|DET|10|det truce|NOUN|8|obj"
    )
    assert ids(nodes) == {"The Russian foreign minister": "RUS-GOV-LAVROV", "Damascus": "SYR-GOV"}


def test_capitals_are_governments_where_they_act() -> None:
    accused = read(
        "Moscow|PROPN|2|nsubj accused|VERB|0|root Ankara|PROPN|2|obj of|SCONJ|5|mark "
        "aggression|NOUN|2|advcl"
    )
    assert ids(accused) == {"Moscow": "RUS-GOV", "Ankara": "TUR-GOV"}
    reached = read("They|PRON|2|nsubj reached|VERB|0|root Moscow|PROPN|2|obj")
    assert "Moscow" not in ids(reached)


def test_a_leader_is_the_party_unless_he_speaks() -> None:
    nodes = read(
        "Assad|PROPN|2|nsubj said|VERB|0|root Iran|PROPN|4|nsubj backs|VERB|2|ccomp him|PRON|4|obj",
        "Support|NOUN|0|root for|ADP|3|case Assad|PROPN|1|nmod grew|VERB|1|acl",
    )
    assert [n.mention.id for n in nodes if n.mention.text == "Assad"] == [
        "SYR-GOV-ASSAD",
        "SYR-GOV",
    ]


def test_sources_are_anonymous_and_speak_for_a_side() -> None:
    nodes = read(
        SYRIA,
        "Sources|NOUN|5|nsubj within|ADP|4|case the|DET|4|det opposition|NOUN|1|nmod "
        "told|VERB|0|root Reuters|PROPN|5|iobj that|SCONJ|10|mark they|PRON|10|nsubj "
        "would|AUX|10|aux leave|VERB|5|ccomp",
    )
    node = one(nodes, "Sources within the opposition")
    assert (node.mention.id, node.mention.anonymous) == ("SYR-OPP", True)
    assert ids(nodes)["Reuters"] == "REUTERS"


def test_a_diplomat_stays_unnamed() -> None:
    node = one(
        read("A|DET|3|det Western|ADJ|3|amod diplomat|NOUN|4|nsubj spoke|VERB|0|root"),
        "A Western diplomat",
    )
    assert node.mention.id is None
    assert node.mention.anonymous
    assert node.mention.affiliations == ("WEST",)


def test_affiliation_in_the_text() -> None:
    node = one(
        read(
            "Hezbollah|NOUN|3|obl:unmarked -|PUNCT|1|punct affiliated|VERB|7|amod "
            "al|PROPN|7|compound -|PUNCT|4|punct Manar|PROPN|4|flat "
            "TV|PROPN|8|nsubj agreed|VERB|0|root"
        ),
        "Hezbollah-affiliated al-Manar TV",
    )
    assert (node.mention.id, node.mention.affiliations) == ("AL-MANAR", ("HEZBOLLAH",))


def test_an_unknown_person_keeps_what_was_said_of_him() -> None:
    nodes = read(
        "Captain|PROPN|2|nmod:desc John|PROPN|13|nsubj Marlow|PROPN|2|flat ,|PUNCT|6|punct "
        "a|DET|6|det spokesman|NOUN|2|appos for|ADP|11|case the|DET|11|det Libyan|ADJ|11|amod "
        "National|ADJ|11|amod Army|PROPN|6|nmod ,|PUNCT|13|punct denied|VERB|0|root it|PRON|13|obj",
        "Marlow|PROPN|2|nsubj said|VERB|0|root he|PRON|5|nsubj was|AUX|5|cop hopeful|ADJ|2|ccomp",
        names=("John Marlow",),
    )
    first, later = nodes[0], one(nodes, "Marlow")
    assert first.mention.text == "Captain John Marlow, a spokesman for the Libyan National Army"
    assert first.mention.id is None
    assert first.mention.affiliations == ("LNA",)
    assert later.entity == first.entity == one(nodes, "he").entity


def test_a_groups_branch_in_a_country() -> None:
    nodes = read(
        "Al|PROPN|6|nmod:poss -|PUNCT|1|punct Qaeda|PROPN|1|flat 's|PART|1|case "
        "Syrian|ADJ|6|amod branch|NOUN|7|nsubj waited|VERB|0|root"
    )
    assert one(nodes, "Al-Qaeda's Syrian branch").mention.id == "NUSRA"


def test_talks_take_their_venue_from_the_report() -> None:
    nodes = read(
        "The|DET|3|det Geneva|PROPN|3|compound talks|NOUN|5|nsubj have|AUX|5|aux begun|VERB|0|root",
        "The|DET|2|det negotiations|NOUN|3|nsubj resume|VERB|0|root",
    )
    assert "talks" in {n.mention.kind for n in nodes}


def test_speaker_pronouns_wait_for_the_quotation() -> None:
    node = one(read("We|PRON|4|nsubj will|AUX|4|aux not|PART|4|advmod talk|VERB|0|root"), "We")
    assert (node.entity, node.mention.id) == ("speaker", None)


def test_a_pair_of_states_is_two_nodes() -> None:
    nodes = read(
        "Russia|PROPN|4|nsubj and|CCONJ|3|cc Turkey|PROPN|1|conj agreed|VERB|0|root "
        "that|SCONJ|8|mark they|PRON|8|nsubj would|AUX|8|aux withdraw|VERB|4|ccomp"
    )
    assert {n.mention.id for n in nodes if n.mention.text == "they"} == {"RUS", "TUR"}


def test_troops_sent_are_the_senders() -> None:
    nodes = read(
        SYRIA,
        SYRIA,
        "Turkey|PROPN|2|nsubj sent|VERB|0|root troops|NOUN|2|obj",
    )
    assert one(nodes, "troops").mention.id == "TUR-MIL"


def test_acronym_in_brackets_belongs_to_the_name() -> None:
    nodes = read(
        "the|DET|4|det High|ADJ|4|amod Negotiations|PROPN|4|compound Committee|PROPN|8|nsubj "
        "(|PUNCT|6|punct HNC|PROPN|4|appos )|PUNCT|6|punct agreed|VERB|0|root"
    )
    assert ids(nodes) == {"the High Negotiations Committee (HNC)": "SYR-OPP-HNC"}


def test_many_of_them_are_those_just_named() -> None:
    nodes = read(
        SYRIA,
        SYRIA,
        "Russia|PROPN|2|nsubj attacked|VERB|0|root rebel|NOUN|4|compound groups|NOUN|2|obj "
        ",|PUNCT|6|punct many|ADJ|9|nsubj of|ADP|8|case them|PRON|6|nmod backed|VERB|2|acl "
        "by|ADP|11|case Turkey|PROPN|9|obl",
    )
    assert one(nodes, "many of them").mention.id == "SYR-REB"


def test_air_strikes_have_a_state_and_a_force() -> None:
    nodes = read(
        "Russian|ADJ|3|amod air|NOUN|3|compound strikes|NOUN|4|nsubj continued|VERB|0|root"
    )
    assert ids(nodes) == {"Russian": "RUS", "Russian air strikes": "RUS-MIL-AIR"}


def test_a_province_is_not_the_country() -> None:
    nodes = read(
        SYRIA,
        "The|DET|3|det Norland|PROPN|3|compound government|NOUN|4|nsubj agreed|VERB|0|root",
    )
    assert one(nodes, "The Norland government").mention.id is None


def test_a_bare_report_says_no_country() -> None:
    nodes = read("The|DET|2|det army|NOUN|3|nsubj advanced|VERB|0|root")
    assert one(nodes, "The army").mention.id is None


def test_longer_name_is_someone_else() -> None:
    nodes = read(
        "Ruth|PROPN|3|nsubj Kerry|PROPN|1|flat said|VERB|0|root so|ADV|3|advmod",
        names=("Ruth Kerry",),
    )
    assert all(node.mention.id is None for node in nodes)


def test_a_bare_role_does_not_belong_to_what_it_accuses() -> None:
    accused = (
        "The|DET|2|det ministry|NOUN|3|nsubj accused|VERB|0|root Mali|PROPN|3|obj "
        "of|SCONJ|6|mark shelling|VERB|3|advcl"
    )
    for context in (
        (),
        ("Mali|PROPN|2|nsubj waited|VERB|0|root", "Mali|PROPN|2|nsubj met|VERB|0|root"),
    ):
        found = ids(read(*context, accused))
        assert found["The ministry"] is None
        assert found["Mali"] == "MLI"


def test_one_sentence_does_not_say_whose_a_bare_role_is() -> None:
    sentence = (
        "Rebels|NOUN|2|nsubj fought|VERB|0|root soldiers|NOUN|2|obj in|ADP|5|case Mali|PROPN|2|obl"
    )
    assert set(ids(read(sentence)).values()) <= {None, "MLI"}
    assert ids(read(sentence))["Rebels"] is None
    assert ids(read(SYRIA, "Rebels|NOUN|2|nsubj fought|VERB|0|root"))["Rebels"] == "SYR-REB"


def test_foreign_troops_are_not_those_of_the_country() -> None:
    found = ids(read(SYRIA, "Foreign|ADJ|2|amod troops|NOUN|3|nsubj left|VERB|0|root"))
    assert found["Foreign troops"] is None


def test_people_have_the_nationality_that_the_report_gives_its_people() -> None:
    found = read(
        "Lebanon|PROPN|2|nsubj closed|VERB|0|root its|PRON|4|nmod:poss border|NOUN|2|obj",
        "Lebanon|PROPN|2|nsubj waited|VERB|0|root",
        "Syrian|ADJ|2|amod families|NOUN|3|nsubj slept|VERB|0|root outside|ADV|3|advmod",
        "Syrian|ADJ|2|amod refugees|NOUN|3|nsubj waited|VERB|0|root",
        "Civilians|NOUN|2|nsubj fled|VERB|0|root",
        "The|DET|2|det army|NOUN|3|nsubj waited|VERB|0|root",
    )
    assert ids(found)["Civilians"] == "SYR-CVL"
    assert ids(found)["The army"] == "LBN-MIL"


def test_two_offices_of_one_person_are_one_person() -> None:
    nodes = read(
        "Hamas|PROPN|2|compound leader|NOUN|7|nsubj and|CCONJ|5|cc Prime|PROPN|5|compound "
        "Minister|PROPN|6|nmod Omar|PROPN|2|conj said|VERB|0|root so|ADV|7|advmod"
    )
    node = one(nodes, "Hamas leader and Prime Minister Omar")
    assert node.mention.affiliations == ("HAMAS",)


def test_the_head_of_an_unknown_body_is_the_name_behind_the_comma() -> None:
    nodes = read(
        "The|DET|2|det head|NOUN|10|nsubj of|ADP|5|case the|DET|5|det force|NOUN|2|nmod "
        ",|PUNCT|8|punct General|PROPN|8|nmod Lavaud|PROPN|2|appos ,|PUNCT|8|punct "
        "said|VERB|0|root so|ADV|10|advmod"
    )
    assert [n.mention.text for n in nodes] == ["The head of the force, General Lavaud"]


def test_the_rebels_prisoners_are_not_the_governments() -> None:
    nodes = read(
        SYRIA,
        "Rebels|NOUN|2|nsubj freed|VERB|0|root two|NUM|4|nummod prisoners|NOUN|2|obj",
        "The|DET|2|det government|NOUN|3|nsubj freed|VERB|0|root five|NUM|5|nummod "
        "detainees|NOUN|3|obj",
    )
    found = ids(nodes)
    assert found["two prisoners"] is None
    assert found["five detainees"] == "SYR-PRISONERS"


def test_a_groups_men_are_its_fighters() -> None:
    found = ids(
        read(
            SYRIA,
            "Hezbollah|PROPN|2|nsubj said|VERB|0|root its|PRON|4|nmod:poss men|NOUN|5|nsubj "
            "left|VERB|2|ccomp",
        )
    )
    assert found["its men"] == "HEZBOLLAH"
