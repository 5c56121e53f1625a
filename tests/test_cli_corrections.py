"""Wrong figures are set right on the command line: a report returned for a new one, one figure corrected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.language import use_resolver
from tests.command_line import Place, run
from tests.reports_example import CONTRACT, daily_report

#: Two sites on one day: a count of the day stands in two cells.
SITES = (
    "日期,职场,人工请求量,人工接通量,放弃量,20秒接通量\n"
    "2026-09-01,南昌,600,570,30,500\n2026-09-01,上饶,400,390,10,350\n"
)
OF_DAY = ("--contract", "LINE-2026", "--clause", "SL20", "--day", "2026-10-03")
WHY = ("--reason", "甲方系统当日为 900")


@pytest.fixture(autouse=True)
def _language_restored() -> Iterator[None]:
    yield
    use_resolver(lambda: "zh")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A house with one contract and its vendor's October."""
    found = Place(tmp_path / "data", None)
    (tmp_path / "line.yaml").write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "十月日报.csv").write_text(daily_report("2026-10"), encoding="utf-8")
    assert run(found, "contract", "load", tmp_path / "line.yaml").code == 0
    assert run(found, "import", tmp_path / "十月日报.csv", "--vendor", "YUNHE").code == 0
    return found


def judged(place: Place) -> tuple[str, list[str]]:
    lines = run(place, "assess", "--period", "2026-10", "--json").json["results"]
    line = next(each for each in lines if each["clause"] == "SL20")
    return line["numerator"], line["flags"]


@pytest.mark.parametrize("named", [("--cell", "E4"), ("--cell", "e4"), ("--count", "answered_within_20")])
def test_a_figure_is_corrected_listed_and_the_correction_withdrawn(place: Place, named) -> None:
    before, _ = judged(place)
    ran = run(place, "correction", "add", *OF_DAY, *named, "--value", "900", *WHY, "--json")
    made = ran.json["correction"]
    assert (ran.code, ran.json["schema"]) == (0, "plumbline.correction_add/1")
    assert (made["cell"], made["before"], made["after"], made["by"]) == ("E4", "850", "900", "周明")
    assert ran.json["judged"] == [{"contract": "LINE-2026", "period": "2026-10"}]
    assert judged(place) == (str(int(before) + 50), ["corrected"])
    listed = run(place, "correction", "list", "--contract", "LINE-2026", "--period", "2026-10", "--json")
    assert [(each["correction"], each["state"]) for each in listed.json["corrections"]] == [
        (made["correction"], "counts")
    ]
    table = run(place, "correction", "list", "--contract", "LINE-2026", "--period", "2026-10")
    assert all(words in table.out for words in ("E4", "20秒内接通量", "850", "900", "已生效", WHY[1]))
    back = run(place, "correction", "withdraw", made["correction"], "--reason", "误更正", "--json")
    assert (back.code, back.json["schema"]) == (0, "plumbline.correction_withdraw/1")
    assert judged(place)[0] == before
    again = run(place, "correction", "list", "--contract", "LINE-2026", "--period", "2026-10", "--json")
    ((withdrawn, state),) = [(each["withdrawn"], each["state"]) for each in again.json["corrections"]]
    assert (withdrawn["by"], withdrawn["why"], state) == ("周明", "误更正", "withdrawn")
    table = run(place, "correction", "list", "--contract", "LINE-2026", "--period", "2026-10")
    assert all(words in table.out for words in ("周明", withdrawn["at"][:10], "误更正"))


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        ((*OF_DAY, "--cell", "E4", "--value", "850", *WHY), 1, "correction_same"),
        ((*OF_DAY, "--cell", "E4", "--value", "8.5", *WHY), 1, "number"),
        ((*OF_DAY, "--cell", "Z9", "--value", "900", *WHY), 1, "not_found"),
        ((*OF_DAY, "--value", "900", *WHY), 1, "figure_unclear"),
        ((*OF_DAY, "--cell", "E4", "--value", "900", "--reason", " "), 1, "reason_needed"),
        (("--contract", "NONE", *OF_DAY[2:], "--cell", "E4", "--value", "9", *WHY), 1, "not_found"),
        ((*OF_DAY[:-1], "3.10.2026", "--cell", "E4", "--value", "900", *WHY), 2, "wrong_use"),
        ((*OF_DAY, "--cell", "E4", "--value", "900"), 2, "wrong_use"),
    ],
)
def test_what_cannot_be_a_correction_changes_nothing(place: Place, words, code, reason) -> None:
    before = judged(place)
    ran = run(place, "correction", "add", *words, "--json")
    assert (ran.code, ran.json["refusal"]["reason"]) == (code, reason), ran
    assert judged(place) == before


def test_a_count_that_stands_in_two_cells_is_named_by_its_cell(place: Place) -> None:
    file = place.folder.parent / "九月.csv"
    file.write_text(SITES, encoding="utf-8")
    run(place, "import", file, "--vendor", "YUNHE")
    day = (*OF_DAY[:-1], "2026-09-01")
    asked = run(place, "correction", "add", *day, "--count", "answered_within_20", "--value", "1", *WHY)
    assert asked.code == 1 and "F2 20秒内接通量 500" in asked.err and "F3 20秒内接通量 350" in asked.err
    done = run(place, "correction", "add", *day, "--cell", "F3", "--value", "351", *WHY, "--json")
    assert done.json["correction"]["before"] == "350" and list(done.json["correction"]["split"]) == ["site"]


@pytest.mark.parametrize("by", ["file", "batch"])
def test_a_report_is_returned_with_the_text_to_send_and_the_return_taken_back(place: Place, by) -> None:
    key = run(place, "batches", "--json").json["batches"][0]["batch"]
    named = place.folder.parent / "十月日报.csv" if by == "file" else key
    ran = run(place, "return", named, "--reason", "放弃量不符", "--json")
    assert (ran.code, ran.json["schema"]) == (0, "plumbline.return/1")
    assert "十月日报.csv" in ran.json["text"] and "放弃量不符" in ran.json["text"]
    assert [batch["batch"] for batch in ran.json["batches"]] == [key]
    assert "provisional" in judged(place)[1]
    again = run(place, "return", named, "--reason", "再", "--json")
    assert (again.code, again.json["refusal"]["reason"]) == (1, "nothing_to_return")
    undone = run(place, "return-undo", named, "--json")
    assert (undone.code, undone.json["schema"]) == (0, "plumbline.return_undo/1")
    assert "provisional" not in judged(place)[1]
    assert run(place, "return-undo", named).code == 1


def test_a_return_without_a_reason_is_wrong_use_and_of_no_file_is_refused(place: Place) -> None:
    assert run(place, "return", "01NOSUCHFILE").code == 2
    assert run(place, "return", "01NOSUCHFILE", "--reason", "x").code == 1


def test_english_is_english(place: Place) -> None:
    named = place.folder.parent / "十月日报.csv"
    ran = run(place, "return", named, "--reason", "too few", "--lang", "en")
    assert "Yunhe Service: your report" in ran.out and "2026-10-01 – 2026-10-31" in ran.out
