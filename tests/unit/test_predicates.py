"""The predicate lexicon: its pattern language, its checks, its relations and its codes."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sayso.core.errors import KnowledgeError
from sayso.core.types import Act, Codes, Kind, Mention, Phase, Polarity, Roles, Source, Status
from sayso.knowledge.entries import Predicate
from sayso.knowledge.patterns import (
    PREPOSITIONS,
    Complement,
    Form,
    Pattern,
    RoleSlots,
    read_patterns,
)
from sayso.knowledge.predicates import FOLDER, NO_CODES, Lexicon, load_predicates

# Rows of the seed whose codes follow from nothing in the claim. 37: the predicate is `attack`, the
# modes come from the quoted words "bombings and shootings", which bomb_attack and shoot would give.
NOT_FROM_THE_CLAIM = {37}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_predicates()


def one(text: str, form: Form = "verb") -> Pattern:
    """The only pattern of a line."""
    (pattern,) = read_patterns(text, form)
    return pattern


def roles(**kinds: Kind) -> Roles:
    """Roles with one filler each, of a kind."""
    return msgspec.convert(
        {role: [{"text": "x", "kind": kind}] for role, kind in kinds.items()}, Roles
    )


# --- the pattern language ------------------------------------------------------------------------


def test_a_bare_verb_asks_for_nothing() -> None:
    pattern = one("attack")
    assert (pattern.head, pattern.complements, pattern.weight) == ("attack", (), 0)


def test_a_filler_after_the_verb_is_its_object() -> None:
    (filler,) = one("capture <place|party>").complements
    assert filler == Complement(classes=("place", "party"), slot="object")


def test_a_filler_before_the_verb_limits_its_subject() -> None:
    pattern = one("<place> fall to")
    assert pattern.subject == ("place",)
    assert pattern.complements == (Complement(preposition="to", slot="object"),)


def test_the_first_open_complement_is_the_object_and_later_ones_their_preposition() -> None:
    first, second = one("clear <place> of <fighters>").complements
    assert (first.slot, first.preposition) == ("object", "")
    assert (second.slot, second.preposition, second.classes) == ("of", "of", ("fighters",))
    slots = [c.slot for c in one("return from <place> to <place> with").complements]
    assert slots == ["object", "to", "with"]


def test_particles_stand_right_after_the_verb() -> None:
    pattern = one("pull out of <talks>")
    assert pattern.particles == ("out",)
    assert pattern.complements == (Complement(preposition="of", classes=("talks",), slot="object"),)


def test_fixed_words_keep_their_modifiers_and_their_preposition() -> None:
    control, of = one("take full control of <place>").complements
    assert (control.word, control.modifiers, control.slot) == ("control", ("full",), None)
    assert of.slot == "object"
    (strike,) = one("go on hunger strike").complements
    assert (strike.preposition, strike.word, strike.modifiers) == ("on", "strike", ("hunger",))
    filler, word = one("hold <people> hostage").complements
    assert (filler.slot, word.word) == ("object", "hostage")


def test_the_last_word_before_a_preposition_is_a_nouns_head() -> None:
    pattern = one("cruise missile strike on <place>", "noun")
    assert (pattern.head, pattern.modifiers) == ("strike", ("cruise", "missile"))
    assert one("<place> takeover", "noun").subject == ("place",)
    assert one("<place> takeover", "noun").head == "takeover"


def test_a_preposition_before_a_noun_must_mark_it() -> None:
    pattern = one("<people> on move", "noun")
    assert (pattern.case, pattern.head, pattern.subject) == ("on", "move", ("people",))
    assert pattern.weight > one("move", "noun").weight


def test_an_adjective_may_be_an_ending() -> None:
    pattern = one("<any> -held <place>", "adjective")
    assert (pattern.suffix, pattern.head, pattern.subject) == (True, "held", ("any",))
    assert not one("besieged <place>", "adjective").suffix


def test_alternatives_make_a_pattern_each() -> None:
    found = read_patterns("put|place <people> under arrest|curfew", "verb", "detain")
    assert {(p.head, p.complements[1].word) for p in found} == {
        (head, word) for head in ("put", "place") for word in ("arrest", "curfew")
    }
    assert {p.predicate for p in found} == {"detain"}


@pytest.mark.parametrize(
    ("light", "heavy"),
    [
        ("attack", "attack <place>"),
        ("hold <talks>", "hold <people> hostage"),
        ("withdraw from", "withdraw from <place>"),
        ("control of <place>", "full control of <place>"),
        ("cut <route>", "cut off <route>"),
        ("fall", "<place> fall"),
    ],
)
def test_what_asks_for_more_weighs_more(light: str, heavy: str) -> None:
    assert read_patterns(light, "verb")[0].weight < read_patterns(heavy, "verb")[0].weight


@pytest.mark.parametrize(
    ("text", "form", "message"),
    [
        ("", "verb", "empty word"),
        ("seize|", "verb", "empty word"),
        ("<place>", "noun", "no head"),
        ("<place> <party>", "verb", "no head"),
        ("seize <place", "verb", "not <class>"),
        ("seize <>", "verb", "not <class>"),
        ("give <party> <weapons>", "verb", "two direct objects"),
        ("loyal to <party>", "adjective", "adjective pattern"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(text: str, form: Form, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_patterns(text, form)


# --- checks of the files -------------------------------------------------------------------------

ENTRY = """
test_entry:
  gloss: an entry for the test
  family: force
