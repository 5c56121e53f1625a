"""One rule asking one course of one agent, and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.text import Text
from qa.training.matrix import Rule, RuleKind
from qa.training.profile import Profile, because
from qa.training.requirement import Change


@dataclass(frozen=True)
class Ask:
    """What one rule asks of an agent, before it is merged with what others ask of the same course."""

    course: str
    rule: Rule
    #: Of the rule, or of the change where no rule speaks of it.
    code: str
    kind: RuleKind
    not_before: date | None
    #: None: from the first day on.
    due: date | None
    why: Text


def why(
    rule: Rule,
    profile: Profile,
    course: str,
    *,
    due: date | None = None,
    back: date | None = None,
    change: tuple[Change, date, Text] | None = None,
) -> Text:
    """A sentence that can be followed by hand: who, by which rule, which course, until when.

    `back`: the day of coming back from a long leave; `change` with its business day of publication and how
    its due day was found.
    """
    met = because(
        rule.where if change is None else change[0].where, RuleKind.CHANGE if change else rule.kind, profile
    )
    by = _by(rule)
    when = _when(rule, due, back, change)
    return Text(
        f"因其为{met.zh}，{by.zh}：{when.zh}须通过 {course}。",
        f"{met.en}; {by.en}: {course} has to be passed{when.en}.",
    )


def _by(rule: Rule) -> Text:
    if not rule.code:
        return Text("矩阵没有关于该变更的行", "no rule of the matrix speaks of the change")
    return Text(
        f"适用矩阵行 {rule.code}（{rule.kind.words.zh}）",
        f"rule {rule.code} ({rule.kind.words.en.lower()}) applies",
    )


def _when(rule: Rule, due: date | None, back: date | None, change: tuple[Change, date, Text] | None) -> Text:
    if change is not None:
        return _of_change(due, *change)
    if back is not None:
        return Text(
            f"长假后于 {back} 返岗，此后", f" on or after {back}, the day of coming back from a long leave"
        )
    if due is not None:
        return Text(f"最迟 {due} ", f" by {due}")
    if rule.kind is RuleKind.ENTRY:
        return Text("首次接待客户前", " before the first contact")
    return Text("", "")


def _of_change(due: date | None, change: Change, published: date, counted: Text) -> Text:
    zh = f"变更“{change.name.zh or change.name.en}”于 {published} 发布，"
    en = f" since {published}, when “{change.name.en or change.name.zh}” was published"
    if due is None:
        return Text(
            f"{zh}上岗时已过到期日，首次接待客户前",
            f"{en}, and before the first contact: going live came after it was due",
        )
    return Text(f"{zh}最迟 {due}（{counted.zh}）", f"{en}, by {due} ({counted.en})")
