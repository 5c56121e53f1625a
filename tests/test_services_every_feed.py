"""Every variant the catalogue offers has something that feeds it: a column, a claim, our books, a person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.counts import base_count
from core.principal import Principal
from importers.dictionary.headers import synonyms
from services.house.bootstrap import House
from services.judging.assess_month import current
from sla.load import catalogue
from sla.terms.definition import Direction
from sla.terms.indicator import Formula, Indicator, formula
from tests.reports_example import bring, line_house

#: Indicators whose counts no report brings, and where they come from instead.
OUR_BOOKS = {
    "EVENT_COUNT": "the ledger of daily events (source: events)",
    "REPORT_ACCURACY/REPORT_ACCURACY": "the register of reports received (source: reports)",
    "TRAIN_COVERAGE/TC-GRACE": "our rosters and training records (source: compliance)",
    "TRAIN_EXPOSURE": "our rosters, training records and the calls that name agents (source: compliance)",
    "COMPLIANCE_EXPIRED": "our rosters and training records (source: compliance)",
    "CLIENT_COURSE_LATE": "our register of changes (source: compliance)",
}
#: A figure typed by a person is the only feed there is, and why.
BY_HAND = {
    "COST_PER_CONTACT": "money is the contract's and our settlement's; none is read from reports",
    "COOPERATION": "points a person of the client gives",
    "ACTION_CLOSURE": "rectification is kept in our own register, never read from reports",
    "PLAN_EFFECT": "rectification is kept in our own register, never read from reports",
    "REPEAT_BREACH": "rectification is kept in our own register, never read from reports",
}
#: Worked out of single calls, or of every interval, where no column has them.
EVERY = [(i, v.code) for i in catalogue().values() for v in i.variants]
HEAD = """
contract:
  code: LINE-2026
  version: '1'
  name: {zh: 热线合同, en: Line contract}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
"""


def _claimed(indicator: Indicator) -> bool:
    return any(f.indicator == indicator.code and f.kind != "ignore" for f in synonyms().fields.values())


def _header(name: str) -> str:
    """What a vendor writes over this count, or over its average; '' where no header means either."""
    for field in sorted(synonyms().fields.values(), key=lambda each: each.count != name):
        if name in (field.count, field.average_of) and field.kind in ("count", "duration"):
            return synonyms().written[field.code][0]
    known = base_count(name)
    spoken = known.text.zh if known else ""
    found = synonyms().field_of((spoken,)) if spoken else None
    return spoken if found and found.count == name else ""


def _reason(indicator: Indicator, form: Formula) -> str:
    found = {**OUR_BOOKS, **BY_HAND}
    return found.get(indicator.code) or found.get(f"{indicator.code}/{form.variant}") or ""


def test_every_count_of_every_variant_has_a_feed_or_a_reason_why_none_reads_it():
    """A new variant whose counts nothing brings fails here: give it a column, or say who types it."""
    without = {}
    for indicator, code in EVERY:
        form = formula(indicator, code)
        lost = [name for name in form.base_counts if not _header(name)]
        if lost and not _reason(indicator, form) and not _claimed(indicator):
            without[f"{indicator.code}/{code}"] = lost
    assert without == {}
    # What a claim alone answers for, and nothing else.
    forms = [(i, formula(i, code)) for i, code in EVERY]
    unread = [i for i, form in forms if not all(map(_header, form.base_counts)) and not _reason(i, form)]
    assert {i.code for i in unread if _claimed(i)} == {
        "ANSWER_P95",
        "TURNAROUND_MEDIAN",
        "CALIBRATION_KAPPA",
        "QA_GAP",
        "CONSISTENCY",
    }


def test_nothing_is_said_to_be_typed_that_a_column_brings():
    for indicator, code in EVERY:
        form = formula(indicator, code)
        if _reason(indicator, form):
            assert not all(map(_header, form.base_counts)), indicator.code


def _clauses() -> dict[str, tuple[Indicator, str]]:
    return {f"C{n}": each for n, each in enumerate(EVERY)}


def _contract(codes: dict[str, tuple[Indicator, str]]) -> str:
    lines = [
        f"  - {{code: {code}, indicator: {indicator.code}, variant: {variant}, target: {_target(indicator)}, "
        f"source: {'events' if indicator.code == 'EVENT_COUNT' else 'vendor'}}}"
        for code, (indicator, variant) in codes.items()
    ]
    return HEAD + "\n".join(lines) + "\n"


def _target(indicator: Indicator) -> str:
    return "[0, 1000]" if indicator.direction is Direction.BAND else "0"


#: What is taken away somewhere is few, so that something is left to divide by.
FEW = {name for i, code in EVERY for f in [formula(i, code)] for part in (f.numerator, f.denominator)
       for name, weight in part.items() if weight < 0} - {"answered"}  # fmt: skip


def _cell(name: str) -> str:
    return "7" if name in FEW else "1000"


@pytest.fixture(scope="module")
def judged(tmp_path_factory) -> Iterator[tuple[House, Principal, dict]]:
    """A month of every variant from one-column-a-count reports of the last day, one file a dataset."""
    codes = _clauses()
    house, who = line_house(tmp_path_factory.mktemp("every") / "data", None, _contract(codes))
    for number, (dataset, names) in enumerate(_by_dataset().items()):
        head = ",".join(["月份", *map(_header, names)])
        row = ",".join(["2026-10", *map(_cell, names)])
        bring(house, who, f"{head}\n{row}\n", f"{dataset}-{number}.csv")
    yield house, who, codes
    house.close()


def _by_dataset() -> dict[str, list[str]]:
    """Each count once, in the dataset its column is of."""
    found: dict[str, list[str]] = {}
    for indicator, code in EVERY:
        for name in formula(indicator, code).base_counts:
            known = any(name in names for names in found.values())
            if _header(name) and not known:
                field = next((f for f in synonyms().fields.values() if name in (f.count, f.average_of)), None)
                home = field.dataset.value if field else indicator.dataset.value
                found.setdefault(home, []).append(name)
    return found


def test_every_variant_is_judged_from_a_month_of_reports(judged):
    house, who, codes = judged
    month = current(house, who, "LINE-2026", "2026-10")
    silent = {}
    for line in month.lines:
        indicator, variant = codes[line.clause.code]
        form = formula(indicator, variant)
        if all(map(_header, form.base_counts)) and line.judgement.value is None:
            silent[f"{indicator.code}/{variant}"] = line.judgement.verdict
    assert silent == {}
