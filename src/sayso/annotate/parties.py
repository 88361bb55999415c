"""Noun phrases that can be parties: a core (a name or a role noun), its owner, its extent.

"The Syrian army", "Hizballah-led militias", "UN special envoy Staffan de Mistura": the modifiers
say whose the role is, and knowledge of roles (knowledge/actors/roles.yaml) says what that makes.
Phrases are found by word class, not by the tree alone, so that a wrong arc costs little.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.annotate.about import Context
from sayso.annotate.compatriots import is_compatriot
from sayso.annotate.composition import resolve, unknown_party
from sayso.annotate.draft import Draft, Owner, owner_from_draft, owners_of
from sayso.annotate.hits import HYPHENS, Hit, is_possessive
from sayso.annotate.strangers import body_kind
from sayso.core.annotation import PlaceNode
from sayso.core.grammar import Grammar, Token
from sayso.knowledge.actors import Actor, Actors

_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "SYM", "X"})
_NO_ARTICLES = frozenset({
    "which", "what", "whose", "meanwhile", "however", "instead", "also", "later", "earlier",
})  # fmt: skip
_INDEFINITE = frozenset({
    "a", "an", "some", "any", "every", "no", "another", "former", "future", "next", "would-be",
})  # fmt: skip
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


class Parties:
    """The drafts of one report, built sentence by sentence."""

    def __init__(
        self,
        grammar: Grammar,
        hits: tuple[Hit, ...],
        context: Context,
        actors: Actors,
        places: tuple[PlaceNode, ...] = (),
    ) -> None:
        self.grammar, self.context, self.actors = grammar, context, actors
        self._homes = {
            n.first: n.place.country for n in places
            if n.place.country and n.place.relation not in ("from", "to")
        }  # fmt: skip
        self._starts = {hit.first: hit for hit in hits}
        self._covered = {i for hit in hits for i in range(hit.first, hit.last)}
        words = actors.words
        self._joiners = words.led | words.tied | words.based

    def sentence(self, first: int, last: int) -> list[Draft]:
        """The drafts of the sentence [first, last), in text order."""
        drafts: list[Draft] = []
        possessor: Draft | None = None
        for start, end in self._chunks(first, last):
            found = self._chunk(start, end, possessor)
            drafts.extend(found)
            possessor = None
            if end < last and is_possessive(self.grammar.tokens[end]):
                possessor = next((d for d in found if d.last == end), None)
        return drafts

    def _chunks(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        tokens, start = self.grammar.tokens, -1
        for i in range(first, last):
            token = tokens[i]
            inside = i in self._covered or self._inside(token, start, last)
            fresh = i not in self._covered and self._opens(token, start)
            if start >= 0 and (not inside or fresh or self._broken(i)):
                yield start, self._trimmed(start, i)
                start = -1
            if start < 0 and inside and not is_possessive(token):
                start = i
        if start >= 0:
            yield start, self._trimmed(start, last)

    def _trimmed(self, start: int, end: int) -> int:
        """The end without adjectives behind the noun ("troops loyal to ...")."""
        tokens = self.grammar.tokens
        while end - 1 > start and tokens[end - 1].text in self.actors.words.calendar:
            end -= 1
        last = end
        while last - 1 > start and tokens[last - 1].upos == "ADJ" and last - 1 not in self._covered:
            last -= 1
        return last if tokens[last - 1].upos in ("NOUN", "PROPN") else end

    def _opens(self, token: Token, start: int) -> bool:
        """Whether a new phrase begins at a token: an article, "other", or a new line."""
        if start < 0:
            return False
        before = self.grammar.tokens[token.i - 1]
        if token.low in ("other", "another"):
            return before.upos not in ("DET", "NUM", "ADJ")
        return token.upos == "DET" or self._predicate(token, before)

    def _predicate(self, token: Token, before: Token) -> bool:
        """ "Held the residents hostage": said of the object, no part of its phrase."""
        if token.upos != "NOUN" or before.upos != "NOUN" or not before.low.endswith("s"):
            return False
        _, role, number = self.actors.longest_role([token.low], 0)
        return role is not None and role.suffix == "PRISONERS" and number == "singular"

    def _broken(self, i: int) -> bool:
        before, token = self.grammar.tokens[i - 1], self.grammar.tokens[i]
        return self.grammar.text.count("\n", before.end, token.start) > 1

    def _inside(self, token: Token, start: int, last: int) -> bool:
        tokens, i = self.grammar.tokens, token.i
        if is_possessive(token):
            return False
        if token.text in HYPHENS:
            touching = tokens[i - 1].end == token.start if i else False
            return start >= 0 and touching and i + 1 < last and tokens[i + 1].start == token.end
        if token.upos in _INSIDE:
            return True
        if start >= 0 and tokens[i - 1].text in HYPHENS:
            return token.upos in ("VERB", "ADP", "ADV")
        following = tokens[i + 1] if i + 1 < last else None
        if following is None:
            return False
        if token.low in ("pro", "anti", "non") and following.text in HYPHENS:
            return True
        if token.upos == "VERB":
            return token.rel == "amod" and following.upos in _INSIDE
        if token.upos == "ADV" and start >= 0:
            return tokens[i - 1].upos == "DET" and following.upos in ("ADJ", "VERB")
        return False

    def _chunk(self, first: int, last: int, possessor: Draft | None) -> list[Draft]:
        hits = [self._starts[i] for i in range(first, last) if i in self._starts]
        drafts: list[Draft] = []
        while hits:
            core = hits.pop()
            full = core.last == last
            absorbed: list[Hit] = []
            if core.role is not None or core.named:
                while hits and self._modifies(hits[-1], core, absorbed, full):
                    absorbed.insert(0, hits.pop())
            left = self._left(first, core, absorbed, hits, full)
            draft = None
            if full or self._stands_as_modifier(core):
                draft = self._compose(core, absorbed, left, None if hits else possessor)
            if draft is None:
                hits.extend(absorbed)
                continue
            draft.full = full
            drafts.append(draft)
            if core.role is not None and core.role.type == "means":
                apart = (self._compose(hit, [], hit.first, None) for hit in reversed(absorbed))
                drafts.extend(d for d in apart if d is not None and d.role is None)
        drafts.reverse()
        return drafts

    def _stands_as_modifier(self, core: Hit) -> bool:
        """Whether a core names a party although a noun follows: "rebel siege", not "press room"."""
        if core.role is not None:
            return core.role.type not in ("generic", "office", "source")
        return core.people is None

    def _modifies(self, hit: Hit, core: Hit, absorbed: list[Hit], full: bool) -> bool:
        """Whether a hit to the left belongs to the same phrase as the core."""
        tokens = self.grammar.tokens
        right = absorbed[0] if absorbed else core
        between = tokens[hit.last : right.first]
        joined = all(t.text in HYPHENS or t.low in self._joiners for t in between)
        if core.named and not absorbed:
            # A title touches the name; so does an adjective, or "Hizballah-affiliated".
            return joined and (bool(between) or not hit.named)
        if not full:
            return joined
        if hit.form == "adjective" or hit.people is not None:
            return len(between) <= 6
        if len(between) > 3:
            return False
        return joined or all(
            t.text in HYPHENS or t.upos in ("ADJ", "NUM") or t.low in self._joiners for t in between
        )

    def _left(
        self, first: int, core: Hit, absorbed: list[Hit], others: list[Hit], full: bool
    ) -> int:
        left = absorbed[0].first if absorbed else core.first
        if not full:
            # "pro-Assad", "anti-government": the prefix belongs to the modifier.
            tokens = self.grammar.tokens
            if left - 2 >= first and tokens[left - 1].text in HYPHENS:
                return left - 2 if tokens[left - 2].low in ("pro", "anti") else left
            return left
        border = max((hit.last for hit in others), default=first)
        return self._opening(border, left, core.number == "plural")

    def _opening(self, first: int, left: int, many: bool) -> int:
        """How far left plain modifiers and the article of a phrase reach: one noun at most, and
        no participle that may be a verb."""
        nouns, inner = 0, left
        while left > first:
            token = self.grammar.tokens[left - 1]
            joined = left < len(self.grammar.tokens) and self.grammar.tokens[left].text in HYPHENS
            if token.upos in ("NOUN", "PROPN") and not joined and token.text not in HYPHENS:
                nouns += 1
            if (many and token.low in ("that", "this")) or token.low in _NO_ARTICLES:
                break
            if token.text in self.actors.words.calendar or self._breaks(token, left, first):
                break
            if nouns > 1 or token.xpos in ("VBG", "VBD", "VBP", "VBZ", "VB"):
                break
            left -= 1
            if token.upos == "DET":
                break
        tokens = self.grammar.tokens
        if tokens[left].low in ("least", "most") and left and tokens[left - 1].low == "at":
            left += 1
        if tokens[left].text in HYPHENS:
            # "minister-designate Smith": the rest of a word that ended before.
            left = min(left + 2, inner)
        return left

    def _breaks(self, token: Token, left: int, first: int) -> bool:
        """A plural between two parties is the verb of a headline: "Army breaks rebels' siege"."""
        return (
            token.i == first
            and left > token.i
            and token.i - 1 in self._covered
            and token.upos == "NOUN"
            and token.low.endswith("s")
            and not token.low.endswith("ss")
        )

    def _compose(
        self, core: Hit, absorbed: list[Hit], left: int, possessor: Draft | None
    ) -> Draft | None:
        tokens = self.grammar.tokens
        opening = tokens[left]
        draft = Draft(first=left, last=core.last, hit=core, sentence=tokens[core.first].sentence)
        draft.definite = opening.low in _DEFINITE or possessor is not None
        draft.indefinite = opening.low in _INDEFINITE
        draft.plural = core.number == "plural"
        context = self.context.at(draft.sentence)
        owners = owners_of(absorbed, left, core.first, self.grammar, self.actors, context)
        if core.role is not None:
            draft.role, draft.kind, draft.sectors = core.role, core.role.kind, core.role.sectors
            draft.person = core.role.type in ("office", "source")
            if possessor is not None:
                draft.first = possessor.first
                own = owner_from_draft(possessor)
                owners = [own, *owners] if own is not None else owners
                draft.owned, draft.local = True, own is None
            before = tokens[core.first - 1] if core.first > left else None
            stranger = before is not None and (
                before.i not in self._covered
                and before.text[:1].isupper()
                and before.i > self.grammar.sentences[before.sentence].first
                and tokens[core.first].text[:1].islower()
            )
            unknown = any(hit.label is not None for hit in absorbed)
            draft.local = draft.local or stranger or unknown
            if not owners and not draft.local:
                owners = self._at_home(core)
            self.settle(draft, owners)
            return None if core.role.type == "means" and draft.vague else draft
        draft.titles = tuple(h.role for h in absorbed if h.role is not None)
        if core.actor is not None and core.form in ("adjective", "people"):
            return self._demonym(draft, core, core.actor, opening)
        if core.actor is not None:
            draft.become(core.actor)
        elif core.people is not None:
            draft.kind, draft.plural = "civilians", True
            draft.name = tokens[core.first].text
            draft.entity = f"people:{core.people}"
        else:
            self._unknown(draft, core)
        for owner in owners:
            if owner.side is None:
                self.affiliate(draft, owner)
        if draft.person and draft.actor is None:
            self._title(draft, owners)
        return draft

    def _at_home(self, core: Hit) -> list[Owner]:
        """ "Residents of Kabul", "rebels in Aleppo": people are of the place they live in; troops,
        and those who fled there, need not be."""
        role, tokens = core.role, self.grammar.tokens
        if role is None or core.last >= len(tokens):
            return []
        if role.type not in ("people", "side") or role.suffix in (None, "OPP"):
            return []
        fled = role.suffix in ("REF", "PRISONERS")
        if tokens[core.last].low not in (("from",) if fled else ("in", "of", "from", "inside")):
            return []
        i, last = core.last + 1, min(core.last + 6, len(tokens))
        while i < last and i not in self._homes:
            token = tokens[i]
            linking = token.upos in ("DET", "ADJ", "NUM") or token.low in ("of", "and")
            if not linking and token.lemma not in self.actors.words.place_nouns:
                return []
            i += 1
        home = self._homes.get(i) if i < last else None
        away = i < last and tokens[i].text == self.context.venue
        return [Owner(country=home)] if home is not None and not away else []

    def release(self, draft: Draft) -> None:
        """Leave a role without the identity that the report's country gave it."""
        if draft.role is not None:
            unknown_party(draft, draft.role, self.phrase(draft), None)

    def _title(self, draft: Draft, owners: list[Owner]) -> None:
        """What an unknown person's office says of him: a group's commander, a minister."""
        owner = next((o for o in owners if o.entity and o.relation == "plain"), None)
        if owner is None or not draft.titles:
            return
        other = owner.actor or owner.body
        if other is None and owner.side in ("REB", "OPP", "SEP") and owner.country:
            other = self.actors.compose(owner.country, owner.side)
        draft.country = draft.country or owner.country
        if other is not None:
            self.affiliate(draft, Owner(actor=other))
            if other.kind not in ("state", "military", "group of states"):
                draft.kind = "official" if other.kind == "intergovernmental" else other.kind
                draft.sectors, draft.country = other.sectors, other.country

    def settle(self, draft: Draft, owners: list[Owner]) -> None:
        """Resolve a role draft by its owners."""
        start, end = self.grammar.chars(draft.hit.first, draft.hit.last)
        noun = self.grammar.text[start:end].casefold()
        context = self.context.at(draft.sentence)
        resolve(draft, owners, context, self.actors, self.phrase(draft), noun)

    def affiliate(self, draft: Draft, owner: Owner) -> None:
        """Note on a named draft what the text says it belongs to."""
        entity = owner.entity
        if owner.relation == "against" or entity is None:
            return
        if draft.actor is None and draft.country is None:
            draft.country = owner.country
        if owner.relation == "based" or (
            owner.relation == "plain" and not (owner.actor or owner.body)
        ):
            return
        if entity != draft.entity and entity != draft.country:
            draft.affiliations = tuple(dict.fromkeys((*draft.affiliations, entity)))

    def _unknown(self, draft: Draft, core: Hit) -> None:
        words = [t.text for t in self.grammar.tokens[core.first : core.last]]
        start, end = self.grammar.chars(core.first, core.last)
        draft.name = self.grammar.text[start:end]
        role = next((r for r in draft.titles if r.kind != "unnamed"), None)
        draft.sectors = role.sectors if role is not None else ()
        if core.label == "PER":
            draft.person = True
            draft.kind = role.kind if role is not None else "person"
            draft.entity = f"person:{words[-1].casefold()}"
        else:
            draft.kind = role.kind if role is not None else body_kind(words, self.actors)
            draft.entity = f"body:{' '.join(words).casefold()}"

    def _demonym(self, draft: Draft, core: Hit, actor: Actor, opening: Token) -> Draft:
        token = self.grammar.tokens[core.last - 1]
        if is_compatriot(self.grammar, core, opening):
            name = self.phrase(draft)
            draft.person, draft.kind, draft.name = True, "person", name
            draft.country, draft.entity = actor.country, f"phrase:{name.casefold()}"
            return draft
        people = token.upos in ("NOUN", "PROPN") and token.low.endswith("s")
        if core.form == "people" and people and actor.kind == "state" and actor.country:
            # "The Russians" are the state; "Syrians" are people.
            foreign = actor.country != self.context.country
            if not (opening.low == "the" and foreign and draft.last - draft.first == 2):
                actor = self.actors.compose(actor.country, "CVL")
            draft.plural = True
        draft.become(actor)
        return draft

    def phrase(self, draft: Draft) -> str:
        """The draft's words without a leading article."""
        first = draft.first
        while first < draft.last - 1 and self.grammar.tokens[first].upos == "DET":
            first += 1
        start, end = self.grammar.chars(first, draft.last)
        return self.grammar.text[start:end]
