"""A month's supplementary agreements as its workbook and its statement name them."""

from __future__ import annotations

from collections.abc import Iterable

from exports.supplement_line import SupplementLine
from services.decisions.supplement_told import SupplementView


def supplement_lines(views: Iterable[SupplementView]) -> tuple[SupplementLine, ...]:
    """Those in force, in the order they were recorded."""
    return tuple(_line(view) for view in views if view.is_in_force)


def _line(view: SupplementView) -> SupplementLine:
    record = view.record
    return SupplementLine(
        number=record.number,
        effect=view.effect,
        clauses=view.clauses,
        terms=view.terms,
        subject=record.subject,
        agreed_on=record.agreed_on,
        agreed_client=record.agreed_client,
        agreed_vendor=record.agreed_vendor,
        evidence=tuple(name for _sha, name in record.evidence),
        approved_by=record.approved_by or "",
        cited=view.cited,
    )
