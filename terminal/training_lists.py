"""`training take-in`: rosters, changes, attendance, exams and certificates as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.language import N_, _, translated
from core.people_lists import ListKind
from core.period import calendar_month, parse_label
from terminal.desk import DONE, REFUSED, Answer, Desk
from terminal.options import AnyMonth, Files, OneVendor, Try
from terminal.usage import Unusable
from terminal.verbs import verb

if TYPE_CHECKING:
    from services.training.take_in import TakenIn

_TAKE_IN = N_("Take rosters and training records in, each by what its columns say it is.")
_CHOOSE_KIND = N_("Choose roster, changes, attendance, exams or certificates.")
_KINDS = ("roster", "changes", "attendance", "exams", "certificates")


def _kind(said: str | None) -> str | None:
    if said not in (None, *_KINDS):
        raise Unusable(lambda lang: translated(_CHOOSE_KIND, lang))
    return said


_Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="|".join(_KINDS), callback=_kind, help=N_("what the lists are")),
]


def add_training_lists(app: typer.Typer) -> None:
    """Put the verb among those of training."""
    verb(app, "take-in", _TAKE_IN, "training_take_in")(training_take_in)


def training_take_in(
    ctx: Desk,
    files: Files,
    vendor: OneVendor,
    kind: _Kind = None,
    period: AnyMonth = None,
    dry_run: Try = False,
) -> Answer:
    """Exit 1 where any of the files was not taken in."""
    from services.training.take_in import Became, take_in

    days = calendar_month(*parse_label(period)) if period else None
    listed = ListKind(kind) if kind else None
    found = []
    with ctx.progress(_("Importing")) as step:
        for file in files:
            step(len(found), len(files))
            found.append(take_in(ctx.house, ctx.who, file, vendor, listed, days, dry_run=dry_run))
    return Answer(
        {"files": [_said(one) for one in found]},
        [_line(one, ctx) for one in found],
        findings=[each for one in found for each in one.staged.findings],
        code=REFUSED if any(one.became is Became.REFUSED for one in found) else DONE,
    )


def _said(one: TakenIn) -> dict[str, Any]:
    record = one.record
    return {
        "file": one.name,
        "became": one.became.value,
        "kind": record.kind.value if record else None,
        "rows": record.rows if record else None,
        "kept_out": len(one.staged.rejected),
        "list": record.id if record and one.became.value in ("taken_in", "same") else None,
    }


def _line(one: TakenIn, ctx: Desk) -> str:
    words = {
        "taken_in": N_("{file}: in, {kind}, {n} rows, {out} kept out"),
        "looked_at": N_("{file}: would bring {kind}, {n} rows; {out} kept out"),
        "same": N_("{file}: nothing new, the same list is in already"),
        "refused": N_("{file}: not taken in"),
    }
    if one.staged.reading.questions:
        return _("{file}: not taken in; some answers are needed, give them on the page").format(file=one.name)
    said = one.record
    return _(words[one.became.value]).format(
        file=one.name, kind=said.kind.words.in_(ctx.lang) if said else "", n=said.rows if said else 0,
        out=len(one.staged.rejected),
    )  # fmt: skip
