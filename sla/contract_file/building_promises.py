"""From the record of a public promise to the promise."""

from __future__ import annotations

from collections.abc import Iterable

from core.text import Text
from sla.contract_file.shape import Got
from sla.terms.promise import Promise


def build_promises(records: Iterable[Got]) -> tuple[Promise, ...]:
    """Every promise, called by its code where it has no name."""
    return tuple(_promise(got) for got in records)


def _promise(got: Got) -> Promise:
    code = got.get("code")
    return Promise(code, got.get("name", Text(code, code)), got.get("clause"), got.get("fund"))
