"""The ledger of a record: what is interrupted goes on, other rules fold it anew, and where it
cannot be written the situation is folded from the claims."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records import Told, clock, fill

from sayso.core.errors import SaysoError
from sayso.incidents.rules import parse
from sayso.knowledge.fingerprint import folding
from sayso.ledger import Ledger
from sayso.record import Archive

ON = "2016-02-04"


@pytest.fixture
def archive(told: Told, tmp_path: Path) -> Archive:
    made = Archive.create(str(tmp_path / "r.db"), clock())
    fill(made, told)
    return made


def state(archive: Archive) -> tuple[str | None, bool]:
    return archive.store.ledger_state()


def test_it_is_up_to_date_once_claims_are_gathered(archive: Archive) -> None:
    assert state(archive) == (folding(), False)
    found = archive._by_ledger(ON, "Syria")
    assert found is not None
    assert found.control
    assert found == archive.fold(ON, None, None, "Syria", parse("all"))


def test_what_was_interrupted_goes_on(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = archive._by_ledger(ON, "SYR")
    with archive.store.ledgering() as work:
        work.start_again(folding())

    def stop(*_: object) -> bool:
        raise KeyboardInterrupt

    for step in ("_marks", "_states"):
        with monkeypatch.context() as patch:
            patch.setattr(Ledger, step, stop)
            with pytest.raises(KeyboardInterrupt):
                archive.ledger.work_off()
        assert state(archive) == (folding(), True)
    assert archive._by_ledger(ON, "SYR") == whole
    assert state(archive) == (folding(), False)


def test_other_rules_fold_it_anew(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = archive._by_ledger(ON, "SYR")
    monkeypatch.setattr("sayso.ledger.folding", lambda: "other")
    monkeypatch.setattr("sayso.telling.folding", lambda: "other")
    assert archive._by_ledger(ON, "SYR") == whole
    assert state(archive) == ("other", False)


def test_a_record_that_may_not_be_written_is_folded_from_its_claims(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = archive.situation(ON, place="SYR")

    def refuse(_: object) -> None:
        raise SaysoError("read-only")

    monkeypatch.setattr(Ledger, "work_off", refuse)
    assert archive._by_ledger(ON, "SYR") is None
    assert archive.situation(ON, place="SYR") == whole


def test_a_place_in_several_countries_is_folded_from_the_claims(archive: Archive) -> None:
    assert archive.ledger.countries("Syria") == {"SYR"}
    assert archive.ledger.countries("Nowhere at all") == frozenset()
    assert archive.situation(ON, place="Nowhere at all").control == ()
    (aleppo,) = (c for c in ("Aleppo",) if archive.ledger.countries(c))
    assert archive.situation(ON, place=aleppo).place == "Aleppo"
