"""What an assessment rests on, as one hash: the same inputs under the same rules are the same run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.canonical import content_hash
from core.month import FROZEN
from core.period import Period, partitions
from core.workdays import WorkCalendar
from services.contracts.asked import Asked, cuts_months, formula_of
from services.judging.credit_facts import Before, counts_misses, misses_before
from services.judging.forecast_came import forecasts_came
from services.judging.joined import joined_in, kept
from services.judging.late_days import late_days, late_kept
from services.judging.ledgers import LIVE_EVENTS
from services.judging.next_bill import BILL, next_bills
from services.judging.objections import open_disputes
from services.judging.past import Past
from services.judging.report_standing import count_source
from services.judging.training_told import TRAINING_TOLD, training_told
from services.judging.training_told import kept as kept_training
from services.mystery.mystery_closing import states_of_calls
from sla.contract_file.plain import contract_as_dict
from sla.judging.verdict import Circumstances, is_maturing
from sla.terms.contract import ClauseSource, Contract
from sla.terms.cut import clauses_asked
from store.lake.lake import Lake
from store.records.base import Editable
from store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class RunInputs:
    """A contract's month with its inputs and their hash."""

    asked: Asked
    inputs: dict[str, object]
    hash: str
    #: The run a final month rests on; nothing is judged anew.
    frozen_run: str | None = None
    #: What credits go by of the months before.
    before: Before = field(default_factory=Before)


def inputs_of(uow: UnitOfWork, lake: Lake, asked: Sequence[Asked], as_of: date) -> list[RunInputs]:
    """The inputs of each month asked for, read with one query for each kind of record."""
    periods = [period for each in asked for period in each.periods()]
    span = Period(min(p.start for p in periods), max(p.end for p in periods))
    reach = Period(span.start, max(period.end for each in asked for period in each.reaches()))
    books = _Books.of(uow, {each.contract.vendor for each in asked}, span, reach)
    frozen = {(m.contract, m.period): m.run_id for m in uow.months.all() if m.state in FROZEN}
    counting = sorted({each.contract.code for each in asked if counts_misses(each.contract)})
    past = Past.of(uow, counting) if counting else Past()
    joined, bills = joined_in(uow, asked), next_bills(uow, asked)
    training = training_told(uow, lake, asked, as_of)
    found = []
    for each in asked:
        inputs = {**books.inputs(each, as_of), **_reports(uow, each), **books.unsettled(each)}
        if open_now := open_disputes(uow, each.contract, each.label):
            inputs["disputes"] = {code: f"{paper.id}.{paper.version}" for code, paper in open_now.items()}
        if came := forecasts_came(uow, each.contract, each.period):
            inputs["forecasts"] = [[key, day] for key, day in sorted(came.items())]
        if (agents := joined.get((each.contract.code, each.label))) is not None:
            inputs["joined"] = kept(agents)
        if (told := training.get((each.contract.code, each.label))) is not None:
            inputs[TRAINING_TOLD] = kept_training(told)
        if _settles_without_points(each.contract):
            inputs["settled"] = "without_points"
        last = uow.last_days.get(each.contract.code) if cuts_months(each.contract) else None
        if last and last in each.period:
            inputs["last_day"] = last
        if (follows := bills.get((each.contract.code, each.label))) is not None:
            inputs[BILL] = follows
        before = misses_before(past, each.contract, each.label)
        inputs |= before.inputs(each.contract)
        run = frozen.get((each.contract.code, each.label))
        found.append(RunInputs(each, inputs, content_hash(inputs), run, before))
    return found


