"""Granted reliefs and agreements put to a month's judgements: what they remove is counted anew each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from core.errors import WrongInputError
from core.refusals import sentence
from core.text import Text
from core.verdict import Verdict
from qa.tallies import CountSource
from services.contracts.asked import Asked
from services.judging.agreed import cells_in, cited
from services.judging.forecast_relief import forecast_relief
from services.judging.month_result import ClauseLine
from services.judging.new_hires import new_hires_left_out
from services.judging.relief_terms import Cell, terms_of
from services.judging.relief_tests import told
from services.judging.sources import Sources
from services.judging.supplement_terms import supplement_of
from sla.judging.ramp import grace, ramped
from sla.judging.relief import Relieved, relieved
from sla.judging.rollup import from_days, is_by_day, is_by_interval
from sla.judging.tally import Measured, add_up, measure
from sla.judging.verdict import Judgement
from sla.terms.contract import Aggregate, Clause, ClauseSource
from sla.terms.indicator import Formula
from sla.terms.relief import Counters, Counts, Mechanism, Relief
from sla.terms.supplement import OF_CLAUSES, Effect
from store.records import ReliefRecord, SupplementRecord


def with_relief(
    asked: Asked, line: ClauseLine, sources: Sources, granted: Sequence[ReliefRecord] | None = None
) -> ClauseLine:
    """The line with its adjusted judgement, and the raw one beside it; as it was where nothing was granted.

    Where the figures have changed so that a relief no longer fits, the raw judgement stands and says why.
    """
    try:
        return strictly_relieved(asked, line, sources, granted)
    except WrongInputError as refused:
        why = Text(sentence(refused, "zh"), sentence(refused, "en"))
        return replace(line, raw=line.judgement, relief=(why,))


def strictly_relieved(
    asked: Asked, line: ClauseLine, sources: Sources, granted: Sequence[ReliefRecord] | None = None
) -> ClauseLine:
    """The same, refused where a relief does not fit the figures: for a decision and its preview."""
    if line.judgement.verdict is Verdict.NOT_APPLICABLE:
        return line
    decided = sources.reliefs.get((asked.contract.code, asked.label), ()) if granted is None else granted
    mine = [record for record in decided if line.clause.code in record.clauses]
    line, own = _without_new_hires(asked, line, sources, mine)
    costs = _costs(_relieved(asked, line, own).judgement if own else line.judgement)
    by_contract = _by_contract(asked, line.whole or line, sources) if costs else ()
    by_agreement = _agreed(asked, line.whole or line, sources)
    if not mine and not own and not by_contract and not by_agreement:
        return line
    line = line.whole or line
    granted_ones = [_relief(asked, line.clause, line.formula, sources, record) for record in mine]
    found = _relieved(asked, line, [*own, *by_agreement, *granted_ones, *by_contract])
    told = (*_cut_words(line, found.judgement), *found.trace)
    return replace(line, judgement=found.judgement, raw=line.judgement, relief=told, waived=found.waived)


def _cut_words(line: ClauseLine, after: Judgement) -> tuple[Text, ...]:
    """By which version it is judged in a month that an amendment cuts; nothing where that is still said."""
    cut = line.clause.cut
    said = line.judgement.steps[: len(cut.words)] if cut else ()
    return tuple(each for each in said if each not in after.steps)


def _relieved(asked: Asked, line: ClauseLine, reliefs: Sequence[Relief]) -> Relieved:
    clause = ramped(asked.contract, line.clause, asked.label)
    return relieved(clause, line.formula, line.judgement, reliefs)


def _by_contract(asked: Asked, line: ClauseLine, sources: Sources) -> tuple[Relief, ...]:
    """What nobody has to ask for: volume beyond the forecasts on file, and the first months of a ramp-up."""
    return (
        *forecast_relief(asked, line, sources),
        *grace(asked.contract, line.clause, asked.label),
    )


def _without_new_hires(
    asked: Asked, line: ClauseLine, sources: Sources, granted: Sequence[ReliefRecord]
) -> tuple[ClauseLine, tuple[Relief, ...]]:
    """What comes off for agents in their first days; where nothing does the line says why.

    Where verdicts before relief count it is the figure itself: what was agreed to measure is no relief.
    """
    out = _cells_out(asked, line, sources, granted) if line.clause.new_hires else ()
    found = new_hires_left_out(asked, line, sources, out)
    if found is None:
        return line, ()
    if found.relief is not None and asked.contract.counters is not Counters.RAW:
        return line, (found.relief,)
    judgement, words = line.judgement, found.words
    if found.relief is not None:
        measured = _relieved(asked, line, (found.relief,))
        judgement, words = measured.judgement, measured.trace
    return replace(line, judgement=replace(judgement, steps=(*line.judgement.steps, *words))), ()


def _cells_out(
    asked: Asked, line: ClauseLine, sources: Sources, granted: Sequence[ReliefRecord]
) -> list[Cell]:
    """The days and places that reliefs and agreements take out whole: nothing comes off them twice."""
    cells = [c for r in granted if r.mechanism is Mechanism.REMOVE_CELLS for c in terms_of(r.in_force).cells]
    holding = sources.agreed.get((asked.contract.code, asked.label), ())
    for record in holding:
        if line.clause.code in record.clauses and record.effect in OF_CLAUSES:
            apart = record.effect is not Effect.OTHER_TARGET
            cells += (cells_in(asked.contract, line.clause, asked.label, record) or []) if apart else []
    return cells


def _costs(judgement: Judgement) -> bool:
    """Whether its verdict may draw a credit."""
    return judgement.verdict in (Verdict.MISSED, Verdict.BELOW_TARGET)


def _relief(asked: Asked, clause: Clause, form: Formula, sources: Sources, record: ReliefRecord) -> Relief:
    terms = terms_of(record.in_force)
    removed = terms.counts.get(clause.code)
    if record.mechanism is Mechanism.REMOVE_CELLS:
        removed = _counted(asked, clause, form, sources, terms.cells)
        if removed is None:
            raise WrongInputError("relief_no_cells", clause=clause.code)
    return Relief(
        record.id,
        record.mechanism,
        _why(record),
        removed,
        terms.excess,
        terms.tolerance,
        terms.target,
        terms.minimum,
    )


def _why(record: ReliefRecord) -> Text:
    """The reason in the person's own words, with what was claimed and found of its cause."""
    tests = told(record.terms, record.granted)
    if not tests.zh:
        return Text(record.reason, record.reason)
    return Text(f"{record.reason}；{tests.zh}", f"{record.reason}; {tests.en}")


