"""The part of the contract file that says how exclusions and relief are asked for; from got to terms."""

from __future__ import annotations

from fractions import Fraction

from core.batch import Source
from sla.contract_file.shape import Got, Key, ListOf, Record
from sla.contract_file.values import Choice, Code, Number, YesNo
from sla.terms.forecast import Forecaster, ForecastRelief, LateForecast
from sla.terms.relief import RELIEFS, Counters, Mechanism, ReliefRules

_DAYS = Number(whole=True, least=0)

FORECAST = Record(
    {
        "clauses": Key(ListOf(Code()), required=True, meaning="Whose figures leave the excess out"),
        "tolerance": Key(Number(least=0), meaning="What the vendor bears beyond a day's forecast; 0.1"),
        "source": Key(Choice(Source), meaning="Whose forecast it is: client, unless another is named"),
        "interval_tolerance": Key(Number(least=0), meaning="The same by interval, in place of the day"),
        "locked_days": Key(_DAYS, meaning="Days before the month by which its forecast must be in"),
        "interval_locked_days": Key(_DAYS, meaning="The same before each day, for a forecast by interval"),
        "late": Key(Choice(LateForecast), meaning="What a day with a late forecast is; leave_out"),
        "net_of_repeats": Key(YesNo(), meaning="Calls again after an abandon are taken off the volume"),
        "forecaster": Key(Choice(Forecaster), meaning="Who forecasts; vendor: no relief at all"),
    }
)
RELIEF = Record(
    {
        "within_working_days": Key(
            Number(whole=True, least=0), meaning="Working days after the month ends; left out: no deadline"
        ),
        "admits": Key(ListOf(Choice(Mechanism)), meaning="Mechanisms; left out: all six"),
        "counters": Key(Choice(Counters), meaning="Whether streaks count raw or adjusted verdicts"),
        "forecast": Key(FORECAST, meaning="Volume beyond the forecasts on file is left out by itself"),
    }
)


def build_relief(got: Got | None) -> ReliefRules | None:
    """The rules, where the contract has any."""
    if got is None:
        return None
    days = got.get("within_working_days")
    admits = tuple(each for each in got.get("admits", RELIEFS) if each in RELIEFS)
    return ReliefRules(
        None if days is None else int(days),
        admits,
        got.get("counters", Counters.ADJUSTED),
        _forecast(got.get("forecast")),
    )


def _forecast(got: Got | None) -> ForecastRelief | None:
    if got is None:
        return None
    usual = ForecastRelief(tuple(got.get("clauses")))
    return ForecastRelief(
        usual.clauses,
        got.get("tolerance", usual.tolerance),
        got.get("source", usual.source),
        got.get("interval_tolerance"),
        _whole(got.get("locked_days")),
        _whole(got.get("interval_locked_days")),
        got.get("late"),
        got.get("net_of_repeats") or None,
        got.get("forecaster"),
    )


def _whole(number: Fraction | None) -> int | None:
    return None if number is None else int(number)
