"""A whole call by keyboard alone, in both languages: killed in the middle, submitted, reviewed, ruled on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import WebSocketRoute, expect
from services_example import house_with_contract

from core.clock import SystemClock
from core.principal import Role
from qa.review.appeals import AppealState, VersionKind
from qa.review.clocks import ReviewRules
from services.audits.spot_check import calls
from services.desk.audit_drafts import draft, open_draft, save
from services.desk.draft_checks import Said
from services.house.bootstrap import open_house
from services.known.people import add_person
from services.review.audit_story import audit_story
from services.review.review_rules import set_review_rules
from tests import browser as chromium
from tests.alone import alone
from tests.browser import Visitor, launched, serving, visiting

pytestmark = [pytest.mark.browser, chromium.NEEDED]
#: From the last keystroke to "saved".
MOST_MS = 300
#: How often it is measured at most.
ROUNDS = 5


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Browser]:
    """One Chromium for the module."""
    with launched() as opened:
        yield opened


@pytest.fixture
def served(data_folder: Any) -> Iterator[tuple[Any, str]]:
    """A house with a contract, and a server over it."""
    cast = house_with_contract(data_folder)
    cast.house.close()
    with serving(data_folder) as address:
        house = open_house(data_folder, None, SystemClock())
        yield (house, cast), address
        house.close()


def _desk(visitor: Visitor, id: str, name: str = "李质检") -> None:
    visitor.open()
    visitor.acts_as(name)
    visitor.open("desk", record=id)
    expect(visitor.page.locator(".bar")).to_be_visible()
    visitor.page.locator("body").press("Escape")


def _kept(visitor: Visitor) -> None:
    """Wait until nothing waits any more."""
    expect(visitor.page.locator("#saved:not(.waiting)")).to_be_visible()


def _fill_header(visitor: Visitor) -> None:
    """G, then Tab through the fields; Esc leaves them."""
    keys = visitor.page.keyboard
    visitor.page.keyboard.press("g")
    for what, words in (("@dialled", "12345"), ("@agent", "0123"), ("@recording", "R-1")):
        for _ in range(25):
            keys.press("Tab")
            if _focus(visitor) == f"f-{what}":
                break
        assert _focus(visitor) == f"f-{what}"
        keys.type(words)
    keys.press("Escape")
    _kept(visitor)


def _focus(visitor: Visitor) -> str:
    """The id of the focused field, also within the component's shadow."""
    return str(
        visitor.page.evaluate(
            "() => { let at = document.activeElement;"
            " while (at && at.shadowRoot) at = at.shadowRoot.activeElement; return at ? at.id : '' }"
        )
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_whole_call_by_keyboard_outlives_its_tab(
    browser: chromium.Browser, served: tuple[Any, str], pytestconfig: pytest.Config, lang: str
) -> None:
    """Timed, answered, killed in the middle, resumed with everything there, submitted; saved under 300 ms."""
    (house, cast), address = served
    set_review_rules(house, cast.manager, "QUICK_MYSTERY", ReviewRules(second_percent=100))
    id = open_draft(house, cast.auditor, "YUNHE", "QUICK_MYSTERY", "GOV12345").record.id
    with visiting(browser, address, lang) as visitor:
        _desk(visitor, id)
        for key, turn in {"r": "ring", "m": "menu", "q": "queue", "t": "talk"}.items():
            visitor.page.keyboard.press(key)
            expect(visitor.page.locator(f"#watch-{turn}.on")).to_be_visible()
        _kept(visitor)
        with alone(pytestconfig):
            took = _quickest_of_rounds(visitor)
        visitor.page.keyboard.press("k")
        expect(visitor.page.locator(".item.here button.on")).to_have_count(1)  # the place stays
        assert min(map(_middle, took)) < MOST_MS, took
        visitor.page.keyboard.press("c")
        visitor.page.keyboard.type("语速快" if lang == "zh" else "too fast")
        visitor.page.keyboard.press("Escape")
        visitor.screen(f"desk-middle-{lang}")
        visitor.page.close()  # the tab dies with the comment just typed
        visitor.page = visitor.page.context.new_page()
        _desk(visitor, id)
        _kept(visitor)  # where the tab died before the comment was sent, this one sends it
        expect(visitor.page.locator(".item button.on")).to_have_count(3)
        found = draft(house, cast.auditor, id)
        assert sum(answer.comment in ("语速快", "too fast") for answer in found.answers.values()) == 1
        _fill_header(visitor)
        visitor.page.keyboard.press("1")
        for _ in range(12):
            visitor.page.keyboard.press("j")
            if not visitor.page.locator(".item.here button.on").count():
                visitor.page.keyboard.press("1")
        visitor.page.keyboard.press("e")
        _kept(visitor)
        visitor.screen(f"desk-whole-{lang}")
        visitor.page.keyboard.press("Control+Enter")
        expect(visitor.part("desk-again")).to_be_visible()
        [call] = [each for each in calls(house, cast.auditor) if each.id]
        assert (call.agent, call.recording, call.dialled) == ("0123", "R-1", "12345")
        assert call.outcome_facts is not None and call.outcome_facts["holds"] == 0
        assert visitor.troubles == []
    add_person(house, "孙质检", Role.AUDITOR)
    with visiting(browser, address, lang) as visitor:
        _scored_again(visitor, call.id)
    with visiting(browser, address, lang) as visitor:
        _appealed_and_ruled(visitor, call.id)
    story = audit_story(house, cast.manager, call.id)
    assert [each.record.kind for each in story.versions] == [VersionKind.SCORED, VersionKind.SECOND]
    [appeal] = story.line.appeals
    assert (appeal.caller, appeal.state) == ("周经理", AppealState.RULED)
    assert [ruling.why for ruling in story.rulings] == ["R-1 00:40"]


def _quickest_of_rounds(visitor: Visitor) -> list[list[int]]:
    """Rounds of six savings, until one is as quick as promised, in milliseconds of a processor that is ours.
    No test of ours runs beside it, but another program of the machine may, and only makes a round slower."""
    rounds: list[list[int]] = []
    while len(rounds) < ROUNDS and (not rounds or _middle(rounds[-1]) >= MOST_MS):
        for _ in range(3 if rounds else 0):
            visitor.page.keyboard.press("k")
        before = _share()
        took = _six_savings(visitor)
        share = (before + _share()) / 2
        rounds.append([round(each * share) for each in took])
    return rounds


def _share() -> float:
    """How much of a processor one process gets just now: 1 on a machine of one's own. Four busy programs on
    two processors leave it half, and everything then takes twice as long as it does."""
    wall, own = time.perf_counter(), time.process_time()
    while time.perf_counter() - wall < 0.2:
        pass
    return min(1.0, (time.process_time() - own) / (time.perf_counter() - wall))


def _middle(took: list[int]) -> int:
    return sorted(took)[len(took) // 2]


def _six_savings(visitor: Visitor) -> list[int]:
    """Three items, each answered twice: the milliseconds from each key to "saved"."""
    took = []
    for _ in range(3):
        for answer in "21":
            visitor.page.keyboard.press(answer)
            _kept(visitor)
            took.append(int(visitor.page.locator("#desk").get_attribute("data-saved-in") or "9999"))
        visitor.page.keyboard.press("j")
    return took


def _scored_again(visitor: Visitor, audit: str) -> None:
    """A second auditor answers every item without seeing the first answers."""
    visitor.open()
    visitor.acts_as("孙质检")
    visitor.open("reviews", record=audit)
    items = visitor.page.locator('[class*="st-key-call-item-QUICK_MYSTERY"]')
    expect(items.first).to_be_visible()
    for at in range(items.count()):
        items.nth(at).locator("button").first.click()
        visitor.settle()
    visitor.press("second-save")
    expect(visitor.part("second-save")).to_have_count(0)
    assert visitor.is_unbroken() and visitor.troubles == []


def _appealed_and_ruled(visitor: Visitor, audit: str) -> None:
    """The manager releases the score, enters the vendor's appeal by telephone, and rules on it."""
    visitor.open()
    visitor.acts_as("王经理")
    visitor.open("reviews", record=audit)
    visitor.press("review-release")
    visitor.page.get_by_test_id("stExpander").filter(has=visitor.part("appeal-caller")).locator(
        "summary"
    ).click()
    visitor.fill("appeal-caller", "周经理")
    visitor.fill("appeal-reason", "已确认需求")
    visitor.screen(f"desk-appeal-{visitor.lang}")
    visitor.press("appeal-save")
    visitor.part("rule-").locator("button").first.click()
    visitor.settle()
    visitor.fill("rule-why", "R-1 00:40")
    visitor.press("rule-save")
    assert visitor.is_unbroken() and visitor.troubles == []


@pytest.mark.parametrize("left", ["Escape", None], ids=["left", "typing"])
def test_what_a_tab_could_not_send_any_more_is_sent_by_the_next(
    browser: chromium.Browser, served: tuple[Any, str], left: str | None
) -> None:
    """The line is cut, an answer and a comment are given, the tab dies: nothing of it reached the house. The
    next tab has it all and sends it; also where the tab died under the fingers, in the middle of a word."""
    (house, cast), address = served
    id = open_draft(house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    with visiting(browser, address, "zh") as visitor:
        lines, clock = _cut_on_demand(visitor), visitor.page.context.clock
        clock.install()
        _desk(visitor, id)
        # No pause between two keys is long enough for a word to be kept by itself.
        clock.pause_at(visitor.page.evaluate("Date.now()") + 1000)
        lines.append("cut")
        visitor.page.keyboard.press("1")
        visitor.page.keyboard.press("c")
        visitor.page.keyboard.type("无人应答")
        if left:
            visitor.page.keyboard.press(left)
        visitor.page.close(run_before_unload=False)
        assert not draft(house, cast.auditor, id).answers.keys() - draft(house, cast.auditor, id).known.keys()
        lines.clear()
        clock.resume()
        visitor.page = visitor.page.context.new_page()
        _desk(visitor, id)
        _kept(visitor)
        found = draft(house, cast.auditor, id)
        [said] = [answer for item, answer in found.answers.items() if item not in found.known]
        assert (said.choice is not None, said.comment) == (True, "无人应答")
        assert visitor.troubles == []


def _cut_on_demand(visitor: Visitor) -> list[str]:
    """Nothing a tab of this browser says comes through while the list holds a word."""
    cut: list[str] = []

    def between(tab: WebSocketRoute) -> None:
        house = tab.connect_to_server()
        tab.on_message(lambda said: None if cut else house.send(said))

    visitor.page.context.route_web_socket("**/_stcore/stream", between)
    return cut


def test_a_second_auditors_answer_is_shown_beside_the_first_ones(
    browser: chromium.Browser, served: tuple[Any, str]
) -> None:
    """Both values with their authors; choosing one settles it."""
    (house, cast), address = served
    id = open_draft(house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    save(house, cast.auditor, id, [Said("ATTITUDE", {"choice": "full"})])
    save(house, cast.manager, id, [Said("ATTITUDE", {"choice": "none"})])
    with visiting(browser, address, "zh") as visitor:
        _desk(visitor, id)
        both = visitor.page.locator('[data-item="ATTITUDE"] .differs button')
        expect(both).to_have_count(2)
        visitor.screen("desk-differs")
        both.nth(1).click()
        _kept(visitor)
        expect(visitor.page.locator(".differs")).to_have_count(0)
    assert draft(house, cast.auditor, id).answers["ATTITUDE"].choice == "none"


def test_two_auditors_at_once_lose_nothing_and_overwrite_nothing_in_silence(
    browser: chromium.Browser, served: tuple[Any, str]
) -> None:
    """Two tabs on one draft answer the same item before either hears of the other: both answers stand in both
    tabs with their authors; what only one of them answered is kept beside; choosing settles it for both."""
    (house, cast), address = served
    add_person(house, "孙质检", Role.AUDITOR)
    id = open_draft(house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    with visiting(browser, address, "zh") as first, visiting(browser, address, "en") as second:
        _desk(first, id)
        _desk(second, id, "孙质检")
        for visitor in (first, second):
            visitor.page.keyboard.press("j")
            visitor.page.keyboard.press("k")
        first.page.keyboard.press("1")
        second.page.keyboard.press("2")
        for visitor in (first, second):
            _kept(visitor)
            both = visitor.page.locator(".item.here .differs button")
            expect(both).to_have_count(2)  # the other tab asks every ten seconds
            assert {"李质检", "孙质检"} <= {name.split(":")[0] for name in both.all_inner_texts()}
        second.page.keyboard.press("j")
        second.page.keyboard.press("1")
        _kept(second)
        differs = draft(house, cast.auditor, id)
        assert len(differs.differing) == 1 and len(differs.answers.keys() - differs.known.keys()) == 2
        first.page.keyboard.press("Control+Enter")
        expect(first.page.locator(".trouble")).to_be_visible()
        first.page.locator(".differs button").nth(1).click()
        _kept(first)
        expect(second.page.locator(".differs")).to_have_count(0)
        assert draft(house, cast.auditor, id).differing == []
        assert first.troubles == [] and second.troubles == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_desk_fits_a_phone(browser: chromium.Browser, served: tuple[Any, str], lang: str) -> None:
    """390 px: one column, nothing sticks out, a finger's width for every button."""
    (house, cast), address = served
    id = open_draft(house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    with visiting(browser, address, lang, **phone) as visitor:
        _desk(visitor, id)
        assert visitor.overflow() == 0
        height = visitor.page.locator(".item .row button").first.evaluate("el => el.offsetHeight")
        assert height >= 44
        if chromium.SCREENS:
            visitor.page.screenshot(path=f"{chromium.SCREENS}/desk-phone-{lang}.png")
        assert visitor.troubles == []