"""


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str], Path]:
    """The lexicon's folder, copied, with a file of one entry beside the others."""

    def copy(entry: str) -> Path:
        for name in ("classes.yaml", "acts.yaml", "codes.yaml"):
            shutil.copy(FOLDER / name, tmp_path / name)
        shutil.copytree(FOLDER / "predicates", tmp_path / "predicates")
        (tmp_path / "predicates" / "zz_test.yaml").write_text(entry, "utf-8")
        return tmp_path

    return copy


def test_a_right_entry_is_read(copied: Callable[[str], Path]) -> None:
    folder = copied(
        ENTRY
        + "  words: {verbs: [{pattern: zap <people> with, roles: {instrument: with}}]}\n"
        + "  roles: {actor: [subject, by], recipient: object, content: with}\n"
        + "  examples: [A plain one., {text: Rebels zapped him., actor: Rebels}]\n"
    )
    entry = load_predicates(folder).predicates["test_entry"]
    # The pattern's own roles come first, and take their slots from the entry's.
    assert entry.patterns[0].roles == (
        RoleSlots(role="instrument", slots=("with",)),
        RoleSlots(role="actor", slots=("subject", "by")),
        RoleSlots(role="recipient", slots=("object",)),
    )
    assert [e.roles for e in entry.examples] == [(), (("actor", "Rebels"),)]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("  colour: red\n", "colour"),
        ("  is_a: nothing_like_it\n", "unknown parent 'nothing_like_it'"),
        ("  is_a: test_entry\n", "own ancestor"),
        ("  inner: [nothing_like_it]\n", "unknown inner predicate"),
        ("  words: {verbs: [zap <gizmo>]}\n", "unknown class 'gizmo'"),
        ("  words: {verbs: [zap <people]}\n", "not <class>"),
        ("  unless: {nouns: [<place>]}\n", "no head"),
        ("  roles: {villain: subject}\n", "unknown role 'villain'"),
        ("  roles: {actor: nearby}\n", "unknown slot 'nearby'"),
        ("  codes: {plover: {event: ZAP}}\n", "unknown PLOVER event"),
        ("  codes: {plover: {event: ASSAULT, modes: [zap]}}\n", "unknown PLOVER mode"),
        ("  codes: {plover: {event: ASSAULT, contexts: [zap]}}\n", "unknown PLOVER context"),
        ("  codes: {cameo: '21'}\n", "unknown CAMEO code"),
        ("  codes: {acled: Battles > Zap}\n", "unknown ACLED sub-type"),
        ("  codes: {when: {actor: [robots]}, cameo: '190'}\n", "unknown kind or sector"),
        ("  codes: [{cameo: '190'}, {cameo: '180'}]\n", "only the last"),
        ("  examples: [{text: He zapped., villain: He}]\n", "unknown role in an example"),
        ("  examples: [{actor: He}]\n", "an example without text"),
    ],
)
def test_a_mistake_names_the_file_and_the_entry(
    lines: str, message: str, copied: Callable[[str], Path]
) -> None:
    with pytest.raises(KnowledgeError, match=message) as caught:
        load_predicates(copied(ENTRY + lines))
    assert "zz_test.yaml" in str(caught.value)
    assert "colour" in message or "test_entry" in str(caught.value)


