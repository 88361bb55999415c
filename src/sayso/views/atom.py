"""Changes as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from sayso.core.changes import Changed

_SPACE = "http://www.w3.org/2005/Atom"
MEDIA = "application/atom+xml; charset=utf-8"
# What XML 1.0 cannot hold, whatever a report says.
_BARRED = {n: "\ufffd" for n in (*range(0x20), 0xFFFE, 0xFFFF) if n not in (9, 10, 13)}


def atom(found: Iterable[Changed], *, title: str, address: str, updated: str, last: str) -> bytes:
    """The feed of changes, the last first. ``address``: of the feed; ``updated``: UTC time of the
    record's last change; ``last``: the last day looked at, for the feed's own id."""
    feed = Element("feed", {"xmlns": _SPACE})
    _add(feed, "id", f"urn:sayso:changes:{last}")
    _add(feed, "title", title)
    _add(feed, "updated", updated)
    SubElement(feed, "link", {"rel": "self", "href": _plain(address)})
    author = SubElement(feed, "author")
    _add(author, "name", "Sayso")
    for change in found:
        entry = SubElement(feed, "entry")
        _add(entry, "id", f"urn:sayso:change:{change.id}")
        _add(entry, "title", change.words)
        _add(entry, "updated", f"{change.day}T00:00:00Z")
        SubElement(entry, "category", {"term": change.kind})
        places = f" Places: {', '.join(change.places)}." if change.places else ""
        many = len(change.claims)
        claims = f"{many} claim{'' if many == 1 else 's'}, as accounts have it."
        _add(entry, "summary", f"{change.words}.{places} {claims}")
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _plain(text)


def _plain(text: str) -> str:
    return text.translate(_BARRED).encode("utf-8", "replace").decode()
