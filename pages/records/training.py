"""Training: who should attend, who attended, who passed, by vendor and course."""

from core.language import _, current
from core.period import shifted
from ui import asked_for, entries, formats, house, layout, month_choice, navigation, registered, urls
from ui.judged import results
from ui.records import training_view

view = urls.read()
vendors = {code: vendor.name.in_(current()) for code, vendor in registered.vendors().items()}
today = house.house().today()
past = {shifted(f"{today:%Y-%m}", -back) for back in range(13)}
months = sorted(past | set(results.months()), reverse=True)
label = None if view.tab == "all" else asked_for.month(months, month_choice.opening())
shown = formats.month(label) if label else _("All months")

layout.page_head(_("Training as reported"), [vendors.get(view.vendor or "", _("All vendors")), shown])
if entries.training_lines(None, None):
    with layout.switches():
        if len(vendors) > 1:
            layout.switch(_("Vendor"), vendors, view.vendor, "vendor", _("All vendors"))
        spans = {"month": _("One month"), "all": _("All months")}
        layout.switch(_("Show"), spans, "month" if label else "all", "tab")
        if label:
            month_choice.month_switch(months, label)
        navigation.link("import_report", _("Import a list"), ":material/upload_file:")
    lines = entries.training_lines(view.vendor, label)
    if lines:
        training_view.table(lines, shown if label else "")
    else:
        layout.empty_state(
            _("Nothing for this choice"), _("Choose another month or vendor above."), icon="event_busy"
        )
else:
    training_view.empty()
