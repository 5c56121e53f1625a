"""Judge past months again under a draft: verdicts, points and money, before and after; nothing is kept.

Both sides are judged on the figures as they are today, so that the contract is all that differs; a month
that is final keeps its own result. Every source is opened once for all months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.garbage import search_paused
from core.month import FROZEN, MonthState
from core.principal import Action, Principal, authorize
from core.tally import Flag
from core.verdict import Verdict
from services.contracts.asked import Asked
from services.contracts.contract_changes import Change, Kind, changes, with_one
from services.contracts.contract_versions import governs, with_draft
from services.contracts.drafts import Draft
from services.judging.credit_facts import Before, counted, misses_before, points_left
from services.judging.judging import judged, scored
from services.judging.month_result import ClauseLine
from services.judging.moved import JudgedMonth, MovedMonth, moved_month
from services.judging.past import Past
from services.judging.sources import Sources
from services.results.what_if_result import Effect, Effects, Unjudged, WhatIf, Why
from sla.follow_up.misses import MonthVerdict
from sla.judging.verdict import Judgement
from sla.terms.contract import Contract
from sla.terms.relief import Counters

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class _Terms:
    """A version of the contract, the draft in its place, and the version with each change alone."""

    before: Contract
    after: Contract
    alone: tuple[tuple[Change, Contract], ...]

    def in_month(self, label: str) -> _Trial:
        """The three of them for one month."""
        alone = tuple((change, Asked(terms, label)) for change, terms in self.alone)
        return _Trial(Asked(self.before, label), Asked(self.after, label), alone)


@dataclass(frozen=True)
class _Trial:
    """A month under the contract as it is, as drafted, and with each change alone."""

    before: Asked
    after: Asked
    alone: tuple[tuple[Change, Asked], ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Everything figures are needed for."""
        return (self.before, self.after, *(asked for _, asked in self.alone))


@dataclass
class _Lived:
    """Earlier months under one set of terms: as judged here, before that as they were found."""

    past: Past
    values_of: dict[str, dict[str, Fraction | None]] = field(default_factory=dict)
    lines_of: dict[str, list[tuple[str, ClauseLine]]] = field(default_factory=dict)
    points_of: dict[str, Fraction | None] = field(default_factory=dict)

    def values(self, contract: str, clause: str, before: str) -> Sequence[Fraction | None]:
        """A clause's values in the months before, latest first."""
        here = self.values_of.get(clause, {})
        mine = [here[label] for label in sorted(here, reverse=True) if label < before]
        first = min(here, default=before)
        return [*mine, *self.past.values(contract, clause, min(first, before))]

    def verdicts(self, contract: str, counters: Counters) -> dict[str, list[MonthVerdict]]:
        """A clause's months in order; one judged here stands in the place of what was found."""
        found = dict(self.past.verdicts(contract, counters))
        for clause, lines in self.lines_of.items():
            mine = [_month(label, counted(line, counters)) for label, line in lines]
            here = {month.label for month in mine}
            others = [month for month in found.get(clause, []) if month.label not in here]
            found[clause] = sorted([*others, *mine], key=lambda month: month.label)
        return found

    def booked(self, contract: str, code: str) -> dict[str, int]:
        """Month → how often an event of that code counted in it: a draft changes nothing that was booked."""
        return self.past.booked(contract, code)

    def points_left(self, contract: str, label: str) -> Fraction | None:
        """The service points a month left to the next one's bill, as judged here or as they were found."""
        if label in self.points_of:
            return self.points_of[label]
        return self.past.points_left(contract, label)

    def add(self, label: str, lines: Iterable[ClauseLine]) -> None:
        """Take in a month that was judged."""
        for line in lines:
            self.values_of.setdefault(line.clause.code, {})[label] = line.judgement.value
            self.lines_of.setdefault(line.clause.code, []).append((label, line))


