"""The contract template's first sheet: whose contract it is, how it counts, and what it costs."""

from __future__ import annotations

from core.text import Text
from exports.template_choices import COUNTERS, CUT_MONTHS, FEES, FORECASTERS, SILENCES, UNSCORED, YES_NO
from exports.template_field import Field, Kind

HEADER: tuple[Field, ...] = (
    Field(
        ("contract", "code"),
        Text("合同编号", "Contract code"),
        hint=Text("大写字母、数字、-、_，最长32位", "Capitals, digits, - and _, at most 32"),
        required=True,
    ),
    Field(
        ("contract", "version"),
        Text("版本", "Version"),
        hint=Text("首版写1；修订后加1", "1 for the first; one more for every amendment"),
        required=True,
    ),
    Field(("contract", "name", "zh"), Text("合同名称", "Name")),
    Field(
        ("contract", "name", "en"),
        Text("合同英文名称", "Name in English"),
        hint=Text("可留空", "May stay empty"),
    ),
    Field(("contract", "effective", "from"), Text("生效日期", "In force from"), Kind.DATE, required=True),
    Field(
        ("contract", "effective", "to"),
        Text("截止日期", "In force to"),
        Kind.DATE,
        Text("含当日；长期有效可留空", "That day included; empty: until further notice"),
    ),
    Field(
        ("contract", "scope", "project"),
        Text("项目代码", "Project code"),
        hint=Text("只考核一个项目时填写", "Where it is about one project only"),
    ),
    Field(("contract", "currency"), Text("币种", "Currency"), hint=Text("默认 CNY", "CNY where empty")),
    Field(
        ("contract", "timezone"),
        Text("时区", "Time zone"),
        hint=Text("默认 Asia/Shanghai", "Asia/Shanghai where empty"),
    ),
    Field(
        ("contract", "calendar"),
        Text("工作日历", "Working-day calendar"),
        hint=Text("国家代码，默认 CN", "Country code, CN where empty"),
    ),
    Field(
        ("contract", "period", "first_day"),
        Text("考核月起始日", "First day of the month"),
        Kind.NUMBER,
        Text("自然月填1；26日至次月25日填26", "1 for calendar months; 26 for 26th to 25th"),
    ),
    Field(
        ("contract", "full_mark"), Text("满分", "Full mark"), Kind.NUMBER, Text("默认100", "100 where empty")
    ),
    Field(
        ("contract", "weighted"),
        Text("权重须合计为满分", "Weights must add up to the full mark"),
        Kind.CHOICE,
        choices=YES_NO,
    ),
    Field(
        ("contract", "unscored"),
        Text("不适用、样本不足等条款", "Clauses without a judgement"),
        Kind.CHOICE,
        Text("留空则权重分摊给其他条款", "Spread over the other clauses where empty"),
        choices=UNSCORED,
    ),
    Field(
        ("contract", "unreported"),
        Text("未报送或数据无效的条款", "Clauses not reported or invalid"),
        Kind.CHOICE,
        Text("留空则计0分", "No points where empty"),
        choices=UNSCORED,
    ),
    Field(
        ("contract", "bonus_cap"),
        Text("加分封顶", "Most that bonuses may add"),
        Kind.NUMBER,
        Text("每月加分合计的上限；留空不限", "In a month, all together; no limit where empty"),
    ),
    Field(
        ("contract", "cut_month"),
        Text("月中生效的修订", "Amended within a month"),
        Kind.CHOICE,
        Text("本版生效的当月按哪一版考核；留空按首日生效的版本", "Which version judges that month"),
        choices=CUT_MONTHS,
    ),
    Field(
        ("contract", "review", "days"),
        Text("申诉期（工作日）", "Working days to object"),
        Kind.NUMBER,
        Text("初稿发出后几个工作日内可提异议；留空则不设申诉期", "After the figures went out; empty: none"),
    ),
    Field(
        ("contract", "review", "silence"),
        Text("申诉期内未答复", "Silence in that time"),
        Kind.CHOICE,
        Text("设了申诉期时才填；留空视为认可", "Only with a time to object; acceptance where empty"),
        choices=SILENCES,
    ),
    Field(
        ("contract", "ranking", "group"),
        Text("排名组", "Ranking group"),
        hint=Text(
            "同组的合同一起排名，如 HOTLINE；不排名留空", "Ranked together, such as HOTLINE; empty: none"
        ),
    ),
    Field(
        ("contract", "ranking", "below"),
        Text("末位得分低于", "Last place below"),
        Kind.NUMBER,
        Text("低于此分的末位减少业务份额，如 85", "A last place below it loses volume, such as 85"),
    ),
    Field(
        ("contract", "ranking", "floor"),
        Text("业务份额下限（%）", "Least share (%)"),
        Kind.NUMBER,
        Text("留空为 10", "10 where empty"),
    ),
    Field(
        ("contract", "ranking", "tie"),
        Text("同分时看条款", "Equal totals by clause"),
        hint=Text("条款代码，数值较优者在前", "Its code; the better figure comes first"),
    ),
    Field(
        ("contract", "relief", "within_working_days"),
        Text("免责申请期限（工作日）", "Working days to ask for relief"),
        Kind.NUMBER,
        Text("月末后几个工作日内可申请剔除或免责，常见为5", "After the month's last day; 5 is common"),
    ),
    Field(
        ("contract", "relief", "counters"),
        Text("连续未达标按", "Misses are counted"),
        Kind.CHOICE,
        Text("有免责时；留空为剔除后的结果", "Where there is relief; after it where empty"),
        choices=COUNTERS,
    ),
    Field(
        ("contract", "relief", "forecast", "clauses"),
        Text("超预测自动剔除的条款", "Clauses without volume beyond the forecast"),
        Kind.LIST,
        Text("条款代码，用分号隔开；无此约定留空", "Their codes, divided by semicolons; empty: none"),
    ),
    Field(
        ("contract", "relief", "forecast", "tolerance"),
        Text("超预测容差", "Tolerance beyond the forecast"),
        Kind.NUMBER,
        Text("留空为 0.1", "0.1 where empty"),
    ),
    Field(
        ("contract", "relief", "forecast", "source"),
        Text("按谁的预测", "Whose forecast"),
        Kind.CHOICE,
        Text("留空为甲方系统", "The client's system where empty"),
        choices=FORECASTERS,
    ),
    Field(
        ("settlement", "fee", "kind"),
        Text("计费方式", "Kind of fee"),
        Kind.CHOICE,
        Text(
            "金额不预填，请照合同填写。计费方式到付款保底全部留空，则不核算费用",
            "No money is filled in: copy it from the contract. "
            "From here to “Least paid” all empty: no fee is reckoned",
        ),
        choices=FEES,
    ),
    Field(
        ("settlement", "fee", "amount"),
        Text("单价或金额", "Price or amount"),
        Kind.NUMBER,
        Text("每通单价、合同总价或每月金额", "Per call, in all, or a month"),
    ),
    Field(
        ("settlement", "fee", "volume"),
        Text("计费量", "Billed count"),
        hint=Text(
            "按通话计价填如 valid_calls；按席位填 headcount_on_duty（逐日报送）",
            "Per call, such as valid_calls; per seat headcount_on_duty, reported day by day",
        ),
    ),
    Field(
        ("settlement", "fee", "months"),
        Text("支付月数", "Months of payment"),
        Kind.NUMBER,
        Text("合同总价分几个月付", "Over how many months the total is paid"),
    ),
    Field(
        ("settlement", "tiers"),
        Text("结算系数", "Settlement coefficients"),
        Kind.PAIRS,
        Text(
            "得分:系数，从高到低，如 95:1.00 90:0.98 0:0.80",
            "score:coefficient, highest first: 95:1.00 90:0.98 0:0.80",
        ),
    ),
    Field(
        ("settlement", "cap_share"),
        Text("扣款封顶（占应结）", "Most deducted (share of gross)"),
        Kind.NUMBER,
        Text("如 0.2", "Such as 0.2"),
    ),
    Field(
        ("settlement", "tax_rate"),
        Text("增值税率", "Tax rate"),
        Kind.NUMBER,
        Text("如 0.06；不核算税额可留空", "Such as 0.06; empty: no tax is worked out"),
    ),
    Field(
        ("settlement", "prices_include_tax"),
        Text("单价含税", "Prices include tax"),
        Kind.CHOICE,
        Text("写了税率必填", "Needed with a tax rate"),
        choices=YES_NO,
    ),
    Field(
        ("settlement", "contract_total"),
        Text("合同总价", "Contract total"),
        Kind.NUMBER,
        Text("结算单累计对照用；可留空", "What statements are added up against; may stay empty"),
    ),
    Field(
        ("settlement", "retention_share"),
        Text("质保金比例", "Retention (share)"),
        Kind.NUMBER,
        Text("每期暂留，如 0.05", "Kept back of each payment, such as 0.05"),
    ),
    Field(
        ("settlement", "credits", "claim_days"),
        Text("服务抵扣主张期限（工作日）", "Working days to claim a credit"),
        Kind.NUMBER,
        Text("自定稿日起算；无此约定留空", "From the day the month is final; empty: no such clause"),
    ),
    Field(
        ("settlement", "credits", "claim_lapses"),
        Text("逾期未主张即失效", "A credit not claimed is lost"),
        Kind.CHOICE,
        choices=YES_NO,
    ),
    Field(
        ("settlement", "floor_share"), Text("付款保底（占应结）", "Least paid (share of gross)"), Kind.NUMBER
    ),
    Field(
        ("contract", "number"),
        Text("书面合同号", "Number on the paper"),
        hint=Text("结算单上用；与合同编号相同可留空", "For the statement; empty where it is the code"),
    ),
    Field(
        ("contract", "client", "zh"),
        Text("委托方", "Client"),
        hint=Text("结算单上的甲方", "Whose name stands on the statement"),
    ),
    Field(
        ("contract", "client", "en"),
        Text("委托方英文名称", "Client in English"),
        hint=Text("可留空", "May stay empty"),
    ),
    Field(
        ("contract", "day_start"),
        Text("一天的起始时刻", "A day begins at"),
        hint=Text(
            "如 06:00，此前的夜间计入前一天；自然日留空",
            "Such as 06:00: nights before it belong to the day before",
        ),
    ),
)

#: Without these there is no settlement: needed as soon as anything else of it is filled in.
FEE_PATHS = (("settlement", "fee", "kind"), ("settlement", "fee", "amount"))
