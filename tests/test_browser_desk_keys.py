"""Every key the desk names, on a form with every kind of item: what it says is kept and outlives a reload."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from services_example import house_with_contract

from core.clock import SystemClock
from services.desk.audit_drafts import draft, open_draft
from services.forms import form_drafts
from services.house.bootstrap import open_house
from tests import browser as chromium
from tests.browser import launched, serving, visiting

pytestmark = [pytest.mark.browser, chromium.NEEDED]
FORM = """
form: {code: KEYS, version: 1, name: {zh: 键盘, en: Keys}, kind: mystery, pass_mark: 60}
scales:
  done:
    - {code: full, text: {zh: 做到, en: Done}, share: 1}
    - {code: partial, text: {zh: 部分, en: Partly}, share: 1/2}
    - {code: none, text: {zh: 未做到, en: Not done}, share: 0}
  heard:
    - {code: LATE, text: {zh: 迟, en: Late}, points: -2}
    - {code: RUDE, text: {zh: 粗鲁, en: Rude}, points: -3}
  waits:
    - {code: short, text: {zh: 短, en: Short}, share: 1, up_to: 30}
    - {code: long, text: {zh: 长, en: Long}, share: 0}
sections:
  - code: ONE
    text: {zh: 一, en: One}
    items:
      - {code: PICK, text: {zh: 单选, en: Single}, points: 10, choices: done, na: true, undetermined: true}
      - {code: MANY, text: {zh: 多选, en: Several}, kind: multi, points: 10, choices: heard, na: true}
      - {code: COUNT, text: {zh: 数字, en: No}, kind: number, points: 10, choices: waits, undetermined: true}
      - {code: WORDS, text: {zh: 文字, en: Words}, kind: text}
  - code: TWO
    text: {zh: 二, en: Two}
    items:
      - {code: LAST, text: {zh: 末项, en: Last}, points: 10, choices: done}
      - {code: MAYBE, text: {zh: 或有, en: Perhaps}, points: 10, choices: done, na: true}
fatal:
  - {code: HANG_UP, text: {zh: 主动挂断, en: Hung up}}
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any, str]]:
    """A house with that form, and a server over it."""
    folder = tmp_path_factory.mktemp("keys")
    cast = house_with_contract(folder)
    begun = form_drafts.start_file(cast.house, cast.manager, FORM.encode(), "keys.yaml")
    form_drafts.publish(cast.house, cast.manager, begun.id, begun.version)
    cast.house.close()
    with serving(folder) as address:
        house = open_house(folder, None, SystemClock())
        yield house, cast, address
        house.close()


class Desk:
    """A draft in a browser: keys pressed, and what the house has then."""

    def __init__(self, visitor: chromium.Visitor, house: Any, cast: Any, id: str) -> None:
        self.page, self.visitor, self.house, self.cast, self.id = visitor.page, visitor, house, cast, id

    def open(self) -> None:
        self.visitor.open("desk", record=self.id)
        expect(self.page.locator(".bar")).to_be_visible()
        self.page.locator("body").press("Escape")

    def keys(self, *keys: str) -> None:
        """Each key, waiting for what it says to be kept; refused by nobody."""
        for key in keys:
            self.page.keyboard.press(key)
            expect(self.page.locator("#saved:not(.waiting)")).to_be_visible()
        assert self.page.locator(".trouble").all_inner_texts() == []

    @property
    def here(self) -> str | None:
        return self.page.locator(".item.here").get_attribute("data-item")

    def answer(self, item: str) -> Any:
        return draft(self.house, self.cast.auditor, self.id).answers.get(item)

    def fact(self, name: str) -> Any:
        return draft(self.house, self.cast.auditor, self.id).fact(name)


@pytest.fixture(params=["zh", "en"])
def desk(request: pytest.FixtureRequest, served: tuple[Any, Any, str]) -> Iterator[Desk]:
    house, cast, address = served
    id = open_draft(house, cast.auditor, "YUNHE", "KEYS").record.id
    with launched() as browser, visiting(browser, address, request.param) as visitor:
        visitor.open()
        visitor.acts_as("李质检")
        found = Desk(visitor, house, cast, id)
        found.open()
        yield found
        assert visitor.is_unbroken() and visitor.troubles == []


def test_every_kind_of_answer_by_its_key(desk: Desk) -> None:
    """Given, changed to N/A and "cannot be told", given again: the last holds, whatever came before."""
    assert desk.here == "PICK"
    desk.keys("2", "n")
    assert desk.answer("PICK").not_applicable and desk.answer("PICK").choice is None
    desk.keys("u")
    assert desk.answer("PICK").undetermined and not desk.answer("PICK").not_applicable
    desk.keys("1", "c")
    desk.page.keyboard.type("1nj?x 好")  # no key does anything while words are typed
    desk.keys("Escape")
    assert (desk.answer("PICK").choice, desk.answer("PICK").comment) == ("full", "1nj?x 好")
    assert not desk.answer("PICK").undetermined and desk.here == "PICK"
    desk.keys("j", "1", "2")
    assert desk.answer("MANY").choices == ("LATE", "RUDE")
    desk.keys("1", "0", "n")  # once more takes one back; then none of them; then N/A
    assert desk.answer("MANY").not_applicable
    desk.keys("2")
    assert desk.answer("MANY").choices == ("RUDE",) and not desk.answer("MANY").not_applicable
    desk.keys("j", "u")
    assert desk.answer("COUNT").undetermined
    desk.keys("Enter")
    desk.page.keyboard.type("12.5")
    desk.keys("Escape")
    assert desk.answer("COUNT").number == 12.5 and not desk.answer("COUNT").undetermined
    desk.keys("Enter", "Control+a", "Delete", "Escape")  # a number is taken back again
    assert desk.answer("COUNT") is None
    desk.keys("j", "Enter")
    desk.page.keyboard.type("听到的话")
    desk.keys("Escape")
    assert desk.answer("WORDS").text == "听到的话"
    desk.keys("k", "k", "k", "k")
    assert desk.here == "PICK"


