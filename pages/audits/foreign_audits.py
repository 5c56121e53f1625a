"""The vendor's own audits and an agency's, held against all calls of the month and against ours."""

from core.language import _, current
from ui import asked_for, formats, layout, month_choice, navigation, registered, urls
from ui.audits import foreign_readings, foreign_view

view = urls.read()
vendors = {code: vendor.name.in_(current()) for code, vendor in registered.vendors().items() if vendor.active}
vendor = urls.one_of(view.vendor, list(vendors)) or ""
months = foreign_readings.months()
label = asked_for.month(months, month_choice.opening() or months[0])
layout.page_head(_("Audits by others"), [vendors.get(vendor, ""), formats.month(label)])
with layout.switches():
    if len(vendors) > 1:
        layout.switch(_("Vendor"), vendors, vendor, "vendor")
    month_choice.month_switch(months, label)

found = foreign_readings.audits(vendor, label) if vendor else ()
for each in found:
    foreign_view.show(each)
if not found:
    layout.empty_state(
        _("No audits by others for {month}").format(month=formats.month(label)),
        _("Import the vendor's own audit sheet or an agency's report: one row a call, with its number."),
        lambda: navigation.link("import_report", _("Import a report"), ":material/upload_file:"),
        icon="compare",
    )
