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
}
