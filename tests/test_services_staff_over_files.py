"""A house remembers who left by the files that came, as long as they count, and by its rules of privacy."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import text as sql

from core.errors import NotAllowedError
from core.principal import Principal, Role
from core.privacy import AgentRule
from core.text import Text
from importers.draft import Choice, Directory
from services.house.bootstrap import House
from services.known.directory import save_site, save_vendor, sites
from services.reports.import_report import Staged, commit, discard, rejects_file, stage, withdraw
from services.reports.staff_over_files import with_staff
from tests.reports_example import line_house
from tests.test_importers_left_agents import book
from tests.test_importers_staff_over_files import BACK, LEFT, WORKS, month


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house, over SQLite and over a real PostgreSQL, with a second vendor."""
    house, who = line_house(tmp_path / "data", database_url)
    save_vendor(house, who, "DONGHAI", Text("东海呼叫", "Donghai"))
    yield house, who
    house.close()


def shown(line, file, vendor: str = "YUNHE", name: str = "") -> Staged:
    house, who = line
    return stage(house, who, name or file[0], book(**file[1]), Choice(vendor))


def bring(line, file, vendor: str = "YUNHE", name: str = "") -> str:
    """Commit a file; gives the batch that it made."""
    house, who = line
    return commit(house, who, shown(line, file, vendor, name).file.id).batches[0].id


def tomorrow(house: House) -> None:
    house.clock.at += timedelta(days=1)


def said(staged: Staged) -> list[tuple[str, str]]:
    codes = ("left_agent_works", "leaver_listed")
    return [(f.code, f.place.in_("en")) for f in staged.findings if f.code in codes]


MAY, JUNE = month(5, 3, staff=[LEFT]), month(6, 2, 3)
OUT = [("left_agent_works", "坐席!C2"), ("left_agent_works", "坐席!C3")]
LISTED = ("leaver_listed", "人员名册!A3")


def test_a_leaver_of_an_earlier_file_is_kept_out_of_a_later_one_and_named_to_whoever_it_is_sent_back(line):
    house, who = line
    may = bring(line, MAY)
    tomorrow(house)
    june = shown(line, JUNE)
    assert said(june) == OUT and june.batches[0].record.counts["rejected"] == 2
    (first, *_) = [f for f in june.findings if f.code == "left_agent_works"]
    assert "《2026-05.xlsx》人员名册!D3" in first.sentence("zh")
    commit(house, who, june.file.id)
    # Whatever comes later, or is taken back: the rows that were kept out then go back.
    tomorrow(house)
    others = [["2002", "李四", "2025-01-01", "2026-05-29", "离职"]]
    bring(line, month(5, 3, staff=others), name="2026-05 更正.xlsx")
    withdraw(house, who, may, "报错了人员")
    _name, data = rejects_file(house, who, june.file.id, "zh")
    table = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [row[:2] for row in table.iter_rows(min_row=2, values_only=True)] == [("坐席", 2), ("坐席", 3)]


@pytest.mark.parametrize("what", ["waits", "let go", "withdrawn"])
def test_a_file_that_does_not_count_says_nothing_of_leavers(line, what):
    house, who = line
    if what == "withdrawn":
        withdraw(house, who, bring(line, MAY), "报错了人员")
    else:
        waiting = shown(line, MAY)
        if what == "let go":
            discard(house, who, waiting.file.id)
    assert said(shown(line, JUNE)) == []


def test_who_is_back_is_back_for_the_files_to_come_until_that_is_taken_back(line):
    house, who = line
    bring(line, MAY)
    june = bring(line, month(6, 12, staff=[BACK]))
    assert said(shown(line, month(7, 2))) == []
    withdraw(house, who, june, "名册有误")
    assert said(shown(line, month(8, 2))) == OUT[:1]


