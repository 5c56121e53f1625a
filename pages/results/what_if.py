"""What if: past months of a contract judged again under a draft; nothing is kept."""

from core.language import _, current
from ui import layout, month_choice, registered, urls
from ui.judged import results, what_if_draft, what_if_view

view = urls.read()
title = _("What if")
known = registered.known_contracts()
code = urls.one_of(view.contract, list(known))

if code is None:
    month_choice.no_contract(title)
else:
    contract = known[code]
    lang = current()
    layout.page_head(title, [contract.vendor_name.in_(lang), contract.name.in_(lang), _("nothing is kept")])
    with layout.switches():
        if len(known) > 1:
            layout.switch(
                _("Contract"), {c: each.name.in_(lang) for c, each in known.items()}, code, "contract"
            )
        labels = what_if_draft.months(results.months(code), code)
    draft = what_if_draft.chosen(contract)
    if draft is None:
        what_if_view.teach()
    else:
        what_if_view.show(what_if_draft.tried(code, draft, labels))
