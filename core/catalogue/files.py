"""Findings about a received file as a whole."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "file_empty": kind(
        _B,
        "文件“{file}”是空的，没有任何数据。",
        "The file “{file}” is empty: it holds no data.",
        "请确认是否发错了文件，再重新上传。",
        "Check whether the right file was sent, then upload it again.",
    ),
    "file_too_large": kind(
        _B,
        "文件“{file}”有 {size}，超过上限 {cap}。",
        "The file “{file}” has {size}; the limit is {cap}.",
        "请按月拆分后上传，或在设置中调高上限。",
        "Split it by month, or raise the limit in the settings.",
    ),
    "not_a_workbook": kind(
        _B,
        "“{file}”不是可读取的表格文件。",
        "“{file}” is not a workbook or a table this system can read.",
        "请用 Excel 或 WPS 打开，另存为 xlsx 或 CSV 后上传。",
        "Open it in Excel or WPS, save it as xlsx or CSV, and upload that.",
    ),
    "file_damaged": kind(
        _B,
        "文件“{file}”已损坏，无法完整读取。",
        "The file “{file}” is damaged and cannot be read in full.",
        "请外包商重新导出并发送。",
        "Ask for it to be exported and sent again.",
    ),
    "password_protected": kind(
        _B,
        "文件“{file}”设有打开密码。",
        "The file “{file}” is protected by a password.",
        "请在 Excel 中取消密码后另存，再上传。",
        "Remove the password in Excel, save it, and upload it again.",
    ),
    "html_table": kind(
        _W,
        "“{file}”其实是网页（HTML），不是 Excel 工作簿；已读取其中的表格。",
        "“{file}” is a web page (HTML), not an Excel workbook; the tables in it were read.",
        "无需处理；如有列错位，请用 Excel 打开并另存为 xlsx 后重新上传。",
        "Nothing to do; if columns look shifted, open it in Excel, save it as xlsx and upload it again.",
    ),
    "html_without_table": kind(
        _B,
        "“{file}”是网页（HTML），其中没有表格。",
        "“{file}” is a web page (HTML) without a table in it.",
        "请确认导出是否成功（登录页、出错页也会存成这样的文件），再重新上传。",
        "Check that the export worked (a sign-in or error page may be saved like this); upload it again.",
    ),
    "macros_not_run": kind(
        _W,
        "“{file}”带有宏。宏不会运行，只读取单元格中保存的值。",
        "“{file}” carries macros. They are never run; only the values saved in the cells were read.",
        "如果数据靠宏生成，请先在 Excel 中运行并保存，再上传。",
        "If macros fill in the figures, run them in Excel and save before uploading.",
    ),
    "text_named_workbook": kind(
        _W,
        "“{file}”其实是文本表格，不是 Excel 工作簿；已按文本读取。",
        "“{file}” is delimited text, not an Excel workbook; it was read as text.",
        "无需处理；如有列错位，请另存为 xlsx 后重新上传。",
        "Nothing to do; if columns look shifted, save it as xlsx and upload it again.",
    ),
    "nothing_repaired": kind(
        _B,
        "这是“{original}”的标注文件，但当时未入库的 {asked} 行都还没有改好。",
        "This is the marked copy of “{original}”, and none of the rows kept out then ({asked}) is put right.",
        "请在标色的原位置改正，不要插入、删除行或重新排序，再发回。",
        "Correct the coloured cells where they stand; insert, delete and sort no rows. Then send it back.",
    ),
    "zip_bomb": kind(
        _B,
        "文件“{file}”解压后将达 {unzipped}（压缩包仅 {size}），不予打开。",
        "The file “{file}” would unpack to {unzipped} (it is {size} packed); it was not opened.",
        "请外包商另存为新的工作簿后重发。",
        "Ask for the data to be saved to a new workbook and sent again.",
    ),
    "sheet_too_large": kind(
        _B,
        "工作表“{sheet}”一直延伸到 {last} 单元格，共 {cells} 格，超过上限 {cap}。",
        "Sheet “{sheet}” reaches to cell {last}: {cells} cells, and the limit is {cap}.",
        "请删除数据区以外的多余行列（Ctrl+End 可定位），保存后重新上传。",
        "Delete the rows and columns beyond the data (Ctrl+End goes there), save, and upload it again.",
    ),
    "sheet_too_long": kind(
        _B,
        "“{file}”有 {cells} 行以上，超过上限 {cap} 行。",
        "“{file}” has {cells} rows or more, and the limit is {cap}.",
        "请按月拆分后上传，或在设置中调高上限。",
        "Split it by month, or raise the limit in the settings.",
    ),
    "sheet_too_wide": kind(
        _B,
        "“{file}”有 {cells} 列以上，超过上限 {cap} 列。",
        "“{file}” has {cells} columns or more, and the limit is {cap}.",
        "请删除数据区右侧的多余内容（Ctrl+End 可定位），保存后重新上传。",
        "Delete what stands to the right of the data (Ctrl+End goes there), save, and upload it again.",
    ),
    "reader_timeout": kind(
        _B,
        "读取“{file}”超过 {seconds} 秒仍未完成，已停止。",
        "Reading “{file}” took longer than {seconds} s and was stopped.",
        "请拆分文件，或另存为 CSV 后上传。",
        "Split the file, or save it as CSV and upload that.",
    ),
    "reader_died": kind(
        _B,
        "文件“{file}”使读取程序中断，系统未受影响。",
        "The file “{file}” made the reading process fail; nothing else was affected.",
        "请在 Excel 中打开并另存为新的 xlsx 后上传。",
        "Open it in Excel, save it as a new xlsx, and upload that.",
    ),
    "encoding_unknown": kind(
        _B,
        "“{file}”的文字编码既不是 UTF-8 也不是 GB18030。",
        "The text of “{file}” is neither UTF-8 nor GB18030.",
        "请另存为 UTF-8 编码的 CSV 后上传。",
        "Save it as CSV in UTF-8 and upload that.",
    ),
    "hidden_cells": kind(
        _W,
        "工作表“{sheet}”有隐藏的行（{rows}）和列（{columns}），其中的数据已一并读取。",
        "Sheet “{sheet}” hides rows ({rows}) and columns ({columns}); they were read like all others.",
        "请核对隐藏的数据是否应当计入。",
        "Check whether the hidden data should count.",
    ),
    "hidden_sheet": kind(
        _W,
        "工作表“{sheet}”是隐藏的，其中的数据已一并读取。",
        "Sheet “{sheet}” is hidden; it was read like all others.",
        "请核对这张表是否应当计入；不应计入的，请删除后重新上传。",
        "Check whether it should count; if not, delete it and upload the file again.",
    ),
    "days_uncalculated": kind(
        _B,
        "“{header}”有 {n} 个单元格是从未计算过的公式（从 {place} 起），读不出是哪一天。",
        "“{header}” holds {n} formulas that were never calculated (from {place} on), so that nobody can tell "
        "their days.",
        "请在 Excel 或 WPS 中打开并保存一次，再上传。",
        "Open the file in Excel or WPS and save it once, then upload it again.",
    ),
    "formula_uncalculated": kind(
        _W,
        "工作表“{sheet}”有 {count} 个公式从未计算过（{cells}），没有可读取的数值。",
        "Formulas on sheet “{sheet}” that were never calculated: {count} ({cells}). No value can be read.",
        "请在 Excel 或 WPS 中打开并保存一次，再上传。",
        "Open it once in Excel or WPS, save it, and upload it again.",
    ),
    "header_not_found": kind(
        _B,
        "“{file}”中没有找到表头。",
        "No header row was found in “{file}”.",
        "表头应在前 30 行内，且列名能看出含义（如“日期”“人工请求量”）；请补上表头后上传。",
        "The header belongs in the first 30 rows, with names that say what they hold (“Calls offered”).",
    ),
    "figures_not_found": kind(
        _B,
        "工作表“{sheet}”找到了表头（{headers}），但没有认出可以计入的数据列。",
        "Sheet “{sheet}” has a header ({headers}), but no column of figures was recognised.",
        "请补上数量列（如“人工请求量”），只有比率无法汇总；或指定各列的含义。",
        "Add columns of counts (a rate alone cannot be added up), or say what the columns mean.",
    ),
    "staff_list_alone": kind(
        _B,
        "{place}是人员名册，文件里没有任何业务数据；名册不能单独导入。",
        "{place} is a staff list, and the file holds no figures; a list cannot come in by itself.",
        "请在“培训 → 花名册”中录入；或作为一张工作表放进当月含业务数据的报表，"
        "此后的文件会按其中的离职日期核对。",
        "Take it in under Training → Rosters; or put it as a sheet into the workbook with the month's "
        "figures: files that come later are then held against its leaving dates.",
    ),
    "staff_list_read": kind(
        _W,
        "{place}按人员名册读取：{n} 人已离职。离职日期之后的业务数据不计入，以后的文件也按此核对。",
        "{place} is read as a staff list: people who left, {n}. Their work after the leaving dates is kept "
        "out, in the files to come too.",
        "无需处理；离职日期有误的，请外包商更正后重报。",
        "Nothing to do. If a leaving date is wrong, ask for the report with it put right.",
    ),
    "table_not_read": kind(
        _W,
        "{place}开始的表有“{headers}”等列，但看不出是哪天、哪一类的数据，没有读取。",
        "{place}: the table that begins here has {headers}, but does not say of which days or kind; it was "
        "not read.",
        "如需计入，请让外包商补上日期列，或在表上方写明月份。",
        "If it is to count, ask for a column of days, or for the month above it.",
    ),
    "column_missing": kind(
        _B,
        "按“{layout}”读取还缺少必需的列：{columns}。",
        "To be read as “{layout}”, these required columns are missing: {columns}.",
        "请外包商补齐后重报。",
        "Ask for the report with these columns.",
    ),
    "layouts_several": kind(
        _B,
        "“{file}”同时符合多种报表格式：{layouts}。",
        "“{file}” fits several layouts: {layouts}.",
        "请选择按哪一种读取。",
        "Choose the layout to read it by.",
    ),
    "header_ambiguous": kind(
        _B,
        "{lies}“{header}”可能有不同含义：{choices}。",
        "{lies} “{header}” can mean different things: {choices}.",
        "请选择该列的含义。",
        "Choose what the column means.",
    ),
    "header_twice": kind(
        _B,
        "{lies}“{header}”与“{first}”是同一项数据。",
        "{lies} “{header}” holds the same figure as “{first}”.",
        "请选择其中一列，另一列不读取。",
        "Choose one of the two; the other is left out.",
    ),
    "form_recognised": kind(
        _W,
        "{lies}起的 {n} 列按评分表 {code}“{form}”的质检项读取。",
        "{lies} and others, {n} in all, were read as answers to the items of audit form {code}, “{form}”.",
        "请核对各列对应的质检项；不对的，打开文件所列的工作表，在该列处改选。",
        "Check which item each column is; put wrong ones right under the columns of the sheet.",
    ),
    "header_unknown": kind(
        _W,
        "{lies}“{header}”未能识别，没有读取。",
        "{lies} “{header}” is not known and was left out.",
        "如需计入，请指定该列的含义。",
        "If it should count, say what it means.",
    ),
    "header_unknown_near": kind(
        _W,
        "{lies}“{header}”未能识别，没有读取；它可能是“{near}”。",
        "{lies} “{header}” is not known and was left out; it may be “{near}”.",
        "如需计入，请确认该列的含义。",
        "If it should count, confirm what it means.",
    ),
    "columns_beside": kind(
        _W,
        "只读取本期结果，以下各列没有读取：{columns}。",
        "Only this period's results are read; these columns were left out: {columns}.",
        "目标、权重和得分以合同和本系统的计算为准；往期数据请另报当期报表。",
        "Targets, weights and points follow from the contract; other periods need reports of their own.",
    ),
    "sheet_changed": kind(
        _B,
        "“{where}”的列与上次确认时不同：{changes}。",
        "The columns of “{where}” are not as they were last confirmed: {changes}.",
        "请核对各列的含义后确认；确认一次，以后不再询问。",
        "Check what its columns hold and confirm it; it is asked only once.",
    ),
    "period_missing": kind(
        _B,
        "看不出这份报表属于哪个月份。",
        "Nothing says which month this report is for.",
        "请选择月份。",
        "Choose the month.",
    ),
    "days_over_two_months": kind(
        _B,
        "“{header}”只写了日，先是 {late} 日，再是 {early} 日：跨了两个月，而报表只写了 {month}。",
        "“{header}” holds bare days, first {late}, then {early}: these are of two months, and the report "
        "names {month} only.",
        "请选择前一段日期属于哪个月，系统会记住；也可请外包商在标题中写明起止日期。",
        "Say which month the first of them belong to; it is remembered. Or have the vendor write the first "
        "and last day into the title.",
    ),
    "days_unsaid": kind(
        _B,
        "本文件写的是整月，却只有 {n} 天：{days}；已导入的另外 {others} 天（{rest}）不在其中。",
        "This file names a whole month and has rows for {days} only (days: {n}); it lacks others that are "
        "in: {rest} ({others}).",
        "请说明：只更正这些日期，还是整月以本文件为准。外包商可在标题中写明“更正X日”。",
        "Say whether it corrects these days only, or gives the whole month anew. The title can say it.",
    ),
    "months_without_contract": kind(
        _W,
        "{whose}在 {months} 没有执行中的合同：数据照常导入，但不作任何判定。",
        "No contract of {whose} governs {months}: the figures come in, and nothing will be judged.",
        "请核对月份；如确有合同，请在“合同”中载入，载入后自动判定。",
        "Check the month. If there is a contract, load it under Contracts; the figures are judged then.",
    ),
    "project_unsaid": kind(
        _W,
        "合同“{contract}”只看项目 {project}，这份报表没有写明项目：数据照常导入，但这份合同判定不到。",
        "The contract “{contract}” looks at project {project} only, and the report states no project: "
        "the figures come in, but this contract does not see them.",
        "如果就是这个项目的数据，请选择项目后重新上传。",
        "If these are that project's figures, choose the project and upload the file again.",
    ),
    "days_without_contract": kind(
        _W,
        "{whose}有 {n} 天不在任何合同版本的有效期内：{days}。数据照常导入，所在月份按该月的合同版本判定。",
        "Days outside the term of every contract version of {whose}: {days} ({n} in all). The figures come "
        "in and are judged with their month.",
        "请核对日期；如合同起止日期有误，请更正合同。",
        "Check the dates; if the contract's term is wrong, correct the contract.",
    ),
    "sheets_overlap": kind(
        _B,
        "工作表 {sheets} 含有同一天、同一范围的数据，无法判断以哪个为准。",
        "The sheets {sheets} hold figures for the same day and scope; which one counts cannot be told.",
        "请选择以哪些工作表为准。",
        "Choose which of them count.",
    ),
    "sheet_sums_sites": kind(
        _W,
        "工作表“{sheet}”正好是 {others} 之和，只作核对，不重复计入。",
        "The sheet “{sheet}” is exactly what {others} add up to: it checks them and is not counted again.",
        "无需处理。",
        "Nothing to do.",
    ),
    "sheet_sum_differs": kind(
        _W,
        "{place} {period} 的“{count}”写的是 {said}，{others} 相加是 {added}，相差 {off}"
        "（同类差异共 {n} 处）。",
        "{place}: {count} for {period} says {said}; {others} add up to {added}, {off} apart "
        "(such differences: {n}).",
        "请外包商核对并说明差异。",
        "Ask the vendor to check and explain the difference.",
    ),
    "agents_left_out": kind(
        _W,
        "{others} 与工作表“{sheet}”有 {days} 天对不上（从 {day} 起）：这些天按“{sheet}”计入，"
        "坐席明细的 {n} 行不计入。",
        "{others} do not come to the sheet “{sheet}” (days: {days}, from {day} on): these days count as "
        "“{sheet}” says them, and the rows of their agents are left out ({n}).",
        "请外包商核对坐席明细与日报，更正后重报。",
        "Have the vendor check the agents against the days, and send a corrected report.",
    ),
    "sheets_chosen": kind(
        _W,
        "按你的选择，只计入工作表 {sheets}；{others} 与之重复，没有计入。",
        "As you said, the sheets {sheets} count; {others} hold the same and were left out.",
        "选错了请重新选择后再导入。",
        "If that was wrong, choose anew and import again.",
    ),
    "nothing_left": kind(
        _B,
        "“{file}”没有可以导入的数据行。",
        "“{file}” has no row that can be imported.",
        "请按下列各行的原因处理后重报。",
        "See the reasons row by row; have the file corrected and sent again.",
    ),
}
