"""Who may see one vendor only gets nothing of another's: every service, with everything there is to see.

A call that shows something is made by the manager first, so that "nothing" means something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import Workbook

from core.batch import Dataset, Source
from core.errors import NotAllowedError, NotFoundError, RefusedError
from core.finding import Finding
from core.money import money
from core.month import MonthState
from core.period import MonthRule
from core.principal import Principal, Role
from core.text import Text
from exports.history_template import HEADS
from importers.draft import Choice
from qa.form.load import shipped_forms
from qa.form.terms import ClauseRef
from qa.programme.brief import Brief, Question
from qa.programme.dayparts import Daypart
from qa.programme.kinds import ScenarioKind
from qa.programme.wave import Cell
from qa.review.appeals import Channel
from qa.review.clocks import ReviewRules
from qa.review.rulings import Ruling
from qa.scoring.answers import Answer
from qa.specification.examples import EXAMPLE
from qa.specification.terms import SpecVersion
from services.audits import call_moments, foreign_audits, half_filled, half_scored, spot_check
from services.calibration import (
    auditors,
    calibration,
    calibration_drift,
    calibration_minutes,
    calibration_plan,
    calibration_view,
)
from services.contracts import (
    contract_differences,
    contract_drafts,
    contract_files,
    contract_loading,
    contract_templates,
    contract_versions,
    contracts,
    draft_offers,
    drafts,
)
from services.contracts.asked import Asked
from services.contracts.contract_templates import Start
from services.decisions import (
    relief,
    relief_preview,
    relief_told,
    supplement_effect,
    supplement_told,
    supplements,
)
from services.decisions.supplements import Supplement
from services.desk import audit_drafts, audit_proof, desk_begun, draft_evidence, draft_submit, sample_audits
from services.desk.draft_checks import Said
from services.forms import audit_forms
from services.house import evidence, file_access, jobs
from services.house.evidence import keep_evidence
from services.improvement import breach_distance, chronic_triggers, miss_causes, plans
from services.judging import assess_month, judge_again, misses, rebuild
from services.judging.relief_terms import ReliefTerms
from services.judging.supplement_terms import SupplementTerms
from services.known import contacts, directory, queue_sites, vendor_names
from services.money import credit_disputes, credit_ledger
from services.months import month, month_papers, month_review
from services.mystery import (
    mystery_board,
    mystery_briefs,
    mystery_calls,
    mystery_closing,
    mystery_promises,
    mystery_waves,
)
from services.records import call_lists, daily_events, manual_figures
from services.reports import (
    after_exit,
    agents_told,
    agreed_formulas,
    beside,
    calls_over_files,
    claim_lines,
    corrections,
    history,
    import_again,
    import_files,
    import_report,
    late_report,
    mappings,
    marked_copy,
    months_apart,
    own_calls,
    preview,
    received,
    reporting_plan,
    restatement,
    returns,
    sent_in_part,
    sheet_memory,
    ungoverned,
)
from services.results import (
    clause_notes,
    contract_tasks,
    draft_preview,
    editions,
    features,
    figure_named,
    follow,
    other_definitions,
    over_service,
    overview,
    ranking,
    same_formula,
    specification_effect,
    target_into_draft,
    target_proposals,
    what_if,
    year_score,
)
from services.review import audit_appeals, audit_cases, audit_notices, audit_review, audit_story, review_rules
from services.roster import lists, roster
from services.sampling import sample_lines, sample_withdrawing, sampling
from services.specifications import (
    specification_drafts,
    specification_publishing,
    specification_retiring,
    specification_reviews,
    specifications,
)
from services.vendors import (
    certificates,
    data_reliability,
    exits,
    succession,
    vendor_facts,
    vendor_file,
    vendor_tasks,
)
from services.visits import (
    visit_answers,
    visit_bookings,
    visit_findings,
    visit_offline,
    visit_photos,
    visit_signing,
    visits,
)
from services.work import doctor, worker
from services.workbooks import client_book, export_all, export_month, sample_list, visit_copies
from sla.follow_up.plans import PlanStatus
from sla.follow_up.reporting import DueKind, DueRule, Frequency
from sla.money.deductions import LineKind
from sla.money.ledger import CreditState
from sla.terms.relief import Mechanism
from sla.terms.supplement import Effect
from store.records import (
    CreditEntryRecord,
    CreditMoveRecord,
    PaperKind,
    PaperState,
    ReliefState,
    SamplePurpose,
)
from tests.services_example import CONTRACT, Cast, empty_house
from tests.test_services_principal import NOBODY_ASKED, public
from tests.visits_example import PLAN as VISIT
from tests.visits_example import PNG, planned, submitted

CODE, LABEL = "GOV12345", "2026-04"
SPEC = "HOTLINE-CALL"
AGREED = Supplement(
    CODE, [LABEL], Effect.WORDING, SupplementTerms(), "口径说明", date(2026, 4, 2), "李经理", "周经理"
)
OWN = {"code": "OWN", "name": "own", "numerator": {"answered": "1"}, "denominator": {"offered": "1"}}
HEAD = "日期,职场,人工请求量,人工接通量,人工放弃量,20秒内接通量\n"
LOW = f"{HEAD}2026-04-01,长沙,1000,950,50,700\n2026-04-02,长沙,10,900,5,7\n"
#: Served better than was bought already at its target.
ABN = """  - {code: ABN, indicator: ABANDON_RATE, target: 10, over_service: {by: 0, months: 1}}
adjustments:"""
RED = "chronic: [{code: RED, clause: SL, below: 80}]"
TERMS = (
    CONTRACT.replace("indicator: SL,", "indicator: SL, variant: SL-1, layer: critical,")
    .replace("scope: {project: HOTLINE}", f"scope: {{project: HOTLINE}}\n  year: {{combine: mean}}\n  {RED}")
    .replace("adjustments:", ABN)
    .replace("aliases: [云禾]}", "aliases: [云禾], share: 100}")
    .replace("  year: {", "  ranking: {group: G, below: 85}\n  year: {")
)
FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
BRIEF = Brief(
    "PLAN", 1, Text("套餐咨询", "Tariffs"), ScenarioKind.ENQUIRY, date(2026, 5, 1), opening="你好",
    questions=(Question("多少钱？", "5 元", clause=ClauseRef(SPEC, 1, "ANSWER")),),
)  # fmt: skip
WAVE = mystery_waves.WavePlan(
    "W5", "DIAL", date(2026, 5, 4), date(2026, 5, 31), {Cell("YUNHE", "", "PLAN", Daypart.PEAK): 2}
)
SAID = Choice("YUNHE", "HOTLINE", Source.VENDOR, MonthRule().month(LABEL))
CALLS = MonthRule().month("2025-11")
TODAY = date(2026, 5, 12)
STAFF = vendor_facts.Fact(vendor_facts.FactKind.STAFF, TODAY, "核查", Decimal(96))
OWN_COST = vendor_facts.Fact(vendor_facts.FactKind.INHOUSE_PER_CALL, TODAY, "财务", Decimal("3.5"))
LEFT = "GOV-LEFT"
LEAVES = exits.Exit(LEFT, date(2026, 5, 10), TODAY, "提前终止")
TAKES_OVER = succession.Succession(LEFT, "ANDA", date(2026, 5, 11), "招标")
LICENCE = certificates.Certificate("许可证", "B2-1", "通信管理局", None, date(2026, 5, 1))
PLAN = dict.fromkeys(("problem", "root_cause", "corrective", "preventive", "owner"), "已写明")

FOUND = visit_findings.Found("不")
SIGNED = visit_signing.Signature("周经理", datetime(2026, 5, 11, 9, tzinfo=UTC))


@dataclass(frozen=True)
class World:
    """A house where one vendor has everything, and somebody who may see another vendor only."""

    cast: Cast
    #: Keys of what the vendor has.
    has: SimpleNamespace

    @property
    def house(self) -> Any:
        return self.cast.house


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """YUNHE has a contract, files, misses, a plan, events, figures, calls; ANDA is only known."""
    cast = empty_house(tmp_path_factory.mktemp("access") / "data")
    contract_loading.load_contract(cast.house, cast.manager, TERMS, "gov.yaml")
    directory.save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    directory.save_site(cast.house, cast.manager, "YUNHE", "CS", Text("长沙", "Changsha"))
    has = SimpleNamespace(**_files(cast), **_typed(cast))
    has.spec, has.draft_spec = _specified(cast)
    has.roster, has.roster_waits = _on_rosters(cast)
    has.visit, has.visited, has.finding, has.photo = _visited(cast)
    has.road = visit_offline.issue_form(cast.house, cast.auditor, has.visit.id, "zh")[1]
    has.written = contract_drafts.start_version(cast.house, cast.manager, CODE, "1")
    assess_month.assess(cast.house, cast.manager, [LABEL])
    yield World(cast, has)
    cast.house.close()


def _specified(cast: Cast) -> tuple[SpecVersion, Any]:
    """A specification of YUNHE's agents in two versions, and a draft of the third."""
    house, who = cast.house, cast.manager
    text = EXAMPLE.read_text("utf-8").replace("owner:", "vendor: YUNHE\nimproves: [SL]\nowner:")
    for day, words in ((1, text), (8, text.replace("48", "24"))):
        draft = specification_drafts.start_from_file(house, who, words.encode(), "规范.yaml")
        specification_publishing.publish_draft(
            house, who, draft.id, draft.version, date(2026, 5, day), "时限"
        )
    version = specifications.specification(house, who, SPEC).newest.version
    return version, specification_drafts.start_next(house, who, SPEC)


def _on_rosters(cast: Cast) -> tuple[Any, Any]:
    """A roster that is in, and one of the same days that waits, with a line that stays out."""
    house, who = cast.house, cast.manager
    said = lists.ListSaid("YUNHE", days=MonthRule().month("2026-05"))
    text = "工号,职场,入职日期\n0001,长沙,2026-01-05\n"
    first = lists.stage(house, who, "花名册.csv", text.encode(), said).record
    assert first
    lists.commit(house, who, first.id)
    cast.clock.at += timedelta(seconds=1)
    return first, lists.stage(house, who, "更正.csv", f"{text},长沙,2026-01-05\n".encode(), said).record


def _mark(w: World) -> str:
    return next(iter(roster.day_of(w.house, w.cast.manager, "YUNHE", TODAY).spells))


def _visited(cast: Cast) -> tuple[Any, ...]:
    """An open visit, and one that is signed with something found and photographed."""
    house, who = cast.house, cast.auditor
    visit, visited = planned(cast), planned(cast)
    finding = visit_findings.add_finding(house, who, visited.id, visit_findings.Found("手机"))
    photo = visit_photos.add_photo(house, who, visited.id, ("手机.png", PNG), finding.id)
    done = submitted(cast, visited.id)
    paper = ("签.png", PNG)
    return visit, visit_signing.sign_visit(house, who, done.id, SIGNED, paper, done.version), finding, photo


