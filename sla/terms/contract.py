"""A contract as data: what was promised, on which figures, for which points and money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from core.period import MonthRule, Period
from core.rounding import Rounding
from core.scope import Scope
from core.text import Text
from sla.terms.amendment import CutMonth, takes
from sla.terms.baseline import Baseline
from sla.terms.campaign import Campaign
from sla.terms.cut import ClauseCut, MonthCut
from sla.terms.defaults import TargetRule
from sla.terms.each import Each
from sla.terms.events import Adjustment, Veto
from sla.terms.fee import Settlement
from sla.terms.floor import FloorRule
from sla.terms.grades import Grade
from sla.terms.improvement import Improvement
from sla.terms.indicator import Indicator
from sla.terms.layer import ClauseLayer
from sla.terms.new_hires import NewHires
from sla.terms.opening import Opening
from sla.terms.over_service import OverService
from sla.terms.promise import Promise
from sla.terms.ramp import Ramp
from sla.terms.ranking import Ranking
from sla.terms.relief import Counters, ReliefRules
from sla.terms.reporting import ErroneousReport, LateReport
from sla.terms.restatement import Restatement
from sla.terms.review import Disputes, Review
from sla.terms.sample import SampleRule
from sla.terms.scoring import CapIf, Score
from sla.terms.targets import SharedTarget, TargetRow
from sla.terms.window import Window
from sla.terms.year import YearRule

#: The end of a contract that runs until further notice.
OPEN_END = date(9999, 12, 31)


class ClauseSource(StrEnum):
    """Whose figures a clause is judged on. It picks one; sources are never added up."""

    VENDOR = "vendor"
    CLIENT = "client"
    THIRD_PARTY = "third_party"
    BY_HAND = "by_hand"
    AUDITS = "audits"
    TRAINING = "training"
    CASES = "cases"
    EVENTS = "events"
    REPORTS = "reports"
    #: Our own reckoning of training by agent; TRAINING is what the vendor reports of it.
    COMPLIANCE = "compliance"


#: Of which reports tell intervals; everything else is dated by the day.
WITH_TIMES = (ClauseSource.VENDOR, ClauseSource.CLIENT, ClauseSource.THIRD_PARTY)


class Comparison(StrEnum):
    """How a value is held against its target."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    BETWEEN = "between"


class Aggregate(StrEnum):
    """What a vendor's figure is where it has several sites."""

    POOLED = "pooled"
    WORST = "worst"
    MEAN = "mean"
    #: The mean, each site counting for what `site_weights` says: its fee, its seats.
    WEIGHTED = "weighted"


class Part(StrEnum):
    """What may be told apart in the place of sites."""

    QUEUE = "queue"
    CHANNEL = "channel"
    SEGMENT = "segment"
    LANGUAGE = "language"
    PROJECT = "project"


class BreachLevel(StrEnum):
    """How grave a breach is 违约等级: minor 一般, serious 较重, major 重大."""

    MINOR = "minor"
    SERIOUS = "serious"
    MAJOR = "major"


class Gaps(StrEnum):
    """What a month without a judgement does to a count of misses."""

    SKIP = "skip"
    RESET = "reset"


@dataclass(frozen=True)
class BreachRule:
    """When misses become a breach: so many in a row, or k within n judged months."""

    consecutive: int | None = None
    of: tuple[int, int] | None = None
    gaps: Gaps = Gaps.SKIP


