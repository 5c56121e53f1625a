"""A mobile or ID number in the name of a sheet or file is kept nowhere; every figure still leads home."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from core.principal import Principal
from core.privacy import sheet_names
from services.house.bootstrap import House
from services.house.jobs import import_payload
from services.judging.assess_month import current
from services.reports.import_files import bring_in, choice
from services.reports.import_report import commit, stage
from services.reports.inbox import message, take_in
from services.reports.marked_copy import marked_copy
from services.results.follow import rows
from tests.reports_example import choice as said
from tests.reports_example import line_house

MOBILE, OTHER, CITIZEN = "13312345678", "13399995678", "11010519491231002X"
FILE = f"恒信10月{MOBILE}.xlsx"
SECRETS = (MOBILE, OTHER, CITIZEN, "13312345678")


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def workbook(*names: str) -> bytes:
    """A sheet of ten days each; on the last sheet more are answered on the first day than asked for."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        look = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, name in enumerate(names):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["日期", "人工请求量", "人工接通量", "放弃量", "20秒接通量"])
            for day in range(1, 11):
                sheet.write_datetime(day, 0, date(2026, 10, day + 10 * at), look)
                sheet.write_row(day, 1, [1000 + at, 960, 40, 850])
            if at == len(names) - 1:
                sheet.write(1, 2, 1300)
    return out.getvalue()


def kept(house: House) -> bytes:
    """Everything that is derived: the database, the lake, the logs; not the received file itself."""
    files = [path for path in house.folder.rglob("*") if path.is_file() and "files" not in path.parts]
    return b"".join(str(path).encode() + path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["日报", MOBILE], ["日报", "133****5678"]),
        ([MOBILE, OTHER, "张三" + MOBILE], ["133****5678", "133****5678 (2)", "张三133****5678"]),
        ([MOBILE, "133****5678"], ["133****5678 (2)", "133****5678"]),  # a name that is free of them stays
        ([CITIZEN], ["110***********002X"]),
        (["5.1", "20260501", "12345678901"], ["5.1", "20260501", "12345678901"]),
    ],
)
def test_sheets_are_called_without_their_numbers_and_stay_apart(names, shown):
    assert sheet_names(names) == shown


def test_no_number_of_a_name_is_kept_or_printed(line, tmp_path):
    house, who = line
    path = tmp_path / FILE
    path.write_bytes(workbook(MOBILE, OTHER, CITIZEN))
    done = bring_in(house, who, path, choice(house, who, "YUNHE"))
    printed = json.dumps(done.as_dict(), ensure_ascii=False)
    assert done.as_dict()["file"] == "恒信10月133****5678.xlsx"
    for secret in SECRETS:
        assert secret not in printed and secret.encode() not in kept(house)


def test_every_figure_leads_to_its_own_sheet(line):
    house, who = line
    commit(house, who, stage(house, who, FILE, workbook(MOBILE, OTHER), said()).file.id)
    found = rows(house, who, "LINE-2026", "2026-10", "SL20").lines
    first, second = (next(each for each in found if each.day.day == day) for day in (2, 12))
    assert (first.sheet, first.row, first.cells["answered"]) == ("133****5678", 3, "C3")
    assert (second.sheet, second.cells["answered"]) == ("133****5678 (2)", "C3")


def test_the_marked_copy_colours_the_sheet_that_is_meant_and_comes_back(line):
    house, who = line
    first = commit(house, who, stage(house, who, FILE, workbook(MOBILE, OTHER), said()).file.id)
    copy = marked_copy(house, who, first.file.id, "zh")
    assert copy.name == "恒信10月133-5678_标注.xlsx"
    book, out = openpyxl.load_workbook(io.BytesIO(copy.data)), io.BytesIO()
    assert book.sheetnames[1:] == [MOBILE, OTHER]
    assert book[OTHER]["C2"].comment and not book[MOBILE]["C2"].comment
    book[OTHER]["C2"] = 960
    book.save(out)
    commit(house, who, stage(house, who, copy.name, out.getvalue(), said()).file.id)
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.n == 20_000


def test_the_inbox_files_it_under_a_name_without_the_number(line, tmp_path):
    house, who = line
    inbox = tmp_path / "inbox"
    (inbox / "YUNHE").mkdir(parents=True)
    dropped = inbox / "YUNHE" / FILE
    dropped.write_bytes(workbook("日报"))
    os.utime(dropped, (0, 0))
    found = take_in(house, who, inbox)
    told = json.dumps(found.as_dict(), ensure_ascii=False) + "".join(message(found, "zh"))
    assert "133****5678" in told and MOBILE not in told
    (filed,) = [path.name for path in inbox.rglob("*.xlsx")]
    assert filed == "恒信10月133xxxx5678.xlsx"  # no star: Windows allows none


def test_a_large_file_waits_without_the_number(line):
    house, who = line
    assert import_payload(house, who, FILE, b"x")["name"] == "恒信10月133****5678.xlsx"
