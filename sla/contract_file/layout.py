"""The contract file, declared: every key, its kind and its meaning. Reader and JSON Schema follow it."""

from __future__ import annotations

from core.batch import Dataset
from core.period import PeriodKind
from core.scope import DIMENSIONS
from sla.contract_file.baseline import BASELINE
from sla.contract_file.campaign import WindowOrDays
from sla.contract_file.clock import Clock
from sla.contract_file.improvement import IMPROVEMENT, RESTATEMENT
from sla.contract_file.layout_judging import OVER_SERVICE, RAMP, SAMPLE, TARGET_RULE
from sla.contract_file.layout_money import ROUNDING, SETTLEMENT
from sla.contract_file.layout_months import DISPUTES, REVIEW, year_of
from sla.contract_file.layout_promises import PROMISE
from sla.contract_file.layout_relief import RELIEF
from sla.contract_file.new_hires import NEW_HIRES
from sla.contract_file.opening import HoursOfDays
from sla.contract_file.ranking import RANKING, SHARE
from sla.contract_file.reporting import ERRONEOUS, LATE
from sla.contract_file.shape import Key, ListOf, MapOf, NumberOrPair, Pair, Record
from sla.contract_file.target_table import target_table_of
from sla.contract_file.targets import targets_of
from sla.contract_file.values import Choice, Code, Day, Names, Number, Words, YesNo
from sla.terms.amendment import CutMonth
from sla.terms.contract import Aggregate, BreachLevel, ClauseSource, Comparison, Gaps, Part, Unscored
from sla.terms.definition import Cohort, Denominator, Direction, Layer, Rollup, Unit
from sla.terms.each import Slice
from sla.terms.floor import FloorRule
from sla.terms.layer import ClauseLayer
from sla.terms.scoring import Method, Partial

_NUMBER = Number()
_WHOLE = Number(whole=True)
_POSITIVE = Number(whole=True, least=1)
_NOT_NEGATIVE = Number(least=0)
_WEIGHTS = MapOf(_WHOLE)
_PARAMS = MapOf(Words())
_SITE_WEIGHTS = MapOf(Number(least=0))
_DAYS = Number(whole=True, least=0)
_NUMBERS = ListOf(_POSITIVE)
_SCOPE = Record({name: Key(Code()) for name in DIMENSIONS})

