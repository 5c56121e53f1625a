"""What a vendor's workbook says of training: courses by site, changes of the month, what runs out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from exports.training_report import CauseLine, ChangeLine, CourseLine, ExpiryLine, TrainingReport
from qa.roster.spell import UNTOLD, Spell
from qa.training.change import ChangeState
from qa.training.expiry import bucket_of, holds_until
from services.training.asked_items import counting_audits
from services.training.change_board import ChangeAtVendor, Owing, standings_in
from services.training.changes import changes_in
from services.training.compliance import TrainingBooks, books_in
from services.training.due_snapshots import issued_in, take_due
from services.training.failure_chain import Link, links_in
from services.training.vendor_days import VendorDays, vendor_days
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_AHEAD = timedelta(days=60)
_AWAY = "长假，{day} 返岗，接待客户前须完成", "on long leave until {day}, owes it before the next contact"
_NEW = "{day} 上岗，接待客户前须完成", "live from {day}, owes it before the first contact"
_OPEN_END = Text("长假，返岗日未知，接待客户前须完成", "on long leave, owes it before the next contact")
_LACKED, _OPEN = Text("到期日未通过", "had not passed on the due day"), Text("尚未通过", "still to pass")
_PROVISIONAL = "（暂定）", " (provisional)"


def training_report(house: House, who: Principal, vendor: str, period: Period) -> TrainingReport | None:
    """A vendor's training on the last day of a month, or today; None where no roster tells who is there."""
    authorize(who, Action.EXPORT, vendor)
    take_due(house)
    with house.database.read(who) as uow:
        by = vendor_days(uow, vendor)
        day = min(period.last_day, house.today(by.zone))
        if day not in period:
            return None
        asked = [each.change for each in changes_in(uow, vendor) if not each.called_off]
        books = books_in(uow, house, vendor, Period(day, day + timedelta(days=1)), changes=asked)
        if not books.roster(day):
            return None
        audits = counting_audits(uow, who, vendor, period)
        changes = tuple(
            line
            for at in standings_in(uow, house, vendor)
            if at.standing is not None and at.standing.state is not ChangeState.CALLED_OFF
            if at.due is not None and at.due.day >= period.start
            if by.of(at.change.published) < period.end
            for line in _change(uow, at, by)
        )
        causes = tuple(_cause(link) for link in links_in(uow, house, vendor, audits))
    expiries = sorted(_expiries(books, day), key=lambda each: (each.last_day, each.site, each.agent))
    return TrainingReport(day, tuple(_courses(books, day)), changes, tuple(expiries), causes)


def _courses(books: TrainingBooks, day: date) -> Iterator[CourseLine]:
    asked: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for mark, spell in books.at_work(day).items():
        for need in books.owed(spell, day):
            mine = asked[spell.site or "", need.course]
            mine[spell.agent] = mine.get(spell.agent, True) and books.holds(mark, need, day)
    for (site, code), held in sorted(asked.items()):
        course = books.courses.get(code)
        yield CourseLine(
            site, code, course.name if course else Text(code, code), bool(course and course.compliance),
            len(held), sum(held.values()), tuple(sorted(each for each, holds in held.items() if not holds)),
        )  # fmt: skip


def _cause(link: Link) -> CauseLine:
    failure, cause = link.failure, link.cause
    return CauseLine(
        failure.day, link.audit.recording, link.audit.agent or "", link.item.text, failure.clause or "",
        failure.courses, cause.kind.words, link.because, cause.who.words,
    )  # fmt: skip


def _change(uow: UnitOfWork, at: ChangeAtVendor, by: VendorDays) -> Iterator[ChangeLine]:
    assert at.due is not None and at.standing is not None
    whole = at.whole()
    first = issued_in(uow, at.change.key, at.vendor, at.due.day)
    now = f"{whole.trained}/{whole.in_scope}"
    issued = f"{first.trained}/{first.in_scope}" if first else ""
    zh, en = _PROVISIONAL if at.standing.provisional else ("", "")
    state = at.standing.state.words
    head = ChangeLine(
        name=at.change.name, product=at.change.product, published=by.of(at.change.published),
        effective=at.change.effective, due=at.due.day, state=Text(f"{state.zh}{zh}", f"{state.en}{en}"),
        in_scope=whole.in_scope, trained=whole.trained, excused=whole.excused,
        issued=issued if issued != now else "",
    )  # fmt: skip
    note = _OPEN if at.standing.state is ChangeState.RUNNING else _LACKED
    rows = [
        replace(_named(head, each.spell), courses=each.courses, later=each.later, note=note)
        for each in at.lacking
    ]
    rows += [_owing(head, each, _away(each)) for each in at.away if not each.done]
    rows += [_owing(head, each, _said(_NEW, each.day)) for each in at.joined if not each.done]
    yield from rows or [head]


def _owing(head: ChangeLine, each: Owing, note: Text) -> ChangeLine:
    return replace(_named(head, each.spell), note=note)


def _named(head: ChangeLine, spell: Spell) -> ChangeLine:
    return replace(head, agent=spell.agent, site=spell.site or "")


def _away(each: Owing) -> Text:
    return _OPEN_END if each.day == UNTOLD else _said(_AWAY, each.day)


def _said(words: tuple[str, str], day: date) -> Text:
    zh, en = words
    return Text(zh.format(day=day), en.format(day=day))


def _expiries(books: TrainingBooks, day: date) -> Iterator[ExpiryLine]:
    """The last day of each course that is owed and has one, run out or within 60 days."""
    for mark, spell in books.at_work(day).items():
        last: dict[str, date] = {}
        for need in books.owed(spell, day):
            until = holds_until(books.held(mark, need), day)
            if until is not None and until - day <= _AHEAD:
                last[need.course] = min(until, last.get(need.course, until))
        for code, until in last.items():
            course = books.courses.get(code)
            yield ExpiryLine(
                until, spell.agent, spell.site or "", code, course.name if course else Text(code, code),
                bucket_of(until, day).words, bool(course and course.compliance),
            )  # fmt: skip
