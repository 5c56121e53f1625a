"""The verb that judges a closed month again from what it was closed on, keeping nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from core.language import N_, _
from core.text import Lang
from terminal.desk import DONE, REFUSED, Answer, Desk
from terminal.options import Month, OneContract
from terminal.verbs import verb

if TYPE_CHECKING:
    from services.judging.rebuild import Rebuilt

_HELP = N_("Judge a closed month again from its own files and compare every figure.")


def add_rebuild(app: typer.Typer) -> None:
    """Put the verb among the others."""
    verb(app, "rebuild", _HELP, "rebuild")(rebuild)


def rebuild(ctx: Desk, contract: OneContract, month: Month) -> Answer:
    """Exit 1 where a figure is not the one the month was closed with."""
    from services.judging.rebuild import rebuild as judge_again

    found = judge_again(ctx.house, ctx.reader, contract, month)
    return Answer(found.as_dict(), list(_lines(found, ctx.lang)), code=DONE if found.is_same else REFUSED)


def _lines(found: Rebuilt, lang: Lang) -> Iterator[str]:
    names = {"period": found.label, "contract": found.contract, "n": found.edition}
    same = _("{period} of {contract}, edition {n}: every figure is the one it was closed with.")
    other = _("{period} of {contract}, edition {n}: figures differ from those it was closed with.")
    yield (same if found.is_same else other).format(**names)
    for clause in found.differing:
        yield _("Differs: {clause}").format(clause=clause)
    for why in found.hindered:
        yield _("It could not be judged again: {why}.").format(why=why.in_(lang))
    by = _("Closed under rules {rules} by program {program}.")
    yield by.format(rules=found.rules, program=found.program or _("unknown"))
    yield _("Hash of all figures: {hash}").format(hash=found.again or found.kept)
