"""Process specifications: which hold, what each says, what a change touches, and writing the next version."""

from __future__ import annotations

from functools import partial

from core.language import _
from core.principal import Action
from ui import house, layout, urls
from ui.specifications import (
    specification_draft,
    specification_list,
    specification_new,
    specification_page,
    specification_readings,
)

view = urls.read()
manages = house.principal().may(Action.MANAGE)
known = {each.code: each for each in specification_readings.listed()}
drafts = {each.id: each for each in specification_readings.drafts()} if manages else {}
chosen = known.get(view.spec or "")
new = layout.PrimaryAction(
    _("New process specification"), partial(urls.write, tab="new"), icon=":material/add:"
)

if view.record in drafts:
    specification_draft.show(drafts[view.record])
elif chosen:
    specification_page.show(chosen)
elif view.tab == "new" and manages:
    layout.page_head(_("New process specification"))
    specification_new.show()
else:
    layout.page_head(
        _("Process specifications"),
        [_("The standard behind forms and training, version by version.")],
        new if manages and (known or drafts) else None,
    )
    if known or drafts:
        specification_list.drafts(list(drafts.values()))
        specification_list.show(list(known.values()))
    else:
        specification_new.none_yet()
