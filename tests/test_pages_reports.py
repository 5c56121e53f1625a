"""Import and received files, through the pages: every role and language, and a real file to the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pages_visit import LANGS, ROLES, ROOT, button, come_in, opened, person, sample, visit, well

from core.clock import FixedClock
from core.principal import Role
from services.house import jobs
from services.judging import judge_again
from services.reports import corrections, import_report, received
from services.reports.import_again import Choice, again
from services.results.follow import rows
from services.work import worker
from ui.messages import escaped

IMPORT, RECEIVED = "reports/import_report", "reports/received"
DAILY, DAILY_FIRST = "anda_2026-06_daily.csv", "anda_2026-06_daily_first.csv"
#: Two figures by the month, where the sample files bring days.
MONTHLY = "月份,人工请求量,人工接通量\n2026年6月,33000,31500\n".encode()


@pytest.fixture
def house(tmp_path, monkeypatch):
    yield opened(tmp_path, monkeypatch, "anda_shop", "yunhe_hotline")


def dropped(house, name, lang="zh", data=None):
    """The import page after one file was dropped. AppTest writes a choice's words outside the session,
    where the language is the default: what is chosen is chosen in Chinese."""
    app = visit(IMPORT, person(house), lang)
    return app.file_uploader[0].upload(name, data or sample(name)).run()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", [IMPORT, RECEIVED])
def test_each_page_opens_over_an_empty_house_for_whoever_may(tmp_path, monkeypatch, page, role, lang):
    empty = opened(tmp_path, monkeypatch)
    who = person(empty, role)
    if page == IMPORT and role in (Role.APPROVER, Role.VIEWER):
        with pytest.raises(ValueError):  # not among this person's pages
            visit(page, who, lang)
        return
    assert well(visit(page, who, lang))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_received_files_are_read_by_everybody_and_withdrawn_by_importers(house, role, lang):
    file = come_in(house, DAILY_FIRST).file
    assert well(visit(RECEIVED, person(house, role), lang))
    app = visit(RECEIVED, person(house, role), lang, record=file.id)
    assert well(app)
    may = any("withdraw" in (each.key or "") for each in app.button)
    assert may is (role in (Role.MANAGER, Role.AUDITOR))


@pytest.mark.parametrize("lang", LANGS)
def test_a_real_file_is_dropped_asked_about_previewed_and_imported(house, lang):
    app = dropped(house, DAILY, lang)
    assert well(app)
    # Proposed with the reason, confirmed by a person.
    assert app.selectbox[0].value == "ANDA"
    reason = {"zh": "文件名写着“anda", "en": "the file's name says “anda"}[lang]
    assert any(reason in each.value for each in app.caption)
    button(app, "Go on", "继续").click().run()
    assert well(app)
    assert [each.value for each in app.metric] == ["60", "0", "0", "0", "0"]
    button(app, "60").click().run()
    assert well(app)
    view = received.received_file(house, person(house), app.query_params["record"])
    assert view.is_live


def test_a_correction_shows_before_and_after_and_can_be_undone_at_once(house):
    come_in(house, DAILY_FIRST)
    app = dropped(house, DAILY)
    button(app, "Go on", "继续").click().run()
    assert [each.value for each in app.metric] == ["2", "0", "58", "0", "0"]
    button(app, "60").click().run()
    button(app, "Undo", "撤销").click().run()
    assert well(app)
    view = received.received_file(house, person(house), app.query_params["record"])
    assert not view.is_live


def test_a_word_of_a_call_list_is_asked_about_answered_and_the_file_goes_on(house):
    head = "来电时间,等待时长(秒),通话时长(秒),通话结果\n"
    text = f"{head}2026-06-01 09:00:00,5,60,正常通话\n2026-06-01 09:01:00,30,0,客户挂机\n".encode()
    staged = import_report.stage(house, person(house), "通话明细.csv", text, Choice(vendor="ANDA"))
    app = visit(IMPORT, person(house), "zh", record=staged.file.id)
    assert any("客户挂机" in each.value and "共 1 通" in each.value for each in app.caption)
    (asked,) = [each for each in app.selectbox if "客户挂机" in each.label]
    asked.select("未接通（放弃、呼损、无人接听）")
    button(app, "Go on", "继续").click().run()
    assert well(app)
    assert [each.value for each in app.metric] == ["2", "0", "0", "0", "0"]


def test_a_site_nobody_knows_is_asked_about_with_the_reason_and_answered(house):
    text = "庐州职场2026年6月话务日报,,\n日期,人工请求量,人工接通量\n2026-06-01,100,95\n".encode()
    staged = import_report.stage(house, person(house), "日报.csv", text, Choice(vendor="ANDA"))
    app = visit(IMPORT, person(house), "zh", record=staged.file.id)
    (asked,) = [each for each in app.selectbox if "庐州" in each.label]
    assert any("庐州职场2026年6月话务日报" in each.value for each in app.caption)
    asked.select("新职场“庐州”")
    button(app, "Go on", "继续").click().run()
    assert well(app) and app.metric[0].value == "1"
    (waiting,) = import_report.staged(house, person(house), app.query_params["record"]).batches
    assert [scope[0][:2] for scope in waiting.record.scopes] == ["S-"]


@pytest.mark.parametrize(
    ("code", "name"),
    [("queue_unclear", "日报.csv"), ("most_rows_rejected", "日报.csv"), ("sheets_overlap", "日报.xlsx")],
)
@pytest.mark.parametrize("lang", LANGS)
def test_what_a_person_answers_is_said_where_it_is_asked_and_nowhere_else(house, lang, code, name):
    data = (ROOT / "tests" / "findings" / code / name).read_bytes()
    staged = import_report.stage(house, person(house), name, data, Choice(vendor="ANDA"))
    (finding,) = [each for each in staged.findings if each.code == code]
    app = visit(IMPORT, person(house), lang, record=staged.file.id)
    assert well(app) and button(app, "Go on", "继续")
    said = [each.value for each in (*app.caption, *app.markdown)]
    assert sum(escaped(finding.sentence(lang)) in each for each in said) == 1


SETTLED = [*range(26, 32), *range(1, 3)]


@pytest.mark.parametrize(
    ("rows", "label", "answer", "new"),
    [
        (["2026年6月日报,,", "日期,人工请求量,人工接通量", *(f"{day},100,95" for day in SETTLED)],
         "哪个月", "26–31日属于5月，1–2日属于6月", "8"),
        (["日期,南区,,北区,", ",人工请求量,人工接通量,人工请求量,人工接通量", "2026-06-01,10,9,5,4"],
         "南区 / 北区", "同一天的各时段或班次，相加为全天", "1"),
    ],
    ids=["months", "groups"],
)  # fmt: skip
def test_months_of_bare_days_and_groups_of_columns_are_asked_about_and_answered(
    house, rows, label, answer, new
):
    text = "\n".join(rows).encode()
    staged = import_report.stage(house, person(house), "日报.csv", text, Choice(vendor="ANDA"))
    app = visit(IMPORT, person(house), "zh", record=staged.file.id)
    (asked,) = [each for each in app.selectbox if label in each.label]
    asked.select(answer)
    button(app, "Go on", "继续").click().run()
    assert well(app) and app.metric[0].value == new


@pytest.mark.parametrize(("lang", "judged"), [("zh", "放弃率"), ("en", "Abandonment")])
def test_a_report_of_percentages_says_what_each_is_judged_in_and_comes_in(house, lang, judged):
    text = "月份,20秒接通率,放弃率\n2026年6月,91.5%,4.2%\n".encode()
    who = person(house)
    staged = import_report.stage(house, who, "六月.csv", text, Choice(vendor="ANDA"))
    app = visit(IMPORT, who, lang, record=staged.file.id)
    assert well(app)
    assert [each.value for each in app.metric] == ["2"]
    shown = app.dataframe[0].value
    assert list(shown["value"]) == [
        "91.50%" if lang == "zh" else "91.50 %",
        "4.20%" if lang == "zh" else "4.20 %",
    ]
    assert list(shown["cell"]) == ["B2", "C2"]
    assert judged in shown["answers"][1] and shown["answers"][0] in (
        "仅展示",
        "shown only",
    )  # the worse site's
    button(app, "2 claimed", "2 个所报").click().run()
    assert well(app) and received.received_file(house, who, staged.file.id).is_live


def test_a_clause_judged_as_claimed_says_so_and_leads_to_the_cell(house):
    come_in(house, "六月.csv", "月份,20秒接通率,放弃率\n2026年6月,91.5%,4.2%\n".encode())
    where = {"contract": "ANDA-2025", "period": "2026-06", "clause": "ABN"}
    app = visit("results/scorecard", person(house), "zh", **where, tab="claims")
    assert well(app)
    assert any("按所报数值，未经计数核对" in str(each.delta) for each in app.metric)
    assert any("按所报数值，未经计数核对，来源" in each.value for each in app.code)
    assert list(app.dataframe[0].value["answers"]) == ["按此考核"]
    assert list(app.dataframe[0].value["cell"]) == ["C2"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_is_returned_with_a_reason_and_a_text_in_both_languages_and_taken_back(house, lang):
    file = come_in(house, DAILY_FIRST).file
    app = visit(RECEIVED, person(house), lang, record=file.id)
    next(each for each in app.text_input if "return" in each.key).set_value("3月3日放弃量不符")
    button(app, "Return this file", "退回此文件").click().run()
    assert well(app) and any("3月3日放弃量不符" in each.value for each in app.markdown)
    letters = [each.value for each in app.code if "退回重报" in each.value or "is returned" in each.value]
    assert len(letters) == 2 and all(file.name in each for each in letters)
    assert any("退回重报" in each for each in letters) and any("is returned" in each for each in letters)
    button(app, "Take the return back", "撤销退回").click().run()
    assert well(app) and not received.received_file(house, person(house), file.id).awaited


def test_one_figure_is_corrected_with_a_reason_marked_and_withdrawn(house):
    """In Chinese: AppTest writes a choice's words in the default language."""
    come_in(house, DAILY_FIRST)
    where = {"contract": "ANDA-2025", "period": "2026-06", "clause": "ABN", "day": "2026-06-03"}
    app = visit("results/scorecard", person(house), "zh", **where)
    assert well(app)
    value, why = (each for each in app.text_input if "correction" in each.key)
    value.set_value("1")
    why.set_value("甲方系统为 1")
    button(app, "Correct this figure", "更正此数值").click().run()
    assert well(app)
    mark = "甲方更正"
    assert sum(mark in words for words in app.dataframe[0].value["where"]) == 1
    (view,) = corrections.corrections(house, person(house), "ANDA-2025", "2026-06")
    assert (view.record.after, view.record.reason) == (1, "甲方系统为 1")
    for lang, name in (("zh", "甲方更正"), ("en", "Client's corrections")):
        export = visit("results/export", person(house), lang, contract="ANDA-2025", period="2026-06")
        assert well(export) and any(name in set(each.value.iloc[:, 0]) for each in export.table)
    next(each for each in app.text_input if view.record.id in each.key).set_value("外包商已说明")
    next(each for each in app.button if view.record.id in each.key).click().run()
    assert well(app) and not any(mark in words for words in app.dataframe[0].value["where"])
    english = visit("results/scorecard", person(house), "en", **where)
    assert well(english) and any("withdrawn" in each.value for each in english.markdown)


