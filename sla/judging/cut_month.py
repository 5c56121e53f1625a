"""The terms of a month that an amendment cuts: by one version for each clause, or split by day.

Points, money, weights and states are the governing version's; so is which clauses there are. A clause takes
the figure and the bounds of the version that it (`cut_month`), or else the amendment, says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.period import Period
from core.text import Text
from sla.judging.inherited import inherited
from sla.terms.amendment import CutMonth, takes
from sla.terms.bounds import minimum_of, target_of
from sla.terms.contract import Clause, Comparison, Contract, governing
from sla.terms.cut import ClauseCut, DayPart, MonthCut
from sla.terms.floor import FloorRule
from sla.terms.indicator import Formula, Indicator
from sla.terms.unparted import why_unparted

#: A clause's formula, parameters filled in.
FormOf = Callable[[Contract, Clause], Formula]
#: What stays the governing version's, whoever's figure and target hold.
_OF_THE_MONTH = ("name", "weight", "score", "cap_if", "breach_level", "breach_rule", "over_service")
_KEPT = (*_OF_THE_MONTH, "layer", "target_rule", "owner", "improvement", "cut_month")
_HIGHER, _LOWER = (Comparison.AT_LEAST, Comparison.MORE), (Comparison.AT_MOST, Comparison.LESS)
_RULES = {
    CutMonth.FIRST_DAY: Text("合同约定：按首日生效的版本", "agreed: the one in force on the first day"),
    CutMonth.LAST_DAY: Text("合同约定：按末日生效的版本", "agreed: the one in force on the last day"),
    CutMonth.MOST_DAYS: Text("合同约定：按生效天数较多的版本", "agreed: the one in force on more days"),
}
_BY_DAY = Text(
    "本条按天拆分：每段日期按当时生效的版本计算，各对各的目标，与目标相比最差的一段判定；起评量看全月",
    "Split by day: each stretch of days by the version in force on it, held against its own target; the one "
    "furthest short decides; the volume floor is the whole month's",
)
_ONE_ONLY = Text("它只在其中一版里", "it is in one of the versions only")
_OTHER_SCOPE = Text("两版的范围、日历或考核月不同", "the versions differ in scope, calendar or month")
_OTHER_DEFINITION = Text("两版各自定义了同名的指标", "the versions define its indicator each in its own way")
_OTHER_KIND = Text("两版的单位或好坏方向不同", "the versions differ in its unit, or in which way is better")
_CARRIED = Text("不足起评量时它并入以后各月", "below its floor it is carried into later months")
_NO_TARGET = Text("其中一版没有目标", "one of the versions states no target")


@dataclass(frozen=True)
class _Stretch:
    """Days of the month on which one version is in force."""

    days: Period
    contract: Contract


def month_terms(
    versions: Iterable[Contract], label: str, form_of: FormOf, own: Contract | None = None
) -> Contract | None:
    """What a month is judged by: the version that governs it, its clauses as the amendment that cuts the
    month has them judged. That very version where none cuts it, or says nothing of single clauses or days.

    `form_of`: a clause's formula. `own`: the version the month is known to be governed by, else `governing`.
    """
    versions = list(versions)
    if not versions:
        return own
    period = versions[-1].month_rule.month(label)
    own = own or governing(versions, period)
    touching = [each for each in versions if each.effective.overlaps(period)]
    if own is None or len(touching) < 2:
        return own
    stretches = _stretches(touching, period, own)
    amendment = max((each.contract for each in stretches), key=lambda each: each.effective.start)
    if amendment.cut_month is not CutMonth.BY_DAY and not any(c.cut_month for c in amendment.clauses):
        return own
    cut = _Cut(own, amendment, stretches, period, form_of)
    clauses = tuple(cut.clause(clause) for clause in own.clauses)
    there = tuple(dict.fromkeys(each.contract.version for each in stretches))
    named = {each.contract.version: each.contract for each in stretches}
    return replace(own, clauses=clauses, cut=MonthCut(own, tuple(named[each] for each in there)))


def _stretches(versions: Sequence[Contract], period: Period, own: Contract) -> list[_Stretch]:
    """The month by the version in force on each day: of several the one that started last; a day on which
    none is belongs to the governing one."""
    found: list[_Stretch] = []
    for day in period.each_day():
        there = [each for each in versions if day in each.effective]
        contract = max(there, key=lambda each: each.effective.start) if there else own
        last = found[-1] if found else None
        if last and last.contract is contract and last.days.end == day:
            found[-1] = replace(last, days=Period(last.days.start, day + timedelta(days=1)))
        else:
            found.append(_Stretch(Period(day, day + timedelta(days=1)), contract))
    return found


@dataclass(frozen=True)
class _Cut:
    """One month, the version that governs it, and the amendment that cuts it."""

    own: Contract
    amendment: Contract
    stretches: Sequence[_Stretch]
    period: Period
    form_of: FormOf

    def clause(self, clause: Clause) -> Clause:
        """The clause as this month judges it."""
        theirs = self.amendment.clause(clause.code)
        stated = theirs.cut_month if theirs else None
        rule = stated or self.amendment.cut_month
        if rule is CutMonth.BY_DAY:
            return self._by_day(clause)
        return self._by_one(clause, stated) if stated else clause

    def _by_one(self, clause: Clause, rule: CutMonth) -> Clause:
        takes_it = takes(rule, self.amendment.effective, self.period)
        chosen = self.amendment if takes_it else self.stretches[0].contract
        found = self._held(clause, chosen)
        if isinstance(found, Text):
            return replace(clause, cut=ClauseCut((self._governs(), whole_words(found, self.own.version))))
        return replace(found, cut=ClauseCut((self._governs(), _chosen(rule, chosen))))

    def _by_day(self, clause: Clause) -> Clause:
        """Split into the stretches of the month; as it is where it says the same in all of them."""
        found = [(each, self._held(clause, each.contract)) for each in self.stretches]
        parts = [
            DayPart(each.days, each.contract.version, own) for each, own in found if isinstance(own, Clause)
        ]
        if len(parts) == len(found) and all(part.clause == parts[0].clause for part in parts):
            return clause
        why = [own for _, own in found if isinstance(own, Text)]
        why += [
            said for part in parts if (said := why_unparted(part.clause, self.form_of(self.own, part.clause)))
        ]
        if why:
            return replace(clause, cut=ClauseCut((self._governs(), whole_words(why[0], self.own.version))))
        return replace(clause, cut=ClauseCut((self._governs(), _BY_DAY), tuple(parts)))

    def _held(self, clause: Clause, other: Contract) -> Clause | Text:
        """The clause with the figure and the bounds of another version; or why these do not fit here."""
        theirs = inherited(other, self.period.label).clause(clause.code)
        if theirs is None:
            return _ONE_ONLY
        if why := _misfit(self.own, clause, other, theirs, self.form_of):
            return why
        kept = {name: getattr(clause, name) for name in _KEPT}
        starts = other.day_start or 0 if theirs.day_start is None else theirs.day_start
        same = starts == (self.own.day_start or 0)
        ramp = theirs.ramp and replace(theirs.ramp, since=theirs.ramp.since or other.effective.start)
        return replace(
            theirs,
            **kept,
            target=target_of(theirs),
            minimum=minimum_of(theirs),
            day_start=clause.day_start if same and clause.day_start in (None, starts) else starts,
            ramp=ramp,
        )

    def _governs(self) -> Text:
        start, new, own = self.amendment.effective.start, self.amendment.version, self.own.version
        return Text(
            f"第 {new} 版自 {start} 生效；有哪些条款及当月计分、费用、状态按第 {own} 版",
            f"Version {new} takes effect on {start}, within the month: which clauses there are, points, "
            f"weights, money and states go by version {own}",
        )


def _misfit(own: Contract, clause: Clause, other: Contract, theirs: Clause, form_of: FormOf) -> Text | None:
    """Why the other version's figure cannot stand in this month; None where it can."""
    about = ("scope", "calendar", "timezone", "month_rule", "vendor")
    if any(getattr(own, name) != getattr(other, name) for name in about):
        return _OTHER_SCOPE
    if _own_definition(own, theirs.indicator) != _own_definition(other, theirs.indicator):
        return _OTHER_DEFINITION
    if form_of(own, clause).unit is not form_of(other, theirs).unit or _way(clause) != _way(theirs):
        return _OTHER_KIND
    if FloorRule.CARRY_FORWARD in (clause.floor_rule, theirs.floor_rule):
        return _CARRIED
    return _NO_TARGET if target_of(theirs) is None and not theirs.baseline else None


def _own_definition(contract: Contract, code: str) -> Indicator | None:
    """The contract's own definition of an indicator; None where it takes the catalogue's."""
    return next((each for each in contract.indicators if each.code == code), None)


def _way(clause: Clause) -> str:
    """Whether more is asked for, less, or a band, and whether of the share of days or intervals."""
    kind = "more" if clause.comparison in _HIGHER else "less" if clause.comparison in _LOWER else "between"
    return f"{kind} {clause.each is not None}"


def _chosen(rule: CutMonth, chosen: Contract) -> Text:
    why = _RULES[rule]
    return Text(
        f"本条的口径、目标、最低值与起评量按第 {chosen.version} 版（{why.zh}）",
        f"Definition, target, minimum and volume floor of this clause by version {chosen.version} ({why.en})",
    )


def whole_words(why: Text, version: str) -> Text:
    """That the clause is judged on the month as a whole by the governing version, and why."""
    return Text(
        f"本条整月按第 {version} 版判定：{why.zh}",
        f"This clause is judged on the whole month by version {version}: {why.en}",
    )
