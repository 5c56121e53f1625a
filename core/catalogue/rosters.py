"""Findings about rosters: what they say of agents, and what call lists say beside them."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _R, _W = Severity.BLOCKS, Severity.REJECTS, Severity.WARNS
_BACK = "请外包商更正该行后重报。", "Have this line corrected and the list sent again."
_NUMBER = (
    "请外包商把该列设为文本后重新填写；其余内容照常读取，只是无法据此认出同一个人。",
    "Have the column made text and filled in again. All else of these lines is read; only that it is the "
    "same person cannot be told from them.",
)

KINDS: dict[str, FindingKind] = {
    "list_kind_unclear": kind(
        _B,
        "看不出“{place}”是花名册还是人员异动：没有工号及在岗信息的列。",
        "{place} is neither a roster nor a list of changes: no agents' codes with columns that say who works "
        "here.",
        "请说明名单类型，或补上工号、职场、入职日期、离职日期等列。",
        "Say what it is, or add columns such as agent id, site, hire date, leave date.",
    ),
    "list_day_missing": kind(
        _B,
        "“{place}”没有写明是哪一天或哪个月的名单。",
        "{place} does not say which day or month it is of.",
        "请选择日期或月份后再读取。",
        "Choose the day or the month, then read it again.",
    ),
    "list_lines_left_out": kind(
        _W,
        "{place}有 {n} 行未作为人员读取（第 {rows} 行）：只填了一格，或在表尾之后。",
        "{place}: lines not read as an agent's: {n} (rows {rows}); they hold one cell alone, or stand below "
        "the end of the list.",
        "如属人员，请外包商补全该行（至少写明工号）后重报；如属说明，无需处理。",
        "If they are agents, have the lines completed, with the agent id at least, and sent again; remarks "
        "need nothing.",
    ),
    "roster_agent_missing": kind(
        _R, "{place}没有工号。", "{place} names no agent by code.", *_BACK,
    ),
    "roster_agent_twice": kind(
        _R,
        "工号 {agent} 出现两次（第 {line} 行与第 {other_line} 行），内容不一致：{site}、{other_site}；"
        "以先出现的一行为准。",
        "Agent {agent} stands twice (rows {line} and {other_line}) with different words: {site}, "
        "{other_site}. The earlier row counts.",
        *_BACK,
    ),
    "roster_line_twice": kind(
        _W,
        "工号 {agent} 的同一行出现两次（第 {line} 行与第 {other_line} 行），只计一次。",
        "Agent {agent} stands twice with the same words (rows {line} and {other_line}); counted once.",
        "无需处理。",
        "Nothing to do.",
    ),
    "roster_left_before_joined": kind(
        _R,
        "工号 {agent} 的离职日期 {left} 早于入职日期 {joined}。",
        "Agent {agent} left on {left}, before joining on {joined}.",
        *_BACK,
    ),
    "roster_live_before_joined": kind(
        _R,
        "工号 {agent} 的上岗日期 {live} 早于入职日期 {joined}。",
        "Agent {agent} went live on {live}, before joining on {joined}.",
        *_BACK,
    ),
    "roster_left_undated": kind(
        _W,
        "工号 {agent} 的状态为离职，但没有离职日期；按名单第一天之前已离职计。",
        "Agent {agent} has left by status, with no day: held as gone before the first day of the list.",
        "请外包商补报离职日期。",
        "Ask for the leaving date.",
    ),
    "roster_role_unknown": kind(
        _W,
        "岗位“{said}”不在已知岗位之列（{n} 行），按“其他岗位”计。",
        "The position “{said}” is none we know (rows: {n}); held as other.",
        "如属已有岗位，请外包商改用通用名称。",
        "If it is one of ours, have it called by its usual name.",
    ),
    "roster_site_unknown": kind(
        _W,
        "职场“{said}”未登记（{n} 行），按名单所写保留；登记后自动归入。",
        "The site “{said}” is not registered (rows: {n}); it stays as named and is found once it is "
        "registered.",
        "请在“外包商与项目”中登记该职场或其别名。",
        "Enter the site, or another name of it, under Vendors and projects.",
    ),
    "roster_site_keeps_nothing": kind(
        _W,
        "“{site}”规定不保留坐席信息：{n} 人只计数，不保留。",
        "{site} keeps nothing of its agents: people counted and not kept: {n}.",
        "需要核算培训达标的，请修改该职场的坐席信息规则。",
        "Where training is to be reckoned, change the site's rule for agents.",
    ),
    "roster_event_unknown": kind(
        _R,
        "异动类型“{said}”看不出是入职、离职、调岗、休假还是返岗。",
        "The change “{said}” is neither joining, leaving, moving, a leave nor a return.",
        *_BACK,
    ),
    "roster_event_undated": kind(
        _R, "异动“{said}”没有日期。", "The change “{said}” has no day.", *_BACK,
    ),
    "roster_person_twice": kind(
        _W,
        "工号 {a} 与 {b} 证件号相同，是同一个人。",
        "{a} and {b} have one id number: they are one person.",
        "请外包商确认；按一人计。",
        "Have the vendor confirm it; they are counted as one head.",
    ),
    "id_number_cut": kind(
        _W,
        "{place}有 {n} 个证件号末位变成了 0（第 {rows} 行），已不能用于识别同一个人。",
        "{place}: id numbers that lost their last digits: {n} (rows {rows}); not used to know the person.",
        *_NUMBER,
    ),
    "id_number_odd": kind(
        _W,
        "{place}有 {n} 个证件号校验不符（第 {rows} 行），不用于识别同一个人。",
        "{place}: id numbers whose check digit is wrong: {n} (rows {rows}); not used to know the person.",
        *_NUMBER,
    ),
    "rosters_overlap": kind(
        _W,
        "{days} 的名单此前已收到（{earlier}）：本次多 {more} 人、少 {fewer} 人，"
        "职场或岗位不同的 {elsewhere} 人。以本次为准，此前的仍可查。",
        "{days} were told by {earlier} already: {more} more, {fewer} fewer, {elsewhere} elsewhere. This "
        "later list counts; what was known before stays known.",
        "请核对差异；不该替换的，丢弃本次名单。",
        "Look at the differences; discard this list if it should not replace the other.",
    ),
    "roster_carried": kind(
        _W,
        "最近一份花名册是 {day} 的，距今 {n} 天。",
        "The last roster is of {day}, {n} days old.",
        "请外包商报送最新花名册。",
        "Ask the vendor for the current roster.",
    ),
    "agent_ghost": kind(
        _W,
        "工号 {agent} 在 {days} 处理了 {n} 次，却不在花名册上。",
        "{agent} handled {n} contacts ({days}) and is on no roster of these days.",
        "请外包商说明是谁，并补报花名册。",
        "Ask the vendor who it is, and for the roster put right.",
    ),
    "agent_zombie": kind(
        _W,
        "工号 {agent} 已于 {left} 离职，此后到 {day} 仍处理了 {n} 次。",
        "{agent} left on {left}, and handled {n} contacts after it, until {day}.",
        "请外包商说明谁在使用该工号。",
        "Ask the vendor who uses this code.",
    ),
    "agent_not_at_work": kind(
        _W,
        "工号 {agent} 在 {days} 处理了 {n} 次，花名册当时为：{standing}。",
        "{agent} handled {n} contacts on {days}; the roster says of then: {standing}.",
        "请外包商更正上岗日期或休假，或说明谁在使用该工号；未上岗者接线，准入课程须先通过。",
        "Ask the vendor to put the live day or the leave right, or to say who used this code. Who is not "
        "live yet has to pass what is asked before the first contact.",
    ),
    "agent_login_shared": kind(
        _W,
        "工号 {agent} 在同一半小时内在不同职场（{sites}）接听（首次 {day} {at}，共 {n} 次）。",
        "{agent} answered at {sites} within one half hour (first on {day} at {at}; times: {n}).",
        "请外包商说明是否多人共用该工号；只提示，不影响评定。",
        "Ask the vendor whether several people use this code. It is said, and judged nowhere.",
    ),
    "roster_person_cleared": kind(
        _W,
        "工号 {agent} 不得在我方项目上工作。",
        "{agent} may not work on our programmes.",
        "请外包商停止安排其上岗并更换人员。",
        "Have the vendor take this agent off our work and name somebody else.",
    ),
}  # fmt: skip
