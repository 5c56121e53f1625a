"""A matrix, its courses and an agent for the tests of training: each says only what its case is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from core.people_lists import AgentRole
from core.text import Text
from qa.roster.spell import Spell
from qa.training.course import Category, Course, Provider, Taught, Topic
from qa.training.matrix import Matrix, Rule, RuleKind, Where
from qa.training.requirement import Change

FIRST = date(2026, 10, 1)


def course(code: str, **said: Any) -> Course:
    return replace(Course(code, 1, Text(code, code), Category.BUSINESS), **said)


COURSES: Mapping[str, Course] = {
    "PRIVACY": course(
        "PRIVACY",
        name=Text("个人信息保护", "Personal data"),
        category=Category.SKILL,
        topics=frozenset({Topic.LAW}),
        called=("隐私保护培训",),
        compliance=True,
        carries_over=True,
    ),
    "HOTLINE": course("HOTLINE", name=Text("热线流程", "Hotline"), teaches=(Taught("HOTLINE-CALL"),)),
    "CALM": course("CALM", category=Category.SKILL, topics=frozenset({Topic.EMOTION})),
    "AWARE": course("AWARE", category=Category.AWARENESS, provider=Provider.CLIENT),
    "TTT": course("TTT", provider=Provider.TRAIN_THE_TRAINER),
}


def agent(**said: Any) -> Spell:
    base = Spell("ANDA", "m-0071", "0071", None, "AD-CD", "HOTLINE", AgentRole.L1, live=date(2026, 1, 5))
    return replace(base, **said)


def rule(code: str = "R1", kind: RuleKind = RuleKind.ENTRY, *courses: str, **said: Any) -> Rule:
    where = said.pop("where", Where())
    return Rule(code, kind, where, courses or ("HOTLINE",), said.pop("first_day", FIRST), **said)


def matrix(*rules: Rule, number: int = 1, effective: date = FIRST) -> Matrix:
    return Matrix(number, effective, rules, "首版")


def change(published: str = "2026-11-09T09:00+08:00", effective: str = "2026-11-20", **said: Any) -> Change:
    base = Change(
        key="C1",
        name=Text("促销退换规则", "Promotion returns"),
        vendor=None,
        project=None,
        published=datetime.fromisoformat(published).astimezone(UTC),
        effective=date.fromisoformat(effective),
        product="HOTLINE-CALL",
        number=2,
        courses=("HOTLINE",),
        within=5,
        urgent=False,
        where=Where(),
    )
    return replace(base, **said)
