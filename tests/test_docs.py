"""The guides: each is in their index, every link leads somewhere, every menu path is one of the menu's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.language import translated
from ui.navigation import SECTIONS, TABLE

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*DOCS.glob("*.md"), *DOCS.glob("decisions/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")
#: *Section → Page* in italics, and the same in Chinese in brackets behind it.
_PATH = re.compile(r"\*([^*→\n]+) → ([^*→\n]+)\*(?:\s\(([^()→]+) → ([^()→]+)\))?")
MENU = {
    lang: {(translated(SECTIONS[page.section], lang), translated(page.title, lang)) for page in TABLE}
    for lang in ("zh", "en")
}


def paths(page: Path) -> list[tuple[str, ...]]:
    sections = {section for section, _page in MENU["en"]}
    return [found for found in _PATH.findall(page.read_text("utf-8")) if found[0] in sections]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    linked = _LINK.findall(page.read_text("utf-8"))
    assert [to for to in linked if not (page.parent / to).exists()] == []


def test_the_index_names_every_guide():
    linked = set(_LINK.findall((DOCS / "README.md").read_text("utf-8")))
    assert {page.name for page in DOCS.glob("*.md")} - linked == {"README.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_stands_in_the_menu_where_a_guide_says(page):
    for *en, zh_section, zh_page in paths(page):
        assert tuple(en) in MENU["en"]
        assert not zh_page or (zh_section, zh_page) in MENU["zh"]


def test_guides_do_say_where_their_pages_stand():
    """Else the test above would look at nothing."""
    told = {page.name for page in DOCS.glob("*.md") if paths(page)}
    assert {"scoring_desk.md", "sampling.md", "reviews.md", "site_visits.md", "writing_forms.md"} <= told
