"""Whole reports, read and written down: ``python tests/golden/update.py`` writes the golden files,
those of the situations too (see situations.py).

One file a report, one line a claim: where it stands, how it was put, what it says, who stands
behind it. Ids and the confidence are left out, since they change without the reading changing.
Look through ``git diff tests/golden`` before you commit what this writes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sayso.acquire import read_paths
from sayso.core.types import Claim, Mention, Place, Problem, Report, Source
from sayso.pipeline import Reader

Item = TypeVar("Item")

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "reports"
INPUTS = (ROOT / "examples" / "aleppo-2016", ROOT / "tests" / "data" / "corpus.jsonl")
ROLES = ("actor", "recipient", "helper", "instrument", "beneficiary", "mediator", "content")


def reports() -> Iterator[tuple[Path, Report]]:
    """Each report with its golden file. Raises ValueError where one cannot be read."""
    for item in read_paths([str(path) for path in INPUTS]):
        if isinstance(item, Problem):
            raise ValueError(f"{item.report}: {item.message}")
        path, _, record = (item.path or item.id).partition("#")
        name = "-".join(part for part in (Path(path).stem, record) if part)
        if Path(path).suffix in (".txt", ".jsonl"):
            yield FOLDER / f"{name}.txt", item


def write(claims: tuple[Claim, ...]) -> str:
    """Claims → the text of a golden file."""
    return "".join(f"{line(claim)}\n" for claim in claims) or "no claims\n"


def line(claim: Claim) -> str:
    """One claim: span, modality, standing and predicate; then its fields, named; then its words."""
    standing = [
        f"{claim.start}-{claim.end}",
        claim.modality.upper(),
        "NOT" if claim.polarity == "negative" else "",
        claim.status,
        claim.certainty,
        claim.phase or "",
        claim.predicate,
    ]
    fields = [f"{role}={_all(getattr(claim.roles, role), _mention)}" for role in ROLES]
    fields.append(f"at={_all(claim.places, _place)}")
    fields.append(f"when={claim.when.edtf or claim.when.text if claim.when else ''}")
    fields.append(f"if={_plain(claim.condition.text) if claim.condition else ''}")
    fields.append(f"by={' > '.join(map(_source, claim.sources))}")
    fields.append(f"cameo={claim.codes.cameo or ''}")
    kept = [field for field in fields if not field.endswith("=")]
    words = _plain(claim.text)
    return " | ".join([" ".join(filter(None, standing)), *kept, f'"{words}"'])


def _all(items: tuple[Item, ...], show: Callable[[Item], str]) -> str:
    return ", ".join(show(item) for item in items)


def _mention(mention: Mention) -> str:
    shown = mention.id or _plain(mention.text or mention.name or "?")
    return f"[{shown}]" if mention.inferred else shown


def _place(place: Place) -> str:
    shown = _plain(place.name or place.text or "?")
    return f"[{shown}]" if place.inferred else shown


def _source(source: Source) -> str:
    return f"{source.id or _plain(source.name)}:{source.act}"


def _plain(words: str) -> str:
    return " ".join(words.split())


def main() -> None:
    """Write all golden files anew, and remove those of reports that are gone."""
    reader = Reader.load()
    FOLDER.mkdir(exist_ok=True)
    written = set()
    for path, report in reports():
        path.write_text(write(reader.read(report)), encoding="utf-8")
        written.add(path)
    # Run as a script, this folder is on the path and the repository is not.
    sys.path.insert(0, str(ROOT))
    from tests.golden import printed, situations

    written |= situations.update(reader)
    written.add(printed.update(situations.read_folder("aleppo-2016", reader)))
    for path in {*FOLDER.glob("*.txt"), *situations.FOLDER.glob("*.txt")} - written:
        path.unlink()
    print(f"{len(written)} golden files written to {FOLDER.parent.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
