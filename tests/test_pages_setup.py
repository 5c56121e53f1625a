"""Vendors and projects, contracts, through the pages: every role and language, and each thing entered."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from pages_visit import LANGS, ROLES, SAMPLES, button, opened, person, visit, well

from core.principal import Role
from core.text import Text
from services.contracts import contracts
from services.contracts.contract_clauses import clause_terms
from services.contracts.contracts import Start
from services.known import directory

VENDORS, CONTRACTS = "setup/vendors", "setup/contracts"
YAML = (SAMPLES / "contracts" / "yunhe_hotline.yaml").read_bytes()


@pytest.fixture
def empty(tmp_path, monkeypatch):
    return opened(tmp_path, monkeypatch)


@pytest.fixture
def house(tmp_path, monkeypatch):
    return opened(tmp_path, monkeypatch, "anda_shop", "yunhe_hotline")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", [VENDORS, CONTRACTS])
@pytest.mark.parametrize("tab", [None, "new"])
def test_each_page_opens_over_an_empty_house(empty, page, role, lang, tab):
    assert well(visit(page, person(empty, role), lang, **({"tab": tab} if tab else {})))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_each_part_of_a_vendor_and_of_a_contract_opens(house, role, lang):
    who = person(house, role)
    assert well(visit(VENDORS, who, lang))
    for tab in ("record", "sites", "people", "contracts"):
        assert well(visit(VENDORS, who, lang, vendor="ANDA", tab=tab))
    assert well(visit(CONTRACTS, who, lang))
    assert well(visit(CONTRACTS, who, lang, contract="YUNHE-2025"))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.APPROVER, Role.VIEWER])
def test_who_may_not_manage_sees_no_button_that_changes(house, role):
    app = visit(VENDORS, person(house, role), "en", vendor="ANDA")
    assert [each.label for each in app.button if "Save" in each.label or "Add" in each.label] == []


def typed(app, **fields):
    """Fill text fields by a part of their key."""
    for name, value in fields.items():
        next(each for each in (*app.text_input, *app.text_area) if f"-{name}" in each.key).set_value(value)
    return app


def test_a_vendor_is_entered_and_its_code_is_written_in_capitals(empty):
    app = visit(VENDORS, person(empty), "en", tab="new")
    typed(app, zh="安达客服", code="anda", aliases="安达\nAnda Care")
    button(app, "Add vendor").click().run()
    assert well(app)
    found = directory.vendors(empty, person(empty))[0]
    assert (found.code, found.name.zh, set(found.aliases)) == ("ANDA", "安达客服", {"安达", "Anda Care"})


def test_a_refused_entry_keeps_what_was_typed(empty):
    app = visit(VENDORS, person(empty), "en", tab="new")
    typed(app, zh="安达客服", code="a b")
    button(app, "Add vendor").click().run()
    assert app.error and not app.exception
    assert "安达客服" in [each.value for each in app.text_input]


def test_two_people_change_the_same_vendor_and_nothing_is_lost(house):
    who = person(house)
    app = visit(VENDORS, who, "en", vendor="ANDA")
    seen = next(each for each in directory.vendors(house, who) if each.code == "ANDA")
    directory.save_vendor(house, who, "ANDA", Text("安达集团", ""), "theirs", (), seen.version)
    typed(app, note="mine")
    button(app, "Save").click().run()
    assert app.error  # refused: somebody saved meanwhile
    assert any("安达集团" in each.value for each in app.markdown)  # what stands now
    assert "mine" in [each.value for each in app.text_input]  # what was typed
    button(app, "Keep mine").click().run()
    button(app, "Save").click().run()
    assert well(app)
    assert next(v for v in directory.vendors(house, who) if v.code == "ANDA").note == "mine"


def test_a_project_a_site_and_a_contact_are_entered(house):
    who = person(house)
    app = visit(VENDORS, who, "en")
    typed(app, **{"new-code": "hotline", "new-zh": "热线"})
    next(each for each in app.button if "save-project" in (each.key or "")).click().run()
    assert well(app) and [each.code for each in directory.projects(house, who)] == ["HOTLINE"]
    app = visit(VENDORS, who, "en", vendor="ANDA", tab="sites")
    typed(app, **{"new-code": "cd", "new-zh": "成都"})
    next(each for each in app.button if "save-site" in (each.key or "")).click().run()
    assert well(app) and [each.code for each in directory.sites(house, who, "ANDA")] == ["CD"]
    app = visit(VENDORS, who, "en", vendor="ANDA", tab="people")
    typed(app, name="周敏", phone="13800000000")
    next(each for each in app.button if "save-contact" in (each.key or "")).click().run()
    assert well(app)
    button(app, "Remove").click().run()
    button(app, "Undo").click().run()
    vendor = next(each for each in directory.vendors(house, who) if each.code == "ANDA")
    assert [each.phone for each in vendor.contacts] == ["13800000000"]


def test_putting_a_vendor_out_of_use_can_be_undone(house):
    app = visit(VENDORS, person(house), "en", vendor="ANDA")
    button(app, "Put out of use").click().run()
    button(app, "Undo").click().run()
    assert well(app)
    assert all(vendor.active for vendor in directory.vendors(house, person(house)))


# In Chinese: AppTest writes a choice's words outside the session, where the language is the default.
def test_a_contract_is_dropped_read_over_and_loaded(empty):
    who = person(empty)
    app = visit(CONTRACTS, who, "zh", tab="new")
    app.file_uploader[0].upload("yunhe_hotline.yaml", YAML).run()
    assert well(app) and app.table
    button(app, "载入这份合同").click().run()
    assert well(app)
    assert [view.code for view in contracts.contracts(empty, who)] == ["YUNHE-2025"]


def test_a_filled_in_template_is_loaded_like_yaml(house):
    who = person(house)
    name, data = contracts.template(house, who, "zh", Start.COPY, "YUNHE-2025")
    app = visit(CONTRACTS, who, "zh", tab="new")
    app.file_uploader[0].upload(name, data).run()
    assert well(app) and app.table
    button(app, "载入这份合同").click().run()
    assert well(app)
    assert len(contracts.contracts(house, who)) == 2  # the same version again changes nothing


def test_a_contract_with_trouble_says_where_and_cannot_be_loaded(empty):
    app = visit(CONTRACTS, person(empty), "zh", tab="new")
    app.file_uploader[0].upload("bad.yaml", YAML.replace(b"indicator: CSAT", b"indicator: NONSENSE")).run()
    assert not app.exception
    assert any("NONSENSE" in each.value for each in app.markdown)
    assert not any("载入" in each.label for each in app.button)


def test_a_clause_is_read_in_words(house):
    contract = contracts.version_of(house, person(house), "YUNHE-2025", "1")
    answer = clause_terms(contract)[0]
    assert answer.formula.zh == "人工接通量 ÷ 人工请求量 × 100%"
    assert answer.scoring.zh == "每差1个百分点扣2分，不足1个百分点按1个百分点计"
    assert answer.target == 95


def test_a_points_curve_is_read_as_a_sentence(house):
    [anda] = [
        contract for contract in contracts.all_versions(house, person(house)) if contract.vendor == "ANDA"
    ]
    terms = {item.clause.code: item.scoring for item in clause_terms(anda)}
    assert terms["SL20"].zh == "70%得15分，80%得25分，其间按比例"
    assert terms["ASA"].en == "10 points at 15 s, 5 points at 20 s, in proportion between"


def test_trouble_in_a_template_names_the_heading_and_the_cell_once(empty):
    name, data = contracts.template(empty, person(empty), "zh", Start.HOTLINE)
    app = visit(CONTRACTS, person(empty), "zh", tab="new")
    app.file_uploader[0].upload(name, changed(data, "考核条款", "I2", "九十五")).run()
    [said] = [each.value for each in app.markdown if "I2" in each.value]
    assert said.count("I2") == 1 and "目标值" in said and "target" not in said


def test_a_contract_says_its_money_and_its_points_beside_the_clauses(house):
    """E2's fee in monthly parts, the last taking the remainder; tiers as shares; a bonus with its cap."""
    said = {}
    for lang in LANGS:
        app = visit(CONTRACTS, person(house), lang, contract="YUNHE-2025")
        assert well(app)
        words = [each.value for each in (*app.markdown, *app.caption)]
        said[lang] = "\n".join([*words, *(each.value.to_string() for each in app.table)])
    zh = [
        "3,609,642.90元",
        "分15个月支付",
        "240,642.86元",
        "95分及以上",
        "满90分、不满95分",
        "98%",
        "市民表扬",
        "+0.20分",
    ]
    en = ["CNY 3,609,642.90", "15 monthly parts", "95 and more", "90 to below 95", "98 %", "+0.20 points"]
    assert [each for each in zh if each not in said["zh"]] == []
    assert [each for each in en if each not in said["en"].replace("\\", "")] == []


