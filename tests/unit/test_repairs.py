"""What the parse of the language model gets wrong and reading must not: whole sentences."""

from __future__ import annotations

import pytest

from sayso.core.types import Report
from sayso.pipeline import Reader


def lines(reader: Reader, text: str) -> list[str]:
    """Each claim as modality, polarity where negative, and predicate."""
    return [
        f"{c.modality}{' not' if c.polarity == 'negative' else ''} {c.predicate}"
        for c in reader.read(Report(id="r", text=text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "There will be no return to the talks, neither on 25 February nor later, before the "
            "bombardment ends, the sieges are lifted and detainees are released.",
            {
                "projected not resume_talks",
                "hypothetical bombard",
                "hypothetical lift_siege",
                "hypothetical release_prisoners",
            },
        ),
        ("The talks had been due to reconvene on 25 February.", {"planned resume_talks"}),
        ("The envoy asked the rebels to release the prisoners.", {"demanded release_prisoners"}),
        (
            "Three people were killed and at least six injured.",
            {"asserted kill", "asserted injure"},
        ),
        (
            "The group confirmed that the siege had been broken and blamed Russian air raids.",
            {"asserted break_siege", "accused air_strike"},
        ),
        (
            "A group confirmed that the siege had been broken and blamed more than 500 Russian air "
            "raids.",
            {"asserted break_siege", "accused air_strike"},
        ),
        (
            "UN pauses Syria talks as army breaks siege near Aleppo",
            {"asserted suspend_talks", "asserted break_siege", "asserted besiege"},
        ),
    ],
)
def test_how_it_was_put(text: str, expected: set[str], reader: Reader) -> None:
    assert set(lines(reader, text)) == expected


def test_who_is_accused_is_who_did_it(reader: Reader) -> None:
    text = "The Rapid Support Forces accused the army of shelling a market."
    (claim,) = reader.read(Report(id="r", text=text))
    assert [text[a.start : a.end] for a in claim.roles.actor] == ["the army"]


def test_the_injured_are_no_attackers(reader: Reader) -> None:
    claims = reader.read(Report(id="r", text="Three people were killed and six injured."))
    assert all(not claim.roles.actor for claim in claims)
