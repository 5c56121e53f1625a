"""Export: the workbook of one contract and month for the vendor, in the language it is wanted in."""

from core.language import _
from ui import layout, month_choice
from ui.judged import export_all_view, export_view, results

choice = month_choice.chosen()
result = results.month(choice.contract.code, choice.label) if choice else None

if choice is None:
    month_choice.no_contract(_("Export"))
else:
    layout.page_head(_("Export"), month_choice.context(result) if result else [])
    with layout.switches():
        month_choice.switches(choice)
        lang = export_view.language()
    if result is None:
        month_choice.not_governed(choice)
    elif not result.has_figures:
        month_choice.no_figures(choice)
    else:
        export_view.show(result, lang)
        export_all_view.show(choice.label, lang)
