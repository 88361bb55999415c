"""The whole flow, report → claims: the file to read first.

Each stage is loaded once and is then a pure call on what the stage before it made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sayso.annotate.attributions import find_attributions
from sayso.annotate.grammar import parse, parse_asking
from sayso.annotate.mentions import find_mentions
from sayso.annotate.places import find_places
from sayso.annotate.quantities import find_quantities
from sayso.annotate.times import find_times
from sayso.annotate.words import name_labels, parse_texts, parse_words
from sayso.claims.build import read_claims
from sayso.claims.factuality import find_events
from sayso.core.annotation import Annotation
from sayso.core.errors import KnowledgeError, UsageError
from sayso.core.grammar import Grammar, ModelRun, Words
from sayso.core.model_card import ModelInfo
from sayso.core.types import Claim, Report
from sayso.knowledge.actors import load_actors
from sayso.knowledge.cues import load_cues
from sayso.knowledge.governors import load_governors
from sayso.knowledge.model_card import load_model_info
from sayso.knowledge.places import load_gazetteer
from sayso.knowledge.predicates import load_predicates
from sayso.language.loader import load_model

if TYPE_CHECKING:
    from spacy.language import Language


class Reader:
    """The stages with their knowledge: ``Reader.load()`` once, then ``read`` report by report."""

    def __init__(self, model: Language) -> None:
        self.model = model
        self.actors = load_actors()
        self.gazetteer = load_gazetteer()
        self.cues = load_cues()
        self.lexicon = load_predicates()
        self.governors = load_governors()

    @classmethod
    def load(cls) -> Reader:
        """Load the bundled language model and all knowledge. Raises KnowledgeError."""
        return cls(load_model())

    def annotate(self, report: Report) -> Annotation:
        """Report → the layers beneath the claims, event words with their factuality included."""
        grammar, ask = parse_asking(report, self.model)
        layers = self._layers(report, grammar)
        return replace(layers, events=find_events(layers, self.lexicon, self.governors, ask))

    def _layers(self, report: Report, grammar: Grammar) -> Annotation:
        places = find_places(report, grammar, self.gazetteer)
        return Annotation(
            report=report,
            grammar=grammar,
            mentions=find_mentions(report, grammar, places, self.actors),
            places=places,
            times=find_times(grammar, report.published),
            quantities=find_quantities(grammar),
            attributions=find_attributions(grammar, self.cues),
        )

    def read(self, report: Report) -> tuple[Claim, ...]:
        """Report → claims, in text order."""
        layers = self._layers(report, parse(report, self.model))
        return read_claims(layers, self.lexicon, self.governors)


def model_info() -> ModelInfo:
    """The bundled language model's card and files; the model is not loaded. Raises
    KnowledgeError."""
    return load_model_info()


class BareModel:
    """The language model alone, with nothing repaired, as ``sayso evaluate`` scores it."""

    def __init__(self, model: Language) -> None:
        self.model = model

    @classmethod
    def load(cls, name: str | None = None) -> BareModel:
        """Load the bundled model, or a folder of ours, or any installed spaCy pipeline with
        Universal Dependencies labels by its name or folder. Raises UsageError where there is none
        of that name."""
        try:
            return cls(load_model(name))
        except KnowledgeError as error:
            if name is None:
                raise
            raise UsageError(f"--model: {error}") from error

    @property
    def name_labels(self) -> frozenset[str]:
        """The labels of names that the model can give."""
        return name_labels(self.model)

    def parse_words(self, paragraphs: Sequence[Words]) -> ModelRun:
        """Given words → one grammar a paragraph with exactly these words."""
        return parse_words(paragraphs, self.model)

    def parse_texts(self, texts: Sequence[str]) -> ModelRun:
        """Texts → one grammar a text."""
        return parse_texts(texts, self.model)
