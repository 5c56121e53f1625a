"""What the other definitions of an indicator would say of the figure a clause is judged on.

Each is judged as the clause is: over its window and hours, its sites, its source, against the same target,
with the same relief. Figures typed by hand, and rates claimed without counts, say one definition only: they
answer for no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from core.verdict import Verdict
from services.contracts.asked import Asked
from services.contracts.contract_versions import must_govern
from services.judging.baselines import Based, based
from services.judging.judging import before_relief
from services.judging.month_result import ClauseLine
from services.judging.past import Past
from services.judging.relieving import with_relief
from services.judging.rules_held import rules_of_month
from services.judging.sources import Sources
from sla.judging.tally import Measured
from sla.judging.variants import NoValue, Said, every_variant, missing_in
from sla.load import indicators_of
from sla.terms.contract import Clause, ClauseSource, Contract
from sla.terms.indicator import Formula, Indicator, formula_text, placeholders
from sla.terms.relief import Mechanism

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Reliefs whose counts were stated, by the contract's own definition.
_BY_OWN_COUNTS = (Mechanism.REMOVE_CONTACTS, Mechanism.CAP_VOLUME)


@dataclass(frozen=True)
class OtherDefinition:
    """One definition, and what it says of the same month."""

    variant: str
    name: Text
    #: The formula in words.
    formula: Text
    said: Said
    #: As the contract judges; None where it says nothing.
    verdict: Verdict | None
    #: Whether it is the one the contract agreed on.
    is_own: bool
    #: The target it was held against: of several by scope, the one whose site lies furthest short.
    target: Fraction | None = None
    #: Whether contacts a relief took out of the contract's own figure are still in it: they are known by that
    #: definition alone.
    is_unrelieved: bool = False

    @property
    def value(self) -> Fraction | None:
        """Exact, in the indicator's unit."""
        return self.said.value


def other_definitions(
    house: House, who: Principal, contract: str, label: str, clause: str
) -> tuple[OtherDefinition, ...]:
    """Every definition of the clause's indicator, the contract's own among them; none where there is no
    other. Within T and under T are told apart where somebody reported both."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = must_govern(uow, contract, label)
        authorize(who, Action.VIEW, found.vendor)
        own = found.clause(clause)
        if own is None or own.source is ClauseSource.EVENTS:
            return ()
        rules = rules_of_month(uow, contract, label)
        asked = Asked(replace(found, clauses=(own, *_tried(found, own))), label, rules)
        sources = Sources.open(uow, house.lake, [asked], house.today(found.timezone))
        held = based(replace(asked, contract=replace(found, clauses=(own,))), sources)
        said = tuple(_definitions(asked, held, sources))
    return said if len(said) > 1 else ()


def _tried(contract: Contract, own: Clause) -> Iterator[Clause]:
    """The clause once for each definition, under a code that nothing typed in or taken over answers to."""
    for params in _params(indicators_of(contract)[own.indicator], own):
        for variant in indicators_of(contract)[own.indicator].variants:
            yield _as(own, variant.code, params)


def _as(own: Clause, variant: str, params: Mapping[str, str]) -> Clause:
    """By another definition; split by day, each part by it."""
    found = replace(own, code=f"{own.code} {variant}", variant=variant, params=params)
    if own.cut is None or not own.cut.parts:
        return found
    parts = [
        replace(part, clause=replace(part.clause, indicator=own.indicator, variant=variant, params=params))
        for part in own.cut.parts
    ]
    return replace(found, cut=replace(own.cut, parts=tuple(parts)))


def _params(indicator: Indicator, own: Clause) -> list[Mapping[str, str]]:
    """The clause's parameters, and with them the threshold's other end: within 20 s, under 20 s."""
    if "inclusive" not in placeholders(indicator):
        return [own.params]
    under = {**indicator.params, **own.params}.get("inclusive") == "false"
    return [own.params, {**own.params, "inclusive": "true" if under else "false"}]


def _definitions(asked: Asked, held: Based, sources: Sources) -> Iterator[OtherDefinition]:
    """`held`: the contract with the clause alone, and its target."""
    (own,) = held.asked.contract.clauses
    indicator = indicators_of(asked.contract)[own.indicator]
    mine = sources.formula(asked, own)
    seen: list[Formula] = []
    for index, params in enumerate(_params(indicator, own)):
        answers = _Answers(asked, held, own, params, sources, mine)
        for said in every_variant(indicator, answers, params):
            # The other end of a threshold is a row only where it was counted and is another sum.
            if said.formula in seen or (index and said.value is None):
                continue
            seen.append(said.formula)
            yield answers.definition(indicator, said)


@dataclass(frozen=True)
class _Answers:
    """What a formula comes to where the clause is judged by it."""

    asked: Asked
    held: Based
    own: Clause
    params: Mapping[str, str]
    sources: Sources
    mine: Formula

    def __call__(self, form: Formula) -> tuple[Measured | None, tuple[str, ...]]:
        clause = self._clause(form)
        measured = self.sources.measured(self.asked, clause)
        if measured is not None or clause.source is ClauseSource.BY_HAND:
            return measured, ()
        sums = self.sources.sums_on(self.asked, clause, self.asked.period)
        return None, missing_in(form, sums)

    def definition(self, indicator: Indicator, said: Said) -> OtherDefinition:
        """What was said, judged as the contract judges."""
        variant = indicator.variant(said.variant)
        assert variant is not None
        is_own = said.formula == self.mine
        clause = self._clause(said.formula)
        # A rate claimed without counts answers for the contract's own definition.
        speaks = said.value is not None or (is_own and said.why is NoValue.NOT_REPORTED)
        line = before_relief(self.held, clause, self.sources, Past()) if speaks else None
        line, left = self._relieved(line, is_own=is_own) if line else (None, False)
        found = line.judgement if line else None
        if found and found.value is not None:
            said = replace(said, value=found.value, why=None, missing=())
        verdict = found.verdict if found and said.value is not None else None
        words, target = formula_text(said.formula), found.target if found else None
        return OtherDefinition(said.variant, variant.name, words, said, verdict, is_own, target, left)

    def _relieved(self, line: ClauseLine, *, is_own: bool) -> tuple[ClauseLine, bool]:
        """The line with the month's relief, and whether some of it knows no other definition's counts."""
        key = (self.asked.contract.code, self.asked.label)
        granted = [each for each in self.sources.reliefs.get(key, ()) if self.own.code in each.clauses]
        known = [each for each in granted if is_own or each.mechanism not in _BY_OWN_COUNTS]
        mine = replace(line, clause=replace(line.clause, code=self.own.code))
        return with_relief(self.held.asked, mine, self.sources, known), len(known) < len(granted)

    def _clause(self, form: Formula) -> Clause:
        return self.own if form == self.mine else _as(self.own, form.variant, self.params)
