"""Findings about how a contract judges: over months, on small samples, below the volume floor."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "contract_target_rule_never": kind(
        _B,
        "{place}：条款“{clause}”要求{months}个月内{times}次低于目标，次数不能多于月数。",
        "{place}: “{clause}” asks for {times} months below target within {months}: more times than months.",
        "改小次数（times）或改大月数（months）。",
        "Lower the times or raise the months.",
    ),
    "contract_target_rule_alone": kind(
        _W,
        "{place}：条款“{clause}”约定了多次低于目标的规则，但没有底线值：低于目标即为未达标，此规则不起作用。",
        "{place}: “{clause}” has a rule for months below target but no minimum: such months are missed "
        "already, and the rule does nothing.",
        "补上底线值（minimum），或删去该规则（target_rule）。",
        "Add a minimum, or leave target_rule out.",
    ),
    "contract_chronic_whose": kind(
        _B,
        "{place}：“{code}”看哪些月份不明确：写一个条款（clause）；或任一关键指标（any_critical），合同须有关键指标；"
        "或抵扣封顶（at_cap），合同须有风险金额。",
        "{place}: whose months “{code}” looks at is not clear: name a clause, or any_critical where clauses "
        "are critical, or at_cap where an amount is at risk.",
        "只写一种；关键指标在条款中写 layer: critical。",
        "State one of them; a critical clause says layer: critical.",
    ),
    "contract_chronic_floor": kind(
        _B,
        "{place}：“{code}”的单月红线须针对一个有上限或下限的条款。",
        "{place}: the critical floor of “{code}” needs one clause whose target is not a band.",
        "写明条款，或改用未达标次数。",
        "Name the clause, or count missed months instead.",
    ),
    "contract_chronic_when": kind(
        _B,
        "{place}：“{code}”没有写明何时触发：未达标次数（rule）或单月红线（below）。",
        "{place}: “{code}” does not say when: missed months (rule) or a floor for a single one (below).",
        "补上其中之一。",
        "Add one of them.",
    ),
    "contract_sample_and_one_miss": kind(
        _B,
        "{place}：条款“{clause}”既允许一次不合格，又按样本检验：两种对小样本的照顾只能用一种。",
        "{place}: “{clause}” allows one failure and tests the sample: only one of these cures may apply.",
        "照合同保留一种：floor_rule: one_miss，或 sample。",
        "Keep what the contract says: floor_rule: one_miss, or sample.",
    ),
    "contract_no_share": kind(
        _B,
        "{place}：条款“{clause}”的指标不是“合格数占总数”的比例，不能用 {key}。",
        "{place}: the figure of “{clause}” is no share of good ones, so {key} cannot apply.",
        "删去该约定；零容忍事项、均值和区间不是样本。",
        "Leave it out: what must never happen, means and bands are no samples.",
    ),
    "contract_sample_confidence": kind(
        _B,
        "{place}：条款“{clause}”的置信度 {value} 应大于 0.5、小于 1。",
        "{place}: the confidence of “{clause}”, {value}, must be above 0.5 and below 1.",
        "写成 0.95 这样的比例。",
        "Write it as a share such as 0.95.",
    ),
    "contract_floor_rule_alone": kind(
        _B,
        "{place}：条款“{clause}”约定了不足起评量时的办法，却没有起评量。",
        "{place}: “{clause}” says what happens below its volume floor but has none.",
        "补上 volume_floor。",
        "Add volume_floor.",
    ),
    "contract_year_volume": kind(
        _B,
        "{place}：季度、年度得分按结算量加权，但计费方式没有结算量。",
        "{place}: quarter and year are weighted by the settled volume, but the fee is reckoned on none.",
        "改用 mean 或 worst，或按通话量、席位计费。",
        "Use mean or worst, or a fee by calls or seats.",
    ),
    "contract_carry_forward": kind(
        _B,
        "{place}：条款“{clause}”不能并入以后各月：只有按当月、各职场合并、由合计数得出的指标可以。",
        "{place}: “{clause}” cannot be carried forward: only figures of one month, all sites together, "
        "formed from sums can.",
        "改用 not_scored，或把考核窗口、汇总方式改为默认值。",
        "Use not_scored, or leave window, aggregate and each at their defaults.",
    ),
    "contract_relief_admits_none": kind(
        _B,
        "{place}：免责约定没有写任何方式：这样就没有可申请的免责。",
        "{place}: the relief admits no mechanism, so nothing could ever be asked for.",
        "列出合同允许的方式；六种都允许时删去 admits。",
        "List what the contract allows, or leave `admits` out for all six.",
    ),
    "contract_relief_no_relief": kind(
        _B,
        "{place}：{value} 不是外包商可申请的免责：逾期未报视同未达标由委托方认定，条款不考核由双方补充约定。",
        "{place}: {value} is no relief a vendor asks for: failing a missing report is the client's decision, "
        "leaving a clause out is agreed by both sides.",
        "从 admits 中删去；需要时由经理认定，或登记补充约定。",
        "Take it out of `admits`; where needed the manager decides on it, or an agreement is recorded.",
    ),
    "contract_relief_no_deadline": kind(
        _W,
        "{place}：免责没有申请截止日：月度定稿前随时可以申请。",
        "{place}: relief has no deadline: it can be asked for until the month is final.",
        "写明月末后几个工作日内申请（within_working_days），常见为 5。",
        "Say within how many working days after the month (within_working_days); 5 is common.",
    ),
    "contract_forecast_lock": kind(
        _B,
        "{place}：超预测免责的锁定日不成立：写了预测迟到怎么办，就要写明锁定日；时段的锁定日要有时段容差。",
        "{place}: when forecasts are locked does not hold: what a late one means needs the day it must be in "
        "by, and a day for intervals needs a tolerance by interval.",
        "补上 locked_days（或 interval_locked_days 与 interval_tolerance），或删去该项。",
        "Add locked_days (or interval_locked_days with interval_tolerance), or take it out.",
    ),
    "contract_relief_raw_credits": kind(
        _W,
        "{place}：计数以剔除前的结果为准：免责后达标的条款仍按未达标计服务抵扣，除非另行免扣。",
        "{place}: verdicts before relief count, so a clause that is met after relief still draws its service "
        "credit unless its money is waived.",
        "确认合同确实如此约定；否则改为 counters: adjusted。",
        "Make sure the contract means it; otherwise write counters: adjusted.",
    ),
    "contract_ramp_nothing": kind(
        _B,
        "{place}：条款“{clause}”的爬坡期既没有逐月目标，也没有不扣款的月数。",
        "{place}: the ramp-up of “{clause}” has neither targets by month nor months without credits.",
        "补上 targets 或 no_credit_months，或删去 ramp。",
        "Add targets or no_credit_months, or leave `ramp` out.",
    ),
    "contract_ramp_sites": kind(
        _B,
        "{place}：条款“{clause}”的分职场爬坡期不成立：须取最差的职场（aggregate: worst）或只考核其中一个"
        "职场，每个职场只写一次。",
        "{place}: the ramp-up by site of “{clause}” does not hold: it needs the worst of the sites "
        "(aggregate: worst) or a scope of one of them, and each site once.",
        "写上 aggregate: worst，或给条款写明职场范围，或删去 sites。",
        "Say aggregate: worst, narrow the clause to the site, or take sites out.",
    ),
    "contract_ranking_no_share": kind(
        _B,
        "{place}：约定了外包商排名，但没有写明业务份额：{vendors}。",
        "{place}: vendors are ranked, but these have no share of the volume: {vendors}.",
        "在 vendors 中为每家写 share，如 share: 40。",
        "State `share` beside each vendor, such as share: 40.",
    ),
    "contract_ranking_sum": kind(
        _B,
        "{place}：参加排名的外包商的业务份额合计为 {sum}%，不是 100%。",
        "{place}: the shares of the ranked vendors add up to {sum} %, not to 100 %.",
        "核对各家的 share。",
        "Check the vendors' shares.",
    ),
    "contract_ranking_no_points": kind(
        _B,
        "{place}：约定了外包商排名，但没有一项条款计分，无法排名。",
        "{place}: vendors are ranked, but no clause earns points to rank them by.",
        "为条款写权重（weight）和计分办法，或删去 ranking。",
        "Give clauses a weight and a score, or leave `ranking` out.",
    ),
    "contract_share_unranked": kind(
        _W,
        "{place}：外包商“{vendor}”写了业务份额，但合同没有约定排名，份额不起作用。",
        "{place}: vendor “{vendor}” has a share of the volume, but the contract ranks nobody: it does "
        "nothing.",
        "补上 ranking，或删去 share。",
        "Add `ranking`, or leave the share out.",
    ),
    "contract_baseline_reversed": kind(
        _B,
        "{place}：条款“{clause}”的基准期止于 {last}，早于起始月 {first}。",
        "{place}: the baseline period of “{clause}” ends in {last}, before it starts in {first}.",
        "核对 baseline 的 from 和 to。",
        "Check `from` and `to` of the baseline.",
    ),
    "contract_baseline_unfit": kind(
        _B,
        "{place}：条款“{clause}”的目标取自基准期，不能再写目标值、底线值、计分曲线、逐时段或爬坡目标；"
        "数据须按月报送，且目标不是区间。",
        "{place}: the target of “{clause}” comes from a baseline period: no target, minimum, curve, share of "
        "intervals or ramp-up beside it, only reported counts of a month, and no band.",
        "删去与基准期冲突的约定，或直接写目标值。",
        "Leave out what contradicts the baseline, or state the target.",
    ),
    "contract_over_service_no_time": kind(
        _W,
        "{place}：条款“{clause}”约定按目标时间的一部分判断过度服务，但其指标没有目标时间，这一约定不起作用。",
        "{place}: “{clause}” asks for over-service by a part of the target time, but its indicator has none: "
        "nothing follows from it.",
        "删去 within 和 share，或只写 by 和 months。",
        "Leave out within and share; by and months are enough.",
    ),
    "contract_ramp_band": kind(
        _B,
        "{place}：条款“{clause}”的目标是区间，不能按月换成单一目标值。",
        "{place}: the target of “{clause}” is a band, which single targets by month cannot replace.",
        "爬坡期只写 no_credit_months，或把条款分成上限和下限两条。",
        "Keep no_credit_months alone, or part the clause into one for each end.",
    ),
    "contract_each_minutes": kind(
        _B,
        "{place}：条款“{clause}”按天考核，不能再写时段长度。",
        "{place}: clause “{clause}” is about days: how long an interval is says nothing.",
        "改为按时段考核（grain: interval），或去掉时段长度。",
        "Make it about intervals (`grain: interval`), or take the length out.",
    ),
    "contract_new_hires_compliance": kind(
        _B,
        "{place}：条款“{clause}”属合规要求或零容忍事项，新员工同样适用，不能剔除。",
        "{place}: clause “{clause}” is about rules kept or what must not happen: new hires are not left out.",
        "去掉 new_hires；剔除新员工只用于处理时长和质检类条款。",
        "Take `new_hires` out: it is for handle time and quality.",
    ),
    "contract_new_hires_unfit": kind(
        _B,
        "{place}：条款“{clause}”不能剔除新员工：须为按月合并计算、由坐席话务或质检的数量相除得出的数值。",
        "{place}: new hires cannot be left out of clause “{clause}”: it has to be one sum over another of "
        "what agents did, whole months, all sites together.",
        "去掉 new_hires，或去掉与之不合的 each、aggregate、baseline、顺延或按天窗口。",
        "Take `new_hires` out, or what does not go with it: each, aggregate, baseline, carrying forward, a "
        "window of days.",
    ),
    "contract_parts_unfit": kind(
        _B,
        "{place}：条款“{clause}”的分部分考核不成立：须取最差者（aggregate: worst），不能是条款范围已限定的"
        "维度，也不能按时段达标率考核。",
        "{place}: clause “{clause}” cannot be judged by these parts: only with aggregate: worst, of what its "
        "scope does not name already, and not by the share of intervals.",
        "写上 aggregate: worst，或删去 parts。",
        "Say aggregate: worst, or take parts out.",
    ),
    "contract_site_weights": kind(
        _B,
        "{place}：条款“{clause}”的职场权重与合计方式不配套：按权重合计须写明各职场的权重，且不全为0。",
        "{place}: the site weights of clause “{clause}” do not go with how its sites are put together: a "
        "weighted mean needs a weight for each site, and not all of them 0.",
        "写 aggregate: weighted 和 site_weights（职场代码: 权重）；不按权重合计的，删去 site_weights。",
        "Write aggregate: weighted and site_weights (site code: weight); without a weighted mean, take "
        "site_weights out.",
    ),
}
