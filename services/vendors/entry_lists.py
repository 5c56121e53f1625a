"""The list of criteria for choosing a vendor: published as numbered versions, never edited afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize_everywhere
from core.scope import checked_code
from core.text import Text
from services.house.writing import needed, reasoned, writing
from services.vendors.entry_score import Criterion
from sla.exact import exact_text
from store.records import EntryListRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("评估项名称", "The criterion's name")
_ITEMS = Text("至少一个评估项", "At least one criterion")
#: What to begin with; nothing of it holds before somebody publishes it.
STARTING: tuple[Criterion, ...] = tuple(
    Criterion(code, Text(zh, en), Fraction(weight))
    for code, weight, zh, en in (
        ("STRENGTH", 20, "企业实力（人员、维护、设备）", "Strength: people, upkeep, equipment"),
        ("DATA", 20, "数据可靠", "Reliable data"),
        ("SPEED", 20, "办事效率（时限、排队）", "Efficiency: deadlines and queues"),
        ("QUALITY", 20, "服务质量（满意度、报表准确）", "Quality: satisfaction, exact reports"),
        ("SKILL", 10, "专业能力（业务知识、培训）", "Skill: product knowledge, training"),
        ("COST", 10, "成本（与自营相比）", "Cost beside in-house"),
    )
)


def publish_list(house: House, who: Principal, criteria: Sequence[Criterion], why: str) -> EntryListRecord:
    """Publish the next version of the list; rounds that are open go on by the version they began with.

    Refused: no criterion, one without a name, a code twice, a weight of 0 or less.
    """
    authorize_everywhere(who, Action.MANAGE)
    _check(criteria)
    with writing(house, who, Action.MANAGE) as uow:
        before = uow.entries.newest_list()
        kept = uow.entries.lists.add(
            EntryListRecord(
                number=before.number + 1 if before else 1,
                criteria=[_stored(each) for each in criteria],
                why=reasoned(why),
                published_at=uow.now,
                published_by=who.name,
            )
        )
        uow.journal.note("entry_list", "entry_list", kept.id, after={"number": kept.number}, why=why)
    return kept


def newest_list(house: House, who: Principal) -> EntryListRecord | None:
    """The list in force; None before the first was published."""
    authorize_everywhere(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.entries.newest_list()


def criteria_of(record: EntryListRecord) -> tuple[Criterion, ...]:
    """The criteria of a published list."""
    return tuple(
        Criterion(each["code"], Text(**each["name"]), Fraction(each["weight"])) for each in record.criteria
    )


def _check(criteria: Sequence[Criterion]) -> None:
    if not criteria:
        raise WrongInputError("needed", what=_ITEMS)
    seen: set[str] = set()
    for each in criteria:
        if checked_code(each.code) in seen:
            raise WrongInputError("taken", code=each.code)
        seen.add(each.code)
        needed(each.name.zh + each.name.en, _NAME)
        if each.weight <= 0:
            raise WrongInputError("number", value=exact_text(each.weight))


def _stored(each: Criterion) -> dict[str, object]:
    return {"code": each.code, "name": each.name.as_dict(), "weight": exact_text(each.weight)}
