"""Findings about process specifications, as a file, a sheet or a draft in the app."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "specification_unreadable": kind(
        _B,
        "流程规范 {file} 第{row}行无法解析：{problem}。",
        "The process specification {file} cannot be read at row {row}: {problem}.",
        "检查缩进、冒号和引号后重新导入；写在 Word 或 Excel 里的，可改用本系统的 Excel 模板。",
        "Check indentation, colons and quotes, then load it again; our Excel template does as well.",
    ),
    "specification_encoding": kind(
        _B,
        "流程规范 {file} 不是 UTF-8 文本，也不是 Excel 工作簿。",
        "The process specification {file} is neither UTF-8 text nor an Excel workbook.",
        "另存为 UTF-8 的 YAML，或用本系统的 Excel 模板。",
        "Save it as YAML in UTF-8, or use our Excel template.",
    ),
    "specification_no_table": kind(
        _B,
        "{file} 里没有流程规范：找不到表头“{head}”。",
        "{file} holds no process specification: the heading “{head}” is not there.",
        "下载本系统的 Excel 模板，把条款填进去，一条一行。",
        "Download our Excel template and fill the clauses in, one to a row.",
    ),
    "specification_missing": kind(
        _B,
        "没有填写“{field}”。",
        "“{field}” is not filled in.",
        "补上该项；范围、内容、程序、方法四项都要有，至少有一个条款。",
        "Fill it in; scope, content, procedure and method are all needed, and one clause at least.",
    ),
    "specification_value": kind(
        _B,
        "“{field}”不能是“{value}”。",
        "“{field}” cannot be “{value}”.",
        "改为：{expected}。",
        "Use: {expected}.",
    ),
    "specification_key_unknown": kind(
        _B,
        "流程规范 {file} 第{row}行：不认识“{key}”。",
        "The process specification {file}, row {row}: “{key}” is not known.",
        "核对拼写；可用的键见 docs/specifications.md。",
        "Check the spelling; docs/specifications.md lists the keys.",
    ),
    "specification_code_twice": kind(
        _B,
        "条款编号 {code} 已经用过。",
        "The clause code {code} is used already.",
        "每个条款用各自的编号；编号一经启用不再改动，序号可以改。",
        "Give every clause its own code; a code in use never changes, its number may.",
    ),
    "specification_code_reused": kind(
        _B,
        "条款编号 {code} 在第{version}版里是另一个条款，后来删除了，不能再用。",
        "The clause code {code} stood for another clause in version {version}, removed since; it cannot be "
        "used again.",
        "给新条款一个没有用过的编号，否则指向旧条款的评分表项目会指到新条款。",
        "Give the new clause a code of its own: form items that point at the old clause would point at it.",
    ),
    "specification_number_twice": kind(
        _W,
        "序号 {number} 出现了两次。",
        "The number {number} stands twice.",
        "核对序号；引用以条款编号为准。",
        "Check the numbers; references go by the clause's code.",
    ),
    "specification_backdated": kind(
        _W,
        "生效日 {day} 早于发布日：发布之前没有人能照此执行。",
        "It takes effect on {day}, before it is published: nobody could go by it until then.",
        "补录早已执行的规范时照原日期填写；新的规范应晚于发布日生效。",
        "Keep the day where a standard long in use is entered; a new one takes effect after it is published.",
    ),
}