@dataclass(frozen=True)
class Clause:
    """One promise: an indicator in an exact variant, its target, and what follows from it."""

    code: str
    name: Text
    indicator: str
    comparison: Comparison
    source: ClauseSource = ClauseSource.VENDOR
    variant: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    #: Dimensions it is narrowed to, beside the contract's own (core.scope.DIMENSIONS).
    scope: Mapping[str, str] = field(default_factory=dict)
    #: Hours of the day [from, to) and weekdays 1 (Monday) to 7; empty means all.
    hours: tuple[int, int] | None = None
    weekdays: tuple[int, ...] = ()
    #: Opening hours that differ by kind of day or by site; beside `hours`, both must hold.
    opening: Opening | None = None
    #: Minutes from midnight its days begin at, where other than the contract's.
    day_start: int | None = None
    #: None where the clause states none and its points curve gives it (see `target_of`).
    target: Fraction | None = None
    minimum: Fraction | None = None
    #: The upper ends, where the comparison is 'between'.
    target_high: Fraction | None = None
    minimum_high: Fraction | None = None
    window: Window = Window.MONTH
    #: The days of it, where it is a campaign's.
    campaign: Campaign | None = None
    #: Below this n the clause is not judged 起评量.
    volume_floor: int = 0
    rounding: Rounding = field(default_factory=Rounding)
    aggregate: Aggregate = Aggregate.POOLED
    #: Instead of sites, the dimension whose values are told apart: queue, segment; None for sites.
    parts: Part | None = None
    #: Site → what it counts for in the weighted mean of the sites.
    site_weights: Mapping[str, Fraction] = field(default_factory=dict)
    #: None for a clause that is judged but earns no points.
    weight: Fraction | None = None
    score: Score | None = None
    cap_if: CapIf | None = None
    breach_level: BreachLevel | None = None
    breach_rule: BreachRule | None = None
    over_service: OverService | None = None
    #: Where it is about the share of intervals or days that keep a target of their own.
    each: Each | None = None
    #: None where the contract puts it on no layer.
    layer: ClauseLayer | None = None
    #: When missing the target alone is a default; None where only the minimum makes one.
    target_rule: TargetRule | None = None
    #: What a month below the volume floor becomes; None where the contract says nothing: it is not scored.
    floor_rule: FloorRule | None = None
    #: What is said of the sample beside the verdict; None where it is not taken as one.
    sample: SampleRule | None = None
    #: Who answers for it, one name or role; None where nobody is named.
    owner: str | None = None
    #: Easier targets and no credits in its first months; None where it holds in full from the start.
    ramp: Ramp | None = None
    #: Other targets for parts of its scope, the nearest specific holding.
    targets: tuple[TargetRow, ...] = ()
    #: Where its target is measured first; None where it is stated.
    baseline: Baseline | None = None
    #: How its target follows its best months; None where only an amendment changes it.
    improvement: Improvement | None = None
    #: Which version judges it in a month cut by an amendment, where other than the contract's `cut_month`.
    cut_month: CutMonth | None = None
    #: How it is judged in the month that is asked for, where an amendment cuts that; no file says it.
    cut: ClauseCut | None = None
    #: Agents left out for their first days; None where everybody counts from the first day.
    new_hires: NewHires | None = None

    @property
    def named_variant(self) -> str | None:
        """The variant it names; None where it leaves that open, also by the indicator's own code, which was
        the code of its only variant before it had several."""
        return None if self.variant == self.indicator else self.variant


class Unscored(StrEnum):
    """What becomes of an item's weight where it has no judgement."""

    REDISTRIBUTE = "redistribute"
    ZERO = "zero"
    FULL = "full"


@dataclass(frozen=True)
class TotalRule:
    """A total below `below` in so many months is a breach of this level."""

    below: Fraction
    rule: BreachRule
    level: BreachLevel = BreachLevel.MAJOR


@dataclass(frozen=True)
class Chronic:
    """Failure that goes on: so many months missed or at the cap, or one worse than a critical floor."""

    code: str
    name: Text
    #: The clause whose months count; None where others do.
    clause: str | None = None
    #: Months count in which any critical clause was missed.
    any_critical: bool = False
    rule: BreachRule | None = None
    #: A single month worse than this triggers it, in the clause's unit.
    below: Fraction | None = None
    #: How grave a breach the contract calls it; None where it says nothing of that.
    level: BreachLevel | None = None
    #: Months count whose service credits came to all that is at risk; None where it is not about these.
    at_cap: bool | None = None


