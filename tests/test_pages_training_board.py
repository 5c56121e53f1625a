"""The board of training in both languages: the grid, who lacks what and why, and that nothing is green beside
an expired compliance course."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from core.principal import Role
from qa.training.expiry import Expiring
from services.training import board as boards
from tests.records_pages import fine, in_house, opened, words
from tests.rosters_example import NOVEMBER, VENDOR
from tests.services_example import empty_house
from tests.test_services_compliance import house_of_november
from ui.training import board_pictures

PAGE = "training/board"
MONTH = {"vendor": VENDOR, "period": "2026-11"}


@pytest.mark.parametrize(
    ("lang", "said", "lacks"),
    [("zh", "各职场各课程的持有情况", "无记录"), ("en", "Who holds what, by site and course", "No record")],
)
def test_the_board_names_who_lacks_a_course_and_why(
    data_folder, monkeypatch, lang: str, said: str, lacks: str
) -> None:
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        house_of_november(cast)
        cast.clock.at = datetime(2026, 12, 2, 1, tzinfo=UTC)
        app = fine(opened(cast, PAGE, Role.VIEWER, lang, **MONTH))
        assert said in words(app)
        values = [metric.value.replace(" ", "") for metric in app.metric]
        assert values == ["80.00%", "80.00%", "80.00%", "–", "0"]
        [names] = [frame.value for frame in app.dataframe]
        assert names.iloc[0].tolist() == ["0005", "王*", lacks, "从未" if lang == "zh" else "never"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_full_cell_is_green_only_where_no_compliance_course_has_run_out(
    data_folder, monkeypatch, lang
) -> None:
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        house_of_november(cast)
        found = boards.board(cast.house, cast.manager, VENDOR, NOVEMBER)
    frame = board_pictures.holding(found, lang)
    told = dict(zip(frame.course_code, zip(frame.sign, frame.verdict, frame.told, strict=True), strict=True))
    assert told == {"HOTLINE": ("✓", "met", "5 / 5"), "PRIVACY": ("✕", "missed", "4 / 5")}
    late = boards.RunsOut(None, None, Expiring("m", "A", "PRIVACY", True, date(2026, 11, 1)))
    blocked = board_pictures.holding(boards.replace(found, run_out=(late,)), lang)
    assert "met" not in set(blocked.verdict)
    assert list(blocked.loc[blocked.course_code == "HOTLINE", "sign"]) == ["✓"]
    assert Fraction(*reversed(found.cells["A", "HOTLINE"])) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_roster_the_board_says_what_is_needed(data_folder, monkeypatch, lang: str) -> None:
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        fine(opened(cast, PAGE, Role.VIEWER, lang))


@pytest.mark.parametrize(("lang", "label"), [("zh", "查看培训"), ("en", "See the training")])
def test_a_clause_of_our_reckoning_leads_to_the_board(data_folder, monkeypatch, lang, label) -> None:
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        house_of_november(cast)
        cast.clock.at = datetime(2026, 12, 2, 1, tzinfo=UTC)
        where = {"contract": "LINE-2026", "period": "2026-11", "clause": "COV"}
        app = fine(opened(cast, "results/scorecard", Role.VIEWER, lang, **where))
        links = [link.proto for link in app.get("page_link")]
        assert any(link.label == label and "training-board" in str(link) for link in links)