@pytest.mark.parametrize(("sites", "words"), [(1, "1 row from"), (2, "2 rows from")])
def test_the_rows_behind_a_figure_are_counted_in_words(house, sites, words):
    head, *rows = sample(DAILY_FIRST).splitlines(keepends=True)
    third = [row for row in rows if b"2026-06-03" in row]
    come_in(house, DAILY_FIRST, b"".join([head, *third[:sites]]))
    where = {"contract": "ANDA-2025", "period": "2026-06", "clause": "ABN", "day": "2026-06-03"}
    app = visit("results/scorecard", person(house), "en", **where)
    assert any(words in each.value for each in app.markdown)


def test_a_correction_without_a_reason_is_refused_in_words(house):
    come_in(house, DAILY_FIRST)
    where = {"contract": "ANDA-2025", "period": "2026-06", "clause": "ABN", "day": "2026-06-03"}
    app = visit("results/scorecard", person(house), "zh", **where)
    next(each for each in app.text_input if "value" in each.key).set_value("1")
    button(app, "更正此数值").click().run()
    assert any("原因" in each.value for each in (*app.warning, *app.error))


def test_whoever_only_reads_sees_no_way_to_correct(house):
    come_in(house, DAILY_FIRST)
    where = {"contract": "ANDA-2025", "period": "2026-06", "clause": "ABN", "day": "2026-06-03"}
    app = visit("results/scorecard", person(house, Role.VIEWER), "zh", **where)
    assert well(app) and not any("更正" in each.label for each in app.button)