def _touching(w: World) -> list[tuple[str, str, str, str, str]]:
    found = specification_reviews.what_it_touches(w.house, w.cast.manager, SPEC)
    return [each.reference.key for each in found[:1]]


def _files(cast: Cast) -> dict[str, Any]:
    """One file that is in, with a row kept out, and one that waits."""
    house, who = cast.house, cast.manager
    contact = contacts.save_contact(house, who, "YUNHE", "李岚")
    done = import_report.commit(
        house, who, import_report.stage(house, who, "四月.csv", LOW.encode(), SAID).file.id
    )
    other = replace(SAID, period=MonthRule().month("2026-03"))
    march = LOW.replace("2026-04", "2026-03").encode()
    waits = import_report.stage(house, who, "三月.csv", march, other)
    for to in (MonthState.DRAFT, MonthState.COMMENT):
        month.set_state(house, who, CODE, "2026-02", to)
    objection = month_papers.Paper(PaperKind.OBJECTION, date(2026, 5, 12), "周经理", "不同意")
    paper = month_papers.enter_paper(house, who, CODE, "2026-02", objection, ("函.txt", b"letter"))
    claimed = "月份,20秒接通率,放弃率\n2026年1月,93%,4%\n".encode()
    january = replace(SAID, period=None)
    import_report.commit(house, who, import_report.stage(house, who, "一月.csv", claimed, january).file.id)
    job = jobs.submit(house, who, jobs.JobKind.EXPORT, {"contract": CODE, "label": LABEL, "lang": "zh"})
    worker.work(house)
    export_month.export(house, who, CODE, LABEL, "zh")
    found = misses.misses(house, who)
    plan = plans.open_plan(house, who, [view.record.id for view in found], working_days=5, **PLAN)
    taken = history.take_over(house, who, "期初.xlsx", _earlier(), counted=False).record
    wrong = follow.rows(house, who, CODE, LABEL, "SL").lines[0]
    correction, _ = corrections.correct(house, who, wrong, "answered_within_20", 702, "甲方系统")
    for to in (MonthState.FINAL, MonthState.CORRECTED, MonthState.FINAL):
        month.set_state(house, cast.approver, CODE, "2026-01", to, "更正")
    return {
        "cell": follow.rows(house, who, CODE, LABEL, "SL").lines[0], "correction": correction.id,
        "history": taken.id, "contact": contact,
        "file": done.file, "batch": done.batches[0], "waits": waits.file,
        "waiting": waits.batches[0].record, "job": job.id,
        "mapping": mappings.known_sheets(house, who)[0].record.id,
        "paper": paper, "plan": plan.record, "misses": [view.record.id for view in found],
    }  # fmt: skip


def _earlier() -> bytes:
    """A month before the contract, as it was settled."""
    book = Workbook()
    book.active.append([head.zh for head in HEADS.values()])
    for label in ("2025-12", "2026-01"):
        book.active.append([CODE, label, "SL", "", "达标", 95])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _refused_where_it_is_not_theirs(w: World, who: Principal) -> Any:
    """Another's contract is none this person knows: its cell is named, and nothing is kept."""
    found = history.take_over(w.house, who, "期初.xlsx", _earlier(), counted=False)
    if found.refused:
        raise NotFoundError(code=CODE)
    return found


def _brought_back_where_it_is_not_theirs(w: World, who: Principal) -> Any:
    """Another's form is none this person knows: it says that it is no form handed out here."""
    try:
        return visit_offline.bring_back(w.house, who, w.has.road, "外出.xlsx")
    except RefusedError as refused:
        if [finding.code for finding in refused.findings] == ["visit_form_unknown"]:
            raise NotFoundError(code="外出.xlsx") from refused
        raise