@dataclass(frozen=True)
class _Books:
    """Every record that could count, by whom and when it counts."""

    #: vendor → (calendar month, SHA-256 of the lake file).
    files: dict[str, list[tuple[str, str]]]
    #: vendor → (day, key and version).
    audits: dict[str, list[tuple[date, str]]]
    #: contract → (day, key and version).
    events: dict[str, list[tuple[date, str]]]
    #: (contract, month) → key and version.
    figures: dict[tuple[str, str], list[str]]
    #: vendor → (days, key) of what is claimed without counts.
    claims: dict[str, list[tuple[Period, str]]]
    #: vendor → (days, key) of the batches sent back for a new report.
    returned: dict[str, list[tuple[Period, str]]]
    #: contract → keys of the earlier months that count, taken over as they were settled.
    history: dict[str, list[str]]
    #: (contract, month) → key and version of what was granted, of the incidents behind misses, and of the
    #: supplementary agreements.
    reliefs: dict[tuple[str, str], list[str]]
    causes: dict[tuple[str, str], list[str]]
    agreed: dict[tuple[str, str], list[str]]

    @staticmethod
    def of(uow: UnitOfWork, vendors: Iterable[str], span: Period, reach: Period) -> _Books:
        """`reach`: the days of `span` and those after it that counts look into."""
        files: dict[str, list[tuple[str, str]]] = {}
        for file in uow.lake_files.current(vendors, months=partitions(reach)):
            files.setdefault(file.vendor, []).append((file.month, file.sha256))
        audits: dict[str, list[tuple[date, str]]] = {}
        in_waves = states_of_calls(uow)
        for vendor, day, audit, version in uow.audits.marks_in(span, vendors):
            state = ".".join(filter(None, (audit, str(version), in_waves.get(audit))))
            audits.setdefault(vendor, []).append((day, state))
        for vendor in vendors:
            for session in uow.calibrations.opened_in(span, vendor):
                assert session.opened_on is not None
                audits.setdefault(vendor, []).append((session.opened_on, session.id))
        events: dict[str, list[tuple[date, str]]] = {}
        for event in uow.events.in_period(span, states=LIVE_EVENTS):
            events.setdefault(event.contract, []).append((event.day, f"{event.id}.{event.version}"))
        figures: dict[tuple[str, str], list[str]] = {}
        for figure in uow.figures.all():
            figures.setdefault((figure.contract, figure.period), []).append(f"{figure.id}.{figure.version}")
        claims: dict[str, list[tuple[Period, str]]] = {}
        for claim, _ in uow.asserted.holding(vendors, span):
            claims.setdefault(claim.vendor, []).append((claim.period, claim.id))
        returned: dict[str, list[tuple[Period, str]]] = {}
        for batch in uow.batches.returned(vendors, span):
            returned.setdefault(batch.vendor, []).append((batch.coverage.period, batch.id))
        history: dict[str, list[str]] = {}
        contracts = [record.code for record in uow.contracts.all()]
        reliefs = {key: _keys(found) for key, found in uow.reliefs.in_force(contracts).items()}
        causes = {key: _keys(found) for key, found in uow.causes.live(contracts).items()}
        agreed = {key: _keys(found) for key, found in uow.supplements.in_force(contracts).items()}
        for record, taken in uow.history.holding(contracts):
            if taken.counted:
                history.setdefault(record.contract, []).append(record.id)
        return _Books(files, audits, events, figures, claims, returned, history, reliefs, causes, agreed)

    def inputs(self, asked: Asked, as_of: date) -> dict[str, object]:
        """No clock, but in a month that is not over: its day of data is part of the answer. After it, which
        clauses are still to settle."""
        contract = asked.contract
        periods = asked.periods()
        months = {month for period in asked.reaches() for month in partitions(period)}
        inside: dict[str, object] = {
            "contract": content_hash(contract_as_dict(contract.cut.governing if contract.cut else contract)),
            "rules": asked.rules.version,
            "period": [asked.label, asked.period.start, asked.period.end],
            "files": sorted(sha for month, sha in self.files.get(contract.vendor, ()) if month in months),
            "audits": _inside(self.audits.get(contract.vendor, ()), periods),
            "events": _inside(self.events.get(contract.code, ()), periods),
            "figures": sorted(self.figures.get((contract.code, asked.label), ())),
        }
        if contract.cut:
            texts = {each.version: contract_as_dict(each) for each in contract.cut.versions}
            inside["versions"] = {version: content_hash(text) for version, text in texts.items()}
        if unsure := _not_published(contract, periods):
            inside["calendar"] = unsure
        if maturing := _maturing(asked, as_of):
            inside["maturing"] = maturing
        return inside if as_of >= asked.period.end else {**inside, "as_of": as_of}

    def unsettled(self, asked: Asked) -> dict[str, object]:
        """Claims, returns, earlier months, decisions; nothing where there are none: old hashes stay."""
        vendor, periods = asked.contract.vendor, asked.periods()
        found = {
            "claims": _touching(self.claims.get(vendor, ()), periods),
            "returned": _touching(self.returned.get(vendor, ()), periods),
            "history": self.history.get(asked.contract.code, []),
            "reliefs": self.reliefs.get((asked.contract.code, asked.label), []),
            "causes": self.causes.get((asked.contract.code, asked.label), []),
            "supplements": self.agreed.get((asked.contract.code, asked.label), []),
        }
        return {name: keys for name, keys in found.items() if keys}


def _settles_without_points(contract: Contract) -> bool:
    """Whether a fee is reckoned that no points decide: such months were once judged without any money."""
    rules = contract.settlement
    unweighted = all(clause.weight is None for clause in contract.clauses)
    return rules is not None and unweighted and not rules.needs_total


def _not_published(contract: Contract, periods: Sequence[Period]) -> list[int]:
    """The years whose holidays opening hours need and nobody has published: judged again once they are."""
    if not any(clause.opening for clause in clauses_asked(contract)):
        return []
    calendar = WorkCalendar(contract.calendar)
    years = {day.year for period in periods for day in (period.start, period.last_day)}
    return sorted(year for year in years if not calendar.is_certain(date(year, 1, 1)))


def _maturing(asked: Asked, as_of: date) -> list[str]:
    """The clauses whose figures can still change by themselves; nothing where none can."""
    known, contract = Circumstances(asked.period, as_of), asked.contract
    codes = [c.code for c in clauses_asked(contract) if is_maturing(formula_of(contract, c), known)]
    return list(dict.fromkeys(codes))


def _reports(uow: UnitOfWork, asked: Asked) -> dict[str, object]:
    """How the reports stand that a clause judges, and which were late where that costs something; nothing
    where none does: its hash stays as it was."""
    contract, periods = asked.contract, asked.periods()
    late = late_kept(late_days(uow, contract, asked.period))
    if not any(clause.source is ClauseSource.REPORTS for clause in contract.clauses):
        return late
    span = Period(min(p.start for p in periods), max(p.end for p in periods))
    source = count_source(uow, contract, span, uow.now)
    rows = [[row.day, row.origin, row.counts] for row in source.rows] if source else []
    return {"reports": rows, **late}


def _keys(records: Iterable[Editable]) -> list[str]:
    return [f"{record.id}.{record.version}" for record in records]


def _inside(dated: Iterable[tuple[date, str]], periods: Sequence[Period]) -> list[str]:
    return sorted(key for day, key in dated if any(day in period for period in periods))


def _touching(spans: Iterable[tuple[Period, str]], periods: Sequence[Period]) -> list[str]:
    return sorted(key for days, key in spans if any(days.overlaps(period) for period in periods))
