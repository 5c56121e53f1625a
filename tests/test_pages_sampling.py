"""The sampling page: plan, draw, fetch, replace; in both languages, by who may and who may not."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import Cast
from test_services_sampling import bring, listed, wish

from core.principal import Role
from qa.sampling.strata import Dimension
from services.desk.audit_drafts import drafts, save
from services.desk.draft_checks import Said
from services.desk.draft_submit import left_open, submit
from services.desk.sample_audits import sample_result
from services.known.people import add_person
from services.sampling.sample_lines import replace_line, sample, samples
from services.sampling.sampling import draw_sample
from services.workbooks.sample_list import sample_list
from tests.reports_example import line_house

PAGE = "audits/sampling"
MONTH = {"vendor": "YUNHE", "period": "2026-11"}


@pytest.fixture
def cast(data_folder, monkeypatch):
    house, who = line_house(data_folder)
    bring(house, who, listed())
    others = [
        add_person(house, name, role)
        for name, role in (("李质检", Role.AUDITOR), ("赵总", Role.APPROVER), ("陈看", Role.VIEWER))
    ]
    with in_house(Cast(house, house.clock, who, *others), monkeypatch) as cast:
        yield cast


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", Role)
def test_everybody_sees_the_plan_and_only_auditors_and_managers_draw(cast, lang, role):
    app = fine(opened(cast, PAGE, role, lang, **MONTH))
    assert ("120 通接通" if lang == "zh" else "120 answered calls") in words(app)
    may = [button for button in app.button if (button.key or "").startswith("sample-draw")]
    assert bool(may) == (role in (Role.MANAGER, Role.AUDITOR))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sample_is_drawn_opened_and_a_recording_replaced(cast, lang):
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, **MONTH))
    field(app, "multiselect", "sample-dimensions").select(Dimension.QUEUE).run()
    field(app, "number_input", "sample-size").set_value(20).run()
    fine(pressed(app, "sample-draw"))
    (record,) = samples(cast.house, cast.auditor)
    assert (record.size, record.dimensions) == (20, ("queue",))
    assert app.query_params["record"] == record.id
    assert record.seed in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_targeted_sample_must_say_what_it_is_after(cast, lang):
    app = opened(cast, PAGE, Role.AUDITOR, lang, **MONTH)
    field(app, "button_group", "sample-purpose").set_value("targeted").run()
    pressed(app, "sample-draw")
    assert samples(cast.house, cast.auditor) == []
    field(app, "text_input", "sample-agent").set_value("0003").run()
    field(app, "text_input", "sample-reason").set_value("新坐席").run()
    field(app, "number_input", "sample-size").set_value(5).run()
    fine(pressed(app, "sample-draw"))
    (record,) = samples(cast.house, cast.auditor)
    assert (record.purpose, record.only, record.reason) == ("targeted", {"agent": "0003"}, "新坐席")


def test_the_page_opens_on_the_month_of_the_newest_list(cast):
    """Also while that month is under way, where other pages open on the last one that is over."""
    app = fine(opened(cast, PAGE, Role.MANAGER, vendor="YUNHE"))
    assert "120 通接通" in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_month_without_a_list_says_what_brings_one(cast, lang):
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor="YUNHE", period="2026-10"))
    assert ("没有通话明细" if lang == "zh" else "No list of calls") in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_opened_sample_tells_of_what_was_replaced(cast, lang):
    record = draw_sample(cast.house, cast.auditor, wish(dimensions=(Dimension.DAYPART,)))
    line = sample(cast.house, cast.auditor, record.id).to_hear[0]
    replace_line(cast.house, cast.auditor, line.id, "录音缺失")
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, record=record.id, **MONTH))
    (lines,) = [frame.value for frame in app.dataframe if "stratum" in frame.value.columns]
    assert len(lines) == 25
    assert any("录音缺失" in state for state in lines["state"])
    assert [metric.value for metric in app.metric][:3] == ["24", "0", "4.0%" if lang == "zh" else "4.0 %"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sample_is_withdrawn_with_its_reason_and_put_back(cast, lang):
    record = draw_sample(cast.house, cast.auditor, wish())
    app = opened(cast, PAGE, Role.AUDITOR, lang, record=record.id, **MONTH)
    pressed(app, "withdraw-sample")
    assert sample(cast.house, cast.auditor, record.id).withdrawn is None
    field(app, "text_input", "why-withdraw-sample").set_value("分层选错").run()
    fine(pressed(app, "withdraw-sample"))
    assert sample(cast.house, cast.auditor, record.id).withdrawn.why == "分层选错"
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, record=record.id, **MONTH))
    assert "分层选错" in words(app)
    assert not [button for button in app.button if (button.key or "").startswith("sample-back")]
    app = opened(cast, PAGE, Role.AUDITOR, lang, record=record.id, **MONTH)
    (table,) = [frame.value for frame in app.dataframe if "purpose" in frame.value.columns]
    assert ("已撤回" if lang == "zh" else "withdrawn") in table["purpose"].iloc[0]
    fine(pressed(app, "sample-back"))
    assert sample(cast.house, cast.auditor, record.id).withdrawn is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_for_the_vendor_holds_no_caller_no_reserve_and_no_seed(cast, lang):
    wanted = wish(dimensions=(Dimension.QUEUE,), seed="nobody-knows-it")
    record = draw_sample(cast.house, cast.auditor, wanted)
    name, data = sample_list(cast.house, cast.viewer, record.id, lang)
    assert name.startswith("YUNHE_20261101")
    book = load_workbook(BytesIO(data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 1 + 24
    everything = str([list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets])
    assert "1380000" not in everything and record.seed not in everything
    assert record.list_hash in everything
    said = {line.number for line in sample(cast.house, cast.auditor, record.id).to_hear}
    assert {cell for row in rows for cell in row if str(cell).startswith("C0")} == said
    with cast.house.database.read() as uow:
        assert uow.journal.all()[-1].action == "sample_list"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_drawn_call_is_scored_on_the_form_and_weighs_in_its_sample(cast, lang):
    record = draw_sample(cast.house, cast.auditor, wish(dimensions=(Dimension.QUEUE,)))
    line = sample(cast.house, cast.auditor, record.id).to_hear[0]
    app = opened(cast, PAGE, Role.AUDITOR, lang, record=record.id, **MONTH)
    pressed(app, f"line-card-{line.id}")
    fine(pressed(app, "sample-score"))
    [begun] = drafts(cast.house, cast.auditor)
    assert (begun.fact("@sample"), begun.record.contract) == (line.id, "LINE-2026")
    open_ones = left_open(begun)
    save(cast.house, cast.auditor, begun.record.id, [Said(code, {"choice": "full"}) for code in open_ones])
    submit(cast.house, cast.auditor, begun.record.id)
    found = sample_result(cast.house, cast.auditor, record.id)
    assert [found.audits[line.id].sample_type, found.audits[line.id].queue] == ["random", line.queue]
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, record=record.id, **MONTH))
    assert ("95% 置信区间" if lang == "zh" else "with 95 % confidence") in words(app)
    # The other queue was not heard yet: said, not guessed.
    assert ("分层未听" if lang == "zh" else "nothing heard yet") in words(app)
