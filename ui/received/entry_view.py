"""One round: the candidates ranked, each with how its total came about, and what was decided."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.language import _, current
from core.principal import Action
from services.vendors import entry_rounds
from services.vendors.entry_rounds import RoundView
from services.vendors.entry_score import CandidateTotal, CriterionScore
from ui import evidence_field, formats, house, navigation
from ui.messages import escaped
from ui.received import entry_forms
from ui.vendors import vendor_list


def show(view: RoundView) -> None:
    """Its heading, its candidates the best first, a place for one more."""
    record = view.record
    st.subheader(escaped(record.name), anchor=False)
    said = _("List of criteria {n} · opened {day} by {name}")
    opened = formats.instant(record.opened_at)
    st.caption(escaped(said.format(n=record.list_number, day=opened, name=record.opened_by)))
    if not view.is_open:
        _decided(view)
    for total in view.totals:
        _candidate(view, total)
    if not view.candidates:
        st.caption(_("No candidate yet."))
    if view.is_open and house.principal().may(Action.MANAGE):
        entry_forms.candidate(record.id)


def _decided(view: RoundView) -> None:
    record = view.record
    chosen = view.candidates[record.chosen or ""]
    said = _("Chosen: **{name}**, by {who}, {at}: {why}")
    st.markdown(
        ":green[:material/how_to_vote:] "
        + said.format(
            name=escaped(chosen.name.in_(current())),
            who=escaped(record.decided_by or ""),
            at=formats.instant(record.decided_at),
            why=escaped(record.why),
        )
    )
    if chosen.vendor:
        navigation.link("vendors", _("Open the vendor"), ":material/domain:", vendor=chosen.vendor)
    elif house.principal().may(Action.MANAGE):
        entry_forms.take_on(chosen)


def _candidate(view: RoundView, total: CandidateTotal) -> None:
    candidate = view.candidates[total.candidate]
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_head(view, total), width="stretch")
            if view.is_open:
                entry_forms.scoring(view, candidate)
                entry_forms.deciding(view, total)
        if candidate.note:
            st.caption(escaped(candidate.note))
        st.table(
            {
                _("Criterion"): [escaped(line.criterion.name.in_(current())) for line in total.lines],
                _("Weight"): [formats.number(line.criterion.weight, 0) for line in total.lines],
                _("Mean"): [formats.number(line.mean) for line in total.lines],
                _("Scored by"): [
                    escaped(", ".join(f"{each.scored_by} {each.score}" for each in line.scores))
                    or formats.DASH
                    for line in total.lines
                ],
            },
            border="horizontal",
            hide_index=True,
        )
        for step in total.trace[-1:]:
            st.caption(escaped(step.in_(current())))
        _evidence(total)


def _head(view: RoundView, total: CandidateTotal) -> str:
    name = escaped(view.candidates[total.candidate].name.in_(current()))
    if total.rank is None:
        return f"**{name}** :gray-badge[{_('not ranked yet')}]"
    rank = _("rank {n}").format(n=total.rank)
    return f"**{name}** :blue-badge[{rank}] **{formats.number(total.total)}**"


def _scored(line: CriterionScore) -> str:
    return escaped(vendor_list.joined([f"{each.scored_by} {each.score}" for each in line.scores])) or "–"


def _evidence(total: CandidateTotal) -> None:
    with st.container(horizontal=True):
        for line in total.lines:
            for each in line.scores:
                read = partial(entry_rounds.score_file, house.house(), house.principal(), each.id)
                evidence_field.offer(each.evidence_name, read, each.id)
