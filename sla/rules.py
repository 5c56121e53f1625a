"""Our own rules of judging, as values: those of today, and those before it that months were closed under.

A contract says what is agreed; our rules say how we read it. Where a fault of theirs is mended so that a
figure already judged could come out otherwise, the mended way is a switch and the rules with it a new
version: a month closed before is judged again by the rules it was closed under.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Rules:
    """One version of our rules: a switch for everything that some version did otherwise, on as of today.

    Tests hold figures judged under each version (tests/golden/rules), and that no switch is dead.
    """

    version: str
    #: Of several sites, or campaigns, the worst of a band (or where more is asked of what is a band by
    #: nature) is the one furthest short of the target. Before, it was the one with the highest figure: 290 s
    #: inside 150–300 s stood for 100 s outside it.
    worst_by_gap: bool = True
    #: A deduction by how far a clause falls short is nothing where the clause is met: below the volume floor
    #: one failure may be allowed. Before, a failure the contract allows still cost money.
    met_is_free: bool = True
    #: Where a report gives calls and forecast but no errors, the errors are formed day by day. Before,
    #: forecast accuracy was not reported without a column of errors, which no report has.
    errors_by_day: bool = True
    #: A volume billed of some days of the month is kept with how many they are, and the receipt says so.
    #: Before, nothing did. The amount is the same.
    billed_days: bool = True
    #: Figures that are no sums are formed: a longest wait and a 95th percentile of the calls one by one, how
    #: near forecasts came of each interval or day; snapshots of several places of one month are one of all.
    #: Before, the first three were not reported without a column that no report had, the last not judged.
    no_sums: bool = True
    #: Accuracy by class of error, of our own audits, is of the contacts the class applies to. Before, it was
    #: of all audits: a contact that nobody could have failed in counted as one without an error.
    class_applies: bool = True
    #: A figure of our own audits is weighed back to all calls where these were drawn: each stratum weighs as
    #: many calls as it has. Before, small strata that were heard more often spoke too loudly.
    strata_weighed: bool = True
    #: A mean of scores whose definition the contract does not name is put together as the forms of its audits
    #: say: of scores, or of points. Before, always of scores.
    forms_aggregate: bool = True
    #: Monitoring coverage divides our own audits by the calls that reports tell. Before, it was not reported
    #: without a list of our own that told both.
    coverage_told: bool = True
    #: A mystery call that reached an agent and to which nothing applied has no score: it is in no rate of
    #: calls passed, and the figure says so. Before, it counted as one that did not pass.
    unscored_out: bool = True
    #: Scores of our own audits feed the score rates of forms and of mystery calls, each call alike. Before,
    #: these were not reported without a list of our own.
    scores_told: bool = True


# A new version is made above the others; the one before is that with the new switches off.
_6 = Rules("6")
_5 = replace(_6, version="5", unscored_out=False, scores_told=False)
_4 = replace(
    _5, version="4", class_applies=False, strata_weighed=False, forms_aggregate=False, coverage_told=False
)
_3 = replace(_4, version="3", no_sums=False)
_2 = replace(_3, version="2", worst_by_gap=False, met_is_free=False, errors_by_day=False, billed_days=False)

#: Version → rules, oldest first. Version 1 is no longer had (docs/decisions/0023).
RULES: Mapping[str, Rules] = {each.version: each for each in (_2, _3, _4, _5, _6)}
#: The rules that judge today.
PRESENT = _6
