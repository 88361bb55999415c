"""Ceasefires as records: one line a declaration or agreement, after the ETH/PRIO Civil Conflict
Ceasefire Dataset (Clayton et al. 2022): declared is not yet in effect, and neither is kept.

Dates are EDTF; what nobody tells is null or empty. Classes after Clayton and Sticher, The Logic of
Ceasefires in Civil War (2021): 1 a cessation of hostilities, 2 with provisions for compliance,
3 definitive.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.core.lines import Line, State
from sayso.core.types import Modality, Record

Form = Literal["unilateral", "bilateral", "multilateral"]
Purpose = Literal["humanitarian", "peace process", "holiday", "election", "other"]
CeasefireClass = Literal[1, 2, 3]
# "run out": its own term is over, and nobody here tells that it was extended or that it ended.
CeasefireStatus = Literal["declared", "in effect", "run out", "ended"]
StepKind = Literal["declared", "in effect", "holds", "extended", "ended", "denied"]


class CeasefireStep(Record, frozen=True, kw_only=True):
    """What is told of a ceasefire, in the order of days: ``when`` it was, ``by`` whom, and whose
    account that is. ``denied``: somebody says that it was not so."""

    kind: StepKind
    when: str | None
    by: tuple[str, ...]
    words: str
    by_account_of: str
    claims: tuple[str, ...]


class Left(Record, frozen=True, kw_only=True):
    """A party or place that a ceasefire leaves out, in the words of an account."""

    what: str
    words: str
    by_account_of: str
    claims: tuple[str, ...]


class Violation(Record, frozen=True, kw_only=True):
    """A breach as somebody tells it: by and against whom, where and when. ``put``: as asserted,
    accused, denied …; ``number`` where the account counts them."""

    by: tuple[str, ...]
    against: tuple[str, ...]
    places: tuple[str, ...]
    when: str | None
    number: float | int | None
    put: Modality
    words: str
    by_account_of: str
    claims: tuple[str, ...]


class Ceasefire(Line, frozen=True, kw_only=True):
    """One declaration or agreement to stop fighting.

    ``parties`` declared or agreed it; ``declared`` when, ``in_effect`` since when by those who say
    that it began, ``set_for`` and ``until`` as set beforehand. ``scope``: the places it is for;
    ``exclusions``: whom and what it leaves out. ``partial``, ``written``, ``purpose`` and
    ``class_`` (JSON ``class``) follow its words. ``ended_by``: who ended it, as far as told.
    """

    parties: tuple[str, ...]
    form: Form | None
    declared: str | None
    set_for: str | None
    in_effect: str | None
    length: str | None
    until: str | None
    scope: tuple[str, ...]
    country: str | None
    partial: bool | None
    exclusions: tuple[Left, ...]
    written: bool | None
    purpose: tuple[Purpose, ...]
    class_: CeasefireClass = msgspec.field(name="class")
    mediator: tuple[str, ...]
    status: CeasefireStatus
    state: State
    days: int | None
    ended: str | None
    ended_by: tuple[str, ...]
    violations: tuple[Violation, ...]
    steps: tuple[CeasefireStep, ...]
    disputed: tuple[str, ...]
