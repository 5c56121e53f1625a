"""A change from its roster and exam lists to its breach, in a real Chromium, in zh and en."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.principal import Role
from core.text import Text
from qa.training.course import Category, Course
from services.house.bootstrap import open_house
from services.known.directory import save_site, save_vendor
from services.known.people import add_person
from services.training.changes import EnteredChange, enter_change
from services.training.courses import publish_course
from tests import browser as chromium
from tests.browser import launched, serving, visiting

pytestmark = [pytest.mark.browser, chromium.NEEDED]

VENDOR = "YUNHE"
#: Published on 12 October 2026, so due on the 19th: days of the past, for the server has the machine's clock.
PUBLISHED, EFFECTIVE = datetime(2026, 10, 12, 1, tzinfo=UTC), date(2026, 10, 23)
ROSTER = "工号,职场,岗位,入职日期,上岗日期\n" + "".join(
    f"{n:04},甲职场,热线坐席,2026-01-05,2026-02-02\n" for n in range(1, 6)
)
#: Two lists: in time, and one two days after it was due. 0005 never passed.
IN_TIME = "工号,课程,考试日期,成绩,是否合格\n" + "".join(
    f"{n:04},促销规则,2026-10-1{n + 3},9{n},合格\n" for n in range(1, 4)
)
LATE = "工号,课程,考试日期,成绩,是否合格\n0004,促销规则,2026-10-21,88,合格\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def prepared(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A server over a house with a vendor, a course and the change; its address and the change's key."""
    house = open_house(tmp_path / "data")
    who = add_person(house, "周明", Role.MANAGER)
    save_vendor(house, who, VENDOR, Text("云禾", "Yunhe"))
    save_site(house, who, VENDOR, "A", Text("甲职场", "Site A"))
    publish_course(house, who, Course("PROMO", 1, Text("促销规则", "Promotion"), Category.BUSINESS), "首版")
    given = EnteredChange(
        Text("促销退换规则", "Promotion returns"), "PROMO-RULES", PUBLISHED, EFFECTIVE, ("PROMO",)
    )
    key = enter_change(house, who, given, "促销开始").id
    house.close()
    with serving(tmp_path / "data") as served:
        yield served, key


@pytest.mark.parametrize(
    ("lang", "running", "breached"), [("zh", "进行中", "逾期未完成"), ("en", "Running", "Breached")]
)
def test_from_roster_and_exam_lists_to_the_breach(
    browser: chromium.Browser,
    prepared: tuple[str, str],
    tmp_path: Path,
    lang: str,
    running: str,
    breached: str,
) -> None:
    address, key = prepared
    files = {"花名册2026年10月.csv": ROSTER, "考试一.csv": IN_TIME, "考试二.csv": LATE}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    with visiting(browser, address, lang) as visitor:
        visitor.open()
        visitor.acts_as("周明")
        visitor.open("rosters")
        visitor.upload("roster-file", tmp_path / "花名册2026年10月.csv")
        visitor.press("roster-commit")
        for name in ("考试一.csv", "考试二.csv"):
            visitor.open("training-records", vendor=VENDOR)
            visitor.upload("records-file", tmp_path / name)
            visitor.press("records-commit")
        visitor.open("change-training", vendor=VENDOR, record=key)
        page = visitor.page
        expect(page.get_by_text(breached).first).to_be_visible()
        expect(page.get_by_text(running)).to_have_count(0)
        visitor.screen(f"training-change-{lang}")
        expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
        # The one who passed late and the one who never did, and nobody else.
        assert [cell for row in visitor.rows("change-lacking") for cell in row if cell.isdigit()] == [
            "0004",
            "0005",
        ]
        assert visitor.troubles == []
