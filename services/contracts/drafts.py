"""A contract to try out: a file, or a kept version with a few of its terms changed. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.errors import RefusedError, WrongInputError
from core.finding import Finding, blocking
from core.principal import Action, Principal, authorize
from services.contracts.contract_loading import Loaded, read_draft
from services.contracts.contract_versions import rebuilt
from sla.contract_file.plain import contract_as_dict
from sla.load import plain_node, read_contracts
from sla.terms.contract import Contract

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: The terms of a clause that are tried out most; every other is changed in a file.
EDITABLE = ("target", "minimum", "weight", "variant")


@dataclass(frozen=True)
class Draft:
    """A contract to try, and what is odd about it."""

    contract: Contract
    findings: tuple[Finding, ...] = ()


def draft_from_file(house: House, who: Principal, code: str, data: bytes, file_name: str) -> Draft:
    """The contract of a YAML file or filled-in template that is with the vendor of contract `code`.

    Refused where anything in it blocks, or where it is a contract with somebody else.
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        vendor = uow.contracts.by_code(code).vendor
    read = read_draft(who, data, file_name)
    if trouble := blocking(list(read.findings)):
        raise RefusedError(trouble)
    return Draft(_only(read, vendor), read.findings)


def draft_from_version(
    house: House, who: Principal, code: str, number: str, edits: Mapping[str, Mapping[str, str | None]]
) -> Draft:
    """A kept version with terms of some clauses changed: clause → key → what is written there, None for
    nothing. It is checked as a file would be, and refused where anything in it blocks."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        said = contract_as_dict(rebuilt(uow.contracts.version(code, number)))
    said["clauses"] = [_edited(clause, edits.get(clause["code"], {})) for clause in said["clauses"]]
    contracts, _, findings = read_contracts(plain_node(said), advise=True)
    if trouble := blocking(findings):
        raise RefusedError(trouble)
    return Draft(contracts[0], tuple(findings))


def _edited(clause: Mapping[str, Any], terms: Mapping[str, str | None]) -> dict[str, Any]:
    unknown = [key for key in terms if key not in EDITABLE]
    if unknown:
        raise WrongInputError("needed", what=", ".join(EDITABLE))
    return {key: value for key, value in {**clause, **terms}.items() if value is not None}


def _only(read: Loaded, vendor: str) -> Contract:
    mine: Sequence[Contract] = [contract for contract in read.contracts if contract.vendor == vendor]
    if not mine:
        named = ", ".join(sorted({contract.vendor for contract in read.contracts}))
        raise WrongInputError("draft_elsewhere", vendors=named, vendor=vendor)
    if len(mine) > 1:
        raise WrongInputError("draft_several", n=len(mine), vendor=vendor)
    return mine[0]
