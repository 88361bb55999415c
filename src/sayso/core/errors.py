"""Errors, as a tree.

SaysoError            anything the user can act on: one line, what and where, what to do
├── InputError        a file or line that cannot be read: the batch goes on, exit code 1
├── UsageError        wrong usage or settings: exit code 2
└── KnowledgeError    a lexicon, actor or outlet file that does not hold together
"""

from __future__ import annotations


class SaysoError(Exception):
    """Base of every error shown to the user as one line."""


class InputError(SaysoError):
    """A report that cannot be read. ``code`` is stable and documented; ``line`` counts from 1."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.line = line


class UsageError(SaysoError):
    """Wrong usage."""


class KnowledgeError(SaysoError):
    """A data file of ours that is not right: names the file and the entry."""


def crash_message(error: Exception) -> str:
    """What to say of a fault that is not the input's."""
    return f"{type(error).__name__}: {error}; a fault in sayso, please report it"
