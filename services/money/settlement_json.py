"""Statements and ledger entries as the command line prints them for machines: amounts as decimal text."""

from __future__ import annotations

from typing import Any

from core.money import Money
from services.house.as_json import exact
from services.money.credit_accounts import EntryView
from services.money.statements import StatementView
from sla.money.statement_lines import StatementLine


def statement(view: StatementView) -> dict[str, Any]:
    """A month's statement: lines, tax, retention, what is apart, what is paid."""
    figures, tax = view.figures, view.figures.tax
    amounts = {
        "amount": figures.amount, "net": tax.net, "tax": tax.tax, "gross": tax.gross,
        "retained": figures.retained, "payable": figures.payable, "disputed": figures.disputed_sum,
        "unclaimed": figures.unclaimed_sum, "cumulated": figures.cumulated,
        "contract_total": figures.contract_total, "left": figures.left, "paid": view.paid,
    }  # fmt: skip
    return {
        "number": view.number,
        "contract": view.contract.code,
        "vendor": view.contract.vendor,
        "period": view.label,
        "edition": view.edition,
        "state": view.state.value,
        "currency": view.contract.currency,
        "issued_at": view.issued.issued_at.isoformat() if view.issued else None,
        "issued_by": view.issued.issued_by if view.issued else None,
        "hash": view.seen,
        "tax_rate": exact(tax.rate),
        "prices_include_tax": tax.is_included,
        "payment": view.paid_state.value if view.paid_state else None,
        **{name: _amount(amount) for name, amount in amounts.items()},
        "lines": [_line(line) for line in figures.lines],
        "agreed": [each.as_dict() for each in view.agreed],
    }


def entry(view: EntryView) -> dict[str, Any]:
    """An entry of the ledger with every row of its account."""
    record = view.record
    return {
        "entry": record.id,
        "contract": record.contract,
        "vendor": record.vendor,
        "period": record.period,
        "kind": record.kind.value,
        "code": record.code,
        "name": record.name.as_dict(),
        "state": view.state.value,
        "version": view.version,
        "amount": _amount(view.amount),
        "taken": _amount(view.taken),
        "disputed": _amount(view.account.contested),
        "claim_until": view.until.day.isoformat() if view.until else None,
        "comes_back": view.comes_back,
        **({"back_by": view.back_by.as_dict()} if view.back_by else {}),
        "rows": [
            {
                "state": move.state.value,
                "amount": _amount(Money(move.cents, record.currency)),
                "disputed_part": _amount(Money(move.disputed_cents, record.currency)),
                "evidence": move.file_name,
                "edition": move.edition,
                "day": move.day.isoformat(),
                "by": move.by,
                "why": move.why,
                "at": move.at.isoformat(),
            }
            for move in view.moves
        ],
    }


def _line(line: StatementLine) -> dict[str, Any]:
    return {
        "part": line.part.value,
        "name": line.name.as_dict(),
        "code": line.code or None,
        "period": line.period,
        "quantity": exact(line.quantity),
        "price": exact(line.price),
        "amount": _amount(line.amount),
        "state": line.state.value if line.state else None,
        "steps": [step.as_dict() for step in line.steps],
    }


def _amount(amount: Money | None) -> str | None:
    return None if amount is None else str(amount.amount)