def test_what_a_file_would_settle_is_shown_before_it_is_loaded_and_so_is_that_it_settles_nothing(empty):
    app = visit(CONTRACTS, person(empty), "zh", tab="new")
    app.file_uploader[0].upload("yunhe_hotline.yaml", YAML).run()
    assert any("3,609,642.90元" in each.value for each in app.markdown)
    app = visit(CONTRACTS, person(empty), "zh", tab="new")
    app.file_uploader[0].upload("yunhe_hotline.yaml", YAML[: YAML.index(b"\nsettlement:")]).run()
    assert any("不核算费用" in each.value for each in app.markdown)


def test_a_contract_s_next_version_starts_from_the_one_that_is_read(house):
    who = person(house)
    app = visit(CONTRACTS, who, "zh", contract="YUNHE-2025")
    button(app, "以此为底稿建新版本").click().run()
    assert well(app)
    name, data = contracts.template(house, who, "zh", Start.NEXT, "YUNHE-2025", "1")
    app.file_uploader[0].upload(name, data).run()
    assert any("没有填写“生效日期”" in each.value for each in app.markdown)
    app.file_uploader[0].upload(name, changed(data, "合同信息", "B5", date(2026, 7, 1))).run()
    button(app, "载入这份合同").click().run()
    assert well(app)
    [view] = [view for view in contracts.contracts(house, who) if view.code == "YUNHE-2025"]
    assert [version.number for version in view.versions] == ["1", "2"]
    assert [version.file_name for version in view.versions][1] == name


