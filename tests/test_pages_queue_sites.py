"""A vendor's Sites tab: where its queues stand, entered by who manages, read by everybody."""

from __future__ import annotations

from datetime import date

import pytest
from pages_visit import opened, person, visit, well

from core.principal import Role
from core.text import Text
from services.known import directory
from services.known.queue_sites import move_queue, queue_sites
from store.records import QueueRecord

VENDORS = "setup/vendors"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        house = opened(tmp_path_factory.mktemp("queues"), monkeypatch, "anda_shop")
        who = person(house)
        directory.save_site(house, who, "ANDA", "CD", Text("成都", "Chengdu"))
        with house.database.write(who) as uow:
            uow.directory.queues.add(QueueRecord(code="CARE", name=Text("客服队列", "Care")))
            uow.commit()
        yield house


def test_a_queue_is_placed_on_the_page_and_shown_with_its_days(house):
    who = person(house)
    app = visit(VENDORS, who, "zh", vendor="ANDA", tab="sites")
    assert well(app) and "队列所在职场" in " ".join(each.value for each in app.markdown)
    picked = {
        part: box for box in app.selectbox for part in ("queue", "site") if f"stay-ANDA-{part}" in box.key
    }
    picked["queue"].select("CARE")
    picked["site"].select("CD")
    next(each for each in app.date_input if "stay-ANDA" in each.key).set_value(date(2026, 3, 9))
    next(each for each in app.button if "save-stay" in (each.key or "")).click().run()
    assert well(app)
    assert [(s.queue, s.site, s.since) for s in queue_sites(house, who, "ANDA").stays] == [
        ("CARE", "CD", date(2026, 3, 9))
    ]
    move_queue(house, who, "ANDA", "CARE", date(2026, 4, 1), None)


@pytest.mark.parametrize(("lang", "head"), [("zh", "队列所在职场"), ("en", "Where queues stand")])
def test_who_may_not_manage_reads_and_changes_nothing(house, lang, head):
    app = visit(VENDORS, person(house, Role.VIEWER), lang, vendor="ANDA", tab="sites")
    assert well(app) and head in " ".join(each.value for each in app.markdown)
    assert not [each for each in app.button if "stay" in (each.key or "")]
    assert not [each for each in app.selectbox if "stay" in (each.key or "")]
