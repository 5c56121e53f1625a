"""A sheet as it looks in Excel: its title, its header, its first rows; header and table are outlined."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from core.language import _
from services.reports.mappings import PicturedCell, PicturedRow, SheetPicture
from ui import themes

_NUMBER = re.compile(r"-?[\d,]*\.?\d+%?")


def show(picture: SheetPicture, key: str) -> None:
    """The picture, scrolled sideways where it is wide, and in words what its marks mean."""
    with st.container(key=f"scroll-{key}"):
        st.html(html(picture))
    said = [_outlined(picture)]
    hidden = [letters for letters in picture.letters if letters in picture.hidden]
    rows = [str(row.number) for row in picture.rows if row.hidden]
    if hidden:
        said.append(_("hidden columns: {letters}").format(letters=", ".join(hidden)))
    if rows:
        said.append(_("hidden rows: {rows}").format(rows=", ".join(rows)))
    st.caption(" · ".join(said))


def _outlined(picture: SheetPicture) -> str:
    if picture.across:
        return _("outlined: the table; indicators at its left, their figures beside them")
    return _("outlined: the header and the table below it")


def html(picture: SheetPicture) -> str:
    """The picture as a table; every word of the file is escaped."""
    paper = themes.PALETTES[themes.current()]
    colours = f"--line:{paper.line};--second:{paper.second};--mark:{paper.primary};--raised:{paper.raised}"
    heads = "".join(
        f'<th scope="col"{_class("hidden" if at in picture.hidden else "")}>{at}</th>'
        for at in picture.letters
    )
    body = "".join(_row(picture, row) for row in picture.rows)
    label = escape(_("The sheet as it looks"))
    return (
        f'<table class="sheet-picture" style="{colours}" aria-label="{label}">'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(picture: SheetPicture, row: PicturedRow) -> str:
    cells = [f'<th scope="row"{_class("hidden" if row.hidden else "")}>{row.number}</th>']
    for at, cell in enumerate(row.cells):
        if cell is None:
            continue
        spans = (f' rowspan="{cell.row_span}"' if cell.row_span > 1 else "") + (
            f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        )
        cells.append(f"<td{spans}{_class(_kind(picture, row, at, cell))}>{escape(cell.text)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _kind(picture: SheetPicture, row: PicturedRow, at: int, cell: PicturedCell) -> str:
    """What a cell is part of, and which edges of the table it stands at."""
    letters = picture.letters[at]
    kinds = ["hidden"] if row.hidden or letters in picture.hidden else []
    kinds += ["number"] if _NUMBER.fullmatch(cell.text) else []
    if not row.in_table or letters not in picture.table:
        return " ".join(kinds)
    across = [at for at, name in enumerate(picture.letters) if name in picture.table]
    down = [each.number for each in picture.rows if each.in_table]
    heads = [each.number for each in picture.rows if each.is_header]
    end = row.number + cell.row_span - 1
    is_head = row.is_header or letters in picture.names
    edges = {
        "left": at == across[0],
        "right": at + cell.column_span - 1 >= across[-1] or letters == _last(picture.names),
        "top": row.number == down[0],
        "under": end == down[-1] or end == heads[-1],
    }
    return " ".join([*kinds, "header" if is_head else "body", *(name for name, on in edges.items() if on)])


def _last(names: frozenset[str]) -> str:
    """The last of some columns; '' of none."""
    return max(names, key=lambda each: (len(each), each), default="")


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""
