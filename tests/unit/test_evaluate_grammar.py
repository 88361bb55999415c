"""Scoring the language model's grammar: reading CoNLL-U, aligning words, and every figure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from sayso import cli
from sayso.core.errors import InputError, UsageError
from sayso.core.evaluation import GrammarScores
from sayso.core.grammar import Grammar, ModelRun, Sentence, Token, Words
from sayso.evaluate.grammar import align, score_grammar
from sayso.evaluate.treebank import Passage, read_treebank

if TYPE_CHECKING:
    from sayso.pipeline import Reader

FIGURES = ("uas", "las", "las_subtypes", "upos", "xpos", "feats", "lemma")

# Written for this test: a torn token that spells its words, one that does not, an empty node.
CONLLU = """\
# newdoc id = made_news_bridge
# newpar id = p1
# sent_id = s1
# text = Rebels can't cross.
1\tRebels\trebel\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t4:nsubj\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\tVerbForm=Fin\t4\taux\t4:aux\t_
3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t4:advmod\t_
4\tcross\tcross\tVERB\tVB\tVerbForm=Inf\t0\troot\t0:root\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t4:punct\t_

# sent_id = s2
1-2\tWanna\t_\t_\t_\t_\t_\t_\t_\t_
1\twant\twant\tVERB\tVB\tVerbForm=Inf\t0\troot\t0:root\t_
2\tto\tto\tPART\tTO\t_\t3\tmark\t3:mark\t_
3\tfly\tfly\tVERB\tVB\tPerson=3|Mood=Ind\t1\txcomp\t1:xcomp\tSpaceAfter=No
3.1\tplane\tplane\tNOUN\tNN\t_\t_\t_\t3:obj\t_
4\t?\t?\tPUNCT\t.\t_\t1\tpunct\t1:punct\t_

# newpar
# sent_id = s3
# text = Nizar left
1\tNizar\tNizar\tPROPN\tNNP\tNumber=Sing\t2\tnsubj:outer\t2:nsubj\t_
2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t0:root\t_

# newdoc id = made_talk_rain
# sent_id = s4
# text = Rain
1\tRain\train\tNOUN\tNN\tNumber=Sing\t0\troot\t0:root\t_

