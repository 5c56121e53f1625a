"""Why calls failed, in both languages: each role sees the items with their chain, the hint and the effect."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.principal import Role
from services.training.month_causes import month_causes
from tests.records_pages import fine, in_house, opened, words
from tests.services_example import Cast
from tests.test_services_failure_chain import CALL, MAY, VENDOR, audit, cast, date, of_two_vendors, trained
from ui.training import causes_view

__all__ = ["cast"]

PAGE = "training/causes"
MONTH = {"vendor": VENDOR, "period": MAY}


@pytest.fixture
def house(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The pages work on it."""
    with in_house(cast, monkeypatch):
        yield cast


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    ("lang", "acts"),
    [("zh", "外包商班组长辅导并复测"), ("en", "the vendor's team leader coaches and tests again")],
)
def test_each_failed_item_stands_with_its_cause_and_who_acts(
    house: Cast, role: Role, lang: str, acts: str
) -> None:
    trained(house, "0001", date(2026, 5, 4))
    audit(house, "0001")
    audit(house, "0002", at=CALL.replace(hour=5))
    audit(house, "0003", "", at=CALL.replace(hour=6))
    app = fine(opened(house, PAGE, role, lang, **MONTH))
    assert [metric.value for metric in app.metric] == ["2", "2", "1", "1", "0"]
    [listed] = [frame.value for frame in app.dataframe]
    assert listed["agent"].tolist() == ["0001", "0002"] and listed["who"].tolist()[0] == acts
    assert f"HOTLINE{'-CALL v1 ANSWER'}" in listed["clause"].tolist()[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_cause_can_be_looked_at_alone_and_the_rest_is_counted_still(house: Cast, lang: str) -> None:
    audit(house, "0001")
    audit(house, "0001", "VOICE", at=CALL.replace(hour=5))
    app = fine(opened(house, PAGE, Role.AUDITOR, lang, tab="no_link", **MONTH))
    [listed] = [frame.value for frame in app.dataframe]
    assert len(listed) == 1
    assert [metric.value for metric in app.metric] == ["2", "2", "1", "0", "0"]
    assert ("无法追溯" if lang == "zh" else "cannot be traced") in words(app)


@pytest.mark.parametrize(
    ("lang", "hint", "effect"),
    [
        ("zh", "疑似规范不清的条款", "有一侧没有样本，无从比较"),
        ("en", "Clauses that may be unclear", "one side is empty: nothing to compare"),
    ],
)
def test_the_hint_names_both_vendors_and_the_course_says_what_it_changed(
    house: Cast, lang: str, hint: str, effect: str
) -> None:
    of_two_vendors(house, failed=2)
    app = fine(opened(house, PAGE, Role.MANAGER, lang, **MONTH))
    assert hint in words(app)
    shown = [table.value for table in app.table]
    assert [frame.shape for frame in shown] == [(2, 3), (1, 6)]
    said = [cell.replace(" ", "") for cell in shown[1].iloc[0]]
    # 0001 passed before every call, so only "from the pass on" is filled; 0002 passed nothing.
    assert said[1:4] == ["1", "–", "2/10(20.00%)"] and said[5] == "10/10(100.00%)"
    assert shown[1].iloc[0].iloc[4] == effect


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_holds_every_class_in_the_order_they_are_tried(house: Cast, lang: str) -> None:
    audit(house, "0099")
    frame = causes_view.frame(month_causes(house.house, house.manager, VENDOR, MAY), lang)
    assert frame.n.tolist() == [1, 0, 0, 0, 0, 0, 0]
    assert frame.text.iloc[0].replace(" ", "") == "1·100%"


@pytest.mark.parametrize(("lang", "said"), [("zh", "尚无质检"), ("en", "No audit yet")])
def test_before_the_first_audit_the_page_says_what_will_be_here(house: Cast, lang: str, said: str) -> None:
    assert said in words(fine(opened(house, PAGE, Role.VIEWER, lang, vendor=VENDOR)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_month_without_a_fault_says_so(house: Cast, lang: str) -> None:
    audit(house, "0001", "")
    app = fine(opened(house, PAGE, Role.VIEWER, lang, **MONTH))
    assert ("这些样本没有失分项" if lang == "zh" else "No item failed") in words(app)
    assert not app.dataframe