def test_the_preview_survives_a_reload(house):
    app = dropped(house, DAILY)
    button(app, "Go on", "继续").click().run()
    later = visit(IMPORT, person(house), "en", record=app.query_params["record"])
    assert well(later) and [each.value for each in later.metric] == ["60", "0", "0", "0", "0"]


def test_a_file_that_asks_is_asked_again_after_a_reload(house):
    app = dropped(house, DAILY)
    later = visit(IMPORT, person(house), "en", record=app.query_params["record"])
    assert well(later) and later.selectbox[0].value == "ANDA"


def test_the_same_file_again_says_when_it_came_first(house):
    come_in(house, DAILY)
    app = dropped(house, DAILY)
    # The same bytes: whose they are was said the first time, and is not asked again.
    assert well(app) and any("没有新内容" in each.value for each in app.info)
    assert not any("60" in each.label or "继续" in each.label for each in app.button)


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_waits_already_is_opened_again_and_makes_no_second_entry(house, lang):
    app = dropped(house, DAILY, lang)
    button(app, "Go on", "继续").click().run()
    first = app.query_params["record"]
    again = dropped(house, DAILY, lang)
    assert well(again) and again.query_params["record"] == first
    assert any("waits already" in each.value or "已在等待确认" in each.value for each in again.info)
    assert [view.file.id for view in received.received(house, person(house)) if view.is_staged] == [first]
    assert not any("import-all" in (each.key or "") for each in again.button)


