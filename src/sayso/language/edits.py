"""Lemmas as edits: how a word form becomes its lemma, as one label a classifier can choose.

An edit is ``l``, ``k`` or ``t`` (in lower case, as the form has it, or with a capital), how many
characters go from the end, and what comes instead: ``l3y`` makes "Parties" into "party". ``=be`` is
the lemma itself.
After the suffix rules of UDPipe (Straka 2018), without prefixes.
"""

from __future__ import annotations


def edit_of(form: str, lemma: str) -> str:
    """The edit that makes ``form`` into ``lemma``."""
    for mark, start in (("l", form.lower()), ("k", form), ("t", form.capitalize())):
        same = 0
        for a, b in zip(start, lemma, strict=False):
            if a != b:
                break
            same += 1
        if same and (same >= len(start) - 4 or same * 2 >= len(start)):
            return f"{mark}{len(start) - same}{lemma[same:]}"
    return f"={lemma}"


def edited(form: str, edit: str) -> str | None:
    """What ``edit`` makes of ``form``; None if it cannot be applied to it."""
    if edit.startswith("="):
        return edit[1:]
    rest = edit[1:]
    digits = len(rest) - len(rest.lstrip("0123456789"))
    cut, ending = int(rest[:digits]), rest[digits:]
    start = {"l": form.lower(), "k": form, "t": form.capitalize()}[edit[0]]
    if cut >= len(start):
        return None
    return start[: len(start) - cut] + ending
