"""Settlement: what each final month costs, what is taken off and in dispute, the statement to pay from."""

from core.language import _, current
from core.month import FROZEN
from ui import house, layout, month_choice, navigation, registered, urls
from ui.money import ledger_view, ledger_words, settled, settlement_page, statement_steps, statement_view

view, title, today = urls.read(), _("Settlement"), house.house().today()
known = registered.known_contracts()
of_vendor = next((code for code, item in known.items() if item.vendor == view.vendor), None)
code = urls.one_of(view.contract, list(known), of_vendor)

if code is None:
    month_choice.no_contract(title)
else:
    contract, lang = known[code], current()
    months = settled.by_month(code)
    label = urls.one_of(view.period, list(months))
    month = months[label] if label else None
    context = [contract.vendor_name.in_(lang), contract.name.in_(lang)]
    if layout.page_head(title, context, statement_steps.next_step(month)) and month:
        statement_steps.ask(month)
    with layout.switches():
        if len(known) > 1:
            names = {each: item.name.in_(lang) for each, item in known.items()}
            layout.switch(_("Contract"), names, code, "contract")
        if month:
            month_choice.month_switch(list(months), month.label)
    if month is None:
        settlement_page.nothing_yet(code)
    else:
        entries = settled.entries(code)
        settlement_page.figures(list(months.values()), entries)
        if any(ledger_words.is_urgent(each) for each in entries):
            ledger_view.urgent(entries, today)
        clicked = settlement_page.table(list(months.values()))
        if isinstance(clicked, str) and clicked != month.label:
            month = months[urls.write(period=clicked).period or month.label]
        statement_view.show(settlement_page.edition(month, settled.issued(code)))
        statement_steps.payments(month, today)
        if month.state in FROZEN:
            navigation.link("export", _("The workbook with this statement"), ":material/table_view:",
                            contract=code, period=month.label)  # fmt: skip
        ledger_view.show(entries, today)
