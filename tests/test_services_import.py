"""A file comes in: previewed, committed exactly as shown, superseded, withdrawn; and everything refused."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from core.batch import Role as FactRole
from core.batch import Source
from core.errors import DecisionNeeded, NotAllowedError, StaleBatchError, WrongInputError
from core.principal import Principal, Role
from core.tally import Flag
from core.verdict import Verdict
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.house.bootstrap import House
from services.judging import judge_again
from services.judging.assess_month import current
from services.known.people import add_person
from services.reports.import_files import bring_in
from services.reports.import_report import (
    commit,
    discard,
    preview_file,
    rejects_file,
    stage,
    staged,
    withdraw,
)
from services.reports.received import received
from services.results.follow import days, rows
from services.work.doctor import examine
from tests.reports_example import (
    CONTRACT,
    bring,
    choice,
    counted_report,
    daily_report,
    line_house,
    previewed,
    report,
)


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with the line's contract, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def value(house: House, who: Principal, clause: str = "SL20", label: str = "2026-10") -> tuple[int, int]:
    judgement = current(house, who, "LINE-2026", label).line(clause).judgement
    return int(judgement.numerator), int(judgement.denominator)


def counts(file) -> dict[str, int]:
    return dict(file.batches[0].record.counts)


def test_a_preview_changes_nothing_and_its_commit_exactly_what_it_showed(line):
    house, who = line
    shown = previewed(house, who, daily_report("2026-10"))
    assert counts(shown) == {"new": 31, "changed": 0, "unchanged": 0, "rejected": 0, "gone": 0}
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.verdict is Verdict.NOT_REPORTED
    commit(house, who, shown.file.id)
    assert value(house, who) == (26_350, 31_000)


def test_a_commit_judges_the_months_it_concerns(line):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    assert [(month.contract.code, month.label) for month in done.months] == [("LINE-2026", "2026-10")]


def test_the_same_file_again_says_when_it_came_first(line):
    house, who = line
    first = bring(house, who, daily_report("2026-10"))
    again = previewed(house, who, daily_report("2026-10"))
    assert again.same_as.id == first.batches[0].id
    assert again.same_as.committed_by == "王经理"
    assert again.batches == ()


def test_equal_content_in_other_bytes_is_the_same_too(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    assert previewed(house, who, daily_report("2026-10") + "\n", "copy.csv").same_as


def test_a_corrected_file_shows_before_and_after_and_keeps_the_rest(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    fixed = report([(date(2026, 10, 3), 1000, 960, 40, 700), (date(2026, 10, 4), 1000, 960, 40, 850)])
    shown = previewed(house, who, fixed, "fixed.csv")
    assert counts(shown) == {"new": 0, "changed": 1, "unchanged": 1, "rejected": 0, "gone": 0}
    change = shown.batches[0].changes[0]
    assert (change.measure, change.before, change.after) == ("answered_within_20", 850, 700)
    commit(house, who, shown.file.id)
    assert value(house, who) == (26_350 - 150, 31_000)


def test_rows_no_longer_in_the_file_leave_the_sums(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, daily_report("2026-10", days=30), "short.csv", choice("2026-10"))
    assert counts(shown)["gone"] == 1
    commit(house, who, shown.file.id)
    assert value(house, who) == (25_500, 30_000)


def test_a_rejected_row_stays_out_and_makes_the_verdict_provisional(line):
    house, who = line
    lines = daily_report("2026-10").replace("2026-10-05,1000,960", "2026-10-05,1000,1060")
    shown = previewed(house, who, lines)
    assert counts(shown) == {"new": 30, "changed": 0, "unchanged": 0, "rejected": 1, "gone": 0}
    commit(house, who, shown.file.id)
    judgement = current(house, who, "LINE-2026", "2026-10").line("SL20").judgement
    assert (judgement.denominator, judgement.coverage.have) == (30_000, 30)
    assert Flag.PROVISIONAL in judgement.flags


def test_rejected_rows_go_back_as_a_workbook_with_reasons(line):
    house, who = line
    lines = daily_report("2026-10").replace("2026-10-05,1000,960", "2026-10-05,1000,1060")
    shown = previewed(house, who, lines)
    name, book = rejects_file(house, who, shown.file.id, "zh")
    assert name == "report_rejected.xlsx"
    assert book[:2] == b"PK"


def test_what_was_committed_since_the_preview_makes_it_stale(line):
    house, who = line
    first = previewed(house, who, daily_report("2026-10"))
    second = previewed(house, who, daily_report("2026-10", within=700), "other.csv")
    commit(house, who, second.file.id)
    with pytest.raises(StaleBatchError):
        commit(house, who, first.file.id)
    assert value(house, who) == (21_700, 31_000)


def test_a_preview_survives_a_reload(line):
    house, who = line
    shown = previewed(house, who, daily_report("2026-10"))
    again = staged(house, who, shown.file.id)
    assert again.batches[0].record.id == shown.batches[0].record.id
    assert counts(again) == counts(shown)
    commit(house, who, shown.file.id)


def test_a_file_let_go_cannot_be_committed(line):
    house, who = line
    shown = previewed(house, who, daily_report("2026-10"))
    discard(house, who, shown.file.id)
    with pytest.raises(WrongInputError, match="nothing_to_commit"):
        commit(house, who, shown.file.id)


def test_withdrawal_restores_what_stood_before_and_the_file_may_come_again(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    worse = daily_report("2026-10", within=700)
    batch = bring(house, who, worse, "worse.csv").batches[0]
    assert value(house, who) == (21_700, 31_000)
    withdraw(house, who, batch.id, "外包商发错版本")
    assert value(house, who) == (26_350, 31_000)
    assert previewed(house, who, worse, "worse.csv").same_as is None


def test_a_withdrawal_needs_a_reason(line):
    house, who = line
    batch = bring(house, who, daily_report("2026-10")).batches[0]
    with pytest.raises(WrongInputError, match="reason_needed"):
        withdraw(house, who, batch.id, " ")


MONTHLY = (
    "Month,Agent requests,Calls answered,Calls abandoned,Answered within 20s\n"
    "2026-10,31000,29760,1240,20000\n"
)


@pytest.mark.parametrize(
    ("role", "numerator"),
    [(FactRole.CHECK, 26_350), (FactRole.FACTS, 20_000)],
)
def test_a_monthly_file_on_days_already_reported_asks_which_counts(line, role, numerator):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    shown = previewed(house, who, MONTHLY, "month.csv")
    assert shown.decision
    with pytest.raises(DecisionNeeded):
        commit(house, who, shown.file.id)
    commit(house, who, shown.file.id, role)
    assert value(house, who) == (numerator, 31_000)


def test_our_own_figures_stand_beside_the_vendors_and_are_not_added(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    bring(house, who, daily_report("2026-10", within=790), "acd.csv", choice(source=Source.CLIENT))
    found = current(house, who, "LINE-2026", "2026-10").line("SL20")
    assert value(house, who) == (26_350, 31_000)
    assert [(other.source, other.numerator) for other in found.others] == [("client", 24_490)]


def test_an_unknown_vendor_blocks_and_the_file_is_still_listed(line):
    house, who = line
    text = "Date,Vendor,Agent requests,Calls answered\n2026-10-01,Nobody,10,9\n"
    shown = stage(house, who, "nobody.csv", text.encode())
    assert shown.blocked
    assert [f.code for f in shown.findings if f.severity == "blocks"] == ["vendor_unknown"]
    assert [view.is_refused for view in received(house, who)] == [True]


def test_a_viewer_may_not_import(line):
    house, _ = line
    viewer = add_person(house, "陈看", Role.VIEWER)
    with pytest.raises(NotAllowedError):
        previewed(house, viewer, daily_report("2026-10"))


def test_every_figure_leads_to_its_cell(line):
    house, who = line
    bring(house, who, daily_report("2026-10"))
    found = rows(house, who, "LINE-2026", "2026-10", "SL20", date(2026, 10, 7))
    assert found.total == 1
    assert found.lines[0].file_name == "report.csv"
    assert found.lines[0].cells["answered_within_20"] == "E8"
    assert [figure.verdict for figure in days(house, who, "LINE-2026", "2026-10", "SL20")] == [
        Verdict.MET
    ] * 31


def test_after_all_of_it_the_data_folder_is_sound(line):
    house, who = line
    batch = bring(house, who, daily_report("2026-10")).batches[0]
    withdraw(house, who, batch.id, "试")
    bring(house, who, daily_report("2026-10"))
    assert examine(house, who) == []


def test_days_a_files_month_leaves_out_are_missing_not_zero(line):
    house, who = line
    bring(house, who, daily_report("2026-10", days=28), said=choice("2026-10"))
    judgement = current(house, who, "LINE-2026", "2026-10").line("SL20").judgement
    assert (judgement.coverage.have, judgement.coverage.expected) == (28, 31)
    assert Flag.PROVISIONAL in judgement.flags


def test_a_vendor_named_by_the_file_is_taken_where_nobody_can_be_asked_and_that_is_kept(line, tmp_path):
    house, who = line
    path = tmp_path / "yunhe 2026-10.csv"
    path.write_text(counted_report("2026-10"), "utf-8")
    brought = bring_in(house, who, path, Choice())
    assert [batch.vendor for batch in brought.batches] == ["YUNHE"]
    (view,) = received(house, who)
    assert [finding.code for finding in view.file.findings] == ["vendor_named"]
    assert brought.as_dict()["findings"][0]["facts"]["vendor"] == "YUNHE"


def test_nothing_of_an_upload_stays_in_tmp(line):
    house, who = line
    previewed(house, who, daily_report("2026-10"))
    assert list((house.folder / "tmp").glob("received-*")) == []


def test_a_month_no_contract_governs_is_said_before_it_is_committed(line):
    house, who = line
    early = previewed(house, who, daily_report("2025-12"))
    (finding,) = [found for found in early.findings if found.code == "months_without_contract"]
    assert finding.sentence("zh") == "云禾客服在 2025-12 没有执行中的合同：数据照常导入，但不作任何判定。"
    assert finding.sentence("en") == (
        "No contract of Yunhe Service governs 2025-12: the figures come in, and nothing will be judged."
    )
    assert commit(house, who, early.file.id).months == ()
    assert "months_without_contract" in [found.code for found in received(house, who)[0].file.findings]


def test_a_month_after_the_contract_has_ended_is_said_too_and_one_inside_it_is_not(line):
    house, who = line
    house.clock.at = datetime(2027, 2, 3, tzinfo=UTC)
    late = previewed(house, who, counted_report("2027-01"))
    assert [found.code for found in late.findings] == ["months_without_contract"]
    assert previewed(house, who, counted_report("2026-12")).findings == ()


def test_figures_stay_where_judging_fails_and_that_is_said_until_it_works(line, monkeypatch):
    house, who = line
    shown = previewed(house, who, daily_report("2026-10"))
    with monkeypatch.context() as broken:
        broken.setattr(judge_again, "reassess", lambda *_args: 1 / 0)
        done = commit(house, who, shown.file.id)
        assert done.months == () and done.failed.code == "judging_failed"
        assert judge_again.judge_again(house, who, shown.file.id) is not None
    (view,) = received(house, who)
    assert view.is_live and judge_again.failure(view.file).facts["reference"]
    log = (house.folder / "logs" / "plumbline.log").read_text("utf-8")
    assert done.failed.facts["reference"] in log and "ZeroDivisionError" in log
    assert value(house, who) == (26_350, 31_000)  # the next look judges
    assert judge_again.judge_again(house, who, shown.file.id) is None
    assert judge_again.failure(received(house, who)[0].file) is None


def test_a_withdrawal_holds_where_judging_fails(line, monkeypatch):
    house, who = line
    batch = bring(house, who, daily_report("2026-10")).batches[0]
    with monkeypatch.context() as broken:
        broken.setattr(judge_again, "reassess", lambda *_args: 1 / 0)
        done = withdraw(house, who, batch.id, "重复")
    assert done.batch.withdrawn_reason == "重复"
    assert done.failed.code == "judging_failed_withdrawn" and "已撤回" in done.failed.sentence("zh")
    (view,) = received(house, who)
    assert not view.is_live and judge_again.outstanding(house, who, view.file) == done.failed
    # The next look at the month judges it, and nothing is outstanding any more.
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.verdict is Verdict.NOT_REPORTED
    assert judge_again.outstanding(house, who, view.file) is None
    assert judge_again.failure(received(house, who)[0].file) is None


def test_what_one_part_of_a_file_owes_is_not_paid_by_another(line, monkeypatch):
    house, who = line
    batch = bring(house, who, daily_report("2026-10")).batches[0]
    with monkeypatch.context() as broken:
        broken.setattr(judge_again, "reassess", lambda *_args: 1 / 0)
        withdraw(house, who, batch.id, "重复")
    judge_again.judge_after(house, who, batch.file_id, [])  # judging nothing works
    assert judge_again.failure(received(house, who)[0].file)


def test_a_script_is_told_that_judging_failed_though_the_file_is_in(line, monkeypatch, tmp_path):
    house, who = line
    path = tmp_path / "yunhe 2026-10.csv"
    path.write_text(counted_report("2026-10"), "utf-8")
    monkeypatch.setattr(judge_again, "reassess", lambda *_args: 1 / 0)
    told = bring_in(house, who, path, Choice(vendor="YUNHE")).as_dict()
    assert told["result"] == "committed" and [f["code"] for f in told["findings"]] == ["judging_failed"]


@pytest.mark.parametrize("hole", ["", "#DIV/0!"])
def test_a_day_that_lacks_one_count_counts_in_neither_part(line, hole):
    """85 of 100 on thirty days, one day's answered unknown: 85.00 %, not 2,635 of 3,004 = 87.72 %."""
    house, who = line
    rows = [(date(2026, 10, n), 100, 96 if n != 9 else hole, 4, 85) for n in range(1, 32)]
    shown = previewed(house, who, report(rows))
    (finding,) = [f for f in shown.findings if f.code == "cell_without_figure"]
    assert (finding.place.column, finding.place.row) == ("C", 10)
    commit(house, who, shown.file.id)
    said = current(house, who, "LINE-2026", "2026-10").line("SL20").judgement
    assert (said.numerator, said.denominator) == (2_550, 3_000)
    assert (said.coverage.have, said.coverage.expected) == (30, 31)
    assert Flag.PROVISIONAL in said.flags
    assert [day.day.day for day in days(house, who, "LINE-2026", "2026-10", "SL20")] == [
        n for n in range(1, 32) if n != 9
    ]


