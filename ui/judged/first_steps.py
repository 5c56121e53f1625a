"""An empty house: three steps to the first judged month, the next one with its button."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from core.language import N_, _
from ui import navigation


@dataclass(frozen=True)
class Step:
    """One of the first steps: done once the house holds `feature`."""

    feature: str
    title: str
    words: str
    page: str
    verb: str
    icon: str


STEPS = (
    Step("vendors", N_("Set up the vendor"), N_("Its name, the projects and the sites it works for you."),
         "vendors", N_("Add a vendor"), ":material/domain:"),
    Step("contracts", N_("Load the contract"),
         N_("Clauses with target, minimum and points: fill in the Excel template, or take a ready one."),
         "contracts", N_("Load a contract"), ":material/contract:"),
    Step("facts", N_("Drop the first report in"),
         N_("The vendor's monthly Excel as it is. You see what it changes before anything counts."),
         "import_report", N_("Import a report"), ":material/upload_file:"),
)  # fmt: skip


def are_done(features: Collection[str]) -> bool:
    """Whether a first month can be judged."""
    return all(step.feature in features for step in STEPS)


def show(features: Collection[str]) -> None:
    """The checklist; only the next step has a button that stands out."""
    following = next((step for step in STEPS if step.feature not in features), None)
    st.markdown(_("Three steps, and the first month is judged: which promise was kept, to the cell."))
    for number, step in enumerate(STEPS, start=1):
        done = step.feature in features
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"step-{number}"):
            mark = ":green[:material/check_circle:]" if done else f":gray[:material/counter_{number}:]"
            with st.container(gap="xsmall", width="stretch"):
                st.markdown(f"{mark} **{_(step.title)}**")
                st.caption(_(step.words))
            if step is following:
                navigation.link(step.page, f"**{_(step.verb)}**", step.icon)
            elif not done:
                navigation.link(step.page, _(step.verb), step.icon)
