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
}
