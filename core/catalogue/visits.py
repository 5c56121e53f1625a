"""Findings about a form of a site visit that comes back from the road."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B = Severity.BLOCKS
KINDS: dict[str, FindingKind] = {
    "visit_form_foreign": kind(
        _B,
        "“{file}”不是本系统的外出检查表：第一格的标记不见了。",
        "“{file}” is no form of a site visit of ours: the mark in its first cell is gone.",
        "用下载的原表填写，隐藏的编号列不要动；或重新下载一份，把内容抄过去。",
        "Fill in the form as downloaded, hidden codes untouched; or download another and copy it over.",
    ),
    "visit_form_old": kind(
        _B,
        "“{file}”是另一个版本的系统做的外出检查表，读不了。",
        "“{file}” is a form of another version of this program and cannot be read.",
        "重新下载一份，把内容抄过去。",
        "Download another and copy it over.",
    ),
    "visit_form_unknown": kind(
        _B,
        "“{file}”的标记 {code} 不是这里发出的外出检查表。",
        "“{file}” carries the mark {code}, which is no form handed out here.",
        "核对是不是别的系统或演示数据发出的表；是改动所致的，重新下载一份。",
        "See whether another installation or the demo made it; where it was changed, download another.",
    ),
    "visit_form_other": kind(
        _B,
        "“{file}”是另一次现场检查（{visit}）的表。",
        "“{file}” belongs to another visit ({visit}).",
        "打开那次检查再带回。",
        "Open that visit and bring it back there.",
    ),
    "visit_form_returned": kind(
        _B,
        "“{file}”这份表已由{name}于 {when} 带回过。",
        "This copy came back already: {name} brought it in, {when} (“{file}”).",
        "要补充或更正的，在页面上直接改，或重新下载一份。",
        "For more, or for a correction, write on the page or download another.",
    ),
    "visit_row_unknown": kind(
        _B,
        "{place} 隐藏的编号“{code}”不是这份表发出时的编号。",
        "{place}: the hidden code “{code}” is none this form was made with.",
        "不要改动隐藏的编号列；新增的问题写在空行里。",
        "Leave the hidden codes alone; write what is new into an empty row.",
    ),
    "visit_row_twice": kind(
        _B,
        "{place} 隐藏的编号“{code}”出现了两次。",
        "{place}: the hidden code “{code}” stands there twice.",
        "不要整行复制；删掉多出来的一行。",
        "Do not copy whole rows; delete the extra one.",
    ),
    "visit_row_moved": kind(
        _B,
        "{place} 编号 {code} 应对应“{item}”，旁边写的是别的：行被移动或排序过。",
        "{place}: the code {code} belongs to “{item}”, and something else stands beside it: rows were moved.",
        "撤销排序，或重新下载一份，把内容抄过去。",
        "Undo the sorting, or download another and copy it over.",
    ),
    "visit_row_missing": kind(
        _B,
        "“{file}”缺“{item}”一行。",
        "“{file}”: the row of “{item}” is missing.",
        "不要删行；重新下载一份，把内容抄过去。",
        "Do not delete rows; download another and copy it over.",
    ),
    "visit_cell": kind(
        _B,
        "{place}“{value}”{why}。",
        "{place}: “{value}” {why}.",
        "改好这一格再带回：整份表要么全部收下，要么都不收。",
        "Mend the cell and bring it back: the form comes in whole or not at all.",
    ),
    "visit_answer_differs": kind(
        _B,
        "“{item}”：表里是“{theirs}”，下载之后页面上改成了“{ours}”。",
        "“{item}”: the form says “{theirs}”; meanwhile the page was changed to “{ours}”.",
        "选定以哪一边为准，再带回。",
        "Say which side holds, then bring it back.",
    ),
}
