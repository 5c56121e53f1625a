"""Five vendors' audits over a year, each of thirty answers, the same in every run.

Their answers are those of two hundred calls scored by the product itself; each audit has its review, its
first version, and one in fifty an appeal. All but those of the last two days are released.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from core.principal import Principal, Role
from core.ulid import new_ulid
from qa.form.load import load_form
from qa.form.terms import AuditForm
from qa.review.appeals import AppealState, Channel, VersionKind
from qa.review.clocks import ReviewRules
from qa.review.states import ReviewState
from qa.scoring.answers import Answer
from qa.scoring.engine import score
from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from services.records.kept_audits import stored_answer, with_points
from store.records import (
    AppealRecord,
    AuditFormRecord,
    AuditRecord,
    AuditReviewRecord,
    AuditVersionRecord,
    ReviewRulesRecord,
)
from store.unit_of_work import UnitOfWork

WHO = Principal("01BENCH", "Benchmark", Role.MANAGER)
VENDORS = tuple(f"V{i:02d}" for i in range(1, 6))
AUDITORS = tuple(f"Auditor {i}" for i in range(1, 13))
ITEMS = 30
_PATTERNS, _CHUNK = 200, 5_000
_RULES = ReviewRules(second_percent=0)


def open_audits(folder: Path, number: int, today: date) -> House:
    """The house with all of it; made on first use, found again later."""
    house = open_house(folder)
    done = folder / f"complete-{number}"
    if not done.exists():
        load_contract(house, WHO, contract_text(today), "benchmark.yaml")
        form, findings = load_form(form_text())
        assert form is not None, findings
        _put_in(house, form, number, today)
        done.touch()
    return house


def contract_text(today: date) -> str:
    """A contract of all vendors judged on our own audits."""
    vendors = ", ".join(f"{{code: {v}, name: {{zh: {v}, en: {v}}}}}" for v in VENDORS)
    return f"""contract:
  code: HEARD
  version: '1'
  name: {{zh: 抽检合同, en: Contract on audits}}
  effective: {{from: {today.year - 2}-01-01, to: {today.year + 1}-12-31}}
  vendors: [{vendors}]
clauses:
  - {{code: COM, indicator: COMPLIANCE_ACC, source: audits, target: 95}}
  - {{code: QA, indicator: QA_PASS, source: audits, target: 90}}
