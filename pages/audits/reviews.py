"""Reviews and appeals: what waits and until when, one audit's story, and what the case library holds."""

import streamlit as st

from core.language import _
from core.principal import Action
from services.review import audit_cases, audit_notices, audit_story
from ui import entries, house, layout, urls
from ui.review import notice_list, review_cases, review_queue, review_rates, review_settings, review_story

view = urls.read()
here, who = house.house(), house.principal()
story = audit_story.story_of(here, who, view.record) if view.record else None
if story is not None:
    review_story.show(story)
    st.stop()

lines = entries.under_review()
notices = audit_notices.open_notices(here, who)

layout.page_head(_("Reviews and appeals"), [_("From submission to the last ruling, in working days.")])
if notices:
    notice_list.show(notices)
if lines:
    review_queue.figures(lines)
    clicked = review_queue.table(lines)
    if clicked:
        urls.write(record=clicked)
        st.rerun()
    review_rates.show(*entries.appeal_rates())
else:
    layout.empty_state(
        _("Nothing is under review"),
        _("Have a form reviewed below; what is logged on it then waits here for its release."),
        icon="rate_review",
    )
review_cases.library(audit_cases.audit_cases(here, who))
if who.may(Action.MANAGE) and who.vendors is None:
    review_settings.show()