"""


class Fake:
    """A model that gives back the gold, changed as the test says."""

    def __init__(
        self, passages: Sequence[Passage], change: Callable[[Token], Token] = lambda t: t
    ) -> None:
        self.gold = [p.grammar for p in passages]
        self.change = change
        self.words: list[Words] = []
        self.texts: list[str] = []
        self.name_labels: frozenset[str] = frozenset()

    def parse_words(self, paragraphs: Sequence[Words]) -> ModelRun:
        self.words += paragraphs
        return self._run()

    def parse_texts(self, texts: Sequence[str]) -> ModelRun:
        self.texts += texts
        return self._run()

    def _run(self) -> ModelRun:
        changed = (
            Grammar(g.text, tuple(self.change(t) for t in g.tokens), g.sentences, ())
            for g in self.gold
        )
        return ModelRun(grammars=tuple(changed), seconds=0.5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "made.conllu"
    file.write_text(CONLLU, encoding="utf-8")
    return file


def wrong(scores: GrammarScores) -> set[str]:
    return {name for name in FIGURES if getattr(scores, name) < 100}


def test_a_treebank_is_read(path: Path) -> None:
    first, second, third = read_treebank(path)
    assert first.grammar.text == "Rebels can't cross. Wanna fly?"
    assert [(t.text, first.grammar.text[t.start : t.end]) for t in first.grammar.tokens] == [
        ("Rebels", "Rebels"), ("ca", "ca"), ("n't", "n't"), ("cross", "cross"), (".", "."),
        ("want", "Wanna"), ("to", "Wanna"), ("fly", "fly"), ("?", "?"),
    ]  # fmt: skip
    words = first.words
    assert [f for f, start in zip(words.forms, words.starts or (), strict=True) if start] == [
        "Rebels", "want",
    ]  # fmt: skip
    assert [f for f, space in zip(words.forms, words.spaces, strict=True) if space] == [
        "Rebels", "n't", ".", "to",
    ]  # fmt: skip
    assert [t.head for t in first.grammar.tokens] == [3, 3, 3, 3, 3, 5, 7, 5, 5]
    assert [s.first for s in first.grammar.sentences] == [0, 5]
    assert [t.text for t in second.grammar.tokens] == ["Nizar", "left"]
    assert third.grammar.text == "Rain"


def test_documents_are_chosen_by_their_id(path: Path) -> None:
    assert [p.grammar.text for p in read_treebank(path, "made_talk_*")] == ["Rain"]
    assert len(read_treebank(path, "made_news_*")) == 2
    with pytest.raises(UsageError, match="newdoc id"):
        score_grammar(read_treebank(path, "GUM_*"), Fake(()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# text = Rain", "# text = Snow"),
        ("NN\tNumber=Sing\t0\troot", "NN\tNumber=Sing\t7\troot"),
        ("NN\tNumber=Sing\t0\troot", "NN\tNumber=Sing\t_\troot"),
        ("1\tRain", "2\tRain"),
        ("1\tRain", "one\tRain"),
    ],
)
def test_what_is_no_treebank_is_said(path: Path, old: str, new: str) -> None:
    path.write_text(CONLLU.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=r"made\.conllu"):
        read_treebank(path)


@pytest.mark.parametrize("raw", [False, True])
def test_gold_against_itself_is_all_right(path: Path, raw: bool) -> None:
    passages = read_treebank(path)
    model = Fake(passages)
    scores = score_grammar(passages, model, raw)
    assert not wrong(scores)
    assert (scores.words_f1, scores.sentence_f1) == ((100, 100) if raw else (None, None))
    assert (scores.words, scores.sentences, scores.words_per_second) == (12, 4, 24)
    assert model.texts == (["Rebels can't cross. Wanna fly?", "Nizar left", "Rain"] if raw else [])
    assert len(model.words) == (0 if raw else 3)


@pytest.mark.parametrize(
    ("change", "fails"),
    [
        ({"upos": "X"}, {"upos"}),
        ({"xpos": "X"}, {"xpos"}),
        ({"feats": "Number=Plur"}, {"feats"}),
        ({"lemma": "nizar"}, {"lemma"}),
        ({"dep": "nsubj"}, {"las_subtypes"}),
        ({"dep": "obj"}, {"las", "las_subtypes"}),
        ({"head": 0, "dep": "nsubj:outer"}, {"uas", "las", "las_subtypes"}),
    ],
)
@pytest.mark.parametrize("raw", [False, True])
def test_each_figure_sees_its_own_layer(
    path: Path, raw: bool, change: dict[str, str | int], fails: set[str]
) -> None:
    passages = read_treebank(path)

    def err(token: Token) -> Token:
        return replace(token, **change) if token.text == "Nizar" else token

    scores = score_grammar(passages, Fake(passages, err), raw)
    assert wrong(scores) == fails
    assert {getattr(scores, name) for name in fails} == {91.67}  # 11 of 12 words


def test_the_order_of_features_does_not_matter(path: Path) -> None:
    passages = read_treebank(path)

    def turned(token: Token) -> Token:
        return replace(token, feats="|".join(reversed(token.feats.split("|"))))

    assert not wrong(score_grammar(passages, Fake(passages, turned)))


def test_a_word_without_gold_lemma_has_any(path: Path) -> None:
    path.write_text(CONLLU.replace("\train\t", "\t_\t"), encoding="utf-8")
    passages = read_treebank(path)

    def guess(token: Token) -> Token:
        return replace(token, lemma="rain") if token.lemma == "_" else token

    assert not wrong(score_grammar(passages, Fake(passages, guess)))


def tokens(text: str, *forms: str, heads: Sequence[int] = ()) -> tuple[Token, ...]:
    found: list[Token] = []
    start = 0
    for i, form in enumerate(forms):
        start = text.index(form, start)
        found.append(
            Token(
                i=i, start=start, end=start + len(form), text=form, lemma="_", upos="X", xpos="X",
                feats="", head=heads[i] if heads else i, dep="dep", sentence=0,
            )
        )  # fmt: skip
        start += len(form)
    return tuple(found)


def test_words_are_aligned_by_their_offsets() -> None:
    text = "a U.N.-led force."
    gold = tokens(text, "a", "U.N.", "-", "led", "force", ".")
    own = tokens(text, "a", "U.N", ".-", "led", "force.")
    assert align(gold, own) == [(0, 0), (3, 3)]


def test_words_that_share_a_token_are_aligned_by_form() -> None:
    text = "Dont go"
    shared = tokens(text, "Dont", "go")
    gold = (
        replace(shared[0], text="do"), replace(shared[0], i=1, text="not"), replace(shared[1], i=2)
    )  # fmt: skip
    assert align(gold, tokens(text, "Do", "nt", "go")) == [(0, 0), (2, 2)]
    assert align(gold, shared) == [(2, 1)]


def test_raw_figures_are_f1_over_words_and_sentences() -> None:
    text = "It fell. It burnt"
    gold = tokens(text, "It", "fell", ".", "It", "burnt", heads=(1, 1, 1, 4, 4))
    bounds = (Sentence(first=0, last=3, segment=0), Sentence(first=3, last=5, segment=0))
    own = tokens(text, "It", "fell.", "It", "burnt", heads=(1, 1, 3, 3))
    passages = [Passage(grammar=Grammar(text, gold, bounds, ()), spaces=(False,) * 5)]

    class Other(Fake):
        def parse_texts(self, texts: Sequence[str]) -> ModelRun:
            halves = (Sentence(first=0, last=2, segment=0), Sentence(first=2, last=4, segment=0))
            return ModelRun(grammars=(Grammar(text, own, halves, ()),), seconds=1)

    scores = score_grammar(passages, Other(passages), raw=True)
    assert scores.words_f1 == 66.67  # three of five, three of four
    assert scores.sentence_f1 == 100  # the same first and last letters, whatever the words
    assert scores.uas == 44.44  # the head of the first "It" is no word of the gold
    assert scores.upos == 66.67


def test_the_command(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = read_treebank(path)
    asked: list[str | None] = []

    def load(name: str | None) -> Fake:
        asked.append(name)
        return Fake(passages)

    monkeypatch.setattr("sayso.cli.common.load_model", load)
    command = ["evaluate", "grammar", str(path)]
    result = CliRunner().invoke(cli.app, [*command, "--format", "json", "--model", "other"])
    scores = json.loads(result.stdout)
    assert result.exit_code == 0
    assert asked == ["other"]
    assert {scores[name] for name in FIGURES} == {100}
    assert scores["sentence_f1"] is None
    table = CliRunner().invoke(cli.app, [*command, "--raw"]).stdout
    assert "Grammar, from text" in table
    assert "12 words in 4 sentences; 24 words a second" in table
    missing = CliRunner().invoke(cli.app, ["evaluate", "grammar", str(path.parent / "none")])
    assert missing.exit_code == 2
    assert "cannot be read" in missing.stderr


@pytest.mark.parametrize("raw", [False, True])
def test_the_bundled_model_is_scored(reader: Reader, path: Path, raw: bool) -> None:
    from sayso.pipeline import BareModel

    passages = read_treebank(path)
    model = BareModel(reader.model)
    scores = score_grammar(passages, model, raw)
    assert all(0 < getattr(scores, name) <= 100 for name in FIGURES)
    run = model.parse_words([passage.words for passage in passages])
    for passage, grammar in zip(passages, run.grammars, strict=True):
        assert [t.text for t in grammar.tokens] == [t.text for t in passage.grammar.tokens]
        assert grammar.sentences == passage.grammar.sentences


def test_a_pipeline_by_its_name_or_folder(tmp_path: Path) -> None:
    import spacy

    from sayso.pipeline import BareModel

    blank = spacy.blank("en")
    blank.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "UN"}])  # type: ignore[attr-defined]
    blank.to_disk(tmp_path / "blank")
    model = BareModel.load(str(tmp_path / "blank"))
    (grammar,) = model.parse_texts(["The  UN met."]).grammars
    assert [t.text for t in grammar.tokens] == ["The", "UN", "met", "."]
    assert [(n.first, n.last, n.label) for n in grammar.names] == [(1, 2, "ORG")]
    assert model.name_labels == {"ORG"}
    with pytest.raises(UsageError, match="no spaCy pipeline"):
        BareModel.load("no_such_pipeline")