def _agreed(asked: Asked, line: ClauseLine, sources: Sources) -> list[Relief]:
    """What supplementary agreements make of the clause."""
    holding = sources.agreed.get((asked.contract.code, asked.label), ())
    return [
        found
        for record in holding
        if line.clause.code in record.clauses and record.effect in OF_CLAUSES
        if (found := _by_agreement(asked, line, sources, record))
    ]


def _by_agreement(
    asked: Asked, line: ClauseLine, sources: Sources, record: SupplementRecord
) -> Relief | None:
    """One agreement on the clause; None where none of its days have figures (yet)."""
    terms, cells = supplement_of(record.terms), cells_in(asked.contract, line.clause, asked.label, record)
    part = None
    if cells is not None:
        part = _counted(asked, line.clause, line.formula, sources, cells)
        if part is None:
            return None
    if record.effect is Effect.OTHER_TARGET:
        other = Mechanism.REPLACE_TARGET
        bounds = Relief(record.id, other, cited(record), target=terms.target, minimum=terms.minimum)
        return replace(bounds, part=part)
    mechanism = Mechanism.LEAVE_OUT if part is None else Mechanism.REMOVE_CELLS
    return Relief(record.id, mechanism, cited(record), part)


def _counted(
    asked: Asked, clause: Clause, form: Formula, sources: Sources, cells: Sequence[Cell]
) -> Counts | None:
    """The clause's counts of these cells, from the sources it is judged on; None where there are none."""
    if clause.source in (ClauseSource.EVENTS, ClauseSource.BY_HAND):
        raise WrongInputError("relief_no_cells", clause=clause.code)
    several = clause.campaign is not None and len(clause.campaign.looked_at(asked.period)) != 1
    if (
        several
        or clause.aggregate is not Aggregate.POOLED
        or (clause.each is None and is_by_day(form, clause))
    ):
        # The worst site, day or campaign, the last one, a mean: no sum that days could be taken from.
        raise WrongInputError("relief_no_counts", clause=clause.code)
    found = [part for cell in cells if (part := _of_cell(asked, clause, form, sources, cell))]
    if not found:
        return None
    top = sum((part.numerator for part in found), Fraction(0))
    below = sum((part.denominator for part in found), Fraction(0))
    return Counts(top, below * (not form.is_count))


def _of_cell(asked: Asked, clause: Clause, form: Formula, sources: Sources, cell: Cell) -> Measured | None:
    """What was measured in one cell, in each of the months the clause looks at; None where nothing was."""
    inside = cell.within(clause)
    if inside is None:
        return None
    there = sources.measuring(asked, inside)
    if cell.hours and any(isinstance(provider, CountSource) for provider in there.providers):
        raise WrongInputError("relief_no_hours", clause=clause.code)
    days_of = clause.campaign.looked_at(asked.period) if clause.campaign else asked.periods()
    if clause.each:
        if cell.scope or (cell.hours and not is_by_interval(form, clause)):
            raise WrongInputError("relief_no_parts", clause=clause.code)
        return from_days(form, inside, there.parts(cell.period))
    sums = [each for days in cell.months(days_of) for each in there.sums(days)]
    return measure(form, [add_up(sums)]) if sums else None
