"""Grammar → the tokens that are names of groups, bodies and media, and so no places."""

from __future__ import annotations

from sayso.core.grammar import Grammar
from sayso.knowledge.actors import load_actors
from sayso.knowledge.spelling import split_words


def group_tokens(grammar: Grammar) -> set[int]:
    """The tokens of every known name that means a group, body or medium and nothing else:
    "Fatah" is no place, nor is the "Levant" of "Levant Front"."""
    actors = load_actors()
    found: set[int] = set()
    for sentence in grammar.sentences:
        words: list[str] = []
        index: list[int] = []
        for token in grammar.tokens[sentence.first : sentence.last]:
            parts = split_words(token.text)
            words.extend(parts)
            index.extend([token.i] * len(parts))
        position = 0
        while position < len(words):
            end, meant = actors.longest_name(words, position)
            if meant and all(
                f.form in ("name", "adjective") and f.actor.kind != "state" for f in meant
            ):
                found.update(index[position:end])
            position = max(end, position + 1)
    return found
