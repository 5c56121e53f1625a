"""A clause that stands on a list of calls and on daily figures says which of them speaks, on its page."""

import pytest

from tests.reports_example import line_house
from tests.test_pages_results import _said, visit
from tests.test_services_follow_reports import CASES, came

__all__ = ["visit"]
CLAUSE = {"contract": "LINE-2026", "period": "2026-10", "clause": "SL20"}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Days 1 to 20 as figures, 15 to 31 as a list."""
    folder = tmp_path_factory.mktemp("mixed")
    line = line_house(folder)
    came(line, CASES["they overlap"][0])
    line[0].close()
    return folder


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "1–20日依据“日报.csv”"), ("en", "21–31 from 通话清单")],
)
def test_the_clause_says_it_beside_how_it_is_measured(visit, mixed, lang, said):
    assert said in _said(visit(mixed, "scorecard", lang=lang, **CLAUSE))


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "也有16日，不重复计入"), ("en", "has day 16 too, which counts once")]
)
def test_so_does_a_day_that_both_have_over_its_cells(visit, mixed, lang, said):
    app = visit(mixed, "scorecard", lang=lang, day="2026-10-16", **CLAUSE)
    assert said in _said(app)
    assert set(app.dataframe[0].value.file) == {"日报.csv"}


def test_a_day_of_one_report_says_nothing_of_the_kind(visit, mixed):
    assert "依据" not in _said(visit(mixed, "scorecard", day="2026-10-05", **CLAUSE))
