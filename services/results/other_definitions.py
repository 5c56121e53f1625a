"""What the other definitions of an indicator would say of the figure a clause is judged on.

Each is measured as the clause is: over its window, its sites, its source, against the same target. Figures
typed by hand, and rates claimed without counts, say one definition only: they answer for no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from core.verdict import Verdict
from services.contracts.asked import Asked, formula_of
from services.contracts.contract_versions import must_govern
from services.judging.baselines import based
from services.judging.sources import Sources
from sla.judging.inherited import as_held
from sla.judging.ramp import ramped
from sla.judging.tally import Measured
from sla.judging.variants import Said, every_variant, missing_in
from sla.judging.verdict import judge
from sla.load import indicators_of
from sla.terms.contract import Clause, ClauseSource, Contract, scope_of
from sla.terms.indicator import Formula, Indicator, formula_text, placeholders

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class OtherDefinition:
    """One definition, and what it says of the same month."""

    variant: str
    name: Text
    #: The formula in words.
    formula: Text
    said: Said
    #: Held against the clause's own target; None where it says nothing.
    verdict: Verdict | None
    #: Whether it is the one the contract agreed on.
    is_own: bool

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
        named = found.clause(clause)
        held = as_held(found, named, label, scope_of(found, named)) if named else None
        own = ramped(found, held, label) if held else None
        if own is None or own.source is ClauseSource.EVENTS:
            return ()
        tried = list(_tried(found, own))
        asked = Asked(replace(found, clauses=(own, *tried)), label)
        sources = Sources.open(uow, house.lake, [asked], house.today())
        (own,) = based(Asked(replace(found, clauses=(own,)), label), sources).asked.contract.clauses
        said = tuple(_definitions(asked, own, sources))
    return said if len(said) > 1 else ()


def _tried(contract: Contract, own: Clause) -> Iterator[Clause]:
    """The clause once for each definition, under a code that nothing typed in or taken over answers to."""
    for params in _params(indicators_of(contract)[own.indicator], own):
        for variant in indicators_of(contract)[own.indicator].variants:
            yield _as(own, variant.code, params)


def _as(own: Clause, variant: str, params: Mapping[str, str]) -> Clause:
    return replace(own, code=f"{own.code} {variant}", variant=variant, params=params)


def _params(indicator: Indicator, own: Clause) -> list[Mapping[str, str]]:
    """The clause's parameters, and with them the threshold's other end: within 20 s, under 20 s."""
    if "inclusive" not in placeholders(indicator):
        return [own.params]
    under = {**indicator.params, **own.params}.get("inclusive") == "false"
    return [own.params, {**own.params, "inclusive": "true" if under else "false"}]


def _definitions(asked: Asked, own: Clause, sources: Sources) -> Iterator[OtherDefinition]:
    indicator = indicators_of(asked.contract)[own.indicator]
    mine = formula_of(asked.contract, own)
    seen: list[Formula] = []
    for index, params in enumerate(_params(indicator, own)):
        answers = _Answers(asked, own, params, sources, mine)
        for said in every_variant(indicator, answers, params):
            # The other end of a threshold is a row only where it was counted and is another sum.
            if said.formula in seen or (index and said.value is None):
                continue
            seen.append(said.formula)
            yield _definition(indicator, own, said, answers.of(said.formula), said.formula == mine)


@dataclass(frozen=True)
class _Answers:
    """What a formula comes to where the clause is measured by it."""

    asked: Asked
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

    def of(self, form: Formula) -> Measured | None:
        """The same without what is missing."""
        return self.sources.measured(self.asked, self._clause(form))

    def _clause(self, form: Formula) -> Clause:
        return self.own if form == self.mine else _as(self.own, form.variant, self.params)


def _definition(
    indicator: Indicator, own: Clause, said: Said, measured: Measured | None, is_own: bool
) -> OtherDefinition:
    variant = indicator.variant(said.variant)
    assert variant is not None
    judged = judge(own, said.formula, measured) if measured else None
    waits = own.baseline is not None and own.target is None
    verdict = judged.verdict if judged and said.value is not None and not waits else None
    return OtherDefinition(said.variant, variant.name, formula_text(said.formula), said, verdict, is_own)
