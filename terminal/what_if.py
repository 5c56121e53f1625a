"""The verb that judges past months again under a draft, keeping nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from core.language import N_, _
from core.period import labels_between
from core.text import Lang
from terminal import moved
from terminal.desk import Answer, Desk
from terminal.options import DraftFile, Months, OneContract
from terminal.verbs import verb

if TYPE_CHECKING:
    from services.results.what_if_result import Effect, WhatIf

_HELP = N_("Judge past months again under a draft of a contract; nothing is kept.")
#: Why a month is not counted → its words.
_WHY = {
    "no_figures": N_("{month}: no figures, not counted"),
    "not_governed": N_("{month}: no version of the contract governs it, not counted"),
}


def add_what_if(app: typer.Typer) -> None:
    """Put the verb among the others."""
    verb(app, "what-if", _HELP, "what_if")(what_if)


def what_if(ctx: Desk, contract: OneContract, draft: DraftFile, months: Months) -> Answer:
    """Before and after, month by month, and what each change moves by itself."""
    from services.contracts.drafts import draft_from_file
    from services.results.what_if import what_if as judge

    tried = draft_from_file(ctx.house, ctx.reader, contract, draft.read_bytes(), draft.name)
    first, _dots, last = months.partition("..")
    found = judge(ctx.house, ctx.reader, contract, tried, labels_between(first, last or first))
    return Answer(found.as_dict(), list(_lines(found, ctx.lang)), findings=tried.findings)


def _lines(found: WhatIf, lang: Lang) -> Iterator[str]:
    yield from moved.lines(found.moved_months, lang)
    for each in found.unjudged:
        yield _(_WHY[each.why.value]).format(month=each.label)
    for effect in found.effects:
        yield _effect(effect, lang)
    if found.sums.payable:
        before, after = (each.amount for each in found.sums.payable)
        yield _("Payable over these months: {before} → {after}").format(before=before, after=after)
    if not found.effects:
        yield _("The draft says the same as the contract.")


def _effect(effect: Effect, lang: Lang) -> str:
    said = _("{name} alone: {points} points, {payable} payable; turns {months}")
    return said.format(
        name=effect.change.name.in_(lang),
        points="–" if effect.points is None else f"{effect.points:+}",
        payable="–" if effect.payable is None else f"{effect.payable.amount:+}",
        months=", ".join(effect.turned) or "–",
    )
