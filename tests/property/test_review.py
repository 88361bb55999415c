"""Whatever people decide: undoing all of it gives the claims as read, constraints never contradict
one another, and judgements find their claims again after a re-read."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.core.ids import chain_names, claim_id
from sayso.core.record import Judgement
from sayso.core.types import Claim, Report, ReportRef, Source
from sayso.review import make
from sayso.review.anchors import beside, reattached
from sayso.review.difference import difference
from sayso.review.judge import constraints, judged

WORDS = "The army shelled the market in the town, as a monitor and a resident had said before. "
TEXT = WORDS * 6
REPORT = Report(id="r", text=TEXT)
# Predicates that are not related to one another.
PREDICATES = ("shell", "hold_talks", "release_prisoners")
CHAINS = ((), ("SOHR",), ("SANA", "a resident"))


def claim(start: int, end: int, predicate: str, chain: tuple[str, ...]) -> Claim:
    return Claim(
        id=claim_id("r", start, end, predicate, chain),
        report=ReportRef(id="r"),
        text=TEXT[start:end],
        start=start,
        end=end,
        sources=tuple(Source(name=name) for name in chain),
        modality="asserted",
        status="happened",
        polarity="positive",
        certainty="certain",
        predicate=predicate,
    )


# Claims of one sentence lie in one another, share their words, or differ in predicate or chain.
SPANS = st.sampled_from([(6, 84), (6, 40), (44, 84)])
CLAIMS = st.lists(
    st.builds(
        lambda sentence, span, predicate, chain: claim(
            sentence * len(WORDS) + span[0], sentence * len(WORDS) + span[1], predicate, chain
        ),
        st.integers(0, 5),
        SPANS,
        st.sampled_from(PREDICATES),
        st.sampled_from(CHAINS),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda c: c.id,
)


@st.composite
def decisions(draw: st.DrawFn, claims: Sequence[Claim]) -> list[Judgement]:
    """Judgements of all kinds, undos and their undos among them, each made on what was there."""
    made: list[Judgement] = []
    for number in range(draw(st.integers(0, 12))):
        now = f"2024-05-08T10:00:{number // 2:02}Z"  # two at a time
        one = draw(st.sampled_from(claims))
        some = draw(st.lists(st.sampled_from(claims), min_size=1, max_size=4))
        match draw(st.integers(0, 8)):
            case 0:
                made.append(make.accept(one, "ann", now))
            case 1:
                made.append(make.reject(one, "ann", now))
            case 2:
                made.append(
                    make.correct(one, ["status=ongoing", "figure=people=4"], REPORT, "ann", now)
                )
            case 3:
                made.append(make.grade(one, draw(st.sampled_from(["A1", "C3"])), "ann", now))
            case 4 if len({c.id for c in some}) > 1:
                made.append(make.merge(some, "ann", now))
            case 5 if any(c.id != one.id for c in some):
                made.append(make.split(one, some, "ann", now))
            case 6:
                made.append(make.add(REPORT, (one.start, one.end), "besiege", [], "ben", now))
            case _ if made:
                made.append(make.undo(draw(st.sampled_from(made)), "ann", now, str(number)))
    return made


SHIFT = st.integers(-3, 3)
SHIFTS = st.lists(st.tuples(SHIFT, SHIFT), min_size=12, max_size=12)
CASES = CLAIMS.flatmap(lambda claims: st.tuples(st.just(claims), decisions(claims)))


@given(CASES)
def test_undoing_everything_gives_the_claims_as_read(
    case: tuple[list[Claim], list[Judgement]],
) -> None:
    claims, made = case
    by_id = {c.id: c for c in claims}
    readers = dict.fromkeys(by_id, "sayso 0")
    first = [j for j in made if j.kind != "undo"]
    undone = [*first, *(make.undo(j, "cleo", "2024-05-09T00:00:00Z") for j in first)]
    assert judged(by_id, readers, undone) == judged(by_id, readers, ())
    assert constraints(undone) == ((), ())


@given(CASES, st.randoms())
def test_the_order_in_which_judgements_come_does_not_matter(
    case: tuple[list[Claim], list[Judgement]], random: Random
) -> None:
    claims, made = case
    by_id = {c.id: c for c in claims}
    readers = dict.fromkeys(by_id, "sayso 0")
    mixed = list(made)
    random.shuffle(mixed)
    assert judged(by_id, readers, mixed) == judged(by_id, readers, made)
    assert constraints(mixed) == constraints(made)


@given(CASES)
def test_constraints_never_contradict_one_another(
    case: tuple[list[Claim], list[Judgement]],
) -> None:
    together, apart = constraints(case[1])
    groups = {c.id: {c.id} for c in case[0]}
    for a, b in together:
        joined = groups[a] | groups[b]
        groups.update(dict.fromkeys(joined, joined))
    assert not any(groups[a] is groups[b] for a, b in apart)
    assert all(a < b for a, b in (*together, *apart))


@given(
    CLAIMS, st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=12, max_size=12)
)
def test_judgements_survive_a_reading_whose_spans_moved_a_little(
    claims: list[Claim], shifts: list[tuple[int, int]]
) -> None:
    again = {
        c.id: claim(c.start + a, c.end + b, c.predicate, chain_names(c.sources))
        for c, (a, b) in zip(claims, shifts, strict=False)
    }
    made = [
        replace(no, anchors=tuple(beside(a, claims) for a in no.anchors))
        for no in (make.reject(c, "ann", "2024-05-08T10:00:00Z") for c in claims)
    ]
    moved, lost = reattached(made, {"r": list(again.values())})
    assert lost == ()
    assert [j.anchors[0].claim for j in moved] == [again[c.id].id for c in claims]
    assert [j.id for j in moved] == [j.id for j in made]


@given(CLAIMS, CLAIMS)
def test_every_claim_of_two_readings_stands_once_in_their_difference(
    old: list[Claim], new: list[Claim]
) -> None:
    found = difference(old, new)
    paired = len(found.same) + len(found.changed)
    assert paired + len(found.only_old) == len(old)
    assert paired + len(found.only_new) == len(new)
    assert difference(old[::-1], new[::-1]) == found
    assert difference(old, [replace(c) for c in old]).same
