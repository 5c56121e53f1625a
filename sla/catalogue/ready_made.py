"""Contracts to start from, ready made: what each is for, and its file as text and as data.

Each is a whole contract in sla/catalogue/templates/; codes, names and dates are to be replaced. The shape of
points and settlement follows public texts; no price is filled in, so that nobody pays one that nobody typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.text import Text
from sla.contract_file.node import Report, written
from sla.load import yaml_node

_FOLDER = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class ReadyMade:
    """What a contract to start from is called, and what it is for."""

    name: str
    title: Text
    purpose: Text

    @property
    def text(self) -> str:
        """The file as it is, comments included."""
        return (_FOLDER / f"{self.name}.yaml").read_text(encoding="utf-8")

    @property
    def record(self) -> dict[str, Any]:
        """The file as data: texts, lists and mappings."""
        return dict(_record(self.name))


#: Name → contract, the most asked for first.
READY_MADE: Mapping[str, ReadyMade] = {
    each.name: each
    for each in (
        ReadyMade(
            "hotline",
            Text("政务热线", "Government hotline"),
            Text(
                "按席位付费，GB/T 33358 预设：15秒应答、接通率95%、满意、质检、工单、培训、流失。",
                "Paid for seats, preset by GB/T 33358: answered within 15 s, 95 % answered, satisfaction, "
                "audits, tickets, training, attrition.",
            ),
        ),
        ReadyMade(
            "telecom",
            Text("运营商热线", "Telecom hotline"),
            Text(
                "按有效通话量付费，得分定系数：工作效率、均长、短信满意度、重复拨打、拨测、监听、万投。",
                "Paid per valid call, the score sets the coefficient: efficiency, talk time, satisfaction by "
                "SMS, repeats, mystery calls, monitoring, complaints.",
            ),
        ),
        ReadyMade(
            "bank",
            Text("银行与信用卡客服", "Bank and card service"),
            Text(
                "合规与风险占一半权重：关键差错、合规、身份核验、录音；八成固定、两成按得分付。",
                "Compliance and risk hold half the points: critical errors, compliance, identity checks, "
                "recordings; 80 % fixed, 20 % by score.",
            ),
        ),
        ReadyMade(
            "shop",
            Text("电商在线客服", "E-commerce chat"),
            Text(
                "8秒首响、平均响应、满意、转化；按项扣服务费，当月封顶20%。",
                "First response within 8 s, response time, satisfaction, conversion; off the fee, "
                "at most 20 % a month.",
            ),
        ),
        ReadyMade(
            "utility",
            Text("供电、供水、燃气热线", "Utility hotline"),
            Text(
                "抢修工单时限、承诺兑现、两个工作日办结投诉；A–E 五级评定，对外承诺有资金。",
                "Emergency tickets in time, promises kept, complaints closed in two working days; grades A "
                "to E, a public promise with its fund.",
            ),
        ),
        ReadyMade(
            "ranking",
            Text("多供应商赛马", "Several vendors, ranked"),
            Text(
                "三家同一套条款、口径和来源，总分可直接排名，用来调整下期份额。",
                "The same clauses, definitions and sources for three vendors, so that their scores rank them "
                "and move the volume of the next period.",
            ),
        ),
        ReadyMade(
            "outbound",
            Text("外呼销售", "Outbound sales"),
            Text(
                "净转化与合规并重：告知、勿扰名单、拨打时段、弃呼率、误导销售投诉；三成按得分付。",
                "Net conversion and conduct alike: disclosure, do-not-call, calling hours, dropped calls, "
                "mis-selling; 30 % paid by score.",
            ),
        ),
    )
}


@lru_cache
def _record(name: str) -> Mapping[str, Any]:
    """Trouble in a file of ours is a bug."""
    report = Report()
    node = yaml_node(READY_MADE[name].text, name, report, ours=True)
    if node is None or report.findings:
        raise ValueError([finding.sentence("en") for finding in report])
    found = written(node)
    assert isinstance(found, dict)
    return found
