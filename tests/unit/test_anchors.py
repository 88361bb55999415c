"""Finding a judged claim again in another reading of its report."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.core.types import Claim, Report, ReportRef, Source
from sayso.knowledge.predicates import load_predicates
from sayso.review import make
from sayso.review.anchors import anchor, attach, closeness, reattached
from sayso.review.anchors import beside as with_beside

AT = "2024-05-08T10:00:00Z"
REPORT = Report(id="r", text="The army shelled the market in Dera. Rebels left the town.")


def claim(
    key: str, start: int, end: int, predicate: str = "shell", *chain: str, report: str = "r"
) -> Claim:
    return Claim(
        id=key,
        report=ReportRef(id=report),
        text="x" * (end - start),
        start=start,
        end=end,
        sources=tuple(Source(name=name) for name in chain),
        modality="asserted",
        status="happened",
        polarity="positive",
        certainty="certain",
        predicate=predicate,
    )


OLD = claim("old", 10, 50)


def test_the_same_id_wins_over_any_likeness() -> None:
    assert attach(anchor(OLD), [claim("new", 10, 50), claim("old", 90, 95)]) == "old"


def test_else_the_claim_that_shares_most_words() -> None:
    found = [claim("a", 40, 80), claim("b", 12, 50), claim("c", 0, 30)]
    assert attach(anchor(OLD), found) == "b"
    assert attach(anchor(OLD), found[::-1]) == "b"


def test_a_longer_claim_around_it_does_not_win_by_its_length() -> None:
    assert attach(anchor(OLD), [claim("around", 0, 120), claim("moved", 13, 50)]) == "moved"


def test_a_parent_predicate_is_related_and_a_stranger_is_not() -> None:
    lexicon = load_predicates()
    child = next(p for p in lexicon.predicates.values() if p.ancestors)
    parent = child.ancestors[0]
    one = anchor(claim("old", 10, 50, child.id))
    assert attach(one, [claim("new", 10, 50, parent)]) == "new"
    assert attach(one, [claim("new", 10, 50, "hold_talks")]) is None


def test_speakers_side_by_side_are_told_apart_by_their_chains() -> None:
    one = anchor(claim("old", 10, 50, "shell", "opposition"))
    found = [claim("a", 12, 50, "shell", "West"), claim("b", 12, 50, "shell", "opposition")]
    assert attach(one, found) == "b"


def test_a_speaker_whose_words_moved_is_not_another_whose_words_stand_closer() -> None:
    one = anchor(claim("old", 10, 44, "shell", "opposition"))
    found = [claim("a", 10, 45, "shell"), claim("b", 12, 47, "shell", "opposition")]
    assert attach(one, found) == "b"


def test_other_reports_and_words_apart_are_no_place_to_hang_on() -> None:
    assert closeness(anchor(OLD), claim("new", 10, 50, report="other")) == 0
    assert attach(anchor(OLD), [claim("new", 50, 90)]) is None
    assert attach(anchor(OLD), []) is None


def test_of_equals_the_smaller_id() -> None:
    found = [claim("b", 10, 50), claim("a", 10, 50)]
    assert attach(anchor(OLD), found) == attach(anchor(OLD), found[::-1]) == "a"


def test_a_claim_that_is_gone_is_not_the_one_that_stood_beside_it() -> None:
    gone, beside = claim("gone", 10, 50, "shell", "SOHR"), claim("beside", 10, 50)
    there = with_beside(anchor(gone), [gone, beside])
    assert there.beside == ("beside",)
    assert attach(there, [beside]) is None
    no = replace(make.reject(gone, "ann", AT), anchors=(there,))
    assert reattached([no], {"r": [beside]}) == ((no,), (no,))
    moved = claim("moved", 12, 50, "shell", "SOHR")
    assert attach(there, [beside, moved]) == "moved"


def test_judgements_move_with_their_claims_and_keep_their_ids() -> None:
    other = claim("stays", 60, 70, report="unread")
    both = make.merge([OLD, other], "ann", AT)
    moved, lost = reattached([both], {"r": [claim("new", 11, 52)]})
    assert [a.claim for a in moved[0].anchors] == ["new", "stays"]
    assert moved[0].id == both.id
    assert lost == ()


def test_a_judgement_without_its_claim_is_reported_and_kept() -> None:
    no = make.reject(OLD, "ann", AT)
    moved, lost = reattached([no], {"r": [claim("far", 70, 90)]})
    assert moved == lost == (no,)
    assert reattached(moved, {"r": [replace(OLD, id="again")]})[0][0].anchors[0].claim == "again"


def test_a_claim_that_a_person_added_needs_no_reading() -> None:
    more = make.add(REPORT, "Rebels left the town", "withdraw", [], "ann", AT)
    mark = make.grade(claim(more.anchors[0].claim, 47, 67), "B2", "ben", AT)
    near = claim("near", 48, 67, "withdraw")
    assert reattached([more, mark], {"r": [near]}) == ((more, mark), ())
