"""The page of expiries in both languages: windows, calendar, forecast, list, and what it says of nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.principal import Role
from services.training.expiries import expiries
from tests.records_pages import fine, in_house, opened, words
from tests.rosters_example import VENDOR
from tests.services_example import empty_house
from tests.test_services_training_expiries import TODAY, house_of_expiries
from ui.training import expiries_view

PAGE = "training/expiries"


@pytest.mark.parametrize(
    ("lang", "blocked"), [("zh", "1 门次合规课程已过期"), ("en", "1 compliance courses have run out")]
)
def test_the_windows_the_forecast_and_the_list(data_folder, monkeypatch, lang: str, blocked: str) -> None:
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        house_of_expiries(cast)
        app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor=VENDOR))
        assert blocked in words(app)
        assert [metric.value for metric in app.metric] == ["1", "2", "3", "3", "2"]
        [listed] = [frame.value for frame in app.dataframe]
        assert listed["agent"].tolist() == ["0001", "0002", "0003", "0004"]
        assert [table.value.iloc[0].tolist() for table in app.table] == [["A", "2"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_calendar_holds_whole_weeks_and_tints_by_nearness(data_folder, monkeypatch, lang: str) -> None:
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        house_of_expiries(cast)
        found = expiries(cast.house, cast.manager, VENDOR, TODAY)
    frame = expiries_view.last_days(found, lang).set_index("date")
    assert (len(frame) % 7, frame.index[0]) == (0, "2026-11-23")
    told = {day: (row.figure, row.verdict) for day, row in frame.iterrows() if row.figure}
    assert told == {
        "2026-11-25": ("1", "missed"),
        "2026-12-02": ("1", "missed"),
        "2026-12-18": ("1", "below_target"),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_nothing_runs_out_the_page_says_so(data_folder, monkeypatch, lang: str) -> None:
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        cast.clock.at = datetime(2026, 11, 25, 1, tzinfo=UTC)
        fine(opened(cast, PAGE, Role.VIEWER, lang))
