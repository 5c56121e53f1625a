"""The auditors: how mild against the others, how much left out as N/A, where each is going, appeals lost."""

from core.language import _, ngettext
from core.period import MonthRule, Period, shifted
from services.review.audit_story import sees_auditors
from ui import house, layout, urls
from ui.calibration import auditor_list

_SPANS = {"m1": 1, "m3": 3, "m6": 6, "m12": 12}

view, who = urls.read(), house.principal()
span = urls.one_of(view.tab, _SPANS, "m6") or "m6"
today = house.house().today("Asia/Shanghai")
last = MonthRule().month(f"{today:%Y-%m}")
first = MonthRule().month(shifted(last.label, 1 - _SPANS[span]))
found = auditor_list.figures(Period(first.start, last.end))

seen = _("Everybody who scores.") if sees_auditors(who) else _("You beside the others; nobody else's name.")
layout.page_head(_("Auditors"), [seen])
with layout.switches():
    words = {
        name: ngettext("the last {n} month", "the last {n} months", n).format(n=n)
        for name, n in _SPANS.items()
    }
    layout.switch(_("Calls of"), words, span, "tab")
if found:
    auditor_list.table(found)
    auditor_list.one(found)
    auditor_list.method()
else:
    layout.empty_state(
        _("Nothing to show"),
        _("Audits of these months appear here for managers and approvers, and your own for you."),
        icon="supervisor_account",
    )
