"""The chain 因果链 behind a failed item: clause, course, certificate on the call's day; its cause, who acts.

Records decide between not trained and trained, not applied; what the auditor picked stands beside them. The
class of cause says where to begin, it is no verdict on anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from qa.form.kinds import Attribution
from qa.training.came_late import CameLate
from qa.training.record import Lack

#: Codes of the shipped forms' list of causes.
SPEC_UNCLEAR, TOOL_FAULT = "SPEC_UNCLEAR", "TOOL_FAULT"
#: A clause that certified agents fail at so many vendors, in so many cases, at such a rate, may be unclear.
HINT_VENDORS, _HINT_CASES, _HINT_RATE = 2, 10, Fraction(1, 5)


class CauseKind(StrEnum):
    """Why an item failed, as far as books and records tell."""

    UNKNOWN_AGENT = "unknown_agent"
    NO_LINK = "no_link"
    SPEC_UNCLEAR = "spec_unclear"
    SPEC_CHANGED = "spec_changed"
    NOT_TRAINED = "not_trained"
    TRAINED_NOT_APPLIED = "trained_not_applied"
    OTHER = "other"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _KINDS[self]


class MustAct(StrEnum):
    """Who has to do something about it."""

    CLIENT = "client"
    SPEC_OWNER = "spec_owner"
    BOTH = "both"
    VENDOR = "vendor"
    VENDOR_TRAINER = "vendor_trainer"
    TEAM_LEADER = "team_leader"
    SYSTEM = "system"

    @property
    def words(self) -> Text:
        """Who it is and what they do."""
        return _ACTS[self]


class OnRoster(StrEnum):
    """Whether the agent of a call is known."""

    YES = "yes"
    #: Rosters hold for that day, and this agent is on none.
    NO = "no"
    #: No roster was taken in for that day.
    NO_ROSTER = "no_roster"
    #: The audit names no agent, or one of a site that keeps no codes.
    NOT_NAMED = "not_named"
    #: The call reached nobody: there is no agent to be found.
    NOT_REACHED = "not_reached"


@dataclass(frozen=True)
class Taken:
    """A course that teaches the clause and is asked of the agent: whether it was held on the call's day."""

    course: str
    lack: Lack
    #: The certificate that held: its days; None where nothing did.
    first_day: date | None = None
    last_day: date | None = None
    #: Where the client handed it over later than it owed it.
    late: CameLate | None = None


@dataclass(frozen=True)
class Failure:
    """A failed item of an audit with everything the books say about it."""

    day: date
    on_roster: OnRoster
    #: 'SPEC v2 CLAUSE'; None: the item names no clause.
    clause: str | None
    #: First day of the version of the specification that the form asks by; None: never in force.
    clause_since: date | None = None
    #: Courses that teach the clause, asked of the agent or not.
    taught_by: tuple[str, ...] = ()
    #: Those of them that the agent owed on that day.
    owed: tuple[Taken, ...] = ()
    #: First day of a change to the specification and the last day to be trained in it, where both days
    #: enclose the call's: it held already, and its training was not due yet.
    changing: tuple[date, date] | None = None
    #: Where that training is not due yet because the client's course came late.
    late: CameLate | None = None
    #: Code of the cause the auditor picked, and whose fault the auditor said it was.
    picked: str | None = None
    attribution: Attribution | None = None

    @property
    def courses(self) -> tuple[str, ...]:
        """The courses that were asked of the agent, else those that teach the clause."""
        return tuple(each.course for each in self.owed) or self.taught_by

    @property
    def is_certified(self) -> bool:
        """Whether the agent owed a course that teaches the clause on that day, and held every one of them."""
        return bool(self.owed) and all(each.lack is Lack.NONE for each in self.owed)


@dataclass(frozen=True)
class Cause:
    """The class of cause of one failed item, who must act, and why it is that class."""

    kind: CauseKind
    who: MustAct
    why: Text
    #: Why the course was not held; NONE everywhere else.
    lack: Lack = Lack.NONE


def classify(failure: Failure) -> Cause:
    """The first class that fits, in the order of the design: known, linked, clear, changed, trained."""
    return (
        _unknown(failure)
        or _unlinked(failure)
        or _unclear(failure)
        or _changed(failure)
        or _untrained(failure)
        or _other(failure)
        or _not_applied(failure)
    )


def may_be_unclear(failed: Mapping[str, tuple[int, int]]) -> bool:
    """Whether certified agents of several vendors fail a clause alike, so the clause itself may be unclear.

    `failed`: vendor → (failed, asked) of certified agents. A hint to look, never a verdict.
    """
    return len([v for v, (bad, n) in failed.items() if _often(bad, n)]) >= HINT_VENDORS


def rolled_up(causes: Iterable[Cause]) -> dict[CauseKind, int]:
    """How many failed items are of which class, in the order of precedence; classes that none is of too."""
    found = dict.fromkeys(CauseKind, 0)
    for cause in causes:
        found[cause.kind] += 1
    return found


def _often(bad: int, n: int) -> bool:
    return n >= _HINT_CASES and Fraction(bad, n) >= _HINT_RATE


def _unknown(failure: Failure) -> Cause | None:
    if failure.on_roster is OnRoster.YES:
        return None
    if failure.on_roster is OnRoster.NOT_REACHED:
        return Cause(CauseKind.OTHER, MustAct.VENDOR, _NOT_REACHED)
    who = MustAct.VENDOR if failure.on_roster is OnRoster.NO else MustAct.CLIENT
    return Cause(CauseKind.UNKNOWN_AGENT, who, _UNKNOWN[failure.on_roster])


