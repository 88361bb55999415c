"""Changes in words: no more than the lines they are of."""

from __future__ import annotations

from collections.abc import Sequence

from tests.told import party, place, source, told

from sayso.core.types import Claim, Mention, Span
from sayso.situation.compare import changes
from sayso.situation.fold import situation
from sayso.views.changes import worded

ARDEN, ARMY = place("Arden"), party("SYR-MIL")
TALKS = Mention(text="the talks", start=0, end=9, id="TALKS-X", name="X talks", kind="talks")


def between(claims: Sequence[Claim], earlier: str, later: str) -> list[str]:
    """What changed, in words."""
    record = {c.id: [c] for c in claims}
    before, after = situation(record, (), earlier), situation(record, (), later)
    return [one.words for one in worded(changes(before, after), before, after)]


def test_an_evacuation_names_on_whose_word_it_is_done() -> None:
    out = told("evacuate", "all were evacuated", by=[source("SYR-GOV")], at=[ARDEN],
               on="2024-05-06", published="2024-05-06", actor=[ARMY])  # fmt: skip
    said = [w for w in between([out], "2024-05-05", "2024-05-07") if "evacuation" in w]
    assert said
    assert all(w.endswith("on the word of Syrian government") for w in said)


def test_a_vow_keeps_its_condition() -> None:
    vow = told("clash", "is ready to fight if they agree", by=[source("SYR-MIL", "promised")],
               modality="vowed", status="intended", published="2024-05-06", actor=[ARMY],
               more={"condition": Span(text="if they agree", start=0, end=1)})  # fmt: skip
    said = [w for w in between([vow], "2024-05-05", "2024-05-07") if "vow" in w]
    assert said
    assert all("if they agree" in w for w in said)


def test_talks_do_not_go_on_because_the_day_set_is_past() -> None:
    held = told("hold_talks", "are holding talks", on="2024-05-02/2024-05-05", status="ongoing",
                published="2024-05-05", content=[TALKS])  # fmt: skip
    go_on = told("resume_talks", "are to resume", on="2024-05-07", modality="planned",
                 status="scheduled", published="2024-05-05", content=[TALKS])  # fmt: skip
    assert [w for w in between([held, go_on], "2024-05-01", "2024-05-06") if "talks under way" in w]
    said = between([held, go_on], "2024-05-06", "2024-05-09")
    assert not [w for w in said if "talks under way" in w]


def test_a_state_whose_beginning_nobody_tells_says_so() -> None:
    held = told("besiege", status="ongoing", at=[ARDEN], published="2024-05-10", on="2024-04-01")
    said = between([held], "2024-03-31", "2024-05-10")
    assert said == ["Arden: under siege, since a day not told"]
