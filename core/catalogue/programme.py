"""Findings about mystery-call programmes: briefs, calls out of place, exposure, the vendor's call list."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

KINDS: dict[str, FindingKind] = {
    "brief_lacks": kind(
        Severity.REJECTS,
        "拨测脚本 {brief} 第{version}版还缺：{lacking}。",
        "Version {version} of the brief {brief} still lacks: {lacking}.",
        "补全后再审批；标准答案由审批人负责。",
        "Complete it, then approve it; whoever approves answers for the model answers.",
    ),
    "shop_brief_unapproved": kind(
        Severity.REJECTS,
        "{day} 的拨测使用了未经审批的脚本 {brief} 第{version}版。",
        "The call of {day} used version {version} of the brief {brief}, which nobody has approved.",
        "先审批该版本，或改用当日有效的版本。",
        "Approve that version first, or name the one in force that day.",
    ),
    "shop_brief_expired": kind(
        Severity.REJECTS,
        "{day} 的拨测使用了脚本 {brief} 第{version}版，该版本有效期为 {span}。",
        "The call of {day} used version {version} of the brief {brief}, which holds from {span}.",
        "改用当日有效的版本；标准答案已变的，按新答案重新评分。",
        "Name the version in force that day; where its model answers differ, score the call by them.",
    ),
    "shop_brief_late": kind(
        Severity.WARNS,
        "{day} 的拨测使用了脚本 {brief} 第{version}版，该版本 {approved} 才审批，"
        "拨打当时标准答案尚无人负责。",
        "The call of {day} used version {version} of the brief {brief}, which was approved only on "
        "{approved}: nobody answered for its model answers yet.",
        "核对评分所依据的答案与批准的答案是否一致；不一致的，按批准的答案重新评分，或作废该通。",
        "Check that the call was scored by the answers that were approved; where not, score it again or rule "
        "it out.",
    ),
    "shop_outside_wave": kind(
        Severity.REJECTS,
        "拨测（{call}）不在批次 {wave} 的日期内（{span}）。",
        "The call ({call}) lies outside the days of wave {wave} ({span}).",
        "核对通话时间，或登记到正确的批次。",
        "Check the time of the call, or place it in the right wave.",
    ),
    "shop_in_blackout": kind(
        Severity.REJECTS,
        "拨测（{call}）落在批次 {wave} 的禁拨时段内。",
        "The call ({call}) falls into a blackout of wave {wave}.",
        "禁拨时段内的拨测不计入；请在其他时间补拨。",
        "Calls in a blackout do not count; make another at another time.",
    ),
    "shop_unattributable": kind(
        Severity.REJECTS,
        "拨测（{call}）无法确定由谁接听，不计入批次 {wave}。",
        "Nobody can say who took the call ({call}): it does not count in wave {wave}.",
        "补记职场或工号，或与外包商通话清单核对后再计入。",
        "Add the site or the agent, or find it in the vendor's call list, to have it count.",
    ),
    "shop_attempts": kind(
        Severity.WARNS,
        "拨测（{call}）是脚本 {brief} 当日第 {n} 次未接通的尝试，脚本最多允许 {limit} 次。",
        "The call ({call}) is failed attempt {n} of the day by the brief {brief}, which allows {limit}.",
        "达到次数后改日再拨；确需保留的，在备注中说明。",
        "Leave it for another day once the limit is reached; where it has to stay, say why in the remark.",
    ),
    "shop_match_ambiguous": kind(
        Severity.WARNS,
        "拨测（{call}）在外包商清单中有 {n} 条相符，无法确定是哪一条。",
        "The call ({call}) fits {n} rows of the vendor's list; which one it is cannot be told.",
        "补记工号或通话时长，再核对一次。",
        "Add the agent or the length of the call and look again.",
    ),
    "shop_not_listed": kind(
        Severity.WARNS,
        "外包商清单覆盖该时段，但找不到拨测（{call}）。",
        "The vendor's list covers that time, and the call ({call}) is not in it.",
        "先核对我方记录的时间与工号；无误即为清单漏报，切勿告知外包商是哪一通。",
        "Check time and agent of our note first. If they are right the list is incomplete; do not tell the "
        "vendor which call it was.",
    ),
    "shop_wait_differs": kind(
        Severity.WARNS,
        "拨测（{call}）我方计时等待 {ours} 秒，外包商清单为 {theirs}。",
        "We waited {ours} s on the call ({call}); the vendor's list says {theirs}.",
        "先核对我方计时起点；差异普遍存在的，核查外包商的计时口径。",
        "Check from when we timed it. Where it happens throughout, look into how the vendor times waits.",
    ),
    "quota_uneven": kind(
        Severity.WARNS,
        "批次 {wave} 有 {n} 处各外包商配额不一致：{cells}。",
        "Wave {wave} does not ask every vendor the same ({n}): {cells}.",
        "同一场景、同一时段对各外包商设相同配额，结果才可比。",
        "Set the same quota for every vendor by scenario and slot, so that results compare.",
    ),
    "schedule_no_room": kind(
        Severity.WARNS,
        "批次 {wave} 中这些单元没有可拨的时间：{cells}。",
        "In wave {wave} these cells have no time to be called in: {cells}.",
        "延长批次、放宽时段，或缩短禁拨时间。",
        "Lengthen the wave, widen its hours, or shorten the blackout.",
    ),
    "caller_often": kind(
        Severity.WARNS,
        "拨测员 {caller} 在 {month} 有 {n} 个样本，上限为 {limit} 个。",
        "Caller {caller} has {n} samples in {month}; the limit is {limit}.",
        "换其他拨测员，以免声音被认出。",
        "Let somebody else call, so that the voice is not recognised.",
    ),
    "caller_old": kind(
        Severity.WARNS,
        "拨测员 {caller} 已使用 {days} 天（{first} 至 {last}），超过 {limit} 天。",
        "Caller {caller} has been in use for {days} days ({first} to {last}), more than {limit}.",
        "更换拨测员。",
        "Renew the caller.",
    ),
    "numbers_few": kind(
        Severity.WARNS,
        "{month} 只用了 {n} 个不同号码，至少应为 {least} 个。",
        "Only {n} different numbers were used in {month}; at least {least} are asked.",
        "下月增加号码，固话与手机搭配。",
        "Use more numbers next month, landline and mobile.",
    ),
    "redialled_soon": kind(
        Severity.WARNS,
        "拨测（{call}）距上一次未接通只有 {minutes} 分钟，不足 {limit} 分钟。",
        "The call ({call}) came {minutes} minutes after a failed attempt; {limit} are asked.",
        "占线后隔足时间再拨，以免同一次占线被重复计入。",
        "Wait long enough after a busy line, or one busy spell counts several times.",
    ),
    "checks_few": kind(
        Severity.WARNS,
        "{month} 应复核的 {n} 个样本中，{hours} 小时内复核的只有 {done} 个，至少应为 {least}。",
        "Of the samples of {month} ({n}) only {done} were checked within {hours} hours; {least} are asked.",
        "补做复核，并安排第二人及时复核。",
        "Check more of them, and have a second person do it in time.",
    ),
    "callers_unchecked": kind(
        Severity.WARNS,
        "{month} 有 {n} 名拨测员的样本一个都没有按时复核：{callers}。",
        "Callers none of whose samples of {month} was checked in time: {n} ({callers}).",
        "每名拨测员至少复核一个样本。",
        "Check at least one sample of each caller.",
    ),
    "agent_often": kind(
        Severity.WARNS,
        "{month} 有 {n} 个样本由 {vendor} 的同一工号 {agent} 接听，上限为 {limit} 个。",
        "{n} samples of {month} were taken by the same agent {agent} of {vendor}; the limit is {limit}.",
        "超出的样本换时段补拨，以免对个别坐席重复抽测。",
        "Replace the extra samples at another time, so that no agent is tested over and over.",
    ),
    "samples_unrecorded": kind(
        Severity.WARNS,
        "有 {n} 个样本没有录音编号：{calls}。",
        "Samples that name no recording: {n} ({calls}).",
        "补录录音编号；没有录音的样本经不起申诉。",
        "Add the recording reference; a sample without one does not stand up to an appeal.",
    ),
    "samples_without_agent": kind(
        Severity.WARNS,
        "有 {n} 个样本没有工号：{calls}。",
        "Samples that name no agent: {n} ({calls}).",
        "请补记工号，否则无法与外包商清单核对。",
        "Add the agent's code; without it the vendor's list cannot be compared.",
    ),
}
