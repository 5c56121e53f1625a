"""Two browsers at one house: each acts under its own name and in its own language, also after a reload."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from core.principal import Role
from services.house.bootstrap import open_house
from services.known.people import add_person
from tests import browser as chromium
from tests.browser import Visitor, launched, serving, visiting

pytestmark = [pytest.mark.browser, chromium.NEEDED]


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Browser]:
    """One Chromium; each context in it is a browser of its own, with its own cookies."""
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a house in which two people are known."""
    folder = tmp_path_factory.mktemp("people") / "data"
    house = open_house(folder)
    for name in ("甲", "乙"):
        add_person(house, name, Role.MANAGER)
    house.close()
    with serving(folder) as served:
        yield served


def _acting(visitor: Visitor) -> str | None:
    """Whom the menu names; None where the page asks who you are."""
    line = visitor.part("who-line")
    return line.inner_text() if line.count() else None


def test_each_browser_acts_under_its_own_name(browser: chromium.Browser, address: str) -> None:
    """The second is asked although somebody acts in the first; a reload asks neither."""
    with visiting(browser, address, "zh") as first, visiting(browser, address, "en") as second:
        first.open()
        assert _acting(first) is None
        first.acts_as("甲")
        second.open()
        assert _acting(second) is None
        second.acts_as("乙")
        for visitor, name, role in ((first, "甲", "外包管理经理"), (second, "乙", "Vendor manager")):
            visitor.open("contracts")
            expect(visitor.part("who-line")).to_contain_text(name)
            expect(visitor.part("who-line")).to_contain_text(role)
            assert visitor.troubles == []


def test_no_script_reads_the_cookie(browser: chromium.Browser, address: str) -> None:
    """It is marked so, and goes to no other site."""
    with visiting(browser, address, "zh") as visitor:
        visitor.open()
        assert "plumbline" not in visitor.page.evaluate("document.cookie")
        [cookie] = [c for c in visitor.page.context.cookies() if c["name"] == "plumbline_browser"]
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["secure"]) == (True, "Lax", False)