def _unlinked(failure: Failure) -> Cause | None:
    if failure.clause is None:
        why = Text("该项未关联规范条款", "the item names no clause of a specification")
    elif not failure.taught_by:
        why = Text(f"没有课程讲授 {failure.clause}", f"no course teaches {failure.clause}")
    elif not failure.owed and failure.changing is None:
        named = ", ".join(failure.taught_by)
        why = Text(f"培训矩阵当日未要求该坐席持有 {named}", f"the matrix did not ask for {named} that day")
    else:
        return None
    return Cause(CauseKind.NO_LINK, MustAct.CLIENT, why)


def _unclear(failure: Failure) -> Cause | None:
    if failure.picked == SPEC_UNCLEAR:
        why = Text("质检员判定为规范不清", "the auditor found the specification unclear")
    elif failure.attribution in (Attribution.CLIENT, Attribution.PROCESS):
        why = Text("质检员归因于委托方或流程", "the auditor laid it to the client or the process")
    else:
        return None
    return Cause(CauseKind.SPEC_UNCLEAR, MustAct.SPEC_OWNER, why)


def _changed(failure: Failure) -> Cause | None:
    since = failure.clause_since
    if since is None or failure.day < since:
        why = Text(
            f"表单所依条款 {failure.clause} 当日尚未生效",
            f"{failure.clause}, by which the form asks, was not in force yet that day",
        )
    elif failure.changing and failure.changing[0] <= failure.day <= failure.changing[1]:
        first, last = failure.changing
        why = Text(
            f"{first} 起的变更最晚 {last} 培训，该坐席当日尚未到期",
            f"the change that took effect on {first} was to be trained by {last}: not due yet for this agent",
        )
    else:
        return None
    return _laid(CauseKind.SPEC_CHANGED, MustAct.BOTH, why, failure.late, failure.day)


def _untrained(failure: Failure) -> Cause | None:
    """Of several courses the first that was not held."""
    lacking = next((each for each in failure.owed if each.lack is not Lack.NONE), None)
    if lacking is None:
        return None
    said, course, day = lacking.lack.words, lacking.course, failure.day
    why = Text(f"{course} {day} {said.zh}", f"{course} on {day}: {said.en}")
    found = _laid(CauseKind.NOT_TRAINED, MustAct.VENDOR_TRAINER, why, lacking.late, day)
    return replace(found, lack=lacking.lack)


def _laid(kind: CauseKind, who: MustAct, why: Text, late: CameLate | None, day: date) -> Cause:
    """A cause with what the client's delay did to it, which excuses the vendor as far as it reached."""
    if late is None:
        return Cause(kind, who, why)
    said = late.words(day)
    why = Text(f"{why.zh}；{said.zh}", f"{why.en}; {said.en}")
    return Cause(kind, MustAct.CLIENT if late.excuses(day) else who, why)


def _other(failure: Failure) -> Cause | None:
    if failure.picked != TOOL_FAULT and failure.attribution is not Attribution.SYSTEM:
        return None
    why = Text("质检员判定为系统故障", "the auditor laid it to a system fault")
    return Cause(CauseKind.OTHER, MustAct.SYSTEM, why)


def _not_applied(failure: Failure) -> Cause:
    held = failure.owed[0]
    zh, en = f"{held.first_day} 起", f"from {held.first_day}"
    if held.last_day:
        zh, en = f"{held.first_day} 至 {held.last_day}", f"{held.first_day} to {held.last_day}"
    why = Text(f"{held.course} 证书有效（{zh}）", f"{held.course} was held ({en})")
    return Cause(CauseKind.TRAINED_NOT_APPLIED, MustAct.TEAM_LEADER, why)


_KINDS: dict[CauseKind, Text] = {
    CauseKind.UNKNOWN_AGENT: Text("坐席不明", "Agent unknown"),
    CauseKind.NO_LINK: Text("未建关联", "No link to a course"),
    CauseKind.SPEC_UNCLEAR: Text("规范不清", "Specification unclear"),
    CauseKind.SPEC_CHANGED: Text("规范刚变更", "Specification changed"),
    CauseKind.NOT_TRAINED: Text("未培训", "Not trained"),
    CauseKind.TRAINED_NOT_APPLIED: Text("培训过未执行", "Trained, not applied"),
    CauseKind.OTHER: Text("其他原因", "Another cause"),
}
_ACTS: dict[MustAct, Text] = {
    MustAct.CLIENT: Text("委托方补齐", "the client puts it right"),
    MustAct.SPEC_OWNER: Text("规范负责人澄清", "the owner of the specification makes it clear"),
    MustAct.BOTH: Text("双方加快宣贯", "both sides hurry the training"),
    MustAct.VENDOR: Text("外包商说明", "the vendor explains"),
    MustAct.VENDOR_TRAINER: Text("外包商讲师补训", "the vendor's trainer trains"),
    MustAct.TEAM_LEADER: Text("外包商班组长辅导并复测", "the vendor's team leader coaches and tests again"),
    MustAct.SYSTEM: Text("系统负责人修复", "the owner of the system repairs it"),
}
_NOT_REACHED = Text("电话未接通坐席，与培训无关", "the call reached no agent: no matter of training")
_UNKNOWN: dict[OnRoster, Text] = {
    OnRoster.NO: Text("该工号当日不在花名册上", "this agent is on no roster of that day"),
    OnRoster.NO_ROSTER: Text("当日没有花名册", "there is no roster of that day"),
    OnRoster.NOT_NAMED: Text("该通录音未写明坐席", "the audit names no agent"),
}
