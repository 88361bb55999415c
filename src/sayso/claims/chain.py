"""Who stands behind a claim: the attributions around an event word, as chains of sources.

Speakers side by side give a chain each; nesting gives links. A claim's own content decides the act
of a source whose cue is neutral ("said"): see ``final_act``.
"""

from __future__ import annotations

from itertools import product

from msgspec.structs import replace

from sayso.claims.arguments import is_passive, is_verb
from sayso.claims.context import Context
from sayso.claims.standing import Standing
from sayso.core.annotation import Attribution, MentionNode
from sayso.core.types import (
    Act,
    Body,
    Claim,
    Mention,
    Place,
    Record,
    Roles,
    Source,
    Span,
    Stance,
    Status,
    When,
)  # fmt: skip
from sayso.knowledge.governors import Governors
from sayso.knowledge.predicates import Lexicon

ASSERTING: frozenset[Act] = frozenset(
    {"stated", "announced", "confirmed", "admitted", "claimed responsibility"}
)
SIDES = frozenset(
    {"state", "official", "military", "armed group", "rebel", "political opposition",
     "group of states"}
)  # fmt: skip
# Acts about what is to be: what their content puts in the past is only presupposed.
TO_COME: frozenset[Act] = frozenset(
    {"promised", "threatened", "demanded", "asked", "ordered", "proposed", "refused", "hoped"}
)
# Acts that tell something in a clause of their own, besides those that assert.
TELLING: frozenset[Act] = frozenset({"accused", "warned", "promised", "threatened"})
NOBODY = "unnamed source"
ARMED = frozenset({"military", "armed group", "rebel"})
HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"})


class Link(Record, frozen=True):
    """One attribution and one of its speakers."""

    attribution: Attribution
    speaker: int | None
    mention: Mention
    first_person: bool = False


def attributions_of(context: Context, head: int) -> tuple[Attribution, ...]:
    """The attributions whose content holds a token, outermost first."""
    start = context.grammar.tokens[head].start
    found: list[tuple[int, Attribution]] = []
    for attribution in context.attributions_near(head):
        if attribution.cue_negated:
            continue
        if attribution.cue == head:
            if attribution.lemma in context.governors.reckoning:
                found.append((0, attribution))
            continue
        around = next((s for s in attribution.content if s[0] <= start < s[1]), None)
        if around:
            width = max(s[1] for s in attribution.content) - min(s[0] for s in attribution.content)
            found.append((width, attribution))
    found.sort(key=lambda pair: -pair[0])
    return tuple(attribution for _, attribution in found)


def presupposed(
    context: Context, head: int, around: tuple[Attribution, ...], standing: Standing
) -> tuple[Attribution, ...]:
    """The attributions without the inner ones that only presuppose a part of their content: what a
    demand or denial takes for granted is said by the next source out, or by the outlet. But what
    stands in a whole sentence of the source's own is said by it, if only in passing."""
    while (
        standing.detached
        and around
        and not around[-1].neutral
        and around[-1].act not in ASSERTING
        and around[-1].act != "opined"
    ):
        if _in_own_words(context, head, around[-1]):
            return (*around[:-1], replace(around[-1], act="stated", neutral=True))
        around = around[:-1]
    return around


def _in_own_words(context: Context, head: int, attribution: Attribution) -> bool:
    """Whether a part of a content is told by the source: where the cue follows what is said ("The
    army, which held the hill, had fled, they alleged") or what is alleged is a clause ("alleged
    that the army, which …"); not where the outlet words it ("accused the army, which …, of")."""
    grammar, cue = context.grammar, attribution.cue
    if cue is None or attribution.act == "denied" or is_passive(grammar, cue):
        return False
    if attribution.content[0][0] < grammar.tokens[cue].start:
        return True
    clauses = grammar.dependents(cue, "ccomp") if attribution.act in TELLING else ()
    return any(head in grammar.subtree(t.i) for t in clauses)


def unsaid(context: Context, head: int) -> bool:
    """Whether a token stands in what somebody is said not to have said, or declined to confirm."""
    start = context.grammar.tokens[head].start
    return any(
        (a.cue_negated or a.act == "declined to confirm")
        and any(s[0] <= start < s[1] for s in a.content)
        for a in context.attributions_near(head)
    )


def denied_saying(context: Context, around: tuple[Attribution, ...]) -> Attribution | None:
    """The innermost saying where another denies that it was said at all ("denied that he had
    ordered the strike"); not one that a noun takes for granted ("denied their claim that …")."""
    if not around or around[-1].cue is None:
        return None
    cue = context.grammar.tokens[around[-1].cue]
    over = (span for a in around[:-1] if a.act == "denied" for span in a.content)
    held = any(start <= cue.start < end for start, end in over)
    return around[-1] if held and is_verb(cue) else None


