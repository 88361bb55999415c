"""Situations of whole examples against what a person expects: how many lines of each key are right.

    python benchmarks/situations.py [FILE …] [--lines]

In:  files of tests/data/situations: for days of an example, lines that a careful reader has. A
     value with | may be either; an empty list means none; a field that is not given is not
     compared. ``predicate`` and ``about`` need be found in the line's words only; ``disputed`` asks
     for other accounts or claims against, ``until`` for any words; ``between`` needs one of its
     ends; ``sides`` the accounts of a dispute, each by one of its sayers. A body also stands for
     its branches and people (RUS for RUS-GOV-LAVROV).
Out: per file, day and key how many expected lines are there, those that are not with what comes
     closest, and how many lines more there are (``--lines`` prints these too).
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import yaml

from sayso.acquire import capture_paths
from sayso.core.record import Acquired
from sayso.core.situation import Situation
from sayso.pipeline import Reader
from sayso.record import Archive

ROOT = Path(__file__).parent.parent
FILES = ROOT / "tests" / "data" / "situations"
Line = dict[str, Any]


def situations(folder: Path, days: Iterable[str], reader: Reader) -> list[Situation]:
    """The situation on each day, by the reports of a folder that were published until then."""
    with (
        TemporaryDirectory() as place,
        Archive.create(str(Path(place) / "record.db"), lambda: "2026-01-01T00:00:00Z") as book,
    ):
        for item in capture_paths([str(folder)]):
            if isinstance(item, Acquired) and (item.report.path or "").endswith(".txt"):
                book.add(item, reader.read(item.report))
        book.gather()
        return [book.situation(day, known_by=day) for day in days]


def misses(expected: Line, found: Line) -> list[str]:
    """The fields of an expected line that a line does not fill."""
    return [name for name, value in expected.items() if not _fits(name, value, found)]


def _fits(name: str, wanted: Any, found: Line) -> bool:
    if name == "disputed":
        return bool(found.get(name) or found.get("against")) is bool(wanted)
    if name == "until":
        return bool(found.get(name)) is bool(wanted)
    if name in ("predicate", "about"):
        words = " ".join(str(found.get(n, "")) for n in ("predicate", "what", "about"))
        spoken = words.casefold().replace(" ", "_")
        return any(w.casefold().replace(" ", "_") in spoken for w in str(wanted).split("|"))
    if name == "sides":
        accounts = [side["by_account_of"] for side in found.get("sides", ())]
        return any(
            all(_one_of(who, said) for who, said in zip(wanted, some, strict=True))
            for some in itertools.permutations(accounts, len(wanted))
        )
    if name == "between":
        return _one_of(wanted, found.get("between", ()))
    have = found.get(name)
    if isinstance(wanted, list):
        have = list(have or ())
        return len(have) >= len(wanted) and all(any(_same(w, h) for h in have) for w in wanted)
    return _same(wanted, have)


def _one_of(wanted: Sequence[str], have: Iterable[str]) -> bool:
    return any(_same(w, h) for w in wanted for h in have)


def _same(wanted: Any, have: Any) -> bool:
    for choice in str(wanted).split("|"):
        told = "null" if have is None else str(have)
        if choice == told or choice.casefold() == told.casefold():
            return True
        if choice.isupper() and told.startswith(f"{choice}-"):
            return True
        if isinstance(have, int | float) and choice.isdigit() and float(choice) == have:
            return True
    return False


def matched(
    expected: Sequence[Line], found: Sequence[Line]
) -> tuple[list[tuple[Line, Line | None, list[str]]], list[Line]]:
    """Each expected line with the line that comes closest and what it misses; the lines left."""
    ranked = sorted(
        (len(misses(e, f)), i, j) for i, e in enumerate(expected) for j, f in enumerate(found)
    )
    taken: dict[int, int] = {}
    for wrong, i, j in ranked:
        if i not in taken and j not in taken.values() and wrong < max(len(expected[i]), 1):
            taken[i] = j
    pairs: list[tuple[Line, Line | None, list[str]]] = []
    for i, line in enumerate(expected):
        match = found[taken[i]] if i in taken else None
        pairs.append((line, match, ["missing"] if match is None else misses(line, match)))
    return pairs, [f for j, f in enumerate(found) if j not in taken.values()]


def compare(name: str, day: str, expected: Mapping[str, list[Line]], found: Situation,
            lines: bool = False) -> Counter[str]:  # fmt: skip
    """Print what is missed on a day; per key, and ``key of``, how many are right and how many
    there are."""
    plain: Line = msgspec.to_builtins(found)
    count: Counter[str] = Counter()
    print(f"{name} {day}")
    for key, wanted in expected.items():
        pairs, more = matched(wanted, plain[key])
        good = sum(not wrong for _, _, wrong in pairs)
        count[key] += good
        count[f"{key} of"] += len(pairs)
        print(f"  {key:12} {good} of {len(pairs)} right, {len(more)} more lines")
        for line, match, wrong in pairs:
            if wrong:
                print(f"      {line}")
                have = {n: match.get(n) for n in {*wrong, "what", "place"}} if match else {}
                print(f"        {', '.join(wrong)}: {have}")
        for line in more if lines else ():
            shown = {n: v for n, v in line.items() if v and n not in _QUIET}
            print(f"      + {shown}")
    return count


_QUIET = frozenset({"id", "claims", "incidents", "fluents", "lat", "lon", "country"})


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", type=Path, nargs="*", help="of tests/data/situations; else all")
    parser.add_argument("--lines", action="store_true", help="print the lines not expected too")
    options = parser.parse_args()
    reader, count = Reader.load(), Counter[str]()
    for file in options.files or sorted(FILES.glob("*.yaml")):
        raw = yaml.safe_load(file.read_text("utf-8"))
        days = {str(day): lines for day, lines in raw["days"].items()}
        found = situations(ROOT / raw["folder"], days, reader)
        for (day, lines), one in zip(days.items(), found, strict=True):
            count += compare(file.stem, day, lines, one, options.lines)
    keys = [key for key in count if not key.endswith(" of")] + [
        k[:-3] for k in count if k.endswith(" of") and k[:-3] not in count
    ]
    for key in keys:
        print(f"{key:12} {count[key]} of {count[f'{key} of']}")
    right = sum(count[key] for key in keys)
    print(f"in all       {right} of {sum(count[f'{key} of'] for key in keys)}")


if __name__ == "__main__":
    main()
