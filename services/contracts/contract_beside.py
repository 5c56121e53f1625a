"""What a contract agrees beside its clauses: ranking, targets by scope or measured, relief, corrections."""

from __future__ import annotations

from collections.abc import Iterator

from core.text import Text
from services.contracts.target_rows import rows_of_targets
from services.contracts.term_words import label_of, value_words
from sla.contract_file.plain import contract_as_dict
from sla.exact import exact_text
from sla.spoken import percent_words
from sla.terms.contract import Clause, Contract
from sla.terms.improvement import Improvement
from sla.terms.restatement import Restatement


def beside(contract: Contract) -> tuple[Text, ...]:
    """A line for each; none where the contract agrees on none of them."""
    plain = contract_as_dict(contract)
    head = plain["contract"]
    said = [_line("ranking", head["ranking"])] if "ranking" in head else []
    if share := head["vendors"][0].get("share"):
        said.append(Text(f"业务份额 {share}%", f"Share of the volume {share} %"))
    said.extend(rows_of_targets(contract))
    for clause, written in zip(contract.clauses, plain["clauses"], strict=True):
        if "baseline" in written:
            line = _line("baseline", written["baseline"])
            said.append(Text(f"{clause.name.zh} · {line.zh}", f"{clause.name.in_('en')} · {line.en}"))
        if clause.improvement:
            said.append(_improvement(clause, clause.improvement))
    if contract.restatement:
        said.extend(_restatement(contract.restatement))
    said += [_line(key, head[key]) for key in ("disputes", "late_report", "erroneous_report") if key in head]
    if "forecast" in head.get("relief", {}):
        said.append(_line("forecast", head["relief"]["forecast"]))
    return tuple(said)


def _line(key: str, value: object) -> Text:
    label, words = label_of(key), value_words("", value)
    return Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}")


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
