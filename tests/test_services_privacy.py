"""The house's key, and what an import leaves of numbers and agents in everything that is kept."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from core.batch import Source
from core.errors import NotAllowedError
from core.privacy import AgentRule
from core.text import Text
from importers.draft import Choice
from services.house.privacy import KEY_FILE, key_in
from services.known.directory import directory, save_site, sites
from services.reports.import_report import commit, rejects_file, stage, staged
from store.lake import engine
from tests.services_example import Cast, house_with_contract

HEAD = "日期,职场,工号,姓名,主叫号码,人工接通量,通话时长(秒)\n"
AGENTS = HEAD + (
    "2026-04-01,长沙,1024,张三,13800138000,20,4000\n"
    "2026-04-01,长沙,1025,李四,+86 138-0013-8000,30,6000\n"
    "2026-04-01,长沙,1026,王五,13900139000,约13700137000,6000\n"
)
NUMBERS = ("13800138000", "138-0013-8000", "13900139000", "13700137000")


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    found = house_with_contract(tmp_path)
    save_site(found.house, found.manager, "YUNHE", "CS", Text("长沙", "Changsha"), agents=AgentRule.HASH)
    return found


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    with multiprocessing.get_context("fork").Pool(4) as pool:
        keys = set(pool.map(key_in, [tmp_path] * 8))
    assert len(keys) == 1 and len(keys.pop()) == 32
    assert list((tmp_path / "tmp").iterdir()) == []
    if os.name == "posix":
        assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0


def test_nothing_kept_of_an_import_carries_a_number_or_a_name(cast: Cast) -> None:
    found = stage(
        cast.house, cast.manager, "坐席.csv", AGENTS.encode(), Choice(vendor="YUNHE", project="HOTLINE")
    )
    again = staged(cast.house, cast.manager, found.file.id)
    commit(cast.house, cast.manager, found.file.id)
    sent_back = rejects_file(cast.house, cast.manager, found.file.id, "zh")[1]
    database = (cast.house.folder / "plumbline.sqlite").read_bytes()
    wal = cast.house.folder / "plumbline.sqlite-wal"
    database += wal.read_bytes() if wal.exists() else b""
    for secret in (*NUMBERS, "张三", "李四", "王五"):
        assert secret not in str(found) + str(again)
        assert secret.encode() not in database + sent_back


def test_equal_callers_meet_in_the_lake_and_agents_go_by_their_marks(cast: Cast) -> None:
    found = stage(
        cast.house, cast.manager, "坐席.csv", AGENTS.encode(), Choice(vendor="YUNHE", project="HOTLINE")
    )
    commit(cast.house, cast.manager, found.file.id)
    with cast.house.database.read() as uow:
        files = uow.lake_files.current(["YUNHE"], None, Source.VENDOR, ["2026-04"])
    rows = engine.query(engine.over(cast.house.lake, files, ()) + "SELECT agent, caller FROM facts")
    assert rows["caller"].n_unique() == 1 and len(rows["caller"][0]) == 16
    assert rows["agent"].n_unique() == 2 and all(agent.startswith("~") for agent in rows["agent"])


def test_the_rule_of_a_site_is_a_managers_to_set_and_noted(cast: Cast) -> None:
    site = sites(cast.house, cast.viewer, "YUNHE")[0]
    with pytest.raises(NotAllowedError):
        save_site(cast.house, cast.auditor, "YUNHE", "CS", site.name, site.version, agents=AgentRule.KEEP)
    save_site(cast.house, cast.manager, "YUNHE", "CS", site.name, site.version, agents=AgentRule.DROP)
    kept = directory(cast.house, cast.manager).privacy
    assert kept.rule("YUNHE", "CS") is AgentRule.DROP
    with cast.house.database.read() as uow:
        assert uow.journal.all()[-1].after["agents"] == "drop"
    unchanged = save_site(cast.house, cast.manager, "YUNHE", "CS", site.name, site.version + 1, active=False)
    assert unchanged.agents is AgentRule.DROP
