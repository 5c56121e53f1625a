"""Findings about who was trained: what the matrix asks for and the records do not hold."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "matrix_unreadable": kind(
        _B,
        "培训矩阵 {file} 第{row}行无法解析：{problem}。",
        "The training matrix {file} cannot be read at row {row}: {problem}.",
        "检查缩进、冒号和引号，存为 UTF-8 后重新导入；写法见 docs/writing_training_matrix.md。",
        "Check indentation, colons and quotes, save it as UTF-8 and load it again; "
        "docs/writing_training_matrix.md shows how it is written.",
    ),
    "matrix_missing": kind(
        _B,
        "培训矩阵 {file} 第{row}行起没有填写“{field}”。",
        "The training matrix {file}, from row {row}: “{field}” is not filled in.",
        "补上该项。",
        "Fill it in.",
    ),
    "matrix_value": kind(
        _B,
        "培训矩阵 {file} 第{row}行：“{field}”不能是“{value}”。",
        "The training matrix {file}, row {row}: “{field}” cannot be “{value}”.",
        "改为：{expected}。",
        "Use: {expected}.",
    ),
    "matrix_key_unknown": kind(
        _B,
        "培训矩阵 {file} 第{row}行：不认识“{key}”。",
        "The training matrix {file}, row {row}: “{key}” is not known.",
        "核对拼写；可用的键见 docs/writing_training_matrix.md。",
        "Check the spelling; docs/writing_training_matrix.md lists the keys.",
    ),
    "matrix_code_twice": kind(
        _B,
        "培训矩阵 {file} 第{row}行：编号 {code} 已经用过。",
        "The training matrix {file}, row {row}: the code {code} is used already.",
        "每门课程、每个矩阵行各用一个编号。",
        "Give each course, and each rule, a code of its own.",
    ),
    "matrix_course_unknown": kind(
        _B,
        "培训矩阵 {file} 第{row}行：矩阵行 {rule} 要求的课程 {course} 尚未发布。",
        "The training matrix {file}, row {row}: rule {rule} asks for {course}, a course that is not there.",
        "核对课程编号，或在同一文件的 courses 里写上该课程。",
        "Check the code of the course, or write the course under “courses” of the same file.",
    ),
    "matrix_rule_value_unheard": kind(
        _W,
        "矩阵行 {rule} 对今日名册上的任何人都不适用：它要求{what}为 {asked}，名册上写的是 {told}。",
        "Rule {rule} is for nobody on today's rosters: it names the {what} {asked}, the rosters say {told}.",
        "把矩阵行与名册写成一样的词，或确认这样的人员尚未到岗。",
        "Write it the same in the rule and on the rosters, or make sure such people are still to come.",
    ),
    "matrix_rule_meets_nobody": kind(
        _W,
        "矩阵行 {rule} 对今日名册上的任何人都不适用：它的每项条件都有人符合，但没有人同时符合全部条件。",
        "Rule {rule} is for nobody on today's rosters: somebody meets each thing it names, nobody meets "
        "them all.",
        "核对矩阵行的条件组合。",
        "Check what the rule names together.",
    ),
}
