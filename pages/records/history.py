"""Earlier months: the template, a filled-in one taken over, and what was taken over so far."""

from __future__ import annotations

from core.language import _
from ui import layout
from ui.records import history_view

layout.page_head(
    _("Earlier months"),
    [_("Months settled before, taken over as they were: for the trend, and for streaks where ticked.")],
)
history_view.template()
history_view.drop()
history_view.listed()
