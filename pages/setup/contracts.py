"""Contracts: which there are, what a version says in words, and bringing in a new one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import _, current
from core.principal import Action
from services.contracts import contract_drafts
from ui import house, layout, registered, urls
from ui.contracts import contract_compare, contract_steps, contract_view, draft_list, draft_page

view = urls.read()
manages = house.principal().may(Action.MANAGE)
known = registered.known_contracts()
chosen = known.get(view.contract or "") or (next(iter(known.values())) if len(known) == 1 else None)
new = layout.PrimaryAction(_("New contract"), partial(urls.write, tab="new"), icon=":material/add:")

if view.tab == "draft" and view.record and manages:
    draft = contract_drafts.draft(house.house(), house.principal(), view.record)
    draft_page.head(draft)
    draft_page.show(draft)
elif view.tab == "new" and manages:
    layout.page_head(_("New contract"))
    contract_steps.show()
elif chosen and view.tab == "version" and manages:
    layout.page_head(_("New version of {name}").format(name=chosen.name.in_(current())), [chosen.code])
    contract_steps.show_next(chosen)
elif chosen and view.tab == "compare" and len(chosen.versions) > 1:
    layout.page_head(
        _("Versions of {name} side by side").format(name=chosen.name.in_(current())), [chosen.code]
    )
    contract_compare.show(chosen)
elif chosen:
    title = chosen.name.in_(current())
    amend = layout.PrimaryAction(
        _("New version from this one"), partial(contract_steps.start_next, chosen), icon=":material/edit:"
    )
    layout.page_head(title, [chosen.vendor_name.in_(current()), chosen.code], amend if manages else None)
    contract_steps.follow_judging()
    if manages and len(known) == 1:
        draft_list.show()
    contract_view.show(chosen, has_list=len(known) > 1, manages=manages)
elif known:
    layout.page_head(
        _("Contracts"), [_("Clauses, targets and points, version by version.")], new if manages else None
    )
    if manages:
        draft_list.show()
    clicked = contract_view.table(list(known.values()))
    if clicked:
        urls.write(contract=clicked)
        st.rerun()
else:
    layout.page_head(
        _("Contracts"), [_("Clauses, targets and points, version by version.")], new if manages else None
    )
    layout.empty_state(
        _("No contract yet"),
        _(
            "A contract says what was promised: each clause with its definition, target and points. "
            "Take an Excel template, fill it in, drop it here. No code, no text editor."
        )
        if manages
        else _("A vendor manager loads contracts here; then each clause can be read."),
        icon="contract",
    )