def test_figures_of_another_grain_wait_for_a_decision(house):
    come_in(house, DAILY)
    app = dropped(house, "anda_month.csv", data=MONTHLY)
    button(app, "Go on", "继续").click().run()
    take_in = button(app, "Import th", "导入这")
    assert take_in.disabled
    app.radio[0].set_value("check").run()
    button(app, "Import th", "导入这").click().run()
    assert well(app)
    batch = received.received_file(house, person(house), app.query_params["record"]).batches[0]
    assert batch.role == "check"


def test_rejected_rows_are_listed_with_reasons_and_can_be_downloaded(house):
    file = come_in(house, DAILY_FIRST).file
    app = visit(RECEIVED, person(house), "en", record=file.id)
    assert app.metric[4].value == "3"
    name, data = import_report.rejects_file(house, person(house), file.id, "en")
    assert name.endswith(".xlsx") and data[:2] == b"PK"


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "已在附件中标色"), ("en", "coloured in the attached copy")]
)
def test_the_marked_copy_and_the_text_to_send_stand_where_the_findings_do(house, lang, words):
    file = come_in(house, DAILY_FIRST).file
    for page in (RECEIVED, IMPORT):
        app = visit(page, person(house), lang, record=file.id)
        assert well(app)
        assert any(words in each.value for each in app.code)


def test_a_viewer_gets_no_marked_copy(house):
    file = come_in(house, DAILY_FIRST).file
    app = visit(RECEIVED, person(house, Role.VIEWER), "zh", record=file.id)
    assert not app.exception and not app.code


def test_figures_that_changed_since_the_preview_bring_a_new_preview(house):
    app = dropped(house, DAILY)
    button(app, "Go on", "继续").click().run()
    before = app.query_params["record"]
    come_in(house, DAILY_FIRST)
    button(app, "60").click().run()
    assert not app.exception and app.warning
    assert app.query_params["record"] != before


