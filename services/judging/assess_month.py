"""Judge months: every clause of every governing contract, scored, kept once, and read back unchanged.

The same inputs under the same rules are the same run: the hash of contract version, files, audits,
events and typed figures says so, and a run that is there already is read, not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from core.garbage import search_paused
from core.period import Period, labels_between, partitions
from core.principal import Action, Principal, authorize
from services.contracts.asked import Asked, looks_ahead
from services.contracts.contract_versions import all_governing, governs, rebuilt
from services.house.writing import writing
from services.judging.credit_facts import counts_misses
from services.judging.judging import judged, scored
from services.judging.misses import record_misses
from services.judging.month_result import MonthResult
from services.judging.past import Past
from services.judging.run_inputs import RunInputs, inputs_of
from services.judging.runs_kept import keep_run, result_of
from services.judging.sources import Sources
from store.records import RunRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

Progress = Callable[[int, int], None]


def assess(
    house: House,
    who: Principal,
    labels: Sequence[str],
    vendor: str | None = None,
    contract: str | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> list[MonthResult]:
    """Judge these months for every governing contract, or one vendor's, or one contract.

    A month that is final is not judged again: what was found when it was closed is given.
    """
    authorize(who, Action.VIEW, vendor)
    asked = [
        Asked(each, label) for label in labels for each in all_governing(house, who, label, vendor, contract)
    ]
    return assess_asked(house, who, asked, as_of or house.today(), progress)


def current(house: House, who: Principal, contract: str, label: str) -> MonthResult | None:
    """A contract's month as it stands now; None where no version governs it."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        found = governs(uow, contract, label)
    if found is None:
        return None
    return assess_asked(house, who, [Asked(found, label)], house.today())[0]


def results(house: House, who: Principal, label: str, vendor: str | None = None) -> list[MonthResult]:
    """Every contract's month as it stands now."""
    return assess(house, who, [label], vendor)


def history(house: House, who: Principal, contract: str, labels: Sequence[str]) -> list[MonthResult]:
    """A contract's months, oldest first; months no version governs are left out."""
    return assess(house, who, sorted(labels), contract=contract)


def reassess(
    house: House, who: Principal, touched: Iterable[tuple[str, Period]], progress: Progress | None = None
) -> list[MonthResult]:
    """Judge anew what some days concern: every contract of the vendor, every month they belong to."""
    return assess_asked(house, who, concerned(house, who, touched), house.today(), progress)


def not_judged(house: House, who: Principal, contracts: Sequence[str]) -> list[Asked]:
    """The months with figures of these contracts that nobody has judged as they stand now: all of them after
    an amendment, except those that are final."""
    asked = []
    for code in contracts:
        for label in months_with_figures(house, who, code):
            asked += [Asked(each, label) for each in all_governing(house, who, label, code=code)]
    if not asked:
        return []
    with house.database.read(who) as uow:
        inputs = inputs_of(uow, house.lake, asked, house.today())
        return [each.asked for each in inputs if _run_of(uow, each) is None]


def catch_up(
    house: House, who: Principal, contracts: Sequence[str], progress: Progress | None = None
) -> list[MonthResult]:
    """Judge these, oldest first; where `progress` stops it, none is kept."""
    asked = sorted(not_judged(house, who, contracts), key=lambda each: each.label)
    return assess_asked(house, who, asked, house.today(), progress)


def are_judged(house: House, who: Principal, touched: Iterable[tuple[str, Period]]) -> bool:
    """Whether every month that some days concern has been judged as its figures stand now."""
    asked = concerned(house, who, touched)
    with house.database.read() as uow:
        inputs = inputs_of(uow, house.lake, asked, house.today())
        return all(_run_of(uow, each) is not None for each in inputs)


