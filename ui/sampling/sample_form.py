"""The form that draws a sample: how many, at random or targeted, parted by what, what is heard more often."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.sampling.strata import ALLOCATION_NAMES, DIMENSION_NAMES, Allocation, Dimension, shared_out
from services.records.call_lists import CallVolume
from services.sampling import sampling
from services.sampling.sampling import PURPOSE_NAMES, MoreOften, SamplePurpose, SampleWish
from ui import formats, house, layout, messages, session, urls
from ui.messages import Kind
from ui.sampling import sample_readings, sample_words
from ui.sampling.sample_planner import Plan

_TIMES = (2, 3, 5)


def form(vendor: str, label: str, volume: CallVolume, plan: Plan) -> None:
    """How the calls are shared out is shown before they are drawn."""
    with st.container(border=True, key="sample-form"):
        names = {each: PURPOSE_NAMES[each].in_(current()) for each in SamplePurpose}
        purpose = st.segmented_control(
            _("Purpose"), list(names), default=SamplePurpose.RANDOM, required=True,
            format_func=names.__getitem__, key=session.widget("sample-purpose"),
        )  # fmt: skip
        st.caption(_purposes()[purpose])
        with st.grid(3, min_column_width=200, key="sample-how"):
            size = st.number_input(
                _("Calls to listen to"), 1, sampling.MOST, plan.start(volume), 1,
                key=session.widget("sample-size", vendor, label, plan.start(volume)),
            )  # fmt: skip
            wish = _targeted(volume) if purpose is SamplePurpose.TARGETED else _strata(volume)
        wish |= {"vendor": vendor, "period": sample_readings.period(label), "size": size, "purpose": purpose}
        wish["likeness"] = plan.likeness
        if purpose is SamplePurpose.RANDOM:
            _shares(vendor, label, wish)
        st.button(
            _("Draw the sample"),
            type="primary",
            icon=":material/casino:",
            key=session.widget("sample-draw"),
            on_click=messages.guarded(_draw),
            args=(wish,),
        )


def _purposes() -> Mapping[SamplePurpose, str]:
    return {
        SamplePurpose.RANDOM: _("Speaks for all calls of the month; only this may feed a clause."),
        SamplePurpose.TARGETED: _("Looks at one matter; kept apart, and never part of a clause's figure."),
    }


def _strata(volume: CallVolume) -> dict[str, Any]:
    """What a random sample is parted by, how it is shared out, what is heard more often."""
    told = {each: DIMENSION_NAMES[each].in_(current()) for each in volume.told}
    chosen = st.multiselect(
        _("Part the calls by"), list(told), format_func=told.__getitem__,
        key=session.widget("sample-dimensions"),
        help=_("Each part gives calls, so that none is missed by chance."),
        select_all=False, placeholder=_("Choose"),
    )  # fmt: skip
    names = {each: ALLOCATION_NAMES[each].in_(current()) for each in Allocation}
    allocation = st.selectbox(
        _("Share out"), list(names), key=session.widget("sample-allocation"), disabled=not chosen,
        format_func=names.__getitem__,
    )  # fmt: skip
    parts = [(each, value) for each in chosen for value in sorted(volume.told[each], key=str)]
    said = {None: _("no part")} | {each: sample_words.part(each[1]) for each in parts}
    more = st.selectbox(
        _("Hear more often"), list(said), key=session.widget("sample-more"), disabled=not parts,
        format_func=said.__getitem__,
        help=_("New agents or the night, say; the figure is weighted back to what they are of all calls."),
    )  # fmt: skip
    often = []
    if more is not None:
        times = st.selectbox(_("Times as often"), _TIMES, key=session.widget("sample-times"))
        often = [MoreOften(more[0], more[1], Fraction(times))]
    return {"dimensions": tuple(chosen), "allocation": allocation, "more_often": tuple(often)}


def _targeted(volume: CallVolume) -> dict[str, Any]:
    """What a targeted sample is after, and to which calls it is narrowed."""
    parts = [(each, value) for each, values in volume.told.items() for value in values if value is not None]
    said = {None: _("all")} | {each: _only(each) for each in sorted(parts)}
    one = st.selectbox(
        _("Only calls of"), list(said), key=session.widget("sample-only"), format_func=said.__getitem__
    )
    agent = st.text_input(_("Only this agent's"), key=session.widget("sample-agent"), max_chars=40).strip()
    reason = st.text_input(_("What is it after?"), key=session.widget("sample-reason"), max_chars=200)
    only = ({one[0].value: one[1]} if one else {}) | ({sampling.AGENT: agent} if agent else {})
    return {"only": only, "reason": reason}


def _shares(vendor: str, label: str, wish: Mapping[str, Any]) -> None:
    """Each stratum with its calls and how many of them would be heard."""
    if not wish["dimensions"]:
        return
    volumes = sample_readings.volume(vendor, label, wish["dimensions"]).strata
    often = sampling.times(wish["dimensions"], wish["more_often"], volumes)
    given = shared_out(wish["size"], volumes, wish["allocation"], often)
    rows = [
        {
            _("Stratum"): sample_words.stratum(each),
            _("Calls listed"): formats.count(size),
            _("To listen to"): formats.count(given[each]),
        }
        for each, size in volumes.items()
    ]
    layout.printable(pd.DataFrame(rows), alt=_("Strata with their calls and how many are heard"))


def _draw(wish: Mapping[str, Any]) -> None:
    record = sampling.draw_sample(house.house(), house.principal(), SampleWish(**wish))
    urls.write(record=record.id)
    drawn = _("{n} calls drawn. The list for the vendor is below.")
    messages.notice(Kind.DONE, drawn.format(n=formats.count(record.size)))


def _only(each: tuple[Dimension, str]) -> str:
    return f"{DIMENSION_NAMES[each[0]].in_(current())} · {sample_words.part(each[1])}"