def denied(context: Context, claim: Claim) -> Claim:
    """A claim that somebody is said to have made, as it stands where that is denied. Who is said to
    have made it keeps the act; who denies it comes before, or is the same."""
    last = claim.sources[-1]
    if last.act == "denied":
        last = replace(last, stance=replace(last.stance, polarity="negative"))
    return replace(
        claim,
        sources=(*claim.sources[:-1], last),
        modality=context.governors.modality_of("denied", claim.status, own=False),
        polarity="negative",
        codes=context.lexicon.claim_codes(
            "denied", claim.predicate, claim.roles, claim.phase, "negative", claim.status
        ),
    )


def chains(context: Context, attributions: tuple[Attribution, ...]) -> tuple[tuple[Link, ...], ...]:
    """All chains of links, outermost first; one empty chain where there is no attribution."""
    options = [_links(context, a) for a in attributions]
    return tuple(
        tuple(_described(context, link) for link in _merge(chain)) for chain in product(*options)
    )


def _described(context: Context, link: Link) -> Link:
    """A link whose speaker is a pronoun of which nobody is known names nobody."""
    mention = link.mention
    if link.speaker is None or mention.id is not None or mention.affiliations:
        return link
    token = context.grammar.tokens[link.speaker]
    if token.upos != "PRON" or (mention.name or token.low).casefold() != token.low:
        return link
    return replace(link, mention=replace(mention, name=NOBODY, anonymous=True))


def _links(context: Context, attribution: Attribution) -> list[Link]:
    if not attribution.sources:
        return [Link(attribution=attribution, speaker=None, mention=_nobody(attribution))]
    return [
        Link(
            attribution=attribution,
            speaker=head,
            mention=mention,
            first_person=_is_first_person(context, head),
        )
        for k, head in enumerate(_speakers(context, attribution))
        for mention in _mentions(context, attribution, k, head)
    ]


def _speakers(context: Context, attribution: Attribution) -> tuple[int, ...]:
    """The speakers found, with one added in passing to the last."""
    heads = attribution.sources
    if len(heads) == 1:
        heads = context.aside(heads[0])
    return heads


def _nobody(attribution: Attribution) -> Mention:
    return Mention(name=NOBODY, kind="unnamed", anonymous=True)


def _mentions(
    context: Context, attribution: Attribution, number: int, head: int
) -> tuple[Mention, ...]:
    """Whom a speaker's words mean: "both sides" are two."""
    nodes: tuple[MentionNode, ...] = context.mention_over(head)
    several = tuple(dict.fromkeys(n.mention for n in nodes if n.head == head and n.mention.id))
    if len(several) > 1:
        return several
    return (nodes[0].mention if nodes else _described_by(context, attribution, number, head),)


def _described_by(context: Context, attribution: Attribution, number: int, head: int) -> Mention:
    start, end = (
        attribution.source_spans[number]
        if number < len(attribution.source_spans)
        else context.grammar.extent(head)
    )
    text = context.report.text[start:end]
    return Mention(text=text, start=start, end=end, name=" ".join(text.split()), kind="unnamed")


def _is_first_person(context: Context, head: int) -> bool:
    token = context.grammar.tokens[head]
    return token.upos == "PRON" and "Person=1" in token.feats


def _same(a: Link, b: Link) -> bool:
    if a.speaker is not None and a.speaker == b.speaker:
        return True
    if a.mention.id and a.mention.id == b.mention.id:
        return True
    return bool(a.mention.name) and a.mention.name == b.mention.name


def _merge(chain: tuple[Link, ...]) -> tuple[Link, ...]:
    """ "He said he hoped": one speaker, one link, with the inner act, unless it is denied."""
    merged: list[Link] = []
    for link in chain:
        if merged and (_same(merged[-1], link) or link.first_person):
            outer = merged[-1].attribution
            inner = link.attribution
            kept = outer.act == "denied" or (inner.neutral and not outer.neutral)
            keep = outer if kept else inner
            first = merged[-1] if merged[-1].mention.text else link
            manner = "quote" if "quote" in (outer.manner, inner.manner) else keep.manner
            keep = replace(keep, manner=manner)
            merged[-1] = Link(attribution=keep, speaker=first.speaker, mention=first.mention)
        else:
            merged.append(link)
    return tuple(merged)


