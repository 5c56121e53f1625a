"""Gaps 培训缺口: whom to train in what by when, at a vendor on a day; and the same as a list to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from core.language import N_, translated
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.gaps_workbook import GapLine, GapList, gaps_workbook
from qa.roster.spell import Spell
from qa.training.expiry import holds_until
from qa.training.record import Lack
from qa.training.requirement import Requirement
from services.known.told import names_around
from services.training.changes import changes_in
from services.training.compliance import TrainingBooks, books_in, elsewhere_in
from services.training.held_month import month_in
from services.training.list_records import records_in
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = N_("{vendor}_{day}_training_gaps.xlsx")
#: What runs out within so many days is listed before it does.
AHEAD = timedelta(days=30)


class GapKind(StrEnum):
    """How pressing it is, the most pressing first."""

    OVERDUE = "overdue"
    TO_COME = "to_come"
    EXPIRING = "expiring"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _KINDS[self]


_KINDS: dict[GapKind, Text] = {
    GapKind.OVERDUE: Text("应持未持", "Lacked"),
    GapKind.TO_COME: Text("待通过", "To pass"),
    GapKind.EXPIRING: Text("即将到期", "Runs out"),
}


@dataclass(frozen=True)
class Gap:
    """One course that one agent has to pass."""

    kind: GapKind
    spell: Spell
    course: str
    name: Text
    #: Last day to pass it: of what runs out its last day; None: before the next contact.
    due: date | None
    lack: Lack
    #: Of compliance: nothing is green while it is lacked.
    compliance: bool
    why: tuple[Text, ...]


@dataclass(frozen=True)
class Grounds:
    """What the gaps of a day rest on."""

    #: On the roster of the day.
    agents: int
    #: Whether the matrix or a change asks anything of one of them.
    asked: bool
    #: How many days old the roster is.
    carried_days: int


def grounds(house: House, who: Principal, vendor: str, day: date) -> Grounds:
    """How many the roster of a day names, how old it is, and whether anything is asked of them."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        asked_for = [each.change for each in changes_in(uow, vendor) if not each.called_off]
        one_day = Period(day, day + timedelta(days=1))
        books = books_in(uow, house, vendor, one_day, changes=asked_for, marks=())
    spells = books.roster(day).values()
    asked = any(books.needs(spell, day) for spell in spells)
    return Grounds(len(spells), asked, books.carried_days(day) if spells else 0)


def gaps(house: House, who: Principal, vendor: str, day: date) -> list[Gap]:
    """What a vendor's agents have to pass, by the roster of a day: what is lacked already, what is due later,
    what runs out within 30 days; the most pressing first."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        return gaps_in(uow, house, vendor, day)


def gaps_in(uow: UnitOfWork, house: House, vendor: str, day: date) -> list[Gap]:
    """The same for other services."""
    asked = [each.change for each in changes_in(uow, vendor) if not each.called_off]
    month = month_in(uow, house, vendor, Period(day, day + timedelta(days=1)), changes=asked)
    open_ = [
        (spell, need)
        for spell in month.books.roster(day).values()
        for need in month.books.needs(spell, day)
        if not month.holds_beyond(spell.mark, need, day, day + AHEAD)
    ]
    books = _with_records(uow, house, month.books, open_)
    found = [gap for spell, need in open_ for gap in _gap(books, spell, need, day)]
    order = list(GapKind)
    return sorted(
        found,
        key=lambda gap: (
            order.index(gap.kind), gap.due or date.min, gap.course, gap.spell.site or "", gap.spell.agent,
        ),
    )  # fmt: skip


def _with_records(
    uow: UnitOfWork, house: House, books: TrainingBooks, asked: Iterable[tuple[Spell, Requirement]]
) -> TrainingBooks:
    """The books with the records that the reasons rest on: of whoever lacks something, in what they lack."""
    heads, courses = set(), set()
    for spell, need in asked:
        heads.add(spell.mark)
        courses.add(need.course)
    marks = {mark for mark, head in books.roster_of_all().items() if head in heads}
    told = records_in(uow, house.lake, books.vendor, books.courses.values(), marks, of=courses)
    return replace(books, records=[*told, *elsewhere_in(uow, house.lake, books, marks)])


def gaps_file(house: House, who: Principal, vendor: str, day: date, lang: Lang) -> tuple[str, bytes]:
    """File name and workbook of the list to send; journalled, for it goes to the vendor. Refused where a cell
    would name another vendor."""
    authorize(who, Action.EXPORT, vendor)
    found = gaps(house, who, vendor, day)
    with house.database.write(who) as uow:
        known = uow.directory.vendor(vendor)
        # Without the person's filter: nobody else's name may leave, whoever asks.
        with house.database.read() as every:
            forbidden, own = names_around(every, vendor)
        report = GapList(known.name, day, house.clock.now(), tuple(map(_line, found)))
        data = gaps_workbook(report, lang, forbidden, own)
        after = {"gaps": len(found), "day": day, "sha256": sha256(data).hexdigest()}
        uow.journal.note("gaps_list", "vendor", vendor, after=after, vendor=vendor)
        uow.commit()
    return translated(_NAME, lang).format(vendor=vendor, day=f"{day:%Y%m%d}"), data


def _gap(books: TrainingBooks, spell: Spell, need: Requirement, day: date) -> Iterator[Gap]:
    lack = books.lack(spell.mark, need, day)
    course = books.courses.get(need.course)
    name = course.name if course else Text(need.course, need.course)
    if lack is not Lack.NONE:
        kind = GapKind.OVERDUE if need.is_owed(day) else GapKind.TO_COME
        yield Gap(kind, spell, need.course, name, need.due, lack, need.compliance, need.why)
        return
    last = holds_until(books.held(spell.mark, need), day)
    if last is not None and last - day <= AHEAD and need.is_owed(day):
        yield Gap(GapKind.EXPIRING, spell, need.course, name, last, lack, need.compliance, need.why)


def _line(gap: Gap) -> GapLine:
    return GapLine(
        agent=gap.spell.agent,
        site=gap.spell.site or "",
        course=gap.course,
        name=gap.name,
        kind=gap.kind.words,
        due=gap.due,
        lack=gap.lack.words,
        why=gap.why,
    )
