"""Courses and rules as they are written down, in YAML or as the store keeps them: texts under keys.

One reader makes courses and rules of them, or says everything that is wrong, each with its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import Any

from core.finding import Finding, Place, blocking
from core.people_lists import AgentRole, RecordKind
from core.text import Text
from qa.training import field_kinds as kinds
from qa.training.course import Category, Course, Delivery, Provider, Topic
from qa.training.evidence import EvidenceKind
from qa.training.field_kinds import Field
from qa.training.matrix import Rule, RuleKind, Where

#: No grace for longer than this (domain reference, T5.5).
MOST_GRACE = 7
Path = tuple[str | int, ...]
COURSE = (
    Field("code", Text("课程编号", "Course code"), kinds.CODE, True),
    Field("name", Text("名称", "Name"), kinds.BOTH, True),
    Field("category", Text("类别", "Category"), kinds.choice(Category), True),
    Field("topics", Text("主题", "Topics"), kinds.choices(Topic)),
    Field("called", Text("别名", "Also called"), kinds.NAMES),
    Field("provider", Text("由谁培训", "Given by"), kinds.choice(Provider)),
    Field("compliance", Text("合规课程", "Compliance course"), kinds.YES),
    Field("carries_over", Text("跨外包商有效", "Carries over"), kinds.YES),
    Field("full_mark", Text("满分", "Full mark"), kinds.MARK),
    Field("material", Text("教材", "Material"), kinds.LINE),
    Field("material_sha256", Text("教材校验值", "Hash of the material"), kinds.LINE),
    Field("teaches", Text("讲授的规范", "Teaches"), kinds.TAUGHT),
)
WHERE = (
    Field("roles", Text("岗位", "Positions"), kinds.choices(AgentRole)),
    Field("projects", Text("项目", "Projects"), kinds.CODE_SET),
    Field("sites", Text("职场", "Sites"), kinds.CODE_SET),
    Field("channels", Text("渠道", "Channels"), kinds.NAME_SET),
    Field("languages", Text("语种", "Languages"), kinds.NAME_SET),
    Field("segments", Text("客户群", "Customer segments"), kinds.NAME_SET),
    Field("vendors", Text("外包商", "Vendors"), kinds.CODE_SET),
    Field("product", Text("产品或规范", "Product or specification"), kinds.CODE),
    Field("product_version", Text("自其版本", "From its version"), kinds.number(1, 10_000)),
)
RULE = (
    Field("code", Text("矩阵行编号", "Rule code"), kinds.CODE, True),
    Field("kind", Text("触发", "Triggered by"), kinds.choice(RuleKind), True),
    Field("courses", Text("课程", "Courses"), kinds.CODES),
    Field("first_day", Text("首日", "First day"), kinds.DAY),
    Field("last_day", Text("末日", "Last day"), kinds.DAY),
    Field("valid_months", Text("有效月数", "Valid for months"), kinds.number(1, 120)),
    Field("valid_days", Text("有效天数", "Valid for days"), kinds.number(1, 3660)),
    Field("pass_mark", Text("及格线（%）", "Pass mark, %"), kinds.PERCENT),
    Field("attempts", Text("最多考试次数", "Most attempts"), kinds.number(1, 99)),
    Field("delivery", Text("培训方式", "Delivery"), kinds.choices(Delivery)),
    Field("evidence", Text("须留佐证", "Evidence to keep"), kinds.choices(EvidenceKind)),
    Field("grace_days", Text("宽限天数", "Days of grace"), kinds.number(0, MOST_GRACE)),
    Field("every_days", Text("每隔天数", "Every so many days"), kinds.number(1, 3660)),
    Field("due", Text("到期日", "Due"), kinds.DUE),
    Field("within", Text("发布后工作日", "Working days after publication"), kinds.number(0, 365)),
    Field("before_effective", Text("须在生效前完成", "Before it takes effect"), kinds.YES),
    Field("long_leave", Text("长假超过天数", "A long leave is more days than"), kinds.number(1, 3660)),
    Field("minutes", Text("至少分钟数", "At least minutes"), kinds.number(1, 100_000)),
    Field("certified_trainer", Text("讲师须认证", "By a certified trainer"), kinds.YES),
    Field("holds_by", Text("以何为准", "Held by"), kinds.choices(RecordKind)),
    Field("min_version", Text("课程最低版本", "Least version of a course"), kinds.VERSIONS),
)
HEAD = (
    Field("effective", Text("生效日", "In force from"), kinds.DAY),
    Field("why", Text("制定或修订原因", "Why it is made or changed"), kinds.LINE),
)
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_PARTS = {"courses": COURSE, "rules": RULE}
_NEEDED_COURSES = next(each for each in RULE if each.name == "courses").words
_FIRST_DAY = next(each for each in RULE if each.name == "first_day").words
_LATER = Text("不早于首日", "not before the first day")
_A_LIST = Text("列表，每项为若干键值", "a list of keys and values")


@dataclass(frozen=True)
class MatrixRead:
    """What was understood; courses and rules are empty where anything blocks."""

    courses: tuple[Course, ...] = ()
    rules: tuple[Rule, ...] = ()
    findings: tuple[Finding, ...] = ()
    effective: date | None = None
    why: str = ""


def plain_course(course: Course) -> dict[str, Any]:
    """A course as texts under keys; its version is the store's to number."""
    return _plain(course, COURSE)


