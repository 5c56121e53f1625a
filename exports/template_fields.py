"""What the contract template asks: every field with its place in the contract file and both languages' words.

The words serve for writing and for reading: a template in either language is read by its headings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.text import Text
from exports.template_choices import (
    COMPARISONS,
    FEES,
    FLOOR_RULES,
    LAYERS,
    LEVELS,
    SAMPLE_METHODS,
    SILENCES,
    SOURCES,
    UNSCORED,
    WINDOWS,
    YES_NO,
)

_NO_HINT = Text("", "")


class Kind(StrEnum):
    """How a field's value stands in its cell."""

    TEXT = "text"
    NUMBER = "number"
    #: One number, or 'low–high'.
    BAND = "band"
    DATE = "date"
    #: One of `choices`, shown as a word, kept as a code.
    CHOICE = "choice"
    #: A code with its name behind it, 'SL 服务水平'.
    INDICATOR = "indicator"
    VARIANT = "variant"
    #: 'total:coefficient' pairs.
    PAIRS = "pairs"
    #: Several texts, divided by semicolons.
    LIST = "list"
    SCORING = "scoring"
    STEP = "step"
    #: Whatever has no field of its own, as JSON.
    FURTHER = "further"


@dataclass(frozen=True)
class Field:
    """One cell of the header sheet, or one column of a table."""

    path: tuple[str, ...]
    label: Text
    kind: Kind = Kind.TEXT
    hint: Text = _NO_HINT
    width: float = 14
    choices: dict[str, Text] = field(default_factory=dict)
    #: Whether an empty cell is trouble, named with that cell.
    required: bool = False


_FURTHER_HINT = Text(
    "没有专门栏位的约定，按合同文件的写法（JSON）；一般留空。",
    "Terms without a field of their own, as the contract file has them (JSON); usually left empty.",
)

HEADER_SHEET = Text("合同信息", "Contract")
VENDOR_SHEET = Text("外包商", "Vendors")
CLAUSE_SHEET = Text("考核条款", "Clauses")
ADJUSTMENT_SHEET = Text("加减分项", "Adjustments")
PROMISE_SHEET = Text("服务承诺", "Promises")
HELP_SHEET = Text("填写说明", "How to fill in")
LIST_SHEET = Text("选项", "Choices")

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
    Field((), Text("其他设置", "Further settings"), Kind.FURTHER, _FURTHER_HINT),
)

#: Without these there is no settlement: needed as soon as anything else of it is filled in.
FEE_PATHS = (("settlement", "fee", "kind"), ("settlement", "fee", "amount"))

VENDORS: tuple[Field, ...] = (
    Field(("code",), Text("外包商代码", "Vendor code"), width=18),
    Field(("name", "zh"), Text("外包商名称", "Name"), width=30),
    Field(("name", "en"), Text("英文名称", "Name in English"), width=30),
    Field(
        ("aliases",),
        Text("文件中的其他写法", "Other spellings in files"),
        Kind.LIST,
        Text("用分号隔开", "Divided by semicolons"),
        40,
    ),
)

