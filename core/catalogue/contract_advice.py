"""Findings about a contract that could be kept, but that an experienced reader would question first."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_W = Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "contract_no_owner": kind(
        _W,
        "{place}：以下条款没有写明责任人：{clauses}。",
        "{place}: nobody is named to answer for {clauses}.",
        "每个条款写一位责任人或一个岗位（模板的“责任人”栏；YAML：owner），否则未达标时无人跟进。",
        "Name one person or role for each (the column “Owner”; in YAML `owner`): "
        "what nobody answers for is not followed up.",
    ),
    "contract_owner_several": kind(
        _W,
        "{place}：条款“{clause}”写了几位责任人（{owner}）。",
        "{place}: clause “{clause}” names several owners ({owner}).",
        "只留一位负总责的人，其余作为协助，不写在这里。",
        "Keep the one who answers for it; those who help need not stand here.",
    ),
    "contract_only_volume": kind(
        _W,
        "{place}：所有条款只看数量和快慢，没有一条看办得对不对、客户认不认可。",
        "{place}: every clause is about how many and how fast; none says how well.",
        "加上质检、一次解决、差错或满意度等条款，否则接得快而办不好也能得满分。",
        "Add a clause on audits, resolution, errors or satisfaction; "
        "otherwise quick but wrong answers earn full points.",
    ),
    "contract_complaints_alone": kind(
        _W,
        "{place}：只用投诉量衡量客户感受（{indicators}），没有满意度条款；投诉少不等于满意，多数不满的客户不会投诉。",
        "{place}: complaints ({indicators}) stand for how customers feel, and no clause asks them; few "
        "complaints are not satisfaction, since most of the dissatisfied never complain.",
        "加一条满意率、净推荐值或回访满意率。",
        "Add satisfaction, net promoter score or satisfaction when called back.",
    ),
    "contract_promise_unmeasured": kind(
        _W,
        "{place}：对外承诺“{promise}”没有对应的条款，做没做到无从知道。",
        "{place}: no clause measures the public promise “{promise}”: nobody can tell whether it is kept.",
        "写明用哪个条款衡量（YAML：clause），没有就先加条款。",
        "Name the clause that measures it (in YAML `clause`); add one where there is none.",
    ),
    "contract_promise_unfunded": kind(
        _W,
        "{place}：对外承诺“{promise}”没有安排兑现的资金。",
        "{place}: nothing is put by to make good for the public promise “{promise}”.",
        "写明全年安排的金额（YAML：fund），或收回这项承诺。",
        "State what is put by in a year (in YAML `fund`), or withdraw the promise.",
    ),
    "contract_bank_compliance": kind(
        _W,
        "{place}：银行类合同中，合规与风险类条款的权重占 {own}%，没有明显高于“{others}”（{most}%）。",
        "{place}: in a bank's contract compliance and risk weigh {own} %, not clearly more than "
        "“{others}” ({most} %).",
        "提高关键差错、合规、信息安全、录音等条款的权重，使其合计明显高于其他任何一类。",
        "Give critical errors, compliance, security and recordings more weight than any other kind.",
    ),
    "contract_by_day_whole": kind(
        _W,
        "{place}：条款“{clause}”在修订当月约定按天拆分，但{why}：当月整月按主导版本判定。",
        "{place}: clause “{clause}” is to be split by day in the month an amendment cuts, but {why}: that "
        "month is judged whole, by the version that governs it.",
        "给这条另写一种（first_day、last_day、most_days），或确认就按整月。",
        "Give this clause another rule (`first_day`, `last_day`, `most_days`), or leave it whole knowingly.",
    ),
    "contract_figure_twice": kind(
        _W,
        "{place}：条款“{clause}”和“{other}”考核的是同一个数（{figure}），两套规则可能互相矛盾，也会重复扣分。",
        "{place}: clauses “{clause}” and “{other}” judge the very same figure ({figure}): the rules may "
        "contradict each other, and one miss counts twice.",
        "只留合同真正约定的一条；若口径、范围或时段不同，请写明。",
        "Keep the one that was agreed; where definition, scope or hours differ, say so.",
    ),
    "contract_points_backwards": kind(
        _W,
        "{place}：条款“{clause}”的计分方向反了：数值越差，得分越高。",
        "{place}: the scoring of clause “{clause}” runs backwards: a worse figure earns more points.",
        "核对合同原文，常见的是某个分数打错。",
        "Compare it with the text of the contract; often one of the points is a slip.",
    ),
    "contract_target_least": kind(
        _W,
        "{place}：条款“{clause}”在目标值 {target} 处只得曲线的最低分 {points}，未达标也不会少得分。",
        "{place}: at its target of {target} clause “{clause}” earns the least its curve gives ({points}): "
        "a miss costs no point.",
        "核对目标值与计分曲线，二者可能出自两处不同的约定。",
        "Compare target and curve: they may come from two different rules.",
    ),
    "contract_bands_hole": kind(
        _W,
        "{place}：条款“{clause}”的分档到 {value}（{points} 分）为止，再差没有约定，按0分计。",
        "{place}: the tiers of clause “{clause}” end at {value} ({points} points); nothing is said beyond, "
        "which earns 0.",
        "补上最后一档以外的得分（YAML：otherwise），0分也请写明。",
        "Say what is earned beyond the last tier (in YAML `otherwise`), even where it is 0.",
    ),
    "contract_tiers_rise": kind(
        _W,
        "{place}：结算档位中，得分低的档位系数反而更高。",
        "{place}: among the settlement tiers a lower total is paid more.",
        "核对各档系数。",
        "Compare the coefficients with the contract.",
    ),
    "contract_tier_unreachable": kind(
        _W,
        "{place}：最高结算档位从 {total} 分起，而一个月最多只能得 {most} 分，这一档永远达不到。",
        "{place}: the highest settlement tier starts at {total}, and a month has at most {most} points: "
        "nobody can reach it.",
        "核对档位、满分和加分上限。",
        "Compare the tier with the full mark and the caps of bonuses.",
    ),
    "contract_bonus_pool": kind(
        _W,
        "{place}：结算档位最多奖励费用的 {bonus}%，而最多扣减 {malus}%，奖得比罚得多。",
        "{place}: the settlement tiers pay up to {bonus} % of the fee as a bonus, and take off {malus} % at "
        "most: there is more to win than to lose.",
        "通常奖励总额不超过扣减总额；确认合同确实如此约定。",
        "The bonus pool is usually no larger than the malus pool; make sure the contract means it.",
    ),
    "contract_notice_short": kind(
        _W,
        "{place}：第 {version} 版改动了服务水平（{clauses}），{start} 生效，距今天（{today}）{days} 天；"
        "原版约定提前 {notice} 天通知。",
        "{place}: version {version} touches service levels ({clauses}) from {start} on, {days} days from "
        "today ({today}); the version before asks for {notice} days' notice.",
        "确认已按约定提前通知对方；否则推迟生效日期。",
        "Make sure notice was given in time; otherwise let it take effect later.",
    ),
    "contract_changed_too_soon": kind(
        _W,
        "{place}：第 {version} 版改动了服务水平（{clauses}），{start} 生效；第 {last} 版在 {since} 刚改动过，"
        "原版约定 {months} 个月至多改动一次，最早 {earliest}。",
        "{place}: version {version} touches service levels ({clauses}) from {start} on; version {last} "
        "touched them on {since}, and the version before allows it once in {months} months: {earliest} at "
        "the earliest.",
        "推迟到 {earliest} 生效，或并入下一次变更；双方另行同意的，留存书面依据。",
        "Let it take effect on {earliest}, or with the next change; where both sides agree otherwise, keep "
        "it in writing.",
    ),
    "contract_fee_zero": kind(
        _W,
        "{place}：计费金额为0，按本合同不会算出任何应付款。",
        "{place}: the price or amount is 0: nothing is ever payable under this contract.",
        "照合同填写单价或金额；确实不付费的，删去结算部分。",
        "Fill it in from the contract; where nothing is paid, leave the settlement out.",
    ),
    "contract_drawn_twice": kind(
        _W,
        "{place}：条款“{clause}”在服务抵扣（{key}）里写了两次，一次未达标会扣两次。",
        "{place}: clause “{clause}” stands twice in the service credits ({key}): one miss draws twice.",
        "合成一行，写总的比例或档次。",
        "Make one line of them, with the share or the bands that are meant.",
    ),
    "contract_units_mixed": kind(
        _W,
        "{place}：自定义指标“{indicator}”把不同单位的量相加减（如从件数中减去秒数），结果没有意义。",
        "{place}: the definition “{indicator}” adds or takes away counts of different units, such as seconds "
        "from a number of calls: what comes out means nothing.",
        "分子的各项用同一单位，分母也一样；例如“（排班时长−示忙−整理）/排班时长”。",
        "Keep one unit in the numerator and one in the denominator: "
        "(scheduled − away − wrap-up) / scheduled, all in seconds.",
    ),
    "contract_formula_unsaid": kind(
        _W,
        "{place}：条款“{clause}”没有写明“{indicator}”按哪种口径计算，将按 {variant}（{name}）计算；"
        "同样的数据，换一种口径可以差出好几个百分点。",
        "{place}: clause “{clause}” does not say which definition of “{indicator}” is meant; {variant} "
        "({name}) is taken. The same data differ by points from one to another.",
        "写明合同约定的口径（模板的“口径”栏；YAML：variant）。",
        "Name the definition that was agreed (the column of definitions in the template; in YAML `variant`).",
    ),
    "contract_target_scale": kind(
        _W,
        "{place}：条款“{clause}”的目标值是 {target}%，不像是有意写的。",
        "{place}: the target of clause “{clause}” is {target} %, which is hardly meant.",
        "80%写80，不写0.8；占比不会超过100。",
        "80 % is written 80, not 0.8; no share is more than 100.",
    ),
    "contract_band_minimum": kind(
        _W,
        "{place}：条款“{clause}”的目标是区间，底线值却只写了一端，或比目标区间还窄；没写的一侧超出多少都只算低于目标。",
        "{place}: the target of clause “{clause}” is a band, its minimum is one end only, or narrower: "
        "beyond the end that is missing a figure is never more than below target.",
        "底线值也写成区间，比目标区间宽，如 140–320（YAML：minimum: [140, 320]）。",
        "Write the minimum as a wider band, such as 140–320 (in YAML minimum: [140, 320]).",
    ),
    "contract_least_points": kind(
        _W,
        "{place}：条款“{clause}”最低也得 {least} 分，而权重是 {weight}：未达标不会少得分，甚至多得。",
        "{place}: clause “{clause}” earns at least {least} points and weighs {weight}: a miss costs nothing, "
        "or even pays.",
        "核对合同原文，常见的是最低分打错（YAML：min_score）。",
        "Compare it with the text of the contract; often it is a slip (in YAML `min_score`).",
    ),
    "contract_deductions_uncapped": kind(
        _W,
        "{place}：扣款没有上限，也没有付款保底，一个月可能扣完全部费用。",
        "{place}: nothing caps the deductions, and nothing is paid in any case: they may take a whole "
        "month's fee.",
        "写明每月扣款上限，常见为当月费用的10%–20%（YAML：cap_share）；确实不封顶的不必理会。",
        "State the month's cap, often 10 to 20 % of the fee (in YAML `cap_share`), unless there is none.",
    ),
    "contract_total_without_points": kind(
        _W,
        "{place}：费用按总分结算，而没有任何条款计分，哪个月都算不出应付款。",
        "{place}: the fee depends on the total, and no clause earns points: no month can be settled.",
        "给条款写上权重和计分办法，或删去按总分结算的部分。",
        "Give the clauses weights and scores, or leave out what depends on the total.",
    ),
}
