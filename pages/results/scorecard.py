"""Scorecard: which promises of this contract's month were kept, what it cost, where each figure is from."""

from core.language import _, current
from ui import asked_for, layout, month_choice, navigation
from ui.judged import clause_view, month_review_view, month_steps, results, scorecard_view
from ui.money import settled_before

choice = month_choice.chosen()
result = results.month(choice.contract.code, choice.label) if choice else None
title = _("Scorecard")

if choice is None:
    month_choice.no_contract(title)
elif result is None:
    layout.page_head(title)
    with layout.switches():
        month_choice.switches(choice)
    month_choice.not_governed(choice)
else:
    line = result.line(asked_for.clause([each.clause.code for each in result.lines]) or "")
    title = line.name.in_(current()) if line else title
    if layout.page_head(title, month_choice.context(result), month_steps.next_step(result)):
        month_steps.ask(result)
    with layout.switches():
        month_choice.switches(choice)
        month_steps.history(result)
        if line is None:
            scorecard_view.copy(result)
    if line is None:
        settled_before.show(result)
        month_review_view.show(result)
    if not result.has_figures and not settled_before.of(result):
        month_choice.no_figures(choice)
    elif not result.has_figures:
        navigation.link("history", _("Earlier months"), ":material/history:")
    elif line is None:
        scorecard_view.show(result)
    else:
        clause_view.show(result, line)