def test_several_files_wait_and_come_in_together(house):
    who = person(house)
    for name in (DAILY, "anda_2026-10_daily.csv"):
        import_report.stage(house, who, name, sample(name), Choice(vendor="ANDA"))
    app = visit(IMPORT, who, "en")
    button(app, "Import all", "全部导入").click().run()
    assert well(app)
    assert all(view.is_live for view in received.received(house, who))


def test_a_file_that_was_let_go_can_be_read_again(house):
    app = dropped(house, DAILY)
    button(app, "Go on", "继续").click().run()
    button(app, "Do not import", "不导入").click().run()
    button(app, "Undo", "撤销").click().run()
    assert well(app)
    assert again(house, person(house), app.query_params["record"], Choice(vendor="ANDA")).batches


def test_withdrawing_wants_a_reason(house):
    file = come_in(house, DAILY_FIRST).file
    app = visit(RECEIVED, person(house), "en", record=file.id)
    now = next(each for each in app.button if "withdraw-now" in (each.key or ""))
    now.click().run()
    assert app.error and received.received_file(house, person(house), file.id).is_live
    next(each for each in app.text_input if f"why-{file.id}" in each.key).set_value("Sent again")
    next(each for each in app.button if "withdraw-now" in (each.key or "")).click().run()
    assert well(app) and not received.received_file(house, person(house), file.id).is_live


