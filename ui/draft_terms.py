"""What a contract being written says beside its clauses: whose, from when to when, and what is paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.language import N_, _, current
from services import contract_drafts
from services.contract_drafts import DraftView
from services.draft_edits import name_of, with_head
from services.draft_words import pairs_of, pairs_said
from services.term_words import choices_of
from ui import house, messages, session
from ui.messages import Kind

_UNPAID = ""
#: Keys of the head that are one line of text → their label.
_LINES: dict[str, str] = {
    "code": N_("Contract code"),
    "version": N_("Version"),
    "full_mark": N_("Full mark"),
}


def show(draft: DraftView) -> None:
    """One form, saved as a whole."""
    head = draft.body.get("contract") or {}
    key = session.widget("draft-terms", draft.id, draft.version)
    with st.form(key, border=False):
        terms = {**_lines(head, key, fixed=draft.based_on is not None), **_whose(head, key, draft)}
        settlement = _settlement(draft.body.get("settlement") or {}, key)
        if st.form_submit_button(_("Save"), key=f"{key}-save"):
            messages.guarded(_save)(draft, with_head(draft.body, terms, settlement))
            st.rerun()


def _lines(head: Mapping[str, Any], key: str, *, fixed: bool) -> dict[str, Any]:
    named = name_of(head)
    with st.grid(2, min_column_width=220, key=f"{key}-lines"):
        zh = st.text_input(_("Name in Chinese"), named.zh, key=f"{key}-zh")
        en = st.text_input(_("Name in English"), named.en, key=f"{key}-en")
        said = {
            name: st.text_input(
                _(words), str(head.get(name) or ""), key=f"{key}-{name}", disabled=fixed and name == "code"
            ).strip()
            for name, words in _LINES.items()
        }
        days = head.get("effective") or {}
        start = st.text_input(_("In force from"), days.get("from") or "", key=f"{key}-from")
        end = st.text_input(
            _("In force to (that day included)"), days.get("to") or "", key=f"{key}-to",
            placeholder=_("until further notice"),
        )  # fmt: skip
    effective = {"from": start.strip(), **({"to": end.strip()} if end.strip() else {})}
    return {**said, "name": {"zh": zh.strip() or en.strip(), "en": en.strip() or zh.strip()},
            "effective": effective}  # fmt: skip


def _whose(head: Mapping[str, Any], key: str, draft: DraftView) -> dict[str, Any]:
    """Each vendor's code and name; a version of a contract that is here stays with its vendor."""
    vendors = []
    for index, vendor in enumerate(head.get("vendors") or []):
        with st.container(horizontal=True):
            code = st.text_input(
                _("Vendor code"), vendor.get("code") or "", key=f"{key}-vendor-{index}",
                disabled=draft.based_on is not None,
            )  # fmt: skip
            name = st.text_input(
                _("Vendor's name"), name_of(vendor).in_(current()), key=f"{key}-called-{index}"
            )
        kept = vendor.get("name") if isinstance(vendor.get("name"), dict) else {}
        vendors.append({**vendor, "code": code.strip(), "name": {**kept, current(): name.strip()}})
    return {"vendors": vendors}


def _settlement(settlement: Mapping[str, Any], key: str) -> dict[str, Any] | None:
    """How the month is paid; None where nothing is agreed."""
    fee, kinds = settlement.get("fee") or {}, choices_of("kind")
    codes = [_UNPAID, *kinds]
    with st.grid(2, min_column_width=220, key=f"{key}-fee"):
        kind = st.selectbox(
            _("Kind of fee"), codes, index=codes.index(fee.get("kind") or _UNPAID), key=f"{key}-kind",
            format_func=lambda code: kinds[code].in_(current()) if code else _("no fee is worked out"),
        )  # fmt: skip
        amount = st.text_input(_("Price or amount"), fee.get("amount") or "", key=f"{key}-amount")
        volume = st.text_input(
            _("Billed count, for a price per call"), fee.get("volume") or "", key=f"{key}-volume",
            placeholder="valid_calls",
        )  # fmt: skip
        months = st.text_input(
            _("Months of payment, for a total"), fee.get("months") or "", key=f"{key}-months"
        )
        tiers = st.text_input(
            _("Coefficients, score:coefficient"), pairs_said(settlement.get("tiers")), key=f"{key}-tiers",
            placeholder="95:1 90:0.98 0:0.8",
        )  # fmt: skip
        cap = st.text_input(
            _("Most deducted (share of the fee)"), settlement.get("cap_share") or "", key=f"{key}-cap"
        )
    if kind == _UNPAID:
        return None
    paid = {"kind": kind, "amount": amount.strip(), "volume": volume.strip(), "months": months.strip()}
    return {"fee": paid, "tiers": pairs_of(tiers), "cap_share": cap.strip() or None}


def _save(draft: DraftView, body: Mapping[str, Any]) -> None:
    contract_drafts.save(house.house(), house.principal(), draft.id, draft.version, body)
    messages.notice(Kind.DONE, _("Saved in the draft."))
