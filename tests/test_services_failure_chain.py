"""From an audit to its cause: item → clause → course → certificate on that date → who must act; and whether
the course changed anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.errors import NotAllowedError, NotFoundError
from core.people_lists import RecordKind
from core.period import calendar_month
from core.text import Text
from qa.audit import SampleType
from qa.form.kinds import Attribution
from qa.form.terms import ClauseRef
from qa.scoring.answers import Answer
from qa.specification.examples import EXAMPLE
from qa.training.chain import CauseKind, MustAct
from qa.training.course import Category, Course, Provider, Taught
from qa.training.effect import Part
from qa.training.matrix import Rule, RuleKind, Where
from qa.training.record import Lack
from services.audits import spot_check
from services.forms import form_drafts
from services.forms.audit_forms import forms
from services.known import directory
from services.specifications.specification_drafts import start_from_file
from services.specifications.specification_publishing import publish_draft
from services.training import changes, courses, matrix, records
from services.training.changes import EnteredChange
from services.training.course_effect import course_effects
from services.training.failure_chain import Link, chain_of
from services.training.month_causes import month_causes, months_audited
from services.training.records import Entered
from services.training.unclear_clauses import unclear_clauses
from tests import rosters_example
from tests.services_example import Cast, empty_house

VENDOR, OTHER, SPEC, MAY = "YUNHE", "ANDA", "HOTLINE-CALL", "2026-05"
CALL = datetime(2026, 5, 11, 3, tzinfo=UTC)
ITEMS = {"ACCURACY": "ANSWER", "OPENING": "GREET"}


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """A form that stands on a specification, a course that teaches it and is asked of all; five agents."""
    found = empty_house(tmp_path / "data", database_url)
    house, who = found.house, found.manager
    rosters_example.with_sites(found)
    draft = start_from_file(house, who, EXAMPLE.read_bytes(), "规范.yaml")
    publish_draft(house, who, draft.id, draft.version, date(2025, 10, 1), "首版")
    form = form_drafts.start_shipped(house, who, "F1")
    text = form.text
    for item, clause in ITEMS.items():
        named = f"clause: {{spec: {SPEC}, version: 1, clause: {clause}}}"
        text = text.replace(f"{{code: {item}, ", f"{{code: {item}, {named}, ")
    saved = form_drafts.save(house, who, form.id, form.version, text)
    form_drafts.publish(house, who, saved.id, saved.version)
    taught = (Taught(SPEC, ("ANSWER",)),)
    course = Course("HOTLINE", 1, Text("热线流程", "Hotline"), Category.BUSINESS, teaches=taught)
    courses.publish_course(house, who, course, "首版")
    rule = Rule("R1", RuleKind.ENTRY, Where(), ("HOTLINE",), date(2026, 1, 1), valid_months=6)
    matrix.publish(house, who, [rule], date(2026, 1, 1), "首版")
    rosters_example.taken_in(found, days=calendar_month(2026, 5))
    yield found
    found.house.close()


def trained(cast: Cast, agent: str, day: date, vendor: str = VENDOR) -> None:
    given = Entered(agent, "HOTLINE", RecordKind.EXAM, day, passed=True)
    records.enter(cast.house, cast.manager, vendor, given, "考试系统停用")


def audit(
    cast: Cast,
    agent: str,
    item: str = "ACCURACY",
    at: datetime = CALL,
    sample_type: SampleType = SampleType.RANDOM,
    vendor: str = VENDOR,
    **said: object,
) -> str:
    """A random recording of an agent's, wrong in one item."""
    form = next(each for each in forms(cast.house, cast.auditor) if each.code == "F1")
    answers = {each.code: Answer("full") for _section, each in form.items()}
    if item:
        answers[item] = Answer("none", **said)  # type: ignore[arg-type]
    draft = spot_check.CallDraft(
        vendor=vendor, form="F1", kind=form.kind, at=at, answers=answers,
        recording=f"R-{vendor}-{agent}-{at:%d%H%M}", agent=agent, sample_type=sample_type,
    )  # fmt: skip
    return spot_check.log_call(cast.house, cast.auditor, draft).record.id


def only(cast: Cast, id: str) -> Link:
    [link] = chain_of(cast.house, cast.auditor, id)
    return link


def test_from_the_audit_to_the_certificate_on_that_date(cast: Cast) -> None:
    trained(cast, "0001", date(2026, 5, 4))
    link = only(cast, audit(cast, "1"))  # the auditor wrote 1, the roster 0001
    assert (link.item.code, link.failure.clause) == ("ACCURACY", f"{SPEC} v1 ANSWER")
    assert link.failure.taught_by == ("HOTLINE",)
    assert (link.cause.kind, link.cause.who) == (CauseKind.TRAINED_NOT_APPLIED, MustAct.TEAM_LEADER)
    assert link.cause.why.en == "HOTLINE was held (2026-05-04 to 2026-11-03)"


def test_a_certificate_of_the_day_after_the_call_does_not_count(cast: Cast) -> None:
    trained(cast, "0002", date(2026, 5, 12))
    link = only(cast, audit(cast, "0002"))
    assert (link.cause.kind, link.cause.lack) == (CauseKind.NOT_TRAINED, Lack.NO_RECORD)
    assert link.cause.who is MustAct.VENDOR_TRAINER


