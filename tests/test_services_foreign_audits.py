"""The vendor's own audits and an agency's met with the list of calls and with our own audits."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.batch import Source
from core.period import calendar_month
from importers.draft import Choice
from qa.agreement.believable import Belief
from qa.agreement.cherry_picking import Picked, Trait
from services.audits.foreign_audits import Figure, foreign_audits
from services.audits.spot_check import calls, count_rows, withdraw_call
from services.forms.form_drafts import publish, start_shipped
from services.reports.import_report import commit, stage, withdraw
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
    return commit(house, who, staged.file.id)


def test_nothing_reported_is_nothing_said(house):
    assert foreign_audits(*house, "YUNHE", calendar_month(2026, 9)) == ()


def test_checks_by_day_alone_are_seen_and_not_believed(house):
    """60 checks, none at night and none of VIP: 59 passed; of ours 6 of 12."""
    day_calls = [n for n in range(600) if n % 10 and n % 4][:60]
    check(*house, day_calls, failed=1)
    record = draw_sample(*house, wish(size=12))
    for at, line in enumerate(sample(*house, record.id).to_hear):
        hear(house, line, good=at % 2 == 0)
    (found,) = foreign_audits(*house, "YUNHE", NOVEMBER)
    assert (found.source, found.named, found.listed) == (Source.VENDOR, 60, 60)
    held = found.held[Figure.PASSED]
    assert (held.claim.counts, held.claim.own) == ((59, 60), (6, 12))
    assert held.believed.belief is Belief.CONTRADICTED
    assert found.held[Figure.SCORE].believed.belief is Belief.CONTRADICTED
    # Its sheet says nothing of fatal errors.
    assert Figure.FATAL_FREE not in found.held
    picks = {pick.trait: pick for pick in found.picks}
    assert picks[Trait.QUEUE].picked is Picked.DIFFERENT
    assert (picks[Trait.HOUR].picked, picks[Trait.HOUR].value, picks[Trait.HOUR].checked) == (
        Picked.DIFFERENT, "23", 0,
    )  # fmt: skip
    assert picks[Trait.LENGTH].picked is Picked.ALIKE


def wide(house, who, lines, source=None, name="自检明细.csv"):
    """A wide export of the drawn calls: every one 67 of 72 points, all answers yes but N/A for the record."""
    said = ["是,致命,NA,无法判断", *["是,是,NA,是"] * (len(lines) - 1)]
    rows = [f"{line.number},{line.day},67 / 72,{each}" for line, each in zip(lines, said, strict=True)]
    text = "\n".join(["通话流水号,通话日期,质检得分,开头语,身份核验,系统记录与工单,服务态度", *rows]) + "\n"
    staged = stage(house, who, name, text.encode(), Choice("YUNHE", source=source, period=NOVEMBER))
    assert "answer_unreadable" in {finding.code for finding in staged.findings}
    return commit(house, who, staged.file.id).batches[0]


@pytest.fixture
def heard(data_folder, database_url):
    """Twelve drawn calls that we have heard, every second of them bad."""
    house, who = line_house(data_folder, database_url)
    bring(house, who, listed(60, 0))
    lines = sample(house, who, draw_sample(house, who, wish(size=12)).id).to_hear
    for at, line in enumerate(lines):
        hear((house, who), line, good=at % 2 == 0)
    yield house, who, lines
    house.close()


def test_the_same_calls_are_met_score_by_score_and_answer_by_answer(heard):
    house, who, lines = heard
    before = [row.counts for row in count_rows_of(house, who)]
    batch = wide(house, who, lines)
    (found,) = foreign_audits(house, who, "YUNHE", NOVEMBER)
    # Ours are 100 and 0; theirs 93.056 each time, so they are milder by 43.056 on the whole.
    assert (found.same.n, found.same.scored) == (12, 12)
    assert found.same.bias.bias == Fraction(93056, 1000) - 50
    assert (found.calls[0].apart, found.calls[-1].apart) == (Fraction(93056, 1000), Fraction(-6944, 1000))
    items = {key.split("/")[1]: marks for key, marks in found.same.items.items()}
    assert (items["OPENING"].n, items["OPENING"].share, items["OPENING"].milder) == (12, Fraction(1, 2), 6)
    # The one they call fatal is one we call done.
    assert (items["IDENTITY"].milder, items["IDENTITY"].stricter) == (6, 1)
    assert items["RECORD"].share == 0 and items["RECORD"].milder == 0
    assert items["ATTITUDE"].n == 11
    # Nothing of it is ours: what clauses on audits read is as it was.
    assert [row.counts for row in count_rows_of(house, who)] == before
    withdraw(house, who, batch.id, "错发")
    assert foreign_audits(house, who, "YUNHE", NOVEMBER) == ()


def test_of_what_is_fatal_those_free_of_it_are_counted(heard):
    """Two of their twelve are fatal, none of our twelve."""
    house, who, lines = heard
    rows = [f"{line.number},{line.day},96,{'是' if at < 2 else '否'}" for at, line in enumerate(lines)]
    text = "\n".join(["录音编号,质检日期,质检得分,是否致命", *rows]) + "\n"
    staged = stage(house, who, "质检明细.csv", text.encode(), Choice("YUNHE", period=NOVEMBER))
    commit(house, who, staged.file.id)
    (found,) = foreign_audits(house, who, "YUNHE", NOVEMBER)
    claim = found.held[Figure.FATAL_FREE].claim
    assert (claim.counts, claim.own) == ((10, 12), (12, 12))


def test_what_only_an_item_says_is_fatal_is_counted_and_met_with_ours(heard):
    """One of their twelve, by its identity check; we found nothing fatal in any."""
    house, who, lines = heard
    wide(house, who, lines)
    (found,) = foreign_audits(house, who, "YUNHE", NOVEMBER)
    claim = found.held[Figure.FATAL_FREE].claim
    assert (claim.counts, claim.own) == ((11, 12), (12, 12))
    assert {call.theirs.number for call in found.calls if call.theirs.said.fatal} == {lines[0].number}


def count_rows_of(house, who):
    with house.database.read(who) as uow:
        return count_rows(uow, "YUNHE", NOVEMBER)


def test_an_agency_stands_beside_the_vendor_and_never_in_its_sums(heard):
    house, who, lines = heard
    wide(house, who, lines[:6])
    wide(house, who, lines, Source.THIRD_PARTY, "第三方.csv")
    found = {each.source: each for each in foreign_audits(house, who, "YUNHE", NOVEMBER)}
    named = {source: each.named for source, each in found.items()}
    assert named == {Source.VENDOR: 6, Source.THIRD_PARTY: 12}


def test_an_audit_that_is_withdrawn_or_sealed_meets_nothing(heard):
    house, who, lines = heard
    wide(house, who, lines)
    withdraw_call(house, who, calls(house, who)[0].id, "误登")
    assert foreign_audits(house, who, "YUNHE", NOVEMBER)[0].same.n == 11


def test_what_a_column_answers_can_be_said_though_no_figure_changes(heard):
    """The same bytes again are nothing new, unless a column is now called an item's."""
    house, who, lines = heard
    text = "通话流水号,通话日期,质检得分,开场\n" + "".join(f"{x.number},{x.day},90,是\n" for x in lines)
    first = stage(house, who, "自检.csv", text.encode(), Choice("YUNHE", period=NOVEMBER))
    commit(house, who, first.file.id)
    assert foreign_audits(house, who, "YUNHE", NOVEMBER)[0].same.items == {}
    assert stage(house, who, "自检.csv", text.encode(), Choice("YUNHE", period=NOVEMBER)).same_as
    told = Choice("YUNHE", period=NOVEMBER, columns={"开场": "form:QUICK_LISTENING/OPENING"})
    again = stage(house, who, "自检.csv", text.encode(), told)
    assert again.same_as is None
    commit(house, who, again.file.id)
    (found,) = foreign_audits(house, who, "YUNHE", NOVEMBER)
    assert [marks.n for marks in found.same.items.values()] == [12]


def test_another_forms_item_of_the_same_words_is_the_same_item(heard):
    """F1 is published too, its heading taken first: our audits were made on the quick form."""
    house, who, lines = heard
    draft = start_shipped(house, who, "F1")
    publish(house, who, draft.id, draft.version)
    wide(house, who, lines)
    (found,) = foreign_audits(house, who, "YUNHE", NOVEMBER)
    items = ("OPENING", "IDENTITY", "RECORD", "ATTITUDE")
    assert set(found.same.items) == {f"QUICK_LISTENING/{item}" for item in items}
