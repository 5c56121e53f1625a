"""A month's statement as the workbook prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.month import FROZEN
from core.period import business_date
from core.principal import Action, Principal, authorize
from exports.statement_report import StatementReport
from services.judging.month_result import MonthResult
from services.money.statements import statement

if TYPE_CHECKING:
    from services.house.bootstrap import House


def statement_report(house: House, who: Principal, month: MonthResult) -> StatementReport | None:
    """The statement of a final month; None before it is final, and where the contract settles nothing."""
    authorize(who, Action.EXPORT, month.contract.vendor)
    if month.state not in FROZEN or month.settled is None:
        return None
    view = statement(house, who, month.contract.code, month.label)
    issued, contract = view.issued, month.contract
    return StatementReport(
        number=view.number,
        contract_number=contract.number or contract.code,
        figures=view.figures,
        issued_on=business_date(issued.issued_at, contract.timezone) if issued else None,
        issued_by=issued.issued_by if issued else "",
        paid=view.paid,
        paid_state=view.paid_state,
        agreed=view.agreed,
    )
