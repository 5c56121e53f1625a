"""The marked copy of a file for its vendor: the workbook and the text to send with it, in either language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.finding import Finding
from core.language import _, current
from core.principal import Action
from core.text import LANG_NAMES, LANGS, Lang
from services.reports import marked_copy
from services.reports.received import ReceivedView
from ui import house, session
from ui.received import reports


def show(file_id: str, found: Sequence[Finding]) -> None:
    """What goes back to the vendor, where it could put anything right; a file of several goes to none."""
    view = reports.file(file_id)
    several = view is not None and len({batch.vendor for batch in view.batches}) > 1
    if view is None or several or not marked_copy.is_markable(found):
        return
    if not house.principal().may(Action.IMPORT):
        return
    with st.popover(_("Marked copy for the vendor"), icon=":material/format_color_fill:"):
        st.markdown(
            _(
                "The file as it came, every fault coloured and noted, with a list in front. "
                "What is put right in it comes in when it is sent back."
            )
        )
        if view.is_staged:
            st.caption(
                _(
                    "Import this file before you send the copy: "
                    "only then does it bring just the repaired rows."
                )
            )
        for lang in sorted(LANGS, key=lambda each: each != current()):
            _in(lang, view)


def _in(lang: Lang, view: ReceivedView) -> None:
    here, who, file = house.house(), house.principal(), view.file
    st.download_button(
        f"{_('Download the marked copy')} · {LANG_NAMES[lang]}",
        data=partial(reports.marked, here, who, file.id, lang),
        file_name=marked_copy.marked_name(file.name, lang),
        icon=":material/download:",
        on_click="ignore",
        key=session.widget(f"marked-{lang}", file.id),
    )
    st.caption(_("The text to send with it"))
    st.code(marked_copy.letter(here, who, file.id, lang), language=None, wrap_lines=True)
