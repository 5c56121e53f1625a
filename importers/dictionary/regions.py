"""The regions of China as reports name parts of a company: 华南, 南区, 广东, 西南大区, 江苏分公司."""

from __future__ import annotations

import re

_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    "|台湾|内蒙古|广西|西藏|宁夏|新疆"
)
_PARTS = (
    "华[东南西北中]|[东西][南北]|[粤苏浙鲁川闽赣皖湘鄂豫冀晋陕辽][东南西北中]"
    "|长三角|珠三角|大湾区|京津冀|川渝"
)
_END = "(?:省|自治区|大区|片区|地区|区域|[区部片])?"
#: What makes a part of a company of any name before it: 客服一区, 直属分公司.
_ENDED = r"[东南西北中][区部片]|\S{1,8}(?:大区|片区|分公司|分部|分中心)"
_ENGLISH = (
    r"(?:(?:north|south)[- ]?(?:east|west)|north|south|east|west|central)(?:ern)?(?: china)?(?: region)?"
    r"|\S+ region"
)
_REGION = re.compile(rf"(?:{_PROVINCES}|{_PARTS}){_END}|{_ENDED}|{_ENGLISH}", re.IGNORECASE)
#: 各大区 and 本地区 name none.
_NONE = re.compile("[各全本所两多其]|[非不含除]")


def is_region(name: str) -> bool:
    """Whether words are nothing but the name of a region, or of a company's part that is called like one."""
    return _REGION.fullmatch(name) is not None and _NONE.match(name) is None
