"""What two claims have in common, feature by feature, each with words for people.

A feature is a value from -1 (against one incident) to 1 (for it), or none where one of the claims
does not tell. All are symmetric, and look at the two claims and at static data only.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping

from sayso.incidents.facets import Facets, Figure, Party, Spot
from sayso.knowledge.gathering import Curve, Gathering, Kind, PartyRules

EARTH_KM = 6371.0
# A claim names its day where its interval is this many days long at most.
SHARP_DAYS = 2

# A value and why, or none.
Found = tuple[float, str] | None


def on_curve(curve: Curve, x: float) -> float:
    """The value of a line made of straight pieces; flat beyond its ends."""
    if x <= curve[0][0]:
        return curve[0][1]
    for (x1, y1), (x2, y2) in itertools.pairwise(curve):
        if x <= x2:
            return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return curve[-1][1]


def kilometres(a: Spot, b: Spot) -> float | None:
    """Great-circle distance (haversine formula), or none where one has no degrees."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.lon - a.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def time(a: Facets, b: Facets, known: Gathering) -> Found:
    """Days apart. Where both name their days, by the gap between the intervals; else by how long
    after the one the other was published."""
    rules = known.rules.time
    scale = rules.state_days if _lasting(a, b, known) else 1
    sudden = _both(a, b, "sudden", known)
    dated = rules.dated_again if sudden else rules.dated
    curve = rules.again if sudden and _placed(a) and _placed(b) else rules.lag
    if a.dated and b.dated:
        gap = _gap(a, b)
        if gap > 0:
            return on_curve(dated, gap / scale), f"{gap} days apart"
        longer = max(_length(a), _length(b))
        same = "the same time" if longer <= SHARP_DAYS else "their times overlap"
        return on_curve(rules.overlap, longer / scale), same
    if a.dated or b.dated:
        one, other = (a, b) if a.dated else (b, a)
        if other.published is None or one.first is None or one.last is None:
            return None
        if not other.plan and one.first > other.published:
            # What was to come when the other reported what had been.
            gap = one.first - other.published
            return on_curve(dated, 1 + gap / scale), "to come when the other was published"
        lag = max(0, other.published - one.last, one.first - other.published)
        return on_curve(curve, lag / scale), f"published {lag} days from it"
    if a.published is None or b.published is None:
        return None
    lag = abs(a.published - b.published)
    return on_curve(curve, lag / scale), f"published {lag} days apart"


def _lasting(a: Facets, b: Facets, known: Gathering) -> bool:
    """Whether both are states of which it is told whose: "their allies" today and in a month are
    not the same."""
    if _both(a, b, "lasts", known):
        return True
    if not (a.state and b.state):
        return False
    return not _both(a, b, "paired", known) or (_paired(a) and _paired(b))


def _gap(a: Facets, b: Facets) -> int:
    """Days between two dated claims, 0 where they overlap."""
    first_a, last_a = _ends(a)
    first_b, last_b = _ends(b)
    return max(0, first_a - last_b, first_b - last_a)


def _length(a: Facets) -> int:
    first, last = _ends(a)
    return last - first


def _ends(a: Facets) -> tuple[int, int]:
    return (a.first or 0, a.last or 0)


def place(a: Facets, b: Facets, known: Gathering) -> Found:
    """The nearest two of their places."""
    best: Found = None
    for one in a.spots:
        for other in b.spots:
            found = _spots(one, other, known)
            if found is not None and (best is None or found > best):
                best = found
    if best is not None and best[0] > 0 and a.many != b.many:
        return best[0] * known.rules.scope.one_of_many, f"{best[1]}: one of many"
    if best is not None and best[0] > 0 and _both(a, b, "sudden", known):
        return best[0] * max(known.rules.again.place, _rarest(a, b, known)), best[1]
    return best


