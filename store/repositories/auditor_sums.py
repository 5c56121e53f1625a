"""What each auditor scored, summed by the database: a hundred thousand audits are a few hundred rows of sums.

An audit is counted with the score and answers its auditor gave, also where a ruling changed them later; one
that somebody is still to score blind is left out, for its score must not be told by a sum.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Numeric, String, Text, and_, cast, func, select, type_coerce
from sqlalchemy.sql.elements import ColumnElement

from core.period import Period
from qa.review.states import ReviewState
from store.records.audits import EntryState
from store.repositories.base import Desk
from store.tables.audits import audits
from store.tables.reviews import audit_reviews, audit_versions

#: How a stored answer begins and what says that it is N/A; inside a comment the quotes would be escaped.
_ANSWER, _NOT_APPLICABLE = '"not_applicable":', '"not_applicable":true'


@dataclass(frozen=True)
class AuditorSum:
    """The scores an auditor gave in a calendar month to calls of one vendor on one form, sampled one way."""

    auditor: str
    vendor: str
    form: str
    form_version: str
    sample_type: str
    month: str
    n: int
    #: Sum of the scores in hundredths of a point, and of their squares.
    total: int
    squares: int
    answers: int
    not_applicable: int


def auditor_sums(desk: Desk, period: Period, hidden: Collection[str] = ()) -> list[AuditorSum]:
    """The sums of the live audits on the days of a period, but those in `hidden`, of visible vendors."""
    a, first = audits.c, audit_versions.alias("first")
    points = type_coerce(func.coalesce(first.c.points, a.points), String)
    hundredths = cast(func.round(cast(points, Numeric) * 100), BigInteger)
    said = type_coerce(func.coalesce(first.c.answers, a.answers), Text)
    keys: list[ColumnElement[Any]] = [
        a.logged_by,
        a.vendor,
        a.form,
        a.form_version,
        func.coalesce(a.sample_type, ""),
        func.substr(cast(a.business_date, String), 1, 7),
    ]
    sums = [
        func.count(points),
        func.sum(hundredths),
        func.sum(hundredths * hundredths),
        func.sum(_times(said, _ANSWER)),
        func.sum(_times(said, _NOT_APPLICABLE)),
    ]
    origin = audits.outerjoin(first, and_(first.c.audit == a.id, first.c.number == 1))
    blind = select(audit_reviews.c.audit).where(
        audit_reviews.c.state == ReviewState.SUBMITTED, audit_reviews.c.second.is_(True)
    )
    asked = (
        select(*keys, *sums)
        .select_from(origin)
        .where(
            a.state == EntryState.LIVE,
            a.business_date >= period.start,
            a.business_date < period.end,
            points.is_not(None),
            a.id.not_in(blind),
            a.id.not_in(sorted(hidden)),
            *_visible(desk),
        )
        .group_by(*keys)
    )
    found = desk.connection.execute(asked.order_by(*keys))
    return [AuditorSum(*row[:6], *(int(each) for each in row[6:])) for row in found]


def _times(text: ColumnElement[Any], part: str) -> ColumnElement[int]:
    """How often a part stands in a text."""
    return (func.length(text) - func.length(func.replace(text, part, ""))) // len(part)


def _visible(desk: Desk) -> list[ColumnElement[bool]]:
    vendors = desk.principal.vendors if desk.principal else None
    return [] if vendors is None else [audits.c.vendor.in_(sorted(vendors))]
