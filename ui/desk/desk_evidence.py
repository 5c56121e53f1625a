"""Evidence of a call on the desk: dropped, shown with its hash and size, played from its time mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from services.desk import draft_evidence
from services.desk.draft_standing import AuditDraft
from services.house.settings import settings
from ui import house, messages, session, styles
from ui.audits import call_proof
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import DraftEvidenceRecord

_KINDS = ("mp3", "wav", "ogg", "m4a", "flac", "png", "jpg", "jpeg", "webp", "pdf")
_MARK = re.compile(r"(\d{1,3})[:：](\d{1,2})|(\d{1,5})")


def part(found: AuditDraft) -> None:
    """What is there, and adding more."""
    st.subheader(_("Evidence"), anchor=False)
    for proof in found.evidence:
        _one(found, proof)
    words = {code: text.in_(current()) for code, text in found.form.names.items()}
    names = {"": _("the call"), **words}
    with st.container(border=True, key="desk-evidence"):
        with st.grid(3, min_column_width=200, key="desk-evidence-fields"):
            item = st.selectbox(
                _("Proof of"), list(names), format_func=names.__getitem__,
                key=session.fresh_form("evidence-item"),
            )  # fmt: skip
            st.text_input(
                _("Place, minutes:seconds"), key=session.fresh_form("evidence-mark"), placeholder="02:14"
            )
            st.text_input(
                _("What is heard or seen there"), key=session.fresh_form("evidence-note"), max_chars=200
            )
        with styles.uploader("evidence-file", _KINDS, settings().max_upload_mb):
            st.file_uploader(
                _("Recording, picture or PDF"), type=list(_KINDS), key=session.fresh_form("evidence-file")
            )
        st.button(
            _("Add the evidence"),
            icon=":material/attach_file:",
            key=session.widget("add-evidence"),
            on_click=messages.guarded(_add),
            args=(found.record.id, item),
        )


def seconds_of(written: str) -> int | None:
    """02:14 → 134, 134 → 134; None where nothing is written. Refused: anything else."""
    if not written.strip():
        return None
    found = _MARK.fullmatch(written.strip())
    if found is None:
        raise WrongInputError("time_mark", written=written.strip())
    return int(found[3]) if found[3] else int(found[1]) * 60 + int(found[2])


def _add(draft: str, item: str) -> None:
    said = st.session_state.get
    dropped = said(session.fresh_form("evidence-file"))
    file = None if dropped is None else (dropped.name, dropped.getvalue())
    mark = seconds_of(said(session.fresh_form("evidence-mark")) or "")
    note = said(session.fresh_form("evidence-note")) or ""
    draft_evidence.add_evidence(house.house(), house.principal(), draft, item, file, mark, note)
    session.clear_form()


def _one(found: AuditDraft, proof: DraftEvidenceRecord) -> None:
    with st.container(border=True, key=f"evidence-{proof.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(escaped(call_proof.words_of(found.form, proof)), width="stretch")
            st.button(
                _("Take it off"),
                type="tertiary",
                key=session.widget("evidence-off", proof.id),
                on_click=messages.guarded(draft_evidence.remove_evidence),
                args=(house.house(), house.principal(), proof.id, proof.version),
            )
        call_proof.played(proof)
