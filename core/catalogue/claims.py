"""Findings about what a report claims beside its counts: rates, totals, averages, balances."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_W = Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "rate_differs": kind(
        _W,
        "{place}“{header}”写的是 {printed}，按数量计算是 {computed}（{of}/{to}）{how}。",
        "{place}: “{header}” says {printed}; the counts give {computed} ({of} / {to}){how}.",
        "以数量为准；请外包商说明差异。",
        "The counts are used; ask the vendor to explain the difference.",
    ),
    "rate_other_formula": kind(
        _W,
        "“{header}”有 {n} 行按“{formula}”计算，而不是“{named}”：{place} 写的是 {printed}，应为 {computed}。",
        "“{header}” follows {formula}, not {named}: {place} says {printed} where the counts give {computed} "
        "(rows concerned: {n}).",
        "以数量为准；请与外包商统一计算口径。",
        "The counts are used; agree with the vendor on one formula.",
    ),
    "occupancy_over_login": kind(
        _W,
        "{place} 一行的“{busy}”合计 {seconds} 秒，签入只有 {login} 秒：占用率 {rate}，"
        "不可能超过 100%（共 {n} 行）。",
        "In the row of {place}, {busy} come to {seconds} s of {login} s logged in: an occupancy of {rate}, "
        "which cannot exceed 100 % (rows concerned: {n}).",
        "多为通话时长已含保持；请与外包商核实，避免保持时长计算两次。",
        "Most often the talk time holds the hold time already: ask the vendor, lest it is counted twice.",
    ),
    "occupancy_over_whole": kind(
        _W,
        "“{header}”超过 100%：{place} 写的是 {rate}（共 {n} 行）；占用率不可能超过 100%。",
        "“{header}” exceeds 100 %: {place} says {rate} (rows concerned: {n}). No occupancy can.",
        "请外包商核对时长与口径。",
        "Ask the vendor to check the times and the formula.",
    ),
    "service_level_variant": kind(
        _W,
        "“{header}”有 {n} 行按“{formula}”计算：{place} 写的是 {printed}，按“{named}”则是 {computed}。",
        "“{header}” follows {formula}: {place} says {printed}; {named} gives {computed} (rows concerned: "
        "{n}).",
        "考核按合同约定的口径由数量重新计算；请核对外包商的口径与合同是否一致。",
        "Clauses are judged from the counts in the contract's own variant; check that the vendor means it.",
    ),
    "service_level_unexplained": kind(
        _W,
        "“{header}”有 {n} 行与任何一种口径都不相符：{place} 写的是 {printed}，按各口径计算是 {tried}。",
        "“{header}” matches no variant: {place} says {printed}; the variants give {tried} (rows concerned: "
        "{n}).",
        "以数量为准；请外包商说明计算口径。",
        "The counts are used; ask the vendor how it is computed.",
    ),
    "service_level_above_answer_rate": kind(
        _W,
        "“{header}”有 {n} 行高于“{other}”：{place} 是 {level}，接通率只有 {answered}。"
        "以请求量为分母时不可能如此，应是只按接通量计算（SL-5），或把时限内放弃算作达标（SL-4）。",
        "“{header}” exceeds “{other}”: {place} says {level}, the answer rate is {answered} (rows concerned: "
        "{n}). Of all calls offered that is impossible: it must be of answered calls only (SL-5), or count "
        "abandons within the threshold as met (SL-4).",
        "请向外包商问明计算口径，并请补报接通量、时限内接通量和放弃量。",
        "Ask which formula it is, and for the counts: answered, answered in time, abandoned.",
    ),
    "rate_false_precision": kind(
        _W,
        "“{header}”有 {n} 行多写了 {digits} 位小数：{place} 写的是 {printed}，按数量计算是 {computed}。",
        "“{header}” shows more decimals than were computed (by {digits}): {place} says {printed}; the counts "
        "give {computed} (rows concerned: {n}).",
        "以数量为准；请外包商只写算得出的位数。",
        "The counts are used; ask for no more digits than were computed.",
    ),
    "rate_not_rounded": kind(
        _W,
        "“{header}”有 {n} 行不是四舍五入的（{way}）：{place} 写的是 {printed}，四舍五入是 {rounded}。",
        "“{header}” is not rounded half up ({way}): {place} says {printed}; rounded it is {rounded} (rows "
        "concerned: {n}).",
        "以数量为准，不影响结果；请外包商统一四舍五入。",
        "The counts are used, so that the result does not depend on it; ask for rounding half up.",
    ),
    "total_differs": kind(
        _W,
        "第{row}行合计“{header}”写的是 {said}，各行相加是 {added}。",
        "Row {row}: the total of “{header}” says {said}; the rows add up to {added}.",
        "合计行只作核对，不计入；请外包商说明差异。",
        "The total is only a check and does not count; ask the vendor to explain the difference.",
    ),
    "subtotal_differs": kind(
        _W,
        "{place} 小计“{header}”写的是 {said}，所属各行相加是 {added}。",
        "{place}: the subtotal of “{header}” says {said}; its rows add up to {added}.",
        "小计行只作核对，不计入；请外包商说明差异。",
        "The subtotal is only a check and does not count; ask the vendor to explain the difference.",
    ),
    "line_differs": kind(
        _W,
        "{place} “{label}”行的“{header}”写的是 {said}，按各行应为 {computed}（该行共 {n} 处不符）。",
        "{place}: the line “{label}” says {said} for “{header}”; by its rows it is {computed} "
        "(figures of the line that differ: {n}).",
        "该行只作核对，不计入；请外包商说明差异。",
        "The line is only a check and does not count; ask the vendor to explain the difference.",
    ),
    "lines_left_out": kind(
        _W,
        "第{row}行起有 {n} 行不是数据行（{labels}），只供参考，未计入。",
        "From row {row} on, {n} lines are no data ({labels}): they are for reference and do not count.",
        "无需处理。",
        "Nothing to do.",
    ),
    "grains_differ": kind(
        _W,
        "{period}{where}的“{count}”：总数写的是 {said}，{parts}相加是 {added}（同类差异共 {n} 处）。",
        "{count} for {period}{where}: the whole says {said}; {parts} add up to {added} (such "
        "differences: {n}).",
        "两者只计其一；请外包商说明以哪个为准。",
        "Only one of them counts; ask the vendor which is right.",
    ),
    "month_over_days": kind(
        _W,
        "{period}{where}的“{count}”：月数写的是 {said}，文件里只有 {days}，相加是 {added}，缺 {missing}"
        "（同类差异共 {n} 处）。",
        "{count} for {period}{where}: the month says {said}, but the file has only {days}, which add up to "
        "{added}; {missing} lack (such differences: {n}).",
        "按日数据计入，月数只作核对；请外包商补报缺少的日期。",
        "The days count and the month only checks them: ask for the days that lack.",
    ),
    "calls_differ": kind(
        _W,
        "“{count}”与通话明细逐通相加的数字不一致，可比的 {of} 行中有 {n} 行（报表/明细）：{days}。",
        "{count} is not what the listed calls add up to, in {n} of {of} rows that can be compared "
        "(report/list): {days}.",
        "同一天只计其一：报表列齐了指标所需的数就以报表为准，否则以明细为准。请外包商说明差异。",
        "One of them counts for each day: the report where it holds all that an indicator needs, else the "
        "list. Ask the vendor to explain.",
    ),
    "sources_differ": kind(
        _W,
        "“{count}”与{whose}的数字不一致：{of} 行中有 {n} 行相差超过 0.5%，"
        "最大的是 {day}（{place}）：本文件 {mine}，{whose} {other}。",
        "{count} is not what the other source ({whose}) says: {n} of {of} rows are more than 0.5 % apart, "
        "the worst on {day} ({place}): {mine} here, {other} there.",
        "考核以合同约定的来源为准；请核对差异，必要时与外包商对账。",
        "Clauses are judged on the source their contract names; look at the difference, and settle it with "
        "the vendor if need be.",
    ),
    "average_differs": kind(
        _W,
        "“{header}”有 {n} 行与总量对不上：{place} 写的平均是 {average} 秒，乘以“{count}”{times} 是 "
        "{product} 秒，而“{name}”是 {total} 秒{how}。",
        "“{header}” does not come to its total: {place} says {average} s on average, times {times} ({count}) "
        "is {product} s; {name} is {total} s{how} (rows concerned: {n}).",
        "有总时长时以总时长为准；请外包商说明平均时长的算法。",
        "Where there is a total it is used; ask the vendor how the average is computed.",
    ),
    "counts_unbalanced": kind(
        _W,
        "第{row}行“{left}”是 {l}，“{right}”是 {r}，两边应当相等。",
        "Row {row}: {left} come to {l}, {right} to {r}; they should be the same.",
        "已照原样计入；请外包商核对人员增减后重报。",
        "It was taken as reported; ask the vendor to check who joined and who left.",
    ),
    "calls_unaccounted": kind(
        _W,
        "“{whole}”合计 {total}，其中 {lacking} 既不在“{parts}”里，也没有说明去向；共 {n} 行，"
        "最多的是 {place}，差 {most}。",
        "Of {total} ({whole}) {lacking} are not among {parts}, and nothing says where they went (rows: "
        "{n}; the most at {place}: {most}).",
        "已照原样计入；请外包商说明这些电话的去向（溢出、转留言、预约回呼）。",
        "It was taken as reported; ask where these calls went (overflow, voicemail, callback).",
    ),
    "day_copied": kind(
        _W,
        "{place} 起，{others} 的 {n} 项数字与 {day} 完全相同{weekend}；各自统计几乎不可能这样巧。",
        "From {place}: {others} give the same {n} figures as {day}, all of them{weekend}; days that were "
        "counted hardly ever agree like that.",
        "已照原样计入，请核对；必要时请外包商提供这几天的系统原始记录。",
        "They were taken as reported. Check them; ask for the system's own records of these days if need be.",
    ),
    "rates_too_steady": kind(
        _W,
        "“{rate}”每天都差不多，波动小得不自然：{n} 天在 {low} 至 {high} 之间，"
        "波动只有随机波动的 {share} 倍（平均每天 {mean}）。",
        "{rate} is steadier than chance allows: {n} days between {low} and {high}, a spread of {share} of "
        "what chance alone makes ({mean} a day on average).",
        "只是提示复核，不说明数字有误；可抽查几天的系统原始记录。",
        "A hint to look, no proof: check the system's own records of a few days.",
    ),
    "report_late": kind(
        _W,
        "“{report}”（{period}）应于 {due} 前报送{unsure}，已迟 {n} 天（合同 {contract}）。",
        "“{report}” for {period} was due by {due}{unsure} under {contract}; days late: {n}.",
        "数据照常导入；报送及时率按合同计算。如已同意延期，请在“报送计划”中登记。",
        "The figures come in all the same; the timeliness of reports is judged by the contract. Where more "
        "time was granted, enter it in the reporting plan.",
    ),
    "days_beside": kind(
        _W,
        "本文件只计入 {days}（{n} 天）；其余 {others} 天（{rest}）以其他报表为准，保留不变。",
        "This file counts for {days} (days: {n}); the others that are in, {rest} ({others}), stay as other "
        "reports say them.",
        "如其余日期应不再计入，请撤回报送它们的文件。",
        "If the others should leave the sums, take back the files that brought them.",
    ),
    "figures_restated": kind(
        _W,
        "本文件改动了 {first} 至 {last} 已导入的 {n} 个数字（{days} 天；{counts}）："
        "{place} {day} 的“{count}”原来是 {before}，现在是 {after}。",
        "Figures already committed for {first} to {last} that this file changes: {n} (days: {days}; "
        "{counts}). {place}, {count} of {day}, was {before} and is now {after}.",
        "请外包商书面说明改动原因；导入后相关结论标注“已更正”，改动前后的数字都会保留。",
        "Ask the vendor for the reason in writing. Once imported, the verdicts concerned say “restated”; "
        "the figures before and after are both kept.",
    ),
    "login_over_day": kind(
        Severity.REJECTS,
        "{place} 签入时长 {hours}，超过了这段时间的 {allowed} 小时。",
        "{place}: a login time of {hours} is more than the {allowed} hours there were.",
        "请退回外包商更正后重报。",
        "Return it to the vendor for a new report.",
    ),
    "to_date_differs": kind(
        Severity.WARNS,
        "{place}“{header}”到 {day} 写的是 {said}，自 {first} 起各日“{what}”相加是 {sum}。",
        "{place}, {header}, says {said} up to {day}; the days from {first} on come to {sum} ({what}).",
        "累计列只作核对，不计入；请外包商说明差异。",
        "The column of the month so far is only a check and not counted; ask the vendor to explain the "
        "difference.",
    ),
    "left_agent_works": kind(
        Severity.REJECTS,
        "该坐席的离职日期是 {left}（{cell}），{day} 却仍有“{what}”（{place}）。",
        "This agent left on {left} ({cell}), yet {day} has {what} ({place}).",
        "请外包商核对离职日期，或查明离职后是谁在用这个工号，更正后重报；已重新入职的，在人员名册中写明新的"
        "入职日期。最后工作日当天不受影响。",
        "Have the vendor check the leaving date, or find out who uses the code since, and report anew; of "
        "whoever has come back, the staff list must tell the new joining date. The last working day itself "
        "is fine.",
    ),
    "leaver_listed": kind(
        Severity.WARNS,
        "坐席“{agent}”此前报送的离职日期是 {left}（{cell}），本文件的人员名册仍把其列为在职（{place}），"
        "也没有更晚的入职日期。",
        "Agent “{agent}” left on {left} by an earlier list ({cell}); the list of this file has them working "
        "({place}), with no later joining date.",
        "请外包商书面说明哪一份有误：已重新入职的，补上新的入职日期；仍在岗、原离职日期有误的，更正后重报"
        "原文件；确已离职的，从名册中去掉，并核查是否仍在计费。",
        "Have the vendor say in writing which of the two is wrong. Who has come back needs the new joining "
        "date; if the leaving date was wrong, the earlier report is sent again with its list put right; who "
        "has left goes off the list, and should not be billed for since.",
    ),
    "agents_unchecked": kind(
        Severity.WARNS,
        "“{counts}”只按坐席报送（{n} 名坐席），“{others}”只有全部合计，没有一项两边都有："
        "看不出这些坐席是不是全部；若只是一部分，两者相除的均值、比率不对。",
        "The agents ({n}) alone have {counts}, the totals alone {others}, and no figure stands in both: "
        "whether these are all agents cannot be seen. If they are some, what is divided by the other is "
        "wrong.",
        "请外包商在坐席明细中加报“{others}”，或在合计中加报“{counts}”，两边即可互相核对。",
        "Have the vendor add {others} to the list of agents, or {counts} to the totals: then each is checked "
        "against the other.",
    ),
    "agents_lacking": kind(
        Severity.WARNS,
        "{n} 名坐席在另一份坐席明细中有“{count}”，却没有“{other}”：{agents}。两者相除的均值、比率不对。",
        "Agents with {count} in one list and without {other} in the other: {n} ({agents}). What is divided "
        "by the other is wrong.",
        "请外包商补报这些坐席，或把两项放在同一份明细中；两份明细的工号须一致。",
        "Have the vendor report these agents too, or both figures in one list. Both need the same agent "
        "codes.",
    ),
    "only_checked": kind(
        Severity.WARNS,
        "“{counts}”只在 {sheets} 中有；同一文件的 {others} 更细，以它为准，{sheets} 只作核对：“{counts}”"
        "没有计入。",
        "{sheets} alone has {counts}. The finer figures of {others} count in its place, and it only checks "
        "them, so that this counts nowhere.",
        "请外包商在 {others} 中加报“{counts}”，或把这几项另报一份（不含两边都有的数字）。",
        "Have the vendor add {counts} to {others}, or report them by themselves, without figures that stand "
        "in both.",
    ),
}