def test_families_are_those_of_acts_yaml(copied: Callable[[str], Path]) -> None:
    with pytest.raises(KnowledgeError, match=r"zz_test\.yaml: test_entry: unknown family 'zap'"):
        load_predicates(copied(ENTRY.replace("force", "zap")))


def test_an_entry_may_stand_in_one_file_only(copied: Callable[[str], Path]) -> None:
    with pytest.raises(KnowledgeError, match=r"zz_test\.yaml: attack: stands in battle\.yaml too"):
        load_predicates(copied(ENTRY.replace("test_entry", "attack")))


def test_a_file_that_is_no_yaml_is_named(copied: Callable[[str], Path]) -> None:
    with pytest.raises(KnowledgeError, match=r"zz_test\.yaml"):
        load_predicates(copied("test_entry: [\n"))


def test_the_entries_of_the_manual_are_right(root: Path, copied: Callable[[str], Path]) -> None:
    manual = (root / "docs" / "lexicon.md").read_text("utf-8")
    section = manual.split("## A predicate")[1]
    entry = textwrap.dedent(section[section.index("    besiege:") : section.index("| key |")])
    read = load_predicates(copied(entry.replace("besiege:", "test_entry:", 1)))
    assert read.predicates["test_entry"].roles[0] == RoleSlots(
        role="actor", slots=("subject", "by")
    )
    keys = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
    assert {"gloss", "is_a", "family", "state", "codes", "words", "unless", "roles"} <= keys


# --- the data ------------------------------------------------------------------------------------


def lines(entry: Predicate) -> dict[tuple[Form, str], set[str]]:
    """The lines of ``unless`` → the heads that they stand for."""
    found: dict[tuple[Form, str], set[str]] = {}
    for pattern in entry.unless:
        found.setdefault((pattern.form, pattern.text), set()).add(pattern.head)
    return found


def test_every_unless_can_rule_something_out(lexicon: Lexicon) -> None:
    """It counts only at a head at which a pattern of the same entry and form can match."""
    idle = [
        f"{entry.id}: {text}"
        for entry in lexicon.predicates.values()
        for (form, text), heads in lines(entry).items()
        if heads.isdisjoint(p.head for p in entry.patterns if p.form == form)
    ]
    assert idle == []


def test_no_pattern_stands_in_two_entries(lexicon: Lexicon) -> None:
    """Unless one of them is the other's parent, chance would decide which is meant."""
    homes: dict[Pattern, list[str]] = {}
    for entry in lexicon.predicates.values():
        for pattern in entry.patterns:
            bare = msgspec.structs.replace(pattern, predicate="", text="", roles=())
            homes.setdefault(bare, []).append(entry.id)
    shared = {
        pattern.head: names
        for pattern, names in homes.items()
        if not all(lexicon.is_a(n, names[0]) or lexicon.is_a(names[0], n) for n in names)
    }
    assert shared == {}


def test_the_words_of_classes_end_in_their_head(lexicon: Lexicon) -> None:
    """ "Prisoner of war" would be read as a war."""
    assert [
        (entry.name, head)
        for entry in lexicon.classes.values()
        for head, readings in entry.heads.items()
        if any(not PREPOSITIONS.isdisjoint(words) for words in readings)
    ] == []


def test_patterns_are_indexed_by_head_and_weight(lexicon: Lexicon) -> None:
    assert lexicon.verbs["besiege"][0].weight >= lexicon.verbs["besiege"][-1].weight
    assert {p.predicate for p in lexicon.suffixes["held"]} == {"control"}
    assert "held" not in lexicon.nouns


