"""Findings about lists of training records: attendance, exams and certificates by agent."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_W, _R = Severity.WARNS, Severity.REJECTS
KINDS: dict[str, FindingKind] = {
    "records_kind_unclear": kind(
        Severity.BLOCKS,
        "“{file}”里没有按坐席列出的成绩、参训或证书：找不到工号与结果两类列。",
        "“{file}” holds no results, attendance or certificates by agent: a column of agents' codes and one "
        "of results have to stand in it.",
        "请按人列出，须有工号与结果列；只有人数的培训台账请从“导入”收取，按上报数使用。",
        "List it by agent, with codes and results. A register with numbers of people alone goes through "
        "Import and counts as reported.",
    ),
    "list_course_missing": kind(
        Severity.BLOCKS,
        "“{file}”没有课程一列，标题和表名里也找不到唯一的课程名。",
        "“{file}” has no column of courses, and its titles do not name one course.",
        "说明这份名单是哪门课程的。",
        "Say which course the list is of.",
    ),
    "course_unknown": kind(
        _W,
        "“{said}”不是已登记的课程：{n} 行照收，登记课程名称后即计入。",
        "“{said}” is no course: {n} rows are kept and count once the name is entered with a course.",
        "在“培训记录”页的“未对应课程的名称”里说明它是哪门课程。",
        "Say which course it is, under Training records, “Names without a course”.",
    ),
    "exam_before_hire": kind(
        _R,
        "坐席 {agent} 的{what}记录 {day} 早于入职日期 {joined}。",
        "Agent {agent}: the record ({what}) of {day} lies before joining on {joined}.",
        "核对记录日期与花名册的入职日期；改正后再导入这一行。",
        "Check the day of the record and the day of joining on the roster; take the row in again put right.",
    ),
    "score_over_maximum": kind(
        _R,
        "成绩 {score} 高于满分 {full}。",
        "The score {score} is more than the full mark of {full}.",
        "核对成绩；满分不是 100 的，表里要有满分一列。",
        "Check the score; where the full mark is not 100, the list needs a column that says so.",
    ),
    "exam_in_future": kind(
        _R,
        "日期 {day} 晚于今天（{today}）。",
        "{day} lies after today ({today}).",
        "核对日期。",
        "Check the day.",
    ),
    "expiry_before_issue": kind(
        _R,
        "到期日期 {expires} 早于发证日期 {issued}。",
        "The expiry of {expires} lies before the issue of {issued}.",
        "核对两个日期，可能写反了。",
        "Check both days; they may be swapped.",
    ),
    "exam_zone_unsaid": kind(
        _W,
        "{times} 个时间没有写时区，按 {zone} 读取；其中 {n} 个离零点不到一小时，日期可能不同。",
        "{times} times have no zone and are read as {zone}; {n} of them lie within an hour of midnight.",
        "说明学习平台导出所用的时区。",
        "Say which zone the learning platform exports its times in.",
    ),
    "exam_agent_unknown": kind(
        _W,
        "坐席 {agent} 不在任何花名册上：{n} 行照收。",
        "Agent {agent} is on no roster: {n} rows are kept.",
        "补导花名册，或核对工号。",
        "Take in the roster that names the agent, or check the code.",
    ),
    "pass_contradicts": kind(
        _R,
        "写的是“{said}”，成绩 {score}，及格线 {mark}，两者矛盾。",
        "It says {said}, with a score of {score} and a pass mark of {mark}.",
        "请外包商确认成绩还是结果写错了。",
        "Ask the vendor which of the two is wrong.",
    ),
    "record_twice": kind(
        _W,
        "坐席 {agent} 的“{course}”与前面一行完全相同：只计一次。",
        "Agent {agent}, “{course}”: the same as an earlier row in every figure; it counts once.",
        "无需处理；常见于两次导出拼在一起。",
        "Nothing to do; two exports were likely put together.",
    ),
    "retake_day_missing": kind(
        _W,
        "{n} 个补考成绩没有日期：按 {day} 计（名单收到的日子）。",
        "{n} retake scores have no day: they count from {day}, the day the list came.",
        "请外包商补上补考日期；到期日之前的补考才算按期。",
        "Ask the vendor for the days: only a retake before the due day is in time.",
    ),
    "records_open": kind(
        _W,
        "{n} 行写明已报名或进行中：还没有结果，不计入。",
        "{n} rows say enrolled or under way: there is no result yet, and nothing counts.",
        "无需处理；完成后把新的名单再导入一次。",
        "Nothing to do; take the list in again once they are finished.",
    ),
    "record_agent_missing": kind(
        _R,
        "这一行没有工号。",
        "The row has no agent's code.",
        "补上工号；姓名不足以认人。",
        "Enter the code; a name alone does not tell who it is.",
    ),
    "record_day_missing": kind(
        _R,
        "坐席 {agent} 这一行没有日期。",
        "Agent {agent}: the row has no day.",
        "补上培训或考试日期。",
        "Enter the day of the training or exam.",
    ),
    "record_result_unknown": kind(
        _R,
        "看不懂“{said}”是通过还是未通过。",
        "“{said}” does not tell whether it was passed.",
        "写 通过、未通过 或 缺考。",
        "Write passed, failed or absent.",
    ),
    "scores_all_full": kind(
        _W,
        "{day}“{course}”的 {n} 人全部满分。",
        "{n} people took “{course}” on {day}, all with the full mark.",
        "请抽查答卷；本提示不影响计数。",
        "Look at some answer sheets; nothing is taken away by this.",
    ),
    "scores_all_full_days": kind(
        _W,
        "{first}至{last}“{course}”的 {n} 人全部满分，每天人数都不多。",
        "{n} people took “{course}” between {first} and {last}, a few each day, all with the full mark.",
        "请抽查答卷；本提示不影响计数。",
        "Look at some answer sheets; nothing is taken away by this.",
    ),
    "scores_all_same": kind(
        _W,
        "{day}“{course}”的 {n} 人成绩全部是 {score}。",
        "{n} people took “{course}” on {day}, all with a score of {score}.",
        "请抽查答卷；本提示不影响计数。",
        "Look at some answer sheets; nothing is taken away by this.",
    ),
    "finished_same_second": kind(
        _W,
        "“{course}”有 {n} 人在同一秒（{at}）完成。",
        "{n} people finished “{course}” in the same second ({at}).",
        "请查看学习平台的登录记录；本提示不影响计数。",
        "Look at the log of the learning platform; nothing is taken away by this.",
    ),
    "too_fast": kind(
        _W,
        "“{course}”至少需要 {least} 分钟，{n} 人用时不到一半。",
        "“{course}” takes at least {least} minutes; {n} people took less than half of that.",
        "请抽查复测；本提示不影响计数。",
        "Re-test some of them; nothing is taken away by this.",
    ),
    "trainer_uncertified": kind(
        _W,
        "{day}“{course}”由讲师 {trainer} 授课，其当日未持有该课程的讲师认证：{n} 人的成绩不计。",
        "The class of “{course}” on {day} was given by {trainer}, who was not certified for it that day: it "
        "does not count for {n}.",
        "请由持证讲师补训；讲师确已认证的，在“培训矩阵”页的讲师名册里补登。",
        "Have a certified trainer give it again; a trainer who was certified belongs in the register of "
        "trainers, under Training matrix.",
    ),
    "trainer_unnamed": kind(
        _W,
        "{day}“{course}”未写明讲师，而该课程须由认证讲师授课：{n} 人的成绩不计。",
        "“{course}” on {day} names no trainer, and only a certified one may give it: it does not count for "
        "{n}.",
        "请外包商补上讲师工号后重新报送。",
        "Ask the vendor for the trainer's code, and take the list in again.",
    ),
    "attempts_over": kind(
        _W,
        "坐席 {agent} 的“{course}”{day} 通过，但已是第 {attempt} 次考试，最多 {most} 次：不计。",
        "Agent {agent} passed “{course}” on {day} at attempt {attempt} of at most {most}: it does not count.",
        "同意延长的，在“培训记录”页手工录入该成绩并写明理由。",
        "Where an extension is granted, enter the result by hand under Training records, with the reason.",
    ),
    "register_differs": kind(
        _W,
        "{day}“{course}”：台账写 {said} 人{what}，名单上有 {n} 人。",
        "“{course}” on {day}: the register says {said} {what}, the lists by name have {n}.",
        "请外包商说明差异，或补报缺的名单。",
        "Ask the vendor to explain, or to send the list that is missing.",
    ),
}
