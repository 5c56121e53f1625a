"""What a contract being written says beside its clauses: whose, from when, which totals and money."""

from __future__ import annotations

import streamlit as st

from core.language import _
from services.contracts import contract_drafts
from services.contracts.contract_drafts import DraftView
from services.contracts.draft_edits import with_known_vendors
from services.contracts.term_fields import contract, money
from sla.contract_file.layout import FILE
from ui import house, messages, session, urls, ways
from ui.contracts import draft_cache, draft_means
from ui.contracts.term_form import TermForm
from ui.messages import Kind

#: What the address says in a clause's place while these terms are open; no clause's code has small letters.
OPEN = "contract"
_WHOSE = ("contract.code", "contract.vendors.code")


def show(draft: DraftView) -> None:
    """Fields left, what they mean in figures right; below one another on a phone."""
    ways.back(_("Back to the draft"), clause=None)
    key = session.widget("draft-terms", draft.id, draft.version)
    with st.grid(2, min_column_width=340, key="draft-terms-grid"):
        with st.container(gap="small"):
            offers = draft_cache.offers(draft.body)
            form = TermForm(FILE, draft.body, key, offers, _WHOSE if draft.based_on else ())
            for section in (*contract.SECTIONS, *money.SECTIONS):
                form.section(section)
        body = with_known_vendors(draft.body, form.record, offers["vendor"])
        with st.container(gap="small"):
            mine = [each for each in draft_cache.read_over(body).findings if not each.place.sheet]
            messages.show_findings(form.tell(mine), headed=False)
            draft_means.whole(body)
            st.button(
                _("Save"), type="primary", icon=":material/check:", key=f"{key}-save",
                on_click=messages.guarded(_save), args=(draft, body),
            )  # fmt: skip


def _save(draft: DraftView, body: dict[str, object]) -> None:
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    urls.write(clause=None)
    messages.notice(Kind.DONE, _("Saved in the draft."))
