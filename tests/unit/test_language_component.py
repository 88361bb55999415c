"""The component: every layer of a Doc is set, is legal, and is the same in any company."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Token
from tests.fake_model import fake_folder, fake_reader

from sayso.language import bounds
from sayso.language.component import Reader
from sayso.language.factuality import Factuality
from sayso.language.features import CASES, Pieces, case, shapes
from sayso.language.inputs import Coder
from sayso.language.network import Found
from sayso.language.reading import PENDING, Reading
from sayso.language.windows import Window

LETTERS = "abcdefg ABC.,\n\t  '1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fake_folder(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def nlp(folder: Path) -> Language:
    return fake_reader(folder)[0]


@pytest.fixture(scope="module")
def reader(folder: Path) -> Reader:
    return fake_reader(folder)[1]


def content(doc: Doc) -> list[Any]:
    """Everything that reading sets."""
    columns: list[str | int] = [
        "POS", "TAG", "DEP", "HEAD", "LEMMA", "MORPH", "SENT_START", "ENT_IOB", "ENT_TYPE",
    ]  # fmt: skip
    told = [token._.factuality for token in doc]
    return [doc.text, doc.to_array(columns).tolist(), told]


def check(doc: Doc) -> None:
    """The tree of each sentence is legal; names are within sentences; nothing is unset."""
    assert not len(doc) or (doc.has_annotation("DEP") and doc[0].is_sent_start)
    for sentence in doc.sents:
        roots = [token for token in sentence if token.head == token]
        assert [token.dep_ for token in roots] == ["ROOT"]
        for token in sentence:
            assert token.head in sentence
            assert (token.dep_ == "ROOT") == (token.head == token)
            assert token.lemma_
            assert (token.pos_, token.tag_) == ("SPACE", "_SP") or not token.is_space
            seen = {token}
            while token.head != token:
                token = token.head
                assert token not in seen
                seen.add(token)
    for name in doc.ents:
        assert not name[0].is_space
        assert not name[-1].is_space
        assert name[0].sent.end >= name.end


def test_the_input_is_that_of_training(folder: Path) -> None:
    coder, pieces = Coder(folder / "vocab.txt"), Pieces(folder / "vocab.txt")
    words = ["Abc", "de", "FG", ".", "a1", "12", "aBc", "X", "é\x00", "abc-de"]
    spaced = [True, False, True, False, True, True, False, True, True, False]
    text = dict(enumerate(words))
    coded = coder.code(list(text), text, np.array(spaced))
    assert {case(w) for w in words} == set(range(len(CASES)))
    for first, last in ((0, len(words)), (1, 4), (3, 4)):
        made = coder.inputs(coded, Window(first=first, last=last, keep_from=first, keep_to=last))
        ids, shape, firsts, lasts = [pieces.first], [32], [], []
        for i in range(first, last):
            (own,) = pieces([words[i]])
            firsts.append(len(ids))
            ids.extend(own)
            shape.extend(shapes(case(words[i]), spaced[i] or i == first, len(own)))
            lasts.append(len(ids) - 1)
        assert made.pieces.tolist() == [*ids, pieces.last]
        assert made.shapes.tolist() == [*shape, 32]
        assert (made.first.tolist(), made.last.tolist()) == (firsts, lasts)


@given(st.text(LETTERS, max_size=400))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_read_whole(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    check(doc)


@given(st.text(max_size=60))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_characters(nlp: Language, text: str) -> None:
    check(nlp(text))


def test_white_space_is_no_word(nlp: Language) -> None:
    doc = nlp("  \n aa bb.  \n cc")
    space = [token for token in doc if token.is_space]
    assert [(t.pos_, t.tag_, t.dep_) for t in space] == [("SPACE", "_SP", "dep")] * len(space)
    assert [t.head.i for t in space] == [space[0].i + 1, *(t.i - 1 for t in space[1:])]
    assert [t.lemma_ for t in space] == [t.text for t in space]
    assert {t._.factuality for t in space} == {None}
    only = nlp("\n\n  ")
    assert [t.dep_ for t in only] == ["ROOT"]


def test_a_sentence_never_crosses_a_blank_line(folder: Path) -> None:
    nlp, _ = fake_reader(folder, start=-1000)
    doc = nlp("aa bb\ncc dd\n\nee ff \r\n\r\n gg\n \nhh")
    assert [[t.text for t in s if not t.is_space] for s in doc.sents] == [
        ["aa", "bb", "cc", "dd"], ["ee", "ff"], ["gg"], ["hh"],
    ]  # fmt: skip


def test_the_network_is_given_no_more_than_it_takes(folder: Path) -> None:
    nlp, reader = fake_reader(folder)
    nlp("abcdef abc de. " * 60 + "\n\nabc")
    calls: list[tuple[int, int]] = reader.model.network._session.calls  # type: ignore[attr-defined]
    assert max(pieces for _, pieces in calls) <= 40 + 2
    assert all(windows == 1 for windows, _ in calls)
    assert calls[-1] == (1, 3 + 2)


def test_given_bounds_are_kept(nlp: Language) -> None:
    luck = random.Random(3)
    words = [luck.choice(["aa", "bb", ".", "Cc"]) for _ in range(300)]
    starts: list[bool | int | None] = [luck.random() < 0.1 for _ in words]
    starts[0] = True
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[True] * len(words), sent_starts=starts))
    assert [bool(t.is_sent_start) for t in doc] == starts
    check(doc)
    free = nlp(Doc(nlp.vocab, words=words, spaces=[True] * len(words)))
    assert [bool(t.is_sent_start) for t in free] != starts


@pytest.mark.parametrize("given", [True, False])
def test_a_sentence_of_5000_words(folder: Path, given: bool) -> None:
    nlp, _ = fake_reader(folder, start=-1000)
    words = ["aa", "b", "Ccc", ".", "a"] * 1000
    starts: list[bool | int | None] | None = [i == 0 for i in range(5000)] if given else None
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[True] * 5000, sent_starts=starts))
    check(doc)
    lengths = [len(sentence) for sentence in doc.sents]
    assert sum(lengths) == 5000
    assert lengths == [5000] if given else max(lengths) <= bounds.LONGEST


def test_the_same_in_any_company(folder: Path) -> None:
    luck = random.Random(5)
    texts = [
        "".join(luck.choice("abc ABc. ") for _ in range(luck.randrange(300))) for _ in range(25)
    ]
    texts += ["", " ", "\n\n", "abc " * 400]
    alone, _ = fake_reader(folder)
    expected = {text: content(alone(text)) for text in texts}
    for threads in (1, 2, 5):
        nlp, _ = fake_reader(folder, threads)
        luck.shuffle(texts)
        for size in (1, 1000):
            found = list(nlp.pipe(texts, batch_size=size))
            assert [doc.text for doc in found] == texts
            assert all(content(doc) == expected[doc.text] for doc in found)


def test_a_reader_that_is_left_early(folder: Path) -> None:
    nlp, _ = fake_reader(folder, threads=2)
    stream = nlp.pipe(["abc def."] * 100)
    assert content(next(stream)) == content(nlp("abc def."))
    stream.close()  # type: ignore[attr-defined]
    assert len(list(nlp.pipe(["a", "b"]))) == 2


def test_an_error_in_a_thread_is_not_swallowed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp, reader = fake_reader(folder, threads=2)
    session = reader.model.network._session
    monkeypatch.setattr(session, "run", lambda names, feed: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        nlp("abc")


def test_windows_of_one_length_may_go_together(reader: Reader) -> None:
    words = {1: "ab", 2: "c", 3: "def", 4: "abc", 5: "."}
    made = []
    for keys in ([1, 2, 3], [4, 3], [5, 5, 5, 5, 1]):
        coded = reader.model.coder.code(keys, words, np.ones(len(keys), bool))
        window = Window(first=0, last=len(keys), keep_from=0, keep_to=len(keys))
        made.append(reader.model.coder.inputs(coded, window))
    together = reader.model.network.read(made)
    for one, inputs in zip(together, made, strict=True):
        (alone,) = reader.model.network.read([inputs])
        assert all(np.array_equal(a, b) for a, b in zip(one.tree, alone.tree, strict=True))
        assert np.array_equal(one.tags, alone.tags)
        assert np.array_equal(one.edits, alone.edits)


def test_factuality(nlp: Language) -> None:
    doc = nlp("aa Bb cc")
    told = doc[1]._.factuality
    assert isinstance(told, Factuality)
    assert told.certainty in ("CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED")
    assert (told.polarity in ("POS", "NEG"), told.time in ("NON_FUTURE", "FUTURE")) == (True, True)
    restored = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert restored[1]._.factuality == told
    assert Doc(nlp.vocab, words=["a"])[0]._.factuality is None
    assert Token.has_extension("factuality")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000_000,
        "a-" * 2_000 + " ",
        "\x00\x01\x1f\x7f\u200b\u202e\ufeff abc\x00def",
        "👩‍👩‍👧‍👦" * 200 + " 🇺🇦",
        "\u0301" * 1000,
        " \n" * 5000,
    ],
    ids=["one word of 10 MB", "hyphens", "control", "emoji", "accents", "blank lines"],
)
def test_hostile_text(nlp: Language, text: str) -> None:
    # spaCy's tokeniser takes 12 s for 10 MB without a space: it is not what is tested.
    doc = nlp.make_doc(text) if " " in text else Doc(nlp.vocab, words=[text], spaces=[False])
    tracemalloc.start()
    try:
        doc = nlp(doc)
        assert tracemalloc.get_traced_memory()[1] < 250e6
    finally:
        tracemalloc.stop()
    assert doc.text == text
    assert doc.has_annotation("DEP")


def test_vectors_are_not_kept_longer_than_needed(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    take = Reading.take

    def watched(self: Reading, window: Window, found: Found) -> None:
        take(self, window, found)
        assert sum(len(part[0]) for part in self._pending) == self._taken - self._settled
        kept.append(self._taken - self._settled)

    monkeypatch.setattr(Reading, "take", watched)
    check(nlp(Doc(nlp.vocab, words=["abc", "d", "e", "f."] * 1500)))
    assert max(kept) <= PENDING
    assert len(kept) > 100
