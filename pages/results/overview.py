"""Overview: what needs me today, whether this month can still be kept, which vendor keeps which promise."""

from core.language import _
from ui import asked_for, formats, house, layout, month_choice, registered
from ui.judged import first_steps, overview_readings, overview_view, results, same_formula_view, todo_list

features = house.features()
today = house.house().today()
months = results.months()
label = asked_for.month(months, results.newest(months))

if not first_steps.are_done(features):
    layout.page_head(_("Overview"), [formats.day(today)])
    first_steps.show(features)
else:
    contracts = registered.known_contracts()
    names = {contract.vendor: contract.vendor_name for contract in contracts.values()}
    layout.page_head(_("Overview"), [_("today {day}").format(day=formats.day(today))])
    todo_list.show(overview_readings.tasks(), names)
    running = results.running_month()
    overview_view.pace(overview_readings.pace(running), running)
    with layout.switches():
        month_choice.month_switch(months, label)
    overview_view.totals(overview_readings.trend(label), label)
    overview_view.heat(overview_readings.heat(label), label)
    same_formula_view.show(label)
