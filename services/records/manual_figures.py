"""Figures typed by hand: a clause's numerator and denominator, where they come from, and the proof."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.contract_versions import must_govern
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import needed, reasoned, writing
from services.months.month import ensure_open
from sla.judging.two_numbers import typed_in
from sla.load import indicators_of
from sla.terms.contract import Clause, Contract
from sla.terms.indicator import Formula, formula
from store.records import EntryState, ManualFigureRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_SOURCE = Text("数据来源", "The source of the figure")
_DENOMINATOR = Text("分母", "The denominator")
_WITHDRAWN = Text("已撤回", "withdrawn")


def figures(house: House, who: Principal, contract: str, label: str) -> list[ManualFigureRecord]:
    """Everything typed in for a contract's month, by when; what was replaced or withdrawn as well."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.figures.history(contract, label)


def enter_figure(
    house: House,
    who: Principal,
    contract: str,
    label: str,
    clause: str,
    numerator: Decimal | int | str,
    denominator: Decimal | int | str | None,
    source: str,
    attachment: Evidence | None = None,
) -> ManualFigureRecord:
    """Keep a figure in the indicator's units; the clause's former figure of that month is withdrawn for it.

    Refused: a clause the contract does not have, a ratio without denominator, a part larger than its whole,
    no source, a final month.
    """
    top, below = _exact(numerator), None if denominator is None else _exact(denominator)
    sha256, name = keep_evidence(house, who, attachment)
    with writing(house, who, Action.RECORD) as uow:
        version = _open_terms(uow, who, contract, label)
        _check(version, clause, top, below)
        figure = ManualFigureRecord(
            contract=contract,
            vendor=version.vendor,
            clause=clause,
            period=label,
            numerator=top,
            denominator=below,
            source=needed(source, _SOURCE),
            attachment_sha256=sha256,
            attachment_name=name,
            entered_at=uow.now,
            entered_by=who.name,
        )
        _put_in_place(uow, figure)
    return figure


def withdraw_figure(
    house: House, who: Principal, id: str, why: str, version: int | None = None
) -> ManualFigureRecord:
    """Take a figure back; it stays on record with the reason."""
    reason = reasoned(why)
    with writing(house, who, Action.RECORD) as uow:
        figure = uow.figures.get(id)
        if figure.state is EntryState.WITHDRAWN:
            raise WrongInputError("already_state", state=_WITHDRAWN)
        ensure_open(uow, figure.contract, figure.period)
        seen = figure.version if version is None else version
        after = uow.figures.update(replace(figure, state=EntryState.WITHDRAWN, version=seen))
        uow.journal.moved("figure", id, figure.state, after.state, reason)
        uow.journal.note(
            "figure_withdrawn", "figure", id,
            before=figure.state, after=after.state, why=reason, vendor=figure.vendor,
        )  # fmt: skip
    return after


def figure_attachment(house: House, who: Principal, id: str) -> Evidence:
    """The proof of a figure, as it was handed in; refused where there is none."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        figure = uow.figures.get(id)
    if figure.attachment_sha256 is None:
        raise NotFoundError(code=id)
    return figure.attachment_name, read_evidence(house, who, figure.vendor, figure.attachment_sha256)


def live_figures(uow: UnitOfWork, contract: str, label: str) -> dict[str, ManualFigureRecord]:
    """Clause → the figure that counts in a month: what clauses with source `by_hand` are judged on."""
    return uow.figures.live(contract, label)


def _exact(value: Decimal | int | str) -> Decimal:
    """The number as written. A float has lost its digits already and is refused."""
    if isinstance(value, float):
        raise TypeError("figures are typed as text, int or Decimal, never float")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise WrongInputError("number", value=value) from None
    if not number.is_finite() or number < 0:
        raise WrongInputError("number", value=value)
    return number


def _open_terms(uow: UnitOfWork, who: Principal, contract: str, label: str) -> Contract:
    """The contract as it governs the month; refused where the month is final or the vendor not theirs."""
    version = must_govern(uow, contract, label)
    authorize(who, Action.RECORD, version.vendor)
    ensure_open(uow, contract, label)
    return version


def _put_in_place(uow: UnitOfWork, figure: ManualFigureRecord) -> None:
    """Keep the figure; the clause's former one of that month is withdrawn for it, and both are noted."""
    former = uow.figures.live(figure.contract, figure.period).get(figure.clause)
    if former is not None:
        uow.figures.update(replace(former, state=EntryState.WITHDRAWN))
        uow.journal.moved("figure", former.id, former.state, EntryState.WITHDRAWN, figure.source)
    uow.figures.add(figure)
    before, after = _said(former), _said(figure)
    uow.journal.note("figure_entered", "figure", figure.id, before=before, after=after, vendor=figure.vendor)


def _check(contract: Contract, code: str, numerator: Decimal, denominator: Decimal | None) -> None:
    clause = contract.clause(code)
    if clause is None:
        raise NotFoundError(code=code)
    terms = _formula(contract, clause)
    if denominator is None and not terms.is_count:
        raise WrongInputError("needed", what=_DENOMINATOR)
    if terms.part and denominator is not None and numerator > denominator:
        raise WrongInputError("denominator", numerator=numerator, denominator=denominator)
    typed_in(terms, Fraction(numerator), None if denominator is None else Fraction(denominator))


def _formula(contract: Contract, clause: Clause) -> Formula:
    return formula(indicators_of(contract)[clause.indicator], clause.variant, clause.params)


def _said(figure: ManualFigureRecord | None) -> dict[str, object] | None:
    if figure is None:
        return None
    names = ("clause", "period", "numerator", "denominator", "source")
    return {name: getattr(figure, name) for name in names}