"""


def form_text() -> str:
    """A form of three sections with ten items each."""
    items = [
        f"      - {{code: Q{i:02d}, text: {{zh: 第{i}题, en: Question {i}}}, points: {4 if i < 10 else 3},"
        f" choices: done, na: true{', class: compliance' if i % 5 == 0 else ''}}}"
        for i in range(ITEMS)
    ]
    sections = [
        line
        for at, name in enumerate("ABC")
        for line in (
            f"  - code: {name}",
            f"    text: {{zh: {name}, en: {name}}}",
            "    items:",
            *items[at * 10 : at * 10 + 10],
        )
    ]
    return "\n".join(
        [
            "form:",
            "  code: THIRTY",
            "  version: 1",
            "  name: {zh: 三十题, en: Thirty questions}",
            "  kind: listening",
            "  pass_mark: 90",
            "scales:",
            "  done:",
            "    - {code: full, text: {zh: 做到, en: Done}, share: 1}",
            "    - {code: partial, text: {zh: 部分, en: Partly}, share: 1/2}",
            "    - {code: none, text: {zh: 未做到, en: Not done}, share: 0}",
            "sections:",
            *sections,
            "fatal:",
            "  - {code: HANG_UP, text: {zh: 挂断, en: Hung up}}",
        ]
    )


def _put_in(house: House, form: AuditForm, number: int, today: date) -> None:
    chance = random.Random(20261123)
    patterns = [_pattern(form, chance) for _ in range(_PATTERNS)]
    with house.database.write(WHO) as uow:
        at = uow.now
        uow.audits.forms.add(
            AuditFormRecord(
                code=form.code,
                number="1",
                name=form.text,
                body=form_text(),
                created_at=at,
                created_by=WHO.name,
            )
        )
        uow.reviews.rules.add(
            ReviewRulesRecord(form=form.code, rules=_RULES.as_dict(), set_at=at, set_by=WHO.name)
        )
        uow.commit()
    audits = _audits(patterns, chance, number, today)
    while chunk := list(islice(audits, _CHUNK)):
        with house.database.write(WHO) as uow:
            _chunk(uow, chunk, today)
            uow.commit()


def _pattern(form: AuditForm, chance: random.Random) -> AuditRecord:
    answers = {item.code: _answer(chance) for _, item in form.items()}
    fatal = ["HANG_UP"] if chance.random() < 0.02 else []
    receipt = score(form, answers, fatal, True)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    bare = AuditRecord(
        form=form.code, form_version="1", contract=None, vendor="", project=None, site=None, queue=None,
        channel=None, agent=None, kind=form.kind.value, at=at, business_date=at.date(), dialled="",
        connected=True, outcome="", wait_s=None,
        answers={code: stored_answer(answer) for code, answer in answers.items()},
        fatal=tuple(fatal), remark="", recording="", logged_at=at, logged_by="",
    )  # fmt: skip
    return with_points(bare, receipt)


def _answer(chance: random.Random) -> Answer:
    if chance.random() < 0.05:
        return Answer(not_applicable=True)
    return Answer(chance.choices(("full", "partial", "none"), (90, 7, 3))[0])


def _audits(
    patterns: list[AuditRecord], chance: random.Random, number: int, today: date
) -> Iterator[AuditRecord]:
    for at in range(number):
        day = today - timedelta(days=365 - at * 365 // number)
        when = datetime(day.year, day.month, day.day, 1 + at % 9, at % 60, tzinfo=UTC)
        vendor = VENDORS[at % len(VENDORS)]
        yield replace(
            patterns[at % len(patterns)],
            id=new_ulid(), vendor=vendor, at=when, business_date=day, logged_at=when + timedelta(hours=2),
            agent=f"{vendor}-{chance.randrange(80):03d}", logged_by=chance.choice(AUDITORS),
            recording=f"R{at}", sample_type="random",
        )  # fmt: skip


def _chunk(uow: UnitOfWork, audits: list[AuditRecord], today: date) -> None:
    uow.audits.add_all(audits)
    uow.reviews.add_all(_review(audit, today) for audit in audits)
    uow.reviews.versions.add_all(_version(audit) for audit in audits)
    uow.reviews.appeals.add_all(_appeal(audit) for audit in audits[::50] if _is_old(audit, today))


def _is_old(audit: AuditRecord, today: date) -> bool:
    return (today - audit.business_date).days > 2


def _review(audit: AuditRecord, today: date) -> AuditReviewRecord:
    old = _is_old(audit, today)
    released: Mapping[str, Any] = (
        {
            "released_at": audit.logged_at,
            "released_by": WHO.name,
            "appeal_due": audit.business_date + timedelta(7),
        }
        if old
        else {}
    )
    return AuditReviewRecord(
        audit=audit.id, vendor=audit.vendor, rules=_RULES.as_dict(), scorers=(audit.logged_by,),
        state=ReviewState.RELEASED if old else ReviewState.SUBMITTED, submitted_at=audit.logged_at,
        release_due=audit.business_date + timedelta(1), **released,
    )  # fmt: skip


def _version(audit: AuditRecord) -> AuditVersionRecord:
    return AuditVersionRecord(
        audit=audit.id, vendor=audit.vendor, number=1, kind=VersionKind.SCORED, answers=audit.answers,
        fatal=audit.fatal, points=audit.points, passed=audit.passed, receipt=audit.receipt or "",
        made_at=audit.logged_at, made_by=audit.logged_by,
    )  # fmt: skip


def _appeal(audit: AuditRecord) -> AppealRecord:
    day = audit.business_date + timedelta(days=3)
    return AppealRecord(
        audit=audit.id, vendor=audit.vendor, item="Q00", state=AppealState.RULED, channel=Channel.MAIL,
        caller="Vendor", received_at=audit.logged_at, reason="-", due=day, entered_at=audit.logged_at,
        entered_by=WHO.name,
    )  # fmt: skip
