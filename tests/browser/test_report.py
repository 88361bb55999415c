"""The printed report on paper: it fits on the pages it may have."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.golden.situations import read_folder
from tests.printed import evidence_of

from sayso.views.report import report
from sayso.views.report.page import page

if TYPE_CHECKING:
    from sayso.pipeline import Reader

CASES = {
    "aleppo-2016": (("2016-02-04", 7), ("2016-02-12", 7)),
    "mariupol-2022": (("2022-05-17", 60),),
}
# Letter is the lower of the two papers, A4 the narrower.
PAPERS = (("Letter", 1), ("Letter", 2), ("A4", 2))


@pytest.mark.parametrize("name", CASES)
def test_it_fits_on_its_pages(name: str, chromium: str, reader: Reader, tmp_path: Path) -> None:
    for number, evidence in enumerate(evidence_of(read_folder(name, reader), *CASES[name])):
        for paper, pages in PAPERS:
            html = page(report(evidence, pages=pages))
            sized = html.replace("@page {", f"@page {{ size: {paper};", 1)
            found = printed_pages(sized, chromium, tmp_path / f"{number}-{pages}")
            assert found <= pages, (name, evidence.later.day, paper)


def printed_pages(html: str, chromium: str, path: Path) -> int:
    """How many pages a browser prints."""
    source, pdf = path.with_suffix(".html"), path.with_suffix(".pdf")
    source.write_text(html, "utf-8")
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--print-to-pdf={pdf}", source.as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))
