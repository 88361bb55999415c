"""Pronouns, definite descriptions and possessors → whom they mean, within one report.

Wrong is worse than none: what could mean two parties stays unresolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sayso.annotate.about import Context
from sayso.annotate.antecedents import (
    ARMED,
    GROUPS,
    MANY,
    NAMED_GROUPS,
    NEAR,
    PERSON,
    RELATIVE,
    SPEAKER,
    THING,
    Antecedents,
)  # fmt: skip
from sayso.annotate.bodies import of_what, settle_body, words_of
from sayso.annotate.composition import resolve
from sayso.annotate.draft import Draft, Owner, owner_from, owner_from_draft
from sayso.annotate.hits import Hit
from sayso.annotate.holders import possessor_of, their_people

if TYPE_CHECKING:
    from sayso.core.grammar import Grammar, Token
    from sayso.knowledge.actors import Actors, Role

_REACH = 3


class References:
    """Resolves what is vague among the drafts of one report, in text order."""

    def __init__(
        self,
        drafts: list[Draft],
        grammar: Grammar,
        context: Context,
        actors: Actors,
        outlet: str | None = None,
    ) -> None:
        self.outlet = outlet
        self.grammar, self.context, self.actors = grammar, context, actors
        self.antecedents = Antecedents(grammar, actors)
        self.drafts = sorted(drafts, key=lambda d: (d.first, -d.last))
        self.covered = {i for d in drafts for i in range(d.first, d.last)}

    def resolve(self) -> list[Draft]:
        """All drafts, pronouns added."""
        waiting = [*self.drafts, *self._pronouns()]
        waiting.sort(key=lambda d: (d.first, -d.last))
        done: list[Draft] = []
        for draft in waiting:
            if draft.vague:
                done.extend(self._one(draft, done))
                if draft.vague and draft.definite and draft.role is not None:
                    settle_body(draft, done, self.grammar, self.actors, self.outlet)
            elif not their_people(draft, done, self.drafts, self.grammar, self.actors):
                self._correct(draft, done)
                self._again(draft, done)
            done.append(draft)
        return done

    def _again(self, draft: Draft, before: list[Draft]) -> None:
        """A later mention of a person or body that no file knows takes over what the first said
        of it."""
        if draft.actor is not None:
            return
        if draft.hit.label == "ORG" and draft.definite:
            settle_body(draft, before, self.grammar, self.actors, self.outlet)
        source = draft.role is not None and draft.role.type == "source" and not draft.owned
        if source and draft.definite:
            noun = self._noun(draft).split()[-1]
            same = [d for d in before if d.role is not None and d.role.type == "source"]
            earlier = [
                d for d in same
                if self._noun(d).split()[-1] == noun and d.plural == draft.plural
            ]  # fmt: skip
            if earlier:
                draft.follow(earlier[-1])
            return
        if not draft.entity.startswith(("person:", "body:")):
            return
        first = next((d for d in before if d.entity == draft.entity), None)
        if first is not None:
            titles = draft.titles
            draft.follow(first)
            draft.titles = (*titles, *first.titles)

    def _pronouns(self) -> Iterable[Draft]:
        for token in self.grammar.tokens:
            low = token.low
            relative = low in RELATIVE and "PronType=Rel" in token.feats
            if not relative and (token.upos not in ("PRON", "DET") or token.i in self.covered):
                continue
            known = low in SPEAKER or low in PERSON or low in THING or low in MANY
            if not (known or relative) or (low == "us" and token.text == "US"):
                continue
            draft = Draft(
                first=token.i,
                last=token.i + 1,
                hit=Hit(first=token.i, last=token.i + 1),
                sentence=token.sentence,
                head=token.i,
                plural=low in MANY,
                definite=True,
            )
            if low in SPEAKER:
                draft.entity = "speaker"
            yield draft

    def _one(self, draft: Draft, before: list[Draft]) -> list[Draft]:
        """Resolve one vague draft; returns further drafts where it stands for several."""
        token = self.grammar.tokens[draft.first]
        if draft.role is None:
            return self._pronoun(draft, token, before)
        possessor = possessor_of(draft, before, self.grammar)
        if possessor is not None and not possessor.vague:
            return self._possessed(draft, possessor)
        if token.low in THING | MANY | PERSON:
            return []
        return self._description(draft, draft.role, before)

    def _pronoun(self, draft: Draft, token: Token, before: list[Draft]) -> list[Draft]:
        antecedent = self.antecedents.find(draft, token, before)
        if antecedent is None:
            return []
        draft.follow(antecedent)
        draft.plural = antecedent.plural
        if token.low in MANY or self._of_several(token):
            return self._partners(draft, antecedent, before)
        return []

    def _of_several(self, token: Token) -> bool:
        """ "Turkey and Qatar, which back ...": the verb shows that both are meant."""
        if token.low not in RELATIVE or token.rel != "nsubj":
            return False
        verb = self.grammar.tokens[token.head]
        auxiliary = self.grammar.dependent(verb.i, "aux", "cop")
        finite = auxiliary if auxiliary is not None else verb
        return finite.xpos == "VBP" or "Number=Plur" in finite.feats

    def _partners(self, draft: Draft, antecedent: Draft, before: list[Draft]) -> list[Draft]:
        """The other members of a coordination: "Russia and the regime ... they", or of two whom one
        phrase means: "both sides ... they"."""
        twins = [d for d in before if d.head == antecedent.head and d.entity != antecedent.entity]
        if twins and antecedent.actor is not None:
            return [draft.again(d, plural=True) for d in twins if d.actor is not None]
        if antecedent.plural:
            return []
        first = antecedent.head
        while self.grammar.tokens[first].rel == "conj":
            first = self.grammar.tokens[first].head
        heads = set(self.grammar.conjuncts(first)) - {antecedent.head}
        return [
            draft.again(candidate)
            for candidate in before
            if candidate.head in heads and candidate.full and not candidate.vague
        ]

    def _possessed(self, draft: Draft, possessor: Draft) -> list[Draft]:
        owner = self._led_by(possessor) or owner_from_draft(possessor)
        draft.first, draft.owned = possessor.first, True
        owners = [owner] if owner is not None else [Owner(actor=None)]
        start, end = self.grammar.chars(draft.hit.first, draft.hit.last)
        noun = self.grammar.text[start:end].casefold()
        whole = slice(*self.grammar.chars(draft.hit.first, draft.last))
        resolve(draft, owners, self.context, self.actors, self.grammar.text[whole], noun)
        if draft.actor is not None:
            draft.inferred = True
        return []

    def _led_by(self, possessor: Draft) -> Owner | None:
        """ "His delegation": that of the one body, no state, in which a person has an office."""
        actor = possessor.actor
        if actor is None or not actor.person:
            return None
        bodies = {o.body for o in actor.offices if o.held(self.context.day)}
        bodies -= set(self.actors.countries)
        body = self.actors.get(bodies.pop()) if len(bodies) == 1 else None
        return owner_from(body) if body is not None else None

    def _description(self, draft: Draft, role: Role, before: list[Draft]) -> list[Draft]:
        """ "The envoy", "the group", "the militants": the last mention that can be called so."""
        if role.type == "office":
            found = self._same_office(draft, role, before)
        elif not draft.definite:
            return []
        elif role.type == "generic" and self._noun(draft) in ("sides", "two sides", "both sides"):
            return self._sides(draft, before)
        elif role.type == "generic":
            found = self._group(draft, role, before)
        elif role.type == "fighters":
            found = self._latest(draft, before, self._armed, 2)
        else:
            found = None
        if found is not None:
            draft.follow(found)
        elif role.type == "office":
            self._unnamed(draft, before)
        return []

    @staticmethod
    def _armed(draft: Draft) -> bool:
        return draft.kind in ARMED and not draft.person and draft.actor is not None

    def _unnamed(self, draft: Draft, before: list[Draft]) -> None:
        """A person by office alone, with no body named: anonymous, but the same one again when
        the report says "the governor" again."""
        noun = self._noun(draft)
        alone = draft.definite and not draft.plural
        if draft.definite and draft.plural:
            last = noun.split()[-1]
            earlier = [d for d in before if d.plural and d.role is not None and d.anonymous]
            same = [d for d in earlier if self._noun(d).split()[-1] == last]
            if same:
                draft.follow(same[-1])
                return
        draft.name, draft.anonymous = noun, True
        draft.entity = f"office:{noun}" if alone else f"unnamed:{draft.first}"

    def _noun(self, draft: Draft) -> str:
        start, end = self.grammar.chars(draft.hit.first, draft.hit.last)
        return self.grammar.text[start:end].casefold()

    def _same_office(self, draft: Draft, role: Role, before: list[Draft]) -> Draft | None:
        if not draft.definite or draft.plural:
            return None
        noun = self._noun(draft).split()[-1]
        named: dict[str, Draft] = {}
        of = of_what(draft, self.grammar, self.covered)
        for candidate in reversed(before):
            if not candidate.person or candidate.vague or candidate.plural:
                continue
            if of is not None and of not in words_of(candidate, self.grammar):
                continue
            titles = [*candidate.titles, *([candidate.role] if candidate.role else [])]
            offices = {t.office for t in titles}
            if candidate.actor is not None:
                offices |= {o.role for o in candidate.actor.offices if o.held(self.context.day)}
            words = {n.split()[-1] for t in titles for n in t.nouns}
            fits = role.office in offices or noun in words
            if role.office == "minister":
                fits = fits or any((o or "").endswith("minister") for o in offices)
            if fits:
                named.setdefault(candidate.entity, candidate)
        if len(named) == 1:
            return next(iter(named.values()))
        near = [d for d in named.values() if draft.sentence - d.sentence <= NEAR]
        return near[0] if len(near) == 1 else None

    def _group(self, draft: Draft, role: Role, before: list[Draft]) -> Draft | None:
        if draft.plural:
            return None
        noun = self._noun(draft).split()[-1]
        called = self._latest(
            draft, before, lambda d: noun in (d.name or "").casefold().split(), 2 * _REACH
        )
        if called is not None and not called.person:
            return called
        bearers = {
            d.entity: d for d in before
            if d.hit.named and not d.person and not d.vague
            and noun in (d.name or "").casefold().split()
        }  # fmt: skip
        if len(bearers) == 1:
            return next(iter(bearers.values()))
        kinds = {role.kind} if role.kind != "unnamed" else NAMED_GROUPS
        if noun in self.actors.words.unions:
            kinds = kinds - ARMED
        if role.kind == "group of states":
            return None
        return self._latest(
            draft, before,
            lambda d: (
                d.kind in kinds and not d.person and (not d.plural or d.kind == "armed group")
            ),
            _REACH,
        )  # fmt: skip

    def _latest(
        self, draft: Draft, before: list[Draft], fits: Callable[[Draft], bool], reach: int
    ) -> Draft | None:
        """The nearest fitting mention, if the sentence it is in has no other."""
        nearest: Draft | None = None
        for candidate in reversed(before):
            if candidate.vague or not candidate.full or candidate.last > draft.first:
                continue
            if draft.sentence - candidate.sentence > reach:
                break
            beside = candidate.last == draft.first - 1 and (
                self.grammar.tokens[candidate.last].low in ("and", "or", ",")
            )
            if beside or not fits(candidate):
                continue
            if nearest is None:
                nearest = candidate
            elif candidate.sentence != nearest.sentence:
                break
            elif candidate.entity != nearest.entity:
                return None
        return nearest

    def _sides(self, draft: Draft, before: list[Draft]) -> list[Draft]:
        """ "The two sides": the two parties of the last sentences, if they are two."""
        others = {"media", "monitor", "intergovernmental", "NGO"}
        parties: dict[str, Draft] = {}
        sentence = draft.sentence
        for candidate in reversed(before):
            if candidate.sentence != sentence and len(parties) >= 2:
                break
            sentence = candidate.sentence
            if draft.sentence - sentence > NEAR:
                break
            known = candidate.full and not candidate.vague and candidate.actor is not None
            if known and not candidate.person and candidate.kind in GROUPS - others:
                parties.setdefault(candidate.entity, candidate)
        if len(parties) != 2:
            return []
        first, second = parties.values()
        draft.follow(first)
        return [draft.again(second, plural=True)]

    def _correct(self, draft: Draft, before: list[Draft]) -> None:
        """ "The army" after "Turkish troops" is the Turkish army, not that of the country the
        report is about."""
        role = draft.role
        if role is None or draft.owned or draft.local:
            return
        if role.type not in ("organ", "fighters") or not role.suffix:
            return
        unknown = draft.actor is None and draft.country is None and role.context
        if not unknown and (draft.actor is None or not draft.inferred):
            return
        if not draft.definite:
            self._deployed(draft, role.suffix, before)
            return
        if role.suffix.startswith("GOV-") or self._noun(draft).endswith("ministry"):
            self._ministry(draft, role.suffix, before)
            return
        for candidate in reversed(before):
            if draft.sentence - candidate.sentence > 1:
                return
            actor = candidate.actor
            if actor is not None and actor.id.endswith(f"-{role.suffix}") and candidate.owned:
                if actor.country != draft.country:
                    draft.follow(candidate)
                return

    def _ministry(self, draft: Draft, suffix: str, before: list[Draft]) -> None:
        """ "The ministry", "the Defence Ministry": of the state whose ministry was named last; the
        one named last itself where the noun says no more."""
        for candidate in reversed(before):
            actor = candidate.actor
            if actor is None or candidate.inferred or actor.country is None or candidate.person:
                continue
            if "-GOV-" in actor.id or (candidate.role is not None and self._is_ministry(candidate)):
                if self._noun(draft) == "ministry":
                    draft.follow(candidate)
                elif actor.country != draft.country:
                    draft.become(self.actors.compose(actor.country, suffix))
                return

    def _is_ministry(self, draft: Draft) -> bool:
        return self._noun(draft).endswith("ministry")

    def _deployed(self, draft: Draft, suffix: str, before: list[Draft]) -> None:
        """ "Turkey sent troops": the subject's own."""
        head = self.grammar.tokens[draft.head]
        verb = self.grammar.tokens[head.head]
        if head.rel != "obj" or verb.lemma not in self.actors.words.deploy_verbs:
            return
        for candidate in reversed(before):
            if candidate.sentence != draft.sentence:
                return
            state = candidate.full and candidate.kind == "state" and candidate.country
            if state and self.grammar.tokens[candidate.head].rel == "nsubj":
                draft.become(self.actors.compose(str(candidate.country), suffix))
                return


def resolve_references(
    drafts: list[Draft],
    grammar: Grammar,
    context: Context,
    actors: Actors,
    outlet: str | None = None,
) -> list[Draft]:
    """The drafts with pronouns added and vague ones resolved where that is clear; ``outlet``: who
    publishes the report, for "the committee" in what a committee publishes."""
    return References(drafts, grammar, context, actors, outlet).resolve()
