"""Builds the demo: fourteen months lived through the services, each step on the day it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from core.batch import Dataset
from core.clock import FixedClock
from core.errors import RefusedError, WrongInputError
from core.month import MonthState
from core.period import labels_between, shifted
from core.principal import Principal, Role
from core.text import Text
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call
from services.contracts.contracts import load_contract
from services.forms.audit_forms import forms
from services.house.bootstrap import DEMO_MARK, House, open_house
from services.house.settings import ROOT
from services.improvement.plans import move_plan, open_plan
from services.judging.assess_month import assess
from services.judging.misses import misses
from services.known.contacts import save_contact
from services.known.directory import save_site
from services.known.people import add_person
from services.months.month import set_state
from services.records.daily_events import approve_event, record_event
from services.records.manual_figures import enter_figure
from services.reports.import_files import bring_in, choice
from services.reports.reporting_plan import save_plan
from services.work.demo_calibrations import calibration_story
from services.work.demo_papers import papers_story
from services.work.demo_programme import programme_story
from services.work.demo_reviews import review_story
from services.work.demo_samples import sample_story
from services.work.demo_specifications import specification_story
from services.work.demo_stage import SAMPLE, ZONE, Cast, Step, at, day_of, listed, table
from services.work.demo_training import traced_calls, training_story
from services.work.demo_visits import visit_story
from sla.follow_up.plans import PlanStatus
from sla.follow_up.reporting import DueKind, DueRule, Frequency

DEMO_FOLDER = ROOT / "data-demo"
#: Where the story stands: the morning after the last reports came in.
_FIRST_MONTH, _LAST_FINAL, _LAST_REPORTED = "2025-10", "2026-09", "2026-10"
_OPENED, _TODAY = datetime(2025, 9, 26, 9, tzinfo=ZONE), datetime(2026, 11, 22, 9, tzinfo=ZONE)
_CONTRACTS = ("hengxin_telecom.yaml", "yunhe_hotline.yaml", "anda_shop.yaml")
_CONTACTS = (("HENGXIN", "孙志远", "项目总监"), ("YUNHE", "李岚", "项目经理"), ("ANDA", "何静", "运营经理"))
Progress = Callable[[int, int], None]


def build_demo(folder: Path, progress: Progress | None = None) -> House:
    """Build the demo in an empty folder, and give it open. Refused (not_empty) where anything lies there.

    The demo always has a SQLite database of its own, whatever a team uses. Nothing in it names a place on
    this machine: the folder can be moved.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WrongInputError("not_empty", folder=folder.name)
    clock = FixedClock(_OPENED)
    house = open_house(folder, clock=clock)
    (folder / DEMO_MARK).touch()
    steps = sorted(_story(), key=lambda step: step.at)
    cast = _opened(house, clock)
    for done, step in enumerate(steps, start=1):
        clock.at = step.at
        step.act(cast)
        if progress:
            progress(done, len(steps))
    return house


def counted(house: House) -> dict[str, int]:
    """How much a house holds: vendors, contracts, live batches."""
    with house.database.read() as uow:
        return {
            "vendors": len(uow.directory.all_vendors()),
            "contracts": len(uow.contracts.listed()),
            "batches": len(uow.batches.live()),
        }


def _opened(house: House, clock: FixedClock) -> Cast:
    """The people, then vendors and contracts, sites and contacts."""
    manager = add_person(house, "周明", Role.MANAGER)
    auditor = add_person(house, "李静", Role.AUDITOR, who=manager)
    second_auditor = add_person(house, "王芳", Role.AUDITOR, who=manager)
    approver = add_person(house, "赵建国", Role.APPROVER, who=manager)
    for name in _CONTRACTS:
        load_contract(house, manager, (SAMPLE / "contracts" / name).read_bytes(), name)
    for site in table("sites.csv"):
        save_site(house, manager, site["vendor"], site["code"], Text(site["zh"], site["en"]))
    reached = {vendor: save_contact(house, manager, vendor, name, job) for vendor, name, job in _CONTACTS}
    for report in listed("reporting.json"):
        _owe(house, manager, report, reached[report["vendor"]].id)
    return Cast(house, clock, manager, auditor, second_auditor, approver)


def _owe(house: House, manager: Principal, report: Mapping[str, Any], contact: str) -> None:
    save_plan(
        house,
        manager,
        report["contract"],
        Text(report["zh"], report["en"]),
        Dataset(report["dataset"]),
        Frequency(report["frequency"]),
        DueRule(DueKind(report["due_kind"]), report["due_count"]),
        contact=contact,
        starts=date.fromisoformat(report["starts"]),
    )


