"""Training: who should attend, who attended, who passed, by vendor and course."""

from core.language import _, current
from core.period import shifted
from ui import entries, formats, house, layout, navigation, registered, training_view, urls

view = urls.read()
vendors = {code: vendor.name.in_(current()) for code, vendor in registered.vendors().items()}
today = house.house().today()
months = [shifted(f"{today:%Y-%m}", -back) for back in range(13)]

layout.page_head(_("Training"), [vendors.get(view.vendor or "", _("All vendors"))])
if entries.training_lines(None, None):
    with layout.switches():
        if len(vendors) > 1:
            layout.switch(_("Vendor"), vendors, view.vendor, "vendor", _("All vendors"))
        layout.switch(
            _("Month"), {each: formats.month(each) for each in months}, view.period, "period", _("All months")
        )
        navigation.link("import_report", _("Import a list"), ":material/upload_file:")
    lines = entries.training_lines(view.vendor, view.period)
    if lines:
        training_view.table(lines)
    else:
        layout.empty_state(
            _("Nothing for this choice"), _("Choose another month or vendor above."), icon="event_busy"
        )
else:
    training_view.empty()
