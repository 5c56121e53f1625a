"""The appeal window of a contract's month: when it ends, what the vendor has said, whether it may close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.errors import WrongInputError
from core.month import MonthState
from core.principal import Action, Principal, authorize
from core.workdays import DueDate, WorkCalendar
from services.contracts.contract_versions import must_govern
from sla.follow_up.appeal import APPEAL_NAMES, Answers, AppealStanding, closes, standing
from sla.terms.contract import Contract
from sla.terms.review import Review
from store.records import MonthPaperRecord, MonthRecord, PaperKind, PaperState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class MonthReview:
    """Where a month's appeal window stands, with every paper of its present edition."""

    #: None where the contract says nothing of a window.
    rules: Review | None
    standing: AppealStanding
    #: The day its figures went out, and the last day to object; None where they have not.
    sent: date | None
    last_day: DueDate | None
    papers: tuple[MonthPaperRecord, ...]
    #: Whether anything was paid on its statement.
    paid: bool = False

    @property
    def objections(self) -> tuple[MonthPaperRecord, ...]:
        """What the vendor objects to, decided or not."""
        return tuple(paper for paper in self.papers if paper.kind is PaperKind.OBJECTION)

    @property
    def undecided(self) -> tuple[MonthPaperRecord, ...]:
        """The objections nobody has decided."""
        return tuple(paper for paper in self.objections if paper.state is PaperState.RECORDED)

    @property
    def signed(self) -> bool:
        """Whether the signed copy is here."""
        return any(paper.kind is PaperKind.SIGNED for paper in self.papers)

    @property
    def may_close(self) -> bool:
        """Whether nothing of the window holds the month open. Without a window only objections do."""
        return not self.undecided and (self.rules is None or self.standing.may_close)

    def is_late(self, paper: MonthPaperRecord) -> bool:
        """Whether an objection came after the last day."""
        return self.last_day is not None and paper.day > self.last_day.day


def month_review(house: House, who: Principal, contract: str, label: str) -> MonthReview:
    """Where the window stands today, by the contract's own calendar and time zone."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        terms, month = must_govern(uow, contract, label), uow.months.of(contract, label)
        return review_of(uow, terms, month, house.today(terms.timezone))


def review_of(uow: UnitOfWork, terms: Contract, month: MonthRecord | None, today: date) -> MonthReview:
    """The same inside a unit of work."""
    if month is None:
        return MonthReview(terms.review, AppealStanding.NOT_SENT, None, None, ())
    papers = tuple(uow.month_papers.live(month.contract, month.period, month.edition))
    sent, run = _sent(uow, terms, month)
    rules = terms.review or Review()
    last = closes(rules, WorkCalendar(terms.calendar), sent) if sent else None
    found = standing(rules, last.day if last else None, _answers(papers, month, run), today)
    payments = uow.ledger.payments.all(contract=month.contract, period=month.period)
    paid = sum(payment.cents for payment in payments) > 0
    return MonthReview(terms.review, found, sent, last, papers, paid)


def must_be_closable(uow: UnitOfWork, terms: Contract, month: MonthRecord, today: date) -> None:
    """Refused (`appeal_open`) where the contract's window, or an objection, still holds the month open."""
    review = review_of(uow, terms, month, today)
    if not review.may_close:
        raise WrongInputError("appeal_open", period=month.period, standing=APPEAL_NAMES[review.standing])


def _answers(papers: tuple[MonthPaperRecord, ...], month: MonthRecord, sent_run: str | None) -> Answers:
    objections = [paper for paper in papers if paper.kind is PaperKind.OBJECTION]
    return Answers(
        accepted=any(p.kind is PaperKind.ACCEPTED and p.run_id == month.run_id for p in papers),
        objections=len(objections),
        undecided=sum(paper.state is PaperState.RECORDED for paper in objections),
        unchanged=sent_run == month.run_id,
    )


def _sent(uow: UnitOfWork, terms: Contract, month: MonthRecord) -> tuple[date | None, str | None]:
    """The day the present edition's figures last went out for objections, and the run they were."""
    found: tuple[date | None, str | None] = (None, None)
    for note in uow.journal.all(action="month_state", entity="month", entity_id=month.id):
        to = note.after["state"]
        if to in (MonthState.CORRECTED, MonthState.COLLECTING):
            found = (None, None)
        elif to == MonthState.APPEAL:
            found = (note.at.astimezone(ZoneInfo(terms.timezone)).date(), note.after["run"])
    return found
