"""Prints sentences that say what has not happened, with the claims read from them, for a reader.

    python benchmarks/safety.py ../shared/data --out safety.txt [--words denied] [--sentences 100]
        [--seed 1] [--trees]
    python benchmarks/safety.py --reports examples/aleppo-2016/*.txt --out safety.txt

A denial, vow, plan, threat, demand or condition shown as a fact is the worst error there is, and
no gold set counts it: a person reads the list and counts. Sentences come from the conflict part of
the Groningen Meaning Bank (shared/data/train/ner_gmb), drawn evenly over the groups of words.
``!`` marks a claim shown as a fact: asserted, positive, happened or ongoing.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.acquire import read_paths
from sayso.core.grammar import Grammar, Sentence
from sayso.core.ids import report_id
from sayso.core.types import Claim, Mention, Problem, Report, Source
from sayso.evaluate.claims import has_happened
from sayso.pipeline import Reader

GROUPS = {
    "denied": (
        "denied denies",
        "vowed vows",
        "plan plans planned",
        "threatened threat",
        "demanded demands",
        "if",
    ),
    "said": (
        "said",
        "according",
        "accused",
        "warned",
        "expected",
        "could would",
        "failed",
        "agreed",
        "called urged",
        "refused",
    ),
}
# The word after, where the word alone is not the construction meant.
AFTER = {"according": "to", "failed": "to", "agreed": "to", "called": "for"}
NO_SPACE_BEFORE = re.compile(r" (?=[.,;:!?%)\]]|'s\b|'(?:re|ve|ll|d|m)\b|n't\b|'(?: |$))")
NO_SPACE_AFTER = re.compile(r"(?<=[(\[$]) ")
PUBLISHED = "2016-02-04"


def join(words: Sequence[str]) -> str:
    """Tokens → a sentence as it would be printed."""
    text = " ".join(words).replace("``", '"').replace("''", '"')
    text = NO_SPACE_AFTER.sub("", NO_SPACE_BEFORE.sub("", text))
    return re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', text)


def sentences(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Id and tokens of each sentence that the set lists as touching on conflict."""
    listed = set((folder / "conflict_ids.txt").read_text("utf-8").split())
    for block in (folder / "gmb.conll").read_text("utf-8").split("\n\n"):
        lines = block.splitlines()
        name = next((line[12:] for line in lines if line.startswith("# sent_id = ")), "")
        if name in listed:
            yield name, [line.split("\t")[0] for line in lines if "\t" in line]


def has(words: Sequence[str], forms: Sequence[str]) -> bool:
    """Whether one of the word forms stands in the sentence, before the word it needs, if any."""
    low = [w.lower() for w in words]
    return any(
        w in forms and (w not in AFTER or low[i + 1 : i + 2] == [AFTER[w]])
        for i, w in enumerate(low)
    )


def sample(folder: Path, groups: Sequence[str], count: int, seed: int) -> list[tuple[str, str]]:
    """``count`` sentences, evenly over the groups, none twice: (group and id, text)."""
    chance, kept, used = random.Random(seed), [], set()
    every = list(sentences(folder))
    for number, group in enumerate(groups):
        share = count // len(groups) + (number < count % len(groups))
        fitting = [s for s in every if s[0] not in used and has(s[1], group.split())]
        for name, words in chance.sample(fitting, min(share, len(fitting))):
            used.add(name)
            kept.append((f"{group} {name}", join(words)))
    return kept


def show(claim: Claim) -> str:
    """One claim on one line: how it was put, what, who to whom, by whose account."""
    put = f"{claim.modality}/{claim.status}/{claim.polarity[:3]}/{claim.certainty}"
    chain = " < ".join(_link(s) for s in claim.sources) or "OUTLET"
    roles = "; ".join(
        f"{name}: {_names(getattr(claim.roles, name))}"
        for name in claim.roles.__struct_fields__
        if getattr(claim.roles, name)
    )
    extra = f" phase={claim.phase}" if claim.phase else ""
    extra += f" if=[{claim.condition.text}]" if claim.condition else ""
    mark = "!" if has_happened(claim) else " "
    text = " ".join(claim.text.split())
    return f" {mark} {claim.predicate}{extra} | {put} | {chain} | {text} | {roles}"


def _link(source: Source) -> str:
    cue = source.cue.text if source.cue else "-"
    return f"{source.name} ({cue}: {source.act}, {source.manner})"


def _names(mentions: tuple[Mention, ...]) -> str:
    return ", ".join(m.text or f"~{m.name}" for m in mentions)


def tree(grammar: Grammar, part: Sentence) -> str:
    """The parse of a sentence on one line: word/relation>head."""
    inside = grammar.tokens[part.first : part.last]
    return " ".join(f"{t.text}/{t.dep}>{grammar.tokens[t.head].text}" for t in inside)


def show_report(reader: Reader, report: Report, label: str, trees: bool) -> Iterator[str]:
    """The report sentence by sentence, each followed by the claims that begin in it."""
    claims = reader.read(report)
    grammar = reader.annotate(report).grammar
    yield f"\n## {label}"
    for part in grammar.sentences:
        start, end = grammar.chars(part.first, part.last)
        yield " ".join(report.text[start:end].split())
        if trees:
            yield "# " + tree(grammar, part)
        yield from (show(c) for c in claims if start <= c.start < end)


def main() -> None:
    """Draw or read, then write the list."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("data", nargs="?", type=Path, help="the shared data folder")
    options.add_argument("--reports", nargs="+", type=Path, default=[], help="read files instead")
    options.add_argument("--words", choices=sorted(GROUPS), default="denied")
    options.add_argument("--sentences", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--trees", action="store_true", help="show each parse")
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    if (given.data is None) == (not given.reports):
        options.error("give either the data folder or --reports")
    reader = Reader.load()
    lines: list[str] = []
    if given.reports:
        for read in read_paths([str(p) for p in given.reports]):
            if isinstance(read, Problem):
                sys.stderr.write(f"{read.report}: {read.message}\n")
            else:
                lines += show_report(reader, read, str(read.path), given.trees)
    else:
        folder = given.data / "train" / "ner_gmb"
        for name, text in sample(folder, GROUPS[given.words], given.sentences, given.seed):
            report = Report(id=report_id(text), text=text, published=PUBLISHED)
            lines += show_report(reader, report, name, given.trees)
    given.out.write_text("\n".join(lines) + "\n", "utf-8")
    facts = sum(line.startswith(" ! ") for line in lines)
    others = sum(line.startswith("   ") for line in lines)
    print(f"claims {facts + others}  shown as facts {facts}")


if __name__ == "__main__":
    main()
