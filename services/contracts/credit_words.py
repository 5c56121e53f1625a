"""What a contract says of service credits in sentences: at risk, by category, persistent failure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from core.money import money
from core.text import Text
from sla.exact import exact_text
from sla.load import indicators_of
from sla.money.persistent import annual_fee
from sla.spoken import amount_words, percent_words, value_words
from sla.terms.contract import Clause, Contract
from sla.terms.credits import POINTS_BASE_NAMES, ROOT_CAUSE_NAMES, AtRisk, ChargeBase, EarnBack, ServicePoints
from sla.terms.definition import Unit
from sla.terms.persistent import Persistent


def credit_words(contract: Contract) -> tuple[Text, ...]:
    """A line for each rule; none where a contract gives no credits."""
    credits = contract.settlement.credits if contract.settlement else None
    if credits is None:
        return ()
    return (
        *(_base(contract, credits.base) if credits.base else ()),
        *(_at_risk(contract, credits.at_risk) if credits.at_risk else ()),
        *(_points(contract, credits.service_points) if credits.service_points else ()),
        *([_persistent(contract, credits.persistent)] if credits.persistent else ()),
        *(_earn_back(contract, credits.earn_back) if credits.earn_back else ()),
    )


def _base(contract: Contract, base: ChargeBase) -> Iterator[Text]:
    """What the fee is without, where credits are a share of it."""
    zh, en = [], []
    if base.pass_through_share:
        share = percent_words(base.pass_through_share)
        zh.append(f"代垫 {share.zh}")
        en.append(f"{share.en} passed through")
    if base.pass_through_amount:
        amount = amount_words(money(base.pass_through_amount, contract.currency))
        zh.append(f"代垫 {amount.zh}")
        en.append(f"{amount.en} passed through")
    if base.without_tax:
        zh.append("税额")
        en.append("tax")
    if zh:
        yield Text(
            f"抵扣基数：费用剔除{'、'.join(zh)}", "Base of the credits: the fee without " + ", ".join(en)
        )


def _at_risk(contract: Contract, rules: AtRisk) -> Iterator[Text]:
    share = percent_words(rules.share)
    drawn = [(_named(contract, item.clause), percent_words(item.drawn), item) for item in rules.allocations]
    zh = "、".join(f"{name.zh} {part.zh}{_of(item.category_name, '（{}）')}" for name, part, item in drawn)
    en = ", ".join(f"{name.en} {part.en}{_of(item.category_name, ' ({})')}" for name, part, item in drawn)
    yield Text(
        f"风险金额：月费的 {share.zh}；未达标各占：{zh}",
        f"At risk: {share.en} of the month's fee; a miss draws of it: {en}",
    )
    if rules.multipliers != (Fraction(1),):
        factors = " · ".join(exact_text(each) for each in rules.multipliers)
        yield Text(f"连续未达标的倍数：{factors}", f"Multiplied by the n-th miss in a row: {factors}")
    limits = (
        (rules.category_limit, "单一类别最多分配 {}", "One category is allocated at most {}"),
        (rules.least_allocation, "每项至少分配 {}", "Each clause is allocated at least {}"),
        (
            rules.category_cap,
            "单一类别每月最多抵扣风险金额的 {}",
            "One category draws at most {} of it",
        ),
    )
    for share_or_none, said_zh, said_en in limits:
        if share_or_none is not None:
            words = percent_words(share_or_none)
            yield Text(said_zh.format(words.zh), said_en.format(words.en))
    cause = ROOT_CAUSE_NAMES[rules.root_cause]
    yield Text(f"同一事件：{cause.zh}", f"One incident: {cause.en}")


def _points(contract: Contract, rules: ServicePoints) -> Iterator[Text]:
    bands = [
        (
            _named(contract, item.clause),
            " · ".join(f"{exact_text(b.value)}: {exact_text(b.points)}" for b in item.bands),
        )
        for item in rules.clauses
    ]
    zh = "；".join(f"{name.zh} {said}" for name, said in bands)
    en = "; ".join(f"{name.en} {said}" for name, said in bands)
    yield Text(f"服务扣分（数值: 分）：{zh}", f"Service points (value: points): {en}")
    if rules.amount is not None:
        each = amount_words(money(rules.amount, contract.currency))
        yield Text(f"每分 {each.zh}", f"A point costs {each.en}")
    if rules.ladder:
        said = [(exact_text(rung.points), percent_words(rung.share)) for rung in rules.ladder]
        yield Text(
            "扣分阶梯：" + "、".join(f"满 {points} 分 {share.zh}" for points, share in said),
            "Ladder of points: " + ", ".join(f"from {points} {share.en}" for points, share in said),
        )
    if rules.base is not None:
        base = POINTS_BASE_NAMES[rules.base]
        yield Text(f"扣分计入{base.zh}", f"Points come off {base.en}")


def _persistent(contract: Contract, rule: Persistent) -> Text:
    assert contract.settlement is not None
    fee, share = annual_fee(contract.settlement, rule, contract.currency), percent_words(rule.share)
    whole, each = amount_words(fee), amount_words(fee.times(rule.share))
    names = [_named(contract, code) for code in rule.clauses]
    zh = "、".join(name.zh for name in names) or "各条款"
    en = ", ".join(name.en for name in names) or "all clauses"
    since = (f"，自 {rule.since} 起计", f", counted since {rule.since}") if rule.since else ("", "")
    return Text(
        f"{rule.months} 个月内每满 {rule.every} 次未达标（{zh}），"
        f"另扣年费 {whole.zh} 的 {share.zh} = {each.zh}{since[0]}",
        f"Every {rule.every} misses within {rule.months} months ({en}) cost {share.en} of the annual fee of "
        f"{whole.en}, {each.en}, as well{since[1]}",
    )


def _earn_back(contract: Contract, rule: EarnBack) -> Iterator[Text]:
    yield Text(
        f"抵扣返还：其后连续 {rule.months} 个月达到要求；{rule.within} 个月内再次未达标或未达底线值的不返还",
        f"Earned back: {rule.months} months on end after it; never a second miss within {rule.within} "
        "months, nor one below the minimum",
    )
    for each in rule.targets or ():
        clause = contract.clause(each.clause)
        assert clause is not None
        held = value_words(each.target, _unit(contract, clause))
        yield Text(
            f"返还目标：{clause.name.zh} {held.zh}（高于其目标的要求）",
            f"To be reached for it: {clause.name.en} {held.en}, more than its own target",
        )
    if rule.except_months:
        listed = "、".join(str(each) for each in rule.except_months)
        yield Text(
            f"{listed} 月（高峰期）的抵扣不返还",
            f"Credits of these months of the year never come back: {listed.replace('、', ', ')}",
        )


def _unit(contract: Contract, clause: Clause) -> Unit:
    """The unit of a clause's indicator."""
    return indicators_of(contract)[clause.indicator].unit


def _named(contract: Contract, code: str) -> Text:
    clause = contract.clause(code)
    return clause.name if clause else Text(code, code)


def _of(name: str | None, pattern: str) -> str:
    return pattern.format(name) if name else ""