def _rarest(a: Facets, b: Facets, known: Gathering) -> float:
    words = {word for spot in a.spots for word in spot.words}
    shared = [known.rarity.of(w) for spot in b.spots for w in spot.words if w in words]
    return max(shared, default=1.0)


def _spots(a: Spot, b: Spot, known: Gathering) -> Found:
    rules = known.rules.place
    first, second = sorted((a.label, b.label))
    if a.key is not None and a.key == b.key:
        return (rules.same_country if a.whole else 1.0 if a.exact else rules.same_area), a.label
    if a.exact and b.exact:
        distance = kilometres(a, b)
        if distance is not None:
            value = on_curve(rules.distance, distance)
            if distance <= a.radius + b.radius:
                value = max(value, rules.around)
            return value, f"{first} and {second} are {distance:.0f} km apart"
    if a.country and b.country and a.country != b.country:
        return rules.other_country, f"{first} and {second} are in two countries"
    if a.key is not None and b.key is not None and a.country:
        if a.exact != b.exact and a.admin1 is not None and a.admin1 == b.admin1:
            return rules.part_of, f"{first} and {second} are in one province"
        if a.whole or b.whole:
            return rules.same_country, f"{first} and {second} are in one country"
    shared = a.words & b.words
    if not shared and a.key is None and b.key is None:
        return _sorts(a, b, known)
    if shared:
        telling = sum(known.rarity.of(word) for word in sorted(shared))
        value = rules.same_area * min(1.0, telling / rules.enough_words)
        return value, first if first == second else f"{first}; {second}"
    return None


def _sorts(a: Spot, b: Spot, known: Gathering) -> Found:
    """Two places that are only described, by what sort of place they are."""
    ours = {known.sorts[word] for word in a.words if word in known.sorts}
    theirs = {known.sorts[word] for word in b.words if word in known.sorts}
    if not ours or not theirs:
        return None
    first, second = sorted((a.label, b.label))
    rules = known.rules.place
    if ours & theirs:
        return rules.same_sort, f"{first}; {second}: of one sort"
    return rules.other_sort, f"{first}; {second}: of two sorts"


def actor(a: Facets, b: Facets, known: Gathering) -> Found:
    """Who did it; parties at war who each accuse the other speak of one happening."""
    found = _parties(a.actors, b.actors, known.rules.party)
    return None if found and found[0] < 0 and a.accused and b.accused else found


def recipient(a: Facets, b: Facets, known: Gathering) -> Found:
    """Whom it was done to."""
    return _parties(a.recipients, b.recipients, known.rules.party)


def content(a: Facets, b: Facets, known: Gathering) -> Found:
    """What it was about, or done with."""
    return _parties(a.contents, b.contents, known.rules.party)


def _parties(a: Iterable[Party], b: tuple[Party, ...], rules: PartyRules) -> Found:
    best: Found = None
    for one in a:
        for other in b:
            found = _two(one, other, rules)
            if found is not None and (best is None or found > best):
                best = found
    return best


def _two(a: Party, b: Party, rules: PartyRules) -> Found:
    factor = rules.people if a.people and b.people else 1.0
    first, second = sorted((a.label, b.label))
    if a.line and b.line:
        if a.line[0] == b.line[0]:
            return rules.same * factor, a.label if a.label == b.label else f"{first}, {second}"
        if a.line[0] in b.line or b.line[0] in a.line:
            return rules.branch * factor, f"{first} and {second} are one body"
        if a.stands in b.foes or b.stands in a.foes:
            return rules.war, f"{first} and {second} are at war"
        if a.side is not None and a.side == b.side:
            return rules.side * factor, f"{first} and {second} are of one side"
        if a.civil is not None and b.civil is not None and a.civil != b.civil:
            return rules.opposed, f"{first} and {second}: fighters and others"
        if a.side is not None and b.side is not None and a.country == b.country:
            return rules.opposed, f"{first} and {second} are of two sides"
        if a.country and b.country and a.country != b.country:
            return rules.other, f"{first} and {second} are of two countries"
        return None
    if a.names and b.names:
        if a.names & b.names:
            return rules.same, f"{first}, {second}"
        return rules.opposed, f"{first} is not {second}"
    return None


