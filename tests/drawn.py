"""Claims as hypothesis draws them, for what must hold of any: put in any way, of any parties and
places, in groups."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st
from tests.told import party, place, source

from sayso.core.types import Act, Claim, Mention, Modality, Place, Polarity, Status

# The day that situations are asked about.
ON = "2024-05-07"
DAYS = ("2024-05-02", "2024-05-05", "2024-05-08", "2024-05-03/2024-05-06", "2024-04~/2024-05-07")

Put = tuple[Status, Modality, Act]
FACTS: tuple[Put, ...] = (
    ("happened", "asserted", "stated"), ("ongoing", "asserted", "admitted"),
)  # fmt: skip
PUT: tuple[Put, ...] = (
    *FACTS, ("happened", "denied", "denied"), ("predicted", "projected", "stated"),
    ("intended", "vowed", "promised"), ("wanted", "demanded", "demanded"),
    ("intended", "threatened", "threatened"), ("happened", "accused", "accused"),
    ("scheduled", "planned", "announced"), ("happened", "opinion", "opined"),
)  # fmt: skip


@st.composite
def ways(
    draw: st.DrawFn,
    put: Sequence[Put] = PUT,
    sayers: Sequence[str] = ("RUS-GOV", "SYR-GOV", "UN"),
    outlets: Sequence[str] = ("Wire", "Daily", "Herald"),
    published: Sequence[str] = ("2024-05-04", "2024-05-07", "2024-05-09"),
    longest: int = 900,
) -> dict[str, Any]:
    """How a claim is put, by whom, where it stands and when it is of, as ``told`` takes it."""
    status, modality, act = draw(st.sampled_from(put))
    polarity: Polarity = "negative" if modality == "denied" else "positive"
    by = draw(st.none() | st.sampled_from(sayers))
    if act not in ("stated", "admitted"):
        by = by or "UN"
    return {
        "by": [source(by, act, polarity)] if by else [],
        "status": status,
        "modality": modality,
        "polarity": polarity,
        "outlet": draw(st.sampled_from(outlets)),
        "published": draw(st.sampled_from(published)),
        "on": draw(st.none() | st.sampled_from(DAYS)),
        "start": draw(st.integers(0, longest)),
        "more": {"phase": draw(st.sampled_from((None, None, "begin", "end")))},
    }


def parties(names: Sequence[str], most: int) -> st.SearchStrategy[list[Mention]]:
    """At most so many of some parties."""
    return st.lists(st.sampled_from(names).map(party), max_size=most)


def places(names: Sequence[str], most: int) -> st.SearchStrategy[list[Place]]:
    """At most so many of some places."""
    return st.lists(st.sampled_from(names).map(place), max_size=most)


def many(of: st.SearchStrategy[Claim], most: int, least: int = 1) -> st.SearchStrategy[list[Claim]]:
    """Claims, each once."""
    return st.lists(of, min_size=least, max_size=most, unique_by=lambda c: c.id)


def grouped(found: Sequence[Claim], size: int) -> dict[str, list[Claim]]:
    """The claims as ``size`` incidents at the most."""
    ordered = sorted(found, key=lambda c: c.id)
    groups = [ordered[i::size] for i in range(size)]
    return {group[0].id: group for group in groups if group}


def mixed(groups: Mapping[str, Sequence[Claim]], seed: int) -> dict[str, list[Claim]]:
    """The same incidents in another order, and their claims in another order."""
    rng = random.Random(seed)
    names = rng.sample(sorted(groups), len(groups))
    return {name: rng.sample(list(groups[name]), len(groups[name])) for name in names}
