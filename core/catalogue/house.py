"""Findings about our own house: the data folder, calendars, stored results."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

KINDS: dict[str, FindingKind] = {
    "history_cell": kind(
        Severity.BLOCKS,
        "{place}“{value}”{why}。",
        "{place}: “{value}” {why}.",
        "改好这一格后再导入；整份文件要么全部收下，要么都不收。",
        "Mend the cell and import the file again: it comes in whole or not at all.",
    ),
    "history_no_table": kind(
        Severity.BLOCKS,
        "“{file}”中没有期初表：缺少合同编号、月份、考核项编号三列。",
        "“{file}” holds no table of earlier months: its columns Contract, Month and Clause are missing.",
        "请用本系统的期初模板填写。",
        "Fill in the template for earlier months.",
    ),
    "calendar_unpublished": kind(
        Severity.WARNS,
        "{year}年的工作日历尚未公布，期限 {due} 按周一至周五推算（待核）。",
        "The working-day calendar of {year} is not published; {due} was counted on weekdays (to be checked).",
        "日历公布后更新本系统，期限会重新计算。",
        "Update when the calendar is published; the date is then recomputed.",
    ),
    "database_damaged": kind(
        Severity.BLOCKS,
        "数据库文件已损坏，自检未通过。",
        "The database is damaged: its own check fails.",
        "停止使用，从备份恢复整个数据目录。",
        "Stop here and restore the whole data folder from the backup.",
    ),
    "lake_file_missing": kind(
        Severity.BLOCKS,
        "数据库记录的数据文件 {path} 不在数据目录中。",
        "The database lists the data file {path}, but it is not in the data folder.",
        "从备份恢复该文件，或撤回对应的收到文件后重新导入。",
        "Restore it from the backup, or withdraw the received file and import it again.",
    ),
    "lake_file_changed": kind(
        Severity.BLOCKS,
        "数据文件 {path} 与导入时不一致（校验和不符）。",
        "The data file {path} differs from what was imported (checksum mismatch).",
        "从备份恢复该文件。",
        "Restore it from the backup.",
    ),
    "lake_file_orphan": kind(
        Severity.WARNS,
        "数据文件 {path} 不属于任何已导入的文件，已清理。",
        "The data file {path} belongs to no committed import; it was swept away.",
        "无需处理。",
        "Nothing to do.",
    ),
    "received_file_missing": kind(
        Severity.BLOCKS,
        "收到的文件“{name}”的原件不在数据目录中。",
        "The original of the received file “{name}” is not in the data folder.",
        "从备份恢复 files/ 目录。",
        "Restore the files/ folder from the backup.",
    ),
    "plan_due_counted": kind(
        Severity.WARNS,
        "工作日历已公布，整改方案“{title}”的完成时限由 {before} 重新推算为 {after}。",
        "The calendar is published: the improvement plan “{title}”, due {before}, is now due {after}.",
        "请告知责任人新的完成时限。",
        "Tell the owner the new due date.",
    ),
    "job_stale": kind(
        Severity.WARNS,
        "{asked}提交的{kind}任务进程已中断，已标记为失败（任务号 {job}）。",
        "The process behind the job “{kind}” that {asked} started is gone; it was marked as failed ({job}).",
        "重新执行该操作；中断的任务不会留下一半的数据。",
        "Do it again; an interrupted job leaves no half of anything.",
    ),
    "judging_failed": kind(
        Severity.WARNS,
        "“{file}”已导入，数据已计入；判定时出错（参考号 {reference}）。",
        "“{file}” is in and its figures count; judging them failed (reference {reference}).",
        "打开考核总表时会自动重新判定，也可以现在重新判定；再次出错请提供参考号。",
        "It is judged again when the scorecard is opened, or now. If it fails again, hand on the reference.",
    ),
    "judging_failed_withdrawn": kind(
        Severity.WARNS,
        "“{file}”已撤回，其数据不再计入；重新判定时出错（参考号 {reference}）。",
        "“{file}” is taken back and its figures no longer count; judging without them failed "
        "(reference {reference}).",
        "打开考核总表时会自动重新判定，也可以现在重新判定；再次出错请提供参考号。",
        "It is judged again when the scorecard is opened, or now. If it fails again, hand on the reference.",
    ),
    "grain_meets": kind(
        Severity.BLOCKS,
        "“{file}”的{grain}数据与已导入的{other}数据在 {first} 至 {last} 重叠，不能同时计入汇总。",
        "“{file}” brings {grain} figures for {first} to {last}, where {other} figures are in already; "
        "only one of them can feed the sums.",
        "选择本文件计入汇总，或仅作核对。",
        "Say whether this file feeds the sums or only checks them.",
    ),
    "figures_lost": kind(
        Severity.BLOCKS,
        "“{file}”与已导入的 {others} 在同几天的数据不一致（数字不同或缺行），又没有其中的“{counts}”；"
        "计入汇总会取代原有数据，这些数字将不再计入。",
        "“{file}” does not agree with {others} about the same days (other figures, or rows it lacks), and "
        "has no {counts}; if it fed the sums, it would take their place, and these would no longer count.",
        "确是更正报表，选择本文件计入汇总（facts）；是另一份报表，请核对两份为何不一致，或仅作核对（check）。",
        "If it is a corrected report, let this file feed the sums (facts). If it is another report, ask why "
        "the two differ, or let it only check (check).",
    ),
    "calls_shared": kind(
        Severity.BLOCKS,
        "“{file}”（{brings} 行）与已导入的 {others} 是同几天的通话清单，只有一部分通话相同，"
        "或看不出是否相同；计入汇总会取代那里的 {n} 行。",
        "“{file}” (rows: {brings}) lists calls of the same days as {others}, and only some of them are the "
        "same, or it cannot be told; if it fed the sums, it would take the place of the rows there ({n}).",
        "是更正后的完整清单，选择本文件计入汇总（facts）；是另一部分通话，请外包商合成一份清单，"
        "或仅作核对（check）。",
        "If it is the whole list corrected, let this file feed the sums (facts). If it is another part of "
        "the calls, ask for one list of all, or let it only check (check).",
    ),
    "replaced_before": kind(
        Severity.BLOCKS,
        "“{file}”的内容以前导入过，后来由“{other}”取代；计入汇总会把数字改回去。",
        "“{file}” came in before and “{other}” has taken its place since; if it fed the sums, the figures "
        "would go back to what they were.",
        "确实以本文件为准，选择计入汇总（facts）；否则不必导入。",
        "If these figures stand after all, let them feed the sums (facts); else leave the file out.",
    ),
    "part_and_whole": kind(
        Severity.BLOCKS,
        "“{file}”（{mine}）与已导入的 {others}（{theirs}）在 {first} 至 {last} 是整体与部分的关系，"
        "都计入汇总会重复计算。",
        "“{file}” ({mine}) and {others} ({theirs}), already committed, are a whole and a part of it for "
        "{first} to {last}; if both fed the sums, they would count twice.",
        "选择本文件计入汇总（facts），或仅作核对（check）。",
        "Say whether this file feeds the sums (facts) or only checks them (check).",
    ),
    "batch_stale": kind(
        Severity.BLOCKS,
        "预览之后，{vendor}在 {first} 至 {last} 的已导入数据发生了变化。",
        "Committed data of {vendor} for {first} to {last} changed after the preview.",
        "重新预览该文件，核对差异后再导入。",
        "Preview the file again, look at the differences, then commit.",
    ),
}
