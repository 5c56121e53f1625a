"""What the form of a clause asks beyond its definition, target, scoring and owner."""

from __future__ import annotations

from core.text import Text
from exports.template_choices import FLOOR_RULES, LAYERS, LEVELS, SAMPLE_METHODS, WINDOWS, YES_NO
from services.contracts.term_fields.choices import GRAINS, MODES, STAGES, WEEKDAYS
from services.contracts.term_fields.field import Section, TermField, term
from services.contracts.term_words import choices_of

_GAPS = choices_of("gaps")
_WHOSE = (
    term("scope.project", "项目", "Project", "只看这个项目的数据。", "Only the figures of this project.",
         offers="project"),
    term("scope.site", "职场", "Site", "只看这个职场的数据。", "Only the figures of this site.",
         offers="site"),
    term("scope.queue", "队列", "Queue", "只看这个队列的数据。", "Only the figures of this queue.",
         offers="queue"),
    term("scope.channel", "渠道", "Channel", "只看这个渠道，如 VOICE、CHAT。",
         "Only this channel, such as VOICE or CHAT.", offers="channel"),
    term("scope.segment", "客群", "Segment", "只看这一类客户，如 VIP。",
         "Only customers of this segment, such as VIP.", offers="segment"),
    term("scope.language", "语种", "Language", "只看这个语种，如 ZH、YUE。",
         "Only contacts in this language, such as ZH.", offers="language"),
    term("hours", "时段", "Hours",
         "只考核这些时间，如 08:00-20:00 或 20:00-06:00；周末、节假日或个别职场不同时分别填写。",
         "Only these hours, as 08:00-20:00 or 20:00-06:00; weekends, holidays, sites where they differ."),
    term("day_start", "一天的起始时刻", "A day begins at", "如 06:00；与合同不同才填。",
         "Such as 06:00; where other than the contract's."),
    term("weekdays", "星期", "Weekdays", "只考核这几天；不选为每天。",
         "Only these days count; none chosen: every day.", choices=WEEKDAYS),
    term("each.grain", "逐时段达标", "Each interval or day", "按达标的时段（或天）占比考核，而不看总的数值。",
         "What is judged is the share of intervals or days that keep a target of their own.", choices=GRAINS),
    term("each.target", "每个时段（天）的目标", "Target of each", "每个时段或每天各自要达到的值。",
         "What each interval or day is held against."),
    term("each.volume_floor", "每个时段（天）的起评量", "Volume floor of each",
         "量少于此数的时段或天不计入。",
         "Intervals or days with less are left out.", usual="0"),
)  # fmt: skip
_MONTHS = (
    term("window", "考核窗口", "Window", "按当月、季度还是滚动几个月计算。",
         "Over which months the figure is formed.", choices=WINDOWS, usual=Text("当月", "the month")),
    term("volume_floor", "起评量", "Not judged below this volume", "量少于此数的月份不评。",
         "A month with less than this is not judged.", usual="0"),
    term("floor_rule", "不足起评量时", "Below the floor", "量不足的月份怎么算。",
         "What a month below the volume floor becomes.", choices=FLOOR_RULES, usual=Text("不评",
         "not judged")),
    term("targets", "分范围目标", "Targets by scope",
         "某个职场等另有目标时填写，最具体的一行有效；按职场须选“最差的职场”。",
         "Where a site or another part has a target of its own: the nearest holds. By site: the worst site.",
         rows=(
             term("scope.site", "职场", "Site", "这一行是哪个职场的目标。", "Whose target it is.",
                  offers="site"),
             *(
                 term(f"scope.{code}", zh, en, "只对这一部分有效。", "For this part alone.", offers=code)
                 for code, zh, en in (
                     ("segment", "客群", "Segment"), ("language", "语种", "Language"),
                     ("queue", "队列", "Queue"), ("channel", "渠道", "Channel"),
                     ("project", "项目", "Project"))
             ),
             term("target", "目标值", "Target", "这一部分要达到的值。", "What this part is held against."),
             term("minimum", "底线值", "Minimum", "低于它即为未达标；可留空。",
                  "Missed beyond it; may stay empty."),
         )),
    term("aggregate", "多职场合计", "Several sites", "几个职场的数值怎样合成一个。",
         "How the figures of several sites become one.", choices=choices_of("aggregate"),
         usual=Text("合并计算", "pooled")),
    term("parts", "分部分考核", "Parts judged apart",
         "不按职场，而按各队列、客群等分别对照目标，最差的一个判定；多职场合计选“最差的职场”。",
         "Instead of sites each queue, segment … is held against its target and the worst decides; "
         "with the worst site.", choices=choices_of("parts")),
    term("site_weights", "职场权重", "Weights of the sites", "按权重平均时填写，如 NJ:60 HZ:40。",
         "For the weighted mean of the sites, such as NJ:60 HZ:40."),
    term("rounding.stage", "修约", "Rounding", "数值在与目标比较之前要不要先修约。",
         "Whether the figure is rounded before it is compared.", choices=STAGES, usual=STAGES["display"]),
    term("rounding.digits", "小数位", "Decimals", "修约到几位小数。", "To how many decimals.", usual="2"),
    term("rounding.mode", "修约方式", "Way of rounding", "恰好一半时怎么办。",
         "What becomes of what is left over.",
         choices=MODES, usual=MODES["half_up"]),
)  # fmt: skip
_START = (
    term("ramp.targets", "启动期各月目标", "Targets of the first months",
         "第1个月、第2个月……的目标，如 80, 85, 90。",
         "The target of the first month, of the second and so on: 80, 85, 90."),
    term("ramp.no_credit_months", "前几个月不扣款", "First months that cost nothing",
         "这几个月未达标也不扣款。",
         "A miss in these first months draws no money.", usual="0"),
    term("ramp.since", "启动日期", "Started on", "职场或项目上线的日期；留空按合同首日。",
         "When the site or programme started; the contract's first day where empty.", usual="2026-01-31"),
    term("ramp.sites", "分职场启动期", "Sites that start on their own",
         "个别职场新上线、其他职场照常考核时填写。",
         "Where a site starts up while the others are held in full.",
         rows=(
             term("site", "职场", "Site", "新上线的职场。", "The site that starts.", offers="site"),
             term("targets", "各月目标", "Targets of its first months", "第1个月、第2个月……的目标。",
                  "Of its first month, its second and so on."),
             term("no_credit_months", "前几个月不扣款", "First months that cost nothing",
                  "未达标也不扣款。", "A miss draws no money."),
             term("since", "启动日期", "Started on", "该职场上线的日期。", "When it started."),
         )),
    term("baseline.from", "基准期自", "Baseline from", "目标由基准期的实际值得出时填写，并留空目标值。",
         "Where the target is measured first: its first month, and no target above.", usual="2026-01"),
    term("baseline.to", "基准期至", "Baseline to", "基准期的最后一个月，之后的月份开始考核。",
         "The last month measured; later ones are judged.", usual="2026-03"),
    term("baseline.change", "在基准上加减", "Added to the baseline", "加到基准值上的数，按指标的单位。",
         "Added to the figure of these months, in the indicator's unit.", usual="0"),
    term("baseline.digits", "目标的小数位", "Decimals of the target", "把得出的目标修约到几位；留空不修约。",
         "Rounds the target to so many decimals; exact where empty."),
    term("improvement.best", "逐年提高：最好的几个月", "Raised: so many best months",
         "由最好的几个月的平均值提出新目标。",
         "The mean of so many best months is proposed as the new target."),
    term("improvement.among", "逐年提高：在几个月中", "Raised: of so many months",
         "在多少个已定稿的月份中选。",
         "Of so many closed months.", usual="12"),
    term("improvement.gap_share", "逐年提高：至多提高", "Raised: by at most",
         "至多提高到100%差距的这个比例，如 0.2。",
         "At most this part of the gap to 100 %, such as 0.2."),
    term("improvement.digits", "逐年提高：小数位", "Raised: decimals", "新目标向现目标方向修约到几位。",
         "Rounded towards the present target to so many decimals."),
)  # fmt: skip
_SAMPLE = (
    term("sample.method", "样本检验", "Test of the sample", "按样本考核的条款用哪种检验。",
         "Which test a clause judged on a sample is put to.", choices=SAMPLE_METHODS),
    term("sample.confidence", "置信水平", "Confidence", "单侧，写成小数。", "One-sided, as a share.",
         usual="0.95"),
    term("sample.adequate", "样本量至少", "Sample of at least", "少于此数时写明样本不足。",
         "Below so many the sample is called too small.", usual="30"),
    term("sample.confirmed_only", "确认后才算未达标", "Only a confirmed miss counts",
         "检验不能确认的，只算低于目标。",
         "A miss the test does not confirm is only below target.", choices=YES_NO, usual=Text("否", "no")),
)  # fmt: skip
_BREACH = (
    term("layer", "义务层级", "Layer", "这条义务有多重。", "What hangs on it.", choices=LAYERS),
    term("breach_level", "违约等级", "Breach level", "构成违约时属于哪一级。", "How grave its breach is.",
         choices=LEVELS, usual=Text("不单独构成违约", "no breach of its own")),
    term("breach_rule.consecutive", "连续几个月未达标算违约", "Missed so many months in a row",
         "连续未达标到这个次数，就是违约。", "From so many misses in a row on it is a breach."),
    term("breach_rule.of", "几个月内几次算违约", "Missed so often within so many months",
         "如 3/12：12个月内3次。",
         "Such as 3/12: three times within twelve months."),
    term("breach_rule.gaps", "无判定的月份", "Months without a verdict", "中间没有判定的月份怎么计。",
         "What they do to the count of misses.", choices=_GAPS, usual=_GAPS["skip"]),
    term("target_rule.times", "几次低于目标算违反", "Times below target that are a default", "有底线值时用。",
         "Where there is a minimum: from so many times on.", usual="4"),
    term("target_rule.months", "在几个月内", "Within so many months", "按滚动的几个月数次数。",
         "The rolling months in which they are counted.", usual="12"),
    term("target_rule.counts_minimum", "低于底线的月份也计入", "Months below the minimum count too",
         "低于底线的月份要不要一并数进去。", "Whether they are counted among these times.",
         choices=YES_NO, usual=Text("否", "no")),
    term("over_service.by", "超额：优于目标", "Over-service: beyond the target by",
         "持续优于目标这么多，提示超额服务。",
         "Served better than was bought by this much is called over-service.", usual="5"),
    term("over_service.months", "超额：持续几个月", "Over-service: months on end", "连续几个月如此才提示。",
         "In so many months on end.", usual="3"),
    term("over_service.within", "超额：占目标时间", "Over-service: part of the target time",
         "如 0.2：五分之一的时间内就接起。",
         "Such as 0.2: answered within a fifth of the target time."),
    term("over_service.share", "超额：占来电", "Over-service: part of the calls", "如 0.85：85%的来电如此。",
         "Such as 0.85: by 85 % of the calls."),
)  # fmt: skip
#: The clause's own figure keeps at most so many points where another lies below a limit.
POINTS = (
    term("score.min_score", "最低分", "Least points", "扣到这个分数为止。", "Nothing is taken off below it.",
         usual="0"),
    term("score.cap", "最多扣分", "Most taken off", "这个条款最多扣多少分。",
         "The most all events take off."),
    term("score.grades", "等级", "Grades", "从高到低，达到起始值即得该等级的分数。",
         "Best first, from which value on and for how many points.",
         rows=(
             term("grade", "等级", "Grade", "如 A。", "Such as A."),
             term("value", "起始值", "From", "达到此值起。", "From this value on."),
             term("points", "分数", "Points", "得多少分。", "What it earns."),
         )),
    term("score.cap_if.indicator", "另一指标过低时封顶：指标", "Capped by another figure: indicator",
         "另一个指标低于下限时，本条款的得分封顶。",
         "Where this other figure lies below a limit, points are capped.",
         offers="indicator"),
    term("score.cap_if.variant", "口径", "Its definition", "那个指标用哪种口径；留空用第一种。",
         "Which of its definitions; the first where empty."),
    term("score.cap_if.params", "口径参数", "Its parameters", "如 threshold_s:60。",
         "Such as threshold_s:60."),
    term("score.cap_if.below", "低于", "Below", "低于此值时封顶。", "The limit, in its unit."),
    term("score.cap_if.cap", "最高得分", "At most", "此时本条款最多得多少分。",
         "The most points this clause then earns."),
)  # fmt: skip
#: Of the scoring, which field goes with which method; the others with every method.
OF_METHOD = {
    "score.min_score": ("step", "per_event"),
    "score.cap": ("per_event",),
    "score.grades": ("grades",),
}
SECTIONS = (
    Section("whose", Text("考核谁、什么时间", "Whose contacts, at what time"),
            Text("不填就是全部业务、全天、每天。", "Left empty: all of them, round the clock, every day."),
            _WHOSE, "filter_alt"),
    Section("months", Text("窗口、起评量与多职场", "Window, volume floor, several sites"),
            Text("不填就是当月、不设起评量、各职场合并。",
            "Left empty: the month, no floor, all sites together."), _MONTHS, "date_range"),
    Section("start", Text("启动期与基准期", "First months, measured targets"),
            Text("刚上线时目标放宽，或先测几个月再定目标。",
            "Easier at the start, or a target that is measured first."), _START, "rocket_launch"),
    Section("sample", Text("小样本", "Small samples"),
            Text("抽检、满意度等按样本得出的条款。", "For clauses judged on a sample, such as spot checks."),
            _SAMPLE, "science"),
    Section("breach", Text("违约与超额服务", "Breach and over-service"),
            Text("多次未达标有什么后果；长期好于约定时提示。",
            "What follows from repeated misses, and from far better service."), _BREACH, "gavel"),
)  # fmt: skip
SCORING = Section("points", Text("计分的其他约定", "More on the points"), Text("", ""), POINTS, "star_half")
#: The parameters of a definition.
PARAMS: tuple[TermField, ...] = (
    term("params.threshold_s", "时限（秒）", "Threshold in seconds", "在几秒之内。",
         "Within so many seconds."),
    term("params.short_s", "短呼（秒）", "Short calls (seconds)", "短于此数的放弃来电不计。",
         "Abandoned sooner than this is left out."),
    term("params.window_s", "窗口（秒）", "Window (seconds)", "在几秒之内再次来电算重复。",
         "A contact within so many seconds is a repeat."),
    term("params.inclusive", "含边界", "Up to and including", "恰好等于时限算不算在内。",
         "Whether exactly the threshold counts.",
         choices=YES_NO),
)  # fmt: skip
#: Keys that a field of its own on the page asks for.
BESIDE = ("name", "variant", "source", "comparison", "target", "minimum", "weight", "owner", "score.method",
          "score.points", "score.unit", "score.deduct", "score.partial", "score.bands",
          "score.otherwise")  # fmt: skip
#: Keys without a field, and why.
WITHOUT: dict[str, str] = {
    "code": "given when the clause is added; deductions, gates and promises name it",
    "indicator": "chosen when the clause is added; another indicator is another clause",
    "curve": "short for a score on a line, which the form shows and writes as that",
    "params": "each parameter of the chosen definition has a field",
}
