"""The statements issued of a contract, each as it was: also of editions a corrected one has followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.money import Money
from core.month import MonthState
from core.principal import Action, Principal, authorize
from services.contracts.contract_versions import of_run
from services.known.vendor_names import name_in
from services.money.statement_kept import statement_read
from services.money.statements import StatementView, agreed_in
from store.records import StatementRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def issued_statements(house: House, who: Principal, contract: str) -> list[StatementView]:
    """Every statement ever issued, in the order of the months and their editions.

    They stay to be read and paid from while a month is being corrected, and after.
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        made = sorted(uow.ledger.statements_of(contract), key=lambda each: (each.period, each.edition))
        return [_view(uow, each, made) for each in made]


def issued_statement(house: House, who: Principal, contract: str, label: str, edition: int) -> StatementView:
    """One of them; refused (NotFoundError) where that edition of the month has none."""
    for view in issued_statements(house, who, contract):
        if (view.label, view.edition) == (label, edition):
            return view
    raise NotFoundError(code=f"{contract} {label} {edition}")


def _view(uow: UnitOfWork, issued: StatementRecord, made: list[StatementRecord]) -> StatementView:
    """As it was issued, with what has been paid on its month since."""
    run = uow.runs.get(issued.run_id)
    terms = of_run(uow, run)
    month, period = uow.months.of(issued.contract, issued.period), terms.month_rule.month(issued.period)
    due = sum(each.payable_cents for each in made if each.period == issued.period)
    return StatementView(
        terms,
        issued.period,
        period,
        issued.edition,
        month.state if month else MonthState.COLLECTING,
        statement_read(issued.body),
        issued,
        tuple(each for each in uow.ledger.payments_of(issued.contract) if each.period == issued.period),
        Money(due, issued.currency),
        name_in(uow, terms, period.last_day),
        agreed_in(uow, issued.contract, issued.period),
    )