def test_a_contract_for_one_project_says_that_it_does_not_see_a_report_without_one(line):
    house, who = line
    only = CONTRACT.replace("LINE-2026", "GOLD-2026").replace(
        "clauses:", "  scope: {project: GOLD}\nclauses:"
    )
    load_contract(house, who, only, "gold.yaml")
    (finding,) = previewed(house, who, counted_report("2026-10")).findings
    assert (finding.code, finding.severity.value) == ("project_unsaid", "warns")
    assert finding.sentence("zh") == (
        "合同“热线合同”只看项目 GOLD，这份报表没有写明项目：数据照常导入，但这份合同判定不到。"
    )
    assert finding.sentence("en") == (
        "The contract “Line contract” looks at project GOLD only, and the report states no project: "
        "the figures come in, but this contract does not see them."
    )


SETTLEMENT = """
contract:
  code: LINE-2627
  version: '1'
  name: {zh: 结算月合同, en: Settlement contract}
  effective: {from: 2026-09-26, to: 2026-10-20}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
  period: {kind: settlement, first_day: 26}
clauses:
  - {code: SL20, indicator: SL, variant: SL-1, params: {threshold_s: 20}, comparison: '>=', target: 80}
"""


def test_days_outside_every_version_are_named_by_their_dates(tmp_path):
    """A settlement month from the 26th to the 25th under a contract that ends on the 20th."""
    house, who = line_house(tmp_path / "data", contract=SETTLEMENT)
    rows = [(date(2026, 9, 26) + timedelta(days=i), 100, 96, 4, 85) for i in range(30)]
    shown = previewed(house, who, report(rows))
    (finding,) = [f for f in shown.findings if f.code.endswith("_without_contract")]
    assert finding.sentence("zh") == (
        "云禾客服有 5 天不在任何合同版本的有效期内：2026-10-21 至 2026-10-25。"
        "数据照常导入，所在月份按该月的合同版本判定。"
    )
    assert "of Yunhe Service: 2026-10-21 to 2026-10-25 (5 in all)" in finding.sentence("en")
    early = previewed(house, who, report([(date(2026, 9, 20 + n), 100, 96, 4, 85) for n in range(10)]))
    codes = {f.code: f.facts.get("months") for f in early.findings}
    assert codes == {"months_without_contract": ["2026-09"]}
    house.close()