def test_a_leaver_still_on_the_list_is_named_with_both_cells(line):
    bring(line, MAY)
    june = shown(line, month(6, staff=[["01001", *WORKS[1:]]]))
    assert said(june) == [LISTED]
    (finding,) = [f for f in june.findings if f.code == "leaver_listed"]
    assert finding.facts["vendor"] == "YUNHE" and "《2026-05.xlsx》人员名册!D3" in finding.sentence("zh")


def test_another_vendor_with_the_same_code_is_told_nothing(line):
    bring(line, MAY)
    june = shown(line, month(6, 2, staff=[WORKS]), "DONGHAI")
    assert said(june) == [] and "2026-05" not in str(june.findings)


def test_a_report_sent_again_with_nothing_but_its_list_put_right_comes_in(line):
    bring(line, month(5, 3, staff=[LEFT]))
    assert shown(line, month(5, 3, staff=[LEFT]), name="2026-05 再报.xlsx").same_as is not None
    again = shown(line, month(5, 3, staff=[WORKS]), name="2026-05 更正.xlsx")
    assert again.same_as is None and said(again) == [LISTED]
    house, who = line
    commit(house, who, again.file.id)
    assert said(shown(line, JUNE)) == []
    # And is the same from then on.
    assert shown(line, month(5, 3, staff=[WORKS]), name="2026-05 更正2.xlsx").same_as is not None


def test_rows_kept_out_by_a_list_that_was_wrong_come_in_with_the_same_file(line):
    bring(line, MAY)
    bring(line, JUNE)
    assert shown(line, JUNE).same_as is not None
    bring(line, month(5, 3, staff=[WORKS]), name="2026-05 更正.xlsx")
    again = shown(line, JUNE)
    assert again.same_as is None and said(again) == []
    assert again.batches[0].record.counts["new"] == 2


def test_nobody_is_told_of_leavers_of_a_vendor_that_is_not_theirs(line):
    house, _who = line
    bring(line, MAY)
    theirs = Principal("01JDONGHAI", "东海专员", Role.MANAGER, "zh", frozenset({"DONGHAI"}))
    told = [with_staff(house, who, Directory(), None).staff for who in (line[1], theirs)]
    assert [list(each) for each in told] == [["YUNHE"], []]
    with pytest.raises(NotAllowedError):
        with_staff(house, theirs, Directory(), "YUNHE")


def test_what_was_said_is_added_to_and_never_changed(line):
    house, _who = line
    bring(line, MAY)
    with pytest.raises(Exception, match="append-only"), house.database.write() as uow:
        uow.connection.execute(sql("UPDATE staff_said SET agent = 'x'"))


def test_nothing_kept_tells_who_left_where_the_rule_of_a_site_hides_it(tmp_path: Path):
    house, who = line_house(tmp_path / "data")
    line = house, who
    save_site(house, who, "YUNHE", "CS", Text("长沙", "Changsha"), agents=AgentRule.HASH)
    number, sheets = month(5, 3, staff=[["GH-778899", "张三丰", "2025-01-01", "2026-05-20", "离职"]])
    bring(line, (number, sheets))
    again = shown(line, month(6, 2, agent="gh-778899", staff=[["GH-778899", "张三丰", "", "", "在职"]]))
    assert said(again) == [OUT[0], LISTED]
    (finding,) = [f for f in again.findings if f.code == "leaver_listed"]
    assert str(finding.facts["agent"]).startswith("~")
    with house.database.read() as uow:
        kept = str(uow.staff_said.standing())
    assert kept.count("StaffSaidRecord") == 1
    assert not {"GH-778899", "gh-778899", "张三丰"} & set(kept.replace("'", " ").split())
    (site,) = sites(house, who, "YUNHE")
    save_site(house, who, "YUNHE", "CS", site.name, site.version, agents=AgentRule.DROP)
    bring(line, month(7, staff=[["GH-998877", "李四", "", "2026-07-20", "离职"]]))
    with house.database.read() as uow:
        assert len(uow.staff_said.standing()) == 1
    house.close()
