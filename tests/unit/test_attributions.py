"""Attribution on trees built by hand, quotations on plain text, and the lexicon of cues."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.attributions import find_attributions
from sayso.annotate.quotations import find_quotations
from sayso.core.annotation import Attribution
from sayso.core.errors import KnowledgeError
from sayso.core.grammar import Grammar, Sentence, Token
from sayso.knowledge.cues import inflect, load_cues

UPOS = {
    "DT": "DET", "PRP$": "PRON", "PRP": "PRON", "WDT": "PRON", "WP": "PRON", "NN": "NOUN",
    "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "RB": "ADV", "WRB": "ADV",
    "CD": "NUM", "CC": "CCONJ", "TO": "PART", "MD": "AUX", "IN": "ADP", "POS": "PART",
}  # fmt: skip
NO_SPACE_BEFORE = frozenset({",", ".", "”", "?"})


def grammar(*sentences: str) -> Grammar:
    """Trees written as "form/XPOS/head/relation" for each word, heads counted in the sentence."""
    text = ""
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    for number, sentence in enumerate(sentences):
        first = len(tokens)
        for i, word in enumerate(sentence.split()):
            form, xpos, head, dep = word.rsplit("/", 3)
            if text and form not in NO_SPACE_BEFORE and not text.endswith("“"):
                text += " "
            start = len(text)
            text += form
            upos = "VERB" if xpos.startswith("VB") else UPOS.get(xpos, "PUNCT")
            upos = "AUX" if dep.startswith(("aux", "cop")) else upos
            upos = "SCONJ" if dep == "mark" and xpos == "IN" else upos
            tokens.append(
                Token(
                    i=first + i, start=start, end=len(text), text=form, lemma=form.lower(),
                    upos=upos, xpos=xpos, feats="", head=first + int(head), dep=dep,
                    sentence=number,
                )
            )  # fmt: skip
        bounds.append(Sentence(first=first, last=len(tokens), segment=0))
    return Grammar(text, tuple(tokens), tuple(bounds), ())


def found(*sentences: str) -> tuple[Grammar, tuple[Attribution, ...]]:
    tree = grammar(*sentences)
    return tree, find_attributions(tree, load_cues())


def words(tree: Grammar, attribution: Attribution) -> tuple[str, list[str], list[str]]:
    """The cue, the sources and the contents, as they stand in the text."""
    assert attribution.cue_span is not None
    return (
        tree.text[slice(*attribution.cue_span)],
        [tree.text[s:e] for s, e in attribution.source_spans],
        [tree.text[s:e] for s, e in attribution.content],
    )


DENIED = (
    "The/DT/1/det minister/NN/2/nsubj denied/VBD/2/root shelling/VBG/2/xcomp the/DT/5/det "
    "town/NN/3/obj ././2/punct"
)
REJECTED_CLAIM = (
    "The/DT/1/det spokesman/NN/2/nsubj rejected/VBD/2/root the/DT/4/det claim/NN/2/obj "
    "that/IN/9/mark his/PRP$/7/nmod:poss troops/NNS/9/nsubj had/VBD/9/aux used/VBN/4/acl "
    "gas/NN/9/obj ././2/punct"
)
REJECTED_PROPOSAL = (
    "The/DT/1/det government/NN/2/nsubj rejected/VBD/2/root the/DT/4/det proposal/NN/2/obj "
    "././2/punct"
)
CLAIMED = (
    "The/DT/1/det group/NN/2/nsubj claimed/VBD/2/root responsibility/NN/2/obj for/IN/6/case "
    "the/DT/6/det bombing/NN/3/nmod in/IN/8/case Baghdad/NNP/6/nmod ././2/punct"
)
ASKED_AND_CALLED = (
    "The/DT/1/det mediator/NN/2/nsubj asked/VBD/2/root them/PRP/2/obj to/TO/5/mark wait/VB/2/xcomp "
    "and/CC/7/cc called/VBD/2/conj for/IN/10/case a/DT/10/det truce/NN/7/obl ././2/punct"
)
VOWED = (
    "Russia/NNP/8/nsubj ,/,/3/punct which/WDT/3/nsubj backs/VBZ/0/acl:relcl the/DT/5/det "
    "army/NN/3/obj ,/,/3/punct also/RB/8/advmod vowed/VBD/8/root not/RB/11/advmod to/TO/11/mark "
    "stop/VB/8/xcomp its/PRP$/13/nmod:poss raids/NNS/11/obj ././8/punct"
)
FORCED = (
    "Activists/NNS/1/nsubj forced/VBD/1/root the/DT/3/det mayor/NN/1/obj to/TO/5/mark "
    "announce/VB/1/xcomp a/DT/7/det curfew/NN/5/obj ././1/punct"
)
SAY = (
    "The/DT/1/det opposition/NN/5/nsubj and/CC/4/cc Western/JJ/4/amod countries/NNS/1/conj "
    "say/VBP/5/root the/DT/7/det raids/NNS/8/nsubj hit/VBD/5/ccomp rebels/NNS/8/obj ././5/punct"
)
DENIAL = (
    "His/PRP$/1/nmod:poss denial/NN/5/nsubj of/IN/4/case any/DT/4/det role/NN/1/nmod "
    "angered/VBD/5/root the/DT/7/det rebels/NNS/5/obj ././5/punct"
)
ACCUSED = (
    "Russia/NNP/2/nsubj:pass was/VBD/2/aux:pass accused/VBN/2/root by/IN/4/case "
    "Washington/NNP/2/obl:agent of/IN/6/mark bombing/VBG/2/advcl hospitals/NNS/6/obj ././2/punct"
)


@pytest.mark.parametrize(
    ("tree", "cue", "sources", "content", "act"),
    [
        (DENIED, "denied", ["The minister"], ["shelling the town"], "denied"),
        (REJECTED_PROPOSAL, "rejected", ["The government"], ["the proposal"], "refused"),
        (CLAIMED, "claimed responsibility for", ["The group"], ["the bombing in Baghdad"],
         "claimed responsibility"),
        (ASKED_AND_CALLED, "asked", ["The mediator"], ["them to wait"], "asked"),
        (ASKED_AND_CALLED, "called for", ["The mediator"], ["a truce"], "demanded"),
        (FORCED, "announce", ["the mayor"], ["a curfew"], "announced"),
        (SAY, "say", ["The opposition", "Western countries"], ["the raids hit rebels"], "stated"),
        (DENIAL, "denial of", ["His"], ["any role"], "denied"),
        (ACCUSED, "accused", ["Washington"], ["Russia", "of bombing hospitals"], "accused"),
    ],
)  # fmt: skip
def test_one_cue(tree: str, cue: str, sources: list[str], content: list[str], act: str) -> None:
    built, attributions = found(tree)
    match = next(a for a in attributions if words(built, a)[0] in (cue, cue.split()[0]))
    assert words(built, match)[1:] == (sources, content)
    assert match.act == act


def test_a_relative_clause_leaves_the_source_alone() -> None:
    tree, (vow,) = found(VOWED)
    assert [tree.tokens[i].text for i in vow.sources] == ["Russia"]
    assert [tree.text[s:e] for s, e in vow.content] == ["not to stop its raids"]
    assert (vow.act, vow.neutral) == ("promised", False)


def test_a_rejected_claim_is_denied_by_one_link() -> None:
    tree, (only,) = found(REJECTED_CLAIM)
    assert (only.act, only.polarity) == ("denied", "negative")
    assert words(tree, only)[2] == ["the claim that his troops had used gas"]


def test_a_subjunctive_changes_the_act() -> None:
    tree = "He/PRP/1/nsubj {}/VBD/1/root that/IN/4/mark they/PRP/4/nsubj {}/{}/1/ccomp ././1/punct"
    acts = [
        found(tree.format(*filled))[1][0].act
        for filled in (("insisted", "leave", "VB"), ("insisted", "left", "VBD"),
                       ("suggested", "meet", "VBP"), ("suggested", "met", "VBD"))
    ]  # fmt: skip
    assert acts == ["demanded", "stated", "proposed", "stated"]


def test_the_one_addressed() -> None:
    tree, attributions = found(ASKED_AND_CALLED)
    addressee = attributions[0].addressee
    assert addressee is not None
    assert tree.tokens[addressee].text == "them"


@pytest.mark.parametrize(
    "tree",
    [
        # "may announce": not yet said
        "Turkey/NNP/2/nsubj may/MD/2/aux announce/VB/2/root an/DT/4/det operation/NN/2/obj",
        # "is expected to announce"
        "He/PRP/2/nsubj:pass is/VBZ/2/aux:pass expected/VBN/2/root to/TO/4/mark "
        "announce/VB/2/xcomp a/DT/6/det truce/NN/4/obj ././2/punct",
        # "if Moscow denies"
        "If/IN/2/mark Moscow/NNP/2/nsubj denies/VBZ/6/advcl it/PRP/2/obj ,/,/2/punct "
        "talks/NNS/6/nsubj end/VBP/6/root ././6/punct",
        # a drought claims lives, an offensive threatens talks
        "A/DT/1/det drought/NN/2/nsubj claimed/VBD/2/root twenty/CD/4/nummod lives/NNS/2/obj",
        "The/DT/1/det offensive/NN/2/nsubj threatened/VBD/2/root to/TO/4/mark wreck/VB/2/xcomp "
        "the/DT/6/det talks/NNS/4/obj ././2/punct",
        # to hold a town
        "Rebels/NNS/1/nsubj held/VBD/1/root the/DT/3/det town/NN/1/obj ././1/punct",
    ],
)  # fmt: skip
def test_no_attribution(tree: str) -> None:
    assert found(tree)[1] == ()


def test_declined_to_confirm() -> None:
    tree, attributions = found(
        "The/DT/1/det ministry/NN/2/nsubj refused/VBD/2/root to/TO/4/mark confirm/VB/2/xcomp "
        "that/IN/8/mark its/PRP$/7/nmod:poss jets/NNS/8/nsubj struck/VBD/4/ccomp it/PRP/8/obj"
    )
    (only,) = attributions
    assert (only.act, only.certainty) == ("declined to confirm", "underspecified")
    assert words(tree, only)[2] == ["its jets struck it"]


def test_negated_cue() -> None:
    _, (only,) = found(
        "The/DT/1/det envoy/NN/4/nsubj did/VBD/4/aux not/RB/4/advmod say/VB/4/root that/IN/7/mark "
        "talks/NNS/7/nsubj resumed/VBD/4/ccomp ././4/punct"
    )
    assert only.cue_negated


def test_quoted_as_saying_gives_two_links() -> None:
    tree, (outer, inner) = found(
        "The/DT/1/det agency/NN/2/nsubj quoted/VBD/2/root the/DT/4/det minister/NN/2/obj "
        "as/IN/6/mark saying/VBG/2/advcl that/IN/10/mark raids/NNS/10/nsubj would/MD/10/aux "
        "continue/VB/6/ccomp ././2/punct"
    )
    assert words(tree, outer)[:2] == ("quoted", ["The agency"])
    assert words(tree, inner) == ("as saying", ["the minister"], ["raids would continue"])
    assert inner.cue_span is not None
    for span in (*inner.source_spans, inner.cue_span, *inner.content):
        assert any(s <= span[0] and span[1] <= e for s, e in outer.content)


def test_beside_a_clause() -> None:
    tree, (only,) = found(
        "According/VBG/3/case to/IN/0/fixed the/DT/3/det monitor/NN/6/obl ,/,/3/punct "
        "warplanes/NNS/6/nsubj struck/VBD/6/root the/DT/8/det hospital/NN/6/obj ././6/punct"
    )
    assert words(tree, only)[0] == "According to"
    assert words(tree, only)[1] == ["the monitor"]
    assert words(tree, only)[2][0].startswith("warplanes struck the hospital")
    assert only.neutral
    tree, (split,) = found(
        "The/DT/1/det rebels/NNS/8/nsubj ,/,/5/punct the/DT/4/det army/NN/5/nsubj "
        "said/VBD/8/parataxis ,/,/5/punct have/VBP/8/aux left/VBN/8/root town/NN/8/obj ././8/punct"
    )
    assert words(tree, split) == ("said", ["the army"], ["The rebels", "have left town"])


def test_hearsay_has_no_source() -> None:
    _, (only,) = found(
        "The/DT/1/det army/NN/3/nsubj reportedly/RB/3/advmod lost/VBD/3/root men/NNS/3/obj"
    )
    assert (only.sources, only.manner, only.certainty) == ((), "hearsay", "probable")


def test_a_quotation_goes_on_behind_its_cue() -> None:
    tree, (only,) = found(
        "“/``/2/punct We/PRP/2/nsubj stay/VBP/6/ccomp here/RB/2/advmod ,/,/2/punct ”/''/2/punct "
        "said/VBD/6/root the/DT/8/det mayor/NN/6/nsubj ././6/punct",
        "“/``/4/punct They/PRP/4/nsubj will/MD/4/aux never/RB/4/advmod win/VB/4/root ././4/punct "
        "”/''/4/punct",
    )
    assert words(tree, only) == ("said", ["the mayor"], ["We stay here", "They will never win."])
    assert only.manner == "quote"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "We left (on Monday) early."', ["We left", "early."]),
        ("“One,” he said. “Two.”", ["One", "Two."]),
        ("“One.\n\n“Two,” she said.", ["One.", "Two"]),
        ("The ‘safe zone’ was hit.", ["safe zone"]),
        ("The rebels' demands weren't met in '90s style.", []),
        ("“He called it ‘a trap’ twice,” she said.", ["He called it ‘a trap’ twice"]),
        ('"Never closed.\n\nAnother paragraph.', ["Never closed."]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[s:e] for q in find_quotations(text) for s, e in q.spans] == expected


@given(st.text(alphabet="ab .,\"“”‘’'()\n", max_size=60))
def test_quotations_are_spans_in_order(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.start < quotation.end <= len(text)
        end = quotation.end
        for first, last in quotation.spans:
            assert quotation.start <= first < last <= quotation.end
            assert text[first:last] == text[first:last].strip()


def test_lexicon_is_wide_and_sound() -> None:
    cues = load_cues()
    lemmas = {c.lemma for entries in cues.verbs.values() for c in entries}
    assert len(lemmas) >= 220
    assert cues.verbs["said"][0].neutral
    assert {c.act for c in cues.verbs["rejected"]} == {"denied", "refused", "opined"}
    assert inflect("deny") == ("denies", "denied", "denying")
    assert inflect("urge") == ("urges", "urged", "urging")


@pytest.mark.parametrize(
    "group",
    [
        "{act: muttered, frames: [that], cues: [mutter]}",
        "{act: stated, frames: [sideways], cues: [mutter]}",
        "{act: stated, frames: [object], objects: [unheard of], cues: [mutter]}",
        "{act: stated, colour: red, cues: [mutter]}",
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, group: str) -> None:
    file = tmp_path / "cues.yaml"
    file.write_text(
        f"verbs:\n  - {group}\nnouns: []\nadverbs: []\nphrases: []\nlists: {{}}\n"
        "noun_lists: {}\nirregular: {}\n"
    )
    with pytest.raises(KnowledgeError, match="mutter"):
        load_cues(file)


@pytest.mark.parametrize(
    ("tree", "cue", "sources", "content"),
    [
        # A clause, then who says it, tagged as a participle; an infinitive ends at the comma.
        ("Ankara/NNP/1/nsubj wanted/VBD/1/root the/DT/3/det truce/NN/1/obj to/TO/5/mark "
         "fail/VB/1/xcomp ,/,/9/punct an/DT/8/det official/NN/9/nsubj alleged/VBN/1/conj "
         "././1/punct", "alleged", ["an official"], ["Ankara wanted the truce to fail"]),
        # A cue in the middle: what is said goes on behind it, over a semicolon.
        ("They/PRP/2/nsubj had/VBD/2/aux fled/VBN/5/ccomp ,/,/5/punct they/PRP/5/nsubj "
         "said/VBD/5/root ,/,/9/punct because/IN/9/mark shells/NNS/9/nsubj fell/VBD/5/advcl "
         ";/:/12/punct nobody/NN/12/nsubj stayed/VBD/5/parataxis ././5/punct", "said", ["they"],
         ["They had fled", "because shells fell ; nobody stayed"]),
        # Words behind a cue that are no clause are not what is said.
        ("The/DT/1/det road/NN/3/nsubj may/MD/3/aux close/VB/7/ccomp ,/,/7/punct the/DT/6/det "
         "mayor/NN/7/nsubj told/VBD/7/root reporters/NNS/7/obj at/IN/11/case the/DT/11/det "
         "crossing/NN/7/obl there/RB/11/advmod ././7/punct", "told", ["the mayor"],
         ["The road may close"]),
        # The object of a preposition is no subject; nor is a day of the week.
        ("A/DT/1/det member/NN/7/nsubj of/IN/5/case the/DT/5/det ruling/VBG/5/amod "
         "coalition/NN/7/nsubj has/VBZ/7/aux threatened/VBN/7/root to/TO/9/mark quit/VB/7/xcomp "
         "././7/punct", "threatened", ["A member of the ruling coalition"], ["to quit"]),
        ("A/DT/1/det spokesman/NN/4/nsubj Saturday/NNP/4/nsubj ,/,/2/punct said/VBD/4/root "
         "troops/NNS/6/nsubj left/VBD/4/ccomp ././4/punct", "said", ["A spokesman"],
         ["troops left"]),
        # A verb in a tense shares the subject of one in a tense, up the chain.
        ("Gunmen/NNS/1/nsubj came/VBD/1/root to/IN/4/case the/DT/4/det hall/NN/1/obl ,/,/6/punct "
         "told/VBD/1/advcl people/NNS/6/obj to/TO/9/mark leave/VB/6/xcomp and/CC/11/cc "
         "threatened/VBD/9/conj to/TO/13/mark shoot/VB/11/xcomp ././1/punct", "threatened",
         ["Gunmen"], ["to shoot"]),
        # The name beside a role is no second person, and what follows "said" no speaker.
        ("The/DT/1/det head/NN/8/nsubj of/IN/4/case the/DT/4/det force/NN/1/nmod ,/,/6/punct "
         "Diallo/NNP/1/conj ,/,/1/punct said/VBD/8/root Israeli/JJ/10/amod troops/NNS/12/nsubj "
         "may/MD/12/aux leave/VB/8/ccomp ././8/punct", "said", ["The head of the force"],
         ["Israeli troops may leave"]),
        ("Party/NN/1/compound leader/NN/5/nsubj and/CC/4/cc Minister/NNP/4/compound "
         "Haddad/NNP/1/conj said/VBD/5/root talks/NNS/7/nsubj failed/VBD/5/ccomp ././5/punct",
         "said", ["Minister Haddad"], ["talks failed"]),
        # Speakers joined by "and", wherever the tree has hung them.
        ("Rebels/NNS/3/amod and/CC/2/cc Western/JJ/3/amod governments/NNS/4/nsubj say/VBP/4/root "
         "raids/NNS/6/nsubj failed/VBD/4/ccomp ././4/punct", "say",
         ["Rebels", "Western governments"], ["raids failed"]),
        # A further saying in the tense of the first has its subject, not the clause's between.
        ("He/PRP/1/nsubj denied/VBD/1/root that/IN/5/mark they/PRP/5/nsubj had/VBD/5/aux "
         "failed/VBN/1/ccomp ,/,/8/punct and/CC/8/cc said/VBD/5/conj work/NN/10/nsubj "
         "remained/VBD/8/ccomp ././1/punct", "said", ["He"], ["work remained"]),
        # "-ed" with a gerund is a past tense; "denies that" is no noun.
        ("The/DT/1/det men/NNS/1/root in/IN/4/case the/DT/4/det case/NN/1/nmod denied/VBN/1/acl "
         "sending/VBG/5/xcomp money/NN/6/obj ././1/punct", "denied", ["The men in the case"],
         ["sending money"]),
        ("Rebels/NNS/1/nsubj say/VBP/1/root troops/NNS/3/nsubj shelled/VBD/1/ccomp it/PRP/3/obj "
         ",/,/8/punct but/CC/8/cc Damascus/NNP/8/compound denies/NNS/3/conj that/IN/11/mark "
         "they/PRP/11/nsubj did/VBD/8/acl ././1/punct", "say", ["Rebels"], ["troops shelled it"]),
        ("Rebels/NNS/1/nsubj say/VBP/1/root troops/NNS/3/nsubj shelled/VBD/1/ccomp it/PRP/3/obj "
         ",/,/8/punct but/CC/8/cc Damascus/NNP/8/compound denies/NNS/3/conj that/IN/11/mark "
         "they/PRP/11/nsubj did/VBD/8/acl ././1/punct", "denies", ["Damascus"], ["they did"]),
        # The judgement before a heavy object.
        ("Moscow/NNP/1/nsubj rejects/VBZ/1/root as/IN/3/mark unfounded/JJ/1/advcl the/DT/5/det "
         "claims/NNS/3/obj that/IN/9/mark jets/NNS/9/nsubj had/VBD/9/aux struck/VBN/5/acl "
         "././1/punct", "rejects", ["Moscow"], ["the claims that jets had struck"]),
        # Objects in a list, and who is behind a gerund of theirs.
        ("He/PRP/1/nsubj accused/VBD/1/root Iran/NNP/1/obj ,/,/4/punct Iraq/NNP/2/conj and/CC/6/cc "
         "Syria/NNP/2/conj of/IN/9/mark having/VBG/9/aux ordered/VBN/1/advcl it/PRP/9/obj "
         "to/TO/12/mark fail/VB/9/xcomp ././1/punct", "ordered", ["Iran", "Iraq", "Syria"],
         ["it to fail"]),
        ("He/PRP/1/nsubj accused/VBD/1/root Iran/NNP/1/obj of/IN/4/case secretly/RB/1/advmod "
         "arming/VBG/1/advcl rebels/NNS/5/obj ././1/punct", "accused", ["He"],
         ["Iran of secretly arming rebels"]),
        # One verb with several clauses, and a noun with the group whose word it is.
        ("It/PRP/1/nsubj demands/VBZ/1/root that/IN/5/mark sieges/NNS/5/nsubj:pass end/VB/1/ccomp "
         ",/,/9/punct that/IN/9/mark aid/NN/9/nsubj flow/VB/5/conj and/CC/13/cc that/IN/13/mark "
         "raids/NNS/13/nsubj stop/VB/9/conj ././1/punct", "demands", ["It"],
         ["sieges end, that aid flow and that raids stop"]),
        ("Opposition/NN/1/compound reports/NNS/6/nsubj that/IN/4/mark men/NNS/4/nsubj "
         "died/VBD/1/acl were/VBD/6/cop wrong/JJ/6/root ././6/punct", "reports", ["Opposition"],
         ["men died"]),
        # What a document holds is its own.
        ("The/DT/1/det report/NN/2/nsubj lists/VBZ/2/root attacks/NNS/2/obj on/IN/5/case "
         "schools/NNS/3/nmod ././2/punct", "lists", ["The report"], ["attacks on schools"]),
        # The outlet's own objection is not what was said.
        ("Ankara/NNP/1/nsubj insists/VBZ/1/root the/DT/3/det gate/NN/5/nsubj is/VBZ/5/cop "
         "open/JJ/1/ccomp ,/,/10/punct yet/CC/10/cc few/JJ/9/amod men/NNS/10/nsubj "
         "passed/VBD/5/conj ././1/punct", "insists", ["Ankara"], ["the gate is open"]),
        # A bare participle says nothing of what its noun did.
        ("Jets/NNS/5/nsubj believed/VBN/0/acl to/TO/4/mark be/VB/4/cop Russian/JJ/1/xcomp "
         "struck/VBD/5/root it/PRP/5/obj ././5/punct", "believed", [], ["Jets", "to be Russian"]),
    ],
)  # fmt: skip
def test_who_says_what(tree: str, cue: str, sources: list[str], content: list[str]) -> None:
    built, attributions = found(tree)
    matches = [words(built, a) for a in attributions if words(built, a)[0] == cue]
    assert matches == [(cue, sources, content)]


def test_no_source_under_a_causative_and_a_modal() -> None:
    _, attributions = found(
        "Its/PRP$/1/nmod:poss army/NN/3/nsubj would/MD/3/aux make/VB/3/root its/PRP$/5/nmod:poss "
        "enemies/NNS/3/obj regret/VBP/3/xcomp any/DT/8/det attack/NN/6/obj ././3/punct"
    )
    assert attributions == ()


def test_media_pass_on_what_a_source_told_them() -> None:
    tree, (outer, inner) = found(
        "The/DT/1/det agency/NN/2/nsubj says/VBZ/2/root jets/NNS/4/nsubj left/VBD/2/ccomp "
        ",/,/8/punct according/VBG/9/case to/IN/6/fixed a/DT/9/det diplomat/NN/4/obl ././2/punct"
    )
    assert words(tree, outer) == ("says", ["The agency"], ["jets left", "according to a diplomat"])
    assert words(tree, inner) == ("according to", ["a diplomat"], ["jets left"])