def figures(a: Facets, b: Facets, known: Gathering) -> Found:
    """Figures of one thing: the same, or too far apart to be of one count."""
    best: Found = None
    for one in a.figures:
        for other in b.figures:
            if one.unit and one.unit == other.unit:
                found = _figures(one, other, a, b, known)
                if best is None or found > best:
                    best = found
    return best


def _figures(
    a: Figure, b: Figure, of_a: Facets, of_b: Facets, known: Gathering
) -> tuple[float, str]:
    first, second = sorted((a.label, b.label))
    rules = known.rules.figures
    # "More than 20,000" and "up to 20,000" do not agree.
    edge = (a.low == b.high or b.low == a.high) and a.low < a.high and b.low < b.high
    if a.low <= b.high and b.low <= a.high and not edge:
        size = max(abs(a.high), abs(b.high))
        return on_curve(rules.same, size), f"{first}, {second}" if first != second else first
    apart = max(a.low, b.low) / max(1e-9, min(a.high, b.high))
    if of_a.report == of_b.report and apart > rules.times:
        one_voice = [s.label for s in of_a.speakers] == [s.label for s in of_b.speakers]
        value = rules.one_voice if one_voice else rules.one_report
        return value, f"{first} and {second} in one report"
    value = rules.two_reports if apart > rules.far else rules.closer
    return value, f"{first} and {second} differ"


def names(a: Facets, b: Facets, known: Gathering) -> Found:
    """Rare names, of people above all, that both tell of."""
    shared = a.names & b.names
    if not shared:
        return None
    return min(1.0, 0.7 + 0.15 * len(shared)), "both name " + ", ".join(sorted(shared))


def words(a: Facets, b: Facets, known: Gathering) -> Found:
    """The words that say it, rare ones counting for more (cosine). A few words that are common to
    all reports of a kind ("shelling", "militiamen loyal to them") are no copy of one another."""
    enough = 0.0 if _both(a, b, "rare", known) else known.rules.enough_words
    return _shared(a.words, a.weight, b.words, b.weight, enough)


def title(a: Facets, b: Facets, known: Gathering) -> Found:
    """The headlines of two reports."""
    if a.report == b.report:
        return None
    return _shared(a.title, a.title_weight, b.title, b.title_weight, 0.0)


def _shared(
    a: Mapping[str, float], weight_a: float, b: Mapping[str, float], weight_b: float, enough: float
) -> Found:
    """Cosine, less where what is shared is not ``enough``."""
    if not weight_a or not weight_b:
        return None
    shared = sorted(a.keys() & b.keys())
    both = sum(a[word] for word in shared)
    value = both / math.sqrt(weight_a * weight_b)
    if both < enough:
        value *= both / enough
    telling = sorted((w for w in shared if a[w] > 0.1), key=lambda w: (-a[w], w))
    return value, "shared words: " + ", ".join(telling[:5]) if telling else "no telling words"


def report(a: Facets, b: Facets, known: Gathering) -> Found:
    """One report that speaks of it again, or says it by two sources in one breath."""
    if a.report != b.report:
        return None
    rules = known.rules.report
    same = a.predicate == b.predicate
    if same and (a.start, a.end) == (b.start, b.end):
        return rules.same_words, "the same words"
    between = max(0, max(a.start, b.start) - min(a.end, b.end))
    if a.headline != b.headline:
        between = 0  # a headline stands for the whole report
    curve = rules.again if _both(a, b, "repeated", known) else rules.rare
    value = on_curve(curve, between)
    return value if same else value / 2, f"one report, {between} characters apart"


