"""A statement kept as it was issued, and read back to the same cents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from core.canonical import canonical_json
from core.money import Money
from core.text import Text
from sla.money.ledger import CreditState
from sla.money.statement import Statement
from sla.money.statement_lines import Part, StatementLine
from sla.money.tax import Taxed


def statement_kept(statement: Statement) -> dict[str, Any]:
    """Every field as text, lists and mappings."""
    kept: dict[str, Any] = json.loads(canonical_json(statement))
    return kept


def statement_read(kept: Mapping[str, Any]) -> Statement:
    """The same read back."""
    return Statement(
        lines=_lines(kept["lines"]),
        amount=_money(kept["amount"]),
        tax=_tax(kept["tax"]),
        retained=_money(kept["retained"]),
        payable=_money(kept["payable"]),
        disputed=_lines(kept["disputed"]),
        unclaimed=_lines(kept["unclaimed"]),
        cumulated=_money(kept["cumulated"]),
        contract_total=_money(kept["contract_total"]) if kept["contract_total"] else None,
        retained_sum=_money(kept["retained_sum"]),
        released_sum=_money(kept["released_sum"]),
        takes=tuple((entry, int(cents)) for entry, cents in kept["takes"]),
        fee=_money(kept["fee"]),
    )


def _lines(kept: list[Mapping[str, Any]]) -> tuple[StatementLine, ...]:
    return tuple(_line(each) for each in kept)


def _line(kept: Mapping[str, Any]) -> StatementLine:
    name, state = kept["quantity_name"], kept["state"]
    return StatementLine(
        Part(kept["part"]),
        Text(**kept["name"]),
        _money(kept["amount"]),
        code=kept["code"],
        period=kept["period"],
        quantity=_number(kept["quantity"]),
        quantity_name=Text(**name) if name else None,
        price=_number(kept["price"]),
        state=CreditState(state) if state else None,
        steps=tuple(Text(**step) for step in kept["steps"]),
    )


def _tax(kept: Mapping[str, Any]) -> Taxed:
    net, tax, gross = (_money(kept[name]) for name in ("net", "tax", "gross"))
    return Taxed(net, tax, gross, _number(kept["rate"]), kept["is_included"])


def _money(kept: Mapping[str, Any]) -> Money:
    return Money(int(kept["cents"]), kept["currency"])


def _number(kept: str | None) -> Fraction | None:
    return None if kept is None else Fraction(kept)