def months_with_figures(house: House, who: Principal, contract: str | None = None) -> list[str]:
    """The months any received file speaks for, newest first; of one contract's vendor where named."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        vendors = [uow.contracts.by_code(contract).vendor] if contract else None
        found = {file.month for file in uow.lake_files.current(vendors)}
        claimed = [batch.coverage.period for batch in uow.batches.live(vendors) if not batch.measures]
        found |= {month for period in claimed for month in partitions(period)}
    # Of a month that has not begun there may be a forecast, which is no figure of it.
    return sorted((month for month in found if month <= f"{house.today():%Y-%m}"), reverse=True)


def assess_asked(
    house: House, who: Principal, asked: Sequence[Asked], as_of: date, progress: Progress | None = None
) -> list[MonthResult]:
    """The months asked for: those already judged on these inputs are read, the others judged and kept."""
    for each in asked:
        authorize(who, Action.VIEW, each.contract.vendor)
    found: dict[tuple[str, str], MonthResult] = {}
    for together in _in_turn(asked):
        for month in _assessed(house, who, together, as_of, progress):
            found[month.contract.code, month.label] = month
    return [found[key] for each in asked if (key := (each.contract.code, each.label)) in found]


def _in_turn(asked: Sequence[Asked]) -> list[list[Asked]]:
    """Months to be judged together: all at once, but oldest first where credits go by the months before."""
    alone = [each for each in asked if not counts_misses(each.contract)]
    by_label: dict[str, list[Asked]] = {}
    for each in sorted((each for each in asked if counts_misses(each.contract)), key=lambda one: one.label):
        by_label.setdefault(each.label, []).append(each)
    return [together for together in (alone, *by_label.values()) if together]


def _assessed(
    house: House, who: Principal, asked: Sequence[Asked], as_of: date, progress: Progress | None
) -> list[MonthResult]:
    with house.database.read() as uow:
        inputs = inputs_of(uow, house.lake, asked, as_of)
        runs = [_run_of(uow, each) for each in inputs]
        missing = [each for each, run in zip(inputs, runs, strict=True) if run is None]
        sources = Sources.open(uow, house.lake, [each.asked for each in missing], as_of) if missing else None
        contracts = sorted({each.contract.code for each in asked})
        past = Past.of(uow, contracts, [run.id for run in runs if run])
    if back := _returned_to(inputs, runs, past):
        past = _go_back(house, who, back, contracts, [run.id for run in runs if run])
    if sources is not None:
        _keep(house, who, missing, sources, past, progress)
        with house.database.read() as uow:
            runs = [_run_of(uow, each) for each in inputs]
            past.read_again(uow, contracts, [run.id for run in runs if run])
    return [result_of(past, each, run, as_of) for each, run in zip(inputs, runs, strict=True) if run]


def concerned(house: House, who: Principal, touched: Iterable[tuple[str, Period]]) -> list[Asked]:
    """Every contract of these vendors, in every month that some days belong to."""
    asked: dict[tuple[str, str], Asked] = {}
    with house.database.read() as uow:
        for vendor, days in touched:
            authorize(who, Action.VIEW, vendor)
            for record in uow.contracts.listed(vendor):
                for label in _labels(uow, record.code, days):
                    found = governs(uow, record.code, label)
                    if found and found.month_rule.month(label).start <= house.today(found.timezone):
                        asked[record.code, label] = Asked(found, label)
    return list(asked.values())


def _run_of(uow: UnitOfWork, each: RunInputs) -> RunRecord | None:
    """The run a month rests on, where it has been judged on these inputs."""
    return uow.runs.get(each.frozen_run) if each.frozen_run else uow.runs.with_hash(each.hash)


def _labels(uow: UnitOfWork, contract: str, days: Period) -> list[str]:
    """The contract's months that some days belong to, or whose counts look into these days; and those after
    them whose credits go by how often a clause was missed before."""
    versions = uow.contracts.versions_of(contract)
    if not versions:
        return []
    newest = rebuilt(versions[-1])
    rule, first = newest.month_rule, days.start - looks_ahead(newest)
    labels = labels_between(rule.month_of(first).label, rule.month_of(days.last_day).label)
    later = uow.months.listed(contract=contract) if counts_misses(newest) else ()
    return [*labels, *sorted(month.period for month in later if month.period > labels[-1])]


def _keep(
    house: House,
    who: Principal,
    missing: Sequence[RunInputs],
    sources: Sources,
    past: Past,
    progress: Progress | None,
) -> None:
    """Judge outside any transaction, then keep everything found in one."""
    found = []
    with search_paused():
        for done, each in enumerate(sorted(missing, key=lambda one: one.asked.label), start=1):
            lines = judged(each.asked, sources, past)
            points = scored(each.asked, lines, sources, each.before)
            found.append((each, lines, points))
            if progress:
                progress(done, len(missing))
    with writing(house, who, Action.VIEW) as uow:
        for each, lines, points in found:
            past.add(keep_run(uow, who, each, lines, points))
        for contract in {each.asked.contract.code: each.asked.contract for each, _, _ in found}.values():
            months = past.verdicts(contract.code, contract.counters)
            totals = past.totals(contract.code)
            record_misses(uow, who, contract, months, past.latest(contract.code), totals)


def _returned_to(
    inputs: Sequence[RunInputs], runs: Sequence[RunRecord | None], past: Past
) -> list[tuple[RunInputs, RunRecord]]:
    """The months whose figures are again those of an earlier run, as after a withdrawal."""
    return [
        (each, run)
        for each, run in zip(inputs, runs, strict=True)
        if run and not each.frozen_run and past.rests_on(run.contract, run.period) != run.id
    ]


def _go_back(
    house: House,
    who: Principal,
    back: Sequence[tuple[RunInputs, RunRecord]],
    contracts: Sequence[str],
    runs: Sequence[str],
) -> Past:
    """Let these months and their misses rest on that run; gives the past of all `contracts` after it."""
    concern = {each.asked.contract.code: each.asked.contract for each, _ in back}
    with writing(house, who, Action.VIEW) as uow:
        for _, run in back:
            uow.months.rest_on(uow.months.opened(run.contract, run.vendor, run.period), run.id)
        past = Past.of(uow, contracts, runs)
        for code, contract in concern.items():
            months = past.verdicts(code, contract.counters)
            record_misses(uow, who, contract, months, past.latest(code), past.totals(code))
    return past
