"""The page of columns: a file's sheets as they look, each column to be said; the sheets that are known."""

from __future__ import annotations

import pytest
from pages_visit import LANGS, ROLES, button, opened, person, visit, well

from core.principal import Role
from services.reports import import_report, mappings
from services.reports.import_again import Choice
from ui.received import sheet_picture

PAGE, IMPORT = "reports/columns", "reports/import_report"
MAY = (Role.MANAGER, Role.AUDITOR)
SAID = Choice(vendor="ANDA")
JUNE = "日期,人工请求量,人工接通量,回访量\n2026-06-01,100,90,7\n2026-06-02,110,99,8\n"
JULY = "日期,人工请求量,人工接通总量,放弃量,回访量\n2026-07-01,100,90,10,7\n"


@pytest.fixture
def house(tmp_path, monkeypatch):
    yield opened(tmp_path, monkeypatch, "anda_shop")


def stage(house, text, name="日报.csv"):
    return import_report.stage(house, person(house), name, text.encode(), SAID).file


def come_in(house):
    file = stage(house, JUNE)
    import_report.commit(house, person(house), file.id)
    return file


def field_of(app, letters):
    """The select box that says what a column holds."""
    return next(
        box for box in app.selectbox if f"{letters} " in box.label or f"column {letters} holds" in box.label
    )


def read_so(app):
    return next(each for each in app.button if each.label in ("按此读取", "Read it so"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_the_page_opens_for_whoever_imports(house, role, lang):
    file = come_in(house)
    who = person(house, role)
    if role not in MAY:
        with pytest.raises(ValueError):  # not among this person's pages
            visit(PAGE, who, lang)
        return
    assert well(visit(PAGE, who, lang))
    assert well(visit(PAGE, who, lang, record=file.id))
    known = mappings.known_sheets(house, who)[0].record.id
    assert well(visit(PAGE, who, lang, record=known))


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_house_says_what_will_be_here(tmp_path, monkeypatch, lang):
    app = visit(PAGE, person(opened(tmp_path, monkeypatch)), lang)
    assert well(app) and not app.selectbox


@pytest.mark.parametrize("lang", LANGS)
def test_a_column_nobody_knows_is_kept_under_its_own_name(house, lang):
    file = stage(house, JUNE)
    app = visit(PAGE, person(house), lang, record=file.id)
    field_of(app, "D").set_value("x_回访量").run()
    read_so(app).click().run()
    assert well(app)
    newest = mappings.sheets(house, person(house), app.query_params["record"])
    assert newest[0].columns[3].field == "x_回访量"


@pytest.mark.parametrize("lang", LANGS)
def test_a_changed_sheet_is_only_read_once_every_new_column_has_been_said(house, lang):
    come_in(house)
    file = stage(house, JULY)
    assert well(visit(IMPORT, person(house), lang, record=file.id))
    app = visit(PAGE, person(house), lang, record=file.id)
    assert well(app) and read_so(app).disabled
    # A new name is suggested, never taken: the box is empty until a person chooses.
    assert field_of(app, "C").value is None
    field_of(app, "C").set_value("answered").run()
    assert not read_so(app).disabled
    read_so(app).click().run()
    assert well(app)
    shown = import_report.staged(house, person(house), app.query_params["record"])
    assert not shown.blocked and "answered" in shown.batches[0].record.measures


def test_a_file_that_is_in_is_only_to_look_at(house):
    app = visit(PAGE, person(house), record=come_in(house).id)
    assert app.selectbox and all(box.disabled for box in app.selectbox)
    assert not [each for each in app.button if each.label == "按此读取"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_known_sheet_can_be_forgotten(house, lang):
    come_in(house)
    known = mappings.known_sheets(house, person(house))[0].record.id
    app = visit(PAGE, person(house), lang, record=known)
    next(each for each in app.button if each.label in ("不再沿用", "Forget these columns")).click().run()
    assert well(app) and mappings.known_sheets(house, person(house)) == []


def test_no_word_of_a_file_becomes_markup(house):
    file = stage(house, "<b>日报</b><script>x</script>\n" + JUNE.replace("回访量", "<i>回访</i>"))
    (sheet,) = mappings.sheets(house, person(house), file.id)
    drawn = sheet_picture.html(sheet.picture)
    assert "<script" not in drawn and "<i>" not in drawn and "&lt;i&gt;回访" in drawn


ACROSS = "指标,2026-06-01,2026-06-02,2026-06-03\n人工请求量,100,110,120\n45秒接通率,90%,91%,92%\n"


@pytest.mark.parametrize(("lang", "row", "field"), [("zh", "第2行", "45秒内接通率"), ("en", "Row 2", "45 s")])
def test_a_table_that_lies_across_calls_its_rows_rows_and_every_field_by_its_name(house, lang, row, field):
    app = visit(PAGE, person(house), lang, record=stage(house, ACROSS).id)
    assert well(app) and any(row in each.value for each in app.markdown)
    (rate,) = [box for box in app.selectbox if box.value == "answered_within_45_rate"]
    assert any(field in option for option in rate.options)
    assert "answered_within_45_rate" not in rate.options


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_which_columns_still_need_a_word(house, lang):
    come_in(house)
    app = visit(PAGE, person(house), lang, record=stage(house, JULY).id)
    (said,) = [each.value for each in app.info if "人工接通总量" in each.value]
    assert "C “人工接通总量”" in said and "日期" not in said
    badge = {"zh": "orange-badge[待说明]", "en": "orange-badge[not said yet]"}[lang]
    assert [badge in each.value for each in app.markdown if "badge[" in each.value] == [True]


@pytest.mark.parametrize(("lang", "words"), [("zh", "确认各列"), ("en", "Confirm its columns")])
def test_the_next_step_of_a_changed_sheet_is_the_button_of_the_import_page(house, lang, words):
    come_in(house)
    file = stage(house, JULY)
    app = visit(IMPORT, person(house), lang, record=file.id)
    button(app, words).click().run()
    assert well(app) and field_of(app, "C").value is None
