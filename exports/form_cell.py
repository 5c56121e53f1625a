"""One cell of a form's workbook as the form's file says it: words as codes, 50 % as a half, yes as true."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from core.exact import exact_text
from core.text import Text
from exports.template_cells import Written as Cell
from exports.template_cells import folded
from qa.form.columns import FORBIDDEN_NAME, NO, YES, Column, Kind
from qa.form.load import FORBIDDEN


def said(column: Column, cell: Cell) -> str:
    """The cell in the file's words; what cannot be read stands as it is, for the forms' reader to refuse."""
    match column.kind:
        case Kind.NUMBER:
            return cell.number
        case Kind.SHARE:
            return _share(cell)
        case Kind.FLAG:
            return _chosen({"true": YES, "false": NO}, cell.text)
        case Kind.LIST:
            return _chosen({FORBIDDEN: FORBIDDEN_NAME}, cell.text)
    return _chosen(column.choices, cell.text)


def _share(cell: Cell) -> str:
    """50 % is half, whether it is typed so or Excel shows it so."""
    typed = isinstance(cell.value, str)
    if not typed or not cell.text.endswith(("%", "％")):
        return cell.number if typed else cell.text
    try:
        return exact_text(Fraction(cell.number) / 100)
    except (ValueError, ZeroDivisionError):
        return cell.text


def _chosen(choices: Mapping[str, Text], text: str) -> str:
    """The code of a word in either language; anything else as it stands."""
    wanted = folded(text)
    return next(
        (
            code
            for code, words in choices.items()
            if wanted in (folded(code), folded(words.zh), folded(words.en))
        ),
        text,
    )
