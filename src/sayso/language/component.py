"""The spaCy component that reads a ``Doc`` with a model of ours.

Windows of many Docs wait in one queue. Threads run the network, which leaves Python to this one:
it makes the next windows and decodes the answers, in order. A window is read alone, so no
answer depends on what else is in the queue.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from sayso.language.inputs import Inputs
from sayso.language.model import Model, read_model
from sayso.language.network import Found
from sayso.language.reading import Reading
from sayso.language.windows import Window
from sayso.language.writing import Writer

FACTORY = "sayso_language"
AHEAD = 4  # windows that wait for each thread
Waiting = tuple[Reading, Window | None, Future[Found] | None]


class Reader:
    """A step of a spaCy pipeline: fills every layer of a Doc."""

    def __init__(self, nlp: Language, model: Model, threads: int = 1) -> None:
        """``threads``: how many run the network, 1 at least."""
        self.model, self.threads = model, threads
        self._writer = Writer(nlp.vocab, model)
        self._pool: ThreadPoolExecutor | None = None
        self._process = os.getpid()
        self._blas = ThreadpoolController().select(user_api="blas")

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names, for ``Language.pipe_labels``."""
        return tuple(self.model.names.labels)

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc. Sentence starts that it has already are kept."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """Read many, in order. ``batch_size`` changes nothing: the queue is as long as it needs
        to be to keep the threads busy."""
        queue: deque[Waiting] = deque()
        ahead = AHEAD * self.threads if self.threads > 1 else 0
        try:
            for doc in stream:
                reading = Reading(doc, self.model, self._writer)
                for window in reading.windows:
                    queue.append((reading, window, self._start(reading.inputs(window))))
                    while len(queue) > ahead:
                        yield from self._next(queue)
                queue.append((reading, None, None))
                while len(queue) > ahead:
                    yield from self._next(queue)
            while queue:
                yield from self._next(queue)
        finally:
            for _, _, future in queue:
                if future:
                    future.cancel()

    def _next(self, queue: deque[Waiting]) -> Iterator[Doc]:
        """Decode what has waited longest; the Doc, where it was its last."""
        reading, window, future = queue.popleft()
        found = future.result() if future else None
        # The matrices are small: more threads would only be in the network's way.
        with self._blas.limit(limits=1):
            if window and found:
                reading.take(window, found)
                return
            doc = reading.finish()
        yield doc

    def _start(self, inputs: Inputs) -> Future[Found]:
        """Read a window, in a thread where there are several."""
        if self.threads > 1:
            return self._threads().submit(self._read, inputs)
        done: Future[Found] = Future()
        done.set_result(self._read(inputs))
        return done

    def _read(self, inputs: Inputs) -> Found:
        return self.model.network.read([inputs])[0]

    def _threads(self) -> ThreadPoolExecutor:
        """The threads, started when first needed; a forked process starts its own."""
        if self._pool is None or self._process != os.getpid():
            self._process = os.getpid()
            self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="sayso")
        return self._pool


@Language.factory(
    FACTORY,
    assigns=[
        "token.pos", "token.tag", "token.morph", "token.lemma", "token.dep", "token.head",
        "token.is_sent_start", "token.ent_iob", "token.ent_type", "doc.sents", "doc.ents",
        "token._.factuality",
    ],
    default_config={"threads": 1},
)  # fmt: skip
def make_reader(nlp: Language, name: str, folder: str, threads: int) -> Reader:
    """The component from a model folder. Raises KnowledgeError."""
    return Reader(nlp, read_model(Path(folder)), threads)
