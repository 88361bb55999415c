"""The positions matrix: topics, stances and moves, by hand and read from a text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.told import party, source, told
from tests.unit.test_bargains import GOV, OFFER, REBELS, deed, demand, offer, vow
from tests.unit.test_situation_lines import of_talks
from typer.testing import CliRunner

from sayso import cli
from sayso.core.errors import KnowledgeError, UsageError
from sayso.core.positions import Matrix
from sayso.core.types import Claim, Mention, Polarity
from sayso.knowledge.topics import FILE, load_topics
from sayso.situation.gate import last_day
from sayso.situation.material import material
from sayso.situation.positions import Asked, matrix

END = "2024-06-30"


def positions(*claims: Claim, day: str = END, **asked: str) -> Matrix:
    made = material({c.id: [c] for c in claims}, last_day(day) or 0)
    return matrix(made, day, Asked(**asked))


def cells(found: Matrix, party: str | None = None) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(c.stance, c.topics, c.change) for c in found.cells if party in (None, c.party)]


def said(predicate: str, act: Any, modality: Any, **rest: Any) -> Claim:
    rest = {"actor": GOV, "published": "2024-05-01", "status": "intended", **rest}
    polarity: Polarity = "negative" if act == "refused" else "positive"
    return told(predicate, by=[source("SYR-GOV", act, polarity)], modality=modality,
                polarity=polarity, **rest)  # fmt: skip


# Topics


@pytest.mark.parametrize(
    ("predicate", "more", "topics"),
    [
        ("release_prisoners", {}, ("prisoner release",)),
        ("bombard", {"more": {"phase": "end"}}, ("ceasefire",)),
        ("bombard", {"more": {"phase": "end"}, "recipient": [party("SYR-CVL")]},
         ("ceasefire", "protection of civilians")),
        ("lift_siege", {}, ("humanitarian access",)),
        ("withdraw", {}, ("withdrawal of forces",)),
        ("form_government", {}, ("transitional government",)),
        ("hold_election", {}, ("elections",)),
        ("attend_talks", {}, ("the talks themselves",)),
        ("agree", {"text": "a new constitution was agreed"}, ("constitution",)),
        ("agree", {"text": "they agreed on corridors at the talks"}, ("humanitarian access",)),
        ("agree", {"text": "they agreed on an agenda"}, ("the talks themselves",)),
        ("clash", {}, ("other",)),
    ],
)  # fmt: skip
def test_topics_by_predicate_phase_people_and_words(
    predicate: str, more: dict[str, Any], topics: tuple[str, ...]
) -> None:
    assert load_topics().of(told(predicate, **more)) == topics


def test_a_topic_is_data(tmp_path: Path) -> None:
    text = FILE.read_text("utf-8")
    more, wrong = tmp_path / "more.yaml", tmp_path / "wrong.yaml"
    entry = "topics:\n  bridges:\n    pax: [DevInfra]\n    about:\n      - {words: [footbridge]}\n"
    more.write_text(text.replace("topics:\n", entry, 1))
    claim = told("agree", "they agreed on the footbridge")
    assert load_topics(more).of(claim) == ("bridges",)
    wrong.write_text(text.replace("hold_election, elect", "hold_electoin"))
    with pytest.raises(KnowledgeError, match="hold_electoin"):
        load_topics(wrong)


def test_topics_name_variables_of_pax() -> None:
    assert all(topic.pax and topic.about for topic in load_topics().topics.values())


# Stances


def test_stances_with_their_words_and_speaker() -> None:
    minister = source("RUS-GOV-LAVROV", "demanded")
    found = positions(
        demand(by=[minister], text="they must be freed"),
        vow(text="we shall leave"),
        said("ceasefire", "agreed", "planned", text="agreed to it"),
        said("hold_election", "refused", "refused", text="would not vote"),
        said("air_strike", "threatened", "threatened", text="will strike"),
    )
    assert {(c.party, c.stance, c.words) for c in found.cells} == {
        ("RUS", "demands", ("they must be freed",)),
        ("SYR-GOV", "vows", ("we shall leave",)),
        ("SYR-GOV", "accepts", ("agreed to it",)),
        ("SYR-GOV", "refuses", ("would not vote",)),
        ("SYR-GOV", "threatens", ("will strike",)),
    }
    (asked,) = (c for c in found.cells if c.stance == "demands")
    assert (asked.by, asked.when) == (("RUS-GOV-LAVROV",), "2024-05-01")
    assert found.topics["prisoner release"][0] == "TjPrire"


@pytest.mark.parametrize(
    "claim",
    [
        told("release_prisoners", modality="demanded", status="wanted",
             by=[source("SYR-GOV", "accused"), source("SYR-REB", "demanded")]),
        told("release_prisoners", actor=GOV),
        told("release_prisoners", actor=GOV, modality="projected", status="predicted"),
        deed("drop_demand", "2024-05-02", actor=REBELS, modality="accused",
             by=[source("SYR-GOV", "accused")]),
    ],
)  # fmt: skip
def test_what_is_no_position(claim: Claim) -> None:
    assert positions(claim).cells == ()


def test_who_answers_an_offer_takes_a_position_on_its_topic() -> None:
    no = deed("reject_offer", "2024-05-03", actor=REBELS, content=[OFFER])
    found = positions(offer(), no)
    assert cells(found, "SYR-REB") == [("rejects", ("prisoner release",), None)]
    assert cells(found, "SYR-GOV") == [("offers", ("prisoner release",), None)]


def test_a_precondition_is_the_position_of_who_sets_it() -> None:
    outer = of_talks(
        "attend_talks", text="refused to attend", by=[source("SYR-REB", "refused", "negative")],
        actor=REBELS, status="intended", modality="refused", polarity="negative", report="r",
        published="2024-05-01",
    )  # fmt: skip
    inner = told(
        "release_prisoners", "before they free the prisoners", start=len("refused to attend "),
        report="r", status="hypothetical", modality="hypothetical", actor=GOV,
        published="2024-05-01",
    )  # fmt: skip
    found = positions(outer, inner)
    assert found.parties == ("SYR-REB",)
    assert {c.stance for c in found.cells} == {"refuses", "demands"}


# Moves


def test_moves_are_marked_since_a_day() -> None:
    recalled = demand("2024-05-20", text="its demand for the release", start=510)
    claims = (
        demand(),
        demand("2024-05-10", text="again"),
        recalled,
        deed("drop_demand", "2024-05-20", text="dropped " + recalled.text, actor=REBELS),
        said("lift_siege", "refused", "refused", text="no"),
        said("lift_siege", "agreed", "planned", text="yes", published="2024-05-12"),
        said("form_government", "agreed", "planned", text="fine"),
        said("form_government", "refused", "refused", text="never", published="2024-05-13"),
        vow("2024-05-14"),
    )
    found = positions(*claims, since="2024-05-05")
    assert [(s, c) for s, _, c in cells(found, "SYR-REB")] == [
        ("demands", None), ("demands", "same"), ("drops", "dropped"),
    ]  # fmt: skip
    assert {(s, c) for s, _, c in cells(found, "SYR-GOV")} == {
        ("refuses", None), ("accepts", "softer"), ("accepts", None), ("refuses", "harder"),
        ("vows", "new"),
    }  # fmt: skip


def test_without_a_day_moves_are_marked_since_the_last_round_of_the_track() -> None:
    opened = of_talks("begin_talks", "2024-05-05", published="2024-05-05")
    other = Mention(text="t", start=0, end=1, id="TALKS-Y", name="Y talks", kind="talks")
    elsewhere = told("begin_talks", on="2024-05-15", content=[other], published="2024-05-15")
    late = demand("2024-05-10", text="later", by=[source("SYR-GOV", "demanded")], actor=REBELS)
    attend = of_talks("attend_talks", "2024-05-05", actor=GOV, published="2024-05-05", text="came")
    claims = (opened, elsewhere, late, attend, demand())
    found = positions(*claims, track="x talks")
    assert (found.since, found.track) == ("2024-05-05", "X talks")
    assert found.parties == ("SYR-GOV",)  # the rebels are not told of at these talks
    assert cells(found) == [("demands", ("prisoner release",), "new")]
    # With two tracks and none named there is no last round.
    assert positions(*claims).since is None
    with pytest.raises(UsageError, match="X talks, Y talks"):
        positions(*claims, track="talks")
    with pytest.raises(UsageError, match="there are: X talks, Y talks"):
        positions(*claims, track="z")


def test_only_a_party_or_a_topic() -> None:
    claims = (demand(), vow())
    assert positions(*claims, party="syr-reb").parties == ("SYR-REB",)
    assert list(positions(*claims, topic="withdrawal").topics) == ["withdrawal of forces"]
    with pytest.raises(UsageError, match="no topic"):
        positions(*claims, topic="re")


# Read from a text

REPORTS = {
    "2019-03-04": "The third round of indirect Muscat talks on Yemen opened on Monday.\n\n"
    "The Houthis demanded that the Yemeni government release all prisoners. The Yemeni government "
    "offered to free 200 detainees if the Houthis withdraw from Hodeidah. The Houthis vowed to "
    "withdraw from the port of Hodeidah by 20 March.",
    "2019-03-12": "The Houthis rejected the Yemeni government's offer on Monday. The Houthis "
    "repeated their demand for the release of prisoners by the Yemeni government.\n\nThe Houthis "
    "refused to lift the siege of Taiz.",
    "2019-03-28": "The Houthis dropped their demand for the release of prisoners, a spokesman "
    "said.\n\nThe Yemeni government accused the Houthis of breaking their pledge to withdraw from "
    "Hodeidah. The Houthis agreed to lift the siege of Taiz.",
}
runner = CliRunner()


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The three reports in a record."""
    folder = tmp_path_factory.mktemp("positions")
    path = folder / "in.jsonl"
    rows = [
        {"id": day, "text": text, "outlet": "World Wire", "published": day, "language": "en"}
        for day, text in REPORTS.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    found = runner.invoke(cli.app, ["add", str(path), "--record", str(folder / "r.db")])
    assert found.exit_code == 0, found.output
    return str(folder / "r.db")


def asked(record: str, *arguments: str) -> Any:
    found = runner.invoke(
        cli.app, [*arguments, "--at", "2019-03-30", "--format", "json", "--record", record]
    )
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def test_lives_read_from_text(record: str) -> None:
    found = asked(record, "situation")
    (wanted,) = (d for d in found["demands"] if d["predicate"] == "release_prisoners")
    assert wanted["status"] == "said to be dropped"
    assert [m["what"] for m in wanted["history"]] == ["made", "repeated", "dropped"]
    (offered,) = found["offers"]
    assert (offered["by"], offered["status"]) == ("YEM-GOV", "said to be rejected")
    assert offered["condition"] == "if the Houthis withdraw from Hodeidah"
    (vowed,) = (c for c in found["commitments"] if c["predicate"] == "withdraw")
    assert (vowed["due"], vowed["status"]) == ("2019-03-20", "said to be broken")
    assert (vowed["history"][-1]["by_account_of"], vowed["history"][-1]["put"]) == (
        "YEM-GOV", "accused",
    )  # fmt: skip
    (track,) = found["talks"]
    assert (track["round"], track["format"]) == (3, ["indirect"])


def test_the_matrix_read_from_text(record: str) -> None:
    found = asked(record, "positions", "--track", "Muscat")
    assert found["since"] == "2019-03-04"
    stances = {(c["party"], c["topics"][0], c["stance"], c["change"]) for c in found["cells"]}
    assert {
        ("HOUTHIS", "prisoner release", "demands", "same"),
        ("HOUTHIS", "prisoner release", "rejects", "new"),
        ("HOUTHIS", "prisoner release", "drops", "dropped"),
        ("HOUTHIS", "humanitarian access", "accepts", "softer"),
        ("YEM-GOV", "prisoner release", "offers", None),
    } <= stances
    shown = runner.invoke(cli.app, ["positions", "--at", "2019-03-30", "--record", record])
    assert shown.exit_code == 0
    assert "PRISONER RELEASE" in shown.output
    assert "dropped" in shown.output