def _story() -> Iterator[Step]:
    """Everything that happened, in no particular order."""
    for arrival in table("files.csv"):
        yield Step(datetime.fromisoformat(arrival["received"]), partial(_receive, arrival))
    for call in listed("calls.json"):
        yield Step(datetime.fromisoformat(call["at"]) + timedelta(minutes=20), partial(_log, call))
    for event in listed("events.json"):
        yield Step(at(date.fromisoformat(event["day"]), 17), partial(_book, event))
    for figure in listed("by_hand.json"):
        yield Step(at(day_of(shifted(figure["period"], 1), 4), 15), partial(_enter, figure))
    for plan in listed("plans.json"):
        yield from _plan(plan)
    yield from papers_story()
    yield from specification_story()
    yield from programme_story()
    yield from review_story()
    yield from sample_story()
    yield from calibration_story()
    yield from visit_story()
    yield from training_story()
    yield from traced_calls()
    for label in labels_between(_FIRST_MONTH, _LAST_FINAL):
        yield Step(at(day_of(shifted(label, 1), 28), 16), partial(_close, label))
    yield Step(_TODAY, _judge_the_rest)


def _receive(arrival: Mapping[str, str], cast: Cast) -> None:
    file = SAMPLE / arrival["file"]
    vendor, period = arrival["vendor"] or None, arrival["period"] or None
    said = choice(cast.house, cast.manager, vendor, source=arrival["source"], period=period)
    brought = bring_in(cast.house, cast.manager, file, said)
    if brought.refused and arrival["note"] != "first":
        found = [
            *(brought.staged.findings if brought.staged else ()),
            *(brought.staged.decision if brought.staged else ()),
        ]
        raise brought.error or RefusedError(list(found), "blocked")


def _log(call: Mapping[str, Any], cast: Cast) -> None:
    """A call as the auditor typed it in: what is not mentioned was done right."""
    form = next(form for form in forms(cast.house, cast.auditor) if form.code == call["form"])
    draft = CallDraft(
        vendor=call["vendor"],
        site=call["site"],
        form=form.code,
        at=datetime.fromisoformat(call["at"]),
        kind=form.kind,
        dialled=call["dialled"],
        agent=call["agent"],
        connected=call["connected"],
        wait_s=call["wait_s"],
        answers=_answers(form, call["answers"], call["connected"]),
        fatal=frozenset(call["fatal"]),
        remark=call["remark"],
        recording=call["recording"],
    )
    log_call(cast.house, cast.auditor, draft)


def _answers(form: AuditForm, said: Mapping[str, str], connected: bool) -> dict[str, Answer]:
    answers = {}
    for section, item in form.items():
        if connected or section.asked_unconnected:
            word = said.get(item.code, item.choices[0].code)
            answers[item.code] = Answer(not_applicable=True) if word == "na" else Answer(word)
    return answers


def _book(event: Mapping[str, Any], cast: Cast) -> None:
    """An entry of the ledger; the approver agrees the next morning, where the story says so."""
    day = date.fromisoformat(event["day"])
    line = record_event(
        cast.house, cast.manager, event["contract"], day, event["code"], event["what"], event["times"]
    )
    if event["approved"]:
        cast.clock.at = at(day + timedelta(days=1), 9)
        approve_event(cast.house, cast.approver, line.id, line.version)


def _enter(figure: Mapping[str, Any], cast: Cast) -> None:
    enter_figure(
        cast.house,
        cast.manager,
        figure["contract"],
        figure["period"],
        figure["clause"],
        figure["numerator"],
        figure["denominator"],
        figure["source"],
    )


def _plan(plan: Mapping[str, Any]) -> Iterator[Step]:
    """A plan opened an hour before it was handed in, and every state it went through."""
    ids: list[str] = []
    first = date.fromisoformat(plan["steps"][0][1])
    yield Step(at(first, 9), partial(_open, plan, ids))
    for state, day, why in plan["steps"]:
        found = plan.get("verification") if state == PlanStatus.CLOSED else None
        yield Step(at(date.fromisoformat(day), 10), partial(_move, ids, PlanStatus(state), why, found))


def _open(plan: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    answered = [
        view.record.id
        for view in misses(cast.house, cast.manager, plan["vendor"], contract=plan["contract"])
        if view.record.clause in plan["clauses"] and set(view.record.periods) & set(plan["periods"])
    ]
    said = ("title", "problem", "root_cause", "corrective", "preventive", "owner")
    words = {name: plan[name] for name in said}
    due = date.fromisoformat(plan["due"]) if "due" in plan else None
    days = plan.get("working_days")
    opened = open_plan(cast.house, cast.manager, answered, due=due, working_days=days, **words)
    ids.append(opened.record.id)


def _move(ids: Sequence[str], to: PlanStatus, why: str, verification: str | None, cast: Cast) -> None:
    with cast.house.database.read() as uow:
        version = uow.plans.get(ids[0]).version
    move_plan(cast.house, cast.manager, ids[0], version, to, why, verification)


def _close(label: str, cast: Cast) -> None:
    """The month is judged once more, and the approver makes it final."""
    for month in assess(cast.house, cast.manager, [label]):
        set_state(cast.house, cast.approver, month.contract.code, label, MonthState.FINAL, "核对无误，定稿")


def _judge_the_rest(cast: Cast) -> None:
    assess(cast.house, cast.manager, labels_between(shifted(_LAST_FINAL, 1), shifted(_LAST_REPORTED, 1)))
