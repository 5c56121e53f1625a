"""The file of one agent 坐席档案: what the rosters say, what is asked on a day and why, and what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from importers.staff import agent_key, agent_mark
from qa.roster.history import Dated, roster_on
from qa.roster.spell import Spell, Standing, after
from qa.training.course import Course
from qa.training.expiry import holds_until
from qa.training.held import held_on
from qa.training.record import Held, Lack, TrainingRecord
from qa.training.requirement import Requirement
from services.house.privacy import privacy
from services.house.writing import needed
from services.roster.roster import history_in
from services.training.changes import changes_in
from services.training.compliance import TrainingBooks, books_in
from services.training.list_records import records_in
from services.training.matrix import requirements_for

if TYPE_CHECKING:
    from services.house.bootstrap import House


_AGENT = Text("工号", "The agent's code")


@dataclass(frozen=True)
class Asked:
    """One course that is asked for on the day, and how it stands."""

    need: Requirement
    #: The course's days, and the last one without a gap; None: no end, or never held.
    held: Held | None
    until: date | None
    lack: Lack
    #: Every stretch through which it was held.
    spans: tuple[Held, ...]


@dataclass(frozen=True)
class AgentFile:
    """Everything that is known of one agent of a vendor, as it is or was known."""

    vendor: str
    mark: str
    #: The code as the site's rule leaves it; "" where nothing is kept of the agent.
    agent: str
    day: date
    stretches: tuple[Dated, ...]
    #: The line of the rosters on the day; None: on no roster then.
    spell: Spell | None
    standing: Standing | None
    #: Other codes of the same person at this vendor, whose records count too.
    other_codes: tuple[str, ...]
    #: Number of the matrix version of the day.
    version: int | None
    asked: tuple[Asked, ...]
    passed_over: tuple[tuple[str, Text], ...]
    #: As they happened, those taken back by now too (`withdrawn`).
    records: tuple[TrainingRecord, ...]
    courses: Mapping[str, Course]

    @property
    def lacking(self) -> tuple[Asked, ...]:
        """What is owed on the day and not held."""
        return tuple(one for one in self.asked if one.held is None and one.need.is_owed(self.day))


def mark_of(house: House, who: Principal, vendor: str, code: str) -> str:
    """Under which an agent is met again, however the vendor writes the code. Refused: no code."""
    authorize(who, Action.VIEW, vendor)
    return agent_mark(privacy(house, who), vendor, agent_key(needed(code, _AGENT)))


def agent_file(
    house: House, who: Principal, vendor: str, mark: str, day: date, known: datetime | None = None
) -> AgentFile:
    """The file of an agent on a day, as it is known now or was at `known`."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        uow.directory.vendors.one(code=vendor)
        changes = [one.change for one in changes_in(uow, vendor, known) if not one.called_off]
        books = books_in(uow, house, vendor, Period(day, after(day)), known, changes, marks={mark})
        stretches = history_in(uow, house, vendor, mark, known)
        head, same = _same(books, mark, day)
        told = records_in(uow, house.lake, vendor, books.courses.values(), {mark, *same})
    records = [one for one in told if known is None or one.known <= known]
    # What was done elsewhere counts here and is listed nowhere.
    books.records = [*records, *(one for one in books.records if not one.vendor)]
    spells = roster_on(books.lists, day, known)
    spell = spells.get(mark)
    explained = requirements_for(house, who, spell, day, changes) if spell else None
    codes = _codes(stretches, spells, records)
    return AgentFile(
        vendor, mark, codes.get(mark, ""), day, stretches, spell,
        explained.standing if explained else None,
        tuple(sorted(codes.get(other, "") for other in same)),
        explained.version if explained else None,
        tuple(_stands(books, head, need, day) for need in (explained.needs if explained else ())),
        explained.passed_over if explained else (), tuple(records), books.courses,
    )  # fmt: skip


def _stands(books: TrainingBooks, head: str, need: Requirement, day: date) -> Asked:
    spans = books.held(head, need)
    return Asked(need, held_on(spans, day), holds_until(spans, day), books.lack(head, need, day), spans)


def _same(books: TrainingBooks, mark: str, day: date) -> tuple[str, set[str]]:
    """The mark an agent is counted under on a day, and the other codes of the same person."""
    above = books.counted_as(day)
    head = above.get(mark, mark)
    return head, {head, *(one for one, its in above.items() if its == head)} - {mark}


def _codes(
    stretches: Sequence[Dated], spells: Mapping[str, Spell], records: Sequence[TrainingRecord]
) -> dict[str, str]:
    """Mark → code, by whatever names it."""
    told = {one.mark: one.agent for one in records}
    told |= {one.spell.mark: one.spell.agent for one in stretches}
    return told | {mark: one.agent for mark, one in spells.items()}
