"""What each repository answers, the same over SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from core.clock import FixedClock
from core.errors import (
    CancelledError,
    ConflictError,
    FrozenMonthError,
    IllegalTransitionError,
    NotFoundError,
)
from core.finding import Finding, Place
from core.month import MonthState
from core.period import calendar_month
from core.principal import Principal, Role
from core.text import Text
from core.verdict import Verdict
from store.database import Database
from store.records import (
    AliasRecord,
    AuditFormRecord,
    AuditRecord,
    ContractRecord,
    ContractVersionRecord,
    DailyEventRecord,
    DirectoryKind,
    EntryState,
    EventState,
    JobRecord,
    JobState,
    ManualFigureRecord,
    MembershipKind,
    MembershipRecord,
    MissRecord,
    PlanRecord,
    ReceivedFileRecord,
    RunRecord,
    ScoreRecord,
    SiteRecord,
    VendorRecord,
    VerdictRow,
)
from store.unit_of_work import UnitOfWork

LI = Principal("01LI", "李静", Role.MANAGER)
AT = datetime(2025, 5, 3, 2, 30, tzinfo=UTC)
APRIL = calendar_month(2025, 4)


@pytest.fixture
def house(database: Database) -> Database:
    """Two vendors with a contract each."""
    with database.write(LI) as uow:
        for code in ("HUAXIN", "YUNDA"):
            uow.directory.vendors.add(VendorRecord(code=code, name=Text(code, code), created_at=AT))
            uow.contracts.add(ContractRecord(code=f"C-{code}", vendor=code, name=Text("合同", "Contract")))
        uow.commit()
    return database


def version(number: str, start: date, end: date | None = None, hash: str = "h") -> ContractVersionRecord:
    return ContractVersionRecord(
        contract="C-YUNDA",
        vendor="YUNDA",
        number=number,
        yaml="contract: …",
        body={"weight": "30"},
        hash=hash,
        effective_from=start,
        effective_to=end,
        loaded_at=AT,
        loaded_by="李静",
    )


@pytest.mark.parametrize(
    ("day", "governing"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), "1"),
        (date(2025, 6, 30), "1"),
        (date(2025, 7, 1), "2"),  # the first day the first version no longer governs
        (date(2030, 1, 1), "2"),  # open-ended
    ],
)
def test_the_version_that_governs_a_day(house: Database, day: date, governing: str | None) -> None:
    with house.write(LI) as uow:
        uow.contracts.add_version(version("1", date(2025, 1, 1), date(2025, 7, 1)))
        uow.contracts.add_version(version("2", date(2025, 7, 1)))
        found = uow.contracts.governing("C-YUNDA", day)
    assert (found.number if found else None) == governing


def test_loading_the_same_version_again_changes_nothing_and_another_text_is_refused(house: Database) -> None:
    with house.write(LI) as uow:
        first = uow.contracts.add_version(version("1", date(2025, 1, 1)))
        assert uow.contracts.add_version(version("1", date(2025, 1, 1))) == first
        with pytest.raises(ConflictError):
            uow.contracts.add_version(version("1", date(2025, 1, 1), hash="other"))


def test_an_alias_and_a_membership_hold_from_a_day_to_a_day(house: Database) -> None:
    with house.write(LI) as uow:
        directory = uow.directory
        directory.sites.add(SiteRecord(vendor="YUNDA", code="HZ", name=Text("杭州", "Hangzhou")))
        directory.aliases.add(
            AliasRecord(kind=DirectoryKind.SITE, code="HZ", alias="杭州一部", valid_to=date(2025, 4, 1))
        )
        for owner, start, end in (("HZ", date(2025, 1, 1), date(2025, 4, 1)), ("CD", date(2025, 4, 1), None)):
            directory.memberships.add(
                MembershipRecord(
                    kind=MembershipKind.QUEUE_SITE, member="Q1", owner=owner, valid_from=start, valid_to=end
                )
            )
        assert [a.alias for a in directory.aliases_of(DirectoryKind.SITE, date(2025, 3, 31))] == ["杭州一部"]
        assert directory.aliases_of(DirectoryKind.SITE, date(2025, 4, 1)) == []
        assert directory.owner_on(MembershipKind.QUEUE_SITE, "Q1", date(2025, 3, 31)) == "HZ"
        assert directory.owner_on(MembershipKind.QUEUE_SITE, "Q1", date(2025, 4, 1)) == "CD"
        assert directory.owner_on(MembershipKind.QUEUE_SITE, "Q1", date(2024, 4, 1)) is None


def test_findings_of_a_file_come_back_with_their_words(house: Database) -> None:
    finding = Finding("lake_file_missing", Place("四月.xlsx", "日报", 7, "C"), {"path": "x", "n": 3})
    with house.write(LI) as uow:
        kept = uow.files.add(
            ReceivedFileRecord(
                sha256="a" * 64,
                name="四月.xlsx",
                size=9,
                received_at=AT,
                received_by="李静",
                findings=(finding,),
            )
        )
        uow.commit()
    with house.read() as uow:
        assert uow.files.get(kept.id) == kept
        assert uow.files.with_hash("a" * 64) == [kept]
        assert uow.files.by_ids([kept.id])[kept.id].findings[0].place.row == 7


def test_a_month_moves_only_to_a_state_that_may_follow_and_leaves_its_history(house: Database) -> None:
    with house.write(LI) as uow:
        month = uow.months.opened("C-YUNDA", "YUNDA", "2025-04")
        month = uow.months.move(month, MonthState.DRAFT)
        with pytest.raises(IllegalTransitionError):
            uow.months.move(month, MonthState.SETTLED)
        month = uow.months.move(month, MonthState.FINAL, "会签完成")
        with pytest.raises(FrozenMonthError):
            uow.months.must_be_open("C-YUNDA", "2025-04")
        month = uow.months.move(month, MonthState.CORRECTED)
        uow.months.must_be_open("C-YUNDA", "2025-04")
        assert month.edition == 2
        changes = uow.journal.states_of("month", month.id)
        assert [c.to_state for c in changes] == ["draft", "final", "corrected"]
        assert (changes[1].who, changes[1].why) == ("李静", "会签完成")


def run(hash: str) -> tuple[RunRecord, VerdictRow, ScoreRecord]:
    kept = RunRecord(
        contract="C-YUNDA",
        vendor="YUNDA",
        contract_version="1",
        rules_version="1",
        period="2025-04",
        period_from=APRIL.start,
        period_to=APRIL.end,
        inputs={"lake": ["sha"]},
        hash=hash,
        run_at=AT,
        run_by="李静",
    )
    of = {"run_id": kept.id, "contract": "C-YUNDA", "vendor": "YUNDA", "period": "2025-04"}
    verdict = VerdictRow(
        **of,
        ordinal=1,
        clause="K1",
        indicator="answer_rate",
        numerator=Fraction(52692),
        denominator=Fraction(56339),
        value=Fraction(5269200, 56339),
        target=Fraction(95),
        verdict=Verdict.MISSED,
        flags=("restated",),
        points=Decimal("27.50"),
    )
    return kept, verdict, ScoreRecord(**of, total=Decimal("96.30"), payable_cents=34022993, currency="CNY")


def test_the_same_inputs_are_the_same_run(house: Database) -> None:
    first, verdict, score = run("h1")
    with house.write(LI) as uow:
        assert uow.runs.keep(first, [verdict], score) == first
        assert uow.runs.keep(*_again("h1")) == first
        uow.commit()
    with house.read() as uow:
        assert uow.runs.verdicts_of(first.id) == [verdict]
        assert uow.runs.score_of(first.id) == score
        assert uow.runs.latest("C-YUNDA", "2025-04") == first


def _again(hash: str) -> tuple:
    kept, verdict, score = run(hash)
    return kept, [verdict], score


def audit(vendor: str, on: date, **more) -> AuditRecord:
    return AuditRecord(
        form="HOTLINE",
        form_version="1",
        vendor=vendor,
        kind="mystery",
        at=AT,
        business_date=on,
        points=Decimal("92.5"),
        logged_at=AT,
        logged_by="李静",
        **more,
    )


def test_only_live_audits_of_the_period_and_of_my_vendors_count(house: Database) -> None:
    with house.write(LI) as uow:
        uow.audits.add_all(
            [
                audit("YUNDA", date(2025, 4, 30)),
                audit("YUNDA", date(2025, 5, 1)),
                audit("YUNDA", date(2025, 4, 2), state=EntryState.WITHDRAWN),
                audit("HUAXIN", date(2025, 4, 1)),
            ]
        )
        uow.commit()
    with house.read() as uow:
        assert [a.vendor for a in uow.audits.live_in(APRIL)] == ["HUAXIN", "YUNDA"]
        assert len(uow.audits.live_in(APRIL, "YUNDA")) == 1
    with house.read(Principal("01", "客人", Role.VIEWER, vendors=frozenset({"YUNDA"}))) as uow:
        assert [a.vendor for a in uow.audits.live_in(APRIL)] == ["YUNDA"]
        assert [c.code for c in uow.contracts.listed()] == ["C-YUNDA"]


def test_a_form_is_answered_by_its_newest_version_unless_one_is_named(house: Database) -> None:
    with house.write(LI) as uow:
        for number, at in (("1", AT), ("2", AT + timedelta(days=1))):
            form = AuditFormRecord(
                code="HOTLINE",
                number=number,
                name=Text("热线", "Hotline"),
                body={},
                created_at=at,
                created_by="李静",
            )
            uow.audits.forms.add(form)
        assert uow.audits.form("HOTLINE").number == "2"
        assert uow.audits.form("HOTLINE", "1").number == "1"
        assert uow.audits.form("NONE") is None


def test_the_ledger_and_the_figures_typed_by_hand(house: Database) -> None:
    def event(day: int, state: EventState) -> DailyEventRecord:
        return DailyEventRecord(
            contract="C-YUNDA",
            vendor="YUNDA",
            day=date(2025, 4, day),
            code="A1",
            what="表扬",
            points=Decimal("0.5"),
            state=state,
            recorded_at=AT,
            recorded_by="李静",
        )

    def figure(numerator: str, minutes: int) -> ManualFigureRecord:
        return ManualFigureRecord(
            contract="C-YUNDA",
            vendor="YUNDA",
            clause="K9",
            period="2025-04",
            numerator=Decimal(numerator),
            denominator=Decimal("12"),
            source="现场检查",
            entered_at=AT + timedelta(minutes=minutes),
            entered_by="李静",
        )

    with house.write(LI) as uow:
        uow.events.add_all([event(30, EventState.APPROVED), event(1, EventState.REJECTED)])
        uow.figures.add_all([figure("11", 0), figure("11.5", 1)])
        approved = uow.events.in_period(APRIL, "C-YUNDA", states=frozenset({EventState.APPROVED}))
        assert [e.day.day for e in approved] == [30]
        assert len(uow.events.in_period(APRIL)) == 2
        assert uow.figures.live("C-YUNDA", "2025-04")["K9"].numerator == Decimal("11.5")
        assert len(uow.figures.history("C-YUNDA", "2025-04")) == 2


def test_a_plan_answers_misses_and_a_miss_knows_its_plans(house: Database) -> None:
    def miss(clause: str) -> MissRecord:
        return MissRecord(
            contract="C-YUNDA",
            vendor="YUNDA",
            clause=clause,
            first_period="2025-03",
            last_period="2025-04",
            opened_at=AT,
        )

    with house.write(LI) as uow:
        one, two = uow.misses.add(miss("K1")), uow.misses.add(miss("K2"))
        plan = PlanRecord(
            contract="C-YUNDA", vendor="YUNDA", title="提升接通率", created_at=AT, created_by="李静"
        )
        uow.plans.open(plan, [one.id, two.id])
        uow.plans.answer(plan.id, [one.id])
        assert uow.plans.misses_of(plan.id) == [one]
        assert uow.plans.of_miss(one.id) == [plan] and uow.plans.of_miss(two.id) == []
        assert uow.misses.of_contract("C-YUNDA", "K2") == [two]
        assert uow.plans.listed("draft") == [plan]


def queued(uow: UnitOfWork, kind: str = "import") -> JobRecord:
    return uow.jobs.add(JobRecord(kind=kind, payload={"file": "F1"}, created_at=AT))


def test_a_job_is_claimed_once_shows_progress_and_ends(house: Database) -> None:
    with house.write() as uow:
        job = queued(uow)
        assert uow.jobs.claim().id == job.id
        assert uow.jobs.claim() is None
        uow.jobs.progress(job.id, 3, 10, "第3个")
        assert (uow.jobs.get(job.id).done, uow.jobs.get(job.id).message) == (3, "第3个")
        assert uow.jobs.finish(job.id, {"rows": 12}).state is JobState.DONE
        with pytest.raises(IllegalTransitionError):
            uow.jobs.fail(job.id, {})


def test_a_cancelled_job_stops_at_its_next_sign_of_life(house: Database) -> None:
    with house.write() as uow:
        waiting, running = queued(uow), queued(uow)
        assert uow.jobs.cancel(waiting.id).state is JobState.CANCELLED
        assert uow.jobs.claim().id == running.id
        assert uow.jobs.cancel(running.id).state is JobState.RUNNING
        with pytest.raises(CancelledError):
            uow.jobs.progress(running.id, 1, 2)
        assert uow.jobs.stopped(running.id).state is JobState.CANCELLED


def test_a_job_whose_worker_fell_silent_is_failed(house: Database, clock: FixedClock) -> None:
    with house.write() as uow:
        job = queued(uow)
        uow.jobs.claim()
        assert uow.jobs.sweep_stale(clock.now()) == []
        (failed,) = uow.jobs.sweep_stale(clock.now() + timedelta(minutes=2))
        assert (failed.id, failed.state, failed.result) == (job.id, JobState.FAILED, {"reason": "job_stale"})


def test_a_token_makes_the_second_press_give_the_first_result(house: Database) -> None:
    with house.write() as uow:
        assert uow.tokens.result_of("t1", "log_audit") is None
        uow.tokens.keep("t1", "log_audit", "A1")
        assert uow.tokens.result_of("t1", "log_audit") == "A1"
        with pytest.raises(ConflictError):
            uow.tokens.result_of("t1", "withdraw")


def test_the_data_version_goes_up_once_for_a_commit_that_changes_figures(house: Database) -> None:
    with house.write(LI) as uow:
        uow.audits.add_all([audit("YUNDA", date(2025, 4, 1)), audit("YUNDA", date(2025, 4, 2))])
        uow.commit()
    with house.write(LI) as uow:
        uow.settings.put("lang", "en")
        uow.commit()
    with house.read() as uow:
        assert uow.settings.data_version() == 1


def test_the_journal_hides_other_peoples_vendors(house: Database) -> None:
    with house.write(LI) as uow:
        uow.journal.note("import", "file", "F1", vendor="YUNDA")
        uow.journal.note("import", "file", "F2", vendor="HUAXIN")
        uow.journal.note("start", "house", "-")
        uow.commit()
    with house.read(Principal("01", "客人", Role.VIEWER, vendors=frozenset({"YUNDA"}))) as uow:
        assert [entry.entity_id for entry in uow.journal.newest()] == ["-", "F1"]


def test_what_is_not_there_is_refused_by_its_code(house: Database) -> None:
    with house.read() as uow, pytest.raises(NotFoundError) as refused:
        uow.contracts.by_code("C-NONE")
    assert refused.value.facts["code"] == "C-NONE"
