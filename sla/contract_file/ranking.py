"""The ranking of vendors in a contract file: its keys, what is made of them, what contradicts itself.

The rule stands in `contract.ranking`, each vendor's share of the volume beside its name in `vendors`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sla.contract_file.node import Report
from sla.contract_file.shape import Got, Key, ListOf, Record
from sla.contract_file.values import Code, Number
from sla.exact import exact_text
from sla.terms.ranking import Ranking, RankingRule

_PERCENT = Number(least=0, most=100)
_WHOLE = Fraction(100)

RANKING = Record(
    {
        "group": Key(Code(), required=True, meaning="Contracts of the same group are ranked together"),
        "below": Key(Number(least=0), required=True, meaning="The last place costs nothing from here on"),
        "losses": Key(ListOf(_PERCENT), meaning="Points of the volume lost the n-th time in a row; [5, 10]"),
        "floor": Key(_PERCENT, meaning="Nobody goes below this share by a loss; 10"),
        "tie": Key(Code(), meaning="The clause whose better figure decides between equal totals"),
    }
)
#: Beside a vendor's name.
SHARE = Key(_PERCENT, meaning="With a ranking: its per cent of the volume when this version starts")


def build_ranking(head: Got, vendor: str) -> Ranking | None:
    """A vendor's part in the ranking; None where the file has none."""
    got: Got | None = head.get("ranking")
    if got is None:
        return None
    share = next(each.get("share") for each in head.get("vendors") if each.get("code") == vendor)
    usual = RankingRule(got.get("below"))
    losses = tuple(got.get("losses", ())) or usual.losses
    return Ranking(
        got.get("group"),
        share,
        RankingRule(got.get("below"), losses, got.get("floor", usual.floor)),
        got.get("tie"),
    )


def ranking_as_dict(ranking: Ranking | None) -> dict[str, Any] | None:
    """The rule in the shape of its file; the share stands with the vendor."""
    if ranking is None:
        return None
    rule = ranking.rule
    losses = list(rule.losses)
    return {
        "group": ranking.group,
        "below": rule.below,
        "losses": losses,
        "floor": rule.floor,
        "tie": ranking.tie,
    }


@dataclass(frozen=True)
class RankingChecks:
    """Checks of a ranking against the vendors and clauses of its contract."""

    clauses: Collection[str]
    report: Report

    def file(self, head: Got, clauses: Sequence[Got]) -> None:
        """Everything in it; a share without a ranking is told, for nothing follows from it."""
        vendors: Sequence[Got] = head.get("vendors", [])
        got: Got | None = head.get("ranking")
        if got is None:
            for vendor in vendors:
                if "share" in vendor.values:
                    self.report.add("contract_share_unranked", vendor.at("share"), vendor=vendor.get("code"))
            return
        self._shares(got, vendors)
        if got.get("tie") and got.get("tie") not in self.clauses:
            self.report.add("contract_unknown_clause", got.at("tie"), clause=got.get("tie"))
        if not any("weight" in clause.values for clause in clauses):
            self.report.add("contract_ranking_no_points", got.place)

    def _shares(self, got: Got, vendors: Sequence[Got]) -> None:
        """Each vendor has one; where the file names them all, they are the whole volume."""
        without = [vendor.get("code") for vendor in vendors if "share" not in vendor.values]
        if without:
            self.report.add("contract_ranking_no_share", got.place, vendors=without)
            return
        whole = sum((vendor.get("share") for vendor in vendors), Fraction(0))
        if (len(vendors) > 1 and whole != _WHOLE) or whole > _WHOLE:
            self.report.add("contract_ranking_sum", got.place, sum=exact_text(whole))
