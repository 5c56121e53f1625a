"""Audits and training as base counts by scope and day, and the source of sums that clauses read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from core.batch import Dataset
from core.errors import WrongInputError
from core.period import Period, business_date
from core.rounding import rounded
from core.scope import DIMENSIONS, Scope
from core.tally import Flag, Sums
from qa.audit import Audit
from qa.form.kinds import ErrorClass, FormKind
from qa.form.terms import AuditForm
from qa.sampling.weighed import Drawn
from qa.scoring.accuracy import class_counts
from qa.scoring.aggregate import pooled
from qa.scoring.receipt import Receipt

#: The names clauses use in `source`.
AUDITS = "audits"
TRAINING = Dataset.TRAINING.value


#: What a score may be, in thousandths of a percent point.
FULL_SCORE = 100_000
#: Class → contacts where it applies, and contacts with an error of it.
BY_CONTACT: Mapping[ErrorClass, tuple[str, str]] = {
    each: (f"audits_{each.value}_applicable", f"audits_{each.value}_critical")
    for each in (ErrorClass.CUSTOMER, ErrorClass.BUSINESS, ErrorClass.COMPLIANCE)
}


@dataclass(frozen=True)
class CountRow:
    """Base counts of one scope and day, and the record or received file they come from."""

    scope: Scope
    day: date
    counts: Mapping[str, int]
    origin: str = ""
    #: Whom it is of, where an audit names an agent.
    agent: str = ""
    #: A call of a wave that is open or too small: what is summed with it is provisional.
    provisional: bool = False
    #: How it was drawn, where it is of a random sample.
    drawn: Drawn | None = None
    #: Whether its form has scores put together by their points.
    pooled: bool = False
    #: What was audited without a score though it was heard or an agent was reached: nothing applied to it.
    unscored: FormKind | None = None


def audit_counts(kind: FormKind, connected: bool, receipt: Receipt) -> dict[str, int]:
    """The base counts of one audit; the two kinds never mix, for they are two samples.

    A mystery call that reached no agent counts in mystery_calls only: it lowers the connection rate and
    enters no average. `audit_points` are thousandths of a percent point, half-up once for each audit, so
    that audit_points / audits is the mean of scores (100, 9.91, 63.96, 90.99, 0 give 52.972). Errors are
    counted by class where the form has classes: whether the class applied to the contact and whether it has
    an error of it for those that are critical, errors and opportunities for those that are not. A mystery
    call with a score brings it as `shop_points` of 100: scores are so averaged, each call alike.
    """
    if kind is FormKind.MYSTERY:
        return {
            "mystery_calls": 1,
            "mystery_connected": int(connected),
            "mystery_passed": int(bool(receipt.passed)),
            "questions_asked": receipt.questions_asked,
            "questions_correct": receipt.questions_correct,
            "shop_points": 0 if receipt.total is None else int(rounded(receipt.total * 1000, 0)),
            "shop_points_applicable": 0 if receipt.total is None else FULL_SCORE,
        }
    if receipt.total is None:
        return {}
    return {
        "audits": 1,
        "audits_passed": int(bool(receipt.passed)),
        "audits_critical": int(bool(receipt.fatal)),
        "audits_flawless": int(receipt.flawless),
        "audit_points": int(rounded(receipt.total * 1000, 0)),
        **_points(receipt),
        **_class_counts(receipt),
    }


def _points(receipt: Receipt) -> dict[str, int]:
    """Points earned and possible on the form in thousandths; a score that a fatal fault took earned none."""
    found = pooled(receipt)
    if found is None:
        return {}
    earned = found.earned if receipt.total else Fraction(0)
    return {
        "form_points": int(rounded(earned * 1000, 0)),
        "form_points_possible": int(rounded(found.possible * 1000, 0)),
    }


def told_by(form: AuditForm) -> frozenset[str]:
    """The counts by which a call scored on this form is known to tell its points and every class it has."""
    if form.kind is FormKind.MYSTERY:
        return frozenset({"shop_points"})
    classes = {item.error_class for _, item in form.items()}
    applying = {applies for each, (applies, _) in BY_CONTACT.items() if each in classes}
    return frozenset({"form_points", *applying})


def _class_counts(receipt: Receipt) -> dict[str, int]:
    told = class_counts(receipt)
    classes = {line.error_class for line in receipt.items}
    counts = {applies: 0 for each, (applies, _) in BY_CONTACT.items() if each in classes}
    for each, (applies, wrong) in BY_CONTACT.items():
        if (count := told.get(each)) is not None:
            # Where nothing of the class could be told the contact is in no base.
            counts |= {applies: int(bool(count.opportunities)), wrong: int(bool(count.errors))}
    if (loose := told.get(ErrorClass.NONCRITICAL)) is not None:
        counts |= {"error_opportunities": loose.opportunities, "noncritical_errors": loose.errors}
    return counts


def audit_row(audit: Audit, receipt: Receipt, zone: str) -> CountRow:
    """One audit as a row of counts on its business day in the contract's time zone."""
    counts = audit_counts(audit.kind, audit.connected, receipt)
    return CountRow(audit.scope, business_date(audit.when, zone), counts, audit.key)


