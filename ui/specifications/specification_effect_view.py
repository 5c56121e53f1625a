"""The log of changes: each version with its reason, and what became of the indicators it was to move."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.language import _, current
from core.verdict import LOOKS
from services.results.specification_effect import Effect, EffectMonth
from services.specifications.specifications import PublishedVersion, SpecificationView
from sla.terms.definition import Unit
from ui import formats, navigation, report_words
from ui.messages import escaped
from ui.specifications import specification_readings


def show(view: SpecificationView) -> None:
    """The versions, the newest first."""
    for each in reversed(view.versions):
        with st.container(border=True, gap="small"):
            _version(view, each)


def _version(view: SpecificationView, each: PublishedVersion) -> None:
    version = each.version
    words = _("Version {number}").format(number=version.number)
    since = _("in force from {day}").format(day=formats.day(version.effective))
    st.markdown(f"**{escaped(words)}** · {escaped(since)}")
    st.markdown(escaped(version.why))
    st.caption(
        escaped(
            _("published by {name}, {at}").format(
                name=each.published_by, at=formats.instant(each.published_at)
            )
        )
    )
    if not version.specification.improves:
        st.caption(_("It names no indicator that it is to move."))
        return
    for found in specification_readings.improvement(view.code, version.number):
        name = f"{found.name.in_(current())} ({found.indicator})"
        st.markdown(_("To move: **{indicator}**").format(indicator=escaped(name)))
        if not found.effects:
            st.caption(_("No contract carries this indicator, so no judged figure shows what became of it."))
        for effect in found.effects:
            _effect(effect)
    st.caption(
        _(
            "The months are as they were judged: three before it took effect, three after. "
            "Whether the change moved them, or something else did, these figures do not say."
        )
    )


def _effect(effect: Effect) -> None:
    clause = f"{effect.clause_name.in_(current())} ({effect.clause})"
    where = f"{report_words.vendor_name(effect.vendor)} · {effect.contract} · {clause}"
    after = effect.after
    row = {
        **{
            _("before: {month}").format(month=formats.month(each.label)): _figure(each, effect.unit)
            for each in effect.before
        },
        **{
            _("after: {month}").format(month=formats.month(each.label)): _figure(each, effect.unit)
            for each in after
        },
    }
    st.caption(escaped(where))
    st.table(
        pd.DataFrame([row]),
        border="horizontal",
        hide_index=True,
        alt=_("{clause} before and after the version").format(clause=clause),
    )
    if not after:
        st.caption(_("No month after it has begun yet."))
    shown = next((each.label for each in reversed((*effect.before, *after)) if each.value is not None), None)
    if shown:
        navigation.link(
            "scorecard", _("Scorecard"), ":material/fact_check:", contract=effect.contract, period=shown
        )


def _figure(month: EffectMonth, unit: Unit) -> str:
    """The judge's figure with its sign; a dash where the month has none."""
    if month.value is None or month.verdict is None:
        return formats.DASH
    look = LOOKS[month.verdict]
    return f"{escaped(formats.quantity(month.value, unit.value))} {look.sign}"