def test_a_big_file_becomes_a_job_whose_preview_opens_when_it_is_done(house, monkeypatch):
    monkeypatch.setattr(jobs, "LARGE_FILE", 1)
    monkeypatch.setattr(jobs, "start_worker", lambda _house: 0)
    app = dropped(house, DAILY)
    assert not app.exception
    job = app.query_params["job"]
    worker.work(house)
    later = visit(IMPORT, person(house), "en", job=job)
    assert well(later) and later.query_params["record"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_calendar_shows_which_days_came_in_and_who_is_silent(house, lang):
    come_in(house, DAILY_FIRST)
    app = visit(RECEIVED, person(house), lang, tab="days", period="2026-06")
    assert well(app)
    silent = {"zh": "云和服务", "en": "Yunhe"}[lang]
    assert any(silent in each.value for each in app.markdown)


@pytest.mark.parametrize(
    ("name", "data"),
    [("empty.csv", b""), ("picture.xlsx", b"\x89PNG"), ("prose.csv", "你好\n".encode())],
)
def test_what_is_no_report_says_so_and_nothing_breaks(house, name, data):
    app = visit(IMPORT, person(house), "zh")
    app.file_uploader[0].upload(name, data).run()
    assert not app.exception
    assert not any("导入这" in each.label for each in app.button)


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_was_taken_back_says_when_by_whom_and_why(house, lang):
    done = come_in(house, DAILY_FIRST)
    import_report.withdraw(house, person(house), done.batches[0].id, "发错月份")
    said = {"zh": "已撤回：发错月份（manager，", "en": "Withdrawn: 发错月份 (manager, "}[lang]
    shown = visit(RECEIVED, person(house), lang, record=done.file.id)
    assert well(shown) and any(said in each.value.replace("\\", "") for each in shown.info)
    listed = visit(RECEIVED, person(house), lang)
    assert any("发错月份" in str(each.value.to_dict()) for each in listed.dataframe)


@pytest.mark.parametrize("lang", LANGS)
def test_where_judging_fails_the_page_says_the_file_is_in_and_judges_again(house, monkeypatch, lang):
    app = dropped(house, DAILY, lang)
    button(app, "Go on", "继续").click().run()
    with monkeypatch.context() as broken:
        broken.setattr(judge_again, "reassess", lambda *_args: 1 / 0)
        button(app, "60").click().run()
    assert not app.exception and not app.error
    said = {"zh": "已导入，数据已计入", "en": "is in and its figures count"}[lang]
    assert any(said in each.value for each in app.warning)
    button(app, "Judge again", "重新判定").click().run()
    assert well(app) and app.success and not app.warning


def test_a_look_at_the_months_judges_them_and_the_file_owes_nothing(house, monkeypatch):
    app = dropped(house, DAILY, "zh")
    button(app, "Go on", "继续").click().run()
    with monkeypatch.context() as broken:
        broken.setattr(judge_again, "reassess", lambda *_args: 1 / 0)
        button(app, "60").click().run()
    assert app.warning
    assert well(visit("results/overview", person(house), "zh"))
    later = visit(IMPORT, person(house), "zh", record=app.query_params["record"])
    assert well(later) and not later.warning


@pytest.mark.parametrize("lang", LANGS)
def test_where_judging_fails_the_page_says_the_file_is_taken_back(house, monkeypatch, lang):
    done = come_in(house, DAILY_FIRST)
    monkeypatch.setattr(judge_again, "reassess", lambda *_args: 1 / 0)
    monkeypatch.setattr(judge_again, "are_judged", lambda *_args: False)
    import_report.withdraw(house, person(house), done.batches[0].id, "发错月份")
    shown = visit(RECEIVED, person(house), lang, record=done.file.id)
    said = {"zh": "已撤回，其数据不再计入", "en": "is taken back and its figures no longer count"}[lang]
    assert well(shown) and any(said in each.value for each in shown.warning)


@pytest.mark.parametrize("lang", LANGS)
def test_the_columns_are_shown_sheet_by_sheet_as_they_were_read(house, lang):
    who = person(house)
    name = "yunhe_2026-02.xlsx"
    staged = import_report.stage(house, who, name, sample(name), Choice(vendor="YUNHE"))
    app = visit(IMPORT, who, lang, record=staged.file.id)
    counted = {"zh": "列，读取", "en": "columns read"}[lang]
    assert not any(counted in each.value for each in app.markdown)  # drawn when it is opened
    app.session_state[f"columns-{staged.file.id}-{lang}"] = True
    app.run()
    assert well(app)
    sheets = [each.value.split("**")[1] for each in app.markdown if counted in each.value]
    assert sheets == ["话务日报", "工单与投诉", "质检", "培训", "人员"]
    ignored = {"zh": "不读取", "en": "ignored"}[lang]
    offered = {"zh": "人工请求量", "en": "Calls requesting an agent"}[lang]
    daily = next(each.value for each in app.table if "备注" in each.value.to_numpy()).to_numpy().tolist()
    assert [line[0] for line in daily] == list("ABCDEFGHIJKLMNOP")
    assert daily[2][:3] == ["C", "话务量 \\> 人工请求量", offered] and daily[-1][1:3] == ["备注", ignored]


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_asks_waits_the_next_day_too_until_it_is_let_go(house, monkeypatch, lang):
    who = person(house)
    asks = import_report.stage(house, who, "日报.csv", sample(DAILY_FIRST), Choice(attended=True)).file
    tomorrow = replace(house, clock=FixedClock(house.clock.now() + timedelta(days=1)))
    monkeypatch.setattr("ui.house.house", lambda: tomorrow)
    app = visit(IMPORT, who, lang)
    assert any("日报.csv" in each.value for each in app.markdown)
    app = visit(IMPORT, who, lang, record=asks.id)
    button(app, "不导入此文件", "Do not import").click().run()
    assert well(app) and not any("**日报.csv**" in each.value for each in app.markdown)
    (view,) = received.received(house, who)
    assert view.let_go and view.is_refused
    assert well(visit(RECEIVED, who, lang, record=asks.id))


@pytest.mark.parametrize(("lang", "words"), [("zh", "更正一个数值"), ("en", "corrected one figure")])
def test_what_a_file_changed_does_not_count_our_own_corrections_of_it(house, lang, words):
    file = come_in(house, DAILY_FIRST).file
    before = [metric.value for metric in visit(RECEIVED, person(house), lang, record=file.id).metric]
    line = rows(house, person(house), "ANDA-2025", "2026-06", "ABN", date(2026, 6, 3)).lines[0]
    corrections.correct(house, person(house), line, "abandoned", 1, "甲方系统为 1")
    app = visit(RECEIVED, person(house), lang, record=file.id)
    assert [metric.value for metric in app.metric] == before
    assert sum(words in each.value for each in app.caption) == 1
    assert any("2026-06-03**" in each.value or "2026-06-03 ·" in each.value for each in app.markdown)
