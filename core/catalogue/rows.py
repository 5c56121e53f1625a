"""Findings about the rows and cells of a received file."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_R, _W = Severity.REJECTS, Severity.WARNS
_ZH, _EN = "请退回外包商更正该单元格后重报。", "Return it to the vendor to correct this cell."


def _cell(zh: str, en: str) -> FindingKind:
    """A cell that cannot be read: its row stays out."""
    return kind(
        _R, "{place}“{header}”的“{value}”" + zh, "{place}: “{value}” under “{header}” " + en, _ZH, _EN
    )


KINDS: dict[str, FindingKind] = {
    "marked_copy_returned": kind(
        _W,
        "这是“{original}”的标注文件：当时未入库的 {asked} 行中，读取已改好的 {came} 行，其余各行不动。",
        "This is the marked copy of “{original}”: of the rows kept out then ({asked}), those put right are "
        "read ({came}); all others stay as they are.",
        "请核对下列各行；要整份重报的，请让外包商另发新的文件。",
        "Look at the rows below. To replace the whole report, ask the vendor for a new file.",
    ),
    "row_not_asked_for": kind(
        _W,
        "{place}{what}，但它当时已经入库，不在退回之列；这一行没有读取。",
        "{place} {what}, though it was taken in the first time and not sent back; it was not read.",
        "如确需更正，请外包商另报新的文件。",
        "If it needs correcting, ask the vendor for a new report.",
    ),
    "not_a_number": _cell("不是数字。", "is not a number."),
    "count_not_whole": _cell("不是整数。", "is not a whole number."),
    "count_negative": _cell("是负数。", "is negative."),
    "figure_absurd": _cell("大得不合常理。", "is larger than any figure of a report can be."),
    "not_a_duration": _cell("不是时长。", "is not a duration."),
    "duration_unclear": _cell(
        "看不出单位是秒还是天。", "may be seconds or a fraction of a day; the unit is not said."
    ),
    "clock_unclear": _cell(
        "：平均每通 {minutes} 小时 {seconds} 分不合常理，可能是 {minutes} 分 {seconds} 秒。",
        "would be {minutes} h {seconds} min a call on average; {minutes} min {seconds} s may be meant.",
    ),
    "average_unit_unclear": _cell(
        "没有写明单位：按秒计，平均每通不合常理，可能是分钟。",
        "names no unit; as seconds a call it is hardly meant, as minutes it may be.",
    ),
    "not_a_date": _cell("不是日期。", "is not a date."),
    "date_unclear": _cell("分不清日和月。", "does not say which part is the day and which the month."),
    "day_cut_short": _cell(
        "是数字，分不清是 {day} 日还是 {longer} 日（数字 1.10 与 1.1 相同）。",
        "is a number: it may be day {day} or day {longer} (as numbers 1.10 and 1.1 are one).",
    ),
    "not_a_month": _cell("不是月份。", "is not a month."),
    "not_a_time_of_day": _cell("不是时段。", "is not a time of day."),
    "not_yes_or_no": _cell("看不出是或否。", "says neither yes nor no."),
    "fatal_not_marked": kind(
        _W,
        "{place}“{header}”未标出致命的行中，有 {n} 行的质检项判为致命；这些行按含致命错误计，每行计一次。",
        "{place}: rows that “{header}” does not mark as fatal though an item in them is answered so: {n}. "
        "Each is counted once as an audit with a fatal error.",
        "请外包商说明以哪一处为准；质检项误判为致命的，改正后重新报送。",
        "Ask which of the two holds; where the item is not fatal, have it corrected and sent again.",
    ),
    "answer_unreadable": kind(
        _W,
        "{place}“{header}”有 {n} 个单元格看不出是质检项的哪种结果（{cells}），这些结果未读取；"
        "整行其他数据照常计入。",
        "{place}: cells under “{header}” that are no answer to an item of an audit form: {n} ({cells}). "
        "These answers were not read, the rest of their rows was.",
        "请外包商改填是、否、不适用、致命或得分（如 3/5）。",
        "Ask for Yes, No, N/A, Fatal or points such as 3/5.",
    ),
    "rate_unreadable": kind(
        _W,
        "{place}“{header}”的“{value}”不是比率，未作核对。",
        "{place}: “{value}” under “{header}” is not a rate; it was not checked.",
        "比率由数量重新计算，不影响结果。",
        "Rates are computed from the counts; the results do not depend on it.",
    ),
    "score_unreadable": kind(
        _W,
        "{place}“{header}”的“{value}”不是分数，未读取。",
        "{place}: “{value}” under “{header}” is not a score; it was not read.",
        "如需计入，请外包商改填分数。",
        "If it should count, ask the vendor for points.",
    ),
    "rates_mixed": kind(
        _W,
        "“{header}”一列既有 0.95 这样的小数，又有 96.1 这样的百分数，整列未读取；写法少见的是第 {rows} 行。",
        "Column “{header}” mixes fractions (0.95) and percentages (96.1) and was left out; "
        "written the rarer way: row {rows}.",
        "请外包商统一写法。",
        "Ask the vendor to write them in one way.",
    ),
    "rate_scale_unclear": kind(
        Severity.BLOCKS,
        "{column} 列“{header}”看不出是用 0.95 还是用 95 表示 95%。",
        "Column {column} “{header}” does not say whether 0.95 or 95 stands for 95 %.",
        "请选择该列的写法。",
        "Choose how the column is written.",
    ),
    "claimed_without_counts": kind(
        _W,
        "“{header}”没有对应的数量：按其所报数值展示和考核，并注明未经核算，不参与汇总。",
        "“{header}” came without its counts: it is shown and judged as claimed, marked so, never added up.",
        "请外包商补报分子和分母（如接通量、请求量）。",
        "Ask for the numerator and the denominator (answered and offered, say).",
    ),
    "claimed_by_day": kind(
        _W,
        "“{header}”没有对应的数量：各天所报数值只作展示，注明未经核算，不参与汇总，也不用于按月考核。",
        "“{header}” came without its counts: what it claims of each day is shown, marked so, never added up, "
        "and judges no month.",
        "请外包商补报分子和分母（如接通量、请求量），或另报全月数值。",
        "Ask for the numerator and the denominator (answered and offered, say), or for the month's figure.",
    ),
    "rate_without_counts": kind(
        _W,
        "“{header}”只有比率，没有对应的数量，未计入。",
        "“{header}” is a rate without its counts; it was left out.",
        "请外包商补报分子和分母（如接通量、请求量）。",
        "Ask for the numerator and the denominator (answered and offered, say).",
    ),
    "counts_contradict": kind(
        _R,
        "第{row}行“{more}”（{left}）大于“{less}”（{right}）。",
        "Row {row}: {more} ({left}) exceeds {less} ({right}).",
        "请退回外包商重报。",
        "Return it to the vendor for a new report.",
    ),
    "counts_doubtful": kind(
        _W,
        "第{row}行“{more}”（{left}）大于“{less}”（{right}），已照原样计入。",
        "Row {row}: {more} ({left}) exceeds {less} ({right}); it was taken as reported.",
        "请外包商说明统计口径。",
        "Ask the vendor how these are counted.",
    ),
    "day_missing": kind(
        _R,
        "第{row}行没有日期。",
        "Row {row} has no date.",
        "请外包商补上日期后重报。",
        "Ask the vendor to add the date.",
    ),
    "day_outside_period": kind(
        _R,
        "第{row}行的日期 {day} 不在所选的 {period} 之内。",
        "Row {row}: {day} is not within the chosen {period}.",
        "请核对所选月份，或退回外包商更正。",
        "Check the month that was chosen, or return the file to be corrected.",
    ),
    "day_outside_title": kind(
        _W,
        "第{row}行的日期 {day} 不在报表标明的 {period} 之内，已按日期计入。",
        "Row {row}: {day} is not within {period}, which the report names; it was taken by its date.",
        "请核对日期是否填错。",
        "Check whether the date is a slip.",
    ),
    "day_in_future": kind(
        _R,
        "第{row}行的日期 {day} 还没有到（今天是 {today}）。",
        "Row {row}: {day} has not come yet (today is {today}).",
        "请外包商更正日期后重报。",
        "Ask the vendor to correct the date.",
    ),
    "rows_by_week": kind(
        _W,
        "第{row}–{until}行按周、旬或季报送（{first} 至 {last}）：不能归到某一天或某个月，这些行没有计入。",
        "Rows {row} to {until} are by week, ten days or quarter ({first} to {last}): these belong to no "
        "single day or month, so they were left out.",
        "请外包商按天或按月报送这些数据。",
        "Ask the vendor to report these figures by day or by month.",
    ),
    "columns_by_week": kind(
        _W,
        "“{first}”至“{last}”各列按周、旬或一段日期报送：不能归到某一天，合起来也不是一个整月，没有计入。",
        "The columns “{first}” to “{last}” are by week, ten days or a span of days: these belong to no "
        "single day and do not come to one month, so they were left out.",
        "请外包商按天或按月报送；分段报送时，各段应正好连成一个整月。",
        "Ask the vendor to report by day or by month; spans of days have to come to one whole month.",
    ),
    "parts_make_month": kind(
        _W,
        "“{first}”至“{last}”各段正好是一个整月：数量已相加为全月；各段的比率和在岗人数不读入，比率由相加后的数重算。",
        "“{first}” to “{last}” are exactly one month: their counts were added up to it. Rates and people on "
        "duty of a part are left out; rates follow from the sums.",
        "要按天考核或查看走势时，请外包商按天报送。",
        "For figures by day ask the vendor for a report by day.",
    ),
    "parts_unchecked": kind(
        _W,
        "{lies}等 {n} 行（{labels}）汇总的是一段时间，看不出包含哪几行：没有计入，也没有核对。",
        "{lies} and others ({labels}; {n} in all) add up several rows, and nothing tells which: they were "
        "left out, and not checked.",
        "如需核对，请外包商写明每一段的起止日期。",
        "To have them checked, ask the vendor to write the first and last day of each.",
    ),
    "row_doubled": kind(
        _R,
        "第{row}行与第{other}行是同一天、同一范围，数字却不同，两行都未计入。",
        "Row {row} and row {other} speak of the same day and scope with different figures; neither counts.",
        "请外包商说明以哪一行为准后重报。",
        "Ask the vendor which one is right.",
    ),
    "row_alike": kind(
        _R,
        "第{row}行与第{other}行是同一天、同一范围，数字相同，“{header}”却不同，看不出是否重复，两行都未计入。",
        "Row {row} and row {other} speak of the same day and scope with the same figures, but differ in "
        "“{header}”: one may be a copy or not, and neither counts.",
        "请外包商说明两行是否重复；是重复则只保留一行后重报。",
        "Ask the vendor whether one is a copy; if so, have it sent with one of them.",
    ),
    "agent_name_twice": kind(
        _R,
        "第{row}行与第{other}行是同一天的同名坐席，看不出是重复还是两人同名，两行都未计入。",
        "Row {row} and row {other} are of agents of one name on the same day: the same person twice, or two "
        "people. Neither counts.",
        "请外包商补充工号（或班组）后重报。",
        "Ask the vendor to add the agents' codes, or their teams.",
    ),
    "row_repeated": kind(
        _W,
        "第{row}行与第{other}行完全相同，只计一次。",
        "Row {row} repeats row {other}; it counts once.",
        "无需处理，请提醒外包商避免重复。",
        "Nothing to do; remind the vendor.",
    ),
    "row_without_figures": kind(
        _R,
        "第{row}行有日期，没有任何数字。",
        "Row {row} has a date but no figure.",
        "空白不当作 0；请外包商补报。",
        "A blank is not zero; ask the vendor to report it.",
    ),
    "row_of_errors": kind(
        _R,
        "第{row}行有日期，该有数字的单元格却是 {error}，没有一个可用的数字。",
        "Row {row} has a date, but its figures are {error}; none of them can be used.",
        "请外包商检查公式后重报。",
        "Ask the vendor to mend the formulas.",
    ),
    "row_uncalculated": kind(
        _R,
        "第{row}行有日期，数字却都是没有计算过的公式，文件里没有结果。",
        "Row {row} has a date, but its figures are formulas that were never calculated; "
        "the file holds no result.",
        "请用 Excel 或 WPS 打开该文件并保存一次，再重新上传。",
        "Open the file in Excel or WPS, save it, and upload it again.",
    ),
    "cell_without_figure": kind(
        _W,
        "{place}“{header}”{holds}，而该行有其他数字{also}。",
        "{place}: the cell under “{header}” {holds}, though the row has other figures{also}.",
        "空缺不当作 0：用到这一项的指标不计该行；请外包商补报。",
        "A gap is not a zero: indicators that use it leave the row out. Ask the vendor to report it.",
    ),
    "marks_only": kind(
        _W,
        "“{header}”一列只写了“是”，其余 {n} 格空白按“否”计。",
        "“{header}” is filled in only where it says yes; the {n} blank cells were read as no.",
        "请核对空白是否表示“否”；如不是，请外包商逐行填写。",
        "Check that a blank means no; if not, ask for every row to be filled in.",
    ),
    "clock_minutes": kind(
        _W,
        "{place}“{header}”的“{value}”按分:秒读入（该列共 {n} 格这样写）。",
        "{place}: “{value}” under “{header}” was read as minutes and seconds (cells written so: {n}).",
        "平均时长通常是分:秒；如不是，请外包商写明秒数。",
        "Averages are usually written so; if not, ask for seconds.",
    ),
    "clock_hours": kind(
        _W,
        "{place}“{header}”的“{value}”按时:分读入（该列共 {n} 格这样写）。",
        "{place}: “{value}” under “{header}” was read as hours and minutes (cells written so: {n}).",
        "总时长通常是时:分；如是分:秒，请外包商写成 00:03:25 或秒数。",
        "Totals are usually written so; if it is minutes and seconds, ask for 00:03:25 or for seconds.",
    ),
    "days_missing": kind(
        _W,
        "{period} 的报表缺 {n} 天数据{whose}：{days}（应在第{row}行附近）。",
        "Days without a row in the report for {period}{whose}: {days} ({n} in all, near row {row}).",
        "请外包商补报；当天确无业务的，应写 0，空缺不当作 0。",
        "Ask for these days. A day without business is reported as 0; a gap is not a zero.",
    ),
    "rows_taken_out": kind(
        _W,
        "{first} 至 {last} 已导入的 {n} 行不在本文件中，导入后不再计入汇总。",
        "Rows already committed for {first} to {last} that are not in this file: {n}. "
        "Importing it takes them out of the sums.",
        "请核对预览中“文件中已没有”的行；如不应去掉，请先让外包商补全。",
        "Look at the rows no longer in the file; if they should stay, ask for a complete file first.",
    ),
    "more_taken_out": kind(
        _W,
        "本文件只有 {brings} 行，却会使 {first} 至 {last} 已导入的 {n} 行不再计入汇总。",
        "Rows this file brings: {brings}. Rows already committed for {first} to {last} that it takes out of "
        "the sums: {n}.",
        "请确认不是只报了一部分，或选错了月份；如只更正几天，请不要选择月份。",
        "Make sure that it is not only a part, and that the month is right; to correct a few days, "
        "choose no month.",
    ),
    "figures_taken_out": kind(
        _W,
        "本文件与已导入的数字不同，又没有“{counts}”；{first} 至 {last} 的 {n} 行由本文件整行取代，"
        "这些数字不再计入汇总。",
        "This file says other figures than came in, and has no {counts}; it takes the place of whole rows "
        "for {first} to {last} (rows: {n}), and these figures leave the sums.",
        "更正报表：请外包商补上这些列。另一份报表：请核对两份都有的数字为何不同，相同即可并存。",
        "A corrected report: ask for these columns. Another report: ask why figures both have differ; where "
        "they agree, the two stand beside each other.",
    ),
    "most_rows_rejected": kind(
        Severity.BLOCKS,
        "“{table}”的 {of} 行中有 {n} 行不能计入（见第 {at} 行等），只剩 {left} 行。",
        "Of the {of} rows of “{table}”, {n} cannot be taken (row {at}, for one); {left} are left.",
        "多半是列或行的含义认错了，请先核对；确实只要计入其余各行的，请选择“只计入其余各行”。",
        "Most likely a column or a row means something else: look at it first. If only the remaining rows "
        "are to count, say so.",
    ),
    "scope_missing": kind(
        _R,
        "第{row}行没有写{what}，而同一张表的其他行写了。",
        "Row {row} names no {what}, though other rows of the table do.",
        "合并的单元格另存为文本后只有第一行有字：请在每行写明，或发送 xlsx 原件。",
        "Merged cells saved as text keep their word in the first row only: write it in every row, or send "
        "the workbook itself.",
    ),
    "vendor_cell_empty": kind(
        _R,
        "第{row}行没有写外包商。",
        "Row {row} names no vendor.",
        "请外包商补上后重报。",
        "Ask for the vendor to be filled in.",
    ),
    "vendor_other": kind(
        _R,
        "第{row}行属于 {vendor}，不是所选的 {chosen}。",
        "Row {row} belongs to {vendor}, not to {chosen}, which was chosen.",
        "请核对所选外包商；多家外包商的文件可不选外包商直接导入。",
        "Check the vendor chosen; a file with several vendors is imported without choosing one.",
    ),
}
