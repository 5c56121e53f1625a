"""`what-if` on the command line: for machines and for people, and what it refuses."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from services.records.manual_figures import enter_figure
from tests.command_line import Place, run
from tests.reports_example import bring, daily_report, line_house
from tests.test_services_what_if import PRICED

ASKED = ("what-if", "--contract", "LINE-2026", "--months", "2026-09..2026-10")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    house, who = line_house(tmp_path / "data", contract=PRICED)
    bring(house, who, daily_report("2026-10"))
    enter_figure(house, who, "LINE-2026", "2026-10", "RPT", Decimal(1), Decimal(1), "月报")
    house.close()
    return Place(tmp_path / "data")


@pytest.fixture
def draft(tmp_path: Path) -> str:
    file = tmp_path / "draft.yaml"
    file.write_text(PRICED.replace("target: 80", "target: 86"), encoding="utf-8")
    return str(file)


def test_a_draft_is_judged_for_machines_with_exact_numbers(place: Place, draft: str) -> None:
    ran = run(place, *ASKED, "--draft", draft, "--json")
    assert ran.code == 0 and ran.json["schema"] == "plumbline.what_if/1"
    assert [(month["period"], month["total"]) for month in ran.json["months"]] == [("2026-10", ["100", "98"])]
    assert ran.json["unjudged"] == [{"period": "2026-09", "why": "no_figures"}]
    assert [effect["clause"] for effect in ran.json["effects"]] == ["SL20"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("total 100.00 → 98.00", "2026-09: no figures", "Service level alone: -2.00 points")),
        ("zh", ("总分 100.00 → 98.00", "2026-09：没有数据", "单独改“20秒服务水平”：-2.00 分")),
    ],
)
def test_a_draft_is_told_in_both_languages(
    place: Place, draft: str, lang: str, words: tuple[str, ...]
) -> None:
    said = run(place, *ASKED, "--draft", draft, "--lang", lang).out
    assert [word for word in words if word not in said] == []


def test_a_month_that_is_none_and_a_file_that_is_not_there_are_wrong_use(place: Place, draft: str) -> None:
    words = ("what-if", "--contract", "LINE-2026", "--draft", draft, "--months")
    assert run(place, *words, "2026-13..2026-14", "--json").code == 2
    assert run(place, *words, "2026-10..2026-09", "--json").code == 2
    assert run(place, *ASKED, "--draft", "nowhere.yaml", "--json").code == 2
    assert run(place, *words, "2025-10", "--json").code == 1