def test_is_a_and_related(lexicon: Lexicon) -> None:
    assert lexicon.predicates["barrel_bomb"].ancestors == ("air_strike", "bombard", "attack")
    assert lexicon.is_a("barrel_bomb", "attack")
    assert lexicon.is_a("attack", "attack")
    assert not lexicon.is_a("attack", "barrel_bomb")
    assert lexicon.related("barrel_bomb", "air_strike")
    assert lexicon.related("air_strike", "barrel_bomb")
    assert not lexicon.related("barrel_bomb", "attack"), "a grandparent is not related"
    assert not lexicon.related("shell", "air_strike"), "siblings are not related"


def test_a_family_is_inherited(lexicon: Lexicon) -> None:
    assert lexicon.predicates["barrel_bomb"].family == "force"


# --- codes ---------------------------------------------------------------------------------------


def test_the_first_case_that_holds_counts(lexicon: Lexicon) -> None:
    by_state = lexicon.codes("capture", roles(actor="military")).acled
    by_rebels = lexicon.codes("capture", roles(actor="rebel")).acled
    assert by_state is not None
    assert by_state.sub_event_type == "Government regains territory"
    assert by_rebels is not None
    assert by_rebels.sub_event_type == "Non-state actor overtakes territory"
    assert lexicon.codes("capture", Roles()).acled is None


def test_a_case_may_ask_for_a_sector(lexicon: Lexicon) -> None:
    police = Roles(actor=(Mention(text="police", kind="state", sectors=("COP",)),))
    assert lexicon.codes("raid", police).cameo == "170"
    assert lexicon.codes("raid", roles(actor="rebel")).cameo == "190"


@pytest.mark.parametrize(
    ("act", "predicate", "phase", "polarity", "status", "cameo"),
    [
        (None, "air_strike", None, "positive", "happened", "195"),
        (None, "air_strike", None, "negative", "happened", None),
        (None, "air_strike", "end", "positive", "happened", None),
        (None, "air_strike", None, "positive", "predicted", None),
        ("denied", "air_strike", None, "positive", "happened", None),
        ("opined", "air_strike", None, "positive", "happened", None),
        ("claimed responsibility", "air_strike", None, "positive", "happened", "195"),
        ("promised", "air_strike", "continue", "positive", "intended", "1246"),
        ("promised", "air_strike", None, "positive", "intended", "138"),
        ("demanded", "air_strike", "end", "positive", "wanted", "1056"),
        ("accused", "air_strike", None, "positive", "happened", "1123"),
        (None, "hold_talks", None, "positive", "scheduled", "036"),
        ("demanded", "release_prisoners", None, "positive", "wanted", "1053"),
    ],
)
def test_codes_follow_how_it_was_put(
    act: Act | None,
    predicate: str,
    phase: Phase | None,
    polarity: Polarity,
    status: Status,
    cameo: str | None,
    lexicon: Lexicon,
) -> None:
    codes = lexicon.claim_codes(act, predicate, Roles(), phase, polarity, status)
    assert codes.cameo == cameo
    assert (codes == NO_CODES) == (cameo is None)


def test_the_outlet_and_a_plain_statement_code_alike(lexicon: Lexicon) -> None:
    for predicate in lexicon.predicates:
        own = lexicon.claim_codes(None, predicate, Roles())
        assert own == lexicon.claim_codes("stated", predicate, Roles())
        assert own == lexicon.codes(predicate, Roles())


class SeedClaim(msgspec.Struct):
    """What codes follow from, of a claim of the seed, and its codes."""

    row: int
    predicate: str
    sources: list[Source]
    roles: Roles
    phase: Phase | None
    polarity: Polarity
    status: Status
    codes: Codes


def test_the_seeds_codes_follow_from_its_claims(shared: Path, lexicon: Lexicon) -> None:
    rows = (shared / "seed" / "claims.jsonl").read_text("utf-8").splitlines()
    claims = [msgspec.json.decode(row, type=SeedClaim) for row in rows if row.strip()]
    known = [c for c in claims if c.predicate in lexicon.predicates]
    assert len(known) == len(claims)
    wrong = {}
    for claim in known:
        act = claim.sources[-1].act if claim.sources else None
        found = lexicon.claim_codes(
            act, claim.predicate, claim.roles, claim.phase, claim.polarity, claim.status
        )
        if found != claim.codes and claim.row not in NOT_FROM_THE_CLAIM:
            wrong[claim.row] = (found, claim.codes)
    assert wrong == {}
