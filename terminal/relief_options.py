"""What the verbs of relief take: clauses, mechanism, days, counts, target, proof."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.language import N_, translated
from core.text import Lang
from terminal.usage import Unusable

_DECISIONS = ("granted", "part", "refused")
_NOT_ONE = N_("“{value}” is none of: {known}.")


def _mechanism(value: str) -> str:
    """One that a contract can admit; anything else is wrong use."""
    from services.decisions.relief_rules import mechanisms

    return among(tuple(mechanisms()), value)


def _decision(value: str) -> str:
    """What can be decided; anything else is wrong use."""
    return among(_DECISIONS, value)


def _cause(value: str) -> str:
    """One there is, or none said."""
    from services.judging.relief_tests import Cause

    return value and among(tuple(each.value for each in Cause), value)


def _work_around(value: str) -> str:
    """The same."""
    from services.judging.relief_tests import WorkAround

    return value and among(tuple(each.value for each in WorkAround), value)


def among(known: tuple[str, ...], value: str) -> str:
    if value not in known:
        raise Unusable(partial(_none_of, known, value))
    return value


def _none_of(known: tuple[str, ...], value: str, lang: Lang) -> str:
    return translated(_NOT_ONE, lang).format(value=value, known=", ".join(known))


_TEXT = N_("TEXT")
Clauses = Annotated[
    list[str],
    typer.Option("--clause", metavar=N_("CODE"), help=N_("a clause it is asked for; once for each")),
]
Mechanism = Annotated[
    str,
    typer.Option(
        "--mechanism",
        metavar=N_("NAME"),
        callback=_mechanism,
        help=N_("what it does, as remove_cells or deem_met (docs/relief.md)"),
    ),
]
Cells = Annotated[
    list[str],
    typer.Option(
        "--cell",
        metavar=_TEXT,
        help=N_("days to remove, as 2026-10-03..2026-10-05@9-12@site=SHA; once for each"),
    ),
]
Counts = Annotated[
    list[str],
    typer.Option("--counts", metavar=_TEXT, help=N_("what is taken off a clause, as SL20=310/1400")),
]
Excess = Annotated[
    Path | None,
    typer.Option(
        "--excess",
        metavar=N_("FILE"),
        exists=True,
        dir_okay=False,
        help=N_("a text file of intervals: when, forecast, offered, numerator, denominator"),
    ),
]
Tolerance = Annotated[
    str,
    typer.Option(
        "--tolerance", metavar=N_("NUMBER"), help=N_("percent beyond the forecast the vendor bears")
    ),
]
Target = Annotated[str, typer.Option("--target", metavar=N_("NUMBER"), help=N_("the target in its place"))]
Minimum = Annotated[str, typer.Option("--minimum", metavar=N_("NUMBER"), help=N_("the minimum in its place"))]
Evidence = Annotated[
    list[Path],
    typer.Option(
        "--evidence", metavar=N_("FILE"), exists=True, dir_okay=False, help=N_("a file that proves it")
    ),
]
Cause = Annotated[
    str,
    typer.Option(
        "--cause",
        metavar=N_("NAME"),
        callback=_cause,
        help=N_("whose doing it mostly was: client, vendor, third_party or force_majeure"),
    ),
]
WorkAround = Annotated[
    str,
    typer.Option(
        "--work-around",
        metavar=N_("NAME"),
        callback=_work_around,
        help=N_("whether it could have been worked around: none or existed"),
    ),
]
Try = Annotated[
    bool,
    typer.Option("--dry-run", metavar="", help=N_("only say what granting it would do; nothing is kept")),
]
To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar=N_("NAME"),
        callback=_decision,
        help=N_("granted, part (say of what with --cell, --counts, --target) or refused"),
    ),
]
Late = Annotated[
    bool, typer.Option("--admit-late", metavar="", help=N_("admit it although it came after its deadline"))
]
Incident = Annotated[
    str, typer.Option("--incident", metavar=N_("CODE"), help=N_("the incident's code, such as INC-7"))
]
Request = Annotated[str, typer.Argument(metavar=N_("REQUEST"), help=N_("its key, as `relief list` gives it"))]