def what_if(house: House, who: Principal, code: str, draft: Draft, labels: Sequence[str]) -> WhatIf:
    """These months of contract `code` as they are, and as they would be under the draft.

    Months that no version governs, and months without any figure, are named and not counted.
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow, search_paused():
        record = uow.contracts.by_code(code)
        authorize(who, Action.VIEW, record.vendor)
        found = {label: governs(uow, code, label) for label in sorted(set(labels))}
        trials = _trials(
            found, draft.contract, {each: with_draft(uow, code, draft.contract, each) for each in found}
        )
        if not trials:
            raise NotFoundError("contract_gap", contract=code, period=", ".join(found))
        past = Past.of(uow, [code])
        every = [asked for trial in trials for asked in trial.asked]
        sources = Sources.open(uow, house.lake, every, house.today())
        months, effects, silent = _tried(trials, sources, past)
    ungoverned = [Unjudged(label, Why.NOT_GOVERNED) for label, contract in found.items() if not contract]
    return WhatIf(
        code,
        trials[-1].before.contract.name,
        record.vendor,
        draft,
        tuple(months),
        tuple(effects),
        tuple(sorted([*ungoverned, *silent], key=lambda each: each.label)),
    )


def _trials(
    found: Mapping[str, Contract | None], draft: Contract, cut: Mapping[str, Contract | None]
) -> list[_Trial]:
    """The months some version governs; what version and draft differ in is told once, not every month but
    those that an amendment cuts."""
    terms: dict[tuple[str, str], _Terms] = {}
    trials = []
    for label, contract in found.items():
        if contract is None:
            continue
        key = (contract.version, label if contract.cut or cut[label] else "")
        if key not in terms:
            terms[key] = _terms(contract, draft, cut[label])
        trials.append(terms[key].in_month(label))
    return trials


def _terms(contract: Contract, draft: Contract, cut: Contract | None) -> _Terms:
    """The draft takes the place of the version that governed: its code, its days, its vendor. `cut`: the
    terms of a month that it cuts, or shares with an amendment."""
    after = _named(replace(draft, code=contract.code, effective=contract.effective), "draft")
    differing = changes(contract, after)
    after = _named(cut, "draft") if cut else after
    alone = tuple(
        (change, _named(with_one(contract, after, change), f"{contract.version}·{change.clause}"))
        for change in differing
    )
    return _Terms(contract, after, alone)


def _named(contract: Contract, version: str) -> Contract:
    """A version of its own: sources tell contracts apart by code and version."""
    return replace(contract, version=f"{version} ?")


def _tried(
    trials: Sequence[_Trial], sources: Sources, past: Past
) -> tuple[list[MovedMonth], list[Effect], list[Unjudged]]:
    """Every month in order, for what is flagged in one rests on those before it."""
    was, becomes, effects = _Lived(past), _Lived(past), Effects()
    months, silent = [], []
    for trial in trials:
        before, after = _judged(trial.before, sources, was), _judged(trial.after, sources, becomes)
        if not _has_figures((*before.lines, *after.lines)):
            silent.append(Unjudged(trial.before.label, Why.NO_FIGURES))
            continue
        contract, label = trial.before.contract, trial.before.label
        state, _, _ = past.states.get((contract.code, label), (MonthState.COLLECTING, 1, None))
        month = moved_month(contract, label, before, after, is_final=state in FROZEN)
        months.append(month)
        for change, asked in trial.alone:
            missed = _before_alone(change, asked, was, becomes)
            effects.add(change, month, before, _alone(change, asked, before, after, sources, was, missed))
    return months, effects.found(), silent


def _judged(asked: Asked, sources: Sources, lived: _Lived) -> JudgedMonth:
    lines = judged(asked, sources, lived)
    missed = misses_before(lived, asked.contract, asked.label)
    lived.add(asked.label, lines)
    found = scored(asked, lines, sources, missed)
    lived.points_of[asked.label] = points_left(found.payable)
    return JudgedMonth.of(lines, found)


def _before_alone(change: Change, asked: Asked, was: _Lived, becomes: _Lived) -> Before:
    """The months before as they were found; the changed clause's alone as they would have been."""
    found = misses_before(was, asked.contract, asked.label)
    if change.kind is Kind.RULES:
        return found
    return found.but(change.clause, misses_before(becomes, asked.contract, asked.label))


def _month(label: str, judgement: Judgement) -> MonthVerdict:
    return MonthVerdict(label, judgement.verdict, Flag.IN_PROGRESS in judgement.flags)


def _alone(
    change: Change,
    asked: Asked,
    before: JudgedMonth,
    after: JudgedMonth,
    sources: Sources,
    lived: _Lived,
    missed: Before,
) -> JudgedMonth:
    """The month with one change alone. A clause's verdict rests on no other clause: only its own line is
    taken from the draft; the rules beside the clauses may touch every line."""
    if change.kind is Kind.RULES:
        lines = judged(asked, sources, lived)
    else:
        lines = list(_spliced(asked.contract, before.lines, after.lines, change.clause))
    return JudgedMonth.of(lines, scored(asked, lines, sources, missed))


def _spliced(
    contract: Contract, before: Sequence[ClauseLine], after: Sequence[ClauseLine], changed: str
) -> Iterator[ClauseLine]:
    was = {line.clause.code: line for line in before}
    becomes = {line.clause.code: line for line in after}
    for clause in contract.clauses:
        yield becomes[clause.code] if clause.code == changed else was[clause.code]


def _has_figures(lines: Iterable[ClauseLine]) -> bool:
    return any(line.judgement.verdict is not Verdict.NOT_REPORTED for line in lines)
