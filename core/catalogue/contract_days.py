"""Findings about the days and hours a contract's clauses count."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "contract_bad_hours": kind(
        _B,
        "{place}：“{key}”的时段“{value}”读不懂。",
        "{place}: the hours “{value}” of “{key}” cannot be read.",
        "写成 08:00-20:00、[8, 20]，不开放写 closed。",
        "Write 08:00-20:00 or [8, 20], and closed where it is not open.",
    ),
    "contract_bad_clock": kind(
        _B,
        "{place}：“{key}”的起始时刻“{value}”读不懂：应为中午以前的时刻。",
        "{place}: “{value}” of “{key}” is no time of day before noon.",
        "写成 06:00。",
        "Write 06:00.",
    ),
    "contract_day_start_unused": kind(
        _W,
        "{place}：条款“{clause}”的数据只有日期、没有时刻，起始时刻（day_start）不起作用。",
        "{place}: the figures of “{clause}” carry a date and no time of day: its day_start does nothing.",
        "删去该条款的 day_start，或改用报送数据。",
        "Leave day_start out of it, or judge it on reported figures.",
    ),
    "contract_campaign_days": kind(
        _B,
        "{place}：条款“{clause}”按活动期考核，但没有写天数和起始日。",
        "{place}: clause “{clause}” is judged by campaign, without its days and its first day.",
        "在 window 下写 days: 30 和 from: 2026-03-10。",
        "Write days: 30 and from: 2026-03-10 under window.",
    ),
    "contract_campaign_outside": kind(
        _B,
        "{place}：条款“{clause}”的活动期自 {first} 起，不在合同生效期内，或止于起始日之前。",
        "{place}: the campaign of “{clause}” from {first} on lies outside the days of the contract, or ends "
        "before it starts.",
        "改正活动期的起止日。",
        "Set its first and last day right.",
    ),
    "contract_campaign_unfit": kind(
        _B,
        "{place}：条款“{clause}”按活动期考核，不能再写爬坡期、基准期、超额服务或顺延；连续多个活动期不能用区间目标；"
        "数据须有日期。",
        "{place}: clause “{clause}” is judged by campaign: no ramp-up, baseline, over-service or carrying "
        "forward beside it, no band where campaigns follow each other, and figures that carry a date.",
        "删去这些约定，或按月考核。",
        "Leave these out, or judge it by the month.",
    ),
    "contract_target_row_twice": kind(
        _B,
        "{place}：条款“{clause}”有两行目标的范围完全相同（{scope}），无法确定用哪一行。",
        "{place}: “{clause}” has two target rows for the very same scope ({scope}): neither is nearer.",
        "只留一行；目标改变时另立合同版本。",
        "Keep one; a target that changes in time belongs to another version.",
    ),
    "contract_target_row_never": kind(
        _W,
        "{place}：条款“{clause}”的目标行（{scope}）永远用不上：该条款的数据不在此范围内。",
        "{place}: the target row for {scope} of “{clause}” never holds: no figure of the clause lies in it.",
        "按职场分设目标时写 aggregate: worst；其他范围另设条款并写明 scope。",
        "For targets by site say aggregate: worst; for other parts write a clause with that scope.",
    ),
    "contract_target_rows_unfit": kind(
        _B,
        "{place}：条款“{clause}”按范围分设目标，须另写一个一般目标，且不能再写爬坡期或基准期。",
        "{place}: “{clause}” has targets by scope: it needs a general target beside them, and no ramp-up or "
        "baseline.",
        "补上 target，或删去爬坡期、基准期。",
        "Add a target, or take ramp-up and baseline out.",
    ),
    "contract_table_months": kind(
        _B,
        "{place}：目标表中“{indicator}”（{scope}）的一行自 {first} 起，却止于 {last}。",
        "{place}: the row of “{indicator}” ({scope}) in the table of targets starts in {first} and ends in "
        "{last}.",
        "改正起止月份。",
        "Set its first and last month right.",
    ),
    "contract_table_row_twice": kind(
        _B,
        "{place}：目标表中“{indicator}”（{scope}）有两行在同一个月适用，无法确定用哪一行。",
        "{place}: two rows of “{indicator}” ({scope}) in the table of targets hold in the same month.",
        "给前一行写上截止月份（to），或只留一行。",
        "End the earlier row (to), or keep one.",
    ),
    "contract_table_row_unused": kind(
        _W,
        "{place}：目标表中“{indicator}”（{scope}）的一行没有条款使用。",
        "{place}: no clause takes the row of “{indicator}” ({scope}) in the table of targets.",
        "条款自己写了目标值的以条款为准；按职场分设目标时条款写 aggregate: worst，或删去这一行。",
        "A clause's own target wins; for targets by site a clause says aggregate: worst. Else take it out.",
    ),
    "contract_table_gap": kind(
        _B,
        "{place}：条款“{clause}”没有写目标值，目标表中也没有适用于 {month} 的行。",
        "{place}: clause “{clause}” states no target, and no row of the table of targets holds for it in "
        "{month}.",
        "在目标表中补一行（不写范围的为一般目标），或给条款写上目标值。",
        "Add a row (without a scope it is the general target), or state the clause's target.",
    ),
    "contract_table_unfit": kind(
        _B,
        "{place}：条款“{clause}”从目标表取目标值，底线值和分范围目标也须写在表中。",
        "{place}: clause “{clause}” takes its target from the table: minimum and targets by scope stand "
        "there too.",
        "移到目标表中，或给条款写上目标值。",
        "Move them into the table, or state the clause's target.",
    ),
    "contract_hours_never": kind(
        _B,
        "{place}：条款“{clause}”哪一天都不开放，没有数据可考核。",
        "{place}: clause “{clause}” is open on no kind of day: there is nothing to judge.",
        "至少写一种日子的开放时段。",
        "State hours for one kind of day at least.",
    ),
    "contract_hours_night": kind(
        _B,
        "{place}：条款“{clause}”的时段跨午夜，到次日 {end}：一天从那时起算，须早于中午，"
        "不能另写更早的 day_start，其他时段也不能早于 {end} 开始。",
        "{place}: the hours of “{clause}” run past midnight to {end}: its days begin then. That is before "
        "noon, no earlier day_start is stated, and no other hours begin before {end}.",
        "核对是否写反；全天写 00:00-24:00；时段互相重叠的，分成几条条款。",
        "Check that it is not written backwards; all day is 00:00-24:00; hours that overlap need clauses of "
        "their own.",
    ),
    "contract_hours_and_weekdays": kind(
        _B,
        "{place}：条款“{clause}”的时段已按工作日、周末和假期分写，不能再写星期（weekdays）。",
        "{place}: the hours of “{clause}” tell weekdays, weekends and holidays apart already: no list of "
        "weekdays beside them.",
        "不考核的日子在时段中写 closed，删去 weekdays。",
        "Say closed in the hours for days that do not count, and leave weekdays out.",
    ),
}
