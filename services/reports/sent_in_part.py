"""A report that names its month and has rows of a part of it, beside what other reports say of the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from core.finding import Finding, Place
from core.period import day_runs
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.draft import Choice, Draft, Question, QuestionKind, Reading
from importers.preview.superseding import days_by_report
from importers.rows.missing_days import lacking_still
from importers.rows.parting import parted
from importers.spans import Speaks, is_daily
from store.lake.stage import current_rows
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What the question is called, in the form of those about words.
SUBJECT = "month = days"


class Part(StrEnum):
    """What a report speaks for that gives few of the days that are in."""

    THESE = "these_days"
    MONTH = "whole_month"


CHOICES: dict[str, Text] = {
    Part.THESE: Text("只更正这些日期，其余日期保留", "only these days; the others stay"),
    Part.MONTH: Text(
        "整月以本文件为准，其余日期不再计入", "the whole month anew; the other days leave the sums"
    ),
}


@dataclass(frozen=True)
class _Beside:
    """The days of a draft, and those that reports hold whose place it would take."""

    mine: frozenset[date]
    #: Of reports that share a day with it, and of those that share none.
    met: frozenset[date]
    apart: frozenset[date]

    @property
    def asks(self) -> bool:
        """Whether most days of the reports it meets are not in it."""
        return 2 * len(self.met & self.mine) < len(self.met)


def in_part(house: House, who: Principal, reading: Reading, choice: Choice) -> Reading:
    """The reading with drafts that speak for their own days where the rest of a month is another report's.

    Where it shares days with a report and lacks most of that one's days, a person says which it speaks for.
    """
    for key in {draft.key.vendor for draft in reading.drafts}:
        authorize(who, Action.IMPORT, key)
    drafts: list[Draft] = []
    said: list[Finding] = []
    asked: list[Question] = []
    held: dict[str, frozenset[date]] = {}
    with house.database.read(who) as uow:
        for draft in reading.drafts:
            beside = _beside(house, uow, draft)
            answer = choice.words.get(SUBJECT)
            if beside is None or answer == Part.MONTH:
                drafts.append(draft)
            elif beside.asks and answer is None:
                drafts.append(draft)
                said.append(_finding("days_unsaid", reading, draft, beside, beside.met - beside.mine))
                asked = [Question(QuestionKind.DAYS, SUBJECT, CHOICES)]
            else:
                own = beside.mine if beside.asks else beside.mine | beside.met
                drafts += parted(replace(draft, speaks=Speaks(day_runs(own))))
                stay = (beside.met | beside.apart) - own
                said.append(_finding("days_beside", reading, draft, beside, stay))
                held[draft.key.vendor] = held.get(draft.key.vendor, frozenset()) | stay
    findings = (*_without_theirs(reading.findings, held), *said)
    found = replace(reading, drafts=tuple(drafts), findings=findings)
    return replace(found, questions=(*reading.questions, *asked))


def _without_theirs(findings: Sequence[Finding], held: Mapping[str, Collection[date]]) -> list[Finding]:
    """What was said of the file; not that it lacks the days which other reports of the vendor hold."""
    told = (
        lacking_still(found, held.get(str(found.facts["vendor"]), ()))
        if found.code == "days_missing"
        else found
        for found in findings
    )
    return [found for found in told if found is not None]


def _beside(house: House, uow: UnitOfWork, draft: Draft) -> _Beside | None:
    """What is in of a draft's key and days; None where it takes no day out that it does not hold."""
    if draft.repairs is not None or not draft.measures or not is_daily(draft.key):
        return None
    held = current_rows(uow, house.lake, draft.key, draft.coverage)
    if held is None:
        return None
    mine, days = draft.days(), days_by_report(held, draft.measures)
    met = frozenset[date]().union(*(each for each in days if each & mine))
    apart = frozenset[date]().union(*(each for each in days if not each & mine)) - met
    found = _Beside(mine, met, apart)
    return found if apart or found.asks else None


def _finding(code: str, reading: Reading, draft: Draft, beside: _Beside, rest: Collection[date]) -> Finding:
    facts = {
        "vendor": draft.key.vendor,
        "n": len(beside.mine),
        "days": _listed(beside.mine),
        "others": len(rest),
        "rest": _listed(rest),
    }
    return Finding(code, Place(reading.file.name), facts)


def _listed(days: Collection[date]) -> str:
    spans = [(run.start, run.last_day) for run in day_runs(days)]
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)
