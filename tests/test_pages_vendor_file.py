"""A vendor's file and the choice between candidates through their pages; each role, both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from records_pages import field, fine, in_house, opened, pressed, words

from core.principal import Role
from core.text import Text
from services.known.directory import save_vendor
from services.vendors.entry_lists import STARTING, publish_list
from services.vendors.entry_rounds import add_candidate, decide, open_round, rounds, score
from services.vendors.exits import Exit, exits, record_exit
from services.vendors.succession import Succession, hand_over
from services.vendors.vendor_facts import Fact, FactKind, record_fact
from services.vendors.vendor_file import vendor_file
from tests.services_example import house_with_contract

VENDORS, ENTRY = "setup/vendors", "setup/entry"
HERE = {"vendor": "YUNHE", "tab": "file"}
LANGS = ("zh", "en")


@pytest.fixture
def cast(tmp_path, monkeypatch):
    """One vendor under contract and one more."""
    found = house_with_contract(tmp_path / "data")
    save_vendor(found.house, found.manager, "ANDA", Text("安达客服", "Anda"))
    with in_house(found, monkeypatch) as house:
        yield house


def left(cast):
    given = Exit("GOV12345", date(2026, 5, 10), date(2026, 5, 31), "提前解除")
    record_exit(cast.house, cast.manager, given)
    hand_over(cast.house, cast.manager, Succession("GOV12345", "ANDA", date(2026, 5, 11), "招标"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", Role)
def test_everybody_reads_the_file_and_only_managers_change_it(cast, role, lang):
    record_fact(
        cast.house,
        cast.manager,
        "YUNHE",
        Fact(FactKind.COST_PER_CALL, date(2026, 5, 1), "合同附件", Decimal("3.85")),
    )
    own = Fact(FactKind.INHOUSE_PER_CALL, date(2026, 5, 1), "财务", Decimal("3.5"))
    record_fact(cast.house, cast.manager, None, own)
    left(cast)
    app = fine(opened(cast, VENDORS, role, lang, **HERE))
    for said in {
        "zh": (
            "高于自营",
            "为自营的 110.0%",
            "数据销毁证明应于 2026-05-31 前提交",
            "安达客服",
            "合同未约定费用",
        ),
        "en": ("dearer than in-house", "110.0 % of in-house", "Proof of deletion due on 2026-05-31", "Anda"),
    }[lang]:
        assert said in words(app)
    saves = [button.key for button in app.button if (button.key or "").startswith("save-")]
    assert bool(saves) is (role is Role.MANAGER)
    taken_over = words(fine(opened(cast, VENDORS, role, lang, vendor="ANDA", tab="file")))
    assert {"zh": "云禾客服", "en": "Yunhe Service"}[lang] in taken_over


def test_a_number_is_typed_in_full_width_and_kept_exactly(cast):
    app = opened(cast, VENDORS, **HERE)
    field(app, "selectbox", "fact-YUNHE-kind").select_index(list(FactKind).index(FactKind.STAFF))
    field(app, "text_input", "fact-YUNHE-amount").set_value("１,２０８")
    field(app, "text_input", "fact-YUNHE-source").set_value("花名册")
    app = fine(pressed(app, "save-fact-YUNHE"))
    kept = vendor_file(cast.house, cast.manager, "YUNHE").newest(FactKind.STAFF)
    assert kept and kept.amount == 1208 and "1,208" in words(app)


def test_a_fact_without_a_source_is_refused_and_nothing_is_kept(cast):
    app = opened(cast, VENDORS, **HERE)
    field(app, "text_input", "fact-YUNHE-said").set_value("双路供电")
    app = pressed(app, "save-fact-YUNHE")
    assert app.error and not app.exception
    assert not vendor_file(cast.house, cast.manager, "YUNHE").facts


def test_a_vendor_leaves_a_contract_on_its_page(cast):
    app = opened(cast, VENDORS, **HERE)
    field(app, "text_input", "leave-YUNHE-why").set_value("提前解除")
    app = fine(pressed(app, "save-leave-YUNHE"))
    (found,) = exits(cast.house, cast.manager, "YUNHE")
    assert found.record.why == "提前解除" and "全月 31 天" in words(app)
    assert not [each for each in app.button if "save-leave" in (each.key or "")]  # no other contract goes on


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", Role)
def test_a_round_is_read_by_everybody_and_decided_by_an_approver(cast, role, lang):
    fine(opened(cast, ENTRY, role, lang))  # before there is anything
    publish_list(cast.house, cast.manager, STARTING, "第一版")
    begun = open_round(cast.house, cast.manager, "热线招标")
    candidate = add_candidate(cast.house, cast.manager, begun.id, Text("甲客服", "Jia"))
    for each in STARTING:
        score(cast.house, cast.manager, candidate.id, each.code, Decimal("80.5"), "标书")
    app = fine(opened(cast, ENTRY, role, lang))
    assert "80.50" in words(app) and "÷ 100 = 80.5" in words(app)
    offered = [button.key for button in app.button if "save-decide" in (button.key or "")]
    assert bool(offered) is (role is Role.APPROVER)
    decide(cast.house, cast.approver, candidate.id, "本地职场", 1)
    assert "本地职场" in words(fine(opened(cast, ENTRY, role, lang)))


def test_a_candidate_is_scored_on_the_page(cast):
    publish_list(cast.house, cast.manager, STARTING, "第一版")
    begun = open_round(cast.house, cast.manager, "热线招标")
    found = add_candidate(cast.house, cast.manager, begun.id, Text("甲客服", "Jia"))
    app = opened(cast, ENTRY)
    field(app, "text_input", f"{found.id}-score").set_value("88.5")
    field(app, "text_input", f"{found.id}-why").set_value("标书第三章")
    fine(pressed(app, f"save-score-{found.id}"))
    (view,) = rounds(cast.house, cast.manager)
    assert view.totals[0].lines[0].mean == Decimal("88.5")