def _typed(cast: Cast) -> dict[str, Any]:
    """An event and a figure with their proof, a call, a half-filled call."""
    house, who = cast.house, cast.manager
    day = date(2026, 5, 2)
    event = daily_events.record_event(house, who, CODE, day, "PRAISE", "表扬", evidence=("证.txt", b"proof"))
    figure = manual_figures.enter_figure(house, who, CODE, LABEL, "HAND", 3, 4, "台账", ("账.txt", b"ledger"))
    draft = spot_check.CallDraft(
        vendor="YUNHE", form="QUICK_MYSTERY", at=datetime(2026, 5, 11, 3, tzinfo=UTC), contract=CODE,
        wait_s=12, answers={item.code: Answer("full") for _, item in FORM.items()}, recording="R-1",
    )  # fmt: skip
    call = spot_check.log_call(house, cast.auditor, draft).record
    half_filled.keep(house, who, replace(draft, token="T" * 26))
    half_scored.keep(house, who, "YUNHE", "second:x", {})
    scored = audit_drafts.open_draft(house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    proof = draft_evidence.add_evidence(house, cast.auditor, scored, file=("证.pdf", b"%PDF-1"))
    dialled = _dialled(cast, call)
    report = _planned(house, who)
    miss_causes.lay_to_incident(house, who, CODE, LABEL, ["HAND"], "INC-1", "机房断电")
    asked = relief.request_relief(
        house,
        who,
        CODE,
        LABEL,
        ["HAND"],
        Mechanism.DEEM_MET,
        ReliefTerms(),
        "甲方原因",
        [("证.txt", b"proof")],
    )
    agreed = supplements.record_supplement(house, who, AGREED, [("邮件.eml", b"proof")])
    credit = _drawn(cast)
    vendor_facts.record_fact(house, who, None, OWN_COST)
    fact = vendor_facts.record_fact(house, who, "YUNHE", STAFF, ("核查.txt", b"seen"))
    sampled = _sampled(house, who)
    licence = certificates.record_certificate(house, who, "YUNHE", LICENCE, ("证.txt", b"copy"))
    left = CONTRACT.replace(CODE, LEFT).replace("HOTLINE", "LEFT")
    contract_loading.load_contract(house, who, left, "left.yaml")
    ended = exits.record_exit(house, who, LEAVES, ("函.pdf", b"letter"))
    succession.hand_over(house, who, TAKES_OVER)
    return {
        "exit": ended,
        "fact": fact,
        "certificate": licence,
        "sample": sampled.record.id,
        "line": sampled.to_hear[0].id,
        "credit": credit,
        "report": report,
        "event": event,
        "figure": figure,
        "draft": draft,
        "call": call,
        "scored": scored,
        "proof": proof,
        **dialled,
        **_appealed(cast, draft),
        **_calibrated(cast),
        "relief": asked,
        "agreed": agreed,
    }


def _appealed(cast: Cast, draft: spot_check.CallDraft) -> dict[str, Any]:
    """A released call with an open appeal and a ruled one, and a notice; a call to be released."""
    house, who = cast.house, cast.manager
    review_rules.set_review_rules(house, who, draft.form, ReviewRules(second_percent=0))
    fatal = replace(draft, fatal=frozenset({"HANG_UP"}), remark="挂断")
    calls = [spot_check.log_call(house, cast.auditor, each).record.id for each in (fatal, draft, draft)]
    review_rules.set_review_rules(house, who, draft.form, None)
    audit_review.release(house, who, calls[0])
    appeals = [
        audit_appeals.enter_appeal(
            house, who,
            audit_appeals.Appeal(calls[0], item, Channel.MAIL, "周经理", cast.clock.now(), "不"),
            [("函.eml", b"letter")],
        )
        for item in ("HANG_UP", "OPENING")
    ]  # fmt: skip
    ruling = audit_appeals.rule_appeal(house, who, appeals[1].id, Ruling.KEEP, "不")
    audit_cases.keep_case(house, who, ruling.id, "例", "口径")
    [notice] = audit_notices.open_notices(house, who)
    return {
        "appealed": calls[0],
        "unreleased": calls[1],
        "appeals": appeals,
        "ruling": ruling,
        "notice": notice,
    }


def _calibrated(cast: Cast) -> dict[str, Any]:
    """A session that is opened, with a decision, and one that is still sealed."""
    house, who = cast.house, cast.manager
    form = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
    full = {item.code: Answer("full") for _section, item in form.items()}
    plan = calibration_plan.CalibrationPlan(
        "YUNHE", "校准会", form.code, TODAY,
        [calibration_plan.PickedCall(at=datetime(2026, 5, 11, 3, tzinfo=UTC), recording="R-1")],
        [calibration_plan.PickedRater("周"), calibration_plan.PickedRater("陈")],
    )  # fmt: skip
    views = [
        calibration_view.calibration(house, who, calibration_plan.plan_calibration(house, who, plan).id)
        for _each in range(2)
    ]
    for rater in views[0].raters:
        calibration.give_mark(house, who, rater.id, views[0].calls[0].id, full)
    decided = calibration_minutes.decide(house, who, views[0].record.id, "NEED", "例", "口径")
    return {"calibration": plan, "opened": views[0], "sealed": views[1], "decided": decided, "full": full}


def _sampled(house: Any, who: Principal) -> sample_lines.SampleView:
    """Two of three calls of a list, drawn; and a check of the vendor's own."""
    times = ("09:00:05,0001", "09:00:15", "09:01:00,接通")
    rows = [",".join(f"2025-11-{day:02d} {at}" for at in times) for day in (3, 4, 5)]
    text = "\n".join(["来电时间,工号,应答时间,挂机时间,通话结果", *rows])
    said = replace(SAID, period=CALLS)
    checked = "录音编号,质检日期,质检得分,是否合格\nC1,2025-11-03,96,是\n"
    for name, file in (("清单.csv", text), ("自检.csv", checked)):
        import_report.commit(house, who, import_report.stage(house, who, name, file.encode(), said).file.id)
    drawn = sampling.draw_sample(house, who, sampling.SampleWish("YUNHE", CALLS, 2))
    apart = sampling.SampleWish("YUNHE", CALLS, 1, SamplePurpose.TARGETED, "误抽")
    sample_withdrawing.withdraw_sample(house, who, sampling.draw_sample(house, who, apart).id, "误抽")
    return sample_lines.sample(house, who, drawn.id)


def _drawn(cast: Cast) -> str:
    """A deduction of January, as the ledger keeps one."""
    entry = CreditEntryRecord(
        contract=CODE, vendor="YUNHE", period="2026-01", kind=LineKind.DEDUCTION, code="SL",
        name=Text("接通率扣款", "Service level"), currency="CNY",
    )  # fmt: skip
    with cast.house.database.write(cast.manager) as uow:
        uow.ledger.add(entry)
        uow.ledger.move(
            CreditMoveRecord(
                entry_id=entry.id,
                vendor="YUNHE",
                n=1,
                state=CreditState.ACCRUED,
                cents=100,
                edition=1,
                day=date(2026, 2, 10),
                at=uow.now,
                by="赵总",
                file=keep_evidence(cast.house, cast.manager, ("函.pdf", b"letter"))[0],
                file_name="函.pdf",
            )
        )
        uow.commit()
    return entry.id


def _dialled(cast: Cast, call: Any) -> dict[str, Any]:
    """A wave with one call in it, one beside it, a promise and a guess."""
    house, who = cast.house, cast.manager
    brief = mystery_briefs.save_brief(house, cast.auditor, BRIEF)
    mystery_briefs.approve_brief(house, cast.approver, brief.id, 1)
    mystery_waves.save_campaign(house, who, "DIAL", Text("拨测", "Calls"))
    mystery_waves.save_wave(house, who, WAVE)
    mystery_calls.place_call(house, cast.auditor, mystery_calls.Placing(call.id, "W5", "PLAN"))
    other = spot_check.CallDraft(
        vendor="YUNHE", form="QUICK_MYSTERY", at=datetime(2026, 5, 11, 4, tzinfo=UTC), wait_s=12,
        answers={item.code: Answer("full") for _, item in FORM.items()}, recording="R-2",
    )  # fmt: skip
    return {
        "other_call": spot_check.log_call(house, cast.auditor, other).record,
        "promise": mystery_promises.note_promise(
            house, cast.auditor, call.id, "回电", datetime(2026, 5, 12, tzinfo=UTC)
        ),
        "guess": mystery_promises.note_guess(
            house, cast.auditor, "W5", "YUNHE", datetime(2026, 5, 11, 3, tzinfo=UTC)
        ),
    }


def _planned(house: Any, who: Principal) -> Any:
    """A monthly report, due on 8 May for April."""
    return reporting_plan.save_plan(
        house, who, CODE, Text("话务月报", "Monthly traffic"), Dataset.TRAFFIC, Frequency.MONTHLY,
        DueRule(DueKind.CALENDAR_DAY, 8),
    )  # fmt: skip


Call = Callable[[World, Principal], Any]


#: What shows something of a vendor's.
READS: dict[str, Call] = {
    "assess_month.concerned": lambda w, who: assess_month.concerned(
        w.house, who, [("YUNHE", MonthRule().month(LABEL))]
    ),
    "assess_month.assess": lambda w, who: assess_month.assess(w.house, who, [LABEL]),
    "assess_month.current": lambda w, who: assess_month.current(w.house, who, CODE, LABEL),
    "assess_month.results": lambda w, who: assess_month.results(w.house, who, LABEL),
    "assess_month.history": lambda w, who: assess_month.history(w.house, who, CODE, [LABEL]),
    "assess_month.reassess": lambda w, who: assess_month.reassess(w.house, who, _days(w)),
    "assess_month.are_judged": lambda w, who: assess_month.are_judged(w.house, who, _days(w)),
    "assess_month.assess_asked": lambda w, who: assess_month.assess_asked(
        w.house, who, [_asked(w)], w.house.today()
    ),
    "assess_month.months_with_figures": lambda w, who: assess_month.months_with_figures(w.house, who),
    "audit_forms.form_of": lambda w, who: audit_forms.form_of(w.house, who, w.has.call),
    "audit_appeals.appeal_evidence": lambda w, who: audit_appeals.appeal_evidence(
        w.house, who, w.has.appeals[0].id, w.has.appeals[0].evidence[0][0]
    ),
    "audit_cases.audit_cases": lambda w, who: audit_cases.audit_cases(w.house, who),
    "audit_notices.open_notices": lambda w, who: audit_notices.open_notices(w.house, who),
    "audit_story.audit_story": lambda w, who: audit_story.audit_story(w.house, who, w.has.appealed),
    "audit_story.auditor_appeal_rates": lambda w, who: audit_story.auditor_appeal_rates(w.house, who),
    "audit_story.story_of": lambda w, who: audit_story.story_of(w.house, who, w.has.appealed),
    "audit_story.under_review": lambda w, who: audit_story.under_review(w.house, who),
    "audit_story.vendor_appeal_rates": lambda w, who: audit_story.vendor_appeal_rates(w.house, who),
    "auditors.auditors": lambda w, who: auditors.auditors(w.house, who, MonthRule().month("2026-05")),
    "breach_distance.misses_to_breach": lambda w, who: breach_distance.misses_to_breach(w.house, who, CODE),
    "calibration_view.calibration": lambda w, who: calibration_view.calibration(
        w.house, who, w.has.opened.record.id
    ),
    "calibration_view.calibration_result": lambda w, who: calibration_view.calibration_result(
        w.house, who, w.has.opened.record.id
    ),
    "calibration_drift.calibration_drift": lambda w, who: calibration_drift.calibration_drift(w.house, who),
    "calibration_view.calibrations": lambda w, who: calibration_view.calibrations(w.house, who),
    "calibration_view.choosable": lambda w, who: calibration_view.choosable(
        w.house, who, "YUNHE", "QUICK_MYSTERY"
    ),
    "chronic_triggers.chronic_triggers": lambda w, who: chronic_triggers.chronic_triggers(w.house, who, CODE),
    "clause_notes.clause_notes": lambda w, who: clause_notes.clause_notes(w.house, who, CODE, LABEL),
    "visit_bookings.drafts_to_book": lambda w, who: visit_bookings.drafts_to_book(w.house, who),
    "visit_bookings.contracts_to_book": lambda w, who: visit_bookings.contracts_to_book(
        w.house, who, w.has.visited.id
    ),
    "visit_photos.photo": lambda w, who: visit_photos.photo(w.house, who, w.has.photo.id),
    "visit_photos.visit_paper": lambda w, who: visit_photos.visit_paper(w.house, who, w.has.visited.id),
    "visit_copies.vendor_copy": lambda w, who: visit_copies.vendor_copy(
        w.house, who, w.has.visited.id, "zh"
    ),
    "lists.listed": lambda w, who: lists.listed(w.house, who),
    "lists.staged_again": lambda w, who: lists.staged_again(w.house, who, w.has.roster_waits.id).rejected,
    "lists.rejected_file": lambda w, who: lists.rejected_file(w.house, who, w.has.roster_waits.id, "zh"),
    "roster.day_of": lambda w, who: roster.day_of(w.house, who, "YUNHE", TODAY).spells,
    "roster.history": lambda w, who: roster.history(w.house, who, "YUNHE", _mark(w)),
    "roster.overlapping": lambda w, who: roster.overlapping(w.house, who, w.has.roster_waits.id),
    "visits.visit": lambda w, who: visits.visit(w.house, who, w.has.visit.id),
    "visits.visits": lambda w, who: visits.visits(w.house, who),
    "contract_differences.between": lambda w, who: [  # nothing differs: that it was read at all
        contract_differences.between(w.house, who, CODE, "1", "1")
    ],
    "contract_files.take_in": lambda w, who: _taken_in(w, who),
    "contract_loading.check_contract": lambda w, who: contract_loading.check_contract(w.house, who, TERMS),
    "contract_loading.check_record": lambda w, who: contract_loading.check_record(
        w.house, who, w.has.written.body
    ),
    "contract_drafts.drafts": lambda w, who: contract_drafts.drafts(w.house, who),
    "contract_drafts.draft": lambda w, who: contract_drafts.draft(w.house, who, w.has.written.id),
    "contract_drafts.read_over": lambda w, who: contract_drafts.read_over(w.house, who, w.has.written.body),
    "contract_drafts.as_file": lambda w, who: contract_drafts.as_file(
        w.house, who, "zh", w.has.written.id, "yaml"
    ),
    "draft_offers.offers": lambda w, who: draft_offers.offers(w.house, who, w.has.written.body),
    "draft_preview.definition_figure": lambda w, who: draft_preview.definition_figure(
        w.house, who, {**w.has.written.body, "indicators": [OWN]}, "OWN"
    ),
    "draft_preview.preview": lambda w, who: draft_preview.preview(w.house, who, w.has.written.body),
    "contract_loading.check_template": lambda w, who: contract_loading.check_template(
        w.house, who, contract_templates.template(w.house, w.cast.manager, "zh", Start.COPY, CODE)[1]
    ),
    "contract_templates.template": lambda w, who: contract_templates.template(
        w.house, who, "zh", Start.COPY, CODE
    ),
    "contract_versions.governing": lambda w, who: contract_versions.governing(w.house, who, CODE, LABEL),
    "contract_versions.all_governing": lambda w, who: contract_versions.all_governing(w.house, who, LABEL),
    "contract_versions.all_versions": lambda w, who: contract_versions.all_versions(w.house, who),
    "contracts.contracts": lambda w, who: contracts.contracts(w.house, who),
    "contracts.contract_text": lambda w, who: contracts.contract_text(w.house, who, CODE, "1"),
    "contracts.original": lambda w, who: contracts.original(w.house, who, CODE, "1"),
    "contracts.version_of": lambda w, who: contracts.version_of(w.house, who, CODE, "1"),
    "daily_events.events": lambda w, who: daily_events.events(w.house, who, CODE),
    "daily_events.codes": lambda w, who: daily_events.codes(w.house, who, CODE, LABEL),
    "daily_events.event_evidence": lambda w, who: daily_events.event_evidence(w.house, who, w.has.event.id),
    "directory.vendors": lambda w, who: [v for v in directory.vendors(w.house, who) if v.code == "YUNHE"],
    "directory.sites": lambda w, who: directory.sites(w.house, who, "YUNHE"),
    "queue_sites.queue_sites": lambda w, who: queue_sites.queue_sites(w.house, who, "YUNHE").sites,
    "directory.directory": lambda w, who: [
        known for known in directory.directory(w.house, who).vendors if known.code == "YUNHE"
    ] + list(directory.directory(w.house, who).sites),
    "doctor.examine": lambda w, who: (doctor.examine(w.house, who, repair=False), "looked"),
    "evidence.read_evidence": lambda w, who: evidence.read_evidence(
        w.house, who, "YUNHE", w.has.event.evidence_sha256
    ),
    "export_month.report": lambda w, who: export_month.report(w.house, who, CODE, LABEL),
    "export_month.exports_of": lambda w, who: export_month.exports_of(w.house, who, CODE, LABEL),
    "export_all.to_export": lambda w, who: export_all.to_export(w.house, who, LABEL),
    "features.features": lambda w, who: features.features(w.house, who) - {"vendors"},
    "file_access.opened": lambda w, who: file_access.opened(
        w.house, who, file_access.Action.VIEW, w.has.file.id
    ),
    "file_access.file_named": lambda w, who: file_access.file_named(w.house, who, w.has.file.id),
    "figure_named.figure_named": lambda w, who: figure_named.figure_named(
        w.house, who, CODE, "SL", w.has.cell.day, count="answered_within_20"
    ),
    "returns.text_of": lambda w, who: returns.text_of(w.house, who, w.has.file.id, "zh"),
    "claim_lines.claims_on": lambda w, who: claim_lines.claims_on(w.house, who, CODE, "2026-01", "SL"),
    "history.months_taken": lambda w, who: history.months_taken(w.house, who, CODE),
    "history.imports": lambda w, who: history.imports(w.house, who),
    "history.history_template": lambda w, who: history.history_template(w.house, who, CODE, "zh"),
    "corrections.corrections": lambda w, who: corrections.corrections(w.house, who, CODE, LABEL),
    "credit_ledger.ledger": lambda w, who: credit_ledger.ledger(w.house, who, CODE),
    "credit_ledger.entry": lambda w, who: credit_ledger.entry(w.house, who, w.has.credit),
    "follow.days": lambda w, who: follow.days(w.house, who, CODE, LABEL, "SL"),
    "follow.days_of_month": lambda w, who: follow.days_of_month(w.house, who, CODE, LABEL),
    "follow.rows": lambda w, who: follow.rows(w.house, who, CODE, LABEL, "SL").lines,
    "follow.reports_behind": lambda w, who: follow.reports_behind(w.house, who, CODE, LABEL, ("SL",)),
    "follow.files_behind": lambda w, who: follow.files_behind(w.house, who, [w.has.batch.id]),
    "audit_drafts.draft": lambda w, who: audit_drafts.draft(w.house, who, w.has.scored).standing,
    "audit_drafts.drafts": lambda w, who: audit_drafts.drafts(w.house, who),
    "audit_proof.proof_of": lambda w, who: audit_proof.proof_of(w.house, who, w.has.call.id),
    "call_moments.call_moments": lambda w, who: call_moments.call_moments(w.house, who, "YUNHE", LABEL),
    "draft_evidence.opened": lambda w, who: draft_evidence.opened(w.house, who, w.has.proof),
    "half_filled.half_filled": lambda w, who: half_filled.half_filled(w.house, who),
    "half_scored.half_scored": lambda w, who: half_scored.half_scored(w.house, who, "second:x"),
    "import_again.questions": lambda w, who: (import_again.questions(w.house, who, w.has.file.id), "read"),
    "import_again.columns": lambda w, who: import_again.columns(w.house, who, w.has.file.id, SAID),
    "import_again.reading": lambda w, who: import_again.reading(w.house, who, w.has.file.id, SAID),
    "import_again.said": lambda w, who: import_again.said(w.house, who, w.has.file.id),
    "marked_copy.marked_copy": lambda w, who: marked_copy.marked_copy(w.house, who, w.has.waits.id, "zh"),
    "marked_copy.letter": lambda w, who: marked_copy.letter(w.house, who, w.has.waits.id, "zh"),
    "marked_copy.write_marked": lambda w, who: marked_copy.write_marked(
        w.house, who, w.has.waits.id, w.house.folder / "tmp", "zh"
    ),
    "mappings.sheets": lambda w, who: mappings.sheets(w.house, who, w.has.file.id, SAID),
    "mappings.known_sheets": lambda w, who: mappings.known_sheets(w.house, who),
    "sheet_memory.memory": lambda w, who: sheet_memory.memory(w.house, who),
    "import_files.period_of": lambda w, who: import_files.period_of(w.house, who, LABEL, "YUNHE"),
    "import_files.choice": lambda w, who: import_files.choice(w.house, who, "YUNHE", period=LABEL),
    "import_files.vendor_codes": lambda w, who: {*import_files.vendor_codes(w.house, who)} - {"ANDA"},
    "import_files.batches": lambda w, who: import_files.batches(w.house, who),
    "import_report.staged": lambda w, who: import_report.staged(w.house, who, w.has.waits.id),
    "import_report.preview_file": lambda w, who: import_report.preview_file(
        w.house, who, w.has.waits.id, "zh", SAID
    ),
    "import_report.rejects_file": lambda w, who: import_report.rejects_file(
        w.house, who, w.has.file.id, "zh", SAID
    ),
    "jobs.job": lambda w, who: jobs.job(w.house, who, w.has.job),
    "jobs.find": lambda w, who: jobs.find(w.house, who, w.has.job),
    "jobs.jobs": lambda w, who: jobs.jobs(w.house, who),
    "jobs.made_file": lambda w, who: jobs.made_file(w.house, who, w.has.job),
    "judge_again.outstanding": lambda w, who: (judge_again.outstanding(w.house, who, _owing(w)), "looked"),
    "miss_causes.incidents": lambda w, who: miss_causes.incidents(w.house, who, CODE, LABEL),
    "miss_causes.causes": lambda w, who: miss_causes.causes(w.house, who, CODE, LABEL),
    "certificates.certificate_file": lambda w, who: certificates.certificate_file(
        w.house, who, w.has.certificate.id
    ),
    "data_reliability.reliability": lambda w, who: (
        data_reliability.reliability(w.house, who, "YUNHE", data_reliability.last_months(TODAY, 12)).n
    ),
    "vendor_file.vendor_file": lambda w, who: vendor_file.vendor_file(w.house, who, "YUNHE").facts,
    "vendor_file.fact_file": lambda w, who: vendor_file.fact_file(w.house, who, w.has.fact.id),
    "vendor_file.inhouse_costs": lambda w, who: vendor_file.inhouse_costs(w.house, who),
    "vendor_tasks.vendor_tasks": lambda w, who: list(vendor_tasks.vendor_tasks(w.house, who, TODAY)),
    "exits.exits": lambda w, who: exits.exits(w.house, who, "YUNHE"),
    "exits.act_file": lambda w, who: exits.act_file(w.house, who, w.has.exit.id),
    "succession.successions": lambda w, who: succession.successions(w.house, who, "YUNHE"),
    "after_exit.after_exit": lambda w, who: after_exit.after_exit(w.house, who, _late(w)),
    "relief.reliefs": lambda w, who: relief.reliefs(w.house, who, CODE, LABEL),
    "relief.relief_evidence": lambda w, who: relief.relief_evidence(
        w.house, who, w.has.relief.id, w.has.relief.evidence[0][0]
    ),
    "relief_preview.relief_effect": lambda w, who: relief_preview.relief_effect(
        w.house, who, w.has.relief.id
    ),
    "relief_preview.relief_tried": lambda w, who: relief_preview.relief_tried(
        w.house, who, CODE, LABEL, ["HAND"], Mechanism.DEEM_MET, ReliefTerms()
    ),
    "credit_ledger.entry_evidence": lambda w, who: credit_ledger.entry_evidence(
        w.house, who, w.has.credit, 1
    ),
    "specifications.specifications": lambda w, who: specifications.specifications(w.house, who),
    "specifications.specification": lambda w, who: specifications.specification(w.house, who, SPEC),
    "specifications.specification_file": lambda w, who: specifications.specification_file(
        w.house, who, SPEC, 1, "yaml", "zh"
    ),
    "specification_drafts.specification_drafts": lambda w, who: specification_drafts.specification_drafts(
        w.house, who
    ),
    "specification_drafts.specification_draft": lambda w, who: specification_drafts.specification_draft(
        w.house, who, w.has.draft_spec.id
    ),
    "specification_publishing.read_draft": lambda w, who: specification_publishing.read_draft(
        w.house, who, w.has.draft_spec.body
    ),
    "specification_reviews.what_it_touches": lambda w, who: specification_reviews.what_it_touches(
        w.house, who, SPEC
    ),
    "specification_reviews.what_a_draft_would_touch": lambda w, who: (
        specification_reviews.what_a_draft_would_touch(w.house, who, w.has.spec)
    ),
    "specification_reviews.answers_that_rest": lambda w, who: specification_reviews.answers_that_rest(
        w.house, who
    ),
    "specification_reviews.confirmations": lambda w, who: specification_reviews.confirm_unaffected(
        w.house, who, SPEC, 2, _touching(w), "不涉及"
    )
    and specification_reviews.confirmations(w.house, who, SPEC),
    "specification_effect.improvement": lambda w, who: specification_effect.improvement(
        w.house, who, SPEC, 2
    ),
    "supplements.supplements": lambda w, who: supplements.supplements(w.house, who, CODE),
    "supplements.supplement_evidence": lambda w, who: supplements.supplement_evidence(
        w.house, who, w.has.agreed.id, w.has.agreed.evidence[0][0]
    ),
    "supplements.tried_supplement": lambda w, who: supplements.tried_supplement(w.house, who, AGREED),
    "supplement_effect.supplement_effect": lambda w, who: supplement_effect.supplement_effect(
        w.house, who, w.has.agreed.id
    ),
    "supplement_effect.effect_of": lambda w, who: supplement_effect.effect_of(w.house, who, w.has.agreed),
    "supplement_told.supplement_views": lambda w, who: supplement_told.supplement_views(w.house, who, CODE),
    "relief_told.relief_months": lambda w, who: relief_told.relief_months(w.house, who),
    "relief_told.relief_views": lambda w, who: relief_told.relief_views(w.house, who, CODE, LABEL),
    "manual_figures.figures": lambda w, who: manual_figures.figures(w.house, who, CODE, LABEL),
    "manual_figures.figure_attachment": lambda w, who: manual_figures.figure_attachment(
        w.house, who, w.has.figure.id
    ),
    "misses.misses": lambda w, who: misses.misses(w.house, who),
    "misses.last_figure": lambda w, who: misses.last_figure(w.house, who, _missed(w)),
    "month.month_state": lambda w, who: month.month_state(w.house, who, CODE, "2026-02") != "collecting",
    "month.month_record": lambda w, who: month.month_record(w.house, who, CODE, "2026-02"),
    "month.month_history": lambda w, who: month.month_history(w.house, who, CODE, "2026-02"),
    "month_papers.papers": lambda w, who: month_papers.papers(w.house, who, CODE, "2026-02"),
    "month_papers.paper_file": lambda w, who: month_papers.paper_file(w.house, who, w.has.paper.id),
    "month_review.month_review": lambda w, who: month_review.month_review(w.house, who, CODE, "2026-02"),
    "rebuild.rebuild": lambda w, who: rebuild.rebuild(w.house, who, CODE, "2026-01").kept,
    "year_score.year_scores": lambda w, who: year_score.year_scores(w.house, who, CODE, LABEL),
    "editions.against_edition_before": lambda w, who: editions.against_edition_before(
        w.house, who, CODE, "2026-01"
    ),
    "overview.needs_me": lambda w, who: overview.needs_me(w.house, who),
    "contract_tasks.contract_tasks": lambda w, who: list(contract_tasks.contract_tasks(w.house, who, LABEL)),
    "overview.heat": lambda w, who: overview.heat(w.house, who, LABEL),
    "overview.trend": lambda w, who: overview.trend(w.house, who, [LABEL]),
    "plans.plans": lambda w, who: plans.plans(w.house, who),
    "plans.plan": lambda w, who: plans.plan(w.house, who, w.has.plan.id),
    "preview.decision_on": lambda w, who: (preview.decision_on(w.house, who, [w.has.waiting]), "looked"),
    "received.received": lambda w, who: received.received(w.house, who),
    "received.received_file": lambda w, who: received.received_file(w.house, who, w.has.file.id),
    "received.states": lambda w, who: received.states(w.house, who, w.has.batch.id),
    "received.calendar": lambda w, who: received.calendar(w.house, who, LABEL),
    "received.original": lambda w, who: received.original(w.house, who, w.has.file.id),
    "reporting_plan.plans": lambda w, who: reporting_plan.plans(w.house, who),
    "reporting_plan.counts_of": lambda w, who: reporting_plan.counts_of(w.house, who),
    "reporting_plan.board": lambda w, who: reporting_plan.board(w.house, who, "2026-05"),
    "reporting_plan.overdue": lambda w, who: reporting_plan.overdue(
        w.house, who, MonthRule().month("2026-05")
    ),
    "drafts.draft_from_file": lambda w, who: drafts.draft_from_file(
        w.house, who, CODE, TERMS.encode(), "gov.yaml"
    ),
    "drafts.draft_from_version": lambda w, who: drafts.draft_from_version(w.house, who, CODE, "1", {}),
    "what_if.what_if": lambda w, who: what_if.what_if(
        w.house, who, CODE, drafts.draft_from_version(w.house, w.cast.manager, CODE, "1", {}), [LABEL]
    ),
    "other_definitions.other_definitions": lambda w, who: other_definitions.other_definitions(
        w.house, who, CODE, LABEL, "SL"
    ),
    "over_service.over_service": lambda w, who: over_service.over_service(w.house, who, LABEL),
    "client_book.client_book": lambda w, who: client_book.client_book(w.house, who, LABEL),
    "client_book.export_client_book": lambda w, who: client_book.export_client_book(
        w.house, who, LABEL, "zh"
    ),
    "ranking.ranking": lambda w, who: ranking.ranking(w.house, who, LABEL),
    "same_formula.same_formula": lambda w, who: same_formula.same_formula(
        w.house, who, LABEL, same_formula.Reference("SL", "SL-1")
    ),
    "same_formula.comparable": lambda w, who: same_formula.comparable(w.house, who, LABEL, least=1),
    "restatement.would_move": lambda w, who: (restatement.would_move(w.house, who, w.has.waits.id), "looked"),
    "target_proposals.target_proposals": lambda w, who: (
        target_proposals.target_proposals(w.house, who, CODE),
        "looked",
    ),
    "call_lists.months_listed": lambda w, who: call_lists.months_listed(w.house, who, "YUNHE"),
    "call_lists.call_volume": lambda w, who: call_lists.call_volume(w.house, who, "YUNHE", CALLS).calls,
    "sample_audits.sample_result": lambda w, who: sample_audits.sample_result(w.house, who, w.has.sample),
    "sample_lines.sample": lambda w, who: sample_lines.sample(w.house, who, w.has.sample),
    "sample_lines.samples": lambda w, who: sample_lines.samples(w.house, who),
    "sample_withdrawing.withdrawn_samples": lambda w, who: sample_withdrawing.withdrawn_samples(w.house, who),
    "sample_list.sample_list": lambda w, who: sample_list.sample_list(w.house, who, w.has.sample, "zh"),
    "foreign_audits.foreign_audits": lambda w, who: foreign_audits.foreign_audits(
        w.house, who, "YUNHE", CALLS
    ),
    "mystery_board.wave_view": lambda w, who: mystery_board.wave_view(w.house, who, "W5").cells,
    "mystery_board.wave_matches": lambda w, who: mystery_board.wave_matches(w.house, who, "W5"),
    "mystery_board.schedule_file": lambda w, who: mystery_board.schedule_file(w.house, who, "W5", "zh"),
    "mystery_calls.unplaced": lambda w, who: mystery_calls.unplaced(w.house, who),
    "mystery_promises.promises": lambda w, who: mystery_promises.promises(w.house, who),
    "mystery_waves.campaigns": lambda w, who: mystery_waves.campaigns(w.house, who),
    "mystery_waves.waves": lambda w, who: mystery_waves.waves(w.house, who),
    "spot_check.calls": lambda w, who: spot_check.calls(w.house, who),
    "spot_check.receipt_of": lambda w, who: spot_check.receipt_of(w.house, who, w.has.call),
}  # fmt: skip

#: What would change something of a vendor's.
WRITES: dict[str, Call] = {
    "assess_month.not_judged": lambda w, who: assess_month.not_judged(w.house, who, [CODE]),
    "assess_month.catch_up": lambda w, who: assess_month.catch_up(w.house, who, [CODE]),
    "contacts.save_contact": lambda w, who: contacts.save_contact(w.house, who, "YUNHE", "谁"),
    "reporting_plan.save_plan": lambda w, who: _planned(w.house, who),
    "reporting_plan.extend": lambda w, who: reporting_plan.extend(
        w.house, who, w.has.report.id, date(2026, 4, 1), date(2026, 5, 20), "停电"
    ),
    "reporting_plan.arrived": lambda w, who: reporting_plan.arrived(
        w.house, who, w.has.report.id, date(2026, 4, 1), datetime(2026, 5, 4, tzinfo=UTC), "邮件"
    ),
    "contacts.remove_contact": lambda w, who: contacts.remove_contact(w.house, who, w.has.contact.id, 1),
    "contract_drafts.start_version": lambda w, who: contract_drafts.start_version(w.house, who, CODE, "1"),
    "contract_drafts.start_file": lambda w, who: contract_drafts.start_file(
        w.house, who, TERMS.encode(), "gov.yaml"
    ),
    "contract_drafts.save": lambda w, who: contract_drafts.save(
        w.house, who, w.has.written.id, w.has.written.version, w.has.written.body
    ),
    "contract_drafts.replace_by_file": lambda w, who: contract_drafts.replace_by_file(
        w.house, who, w.has.written.id, w.has.written.version, TERMS.encode(), "gov.yaml"
    ),
    "contract_drafts.publish": lambda w, who: contract_drafts.publish(
        w.house, who, w.has.written.id, w.has.written.version
    ),
    "contract_drafts.discard": lambda w, who: contract_drafts.discard(w.house, who, w.has.written.id),
    "contract_drafts.take_back": lambda w, who: contract_drafts.take_back(w.house, who, w.has.written.id),
    "contract_loading.load_record": lambda w, who: contract_loading.load_record(
        w.house, who, w.has.written.body, "gov.yaml"
    ),
    "contract_loading.load_contract": lambda w, who: contract_loading.load_contract(
        w.house, who, TERMS.replace("version: '1'", "version: '2'")
    ),
    "contract_loading.load_template": lambda w, who: contract_loading.load_template(
        w.house, who, contract_templates.template(w.house, w.cast.manager, "zh", Start.COPY, CODE)[1]
    ),
    "credit_ledger.move_entry": lambda w, who: credit_ledger.move_entry(
        w.house, who, w.has.credit, 1, CreditState.CLAIMED
    ),
    "daily_events.record_event": lambda w, who: daily_events.record_event(
        w.house, who, CODE, date(2026, 5, 2), "PRAISE", "表扬"
    ),
    "daily_events.approve_event": lambda w, who: daily_events.approve_event(
        w.house, _approver(who), w.has.event.id, 1
    ),
    "daily_events.reject_event": lambda w, who: daily_events.reject_event(
        w.house, _approver(who), w.has.event.id, 1, "不"
    ),
    "daily_events.withdraw_event": lambda w, who: daily_events.withdraw_event(
        w.house, who, w.has.event.id, 1, "不"
    ),
    "directory.save_vendor": lambda w, who: directory.save_vendor(
        w.house, who, "YUNHE", Text("改", "Changed"), version=1
    ),
    "directory.set_vendor_active": lambda w, who: directory.set_vendor_active(
        w.house, who, "YUNHE", False, 1
    ),
    "directory.save_site": lambda w, who: directory.save_site(w.house, who, "YUNHE", "X", Text("新", "New")),
    "queue_sites.move_queue": lambda w, who: queue_sites.move_queue(
        w.house, who, "YUNHE", "Q", date(2026, 4, 1), None
    ),
    "export_all.export_all": lambda w, who: export_all.export_all(
        w.house, who, LABEL, "zh", w.house.folder / "tmp" / "all.zip"
    ),
    "export_month.export": lambda w, who: export_month.export(w.house, who, CODE, LABEL, "zh"),
    "export_month.export_to": lambda w, who: export_month.export_to(
        w.house, who, "YUNHE", None, LABEL, w.house.folder / "tmp", "zh"
    ),
    "audit_drafts.open_draft": lambda w, who: audit_drafts.open_draft(
        w.house, who, "YUNHE", "QUICK_MYSTERY"
    ),
    "audit_drafts.save": lambda w, who: audit_drafts.save(
        w.house, who, w.has.scored, [Said("@remark", "别人的")]
    ),
    "audit_drafts.take_over": lambda w, who: audit_drafts.take_over(w.house, who, w.has.scored),
    "audit_drafts.let_go": lambda w, who: audit_drafts.let_go(w.house, who, w.has.scored),
    "draft_evidence.add_evidence": lambda w, who: draft_evidence.add_evidence(
        w.house, who, w.has.scored, file=("证.pdf", b"%PDF-1")
    ),
    "draft_evidence.remove_evidence": lambda w, who: draft_evidence.remove_evidence(
        w.house, who, w.has.proof.id, 1
    ),
    "draft_submit.submit": lambda w, who: draft_submit.submit(w.house, who, w.has.scored),
    "half_filled.keep": lambda w, who: half_filled.keep(w.house, who, replace(w.has.draft, token="U" * 26)),
    "half_scored.keep": lambda w, who: half_scored.keep(w.house, who, "YUNHE", "second:y", {}),
    "import_again.again": lambda w, who: import_again.again(w.house, who, w.has.waits.id, Choice()),
    "import_report.stage": lambda w, who: import_report.stage(w.house, who, "x.csv", LOW.encode(), SAID),
    "import_report.commit": lambda w, who: import_report.commit(w.house, who, w.has.waits.id),
    "import_report.discard": lambda w, who: import_report.discard(w.house, who, w.has.waits.id),
    "history.take_back": lambda w, who: history.take_back(w.house, who, w.has.history, "不"),
    "history.take_over": lambda w, who: _refused_where_it_is_not_theirs(w, who),
    "returns.send_back": lambda w, who: returns.send_back(w.house, who, w.has.file.id, "放弃量不符"),
    "returns.take_return_back": lambda w, who: returns.take_return_back(w.house, who, w.has.file.id),
    "corrections.correct": lambda w, who: corrections.correct(
        w.house, who, w.has.cell, "answered_within_20", 701, "甲方系统"
    ),
    "corrections.withdraw_correction": lambda w, who: corrections.withdraw_correction(
        w.house, who, w.has.correction, "不"
    ),
    "import_report.withdraw": lambda w, who: import_report.withdraw(w.house, who, w.has.batch.id, "不"),
    "jobs.submit": lambda w, who: jobs.submit(w.house, who, jobs.JobKind.ASSESS, {"vendor": "YUNHE"}),
    "jobs.import_payload": lambda w, who: jobs.import_payload(w.house, who, "x.csv", b"x", SAID),
    "jobs.cancel": lambda w, who: jobs.cancel(w.house, who, w.has.job),
    "judge_again.judge_again": lambda w, who: judge_again.judge_again(w.house, who, w.has.file.id),
    "manual_figures.enter_figure": lambda w, who: manual_figures.enter_figure(
        w.house, who, CODE, LABEL, "HAND", 4, 4, "台账"
    ),
    "manual_figures.withdraw_figure": lambda w, who: manual_figures.withdraw_figure(
        w.house, who, w.has.figure.id, "不"
    ),
    "miss_causes.lay_to_incident": lambda w, who: miss_causes.lay_to_incident(
        w.house, who, CODE, LABEL, ["HAND"], "INC-2", "另一事件"
    ),
    "miss_causes.part_from_incident": lambda w, who: miss_causes.part_from_incident(
        w.house, who, CODE, LABEL, ["HAND"], "不"
    ),
    "certificates.record_certificate": lambda w, who: certificates.record_certificate(
        w.house, who, "YUNHE", LICENCE
    ),
    "certificates.withdraw_certificate": lambda w, who: certificates.withdraw_certificate(
        w.house, who, w.has.certificate.id, 1, "不"
    ),
    "vendor_facts.record_fact": lambda w, who: vendor_facts.record_fact(w.house, who, "YUNHE", STAFF),
    "vendor_facts.withdraw_fact": lambda w, who: vendor_facts.withdraw_fact(
        w.house, who, w.has.fact.id, 1, "不"
    ),
    "exits.record_exit": lambda w, who: exits.record_exit(w.house, who, LEAVES),
    "exits.undo_exit": lambda w, who: exits.undo_exit(w.house, who, w.has.exit.id, "不"),
    "exits.record_deletion_proof": lambda w, who: exits.record_deletion_proof(
        w.house, who, w.has.exit.id, TODAY, "SJ-1", ("证.pdf", b"proof")
    ),
    "succession.hand_over": lambda w, who: succession.hand_over(w.house, who, TAKES_OVER),
    "vendor_names.rename_vendor": lambda w, who: vendor_names.rename_vendor(
        w.house, who, "YUNHE", vendor_names.Renaming(Text("云禾科技", ""), TODAY, "更名"), 1
    ),
    "relief.request_relief": lambda w, who: relief.request_relief(
        w.house, who, CODE, LABEL, ["HAND"], Mechanism.DEEM_MET, ReliefTerms(), "不"
    ),
    "relief.decide_relief": lambda w, who: relief.decide_relief(
        w.house, _approver(who), w.has.relief.id, ReliefState.REFUSED, "不"
    ),
    "relief.withdraw_relief": lambda w, who: relief.withdraw_relief(w.house, who, w.has.relief.id, "不"),
    "credit_disputes.dispute_part": lambda w, who: credit_disputes.dispute_part(
        w.house, who, w.has.credit, 1, money("0.10"), "异议"
    ),
    "credit_disputes.decide_part": lambda w, who: credit_disputes.decide_part(
        w.house, who, w.has.credit, 1, money("0.10"), "属实"
    ),
    "specification_drafts.start_blank": lambda w, who: specification_drafts.start_blank(
        w.house, who, "YUNHE"
    ),
    "specification_drafts.start_from_example": lambda w, who: specification_drafts.start_from_example(
        w.house, who, "YUNHE"
    ),
    "specification_drafts.start_next": lambda w, who: specification_drafts.start_next(w.house, who, SPEC),
    "specification_drafts.start_from_file": lambda w, who: specification_drafts.start_from_file(
        w.house, who, EXAMPLE.read_bytes(), "规范.yaml"
    ),
    "specification_drafts.save_draft": lambda w, who: specification_drafts.save_draft(
        w.house, who, w.has.draft_spec.id, 1, {"head": {"code": SPEC, "vendor": "ANDA"}}
    ),
    "specification_publishing.publish_draft": lambda w, who: specification_publishing.publish_draft(
        w.house, who, w.has.draft_spec.id, 1, TODAY, "改写"
    ),
    "specification_retiring.retire_specification": lambda w, who: specification_retiring.retire_specification(
        w.house, who, SPEC, "不再用"
    ),
    "specification_retiring.reinstate_specification": lambda w, who: (
        specification_retiring.reinstate_specification(w.house, who, SPEC, "再用")
    ),
    "specification_drafts.discard_draft": lambda w, who: specification_drafts.discard_draft(
        w.house, who, w.has.draft_spec.id
    ),
    "specification_drafts.take_back_draft": lambda w, who: specification_drafts.take_back_draft(
        w.house, who, w.has.draft_spec.id
    ),
    "specification_reviews.confirm_unaffected": lambda w, who: specification_reviews.confirm_unaffected(
        w.house, who, SPEC, 2, _touching(w), "不涉及"
    ),
    "supplements.record_supplement": lambda w, who: supplements.record_supplement(
        w.house, who, AGREED, [("邮件.eml", b"proof")]
    ),
    "supplements.approve_supplement": lambda w, who: supplements.approve_supplement(
        w.house, _approver(who), w.has.agreed.id
    ),
    "supplements.withdraw_supplement": lambda w, who: supplements.withdraw_supplement(
        w.house, who, w.has.agreed.id, "不"
    ),
    "relief.deem_failed": lambda w, who: relief.deem_failed(w.house, who, CODE, LABEL, ["HAND"], "不"),
    "mappings.say": lambda w, who: mappings.say(w.house, who, w.has.waits.id, SAID, {}),
    "mappings.forget": lambda w, who: mappings.forget(w.house, who, w.has.mapping),
    "month.set_state": lambda w, who: month.set_state(w.house, who, CODE, LABEL, MonthState.DRAFT),
    "month_papers.enter_paper": lambda w, who: month_papers.enter_paper(
        w.house, who, CODE, "2026-02", month_papers.Paper(PaperKind.ACCEPTED, date(2026, 5, 12), "周经理")
    ),
    "month_papers.decide_objection": lambda w, who: month_papers.decide_objection(
        w.house, _approver(who), w.has.paper.id, 1, PaperState.REJECTED, "不"
    ),
    "month_papers.withdraw_paper": lambda w, who: month_papers.withdraw_paper(
        w.house, who, w.has.paper.id, 1, "不"
    ),
    "target_into_draft.take_into_draft": lambda w, who: target_into_draft.take_into_draft(
        w.house, who, CODE, "SL"
    ),
    "plans.open_plan": lambda w, who: plans.open_plan(w.house, who, w.has.misses, working_days=3),
    "plans.save_plan": lambda w, who: plans.save_plan(w.house, who, w.has.plan.id, 1, title="改"),
    "plans.move_plan": lambda w, who: plans.move_plan(w.house, who, w.has.plan.id, 1, PlanStatus.SUBMITTED),
    "preview.came_before": lambda w, who: preview.came_before(w.house, who, _reading(w), SAID),
    "preview.keep_preview": lambda w, who: preview.keep_preview(w.house, who, _reading(w), SAID),
    "desk_begun.begin_line": lambda w, who: desk_begun.begin_line(
        w.house, who, w.has.line, "QUICK_LISTENING"
    ),
    "desk_begun.begin_dial": lambda w, who: desk_begun.begin_dial(
        w.house, who, desk_begun.Dialled("W5", Cell("YUNHE", "", "PLAN", Daypart.PEAK), "QUICK_MYSTERY")
    ),
    "desk_begun.begin_half": lambda w, who: desk_begun.begin_half(w.house, who, w.has.draft),
    "sample_withdrawing.withdraw_sample": lambda w, who: sample_withdrawing.withdraw_sample(
        w.house, who, w.has.sample, "误抽"
    ),
    "sample_withdrawing.put_back_sample": lambda w, who: sample_withdrawing.put_back_sample(
        w.house, who, w.has.sample
    ),
    "sample_lines.replace_line": lambda w, who: sample_lines.replace_line(w.house, who, w.has.line, "无声"),
    "sampling.draw_sample": lambda w, who: sampling.draw_sample(
        w.house, who, sampling.SampleWish("YUNHE", CALLS, 1)
    ),
    "mystery_calls.place_call": lambda w, who: mystery_calls.place_call(
        w.house, who, mystery_calls.Placing(w.has.other_call.id, "W5", "PLAN")
    ),
    "mystery_calls.second_check": lambda w, who: mystery_calls.second_check(
        w.house, who, w.has.call.id, 1
    ),
    "mystery_calls.rule_out": lambda w, who: mystery_calls.rule_out(w.house, who, w.has.call.id, "不", 1),
    "mystery_promises.note_promise": lambda w, who: mystery_promises.note_promise(
        w.house, who, w.has.call.id, "回电", datetime(2026, 5, 13, tzinfo=UTC)
    ),
    "mystery_promises.settle_promise": lambda w, who: mystery_promises.settle_promise(
        w.house, who, w.has.promise.id, 1, None, "不"
    ),
    "mystery_promises.note_guess": lambda w, who: mystery_promises.note_guess(
        w.house, who, "W5", "YUNHE", datetime(2026, 5, 11, 3, tzinfo=UTC)
    ),
    "mystery_promises.withdraw_guess": lambda w, who: mystery_promises.withdraw_guess(
        w.house, who, w.has.guess.id, 1
    ),
    "mystery_waves.save_campaign": lambda w, who: mystery_waves.save_campaign(
        w.house, who, "DIAL", Text("改", "Changed"), version=1
    ),
    "mystery_waves.save_wave": lambda w, who: mystery_waves.save_wave(w.house, who, WAVE, 1),
    "mystery_closing.close_wave": lambda w, who: mystery_closing.close_wave(w.house, who, "W5", 1),
    "audit_appeals.enter_appeal": lambda w, who: audit_appeals.enter_appeal(
        w.house,
        who,
        audit_appeals.Appeal(w.has.appealed, "CLOSING", Channel.MAIL, "周", w.cast.clock.now(), "不"),
    ),
    "audit_appeals.confirm_in_writing": lambda w, who: audit_appeals.confirm_in_writing(
        w.house, who, w.has.appeals[0].id, None
    ),
    "audit_appeals.next_level": lambda w, who: audit_appeals.next_level(
        w.house, who, w.has.appeals[1].id, w.cast.clock.now(), "不"
    ),
    "audit_appeals.rule_appeal": lambda w, who: audit_appeals.rule_appeal(
        w.house, who, w.has.appeals[0].id, Ruling.KEEP, "不"
    ),
    "audit_cases.keep_case": lambda w, who: audit_cases.keep_case(
        w.house, who, w.has.ruling.id, "例", "口径"
    ),
    "visit_offline.issue_form": lambda w, who: visit_offline.issue_form(
        w.house, who, w.has.visit.id, "zh"
    ),
    "visit_offline.bring_back": lambda w, who: _brought_back_where_it_is_not_theirs(w, who),
    "lists.stage": lambda w, who: lists.stage(
        w.house, who, "花名册.csv", "工号,职场\n0002,长沙\n".encode(),
        lists.ListSaid("YUNHE", days=MonthRule().month("2026-04")),
    ),
    "lists.commit": lambda w, who: lists.commit(w.house, who, w.has.roster_waits.id),
    "lists.discard": lambda w, who: lists.discard(w.house, who, w.has.roster_waits.id),
    "lists.withdraw": lambda w, who: lists.withdraw(w.house, who, w.has.roster.id, "发错了"),
    "visits.plan_visit": lambda w, who: visits.plan_visit(w.house, who, VISIT, "S1"),
    "visits.change_visit": lambda w, who: visits.change_visit(w.house, who, w.has.visit.id, 1, VISIT),
    "visits.call_off": lambda w, who: visits.call_off(w.house, who, w.has.visit.id, 1, "不"),
    "visit_answers.answer_item": lambda w, who: visit_answers.answer_item(
        w.house, who, w.has.visit.id, "DESKS", Answer("full"), None
    ),
    "visit_answers.tick_fatal": lambda w, who: visit_answers.tick_fatal(
        w.house, who, w.has.visit.id, ["DATA_OUT"], []
    ),
    "visit_answers.submit_visit": lambda w, who: visit_answers.submit_visit(
        w.house, who, w.has.visit.id, 1
    ),
    "visit_bookings.book_finding": lambda w, who: visit_bookings.book_finding(
        w.house, who, w.has.finding.id, visit_bookings.Booked(CODE, "LEAK"), 1
    ),
    "visit_bookings.drop_booking": lambda w, who: visit_bookings.drop_booking(
        w.house, who, w.has.finding.id, "不", 1
    ),
    "visit_bookings.book_after_all": lambda w, who: visit_bookings.book_after_all(
        w.house, who, w.has.finding.id, 1
    ),
    "visit_bookings.event_state": lambda w, who: visit_bookings.event_state(w.house, who, w.has.finding),
    "visit_findings.add_finding": lambda w, who: visit_findings.add_finding(
        w.house, who, w.has.visit.id, FOUND
    ),
    "visit_findings.change_finding": lambda w, who: visit_findings.change_finding(
        w.house, who, w.has.finding.id, 1, FOUND
    ),
    "visit_findings.remove_finding": lambda w, who: visit_findings.remove_finding(
        w.house, who, w.has.finding.id, 1
    ),
    "visit_findings.put_back_finding": lambda w, who: visit_findings.put_back_finding(
        w.house, who, w.has.finding.id
    ),
    "visit_findings.answer_finding": lambda w, who: visit_findings.answer_finding(
        w.house, who, w.has.finding.id, "不", TODAY, 1
    ),
    "visit_findings.close_finding": lambda w, who: visit_findings.close_finding(
        w.house, who, w.has.finding.id, "不", 1
    ),
    "visit_findings.open_again": lambda w, who: visit_findings.open_again(
        w.house, who, w.has.finding.id, "不", 1
    ),
    "visit_photos.add_photo": lambda w, who: visit_photos.add_photo(
        w.house, who, w.has.visit.id, ("证.png", PNG)
    ),
    "visit_photos.remove_photo": lambda w, who: visit_photos.remove_photo(w.house, who, w.has.photo.id, 1),
    "visit_photos.put_back_photo": lambda w, who: visit_photos.put_back_photo(w.house, who, w.has.photo.id),
    "visit_signing.sign_visit": lambda w, who: visit_signing.sign_visit(
        w.house, who, w.has.visited.id, SIGNED, ("签.png", PNG), 1
    ),
    "visit_signing.refuse_signature": lambda w, who: visit_signing.refuse_signature(
        w.house, who, w.has.visited.id, SIGNED, "不", 1
    ),
    "audit_notices.send_notice": lambda w, who: audit_notices.send_notice(
        w.house, who, w.has.notice.id, "企业微信"
    ),
    "audit_notices.drop_notice": lambda w, who: audit_notices.drop_notice(
        w.house, who, w.has.notice.id, "不"
    ),
    "audit_review.submit_for_review": lambda w, who: audit_review.submit_for_review(
        w.house, who, w.has.call.id
    ),
    "audit_review.second_score": lambda w, who: audit_review.second_score(w.house, who, w.has.unreleased, {}),
    "audit_review.adjudicate": lambda w, who: audit_review.adjudicate(
        w.house, who, w.has.unreleased, {}, (), "不"
    ),
    "audit_review.release": lambda w, who: audit_review.release(w.house, who, w.has.unreleased),
    "audit_review.acknowledge": lambda w, who: audit_review.acknowledge(w.house, who, w.has.unreleased, "周"),
    "calibration.give_mark": lambda w, who: calibration.give_mark(
        w.house, who, w.has.sealed.raters[0].id, w.has.sealed.calls[0].id, w.has.full
    ),
    "calibration.open_early": lambda w, who: calibration.open_early(
        w.house, who, w.has.sealed.record.id, "不"
    ),
    "calibration.cancel": lambda w, who: calibration.cancel(w.house, who, w.has.sealed.record.id, "不"),
    "calibration_minutes.decide": lambda w, who: calibration_minutes.decide(
        w.house, who, w.has.opened.record.id, "NEED", "例", "口径"
    ),
    "calibration_minutes.into_guidance": lambda w, who: calibration_minutes.into_guidance(
        w.house, who, w.has.decided.id
    ),
    "calibration_plan.plan_calibration": lambda w, who: calibration_plan.plan_calibration(
        w.house, who, w.has.calibration
    ),
    "spot_check.log_call": lambda w, who: spot_check.log_call(w.house, who, w.has.draft),
    "spot_check.withdraw_call": lambda w, who: spot_check.withdraw_call(w.house, who, w.has.call.id, "不"),
    "sent_in_part.in_part": lambda w, who: sent_in_part.in_part(w.house, who, _reading(w), SAID),
    "months_apart.months_apart": lambda w, who: months_apart.months_apart(w.house, who, _reading(w)),
    "beside.beside": lambda w, who: beside.beside(w.house, who, _reading(w)),
    "agents_told.agents_told": lambda w, who: agents_told.agents_told(w.house, who, _reading(w)),
    "calls_over_files.calls_over_files": lambda w, who: calls_over_files.calls_over_files(
        w.house, who, _reading(w)
    ),
    "agreed_formulas.without_agreed": lambda w, who: agreed_formulas.without_agreed(
        w.house, who, _told_off(_reading(w))
    ),
    "own_calls.own_calls": lambda w, who: own_calls.own_calls(w.house, who, _reading(w)),
    "late_report.late_reports": lambda w, who: late_report.late_reports(w.house, who, _reading(w)),
    "ungoverned.ungoverned": lambda w, who: ungoverned.ungoverned(w.house, who, _reading(w)),
}  # fmt: skip

#: What holds no vendor's data, or is tried elsewhere.
OTHERS = {
    "audit_drafts.marked": "a number that was typed, of no vendor (test_services_desk_begun)",
    "mystery_calls.used_number": "a number that was typed, of no vendor (test_services_desk_begun)",
    "staffing.staffing": "of the files of one's own vendors (test_services_staffing)",
    "cost_satisfaction.cost_beside_satisfaction": "one's own (test_services_cost_satisfaction)",
    "reckoned_costs.reckoned_costs": "in vendor_file.vendor_file above (test_services_vendor_file)",
    "reckoned_costs.contacts_taken": "of months at hand (test_services_cost_satisfaction)",
    "ranking.own_place": "of a contract at hand; in export_month.report above (test_services_ranking)",
    "visits.checklists": "the house's own forms, of no vendor (test_services_visits)",
    "as_if_versions.as_if_versions": "of one's own vendors' audits (test_services_forms)",
    **dict.fromkeys(
        (
            *(f"audit_forms.{name}" for name in ("form_file", "form_versions", "forms", "to_start_from")),
            *("audit_items.audit_items", "mappings.item_names"),
            *(f"form_drafts.{name}" for name in ("discard", "form_draft", "form_drafts", "publish", "save")),
            *(f"form_drafts.{name}" for name in ("start_file", "start_shipped", "start_version")),
            *(f"form_drafts.{name}" for name in ("as_file", "replace_by_file", "start_blank")),
            *(f"form_retiring.{name}" for name in ("retire_form", "reinstate_form")),
        ),
        "forms are the client's own (test_services_forms)",
    ),
    **dict.fromkeys(
        (f"mystery_briefs.{name}" for name in ("approve_brief", "briefs", "save_brief")),
        "briefs are the client's own and name no vendor (test_services_programme)",
    ),
    **dict.fromkeys(
        ("review_rules.review_rules", "review_rules.set_review_rules"),
        "how forms are reviewed is the client's own (test_services_reviews)",
    ),
    "visit_tasks.visit_tasks": "in overview.needs_me above",
    "audit_tasks.audit_tasks": "in overview.needs_me above",
    "audit_tasks.calibration_tasks": "in overview.needs_me above",
    "browsers.remember": "who acts in a browser is nobody's figure",
    "directory.projects": "projects are the client's own",
    "directory.save_project": "projects are the client's own",
    "claim_deadlines.claim_deadlines": "of the ledgers above (test_services_claim_deadlines)",
    "credit_rows.proven": "a row with its file, for services that asked before",
    "credit_accrual.bring_up": "what credit_ledger.ledger begins with",
    "contract_drafts.start_blank": "a contract with a vendor that is none yet",
    "contract_drafts.start_ready_made": "a contract with a vendor that is none yet",
    "credit_accrual.final_months": "months as assess_month.history gives them; the world's are not final",
    "statement_report.statement_report": "of a month at hand; begins with statements.statement",
    "statements.statement": "one of the months below (test_services_statements)",
    "statements.statements": "of final months, the world has none (test_services_statements)",
    "statement_editions.issued_statements": "issued ones, the world has none (test_services_statements)",
    "statement_editions.issued_statement": "one of those above",
    "statements.issue": "of a final month, the world has none (test_services_statements)",
    "statements.pay": "begins with statement above (test_services_statements)",
    **dict.fromkeys(
        (
            *(f"entry_lists.{name}" for name in ("newest_list", "publish_list")),
            *(f"entry_rounds.{name}" for name in ("add_candidate", "decide", "open_round", "rounds")),
            *(f"entry_rounds.{name}" for name in ("score", "score_file", "take_on")),
        ),
        "only who sees every vendor chooses among candidates (test_services_entry)",
    ),
    "half_scored.let_go": "one's own half-given scores only (test_services_half_scored)",
    "evidence.keep_evidence": "keeps bytes; the record that names them is refused",
    "half_filled.let_go": "one's own half-filled calls only (test_services_half_filled)",
    "import_files.bring_in": "stage and commit, both above",
    "dropped.take": "stage above; what waits is looked up by file_access (test_services_dropped)",
    "inbox.take_in": "stage and commit, both above; overdue is reporting_plan.overdue",
    "staff_over_files.with_staff": "of one's own vendors (test_services_staff_over_files)",
    "returned.read_received": "bytes at hand; what they came back for is opened by file_access.opened",
    "privacy.privacy": "the rules of the sites that directory.sites shows",
    "judge_again.judge_after": "what commit and withdraw end with, both above",
    "plan_dates.count_again": "of the house as a whole, as doctor.examine is",
    "jobs.unfinished": "one's own jobs only",
    "misses.breaches": "read as misses are; the world has none",
    "month_pace.month_pace": "results, above; the world's months are over",
    "people.add_person": "people are the client's own",
    "people.change_language": "one's own",
    "people.change_role": "people are the client's own",
    **dict.fromkeys(
        (
            *(f"courses.{name}" for name in ("courses", "course_versions", "publish_course")),
            *("matrix.matrices", "matrix.publish", "matrix.requirements_for"),
            *(f"matrix_files.{name}" for name in ("as_file", "publish_file", "read_file")),
        ),
        "the client's own; rules of other vendors are left out (test_services_matrix)",
    ),
    **dict.fromkeys(
        ("trainers.certify_trainer", "trainers.trainers", "trainers.withdraw_trainer"),
        "the world has no courses (test_services_matrix)",
    ),
    **dict.fromkeys(
        (
            *("records.enter", "records.keep_paper", "records.papers", "records.records_of"),
            *("records.retract", "records.withdraw_entry", "records.entries", "records.rows_of_list"),
            *(f"record_lists.{name}" for name in ("stage_records", "records_again", "rejected_records")),
            *("record_lists.preview", "course_names.unknown_names"),
        ),
        "the world has no training records (test_services_training_records, test_services_record_lists)",
    ),
    "course_names.name_course": "courses are the client's own",
    **dict.fromkeys(
        ("agent_file.agent_file", "agent_file.mark_of"),
        "the world has no training records (test_services_agent_file)",
    ),
    **dict.fromkeys(
        ("watch.watched", "watch.watched_month"), "the world's calls name nobody (test_services_watch)"
    ),
    **dict.fromkeys(
        ("agent_links.link", "agent_links.links", "agent_links.unlink"),
        "the world has no links (test_services_watch)",
    ),
    **dict.fromkeys(
        ("cleared_out.clear_out", "cleared_out.cleared", "cleared_out.lift"),
        "of no vendor, for who sees every one (test_services_cleared_out)",
    ),
    "compliance.requirements_of": "the world has no matrix (test_services_compliance)",
    **dict.fromkeys(
        (
            *(
                f"changes.{name}"
                for name in ("changes", "vendor_changes", "enter_change", "call_off", "deliver")
            ),
            *("change_board.change_board", "change_board.standings", "due_snapshots.issued"),
            "changes.handed_over",
            "due_snapshots.issued_of",
        ),
        "the world has no changes (test_services_changes)",
    ),
    "roster_tasks.roster_tasks": "the world has no roster (test_services_roster_tasks)",
    "training_tasks.training_tasks": "the world has no matrix (test_services_training_tasks)",
    "training_report.training_report": "the world has no matrix (test_exports_training)",
    **dict.fromkeys(
        ("gaps.gaps", "gaps.gaps_file", "gaps.grounds"), "the world has no matrix (test_services_gaps)"
    ),
    **dict.fromkeys(
        [f"board.{name}" for name in ("board", "lacking", "months_told")],
        "the world has no matrix (test_services_training_board)",
    ),
    **dict.fromkeys(
        ("expiries.expiries", "expiries.expiries_file"),
        "the world has no matrix (test_services_training_expiries)",
    ),
    **dict.fromkeys(
        (
            *("failure_chain.chain_of", "month_causes.month_causes", "month_causes.months_audited"),
            *("unclear_clauses.unclear_clauses", "course_effect.course_effects"),
        ),
        "the world has no courses (test_services_failure_chain)",
    ),
    **dict.fromkeys(
        [f"evidence_audits.{name}" for name in ("audits", "draw", "look", "withdraw")],
        "the world has no training records (test_services_evidence_audits)",
    ),
    "restated.restated": "the world has no training records (test_services_training_restated)",
    "doubts.doubted": "the world has no training records (test_services_training_doubts)",
    "agent_calls.agent_calls": "the world has no matrix (test_services_agent_calls)",
    "missing_papers.missing_papers": "the world has no matrix (test_services_missing_papers)",
    "take_in.take_in": "opens a file (test_services_take_in)",
    "training.compliance": "asks vendor by vendor, of those that directory.vendors shows",
    "writing.writing": "the gate itself",
}


def _told_off(reading):
    return replace(
        reading, findings=(Finding("service_level_variant", facts={"variant": "SL-5", "seconds": "20"}),)
    )


def _anda(role: Role = Role.MANAGER) -> Principal:
    return Principal("01JANDA", "安达专员", role, "zh", frozenset({"ANDA"}))


def _late(world: World) -> SimpleNamespace:
    """Days after the last one, of the project of the contract that was left."""
    day = SimpleNamespace(
        key=SimpleNamespace(vendor="YUNHE", project="LEFT"), days=lambda: {date(2026, 5, 11)}
    )
    return SimpleNamespace(drafts=[day], file=SimpleNamespace(name="late.csv"))


def _approver(who: Principal) -> Principal:
    return replace(who, role=Role.APPROVER)


def _days(world: World) -> list[Any]:
    return [("YUNHE", MonthRule().month(LABEL))]


def _asked(world: World) -> Asked:
    terms = contract_versions.governing(world.house, world.cast.manager, CODE, LABEL)
    assert terms is not None
    return Asked(terms, LABEL)


def _missed(world: World) -> misses.MissView:
    """A clause that missed on received figures."""
    found = misses.misses(world.house, world.cast.manager)
    return next(view for view in found if view.record.clause == "SL")


def _taken_in(world: World, who: Principal) -> Any:
    file = world.house.folder / "tmp" / "gov.yaml"
    file.write_text(TERMS, "utf-8")
    found = contract_files.take_in(world.house, who, file, keep=False)
    return found.contracts


def _owing(world: World) -> Any:
    """The file as if judging it had failed."""
    return replace(world.has.file, findings=(judge_again.Finding(judge_again.FAILED),))


def _reading(world: World) -> Any:
    from importers.containers.received import receive
    from importers.read import read

    path = world.house.files.opened(world.has.waits.sha256)
    known = directory.directory(world.house, world.cast.manager)
    said = replace(SAID, period=MonthRule().month("2026-03"))
    return read(receive("三月.csv", path), said, known, world.house.today(), import_report.caps(world.house))


def _traces(world: World) -> tuple[int, int, int]:
    """What is on record about the vendor."""
    with world.house.database.read() as uow:
        noted = [entry for entry in uow.journal.all() if entry.vendor in ("YUNHE", None)]
        return len(noted), len(uow.journal.changes.all()), len(uow.batches.all())


@pytest.mark.parametrize("name", READS)
def test_another_vendors_data_is_refused_or_not_there(world: World, name: str) -> None:
    """The manager of the house gets it."""
    assert READS[name](world, world.cast.manager), "the manager gets nothing: this shows nothing"
    with suppress(NotAllowedError, NotFoundError):
        assert not READS[name](world, _anda())


@pytest.mark.parametrize("name", WRITES)
def test_another_vendors_data_is_not_touched(world: World, name: str) -> None:
    """Refused for whose it is, and nothing is on record of it."""
    before = _traces(world)
    with pytest.raises((NotAllowedError, NotFoundError)):
        WRITES[name](world, _anda())
    assert _traces(world) == before


def test_a_file_that_names_another_vendor_is_blocked_as_one_nobody_knows(world: World) -> None:
    """Said by the file itself this time."""
    text = "外包商,日期,人工请求量,人工接通量\n云禾,2026-04-01,100,95\n".encode()
    found = import_report.stage(world.house, _anda(), "无名.csv", text)
    assert found.blocked and not found.batches and "云禾客服" not in str(found.questions)


def test_a_file_of_two_vendors_is_opened_by_whoever_sees_both(world: World) -> None:
    """One's own part of it counts and is followed home all the same."""
    text = "外包商,日期,人工请求量,人工接通量\n云禾,2026-01-01,100,95\n安达,2026-01-01,200,190\n".encode()
    house, manager, anda = world.house, world.cast.manager, _anda()
    both = import_report.commit(house, manager, import_report.stage(house, manager, "两家.csv", text).file.id)
    assert {batch.vendor for batch in both.batches} == {"YUNHE", "ANDA"}
    with pytest.raises(NotFoundError):
        received.original(house, anda, both.file.id)
    assert both.file.id not in [view.file.id for view in received.received(house, anda)]
    assert [batch.vendor for batch, _ in import_files.batches(house, anda)] == ["ANDA"]
    mine = next(batch.id for batch in both.batches if batch.vendor == "ANDA")
    assert [file.name for file in follow.files_behind(house, anda, [mine])] == ["两家.csv"]


def test_every_service_is_tried_or_named_with_its_reason() -> None:
    """A new one stands in a table above before it is landed."""
    served = {f"{module}.{name}" for module, name in public()} - NOBODY_ASKED.keys()
    assert served - READS.keys() - WRITES.keys() - OTHERS.keys() == set()
    assert [name for name in OTHERS if name not in served] == []
