"""The demo: fourteen months lived through the services, with every planted fault found and no other."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from core.batch import Source
from core.clock import FixedClock
from core.errors import WrongInputError
from core.finding import Finding
from core.money import Money
from core.month import MonthState
from core.period import calendar_month
from core.principal import Principal
from core.verdict import Verdict
from qa.agreement.believable import Belief
from qa.agreement.cherry_picking import Picked, Trait
from qa.programme.commitments import CommitmentState
from qa.programme.matching import MatchState
from qa.review.states import ReviewState
from qa.training.chain import CauseKind, MustAct
from services.audits.foreign_audits import Figure, foreign_audits
from services.calibration.calibration_view import calibration_result, calibrations
from services.desk.audit_drafts import drafts
from services.desk.sample_audits import sample_result
from services.house.bootstrap import House, open_house
from services.improvement.plans import plans
from services.judging.assess_month import current
from services.judging.misses import breaches, misses
from services.known.people import acting
from services.money.statements import statements
from services.months.month import month_state
from services.mystery.mystery_board import wave_matches, wave_view
from services.mystery.mystery_promises import promises
from services.results.overview import TaskKind, heat, needs_me, pace, trend
from services.review.audit_story import under_review
from services.sampling.sample_lines import samples
from services.training.course_effect import course_effects, three_months
from services.training.month_causes import month_causes
from services.work.demo import build_demo, counted
from services.work.doctor import examine
from services.workbooks.export_month import export, report
from sla.follow_up.plans import PlanStatus
from sla.judging.pace import Outlook
from store.database import SQLITE_NAME
from store.records import CalibrationState, SamplePurpose
from tests.postgres import BOTH, database_for, fill

ROOT = Path(__file__).resolve().parent.parent
#: No faults: places met for the first time, what our own system counts otherwise (tested apart), and that the
#: columns of a vendor's own checks are read as a form's.
NEW = {
    "site_new", "queue_new", "sources_differ", "report_late", "own_call_differs", "own_call_not_listed",
    "form_recognised",
}  # fmt: skip


@pytest.fixture(scope="module", params=BOTH)
def house(
    demo_folder: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A copy of the demo on the morning of 22 November 2026; its records in PostgreSQL the second time."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(demo_folder, folder)
    with database_for(request) as url:
        if url:
            fill(url, folder / SQLITE_NAME)
        found = open_house(folder, url, FixedClock(datetime(2026, 11, 22, 2, tzinfo=UTC)))
        yield found
        found.close()


@pytest.fixture
def who(house: House) -> Principal:
    """The vendor manager of the story."""
    return acting(house, "周明")


def test_it_is_a_demo_of_three_vendors(house: House, who: Principal) -> None:
    """The mark lies in its folder, all of it is sound, and it can be moved: no path of this machine in it."""
    assert house.is_demo
    assert {name: counted(house)[name] for name in ("vendors", "contracts")} == {"vendors": 3, "contracts": 3}
    assert examine(house, who) == []
    stored = b"".join(path.read_bytes() for path in house.folder.glob("plumbline.sqlite*"))
    assert str(ROOT).encode() not in stored and b"demo-half-made" not in stored


def test_it_is_never_built_where_data_lies(tmp_path: Path) -> None:
    """A single file is enough to refuse, and it stays."""
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(WrongInputError, match="not_empty"):
        build_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_every_planted_fault_was_found_and_no_other(house: House) -> None:
    """The answer key of the sample data, against what the files were kept with."""
    with house.database.read() as uow:
        files = uow.files.all()
    found = {_key(file.name, each) for file in files for each in file.findings if each.code not in NEW}
    assert found == _answer_key()


def test_what_our_own_system_counts_otherwise_is_said_where_it_was_exported(
    house: House,
) -> None:
    """Some days a few calls fewer within 20 seconds than HENGXIN reports (sample_data/lists.py)."""
    with house.database.read() as uow:
        found = {file.name: {each.code for each in file.findings} for file in uow.files.all()}
    assert {name for name, codes in found.items() if "sources_differ" in codes} == {
        f"hengxin_2026-{month}.xlsx" for month in ("08_first", "08", "09", "10")
    }


def test_the_story_is_told(house: House, who: Principal) -> None:
    """YUNHE misses its answer rate in March and April, which is a serious breach; it plans and recovers."""
    answered = next(m for m in misses(house, who, "YUNHE") if m.record.clause == "ANS")
    assert answered.record.periods == ("2026-03", "2026-04")
    assert answered.record.recovered_period == "2026-05"
    assert answered.breach is not None and answered.breach.level == "serious"
    (plan,) = plans(house, who, "YUNHE")
    assert plan.status is PlanStatus.CLOSED and [m.id for m in plan.misses] == [answered.record.id]
    found = {(b.record.vendor, b.record.clause, b.record.period) for b in breaches(house, who)}
    assert found == {
        ("HENGXIN", "CMPL_10K", "2025-11"),
        ("YUNHE", "ANS", "2026-04"),
        ("YUNHE", "SL15", "2026-04"),
        ("HENGXIN", "CMPL_10K", "2026-10"),
    }


def test_two_misses_stand_and_one_of_them_has_no_plan(house: House, who: Principal) -> None:
    """HENGXIN's complaints, a breach since October, and YUNHE's late tickets, new in October."""
    standing = {m.record.clause: m for m in misses(house, who, open_only=True)}
    assert {clause: m.record.periods for clause, m in standing.items()} == {
        "CMPL_10K": ("2026-09", "2026-10"),
        "TTIME": ("2026-10",),
    }
    complaints = standing["CMPL_10K"]
    assert complaints.breach is not None and complaints.breach.level == "serious"
    assert len(complaints.plans) == 1 and not standing["TTIME"].plans


def test_one_plan_is_overdue_and_one_waits_for_verification(house: House, who: Principal) -> None:
    """Twenty working days after 12 October were over on 9 November; ANDA's miss of August has recovered."""
    (late,), (waiting,) = plans(house, who, "HENGXIN"), plans(house, who, "ANDA")
    assert (late.status, late.overdue) == (PlanStatus.UNDERWAY, True)
    assert str(late.record.due) == "2026-11-09"
    assert (waiting.status, waiting.overdue) == (PlanStatus.TO_VERIFY, False)
    assert [(m.clause, m.recovered_period) for m in waiting.misses] == [("FCR", "2026-09")]


