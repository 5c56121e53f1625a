"""Findings about the cells of a template filled in with Excel: a contract's, a form's, a specification's."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "template_unreadable": kind(
        _B,
        "文件 {file} 不是可读的 Excel 工作簿（.xlsx）：{problem}。",
        "{file} is not an Excel workbook (.xlsx) that can be read: {problem}.",
        "用本系统的模板填写，另存为 .xlsx，不要加密。",
        "Fill in our template and save it as .xlsx, without a password.",
    ),
    "template_too_large": kind(
        _B,
        "文件 {file} 超出模板的大小（{problem}）。",
        "{file} is larger than a template can be ({problem}).",
        "删去多余的工作表和空行后再导入。",
        "Delete other sheets and empty rows, then import it again.",
    ),
    "template_sheet_missing": kind(
        _B,
        "文件里没有工作表“{sheet_name}”。",
        "The file has no sheet “{sheet_name}”.",
        "保留模板的工作表名称。",
        "Keep the sheets of the template under their names.",
    ),
    "template_cell_missing": kind(
        _B,
        "{place}：没有填写“{key}”。",
        "{place}: “{key}” is not filled in.",
        "照合同填写。",
        "Fill it in from the contract.",
    ),
    "template_heading_unknown": kind(
        _W,
        "{place}：不认识“{value}”，这一栏没有读入。",
        "{place}: “{value}” is not a heading of the template; it was not read.",
        "改回模板的名称，或删去。",
        "Give it the template's name again, or delete it.",
    ),
    "template_scoring_unknown": kind(
        _B,
        "{place}：看不懂计分办法“{value}”。",
        "{place}: the scoring “{value}” cannot be read.",
        "照“填写说明”里的写法，例如：每差1个百分点扣2分，不足1个百分点按1个百分点计。",
        "Write it as the sheet “How to fill in” shows: 2 points off per pp short, begun steps in full.",
    ),
    "template_partial_assumed": kind(
        _W,
        "{place}：计分办法没有写明不足一档怎么算，按“不足一档按一档计”。",
        "{place}: the scoring does not say what a begun step counts as; it is counted in full.",
        "核对合同后写明：不足部分按一档计、不扣，或按比例扣。",
        "Check the contract and say it: begun steps count in full, only whole steps count, or in proportion.",
    ),
    "template_step_differs": kind(
        _B,
        "{place}：扣分单位 {step} 与计分办法里的 {unit} 不一致。",
        "{place}: the deduction step {step} differs from the {unit} in the scoring.",
        "改为一致，或把扣分单位留空。",
        "Make them agree, or leave the step empty.",
    ),
    "template_pairs_unreadable": kind(
        _B,
        "{place}：看不懂“{value}”。",
        "{place}: “{value}” cannot be read.",
        "写成 95:1.00 90:0.98 0:0.80。",
        "Write it as 95:1.00 90:0.98 0:0.80.",
    ),
    "template_setting_clause": kind(
        _B,
        "{place}：“考核条款”表里没有条款“{value}”，这一行没有读入。",
        "{place}: there is no clause “{value}” on the sheet Clauses; the row was not read.",
        "填条款代码，或填“整个合同”。",
        "Write the clause's code, or “the contract”.",
    ),
    "template_setting_unknown": kind(
        _B,
        "{place}：没有名为“{value}”的设置，最接近的是“{close}”。",
        "{place}: there is no setting called “{value}”; the nearest is “{close}”.",
        "从列表中选；有专门栏位的约定填在它的栏位里。",
        "Choose from the list; what has a column of its own is written there.",
    ),
    "template_setting_of_clause": kind(
        _B,
        "{place}：“{value}”是某个条款的设置，这一行没有写明条款。",
        "{place}: “{value}” is set for a clause, and the row names none.",
        "在“条款”一栏填条款代码。",
        "Write the clause's code into the column Clause.",
    ),
    "template_setting_of_contract": kind(
        _B,
        "{place}：“{value}”是整个合同的设置，不属于某个条款。",
        "{place}: “{value}” is set for the whole contract, not for a clause.",
        "在“条款”一栏填“整个合同”。",
        "Write “the contract” into the column Clause.",
    ),
    "template_setting_number": kind(
        _B,
        "{place}：序号“{value}”看不懂。",
        "{place}: the number “{value}” cannot be read.",
        "填1、2、3……；自定义指标的各种口径填 1.1、1.2。",
        "Write 1, 2, 3 …; the variants of an own definition are 1.1, 1.2.",
    ),
    "template_setting_twice": kind(
        _B,
        "{place}：“{value}”已经写过一次。",
        "{place}: “{value}” is said already.",
        "删去一行；有几条时各填自己的序号；有专门栏位的只填在一处。",
        "Delete one row; entries of a list have a number each; a column of its own is enough.",
    ),
    "template_further_unreadable": kind(
        _B,
        "{place}：“其他设置”不是可读的 JSON：{problem}。",
        "{place}: the further settings are not JSON that can be read: {problem}.",
        "留空，或从已有合同导出的模板里照抄。",
        "Leave it empty, or copy it from the template of an existing contract.",
    ),
}
