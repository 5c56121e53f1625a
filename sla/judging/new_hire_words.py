"""What is said of new hires left out of a figure, for both sides to follow by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from core.text import Text
from sla.judging.new_hires import Outcome, Part, Spared
from sla.judging.relief_words import number
from sla.terms.indicator import Formula
from sla.terms.new_hires import NewHires

_NAMED = 10


def reason_words(rule: NewHires) -> Text:
    """Why counts come off."""
    return Text(f"到岗未满{rule.days}天的客服", f"agents in their first {rule.days} days")


def outcome_words(rule: NewHires, formula: Formula, found: Outcome) -> tuple[Text, ...]:
    """Whose contacts came off, and which stayed in and why."""
    off = sum((_contacts(formula, each.counts) for each in found.spared), Fraction(0))
    said = [_spared(rule, formula, found.spared, off)]
    if n := _of(formula, found.differing):
        zh, en = _days(found.differing)
        said.append(
            Text(
                f"{zh}按坐席的数据与本数值不一致或不全，整天计入，共{number(n)}笔",
                f"Of {en} the figures by agent come to something else or lack a count: "
                f"all of it stays in, {number(n)}",
            )
        )
    if n := _of(formula, found.untold):
        zh, en = _days(found.untold)
        said.append(
            Text(
                f"{zh}没有按坐席的数据（未报送、因合计不符未取用，或该职场不保留坐席），整天计入，"
                f"共{number(n)}笔",
                f"Of {en} no figures by agent are kept (not reported, left out because they add up to "
                f"something else, or the site keeps none): all of it stays in, {number(n)}",
            )
        )
    if n := sum((_contacts(formula, each.counts) for each in found.unknown), Fraction(0)):
        agents = len({each.agent for each in found.unknown if each.agent})
        said.append(
            Text(
                f"未报入职日期的客服（{agents}名）和未注明客服的共{number(n)}笔，照常计入",
                f"Agents of whom no day of joining is known ({agents}), and none named: {number(n)}, "
                "which stay in",
            )
        )
    return tuple(said)


def untaken_words(rule: NewHires) -> Text:
    """Of a figure typed in, claimed without counts or contested nothing can be taken off."""
    return Text(
        f"到岗未满{rule.days}天的客服无法剔除：本数值不是由报送的数量相除得出",
        f"Agents in their first {rule.days} days cannot be left out: the figure is not formed of counts",
    )


def _spared(rule: NewHires, formula: Formula, spared: Sequence[Spared], off: Fraction) -> Text:
    if not spared:
        return Text(
            f"新员工：没有到岗未满{rule.days}天的客服可剔除",
            f"New hires: no agent in the first {rule.days} days to leave out",
        )
    named = spared[:_NAMED]
    zh = "、".join(f"{e.agent}（{e.joined}到岗，{number(_contacts(formula, e.counts))}笔）" for e in named)
    en = ", ".join(f"{e.agent} (joined {e.joined}: {number(_contacts(formula, e.counts))})" for e in named)
    more = "…" if len(spared) > _NAMED else ""
    agents = "1 agent" if len(spared) == 1 else f"{len(spared)} agents"
    return Text(
        f"新员工：到岗当日起{rule.days}天内不计入，{len(spared)}人共{number(off)}笔：{zh}{more}",
        f"New hires left out for {rule.days} days from the day of joining: {agents}, "
        f"{number(off)} in all: {en}{more}",
    )


def _days(parts: Sequence[Part]) -> tuple[str, str]:
    """「3天」; of a single day which."""
    days = sorted({part.days.day for part in parts})
    return (f"{days[0]} ", f"{days[0]}") if len(days) == 1 else (f"{len(days)}天", f"{len(days)} days")


def _of(formula: Formula, parts: Sequence[Part]) -> Fraction:
    return sum((_contacts(formula, part.counts) for part in parts), Fraction(0))


def _contacts(formula: Formula, counts: Mapping[str, int]) -> Fraction:
    """What the figure divides by, in the reader's unit."""
    below = sum(weight * counts.get(name, 0) for name, weight in formula.denominator.items())
    return Fraction(below, formula.denominator_per)
