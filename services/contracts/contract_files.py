"""A contract file from its path to its result: YAML or a filled-in Excel template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import PlumblineError, RefusedError
from core.finding import Finding, blocking
from core.principal import Principal
from services.contracts.contract_loading import WORKBOOKS
from services.contracts.contracts import Loaded, check_contract, check_template, load_contract, load_template
from services.house import as_json
from services.house.faults import refusal
from sla.load import contract_schema
from sla.terms.contract import Contract

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class LoadedFile:
    """What a contract file said, and whether it was taken."""

    file: Path
    contracts: tuple[Contract, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: PlumblineError | None = None

    @property
    def refused(self) -> bool:
        """Whether nothing of it was (or would be) kept."""
        return self.error is not None or bool(blocking(list(self.findings)))

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        return {
            "file": self.file.name,
            "result": "refused" if self.refused else "accepted",
            "contracts": [as_json.contract(contract) for contract in self.contracts],
            "findings": as_json.findings(self.findings),
            "refusal": refusal(self.error) if self.error else None,
        }


def take_in(house: House, who: Principal, file: Path, *, keep: bool = True) -> LoadedFile:
    """Load a contract file, or only check it (`keep` False). It is taken as a whole or not at all."""
    try:
        found = _loaded(house, who, file) if keep else _checked(house, who, file)
    except RefusedError as error:
        return LoadedFile(file, findings=tuple(error.findings), error=error)
    except PlumblineError as error:
        return LoadedFile(file, error=error)
    return LoadedFile(file, found.contracts, found.findings)


def schema() -> dict[str, Any]:
    """The JSON Schema of contract files."""
    return contract_schema()


def _loaded(house: House, who: Principal, file: Path) -> Loaded:
    if file.suffix.lower() in WORKBOOKS:
        return load_template(house, who, file.read_bytes(), file.name)
    return load_contract(house, who, file.read_bytes(), file.name)


def _checked(house: House, who: Principal, file: Path) -> Loaded:
    if file.suffix.lower() in WORKBOOKS:
        return check_template(house, who, file.read_bytes(), file.name)
    return check_contract(house, who, file.read_bytes(), file.name)
