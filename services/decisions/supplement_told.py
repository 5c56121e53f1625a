"""Supplementary agreements in words: what they are about, what they do, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.money import Money
from core.principal import Action, Principal, authorize
from core.rounding import rounded
from core.text import Text
from services.contracts.asked import formula_of
from services.contracts.contract_versions import must_govern
from services.decisions.supplement_rules import SUPPLEMENT_STATE_NAMES
from services.judging.agreed import cited
from services.judging.supplement_terms import SupplementTerms, supplement_of
from sla.spoken import amount_words, signed_points, value_words
from sla.terms.contract import Contract
from store.records import SupplementRecord, SupplementState

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class SupplementView:
    """One agreement with everything people read of it."""

    record: SupplementRecord
    clauses: tuple[Text, ...]
    effect: Text
    #: Days, target, points or amount; empty where the effect needs no more.
    terms: Text
    state: Text

    @property
    def cited(self) -> Text:
        """Its number and what was agreed, as it is named wherever it counts."""
        return cited(self.record)

    @property
    def is_in_force(self) -> bool:
        """Whether its months are judged with it."""
        return self.record.state is SupplementState.APPROVED

    @property
    def is_open(self) -> bool:
        """Whether it waits for an approval."""
        return self.record.state is SupplementState.RECORDED

    def as_dict(self) -> dict[str, Any]:
        """The --json form; terms as they are kept, exact numbers as text."""
        record = self.record
        return {
            "supplement": record.id,
            "number": record.number,
            "contract": record.contract,
            "vendor": record.vendor,
            "periods": list(record.periods),
            "clauses": list(record.clauses),
            "effect": record.effect.value,
            "terms": dict(record.terms),
            "subject": record.subject,
            "agreed": {
                "on": record.agreed_on.isoformat(),
                "client": record.agreed_client,
                "vendor": record.agreed_vendor,
            },
            "evidence": [name for _sha, name in record.evidence],
            "recorded": {"by": record.recorded_by, "at": record.recorded_at.isoformat()},
            "state": record.state.value,
            "approved_by": record.approved_by,
        }


def supplement_views(
    house: House, who: Principal, contract: str, label: str | None = None
) -> list[SupplementView]:
    """A contract's agreements in the order they were recorded, or those of one month."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(contract).vendor)
        found = [each for each in uow.supplements.of(contract) if label is None or label in each.periods]
        return [_view(must_govern(uow, contract, each.periods[0]), each) for each in found]


def _view(contract: Contract, record: SupplementRecord) -> SupplementView:
    clauses = tuple(
        clause.name if (clause := contract.clause(code)) else Text(code, code) for code in record.clauses
    )
    parts = list(_parts(contract, record, supplement_of(record.terms)))
    terms = Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))
    return SupplementView(record, clauses, record.effect.words, terms, SUPPLEMENT_STATE_NAMES[record.state])


def _parts(contract: Contract, record: SupplementRecord, terms: SupplementTerms) -> Iterator[Text]:
    yield from (Text(cell.words, cell.words) for cell in terms.cells)
    clause = next((found for code in record.clauses if (found := contract.clause(code))), None)
    if terms.target is not None and clause:
        unit = formula_of(contract, clause).unit
        aim = value_words(terms.target, unit)
        yield Text(f"目标 {aim.zh}", f"target {aim.en}")
        if terms.minimum is not None:
            least = value_words(terms.minimum, unit)
            yield Text(f"底线 {least.zh}", f"minimum {least.en}")
    if terms.points is not None:
        yield signed_points(rounded(terms.points, 2))
    if terms.cents is not None:
        sign = "−" if terms.cents < 0 else "+"
        said = amount_words(Money(abs(terms.cents), contract.currency))
        yield Text(f"{sign}{said.zh}", f"{sign}{said.en}")