def test_closed_months_are_final_and_the_last_ones_open(house: House, who: Principal) -> None:
    """July is settled, August's statement is out, September closed, October with the vendor or a draft."""
    for contract, label, state in (
        ("YUNHE-2025", "2026-07", MonthState.SETTLED),
        ("YUNHE-2025", "2026-08", MonthState.FINAL),
        ("YUNHE-2025", "2026-09", MonthState.FINAL),
        ("YUNHE-2025", "2026-10", MonthState.APPEAL),
        ("ANDA-2025", "2026-10", MonthState.DRAFT),
    ):
        assert month_state(house, who, contract, label) is state


def test_the_money_of_the_story_adds_up(house: House, who: Principal) -> None:
    """Ten months paid in full but for what is contested and kept back, one issued, one to be issued."""
    shown = {view.label: view for view in statements(house, who, "ANDA-2025")}
    assert [label for label, view in shown.items() if not view.issued] == ["2026-09"]
    assert shown["2026-07"].paid == shown["2026-07"].due and not shown["2026-08"].paid.cents
    # Half of March's deduction of 14,400 is in dispute: the statement pays everything else.
    assert shown["2026-03"].figures.disputed_sum == Money(720_000)
    # A promotion nobody was told of: June's shortfall stands, its money is waived.
    june = current(house, who, "ANDA-2025", "2026-06")
    assert june is not None and june.line("SL20").waived
    assert shown["2026-06"].figures.payable == Money(48_000_000)
    # The extra seats both sides agreed on are in September's statement of HENGXIN.
    agreed = {view.label: view for view in statements(house, who, "HENGXIN-2025")}["2026-09"].agreed
    assert len(agreed) == 1


