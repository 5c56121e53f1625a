"""The catalogue of findings: every code with its severity, sentence and remedy, by subject.

Facts named in braces are filled in; {file}, {sheet}, {row}, {column} and {place} are always known.
"""

from core.catalogue import (
    audits,
    calls,
    claims,
    contract_advice,
    contract_days,
    contract_judging,
    contract_money,
    contracts,
    files,
    forms,
    house,
    places,
    programme,
    rosters,
    rows,
    specifications,
    templates,
    training,
    training_records,
    visits,
    wholes,
)
from core.catalogue.kind import FindingKind, Severity

#: Subject, as a page's heading → its findings.
PARTS: dict[str, dict[str, FindingKind]] = {
    "收到的文件 · Received files": files.KINDS,
    "外包商、项目、职场与技能组 · Vendors, projects, sites and queues": places.KINDS,
    "行与单元格 · Rows and cells": rows.KINDS,
    "整体与部分 · Wholes and parts": wholes.KINDS,
    "报表自相矛盾之处 · Claims beside the counts": claims.KINDS,
    "逐通明细 · Single calls": calls.KINDS,
    "合同 · Contracts": {
        **contracts.KINDS,
        **contract_days.KINDS,
        **contract_judging.KINDS,
        **contract_money.KINDS,
        **contract_advice.KINDS,
    },
    "合同模板 · The contract template": templates.KINDS,
    "评分表 · Audit forms": forms.KINDS,
    "质检与拨测 · Audits": audits.KINDS,
    "拨测计划 · Mystery-call programmes": programme.KINDS,
    "流程规范 · Process specifications": specifications.KINDS,
    "现场检查 · Site visits": visits.KINDS,
    "花名册 · Rosters": rosters.KINDS,
    "培训记录 · Training records": training_records.KINDS,
    "培训 · Training": training.KINDS,
    "数据目录 · The data folder": house.KINDS,
}
KINDS: dict[str, FindingKind] = {code: kind for part in PARTS.values() for code, kind in part.items()}

__all__ = ["KINDS", "PARTS", "FindingKind", "Severity"]
