"""A brief 拨测脚本: who the caller plays, what is asked, the approved answers, what must not happen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.finding import Finding
from core.text import Text
from qa.form.terms import ClauseRef
from qa.programme.kinds import Mood, ScenarioKind


@dataclass(frozen=True)
class Question:
    """A question with its model answer 标准答案, and what to ask on."""

    ask: str
    answer: str
    follow_up: str = ""
    #: The clause of a process specification the answer rests on; None where it rests on none.
    clause: ClauseRef | None = None


@dataclass(frozen=True)
class Promise:
    """What the agent is expected to promise, and within how many hours it must be kept."""

    what: str
    hours: int


@dataclass(frozen=True)
class Brief:
    """One version of a brief. What is approved never changes; a change makes the next version."""

    #: Stable over all versions.
    code: str
    version: int
    name: Text
    kind: ScenarioKind
    #: First day it may be used; `until` is the last one, None for no end.
    since: date
    until: date | None = None
    mood: Mood = Mood.CALM
    #: The version of the product its answers are of: another one needs another answer key.
    product_version: str = ""
    persona: str = ""
    opening: str = ""
    questions: tuple[Question, ...] = ()
    #: Lists of lines: what not to do, data to give (test accounts), steps expected, what is critical.
    avoid: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    max_attempts: int = 3
    #: Who approved this version with its answers, and when; empty: a draft nobody may call by.
    approved_by: str = ""
    approved_on: date | None = None

    @property
    def is_approved(self) -> bool:
        """Whether somebody answers for its model answers."""
        return self.approved_on is not None


def last_day(brief: Brief, versions: Iterable[Brief]) -> date | None:
    """The last day a version holds: its own, or the day before a later approved version begins."""
    later = [
        other.since - timedelta(days=1)
        for other in versions
        if other.code == brief.code and other.version > brief.version and other.is_approved
    ]
    return min((day for day in (*later, brief.until) if day is not None), default=None)


def in_force(versions: Iterable[Brief], code: str, day: date) -> Brief | None:
    """The newest approved version that holds on a day; None where there is none."""
    known = list(versions)
    held = [brief for brief in known if brief.code == code and _holds(brief, known, day)]
    return max(held, key=lambda brief: brief.version, default=None)


def brief_findings(brief: Brief) -> list[Finding]:
    """What keeps a draft from being approved: no opening line, no question or one without its answer."""
    lacking = [] if brief.opening.strip() else [Text("开场白", "the opening line")]
    if not brief.questions:
        lacking.append(Text("问题及标准答案", "a question with its model answer"))
    lacking += [
        Text(f"问题“{each.ask}”的标准答案", f"the model answer to “{each.ask}”")
        for each in brief.questions
        if not each.answer.strip()
    ]
    if not lacking:
        return []
    return [Finding("brief_lacks", facts={**_named(brief), "lacking": lacking})]


def used_on(brief: Brief, versions: Iterable[Brief], day: date) -> list[Finding]:
    """What is wrong with a call by this version on a day: not approved, not yet or no longer in force; or
    approved only after it, which is said and refused nowhere."""
    if not brief.is_approved:
        return [Finding("shop_brief_unapproved", facts={**_named(brief), "day": day.isoformat()})]
    known = list(versions)
    if _holds(brief, known, day):
        return _approved_late(brief, day)
    until = last_day(brief, known)
    span = Text(f"{brief.since} 至 {until or '长期'}", f"{brief.since} to {until or 'no end'}")
    return [Finding("shop_brief_expired", facts={**_named(brief), "day": day.isoformat(), "span": span})]


def _approved_late(brief: Brief, day: date) -> list[Finding]:
    """A version approved after the call: when it was made nobody answered for its model answers yet."""
    if brief.approved_on is None or brief.approved_on <= day:
        return []
    facts = {**_named(brief), "day": day.isoformat(), "approved": brief.approved_on.isoformat()}
    return [Finding("shop_brief_late", facts=facts)]


def _holds(brief: Brief, versions: list[Brief], day: date) -> bool:
    until = last_day(brief, versions)
    return brief.is_approved and brief.since <= day and (until is None or day <= until)


def _named(brief: Brief) -> dict[str, object]:
    return {"brief": brief.code, "version": brief.version}