def test_an_expired_certificate_is_named(cast: Cast) -> None:
    trained(cast, "0003", date(2025, 11, 11))  # six months: through 10 May
    link = only(cast, audit(cast, "0003"))
    assert (link.cause.kind, link.cause.lack) == (CauseKind.NOT_TRAINED, Lack.EXPIRED)


@pytest.mark.parametrize(
    ("agent", "item", "said", "kind"),
    [
        ("0099", "ACCURACY", {}, CauseKind.UNKNOWN_AGENT),
        # The course teaches ANSWER only, and VOICE names no clause at all.
        ("0001", "OPENING", {}, CauseKind.NO_LINK),
        ("0001", "VOICE", {}, CauseKind.NO_LINK),
        ("0001", "ACCURACY", {"root_cause": "SPEC_UNCLEAR"}, CauseKind.SPEC_UNCLEAR),
        ("0001", "ACCURACY", {"attribution": Attribution.PROCESS}, CauseKind.SPEC_UNCLEAR),
        # The auditor says not trained, the records say he was: both are shown, the records decide.
        ("0001", "ACCURACY", {"root_cause": "NOT_TRAINED"}, CauseKind.TRAINED_NOT_APPLIED),
        ("0001", "ACCURACY", {"root_cause": "TOOL_FAULT"}, CauseKind.OTHER),
    ],
)
def test_every_class_from_the_books(
    cast: Cast, agent: str, item: str, said: dict[str, object], kind: CauseKind
) -> None:
    trained(cast, "0001", date(2026, 5, 4))
    link = only(cast, audit(cast, agent, item, **said))  # type: ignore[arg-type]
    assert link.cause.kind is kind
    assert (link.picked is not None) == ("root_cause" in said)


def test_a_month_is_counted_by_failed_item_and_a_clean_audit_has_no_chain(cast: Cast) -> None:
    trained(cast, "0001", date(2026, 5, 4))
    assert chain_of(cast.house, cast.auditor, audit(cast, "0001", "")) == []
    audit(cast, "0001", at=CALL.replace(hour=4))
    audit(cast, "0002", at=CALL.replace(hour=5))
    audit(cast, "0099", at=CALL.replace(hour=6))
    found = month_causes(cast.house, cast.auditor, VENDOR, MAY)
    assert (found.audits, found.failing) == (4, 3)
    assert {kind: n for kind, n in found.counts.items() if n} == {
        CauseKind.UNKNOWN_AGENT: 1,
        CauseKind.NOT_TRAINED: 1,
        CauseKind.TRAINED_NOT_APPLIED: 1,
    }


def test_the_months_that_can_be_asked_for_begin_with_the_first_audit(cast: Cast) -> None:
    assert months_audited(cast.house, cast.auditor, VENDOR) == []
    audit(cast, "0001")
    cast.clock.at = datetime(2026, 7, 2, tzinfo=UTC)
    assert months_audited(cast.house, cast.auditor, VENDOR) == ["2026-07", "2026-06", "2026-05"]


def test_a_course_before_and_after(cast: Cast) -> None:
    trained(cast, "0001", date(2026, 5, 6))
    audit(cast, "0001", at=CALL.replace(day=5))
    audit(cast, "0001", "", at=CALL.replace(day=6))
    audit(cast, "0001", "", at=CALL.replace(day=7))
    audit(cast, "0002", at=CALL.replace(day=7))
    audit(cast, "0001", at=CALL.replace(day=8), sample_type=SampleType.RISK)  # chosen, because it went wrong
    found = course_effects(cast.house, cast.auditor, VENDOR, calendar_month(2026, 5))["HOTLINE"]
    assert (found.before, found.after) == (Part(1, 1), Part(0, 2))
    assert (found.agents, found.untrained) == (1, Part(1, 1))


def test_a_course_of_which_nothing_was_asked_has_no_effect(cast: Cast) -> None:
    audit(cast, "0001")
    mute = Course("MANNERS", 1, Text("礼仪", "Manners"), Category.BUSINESS)
    courses.publish_course(cast.house, cast.manager, mute, "首版")
    april, may = calendar_month(2026, 4), calendar_month(2026, 5)
    assert course_effects(cast.house, cast.auditor, VENDOR, april) == {}
    assert list(course_effects(cast.house, cast.auditor, VENDOR, may)) == ["HOTLINE"]


def of_two_vendors(cast: Cast, failed: int) -> None:
    """Ten calls of a certified agent at each of two vendors, of which so many failed, and ten of one who
    passed nothing and failed them all."""
    directory.save_vendor(cast.house, cast.manager, OTHER, Text("安达", "Anda"))
    directory.save_site(cast.house, cast.manager, OTHER, "A", Text("甲职场", "Site A"))
    rosters_example.taken_in(cast, days=calendar_month(2026, 5), vendor=OTHER)
    for vendor in (VENDOR, OTHER):
        trained(cast, "0001", date(2026, 5, 4), vendor)
        for n in range(10):
            item = "ACCURACY" if n < failed else ""
            audit(cast, "0001", item, CALL.replace(minute=n), vendor=vendor)
            audit(cast, "0002", at=CALL.replace(minute=20 + n), vendor=vendor)


