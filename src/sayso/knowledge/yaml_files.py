"""Data files in YAML, read once: what a file says is kept in the user's cache folder, and read from
there until the file changes. Reading YAML takes most of the time that a short command needs.

The cache is only ever a copy: it may be deleted at any time, and where it cannot be written or
read, the file is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec

_DIGEST = 32  # bytes of a SHA-256: of what was read, then of what is kept


def read_yaml(file: Path, loader: Any = None) -> Any:
    """What a YAML file says: lists, mappings and words, or what ``loader`` makes of them (by
    default all words stay text). Raises OSError and yaml.YAMLError."""
    data = file.read_bytes()
    name = "base" if loader is None else f"{loader.__module__}.{loader.__qualname__}"
    digest = hashlib.sha256(b"1 " + name.encode() + b"\n" + data).digest()
    kept = _folder() / f"{file.stem}-{hashlib.sha256(str(file).encode()).hexdigest()[:12]}.msgpack"
    with contextlib.suppress(OSError, msgspec.DecodeError, RecursionError):
        known = kept.read_bytes()
        packed = known[2 * _DIGEST :]
        if known[: 2 * _DIGEST] == digest + hashlib.sha256(packed).digest():
            return msgspec.msgpack.decode(packed)
    import yaml  # slow to import, and seldom needed

    found = yaml.load(data.decode("utf-8"), Loader=loader or yaml.CBaseLoader)
    with contextlib.suppress(OSError, TypeError, ValueError, OverflowError):
        _keep(kept, digest, found)
    return found


def _keep(kept: Path, digest: bytes, found: Any) -> None:
    packed = msgspec.msgpack.encode(found)
    if msgspec.msgpack.decode(packed) != found:  # as with dates
        return
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as part:
        part.write(digest + hashlib.sha256(packed).digest() + packed)
    try:
        os.replace(part.name, kept)
    except OSError:
        Path(part.name).unlink(missing_ok=True)
        raise


def _folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "sayso" / "data"
