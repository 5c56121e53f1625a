"""`relief` on the command line: tried, asked for, listed, decided by another, withdrawn; both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.language import use_resolver
from core.principal import Role
from services.known.people import add_person
from tests.command_line import Place, run
from tests.reports_example import CONTRACT, bring, daily_report, line_house

MONTH = ("--contract", "LINE-2026", "--period", "2026-10")
ASKED = ("relief", "ask", *MONTH, "--clause", "SL20", "--reason", "甲方系统中断")
CELLS = ("--mechanism", "remove_cells", "--cell", "2026-10-03..2026-10-05")


@pytest.fixture(autouse=True)
def _language_restored() -> Iterator[None]:
    yield
    use_resolver(lambda: "zh")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """October of the line, 70 % in time on each day; a manager and an approver."""
    house, who = line_house(tmp_path / "data", contract=CONTRACT)
    add_person(house, "赵总", Role.APPROVER)
    bring(house, who, daily_report("2026-10", within=700))
    house.close()
    return Place(tmp_path / "data")


def by(name: str) -> dict[str, str]:
    return {"PLUMBLINE_USER": name}


def verdict(place: Place) -> str:
    lines = run(place, "assess", "--period", "2026-10", "--json").json["results"]
    return next(each["verdict"] for each in lines if each["clause"] == "SL20")


def test_tried_asked_listed_decided_and_withdrawn(place: Place) -> None:
    deem = ("--mechanism", "deem_met")
    tried = run(place, *ASKED, *deem, "--dry-run", "--json", **by("王经理"))
    assert (tried.code, tried.json["relief"]) == (0, None)
    assert tried.json["month"]["clauses"][0]["verdict"] == ["missed", "met"]
    key = run(place, *ASKED, *deem, "--json", **by("王经理")).json["relief"]
    listed = run(place, "relief", "list", *MONTH, "--json").json["reliefs"]
    assert [(each["relief"], each["state"]) for each in listed] == [(key, "requested")]
    own = run(place, "relief", "decide", key, "--to", "granted", "--reason", "x", "--json", **by("王经理"))
    assert own.code == 1
    said = run(place, "relief", "decide", key, "--to", "granted", "--reason", "属实", "--json", **by("赵总"))
    assert (said.code, said.json["state"], verdict(place)) == (0, "granted", "met")
    back = run(place, "relief", "withdraw", key, "--reason", "误批", "--json", **by("王经理"))
    assert (back.json["state"], verdict(place)) == ("withdrawn", "missed")


def test_a_missing_report_is_deemed_failed_by_a_manager_alone(place: Place) -> None:
    words = ("relief", "deem-failed", *MONTH, "--clause", "RPT", "--reason", "逾期未报", "--json")
    assert run(place, *words, **by("赵总")).code == 1
    said = run(place, *words, **by("王经理"))
    assert (said.code, said.json["state"]) == (0, "granted")
    lines = run(place, "assess", "--period", "2026-10", "--json").json["results"]
    assert next(each["verdict"] for each in lines if each["clause"] == "RPT") == "missed"


def test_misses_are_laid_to_one_incident(place: Place) -> None:
    words = ("relief", "one-incident", *MONTH, "--clause", "SL20", "--clause", "ABN", "--incident", "INC-7")
    said = run(place, *words, "--reason", "机房断电", "--json", **by("王经理"))
    assert (said.code, said.json["clauses"]) == (0, ["SL20", "ABN"])
    back = ("relief", "part-incident", *MONTH, "--clause", "ABN", "--reason", "另有原因", "--json")
    assert run(place, *back, **by("王经理")).json["clauses"] == ["ABN"]


@pytest.mark.parametrize(
    ("terms", "kept"),
    [
        (CELLS, {"cells": [{"from": "2026-10-03", "to": "2026-10-05"}]}),
        (("--mechanism", "remove_contacts", "--counts", "SL20=/1,400"), {"counts": {"SL20": ["0", "1400"]}}),
        (("--mechanism", "replace_target", "--target", "70", "--minimum", "65.5"),
         {"target": "70", "minimum": "65.5"}),
    ],
)  # fmt: skip
def test_each_mechanism_takes_its_terms_exactly(place: Place, terms, kept) -> None:
    assert run(place, *ASKED, *terms, **by("王经理")).code == 0
    [found] = run(place, "relief", "list", *MONTH, "--json").json["reliefs"]
    assert found["terms"] == kept


def test_intervals_come_from_a_file_as_copied_from_excel(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "预测.txt"
    file.write_text("10-03 14:00\t500\t600\t300\t600\n10-03 15:00\t400\t900\t450\t900\n", encoding="utf-8")
    cap = ("--mechanism", "cap_volume", "--excess", file, "--tolerance", "10")
    ran = run(place, *ASKED, *cap, "--dry-run", "--json", **by("王经理"))
    # 50 of 600 and 460 of 900 lie beyond 110 % of the forecast; half of each was in time.
    assert "255 from the numerator, 510 from the denominator" in ran.json["steps"]["SL20"][1]["en"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("total ", "After relief 70 %, target ≥ 80 %: missed", "3,000 from the denominator")),
        ("zh", ("总分", "剔除后 70%，目标 ≥ 80%：未达标", "分母减 3,000")),
    ],
)
def test_people_read_total_and_steps_in_their_language(place: Place, lang: str, words) -> None:
    said = run(place, *ASKED, *CELLS, "--dry-run", "--lang", lang, **by("王经理")).out
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--mechanism", "forgive"), 2),
        (("--mechanism", "deem_failed"), 2),
        (("--mechanism", "remove_cells", "--cell", "3 October"), 1),
        (("--mechanism", "remove_cells", "--cell", "2026-10-03@12-9"), 1),
        (("--mechanism", "remove_cells", "--cell", "2026-10-03@team=A"), 1),
        (("--mechanism", "remove_contacts", "--counts", "SL20"), 1),
        (("--mechanism", "replace_target", "--target", "much"), 1),
        (("--mechanism", "deem_met", "--evidence", "nowhere.pdf"), 2),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(place: Place, words, code) -> None:
    assert run(place, *ASKED, *words, "--json", **by("王经理")).code == code
    assert run(place, "relief", "list", *MONTH, "--json").json["reliefs"] == []
