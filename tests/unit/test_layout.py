"""The layout of pages: what is headline, dateline, caption, furniture and body."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.acquire.dates import date_in_url, find_date, read_published
from sayso.acquire.layout import Layout, lay_out
from sayso.acquire.repeats import pull_quotes
from sayso.knowledge.outlets import load_furniture, load_outlets


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in lay_out(text, title).segments]


def of_kind(text: str, kind: str, title: str | None = None) -> list[str]:
    return [words for found, words in kinds(text, title) if found == kind]


def check_cover(text: str, layout: Layout) -> None:
    position = 0
    for segment in layout.segments:
        assert segment.start >= position
        assert not text[position : segment.start].strip()
        inside = text[segment.start : segment.end]
        assert inside
        assert inside == inside.strip()
        position = segment.end
    assert not text[position:].strip()


BODY = (
    "Rebel fighters left the border town on Wednesday after a week of shelling, residents said.\n\n"
    "The army did not comment on the retreat, which opened the road to the north.\n\n"
    "Talks on a truce are due to begin next week, according to the mediator.\n"
)

PAGE = (
    "Rebels quit border town after week of shelling\n\n"
    "Rebels quit border town after week of shelling\n"
    "The retreat opens the road to the north, and leaves thousands of people without help.\n"
    "4 min read\n"
    "04 February, 2016\n"
    "Smoke rises over the border town on Tuesday [AFP]\n" + BODY + "talks on a truce are due to "
    "begin next week\n\n"
    "The mediator has asked both sides to hold their fire until then, a diplomat said.\n\n"
    "Agencies contributed to this report\n"
)


def test_a_page_with_everything() -> None:
    assert [kind for kind, _ in kinds(PAGE)] == [
        "headline", "furniture", "standfirst", "furniture", "date", "caption", "body", "body",
        "body", "pull quote", "body", "credit",
    ]  # fmt: skip
    layout = lay_out(PAGE)
    check_cover(PAGE, layout)
    assert layout.title == "Rebels quit border town after week of shelling"
    assert layout.published == "2016-02-04"
    assert layout.outlet is None
    assert layout.credits == ("Agencies",)


def test_the_seed_article(shared: Path) -> None:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    layout = lay_out(text)
    check_cover(text, layout)
    counted = [s.kind for s in layout.segments if s.kind != "body"]
    assert counted == [
        "headline", "furniture", "standfirst", "furniture", "date", "caption", "pull quote",
        "credit",
    ]  # fmt: skip
    assert layout.published == "2016-02-04"
    assert layout.outlet == "The New Arab"


def test_a_column_is_joined_into_paragraphs() -> None:
    text = (
        "UPDATE 2-Rebels quit border town after week of shelling, monitor says\n"
        "By Jane Doe and John Al-Smith\n\n"
        "BEIRUT, Feb 3 (Reuters) - Rebel fighters left a town near the border on Wednesday\n"
        "after a week of shelling, a monitoring group said, and government troops moved in\n"
        "by nightfall.\n\n"
        "   A spokesman for the fighters said the retreat was tactical. He was speaking by\n"
        "telephone.\n\n"
        "The army did not comment.\n\n"
        "(Reporting by Jane Doe; Editing by Mark Roe)\n"
    )
    layout = lay_out(text)
    check_cover(text, layout)
    assert [kind for kind, _ in kinds(text)] == [
        "furniture", "headline", "byline", "dateline", "body", "body", "body", "credit",
    ]  # fmt: skip
    assert of_kind(text, "dateline") == ["BEIRUT, Feb 3 (Reuters) -"]
    assert of_kind(text, "body")[0].endswith("by nightfall.")
    assert layout.outlet == "Reuters"
    assert layout.credits == ("Reuters", "Jane Doe", "Mark Roe")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels seized the town on Monday. The army said it would retake it.",
        "Rebels seized the town on Monday .\nThe army said it would retake it .\nTalks wait .\n",
        "army takes town\nrebels flee north\nun urges restraint\ntalks to resume\n",
    ],
)
def test_a_line_or_sentences_one_a_line_are_all_body(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} == {"body"}
    assert lay_out(text).title is None


@pytest.mark.parametrize(
    ("start", "agency", "published"),
    [
        ("GENEVA, Feb 3 (Reuters) - ", "Reuters", None),
        ("Beirut – ", None, None),
        ("ALEPPO, Syria (AP) — ", "Associated Press", None),
        ("MOSCOW, February 3, 2016. /TASS/. ", "TASS", "2016-02-03"),
        ("GENEVA (4 February 2016) – ", None, "2016-02-04"),
        ("GENEVA/BEIRUT – ", None, None),
        ("BEIRUT: ", None, None),
        ("Damascus, SANA – ", "SANA", None),
        ("Kabul, Oct. 3, 2015 (Xinhua) -- ", "Xinhua", "2015-10-03"),
        ("(Reuters) - ", "Reuters", None),
    ],
)
def test_datelines(start: str, agency: str | None, published: str | None) -> None:
    text = f"Rebels quit border town after shelling\n\n{start}{BODY}"
    assert of_kind(text, "dateline") == [start.strip()]
    assert of_kind(text, "body")[0].startswith("Rebel fighters left")
    layout = lay_out(text)
    assert (layout.outlet, layout.published) == (agency, published)


@pytest.mark.parametrize(
    "start",
    [
        "Russia - Turkey's rival in the region - said it would go on, and Turkey did not answer. ",
        "Jane Doe, a teacher, said that nobody had come to help the people of the town. ",
        "Breaking: the army said that it had taken the town on Wednesday, after a week. ",
        "The UN and the EU said that the talks would go on in spite of what had happened. ",
    ],
)
def test_what_is_no_dateline(start: str) -> None:
    assert of_kind(f"Rebels quit border town after shelling\n\n{start}{BODY}", "dateline") == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Jane Doe", "byline"),
        ("By Jane Doe in Beirut", "byline"),
        ("By our diplomatic correspondent", "byline"),
        ("By World Wire correspondents", "byline"),
        ("Reuters", "outlet"),
        ("Regional Daily", "outlet"),
        ("Northern Media Centre", "outlet"),
        ("The New Arab Staff & Agencies", "byline"),
        ("Published: 4 February 2016", "date"),
        ("Thursday, February 4, 2016 10:30 GMT", "date"),
        ("2016-02-04", "date"),
        ("4 February 2016 | 3 min read", "date"),
        ("3 min read", "furniture"),
        ("Share this article", "furniture"),
        ("Facebook Twitter WhatsApp", "furniture"),
        ("Photo: Jane Doe/AFP", "caption"),
        ("A street in the old town on Monday (Reuters)", "caption"),
        ("File photo: soldiers near the border crossing in 2014", "caption"),
    ],
)
def test_lines_under_the_headline(line: str, kind: str) -> None:
    text = f"Rebels quit border town after shelling\n{line}\n4 February 2016\n\n{BODY}"
    assert kinds(text)[1] == (kind, line)
    check_cover(text, lay_out(text))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Reporting by Jane Doe; Editing by Mark Roe)", "credit"),
        ("AFP contributed to this report.", "credit"),
        ("Source: Agencies", "credit"),
        ("(AFP)", "credit"),
        ("All rights reserved. Example Media Ltd.", "furniture"),
        ("Subscribe to our newsletter", "furniture"),
        ("https://example.org/news/1", "furniture"),
        ("For more information, please contact: press@example.org", "furniture"),
        ("Illustrative report written for this test; not a real publication.", "furniture"),
    ],
)
def test_lines_at_the_end(line: str, kind: str) -> None:
    text = f"Rebels quit border town after shelling\n\n{BODY}\n{line}\n"
    assert kinds(text)[-1] == (kind, line)


@pytest.mark.parametrize(
    "headline",
    [
        "Next round of talks set for Munich",
        "Save the town, UN urges",
        "Pause in fighting holds for second day",
        "Support for rebels grows in the north",
        "Live fire used against marchers",
        "Watch on the border is doubled",
        "More aid reaches the north",
        "Is the truce over?",
    ],
)
def test_a_headline_that_looks_like_furniture(headline: str) -> None:
    text = f"{headline}\n\n{BODY}"
    assert of_kind(text, "headline") == [headline]


def test_an_outlet_may_stand_before_the_headline() -> None:
    text = f"State News Agency\nArmy units restore calm to two villages\n\n{BODY}"
    assert kinds(text)[:2] == [
        ("outlet", "State News Agency"), ("headline", "Army units restore calm to two villages"),
    ]  # fmt: skip
    assert lay_out(text).outlet == "State News Agency"


def test_a_headline_with_the_outlets_name() -> None:
    text = f"Rebels quit border town | The New Arab\n\n{BODY}"
    assert of_kind(text, "headline") == ["Rebels quit border town"]
    assert lay_out(text).outlet == "The New Arab"


def test_a_known_title() -> None:
    text = f"Rebels quit border town.\n\n{BODY}"
    assert of_kind(text, "headline", "Rebels quit border town") == ["Rebels quit border town."]
    running = "Rebels quit town. They left on Monday, residents said."
    assert kinds(running, "Rebels quit town") == [
        ("headline", "Rebels quit town."), ("body", "They left on Monday, residents said."),
    ]  # fmt: skip
    assert kinds("Rebels quit town", "Rebels quit town") == [("headline", "Rebels quit town")]
    assert lay_out(BODY, "Another title").title == "Another title"


def test_told_names_the_outlet_unless_it_is_an_agency_or_one_of_two() -> None:
    told = BODY + "A commander told The New Arab that he would be back.\n"
    assert lay_out(told).outlet == "The New Arab"
    assert lay_out(told + "A resident told CNN that she had fled.\n").outlet is None
    assert lay_out(BODY + "A resident told Reuters that she had fled.\n").outlet is None


def test_headings_and_links_are_not_read() -> None:
    text = (
        f"Rebels quit border town after shelling\n\n{BODY}\nAid blocked\n\n"
        "Two convoys were turned back at a checkpoint, the United Nations said on Wednesday.\n\n"
        "Related stories\nArmy advances in the south as talks stall\nMinister meets envoy\n"
    )
    assert of_kind(text, "furniture") == [
        "Aid blocked", "Related stories", "Army advances in the south as talks stall",
        "Minister meets envoy",
    ]  # fmt: skip


def test_list_markers_are_split_off() -> None:
    text = f"Rebels quit border town after shelling\n\n{BODY}\n* Some 40,000 people fled.\n"
    assert kinds(text)[-2:] == [("furniture", "*"), ("body", "Some 40,000 people fled.")]


def test_a_credit_after_the_last_sentence_is_split_off() -> None:
    text = f"Rebels quit border town after shelling\n\n{BODY.strip()} (AFP)"
    assert kinds(text)[-1] == ("credit", "(AFP)")
    assert lay_out(text).credits == ("Agence France-Presse",)


def test_a_chronology_has_no_publication_date() -> None:
    text = (
        "Timeline of the siege\n\n1 February 2016\nTroops cut the road to the north of the town.\n"
        "2 February 2016\nA convoy was turned back at the crossing, the United Nations said.\n"
        "3 February 2016\nThe crossing was closed until further notice by the border guards.\n"
    )
    assert lay_out(text).published is None
    assert len(of_kind(text, "body")) == 3


def test_pull_quotes_keep_one_of_two() -> None:
    whole = "Instead, as talks were due to begin, a major offensive was under way in the north."
    part = "as talks were due to begin, a major offensive was under way"
    assert pull_quotes([whole, part]) == (1,)
    assert pull_quotes([part, whole]) == (0,)
    assert pull_quotes([whole, whole]) == (1,)
    assert pull_quotes([whole, "A major offensive in the south was called off on Friday."]) == ()


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("4 February 2016", "2016-02-04"),
        ("Thu, Feb. 4th, 2016", "2016-02-04"),
        ("2016/2/4", "2016-02-04"),
        ("13/02/2016", "2016-02-13"),
        ("04/02/2016", None),
        ("2016-02-04T10:30:00Z", "2016-02-04T10:30:00Z"),
        ("4 February 2016 at 10:30 PM GMT", "2016-02-04T22:30:00Z"),
        ("2016-02-04 10:30:00+0200", "2016-02-04T10:30:00+02:00"),
        ("10:30 GMT, 4 February 2016", "2016-02-04T10:30:00Z"),
        ("4 February 2016, 10:30", "2016-02-04"),
        ("31 February 2016", None),
    ],
)
def test_dates(line: str, value: str | None) -> None:
    found = find_date(line)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("2016-02-04", "2016-02-04"),
        ("2016-02", "2016-02"),
        ("2016-02-04?", "2016-02-04?"),
        ("2009-03-23 13:00:49.375308-05", "2009-03-23T13:00:49-05:00"),
        ("4 February 2016", "2016-02-04"),
        ("yesterday", None),
        ("2016-02-31", None),
        ("on 4 February 2016 in Geneva", None),
    ],
)
def test_published(given: str, value: str | None) -> None:
    assert read_published(given) == value


def test_a_date_in_an_address() -> None:
    assert date_in_url("https://example.org/world/2016/02/04/truce") == "2016-02-04"
    assert date_in_url("https://example.org/world/2016/13/04/truce") is None


def test_outlets_by_name_and_address() -> None:
    outlets = load_outlets()
    by_name = outlets.named("the new arab")
    by_address = outlets.at("https://www.newarab.com/news/x")
    assert by_name is not None
    assert by_name == by_address
    assert outlets.named("AFP") is not None
    assert outlets.named("Nobody's Gazette") is None


def test_no_two_outlets_share_a_name() -> None:
    names = [n for o in load_outlets().outlets for n in {x.lower() for x in (o.name, *o.aliases)}]
    assert len(names) == len(set(names))


def test_furniture_compiles() -> None:
    assert load_furniture().furniture.match("3 min read")


_PIECES = st.sampled_from(
    ["A", "a", "-", ".", ",", "(", ")", "/", " ", "\n", "\n\n", '"', "2016", "Feb 3", ":", "|", "–",
     "BEIRUT", "Reuters", " and ", "By ", "(AFP)", "said.\n", "share", "\u2028", "\u202e", "\r\n"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=80), st.booleans())
def test_segments_cover_any_text(pieces: list[str], titled: bool) -> None:
    text = "".join(pieces)
    check_cover(text, lay_out(text, text[:20] if titled else None))


def test_a_place_that_ends_like_an_agency_is_no_agency() -> None:
    text = "SANAA — Officials in the city said on Wednesday that the port had reopened to ships."
    assert lay_out(text).outlet is None
