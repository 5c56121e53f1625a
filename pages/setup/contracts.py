"""Contracts: which there are, what a version says in words, and bringing in a new one."""

from __future__ import annotations

from functools import partial

from core.language import _
from core.principal import Action
from ui import contract_steps, contract_view, house, layout, registered, urls

view = urls.read()
manages = house.principal().may(Action.MANAGE)
if view.tab == "new" and manages:
    layout.page_head(_("New contract"))
    contract_steps.show()
else:
    new = layout.PrimaryAction(_("New contract"), partial(urls.write, tab="new"), icon=":material/add:")
    layout.page_head(_("Contracts"), action=new if manages else None)
    known = registered.known_contracts()
    if known:
        clicked = contract_view.table(list(known.values()))
        if clicked and clicked != view.contract:
            view = urls.write(contract=clicked)
        if view.contract in known or len(known) == 1:
            contract_view.show(known.get(view.contract or "") or next(iter(known.values())))
    else:
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
