"""What stands behind a party and belongs to it: owners after a preposition ("spokesman for the
ministry"), acronyms in brackets, appositions between commas."""

from __future__ import annotations

from itertools import pairwise

from sayso.annotate.draft import Draft, Owner, owner_from_draft
from sayso.annotate.hits import HYPHENS, is_possessive
from sayso.annotate.parties import Parties
from sayso.core.grammar import Grammar, Token

# Which prepositions tie an owner to which types of role.
_LINKS = {
    "of": ("organ", "fighters", "side", "generic", "office", "source", "means", "talks"),
    "for": ("office",),
    "from": ("fighters", "source", "means"),
    "within": ("source", "office", "fighters"),
    "inside": ("source", "office", "fighters"),
    "at": ("source", "office"),
    "to": ("office",),
    "with": ("office", "source"),
    "in": ("organ", "source"),
}
_SPEAKERS = ("office", "source")
_STOPS = frozenset({",", ".", ";", ":", ")", "which", "who", "that"})


def join(drafts: list[Draft], parties: Parties) -> list[Draft]:
    """Join what belongs together in one sentence's drafts; returns them without those that
    became part of another."""
    drafts = _brackets(drafts, parties)
    drafts = _adjacent(drafts, parties)
    drafts = _prepositions(drafts, parties)
    drafts = _two_titles(drafts, parties)
    _loyalties(drafts, parties)
    return _commas(drafts, parties)


def _text(grammar: Grammar, first: int, last: int) -> str:
    return " ".join(t.low for t in grammar.tokens[first:last])


def _brackets(drafts: list[Draft], parties: Parties) -> list[Draft]:
    """ "High Negotiations Committee (HNC)": one mention, and the acronym is learnt."""
    tokens = parties.grammar.tokens
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.full
            and before.last + 1 == draft.first
            and tokens[before.last].text == "("
            and draft.last < len(tokens)
            and tokens[draft.last].text == ")"
            and draft.role is None
            and (draft.entity == before.entity or _initials(before, draft, parties.grammar))
        ):
            if before.actor is None and draft.actor is not None:
                before.follow(draft)
            before.last = draft.last + 1
            continue
        kept.append(draft)
    for draft in kept:
        end = draft.last
        if draft.full and draft.hit.named and end + 2 < len(tokens) and tokens[end].text == "(":
            word = tokens[end + 1].text
            if tokens[end + 2].text == ")" and word.isupper() and len(word) > 1:
                draft.last = end + 3
    return kept


def _initials(name: Draft, acronym: Draft, grammar: Grammar) -> bool:
    words = [t.text for t in grammar.tokens[name.hit.first : name.hit.last]]
    initials = "".join(w[0] for w in words if w[0].isupper())
    letters = "".join(t.text for t in grammar.tokens[acronym.first : acronym.last])
    return letters.replace(".", "").upper() == initials.upper()


def _prepositions(drafts: list[Draft], parties: Parties) -> list[Draft]:
    grammar = parties.grammar
    for number in range(len(drafts) - 2, -1, -1):
        draft, after, owned = drafts[number], drafts[number + 1], False
        start = after.first
        for other in drafts[number + 2 :]:
            # "the head of Syria's delegation": the possessor is not the whole phrase.
            after = other if other.first == after.first and other.last > after.last else after
            if _possesses(after, other, grammar):
                after, owned = other, True
        if not draft.full or not after.full or not draft.last < start <= draft.last + 2:
            continue
        words = [t.low for t in grammar.tokens[draft.last : start]]
        if len(words) == 2 and (words[0] not in ("from", "at") or words[1] not in _LINKS):
            continue
        link = words[-1]
        if link == "from" and _route(after, grammar):
            continue
        if draft.role is None:
            if link in ("of", "from") and draft.person and not after.person:
                owner = owner_from_draft(after)
                if owner is not None:
                    _belongs(draft, owner, after, parties)
            continue
        if draft.role.type not in _LINKS.get(link, ()) or (owned and draft.role.type != "office"):
            continue
        whose = _owner(after, draft, link)
        if whose is None or (link == "in" and whose.country is None):
            continue
        if link == "in" and after.hit.form not in ("name", "weak"):
            continue
        if draft.owned:
            same = draft.actor is not None and after.actor is not None
            if same and link == "of" and draft.country == after.country:
                draft.last = after.last
            continue
        if link != "in":
            draft.last = after.last
        draft.entity, draft.actor, draft.affiliations = "", None, ()
        parties.settle(draft, [whose])
    return drafts


