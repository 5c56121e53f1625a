"""Audit forms: which there are, what each asks and weighs, and writing the next version."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.principal import Action
from services.forms import audit_forms, form_drafts
from ui import house, layout, urls
from ui.forms import form_draft, form_list

view = urls.read()
here, who = house.house(), house.principal()
manages = who.may(Action.MANAGE) and who.vendors is None
versions = audit_forms.form_versions(here, who)
codes = {each.form.code for each in versions}

if view.tab == "draft" and view.record and manages:
    draft = form_drafts.form_draft(here, who, view.record)
    earlier = [each.form for each in versions if each.form.code == draft.code]
    form_draft.head(draft)
    form_draft.show(draft, earlier[0] if earlier else None)
elif view.form in codes:
    of_code = [each for each in versions if each.form.code == view.form]
    layout.page_head(of_code[0].form.text.in_(current()), [of_code[0].form.code])
    form_list.one(of_code, manages)
else:
    layout.page_head(_("Forms"), [_("What an audit asks, what each answer is worth, and what is fatal.")])
    if manages:
        form_list.drafts(form_drafts.form_drafts(here, who))
    clicked = form_list.table(versions)
    if clicked:
        urls.write(form=clicked)
        st.rerun()
    if manages:
        form_list.begin(audit_forms.to_start_from(here, who))
