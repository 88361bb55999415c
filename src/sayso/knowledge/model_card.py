"""The card of the bundled language model, from ``models/card.json``, and its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from sayso.core.errors import KnowledgeError
from sayso.core.model_card import ModelCard, ModelFile, ModelInfo

FOLDER = Path(__file__).parent / "models"
NETWORK = "network.onnx"


def load_model_info(folder: Path = FOLDER) -> ModelInfo:
    """Read the card, list the files, and hash the network. No model is loaded.

    In:  a folder with ``card.json`` and, in a folder named after the language, the model.

    Raises KnowledgeError where the card or the network is missing or cannot be read.
    """
    file = folder / "card.json"
    try:
        card = msgspec.json.decode(file.read_bytes(), type=ModelCard)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError(f"{file}: {error}") from error
    model = folder / card.language
    try:
        with (model / NETWORK).open("rb") as network:
            found = hashlib.file_digest(network, "sha256").hexdigest()
        files = tuple(
            ModelFile(name=path.relative_to(model).as_posix(), size=path.stat().st_size)
            for path in sorted(model.rglob("*"))
            if path.is_file()
        )
    except OSError as error:
        raise KnowledgeError(f"{model / NETWORK}: {error}") from error
    return ModelInfo(
        card=card,
        folder=str(model),
        files=files,
        network=found,
        as_on_card=found == card.network,
    )
