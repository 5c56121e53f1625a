"""A form's switches and conditions in words, for whoever reads it without its file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.exact import exact_text
from core.text import Text
from qa.form.conditions import Comparator, Condition, Joined, Test
from qa.form.policies import (
    Aggregate,
    Bonus,
    Commented,
    Compared,
    CountRules,
    FatalDisplay,
    FatalScope,
    FatalTrigger,
    ItemFails,
    NaPolicy,
    Policies,
    Unanswered,
    WeightMode,
)
from qa.form.terms import AuditForm, FatalRule

#: By kind: members of different kinds may be spelt alike.
_WORDS: Mapping[type[StrEnum], Mapping[str, Text]] = {
    WeightMode: {
        WeightMode.POINTS: Text("按分值", "by points"),
        WeightMode.QUESTION: Text("每项各有权重", "a weight for each item"),
        WeightMode.SECTION: Text("大项有权重，项内均分", "a weight for each section, shared evenly in it"),
        WeightMode.MULTIPLIER: Text("大项的权重是分值的倍数", "a section’s weight multiplies its points"),
        WeightMode.NONE: Text("各项同等", "every item counts the same"),
    },
    NaPolicy: {
        NaPolicy.PROPORTIONAL: Text("移出基数，其余按原比例", "leaves the base, the others in proportion"),
        NaPolicy.EVEN: Text("移出基数，权重均摊给其余", "leaves the base, its weight is spread evenly"),
        NaPolicy.FULL: Text("按满分计", "counts in full"),
        NaPolicy.GROUP_MEAN: Text("按所在大项的平均计", "counts as its section does on average"),
        NaPolicy.FORM_MEAN: Text("按全表的平均计", "counts as the form does on average"),
        NaPolicy.SCALE_MEAN: Text("按该项各答案的平均计", "counts as the mean of its own answers"),
        NaPolicy.ZERO: Text("按零分计", "counts as nothing earned"),
    },
    Unanswered: {
        Unanswered.BLOCK: Text("不得漏答", "may not be left open"),
        Unanswered.NOT_APPLICABLE: Text("视为不适用", "counts as not applicable"),
        Unanswered.ZERO: Text("按零分计", "counts as nothing earned"),
    },
    FatalTrigger: {
        FatalTrigger.TICKED: Text("由质检员勾选", "ticked by the auditor"),
        FatalTrigger.CHOSEN: Text("选中标为致命的答案", "an answer marked as fatal"),
        FatalTrigger.BELOW_MAXIMUM: Text("未得满分", "less than its full points"),
        FatalTrigger.BELOW: Text("低于规定比例", "less than so many percent of its points"),
    },
    FatalScope: {
        FatalScope.FORM: Text("整通", "the whole call"),
        FatalScope.SECTION: Text("所在大项", "its section"),
        FatalScope.FLAG: Text("只作标记", "a flag only"),
    },
    FatalDisplay: {
        FatalDisplay.ZERO: Text("记零分", "zero"),
        FatalDisplay.KEEP: Text("保留得分，结果不合格", "points kept, the result fails"),
    },
    ItemFails: {
        ItemFails.NOTHING: Text("一分未得", "nothing earned"),
        ItemFails.BELOW_MAXIMUM: Text("未得满分", "less than its full points"),
    },
    Compared: {
        Compared.EXACT: Text("按未修约的分数比较", "compared unrounded"),
        Compared.ROUNDED: Text("按显示的分数比较", "compared as shown"),
    },
    Aggregate: {
        Aggregate.MEAN_OF_SCORES: Text("各通得分的平均", "the mean of scores"),
        Aggregate.POOLED_POINTS: Text("得分之和除以满分之和", "points earned of points possible, pooled"),
        Aggregate.VOLUME_WEIGHTED: Text("按话务量加权", "weighted by volume"),
    },
    Commented: {
        Commented.NONE: Text("不要求", "not required"),
        Commented.FAILING: Text("未得满分的项必须写", "required of every item short of its points"),
    },
    Bonus: {
        Bonus.ADDS: Text("加分项计入", "bonus items add"),
        Bonus.NONE: Text("加分项不计入", "bonus items do not count"),
    },
}
#: Why an item is not scored by its answer, by its code on the receipt.
LEFT_OUT: Mapping[str, Text] = {
    "not_applicable": Text("不适用", "N/A"),
    "not_connected": Text("未接通，不评", "no agent reached"),
    "hidden": Text("条件未满足，不问", "not asked: its condition is not met"),
    "undetermined": Text("无法判断", "undetermined"),
    "unanswered": Text("未作答", "not answered"),
    "unscored": Text("只记录，不计分", "kept, not scored"),
}
#: The switches, in the order a person asks for them.
LABELS: Mapping[str, Text] = {
    "weights": Text("计分方式", "How items weigh"),
    "weights_total": Text("权重合计", "Weights add up to"),
    "na": Text("不适用的评分项", "An item that does not apply"),
    "unanswered": Text("未作答的评分项", "An item without an answer"),
    "fatal_scope": Text("致命项扣", "A fatal fault costs"),
    "fatal_display": Text("致命时", "Fatal is shown as"),
    "base": Text("起始分", "Points to start from"),
    "bonus": Text("加分项", "Bonus items"),
    "cap": Text("封顶", "At most"),
    "floor": Text("最低", "At least"),
    "critical_score": Text("另计关键项得分", "A second score of the critical items"),
    "counts": Text("按个数判不合格", "Failing by count"),
    "compared": Text("与合格线比较", "Held against the pass mark"),
    "digits": Text("显示小数位", "Decimals shown"),
    "aggregate": Text("多通合并", "Several audits together"),
    "comments": Text("备注说明", "Comments"),
}
COMPARED: Mapping[Comparator, Text] = {
    Comparator.IN: Text("是", "is"),
    Comparator.NOT_IN: Text("不是", "is not"),
    Comparator.ALL_IN: Text("含全部", "has all of"),
    Comparator.ABOVE: Text("大于", "is above"),
    Comparator.AT_LEAST: Text("不小于", "is at least"),
    Comparator.BELOW: Text("小于", "is below"),
    Comparator.AT_MOST: Text("不大于", "is at most"),
}


def word(value: StrEnum) -> Text:
    """What a setting is called."""
    return _WORDS[type(value)][value]


def policy_words(policies: Policies) -> dict[str, Text]:
    """Switch → what it is set to, those without a setting left out."""
    return {
        name: words
        for name in LABELS
        if (words := value_words(getattr(policies, name))) is not None
        and not (name == "base" and not policies.base)
    }


def value_words(value: object) -> Text | None:
    """One setting in words; None where it is not set."""
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, bool):
        return Text("是", "yes") if value else None
    if value is None:
        return None
    if isinstance(value, CountRules):
        return _counts(value.items, value.sections, value.fails)
    said = exact_text(value)  # type: ignore[arg-type]
    return Text(said, said)


def fatal_words(rule: FatalRule) -> Text:
    """When an item is fatal, and what it costs where that is not as the form says."""
    when = word(rule.trigger)
    parts = [when]
    if rule.below is not None:
        below = exact_text(rule.below)
        parts = [Text(f"低于 {below}%", f"under {below} %")]
    parts += [word(each) for each in (rule.scope, rule.display) if each is not None]
    return Text("，".join(each.zh for each in parts), ", ".join(each.en for each in parts))


def condition_words(form: AuditForm, condition: Condition) -> Text:
    """“是否要求退款”是“是” and the like."""
    joined = condition.joined is Joined.ALL
    parts = [
        _test_words(form, part) if isinstance(part, Test) else _bracketed(condition_words(form, part))
        for part in condition.parts
    ]
    zh, en = ("且", " and ") if joined else ("或", " or ")
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


def _test_words(form: AuditForm, test: Test) -> Text:
    item = form.item(test.item)
    name = item.text if item else Text(test.item, test.item)
    choices = [item.choice(value) if item else None for value in test.values]
    named = [c.text if c else Text(v, v) for c, v in zip(choices, test.values, strict=True)]
    sign = COMPARED[test.comparator]
    return Text(
        f"“{name.in_('zh')}”{sign.zh}“{'、'.join(each.in_('zh') for each in named)}”",
        f"“{name.in_('en')}” {sign.en} “{', '.join(each.in_('en') for each in named)}”",
    )


def _bracketed(words: Text) -> Text:
    return Text(f"（{words.zh}）", f"({words.en})")


def _counts(items: int | None, sections: int | None, fails: ItemFails) -> Text | None:
    if items is None and sections is None:
        return None
    zh, en = [], []
    if items is not None:
        zh.append(f"大项内 {items} 项不通过（{word(fails).zh}）则大项不合格")
        en.append(f"failed items ({word(fails).en}) that fail a section: {items}")
    if sections is not None:
        zh.append(f"{sections} 个大项不合格则整通不合格")
        en.append(f"failed sections that fail the form: {sections}")
    return Text("；".join(zh), "; ".join(en))
