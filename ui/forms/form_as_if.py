"""What a new version of a form did to the scores, and what the service did, told apart."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from qa.form.terms import AuditForm
from services.audits.as_if_versions import VersionSplit, as_if_versions
from ui import formats, house, layout
from ui.layout import Figure
from ui.messages import escaped


def show(before: AuditForm, after: AuditForm) -> None:
    """The change of the mean score from one version to the other; nothing while either has no audit."""
    found = as_if_versions(house.house(), house.principal(), before.code, before.version, after.version)
    if found.split is None:
        return
    mean, change = _("Mean on version {n}"), found.split
    as_if = _("The same calls on version {n}").format(n=after.version)
    figures = [
        Figure(mean.format(n=before.version), formats.number(change.before), found.n_before),
        Figure(as_if, formats.number(change.before_as_if), found.n_before),
        Figure(mean.format(n=after.version), formats.number(change.after), found.n_after),
        Figure(_("The form’s doing"), formats.signed(change.of_form)),
        Figure(_("The service’s doing"), formats.signed(change.of_service)),
    ]
    layout.figure_strip(figures, "as-if")
    _missing(after, found)


def _missing(form: AuditForm, found: VersionSplit) -> None:
    if found.not_asked:
        items = [item.text.in_(current()) for _s, item in form.items() if item.code in found.not_asked]
        words = _("Not asked then, left out of the base: {items}")
        st.caption(escaped(words.format(items=_(", ").join(items))))