def test_fourteen_things_need_me(house: House, who: Principal) -> None:
    """The overdue plan first, then the miss nobody has planned for, the notice of a fatal fault, what a visit
    found, decisions, an appeal, two audits to release, statements, a certificate."""
    assert [(task.kind, task.contract, task.period) for task in needs_me(house, who)] == [
        (TaskKind.PLAN_OVERDUE, "HENGXIN-2025", None),
        (TaskKind.MISS_WITHOUT_PLAN, "YUNHE-2025", "2026-10"),
        (TaskKind.NOTICE_TO_SEND, None, None),
        (TaskKind.FINDING_OVERDUE, None, None),
        (TaskKind.RELIEF_TO_DECIDE, "YUNHE-2025", "2026-10"),
        (TaskKind.APPEAL_TO_RULE, None, None),
        (TaskKind.AUDIT_TO_RELEASE, None, None),
        (TaskKind.AUDIT_TO_RELEASE, None, None),
        (TaskKind.EVENT_TO_APPROVE, "HENGXIN-2025", "2026-11"),
        (TaskKind.PLAN_TO_VERIFY, "ANDA-2025", None),
        (TaskKind.STATEMENT_TO_ISSUE, "ANDA-2025", "2026-09"),
        (TaskKind.STATEMENT_TO_ISSUE, "HENGXIN-2025", "2026-09"),
        (TaskKind.STATEMENT_TO_ISSUE, "YUNHE-2025", "2026-09"),
        (TaskKind.CERTIFICATE_EXPIRES, None, None),
    ]


def test_the_pace_of_november_counts_on_the_weekdays_so_far(house: House, who: Principal) -> None:
    """Twenty days are in, ten to come; YUNHE's 95 % still asks for a rate of all that is to come."""
    line = next(
        p for p in pace(house, who, "2026-11") if (p.contract, p.clause.code) == ("YUNHE-2025", "ANS")
    )
    assert (line.last_day.isoformat(), line.days_left) == ("2026-11-20", 10)
    said = line.pace
    kept = Fraction(said.done + said.needed) / (said.so_far + said.to_come)
    missed = Fraction(said.done + said.needed - 1) / (said.so_far + said.to_come)
    assert missed < Fraction(95, 100) <= kept
    assert pace(house, who, "2026-10") == []


def test_november_has_a_clause_behind_one_out_of_reach_and_one_safe(house: House, who: Principal) -> None:
    """YUNHE must answer almost every call that is to come; no rest makes up for what ANDA abandoned."""
    found = {(p.contract, p.clause.code): p.pace for p in pace(house, who, "2026-11")}
    behind = found["YUNHE-2025", "ANS"]
    assert behind.outlook is Outlook.POSSIBLE and behind.rate is not None and 97 < behind.rate < 100
    decided = {key: said.outlook for key, said in found.items() if said.outlook is not Outlook.POSSIBLE}
    assert decided == {("ANDA-2025", "ABN"): Outlook.OUT_OF_REACH, ("ANDA-2025", "SURVEY"): Outlook.SAFE}


def test_heat_and_trend_cover_every_contract(house: House, who: Principal) -> None:
    """Each clause of a month, and the totals month by month."""
    cells = heat(house, who, "2026-04")
    assert {cell.vendor for cell in cells} == {"HENGXIN", "YUNHE", "ANDA"}
    lost = {cell.clause: cell.points_lost for cell in cells if cell.vendor == "YUNHE"}
    assert lost["ANS"] == 6  # two steps and a begun one short of 95 %, two points each
    totals = {line.vendor: line.totals for line in trend(house, who, ["2026-03", "2026-04"])}
    assert [label for label, _total, _full in totals["YUNHE"]] == ["2026-03", "2026-04"]


