"""Reads what a foreign sheet of audits says of an item that no single choice answers: a number or a time by
the item's own steps, several choices by what they are worth together."""

from __future__ import annotations

import re
from fractions import Fraction

from core.audit_answer import AuditAnswer
from importers.containers.celltoken import Cell
from importers.form_items import FormItem, Several, folded
from importers.values.cells import Hints, Trouble, as_written, read_number, said
from importers.values.cells_time import read_duration

#: Between the choices made: a line, a semicolon or a stroke; else a comma.
_BETWEEN = (re.compile(r"[;；|\n\r]+"), re.compile(r"[,，、/+]+"))
#: A number item takes no unit but these; “6分” is six points of it and no number.
_POINTS = re.compile(r"\d+(?:\.\d+)?\s*(?:分|points?|pts?)|\d+(?:\.\d+)?/\d+(?:\.\d+)?", re.IGNORECASE)
#: What says that none of the choices was heard.
_NONE_OF_THEM = frozenset({"无", "没有", "未发现", "无问题", "none", "nil", "nothing"})


def measured(cell: Cell, item: FormItem) -> AuditAnswer | Trouble | None:
    """What a number or a time comes to: the first of the item's steps that goes up to it.

    15, 15秒 and 0:00:15 are fifteen seconds. None where the cell says points, which the reader of points has.
    """
    if isinstance(cell, str) and _POINTS.fullmatch(cell.strip()):
        return None
    hints = Hints(unit="s", average=True) if item.seconds else Hints()
    number = read_duration(cell, hints) if item.seconds else read_number(cell, hints)
    if not isinstance(number, Fraction):
        return Trouble("answer_unreadable", {"value": said(cell)})
    found = (answer for up_to, answer in item.steps if up_to is None or number <= up_to)
    return next(found, AuditAnswer.NONE)


def chosen(cell: Cell, several: Several) -> AuditAnswer | None:
    """What the choices named in a cell come to together; None where one of them is none of the item's."""
    text = as_written(cell)
    whole = folded(text)
    if whole in _NONE_OF_THEM:
        return several.worth(())
    if whole in several.points:
        return several.worth([whole])
    for between in _BETWEEN:
        parts = [part for part in map(folded, between.split(text)) if part]
        if len(parts) > 1 and all(part in several.points for part in parts):
            return several.worth(parts)
    return None
