"""What stands in a claim's fields: parties, places, time and figures around the event word."""

from __future__ import annotations

from msgspec.structs import replace

from sayso.claims.arguments import (
    RELATIVE,
    complement,
    direct_object,
    has_case,
    is_nobody,
    is_passive,
    is_way,
    modifiers,
    surface_subject,
)
from sayso.claims.context import Context
from sayso.claims.distances import measure_before
from sayso.claims.filled import Filled
from sayso.claims.locations import add_locations
from sayso.claims.proforms import from_before
from sayso.claims.standing import Standing
from sayso.claims.trigger import Trigger
from sayso.core.annotation import MentionNode
from sayso.core.types import Mention, Place, Roles

HOSTILE = frozenset({"ASSAULT", "COERCE"})


def fill(
    context: Context,
    trigger: Trigger,
    standing: Standing,
    speaker: Mention | None,
    triggers: dict[int, Trigger],
) -> Filled:
    """Parties and places of a trigger. ``speaker``: who "I" and "we" are here."""
    filled = Filled()
    slots = _slots(context, trigger, standing)
    filled.placed = frozenset(i for role, tokens in slots if role == "place" for i in tokens)
    for role, tokens in slots:
        if len(tokens) == 1:
            tokens = context.listed(tokens[0])
        for token in tokens:
            _place_or_party(context, filled, role, token, speaker, triggers, trigger)
    wanted = {entry.role: entry.slots for entry in trigger.pattern.roles}
    suffered = trigger.pattern.form == "verb" and is_passive(context.grammar, trigger.head)
    if not filled.roles.get("actor") and "subject" in wanted.get("actor", ()) and not suffered:
        _governed(context, filled, "actor", standing.actor_of, speaker, triggers, trigger, standing)
    for role in ("recipient", "place"):
        if not filled.roles.get(role) and "object" in wanted.get(role, ()):
            _governed(
                context, filled, role, standing.recipient_of, speaker, triggers, trigger, standing
            )
    _helpers(context, trigger, filled, speaker, triggers)
    add_locations(context, trigger, standing, filled)
    if trigger.told is not None:
        from_before(context, trigger, filled)
    return filled


def _slots(
    context: Context, trigger: Trigger, standing: Standing
) -> list[tuple[str, tuple[int, ...]]]:
    """The fillers of each role. A token that two roles would take goes to the one that names its
    preposition, but a place may be a recipient too."""
    found: list[tuple[str, str, tuple[int, ...]]] = []
    for entry in trigger.pattern.roles:
        for slot in entry.slots:
            tokens = _slot(context, trigger, standing, slot)
            if slot != "bearer":
                tokens = tuple(i for i in tokens if i != trigger.head and i not in trigger.fixed)
            if tokens:
                found.append((entry.role, slot, tokens))
                break
    plain = ("subject", "object", "indirect")
    marked = {i for role, slot, tokens in found for i in tokens if slot not in plain}
    return [
        (role, tokens if slot not in plain or role == "place" else kept)
        for role, slot, tokens in found
        if (kept := tuple(i for i in tokens if i not in marked or slot not in plain))
        or role == "place"
    ]


def _slot(context: Context, trigger: Trigger, standing: Standing, slot: str) -> tuple[int, ...]:
    if slot in trigger.fillers:
        return trigger.fillers[slot]
    if slot in ("subject", "object", "indirect"):
        if slot == "indirect":
            return tuple(t.i for t in context.grammar.dependents(trigger.head, "iobj"))
        return ()
    grammar = context.grammar
    for base in (*trigger.fixed, *(g for g, _ in standing.actor_of)):
        found = complement(grammar, base, slot)
        if found:
            return found
    if slot not in ("of", "by", "in"):
        for base in trigger.fillers.get("object", ()):
            found = complement(grammar, base, slot)
            if found:
                return found
    return ()


def _governed(
    context: Context,
    filled: Filled,
    role: str,
    governors: tuple[tuple[int, str], ...],
    speaker: Mention | None,
    triggers: dict[int, Trigger],
    trigger: Trigger,
    standing: Standing,
) -> None:
    """The event's party where only its governor names it: "considered a withdrawal"."""
    for governor, which in governors:
        if which == "subject":
            tokens = surface_subject(context.grammar, governor)
        else:
            tokens = direct_object(context.grammar, governor)
        tokens = tuple(i for i in tokens if i not in standing.path)
        for token in tokens:
            _place_or_party(context, filled, role, token, speaker, triggers, trigger)
        if tokens:
            return


