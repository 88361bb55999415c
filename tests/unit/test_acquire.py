"""Files, pages, corpora and standard input → reports; bad input → problems."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.acquire import AcquireSettings, read_paths
from sayso.acquire.decode import decode
from sayso.acquire.language import check_language
from sayso.acquire.layout import Layout, lay_out
from sayso.core.errors import InputError, UsageError
from sayso.core.ids import report_id
from sayso.core.types import Problem, Report

TEXT = "Troops entered the town on Monday, and the market was closed, residents said.\n"
PAGE = """<html lang="en"><head><title>Troops enter town | The New Arab</title>
<meta property="og:site_name" content="The New Arab">
<meta property="article:published_time" content="2016-02-04T10:30:00Z"></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav><article><h1>Troops enter town</h1>
<p>Troops entered the northern town on Wednesday after a siege of three years, an official said.</p>
<p>The United Nations said that aid had not reached the town since October, and that hundreds of
people were in need of help.</p><p>Residents of the town of Hélène – some 4,000 – have fled.</p>
</article><footer>Copyright 2016</footer></body></html>"""


def reports(
    path: Path | str, published: str | None = None, outlet: str | None = None
) -> list[Report]:
    found = read_paths([str(path)], published, outlet)
    return [item for item in found if isinstance(item, Report)]


def problems(path: Path | str, settings: AcquireSettings | None = None) -> list[Problem]:
    found = read_paths([str(path)], settings=settings)
    return [item for item in found if isinstance(item, Problem)]


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (report,) = reports(path, published="4 February 2016", outlet="World Wire")
    assert report.text == TEXT
    assert report.id == report_id(TEXT, "World Wire", "2016-02-04")
    assert report.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (report.published, report.outlet) == ("2016-02-04", "World Wire")
    assert (report.language, report.path) == ("en", str(path))


def test_a_wrong_date_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a date"):
        read_paths([str(tmp_path)], published="soon")


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.encode("utf-8"))
    (report,) = reports(path)
    assert report.title == "Troops enter town"
    assert (report.outlet, report.published) == ("The New Arab", "2016-02-04")
    assert "Hélène – some 4,000" in report.text
    assert "Copyright" not in report.text
    headline = report.segments[0]
    assert headline.kind == "headline"
    assert report.text[headline.start : headline.end] == "Troops enter town"
    assert reports(path, published="2016-02-05")[0].published == "2016-02-05"


def test_a_page_in_its_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    declared = PAGE.replace("<head>", '<head><meta charset="windows-1252">')
    path.write_bytes(declared.encode("cp1252"))
    assert "Hélène – some 4,000" in reports(path)[0].text


def test_a_page_without_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><a href='/'>Home</a><p>Please log in.</p></body></html>")
    (problem,) = problems(path)
    assert problem.code == "no-article"


def test_a_corpus_keeps_text_as_it_is_and_reads_on_after_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    text = "  \n Troops left.\n"
    lines = [
        json.dumps({"id": "a", "text": text, "outlet": "X", "published": "2016-02-01"}),
        '{"id": "b", "text": "brok',
        "",
        json.dumps({"id": "c", "title": "No text"}),
        json.dumps({"id": "d", "text": 5}),
        json.dumps({"id": "e", "text": "Troops came.", "published": "soon", "title": 7}),
        "[1]",
        json.dumps({"id": "f", "text": " "}),
        json.dumps({"id": "g", "text": "Texte", "language": "fr"}),
        json.dumps({"id": 9, "text": "Troops stayed.", "url": "https://x.org/2016/02/03/a"}),
        json.dumps({"text": "Nobody came.", "language": "en-GB"}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = reports(path, published="2016-03-03", outlet="Y")
    assert [r.path for r in found] == [f"{path}#{i}" for i in ("a", "e", "9", "L11")]
    assert found[0].text == text
    assert (found[0].outlet, found[0].published) == ("X", "2016-02-01")
    assert (found[1].outlet, found[1].published) == ("Y", "2016-03-03")
    assert reports(path)[2].published == "2016-02-03"
    said = [(p.line, p.code, p.report) for p in problems(path)]
    assert said == [
        (2, "json", str(path)),
        (4, "field", f"{path}#c"),
        (5, "field", f"{path}#d"),
        (6, "field", f"{path}#e"),
        (6, "field", f"{path}#e"),
        (7, "json", str(path)),
        (8, "empty", f"{path}#f"),
        (9, "language", f"{path}#g"),
    ]


def test_odd_json(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"text": "One came."}\r\n{"text": "half \\ud800"}\n{"text": "\xff"}\n'
        b'{"text": ' + b"[" * 5000 + b"\n" + b'{"text": "Two came."}'
    )
    assert [r.text for r in reports(path)] == ["One came.", "Two came."]
    assert [p.line for p in problems(path)] == [2, 3, 4]


def test_too_large(tmp_path: Path) -> None:
    settings = AcquireSettings(largest=1000)
    text = tmp_path / "a.txt"
    text.write_text(TEXT * 20)
    (problem,) = problems(text, settings)
    assert problem.code == "too-large"
    assert "0.001 MB" in problem.message
    corpus = tmp_path / "c.jsonl"
    lines = [json.dumps({"id": str(i), "text": "x y " * i}) for i in (1, 300, 60_000, 2)]
    corpus.write_text("\n".join(lines))
    found = list(read_paths([str(corpus)], settings=settings))
    assert [type(item) for item in found] == [Report, Problem, Problem, Report]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"%PDF-1.7 rest", "pdf"),
        (b"PK\x03\x04rest", "type"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (bytes(range(128, 256)) * 20, "binary"),
        (b"\x07\x08" * 50 + b"words", "binary"),
        ("“Hélène” said".encode("cp1252"), "encoding"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.code == code


def test_a_wrong_encoding_says_where() -> None:
    with pytest.raises(InputError, match=r"byte 0x93 at 6, line 2; perhaps Windows-1252"):
        decode("first\n“second” said".encode("cp1252"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_is_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_error(data: bytes) -> None:
    try:
        text, message = decode(data), ""
    except InputError as error:
        text, message = error.code, str(error)
    assert text.strip()
    assert "\n" not in message


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"%PDF-1.7", "pdf"),
        ("a.txt", b"%PDF-1.7", "pdf"),
        ("a.docx", b"PK", "type"),
        ("a.csv", b"a,b", "type"),
        ("a.html", b"  ", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
    ],
)
def test_files_that_are_not_read(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    (problem,) = problems(tmp_path / name)
    assert problem.code == code
    assert problem.report == str(tmp_path / name)


def test_a_missing_file_loses_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = list(read_paths([str(tmp_path / "none.txt"), str(tmp_path / "a.txt")]))
    assert isinstance(found[0], Problem)
    assert found[0].code == "missing"
    assert isinstance(found[1], Report)


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("c.txt", "a.TXT", "b/x.txt", ".hidden/y.txt", ".z.txt", "README.md", "d.png"):
        (tmp_path / name).write_text(f"{name} {TEXT}")
    (tmp_path / "p.pdf").write_bytes(b"%PDF")
    found = list(read_paths([str(tmp_path)]))
    names = [item.path if isinstance(item, Report) else item.report for item in found]
    relative = [os.path.relpath(str(name), tmp_path) for name in names]
    assert relative == ["a.TXT", os.path.join("b", "x.txt"), "c.txt", "p.pdf"]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert [p.code for p in problems(tmp_path)] == ["empty"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode(), TEXT),
        (b'{"id": "1", "text": "Troops came."}\n{"text": "They left."}', "Troops came."),
        (b'["not", "a", "corpus", "said", "the", "man"]', '["not", "a"'),
        (PAGE.encode(), "Troops enter town"),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    found = [item for item in read_paths(["-"]) if isinstance(item, Report)]
    assert found[0].text.startswith(text)
    assert (found[0].path or "").startswith("standard input")


def test_languages() -> None:
    assert check_language("Troops came", None) == "en"
    assert check_language(TEXT * 3, None) == "en"
    french = (
        "Les troupes sont entrées dans la ville lundi et le marché a été fermé, ont dit les "
        "habitants, qui attendent depuis des semaines que l'aide promise arrive enfin."
    )
    with pytest.raises(InputError, match="looks like French"):
        check_language(french, None)
    with pytest.raises(InputError, match="looks like Arabic"):
        check_language("قالت الأمم المتحدة إن وقف إطلاق النار صامد", None)
    with pytest.raises(InputError, match="Russian, by its own field"):
        check_language(TEXT, "ru")


def test_a_fault_in_one_report_does_not_end_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "c.jsonl").write_text('{"text": "One came."}\n{"text": "Two came."}\n')
    (tmp_path / "d.txt").write_text(TEXT)

    def faulty(text: str, title: str | None = None) -> Layout:
        if text.startswith(("One", "Troops")):
            raise ValueError("odd")
        return lay_out(text, title)

    monkeypatch.setattr("sayso.acquire.build.lay_out", faulty)
    assert [r.text for r in reports(tmp_path)] == ["Two came."]
    assert [p.code for p in problems(tmp_path)] == ["crash", "crash"]
