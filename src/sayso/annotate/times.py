"""Grammar → time expressions, resolved against the day of publication and the tense of the verb."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from sayso.annotate.adverbials import Adverbial, AdverbialMakers, Piece
from sayso.annotate.atoms import Atom, Tokens, atoms, stretches
from sayso.annotate.calendar import Found, Reading, Scene
from sayso.annotate.dates import Calendar, Weekday
from sayso.annotate.lengths import Duration, Window, reach
from sayso.annotate.phrases import Matcher
from sayso.core.annotation import TimeNode
from sayso.core.edtf import bounds, day_of, interval, marked
from sayso.core.grammar import Grammar
from sayso.core.types import Record, TimePrecision, When
from sayso.knowledge.expressions import TimeWords, load_numbers, load_times

# How many sentences back "the next day" and a date without a year may look.
NEAR = 2
# A date that has just passed may still be the end of something that is told as past.
JUST_PAST = timedelta(days=60)
WAS_TO = "was to"


class Expression(Record, frozen=True):
    """An adverbial with its place in the text: characters [start, end), the token ranges of its
    bare pieces, and the word before it."""

    adverbial: Adverbial
    start: int
    end: int
    tokens: tuple[tuple[int, int], ...]
    before: str


def find_times(grammar: Grammar, published: str | None) -> tuple[TimeNode, ...]:
    """Every time expression of a report, in text order.

    In:  the parsed report, and its date of publication (EDTF, with or without a time of day).
    Out: one node a bare expression (TIMEX3's extent: ``first`` and ``last``); ``when`` holds the
         words with their preposition and the days they mean. The two ends of a range
         ("from Monday to Friday", "on Tuesday and Wednesday") are two nodes that share one
         ``when``. What cannot be resolved has no EDTF.
    """
    words = load_times()
    day, year = _publication(published)
    nodes: list[TimeNode] = []
    memory = _Memory()
    for expression in recognise(grammar):
        head = _head(grammar, *expression.tokens[0])
        told = tense(grammar, head, words)
        scene = Scene(
            published=day,
            year=year,
            tense="future" if told == WAS_TO else told,
            there=memory.there(grammar.tokens[head].sentence, day is None),
            told=memory.told(grammar.tokens[head].sentence, day),
            begun=memory.begun(grammar.tokens[head].sentence),
            was_to=told == WAS_TO,
        )
        try:
            nodes.extend(_nodes(grammar, expression, scene, words, memory))
        except (ValueError, OverflowError):
            continue  # a date outside years 1 to 9999
    return tuple(nodes)


@functools.lru_cache(maxsize=2)
def recognise(grammar: Grammar) -> tuple[Expression, ...]:
    """The time expressions of a report, not yet resolved, longest first at each place. Times and
    quantities both ask for them, so the last report's are kept."""
    return tuple(_recognise(grammar, load_times()))


def _recognise(grammar: Grammar, words: TimeWords) -> Iterator[Expression]:
    for start, end in stretches(grammar):
        found = atoms(grammar.text, start, end, words.book, load_numbers(), words.abbreviations)
        where = Tokens(grammar, found)
        makers = AdverbialMakers(found, words, where.plural, where.verb)
        matcher = Matcher(found, words.book, load_numbers(), makers.table)
        i = 0
        while i < len(found):
            longest = matcher.longest("adverbial", i)
            if longest is None:
                i += 1
                continue
            last, adverbial = longest
            if not _age(found, i, last, words) and not where.person(i, last):
                yield Expression(
                    adverbial=adverbial,
                    start=found[i].start,
                    end=found[last - 1].end,
                    tokens=tuple(where.range(p.first, p.last) for p in adverbial.pieces),
                    before=found[i - 1].low if i else "",
                )
            i = last


def tense(grammar: Grammar, head: int, words: TimeWords | None = None) -> str:
    """The tense of the verb that governs a token: past, perfect (has done), present, future, "was
    to", or "" where it cannot be told."""
    words = words or load_times()
    for token in (grammar.tokens[head], *grammar.ancestors(head)):
        if token.upos not in ("VERB", "AUX") and grammar.dependent(token.i, "cop", "aux") is None:
            continue
        found = _verb_tense(grammar, token.i, words)
        if found:
            return found
    return _nearest_tense(grammar, head, words)


def _verb_tense(grammar: Grammar, verb: int, words: TimeWords) -> str:
    token = grammar.tokens[verb]
    helpers = list(grammar.dependents(verb, "aux", "cop"))
    lows = {t.low for t in helpers}
    if lows & words.future:
        return "future"
    if "had" in lows:
        return "past"
    if lows & {"has", "have", "'ve", "’ve"}:
        return "perfect"
    if any(t.low == "to" for t in grammar.dependents(verb, "mark")) or token.xpos == "TO":
        if lows & {"is", "are", "was", "were"}:
            return "future" if lows & {"is", "are"} else WAS_TO
        parent = grammar.tokens[token.head]
        return "future" if parent.lemma in words.ahead else ""
    for t in (*helpers, token):
        if "VerbForm=Fin" in t.feats:
            return "past" if "Tense=Past" in t.feats else "present"
    return "past" if token.xpos == "VBN" else ""


def _nearest_tense(grammar: Grammar, head: int, words: TimeWords) -> str:
    """By word order, where the tree gives no verb: the finite verb nearest in the sentence."""
    sentence = grammar.sentences[grammar.tokens[head].sentence]
    verbs = [
        t for t in grammar.tokens[sentence.first : sentence.last]
        if "VerbForm=Fin" in t.feats or (t.upos == "AUX" and t.low in words.future)
    ]  # fmt: skip
    if not verbs:
        return ""
    nearest = min(verbs, key=lambda t: (abs(t.i - head), t.i > head))
    if nearest.low in words.future and nearest.upos == "AUX":
        return "future"
    return "past" if "Tense=Past" in nearest.feats else "present"


class _Memory:
    """The dates named so far: the last one, and the last whose year the text gives."""

    def __init__(self) -> None:
        self._last: tuple[int, str] | None = None
        self._dated: tuple[int, str] | None = None

    def there(self, sentence: int, anywhere: bool) -> str | None:
        if self._last and (anywhere or sentence - self._last[0] <= NEAR):
            return self._last[1]
        return None

    def begun(self, sentence: int) -> str | None:
        """The date last named in the sentence itself."""
        return self._last[1] if self._last and self._last[0] == sentence else None

    def told(self, sentence: int, published: date | None) -> str | None:
        if self._dated is None:
            return None
        if published is None:
            return self._dated[1]
        year = int(self._dated[1][:4].replace("X", "0"))
        near = sentence - self._dated[0] <= 1 and year != published.year
        return self._dated[1] if near else None

    def note(
        self, sentence: int, reading: Reading, found: Found, published: date | None, plain: bool
    ) -> None:
        if found.edtf is None or found.type not in ("DATE", "TIME") or found.precision == "open":
            return
        if isinstance(reading, Window) or found.value == "PRESENT_REF":
            return
        self._last = sentence, found.edtf
        if published is None or (plain and _has_year(reading)):
            # "In 1941 ..., in December 1941 ..., the 1941 plan": the finer one stays.
            coarse = found.precision == "year" and self._dated is not None
            if not (coarse and self._dated and self._dated[1][:4] == found.edtf[:4]):
                self._dated = sentence, found.edtf


def _has_year(reading: Reading) -> bool:
    return isinstance(reading, Calendar) and reading.year is not None


def _nodes(
    grammar: Grammar, expression: Expression, scene: Scene, words: TimeWords, memory: _Memory
) -> Iterator[TimeNode]:
    adverbial = expression.adverbial
    found = [p.reading.resolve(_lean(adverbial, scene, p)) for p in adverbial.pieces]
    if len(found) == 2:
        found = _order(adverbial, found, scene)
    sentence = grammar.tokens[expression.tokens[0][0]].sentence
    if found[0].value == "FUTURE_REF" and scene.tense in ("past", "perfect"):
        return  # "the town soon fell" does not look ahead
    for piece, one in zip(adverbial.pieces, found, strict=True):
        memory.note(sentence, piece.reading, one, scene.published, adverbial.kind == "plain")
    edtf, precision = _meaning(adverbial, found, scene, words)
    joint = len(found) == 1 or edtf is not None
    if edtf is not None and adverbial.about:
        edtf = marked(edtf, "~")
    if edtf is not None and expression.before in words.hedges:
        edtf = marked(edtf, "?")
    for one, (first, last) in zip(found, expression.tokens, strict=True):
        if joint:
            when = _when(
                grammar.text[expression.start : expression.end],
                expression.start, expression.end, edtf, precision,
            )  # fmt: skip
        else:
            start, end = grammar.chars(first, last)
            when = _when(grammar.text[start:end], start, end, _plain(one), one.precision)
        yield TimeNode(
            head=_head(grammar, first, last),
            first=first,
            last=last,
            type=one.type,
            value=one.value,
            when=when,
            anchored=one.type in ("DATE", "TIME") or when.edtf is not None,
        )


def _lean(adverbial: Adverbial, scene: Scene, piece: Piece) -> Scene:
    """The scene as the preposition bends it: "since" looks back, "until" ahead, unless the verb is
    past and the date has only just gone by; "by" ahead where the verb says nothing."""
    leaning = scene.tense
    if adverbial.kind == "since":
        leaning = "past"
    elif adverbial.kind == "by":
        leaning = scene.tense or "future"
    elif adverbial.kind == "until" and isinstance(piece.reading, Weekday):
        return _until_weekday(scene)
    elif adverbial.kind == "until" and scene.published is not None:
        back = piece.reading.resolve(_told(scene, "past"))
        end = bounds(back.edtf)[1] if back.edtf else None
        just = end is not None and scene.published - JUST_PAST <= end <= scene.published
        leaning = "past" if just and scene.tense in ("past", "perfect") else "future"
    return _told(scene, leaning)


def _until_weekday(scene: Scene) -> Scene:
    """ "The truce began on Monday and was to hold until Wednesday": the first such day from the
    beginning on; where no beginning is named, from publication on."""
    begun = day_of(scene.begun)
    ahead = _told(scene, "future")
    told = scene.was_to or scene.tense in ("past", "perfect")
    # A beginning further back than a week does not choose the week.
    if told and begun is not None and scene.published is not None and (
        timedelta(0) <= scene.published - begun < timedelta(7)
    ):  # fmt: skip
        return replace(ahead, published=begun, was_to=False)
    return ahead


def _told(scene: Scene, leaning: str, told: str | None = None) -> Scene:
    return replace(scene, tense=leaning, told=told or scene.told)


def _order(adverbial: Adverbial, found: list[Found], scene: Scene) -> list[Found]:
    """The two ends of a range in order: "from June to August 2015" has one year for both."""
    first, last = adverbial.pieces
    if found[1].edtf and _has_year(last.reading):
        return [first.reading.resolve(_told(scene, scene.tense, found[1].edtf)), found[1]]
    if found[0].edtf and isinstance(last.reading, Calendar) and last.reading.year is None:
        return [found[0], last.reading.resolve(_told(scene, scene.tense, found[0].edtf))]
    return found


def _meaning(
    adverbial: Adverbial, found: list[Found], scene: Scene, words: TimeWords
) -> tuple[str | None, TimePrecision]:
    """The EDTF interval of an adverbial, and its precision."""
    one = found[0]
    if len(found) == 2:
        return _between(adverbial, found)
    reading = adverbial.pieces[0].reading
    if isinstance(reading, Duration) and adverbial.kind in ("lasting", "inside"):
        by = -1 if scene.tense == "perfect" else 1
        wanted = "perfect" if adverbial.kind == "lasting" else "future"
        if scene.published is None or scene.tense != wanted:
            return None, one.precision
        return reach(reading, scene.published, by, words.vague_days[reading.unit]), one.precision
    edtf = _plain(one)
    if edtf is None or adverbial.kind in ("plain", "until", "measure"):
        return edtf, one.precision
    start, end = _ends(edtf)
    if adverbial.kind == "since":
        if one.precision == "week" and not start.endswith("~"):
            start += "~"
        last = f"{scene.published}" if scene.published else ".."
        if scene.published and (bounds(edtf)[0] or scene.published) > scene.published:
            last = ".."
        return interval(start, last), one.precision
    if adverbial.kind in ("onward", "after"):
        return interval(start, ".."), one.precision
    return interval("..", end), one.precision


def _between(adverbial: Adverbial, found: list[Found]) -> tuple[str | None, TimePrecision]:
    """The interval from the first to the second; none where it would run backwards, or where two
    days are named that do not touch ("in March and June")."""
    one, two = found
    first, last = _plain(one), _plain(two)
    if first is None or last is None:
        return None, one.precision
    edtf = interval(first, last)
    (start, touch), (after, end) = bounds(first), bounds(last)
    if start is not None and end is not None and end < start:
        return None, one.precision
    if adverbial.both and touch and after and after - touch > timedelta(days=1):
        return None, one.precision
    return edtf, one.precision


def _plain(found: Found) -> str | None:
    if found.edtf is not None and found.approximate:
        return marked(found.edtf, "~")
    return found.edtf


def _ends(edtf: str) -> tuple[str, str]:
    start, _, end = edtf.partition("/")
    return start, end or start


def _when(
    text: str | None, start: int | None, end: int | None, edtf: str | None,
    precision: TimePrecision,
) -> When:  # fmt: skip
    earliest, latest = bounds(edtf) if edtf else (None, None)
    return When(
        text=text,
        start=start,
        end=end,
        edtf=edtf,
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        precision=precision,
    )


def _grain(length: Duration) -> TimePrecision:
    return length.resolve(Scene()).precision


def _publication(published: str | None) -> tuple[date | None, int | None]:
    """The day of publication, and its year where only that is known."""
    day = day_of(published)
    if day is None and published:
        day = day_of(published[:10])  # a date-time that is not EDTF, as feeds give them
    if day is not None:
        return day, day.year
    try:
        start, end = bounds(published) if published else (None, None)
    except ValueError:
        return None, None
    return None, start.year if start and end and start.year == end.year else None


def _age(found: list[Atom], first: int, last: int, words: TimeWords) -> bool:
    """Whether the words tell an age: "a 27-year-old", "23 years old", "aged two months"."""
    if first and found[first - 1].low in words.age_before:
        return True
    after = [a.low for a in found[last : last + 2]]
    return bool(after) and (
        after[0] in words.age_after or (after[0] == "-" and after[-1] in words.age_after)
    )


def _head(grammar: Grammar, first: int, last: int) -> int:
    """The token of the range that the rest of the sentence governs."""
    for token in grammar.tokens[first:last]:
        if token.upos != "PUNCT" and not (first <= token.head < last and token.head != token.i):
            return token.i
    return first
