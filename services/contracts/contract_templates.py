"""The Excel template a contract is written in: empty, ready made, or filled with a contract that is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.contract_template import template as workbook
from services.contracts.contract_versions import rebuilt
from services.contracts.term_fields.settings import settings
from sla.catalogue.ready_made import READY_MADE, ReadyMade
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue
from store.records import ContractVersionRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House


class Start(StrEnum):
    """What a contract template starts from."""

    BLANK = "blank"
    HOTLINE = "hotline"
    TELECOM = "telecom"
    BANK = "bank"
    SHOP = "shop"
    UTILITY = "utility"
    RANKING = "ranking"
    OUTBOUND = "outbound"
    COPY = "copy"
    #: The next version of a contract that is here.
    NEXT = "next"


_FILE_NAMES = {
    Start.BLANK: Text("合同模板", "contract-template"),
    Start.COPY: Text("合同模板-续用", "contract-template-copy"),
    Start.NEXT: Text("合同新版本", "contract-new-version"),
}


def template(
    house: House,
    who: Principal,
    lang: Lang,
    kind: Start = Start.BLANK,
    copy_of: str | None = None,
    number: str | None = None,
) -> tuple[str, bytes]:
    """A template to fill in, its file name and bytes: empty, a ready one, or the contract `copy_of`, whose
    last version is meant unless `number` names one. The next version of a contract has a number of its own
    and no first day yet: nobody but a person knows when it takes effect."""
    authorize(who, Action.VIEW)
    start: dict[str, Any] | None = None
    if kind in (Start.COPY, Start.NEXT):
        with house.database.read(who) as uow:
            versions = uow.contracts.versions_of(uow.contracts.by_code(copy_of or "").code)
        start = contract_as_dict(rebuilt(_chosen(versions, number)))
        if kind == Start.NEXT:
            start["contract"]["version"] = _next_number(version.number for version in versions)
            start["contract"]["effective"]["from"] = None
    elif kind != Start.BLANK:
        start = READY_MADE[Start(kind).value].record
    name = "-".join(part for part in (_file_name(Start(kind)).in_(lang), copy_of) if part)
    return f"{name}.xlsx", workbook(lang, catalogue(), house.clock.now(), start, settings())


def ready_mades() -> Mapping[str, ReadyMade]:
    """Every ready-made contract by its name, the most asked for first."""
    return READY_MADE


def ready_made(who: Principal, lang: Lang, kind: Start) -> tuple[str, bytes]:
    """A ready-made contract as YAML, comments included: file name and bytes."""
    authorize(who, Action.VIEW)
    return f"{_file_name(kind).in_(lang)}.yaml", READY_MADE[kind.value].text.encode()


def _file_name(kind: Start) -> Text:
    if kind in _FILE_NAMES:
        return _FILE_NAMES[kind]
    return Text(f"合同模板-{READY_MADE[kind.value].title.zh}", f"contract-template-{kind.value}")


def _chosen(versions: list[ContractVersionRecord], number: str | None) -> ContractVersionRecord:
    return next((version for version in versions if version.number == number), versions[-1])


def _next_number(numbers: Iterable[str]) -> str | None:
    """One more than the highest; None where versions are not plainly numbered."""
    known = list(numbers)
    return str(max(int(number) for number in known) + 1) if all(n.isdecimal() for n in known) else None
