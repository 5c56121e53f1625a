"""The page of rosters: a list dropped, looked at, taken in; who was at work then and now; zh, en, roles."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from lake_facts import draft, imported

from core.batch import Dataset, Grain
from core.people_lists import ListState
from core.period import Period
from core.principal import Role
from importers.people.id_numbers import eighteen
from services.roster import cleared_out, lists
from tests.records_pages import field, fine, in_house, opened, pressed, words
from tests.rosters_example import FIRST, corrected, said, taken_in, with_sites
from tests.services_example import Cast, empty_house

PAGE = "training/rosters"


@pytest.fixture
def cast(data_folder, monkeypatch):
    """2 November 2026, a vendor with two sites and no roster."""
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        cast.clock.at = datetime(2026, 11, 2, 2, tzinfo=UTC)
        with_sites(cast)
        yield cast


def later(cast: Cast, day: int) -> None:
    cast.clock.at = datetime(2026, 11, day, 2, tzinfo=UTC)


def in_scope(app) -> list[tuple[str, str, str]]:
    """Code, site and standing of everybody in the table of the day."""
    frame = next(each.value for each in app.dataframe if "standing" in each.value)
    return [tuple(row) for row in frame[["agent", "site", "standing"]].itertuples(index=False)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_without_a_roster_it_says_what_one_is(cast: Cast, role: Role, lang: str) -> None:
    """Who may not import sees no place to drop one."""
    app = fine(opened(cast, PAGE, role, lang, vendor="YUNHE"))
    assert ("还没有花名册" if lang == "zh" else "No roster yet") in words(app)
    assert bool(app.get("file_uploader")) is (role in (Role.MANAGER, Role.AUDITOR))


@pytest.mark.parametrize(("lang", "live", "left"), [("zh", "在岗", "已离职"), ("en", "At work", "Left")])
def test_the_day_as_it_was_known_and_as_it_is_known_now(cast: Cast, lang: str, live: str, left: str) -> None:
    taken_in(cast)
    later(cast, 25)
    corrected(cast)
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, vendor="YUNHE", day="2026-11-16"))
    assert in_scope(app) == [
        ("0001", "A", live), ("0002", "A", live), ("0003", "A", live), ("0005", "A", left),
        ("0004", "B", live),
    ]  # fmt: skip
    app = fine(field(app, "date_input", "roster-known").set_value(datetime(2026, 11, 20).date()).run())
    assert in_scope(app) == [(f"000{n}", "A", live) for n in range(1, 6)]


@pytest.mark.parametrize(
    ("lang", "sentence"), [("zh", "第7行没有工号。"), ("en", "row 7 names no agent by code.")]
)
def test_a_list_that_waits_is_looked_at_and_taken_in(cast: Cast, lang: str, sentence: str) -> None:
    text = FIRST + ",无工号,甲职场,热线坐席,,,\n"
    record = lists.stage(cast.house, cast.manager, "花名册.csv", text.encode(), said()).record
    assert record
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor="YUNHE", record=record.id))
    assert sentence in words(app).replace("*", "") and len(app.get("download_button")) == 1
    fine(pressed(app, "list-commit"))
    assert lists.listed(cast.house, cast.manager)[0].state is ListState.COMMITTED


def test_a_list_that_waits_is_let_go(cast: Cast) -> None:
    record = lists.stage(cast.house, cast.manager, "花名册.csv", FIRST.encode(), said()).record
    assert record
    fine(pressed(opened(cast, PAGE, vendor="YUNHE", record=record.id), "list-discard"))
    assert lists.listed(cast.house, cast.manager) == []


def test_a_list_dropped_is_read_and_waits(cast: Cast) -> None:
    app = fine(opened(cast, PAGE, vendor="YUNHE"))
    field(app, "selectbox", "roster-days").set_value("2026-11").run()
    app.get("file_uploader")[0].set_value(("花名册.csv", FIRST.encode(), "text/csv")).run()
    fine(app)
    assert [(one.state, one.rows) for one in lists.listed(cast.house, cast.manager)] == [
        (ListState.STAGED, 5)
    ]


def test_a_list_in_the_books_is_opened_and_taken_back_only_by_who_may(cast: Cast) -> None:
    record = taken_in(cast)
    app = fine(opened(cast, PAGE, Role.MANAGER, "en", vendor="YUNHE", record=record.id))
    assert [each for each in app.button if (each.key or "").startswith("withdraw")]
    app = fine(opened(cast, PAGE, Role.VIEWER, "en", vendor="YUNHE", record=record.id))
    assert not [each for each in app.button if (each.key or "").startswith("withdraw")]


@pytest.mark.parametrize(("lang", "said"), [("zh", "0095 在"), ("en", "0095 handled 1")])
@pytest.mark.parametrize("role", list(Role))
def test_the_watch_shows_ghosts_and_who_may_keeps_its_books(cast: Cast, role: Role, lang: str, said: str):
    """Who only reads sees the ghost; who manages links codes and keeps the list of who may not work here."""
    taken_in(cast)
    later(cast, 20)
    row = {"on": date(2026, 11, 16), "slot": 540, "agent": "0095", "site": "A", "item": "1", "answered": 1}
    days = Period(date(2026, 11, 16), date(2026, 11, 17))
    calls = draft([row], days, grain=Grain.CALL, vendor="YUNHE", dataset=Dataset.CALLS)
    imported(cast.house.database, cast.house.lake, calls)
    app = fine(opened(cast, PAGE, role, lang, vendor="YUNHE"))
    assert said in words(app)
    labels = {each.label for each in app.button}
    link, clear = ("对应为同一人", "列入名单") if lang == "zh" else ("Link them", "Put on the list")
    assert ({link, clear} <= labels) is (role is Role.MANAGER)


def test_a_link_and_a_clearing_are_made_on_the_page(cast: Cast) -> None:
    taken_in(cast, "工号,身份证号,职场\n" + f"0003,{eighteen('110101900307123')},甲职场\n")
    app = fine(opened(cast, PAGE, Role.MANAGER, "zh", vendor="YUNHE"))
    field(app, "text_input", "link-code").set_value("0095")
    field(app, "text_input", "link-same").set_value("0003")
    field(app, "text_input", "link-why").set_value("换号")
    app = fine(pressed(app, "link-now"))
    assert "0095 计为 0003" in words(app)
    field(app, "text_input", "clear-agent").set_value("0003")
    field(app, "text_input", "clear-why").set_value("冒名顶替")
    app = fine(pressed(app, "clear-now"))
    assert "0003 不得在我方项目上工作" in words(app)
    assert len(cleared_out.cleared(cast.house, cast.manager)) == 1
