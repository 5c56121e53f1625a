"""Who has to hold what on which day, and why: the training matrix, case by case (T5.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.people_lists import AgentRole, RecordKind
from core.period import Period
from qa.roster.spell import Spell, Standing
from qa.training.course import course_called
from qa.training.matrix import DueDays, DueEvery, Matrix, RuleKind, Where, matrix_on
from qa.training.required import passed_over, requirements
from tests.training_matrix_example import COURSES, FIRST, agent, change, course, matrix, rule

DAY = date(2026, 11, 16)
ENTRY, PERIODIC, CHANGE, RETURN, TRAINER = RuleKind
L1, CHAT = AgentRole.L1, AgentRole.CHAT


def asked(made: Matrix | None, spell: Spell, day: date = DAY, **beside: Any) -> list[str]:
    return [need.course for need in requirements(made, COURSES, spell, day, **beside)]


def one(made: Matrix | None, spell: Spell, day: date = DAY, **beside: Any) -> Any:
    [need] = requirements(made, COURSES, spell, day, **beside)
    return need


SEG = frozenset({"elite"})
WHERE = [
    # role × line × vendor × site × channel × language × segment: what the rule names, the agent, and whether.
    (Where(), {}, True),
    (Where(roles=frozenset({L1})), {}, True),
    (Where(roles=frozenset({CHAT})), {}, False),
    (Where(projects=frozenset({"HOTLINE"})), {}, True),
    (Where(projects=frozenset({"REPAIR"})), {}, False),
    (Where(projects=frozenset({"HOTLINE"})), {"project": None}, False),
    (Where(sites=frozenset({"AD-CD", "AD-XA"})), {}, True),
    (Where(sites=frozenset({"AD-XA"})), {}, False),
    (Where(sites=frozenset({"AD-XA"})), {"site": None}, False),
    (Where(vendors=frozenset({"ANDA"})), {}, True),
    (Where(vendors=frozenset({"YUNHE"})), {}, False),
    (Where(channels=frozenset({"voice"})), {"channels": ("voice", "chat")}, True),
    (Where(channels=frozenset({"email"})), {"channels": ("voice", "chat")}, False),
    # A roster that names no channel means all of them.
    (Where(channels=frozenset({"email"})), {}, True),
    # Rosters write it their own way: capitals, wide letters and spaces do not matter.
    (Where(channels=frozenset({"Live Chat"})), {"channels": ("ｌｉｖｅchat",)}, True),
    (Where(languages=frozenset({"yue"})), {"languages": ("zh",)}, False),
    (Where(languages=frozenset({"yue"})), {"languages": ("zh", "yue")}, True),
    # The customer segment of seeds/004.
    (Where(segments=SEG), {"segments": ("elite",)}, True),
    (Where(segments=SEG), {"segments": ("plus",)}, False),
    (Where(roles=frozenset({L1}), sites=frozenset({"AD-CD"}), segments=SEG), {"segments": ("plus",)}, False),
    # Who takes no contacts owes only what names them; “other” is somebody whose position nobody knows.
    (Where(), {"role": AgentRole.TEAM_LEADER}, False),
    (Where(), {"role": AgentRole.QA}, False),
    (Where(), {"role": AgentRole.OTHER}, True),
    (Where(roles=frozenset({AgentRole.TEAM_LEADER})), {"role": AgentRole.TEAM_LEADER}, True),
]


@pytest.mark.parametrize(("where", "said", "fits"), WHERE)
def test_whom_a_rule_is_for(where: Where, said: dict[str, Any], fits: bool) -> None:
    made = matrix(rule(where=where))
    assert asked(made, agent(**said)) == (["HOTLINE"] if fits else [])
    assert bool(passed_over(made, agent(**said), DAY)) is not fits


@pytest.mark.parametrize(
    ("version", "effect", "day", "holds"),
    [
        (None, {}, DAY, True),
        (2, {}, DAY, False),
        (2, {("HOTLINE-CALL", 2): date(2026, 11, 17)}, DAY, False),
        (2, {("HOTLINE-CALL", 2): date(2026, 11, 16)}, DAY, True),
        # The first version is in effect, the second is asked about.
        (2, {("HOTLINE-CALL", 1): date(2026, 1, 1)}, DAY, False),
    ],
)
def test_a_rule_holds_from_its_product_version_on(
    version: int | None, effect: dict[tuple[str, int], date], day: date, holds: bool
) -> None:
    where = Where(product="HOTLINE-CALL", product_version=version)
    assert bool(asked(matrix(rule(where=where)), agent(), day, products=effect)) is holds


def test_the_matrix_of_the_day() -> None:
    first = matrix(rule("R1"))
    second = matrix(rule("R1", ENTRY, "PRIVACY"), number=2, effective=date(2026, 11, 16))
    again = replace(second, number=3)
    versions = (second, first, again)
    assert matrix_on(versions, date(2026, 9, 30)) is None
    assert matrix_on(versions, date(2026, 11, 15)) is first
    # Two of one day: the one published later.
    assert matrix_on(versions, date(2026, 11, 16)) is again
    assert asked(matrix_on(versions, date(2026, 9, 30)), agent(), date(2026, 9, 30)) == []


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2026, 9, 30), False), (FIRST, True), (date(2026, 10, 31), True), (date(2026, 11, 1), False)],
)
def test_a_rule_holds_on_its_days_both_ends_included(day: date, holds: bool) -> None:
    assert bool(asked(matrix(rule(last_day=date(2026, 10, 31))), agent(), day)) is holds


NOVEMBER_LEAVE = (Period(date(2026, 10, 20), date(2026, 11, 20)),)
STANDINGS = [
    ({}, Standing.LIVE, ["CALM", "HOTLINE"]),
    # Not live yet: what has to be held before the first contact, and nothing else.
    ({"live": date(2026, 11, 17)}, Standing.NOT_LIVE, ["HOTLINE"]),
    ({"joined": date(2026, 11, 17), "live": None}, Standing.NOT_YET, []),
    ({"left": date(2026, 11, 15)}, Standing.LEFT, []),
    ({"left": DAY}, Standing.LIVE, ["CALM", "HOTLINE"]),
    ({"leaves": NOVEMBER_LEAVE}, Standing.ON_LEAVE, []),
    # A leave of thirty days is no long one.
    ({"leaves": (Period(date(2026, 10, 20), date(2026, 11, 19)),)}, Standing.LIVE, ["CALM", "HOTLINE"]),
]


@pytest.mark.parametrize(("said", "standing", "courses"), STANDINGS)
def test_what_is_asked_of_whom_by_how_they_stand(
    said: dict[str, Any], standing: Standing, courses: list[str]
) -> None:
    made = matrix(rule("R1"), rule("R2", PERIODIC, "CALM"))
    assert agent(**said).standing(DAY) is standing
    assert asked(made, agent(**said)) == courses


def test_long_leave_boundary_owes_a_refresher_on_the_day_of_return() -> None:
    made = matrix(rule("BACK", RETURN, "CALM"))
    back = date(2026, 11, 20)
    away31 = agent(leaves=NOVEMBER_LEAVE)
    away30 = agent(leaves=(Period(date(2026, 10, 20), date(2026, 11, 19)),))
    assert asked(made, away31, date(2026, 11, 19)) == [] and asked(made, away30, back) == []
    need = one(made, away31, back)
    assert need.not_before == back and need.is_owed(back)
    assert need.why[0].zh == (
        "因其为一线坐席，适用矩阵行 BACK（返岗）：长假后于 2026-11-20 返岗，此后须通过 CALM。"
    )
    # The last long leave counts; one still to come does not.
    twice = agent(leaves=(*NOVEMBER_LEAVE, Period(date(2027, 1, 1), date(2027, 3, 1))))
    assert one(made, twice, date(2027, 3, 1)).not_before == date(2027, 3, 1)
    assert one(made, twice, date(2026, 12, 31)).not_before == back
    # A rule that calls a leave of more than ten days long.
    assert asked(matrix(rule("BACK", RETURN, "CALM", long_leave=10)), away30, back) == ["CALM"]


def test_rules_for_trainers() -> None:
    made = matrix(rule("TT", TRAINER, "AWARE"))
    assert asked(made, agent(role=AgentRole.TRAINER)) == ["AWARE"] and asked(made, agent()) == []


def test_of_several_rules_the_stricter_of_each_term() -> None:
    made = matrix(
        rule("A", PERIODIC, valid_months=12, pass_mark=Decimal(80), attempts=3, grace_days=7, minutes=30),
        rule("B", PERIODIC, valid_days=90, pass_mark=Decimal(85), grace_days=3, min_version={"HOTLINE": 2}),
        rule("C", PERIODIC, valid_months=6, attempts=2, grace_days=5, certified_trainer=True),
    )
    need = one(made, agent())
    assert (need.valid_months, need.valid_days) == (6, 90)
    assert (need.pass_mark, need.attempts, need.grace_days) == (Decimal(85), 2, 3)
    assert need.min_version == 2 and need.certified_trainer and need.not_before is None
    assert need.rules == ("A", "B", "C") and len(need.why) == 3


def test_every_days_and_a_validity_hold_both() -> None:
    need = one(matrix(rule("A", PERIODIC, every_days=90, valid_months=12)), agent())
    assert (need.valid_months, need.valid_days) == (12, 90)


def test_a_compliance_course_and_entry_leave_no_grace() -> None:
    made = matrix(rule("A", PERIODIC, "PRIVACY", "CALM", grace_days=7))
    calm, privacy = requirements(made, COURSES, agent(), DAY)
    assert (privacy.grace_days, privacy.compliance) == (0, True)
    assert (calm.grace_days, calm.compliance) == (7, False)
    assert one(matrix(rule(grace_days=7)), agent()).grace_days == 0
    merged = one(matrix(rule("E"), rule("P", PERIODIC, grace_days=7)), agent())
    assert (merged.kind, merged.grace_days) == (ENTRY, 0)


@pytest.mark.parametrize(
    ("one_way", "other", "both"),
    [
        ({RecordKind.EXAM, RecordKind.ACKNOWLEDGED}, {RecordKind.EXAM}, {RecordKind.EXAM}),
        # Nothing in common: attending or reading is no proof, passing is.
        ({RecordKind.ATTENDED}, {RecordKind.EXAM}, {RecordKind.EXAM, RecordKind.CERTIFICATE}),
    ],
)
def test_by_which_records_two_rules_are_held(one_way: set[Any], other: set[Any], both: set[Any]) -> None:
    made = matrix(rule("A", holds_by=frozenset(one_way)), rule("B", holds_by=frozenset(other)))
    assert one(made, agent()).holds_by == both


def test_train_the_trainer_asks_for_a_certified_trainer_by_itself() -> None:
    need = one(matrix(rule("A", ENTRY, "TTT")), agent())
    assert need.certified_trainer


def test_a_change_is_asked_for_until_due_and_owed_from_the_day_after() -> None:
    made = matrix(rule("R1"), rule("CHG", CHANGE, pass_mark=Decimal(90)))
    running = requirements(made, COURSES, agent(), DAY, [change()])
    # Who held it before still holds it until the due day is over: two requirements on one course.
    assert [(need.rules, need.not_before, need.is_owed(DAY)) for need in running] == [
        (("R1",), None, True),
        (("CHG",), date(2026, 11, 9), False),
    ]
    after = date(2026, 11, 17)
    [owed] = requirements(made, COURSES, agent(), after, [change()])
    assert owed.rules == ("R1", "CHG") and owed.not_before == date(2026, 11, 9)
    assert owed.is_owed(after) and owed.pass_mark == Decimal(90)
    # Before it is published nobody asks.
    assert len(requirements(made, COURSES, agent(), date(2026, 11, 8), [change()])) == 1


def test_t28_joins_after_the_change() -> None:
    late = agent(joined=date(2026, 11, 10), live=date(2026, 11, 18))
    assert asked(matrix(), late, date(2026, 11, 17), changes=[change()]) == []
    need = one(matrix(), late, date(2026, 11, 18), changes=[change()])
    assert need.due is None and need.is_owed(date(2026, 11, 18))
    assert need.rules == ("C1",) and "首次接待客户前" in need.why[0].zh


@pytest.mark.parametrize(
    ("said", "concerned"),
    [
        ({}, True),
        ({"vendor": "YUNHE"}, False),
        ({"project": "HOTLINE"}, True),
        ({"project": "REPAIR"}, False),
        ({"where": Where(sites=frozenset({"AD-XA"}))}, False),
    ],
)
def test_whom_a_change_concerns(said: dict[str, Any], concerned: bool) -> None:
    assert bool(asked(matrix(), agent(), DAY, changes=[change(**said)])) is concerned


def test_the_rule_that_names_the_product_tells_how_its_change_is_trained() -> None:
    made = matrix(
        rule("ANY", CHANGE, pass_mark=Decimal(70)),
        rule("OF", CHANGE, pass_mark=Decimal(95), where=Where(product="HOTLINE-CALL")),
        rule("ELSE", CHANGE, pass_mark=Decimal(99), where=Where(product="REPAIR-CALL")),
    )
    need = one(made, agent(), changes=[change()])
    assert need.rules == ("OF",) and need.pass_mark == Decimal(95)


def test_a_course_the_client_handed_over_late_is_due_later() -> None:
    late = change(delivered={"HOTLINE": date(2026, 11, 13)})
    assert one(matrix(), agent(), changes=[late]).due == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("said", "live", "due"),
    [
        ({"every_days": 90}, date(2026, 11, 1), date(2027, 1, 30)),
        ({"every_days": 90}, None, date(2026, 12, 30)),
        ({"due": DueDays(DueEvery.MONTH_END)}, date(2026, 11, 10), date(2026, 11, 30)),
        ({"due": DueDays(DueEvery.QUARTER_END)}, date(2026, 1, 5), date(2026, 12, 31)),
        ({"due": DueDays(DueEvery.QUARTER_END)}, date(2026, 12, 31), date(2026, 12, 31)),
        (
            {"due": DueDays(dates=(date(2026, 10, 5), date(2026, 12, 5)))},
            date(2026, 11, 1),
            date(2026, 12, 5),
        ),
        ({}, None, None),
    ],
)
def test_when_a_periodic_rule_is_first_due(said: dict[str, Any], live: date | None, due: date | None) -> None:
    spell = agent(live=live)
    day = max(DAY, live) if live else DAY
    assert one(matrix(rule("P", PERIODIC, **said)), spell, day).due == due


def test_it_explains_itself_in_both_languages() -> None:
    where = Where(roles=frozenset({L1}), projects=frozenset({"HOTLINE"}), segments=SEG)
    need = one(matrix(rule("R1", where=where)), agent(segments=("elite", "plus")))
    assert need.why[0].zh == (
        "因其为一线坐席、项目 HOTLINE、客户群 elite，适用矩阵行 R1（上岗前）：首次接待客户前须通过 HOTLINE。"
    )
    assert need.why[0].en == (
        "First-line agent, project HOTLINE, customer segment elite; rule R1 (before the first contact) "
        "applies: HOTLINE has to be passed before the first contact."
    )
    of_change = one(matrix(rule("CHG", CHANGE)), agent(), changes=[change()]).why[0]
    assert of_change.zh == (
        "因其为一线坐席，适用矩阵行 CHG（变更触发）：变更“促销退换规则”于 2026-11-09 发布，"
        "最迟 2026-11-16（2026-11-09 发布后5个工作日）须通过 HOTLINE。"
    )
    assert of_change.en == (
        "First-line agent; rule CHG (at every change) applies: HOTLINE has to be passed since 2026-11-09, "
        "when “Promotion returns” was published, by 2026-11-16 (5 working days after publication on "
        "2026-11-09)."
    )


@pytest.mark.parametrize(
    ("made", "spell", "zh", "en"),
    [
        (rule(), agent(role=AgentRole.QA), "岗位为质检员", "the position is Quality auditor"),
        (rule(where=Where(sites=frozenset({"X"}))), agent(site=None), "职场为 未填", "the site is not told"),
        (rule(), agent(left=date(2026, 11, 1)), "当日已离职", "on that day: Left"),
        (rule(first_day=date(2027, 1, 1)), agent(), "该行适用于 2027-01-01 …", "the rule holds 2027-01-01 …"),
        (rule("B", RETURN), agent(), "没有超过30天的长假", "no leave of more than 30 days"),
        (
            rule(where=Where(product="SPEC", product_version=3)),
            agent(),
            "SPEC v3 当日尚未生效",
            "SPEC v3 is not in effect that day",
        ),
    ],
)
def test_why_a_rule_asks_nothing(made: Any, spell: Spell, zh: str, en: str) -> None:
    [(_, said)] = passed_over(matrix(made), spell, DAY)
    assert (said.zh, said.en) == (zh, en)


def test_what_a_list_calls_a_course() -> None:
    for said in ("PRIVACY", "privacy", "个人信息保护", " 隐私 保护培训 ", "personal DATA"):
        assert course_called(COURSES, said) is COURSES["PRIVACY"]
    assert course_called(COURSES, "反洗钱") is None and course_called(COURSES, "") is None
    # Two courses of one name: nobody guesses; the code of one is its own.
    two = {
        **COURSES,
        "OLD": course("OLD", called=("热线流程",)),
        "热线流程2": course("X", called=("HOTLINE",)),
    }
    assert course_called(two, "热线流程") is None and course_called(two, "HOTLINE") is COURSES["HOTLINE"]


def test_what_runs_for_a_change_stands_apart_from_what_is_due_by_the_calendar() -> None:
    """A change asks nothing else of the month's end: a pass from before it still meets that."""
    monthly = rule("M1", PERIODIC, due=DueDays(DueEvery.MONTH_END))
    found = requirements(matrix(monthly), COURSES, agent(live=date(2026, 11, 3)), DAY, [change()])
    told = {(need.kind, need.due, need.not_before) for need in found}
    assert told == {
        (PERIODIC, date(2026, 11, 30), None),
        (CHANGE, date(2026, 11, 16), date(2026, 11, 9)),
    }
