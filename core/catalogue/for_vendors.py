"""What a vendor is told: remedies in words to the vendor itself, and what is only the house's business."""

from __future__ import annotations

from core.catalogue import KINDS, audits, contracts, house, programme, templates
from core.catalogue.kind import Severity
from core.text import Text

#: Findings that no report of a vendor gives rise to.
_ELSEWHERE = {**audits.KINDS, **contracts.KINDS, **house.KINDS, **programme.KINDS, **templates.KINDS}
#: Only the person who takes the file in can do something about these.
_OURS = frozenset(
    {
        "marked_copy_returned",
        "form_recognised",
        "vendor_missing",
        "vendor_named",
        "vendors_several",
        "vendor_unknown",
        "vendor_other",
        "project_unknown",
        "project_unsaid",
        "layouts_several",
        "sheet_changed",
        "site_named",
        "staff_list_read",
        "site_new",
        "site_said",
        "sheet_sums_sites",
        "sheets_chosen",
        "columns_subtotal",
        "groups_check",
        "groups_add_up",
        "site_unclear",
        "queue_new",
        "queue_named",
        "queue_said",
        "queue_unclear",
        "queue_sited",
        "queue_unsited",
        "shift_unclear",
        "own_call_not_listed",
        "own_call_differs",
        "months_without_contract",
        "days_without_contract",
        "after_exit",
        "calls_stand_beside",
        "rows_taken_out",
        "figures_taken_out",
        "more_taken_out",
        "days_beside",
        "rates_too_steady",
        "lines_left_out",
    }
)
_CORRECT = Text("请更正后发回。", "Please correct it and send it back.")
_ADD = Text("请补上后发回。", "Please add it and send it back.")
_CHECK = Text("请核对；有误请更正，无误请说明。", "Please check it: correct it, or say how it came about.")
_EXPLAIN = Text("请核对并说明差异。", "Please check it and explain the difference.")
_FORMULA = Text("请说明计算口径。", "Please say by which formula it is computed.")
_NOTHING = Text("无需处理，以后请避免重复。", "Nothing to do; please avoid it next time.")
_MEANING = Text("如需计入，请改用通用列名或说明该列的含义。", "If it should count, please say what it holds.")
_FRACTION = Text(
    "请补报分子和分母（如接通量、请求量）。", "Please report both counts, such as answered and offered."
)
_NOT_ZERO = Text("空白不当作 0，请补报。", "A blank is not a zero: please report it.")
#: Code → what the vendor can do. Whatever else speaks of the vendor is `_CORRECT` or `_CHECK`.
_REMEDIES: dict[str, Text] = {
    "header_unknown": _MEANING,
    "header_unknown_near": _MEANING,
    "fatal_not_marked": Text(
        "请核对该列与质检项的致命判定，以其中正确的为准改正。",
        "Please make this column and the items agree on what was fatal.",
    ),
    "answer_unreadable": Text(
        "请改填是、否、不适用、致命或得分（如 3/5）。",
        "Please put Yes, No, N/A, Fatal or points such as 3/5.",
    ),
    "header_ambiguous": Text("请在列名中写明是哪一种。", "Please say in the header which of them it is."),
    "header_twice": Text("请只保留其中一列。", "Please keep only one of the two columns."),
    "days_over_two_months": Text(
        "请在标题中写明起止日期。", "Please write the first and last day into the title."
    ),
    "days_unsaid": Text(
        "请在标题中写明起止日期或更正的日期。",
        "Please write the days it speaks for, or corrects, into the title.",
    ),
    "groups_unclear": Text(
        "请在列名中写明各组是什么。", "Please say in the headers what the groups of columns are."
    ),
    "rows_told_apart": Text("请在列名中写明该列是什么。", "Please say in the header what the column is."),
    "row_alike": Text(
        "请说明两行是否重复；是重复则只保留一行。",
        "Please say whether one of the rows is a copy; if so, keep only one.",
    ),
    "part_of_day_missing": Text(
        "请补上该行；确无来电时填 0。", "Please add the row; 0 where there were no calls."
    ),
    "parts_beside_day": Text("无需处理。", "Nothing to do."),
    "part_alone": Text(
        "请补上其余各段的同一项数，或直接报送全天。",
        "Please report the same figure of the other parts, or of the whole day.",
    ),
    "groups_added": Text("可以的话，请直接报送全天。", "Please report the whole day, where you can."),
    "site_contradicted": Text("请更正标题或职场一列。", "Please correct the title or the column of sites."),
    "period_missing": Text("请在标题中写明月份。", "Please name the month in the title."),
    "rate_scale_unclear": Text("请写成带 % 的比率。", "Please write the rates with %."),
    "column_missing": _ADD,
    "project_missing": _ADD,
    "day_missing": _ADD,
    "vendor_cell_empty": _ADD,
    "claimed_without_counts": _FRACTION,
    "claimed_by_day": _FRACTION,
    "rate_without_counts": _FRACTION,
    "rate_differs": _EXPLAIN,
    "total_differs": _EXPLAIN,
    "subtotal_differs": _EXPLAIN,
    "average_differs": _EXPLAIN,
    "grains_differ": _EXPLAIN,
    "month_over_days": Text(
        "请补报缺少的日期，或说明月数从何而来。",
        "Please report these days, or say what the month's figure is of.",
    ),
    "calls_differ": _EXPLAIN,
    "lost_calls_only": Text("请补报接通清单。", "Please send the list of the answered calls too."),
    "answered_calls_only": Text("请补报未接清单。", "Please send the list of the lost calls too."),
    "calls_all_answered": Text("请确认确无未接来电。", "Please confirm that no call was lost."),
    "left_agent_works": Text(
        "请核对离职日期，或查明此后是谁在用该工号；已重新入职的，在名册中写明新的入职日期。",
        "Please check the leaving date, or who uses the code since; of whoever is back, the list must "
        "tell the new joining date.",
    ),
    "leaver_listed": Text(
        "请说明哪一份有误，并更正：补上新的入职日期，或更正原报表的名册，或从名册中去掉。",
        "Please say which list is wrong and put it right: add the new joining date, correct the list of the "
        "earlier report, or take the agent off the list.",
    ),
    "agents_unchecked": Text(
        "请在坐席明细中加报“{others}”，或在合计中加报“{counts}”。",
        "Please add {others} to the list of agents, or {counts} to the totals.",
    ),
    "agents_lacking": Text("请补报这些坐席的“{other}”。", "Please report {other} of these agents too."),
    "calls_repeated": Text(
        "请勿重复粘贴，并带上通话流水号。", "Please send each call once, with its number."
    ),
    "calls_alike": Text(
        "请带上通话流水号，时间精确到秒。", "Please send call numbers, and times to the second."
    ),
    "only_checked": Text("请在 {others} 中加报“{counts}”。", "Please add {counts} to {others}."),
    "call_over_files": Text(
        "请把一通电话的各段放在同一份清单中。", "Please keep all parts of a call in one list."
    ),
    "call_over_files_once": Text(
        "请把一通电话的各段放在同一份清单中。", "Please keep all parts of a call in one list."
    ),
    "sheet_sum_differs": _EXPLAIN,
    "agents_left_out": _EXPLAIN,
    "agents_differ": _EXPLAIN,
    "most_rows_rejected": _CORRECT,
    "sheets_overlap": Text("请只保留一份后重新报送。", "Please keep one of them and send it again."),
    "line_differs": _EXPLAIN,
    "to_date_differs": _EXPLAIN,
    "sources_differ": _EXPLAIN,
    "rate_other_formula": _FORMULA,
    "service_level_variant": _FORMULA,
    "service_level_unexplained": _FORMULA,
    "service_level_above_answer_rate": _FORMULA,
    "rate_not_rounded": Text("请四舍五入填写。", "Please round half up."),
    "rate_false_precision": Text("请只写算得出的位数。", "Please write no more digits than were computed."),
    "calls_unaccounted": Text(
        "请说明这些电话的去向（溢出、留言、回呼）。",
        "Please say where these calls went: overflow, voicemail, callback.",
    ),
    "report_late": Text("请说明迟报原因。", "Please say why it is late."),
    "figures_restated": Text("请书面说明改动原因。", "Please give the reason for the change in writing."),
    "row_not_asked_for": Text(
        "如确需更正，请另报新的文件。", "If it needs correcting, please send a new report."
    ),
    "occupancy_over_login": Text(
        "通话时长如已含保持，请只报一处。",
        "If the talk time holds the hold time already, please report it once.",
    ),
    "rates_mixed": Text("请统一写法。", "Please write them in one way."),
    "counts_doubtful": Text("请说明统计口径。", "Please say how these are counted."),
    "row_doubled": Text("请只保留正确的一行。", "Please keep only the row that is right."),
    "row_repeated": _NOTHING,
    "parts_unchecked": Text(
        "请写明每一段的起止日期，如“5.1-5.7”。", "Please write the first and last day of each, 1-7 May say."
    ),
    "columns_by_week": Text("请按天或按月报送。", "Please report them by day or by month."),
    "parts_make_month": Text("可以的话，请按天报送。", "Please report by day, where you can."),
    "rows_by_week": Text("请按天或按月报送。", "Please report them by day or by month."),
    "row_without_figures": _NOT_ZERO,
    "cell_without_figure": _NOT_ZERO,
    "row_of_errors": Text("请检查公式后发回。", "Please mend the formulas and send it back."),
    "days_missing": Text(
        "请补报；当天确无业务的写 0。", "Please report these days; write 0 where there was no business."
    ),
    "call_outcome_unknown": Text(
        "请改用接通、放弃等通用说法。", "Please write it as answered, abandoned or the like."
    ),
}
_OF_VENDORS = ("外包商", "vendor", "Ask ", "ask ")


def is_for_vendors(code: str) -> bool:
    """Whether a vendor can do something about it."""
    return code not in _OURS and code not in _ELSEWHERE


def vendor_remedy(code: str) -> Text:
    """What to do about it, said to the vendor; the catalogue's own words where they are said to anybody."""
    if code in _REMEDIES:
        return _REMEDIES[code]
    ours = KINDS[code].remedy
    speaks_of_them = any(word in ours.zh or word in ours.en for word in _OF_VENDORS)
    if not speaks_of_them:
        return ours
    return _CHECK if KINDS[code].severity is Severity.WARNS else _CORRECT
