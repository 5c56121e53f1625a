"""Reviews and appeals: what waits and until when, one audit's story, and what the case library holds."""

import streamlit as st

from core.language import _
from core.principal import Action
from services.audits import audit_cases, audit_notices, audit_story
from ui import house, layout, urls
from ui.audits import notice_list, review_cases, review_queue, review_rates, review_settings, review_story

view = urls.read()
here, who = house.house(), house.principal()
lines = {line.audit.id: line for line in audit_story.under_review(here, who)}
notices = audit_notices.open_notices(here, who)

if view.record in lines:
    review_story.show(audit_story.audit_story(here, who, view.record))
    st.stop()

layout.page_head(_("Reviews and appeals"), [_("From submission to the last ruling, in working days.")])
if notices:
    notice_list.show(notices)
if lines:
    review_queue.figures(list(lines.values()))
    clicked = review_queue.table(list(lines.values()))
    if clicked:
        urls.write(record=clicked)
        st.rerun()
    review_rates.show(audit_story.vendor_appeal_rates(here, who), audit_story.auditor_appeal_rates(here, who))
else:
    layout.empty_state(
        _("Nothing is under review"),
        _("Have a form reviewed below; what is logged on it then waits here for its release."),
        icon="rate_review",
    )
review_cases.library(audit_cases.audit_cases(here, who))
if who.may(Action.MANAGE) and who.vendors is None:
    review_settings.show()