def test_a_report_tells_the_month_as_it_stood(house: House, who: Principal) -> None:
    """April's workbook: both months of the miss, the breach, the plan; the recovery of May is not in it."""
    told = report(house, who, "YUNHE-2025", "2026-04")
    result = current(house, who, "YUNHE-2025", "2026-04")
    assert result is not None and result.score is not None and told.score is not None
    assert told.score.total == Fraction(result.score.total)
    line = told.line("ANS")
    assert line is not None and line.verdict is Verdict.MISSED and line.ratio is not None
    assert Fraction(line.ratio.numerator, line.ratio.denominator) * 100 == line.value
    miss = next(each for each in told.misses if each.clause == "ANS")
    assert (miss.streak, miss.breach_level.en, miss.status.en) == (2, "Serious breach", "Missed again")
    assert [plan.misses for plan in told.plans] == [(miss.number,)]
    assert len([day for day in told.days if day.clause == "ANS"]) == 30
    assert {file.name for file in told.about.files} >= {"yunhe_2026-04.xlsx"}


def test_a_wave_is_half_dialled_and_says_what_is_odd(house: House, who: Principal) -> None:
    """Three vendors asked alike; a caller too often, a line dialled too soon, an agent reached twice."""
    view = wave_view(house, who, "2026-11")
    assert [(each.vendor, each.count.planned, each.count.valid) for each in view.vendors] == [
        ("ANDA", 30, 14),
        ("HENGXIN", 30, 18),
        ("YUNHE", 30, 16),
    ]
    odd = {finding.code for finding in view.findings}
    assert odd == {
        "caller_often",
        "redialled_soon",
        "callers_unchecked",
        "agent_often",
        "shop_not_listed",
        "shop_wait_differs",
    }
    assert view.dial_next is not None
    with house.database.read() as uow:
        (listed,) = [file for file in uow.files.all() if file.name == "anda_2026-11_calls.csv"]
    assert {each.code for each in listed.findings} == {"own_call_differs", "own_call_not_listed"}
    found = [match for match in wave_matches(house, who, "2026-11") if match.state is not MatchState.NO_LIST]
    assert Counter(match.state for match in found) == {MatchState.FOUND: 3, MatchState.NOT_FOUND: 1}
    # The list says ten seconds where we waited fifty-two.
    assert min(match.wait_difference or 0 for match in found) == -42
    assert {each.state for each in promises(house, who)} == set(CommitmentState)


def test_a_random_sample_is_half_heard_and_a_targeted_one_kept_apart(house: House, who: Principal) -> None:
    """Ten of twenty-four heard, one recording replaced; the targeted one says nothing of all calls."""
    found = {each.purpose: sample_result(house, who, each.id) for each in samples(house, who)}
    random, targeted = found[SamplePurpose.RANDOM], found[SamplePurpose.TARGETED]
    assert (len(random.audits), random.left, random.view.unusable) == (10, 14, Fraction(1, 25))
    assert random.passed is not None and (random.passed.n, random.passed.pooled) == (10, Fraction(9, 10))
    assert len(targeted.audits) == 2 and targeted.passed is None


def test_andas_own_audits_are_held_against_ours(house: House, who: Principal) -> None:
    """Forty short calls, all passed, all in its list of calls; ten of them we heard as well."""
    (found,) = foreign_audits(house, who, "ANDA", calendar_month(2026, 11))
    assert (found.source, found.named, found.listed, found.same.n) == (Source.VENDOR, 40, 40, 10)
    passed = found.held[Figure.PASSED]
    assert passed.believed is not None and passed.believed.belief is Belief.CONTRADICTED
    assert {pick.trait: pick.picked for pick in found.picks}[Trait.LENGTH] is Picked.DIFFERENT


