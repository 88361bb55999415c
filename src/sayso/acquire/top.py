"""The top of a page: headline, name of the outlet, summaries."""

from __future__ import annotations

from sayso.acquire.lines import bullet
from sayso.acquire.marks import ending, mark
from sayso.acquire.parts import TOP, Page
from sayso.acquire.repeats import plain

_LONGEST_HEADLINE = 30
_LONGEST_NAME = 6
# What stands under summaries, and under how many at most: a picture may stand under the first
# paragraph of the body too.
_METADATA = {"date": 3, "byline": 3, "outlet": 3, "furniture": 1, "caption": 1}
_SMALL = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "&")
)


def find_marks(page: Page) -> None:
    """Give every line that is something by its own words its kind."""
    last = len(page.parts) - 1
    if last < 1:
        return
    caption = False
    for index, part in enumerate(page.parts):
        found = mark(part.text, page.furniture, page.outlets)
        if caption and found.kind is None:
            part.kind = "caption"
        caption = found.caption
        at_edge = index < TOP or index > last - 4
        stray = not found.sure and not at_edge
        # A first line is no caption, and the last sentence's "(AFP)" credits the text.
        sentence = found.kind == "caption" and (
            index == 0 or (index > last - 4 and ending(part.text, page.furniture) is not None)
        )
        if found.kind and not stray and not sentence and not page.is_title(part.text):
            part.kind, part.mark = found.kind, found


def find_headline(page: Page) -> None:
    """Find the headline: the title that is known, or the first line that reads like one."""
    free = page.free(0, TOP)
    for i in free if page.title else ():
        if page.is_title(page.without_outlet(page.parts[i].text)):
            _set_headline(page, i)
            return
    if free and page.title_end(free[0]):
        page.headline = free[0]
        return
    if len(page.parts) < 2:
        return
    # What is neither a headline nor prose may stand before it: an address, a code.
    first = next((i for i in free[:4] if page.parts[i].prose or _may_be_headline(page, i)), None)
    if first is None or not _may_be_headline(page, first):
        return
    following = next((i for i in free if i > first), None)
    if following is not None and _may_be_headline(page, following):
        short = len(page.parts[first].words) <= 2 and len(page.parts[following].words) >= 4
        if _is_outlet(page, first) and not _is_outlet(page, following):
            page.parts[first].kind = "outlet"
            page.outlet = page.parts[first].text
            first = following
        elif short:
            page.parts[first].kind = "furniture"
            first = following
    _set_headline(page, first)


def _may_be_headline(page: Page, index: int) -> bool:
    part = page.parts[index]
    if not 2 <= len(part.words) <= _LONGEST_HEADLINE or part.text[0].islower():
        return False
    if bullet(part.text) or part.text.rstrip("\"'”’)] ").endswith((".", ":", ",", ";")):
        return False
    rest = [page.parts[i] for i in page.free(index + 1)]
    prose = [part for part in rest if part.prose]
    # Where lines seldom end in a full stop, a first line without one says nothing.
    return bool(prose) and 2 * len(prose) >= len([p for p in rest if len(p.words) >= 8])


def _set_headline(page: Page, index: int) -> None:
    page.headline = index
    page.parts[index].kind = "headline"
    own = plain(page.without_outlet(page.parts[index].text))
    for i, part in enumerate(page.parts):
        if i != index and part.kind in (None, "furniture"):
            same = plain(page.without_outlet(part.text)) == own
            part.kind = "furniture" if same else part.kind


def find_masthead(page: Page) -> None:
    """Find the outlet's name, or a name alone, beside a date or a byline under the headline."""
    if page.headline is None:
        return
    for i in page.free(page.headline + 1, TOP):
        near = [page.parts[k].kind for k in (i - 1, i + 1) if 0 <= k < len(page.parts)]
        if page.parts[i].prose:
            return
        if not any(kind in ("date", "byline", "outlet", "credit") for kind in near) or not _is_name(
            page, i
        ):
            continue
        if _is_outlet(page, i):
            page.parts[i].kind = "outlet"
            name = page.parts[i].text
            known = page.outlets.named(name.partition(",")[0])
            page.outlet = page.outlet or (known.name if known else name)
        else:
            page.parts[i].kind = "byline"


def _is_name(page: Page, index: int) -> bool:
    """A few words, all of them capitalised."""
    part = page.parts[index]
    words = [word.strip("(),.&|/-") for word in part.words]
    return (
        len(words) <= _LONGEST_NAME
        and part.text[-1] not in ".!?:;"
        and all(not word or word[0].isupper() or word.lower() in _SMALL for word in words)
    )


def _is_outlet(page: Page, index: int) -> bool:
    part = page.parts[index]
    name, _, place = part.text.partition(",")
    known = page.outlets.named(name) is not None
    words = name.lower().split()
    own = len(words) > 1 and words[-1] in page.furniture.outlet_words
    return _is_name(page, index) and (known or (own and not place))


def find_standfirst(page: Page) -> None:
    """Find the summaries: prose between the headline and what the page says of itself, or a line
    under the headline that has no full stop where the body has."""
    dates = sum(part.kind == "date" for part in page.parts)
    if page.headline is None or dates > 2:
        return
    prose: list[int] = []
    summaries: list[int] = []
    for i in range(page.headline + 1, min(len(page.parts), TOP)):
        part = page.parts[i]
        if part.mark and part.mark.links:
            break
        if part.kind in _METADATA and len(prose) <= _METADATA[part.kind]:
            summaries = list(prose)
        elif part.kind is None:
            if page.dateline(i, strict=False):
                summaries = prose or summaries
                break
            prose.append(i)
            if len(part.words) > 60 or len(prose) > 3:
                break
    free = page.free(page.headline + 1)
    if not summaries and len(free) > 1 and page.parts[free[1]].prose:
        first = page.parts[free[0]]
        if 6 < len(first.words) <= 50 and not first.paragraph.ends_sentence:
            unfinished = first.text[-1] in ":,;" or page.dateline(free[0], strict=False)
            summaries = [] if unfinished else [free[0]]
    if len(summaries) < len(free):
        for i in summaries:
            page.parts[i].kind = "standfirst"