@dataclass(frozen=True)
class Contract:
    """One vendor's contract in one version. It holds no facts; it selects them."""

    code: str
    version: str
    name: Text
    vendor: str
    vendor_name: Text
    #: Half-open; in the file `to` is the last day.
    effective: Period
    clauses: tuple[Clause, ...]
    currency: str = "CNY"
    timezone: str = "Asia/Shanghai"
    calendar: str = "CN"
    month_rule: MonthRule = field(default_factory=MonthRule)
    #: Minutes from midnight its days begin at: nights before it belong to the day before 生产日.
    day_start: int | None = None
    full_mark: Fraction = Fraction(100)
    #: Whether weights must add up to the full mark; otherwise a difference is only a warning.
    weighted: bool = False
    #: Dimensions every clause is narrowed to, such as the project.
    scope: Mapping[str, str] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    #: Targets that several clauses share: each clause that states none takes its indicator's nearest row.
    target_table: tuple[SharedTarget, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    #: The most that all bonuses together may add.
    bonus_cap: Fraction | None = None
    vetoes: tuple[Veto, ...] = ()
    settlement: Settlement | None = None
    #: For items that are not applicable, without volume, of too small a sample, or excused.
    unscored: Unscored = Unscored.REDISTRIBUTE
    #: For items whose figures were not reported or are invalid.
    unreported: Unscored = Unscored.ZERO
    total_rule: TotalRule | None = None
    #: What lets the client act beyond credits, such as three misses in a row.
    chronic: tuple[Chronic, ...] = ()
    #: What a total is called, best first.
    grades: tuple[Grade, ...] = ()
    #: What the public was told.
    promises: tuple[Promise, ...] = ()
    #: How long the vendor may object to a month; None where the contract says nothing of it.
    review: Review | None = None
    #: How months make a quarter's and a year's score; None where the contract says nothing of it.
    year: YearRule | None = None
    #: How exclusions and relief are asked for; None where the contract says nothing of them.
    relief: ReliefRules | None = None
    #: The number on the paper 合同编号, where it is not the code.
    number: str | None = None
    #: Who ordered the service 甲方.
    client: Text | None = None
    #: Whether it judges the month it takes effect in, where another version began that month.
    cut_month: CutMonth | None = None
    #: Its part in a ranking of several vendors; None where it is in none.
    ranking: Ranking | None = None
    #: Until when and from which change on a closed month is corrected; None where nothing is said of it.
    restatement: Restatement | None = None
    #: What a late, missing or wrong report costs; None where the contract says nothing of it.
    late_report: LateReport | None = None
    erroneous_report: ErroneousReport | None = None
    #: On whose figures a clause is scored while it is contested; None: on its own source, as ever.
    disputes: Disputes | None = None
    #: Days' notice that added, changed or dropped service levels need; None where nothing is said of it.
    notice_days: int | None = None
    #: How many months lie at least between two versions that touch service levels (3: at most quarterly).
    change_months: int | None = None
    #: The versions behind the terms of a month that an amendment cuts; no file says it.
    cut: MonthCut | None = None

    def clause(self, code: str) -> Clause | None:
        """The clause of that code."""
        return next((clause for clause in self.clauses if clause.code == code), None)

    @property
    def counters(self) -> Counters:
        """Whether streaks count verdicts before or after relief."""
        return self.relief.counters if self.relief else Counters.ADJUSTED


def day_start_of(contract: Contract, clause: Clause) -> int:
    """Minutes from midnight at which the clause's days begin; 0 for calendar days, and for all that is dated
    by the day alone. Where it says nothing, hours that run past midnight do: a day ends with its night."""
    stated = contract.day_start if clause.day_start is None else clause.day_start
    start = stated or (clause.opening.night_ends if clause.opening else 0)
    return start if clause.source in WITH_TIMES else 0


def scope_of(contract: Contract, clause: Clause) -> Scope:
    """Whose figures the clause is about: the vendor, narrowed by contract and clause."""
    return Scope(contract.vendor, **{**contract.scope, **clause.scope})


def governing(versions: Iterable[Contract], period: Period) -> Contract | None:
    """The version a period is judged under: the one in force on its first day, the latest where several are
    (a version until further notice ends where the next starts), else the first to start within it.

    A version that starts within it takes its place where it says so (`cut_month`). What single clauses say
    otherwise is in sla/judging/cut_month.py.
    """
    touching = sorted(
        (version for version in versions if version.effective.overlaps(period)),
        key=lambda version: version.effective.start,
    )
    claiming = [version for version in touching if takes(version.cut_month, version.effective, period)]
    if claiming:
        return claiming[-1]
    at_start = [version for version in touching if period.start in version.effective]
    return at_start[-1] if at_start else next(iter(touching), None)