def test_sections_filled_the_call_marked_and_its_facts(desk: Desk) -> None:
    """A and S touch only what is open; stop-watch, promises, fatal faults, worst point, help; a reload."""
    desk.keys("3", "a")
    assert desk.answer("PICK").choice == "none" and desk.answer("COUNT").number == 30
    desk.keys("j", "j", "j", "j")
    assert desk.here == "LAST"
    desk.keys("s")
    assert desk.answer("MAYBE").not_applicable and desk.answer("LAST") is None
    desk.keys(*"rmqthte")
    assert [turn for turn, _at in desk.fact("@watch")] == [
        "ring", "menu", "queue", "talk", "hold", "talk", "end"
    ]  # fmt: skip
    desk.keys("p")
    desk.page.keyboard.type("明天回电")
    desk.keys("Escape", "x", " ", "Escape", "w", "ArrowDown", "Escape")
    assert [each["what"] for each in desk.fact("@promises")] == ["明天回电"]
    assert draft(desk.house, desk.cast.auditor, desk.id).fatal == {"HANG_UP"}
    assert desk.fact("@worst") is not None
    desk.keys("?")
    named = {each.strip() for each in desk.page.locator(".keys kbd").all_inner_texts()}
    assert {"1…9", "N", "C", "J / K", "Ctrl+Enter", "?"} <= named
    desk.keys("?")
    expect(desk.page.locator(".keys")).to_have_count(0)
    desk.visitor.reload()
    expect(desk.page.locator(".bar")).to_be_visible()
    expect(desk.page.locator('[data-item="PICK"] button.on')).to_have_count(1)
    expect(desk.page.locator("#watch-end.on")).to_have_count(1)
    # The first item still open.
    expect(desk.page.locator(".item.here")).to_have_attribute("data-item", "WORDS")


def test_after_a_refusal_one_goes_on_at_the_first_thing_missing(desk: Desk) -> None:
    """The open item, then the fatal fault's reason, then its evidence: never back to the head of the page."""
    page = desk.page
    focus = "() => document.activeElement.shadowRoot?.activeElement?.id || document.activeElement.id"

    def refused() -> None:
        page.keyboard.press("Control+Enter")
        expect(page.locator(".trouble")).to_be_visible()
        expect(page.locator("#saved:not(.waiting)")).to_be_visible()

    desk.keys("j", "j", "j")
    refused()
    expect(page.locator(".item.here")).to_have_attribute("data-item", "PICK")
    page.wait_for_function(f"({focus})() === 'o-PICK-full'")
    page.keyboard.press("1")
    expect(page.locator("#o-PICK-full.on")).to_be_visible()
    refused()
    expect(page.locator(".item.here")).to_have_attribute("data-item", "MANY")  # and so to each that is open
    page.keyboard.press("x")
    page.keyboard.press("Space")
    expect(page.locator("#f-r-HANG_UP")).to_be_visible()
    expect(page.locator("#saved:not(.waiting)")).to_be_visible()
    refused()
    page.wait_for_function(f"({focus})() === 'f-r-HANG_UP'")
    page.keyboard.type("嘟")
    # Typed on and on, it is kept without leaving the field; then the old refusal stands no longer.
    expect(page.locator(".trouble")).to_have_count(0)
    refused()
    zone = "() => !!document.activeElement.closest('[class*=st-key-uploader-evidence-file]')"
    page.wait_for_function(zone)


def test_time_on_it_stands_still_where_nobody_works(desk: Desk) -> None:
    """The browser's clock runs on: a minute after the last touch, and out of sight, nothing is counted."""
    page = desk.page
    page.clock.install()
    desk.open()
    # From here on it moves when it is told to, however slow the machine is.
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    shown = page.locator("#worked")
    before = _seconds(shown.inner_text())

    def counts(seconds: int) -> None:
        said = [f"{at // 60:02}:{at % 60:02}" for at in (before + seconds - 1, before + seconds)]
        expect(shown).to_have_text(re.compile("|".join(said)))

    page.keyboard.press("j")
    page.clock.run_for(300_000)
    counts(60)  # a minute of five
    page.keyboard.press("k")
    page.clock.run_for(20_000)
    counts(80)
    hidden = "Object.defineProperty(document, 'visibilityState', {value: '%s', configurable: true})"
    page.evaluate(hidden % "hidden")
    page.keyboard.press("j")
    page.clock.run_for(30_000)
    counts(80)
    page.evaluate(hidden % "visible")
    page.keyboard.press("1")
    page.clock.resume()
    expect(page.locator("#saved:not(.waiting)")).to_be_visible()
    assert draft(desk.house, desk.cast.auditor, desk.id).record.seconds - before in (79, 80)


def _seconds(shown: str) -> int:
    minutes, seconds = shown.split()[-1].split(":")
    return int(minutes) * 60 + int(seconds)
