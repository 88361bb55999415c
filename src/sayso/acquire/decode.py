"""Bytes → text, or a clear reason why not. Nothing is guessed silently: offsets and hashes must
mean the same on every machine."""

from __future__ import annotations

import codecs
import re

from sayso.core.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "pdf", "PDF is not read yet; save its text as .txt"),
    (b"PK\x03\x04", "type", "a zip or an office document; save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "type", "an old office document; save its text as .txt"),
    (b"{\\rtf", "type", "RTF is not read; save it as plain text"),
    (b"\x1f\x8b", "type", "compressed (gzip); unpack it first"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f]")


def decode(data: bytes) -> str:
    """Text in UTF-8, or in UTF-16 or UTF-32 with a byte order mark (which is left out).

    Raises InputError: "empty", "pdf", "type", "binary" or "encoding". Other encodings are refused:
    most bytes read as *something* in them, and a wrong letter in a name would go unnoticed.
    """
    if not data.strip():
        raise InputError("empty", "the file is empty; nothing to read")
    for magic, code, message in _MAGIC:
        if data.startswith(magic):
            raise InputError(code, message)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_decoded(data[len(bom) :], encoding))
    if b"\x00" in data[:4096]:
        sample = data[:4096]
        for encoding, zeros, others in (
            ("utf-16-le", sample[1::2], sample[0::2]),
            ("utf-16-be", sample[0::2], sample[1::2]),
        ):
            if zeros.count(0) > 0.4 * len(zeros) and others.count(0) == 0:
                return _checked(_decoded(data, encoding))
        raise InputError("binary", "not text (it has NUL bytes); give .txt, .html or .jsonl")
    return _checked(_decoded(data, "utf-8"))


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise InputError("encoding", f"not valid {encoding.upper()}") from error
        raise _not_utf8(data, error) from error
    if not text.strip():
        raise InputError("empty", "the file is empty; nothing to read")
    return text


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> InputError:
    line = data.count(b"\n", 0, error.start) + 1
    sample = data[:20_000]
    controls = sum(1 for byte in sample if byte < 9 or 13 < byte < 32)
    high = sum(1 for byte in sample if byte > 126)
    if controls > 0.01 * len(sample) or high > 0.6 * len(sample):
        return InputError("binary", "not text; give .txt, .html or .jsonl")
    message = f"not UTF-8: byte 0x{data[error.start]:02X} at {error.start}, line {line}"
    if _reads_as_windows(sample):
        message += "; perhaps Windows-1252: iconv -f WINDOWS-1252 -t UTF-8 would make it so"
    else:
        message += "; save it as UTF-8"
    return InputError("encoding", message, line)


def _reads_as_windows(sample: bytes) -> bool:
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    odd = [c for c in text if ord(c) > 126]
    letters = [c for c in odd if c.isalpha() or c in "‘’“”–—…•€£«» °"]
    return len(letters) >= 0.9 * len(odd)


def _checked(text: str) -> str:
    sample = text[:100_000]
    if len(_CONTROLS.findall(sample)) > 0.01 * len(sample):
        raise InputError("binary", "not text; give .txt, .html or .jsonl")
    return text
