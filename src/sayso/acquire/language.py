"""Which language a text is in: English is read today."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from sayso.core.errors import InputError

# Languages of news on conflict; a closed list keeps English with many names from going astray.
LANGUAGES = {
    "en": "English", "ar": "Arabic", "fr": "French", "es": "Spanish", "ru": "Russian",
    "uk": "Ukrainian", "de": "German", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "tr": "Turkish", "fa": "Persian", "ur": "Urdu", "ps": "Pashto", "ku": "Kurdish",
    "he": "Hebrew", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "hi": "Hindi",
    "am": "Amharic", "sw": "Swahili", "el": "Greek", "pl": "Polish", "sr": "Serbian",
    "hy": "Armenian", "az": "Azerbaijani", "ka": "Georgian", "id": "Indonesian", "sv": "Swedish",
}  # fmt: skip
# No other language has these in such numbers: most texts need no closer look, which takes a second
# or two to prepare.
_ENGLISH = frozenset(
    ("the", "of", "and", "to", "that", "was", "were", "with", "for", "from", "by", "has", "have")
)
_ENGLISH_SHARE = 0.15
SHORTEST = 20
_SAMPLE = 3000


def check_language(text: str, stated: str | None) -> str:
    """The language code of a text that can be read: "en".

    ``stated`` (ISO 639, from a corpus) is believed. Without it the text decides; one of fewer than
    20 words in Latin letters is taken for English. Raises InputError("language").
    """
    if stated:
        code = re.split("[-_]", stated.strip().lower())[0]
        if code not in ("en", "eng", "english"):
            name = LANGUAGES.get(code, f"the language {stated!r}")
            raise InputError("language", f"in {name}, by its own field; English is read today")
        return "en"
    sample = text[:_SAMPLE]
    if len(sample.split()) < SHORTEST and _mostly_latin(sample):
        return "en"
    if _plainly_english(sample):
        return "en"
    code = _identify()(sample)
    if code != "en":
        name = LANGUAGES.get(code, code)
        raise InputError("language", f"looks like {name}; English is read today")
    return "en"


def _plainly_english(text: str) -> bool:
    words = text.lower().split()
    return sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words)


def _mostly_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(1 for c in letters if c < "\u0250") >= len(letters)


@functools.cache
def _identify() -> Callable[[str], str]:
    import py3langid  # type: ignore[import-untyped]

    py3langid.set_languages(list(LANGUAGES))
    return lambda text: str(py3langid.classify(text)[0])
