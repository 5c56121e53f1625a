"""What comes in about a month, entered for the vendor: an answer, an objection, the signed copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from core.errors import FrozenMonthError, IllegalTransitionError, WrongInputError
from core.month import FROZEN, MonthState
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import must_govern
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import needed, reasoned, writing
from sla.terms.contract import Contract
from store.records import MonthPaperRecord, MonthRecord, PaperKind, PaperState
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

PAPER_NAMES: dict[PaperKind, Text] = {
    PaperKind.ACCEPTED: Text("确认无异议", "Accepted"),
    PaperKind.OBJECTION: Text("异议", "Objection"),
    PaperKind.SIGNED: Text("签章件", "Signed copy"),
}
PAPER_STATE_NAMES: dict[PaperState, Text] = {
    PaperState.RECORDED: Text("已登记", "Entered"),
    PaperState.UPHELD: Text("成立", "Upheld"),
    PaperState.PARTLY: Text("部分成立", "Upheld in part"),
    PaperState.REJECTED: Text("不成立", "Rejected"),
    PaperState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
#: How an objection may be decided.
DECISIONS = (PaperState.UPHELD, PaperState.PARTLY, PaperState.REJECTED)
_GIVEN_BY = Text("外包商的签字人或答复人", "Who at the vendor answered or signed")
_SAID = Text("异议内容", "What is objected to")
_SCAN = Text("签章扫描件", "The signed copy")
#: When a paper of each kind can come in.
_WHEN: dict[PaperKind, frozenset[MonthState]] = {
    PaperKind.ACCEPTED: frozenset({MonthState.COMMENT, MonthState.APPEAL}),
    PaperKind.OBJECTION: frozenset({MonthState.COMMENT, MonthState.APPEAL}),
    PaperKind.SIGNED: frozenset({MonthState.FINAL}),
}
#: Where the month has gone on from a paper, it is decided or taken back no more.
SETTLED_BY: dict[PaperKind, frozenset[MonthState]] = {
    PaperKind.ACCEPTED: FROZEN,
    PaperKind.OBJECTION: FROZEN,
    PaperKind.SIGNED: frozenset({MonthState.SIGNED, MonthState.SETTLED}),
}


def kinds_in(state: MonthState) -> tuple[PaperKind, ...]:
    """What can come in about a month in this state."""
    return tuple(kind for kind in PaperKind if state in _WHEN[kind])


@dataclass(frozen=True)
class Paper:
    """What a person enters."""

    kind: PaperKind
    #: The day it came or was signed; not in the future.
    day: date
    #: Who at the vendor said or signed it.
    given_by: str
    said: str = ""
    #: The clauses an objection is about; empty: the whole month.
    clauses: tuple[str, ...] = ()


def enter_paper(
    house: House, who: Principal, contract: str, label: str, paper: Paper, evidence: Evidence | None = None
) -> MonthPaperRecord:
    """Keep a paper with the month's present edition.

    Refused: a day in the future, nobody named, an objection without words or about clauses the contract does
    not have, a signed copy without its scan, and a paper of a kind the month's state has no place for.
    """
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.RECORD) as uow:
        terms = must_govern(uow, contract, label)
        authorize(who, Action.RECORD, terms.vendor)
        month = uow.months.opened(contract, terms.vendor, label)
        _must_fit(terms, month, paper, name, house.today(terms.timezone))
        kept = uow.month_papers.add(_record(uow, month, paper, sha256, name))
        uow.journal.moved("month_paper", kept.id, None, kept.state)
        _noted(uow, "month_paper", kept, None)
    return kept


def decide_objection(
    house: House, who: Principal, id: str, version: int, to: PaperState, why: str
) -> MonthPaperRecord:
    """Decide an objection, with a reason. It changes no figure: a correction or relief does."""
    if to not in DECISIONS:
        raise WrongInputError("wrong_input")
    return _moved(house, who, Action.APPROVE, id, version, to, reasoned(why))


def withdraw_paper(house: House, who: Principal, id: str, version: int, why: str) -> MonthPaperRecord:
    """Take back a paper entered by mistake, or an objection the vendor no longer makes."""
    return _moved(house, who, Action.RECORD, id, version, PaperState.WITHDRAWN, reasoned(why))


def papers(house: House, who: Principal, contract: str, label: str) -> list[MonthPaperRecord]:
    """Every paper of a month, withdrawn ones and those of earlier editions included, oldest first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.month_papers.all(contract=contract, period=label)


def paper_file(house: House, who: Principal, id: str) -> Evidence:
    """The paper itself: its name and its bytes."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = uow.month_papers.get(id)
    content = read_evidence(house, who, found.vendor, found.evidence_sha256 or "")
    return found.evidence_name, content


def _must_fit(terms: Contract, month: MonthRecord, paper: Paper, scan: str, today: date) -> None:
    if month.state not in _WHEN[paper.kind]:
        raise WrongInputError("paper_out_of_place", kind=PAPER_NAMES[paper.kind], state=month.state.words)
    needed(paper.given_by, _GIVEN_BY)
    if paper.day > today:
        raise WrongInputError("future", day=paper.day)
    if paper.kind is PaperKind.SIGNED:
        needed(scan, _SCAN)
    if paper.kind is PaperKind.OBJECTION:
        needed(paper.said, _SAID)
    for code in paper.clauses:
        if terms.clause(code) is None:
            raise WrongInputError("not_found", code=code)


def _record(
    uow: UnitOfWork, month: MonthRecord, paper: Paper, sha256: str | None, name: str
) -> MonthPaperRecord:
    return MonthPaperRecord(
        contract=month.contract,
        vendor=month.vendor,
        period=month.period,
        edition=month.edition,
        run_id=month.run_id,
        kind=paper.kind,
        clauses=paper.clauses,
        day=paper.day,
        given_by=paper.given_by.strip(),
        said=paper.said.strip(),
        evidence_sha256=sha256,
        evidence_name=name,
        recorded_at=uow.now,
        recorded_by=uow.principal_name,
    )


def _moved(
    house: House, who: Principal, action: Action, id: str, version: int, to: PaperState, why: str
) -> MonthPaperRecord:
    with writing(house, who, action) as uow:
        before = uow.month_papers.get(id)
        authorize(who, action, before.vendor)
        _must_be_changeable(uow, before, to)
        after = uow.month_papers.update(replace(before, version=version, state=to))
        uow.journal.moved("month_paper", id, before.state, to, why)
        _noted(uow, "month_paper_moved", after, before.state, why)
    return after


def _must_be_changeable(uow: UnitOfWork, paper: MonthPaperRecord, to: PaperState) -> None:
    deciding = to in DECISIONS
    if paper.state is PaperState.WITHDRAWN or (deciding and paper.kind is not PaperKind.OBJECTION):
        raise IllegalTransitionError(entity="month_paper", state=paper.state, to=to)
    month = uow.months.of(paper.contract, paper.period)
    if month and month.edition == paper.edition and month.state in SETTLED_BY[paper.kind]:
        raise FrozenMonthError(contract=paper.contract, period=paper.period, state=month.state)


def _noted(uow: UnitOfWork, action: str, paper: MonthPaperRecord, before: object, why: str = "") -> None:
    after = {"kind": paper.kind, "state": paper.state, "period": paper.period, "edition": paper.edition}
    uow.journal.note(
        action, "month_paper", paper.id, before=before, after=after, why=why, vendor=paper.vendor
    )
