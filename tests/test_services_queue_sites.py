"""A queue moves between sites in mid-month (domain 2.11): its rows go to the site of the day."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import DecisionNeeded, NotFoundError
from core.text import Text
from importers.draft import QueueStay
from services.judging.assess_month import current
from services.known import directory
from services.known.queue_sites import move_queue, queue_sites
from tests.reports_example import HEAD, bring, line_house

CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE}]
clauses:
  - {code: ALL, indicator: ANSWER_RATE, target: 80}
  - {code: HF, indicator: ANSWER_RATE, target: 80, scope: {site: HF}}
  - {code: CD, indicator: ANSWER_RATE, target: 80, scope: {site: CD}}
  - {code: WORST, indicator: ANSWER_RATE, target: 80, aggregate: worst}
"""
QUEUED = HEAD.replace("Date,", "Date,Queue,")


def report(*rows):
    return (
        "\n".join([QUEUED, *(f"{day},{queue},{n},{hit},{n - hit},0" for day, queue, n, hit in rows)]) + "\n"
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request, tmp_path):
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    house, who = line_house(tmp_path / "data", url, CONTRACT)
    for code, name in {"HF": Text("合肥", "Hefei"), "CD": Text("成都", "Chengdu")}.items():
        if not any(site.code == code for site in directory.sites(house, who, "YUNHE")):
            directory.save_site(house, who, "YUNHE", code, name)
    # A first report brings the queue along; nobody has said yet where it stands.
    bring(house, who, report(("2026-09-01", "CARE", 100, 50)))
    yield house, who
    house.close()


def moved(house, *moves):
    found = ()
    for since, site in moves:
        found = move_queue(*house, "YUNHE", "CARE", date.fromisoformat(since), site)
    return [(each.site, str(each.since), each.until and str(each.until)) for each in found]


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("moves", "stays"),
    [
        ([("2026-10-01", "HF")], [("HF", "2026-10-01", None)]),
        (
            [("2026-10-01", "HF"), ("2026-10-15", "CD")],
            [("HF", "2026-10-01", "2026-10-15"), ("CD", "2026-10-15", None)],
        ),
        # Entered later, lying before: until the move that is there already.
        (
            [("2026-10-15", "CD"), ("2026-10-01", "HF")],
            [("HF", "2026-10-01", "2026-10-15"), ("CD", "2026-10-15", None)],
        ),
        # The same day again takes the place of what was said, and the same site goes on without a break.
        ([("2026-10-01", "HF"), ("2026-10-15", "CD"), ("2026-10-15", "HF")], [("HF", "2026-10-01", None)]),
        ([("2026-10-01", "HF"), ("2026-11-01", None)], [("HF", "2026-10-01", "2026-11-01")]),
        ([("2026-10-01", "HF"), ("2026-10-01", None)], []),
    ],
)
def test_moves_make_stays_without_gap_or_overlap(house, moves, stays):
    assert moved(house, *moves) == stays
    assert [(s.site, str(s.since)) for s in queue_sites(*house, "YUNHE").stays] == [s[:2] for s in stays]


def test_counts_of_a_queue_belong_to_the_site_of_the_day(house):
    moved(house, ("2026-10-01", "HF"), ("2026-10-15", "CD"))
    assert queue_sites(*house, "YUNHE").stays[1] == QueueStay("YUNHE", "CARE", "CD", date(2026, 10, 15))
    found = bring(
        *house,
        report(
            ("2026-10-14", "CARE", 100, 90), ("2026-10-15", "CARE", 100, 60), ("2026-10-16", "CARE", 50, 40)
        ),
    )
    (said,) = [each for each in found.file.findings if each.code == "queue_sited"]
    assert said.sentence("zh").endswith("归入当天的职场：CARE → HF、CARE → CD。")
    result = current(*house, "LINE-2026", "2026-10")
    counts = {
        line.clause.code: (line.judgement.numerator, line.judgement.denominator) for line in result.lines
    }
    assert counts == {"ALL": (190, 250), "HF": (90, 100), "CD": (100, 150), "WORST": (100, 150)}
    assert result.line("WORST").judgement.scope.site == "CD"


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_days_that_are_in_without_a_site_are_never_counted_twice(house):
    """September came in while nobody had said where the queue stands: a person says which counts."""
    moved(house, ("2026-09-01", "HF"))
    with pytest.raises(DecisionNeeded):
        bring(*house, report(("2026-09-01", "CARE", 100, 60)), "again.csv")
    line = current(*house, "LINE-2026", "2026-09").line("ALL").judgement
    assert (line.numerator, line.denominator) == (50, 100)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_queue_or_site_nobody_knows_is_refused(house):
    for queue, site in (("NONE", "HF"), ("CARE", "NONE")):
        with pytest.raises(NotFoundError):
            move_queue(*house, "YUNHE", queue, date(2026, 10, 1), site)
