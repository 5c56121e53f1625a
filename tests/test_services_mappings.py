"""The commit is the confirmation: kept with it, gone with it, and the next file of the kind asks nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reports_example import choice, line_house

from core.errors import NotFoundError
from importers.draft import Choice, Said
from services.contracts.contracts import load_contract
from services.house.jobs import choice_of, import_payload
from services.judging.month_result import MonthResult
from services.reports import import_again, mappings
from services.reports.import_files import bring_in
from services.reports.import_report import commit, discard, rejects_file, stage, withdraw

HEAD = "日期,人工请求量,人工接通量,回访量"
OCTOBER = f"{HEAD}\n2026-10-01,100,90,7\n"
NOVEMBER = f"{HEAD}\n2026-11-01,120,96,9\n"
CHANGED = "日期,人工请求量,人工接通总量,回访量\n2026-11-01,120,96,9\n"


@pytest.fixture
def line(tmp_path):
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def staged(line, text, said=None, name="日报.csv"):
    return stage(*line, name, text.encode(), said or choice())


def kept_under_its_own_name(line, text=OCTOBER):
    """October, with 回访量 kept as an extra measure, committed."""
    first = staged(line, text)
    (sheet,) = mappings.sheets(*line, first.file.id, choice())
    key = next(column.key for column in sheet.columns if column.header == "回访量")
    said = {sheet.signature: {key: Said("x_回访量")}}
    again, _ = mappings.say(*line, first.file.id, choice(), said)
    return commit(*line, again.file.id)


def known(line):
    return [sheet.record for sheet in mappings.known_sheets(*line)]


def test_nothing_is_known_before_a_commit(line):
    shown = staged(line, OCTOBER)
    assert known(line) == []
    discard(*line, shown.file.id)
    assert known(line) == []


def test_the_commit_keeps_what_every_column_was_read_as_and_next_month_is_silent(line):
    done = kept_under_its_own_name(line)
    (record,) = known(line)
    assert (record.vendor, record.file_id, record.confirmed_by) == ("YUNHE", done.file.id, "王经理")
    assert {c["header"]: c["field"] for c in record.columns}["回访量"] == "x_回访量"
    next_month = staged(line, NOVEMBER)
    assert not next_month.questions
    assert not {"header_unknown", "header_unknown_near"} & {f.code for f in next_month.findings}
    assert "x_回访量" in next_month.batches[0].record.measures


def test_the_same_sheet_once_more_is_kept_once(line):
    kept_under_its_own_name(line)
    commit(*line, staged(line, NOVEMBER).file.id)
    assert len(known(line)) == 1


def test_a_changed_sheet_waits_until_a_person_has_said_its_columns(line):
    kept_under_its_own_name(line)
    shown = staged(line, CHANGED)
    assert shown.blocked and "sheet_changed" in {f.code for f in shown.findings}
    (sheet,) = mappings.sheets(*line, shown.file.id, choice())
    assert [change.kind for change in sheet.change.changes] == ["renamed"]
    key = next(column.key for column in sheet.columns if column.header == "人工接通总量")
    says = {sheet.signature: {key: Said("answered"), "回访量": Said("")}}
    again, _ = mappings.say(*line, shown.file.id, choice(), says)
    assert not again.blocked
    commit(*line, again.file.id)
    assert len(known(line)) == 2
    # The vendor goes back to its former sheet: that is known as well.
    assert not staged(line, OCTOBER.replace("2026-10-01", "2026-10-02")).blocked


def test_a_file_taken_back_confirms_nothing_any_more(line):
    done = kept_under_its_own_name(line)
    withdraw(*line, done.batches[0].id, "wrong columns")
    assert known(line) == []
    assert {"header_unknown", "header_unknown_near"} & {f.code for f in staged(line, NOVEMBER).findings}


def test_what_was_confirmed_before_holds_again_after_a_withdrawal(line):
    commit(*line, staged(line, OCTOBER).file.id)
    (first,) = known(line)
    other = kept_under_its_own_name(line, NOVEMBER)
    assert known(line)[0].id != first.id
    withdraw(*line, other.batches[0].id, "wrong columns")
    assert [record.id for record in known(line)] == [first.id]


def test_a_forgotten_sheet_is_looked_at_as_if_it_were_the_first(line):
    kept_under_its_own_name(line)
    (record,) = known(line)
    mappings.forget(*line, record.id)
    assert known(line) == []
    with pytest.raises(NotFoundError):
        mappings.forget(*line, record.id)


def test_a_preview_is_read_again_as_it_was_said_even_after_a_reload(line):
    """The session that said it is gone: what was said is kept with the file."""
    shown = staged(line, OCTOBER)
    (sheet,) = mappings.sheets(*line, shown.file.id, choice())
    again, _ = mappings.say(*line, shown.file.id, choice(), {sheet.signature: {"回访量": Said("x_回访量")}})
    fields = {c.header: c.field for c in import_again.columns(*line, again.file.id)}
    assert fields["回访量"] == "x_回访量"
    assert rejects_file(*line, again.file.id, "zh")[0].endswith(".xlsx")


def test_what_was_said_of_columns_travels_with_a_job(line):
    said = Choice(vendor="YUNHE", sheets={"abc": {"时长": Said("talk", "min")}})
    assert choice_of(import_payload(*line, "大表.csv", b"x", said)) == said


def test_saying_the_columns_of_a_file_that_is_in_anew_is_no_repetition(line):
    kept_under_its_own_name(line)
    sheet = known(line)[0]
    said = replace(choice(), sheets={sheet.signature: {"回访量": Said("")}})
    assert staged(line, OCTOBER, said).same_as is None


OWN = """
contract:
  code: OWN-2026
  version: '1'
  name: {zh: 自有指标, en: Own indicator}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
