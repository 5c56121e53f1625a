"""The target a figure is held against where a clause has several by scope, and which row it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from core.scope import Scope
from core.tally import Tally
from core.text import Text
from sla.judging.ramp import is_free, ramped, short_words
from sla.judging.tally import Measured
from sla.judging.verdict import as_compared, gap_of
from sla.spoken import value_words
from sla.terms.bounds import target_of
from sla.terms.contract import Aggregate, Clause, Comparison, Contract
from sla.terms.definition import Direction, Unit
from sla.terms.targets import SharedTarget, TargetRow, nearest

_MORE, _LESS = (Comparison.AT_LEAST, Comparison.MORE), (Comparison.AT_MOST, Comparison.LESS)
_DIMENSIONS = {
    "project": Text("项目", "project"),
    "site": Text("职场", "site"),
    "queue": Text("队列", "queue"),
    "channel": Text("渠道", "channel"),
    "segment": Text("客群", "segment"),
    "language": Text("语种", "language"),
}


@dataclass(frozen=True)
class Held:
    """The clause with the target that holds, the figure it is held against, and how that is said."""

    clause: Clause
    measured: Measured | None
    steps: tuple[Text, ...] = ()


@dataclass(frozen=True)
class _Part:
    """A site, or another part, with the clause as it is held against it and how far it is beyond that."""

    scope: Scope
    clause: Clause
    tally: Tally
    value: Fraction
    gap: Fraction
    said: Text


def held(
    contract: Contract,
    clause: Clause,
    label: str,
    scope: Scope,
    measured: Measured | None,
    unit: Unit,
    by_gap: bool = True,
) -> Held:
    """By the nearest row; of sites or parts told apart the one that does worst against its own target.

    Where a site's first months cost nothing, its miss does not stand for another's that does cost. `by_gap`:
    whether of sites under one target the gap decides, where their figures alone do not (sla/rules.py).
    """
    starting = clause.ramp is not None and clause.ramp.sites
    if not clause.targets and not clause.parts and not starting:
        return Held(clause, _furthest(clause, measured) if measured and by_gap else measured)
    if clause.aggregate is not Aggregate.WORST or measured is None or measured.value is None:
        return Held(bound(clause, scope), measured, _row_said(clause, scope, unit))
    parts = _parts(contract, clause, label, measured, unit)
    if not parts:
        return Held(clause, measured)
    costly = [each for each in parts if each.gap < 0 and not is_free(contract, each.clause, label)]
    worst = min(costly or parts, key=lambda each: each.gap)
    found = replace(measured, tally=worst.tally, value=worst.value, scope=worst.scope)
    decides = (_deciding(worst.said),) if clause.parts or starting else ()
    others = tuple(each.said for each in parts if each is not worst)
    return Held(worst.clause, found, (*_row_said(clause, worst.scope, unit), *decides, *others))


def _parts(contract: Contract, clause: Clause, label: str, measured: Measured, unit: Unit) -> list[_Part]:
    found = []
    for scope, tally in measured.parts:
        value = measured.formula.value_of(tally)
        if value is None:
            continue
        own = bound(clause, scope)
        now = ramped(contract, own, label)
        starting = short_words(contract, own, label)
        found.append(
            _Part(scope, own, tally, value, _gap(now, value), _of_part(now, scope, value, unit, starting))
        )
    return found


def is_told_by_gap(clause: Clause, direction: Direction) -> bool:
    """Whether only the target says which of several figures is the worst: of a band either end may be left,
    and a clause may ask for more of what is a band by nature (staff on duty, 98 % or more)."""
    usual = {Direction.HIGHER: _MORE, Direction.LOWER: _LESS, Direction.ZERO: _LESS}.get(direction, ())
    return target_of(clause) is not None and clause.comparison not in usual


def _furthest(clause: Clause, measured: Measured) -> Measured:
    """Of sites told apart the one furthest short of the target, where their figures alone do not say it."""
    apart = clause.aggregate is Aggregate.WORST and measured.value is not None
    if not apart or not is_told_by_gap(clause, measured.formula.direction):
        return measured
    valued = [(part, tally, measured.formula.value_of(tally)) for part, tally in measured.parts]
    there = [(part, tally, value) for part, tally, value in valued if value is not None]
    if not there:
        return measured
    site, tally, value = min(there, key=lambda each: _gap(clause, each[2]))
    return replace(measured, tally=tally, value=value, scope=site)


def bound(clause: Clause, scope: Scope) -> Clause:
    """The clause with the target of the row nearest to a scope, and with the ramp-up of its site."""
    if clause.ramp and clause.ramp.sites:
        clause = replace(clause, ramp=clause.ramp.of_site(scope.site))
    row = nearest(clause.targets, scope.narrowed())
    return held_by(row, clause) if row else clause


def held_by(row: TargetRow, clause: Clause) -> Clause:
    """The clause with the target and the minimum of a row in the place of its own."""
    return replace(
        clause,
        target=row.target,
        target_high=row.target_high,
        minimum=row.minimum,
        minimum_high=row.minimum_high,
    )


def _row_said(clause: Clause, scope: Scope, unit: Unit) -> tuple[Text, ...]:
    """Which row gives the target; nothing where there are none."""
    if not clause.targets:
        return ()
    row, at = nearest(clause.targets, scope.narrowed()), _value(bound(clause, scope), unit)
    if row is None:
        en = f"Target {at.en}: the clause's own, no row is nearer"
        return (Text(f"目标 {at.zh}：没有更具体的目标行", en),)
    where = row_words(row)
    if isinstance(row, SharedTarget):
        en = f"Target {at.en}: the contract's table, the row for {where.en}"
        return (Text(f"目标 {at.zh}：取自合同目标表（{where.zh}）", en),)
    return (Text(f"目标 {at.zh}：取自目标行（{where.zh}）", f"Target {at.en}: the row for {where.en}"),)


def _of_part(clause: Clause, part: Scope, value: Fraction, unit: Unit, more: Text) -> Text:
    at, figure, whose = _value(clause, unit), value_words(value, unit), _part_words(clause, part)
    return Text(
        f"{whose.zh}：{figure.zh}，其目标 {at.zh}{more.zh}",
        f"{whose.en}: {figure.en}, its target {at.en}{more.en}",
    )


def _part_words(clause: Clause, part: Scope) -> Text:
    """The site or the part; what names none is a part of its own."""
    name = clause.parts.value if clause.parts else "site"
    kind, value = _DIMENSIONS[name], getattr(part, name)
    if clause.parts and value is None:
        return Text(f"未注明{kind.zh}的部分", f"What names no {kind.en}")
    return Text(f"{kind.zh} {value or '—'}", f"{kind.en.capitalize()} {value or '—'}")


def _deciding(said: Text) -> Text:
    return Text(
        f"{said.zh}；与目标相比最差，以此判定", f"{said.en}; the worst against its target, it decides"
    )


def _gap(clause: Clause, value: Fraction) -> Fraction:
    return gap_of(clause, as_compared(clause, value))


def _value(clause: Clause, unit: Unit) -> Text:
    low = value_words(clause.target or Fraction(0), unit)
    if clause.target_high is None:
        return low
    high = value_words(clause.target_high, unit)
    return Text(f"{low.zh}–{high.zh}", f"{low.en}–{high.en}")


def _scope_words(scope: Mapping[str, str]) -> Text:
    said = [(_DIMENSIONS[name], value) for name, value in scope.items()]
    return Text(
        "、".join(f"{name.zh} {value}" for name, value in said),
        ", ".join(f"{name.en} {value}" for name, value in said),
    )


def row_words(row: TargetRow) -> Text:
    """Whose target a row is; of the contract's table also of which months and by which amendment."""
    whose = _scope_words(row.scope) if row.scope else Text("不分范围", "all of it")
    if not isinstance(row, SharedTarget):
        return whose
    months = _months(row)
    said = [months] if months else []
    named = [row.amendment] if row.amendment else []
    return Text(
        "；".join([whose.zh, *(each.zh for each in said), *named]),
        ", ".join([whose.en, *(each.en for each in said), *named]),
    )


def _months(row: SharedTarget) -> Text | None:
    """The months it holds in; nothing where it always does."""
    if row.since and row.until:
        return Text(f"{row.since} 至 {row.until}", f"{row.since} to {row.until}")
    if row.since:
        return Text(f"{row.since} 起", f"from {row.since} on")
    return Text(f"至 {row.until}", f"to {row.until}") if row.until else None