def test_audits_stand_at_every_step_of_review(house: House, who: Principal) -> None:
    """Accepted, ruled on, appealed, to adjudicate, to be scored blind; two drafts wait on the desk."""
    assert Counter(line.standing for line in under_review(house, who)) == {
        ReviewState.FINAL: 2,
        ReviewState.DISPUTED: 1,
        ReviewState.TO_ADJUDICATE: 1,
        ReviewState.SUBMITTED: 1,
    }
    assert sorted(draft.differing for draft in drafts(house, who)) == [[], ["ATTITUDE"]]


def test_a_calibration_is_opened_and_minuted_and_another_sealed(house: House, who: Principal) -> None:
    """Of 120 pairs with the standard seven differ. The vendor's mean lies 0, 5, 7.5 and 1.25 points above it:
    it holds materials told in part for told."""
    sealed, opened = calibrations(house, who)
    # The vendor is 云和服务: its session calls it so.
    assert all("云和" in each.record.title for each in (sealed, opened))
    assert (sealed.record.state, opened.record.state) == (CalibrationState.SCORING, CalibrationState.OPENED)
    assert len(sealed.given) == 3 and not sealed.marks
    found = calibration_result(house, who, opened.record.id)
    assert (found.agreement, found.deviation) == (Fraction(113, 120), Fraction(275, 80))
    assert [decision.item for decision in opened.decisions] == ["COMPLETE"]
    # Who is still to score finds it among what needs them; the manager neither scores nor leads.
    tasks = {name: [task.kind for task in needs_me(house, acting(house, name))] for name in ("王芳", "周明")}
    assert [TaskKind.CALIBRATION_TO_SCORE in kinds for kinds in tasks.values()] == [True, False]


def test_november_has_a_call_for_every_class_of_cause(house: House, who: Principal) -> None:
    """YUNHE's greeting had changed, and we handed its course over two days late."""
    found = {vendor: month_causes(house, who, vendor, "2026-11") for vendor in ("ANDA", "YUNHE")}
    assert {link.cause.kind for each in found.values() for link in each.links} == set(CauseKind)
    [changed] = [link for link in found["YUNHE"].links if link.cause.kind is CauseKind.SPEC_CHANGED]
    assert changed.cause.who is MustAct.CLIENT and "2026-11-04" in changed.because.en
    # The auditor was told that nobody had taught it; the records say otherwise, and both are shown.
    [told] = [link for link in found["ANDA"].links if link.picked and link.item.code == "CLOSING"]
    assert told.cause.kind is CauseKind.TRAINED_NOT_APPLIED and "(the auditor picked" in told.because.en


def test_the_course_on_the_hotline_process_helped(house: House, who: Principal) -> None:
    found = course_effects(house, who, "ANDA", three_months("2026-11"))["HOTLINE"]
    assert found.before.rate and found.after.rate and found.test
    assert found.before.rate > 2 * found.after.rate and found.test.differs and found.test.is_lower


def test_every_month_of_every_contract_can_be_exported(house: House, who: Principal) -> None:
    """No workbook names another vendor; each export is in the journal."""
    for contract in ("HENGXIN-2025", "YUNHE-2025", "ANDA-2025"):
        for label in ("2025-10", "2026-06", "2026-10", "2026-11"):
            name, data = export(house, who, contract, label, "zh")
            assert name.endswith(".xlsx") and data.startswith(b"PK")
    with house.database.read() as uow:
        assert len(uow.journal.all(action="exported")) == 12


def _key(file: str, finding: Finding) -> tuple[str, str, str, int | None, str]:
    place = finding.place
    return file, finding.code, place.sheet, place.row, place.column


def _answer_key() -> set[tuple[str, str, str, int | None, str]]:
    line = re.compile(r"- \{file: (\S+), code: (\w+), sheet: '(.*)', row: (\d+), column: '(\w*)'\}")
    text = (ROOT / "sample_data" / "answer_key.yaml").read_text("utf-8")
    return {(f, code, sheet, int(row), column) for f, code, sheet, row, column in line.findall(text)}
