"""Who is a private person in a report: anyone named who holds no office, command or spokesman's
role in its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.core.annotation import Annotation, MentionNode
from sayso.core.release import Persons
from sayso.core.types import Claim, Mention, Report, Source
from sayso.knowledge.actors import load_actors
from sayso.knowledge.outlets import load_outlets
from sayso.knowledge.safety import Safety, load_safety
from sayso.release.hints import between, likely_names, sure_names, whole_names
from sayso.release.names import is_division, name_spans, overlaps
from sayso.release.sites import fine_places, site_sentences

_REACH = 80  # characters around a name in which an office is looked for
_APPOSITION = re.compile(r",\s+([^,.;:!?\n]+)")
_SINGLE = frozenset({"person", "official", "unnamed", "civilians"})  # who may be one person
_CROWDS = frozenset({"civilians", "prisoners", "unnamed"})  # to be one of these is no office


def find_persons(annotation: Annotation) -> Persons:
    """Report, read → where it names private persons and public ones, and the places named in
    sentences on sites that could be harmed.

    Names are those that the language model found and those of mentions of single persons. A person
    whom the actor files know is a public one, and so is one whom any mention in the report gives an
    office (``knowledge/safety.yaml``).
    """
    safety = load_safety()
    nodes = [node for node in annotation.mentions if node.mention.start is not None]
    names = _names(annotation, nodes)
    by_entity: dict[str, list[MentionNode]] = defaultdict(list)
    for node in nodes:
        if node.entity:
            by_entity[node.entity].append(node)
    public: set[tuple[int, int]] = set()
    private: set[tuple[int, int]] = set()
    for node in nodes:
        mention = node.mention
        found = [span for span in names if _inside(span, mention)]
        office = any(_has_office(other.mention, annotation.report.text, names, safety)
                     for other in by_entity.get(node.entity, [node]))  # fmt: skip
        if mention.id is not None and is_known(mention.id):
            public.update(found)
        elif office and found:
            # The name of whom the phrase is about; others in it are looked at by themselves.
            public.add(_named(mention, found, annotation.report.text))
    public.update(
        span for span in names if _stands_with_office(annotation.report.text, span, names, safety)
    )
    for node in nodes:
        if _is_private(node.mention) and not any(_inside(span, node.mention) for span in names):
            private.update(name_spans(annotation.report.text, _span(node.mention), safety))
    private.update(names)
    private.update(_told(annotation, nodes, names, safety))
    private = {span for span in private if not overlaps(span, public)}
    known = _known_by_last_name(annotation.report.text, private, public, safety)
    private, public = private - known, public | known
    private.update(byline_names(annotation.report))
    return Persons(
        private=tuple(sorted(private)),
        public=tuple(sorted(public)),
        places=tuple(sorted(_sites(annotation, safety))),
    )


def _told(
    annotation: Annotation, nodes: Sequence[MentionNode], names: Sequence[tuple[int, int]],
    safety: Safety,
) -> Iterator[tuple[int, int]]:  # fmt: skip
    """Names that the language model did not see and what stands beside them tells."""
    text = annotation.report.text
    known = [_span(n.mention) for n in nodes if n.mention.id and is_known(n.mention.id)]
    for span in sure_names(text, safety):
        if not overlaps(span, known):
            yield span
    bodies = [_span(n.mention) for n in nodes if n.mention.kind not in _SINGLE]
    others = [*known, *bodies, *_places(annotation)]
    for span in (*likely_names(text, safety), *between(text, names, safety)):
        if not overlaps(span, others):
            yield span


def _known_by_last_name(
    text: str, private: set[tuple[int, int]], public: set[tuple[int, int]], safety: Safety
) -> set[tuple[int, int]]:
    """Later mentions of public persons by their last name alone, where no private person has it
    too."""
    lasts = {span: _last_word(text, span, safety) for span in private}
    shared = {last for last, whole in lasts.values() if last != whole}
    held = (_last_word(text, span, safety) for span in public)
    known = {last for last, whole in held if last != whole} - shared
    return {span for span, (last, whole) in lasts.items() if last == whole and last in known}


def _last_word(text: str, span: tuple[int, int], safety: Safety) -> tuple[str, str]:
    """The last word of a name, and all of it, without a title."""
    found = [text[slice(*one)] for one in name_spans(text, span, safety)]
    whole = " ".join((found[0] if found else text[slice(*span)]).split())
    return whole.rsplit(" ", 1)[-1], whole


def _stands_with_office(
    text: str, span: tuple[int, int], names: Sequence[tuple[int, int]], safety: Safety
) -> bool:
    """Whether an office stands right before a name ("Colonel …") or behind it, between commas; one
    that is another's name ("Melanie King") is none."""
    start, end = span
    from_ = max(0, start - _REACH)
    office = safety.office_before(text[from_:start])
    if office is not None and not any(a < from_ + office < b for a, b in names):
        return True
    after = _APPOSITION.match(text, end, end + _REACH)
    return after is not None and safety.holds_office(after.group(1))


