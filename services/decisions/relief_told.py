"""Requests for relief in words: what is asked for, what was granted of it, and whether it came in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.asked import formula_of
from services.contracts.contract_versions import governs
from services.decisions.relief_rules import RELIEF_STATE_NAMES, is_late
from services.judging.relief_terms import ReliefTerms, terms_of
from services.judging.relief_tests import read_tests, told
from sla.judging.relief_words import number
from sla.spoken import percent_words, value_words
from sla.terms.contract import Contract
from sla.terms.relief import MECHANISM_NAMES, Excess
from store.records import ReliefRecord, ReliefState
from store.records.relief import IN_FORCE

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class ReliefMonth:
    """A month of a contract that relief was asked for in."""

    contract: str
    vendor: Text
    label: str
    #: Requests in all, and those nobody has decided yet.
    asked: int
    undecided: int


@dataclass(frozen=True)
class ReliefView:
    """One request with everything people read of it."""

    record: ReliefRecord
    #: In the order they were asked for.
    clauses: tuple[Text, ...]
    mechanism: Text
    state: Text
    #: What it asks for; empty where the mechanism needs no more.
    asked: Text
    #: What was granted of it, where that is only a part.
    granted: Text
    #: Whether it came after its deadline.
    late: bool

    def as_dict(self) -> dict[str, Any]:
        """The --json form; terms as they are kept, exact numbers as text."""
        record = self.record
        return {
            "relief": record.id,
            "contract": record.contract,
            "vendor": record.vendor,
            "period": record.period,
            "clauses": list(record.clauses),
            "mechanism": record.mechanism.value,
            "terms": {name: each for name, each in record.terms.items() if name != "tests"},
            "reason": record.reason,
            "evidence": [name for _sha, name in record.evidence],
            "asked": {"by": record.requested_by, "at": record.requested_at.isoformat(), "late": self.late},
            "due": record.due.isoformat() if record.due else None,
            "state": record.state.value,
            "granted": {name: each for name, each in record.granted.items() if name != "tests"},
            "tests": {
                "claimed": read_tests(record.terms).as_dict,
                "found": read_tests(record.granted).as_dict,
            },
            "decided": {"by": record.decided_by, "why": record.decision} if record.decided_by else None,
        }

    @property
    def is_in_force(self) -> bool:
        """Whether the month is judged with it."""
        return self.record.state in IN_FORCE

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.record.state is ReliefState.REQUESTED


def relief_months(house: House, who: Principal) -> list[ReliefMonth]:
    """Where relief was asked for: months with something to decide first, then the newest."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        live = [each for each in uow.reliefs.all() if each.state is not ReliefState.WITHDRAWN]
        names = {each.vendor: uow.directory.vendor(each.vendor).name for each in live}
    months: dict[tuple[str, str, str], list[bool]] = {}
    for each in live:
        undecided = each.state is ReliefState.REQUESTED
        months.setdefault((each.contract, each.vendor, each.period), []).append(undecided)
    found = [
        ReliefMonth(contract, names[vendor], label, len(open_ones), sum(open_ones))
        for (contract, vendor, label), open_ones in months.items()
    ]
    newest = sorted(found, key=lambda each: (each.label, each.contract), reverse=True)
    return sorted(newest, key=lambda each: not each.undecided)


def relief_views(house: House, who: Principal, contract: str, label: str) -> list[ReliefView]:
    """A month's requests in the order they were made; none where no version governs the month."""
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(contract).vendor)
        terms = governs(uow, contract, label)
        return [_view(terms, record) for record in uow.reliefs.of(contract, label)] if terms else []


def _view(contract: Contract, record: ReliefRecord) -> ReliefView:
    clauses = tuple(
        clause.name if (clause := contract.clause(code)) else Text(code, code) for code in record.clauses
    )
    return ReliefView(
        record,
        clauses,
        MECHANISM_NAMES[record.mechanism],
        RELIEF_STATE_NAMES[record.state],
        _asked(contract, record),
        _words(contract, record, record.granted),
        is_late(record, contract),
    )


def _asked(contract: Contract, record: ReliefRecord) -> Text:
    """What it asks for, with what was claimed and found of its cause."""
    terms, tests = _words(contract, record, record.terms), told(record.terms, record.granted)
    both = [each for each in (terms, tests) if each.zh]
    return Text("；".join(each.zh for each in both), "; ".join(each.en for each in both))


def _words(contract: Contract, record: ReliefRecord, stored: Mapping[str, Any]) -> Text:
    parts = list(_parts(contract, record, terms_of(stored)))
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _parts(contract: Contract, record: ReliefRecord, terms: ReliefTerms) -> Iterator[Text]:
    yield from (Text(cell.words, cell.words) for cell in terms.cells)
    for code, counts in terms.counts.items():
        top, below = number(counts.numerator), number(counts.denominator)
        yield Text(
            f"{code}：分子减 {top}，分母减 {below}",
            f"{code}: {top} from the numerator, {below} from the denominator",
        )
    yield from (_excess(each, terms.tolerance) for each in terms.excess)
    if terms.target is not None:
        yield _target(contract, record, terms.target, terms.minimum)


def _excess(excess: Excess, tolerance: Fraction) -> Text:
    forecast, offered, borne = number(excess.forecast), number(excess.offered), percent_words(tolerance)
    return Text(
        f"{excess.where}：预测 {forecast}，实际 {offered}，容差 {borne.zh}",
        f"{excess.where}: {forecast} forecast, {offered} offered, {borne.en} borne",
    )


def _target(contract: Contract, record: ReliefRecord, target: Fraction, minimum: Fraction | None) -> Text:
    clause = next(found for code in record.clauses if (found := contract.clause(code)))
    unit = formula_of(contract, clause).unit
    aim = value_words(target, unit)
    if minimum is None:
        return Text(f"目标 {aim.zh}", f"target {aim.en}")
    least = value_words(minimum, unit)
    return Text(f"目标 {aim.zh}，底线 {least.zh}", f"target {aim.en}, minimum {least.en}")