def test_the_preview_is_a_workbook_with_a_sheet_for_each_class(line):
    """One day changed, one new, one contradicting itself and one left out; the others stay."""
    house, who = line
    rows = [(date(2026, 10, n), 100, 96, 4, 85) for n in range(1, 21)]
    bring(house, who, report(rows))
    corrected = [(rows[0][0], 100, 95, 4, 85), (rows[1][0], 10, 96, 4, 85), *rows[2:19]]
    shown = previewed(house, who, report([*corrected, (date(2026, 10, 21), 7, 6, 1, 5)]))
    name, data = preview_file(house, who, shown.file.id, "en")
    assert name == "report_preview.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["New", "Changed", "Unchanged", "No longer in the file", "Rejected rows"]
    told = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    assert told["New"][0][:3] == ["Vendor", "Day", "Calls abandoned"]
    assert told["New"][1] == ["YUNHE", datetime(2026, 10, 21), 1, 6, 5, 7, None, 21]
    assert told["Changed"][1:] == [
        ["YUNHE", datetime(2026, 10, 1), "Calls answered", 96, 95, None, 2],
    ]
    assert len(told["Unchanged"]) == 18
    assert [line[1] for line in told["No longer in the file"][1:]] == [
        datetime(2026, 10, 2), datetime(2026, 10, 20),
    ]  # fmt: skip
    assert len(told["Rejected rows"]) == 2
    zh = openpyxl.load_workbook(io.BytesIO(preview_file(house, who, shown.file.id, "zh")[1]))
    assert zh.sheetnames == ["新增", "变更", "未变", "文件中已没有", "未导入的行"]
    commit(house, who, shown.file.id)
    with pytest.raises(WrongInputError):
        preview_file(house, who, shown.file.id, "zh")


def test_a_customer_groups_figure_leads_to_its_own_column(line):
    house, who = line
    head = "日期,VIP人工接通量,VIP放弃量,VIP20秒接通量,普通人工接通量,普通放弃量,普通20秒接通量"
    text = f"{head}\n2026-10-01,9,1,8,80,10,70\n"
    bring(house, who, text, "日报.csv")
    assert value(house, who) == (78, 100)
    found = rows(house, who, "LINE-2026", "2026-10", "SL20").lines
    cells = {each.scope.segment: each.cells for each in found}
    assert cells == {
        "VIP": {"answered": "B2", "abandoned": "C2", "answered_within_20": "D2"},
        "普通": {"answered": "E2", "abandoned": "F2", "answered_within_20": "G2"},
    }
