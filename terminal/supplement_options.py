"""What the verbs of supplementary agreements take: what was agreed, by whom, for what, with which proof."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.language import N_
from terminal import options
from terminal.options import date_of
from terminal.relief_options import among

_TEXT = N_("TEXT")


def _effect(value: str) -> str:
    """One of the declared effects; anything else is wrong use."""
    from services.decisions.supplement_rules import effects

    return among(tuple(effects()), value)


Effect = Annotated[
    str,
    typer.Option(
        "--effect",
        metavar=N_("NAME"),
        callback=_effect,
        help=N_("leave_out, other_target, points, amount or wording (docs/supplementary_agreements.md)"),
    ),
]
Subject = Annotated[str, typer.Option("--subject", metavar=_TEXT, help=N_("what was agreed, in a sentence"))]
AgreedOn = Annotated[
    str,
    typer.Option("--agreed-on", metavar="YYYY-MM-DD", callback=date_of, help=N_("the day it was agreed")),
]
Client = Annotated[str, typer.Option("--client", metavar=_TEXT, help=N_("who agreed for the client"))]
ForVendor = Annotated[str, typer.Option("--for-vendor", metavar=_TEXT, help=N_("who agreed for the vendor"))]
Evidence = Annotated[
    list[Path],
    typer.Option(
        "--evidence", metavar=N_("FILE"), exists=True, dir_okay=False, help=N_("the mail or paper itself")
    ),
]
Clauses = Annotated[
    list[str],
    typer.Option("--clause", metavar=N_("CODE"), help=N_("a clause it is about; once for each")),
]
Cells = Annotated[
    list[str],
    typer.Option(
        "--cell",
        metavar=_TEXT,
        help=N_("days it is about, as 2026-10-03..2026-10-05@9-12@site=SHA; none: whole months"),
    ),
]
Points = Annotated[
    str, typer.Option("--points", metavar=N_("NUMBER"), help=N_("points for each month, as 1.5 or -2"))
]
Amount = Annotated[
    str, typer.Option("--amount", metavar=N_("NUMBER"), help=N_("money for each month, as 500 or -1200.50"))
]
Number = Annotated[
    str, typer.Option("--number", metavar=_TEXT, help=N_("its number; left out: the contract's next"))
]
Remark = Annotated[str, typer.Option("--reason", metavar=_TEXT, help=N_("a remark kept with the approval"))]
Named = Annotated[
    str, typer.Argument(metavar=N_("AGREEMENT"), help=N_("its key, as `supplement list` gives it"))
]
OneMonth = Annotated[
    str | None,
    typer.Option("--period", metavar="YYYY-MM", callback=options.month_of, help=N_("only those of a month")),
]
