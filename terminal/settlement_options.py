"""What the verbs of settlement take: the entry, its next state, an amount, a day, a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.language import N_, translated
from core.text import Lang
from terminal.usage import Unusable

_STATES = ("claimed", "disputed", "agreed", "earned_back")
_NOT_ONE = N_("“{value}” is none of: {known}.")
_NOT_MONEY = N_("“{value}” is not an amount; write it as 4000.00.")
_NOT_A_DAY = N_("“{value}” is not a day; write it as 2026-10-05.")


def _state(value: str) -> str:
    """One that a person can take an entry to; anything else is wrong use."""
    if value not in _STATES:
        raise Unusable(partial(_said, _NOT_ONE, value))
    return value


def _amount(value: str) -> str:
    """An amount with at most two decimals; anything else is wrong use."""
    try:
        whole = not value or Decimal(value) == Decimal(value).quantize(Decimal("0.01"))
    except InvalidOperation:
        whole = False
    if not whole:
        raise Unusable(partial(_said, _NOT_MONEY, value))
    return value


def _day(value: str) -> str:
    """A day of the calendar; anything else is wrong use."""
    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError:
        raise Unusable(partial(_said, _NOT_A_DAY, value)) from None


def _said(message: str, value: str, lang: Lang) -> str:
    return translated(message, lang).format(value=value, known=", ".join(_STATES))


Entry = Annotated[
    str, typer.Argument(metavar=N_("ENTRY"), help=N_("its key, as `settlement ledger` gives it"))
]
To = Annotated[
    str,
    typer.Option("--to", metavar="|".join(_STATES), callback=_state, help=N_("where it stands from now on")),
]
Agreed = Annotated[
    str,
    typer.Option(
        "--amount",
        metavar=N_("AMOUNT"),
        callback=_amount,
        help=N_("what was agreed, where it is less; the part in dispute, where not all is"),
    ),
]
Upheld = Annotated[
    str,
    typer.Option(
        "--amount", metavar=N_("AMOUNT"), callback=_amount, help=N_("what stays of the part in dispute")
    ),
]
Why = Annotated[str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("why; kept with the entry"))]
On = Annotated[
    str, typer.Option("--day", metavar="YYYY-MM-DD", callback=_day, help=N_("the day it happened"))
]
Edition = Annotated[
    int,
    typer.Option(
        "--edition",
        min=0,
        metavar=N_("EDITION"),
        help=N_("the statement issued of this edition of the month"),
    ),
]
Proof = Annotated[
    Path | None,
    typer.Option(
        "--evidence",
        metavar=N_("FILE"),
        exists=True,
        dir_okay=False,
        help=N_("the letter or the minutes; kept with the entry"),
    ),
]
