"""What the form of a contract's own definition asks: what it is called, its formula, how it is read."""

from __future__ import annotations

from core.batch import DATASET_NAMES
from core.text import Text
from exports.template_choices import YES_NO
from services.contracts.term_fields.field import Section, TermField, term
from sla.catalogue.names import COHORT_NAMES, DIRECTION_NAMES, LAYER_NAMES, ROLLUP_NAMES, UNIT_NAMES

_PARTS = {
    "sum": Text("各月相加", "the months add up"),
    "mean": Text("各月平均", "the mean of the months"),
}
NUMERATOR = term(
    "numerator", "分子", "Numerator", "基础量相加减，如：人工接通量 + 2 × 放弃量。",
    "Base counts added and taken off, such as: Calls answered + 2 × Calls abandoned.", offers="formula",
)  # fmt: skip
DENOMINATOR = term(
    "denominator", "分母", "Denominator", "同样写法；只计数、不相除时留空。",
    "In the same way; empty for a plain count.", offers="formula",
)  # fmt: skip
#: What a definition is: named, measured, made up of several months and sites.
ASKED: tuple[TermField, ...] = (
    term("code", "代码", "Code", "大写字母、数字；条款按它引用。", "Capitals and digits; clauses name it.",
         usual="OWN"),
    term("name", "名称", "Name", "页面和报告上的叫法。", "What pages and reports call it."),
    NUMERATOR,
    DENOMINATOR,
    term("unit", "单位", "Unit", "结果的单位。", "What the figure is counted in.",
         choices={each.value: words for each, words in UNIT_NAMES.items()}, usual=Text("百分比", "percent")),
    term("direction", "方向", "Direction", "怎样算好。", "Which way is better.",
         choices={each.value: words for each, words in DIRECTION_NAMES.items()},
         usual=Text("越高越好", "higher is better")),
    term("rollup", "汇总", "Aggregation", "各日、各职场怎样合成一个数。",
         "How days and sites become one figure.",
         choices={each.value: words for each, words in ROLLUP_NAMES.items()},
         usual=Text("分子之和除以分母之和", "ratio of sums")),
    term("dataset", "数据", "Data", "基础量在哪类报表里。", "In which kind of report its counts come.",
         choices={each.value: words for each, words in DATASET_NAMES.items()}, usual=Text("话务", "Traffic")),
)  # fmt: skip
#: What most definitions can do without.
MORE: tuple[TermField, ...] = (
    term("scale", "乘数", "Times", "分子除以分母再乘以它；按单位自动取，如百分比为100。",
         "What the ratio is multiplied by; by its unit where empty, 100 for percent."),
    term("part", "分子是分母的一部分", "Numerator is part of the denominator",
         "是的话，超过100%就是数据矛盾。", "If so, more than the whole is a contradiction.", choices=YES_NO,
         usual=Text("否", "no")),
    term("over_months", "跨月时的分母", "Denominator over several months", "如人数取各月平均。",
         "Such as the mean of a headcount.", choices=_PARTS, usual=_PARTS["sum"]),
    term("denominator_per", "分母除以", "Denominator divided by", "期初期末平均时填2。",
         "2 for the mean of an opening and a closing figure.", usual="1"),
    term("compounded", "按几个月复合", "Compounded over months", "年化的月度比例填12。",
         "12 for a monthly share compounded over a year."),
    term("params", "口径参数", "Parameters", "公式里的参数，如 threshold_s:20。",
         "Those its counts name, such as threshold_s:20."),
    term("maturity_days", "几天后才定", "Final after so many days", "月末后几天才算得出。",
         "Days after the month until the figure is final.", usual="0"),
    term("definition", "口径说明", "Definition", "照合同原文填写。", "As the contract words it."),
    term("reference", "出处", "Source", "合同的哪一条。", "Which article of the contract."),
    term("family", "类别", "Family", "自己的口径为 own。", "Own definitions are of the family own.",
         usual="own"),
    term("layer", "通常层级", "Usual layer", "通常有多重。", "What usually hangs on it.",
         choices={each.value: words for each, words in LAYER_NAMES.items()}),
    term("cohort", "分母范围", "Cohort", "分母里是哪些。", "Whose cases the denominator holds.",
         choices={each.value: words for each, words in COHORT_NAMES.items()}),
    term("floor", "通常起评量", "Usual floor", "量少于此数通常不评。",
         "Below this it is usually not judged."),
    term("clock_start", "起算", "Clock starts", "从哪一刻起算，文字说明。", "From which moment, in words."),
    term("typical", "通常目标", "Usual target", "文字说明。", "In words."),
    term("numbers", "参考编号", "Numbers of the reference", "领域参考一览的编号。",
         "Of the domain reference's list."),
    term("china", "国内代码", "Codes in China", "国内常用指标的代码。", "Codes of the usual indicators."),
    term("variants", "各种口径", "Variants", "一个指标有几种算法时填写。",
         "Where there are several ways to form it.",
         rows=(
             term("code", "代码", "Code", "条款按它引用。", "Clauses name it."),
             term("name", "名称", "Name", "与其他算法的区别。", "What sets it apart."),
             NUMERATOR,
             DENOMINATOR,
             term("denominator_per", "分母除以", "Denominator divided by", "期初期末平均时填2。",
                  "2 for the mean of two figures."),
             term("compounded", "按几个月复合", "Compounded over months", "年化填12。", "12 for a year."),
             term("maturity_days", "几天后才定", "Final after so many days", "与指标不同才填。",
                  "Where other than its indicator's."),
             term("numbers", "参考编号", "Numbers of the reference", "与指标不同才填。",
                  "Where other than its indicator's."),
         )),
)  # fmt: skip
REST = Section(
    "definition", Text("更多", "More"), Text("多数口径用不到。", "Most definitions do without."), MORE, "tune"
)
DEFINITIONS = term(
    "indicators", "自定义指标", "Own definitions", "合同自己的算法，由基础量组成。",
    "The contract's own figures, made of base counts.", rows=(*ASKED, *MORE),
)  # fmt: skip
