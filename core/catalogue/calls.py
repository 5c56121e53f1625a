"""Trouble in lists of single calls."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

KINDS: dict[str, FindingKind] = {
    "call_outcome_unknown": kind(
        Severity.BLOCKS,
        "{place}“{header}”的“{value}”看不出这通电话是接通还是放弃，这样的通话共 {n} 通。",
        "{place}: “{value}” under “{header}” says neither answered nor abandoned. Calls with it: {n}.",
        "请说明该状态的含义，系统会记住；也可请外包商改用接通、放弃等通用说法后重报。",
        "Say what it means; it is remembered. Or have the vendor write it as answered or abandoned.",
    ),
    "call_times_contradict": kind(
        Severity.REJECTS,
        "{place}的时间先后矛盾：接听早于进线，或挂机早于接听。",
        "{place}: the times contradict: answered before it came in, or ended before it was answered.",
        "请外包商核对原始记录后重报。",
        "Have the vendor check the original records and send them again.",
    ),
    "calls_out_left": kind(
        Severity.WARNS,
        "明细中有 {n} 通外呼，不属于来电，没有读取（第一通在{place}）。",
        "Calls that went out: {n}. They are no incoming contacts and were left out (the first at {place}).",
        "外呼请单独报送。",
        "Report outbound calls separately.",
    ),
    "call_in_several_rows": kind(
        Severity.WARNS,
        "有 {n} 通电话经转接或分段记录，在清单中占了 {rows} 行（编号相同，如{place}的“{value}”）。"
        "每通只计一次请求，任一段接通即算接通一次，等待算到首次接通；各段的通话、保持和话后时长仍归各自的坐席。",
        "Calls passed on, or listed in parts: {n}, in {rows} rows of the same call number (such as “{value}” "
        "in {place}). Each counts once: requested once, answered if any row was, with its wait until the "
        "first answer. Talk, hold and wrap-up time stay with the agent of each row.",
        "无须处理。若合同单独考核转入某技能组的电话，请外包商另报该技能组的日报。",
        "Nothing to do. Where a contract judges calls passed on to a queue by themselves, ask for that "
        "queue's daily figures.",
    ),
    "call_number_repeats": kind(
        Severity.WARNS,
        "有 {n} 个通话编号重复（共 {rows} 行，如{place}的“{value}”），但主叫不同、时间接不上或互相矛盾，"
        "看不出是同一通电话，仍按一行一通计。",
        "Call numbers that stand in several rows: {n} ({rows} rows, such as “{value}” in {place}). By their "
        "callers and times these rows cannot be told to be one call, and each counts as a call of its own.",
        "请外包商核实编号是否一通一号；如是转接，请带上主叫号码和各段起止时间重报。",
        "Ask the vendor whether each call has a number of its own. If they are transfers, have the list sent "
        "again with callers and the times of each part.",
    ),
    "transfer_suspected": kind(
        Severity.WARNS,
        "有 {n} 行像是转接（第一处在{place}）：同一主叫换了坐席，来电时刻相同，或上一段刚结束就接着开始，"
        "但没有相同的通话编号，仍各计一通；请求量、接通量和重复来电量可能因此偏高。",
        "Rows that look like calls passed on: {n} (the first at {place}). The same caller at another agent, "
        "come in at the same moment or just as the row before ended, without a call number in common. Each "
        "counts as a call, so requests, answered and repeat calls may be too high.",
        "请外包商在清单中加上通话编号（一通电话的各段相同）后重报。",
        "Ask the vendor for a call number in the list, the same for every part of a call.",
    ),
    "callers_lost": kind(
        Severity.WARNS,
        "“{header}”有 {n} 通不是完整的号码（如{place}的“{value}”），这些通话认不出是否重复来电。",
        "“{header}”: {n} calls carry no whole number (such as “{value}” in {place}); whether they are repeat "
        "calls cannot be told.",
        "如要统计重复来电，请外包商按完整号码（文本格式）导出；系统只保留不可还原的代号。",
        "For repeat calls ask the vendor for whole numbers, exported as text; only a mark of them is kept.",
    ),
    "caller_everywhere": kind(
        Severity.WARNS,
        "“{header}”中同一个号码占了 {share}（{n} 通，第一通在{place}），像是中继或总机号码，"
        "会被当作重复来电。",
        "“{header}”: one number has {share} of the calls ({n}, the first in {place}). It looks like a "
        "trunk's or a switchboard's, and would pass for repeat calls.",
        "请外包商报送客户的真实主叫号码。",
        "Ask the vendor for the customers' own numbers.",
    ),
    "own_call_not_listed": kind(
        Severity.WARNS,
        "我方拨测有 {n} 通在这份通话清单中找不到（前后 {minutes} 分钟内）：{calls}。",
        "Of our own test calls {n} are not in this list (within {minutes} minutes): {calls}.",
        "请先核对拨测记录的时间与工号；无误即为清单漏报，切勿告知外包商是哪几通。",
        "Check time and agent of our note first. If they are right, calls are missing from the list; do not "
        "tell the vendor which ones.",
    ),
    "own_call_differs": kind(
        Severity.WARNS,
        "我方拨测（{call}）记录为{ours}，清单{place}为{theirs}。",
        "Our test call ({call}) was noted as {ours}; the list says {theirs} ({place}).",
        "请先核对拨测记录；无误即为清单与事实不符，切勿告知外包商是哪一通。",
        "Check our note first. If it is right, the list is not; do not tell the vendor which call it was.",
    ),
    "answered_calls_only": kind(
        Severity.WARNS,
        "通话清单的 {n} 通全部接通，一通未接也没有，看来只列了接通的通话：请求量和放弃量无从得知，"
        "不按清单计算；接通量和时长照常计入。",
        "All calls of the list were answered ({n}), so it seems to name answered calls alone: offered and "
        "abandoned calls are unknown and do not follow from it. Answered calls and their times count.",
        "请外包商补报未接清单，或报送每日的人工呼入量。",
        "Ask for the list of the lost calls, or for the calls offered on each day.",
    ),
    "calls_all_answered": kind(
        Severity.WARNS,
        "通话清单的 {n} 通全部接通，按 100% 计算；清单是否只列了接通的通话，从中看不出来。",
        "All calls of the list were answered ({n}), which counts as 100 %; whether it names answered calls "
        "alone cannot be told from it.",
        "请外包商确认确无未接来电；如有，请补报未接清单。",
        "Have the vendor confirm that none was lost; if any was, ask for the list of those.",
    ),
    "lost_calls_only": kind(
        Severity.WARNS,
        "通话清单的 {n} 通没有一通接通，看来是漏话清单：接通的清单未导入之前，接通率会算成 0%。",
        "None of the calls of the list was answered ({n}), so it seems to name lost calls alone: until the "
        "answered ones are in, the answer rate reads 0 %.",
        "请一并导入接通的通话清单；编号不同的两份清单都会计入。",
        "Import the list of the answered calls too: of two lists with other call numbers both count.",
    ),
    "calls_stand_beside": kind(
        Severity.WARNS,
        "{first} 至 {last} 已导入的 {n} 行通话，编号与本文件的 {brings} 行没有一个相同，是另一部分通话："
        "两份都计入。",
        "Rows of calls already committed for {first} to {last}: {n}. This list ({brings} rows) shares no "
        "call number with them, so it is of other calls: both count.",
        "如是同一批通话的更正，请先撤回原来的文件。",
        "If it corrects the same calls, withdraw the former file first.",
    ),
    "call_over_files_once": kind(
        Severity.WARNS,
        "有 {n} 通电话一段在本文件、一段在 {others}（编号相同，首尾相接：{calls}）："
        "每通只在 {others} 中计一次请求和接通，本文件的这一段只计通话、保持和话后时长。",
        "Calls with a part in this file and a part in {others} (one number, one begins as the other "
        "ends): {n} ({calls}). Each counts once, as {others} has it; of the part in this file talk, hold and "
        "wrap-up time count.",
        "无须处理；以后如撤回 {others}，请把本文件也撤回后重新导入。",
        "There is nothing to do. If {others} is taken back later, take this one back as well and import it "
        "anew.",
    ),
    "call_over_files": kind(
        Severity.WARNS,
        "有 {n} 通电话一段在本文件、一段在 {others}（编号相同，首尾相接：{calls}）："
        "两份清单各计一通请求和接通。",
        "Calls with a part in this file and a part in {others} (one number, one begins as the other "
        "ends): {n} ({calls}). Each list counts them as requested and answered once.",
        "请外包商把一通电话的各段放在同一份清单中（按来电时间导出），重新报送这几天；或把两份合为一份后导入。",
        "Have the vendor keep all parts of a call in one list (exported by the time it came in) and send "
        "these days again, or import both lists as one.",
    ),
    "calls_repeated": kind(
        Severity.WARNS,
        "清单没有通话编号，{of} 行中有 {n} 行与另一行完全相同（时间到秒，坐席和各项时长都一样），"
        "第一处在{place}：按重复粘贴处理，各只计一次。",
        "The list has no call numbers, and of {of} rows {n} are the same as another in all it tells (second, "
        "agent, times), the first at {place}: they are copies and each call counts once.",
        "请核对是否整表复制或重复粘贴；请外包商导出时带上通话流水号。",
        "Look whether a sheet was copied or rows pasted twice. Have the vendor export the call numbers too.",
    ),
    "calls_alike": kind(
        Severity.WARNS,
        "清单没有通话编号，{of} 行中有 {n} 行与另一行相同，第一处在{place}：可能是重复粘贴，"
        "也可能是不同的通话（未接，或没有主叫、时间只到分），全部计入。",
        "The list has no call numbers, and of {of} rows {n} are the same as another, the first at {place}: "
        "they may be copies or calls of their own (lost ones, or told by no caller or by the "
        "minute). All count.",
        "请核对是否重复粘贴；请外包商导出时带上通话流水号，时间精确到秒。",
        "Look whether rows were pasted twice. Have the vendor export call numbers, and times to the second.",
    ),
}
