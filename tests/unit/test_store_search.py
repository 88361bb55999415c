"""Search finds the same on both databases, whatever a user types."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store_samples import Sample, add, claim, gather_all

from sayso.core.types import Body, Claim, Mention, Place, Report, Source, When
from sayso.store import search
from sayso.store.search import EARTH_KM, Filters, _box
from sayso.store.store import Store
from sayso.store.words import fold, phrases, sentence_around

TEXT = (
    "The army shelled Dera on Monday, the Élan Ministry said. Aid reached Fuʿa's gates.\n"
    "The ceasefire — or “cease-fire” — held in Suva. Nobody knows"
)


@pytest.fixture
def found(store: Store) -> dict[str, Claim]:
    """A record of one report; its claims by predicate."""
    report = Report(id="r", text=TEXT, outlet="The Island Herald", published="2016-02-08")

    def of(words: str, predicate: str, **fields: object) -> Claim:
        start = TEXT.index(words)
        return claim(report, start, start + len(words), predicate, **fields)  # type: ignore[arg-type]

    claims = (
        of(
            "army shelled Dera", "shell",
            actor=Mention(text="army", start=4, end=8, id="SYR-MIL", name="Syrian Arab Army"),
            place=Place(name="Dera", lat=32.6189, lon=36.1021, country="SYR"),
            when=When(earliest="2016-02-08", latest="2016-02-08"),
            source=Source(name="Élan Ministry", of=Body(id="SYR-GOV", name="Government of Syria")),
        ),
        of("Aid reached", "reach", when=When(earliest="2016-01", latest="2016-01-31")),
        of("held in Suva", "hold", place=Place(name="Suva", lat=-18.14, lon=178.44)),
        of("Nobody knows", "know", when=When(earliest="2016-02-01")),
    )  # fmt: skip
    add(store, Sample(report=report, claims=claims, keys={c.id: {"k"} for c in claims}))
    return {c.predicate: c for c in claims}


CASES: list[tuple[dict[str, object], str]] = [
    ({}, "reach know shell hold"),
    ({"text": "SHELLED army"}, "shell"),
    ({"text": "elan"}, "shell"),  # in the claim's sentence, and without its accent
    ({"text": "aid elan"}, ""),
    ({"text": '"army shelled"'}, "shell"),
    ({"text": '"shelled army"'}, ""),
    ({"text": "cease-fire"}, "hold"),
    ({"text": 'NEAR("army" OR'}, ""),
    ({"text": "—"}, ""),
    ({"actor": "syr-mil"}, "shell"),
    ({"actor": "arab army"}, "shell"),
    ({"actor": "arm"}, ""),
    ({"actor": "%"}, ""),
    ({"source": "government of syria"}, "shell"),
    ({"actor": "government of syria"}, ""),
    ({"place": "SYR"}, "shell"),
    ({"outlet": "island herald", "predicate": "hold"}, "hold"),
    ({"predicate": ["hold", "know"]}, "know hold"),
    ({"since": "2016-02-09"}, ""),
    ({"since": "2016-02-08"}, "know shell hold"),  # an open end reaches publication
    ({"until": "2016-02-01"}, "reach know"),
    ({"since": "2016-02-02", "until": "2016-02-07"}, "know"),
    ({"near": (32.6, 36.1, 2.1)}, ""),
    ({"near": (32.6, 36.1, 2.2)}, "shell"),  # 2.11 km
    ({"near": (-18.0, -179.9, 200)}, "hold"),  # across the date line: 176 km
    ({"near": (-18.0, -179.9, 170)}, ""),
    ({"near": (-90, 0, 8000)}, "hold"),  # 7,990 km from the pole
    ({"near": (0, 0, 30000)}, "shell hold"),
]


@pytest.mark.parametrize(("asked", "wanted"), CASES, ids=lambda case: str(case))
def test_what_is_found_in_the_order_of_its_days(
    store: Store,
    found: dict[str, Claim],
    asked: dict[str, object],
    wanted: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for broad in (search.BROAD, 0):  # in so small a record all is broad; with 0 nothing is
        monkeypatch.setattr(search, "BROAD", broad)
        answer = store.find(Filters(**asked))  # type: ignore[arg-type]
        assert answer.ids == tuple(found[predicate].id for predicate in wanted.split())
        assert answer.total == len(answer.ids)


def test_pages_and_incidents(store: Store, found: dict[str, Claim]) -> None:
    page = store.find(Filters(), limit=2, offset=1)
    assert (page.total, page.ids) == (4, (found["know"].id, found["shell"].id))
    page = store.find(Filters(text="the"), limit=1, offset=9)
    assert (page.total, page.ids) == (2, ())
    gather_all(store)
    ids = tuple(found[name].id for name in "reach know shell".split())
    assert store.incidents(limit=3).ids[:1] == ids[:1]
    assert store.incidents().total == 4
    assert store.incidents(Filters(text="army"), limit=5).ids == (found["shell"].id,)
    assert [s.id for s in store.summaries(reversed(ids))] == list(reversed(ids))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=30))
def test_no_question_is_an_error(store: Store, typed: str) -> None:
    store.find(Filters(text=typed, actor=typed, place=typed, source=typed, outlet=typed))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    km=st.floats(0, 2 * EARTH_KM * 3.15),
)
def test_no_circle_is_an_error_and_its_box_holds_its_middle(
    store: Store, lat: float, lon: float, km: float
) -> None:
    store.find(Filters(near=(lat, lon, km)))
    boxes = _box(lat, lon, km / EARTH_KM)
    assert any(s <= lat <= n and w <= lon <= e for s, n, w, e in boxes)


def test_words_are_folded() -> None:
    assert (
        fold("Ḥalab’s 3½-year  SIEGE_of İzmir Straße") == "halab s 31 2 year siege of izmir strasse"
    )
    assert phrases('one "two-three  four" "five') == ("one", "two three four", "five")
    assert phrases('"" — \'') == ()


@given(text=st.text(), data=st.data())
def test_a_sentence_holds_its_claim(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    around = sentence_around(text, start, end)
    assert text[start:end] in around
    assert around in text


def test_a_sentence_ends_at_marks_and_lines() -> None:
    start = TEXT.index("reached")
    assert sentence_around(TEXT, start, start + 7) == "Aid reached Fuʿa's gates"