def _possesses(one: Draft, other: Draft, grammar: Grammar) -> bool:
    """ "The opposition's High Negotiations Committee": two drafts, one phrase."""
    tokens = grammar.tokens
    return (
        other.hit.named
        and one.full
        and one.last < len(tokens)
        and is_possessive(tokens[one.last])
        and other.first == one.last + 1
    )


def _route(after: Draft, grammar: Grammar) -> bool:
    """ "From Turkey to Aleppo": where something leads, not where someone is from."""
    return after.last < len(grammar.tokens) and grammar.tokens[after.last].low in ("to", "into")


def _two_titles(drafts: list[Draft], parties: Parties) -> list[Draft]:
    """ "Hamas leader and Prime Minister Ismail Haniyeh": two offices of one person."""
    tokens = parties.grammar.tokens
    kept: list[Draft] = []
    for draft in drafts:
        before = next((d for d in reversed(kept) if _also_titled(d, draft, tokens)), None)
        if before is not None and before.role is not None:
            draft.first = before.first
            draft.titles = (*draft.titles, before.role)
            own = (*draft.affiliations, *before.affiliations)
            draft.affiliations = tuple(dict.fromkeys(a for a in own if a != draft.entity))
            if draft.actor is None:
                draft.country = draft.country or before.country
            kept[kept.index(before)] = draft
            continue
        kept.append(draft)
    return kept


def _also_titled(office: Draft, name: Draft, tokens: tuple[Token, ...]) -> bool:
    """Whether nothing but "and" and titles stands between a bare office and a person's name."""
    if office.role is None or office.role.type != "office" or office.plural or not office.full:
        return False
    if not (name.person and name.hit.named) or office.actor not in (None, name.actor):
        return False
    gap = tokens[office.last : name.first]
    if not gap or len(gap) > 6 or gap[0].low not in ("and", "&"):
        return False
    titled = bool(name.titles) or len(gap) > 1
    bare = tokens[office.first].upos != "DET" and tokens[name.first].upos != "DET"
    words = all(t.upos in ("ADJ", "NOUN", "PROPN") or t.text in HYPHENS for t in gap[1:])
    return titled and bare and words


def _owner(after: Draft, draft: Draft, link: str) -> Owner | None:
    posted = ("envoy", "ambassador", "un-ambassador", "adviser", "member")
    if link == "to" and (draft.role is None or draft.role.office not in posted):
        return None
    return owner_from_draft(after)


def _loyalties(drafts: list[Draft], parties: Parties) -> None:
    """ "Troops loyal to the president", "rebels backed by Turkey"."""
    tokens, words = parties.grammar.tokens, parties.actors.words
    for draft, after in pairwise(drafts):
        between = [t.low for t in tokens[draft.last : after.first]]
        if draft.role is None or not draft.full or not 2 <= len(between) <= 3:
            continue
        tie, link = between[-2], between[-1]
        owner = owner_from_draft(after)
        if owner is None or (after.role is not None and after.role.type == "means"):
            continue
        loyal = tie in words.loyal and link in ("to", "with")
        tied = tie in words.tied | words.led and link in ("by", "to", "with")
        if draft.role.type == "fighters" and loyal and not draft.owned:
            parties.settle(draft, [owner])
        elif (loyal or tied) and owner.entity is not None and owner.entity != draft.entity:
            draft.affiliations = tuple(dict.fromkeys((*draft.affiliations, owner.entity)))
            if draft.vague and draft.role.type in ("fighters", "generic"):
                parties.settle(
                    draft,
                    [
                        Owner(
                            relation="tied",
                            country=owner.country,
                            actor=owner.actor,
                            side=owner.side,
                        )
                    ],
                )


