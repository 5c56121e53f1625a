"""`settlement` on the command line: the statement shown and issued, an entry claimed and agreed."""

from __future__ import annotations

import pytest
from command_line import Place, run

from core.month import MonthState
from core.principal import Role
from services.house.bootstrap import open_house
from services.judging.assess_month import current
from services.known.people import acting, add_person
from services.money.credit_ledger import entry, entry_evidence
from services.months.month import set_state
from tests.reports_example import CONTRACT, bring, daily_report, line_house
from tests.test_services_statements import CODE, LATE, MONEY, SEPTEMBER

ASKED = ("--contract", CODE, "--period", SEPTEMBER)


@pytest.fixture
def place(tmp_path) -> Place:
    house, who = line_house(tmp_path / "data", None, CONTRACT + MONEY)
    boss = add_person(house, "赵总", Role.APPROVER)
    bring(house, who, daily_report(SEPTEMBER, within=LATE), "m09.csv")
    current(house, who, CODE, SEPTEMBER)
    set_state(house, boss, CODE, SEPTEMBER, MonthState.FINAL)
    house.close()
    return Place(tmp_path / "data")


def as_boss(place, *words):
    return run(place, *words, "--json", PLUMBLINE_USER="赵总")


def test_a_statement_is_shown_claimed_issued_once_and_read_back(place):
    shown = run(place, "settlement", "show", *ASKED, "--json").json["statement"]
    assert (shown["amount"], shown["unclaimed"], shown["issued_at"]) == ("99000.00", "6000.00", None)
    entries = run(place, "settlement", "ledger", "--contract", CODE, "--json").json["entries"]
    credit = next(each for each in entries if each["code"] == "SL20")
    moved = run(
        place, "settlement", "move", credit["entry"], "--to", "claimed", "--day", "2026-11-22", "--json"
    )
    assert (moved.code, moved.json["entry"]["state"]) == (0, "claimed")
    issued = as_boss(place, "settlement", "issue", *ASKED)
    assert (issued.code, issued.json["statement"]["amount"]) == (0, "93000.00")
    again = as_boss(place, "settlement", "issue", *ASKED)
    assert (again.code, again.json["refusal"]["reason"]) == (1, "statement_issued")
    read = run(place, "settlement", "show", *ASKED, "--json").json["statement"]
    assert read == issued.json["statement"]


@pytest.mark.parametrize(
    "words",
    [("--to", "invoiced"), ("--to", "agreed", "--amount", "4.001"), ("--to", "claimed", "--day", "22.11.")],
)
def test_what_no_entry_can_be_taken_to_is_wrong_use(place, words):
    assert run(place, "settlement", "move", "01X", *words, "--json").code == 2


@pytest.mark.parametrize(("lang", "said"), [("zh", "服务水平每低1个百分点"), ("en", "Each point short")])
def test_people_read_lines_and_amounts(place, lang, said):
    shown = run(place, "settlement", "show", *ASKED, PLUMBLINE_LANG=lang)
    assert said in shown.out and "-1,000.00 CNY" in shown.out


def test_letters_and_minutes_are_kept_with_the_dispute_they_are_about(place, tmp_path):
    letter, minutes = tmp_path / "异议函.txt", tmp_path / "会议纪要.txt"
    letter.write_text("3,000 元不认可", "utf-8")
    minutes.write_text("退回 1,000 元", "utf-8")
    entries = run(place, "settlement", "ledger", "--contract", CODE, "--json").json["entries"]
    key = next(each["entry"] for each in entries if each["code"] == "SL20")
    assert run(place, "settlement", "move", key, "--to", "claimed", "--day", "2026-11-22", "--json").code == 0
    disputed = run(
        place, "settlement", "move", key, "--to", "disputed", "--amount", "3000", "--reason", "数据有误",
        "--evidence", str(letter), "--json",
    )  # fmt: skip
    decided = as_boss(
        place, "settlement", "decide-part", key, "--amount", "2000", "--reason", "双方会商",
        "--evidence", str(minutes),
    )  # fmt: skip
    assert (disputed.code, decided.code) == (0, 0), (disputed.out, decided.out)
    house = open_house(place.folder)
    boss = acting(house, "赵总")
    proven = [move.n for move in entry(house, boss, key).moves if move.file]
    kept = [entry_evidence(house, boss, key, n) for n in proven]
    assert [name for name, _data in kept] == ["异议函.txt", "会议纪要.txt"]
    assert kept[1][1] == minutes.read_bytes()
    house.close()


def test_the_statement_of_an_edition_is_read_back_though_its_month_is_being_corrected(place):
    issued = as_boss(place, "settlement", "issue", *ASKED).json["statement"]
    house = open_house(place.folder)
    set_state(house, acting(house, "赵总"), CODE, SEPTEMBER, MonthState.CORRECTED, "更正")
    house.close()
    assert run(place, "settlement", "show", *ASKED, "--json").json["refusal"]["reason"] == "statement_state"
    read = run(place, "settlement", "show", *ASKED, "--edition", "1", "--json")
    assert read.code == 0
    assert {**read.json["statement"], "state": "final"} == issued
    missing = run(place, "settlement", "show", *ASKED, "--edition", "2", "--json")
    assert (missing.code, missing.json["refusal"]["reason"]) == (1, "not_found")
