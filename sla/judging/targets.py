"""The target a figure is held against where a clause has several by scope, and which row it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from core.scope import Scope
from core.text import Text
from sla.judging.tally import Measured
from sla.judging.verdict import as_compared, gap_of
from sla.spoken import value_words
from sla.terms.contract import Aggregate, Clause
from sla.terms.definition import Unit
from sla.terms.targets import SharedTarget, TargetRow, nearest

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


def held(clause: Clause, scope: Scope, measured: Measured | None, unit: Unit) -> Held:
    """By the nearest row; of sites or parts told apart the one furthest short of its own target."""
    if not clause.targets and not clause.parts:
        return Held(clause, measured)
    if clause.aggregate is not Aggregate.WORST or measured is None or measured.value is None:
        return Held(*_with_row(clause, scope, measured, unit))
    parts = [
        (_with_row(clause, part, measured, unit), part, tally, value)
        for part, tally in measured.parts
        if (value := measured.formula.value_of(tally)) is not None
    ]
    if not parts:
        return Held(clause, measured)
    (own, _, said), site, tally, value = min(parts, key=lambda each: _gap(each[0][0], each[3]))
    found = replace(measured, tally=tally, value=value, scope=site)
    others = tuple(
        _of_part(each[0], part, figure, unit) for each, part, _, figure in parts if part is not site
    )
    decides = (_deciding(_of_part(own, site, value, unit)),) if clause.parts else ()
    return Held(own, found, (*said, *decides, *others))


def bound(clause: Clause, scope: Scope) -> Clause:
    """The clause with the target of the row that is nearest to a scope; as it is where none is."""
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


def _with_row(
    clause: Clause, scope: Scope, measured: Measured | None, unit: Unit
) -> tuple[Clause, Measured | None, tuple[Text, ...]]:
    row, own = nearest(clause.targets, scope.narrowed()), bound(clause, scope)
    at = _value(own, unit)
    if row is None:
        en = f"Target {at.en}: the clause's own, no row is nearer"
        return own, measured, (Text(f"目标 {at.zh}：没有更具体的目标行", en),)
    where = row_words(row)
    if isinstance(row, SharedTarget):
        en = f"Target {at.en}: the contract's table, the row for {where.en}"
        return own, measured, (Text(f"目标 {at.zh}：取自合同目标表（{where.zh}）", en),)
    said = Text(f"目标 {at.zh}：取自目标行（{where.zh}）", f"Target {at.en}: the row for {where.en}")
    return own, measured, (said,)


def _of_part(clause: Clause, part: Scope, value: Fraction, unit: Unit) -> Text:
    at, figure, whose = _value(clause, unit), value_words(value, unit), _part_words(clause, part)
    return Text(f"{whose.zh}：{figure.zh}，其目标 {at.zh}", f"{whose.en}: {figure.en}, its target {at.en}")


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
    told = [whose.en]
    since, until = row.since, row.until
    if since or until:
        told.append(f"{since or '…'} to {until}" if until else f"from {since} on")
    zh = [whose.zh, *([f"{since or ''}–{until}" if until else f"{since} 起"] if since or until else [])]
    named = [row.amendment] if row.amendment else []
    return Text("；".join([*zh, *named]), ", ".join([*told, *named]))
