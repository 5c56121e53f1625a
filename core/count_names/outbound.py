"""Calls out: campaigns, sales, collections and the rules they keep."""

from __future__ import annotations

#: (name, 中文, English), and the unit where it is not a count.
ROWS: tuple[tuple[str, ...], ...] = (
    ("outbound_unanswered", "外呼未接量", "Outbound calls not answered"),
    ("outbound_rung_long", "振铃时长合规量", "Outbound calls rung long enough"),
    ("outbound_live", "外呼真人接听量", "Outbound calls connected to a person"),
    ("outbound_dropped", "外呼弃呼量", "Outbound calls dropped"),
    ("answering_machines", "坐席标记答录机量", "Answering machines marked by agents"),
    ("right_party", "有效触达量", "Right party reached"),
    ("list_loaded", "名单量", "Records loaded"),
    ("list_dialled", "名单已拨打量", "Records dialled"),
    ("dial_s", "外呼作业时长", "Dialling time", "s"),
    ("sales", "成交量", "Sales"),
    ("sales_cancelled", "撤单量", "Sales cancelled"),
    ("sales_submitted", "送复核成交量", "Sales submitted for verification"),
    ("sales_failed_check", "复核不通过量", "Sales that failed verification"),
    ("misselling_complaints", "误导销售投诉量", "Mis-selling complaints"),
    ("dnc_calls", "勿扰名单外呼量", "Calls to numbers on the do-not-call list"),
    ("calls_out_of_hours", "违规时段外呼量", "Calls outside the permitted hours"),
    ("redials_too_soon", "弃呼后违规重拨量", "Redials too soon after a dropped call"),
    ("payments_due", "到期还款承诺量", "Promises to pay due"),
    ("payments_kept", "已履约还款承诺量", "Promises to pay kept"),
)
