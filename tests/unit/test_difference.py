"""Two readings of the same reports, side by side."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.core.record import Difference
from sayso.core.types import Claim, Mention, ReportRef, Roles, Source, When
from sayso.review.difference import difference


def claim(key: str, start: int, end: int, predicate: str = "shell") -> Claim:
    return Claim(
        id=key,
        report=ReportRef(id="r"),
        text="x" * (end - start),
        start=start,
        end=end,
        sources=(),
        modality="asserted",
        status="happened",
        polarity="positive",
        certainty="certain",
        predicate=predicate,
    )


A, B = claim("a", 0, 30), claim("b", 40, 60)


def test_a_reading_is_the_same_as_itself() -> None:
    assert difference([A, B], [B, A]) == Difference(
        same=("a", "b"), changed=(), only_old=(), only_new=()
    )


def test_a_field_that_changed_is_named_with_both_values() -> None:
    army = Mention(text="its guns", start=0, end=8, id="SYR-MIL", name="Syrian Arab Army")
    new = replace(
        A,
        status="ongoing",
        roles=Roles(actor=(army,)),
        when=When(edtf="2016-02-03", text="then", start=1, end=5),
        sources=(Source(name="SANA", act="denied"),),
        confidence=0.5,
    )
    (change,) = difference([A], [new]).changed
    assert {(f.field, f.old, f.new) for f in change.fields} == {
        ("status", "happened", "ongoing"),
        ("actor", "none", "SYR-MIL “its guns”"),
        ("when", "none", "2016-02-03 “then”"),
        ("sources", "none", "SANA denied"),
        ("confidence", "none", "0.5"),
    }


def test_values_that_read_alike_are_shown_in_full() -> None:
    one = replace(A, roles=Roles(actor=(Mention(id="SYR-MIL"),)))
    other = replace(A, roles=Roles(actor=(Mention(id="SYR-MIL", inferred=True),)))
    (change,) = difference([one], [other]).changed
    assert change.fields[0].old != change.fields[0].new


def test_a_claim_whose_words_moved_is_paired_and_the_rest_are_new_or_gone() -> None:
    moved, fresh = claim("m", 2, 33), claim("n", 200, 220)
    found = difference([A, B], [fresh, moved])
    assert [(c.old.id, c.new.id) for c in found.changed] == [("a", "m")]
    assert [f.field for f in found.changed[0].fields] == ["text", "start", "end"]
    assert [c.id for c in found.only_old] == ["b"]
    assert [c.id for c in found.only_new] == ["n"]


def test_a_claim_is_paired_once_with_the_closest() -> None:
    near, far = claim("near", 1, 30), claim("far", 10, 30)
    found = difference([A], [far, near])
    assert [(c.old.id, c.new.id) for c in found.changed] == [("a", "near")]
    assert [c.id for c in found.only_new] == ["far"]


def test_an_id_that_changed_with_its_claim_is_no_change_where_it_is_named() -> None:
    inner, moved = replace(B, within="a"), claim("m", 2, 30)
    found = difference([A, inner], [moved, replace(inner, within="m")])
    assert found.same == ("b",)


def test_reports_are_kept_apart() -> None:
    other = replace(claim("x", 0, 30), report=ReportRef(id="s"))
    found = difference([A], [other])
    assert (len(found.only_old), len(found.only_new), found.changed) == (1, 1, ())
