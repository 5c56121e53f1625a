"""The page of audits by others: believable, picked, milder; in both languages and for those who only look."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from records_pages import fine, in_house, opened, words
from services_example import Cast
from test_services_foreign_audits import NOVEMBER, wide
from test_services_sampling import bring, hear, listed, wish

from core.batch import Source
from core.principal import Role
from services.audits.foreign_audits import foreign_audits
from services.known.people import add_person
from services.sampling.sample_lines import sample
from services.sampling.sampling import draw_sample
from tests.reports_example import line_house
from ui.audits import foreign_readings

PAGE = "audits/foreign_audits"
MONTH = {"vendor": "YUNHE", "period": "2026-11"}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Twelve calls that we have heard, every second bad, and the vendor has audited: all good."""
    house, who = line_house(tmp_path_factory.mktemp("foreign") / "data")
    bring(house, who, listed(60, 0))
    lines = sample(house, who, draw_sample(house, who, wish(size=12)).id).to_hear
    for at, line in enumerate(lines):
        hear((house, who), line, good=at % 2 == 0)
    wide(house, who, lines)
    wide(house, who, lines[:4], Source.THIRD_PARTY, "第三方.csv")
    others = [
        add_person(house, name, role)
        for name, role in (("李质检", Role.AUDITOR), ("赵总", Role.APPROVER), ("陈看", Role.VIEWER))
    ]
    yield Cast(house, house.clock, who, *others)
    house.close()


@pytest.fixture
def cast(told, monkeypatch):
    with in_house(told, monkeypatch) as cast:
        yield cast


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_who_is_milder_stands_first_and_each_item_and_call_below(cast, lang, role):
    app = fine(opened(cast, PAGE, role, lang, **MONTH))
    said = words(app)
    assert ("高 43.06 分" if lang == "zh" else "43.06 points milder") in said
    assert ("其中 12 通在外包商通话清单中" if lang == "zh" else "12 of them are in the vendor's list") in said
    heads = [column for table in app.table for column in table.value.columns]
    assert ("我方样本的判断" if lang == "zh" else "What ours say of it") in heads
    assert ("第三方质检" if lang == "zh" else "An agency's audits") in said
    assert ("仅 4 通，太少" if lang == "zh" else "4 calls are too few") in said
    items, calls = app.dataframe[0], app.dataframe[1]
    assert {"item", "same", "milder"} <= set(items.value.columns)
    assert ("对方偏松" if lang == "zh" else "they were milder") in said
    assert len(calls.value) == 12 and calls.value.iloc[0]["apart"] == "+93.06"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_month_without_any_says_what_to_bring(cast, lang):
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, vendor="YUNHE", period="2026-10"))
    assert ("没有外部质检数据" if lang == "zh" else "No audits by others") in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_audits_that_name_no_call_say_what_to_ask_for(cast, monkeypatch, lang):
    """Totals of a month only: no nought of nought calls, and no table of nothing."""
    found, *_ = foreign_audits(cast.house, cast.manager, "YUNHE", NOVEMBER)
    only_totals = replace(found, named=0, listed=0, picks=(), held={}, calls=())
    monkeypatch.setattr(foreign_readings, "audits", lambda *_: (only_totals,))
    said = words(fine(opened(cast, PAGE, Role.VIEWER, lang, **MONTH)))
    assert ("请对方补报质检明细" if lang == "zh" else "Ask for the audits in detail") in said
    assert ("对方质检 0 通" if lang == "zh" else "0 calls audited") not in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_share_says_of_how_many_calls_and_the_figures_stand_in_a_picture(cast, monkeypatch, lang):
    """Twelve checked calls are too few to compare: how few is said, and no median of nothing."""
    found, *_ = foreign_audits(cast.house, cast.manager, "YUNHE", NOVEMBER)
    verdicts = next(iter(found.same.items.values()))
    told = replace(found, same=replace(found.same, passed=verdicts))
    monkeypatch.setattr(foreign_readings, "audits", lambda *_: (told,))
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, **MONTH))
    said = [block.proto for block in app.get("vega_lite_chart")] or [app.get("arrow_vega_lite_chart")]
    assert said and ("相差最大" if lang == "zh" else "Furthest apart") in str(said[0])
    assert [each.delta for each in app.metric[:5]] == ["", "n=12", "n=12", "n=12", f"n={verdicts.n}"]
    picks = [table.value for table in app.table if "n=12" in list(table.value.iloc[0])]
    assert picks and all(re.fullmatch(r"n=\d+", cell) for cell in picks[0].iloc[:, 3])
    assert not any(word in str(picks[0].iloc[:, 2].tolist()) for word in ("中位数", "median"))
    cells = [str(cell) for table in app.table for cell in table.value.to_numpy().flatten()]
    assert any(("（n=" if lang == "zh" else " (n=") in cell for cell in cells)
