"""Cost and comparison: who is served better than was bought, and what the vendors cost beside each other."""

from core.language import _
from ui import asked_for, formats, layout, month_choice
from ui.judged import (
    compare_readings,
    compare_view,
    cost_view,
    over_service_view,
    ranking_view,
    results,
    staffing_view,
)

months = results.months()
label = asked_for.month(months, results.newest(months))

layout.page_head(_("Cost and comparison"), [formats.month(label), _("for the client only")])
with layout.switches():
    month_choice.month_switch(months, label)
shown = [
    ranking_view.show(compare_readings.ranking(label)),
    over_service_view.show(compare_readings.over_service(label)),
    cost_view.show(compare_readings.cost(label)),
    staffing_view.show(compare_readings.staffing(label)),
]
compare_view.finish(label, any(shown))
