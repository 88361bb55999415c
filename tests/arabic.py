"""A record in Arabic, with English names and figures between: for how the page shows it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from tests.records import clock
from tests.serving import news
from tests.told import party, place, source

from sayso.record import Archive

SENTENCE = "سيطر الجيش السوري على نبل والزهراء يوم الأربعاء 3 شباط بدعم من Hezbollah."
DENIAL = "نفت المعارضة أن الجيش سيطر على نبل، وقالت إن 12 مقاتلا قتلوا (بينهم 3 قادة)."
TOWN, SPEAKER = "نبل", "ناطق باسم المعارضة"
OUTLETS = ("وكالة الأنباء", "صوت الشمال")


def make_arabic(path: Path) -> str:
    """The record at a path: one outlet tells of a capture, another one denies it."""
    at = [replace(place("Arden"), text=TOWN, name=TOWN, lat=36.37, lon=36.99)]
    army = [replace(party("SYR-MIL"), text="الجيش السوري", name="الجيش السوري")]
    took = {"actor": army, "at": at, "on": "2016-02-03"}
    speaker = replace(source("SYR-REB", "denied", "negative"), name=SPEAKER)
    denied = {"by": [speaker], "modality": "denied", "polarity": "negative"}
    items = [
        news(
            OUTLETS[0], "2016-02-04",
            (SENTENCE, "capture", took),
            ("وأضافت الوكالة أن الطريق مفتوحة.", "open_route", {"at": at, "on": "2016-02-04"}),
        ),
        news(OUTLETS[1], "2016-02-05", (DENIAL, "capture", took | denied)),
    ]  # fmt: skip
    with Archive.create(str(path), clock()) as book:
        for item, claims in items:
            book.add(item, claims)
        book.gather()
    return str(path)