def test_another_contract_s_file_is_not_taken_for_a_new_version(house):
    app = visit(CONTRACTS, person(house), "zh", contract="YUNHE-2025", tab="version")
    app.file_uploader[0].upload(*contracts.template(house, person(house), "zh", Start.HOTLINE)).run()
    assert any("HOTLINE" in each.value for each in app.warning)


MONEY_OFF = {
    "zh": ("每差1个百分点扣应结费用的1%", "每次2,000.00元", "扣款合计不超过应结费用的20%"),
    "en": (
        "1 % of the gross fee for every 1 pp off the target of",
        "CNY 2,000.00, each event",
        "at most 20 %",
    ),
}


@pytest.mark.parametrize("lang", LANGS)
def test_deductions_in_money_are_said_in_words(house, lang):
    [code] = [c.code for c in contracts.all_versions(house, person(house)) if c.vendor == "ANDA"]
    app = visit(CONTRACTS, person(house), lang, contract=code)
    said = "".join([*(each.value.to_string() for each in app.table), *(each.value for each in app.caption)])
    assert [words for words in MONEY_OFF[lang] if words not in said.replace("\\", "")] == []


def changed(data, sheet, cell, value):
    """The workbook with one cell written over."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_two_versions_are_compared_on_the_page(house, lang):
    who = person(house)
    later = YAML.replace(b"version: '1'", b"version: '2'").replace(b"from: 2025-10-01", b"from: 2026-07-01")
    contracts.load_contract(house, who, later.replace(b"target: 95", b"target: 96", 1), "yunhe_2.yaml")
    app = visit(CONTRACTS, who, lang, contract="YUNHE-2025", tab="compare")
    assert well(app)
    tables = " ".join(str(each.value.to_dict("records")) for each in app.table)
    assert {"zh": "**≥96%**", "en": "**≥ 96 %**"}[lang] in tables
    alone = visit(CONTRACTS, who, lang, contract="ANDA-2025", tab="compare")
    assert well(alone)
