"""What a contract agrees beside its clauses: appeals, relief, grades, targets, ranking, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.text import Text
from services.contracts.said_terms import said_of
from services.contracts.target_rows import rows_of_targets
from services.contracts.term_words import label_of, value_words
from sla.contract_file.plain import contract_as_dict
from sla.exact import exact_text
from sla.spoken import percent_words
from sla.terms.contract import Clause, Contract
from sla.terms.improvement import Improvement
from sla.terms.restatement import Restatement

#: Keys that the page says elsewhere, or in words of their own.
SHOWN = frozenset(
    {
        "code", "version", "name", "effective", "vendors", "currency", "timezone", "calendar", "full_mark",
        "weighted", "target_table", "restatement",
    }
)  # fmt: skip


def beside(contract: Contract) -> tuple[Text, ...]:
    """A line for each thing the contract agrees beside its clauses and its money; nothing is left out."""
    plain = contract_as_dict(contract)
    head = plain["contract"]
    said = [_line(key, value) for key, value in head.items() if key not in SHOWN and _agrees(key, value)]
    if share := head["vendors"][0].get("share"):
        said.append(Text(f"业务份额：{share}%", f"Share of the volume: {share} %"))
    said.extend(rows_of_targets(contract))
    for clause, written in zip(contract.clauses, plain["clauses"], strict=True):
        if "baseline" in written:
            said.append(_of_clause(clause, label_of("baseline"), value_words("", written["baseline"])))
        if "cut_month" in written:
            words = said_of("contract.cut_month", written["cut_month"])
            said.append(_of_clause(clause, label_of("cut_month"), words))
        if "new_hires" in written:
            words = value_words("new_hires", written["new_hires"])
            said.append(_of_clause(clause, label_of("new_hires"), words))
        if clause.improvement:
            said.append(_improvement(clause, clause.improvement))
    return tuple(said + list(_restatement(contract.restatement))) if contract.restatement else tuple(said)


def _agrees(key: str, value: Any) -> bool:
    """Whether it says something: a month from the first day on is what everybody takes it to be."""
    return value not in (None, {}, []) and not (key == "period" and str(value.get("first_day", 1)) == "1")


def _line(key: str, value: Any) -> Text:
    label, words = label_of(key), said_of(f"contract.{key}", value)
    return Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}")


def _of_clause(clause: Clause, label: Text, words: Text) -> Text:
    return Text(
        f"{clause.name.zh} · {label.zh}：{words.zh}", f"{clause.name.in_('en')} · {label.en}: {words.en}"
    )


def _improvement(clause: Clause, rule: Improvement) -> Text:
    share = percent_words(rule.gap_share)
    return Text(
        f"{clause.name.zh} · 持续改进：按最近 {rule.among} 个定稿月中最好的 {rule.best} 个月的平均"
        "建议新目标"
        f"，最多缩小差距的 {share.zh}",
        f"{clause.name.in_('en')} · Continuous improvement: the mean of the best {rule.best} of the last "
        f"{rule.among} closed months is proposed as the target, closing at most {share.en} of the gap",
    )


def _restatement(rule: Restatement) -> Iterator[Text]:
    if rule.months is not None:
        yield Text(
            f"定稿月份可在月末后 {rule.months} 个月内更正",
            f"A closed month may be corrected for {rule.months} months after its end",
        )
    if rule.points is not None:
        most = exact_text(rule.points)
        yield Text(
            f"判定有变或总分变动超过 {most} 分，为达到更正起点",
            f"A correction is material where a verdict turns or the total moves by more than {most} points",
        )
