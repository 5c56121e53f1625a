"""Two sites in two files stand beside each other: neither takes the other out, and both count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.batch import Role
from core.principal import Principal
from core.text import Text
from importers.draft import WHOLE, Choice
from services.contracts.contracts import load_contract
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.known import directory
from services.known.aliases import words_for_all
from services.reports import import_again
from services.reports.import_report import Staged, commit, rejects_file, stage
from tests.reports_example import CONTRACT, line_house

HEAD = "日期,人工请求量,人工接通量,放弃量,20秒接通量"


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with two sites of its vendor, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    for code, name in {"HF": Text("合肥", "Hefei"), "CD": Text("成都", "Chengdu")}.items():
        directory.save_site(house, who, "YUNHE", code, name)
    yield house, who
    house.close()


def of_site(title: str, offered: int = 100, days: int = 31, extra: str = "") -> bytes:
    rows = [f"2026-10-{n:02d},{offered},{offered - 4},4,{offered - 15}" for n in range(1, days + 1)]
    return "\n".join([title, HEAD, *rows, extra]).encode()


def shown(
    house: House, who: Principal, title: str, name: str, said: Choice | None = None, **how: int
) -> Staged:
    return stage(house, who, name, of_site(title, **how), said or Choice("YUNHE"))


def volume(house: House, who: Principal) -> int:
    return current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.n


@pytest.mark.parametrize("order", [("合肥", "成都"), ("成都", "合肥")])
def test_the_second_site_takes_nothing_of_the_first(line, order):
    house, who = line
    for site in order:
        one = shown(house, who, f"云禾客服{site}职场2026年10月日报", f"{site}职场10月.csv")
        assert "site_named" in {f.code for f in one.findings} and not one.decision
        assert one.batches[0].record.counts["new"] == 31
        commit(house, who, one.file.id)
    assert volume(house, who) == 6200


def test_a_corrected_report_of_a_site_takes_the_place_of_its_own_alone(line):
    house, who = line
    for site in ("合肥", "成都"):
        commit(house, who, shown(house, who, f"云禾客服{site}职场日报", f"{site}.csv").file.id)
    again = shown(house, who, "云禾客服合肥职场日报", "合肥更正.csv", offered=110)
    assert again.batches[0].record.counts["changed"] == 31
    commit(house, who, again.file.id)
    assert volume(house, who) == 31 * 210


@pytest.mark.parametrize(("role", "calls"), [(Role.FACTS, 6200), (Role.CHECK, 3100)])
def test_the_whole_vendor_beside_its_sites_asks_which_counts(line, role, calls):
    house, who = line
    commit(house, who, shown(house, who, "云禾客服合肥职场日报", "合肥.csv").file.id)
    whole = shown(house, who, "云禾客服2026年10月日报", "全部.csv", offered=200)
    assert [f.code for f in whole.decision] == ["part_and_whole"]
    commit(house, who, whole.file.id, role)
    assert volume(house, who) == calls


def test_a_new_site_is_asked_about_once_and_known_from_then_on(line):
    house, who = line
    asked = shown(house, who, "云禾客服庐州职场日报", "庐州.csv")
    assert asked.blocked and [q.subject for q in asked.questions] == ["庐州"]
    told = import_again.again(house, who, asked.file.id, Choice("YUNHE", sites={"庐州": "庐州"}))
    commit(house, who, told.file.id)
    again = shown(house, who, "云禾客服庐州职场日报", "庐州.csv", offered=120)
    assert "site_named" in {f.code for f in again.findings} and not again.blocked


def test_another_name_of_a_known_site_is_remembered(line):
    house, who = line
    asked = shown(house, who, "云禾客服庐州职场日报", "庐州.csv")
    told = import_again.again(house, who, asked.file.id, Choice("YUNHE", sites={"庐州": "HF"}))
    commit(house, who, told.file.id)
    again = shown(house, who, "云禾客服庐州职场日报", "庐州.csv", offered=120)
    assert again.batches[0].record.scopes == (("HF", None, None, None, None),)


def test_words_that_stand_for_all_sites_are_asked_about_once_until_somebody_says_otherwise(line):
    house, who = line
    asked = shown(house, who, "云禾客服庐州职场日报", "庐州.csv")
    told = import_again.again(house, who, asked.file.id, Choice("YUNHE", sites={"庐州": WHOLE}))
    commit(house, who, told.file.id)
    again = shown(house, who, "云禾客服庐州职场日报", "庐州.csv", offered=120)
    assert not again.questions and not again.blocked
    assert "site_said" in {f.code for f in again.findings} and not again.batches[0].record.scopes
    commit(house, who, again.file.id)
    other = import_again.again(house, who, again.file.id, Choice("YUNHE", sites={"庐州": "CD"}))
    commit(house, who, other.file.id, Role.FACTS)
    after = shown(house, who, "云禾客服庐州职场日报", "庐州.csv", offered=130)
    assert after.batches[0].record.scopes == (("CD", None, None, None, None),)


def test_words_for_all_sites_of_one_vendor_say_nothing_of_another(line):
    house, who = line
    told = shown(house, who, "云禾客服庐州职场日报", "庐州.csv", Choice("YUNHE", sites={"庐州": WHOLE}))
    commit(house, who, told.file.id)
    with house.database.read(who) as uow:
        assert words_for_all(uow) == {"YUNHE": frozenset({"庐州"})}


def test_the_same_bytes_said_to_be_of_another_site_are_something_new(line):
    house, who = line
    commit(house, who, shown(house, who, "云禾客服合肥职场日报", "合肥.csv").file.id)
    same = shown(house, who, "云禾客服合肥职场日报", "合肥.csv")
    assert same.same_as
    other = shown(house, who, "云禾客服合肥职场日报", "合肥.csv", Choice("YUNHE", sites={"": "CD"}))
    assert other.same_as is None and other.batches[0].record.counts["new"] == 31


def test_what_was_said_of_a_file_holds_when_it_is_read_again(line):
    house, who = line
    data = of_site("云禾客服庐州职场日报", extra="2026-11-31,1,1,0,1")
    told = stage(house, who, "庐州.csv", data, Choice("YUNHE", sites={"庐州": "CD"}))
    commit(house, who, told.file.id)
    assert import_again.said(house, who, told.file.id).sites == {"庐州": "CD"}
    assert rejects_file(house, who, told.file.id, "zh")[1]


def test_the_sites_a_contract_names_are_registered_with_it(line):
    house, who = line
    only = CONTRACT.replace("LINE-2026", "NJ-2026").replace(
        "clauses:", "  scope: {site: NANJING}\nclauses:", 1
    )
    load_contract(house, who, only, "nj.yaml")
    one = shown(house, who, "云禾客服 NANJING 2026年10月日报", "nj.csv")
    assert one.batches[0].record.scopes == (("NANJING", None, None, None, None),)