def _place_or_party(
    context: Context,
    filled: Filled,
    role: str,
    token: int,
    speaker: Mention | None,
    triggers: dict[int, Trigger],
    trigger: Trigger,
) -> None:
    inner = context.counted(token)
    named = inner != (token,) and any(i in context.mentions for i in inner)
    if (token in context.times and not named) or _is_measure(context, token):
        return
    lemma = context.grammar.tokens[token].lemma
    if lemma in context.governors.participation and inner == (token,):
        return  # "involvement in the bombing" is nobody
    if is_nobody(context.grammar, token) or (role == "actor" and is_way(context.grammar, token)):
        return
    if inner != (token,):
        for other in inner:
            _place_or_party(context, filled, role, other, speaker, triggers, trigger)
        filled.own.add(token)
        return
    if role == "actor" and context.belongs(token, ("parley",)):
        role = "content"  # talks do not act: "the talks resumed"
    filled.tokens[token] = role
    filled.own.add(token)
    places = context.places.get(token, ())
    nodes = context.mentions.get(token, ())
    talks = context.talks_meant(token)
    if talks is not None and role == "content":
        nodes = (talks,)
    if not any(n.mention.id for n in nodes):
        nodes = _by_relative(context, token) or nodes
    if role == "place":
        if places:
            filled.places.extend(node.place for node in places)
        elif (
            not any(n.mention.id for n in nodes)  # "Islamic State" is no state
            and (not nodes or _names_place(context, token))
            and context.belongs(token, ("place",))
        ):
            whole = context.left_out(token) != token  # "the other, which runs through Idlib"
            text, start, end = phrase(context, token, whole=whole)
            filled.places.append(Place(text=text, start=start, end=end, precision="area"))
        return
    event = triggers.get(token)
    if not nodes and not places and role == "recipient":
        if _is_place(context, filled, token):
            return
        if event is None and context.grammar.tokens[token].lemma in context.lexicon.nouns:
            return  # "broke the siege": a deed suffers nothing
    if not nodes and places:
        filled.places.extend(node.place for node in places)
        return
    if nodes and places and role == "recipient" and _hostile(context, trigger):
        filled.places.extend(node.place for node in places)
    bears = event is not None and "bearer" in event.fillers  # "its backer, Rwanda": no deed
    if role == "actor" and event is not None and event is not trigger and not bears:
        # "Air strikes killed ten": whoever carried out the strikes, by means of them.
        _actor_of(context, filled, "actor", event)
        text, start, end = phrase(context, token)
        filled.add("instrument", Mention(text=text, start=start, end=end, kind="event"))
        return
    if role == "recipient" and event is not None and event is not trigger:
        # "Broke the rebels' siege": against whoever laid it.
        _actor_of(context, filled, "recipient", event)
        return
    if nodes:
        if not any(n.mention.id for n in nodes) and context.grammar.tokens[token].rel == "appos":
            nodes = context.mentions.get(context.grammar.tokens[token].head, nodes)
        for node in nodes:
            filled.add(role, _spoken(node.mention, node.entity, speaker))
        return
    text, start, end = phrase(context, token)
    owners = _owners(context, token) if role == "actor" else ()
    if owners:
        # "An Israeli missile strike hit the airport": by its owner, by means of it.
        for node in owners:
            filled.add("actor", node.mention)
        filled.add("instrument", Mention(text=text, start=start, end=end, kind="event"))
        return
    filled.add(role, Mention(text=text, start=start, end=end, kind="unnamed"))


def _is_measure(context: Context, token: int) -> bool:
    """A word of time or amount that the parse has made a party ("hours after …")."""
    return (
        token not in context.mentions
        and token not in context.places
        and context.grammar.tokens[token].lemma in context.governors.transparent
        and context.counted(token) == (token,)
        and context.grammar.dependent(token, "nummod", "amod", "det") is None
    )


def _actor_of(context: Context, filled: Filled, role: str, event: Trigger) -> None:
    """The actor of an event that fills a role, as the filler."""
    for slots in event.pattern.roles:
        if slots.role == "actor":
            for inner in event.fillers.get(slots.slots[0], ()):
                for node in context.mentions.get(inner, ()):
                    filled.add(role, node.mention)
                    filled.own.add(inner)


def _owners(context: Context, token: int) -> tuple[MentionNode, ...]:
    """The parties that a deed or a weapon is said to be of."""
    if not context.belongs(token, ("attack", "offensive", "projectiles", "aircraft")):
        return ()
    return tuple(
        n
        for t in modifiers(context.grammar, token)
        for n in context.mentions.get(t.i, ())
        if n.mention.id
    )


def _by_relative(context: Context, token: int) -> tuple[MentionNode, ...]:
    """What a noun's relative pronoun was resolved to, where the noun itself was not."""
    grammar = context.grammar
    for clause in grammar.dependents(token, "acl:relcl"):
        for pronoun in grammar.dependents(clause.i, "nsubj", "obj"):
            if pronoun.low not in RELATIVE:
                continue
            known = tuple(n for n in context.mentions.get(pronoun.i, ()) if n.mention.id)
            if known:
                text, start, end = phrase(context, token)
                return tuple(
                    replace(n, mention=replace(n.mention, text=text, start=start, end=end))
                    for n in known
                )
    return ()


