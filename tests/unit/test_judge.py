"""Claims after people's judgements: what is changed, what is undone, who wins."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.core.record import Judgement
from sayso.core.types import Claim, Mention, Report, ReportRef, Roles
from sayso.review import make
from sayso.review.judge import constraints, in_effect, judged

TEXT = "The army shelled the market in Dera on Monday. Rebels left the town, a resident said."
REPORT = Report(id="r", text=TEXT, published="2016-02-03", language="en")


def claim(key: str, start: int = 0, end: int = 45, predicate: str = "shell") -> Claim:
    return Claim(
        id=key,
        report=ReportRef(id="r"),
        text=TEXT[start:end],
        start=start,
        end=end,
        sources=(),
        modality="asserted",
        status="happened",
        polarity="positive",
        certainty="certain",
        predicate=predicate,
        roles=Roles(
            actor=(Mention(text="The army", start=0, end=8, id="SYR-MIL", kind="military"),)
        ),
    )


A, B, C, D = claim("a"), claim("b", 4, 20), claim("c", 47, 67, "withdraw"), claim("d", 47, 70)
CLAIMS = {c.id: c for c in (A, B, C, D)}
READERS = dict.fromkeys(CLAIMS, "sayso 0")


def at(second: int) -> str:
    return f"2024-05-08T10:00:{second:02}Z"


def test_without_judgements_claims_stand_as_read_and_ungraded() -> None:
    found = judged(CLAIMS, READERS, ())
    assert {key: j.claim for key, j in found.items()} == CLAIMS
    assert {j.grade for j in found.values()} == {"F6"}
    assert not any(j.accepted or j.rejected or j.judgements for j in found.values())


def test_of_accept_and_reject_the_later_holds_whatever_the_order_given() -> None:
    yes, no = make.accept(A, "ann", at(2)), make.reject(A, "ben", at(1))
    for order in ((yes, no), (no, yes)):
        found = judged(CLAIMS, READERS, order)["a"]
        assert (found.accepted, found.rejected) == (True, False)
        assert found.judgements == (no.id, yes.id)


def test_a_correction_changes_a_copy_and_what_follows_from_it() -> None:
    fix = make.correct(A, ["status=intended", "source=Rebels:promised"], REPORT, "ann", at(1))
    found = judged(CLAIMS, READERS, [fix])["a"].claim
    assert (found.status, found.modality) == ("intended", "vowed")
    assert [(s.name, s.act, s.anonymous) for s in found.sources] == [("Rebels", "promised", False)]
    assert A.status == "happened"
    assert A.modality == "asserted"


def test_corrections_of_two_fields_are_undone_apart() -> None:
    one = make.correct(A, ["figure=people=40"], REPORT, "ann", at(1))
    after = judged(CLAIMS, READERS, [one])["a"].claim
    two = make.correct(after, ["figure=houses=7"], REPORT, "ann", at(2))
    both = judged(CLAIMS, READERS, [one, two])["a"].claim
    assert [(q.what, q.best) for q in both.quantities] == [("people", 40), ("houses", 7)]
    back = make.undo(one, "ann", at(3))
    left = judged(CLAIMS, READERS, [one, two, back])["a"].claim
    assert [(q.what, q.best) for q in left.quantities] == [("houses", 7)]


def test_a_grade_and_a_comment_are_kept_and_change_no_field() -> None:
    marks = [make.grade(A, "b2", "ann", at(1)), make.comment(A, "ben", at(2), "see the map")]
    found = judged(CLAIMS, READERS, marks)["a"]
    assert (found.grade, found.claim, len(found.judgements)) == ("B2", A, 2)


def test_undoing_an_undo_restores() -> None:
    no = make.reject(A, "ann", at(1))
    back = make.undo(no, "ben", at(2))
    again = make.undo(back, "ann", at(3))
    assert judged(CLAIMS, READERS, [no])["a"].rejected
    assert not judged(CLAIMS, READERS, [no, back])["a"].rejected
    assert judged(CLAIMS, READERS, [back, again, no])["a"].rejected
    assert judged(CLAIMS, READERS, [no, back])["a"].judgements == ()


def test_of_two_undos_of_one_judgement_each_alone_is_enough() -> None:
    no = make.reject(A, "ann", at(1))
    backs = [make.undo(no, "ben", at(2)), make.undo(no, "cleo", at(3))]
    withdrawn = make.undo(backs[0], "ben", at(4))
    assert no.id not in in_effect([no, *backs, withdrawn])


def test_undos_of_one_moment_do_not_depend_on_their_ids() -> None:
    no = make.reject(A, "ann", at(1))
    back = make.undo(no, "ann", at(1))
    again = make.undo(back, "ann", at(1))
    assert no.id not in in_effect([again, back, no][1:])
    assert no.id in in_effect([again, back, no])


def test_undos_in_a_ring_hold_nothing_and_end() -> None:
    one = make.undo(make.reject(A, "ann", at(1)), "ann", at(2))
    other = make.undo(one, "ann", at(3))
    ring = [replace(one, change={"judgement": other.id}), other]
    assert in_effect(ring) == frozenset()


def test_an_added_claim_is_its_authors_and_goes_when_undone() -> None:
    more = make.add(REPORT, "Rebels left the town", "withdraw", ["actor=SYR-REB"], "ann", at(1))
    found = judged(CLAIMS, READERS, [more])
    (key,) = found.keys() - CLAIMS.keys()
    assert found[key].reader == "ann"
    assert found[key].judgements == (more.id,)
    assert found[key].claim.text == "Rebels left the town"
    back = make.undo(more, "ann", at(2))
    assert judged(CLAIMS, READERS, [more, back]).keys() == CLAIMS.keys()
    stored = {**CLAIMS, key: found[key].claim}
    assert judged(stored, {**READERS, key: "ann"}, [more, back])[key].rejected


def test_a_judgement_of_a_claim_that_is_not_here_changes_nothing() -> None:
    no = make.reject(A, "ann", at(1))
    assert judged({"b": B}, READERS, [no]) == judged({"b": B}, READERS, ())


def merge(second: int, *claims: Claim) -> Judgement:
    return make.merge(claims, "ann", at(second))


def split(second: int, one: Claim, *others: Claim) -> Judgement:
    return make.split(one, others, "ann", at(second))


def test_a_merge_pairs_its_claims_and_a_split_its_first_with_the_rest() -> None:
    assert constraints([merge(1, C, A, B)]) == ((("a", "b"), ("a", "c"), ("b", "c")), ())
    assert constraints([split(1, C, A, B)]) == ((), (("a", "c"), ("b", "c")))


def test_the_later_of_merge_and_split_wins_and_the_rest_of_the_earlier_holds() -> None:
    assert constraints([merge(1, A, B, C), split(2, A, B)]) == ((("b", "c"),), (("a", "b"),))
    assert constraints([split(1, A, B, C), merge(2, A, B)]) == ((("a", "b"),), (("a", "c"),))


def test_chains_of_merges_never_contradict_a_split() -> None:
    together, apart = constraints([merge(1, A, B), merge(2, B, C), split(3, A, C)])
    assert (together, apart) == ((("b", "c"),), (("a", "c"),))
    together, apart = constraints([split(1, A, C), merge(2, A, B), merge(3, B, C)])
    assert (together, apart) == ((("a", "b"), ("b", "c")), ())


def test_an_undone_split_keeps_nothing_apart() -> None:
    parted = split(2, A, B)
    found = constraints([merge(1, A, B), parted, make.undo(parted, "ann", at(3))])
    assert found == ((("a", "b"),), ())
