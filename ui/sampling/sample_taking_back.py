"""Withdrawing a sample nothing was done with, and putting it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from core.principal import Action
from services.sampling import sample_withdrawing
from ui import formats, house, messages, session, taking_back
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from services.desk.sample_audits import SampleResult
    from services.sampling.sample_lines import SampleView


def told(view: SampleView) -> None:
    """Why, when and by whom it was withdrawn; nothing where it stands."""
    if (word := view.withdrawn) is not None:
        said = _(
            "Withdrawn {when} by {who}: {why}. Nothing of it is heard, and its calls can be drawn again."
        )
        filled = said.format(when=formats.instant(word.at), who=word.by_whom, why=word.why)
        st.warning(escaped(filled), icon=":material/inventory_2:")


def offered(found: SampleResult) -> None:
    """Withdraw it, as long as nothing was done with it; or put it back."""
    view, record = found.view, found.view.record
    if not house.principal().may(Action.AUDIT, record.vendor):
        return
    here, who = house.house(), house.principal()
    if view.withdrawn:
        st.button(
            _("Put it back"),
            icon=":material/undo:",
            key=session.widget("sample-back", record.id),
            on_click=messages.guarded(_put_back),
            args=(record.id,),
            help=_("As long as no other sample was drawn from these days since."),
        )
    elif not (found.audits or found.begun & {line.id for line in view.lines} or _any_unusable(view)):
        withdraw = partial(sample_withdrawing.withdraw_sample, here, who, record.id)
        done = _("Withdrawn; its calls can be drawn again.")
        label = _("Withdraw this sample")
        taking_back.asking_why("withdraw-sample", label, ":material/undo:", record.id, withdraw, done)


def _any_unusable(view: SampleView) -> bool:
    return any(part.unusable for part in view.parts)


def _put_back(sample: str) -> None:
    sample_withdrawing.put_back_sample(house.house(), house.principal(), sample)
    taking_back.unmark()
    messages.notice(Kind.DONE, _("The sample stands again."))
