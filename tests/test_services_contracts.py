"""Loading contracts from YAML and from a template, and which version governs a month."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from services_example import CONTRACT, empty_house, house_with_contract

from core.errors import NotAllowedError, NotFoundError, RefusedError
from core.text import LANGS
from services.contracts import contracts as served
from services.known.directory import vendors
from services.work.doctor import examine

AMENDED = CONTRACT.replace("version: '1'", "version: '2'").replace("2026-01-01", "2027-01-01").replace(
    "2026-12-31", "2027-12-31"
)  # fmt: skip


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def test_loading_registers_the_vendor_its_other_names_and_the_project(cast):
    [vendor] = vendors(cast.house, cast.viewer)
    assert (vendor.code, vendor.aliases, vendor.projects) == ("YUNHE", ("云禾",), ("HOTLINE",))
    [view] = served.contracts(cast.house, cast.viewer)
    assert (view.code, view.current, view.versions[0].clauses) == ("GOV12345", "1", 3)
    assert view.versions[0].loaded_by == "王经理"


def test_the_same_version_again_changes_nothing(cast):
    before = cast.journal()
    served.load_contract(cast.house, cast.manager, CONTRACT)
    assert cast.journal() == before
    assert len(served.contracts(cast.house, cast.manager)[0].versions) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CONTRACT.replace("target: 90", "target: 91"), "contract_version_taken"),
        (CONTRACT.replace("version: '1'", "version: '2'"), "contract_versions_overlap"),
        (CONTRACT.replace("indicator: SL", "indicator: SLL"), "contract_unknown_indicator"),
        ("contract: [", "contract_not_yaml"),
    ],
)
def test_a_file_with_trouble_is_refused_whole_and_says_why(cast, text, code):
    assert code in [
        finding.code for finding in served.check_contract(cast.house, cast.viewer, text, "gov.yaml").findings
    ]
    with pytest.raises(RefusedError) as refused:
        served.load_contract(cast.house, cast.manager, text, "gov.yaml")
    assert code in [finding.code for finding in refused.value.findings]
    assert all(finding.sentence(lang) for finding in refused.value.findings for lang in LANGS)
    assert len(served.contracts(cast.house, cast.manager)[0].versions) == 1


def test_checking_keeps_nothing(data_folder, database_url):
    cast = empty_house(data_folder, database_url)
    checked = served.check_contract(cast.house, cast.viewer, CONTRACT)
    assert [contract.code for contract in checked.contracts] == ["GOV12345"]
    assert served.contracts(cast.house, cast.manager) == []
    cast.house.close()


@pytest.mark.parametrize(
    ("label", "version"), [("2025-12", None), ("2026-01", "1"), ("2026-12", "1"), ("2027-01", "2")]
)
def test_a_month_is_governed_by_the_version_in_force(cast, label, version):
    served.load_contract(cast.house, cast.manager, AMENDED)
    found = served.governing(cast.house, cast.viewer, "GOV12345", label)
    assert (found.version if found else None) == version
    assert len(served.all_governing(cast.house, cast.viewer, label)) == (version is not None)
    assert served.all_governing(cast.house, cast.viewer, label, vendor="NOBODY") == []


def test_a_contract_until_further_notice_ends_where_its_amendment_starts(data_folder, database_url):
    cast = empty_house(data_folder, database_url)
    served.load_contract(cast.house, cast.manager, CONTRACT.replace(", to: 2026-12-31", ""))
    later = CONTRACT.replace("version: '1'", "version: '2'").replace("2026-01-01", "2026-06-15")
    served.load_contract(cast.house, cast.manager, later)
    [view] = served.contracts(cast.house, cast.manager)
    assert [v.effective.end for v in view.versions] == [date(2026, 6, 15), date(2027, 1, 1)]
    assert view.current == "1"
    # A month cut by an amendment is judged by the version in force on its first day.
    months = {
        label: served.governing(cast.house, cast.viewer, "GOV12345", label).version
        for label in ("2026-06", "2026-07")
    }
    assert months == {"2026-06": "1", "2026-07": "2"}
    cast.house.close()


def test_what_was_loaded_is_rebuilt_equal_and_its_text_kept(cast):
    [checked] = served.check_contract(cast.house, cast.viewer, CONTRACT).contracts
    assert served.version_of(cast.house, cast.viewer, "GOV12345", "1") == checked
    assert served.contract_text(cast.house, cast.viewer, "GOV12345", "1") == CONTRACT


def test_several_vendors_in_a_file_are_one_contract_each(data_folder, database_url):
    cast = empty_house(data_folder, database_url)
    two = CONTRACT.replace("aliases: [云禾]}", "aliases: [云禾]}\n    - {code: ANDA, name: 安达}")
    loaded = served.load_contract(cast.house, cast.manager, two)
    assert [contract.code for contract in loaded.contracts] == ["GOV12345-YUNHE", "GOV12345-ANDA"]
    only_anda = replace(cast.viewer, vendors=frozenset({"ANDA"}))
    assert [view.vendor for view in served.contracts(cast.house, only_anda)] == ["ANDA"]
    assert "云禾" not in served.contract_text(cast.house, only_anda, "GOV12345-ANDA", "1")
    with pytest.raises(NotFoundError):
        served.contract_text(cast.house, only_anda, "GOV12345-YUNHE", "1")
    cast.house.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["hotline", "telecom"])
def test_a_ready_template_loads_as_it_is(cast, lang, kind):
    name, content = served.template(cast.house, cast.manager, lang, kind)
    assert name.endswith(".xlsx")
    loaded = served.load_template(cast.house, cast.manager, content, name)
    assert loaded.contracts


def test_a_copy_of_the_last_version_is_the_same_contract(cast):
    name, content = served.template(cast.house, cast.manager, "zh", "copy", "GOV12345")
    assert "GOV12345" in name
    checked = served.check_template(cast.house, cast.viewer, content, name)
    assert list(checked.contracts) == list(served.check_contract(cast.house, cast.viewer, CONTRACT).contracts)


def test_an_empty_template_names_every_cell_that_is_missing(cast):
    name, content = served.template(cast.house, cast.manager, "zh")
    with pytest.raises(RefusedError) as refused:
        served.load_template(cast.house, cast.manager, content, name)
    assert refused.value.findings


@pytest.mark.parametrize("ending", ["yaml with a mark and Windows lines", "xlsx"])
def test_the_file_a_version_came_in_is_had_again_byte_by_byte(data_folder, ending):
    cast = empty_house(data_folder)
    if ending == "xlsx":
        name, content = served.template(cast.house, cast.manager, "zh", "hotline")
        served.load_template(cast.house, cast.manager, content, name)
    else:
        name, content = "政务 热线.yaml", b"\xef\xbb\xbf" + CONTRACT.replace("\n", "\r\n").encode()
        served.load_contract(cast.house, cast.manager, content, name)
    [view] = served.contracts(cast.house, cast.viewer)
    assert view.versions[0].file_name == name
    assert served.original(cast.house, cast.viewer, view.code, "1") == (name, content)
    cast.house.close()


def test_the_file_is_not_given_to_who_may_not_see_every_vendor_it_may_name(cast):
    only = replace(cast.viewer, vendors=frozenset({"YUNHE"}))
    assert served.contracts(cast.house, only)[0].versions[0].file_name is None
    with pytest.raises(NotFoundError):
        served.original(cast.house, only, "GOV12345", "1")


def test_the_doctor_misses_a_contract_s_file(cast):
    with cast.house.database.read() as uow:
        cast.house.files.purge(uow.contracts.version("GOV12345", "1").file)
    assert [(f.code, f.facts["name"]) for f in examine(cast.house, cast.manager)] == [
        ("received_file_missing", "gov.yaml")
    ]


def test_a_file_that_is_not_utf_8_is_said_to_be_so(cast):
    found = served.check_contract(cast.house, cast.viewer, CONTRACT.encode("gb18030"), "gov.yaml").findings
    assert [finding.code for finding in found] == ["encoding_unknown"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_version_starts_from_any_version_and_asks_only_for_its_first_day(cast, lang):
    served.load_contract(cast.house, cast.manager, AMENDED.replace("target: 90", "target: 92"))
    name, content = served.template(cast.house, cast.manager, lang, "next", "GOV12345", "1")
    found = served.check_template(cast.house, cast.viewer, content, name).findings
    label = {"zh": "生效日期", "en": "In force from"}[lang]
    assert [(f.code, str(f.facts["key"].in_(lang))) for f in found] == [("template_cell_missing", label)]
    filled = written(written(content, "B5", date(2028, 1, 1)), "B6", None)
    [loaded] = served.load_template(cast.house, cast.manager, filled, name).contracts
    assert (loaded.version, loaded.effective.start) == ("3", date(2028, 1, 1))
    first = served.version_of(cast.house, cast.viewer, "GOV12345", "1")
    assert loaded.clauses == first.clauses  # of version 1, not of the last
    assert len(served.contracts(cast.house, cast.manager)[0].versions) == 3


def written(content, cell, value):
    """The workbook's first sheet with one cell written over."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_only_a_manager_loads_a_contract(cast):
    for person in (cast.auditor, cast.approver, cast.viewer):
        with pytest.raises(NotAllowedError):
            served.load_contract(cast.house, person, AMENDED)
    elsewhere = replace(cast.manager, vendors=frozenset({"ANDA"}))
    with pytest.raises(NotAllowedError):
        served.load_contract(cast.house, elsewhere, AMENDED)