indicators:
  - {code: CALLBACKS, name: {zh: 回访率, en: Callback rate},
     numerator: {x_回访量: 1}, denominator: {offered: 1}, scale: 100, unit: percent}
clauses:
  - {code: CB, name: {zh: 回访率, en: Callback rate}, indicator: CALLBACKS, target: 5, weight: 100,
     score: {method: full_or_zero}}
"""


def test_an_extra_measure_is_judged_by_a_contracts_own_indicator(line):
    load_contract(*line, OWN, "own.yaml")
    done = kept_under_its_own_name(line)
    (month,) = [m for m in done.months if isinstance(m, MonthResult) and m.contract.code == "OWN-2026"]
    (clause,) = month.lines
    assert (clause.judgement.numerator, clause.judgement.denominator) == (7, 100)


def test_the_command_line_takes_a_changed_sheet_as_proposed_only_where_told_to(line, tmp_path):
    kept_under_its_own_name(line)
    path = tmp_path / "日报.csv"
    path.write_text(f"{HEAD},溢出量\n2026-11-01,120,96,9,3\n", encoding="utf-8")
    assert bring_in(*line, path, choice()).refused
    taken = bring_in(*line, path, replace(choice(), confirmed=True))
    assert not taken.refused and "flow_out" in taken.batches[0].measures


CALLS = "来电时间,等待时长(秒),通话时长(秒),通话结果\n"
MAY = f"{CALLS}2026-05-01 09:00:00,5,60,正常通话\n2026-05-01 09:01:00,30,0,客户挂机\n"


def test_what_a_word_of_a_call_list_means_is_kept_with_the_commit_and_not_asked_again(line):
    asked = staged(line, MAY, name="通话明细.csv")
    (question,) = asked.questions
    told = replace(choice(), words={question.subject: "abandoned"})
    assert choice_of(import_payload(*line, "通话明细.csv", MAY.encode(), told)) == told
    commit(*line, import_again.again(*line, asked.file.id, told).file.id)
    (record,) = known(line)
    assert [c["words"] for c in record.columns if c["words"]] == [{"客户挂机": "abandoned"}]
    june = staged(line, MAY.replace("2026-05", "2026-06"), name="通话明细.csv")
    assert not june.questions and june.batches[0].record.counts["rejected"] == 0