def same_side(a: Mention, b: Mention) -> bool:
    """Whether two mentions are one actor or parts of one government."""
    if a.id and b.id and (a.id == b.id or a.id in b.affiliations or b.id in a.affiliations):
        return True
    if not (a.id or b.id) and a.name and b.name and _bare(a.name) == _bare(b.name):
        return True  # "the army said it fired": two of one description in one sentence are one
    official = frozenset({"state", "official", "military"})
    if a.country and a.country == b.country:
        return (a.kind in official and b.kind in official) or a.kind == b.kind
    if a.id and b.id:
        return a.id.startswith(b.id + "-") or b.id.startswith(a.id + "-")
    return False


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def final_act(
    attribution: Attribution,
    speaker: Mention,
    standing: Standing,
    roles: Roles,
    predicate: str,
    lexicon: Lexicon,
    governors: Governors,
) -> Act:
    """The act of the innermost source, once the claim's content is known.

    A cue with an act of its own keeps it, but for what is only presupposed beside it. A neutral
    cue gives: one's own side's future → promised, or threatened if it harms the addressee, or
    refused if negated or declined ("no reason to stop"); another's harmful act → accused, but for
    fighting between armed sides, which is told; a negated claim → denied; else stated.
    """
    if not attribution.neutral and attribution.act != "stated":
        if standing.status == "hypothetical" and attribution.act in TO_COME:
            return "stated"
        return attribution.act
    mandative = mandated_act(attribution, standing, governors)
    if mandative is not None:
        return mandative
    actors = roles.actor
    own = any(same_side(a, speaker) for a in actors)
    speaks = bool(speaker.id) or speaker.kind in SIDES or speaker.kind == "person"
    future = standing.status in ("predicted", "intended", "scheduled", "conditional")
    if own and speaks and future:
        if standing.polarity == "negative" or standing.declined:
            return "refused"
        return "promised"
    if standing.status in ("happened", "ongoing", None):
        if standing.polarity == "negative" and standing.said_not:
            return "denied" if speaker.kind not in ("media", "monitor", "NGO") else "stated"
        if (
            actors
            and not own
            and _takes_sides(speaker)
            and all(a.kind in SIDES for a in actors)
            and _harmful(lexicon, predicate, roles)
            and not _fighting(lexicon, predicate, roles, governors)
            and standing.phase != "end"
        ):
            return "accused"
    return "stated"


def mandated_act(attribution: Attribution, standing: Standing, governors: Governors) -> Act | None:
    """ "Suggested that they meet": a neutral cue with a subjunctive proposes or demands."""
    if standing.status == "wanted":
        return governors.mandative.get(attribution.lemma)
    return None


def _takes_sides(speaker: Mention) -> bool:
    """Whether a speaker is a party: an official of nobody known ("relief officials") is not."""
    known = speaker.id is not None or speaker.country is not None or bool(speaker.affiliations)
    return speaker.kind in SIDES and (known or speaker.kind not in ("official", "state"))


def _harmful(lexicon: Lexicon, predicate: str, roles: Roles) -> bool:
    code = lexicon.codes(predicate, roles).plover
    return code is not None and code.event in HARM


def _fighting(lexicon: Lexicon, predicate: str, roles: Roles, governors: Governors) -> bool:
    """Whether it is war between armed sides: ground fought for, or fighters killed."""
    if any(lexicon.is_a(predicate, name) for name in governors.fighting):
        return True
    harmed = roles.recipient
    killing = lexicon.predicates[predicate].family == "force" and lexicon.is_a(predicate, "kill")
    return killing and bool(harmed) and all(m.kind in ARMED for m in harmed)


def settle(status: Status | None, act: Act | None, table: dict[Act, Status]) -> Status:
    """The status, once the act is known: what has no tense takes it from the act."""
    open_ = (None, "predicted", "ongoing", "intended", "wanted")
    if act in table and (status in open_ or (status == "happened" and act in TO_COME)):
        wanted = table[act]
        if status == "predicted" and wanted == "predicted":
            return "predicted"
        return wanted
    return status or "happened"


def source(
    link: Link,
    act: Act,
    stance: Stance,
    said: When | None,
    said_at: Place | None,
    addressee: Mention | None,
    report_text: str,
) -> Source:
    """A link of a chain as the claim carries it."""
    mention, attribution = link.mention, link.attribution
    cue = None
    if attribution.cue_span:
        start, end = attribution.cue_span
        cue = Span(text=report_text[start:end], start=start, end=end)
    body = None
    if mention.affiliations and mention.kind in ("official", "monitor", "person", "unnamed"):
        body = Body(id=mention.affiliations[0], name=None)
    return Source(
        name=mention.name or mention.text or NOBODY,
        id=mention.id,
        kind=mention.kind,
        country=mention.country,
        sectors=mention.sectors,
        affiliations=mention.affiliations,
        anonymous=mention.anonymous,
        text=mention.text,
        start=mention.start,
        end=mention.end,
        cue=cue,
        manner=attribution.manner,
        act=act,
        stance=stance,
        said=said,
        said_at=said_at,
        addressee=addressee,
        of=body,
    )
