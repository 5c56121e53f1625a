"""Process specifications through their page: begun, written, published, compared, confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import CONTRACT, Cast, empty_house

from core.principal import Role
from core.text import Text
from services.contracts.contracts import load_contract
from services.known.directory import save_vendor
from services.records.manual_figures import enter_figure
from services.results.specification_effect import improvement
from services.specifications import specification_drafts as drafts
from services.specifications import specification_publishing as publishing
from services.specifications import specification_reviews, specifications
from sla.terms.definition import Unit

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = (ROOT / "qa" / "specification" / "examples" / "hotline.yaml").read_bytes()
SECOND = (ROOT / "sample_data" / "specifications" / "hotline_2.yaml").read_bytes()
PAGE, CODE = "audits/specifications", "HOTLINE-CALL"
LANGS = ("zh", "en")


@pytest.fixture
def cast(tmp_path: Path, monkeypatch: Any) -> Iterator[Cast]:
    """A house with one vendor, on 12 May 2026."""
    made = empty_house(tmp_path / "data")
    save_vendor(made.house, made.manager, "YUNHE", Text("云禾", "Yunhe"))
    with in_house(made, monkeypatch) as found:
        yield found


def published(cast: Cast, *days: date) -> None:
    """The example and its second version, in force from these days."""
    for data, day in zip((EXAMPLE, SECOND), days, strict=False):
        draft = drafts.start_from_file(cast.house, cast.manager, data, "规范.yaml")
        publishing.publish_draft(cast.house, cast.manager, draft.id, draft.version, day, "回电改为24小时")


BOTH = (date(2025, 10, 1), date(2026, 5, 1))


@pytest.mark.parametrize(("lang", "said"), [("zh", "还没有流程规范"), ("en", "No process specification yet")])
@pytest.mark.parametrize("role", Role)
def test_without_any_it_says_what_one_is_for(cast: Cast, lang: str, said: str, role: Role) -> None:
    app = fine(opened(cast, PAGE, role, lang))
    assert said in words(app)
    # Only who may write one is offered a way to begin.
    assert any("spec-example" in (each.key or "") for each in app.button) is (role is Role.MANAGER)


def test_from_the_example_through_the_form_to_a_published_version(cast: Cast) -> None:
    app = fine(pressed(opened(cast, PAGE), "spec-example-zh"))
    [draft] = drafts.specification_drafts(cast.house, cast.manager)
    assert app.query_params["record"] == draft.id and draft.body["head"]["owner"] == "王经理"
    field(app, "text_input", "name_zh").set_value("热线规范")
    app = fine(app.run())
    [draft] = drafts.specification_drafts(cast.house, cast.manager)
    assert draft.body["head"]["name_zh"] == "热线规范" and len(draft.body["clauses"]) == 7
    field(app, "date_input", "spec-publish-day").set_value(date(2026, 6, 1))
    field(app, "text_input", "spec-publish-why").set_value("首版")
    fine(pressed(app, "spec-publish-now"))
    view = specifications.specification(cast.house, cast.manager, CODE)
    assert view.newest.version.effective == date(2026, 6, 1) and "第1版将于 2026-06-01 生效" in words(app)


def test_publishing_without_a_day_or_a_reason_is_refused_in_words(cast: Cast) -> None:
    app = pressed(opened(cast, PAGE), "spec-example-zh")
    field(app, "date_input", "spec-publish-day").set_value(None)
    app = pressed(app, "spec-publish-now")
    assert [each.value for each in app.error] and specifications.specifications(
        cast.house, cast.manager
    ) == []


def test_a_blank_one_says_everything_that_is_missing(cast: Cast) -> None:
    app = pressed(opened(cast, PAGE, tab="new"), "spec-blank")
    assert "没有填写“规范编号”" in words(app).replace("\\", "")
    assert not [each for each in app.button if "spec-publish-now" in (each.key or "")]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("tab", ["read", "compare", "touches", "log"])
def test_every_part_of_a_specification_comes_up(cast: Cast, lang: str, tab: str) -> None:
    published(cast, *BOTH)
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, spec=CODE, tab=tab))
    assert {"zh": "热线通话流程规范", "en": "Handling a hotline call"}[lang] in words(app)
    fine(opened(cast, PAGE, Role.AUDITOR, lang))


def test_the_list_says_version_owner_and_what_is_overdue(cast: Cast) -> None:
    published(cast, *BOTH)
    cast.clock.at = datetime(2027, 2, 1, 1, tzinfo=UTC)  # the second version asks for a look by 31 December
    said = words(fine(opened(cast, PAGE, lang="en")))
    for part in ("version 2 in force", "review overdue", "周明", "2026-05-01", "all vendors"):
        assert part in said.replace("\\", ""), part


def test_side_by_side_marks_what_differs_as_whole_words(cast: Cast) -> None:
    from ui.specifications.specification_compare import marked

    before, after = marked("在 48 小时内回复。", "在 24 小时内回复。")
    assert (
        before == "在 :red-background[48] 小时内回复。" and after == "在 :green-background[24] 小时内回复。"
    )
    # Hardly anything the same: nothing is marked, both are simply read.
    assert marked("先核对身份", "致谢并收线") == ("先核对身份", "致谢并收线")
    assert marked("*甲*", "*甲*乙")[1] == "\\*甲\\*:green-background[乙]"


def test_an_auditor_confirms_what_a_change_does_not_touch(cast: Cast) -> None:
    published(cast, *BOTH)
    app = fine(opened(cast, PAGE, Role.AUDITOR, spec=CODE, tab="touches"))
    chosen = field(app, "multiselect", "spec-confirm-which")
    chosen.set_value(list(chosen.options)[:1])
    field(app, "text_input", "spec-confirm-why").set_value("课程不讲回电")
    app = fine(pressed(app, "save-spec-confirm"))
    [kept] = specification_reviews.confirmations(cast.house, cast.viewer, CODE)
    assert (kept.source, kept.why, kept.confirmed_by) == ("业务知识更新", "课程不讲回电", "李质检")
    assert "课程不讲回电" in words(app)
    # A viewer reads it and is offered nothing.
    app = fine(opened(cast, PAGE, Role.VIEWER, spec=CODE, tab="touches"))
    assert not app.multiselect and "课程不讲回电" in words(app)


def test_a_refused_file_is_said_line_by_line(cast: Cast) -> None:
    app = opened(cast, PAGE, tab="new")
    field(app, "file_uploader", "spec-file").upload("规范.yaml", EXAMPLE.replace(b"owner: ", b"boss: "))
    app = pressed(app, "spec-read")
    said = words(app).replace("\\", "")
    assert "不认识“boss”" in said and "没有填写“责任人”" in said
    assert drafts.specification_drafts(cast.house, cast.manager) == []


def test_who_sees_one_vendor_reads_what_binds_all_and_cannot_write_it(cast: Cast) -> None:
    published(cast, *BOTH)
    from services.known import people

    with cast.house.database.write(cast.manager) as uow:
        record = next(each for each in uow.people.all() if each.id == cast.manager.id)
        uow.people.update(replace(record, vendors=("YUNHE",)))
        uow.settings.bump_data_version()
        uow.commit()
    assert people.principal(cast.house, cast.manager.id).vendors == {"YUNHE"}  # type: ignore[union-attr]
    app = fine(opened(cast, PAGE, spec=CODE))
    assert not [each for each in app.button if "spec-next" in (each.key or "")]


def test_the_log_shows_three_judged_months_on_either_side(cast: Cast) -> None:
    """The month it took effect in, on the 10th, belongs to neither side."""
    load_contract(cast.house, cast.manager, CONTRACT, "gov.yaml")
    for month, share in (("2026-01", 80), ("2026-02", 90), ("2026-04", 99)):
        enter_figure(cast.house, cast.manager, "GOV12345", month, "HAND", share, 100, "台账")
    text = EXAMPLE.decode().replace("trainings:", "improves: [REPORT_TIMELY, FCR]\ntrainings:")
    draft = drafts.start_from_file(cast.house, cast.manager, text.encode(), "规范.yaml")
    publishing.publish_draft(cast.house, cast.manager, draft.id, draft.version, date(2026, 3, 10), "首版")
    carried, nobodys = improvement(cast.house, cast.viewer, CODE, 1)
    [effect] = carried.effects
    assert [(each.label, each.value) for each in effect.before] == [
        ("2025-12", None), ("2026-01", 80), ("2026-02", 90),
    ]  # fmt: skip
    assert [(each.label, each.value) for each in effect.after] == [("2026-04", 99), ("2026-05", None)]
    assert nobodys.effects == ()
    said = words(fine(opened(cast, PAGE, lang="en", spec=CODE, tab="log")))
    assert "No contract carries this indicator" in said and "three before it took effect" in said


def test_a_share_of_days_is_told_in_percent_not_in_its_indicators_seconds(cast: Cast) -> None:
    """Days on which a contact took 180 to 300 s: 90 is 90 % of the days, not 90 s."""
    daily = "  - {code: DAILY, indicator: AHT, target: 90, each: {grain: day, target: [180, 300]}}\n"
    text = CONTRACT.replace("adjustments:\n", f"{daily}adjustments:\n")
    load_contract(cast.house, cast.manager, text, "gov.yaml")
    spec = EXAMPLE.decode().replace("trainings:", "improves: [AHT]\ntrainings:")
    draft = drafts.start_from_file(cast.house, cast.manager, spec.encode(), "规范.yaml")
    publishing.publish_draft(cast.house, cast.manager, draft.id, draft.version, date(2026, 3, 10), "首版")
    [carried] = improvement(cast.house, cast.viewer, CODE, 1)
    assert [(each.clause, each.unit) for each in carried.effects] == [("DAILY", Unit.PERCENT)]


@pytest.mark.parametrize(("lang", "said"), [("zh", "停用"), ("en", "Retired")])
def test_a_specification_is_retired_with_a_reason_and_taken_into_use_again(
    cast: Cast, lang: str, said: str
) -> None:
    published(cast, *BOTH)
    app = fine(opened(cast, PAGE, lang=lang, spec=CODE))
    field(app, "text_input", f"retire-{CODE}").set_value("换了新流程")
    app = fine(pressed(app, f"retire-{CODE}"))
    told = "\n".join(each.value for each in app.warning)
    assert said in told and "换了新流程" in told
    assert specifications.specification(cast.house, cast.viewer, CODE).current is None
    field(app, "text_input", f"retire-{CODE}").set_value("还要用")
    app = fine(pressed(app, f"retire-{CODE}"))
    assert not app.warning
    current = specifications.specification(cast.house, cast.viewer, CODE).current
    assert current is not None and current.version.number == 2


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.VIEWER])
def test_only_who_manages_may_retire_one(cast: Cast, role: Role) -> None:
    published(cast, *BOTH)
    app = fine(opened(cast, PAGE, role, spec=CODE))
    assert not [each for each in app.button if "retire-" in (each.key or "")]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "本版没有条款 NOPE"), ("en", "This version has no clause NOPE")]
)
def test_a_link_leads_to_the_clause_itself(cast: Cast, lang: str, said: str) -> None:
    published(cast, *BOTH)
    view = specifications.specification(cast.house, cast.viewer, CODE)
    clause = view.versions[0].version.specification.clauses[0]
    app = fine(opened(cast, PAGE, lang=lang, spec=CODE, version="1", clause=clause.code))
    [mark] = [each.value for each in app.markdown if ":material/bookmark:" in each.value]
    assert clause.text.in_("zh" if lang == "zh" else "en")[:6] in mark.replace("\\", "")
    assert said in words(fine(opened(cast, PAGE, lang=lang, spec=CODE, version="1", clause="NOPE")))


SAVED = {"zh": "已保存", "en": "saved"}


def begun(cast: Cast) -> str:
    return drafts.start_from_example(cast.house, cast.manager).id


def head(cast: Cast, id: str) -> dict[str, Any]:
    return dict(drafts.specification_draft(cast.house, cast.manager, id).body["head"])


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_typed_is_there_after_a_reload(cast: Cast, lang: str) -> None:
    """Nobody pressed anything: the second session is the page after F5, or after a dead tab."""
    id = begun(cast)
    app = fine(opened(cast, PAGE, lang=lang, record=id))
    field(app, "text_area", "method_zh").set_value("每周听二十通录音")
    app = fine(app.run())
    assert SAVED[lang] in words(app)
    field(app, "text_area", "trainings").set_value("热线新人班")
    fine(app.run())
    again = fine(opened(cast, PAGE, lang=lang, record=id))
    assert field(again, "text_area", "method_zh").value == "每周听二十通录音"
    assert field(again, "text_area", "trainings").value == "热线新人班"


def test_a_draft_that_is_only_looked_at_is_not_saved(cast: Cast) -> None:
    id = begun(cast)
    before = drafts.specification_draft(cast.house, cast.manager, id)
    for lang in LANGS:
        fine(fine(opened(cast, PAGE, lang=lang, record=id)).run())
    assert drafts.specification_draft(cast.house, cast.manager, id) == before


def test_all_that_was_changed_since_it_was_opened_is_taken_back_at_once(cast: Cast) -> None:
    id = begun(cast)
    before = head(cast, id)
    app = fine(opened(cast, PAGE, record=id))
    for name, said in (("method_zh", "甲"), ("scope_zh", "乙")):
        field(app, "text_area", name).set_value(said)
        app = fine(app.run())
    app = fine(pressed(app, "spec-undo"))
    assert head(cast, id) == before
    assert field(app, "text_area", "method_zh").value == before["method_zh"]
    assert not [each for each in app.button if "spec-undo" in (each.key or "")]


@pytest.mark.parametrize(
    ("choice", "said"),
    # Theirs: the owner and the method as they wrote them. Mine: my method over theirs, their owner beside it.
    [("theirs", ("他们的方法", "周明")), ("mine", ("我的方法", "周明"))],
)
@pytest.mark.parametrize("lang", LANGS)
def test_nobody_writes_over_what_somebody_else_saved_unseen(
    cast: Cast, lang: str, choice: str, said: tuple[str, str]
) -> None:
    id = begun(cast)
    app = fine(opened(cast, PAGE, lang=lang, record=id))
    now = drafts.specification_draft(cast.house, cast.manager, id)
    theirs = {**now.body, "head": {**now.body["head"], "method_zh": "他们的方法", "owner": "周明"}}
    drafts.save_draft(cast.house, cast.manager, id, now.version, theirs)
    field(app, "text_area", "method_zh").set_value("我的方法")
    app = fine(app.run())
    assert head(cast, id)["method_zh"] == "他们的方法"
    assert field(app, "text_area", "method_zh").value == "我的方法"
    app = fine(pressed(app, f"{choice}-spec"))
    kept = head(cast, id)
    assert (kept["method_zh"], kept["owner"]) == said
    assert (field(app, "text_area", "method_zh").value, field(app, "text_input", "owner").value) == said


def test_a_row_without_a_code_is_kept_and_asked_about() -> None:
    """The table asked for the code first, and the browser lost the row of whoever wrote its words first."""
    from ui.specifications import specification_rows

    assert not any(each.get("required") for each in specification_rows.columns().values())
    rows = specification_rows.frame([{"code": "A", "text_zh": "问候"}, {"text_zh": "先写了内容"}])
    assert [each["text_zh"] for each in specification_rows.written(rows)] == ["问候", "先写了内容"]


def test_publishing_is_of_the_version_that_was_seen(cast: Cast) -> None:
    id = begun(cast)
    app = fine(opened(cast, PAGE, record=id))
    field(app, "date_input", "spec-publish-day").set_value(date(2026, 6, 1))
    field(app, "text_input", "spec-publish-why").set_value("首版")
    now = drafts.specification_draft(cast.house, cast.manager, id)
    drafts.save_draft(cast.house, cast.manager, id, now.version, now.body)
    app = pressed(app, "spec-publish-now")
    assert [each.value for each in app.error]
    assert specifications.specifications(cast.house, cast.manager) == []


def test_rows_typed_into_the_table_are_saved_and_outlast_other_fields(cast: Cast) -> None:
    id = begun(cast)
    app = fine(opened(cast, PAGE, record=id))
    [table] = app.data_editor
    # The code of the first clause, and a row that has no code yet.
    typed = {"edited_rows": {0: {"code": "HELLO"}}, "added_rows": [{"text_zh": "先写了内容"}]}
    app.session_state[table.key] = {**typed, "deleted_rows": []}
    app = app.run()
    field(app, "text_area", "method_zh").set_value("甲")
    app.run()
    kept = drafts.specification_draft(cast.house, cast.manager, id).body
    assert (kept["clauses"][0]["code"], kept["clauses"][-1]["text_zh"]) == ("HELLO", "先写了内容")
    assert kept["head"]["method_zh"] == "甲" and len(kept["clauses"]) == 8
    [again] = opened(cast, PAGE, record=id).data_editor
    assert (again.value["code"].iloc[0], again.value["text_zh"].iloc[-1]) == ("HELLO", "先写了内容")