CLAUSES: tuple[Field, ...] = (
    Field(
        ("code",),
        Text("条款代码", "Clause code"),
        hint=Text("留空则用指标代码", "The indicator's code where empty"),
        width=12,
    ),
    Field(("name", "zh"), Text("名称", "Name"), width=20),
    Field(("name", "en"), Text("英文名称", "Name in English"), width=22),
    Field(
        ("indicator",),
        Text("指标", "Indicator"),
        Kind.INDICATOR,
        Text("从列表中选", "Choose from the list"),
        26,
    ),
    Field(
        ("variant",),
        Text("口径", "Definition"),
        Kind.VARIANT,
        Text("留空则用该指标的第一种", "The indicator's first where empty"),
        30,
    ),
    Field(("params", "threshold_s"), Text("时限（秒）", "Threshold (s)"), Kind.NUMBER, width=10),
    Field(("weight",), Text("权重", "Weight"), Kind.NUMBER, width=8),
    Field(("comparison",), Text("比较", "Comparison"), Kind.CHOICE, width=8, choices=COMPARISONS),
    Field(
        ("target",),
        Text("目标值", "Target"),
        Kind.BAND,
        Text("百分数写 95 或 95%；区间写 180–220", "Percentages as 95 or 95%; a band as 180–220"),
        10,
    ),
    Field(("minimum",), Text("底线值", "Minimum"), Kind.BAND, width=10),
    Field(
        ("score",),
        Text("计分办法", "Scoring"),
        Kind.SCORING,
        Text("写法见“填写说明”", "See the sheet “How to fill in”"),
        46,
    ),
    Field(
        (),
        Text("扣分单位", "Deduction step"),
        Kind.STEP,
        Text(
            "如 1个百分点；计分办法已写明时可留空", "Such as 1 pp; may stay empty where the scoring says it"
        ),
        12,
    ),
    Field(("source",), Text("数据来源", "Source"), Kind.CHOICE, width=14, choices=SOURCES),
    Field(
        ("volume_floor",),
        Text("起评量", "Volume floor"),
        Kind.NUMBER,
        Text("少于此量不评", "Not judged below it"),
        8,
    ),
    Field(
        ("floor_rule",),
        Text("不足起评量时", "Below the floor"),
        Kind.CHOICE,
        Text("留空为不评", "Not judged where empty"),
        14,
        choices=FLOOR_RULES,
    ),
    Field(
        ("sample", "method"),
        Text("样本检验", "Test of the sample"),
        Kind.CHOICE,
        Text("按样本抽检的条款可填", "For clauses judged on a sample"),
        14,
        choices=SAMPLE_METHODS,
    ),
    Field(("window",), Text("考核窗口", "Window"), Kind.CHOICE, width=12, choices=WINDOWS),
    Field(
        ("breach_rule", "consecutive"),
        Text("连续几个月未达标算违约", "Misses in a row that are a breach"),
        Kind.NUMBER,
        width=12,
    ),
    Field(("breach_level",), Text("违约等级", "Breach level"), Kind.CHOICE, width=9, choices=LEVELS),
    Field(
        ("layer",),
        Text("义务层级", "Layer"),
        Kind.CHOICE,
        Text("可留空", "May stay empty"),
        12,
        choices=LAYERS,
    ),
    Field(
        ("target_rule", "times"),
        Text("几次低于目标算违反", "Times below target that are a default"),
        Kind.NUMBER,
        Text("有底线值时用，如 4", "Where there is a minimum; such as 4"),
        12,
    ),
    Field(
        ("target_rule", "months"),
        Text("在几个月内", "Within so many months"),
        Kind.NUMBER,
        Text("如 12", "Such as 12"),
        9,
    ),
    Field(
        ("owner",),
        Text("责任人", "Owner"),
        hint=Text("一位责任人或一个岗位", "One name or role that answers for it"),
        width=14,
    ),
    Field((), Text("其他设置", "Further settings"), Kind.FURTHER, _FURTHER_HINT, 24),
)

ADJUSTMENTS: tuple[Field, ...] = (
    Field(("code",), Text("代码", "Code"), width=18),
    Field(("name", "zh"), Text("事项", "What for"), width=36),
    Field(("name", "en"), Text("英文名称", "Name in English"), width=30),
    Field(
        ("points",),
        Text("每次加减分", "Points each time"),
        Kind.NUMBER,
        Text("减分写负数", "Negative for a deduction"),
        14,
    ),
    Field(("cap",), Text("加分上限", "Most it may add"), Kind.NUMBER, width=14),
)

PROMISES: tuple[Field, ...] = (
    Field(("code",), Text("代码", "Code"), width=18),
    Field(
        ("name", "zh"),
        Text("承诺内容", "What was promised"),
        hint=Text("照对外公布的原话填写", "As the public reads it"),
        width=44,
    ),
    Field(("name", "en"), Text("英文名称", "Name in English"), width=36),
    Field(
        ("clause",),
        Text("对应条款代码", "Measured by clause"),
        hint=Text("用哪个条款衡量", "The clause whose figure shows whether it is kept"),
        width=18,
    ),
    Field(
        ("fund",),
        Text("全年兑现资金", "Put by in a year"),
        Kind.NUMBER,
        Text("单位：元", "In the contract's currency"),
        16,
    ),
)

#: Sheets that may be missing from a filled-in template: older ones lack them.
OPTIONAL = (("adjustments",), ("promises",))
#: Table sheets: the key of their list in the contract file, the sheet, its columns.
TABLES: tuple[tuple[tuple[str, ...], Text, tuple[Field, ...]], ...] = (
    (("contract", "vendors"), VENDOR_SHEET, VENDORS),
    (("clauses",), CLAUSE_SHEET, CLAUSES),
    (("adjustments",), ADJUSTMENT_SHEET, ADJUSTMENTS),
    (("promises",), PROMISE_SHEET, PROMISES),
)
