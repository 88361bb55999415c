"""Claims beside one another: within, repeats, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers import claims_of, one_of

if TYPE_CHECKING:
    from sayso.core.types import Claim
    from sayso.pipeline import Reader


def by_predicate(claims: tuple[Claim, ...]) -> dict[str, Claim]:
    return {claim.predicate: claim for claim in claims}


def test_a_relative_clause_of_one_source_stands_within_its_clause(reader: Reader) -> None:
    found = by_predicate(
        claims_of(
            reader,
            "The ministry said that the rebels, who had attacked the airport, had withdrawn.",
        )
    )
    assert found["attack"].within == found["withdraw"].id
    assert found["withdraw"].within is None


def test_the_outlets_own_claims_stand_alone(reader: Reader) -> None:
    claim = one_of(reader, "shell", "The rebels who shelled the town fled.")
    assert claim.within is None


def test_a_headline_repeats_the_body(reader: Reader) -> None:
    text = "Rebels shell Homs\nRebels shelled Homs on Monday."
    headline, body = claims_of(reader, text, "headline", "body")
    assert (headline.repeats, body.repeats) == (body.id, None)


def test_a_headline_that_says_something_else_repeats_nothing(reader: Reader) -> None:
    text = "Rebels shell Homs\nThe army did not shell Homs on Monday."
    found = claims_of(reader, text, "headline", "body")
    assert [claim.repeats for claim in found] == [None] * len(found)
    text = "Rebels shell Homs\nTurkey shelled Homs on Monday."
    found = claims_of(reader, text, "headline", "body")
    assert [claim.repeats for claim in found] == [None] * len(found)


def test_the_body_repeats_nothing_of_itself(reader: Reader) -> None:
    text = "Rebels shelled Homs on Monday.\nRebels shelled Homs."
    assert {claim.repeats for claim in claims_of(reader, text, "body", "body")} == {None}


def test_claims_stand_in_text_order(reader: Reader) -> None:
    text = "Turkey closed the border. Rebels attacked the airport. The army left Homs."
    found = claims_of(reader, text)
    assert [claim.predicate for claim in found] == ["close_border", "attack", "withdraw"]
    assert [claim.start for claim in found] == sorted(claim.start for claim in found)
