"""The vendor's own checks met with its own list of calls, and with our random audits."""

from __future__ import annotations

import pytest

from core.period import calendar_month
from importers.draft import Choice
from qa.agreement.believable import Belief
from qa.agreement.cherry_picking import Picked, Trait
from services.audits.vendor_checks import vendor_checks
from services.reports.import_report import commit, stage
from services.sampling.sample_lines import sample
from services.sampling.sampling import draw_sample
from tests.reports_example import line_house
from tests.test_services_sampling import NOVEMBER, bring, hear, listed, wish


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house, who = line_house(tmp_path_factory.mktemp("checks") / "data")
    bring(house, who, listed(600, 10))
    yield house, who
    house.close()


def check(house, who, numbers, failed=0):
    """The vendor's sheet of its own checks: recording, day, score, passed or not."""
    said = [("70", "否") if at < failed else ("96", "是") for at in range(len(numbers))]
    rows = [
        f"C{n:04d},2026-11-{1 + n % 15:02d},{','.join(result)}"
        for n, result in zip(numbers, said, strict=True)
    ]
    text = "\n".join(["录音编号,质检日期,质检得分,是否合格", *rows]) + "\n"
    staged = stage(house, who, "质检明细.csv", text.encode(), Choice("YUNHE", period=NOVEMBER))
    commit(house, who, staged.file.id)


def test_nothing_reported_is_nothing_said(house):
    assert vendor_checks(*house, "YUNHE", calendar_month(2026, 9)) is None


def test_checks_by_day_alone_are_seen_and_not_believed(house):
    """60 checks, none at night and none of VIP: 59 passed; of ours 6 of 12."""
    day_calls = [n for n in range(600) if n % 10 and n % 4][:60]
    check(*house, day_calls, failed=1)
    record = draw_sample(*house, wish(size=12))
    for at, line in enumerate(sample(*house, record.id).to_hear):
        hear(house, line, good=at % 2 == 0)
    found = vendor_checks(*house, "YUNHE", NOVEMBER)
    assert (found.named, found.listed) == (60, 60)
    assert (found.theirs, found.ours) == ((59, 60), (6, 12))
    assert found.believed.belief is Belief.CONTRADICTED
    picks = {pick.trait: pick for pick in found.picks}
    assert picks[Trait.QUEUE].picked is Picked.DIFFERENT
    assert (picks[Trait.HOUR].picked, picks[Trait.HOUR].value, picks[Trait.HOUR].checked) == (
        Picked.DIFFERENT, "23", 0,
    )  # fmt: skip
    assert picks[Trait.LENGTH].picked is Picked.ALIKE
