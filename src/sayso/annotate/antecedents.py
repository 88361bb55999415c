"""A pronoun → the mention before it that it stands for.

Candidates must agree in number and in being a person or a group, and are weighed by distance, by
being a subject, and by being subjects both. Where two different ones come close, none is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.annotate.bodies import is_body
from sayso.knowledge.cues import load_cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.annotate.draft import Draft
    from sayso.core.grammar import Grammar, Token
    from sayso.knowledge.actors import Actors

SPEAKER = frozenset(["i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"])
PERSON = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
THING = frozenset(["it", "its", "itself"])
MANY = frozenset(["they", "them", "their", "theirs", "themselves"])
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
GROUPS = frozenset({
    "state", "military", "armed group", "rebel", "political opposition", "intergovernmental",
    "NGO", "media", "monitor", "group of states",
})  # fmt: skip
NAMED_GROUPS = GROUPS - {"state", "military", "rebel", "group of states"}
ARMED = frozenset({"military", "armed group", "rebel"})
NEAR = 2
_PAUSES = frozenset({",", "–", "—", "-", '"', "”", "“"})
MARGIN = 0.75


class Antecedents:
    """Finds antecedents in one report."""

    def __init__(self, grammar: Grammar, actors: Actors) -> None:
        self.grammar, self.actors = grammar, actors

    def find(self, draft: Draft, token: Token, before: list[Draft]) -> Draft | None:
        """The antecedent of a pronoun among the earlier mentions, or none."""
        if token.low in RELATIVE:
            return self._relative(token, before)
        if self._partitive(token):
            return self._before_comma(token, before)
        return self._partner(token, before) or self._antecedent(draft, token, before)

    def _partner(self, token: Token, before: list[Draft]) -> Draft | None:
        """ "The government and its allies": the possessor is what "and" joins it to."""
        tokens, i = self.grammar.tokens, token.i
        if token.low not in ("its", "their", "his", "her") or not i or tokens[i - 1].low != "and":
            return None
        fits = (d for d in reversed(before) if d.last == i - 1 and d.full and not d.vague)
        found = next(fits, None)
        return found if found is not None and self._agrees(found, token.low) else None

    def _partitive(self, token: Token) -> bool:
        """ "..., many of them": of what was named just before the comma."""
        tokens, i = self.grammar.tokens, token.i
        return (
            token.low == "them"
            and i >= 3
            and (tokens[i - 1].low == "of" and tokens[i - 3].text == ",")
        )

    def _before_comma(self, token: Token, before: list[Draft]) -> Draft | None:
        found = [d for d in before if d.full and not d.vague and d.last <= token.i - 3]
        near = [d for d in found if token.i - 3 - d.last <= 2 and d.plural]
        return near[-1] if near else None

    def _relative(self, token: Token, before: list[Draft]) -> Draft | None:
        """The noun that a relative clause hangs on, or the one right before the pronoun."""
        if token.low == "that":
            # As a subject only: elsewhere "that" more often opens a clause of saying.
            following = self.grammar.tokens[token.i + 1 : token.i + 2]
            if not following or following[0].upos not in ("VERB", "AUX", "ADV"):
                return None
            return next((d for d in reversed(before) if d.last == token.i and d.full), None)
        for ancestor in self.grammar.ancestors(token.i):
            if ancestor.dep == "acl:relcl":
                noun = ancestor.head
                found = next((d for d in reversed(before) if d.head == noun and d.full), None)
                if found is not None and found.last <= token.i:
                    return found
                break
        end = token.i
        if end and self.grammar.tokens[end - 1].text == ",":
            end -= 1
        return next((d for d in reversed(before) if d.last == end and d.full), None)

    def _antecedent(self, draft: Draft, token: Token, before: list[Draft]) -> Draft | None:
        low = token.low
        speaker = self._who_says(token, before)
        if speaker is not None and self._agrees(speaker, low):
            return speaker
        if (last := self._said_before(token)) is not None:
            spoke = [d for d in before if d.head == last.i]
            clear = [d for d in spoke if not d.vague and self._agrees(d, low)]
            if clear:
                return clear[0]
            apart = low in PERSON and self._is_no_person(last, spoke)
            if last.upos != "PRON" and self._says(self.grammar.tokens[last.head]) and not apart:
                return None  # whoever spoke there is not named: it is nobody else
        if low == "it" and not self._it_acts(token):
            return None
        if low == "its" and self._of_its_subject(token, before):
            return None
        if low == "them" and token.i and self.grammar.tokens[token.i - 1].low == "of":
            before = self._since_other_things(token, before)
        return self._best(draft, token, before, low)

    def _who_says(self, token: Token, before: list[Draft]) -> Draft | None:
        """ "The army said it had ...": the subject of the verb of saying right above."""
        grammar = self.grammar
        if token.rel != "nsubj":
            return None
        start = grammar.sentences[token.sentence].first
        i = token.i - 1
        while i > start and token.i - i <= 4 and grammar.tokens[i].upos != "VERB":
            i -= 1
        verb = grammar.tokens[i]
        if verb.rel == "conj" and (subject := self._shared_subject(verb, before)) is not None:
            return subject
        if verb.upos != "VERB" or verb.lemma not in self.actors.words.person_verbs:
            return None
        found = [d for d in reversed(before) if d.full and not d.vague]
        if (who := grammar.dependent(verb.i, "nsubj")) is not None:
            return next((d for d in found if d.head == who.i), None)
        return next((d for d in found if i - 2 <= d.last <= i), None)

    def _said_before(self, token: Token) -> Token | None:
        """ "…, the minister said. The army, he said, …": who says something in one sentence after
        another is the same, whoever else the first speaks of: the word for who said it before."""
        grammar, verbs = self.grammar, self.actors.words.person_verbs
        if token.rel != "nsubj" or not token.sentence:
            return None
        if grammar.tokens[token.head].lemma not in verbs or token.low not in PERSON | THING:
            return None
        first, before_it = grammar.sentences[token.sentence].first, grammar.tokens[token.i - 1]
        if token.i > first and before_it.text not in _PAUSES:
            return None  # "when he met them" looks to its own sentence
        last = grammar.sentences[token.sentence - 1]
        for verb in grammar.tokens[last.first : last.last]:
            if verb.rel == "root" and verb.lemma in verbs:
                return grammar.dependent(verb.i, "nsubj")
        return None

    def _shared_subject(self, verb: Token, before: list[Draft]) -> Draft | None:
        """ "The committee welcomed the plan but said it ...": the first verb's subject."""
        if verb.lemma not in self.actors.words.person_verbs:
            return None
        while verb.rel == "conj" and verb.head != verb.i:
            if self.grammar.dependent(verb.i, "nsubj") is not None:
                return None
            verb = self.grammar.tokens[verb.head]
        subject = self.grammar.dependent(verb.i, "nsubj")
        if subject is None:
            return None
        return next((d for d in before if d.head == subject.i and d.full and not d.vague), None)

    @staticmethod
    def _agrees(speaker: Draft, low: str) -> bool:
        if low in PERSON:
            return speaker.person and not speaker.plural
        if low in THING:
            return is_body(speaker, GROUPS) and not speaker.person and not speaker.plural
        return speaker.plural or (speaker.kind in GROUPS and not speaker.person)

    def _it_acts(self, token: Token) -> bool:
        """Whether "it" does what only a party does: it says, it denies, it attacks."""
        verb = self.grammar.tokens[token.head]
        if token.rel != "nsubj" or verb.upos != "VERB":
            return False
        words = self.actors.words
        return verb.lemma in words.person_verbs or verb.lemma in words.capital_verbs

    def _best(
        self,
        draft: Draft,
        token: Token,
        before: list[Draft],
        low: str,
    ) -> Draft | None:
        scores: dict[str, tuple[float, Draft]] = {}
        for candidate in before:
            distance = draft.sentence - candidate.sentence
            if distance > NEAR or candidate.vague or candidate.entity == "speaker":
                continue
            if not candidate.full or candidate.last > draft.first:
                continue
            if not self._agrees(candidate, low):
                continue
            if candidate.head == token.i or self._same_clause_object(candidate, token):
                continue
            weight = self._weight(candidate, token)
            if low in THING and weight < 0.5 and self._other_thing(candidate, token):
                continue
            score = -2.0 * distance + weight
            if low in MANY and not candidate.plural:
                score -= 1.5
            score += 0.3 * (candidate.first / max(draft.first, 1))
            best = scores.get(candidate.entity)
            if best is None or score > best[0]:
                scores[candidate.entity] = (score, candidate)
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        if not ranked:
            return self._only_person(token, before) if low in PERSON else None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            return None
        return None if low in MANY and self._outdone(ranked[0][1], before) else ranked[0][1]

    def _only_person(self, token: Token, before: list[Draft]) -> Draft | None:
        """The one person that a report has named before "she" or "he" says something, if it was
        they who spoke last."""
        grammar, verbs = self.grammar, self.actors.words.person_verbs
        if token.rel != "nsubj" or grammar.tokens[token.head].lemma not in verbs:
            return None
        named = {d.entity for d in before if d.person and not d.vague and not d.plural}
        for verb in reversed(grammar.tokens[: token.i]):
            if not self._says(verb):
                continue
            subject = grammar.dependent(verb.i, "nsubj")
            if subject is None or subject.dep != "nsubj" or subject.low in PERSON:
                continue
            spoke = [d for d in before if d.head == subject.i]
            if not self._is_no_person(subject, spoke):
                # "The commissioner, Navi Pillay, said".
                spoke += [d for d in before if self._renames(d, subject)]
                return next((d for d in spoke if named == {d.entity}), None)
        return None

    def _renames(self, draft: Draft, noun: Token) -> bool:
        head = self.grammar.tokens[draft.head]
        return head.rel == "appos" and head.head == noun.i

    def _is_no_person(self, subject: Token, spoke: Sequence[Draft]) -> bool:
        """Whether it is a body that speaks, which "she" cannot be."""
        known = any(not d.person and is_body(d, GROUPS) for d in spoke)
        return known or subject.low in self.actors.words.bodies

    @staticmethod
    def _says(verb: Token) -> bool:
        return verb.upos == "VERB" and verb.low in load_cues().verbs

    def _outdone(self, best: Draft, before: list[Draft]) -> bool:
        """ "The fighters drove the brigades out. They …": the subject is meant, whoever they are,
        and not whom it did something to."""
        grammar = self.grammar
        head = grammar.tokens[best.head]
        if head.rel not in ("obj", "iobj", "obl"):
            return False
        subject = grammar.dependent(head.head, "nsubj")
        return subject is not None and any(
            d.head == subject.i and d.plural and (d.vague or not d.full) for d in before
        )

    def _of_its_subject(self, token: Token, before: list[Draft]) -> bool:
        """ "The strike damaged its wards": of whatever the clause is about, no party."""
        parties = [d for d in before if d.sentence == token.sentence]
        for verb in self.grammar.ancestors(token.i):
            subject = self.grammar.dependent(verb.i, "nsubj")
            if subject is not None and subject.i < token.i:
                party = any(d.first <= subject.i < d.last for d in parties)
                return subject.upos == "NOUN" and not party
        return False

    def _since_other_things(self, token: Token, before: list[Draft]) -> list[Draft]:
        """ "Almost all of them": the mentions after the last plural subject that is none."""
        heads = {d.head for d in before}
        start = self.grammar.sentences[max(0, token.sentence - 1)].first
        others = [
            t.i for t in self.grammar.tokens[start : self.grammar.sentences[token.sentence].first]
            if t.upos == "NOUN" and t.rel == "nsubj" and t.i not in heads
            and (t.xpos == "NNS" or "Number=Plur" in t.feats)
        ]  # fmt: skip
        return [d for d in before if not others or d.first > others[-1]]

    def _other_thing(self, candidate: Draft, token: Token) -> bool:
        """ "The strike near the border with Jordan damaged its wards": "its" is as well another
        noun's of the sentence, one more prominent than a place that is only mentioned."""
        sentence = self.grammar.sentences[candidate.sentence]
        return candidate.kind == "state" and any(
            t.upos == "NOUN" and t.rel == "nsubj" and t.i < token.i
            for t in self.grammar.tokens[sentence.first : sentence.last]
        )

    def _same_clause_object(self, candidate: Draft, token: Token) -> bool:
        """ "Russia told it": a pronoun is not its own verb's other argument."""
        other = self.grammar.tokens[candidate.head]
        possessive = "Poss=Yes" in token.feats or token.rel == "nmod"
        return not possessive and other.head == token.head and other.rel != token.rel != "root"

    def _weight(self, candidate: Draft, token: Token) -> float:
        """How prominent a candidate is: subjects and what opens a sentence stand out."""
        grammar = self.grammar
        head = grammar.tokens[candidate.head]
        weight = 0.0
        subject = head.rel == "nsubj" or self._opens(candidate)
        if subject:
            weight += 2.0
        elif head.rel in ("obj", "iobj"):
            weight += 0.75
        elif head.rel == "nmod" or head.rel == "conj":
            weight += 0.25
        if subject and token.rel in ("nsubj", "nmod"):
            weight += 0.5
        if candidate.person and candidate.actor is not None:
            weight += 0.25
        return weight

    def _opens(self, candidate: Draft) -> bool:
        """Whether nothing but "but", "meanwhile" or a bracket stands before it in its sentence."""
        start = self.grammar.sentences[candidate.sentence].first
        between = self.grammar.tokens[start : candidate.first]
        return len(between) <= 2 and all(t.upos in ("PUNCT", "CCONJ", "ADV") for t in between)
