"""Two contracts to start from, in the shape of the contract file: government hotline and telecom hotline.

Their clauses and points follow public texts (examples E2 and E1 of the reference folder: seats of a city's
12345 hotline; a 10086 hotline). Codes, names and dates are to be replaced. Neither holds any money: a fee
that nobody typed must not be reckoned with. Every clause names its variant, so that no default decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def _step(unit: str, deduct: str) -> dict[str, str]:
    return {"method": "step", "unit": unit, "deduct": deduct, "partial": "ceil"}


def _clause(
    code: str, zh: str, en: str, indicator: str, weight: str, score: Mapping[str, Any], **more: Any
) -> dict[str, Any]:
    """A clause; the variant of an indicator that has but one bears the indicator's code."""
    named = {"code": code, "name": {"zh": zh, "en": en}, "indicator": indicator, "variant": indicator}
    usual = {"comparison": ">=", "source": "vendor"}
    return {**named, **usual, "weight": weight, "score": score, **more}


def _curve(*points: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"method": "linear", "points": [list(point) for point in points], **more}


def _head(code: str, zh: str, en: str) -> dict[str, Any]:
    return {
        "code": code,
        "version": "1",
        "name": {"zh": zh, "en": en},
        "effective": {"from": "2026-01-01", "to": "2026-12-31"},
        "vendors": [{"code": "VENDOR-1", "name": {"zh": "外包商名称", "en": "Vendor's name"}}],
        "currency": "CNY",
        "timezone": "Asia/Shanghai",
        "calendar": "CN",
        "period": {"kind": "month", "first_day": "1"},
        "full_mark": "100",
        "weighted": "true",
    }


HOTLINE: dict[str, Any] = {
    "contract": _head("HOTLINE-2026", "政务热线坐席外包合同", "Government hotline, seats"),
    "clauses": [
        _clause(
            "ANS",
            "人工接通率",
            "Answer rate",
            "ANSWER_RATE",
            "20",
            _step("1", "2"),
            variant="ANS-1",
            target="95",
        ),
        _clause(
            "SL15",
            "15秒应答及时率",
            "Answered within 15 s",
            "SL",
            "15",
            _step("1", "1.5"),
            variant="SL-5",
            params={"threshold_s": "15"},
            target="80",
        ),
        _clause("CSAT", "话务满意率", "Satisfaction rate", "CSAT", "15", _step("1", "2"), target="95"),
        _clause(
            "QA", "质检合格率", "QA pass rate", "QA_PASS", "15", _step("1", "1"), target="95", source="audits"
        ),
        _clause(
            "TERR",
            "工单差错率",
            "Ticket error rate",
            "TICKET_ERROR",
            "10",
            _step("0.5", "1"),
            comparison="<=",
            target="2",
        ),
        _clause(
            "TTIME",
            "工单及时办结率",
            "Tickets closed in time",
            "TICKET_TIMELY",
            "10",
            _step("0.5", "1"),
            target="99.5",
        ),
        _clause(
            "TRAIN",
            "培训合格率",
            "Training pass rate",
            "TRAIN_PASS",
            "5",
            _step("1", "1"),
            variant="TP-2",
            target="95",
            source="training",
        ),
        _clause(
            "ATTR12",
            "滚动12个月流失率",
            "Attrition, rolling 12 months",
            "ATTRITION_12",
            "5",
            _step("1", "1"),
            target="20",
            variant="ATTR12-2",
            comparison="<=",
            window="rolling_12",
        ),
        _clause(
            "CMPL",
            "有责投诉",
            "Valid complaints",
            "COMPLAINT_COUNT",
            "5",
            {"method": "per_event", "deduct": "1"},
            comparison="<=",
            target="0",
        ),
    ],
    "adjustments": [
        {"code": "LATE_REPORT", "name": {"zh": "报表迟报", "en": "Report late"}, "points": "-0.5"},
        {"code": "PRAISE", "name": {"zh": "市民表扬", "en": "Citizen's praise"}, "points": "0.2", "cap": "2"},
    ],
}

TELECOM: dict[str, Any] = {
    "contract": _head("TELECOM-2026", "运营商热线话务外包合同", "Telecom hotline, per call"),
    "clauses": [
        _clause(
            "WORK_EFF", "工作效率", "Work efficiency", "WORK_EFF", "15", _curve(("80", "10"), ("90", "15"))
        ),
        _clause(
            "ATT",
            "通话均长",
            "Average talk time",
            "ATT",
            "15",
            _curve(("80", "15"), ("90", "0")),
            variant="ATT-1",
            comparison="<=",
        ),
        _clause(
            "CSAT",
            "短信满意度",
            "Satisfaction by SMS",
            "CSAT",
            "15",
            _curve(("97.5", "10.5"), ("98.4", "15")),
        ),
        _clause(
            "REPEAT",
            "2小时重复拨打率",
            "Repeat calls in 2 h",
            "REPEAT_RATE",
            "10",
            _curve(("14", "10"), ("17", "7")),
            comparison="<=",
        ),
        _clause(
            "DIALTEST",
            "拨测正确率",
            "Information accuracy",
            "INFO_ACC",
            "10",
            _curve(("92", "7"), ("96", "10")),
            source="audits",
        ),
        _clause(
            "LIVE_MON",
            "在线监听正确率",
            "Live monitoring accuracy",
            "LIVE_ACC",
            "10",
            _curve(("90", "7"), ("95", "10")),
            source="audits",
        ),
        _clause(
            "SUPPORT",
            "服务请求支撑率",
            "Service requests supported",
            "SUPPORT_RATE",
            "5",
            _curve(("1", "5"), ("1.05", "3"), ("1.1", "0")),
            comparison="<=",
        ),
        _clause(
            "CMPL_10K",
            "万次投诉率",
            "Complaints per 10,000",
            "COMPLAINT_10K",
            "10",
            _curve(("0.5", "10"), ("1", "7")),
            variant="C10K-3",
            comparison="<=",
        ),
        _clause(
            "TRAIN",
            "培训合格率",
            "Training pass rate",
            "TRAIN_PASS",
            "5",
            _curve(("90", "3"), ("95", "5")),
            variant="TP-2",
            source="training",
        ),
        _clause("COOP", "配合度", "Cooperation", "COOPERATION", "5", {"method": "manual"}, target="5"),
    ],
    "adjustments": [
        {"code": "RECORDING", "name": {"zh": "录音缺失", "en": "Recording missing"}, "points": "-1"},
        {
            "code": "PRAISE",
            "name": {"zh": "客户表扬", "en": "Customer's praise"},
            "points": "0.2",
            "cap": "2",
        },
    ],
}

#: Name → contract; what the page offers beside an empty template.
EXAMPLES: dict[str, dict[str, Any]] = {"hotline": HOTLINE, "telecom": TELECOM}
