"""What is said of the days and intervals behind a clause's figure: when they begin, which were open."""

from __future__ import annotations

from core.period import Period
from core.text import Text
from core.workdays import WorkCalendar
from services.contracts.asked import Asked
from services.judging.answer_percentile import is_of_waits, percentile_words
from services.judging.claims import asked_days
from services.judging.class_told import OF_ALL, is_of_all
from services.judging.coverage_told import BESIDE, is_coverage, tells_calls
from services.judging.form_aggregate import aggregate_words
from services.judging.production_days import words_of_days
from services.judging.sources import Sources
from sla.judging import forecast_accuracy
from sla.judging.forecast_accuracy import is_of_forecasts, is_of_intervals
from sla.judging.forecast_days import BY_DAY
from sla.judging.intervals import cannot_words, together_words
from sla.judging.opening import words as opening_words
from sla.terms.contract import WITH_TIMES, Clause, ClauseSource, day_start_of
from sla.terms.usual_variant import applies_to
from sla.terms.window import labels_in


def days_told(asked: Asked, clause: Clause, sources: Sources, part: Period | None = None) -> tuple[Text, ...]:
    """When its days begin, and which days of the window counted as what to its opening hours; `part`: of
    these days of it alone."""
    said: tuple[Text, ...] = ()
    if day_start_of(asked.contract, clause):
        providers = sources.measuring(asked, clause).providers
        said = words_of_days(asked, clause, providers, sources.as_of)
    if clause.source in WITH_TIMES and sources.measuring(asked, clause).forms_errors(asked.period):
        said = (*said, BY_DAY)
    audits = sources.audits.get(asked.contract.vendor)
    said = (*said, *aggregate_words(asked, clause, audits, sources.as_of))
    if is_coverage(asked, clause) and tells_calls(sources.measuring(asked, clause).providers):
        said = (*said, BESIDE)
    said = (*said, *_accuracies(asked, clause, sources), *_percentile(asked, clause, sources))
    said = (*said, *_intervals(asked, clause, sources), *_classes(asked, clause, sources, part))
    if clause.opening is None:
        return said
    months = [asked.contract.month_rule.month(each) for each in labels_in(clause.window, asked.label)]
    months = clause.campaign.looked_at(asked.period) if clause.campaign else months
    months = [part] if part else months
    return (*said, *opening_words(clause.opening, WorkCalendar(asked.contract.calendar), months))


def _classes(asked: Asked, clause: Clause, sources: Sources, part: Period | None) -> tuple[Text, ...]:
    """That a list of our own does not tell to how many contacts the class of errors applies."""
    counts = asked.formula(clause).base_counts
    if clause.source is not ClauseSource.AUDITS or not applies_to(counts):
        return ()
    return (OF_ALL,) if is_of_all(sources.measuring(asked, clause).sums(part or asked.period), counts) else ()


def _accuracies(asked: Asked, clause: Clause, sources: Sources) -> tuple[Text, ...]:
    """That how near forecasts came was formed here, and of what."""
    form = asked.formula(clause)
    if clause.source not in WITH_TIMES or not is_of_forecasts(form):
        return ()
    formed = sources.measuring(asked, clause).forms_accuracy(asked.period)
    how = forecast_accuracy.BY_INTERVAL if is_of_intervals(form) else forecast_accuracy.BY_DAY
    return (how,) if formed else ()


def _percentile(asked: Asked, clause: Clause, sources: Sources) -> tuple[Text, ...]:
    """Of how many calls a percentile was formed here, and which of them decides."""
    form = asked.formula(clause)
    if clause.source not in WITH_TIMES or not is_of_waits(form):
        return ()
    _, waits = sources.measuring(asked, clause).percentile(asked_days(asked.contract, asked.label, clause))
    return (percentile_words(waits),) if waits else ()


def _intervals(asked: Asked, clause: Clause, sources: Sources) -> tuple[Text, ...]:
    """How the contract's intervals came of those reported, where they are not the same."""
    if clause.each is None or clause.each.minutes is None or clause.source not in WITH_TIMES:
        return ()
    measuring = sources.measuring(asked, clause)
    reported = measuring.reported_minutes(asked.period)
    if reported in (None, clause.each.minutes):
        return ()
    words = cannot_words if measuring.lacks_intervals(asked.period) else together_words
    return (words(reported or 0, clause.each.minutes),)
