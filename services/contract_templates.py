"""The Excel template a contract is written in: empty, ready made, or filled with a contract that is here."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.contract_examples import EXAMPLES
from exports.contract_template import template as workbook
from services.contract_versions import rebuilt
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue
from store.records import ContractVersionRecord

if TYPE_CHECKING:
    from services.bootstrap import House


class Start(StrEnum):
    """What a contract template starts from."""

    BLANK = "blank"
    HOTLINE = "hotline"
    TELECOM = "telecom"
    COPY = "copy"
    #: The next version of a contract that is here.
    NEXT = "next"


_FILE_NAMES = {
    Start.BLANK: Text("合同模板", "contract-template"),
    Start.HOTLINE: Text("合同模板-政务热线", "contract-template-hotline"),
    Start.TELECOM: Text("合同模板-电信客服", "contract-template-telecom"),
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
        start = EXAMPLES[Start(kind).value]
    name = "-".join(part for part in (_FILE_NAMES[Start(kind)].in_(lang), copy_of) if part)
    return f"{name}.xlsx", workbook(lang, catalogue(), house.clock.now(), start)


def _chosen(versions: list[ContractVersionRecord], number: str | None) -> ContractVersionRecord:
    return next((version for version in versions if version.number == number), versions[-1])


def _next_number(numbers: Iterable[str]) -> str | None:
    """One more than the highest; None where versions are not plainly numbered."""
    known = list(numbers)
    return str(max(int(number) for number in known) + 1) if all(n.isdecimal() for n in known) else None
