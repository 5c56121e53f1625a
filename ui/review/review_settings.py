"""Which forms are reviewed, in which windows and levels."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from qa.review.clocks import ReviewRules
from services.forms import audit_forms
from services.review import review_rules
from ui import house, messages, session
from ui.messages import Kind


def show() -> None:
    """The windows of one form at a time, in working days."""
    here, who = house.house(), house.principal()
    forms = {form.code: form for form in audit_forms.forms(here, who, retired=True) if form.kind.is_of_calls}
    names = {code: form.text.in_(current()) for code, form in forms.items()}
    with st.expander(_("Which forms are reviewed"), icon=":material/tune:"):
        code = st.selectbox(
            _("Form"),
            list(forms),
            key=session.widget("rules-form"),
            format_func=names.__getitem__,
        )
        rules = review_rules.review_rules(here, who, code)
        now = rules or ReviewRules()
        on = st.toggle(_("Reviewed before release"), rules is not None, key=session.widget("rules-on", code))
        with st.grid(4, min_column_width=150, key="review-rules"):
            days = _days(_("Release after"), now.release_days, "release", code)
            appeal = _days(_("Appeal within"), now.appeal_days, "appeal", code)
            first = _days(_("Ruling within"), now.ruling_days[0], "first", code)
            second = _days(_("Both managers within (0: no second level)"), _second(now), "second", code)
            share = st.number_input(
                _("Second score, of 100"), 0, 100, now.second_percent, key=session.widget("rules-%", code)
            )
        st.caption(_("In working days; the day itself does not count."))
        ruling = (first, second) if second else (first,)
        wanted = ReviewRules(days, appeal, ruling, share) if on else None
        st.button(
            _("Set"),
            key=session.widget("rules-save"),
            on_click=messages.guarded(_set),
            args=(code, wanted),
        )


def _days(label: str, value: int, name: str, code: str) -> int:
    return int(st.number_input(label, 0, 60, value, key=session.widget(f"rules-{name}", code)))


def _second(rules: ReviewRules) -> int:
    return rules.ruling_days[1] if rules.levels > 1 else 0


def _set(code: str, rules: ReviewRules | None) -> None:
    review_rules.set_review_rules(house.house(), house.principal(), code, rules)
    messages.notice(Kind.DONE, _("Set for what is logged from now on."))
