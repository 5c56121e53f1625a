"""What the form of a contract asks about itself: whose, from when, how months and totals are judged."""

from __future__ import annotations

from core.text import Text
from exports.template_choices import COUNTERS, CUT_MONTHS, FORECASTERS, LEVELS, SILENCES, UNSCORED, YES_NO
from services.contracts.term_fields.choices import (
    COMBINES,
    LATE_FORECASTS,
    MECHANISMS,
    SCORED_ON,
    WHO_FORECASTS,
)
from services.contracts.term_fields.field import Section, TermField, term
from services.contracts.term_words import choices_of

_GAPS = choices_of("gaps")
_GRADES = (
    term("grade", "等级", "Grade", "如 A、优秀。", "Such as A."),
    term("value", "起始分", "From", "达到此分起。", "From this total on."),
)


def _rule(before: str) -> tuple[TermField, ...]:
    return (
        term(f"{before}.consecutive", "连续几个月", "Months in a row", "连续到这个次数。",
             "From so many in a row on."),
        term(f"{before}.of", "几个月内几次", "So often within so many months", "如 3/12：12个月内3次。",
             "Such as 3/12: three times within twelve months."),
        term(f"{before}.gaps", "无判定的月份", "Months without a verdict", "中间没有判定的月份怎么计。",
             "What they do to the count.", choices=_GAPS, usual=_GAPS["skip"]),
    )  # fmt: skip