def test_a_clause_that_certified_agents_of_two_vendors_fail_may_be_unclear(cast: Cast) -> None:
    of_two_vendors(cast, failed=2)
    [hint] = unclear_clauses(cast.house, cast.auditor, MAY)
    assert hint.clause == ClauseRef(SPEC, 1, "ANSWER")
    assert hint.parts == {VENDOR: Part(2, 10), OTHER: Part(2, 10)}
    # Whoever may see one vendor only learns nothing of the other.
    theirs = replace(cast.auditor, vendors=frozenset({VENDOR}))
    assert unclear_clauses(cast.house, theirs, MAY) == []


def test_what_untrained_agents_fail_says_nothing_about_the_clause(cast: Cast) -> None:
    of_two_vendors(cast, failed=1)
    assert unclear_clauses(cast.house, cast.auditor, MAY) == []


def changed(cast: Cast, provider: Provider, handed_over: date | None) -> Link:
    """A change in effect on the day of the call, published on Wednesday 6 May and due five working days later
    or the day before it takes effect; the course is given by `provider`. The agent passed nothing since."""
    course = courses.courses(cast.house, cast.manager)["HOTLINE"]
    given_by = replace(course, number=2, provider=provider, called=("热线",))
    courses.publish_course(cast.house, cast.manager, given_by, "甲方授课")
    trained(cast, "0001", date(2026, 4, 1))
    given = EnteredChange(
        Text("退换规则", "Returns"),
        SPEC,
        datetime(2026, 5, 6, 1, tzinfo=UTC),
        date(2026, 5, 11),
        ("HOTLINE",),
    )
    key = changes.enter_change(cast.house, cast.manager, given, "运营通知").id
    if handed_over:
        changes.deliver(cast.house, cast.manager, key, "HOTLINE", handed_over, VENDOR)
    return only(cast, audit(cast, "0001"))


def test_a_late_course_of_the_clients_is_named_in_the_chain_and_the_client_acts(cast: Cast) -> None:
    link = changed(cast, Provider.CLIENT, date(2026, 5, 8))
    assert (link.cause.kind, link.cause.who) == (CauseKind.SPEC_CHANGED, MustAct.CLIENT)
    # Saturday 9 May is worked: five working days from the 8th end on the 14th.
    assert link.cause.why.en == (
        "the change that took effect on 2026-05-11 was to be trained by 2026-05-14: not due yet for this "
        "agent; the client owed the course on 2026-05-06 and handed it over on 2026-05-08, which moved the "
        "due day to 2026-05-14"
    )


def test_of_two_changes_that_ask_the_same_course_the_running_one_is_named(cast: Cast) -> None:
    """An earlier change of the same process, long trained, is not what was not due yet."""
    earlier = EnteredChange(
        Text("旧规则", "Earlier"), SPEC, datetime(2026, 3, 2, 1, tzinfo=UTC), date(2026, 3, 16), ("HOTLINE",)
    )
    changes.enter_change(cast.house, cast.manager, earlier, "运营通知")
    assert "took effect on 2026-05-11" in changed(cast, Provider.CLIENT, date(2026, 5, 8)).cause.why.en


def test_a_course_of_the_clients_that_never_came_is_no_fault_of_the_vendors(cast: Cast) -> None:
    link = changed(cast, Provider.CLIENT, None)
    assert (link.cause.kind, link.cause.lack) == (CauseKind.NOT_TRAINED, Lack.TOO_OLD)
    assert link.cause.who is MustAct.CLIENT
    assert link.cause.why.zh.endswith("委托方应于 2026-05-06 交付课程，当日仍未交付")


@pytest.mark.parametrize(
    ("provider", "handed_over"),
    [
        (Provider.VENDOR, None),  # the vendor's own course: nobody had to hand anything over
        (Provider.CLIENT, date(2026, 5, 6)),  # in time
    ],
)
def test_without_a_delay_the_vendors_trainer_acts(
    cast: Cast, provider: Provider, handed_over: date | None
) -> None:
    link = changed(cast, provider, handed_over)
    assert (link.cause.kind, link.cause.who) == (CauseKind.NOT_TRAINED, MustAct.VENDOR_TRAINER)
    assert "委托方" not in link.cause.why.zh


def test_nobody_sees_the_chain_of_another_vendors_audit(cast: Cast) -> None:
    theirs = replace(cast.auditor, vendors=frozenset({"ANDA"}))
    with pytest.raises(NotFoundError):
        chain_of(cast.house, theirs, audit(cast, "0001"))
    with pytest.raises(NotAllowedError):
        month_causes(cast.house, theirs, VENDOR, MAY)
    with pytest.raises(NotAllowedError):
        months_audited(cast.house, theirs, VENDOR)
    with pytest.raises(NotAllowedError):
        course_effects(cast.house, theirs, VENDOR, calendar_month(2026, 5))
