"""What a contract file says of money: every key, its kind and its meaning."""

from __future__ import annotations

from core.rounding import RoundingMode, RoundingStage
from sla.contract_file.billing import MINIMUM_BILLING, PART_MONTH
from sla.contract_file.earn_back import EARN_BACK
from sla.contract_file.persistent import PERSISTENT
from sla.contract_file.shape import Key, ListOf, Pair, Record
from sla.contract_file.values import Choice, Code, Names, Number, Words, YesNo
from sla.terms.credits import ClaimFrom, PointsBase, RootCause
from sla.terms.fee import DeductionBasis, FeeKind
from sla.terms.scoring import Partial

_NUMBER = Number()
_POSITIVE = Number(whole=True, least=1)
_NOT_NEGATIVE = Number(least=0)
_SHARE = Number(least=0, most=1)

ROUNDING = Record(
    {
        "stage": Key(Choice(RoundingStage), meaning="display: only to show; compare: before comparing"),
        "digits": Key(Number(whole=True, least=0, most=10)),
        "mode": Key(Choice(RoundingMode)),
    }
)
FEE = Record(
    {
        "kind": Key(Choice(FeeKind), required=True),
        "amount": Key(
            _NOT_NEGATIVE, required=True, meaning="Yuan a call, in all, a month, or a seat and month"
        ),
        "volume": Key(
            Words(), meaning="per_call, per_seat: the base count that is billed; seats reported day by day"
        ),
        "months": Key(_POSITIVE, meaning="seat_month: the number of instalments"),
        "days": Key(_POSITIVE, meaning="per_seat: days of a full seat-month; else those of the month"),
        "part_month": Key(PART_MONTH, meaning="monthly, seat_month: first and last month by their days"),
        "minimum_billing": Key(MINIMUM_BILLING, meaning="per_call: at least this of the forecast is billed"),
    }
)
DEDUCTION = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names()),
        "basis": Key(Choice(DeductionBasis), required=True),
        "clause": Key(Code()),
        "unit": Key(Number(least=0)),
        "partial": Key(Choice(Partial)),
        "share": Key(_NOT_NEGATIVE, meaning="Of the gross fee, each"),
        "amount": Key(_NOT_NEGATIVE, meaning="Yuan, each"),
        "dead_band": Key(_NOT_NEGATIVE, meaning="gap: so far off the target nothing is taken off"),
        "dead_band_counts": Key(YesNo(), meaning="Once left, the dead band is counted as well"),
    }
)
ALLOCATION = Record(
    {
        "clause": Key(Code(), required=True),
        "share": Key(_NOT_NEGATIVE, required=True, meaning="Of the amount at risk"),
        "category": Key(_NOT_NEGATIVE, meaning="The share of the pool its category holds"),
        "category_name": Key(Words(), meaning="Clauses of one name are limited together"),
    }
)
AT_RISK = Record(
    {
        "share": Key(_SHARE, required=True, meaning="The amount at risk, of the month's charges"),
        "pool": Key(_NOT_NEGATIVE, meaning="What the shares below add up to, such as 2 for 200 %"),
        "allocations": Key(ListOf(ALLOCATION), required=True),
        "multipliers": Key(ListOf(_NOT_NEGATIVE), meaning="By the n-th miss in a row; the last holds on"),
        "root_cause": Key(Choice(RootCause), meaning="highest: of one incident only the highest credit"),
        "category_limit": Key(_NOT_NEGATIVE, meaning="The most one category's allocations may add up to"),
        "least_allocation": Key(_NOT_NEGATIVE, meaning="The least that each clause must be allocated"),
        "category_cap": Key(_SHARE, meaning="The most one category draws in a month, of the amount at risk"),
    }
)
POINT_BANDS = Record(
    {
        "clause": Key(Code(), required=True),
        "bands": Key(ListOf(Pair(_NUMBER)), required=True, meaning="[[value, points], …], best value first"),
    }
)
SERVICE_POINTS = Record(
    {
        "clauses": Key(ListOf(POINT_BANDS), required=True),
        "multipliers": Key(ListOf(_NOT_NEGATIVE), meaning="By the n-th miss in a row; the last holds on"),
        "ladder": Key(ListOf(Pair(_NUMBER)), meaning="[[points, share], …], ascending"),
        "amount": Key(_NOT_NEGATIVE, meaning="Yuan a point, where there is no ladder"),
        "base": Key(Choice(PointsBase), meaning="Whose bill they come off: the month's own, or the next one"),
    }
)
BASE = Record(
    {
        "pass_through_share": Key(_SHARE, meaning="Of the gross fee, costs that are passed through"),
        "pass_through_amount": Key(_NOT_NEGATIVE, meaning="Yuan a month that are passed through"),
        "without_tax": Key(YesNo(), meaning="Tax within the prices is left out"),
    }
)
CREDITS = Record(
    {
        "at_risk": Key(AT_RISK),
        "service_points": Key(SERVICE_POINTS),
        "earn_back": Key(EARN_BACK),
        "claim_days": Key(_POSITIVE, meaning="Working days in which a credit must be claimed"),
        "claim_from": Key(Choice(ClaimFrom), meaning="Counted from the day the month is final, or its end"),
        "claim_lapses": Key(YesNo(), meaning="A credit not claimed by then is lost"),
        "base": Key(BASE, meaning="What the fee is without, where credits are a share of it"),
        "persistent": Key(PERSISTENT, meaning="Every n-th miss costs a share of the annual fee"),
    }
)
NO_BONUS = Record(
    {
        "clause": Key(Code(), required=True),
        "by": Key(_NOT_NEGATIVE, required=True, meaning="So far beyond the target, in the clause's unit"),
    }
)
SETTLEMENT = Record(
    {
        "fee": Key(FEE, required=True),
        "performance_share": Key(_SHARE, meaning="Paid by score: this part of the fee × score ÷ full mark"),
        "tiers": Key(ListOf(Pair(_NUMBER)), meaning="[[total, coefficient], …], descending"),
        "tiers_open_at": Key(ListOf(_NUMBER), meaning="Totals that do not reach their own tier"),
        "tier_rounding": Key(ROUNDING),
        "gates": Key(ListOf(Code()), meaning="Clauses that must not be missed for a coefficient above 1"),
        "no_bonus_beyond": Key(ListOf(NO_BONUS), meaning="Too far beyond a target: no coefficient above 1"),
        "deductions": Key(ListOf(DEDUCTION)),
        "credits": Key(CREDITS, meaning="Service credits for missed clauses"),
        "cap_share": Key(_SHARE),
        "floor_share": Key(_SHARE),
        "retention_share": Key(_SHARE, meaning="Kept back of each payment until the contract ends"),
        "tax_rate": Key(_SHARE, meaning="Value-added tax on the fee, such as 0.06"),
        "prices_include_tax": Key(YesNo(), meaning="Whether the prices hold the tax; needed with a rate"),
        "contract_total": Key(_NOT_NEGATIVE, meaning="Yuan the contract may cost in all"),
    }
)