def plain_rule(rule: Rule) -> dict[str, Any]:
    """A rule as texts under keys, without what is as it is by default."""
    said = _plain(rule, RULE)
    where = _plain(rule.where, WHERE)
    head = {key: said.pop(key) for key in ("code", "kind")}
    return {**head, **({"where": where} if where else {}), **said}


def read(
    said: Mapping[str, Any], rows: Mapping[Path, int] | None = None, file: str = "", known: Sequence[str] = ()
) -> MatrixRead:
    """Courses and rules of {courses: […], rules: […], effective, why}, or everything wrong with them.

    `rows`: where what stands; `known`: codes of courses that are published already.
    """
    reader = _Reader(rows or {}, file)
    head = reader.values({key: said[key] for key in said if key not in _PARTS}, HEAD, ())
    courses = reader.courses(said.get("courses"))
    rules = reader.rules(said.get("rules"), head.get("effective"))
    reader.check_courses(rules, {*known, *(each.code for each in courses)})
    found = tuple(reader.findings)
    if blocking(list(found)):
        courses, rules = [], []
    return MatrixRead(tuple(courses), tuple(rules), found, head.get("effective"), head.get("why", ""))


def _plain(made: Any, known: Sequence[Field]) -> dict[str, Any]:
    usual = {each.name: _default(each) for each in fields(made)}
    values = ((each, getattr(made, each.name)) for each in known)
    return {
        each.name: each.kind.write(value)
        for each, value in values
        if value is not None and (each.needed or value != usual[each.name])
    }


def _default(of: Any) -> Any:
    return of.default_factory() if of.default_factory is not MISSING else of.default


@dataclass
class _Reader:
    """Goes through what was written and gathers findings."""

    rows: Mapping[Path, int]
    file: str
    findings: list[Finding] = field(default_factory=list)

    def courses(self, said: Any) -> list[Course]:
        made = []
        for path, values, written in self._each(said, "courses", COURSE):
            if self._complete(values, written, COURSE, path):
                made.append(Course(**{"number": 1, **values}))
        return made

    def rules(self, said: Any, effective: date | None) -> list[Rule]:
        made = []
        for path, values, written in self._each(said, "rules", RULE):
            values.setdefault("first_day", effective)
            values.setdefault("courses", ())
            if self._complete(values, written, RULE, path) and self._sound(values, path):
                made.append(Rule(**values))
        return made

    def check_courses(self, rules: Sequence[Rule], known: set[str]) -> None:
        for at, rule in enumerate(rules):
            for code in (*rule.courses, *rule.min_version):
                if code not in known:
                    self._found("matrix_course_unknown", ("rules", at), rule=rule.code, course=code)

    def values(self, said: Mapping[str, Any], known: Sequence[Field], path: Path) -> dict[str, Any]:
        """What of it could be understood; what is left empty is not there."""
        named = {each.name: each for each in known}
        made: dict[str, Any] = {}
        for key, value in said.items():
            if key == "where" and known is RULE and isinstance(value, Mapping):
                made["where"] = Where(**self.values(value, WHERE, (*path, "where")))
            elif key not in named:
                self._found("matrix_key_unknown", (*path, key), key=key)
            elif value not in _EMPTY:
                try:
                    made[key] = named[key].kind.read(value)
                except ValueError:
                    self._wrong((*path, key), named[key].words, value, named[key].kind.expected)
        return made

    def _each(
        self, said: Any, part: str, known: Sequence[Field]
    ) -> Iterator[tuple[Path, dict[str, Any], set[str]]]:
        """Each entry with what of it was understood, and the keys that hold anything at all."""
        codes: set[str] = set()
        if said is not None and not isinstance(said, list):
            self._wrong((part,), Text(part, part), said, _A_LIST)
            return
        for at, one in enumerate(said or ()):
            if not isinstance(one, Mapping):
                self._wrong((part, at), Text(part, part), one, _A_LIST)
                continue
            values = self.values(one, known, (part, at))
            if part == "rules":
                values.setdefault("where", Where())
            if (code := values.get("code")) in codes and code:
                self._found("matrix_code_twice", (part, at), code=code)
            codes.add(code or "")
            yield (part, at), values, {key for key, value in one.items() if value not in _EMPTY}

    def _complete(
        self, values: Mapping[str, Any], written: set[str], known: Sequence[Field], path: Path
    ) -> bool:
        """Whether everything needed was understood; what was not written at all is said to be missing."""
        needed = {each.name: each.words for each in known if each.needed}
        if known is RULE:
            needed["first_day"] = _FIRST_DAY
            if values.get("kind") not in (RuleKind.CHANGE, None):
                needed["courses"] = _NEEDED_COURSES
        wanting = [name for name in needed if not values.get(name)]
        for name in wanting:
            if name not in written:
                self._found("matrix_missing", path, field=needed[name])
        return not wanting

    def _sound(self, values: Mapping[str, Any], path: Path) -> bool:
        last = values.get("last_day")
        if last is not None and last < values["first_day"]:
            words = next(each.words for each in RULE if each.name == "last_day")
            self._wrong((*path, "last_day"), words, last, _LATER)
            return False
        return True

    def _wrong(self, path: Path, words: Text, value: Any, expected: object) -> None:
        self._found("matrix_value", path, field=words, value=_shown(value), expected=expected)

    def _found(self, code: str, path: Path, /, **facts: object) -> None:
        row = next((self.rows[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.rows), None)
        self.findings.append(Finding(code, Place(self.file, row=row), facts))


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(each)}" for key, each in value.items())
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)