BREACH_RULE = Record(
    {
        "consecutive": Key(_POSITIVE, meaning="So many misses in a row"),
        "of": Key(Pair(_POSITIVE), meaning="[k, n]: k misses within n judged months"),
        "gaps": Key(Choice(Gaps), meaning="What a month without a judgement does to the count"),
    }
)
VARIANT = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names()),
        "numerator": Key(_WEIGHTS, required=True, meaning="Base count: whole weight"),
        "denominator": Key(_WEIGHTS, meaning="Base count: whole weight; left out for plain counts"),
        "denominator_per": Key(_POSITIVE, meaning="2 for the mean of an opening and a closing figure"),
        "compounded": Key(_POSITIVE, meaning="12 for a monthly share compounded over a year"),
        "maturity_days": Key(_DAYS, meaning="Where other than its indicator's"),
        "numbers": Key(_NUMBERS, meaning="Of the domain reference, where other than its indicator's"),
    }
)
INDICATOR = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names(), required=True),
        "family": Key(Words()),
        "dataset": Key(Choice(Dataset)),
        "unit": Key(Choice(Unit)),
        "direction": Key(Choice(Direction)),
        "rollup": Key(Choice(Rollup)),
        "scale": Key(_NUMBER, meaning="What numerator / denominator is multiplied by"),
        "part": Key(YesNo(), meaning="The numerator is a part of the denominator"),
        "over_months": Key(Choice(Denominator), meaning="The denominator over several months"),
        "params": Key(_PARAMS),
        "definition": Key(Names()),
        "reference": Key(Words()),
        "numerator": Key(_WEIGHTS),
        "denominator": Key(_WEIGHTS),
        "denominator_per": Key(_POSITIVE),
        "compounded": Key(_POSITIVE),
        "variants": Key(ListOf(VARIANT)),
        "maturity_days": Key(_DAYS, meaning="Days after the period until the figure is final"),
        "layer": Key(Choice(Layer), meaning="What usually hangs on it"),
        "cohort": Key(Choice(Cohort), meaning="Whose cases the denominator holds"),
        "floor": Key(_DAYS, meaning="Below this it is usually not judged"),
        "clock_start": Key(Names()),
        "typical": Key(Names(), meaning="Usual targets"),
        "numbers": Key(_NUMBERS, meaning="Its numbers in the domain reference, 1 to 133"),
        "china": Key(ListOf(Code()), meaning="Its codes in china_practice 4.1"),
    }
)
CAP_IF = Record(
    {
        "indicator": Key(Code(), required=True),
        "variant": Key(Code()),
        "params": Key(_PARAMS),
        "below": Key(_NUMBER, required=True),
        "cap": Key(_NOT_NEGATIVE, required=True),
    }
)
CURVE = ListOf(Pair(_NUMBER))
GRADE = Record(
    {
        "grade": Key(Words(), required=True, meaning="Such as A"),
        "value": Key(_NUMBER, required=True, meaning="From this value on"),
        "points": Key(_NUMBER, meaning="What it earns, where an item is scored by grades"),
    }
)
SCORE = Record(
    {
        "method": Key(Choice(Method), required=True),
        "points": Key(CURVE, meaning="linear: [[value, points], …]"),
        "unit": Key(Number(least=0), meaning="step: the size of one step of shortfall"),
        "deduct": Key(_NOT_NEGATIVE, meaning="step, per_event: points for each"),
        "partial": Key(Choice(Partial), meaning="step: what a begun step counts as"),
        "min_score": Key(_NUMBER, meaning="step, per_event: the least"),
        "cap": Key(_NOT_NEGATIVE, meaning="per_event: the most it takes off"),
        "bands": Key(CURVE, meaning="tiers: [[value, points], …], best value first"),
        "otherwise": Key(_NUMBER, meaning="tiers: points beyond the last band"),
        "grades": Key(ListOf(GRADE), meaning="grades: with points, best first"),
        "open_at": Key(ListOf(_NUMBER), meaning="tiers, grades: values that do not reach their own tier"),
        "cap_if": Key(CAP_IF, meaning="Where another figure lies below a limit, at most `cap` points"),
    }
)
EACH = Record(
    {
        "grain": Key(Choice(Slice), required=True),
        "target": Key(NumberOrPair(), required=True, meaning="What each interval or day is held against"),
        "volume_floor": Key(_DAYS, meaning="Intervals or days with less are left out"),
        "minutes": Key(
            Number(whole=True, least=5, most=720), meaning="How long an interval is; left out: as reported"
        ),
    }
)
CLAUSE = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names()),
        "indicator": Key(Code(), required=True),
        "variant": Key(Code()),
        "params": Key(_PARAMS),
        "scope": Key(_SCOPE),
        "hours": Key(HoursOfDays(), meaning="Opening hours, [from, to); or by kind of day and site"),
        "day_start": Key(Clock(), meaning="Its days begin then, where other than the contract's"),
        "weekdays": Key(ListOf(Number(whole=True, least=1, most=7)), meaning="1 is Monday"),
        "source": Key(Choice(ClauseSource), meaning="Whose figures; one, never a sum"),
        "comparison": Key(Choice(Comparison)),
        "target": Key(NumberOrPair()),
        "minimum": Key(NumberOrPair()),
        "targets": Key(ListOf(targets_of(_SCOPE)), meaning="Other targets by scope; the nearest holds"),
        "window": Key(WindowOrDays(), meaning="Over which months, or so many days from a date"),
        "volume_floor": Key(Number(whole=True, least=0), meaning="Below this n the clause is not judged"),
        "floor_rule": Key(Choice(FloorRule), meaning="What a month below the volume floor becomes"),
        "sample": Key(SAMPLE, meaning="What is said of the sample beside the verdict"),
        "rounding": Key(ROUNDING),
        "aggregate": Key(Choice(Aggregate), meaning="Several sites: pooled, the worst, the mean, weighted"),
        "parts": Key(Choice(Part), meaning="worst: of these instead of the sites"),
        "site_weights": Key(_SITE_WEIGHTS, meaning="weighted: site: what it counts for"),
        "weight": Key(_NOT_NEGATIVE),
        "curve": Key(CURVE, meaning="Short for score: {method: linear, points: …}"),
        "score": Key(SCORE),
        "breach_level": Key(Choice(BreachLevel)),
        "breach_rule": Key(BREACH_RULE),
        "over_service": Key(OVER_SERVICE, meaning="Flag and hint where it is served far better than bought"),
        "each": Key(EACH, meaning="The share of intervals or days that keep their own target"),
        "cut_month": Key(Choice(CutMonth), meaning="The same for this clause alone"),
        "layer": Key(Choice(ClauseLayer), meaning="What hangs on it; spec is for information only"),
        "target_rule": Key(TARGET_RULE, meaning="When months below target are defaults"),
        "baseline": Key(BASELINE, meaning="The target is the own figure of a named past period and a change"),
        "improvement": Key(IMPROVEMENT, meaning="A new target is proposed from its best closed months"),
        "new_hires": Key(NEW_HIRES, meaning="Agents' first days count in neither part of the figure"),
        "ramp": Key(RAMP, meaning="Easier targets and no credits in its first months"),
        "owner": Key(Words(), meaning="Who answers for it: one name or role"),
    }
)
VENDOR = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names()),
        "aliases": Key(ListOf(Words()), meaning="Other spellings in files"),
        "share": SHARE,
    }
)
CHRONIC = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names()),
        "clause": Key(Code(), meaning="The clause whose missed months count"),
        "any_critical": Key(YesNo(), meaning="Months count in which any critical clause was missed"),
        "at_cap": Key(YesNo(), meaning="Months count whose credits came to all that is at risk"),
        "rule": Key(BREACH_RULE, meaning="How many of these months"),
        "below": Key(_NUMBER, meaning="A single month worse than this"),
        "level": Key(Choice(BreachLevel)),
    }
)
CONTRACT = Record(
    {
        "code": Key(Code(), required=True),
        "version": Key(Words(), required=True),
        "name": Key(Names()),
        "number": Key(Words(), meaning="The number on the paper, where it is not the code"),
        "client": Key(Names(), meaning="Who ordered the service, as a statement names it"),
        "effective": Key(
            Record({"from": Key(Day(), required=True), "to": Key(Day(), meaning="The last day")}),
            required=True,
        ),
        "cut_month": Key(Choice(CutMonth), meaning="Which version judges the month it starts in"),
        "vendors": Key(ListOf(VENDOR), required=True),
        "currency": Key(Code()),
        "timezone": Key(Words()),
        "calendar": Key(Words()),
        "period": Key(
            Record({"kind": Key(Choice(PeriodKind)), "first_day": Key(Number(whole=True, least=1, most=28))})
        ),
        "day_start": Key(Clock(), meaning="Its days begin then: nights before it belong to the day before"),
        "full_mark": Key(_NOT_NEGATIVE),
        "weighted": Key(YesNo(), meaning="Weights must add up to the full mark"),
        "scope": Key(_SCOPE, meaning="Narrows every clause, such as the project"),
        "target_table": Key(
            ListOf(target_table_of(_SCOPE)), meaning="Targets that clauses without one of their own take"
        ),
        "unscored": Key(Choice(Unscored), meaning="Items without a judgement"),
        "unreported": Key(Choice(Unscored), meaning="Items not reported or invalid"),
        "bonus_cap": Key(_NOT_NEGATIVE),
        "grades": Key(ListOf(GRADE), meaning="What a total is called, best first"),
        "relief": Key(RELIEF, meaning="How exclusions and relief are asked for, and what counters look at"),
        "total_rule": Key(
            Record(
                {
                    "below": Key(_NUMBER, required=True),
                    "rule": Key(BREACH_RULE, required=True),
                    "level": Key(Choice(BreachLevel)),
                }
            )
        ),
        "chronic": Key(ListOf(CHRONIC), meaning="Triggers of chronic failure"),
        "ranking": Key(
            RANKING, meaning="Several vendors are ranked, and volume moves from the last to the first"
        ),
        "restatement": Key(RESTATEMENT, meaning="Until when, and from which change on, a month is corrected"),
        "late_report": Key(LATE, meaning="What each day costs on which a report is late or missing"),
        "erroneous_report": Key(ERRONEOUS, meaning="What a report costs that somebody decided was wrong"),
        "review": Key(REVIEW, meaning="How long the vendor may object to a month"),
        "notice_days": Key(_POSITIVE, meaning="Days' notice for added, changed, dropped service levels"),
        "change_months": Key(
            _POSITIVE, meaning="Service levels are added, changed, dropped at most once in so many months"
        ),
        "disputes": Key(DISPUTES, meaning="What holds while an objection to a clause is open"),
        "year": Key(year_of(GRADE), meaning="How months make a quarter's and a year's score"),
    }
)
ADJUSTMENT = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names()),
        "points": Key(_NUMBER, meaning="Each time; negative for a deduction"),
        "cap": Key(_NOT_NEGATIVE, meaning="The most its bonuses may add up to"),
        "gates": Key(ListOf(Code()), meaning="Clauses that must be met for its bonuses to count"),
    }
)
VETO = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names()),
        "total": Key(_NUMBER, meaning="At most; 0 where nothing else is limited"),
        "grade": Key(Words(), meaning="The best grade the month can have"),
        "fee_share": Key(Number(least=0, most=1), meaning="At most this of what is paid by score"),
    }
)
FILE = Record(
    {
        "contract": Key(CONTRACT, required=True),
        "indicators": Key(ListOf(INDICATOR), meaning="Own definitions"),
        "clauses": Key(ListOf(CLAUSE), required=True),
        "adjustments": Key(ListOf(ADJUSTMENT)),
        "vetoes": Key(ListOf(VETO)),
        "promises": Key(ListOf(PROMISE), meaning="What the public was told"),
        "settlement": Key(SETTLEMENT),
    }
)