def _names(annotation: Annotation, nodes: Sequence[MentionNode]) -> list[tuple[int, int]]:
    """Names of persons, by the language model; those that turned out to be a place or a known
    party are none."""
    grammar = annotation.grammar
    persons = [_span(n.mention) for n in nodes if n.mention.kind in ("person", "official")]
    others = _places(annotation)
    outlet = annotation.report.outlet
    found: list[tuple[int, int]] = []
    spans = [grammar.chars(name.first, name.last) for name in grammar.names]
    for name, (start, end) in zip(grammar.names, spans, strict=True):
        if name.label == "PER":
            rest = [span for span in spans if span != (start, end)]
            start += load_safety().name_start(grammar.text[start:end])
            found += whole_names(grammar.text, (start, end), rest, load_safety())
    return [
        span
        for span in found
        if (words := annotation.report.text[slice(*span)]) != outlet
        and not (" " in words and is_division(words))
        and (overlaps(span, persons) or not overlaps(span, others))
    ]


def _places(annotation: Annotation) -> list[tuple[int, int]]:
    """Where places are named that the gazetteer has."""
    return [
        (p.start, p.end) for node in annotation.places for p in [node.place]
        if p.start is not None and p.end is not None and (p.geonames or p.lat is not None)
    ]  # fmt: skip


def private_mentions(claim: Claim) -> Iterator[Mention | Source]:
    """The mentions and sources of a claim that are of named private persons."""
    for role in claim.roles.__struct_fields__:
        yield from (m for m in getattr(claim.roles, role) if _is_private(m))
    for source in claim.sources:
        if _is_private(source):
            yield source
        if source.addressee is not None and _is_private(source.addressee):
            yield source.addressee


def names_persons(claim: Claim) -> bool:
    """Whether a claim names a private person."""
    return next(private_mentions(claim), None) is not None


def byline_names(report: Report) -> list[tuple[int, int]]:
    """Where bylines and credits in a report's text name persons: what stands behind "By", unless it
    is an outlet or a body."""
    found: list[tuple[int, int]] = []
    safety = load_safety()
    for segment in report.segments:
        if segment.kind in ("byline", "credit"):
            text = report.text[segment.start : segment.end]
            if is_persons(text, report.outlet):
                found += name_spans(report.text, (segment.start, segment.end), safety, all_of=True)
    return found


def is_persons(credit: str, outlet: str | None) -> bool:
    """Whether a credit or byline names persons, not only an outlet, an agency or a body."""
    outlets, actors = load_outlets(), load_actors()
    text = credit.strip()
    if text.lower().startswith("by "):
        text = text[3:]
    if outlet:
        text = text.replace(outlet, "")
    words = [word.strip(".,;:()") for word in text.split()]
    if outlets.named(text) or any(word.casefold() in actors.words.body_words for word in words):
        return False
    return bool(words) and words[0][:1].isupper()


def _sites(annotation: Annotation, safety: Safety) -> Iterator[tuple[int, int]]:
    text = annotation.report.text
    sentences = site_sentences(text, safety)
    for node in annotation.places:
        place = node.place
        if place.start is None or place.end is None or not fine_places([place]):
            continue
        if any(s <= place.start < e for s, e in sentences):
            yield place.start, place.end


def _is_private(mention: Mention | Source) -> bool:
    if mention.anonymous or mention.kind != "person":
        return False
    return mention.id is None or not is_known(mention.id)


def is_known(id: str) -> bool:
    """Whether an id is that of a party or person whom the actor files know."""
    actor = load_actors().get(id)
    return actor is not None and actor.kind not in _CROWDS


def _has_office(
    mention: Mention, text: str, names: Sequence[tuple[int, int]], safety: Safety
) -> bool:
    if mention.kind in ("talks", "event") or mention.text is None or mention.start is None:
        return False
    inside = [text[s:e] for s, e in names if _inside((s, e), mention)]
    return safety.holds_office(mention.text, inside[0] if inside else None)


def _named(mention: Mention, found: Sequence[tuple[int, int]], text: str) -> tuple[int, int]:
    """Of the names in a mention, the one that it is of."""
    for start, end in found:
        if mention.name and (mention.name in text[start:end] or text[start:end] in mention.name):
            return start, end
    return found[0]


def _span(mention: Mention | Source) -> tuple[int, int]:
    return mention.start or 0, mention.end or 0


def _inside(span: tuple[int, int], mention: Mention) -> bool:
    return (mention.start or 0) <= span[0] and span[1] <= (mention.end or 0)
