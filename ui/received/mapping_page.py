"""What the columns of a file's sheets hold, to look at and to correct; and the sheets that are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from services.reports import mappings
from services.reports.mappings import FileSheet, KnownSheet
from services.reports.received import ReceivedView
from ui import formats, house, layout, messages, navigation, report_words, session, urls
from ui.layout import PrimaryAction
from ui.messages import escaped
from ui.received import mapping_columns, reports, sheet_picture


def of_file(view: ReceivedView) -> None:
    """The sheets of a file that waits or asks something; one button reads it again as it is said here."""
    sheets = reports.sheets(view.file.id)
    if view.is_live:
        layout.page_head(_("Columns of the sheets"), [view.file.name])
        st.info(_("This file is in. To have its columns read otherwise, withdraw it first."))
    elif layout.page_head(_("Columns of the sheets"), [view.file.name], _action(view.file.id, sheets)):
        _read_so(view.file.id, sheets)
    navigation.link("import_report", _("Back to the import"), ":material/arrow_back:", record=view.file.id)
    if not view.is_live and (said := _unsaid(view.file.id, sheets)):
        st.info("  \n".join(said), icon=":material/help:")
    if not sheets:
        layout.empty_state(
            _("No table was found in this file"),
            _("A header needs at least two names that are known, in the first 30 rows of its sheet."),
            icon="grid_off",
        )
    for number, sheet in enumerate(sheets):
        _sheet(view.file.id, sheet, number, fixed=view.is_live)


def known(title: str) -> None:
    """Every sheet whose columns were confirmed."""
    layout.page_head(title, [_("What the columns of each vendor's sheets were confirmed to hold.")])
    found = reports.known_sheets()
    chosen = next((sheet for sheet in found if sheet.record.id == urls.read().record), None)
    if chosen:
        _known_sheet(chosen)
    elif found:
        _list(found)
    else:
        layout.empty_state(
            _("No sheet is known yet"),
            _("Once a report is imported its columns are known: the next one of its kind asks nothing."),
            lambda: navigation.link("import_report", _("Import a report"), ":material/upload_file:"),
            icon="view_column",
        )


def _action(file_id: str, sheets: Sequence[FileSheet]) -> PrimaryAction | None:
    if not sheets:
        return None
    said = _unsaid(file_id, sheets)
    return PrimaryAction(
        _("Read it so"), icon=":material/check:", disabled=bool(said), help="\n\n".join(said) or None
    )


def _unsaid(file_id: str, sheets: Sequence[FileSheet]) -> list[str]:
    """That columns need a word, and which; nothing where none does."""
    columns = [column for sheet in sheets for column in mapping_columns.unsaid(file_id, sheet)]
    words = ngettext(
        "Say first what {n} column holds.", "Say first what {n} columns hold.", len(columns)
    ).format(n=formats.count(len(columns)))
    return [words, escaped(" · ".join(columns))] if columns else []


def _read_so(file_id: str, sheets: Sequence[FileSheet]) -> None:
    said = {sheet.signature: mapping_columns.said(file_id, sheet) for sheet in sheets}
    staged, choice = mappings.say(house.house(), house.principal(), file_id, reports.said(file_id), said)
    reports.remember(staged.file.id, choice)
    navigation.go("import_report", record=staged.file.id)


def _sheet(file_id: str, sheet: FileSheet, number: int, fixed: bool) -> None:
    picture = sheet.picture
    name = picture.sheet or _("The table")
    st.subheader(escaped(name), anchor=False)
    st.caption(" · ".join(_about(sheet)))
    if sheet.change:
        _changes(sheet)
    sheet_picture.show(picture, f"picture-{number}")
    mapping_columns.show(file_id, sheet, fixed=fixed)


def _about(sheet: FileSheet) -> list[str]:
    picture = sheet.picture
    rows = ngettext("{n} row of data", "{n} rows of data", picture.data_rows)
    parts = [rows.format(n=formats.count(picture.data_rows))]
    if picture.alike:
        more = ngettext(
            "{n} more sheet has the same columns", "{n} more sheets have the same columns", len(picture.alike)
        )
        parts.append(more.format(n=len(picture.alike)))
    if picture.sheet_hidden:
        parts.append(_("this sheet is hidden in the workbook"))
    return parts


def _changes(sheet: FileSheet) -> None:
    """What is not as it was when the columns were last confirmed."""
    assert sheet.change is not None
    with st.container(border=True, gap="xsmall", key=f"changed-{sheet.signature}"):
        st.markdown(f":material/difference: **{_('Not as it was last confirmed')}**")
        lines = [
            f"- {escaped(mappings.change_words(change).in_(current()))}" for change in sheet.change.changes
        ]
        st.markdown("\n".join(lines))


def _list(found: Sequence[KnownSheet]) -> None:
    frame = pd.DataFrame(
        [
            {
                "vendor": report_words.vendor_name(sheet.record.vendor)
                if sheet.record.vendor
                else _("several"),
                "sheet": sheet.record.sheet or formats.DASH,
                "columns": _("{read} of {all} columns read").format(
                    read=sheet.read, all=len(sheet.record.columns)
                ),
                "when": formats.instant(sheet.record.confirmed_at),
                "by": sheet.record.confirmed_by,
                "file": sheet.file_name,
                "id": sheet.record.id,
            }
            for sheet in found
        ]
    ).set_index("id", drop=False)
    text = st.column_config.TextColumn
    clicked = layout.records(
        frame,
        "known-sheets",
        columns={
            "vendor": text(_("Vendor"), width="small"),
            "sheet": text(_("Sheet")),
            "columns": text(_("Columns")),
            "when": text(_("Confirmed")),
            "by": text(_("Confirmed by"), width="small"),
            "file": text(_("File")),
            "id": None,
        },
        card=_card,
        alt=_("Sheets whose columns are known"),
        on_select=True,
        version=house.data_version(),
    )
    if clicked:
        urls.write(record=clicked)
        st.rerun()


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.vendor)}** · {escaped(row.sheet)}")
    st.caption(escaped(f"{row.columns} · {row.when} · {row.by}"))
    navigation.link("columns", _("Open this"), ":material/arrow_forward:", record=row.id)


def _known_sheet(sheet: KnownSheet) -> None:
    navigation.link("columns", _("All known sheets"), ":material/arrow_back:")
    record = sheet.record
    st.caption(
        escaped(
            _("Confirmed {when} by {who} with {file}").format(
                when=formats.instant(record.confirmed_at), who=record.confirmed_by, file=sheet.file_name
            )
        )
    )
    mapping_columns.table(record.columns, reports.item_names())
    st.button(
        _("Forget these columns"),
        type="tertiary",
        icon=":material/delete:",
        help=_("The next sheet of this kind is looked at as if it were the first."),
        key=session.widget("forget", record.id),
        on_click=messages.guarded(_forget),
        args=(record.id,),
    )


def _forget(mapping_id: str) -> None:
    mappings.forget(house.house(), house.principal(), mapping_id)
    urls.write(record=None)
