"""Findings about how a contract judges: over months, on small samples, below the volume floor."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "contract_target_rule_never": kind(
        _B,
        "{place}：条款“{clause}”要求{months}个月内{times}次低于目标，次数不能多于月数。",
        "{place}: “{clause}” asks for {times} months below target within {months}: more times than months.",
        "改小次数（times）或改大月数（months）。",
        "Lower the times or raise the months.",
    ),
    "contract_target_rule_alone": kind(
        _W,
        "{place}：条款“{clause}”约定了多次低于目标的规则，但没有底线值：低于目标即为未达标，此规则不起作用。",
        "{place}: “{clause}” has a rule for months below target but no minimum: such months are missed "
        "already, and the rule does nothing.",
        "补上底线值（minimum），或删去该规则（target_rule）。",
        "Add a minimum, or leave target_rule out.",
    ),
}
