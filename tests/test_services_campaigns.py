"""Windows of so many successive days from a date (FTC: 30 days a campaign): judged when complete."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from core.errors import WrongInputError
from core.period import MonthRule, Period
from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from exports.contract_template import template
from exports.contract_template_read import read_template
from services.contracts.term_fields.settings import settings
from services.contracts.term_words import value_words
from services.decisions.relief_preview import relief_tried
from services.judging.assess_month import current
from services.judging.relief_terms import Cell, ReliefTerms
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_to_yaml, load_contracts, read_contracts
from sla.terms.campaign import Campaign
from sla.terms.relief import Mechanism
from tests.reports_example import bring, choice, line_house, report

CODE = "LINE-2026"
CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE}]
clauses:
  - {code: ONE, indicator: SL, variant: SL-OFFERED, target: 85, window: {days: 30, from: 2026-03-10}}
  - {code: ROW, indicator: SL, variant: SL-OFFERED, target: 85,
     window: {days: 30, from: 2026-03-10, to: 2026-05-20}}
  - {code: DAYS, indicator: SL, variant: SL-OFFERED, target: 75, each: {grain: day, target: 85},
     window: {days: 30, from: 2026-03-10}}
"""
#: The last day of each stretch, and how many of a day's 100 calls were in time until then.
HITS = {"2026-03-31": 90, "2026-04-08": 80, "2026-04-30": 70, "2026-05-08": 60, "2026-05-31": 50}


@pytest.fixture(scope="module")
def spring(tmp_path_factory):
    house, who = line_house(tmp_path_factory.mktemp("campaigns") / "data", contract=CONTRACT)
    for label in ("2026-02", "2026-03", "2026-04", "2026-05", "2026-06"):
        found = []
        for day in MonthRule().month(label).each_day():
            hit = next((n for last, n in HITS.items() if str(day) <= last), 50)
            found.append((day, 100, 100, 0, hit))
        bring(house, who, report(found), f"{label}.csv", choice(label))
    yield house, who
    house.close()


@pytest.mark.parametrize(
    ("code", "label", "verdict", "n", "value"),
    [
        ("ONE", "2026-02", Verdict.NOT_APPLICABLE, None, None),
        ("ONE", "2026-03", Verdict.NOT_APPLICABLE, 2200, 90),  # 10–31 March, shown
        ("ONE", "2026-04", Verdict.MET, 3000, Fraction(2620, 30)),
        ("ONE", "2026-05", Verdict.NOT_APPLICABLE, None, None),
        ("ROW", "2026-04", Verdict.MET, 3000, Fraction(2620, 30)),
        # To 8 May 67.33 %, and the last twelve days alone 50 %: the worse counts.
        ("ROW", "2026-05", Verdict.MISSED, 1200, 50),
        ("ROW", "2026-06", Verdict.NOT_APPLICABLE, None, None),
        ("DAYS", "2026-04", Verdict.MISSED, 30, Fraction(2200, 30)),  # 22 days of 30 keep 85 %
    ],
)
def test_a_window_is_judged_in_the_month_its_last_day_falls_in(spring, code, label, verdict, n, value):
    found = current(*spring, CODE, label).line(code).judgement
    assert (found.verdict, found.n, found.value) == (verdict, n, value)
    assert (Flag.PROVISIONAL in found.flags) == (verdict is Verdict.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("2026-02", "No campaign window runs in this month"),
        (
            "2026-03",
            "Campaign window 2026-03-10–2026-04-08: day 22 of 30 when the month ends, judged when complete",
        ),
        ("2026-04", "Campaign window 2026-03-10–2026-04-08: complete, and judged"),
        (
            "2026-05",
            "Campaign window 2026-04-09–2026-05-08, 2026-05-09–2026-05-20: complete, and judged",
        ),
    ],
)
def test_the_trace_says_which_days(spring, label, said):
    assert current(*spring, CODE, label).line("ROW").judgement.steps[0].en == said


def test_windows_of_thirty_days_cover_every_day_of_a_campaign_once():
    campaign = Campaign(30, date(2026, 3, 10), date(2026, 5, 20))
    days = [date(2026, 3, 1) + timedelta(days=n) for n in range(100)]
    windows = list(dict.fromkeys(each for day in days if (each := campaign.window_of(day))))
    assert [each.days for each in windows] == [30, 30, 12]
    assert windows[-1] == Period(date(2026, 5, 9), date(2026, 5, 21))
    assert Campaign(30, date(2026, 3, 10)).window_of(date(2026, 4, 9)) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_campaign_goes_out_and_comes_in_again(lang):
    loaded = load_contracts(CONTRACT)[0]
    assert load_contracts(contract_to_yaml(loaded[0]))[0] == loaded
    book = template(lang, catalogue(), datetime(2026, 1, 1), contract_as_dict(loaded[0]), settings())
    node, findings = read_template(book, "合同.xlsx", catalogue(), settings())
    assert (read_contracts(node)[0], findings) == (loaded, [])


def test_a_difference_of_versions_says_the_days():
    one, row = {"days": "30", "from": "2026-03-10"}, {"days": "30", "from": "2026-03-10", "to": "2026-05-20"}
    assert value_words("window", one) == Text(
        "2026-03-10–2026-04-08（30 天）", "30 days, 2026-03-10–2026-04-08"
    )
    assert value_words("window", row).en == "every 30 days of 2026-03-10–2026-05-20"


def _tried(spring, clause, label, first, last):
    cells = (Cell(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")),)
    terms = ReliefTerms(cells=cells)
    found = relief_tried(*spring, CODE, label, [clause], Mechanism.REMOVE_CELLS, terms)
    return found.month.clauses[0].after


@pytest.mark.parametrize(
    ("clause", "first", "last", "counts"),
    [
        ("ONE", "04-01", "04-08", (1980, 2200)),  # eight days of 80: 2,620 − 640 of 3,000 − 800
        ("ONE", "03-10", "03-11", (2440, 2800)),  # of the month before, still of the campaign
        ("DAYS", "04-01", "04-08", (22, 22)),  # whole days leave a share of days
    ],
)
def test_days_of_one_campaign_can_be_relieved_wherever_they_lie_in_it(spring, clause, first, last, counts):
    found = _tried(spring, clause, "2026-04", first, last)
    assert (found.numerator, found.denominator) == counts


@pytest.mark.parametrize(
    ("clause", "label", "first", "last", "why"),
    [
        ("ONE", "2026-04", "04-09", "04-10", "relief_outside"),  # after its last day
        ("ONE", "2026-04", "03-09", "03-10", "relief_outside"),  # before its first
        ("ONE", "2026-06", "06-01", "06-02", "relief_outside"),  # none runs in June
        # Of two that end in May the worse counts: without its worst days it may be the other one.
        ("ROW", "2026-05", "05-10", "05-11", "relief_no_counts"),
    ],
)
def test_days_outside_of_it_or_of_one_among_several_cannot(spring, clause, label, first, last, why):
    with pytest.raises(WrongInputError) as refused:
        _tried(spring, clause, label, first, last)
    assert refused.value.reason == why