def standing(a: Facets, b: Facets, known: Gathering) -> Found:
    """What is planned, wished or supposed against what is told as having been; what is demanded
    against anything else, unless one side makes it a condition."""
    if (a.plan == b.plan and a.demand == b.demand) or _both(a, b, "whole", known):
        return None
    rules = known.rules.standing
    if a.demand != b.demand:
        said = _parties(a.speakers, b.speakers, known.rules.party)
        if (a.supposed or b.supposed) and said is not None and said[0] > 0:
            return None
        return rules.demand, "one is demanded, the other not"
    why = "one is to come or supposed, the other told as fact"
    if _both(a, b, "sieges", known):
        return rules.siege, why
    if not _both(a, b, "repeated", known):
        return rules.once, why
    if a.dated and b.dated and _gap(a, b) == 0:
        return None
    return rules.repeated, why


def speaker(a: Facets, b: Facets, known: Gathering) -> Found:
    """Whose demand, vow or forecast it is."""
    if not (a.plan and b.plan) or _both(a, b, "whole", known):
        return None
    return _parties(a.speakers, b.speakers, known.rules.party)


def phase(a: Facets, b: Facets, known: Gathering) -> Found:
    """Whether both are about its going on or ceasing, where it happens again and again."""
    if not _both(a, b, "repeated", known) or not (a.going_on or b.going_on):
        return None
    if a.going_on and b.going_on:
        return 1.0, "both about whether it goes on"
    return -1.0, "one about whether it goes on"


def scope(a: Facets, b: Facets, known: Gathering) -> Found:
    """One of a kind against many, or a named place or day against a general claim: whom the strikes
    hit is not one strike."""
    rules = known.rules.scope
    repeated, placed = _both(a, b, "repeated", known), _both(a, b, "placed", known)
    if not repeated and not placed:
        return None
    one = b if a.many else a
    if a.many != b.many and not (a.plan and b.plan) and (repeated or _pinned(one, repeated)):
        return rules.counted, "one is of many, the other not"
    if _pinned(a, repeated) != _pinned(b, repeated):
        if a.report != b.report:
            return rules.general, "one names its place or day, the other is general"
        other = b if _pinned(a, repeated) else a
        siege = _both(a, b, "sieges", known) and other.recipients
        if siege or (placed and other.spots and all(spot.whole for spot in other.spots)):
            return rules.own_object, "one names its place, the other is of others"
        return None
    if a.report != b.report and not _pinned(a, True) and not _alike(a, b, known):
        return rules.at_large, "both told at large, of nobody or others"
    return None


def _alike(a: Facets, b: Facets, known: Gathering) -> bool:
    """Whether two claims say something of like substance besides who: to whom, what, how many."""
    compared = (recipient, content, figures, names, speaker)
    found = (compare(a, b, known) for compare in compared)
    return any(value is not None and value[0] > 0 for value in found)


def paired(a: Facets, b: Facets, known: Gathering) -> Found:
    """Relations of two parties of which one report does not say whose: "their allies"."""
    if a.report == b.report or not _both(a, b, "paired", known):
        return None
    return None if _paired(a) and _paired(b) else (-1.0, "one does not name both parties")


def another(a: Facets, b: Facets, known: Gathering) -> Found:
    """One report passing on from the one to the other: "in a separate attack"."""
    if a.report != b.report or not _both(a, b, "repeated", known):
        return None
    if a.another == b.another:
        return None
    return -1.0, "the report passes on to another"


def _both(a: Facets, b: Facets, kind: Kind, known: Gathering) -> bool:
    return known.of_kind(kind, a.predicate, b.predicate)


def _pinned(a: Facets, by_day: bool) -> bool:
    return _placed(a) or (by_day and a.dated and _length(a) <= SHARP_DAYS)


def _placed(a: Facets) -> bool:
    return any(spot.named for spot in a.spots)


def _paired(a: Facets) -> bool:
    return any(p.line for p in a.actors) and any(p.line for p in a.recipients)
