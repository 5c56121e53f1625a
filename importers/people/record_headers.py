"""What the columns of attendance, exam and certificate lists hold: their own words first, the shared
dictionary after them. There 满分 is a weight and 提交时间 a ticket's; here they are an exam's.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from importers.dictionary.headers import Field, header, synonyms
from importers.layouts.grid import Column, Grid

#: Column → how its cells are read, and how lists write it.
_COLUMNS: dict[str, tuple[str, str]] = {
    "agent": ("code", "工号|员工工号|坐席工号|agent id|employee id|staff id"),
    "login": ("code", "学号|lms账号|学员账号|登录名|learner id|user id|username"),
    "id_number": ("code", "身份证号|身份证号码|证件号码|id number"),
    "named": ("label", "姓名|学员|学员姓名|name|learner|learner name"),
    "site": ("label", "职场|site"),
    "course": ("label", "课程|课程名称|培训课程|考试科目|培训主题|course|course name|course title"),
    "course_version": ("count", "课程版本|教材版本|course version"),
    "day": ("day", "培训日期|考试日期|日期|training date|exam date|date"),
    "finished": ("label", "完成时间|交卷时间|提交时间|考试时间|completed at|completion date|finished at"),
    "attempt": ("count", "第几次|考试次数|attempt|attempts|attempt no"),
    "score": ("label", "成绩|得分|考试成绩|分数|score|final score"),
    "full": ("label", "满分|总分|max score|full mark"),
    "pass": ("label", "及格线|合格线|passing score|pass mark"),
    "makeup": ("flag", "是否补考|retake"),
    "makeup_score": ("label", "补考成绩|补考分数|retake score"),
    "makeup_day": ("day", "补考日期|retake date"),
    "passed": ("label", "是否合格|是否通过|考试是否合格|结果|考试结果|passed|result|completion status"),
    "status": ("label", "状态|学习状态|完成状态|status|lesson status"),
    "attended": ("flag", "是否参训|是否签到|attended"),
    "absent": ("flag", "是否缺考|absent"),
    "minutes": ("label", "时长|学习时长|用时|用时(分钟)|时长(分钟)|minutes|duration|time spent"),
    "issued": ("day", "发证日期|取证日期|获证日期|issue date|issued on"),
    "expires": ("day", "有效期至|有效期|到期日期|到期日|expiry date|valid until|expires"),
    "number": ("code", "证书编号|证书号|certificate no|certificate number"),
    "state": ("label", "证书状态|certificate status"),
    "trainer": ("code", "讲师工号|trainer id"),
    "material": ("label", "教材编号|material id"),
    "signed_in": ("label", "签到时间|sign in|signed in"),
    "signed_out": ("label", "签退时间|sign out|signed out"),
}
#: Field of the shared dictionary → column here.
_SHARED = {
    "agent": "agent",
    "agent_login": "login",
    "agent_name": "named",
    "site": "site",
    "course": "course",
    "training_day": "day",
    "exam_score": "score",
    "makeup_score": "makeup_score",
    "makeup_exam": "makeup",
    "audit_passed": "passed",
    "exam_passed_flag": "passed",
    "attended_flag": "attended",
    "exam_absent_flag": "absent",
}
KINDS = MappingProxyType({code: kind for code, (kind, _said) in _COLUMNS.items()})
#: Any of these tells of a certificate, a result, or that somebody was there.
CERTIFYING = frozenset({"issued", "expires", "number", "state"})
RESULTS = frozenset({"score", "passed", "status", "absent", "makeup_score"})
ATTENDING = frozenset({"attended", "signed_in", "signed_out"})


def column_meant(path: tuple[str, ...]) -> str | None:
    """What a header says its column holds; None where it is none of a record's."""
    own = _spelled().get(header(path[-1]).spelling)
    if own:
        return own
    field = synonyms().field_of(path)
    return _SHARED.get(field.code) if field else None


def columns_of(grid: Grid) -> dict[str, Column]:
    """The first column of each kind."""
    found: dict[str, Column] = {}
    for column in grid.columns:
        code = column_meant(column.path)
        if code:
            found.setdefault(code, column)
    return found


def field_for(code: str) -> Field:
    """How the cells of a column are read."""
    kind = KINDS[code]
    return Field(code, kind, role="agent" if kind == "code" else None)


@cache
def _spelled() -> dict[str, str]:
    return {
        header(said).spelling: code for code, (_kind, words) in _COLUMNS.items() for said in words.split("|")
    }