def _names_place(context: Context, token: int) -> bool:
    """Whether the noun itself is one of places ("the ministry", as where a bomb went off)."""
    return context.lexicon.classes["place"].has_word(context.grammar.tokens[token].lemma)


def _is_place(context: Context, filled: Filled, token: int) -> bool:
    """Whether an unnamed filler is a place ("the town") that the role of place takes too."""
    return token in filled.placed and context.belongs(token, ("place",))


def _spoken(mention: Mention, entity: str, speaker: Mention | None) -> Mention:
    """ "I" and "we" are the speaker."""
    if entity == "speaker" and speaker is not None:
        return replace(speaker, text=mention.text, start=mention.start, end=mention.end)
    return mention


def _hostile(context: Context, trigger: Trigger) -> bool:
    code = context.lexicon.codes(trigger.predicate, Roles()).plover
    return code is not None and code.event in HOSTILE


def phrase(context: Context, token: int, whole: bool = False) -> tuple[str, int, int]:
    """The noun phrase of a token as a reader would quote it, without clauses after it; ``whole``:
    with its relative clause."""
    grammar = context.grammar
    without = ("conj", "cc", "appos", "advcl", "parataxis", "punct")
    start, end = grammar.extent(token, without if whole else ("acl", *without[:-1]))
    for child in grammar.dependents(token, "nmod", "obl"):
        if has_case(grammar, child.i, "by") and child.i > token:
            first = grammar.subtree(child.i)[0]
            end = min(end, grammar.tokens[first - 1].end)
    for node in context.beside(context.places_of, token):
        far = measure_before(context, node.first) if node.first > token else None
        if far is not None and token < far and grammar.tokens[far - 1].text == ",":
            end = min(end, grammar.tokens[far - 2].end)  # "the post in Tafas, 12 km from …"
    return context.report.text[start:end], start, end


def _helpers(
    context: Context,
    trigger: Trigger,
    filled: Filled,
    speaker: Mention | None,
    triggers: dict[int, Trigger],
) -> None:
    """ "helped by …", "with the support of …", "thanks to …" beside the event or its actor."""
    grammar, words = context.grammar, context.governors.helpers
    bases = [trigger.head, *(t for t, role in filled.tokens.items() if role == "actor")]
    for base in bases:
        for child in grammar.dependents(base, "acl", "advcl", "amod", "conj"):
            if child.xpos == "VBN" and child.lemma in words.participles:
                by = complement(grammar, child.i, "by")
                for token in (i for whole in by for i in context.counted(whole)):
                    inner = triggers.get(token)
                    known = any(n.mention.id for n in context.mentions.get(token, ()))
                    if inner is not None and not known:  # "helped by days of the army's raids"
                        for i in inner.fillers.get("subject", ()):
                            for node in context.mentions.get(i, ()):
                                filled.add("helper", node.mention)
                                filled.own.add(token)
                    else:
                        _place_or_party(
                            context, filled, "helper", token, speaker, triggers, trigger
                        )
    sentence = grammar.sentences[grammar.tokens[trigger.head].sentence]
    above = {t.i for t in grammar.ancestors(trigger.head)}
    phrases = [phrase.split() for phrase in words.phrases]
    openings = {phrase[0] for phrase in phrases}
    for index in range(trigger.head + 1, sentence.last):
        if grammar.tokens[index].low not in openings:
            continue
        following = [t.low for t in grammar.tokens[index : index + 6] if t.upos != "ADV"]
        if not any(following[: len(p)] == p for p in phrases):
            continue
        between = [t for t in triggers if trigger.head < t < index]
        if grammar.tokens[index - 1].text == ",":
            # Set off by a comma, it goes with the main clause.
            if above & set(triggers) or not all(
                trigger.head in {a.i for a in grammar.ancestors(t)} for t in between
            ):
                continue
        elif any(triggers[t].pattern.form == "verb" for t in between):
            continue
        inside = [i for i in range(index, min(index + 8, sentence.last)) if i in context.mentions]
        for i in inside[:1]:
            helped = filled.roles.get("recipient", [])
            for node in context.mentions[i]:
                if node.mention not in helped:
                    filled.add("helper", node.mention)
                elif not context.lexicon.is_a(trigger.predicate, "support"):
                    helped.remove(node.mention)  # "took it with support from Chad": not from Chad
                    filled.add("helper", node.mention)
            filled.tokens.setdefault(i, "helper")
            filled.own.add(i)
        break
