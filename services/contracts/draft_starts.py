"""What a contract being written starts from: nothing, or a file; its days and its number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from core.errors import RefusedError, WrongInputError
from core.finding import blocking
from exports.contract_template_read import read_template
from services.contracts.contract_loading import WORKBOOKS
from services.contracts.term_fields.settings import settings
from sla.contract_file.node import Node, Report, written
from sla.load import catalogue, yaml_node

#: A contract from nothing.
BLANK: dict[str, Any] = {
    "contract": {
        "code": "NEW-CONTRACT",
        "version": "1",
        "vendors": [{"code": "VENDOR-1", "name": {"zh": "外包商名称", "en": "Vendor's name"}}],
        "full_mark": "100",
    },
    "clauses": [],
}


def body_of(data: bytes, file_name: str) -> dict[str, Any]:
    """A YAML file or a filled-in template as data, faults and all; refused where it cannot be read."""
    report = Report()
    node: Node | None
    if PurePath(file_name).suffix.lower() in WORKBOOKS:
        node, report.findings = read_template(data, file_name, catalogue(), settings())
    else:
        node = yaml_node(_text(data), file_name, report)
    body = written(node) if node else None
    if not isinstance(body, dict) or not isinstance(body.get("contract"), dict):
        raise (
            RefusedError(blocking(report.findings))
            if report.findings
            else WrongInputError("draft_unreadable")
        )
    return body


def with_days(body: Mapping[str, Any], today: date, *, keep_end: bool = False) -> dict[str, Any]:
    """In force from the first of next month: to its old end where that is later, else for twelve months."""
    start = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    before = (body["contract"].get("effective") or {}).get("to")
    end = date(start.year + (start.month > 1), (start.month - 2) % 12 + 1, 28)
    last = before if keep_end else f"{_last_day(end)}"
    effective = {"from": start.isoformat(), **({"to": last} if last and last >= start.isoformat() else {})}
    return {**body, "contract": {**body["contract"], "effective": effective}}


def next_number(numbers: list[str]) -> str:
    """One more than the highest; the last with a mark where versions are not plainly numbered."""
    if all(number.isdecimal() for number in numbers):
        return str(max(int(number) for number in numbers) + 1)
    return f"{numbers[-1]}-2"


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongInputError("draft_unreadable") from error


def _last_day(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
