"""The demo in a real Chromium, in both languages: on a phone in the dark, and on a desk for its pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from core.language import translated
from core.text import LANGS
from tests import browser as chromium
from tests.browser import Visitor, launched, serving, visiting
from ui.navigation import TABLE

pytestmark = [pytest.mark.browser, chromium.NEEDED]
REPORT = Path(__file__).resolve().parent.parent / "sample_data" / "reports" / "yunhe_2026-10.xlsx"
_HERE = {"contract": "YUNHE-2025", "period": "2026-03"}
#: Picture → page and what its address says.
PICTURES: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("", {}),
    "scorecard": ("scorecard", _HERE),
    "clause": ("scorecard", {**_HERE, "clause": "ANS"}),
    "cells": ("scorecard", {**_HERE, "clause": "ANS", "day": "2026-03-10"}),
    "spot-check": ("spot-check", {"vendor": "HENGXIN"}),
    "misses": ("misses", {}),
    "contract": ("contracts", {"contract": "YUNHE-2025"}),
    "export": ("export", _HERE),
    "desk": ("desk", {}),
    "mystery-programme": ("mystery-programme", {}),
    "reviews": ("reviews", {}),
    "form": ("forms", {"form": "F1"}),
}
#: Below the pages of the menu: a clause, its cells, forms (# keeps the addresses apart).
DEEPER: dict[str, dict[str, str]] = {
    "scorecard#clause": {**_HERE, "clause": "ANS"},
    "scorecard#cells": {**_HERE, "clause": "ANS", "day": "2026-03-10"},
    "contracts#one": {"contract": "YUNHE-2025"},
    "contracts#new": {"tab": "new"},
    "vendors#one": {"vendor": "YUNHE", "tab": "people"},
    "vendors#file": {"vendor": "YUNHE", "tab": "file"},
    "events#new": {**_HERE, "tab": "new"},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Browser]:
    """One Chromium for the module."""
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def demo_address(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a copy of the demo."""
    with serving(shutil.copytree(demo_folder, tmp_path_factory.mktemp("demo") / "data")) as address:
        yield address


# English first: a name of the demo that read Chinese so far reads English in a browser that does.
@pytest.mark.parametrize("lang", LANGS[::-1])
def test_every_page_fits_a_phone_in_the_dark(browser: chromium.Browser, lang: str, demo_address: str) -> None:
    """390 px wide, dark mode: nothing sticks out, nothing breaks, on no page of the menu."""
    phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True}
    places = {entry.url: {} for entry in TABLE[1:]}
    with visiting(browser, demo_address, lang, **phone) as visitor:
        visitor.open()
        visitor.acts_as("周明")
        visitor.open()  # who acts and in which language stays with this browser
        assert visitor.page.get_by_role("heading", name=translated("Overview", lang), exact=True).is_visible()
        for page, query in {"": {}, **places, **DEEPER}.items():
            visitor.open(page.partition("#")[0], **query)
            assert visitor.overflow() == 0, page
            assert visitor.is_unbroken(), page
            assert visitor.is_dark(), page
            assert visitor.page.locator(".st-key-page-head").is_visible(), page
        assert visitor.troubles == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_demo_looks_lived_in(
    browser: chromium.Browser, lang: str, demo_address: str, tmp_path: Path
) -> None:
    """The pages of a house in use, on a desk; PLUMBLINE_SCREENS names a folder to keep their pictures in."""
    with visiting(browser, demo_address, lang) as visitor:
        visitor.open()
        visitor.acts_as("周明")
        visitor.speaks()
        for name, (page, query) in PICTURES.items():
            visitor.open(page, **query)
            assert visitor.is_unbroken(), name
            visitor.screen(name)
        _sets_a_figure_right(visitor)
        _previews_a_correction(visitor, tmp_path)
        assert visitor.troubles == []


def _sets_a_figure_right(visitor: Visitor) -> None:
    """The two ways to deal with a wrong figure, below its cells; looked at, nothing is changed."""
    visitor.open("scorecard", **PICTURES["cells"][1])
    visitor.page.get_by_text(translated("A figure is wrong", visitor.lang)).first.click()
    visitor.settle()
    assert visitor.page.get_by_role(
        "button", name=translated("Correct this figure", visitor.lang)
    ).is_visible()
    visitor.screen("correction")


def _previews_a_correction(visitor: Visitor, folder: Path) -> None:
    """October again with two figures changed and one row that contradicts itself; looked at, not taken in."""
    book = openpyxl.load_workbook(REPORT)
    sheet = book["话务日报"]
    sheet["D12"], sheet["K13"], sheet["D20"] = 1238, 14_300, sheet["C20"].value + 7
    corrected = folder / "yunhe_2026-10_v2.xlsx"
    book.save(corrected)
    visitor.open("import")
    visitor.upload("report-files", corrected)
    visitor.answers_if_asked()
    new, changed, _unchanged, _gone, rejected = visitor.figures()
    assert (new, changed, rejected) == ("0", "2", "1")
    visitor.screen("import-preview")
    visitor.press("let-go")
