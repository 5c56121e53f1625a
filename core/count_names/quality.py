"""Audits, calibration and mystery calls."""

from __future__ import annotations

#: (name, 中文, English), and the unit where it is not a count.
ROWS: tuple[tuple[str, ...], ...] = (
    ("audits", "抽检量", "Audits"),
    ("audits_passed", "抽检合格量", "Audits passed"),
    ("audits_critical", "含致命错误抽检量", "Audits with a fatal error"),
    ("fatal_errors", "致命错误数", "Fatal errors"),
    ("audits_flawless", "零瑕疵抽检量", "Audits without a flaw"),
    ("audit_points", "抽检得分", "Audit points earned", "milli"),
    ("mystery_calls", "拨测量", "Mystery calls"),
    ("mystery_connected", "拨测接通量", "Mystery calls connected"),
    ("mystery_passed", "拨测达标量", "Mystery calls passed"),
    ("questions_asked", "拨测提问数", "Questions asked"),
    ("questions_correct", "拨测答对数", "Questions answered correctly"),
    ("live_monitored", "在线监听量", "Calls monitored live"),
    ("live_correct", "在线监听正确量", "Calls monitored live without error"),
    ("audits_business_critical", "含业务关键错误抽检量", "Audits with a business-critical error"),
    ("audits_compliance_critical", "含合规关键错误抽检量", "Audits with a compliance-critical error"),
    ("audits_disclosed", "告知齐全抽检量", "Audits with every disclosure made"),
    ("audits_resolved_first", "判定一次解决抽检量", "Audits judged resolved at first contact"),
    ("error_opportunities", "出错机会数", "Error opportunities"),
    ("noncritical_errors", "非关键错误数", "Non-critical errors"),
    ("audit_points_applicable", "抽检适用满分", "Audit points applicable", "milli"),
    ("agents_audited", "已抽检坐席数", "Agents audited often enough"),
    ("calibrations", "校准样本数", "Contacts calibrated"),
    ("calibration_gap", "校准偏差绝对值之和", "Sum of absolute calibration gaps", "milli"),
    ("calibration_bias", "校准偏差净值", "Net calibration gap", "milli"),
    ("items_calibrated", "校准项次", "Items calibrated"),
    ("items_agreed", "校准一致项次", "Items agreed"),
    ("kappa_beyond_chance", "超出偶然的一致", "Agreement beyond chance"),
    ("kappa_possible", "可超出偶然的一致", "Agreement possible beyond chance"),
    ("qa_gap", "双方质检差异", "Vendor-client QA gap", "milli"),
    ("site_spread", "职场间差异", "Spread between sites", "milli"),
    ("shop_points", "拨测得分", "Mystery call points", "milli"),
    ("shop_points_applicable", "拨测适用满分", "Mystery call points applicable", "milli"),
)
