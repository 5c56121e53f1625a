"""What the tables of the contract template ask: every column with its place in the contract file and both
languages' words.

The words serve for writing and for reading: a template in either language is read by its headings.
"""

from __future__ import annotations

from core.text import Text
from exports.template_choices import (
    COMPARISONS,
    CUT_MONTHS,
    FLOOR_RULES,
    LAYERS,
    LEVELS,
    SAMPLE_METHODS,
    SOURCES,
    WINDOWS,
)
from exports.template_field import Field, Kind

HEADER_SHEET = Text("合同信息", "Contract")
VENDOR_SHEET = Text("外包商", "Vendors")
CLAUSE_SHEET = Text("考核条款", "Clauses")
ADJUSTMENT_SHEET = Text("加减分项", "Adjustments")
PROMISE_SHEET = Text("服务承诺", "Promises")
HELP_SHEET = Text("填写说明", "How to fill in")
LIST_SHEET = Text("选项", "Choices")

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
    Field(
        ("share",),
        Text("业务份额（%）", "Share of the volume (%)"),
        Kind.NUMBER,
        Text("约定了排名时填写", "Where vendors are ranked"),
        12,
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
        ("cut_month",),
        Text("月中修订时", "A month cut by an amendment"),
        Kind.CHOICE,
        Text("与合同信息页所写不同才填", "Only where other than the sheet of the contract says"),
        16,
        choices=CUT_MONTHS,
    ),
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
        ("baseline", "from"),
        Text("基准期自", "Baseline from"),
        Kind.MONTH,
        Text(
            "先测后定目标时填，如 2026-01，目标值留空",
            "Such as 2026-01; the target then stays empty",
        ),
        10,
    ),
    Field(
        ("baseline", "to"),
        Text("基准期至", "Baseline to"),
        Kind.MONTH,
        Text("最后一个月，如 2026-03", "The last month measured, such as 2026-03"),
        10,
    ),
    Field(
        ("baseline", "change"),
        Text("在基准上加减", "Added to the baseline"),
        Kind.NUMBER,
        Text("按指标的单位；留空为 0", "In the indicator's unit; 0 where empty"),
        10,
    ),
    Field(
        ("baseline", "digits"),
        Text("目标小数位", "Decimals of the target"),
        Kind.NUMBER,
        Text("留空不修约", "Exact where empty"),
        9,
    ),
    Field(
        ("owner",),
        Text("责任人", "Owner"),
        hint=Text("一位责任人或一个岗位", "One name or role that answers for it"),
        width=14,
    ),
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
    Field(
        ("gates",),
        Text("须达标的条款", "Only where met"),
        Kind.LIST,
        Text("条款代码，用分号隔开；这些条款达标时加分才计", "Codes of clauses, divided by semicolons"),
        20,
    ),
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