def _belongs(draft: Draft, owner: Owner, after: Draft, parties: Parties) -> None:
    parties.affiliate(draft, owner)
    if draft.actor is None and owner.actor is not None:
        draft.country = draft.country or owner.actor.country
        draft.sectors = draft.sectors or owner.actor.sectors
        if draft.kind == "person" and owner.actor.kind in ("monitor", "NGO", "media"):
            draft.kind = owner.actor.kind
    draft.last = after.last


def _adjacent(drafts: list[Draft], parties: Parties) -> list[Draft]:
    """ "Monitoring group the Syrian Observatory": a role noun and the name right behind it."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.full
            and draft.hit.named
            and before.role is not None
            and before.role.type == ("office" if draft.person else "generic")
            and before.last == draft.first
        ):
            before.titles = (*draft.titles, before.role)
            before.follow(draft)
            before.inferred, before.hit, before.role = draft.inferred, draft.hit, None
            before.last = draft.last
            continue
        kept.append(draft)
    return kept


def _commas(drafts: list[Draft], parties: Parties) -> list[Draft]:
    """ "Staffan de Mistura, the UN envoy,": one mention under the name's identity."""
    tokens = parties.grammar.tokens
    kept: list[Draft] = []
    for draft in drafts:
        place = next((n for n, d in enumerate(kept) if _apposed(d, draft, parties.grammar)), None)
        if place is None:
            kept.append(draft)
            continue
        before = kept[place]
        name, role = (before, draft) if _is_name(before) else (draft, before)
        identity = name if name.actor is not None or role.actor is None else role
        start, last = before.first, draft.last
        affiliations = tuple(dict.fromkeys((*name.affiliations, *role.affiliations)))
        country, sectors = role.country, role.sectors
        if name.actor is None and role.role is not None:
            if role.kind != "unnamed":
                name.kind, name.sectors = role.kind, sectors or name.sectors
            name.country = name.country or country
        if identity is role:
            name.follow(role)
        if role.role is not None:
            name.titles = (*name.titles, role.role)
        name.anonymous = False
        name.affiliations = tuple(a for a in affiliations if a != name.entity)
        name.first, name.last, name.inferred = start, last, False
        if last < len(tokens) and tokens[last].text == ",":
            name.full = True
        kept[place] = name
    return kept


def _is_name(draft: Draft) -> bool:
    """A proper name, or "the Islamic State group"."""
    generic = draft.role is not None and draft.role.type == "generic"
    return draft.hit.named or (generic and draft.actor is not None)


def _with_owner(draft: Draft, grammar: Grammar) -> int:
    """The end of "the head of the force", where no file knows what the force is."""
    tokens, i = grammar.tokens, draft.last
    office = draft.role is not None and draft.role.type == "office"
    if not office or i >= len(tokens) or tokens[i].low not in ("of", "for"):
        return i
    end = i + 1
    while end < min(i + 8, len(tokens)) and (
        tokens[end].upos in ("DET", "ADJ", "NOUN", "PROPN", "NUM")
        or tokens[end].text in HYPHENS
        or is_possessive(tokens[end])
    ):
        end += 1
    return end if end > i + 1 else i


def _apposed(left: Draft, right: Draft, grammar: Grammar) -> bool:
    tokens = grammar.tokens
    end = _with_owner(left, grammar)
    if not (left.full and right.full) or end + 1 != right.first:
        return False
    if tokens[end].text != ",":
        return False
    closing = tokens[right.last].text if right.last < len(tokens) else "."
    if closing not in _STOPS:
        return False
    following = tokens[right.last + 1].low if right.last + 1 < len(tokens) else ""
    if following in ("and", "or") or tokens[right.last - 1].low in ("and", "or"):
        return False
    name, role = (left, right) if _is_name(left) else (right, left)
    if role.role is None or not _is_name(name):
        return False
    if name.person:
        return role.role.type in _SPEAKERS and not role.plural
    if role.role.type == "generic" and not role.plural:
        return role.actor is None or role.actor == name.actor
    return False
