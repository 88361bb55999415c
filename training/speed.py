"""How fast a model reads news, how long it takes to load, and how much memory that needs.

In:  the shared data folder, a model folder, how many threads (and cores) it gets.
Out: one line of JSON on standard output: what ``speed`` returns.

It is a process of its own because cores and threads must be fixed before any library starts its
threads, and the highest memory is known of a process only.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

NEWS = ("dev/re3d/data.jsonl", "dev/muc4/data.jsonl")
WORDS = 30_000  # white space between them
ROUNDS = 3


def speed(data: Path, model: Path, threads: int) -> dict[str, float]:
    """Run this file on ``threads`` cores and wait.

    Out: ``words_per_second`` (the model's words, punctuation counted, from text to ``Doc``; median
    of three rounds after one to warm up), ``spaced_words_per_second`` (words between white space),
    ``words`` of a round, ``load_seconds`` (with the imports of all libraries), ``memory_mb`` (the
    highest resident), ``threads``.

    Raises CalledProcessError where the model cannot be loaded or there are not that many cores.
    """
    command = [sys.executable, "-m", "training.speed", str(data), str(model)]
    done = subprocess.run(
        [*command, "--threads", str(threads)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def news(data: Path) -> list[str]:
    """Texts of news, about ``WORDS`` words."""
    texts: list[str] = []
    words = 0
    for name in NEWS:
        for line in (data / name).read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            if words < WORDS:
                texts.append(text)
                words += len(text.split())
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("model", type=Path, help="a model folder")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))[: arguments.threads]
    if len(cores) < arguments.threads:
        sys.exit(f"{arguments.threads} threads asked for, {len(cores)} cores here")
    os.sched_setaffinity(0, cores)
    texts = news(arguments.data)
    began = time.perf_counter()
    from sayso.language.loader import load_model

    nlp = load_model(arguments.model, arguments.threads)
    load = time.perf_counter() - began
    seconds: list[float] = []
    words = 0
    for number in range(ROUNDS + 1):
        began = time.perf_counter()
        words = sum(sum(not t.is_space for t in doc) for doc in nlp.pipe(texts))
        if number:
            seconds.append(time.perf_counter() - began)
    taken = statistics.median(seconds)
    found = {
        "threads": arguments.threads,
        "words": words,
        "words_per_second": round(words / taken),
        "spaced_words_per_second": round(sum(len(t.split()) for t in texts) / taken),
        "load_seconds": round(load, 2),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