_HEAD = (
    term("contract.code", "合同编号", "Contract code", "大写字母、数字、-、_，最长32位。",
         "Capitals, digits, - and _, at most 32."),
    term("contract.version", "版本", "Version", "首版写1，修订后加1。",
         "1 for the first, one more for every amendment."),
    term("contract.name", "合同名称", "Name", "页面和报告上的叫法。", "What pages and reports call it."),
    term("contract.client", "委托方", "Client", "结算单上的甲方。", "Whose name stands on the statement."),
    term("contract.number", "书面合同号", "Number on the paper", "结算单上用；与合同编号相同可留空。",
         "For the statement; empty where it is the code."),
    term("contract.effective.from", "生效日期", "In force from", "这一版从哪天起。",
         "The first day of this version.", usual="2026-01-01"),
    term("contract.effective.to", "截止日期（含当日）", "In force to (that day included)",
         "最后一天；留空为长期有效。",
         "The last day; empty: until further notice.", usual=Text("长期有效", "until further notice")),
    term("contract.cut_month", "月中生效的修订", "Amended within a month", "月中生效时，当月按哪一版考核。",
         "Which version judges the month it takes effect in.", choices=CUT_MONTHS,
         usual=CUT_MONTHS["first_day"]),
    term("contract.period.first_day", "考核月起始日", "First day of the month",
         "自然月填1；26日至次月25日填26。",
         "1 for calendar months; 26 for 26th to 25th.", usual="1"),
    term("contract.full_mark", "满分", "Full mark", "各条款满分的合计。", "What the clauses' points come to.",
         usual="100"),
    term("contract.day_start", "一天的起始时刻", "A day begins at",
         "如 06:00，此前的夜间计入前一天；自然日留空。",
         "Such as 06:00: nights before it belong to the day before.", usual="00:00"),
    term("contract.currency", "币种", "Currency", "金额用的币种。", "What amounts are in.", usual="CNY"),
    term("contract.timezone", "时区", "Time zone", "一天从这个时区的零点算起。",
         "Whose midnight begins a day.", usual="Asia/Shanghai"),
    term("contract.calendar", "工作日历", "Working-day calendar", "按哪国的工作日数期限。",
         "Whose working days deadlines count.", usual="CN"),
    *(
        term(f"contract.scope.{code}", zh, en, "所有条款都只看这一部分；单个条款可另定。",
             "Every clause is narrowed to it.", offers=code)
        for code, zh, en in (
            ("project", "项目", "Project"), ("site", "职场", "Site"), ("queue", "队列", "Queue"),
            ("channel", "渠道", "Channel"), ("segment", "客群", "Segment"), ("language", "语种", "Language"))
    ),
)  # fmt: skip
VENDORS = term(
    "contract.vendors", "外包商", "Vendors", "一份文件可写几家；每家各成一份合同。",
    "Several in one file make a contract each.",
    rows=(
        term("code", "外包商代码", "Vendor code", "选已有的，或输入新代码。",
             "One that is here, or a new code.", offers="vendor"),
        term("name", "外包商名称", "Vendor's name", "页面和报告上的叫法。",
             "What pages and reports call it."),
        term("aliases", "文件中的其他写法", "Other spellings in files", "用分号隔开。",
             "Divided by semicolons."),
        term("share", "业务份额（%）", "Share of the volume (%)", "约定了排名时填写。",
             "Where vendors are ranked."),
    ),
)  # fmt: skip
_TOTAL = (
    term("contract.weighted", "权重须合计为满分", "Weights must add up to the full mark",
         "选“是”则合计不符不能发布。",
         "With yes, a sum that differs keeps it from being published.", choices=YES_NO, usual=Text("否",
         "no")),
    term("contract.unscored", "不适用、样本不足等条款", "Clauses without a judgement",
         "没有判定的条款，权重怎么办。",
         "What becomes of their weight.", choices=UNSCORED, usual=UNSCORED["redistribute"]),
    term("contract.unreported", "未报送或数据无效的条款", "Clauses not reported or invalid",
         "没报数据的条款怎么计分。",
         "What becomes of their weight.", choices=UNSCORED, usual=UNSCORED["zero"]),
    term("contract.bonus_cap", "加分封顶", "Most that bonuses may add", "每月加分合计的上限；留空不限。",
         "In a month, all together; no limit where empty."),
    term("contract.grades", "等级", "Grades", "总分的叫法，从高到低。", "What a total is called, best first.",
         rows=_GRADES),
    term("contract.total_rule.below", "总分过低：低于", "Total too low: below", "总分低于此数算过低。",
         "A total below this is too low."),
    *_rule("contract.total_rule.rule"),
    term("contract.total_rule.level", "总分过低：违约等级", "Total too low: breach level",
         "构成违约时属于哪一级。",
         "How grave that breach is.", choices=LEVELS, usual=LEVELS["major"]),
    term("contract.year.combine", "季度与年度得分", "Scores of quarter and year", "几个月的得分怎样合成。",
         "How the months' totals become one.", choices=COMBINES),
    term("contract.year.grades", "年度等级", "Grades of the year", "与月度等级不同时才填。",
         "Where they are not the months'.", rows=_GRADES),
)  # fmt: skip
_EXTRAS = (
    term("adjustments", "加减分项", "Bonuses and deductions", "登记一次就加或减的分数。",
         "Points each time such an event is booked.", rows=(
        term("code", "代码", "Code", "登记事项时用。", "What an event is booked under.", usual="ADJ"),
        term("name", "事项", "What for", "什么事加减分。", "What it is for."),
        term("points", "每次加减分", "Points each time", "减分写负数。", "Negative for a deduction."),
        term("gates", "加分前提", "Gates", "这些条款达标才加分。",
                 "Clauses that must be met for its bonuses to count.", offers="clause"),
            term("cap", "加分上限", "Most it may add", "每月最多加多少。", "In a month."),
    )),
    term("vetoes", "一票否决", "Vetoes", "登记一次就封顶当月结果的事项。",
         "An event that limits the whole month.", rows=(
        term("code", "代码", "Code", "登记事项时用。", "What an event is booked under.", usual="VETO"),
        term("name", "事项", "What for", "什么事一票否决。", "What it is for."),
        term("total", "总分至多", "Total at most", "后两项都留空时为0。", "0 where the next two are empty."),
        term("grade", "最高等级", "Best grade", "当月等级不高于此。", "The best grade the month can have."),
        term("fee_share", "最多支付比例", "At most this share paid", "按得分支付部分至多付多少，如 0.5。",
             "Of what is paid by score, such as 0.5."),
    )),
    term("promises", "服务承诺", "Public promises", "对外公布的承诺，由哪个条款衡量。",
         "What the public was told, and the clause that measures it.", rows=(
        term("code", "代码", "Code", "简短的代码。", "A short code.", usual="PROMISE"),
        term("name", "承诺内容", "What was promised", "照对外公布的原话填写。", "As the public reads it."),
        term("clause", "对应条款", "Measured by clause", "用哪个条款衡量。",
             "Its figure shows whether it is kept.", offers="clause"),
        term("fund", "全年兑现资金", "Put by in a year", "为兑现承诺备的钱。", "To make good for it."),
    )),
)  # fmt: skip
_FOLLOWS = (
    term("contract.review.days", "申诉期（工作日）", "Working days to object",
         "初稿发出后几个工作日内可提异议；留空则不设。",
         "After the figures went out; empty: none."),
    term("contract.review.silence", "申诉期内未答复", "Silence in that time", "到期没有答复意味着什么。",
         "What no answer means.",
         choices=SILENCES, usual=SILENCES["accepted"]),
    term("contract.disputes.scored_on", "争议期间按谁的数据", "While contested, scored on",
         "异议未裁定时，条款暂按谁的数据计分；不选则按条款自己的来源。",
         "Whose figures count while an objection is open; nothing chosen: the clause's own source.",
         choices=SCORED_ON),
    term("contract.restatement.months", "定稿后更正：几个月内", "Corrected within so many months",
         "月末后几个月内可更正已定稿的月份。",
         "A closed month is corrected until so many months after its end."),
    term("contract.restatement.points", "定稿后更正：总分变动", "Corrected from so many points on",
         "结论翻转，或总分变动超过此数才更正。",
         "Where a verdict turns, or the total moves by more."),
    term("contract.late_report.points", "迟报：首日扣分", "Late report: points the first day",
         "报表到期未齐的第一天扣几分。", "Off the month's total, the first day a report is late or missing."),
    term("contract.late_report.points_further", "迟报：后续每日扣分", "Late report: points each further day",
         "留空与首日相同。", "As the first where empty."),
    term("contract.late_report.points_cap", "迟报：每月最多扣分", "Late report: most points a month",
         "所有报表合计；留空不封顶。", "All reports together; no limit where empty."),
    term("contract.late_report.amount", "迟报：首日扣款", "Late report: amount the first day",
         "报表到期未齐的第一天扣多少钱。", "Off the fee, the first day a report is late or missing."),
    term("contract.late_report.amount_further", "迟报：后续每日扣款", "Late report: amount each further day",
         "留空与首日相同。", "As the first where empty."),
    term("contract.late_report.amount_cap", "迟报：每月最多扣款", "Late report: most a month",
         "所有报表合计；留空不封顶。", "All reports together; no limit where empty."),
    term("contract.erroneous_report.points", "报送有误：每次扣分", "Wrong report: points each time",
         "经认定报送有误，每次扣几分。", "Off the month's total, once somebody decided that it was wrong."),
    term("contract.erroneous_report.amount", "报送有误：每次扣款", "Wrong report: amount each time",
         "经认定报送有误，每次扣多少钱。", "Off the fee, once somebody decided that it was wrong."),
    term("contract.erroneous_report.failures", "报送有误：计几次未达标", "Wrong report: counted as misses",
         "在多次未达标另扣中计几次，如 5。", "What it counts as in persistent failure, such as 5."),
    term("contract.relief.within_working_days", "免责申请期限（工作日）", "Working days to ask for relief",
         "月末后几个工作日内可申请；常见为5。", "After the month's last day; 5 is common."),
    term("contract.relief.admits", "可申请的免责方式", "Kinds of relief admitted", "不选为六种都可以。",
         "None chosen: all six.",
         choices=MECHANISMS),
    term("contract.relief.counters", "连续未达标按", "Misses are counted",
         "数次数时看免责前还是免责后的结果。",
         "Whether streaks look at verdicts before or after relief.", choices=COUNTERS,
         usual=COUNTERS["adjusted"]),
    term("contract.relief.forecast.clauses", "超预测自动剔除：条款", "Beyond the forecast: clauses",
         "这些条款自动剔除超出预测的话务。",
         "Volume beyond the forecasts on file is left out of these by itself.", offers="clause"),
    term("contract.relief.forecast.tolerance", "超预测：容差", "Beyond the forecast: tolerance",
         "超出当日预测多少以内由外包商承担。",
         "What the vendor bears beyond a day's forecast.", usual="0.1"),
    term("contract.relief.forecast.source", "超预测：谁的预测", "Beyond the forecast: whose",
         "按谁报的预测。",
         "Whose forecast it is.", choices=FORECASTERS, usual=FORECASTERS["client"]),
    term("contract.relief.forecast.interval_tolerance", "超预测：时段容差",
         "Beyond the forecast: by interval",
         "预测和来电都按时段报时，逐时段比，容差如 0.15。",
         "Reckoned by interval where both are reported so, such as 0.15."),
    term("contract.relief.forecast.locked_days", "超预测：月前几天锁定", "Forecast in, days before the month",
         "预测须在月初前几天报到，如 30。", "By which the month's forecast must be in, such as 30."),
    term("contract.relief.forecast.interval_locked_days", "超预测：日前几天锁定时段",
         "Intervals in, days before the day", "时段预测须在当日前几天报到，如 14。",
         "By which a forecast by interval must be in, such as 14."),
    term("contract.relief.forecast.late", "超预测：预测迟到", "Beyond the forecast: late forecast",
         "迟到或锁定后又改的预测，当日怎么办。", "What a day is whose forecast came or changed after that.",
         choices=LATE_FORECASTS, usual=LATE_FORECASTS["leave_out"]),
    term("contract.relief.forecast.net_of_repeats", "超预测：扣除放弃后再来电",
         "Beyond the forecast: net of repeats", "外包商自己放弃造成的再来电不计入超出量。",
         "Calls again after the vendor's own abandons do not count as volume beyond it.", choices=YES_NO,
         usual=Text("否", "no")),
    term("contract.relief.forecast.forecaster", "超预测：谁负责预测", "Beyond the forecast: who forecasts",
         "外包商自己预测的，不因超预测免责。", "A vendor that forecasts itself has no relief by it.",
         choices=WHO_FORECASTS, usual=WHO_FORECASTS["client"]),
    term("contract.chronic", "持续不达标", "Chronic failure", "出现后甲方可采取抵扣以外的措施。",
         "What lets the client act beyond credits.", rows=(
        term("code", "代码", "Code", "简短的代码。", "A short code.", usual="CHRONIC"),
        term("name", "名称", "Name", "页面上的叫法。", "What pages call it."),
        term("clause", "条款", "Clause", "数这个条款未达标的月份。", "The clause whose missed months count.",
             offers="clause"),
        term("any_critical", "任一关键指标", "Any critical clause", "任一关键指标未达标的月份都计入。",
             "Months count in which any critical clause was missed.", choices=YES_NO),
        term("at_cap", "抵扣封顶的月份", "Months at the cap", "抵扣达到上限的月份计入。",
             "Months count whose credits came to all that is at risk.", choices=YES_NO),
        *_rule("rule"),
        term("below", "单月低于", "A single month worse than", "有一个月差于此值即触发。",
             "One such month is enough."),
        term("level", "违约等级", "Breach level", "合同称之为哪一级违约。", "What the contract calls it.",
             choices=LEVELS),
    )),
)  # fmt: skip
_TABLE = (
    term("contract.target_table", "目标表", "Table of targets",
         "没有写目标值的条款，按指标取其中最具体的一行。",
         "Clauses that state no target take the nearest row of their indicator.", rows=(
        term("indicator", "指标", "Indicator", "是哪个指标的目标。", "Whose target it is.",
             offers="indicator"),
        *(
            term(f"scope.{code}", zh, en, "只对这一部分有效；都不填为一般目标。",
                 "For this part alone; none of them: the general target.", offers=code)
            for code, zh, en in (
                ("site", "职场", "Site"), ("segment", "客群", "Segment"), ("language", "语种", "Language"),
                ("queue", "队列", "Queue"), ("channel", "渠道", "Channel"), ("project", "项目", "Project"))
        ),
        term("target", "目标值", "Target", "要达到的值。", "What the figure is held against."),
        term("minimum", "底线值", "Minimum", "低于它即为未达标；可留空。",
             "Missed beyond it; may stay empty."),
        term("from", "自", "From", "第一个适用的月份，如 2026-01；留空为自始。",
             "The first month, such as 2026-01; from the start where empty."),
        term("to", "至", "To", "最后一个适用的月份；留空为长期。",
             "The last month; until further notice where empty."),
        term("amendment", "依据", "By", "写入它的协议，如“补充协议一”。",
             "The agreement that brought it in."),
    )),
)  # fmt: skip
_RANKING = (
    term("contract.ranking.group", "排名组", "Ranking group", "同组的合同一起排名，如 HOTLINE。",
         "Contracts of the same group are ranked together."),
    term("contract.ranking.below", "末位得分低于", "Last place below", "低于此分的末位减少业务份额。",
         "A last place below it loses volume."),
    term("contract.ranking.losses", "末位减少份额", "Lost by the last", "连续第1次、第2次……减几个百分点。",
         "Points of the volume the n-th time in a row.", usual="5, 10"),
    term("contract.ranking.floor", "份额下限（%）", "Least share (%)", "份额不会减到此数以下。",
         "Nobody goes below this by a loss.", usual="10"),
    term("contract.ranking.tie", "同分时看条款", "Equal totals by clause", "数值较优者在前。",
         "The better figure comes first.", offers="clause"),
)  # fmt: skip
SECTIONS = (
    Section("head", Text("合同、期限与外包商", "Contract, days, vendors"), Text("", ""), (*_HEAD, VENDORS),
            "contract"),
    Section("total", Text("总分、等级与年度", "Total, grades, year"), Text("", ""), _TOTAL, "leaderboard"),
    Section("extras", Text("加减分、否决与承诺", "Bonuses, vetoes, promises"), Text("", ""), _EXTRAS,
            "exposure"),
    Section("follows", Text("申诉、免责与持续不达标", "Objections, relief, chronic failure"), Text("", ""),
            _FOLLOWS, "balance"),
    Section("targets", Text("目标表", "Table of targets"),
            Text("几个条款共用的目标，按范围和月份。",
            "Targets that several clauses share, by scope and month."), _TABLE, "table_rows"),
    Section("ranking", Text("外包商排名", "Ranking of vendors"),
            Text("几家排名，末位的业务量让给首位。",
            "Several vendors are ranked, and volume moves from the last to the first."),
            _RANKING, "social_leaderboard"),
)  # fmt: skip
#: Keys without a field, and why.
WITHOUT: dict[str, str] = {
    "contract.period.kind": "follows from the first day: the 1st is a calendar month",
    "contract.grades[].points": "a total's grade earns nothing; only a clause's grades have points",
    "contract.year.grades[].points": "a year's grade earns nothing; only a clause's grades have points",
}
#: Lists that are edited elsewhere, and where.
ELSEWHERE: dict[str, str] = {
    "clauses": "each clause has a form of its own (services/contracts/term_fields/clause.py)",
    "indicators": "an own definition is a formula in base counts; it comes in with a YAML file or the Excel "
    "template's further terms, and stays in the draft from there",
}