def by_day(rows: Iterable[CountRow]) -> list[CountRow]:
    """The rows added up per scope and day, in order; a count nobody reported stays absent."""
    gathered: dict[tuple[Scope, date], Counter[str]] = {}
    for row in rows:
        gathered.setdefault((row.scope, row.day), Counter()).update(row.counts)
    return [
        CountRow(scope, day, dict(counts))
        for (scope, day), counts in sorted(gathered.items(), key=lambda kv: (kv[0][1], _order(kv[0][0])))
    ]


@dataclass(frozen=True)
class CountSource:
    """A TallySource over rows of counts: logged audits with imported day sums, or training counts."""

    source: str
    rows: Sequence[CountRow] = field(default_factory=tuple)
    #: The dimension whose values are summed apart, see `by`.
    split: str | None = None

    def by(self, dimension: str) -> CountSource:
        """The same source, with one entry for each value of a dimension (worst site, mean of sites)."""
        if dimension not in DIMENSIONS:
            raise WrongInputError("cube_dimension", code=dimension)
        return replace(self, split=dimension)

    def unnamed(self, dimension: str) -> CountSource:
        """The same source, only rows that name no value of a dimension."""
        return replace(self, rows=[row for row in self.rows if getattr(row.scope, dimension) is None])

    def tallies(self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date) -> list[Sums]:
        """The sums for a scope and a period, with days after `as_of` left out; empty where nothing is there.

        A sample has no expected number of days, so its coverage is 0 of 0 (complete). Rows without a value
        of the dimension asked for belong to no part and are left out.
        """
        kept = self.counted(base_counts, scope, period, as_of)
        return [
            self._sums([row for row in kept if part.covers(row.scope)], base_counts, part, period)
            for part in self._parts(kept, scope)
        ]

    def counted(
        self, base_counts: Sequence[str], scope: Scope, period: Period, as_of: date
    ) -> list[CountRow]:
        """The rows that `tallies` of the same question is the sum of."""
        return [
            row
            for row in self.rows
            if scope.covers(row.scope)
            and row.day in period
            and row.day <= as_of
            and any(name in row.counts for name in base_counts)
        ]

    def _parts(self, kept: Sequence[CountRow], scope: Scope) -> list[Scope]:
        if self.split is None:
            return [scope] if kept else []
        values = {getattr(row.scope, self.split) for row in kept} - {None}
        return [replace(scope, **{self.split: value}) for value in sorted(values)]

    def _sums(
        self, kept: Sequence[CountRow], base_counts: Sequence[str], scope: Scope, period: Period
    ) -> Sums:
        present = {name: [row.counts[name] for row in kept if name in row.counts] for name in base_counts}
        return Sums(
            scope=scope,
            period=period,
            source=self.source,
            totals={name: sum(values) for name, values in present.items() if values},
            rows={name: len(values) for name, values in present.items() if values},
            flags=frozenset({Flag.PROVISIONAL} if any(row.provisional for row in kept) else ()),
            origins=tuple(sorted({row.origin for row in kept if row.origin})),
        )


def _order(scope: Scope) -> tuple[str, ...]:
    return (scope.vendor, *(value or "" for value in scope.as_dict().values()))
