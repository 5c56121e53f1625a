"""The inbox: what is clean and known comes in, the rest waits, everything is filed and told."""

from __future__ import annotations

import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from command_line import Place, run

from core.batch import Dataset, Grain
from core.errors import ConflictError
from core.text import Text
from importers.draft import Choice
from services.reports import reporting_plan
from services.reports.import_files import bring_in
from services.reports.inbox import LOCK, Became, message, take_in
from services.reports.received import received
from sla.follow_up.reporting import DueKind, DueRule, Frequency
from tests.services_example import Cast, house_with_contract

HEAD = "日期,外包商,人工请求量,人工接通量,20秒内接通量\n"


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    (tmp_path / "inbox").mkdir()
    return house_with_contract(tmp_path / "data")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


def drop(folder: Path, name: str, first: int = 1, last: int = 30, vendor: str = "云禾", **more) -> Path:
    """A daily report of April, dropped a minute ago."""
    folder.mkdir(exist_ok=True)
    said = {"answered": 90, "offered": 100, **more}
    lines = [
        f"2026-04-{d:02d},{vendor},{said['offered']},{said['answered']},80" for d in range(first, last + 1)
    ]
    return aged(folder / name, HEAD + "\n".join(lines))


def aged(path: Path, text: str, seconds: int = 60) -> Path:
    path.write_text(text, encoding="utf-8")
    when = path.stat().st_mtime - seconds
    os.utime(path, (when, when))
    return path


def results(cast: Cast, inbox: Path) -> dict[str, tuple[Became, tuple[str, ...], str]]:
    found = take_in(cast.house, cast.manager, inbox)
    return {file.name: (file.became, file.why, file.place) for file in found.files}


def test_a_clean_file_comes_in_and_is_filed(cast: Cast, inbox: Path) -> None:
    drop(inbox, "四月.csv")
    assert results(cast, inbox) == {"四月.csv": (Became.COMMITTED, (), "done/2026-05/四月.csv")}
    assert [view.is_live for view in received(cast.house, cast.viewer)] == [True]
    assert sorted(path.name for path in inbox.iterdir()) == ["done"]


def test_the_same_file_again_changes_nothing_and_nothing_is_written_over(cast: Cast, inbox: Path) -> None:
    for expected in ("done/2026-05/四月.csv", "same/四月.csv", "same/四月 (2).csv"):
        drop(inbox, "四月.csv")
        assert results(cast, inbox)["四月.csv"][2] == expected
    assert len(received(cast.house, cast.viewer)) == 1


def test_a_file_that_waits_already_waits_once(cast: Cast, inbox: Path) -> None:
    drop(inbox, "四月.csv")
    results(cast, inbox)
    for why in ("restated", "waited"):
        drop(inbox, "改数.csv", answered=91)
        assert results(cast, inbox)["改数.csv"][:2] == (Became.WAITS, (why,))
    assert sum(view.is_staged for view in received(cast.house, cast.viewer)) == 1


@pytest.mark.parametrize(
    ("name", "more", "became", "why"),
    [
        ("改数.csv", {"answered": 91}, Became.WAITS, ("restated",)),
        ("拒行.csv", {"answered": 101}, Became.REFUSED, ("blocked",)),  # every row
        ("谁的.csv", {"vendor": ""}, Became.WAITS, ("question",)),
        ("别家.csv", {"vendor": "陌生公司"}, Became.REFUSED, ("blocked",)),
    ],
)
def test_what_is_not_clean_and_known_waits_or_is_refused(
    cast: Cast, inbox: Path, name, more, became, why
) -> None:
    drop(inbox, "四月.csv")
    take_in(cast.house, cast.manager, inbox)
    drop(inbox, name, **more)
    assert results(cast, inbox) == {name: (became, why, f"{became.value}/{name}")}
    assert sum(view.is_live for view in received(cast.house, cast.viewer)) == 1


def test_a_file_with_a_bad_row_waits_whole(cast: Cast, inbox: Path) -> None:
    file = drop(inbox, "四月.csv")
    aged(file, file.read_text(encoding="utf-8").replace("2026-04-07,云禾,100,90", "2026-04-07,云禾,100,101"))
    assert results(cast, inbox)["四月.csv"][:2] == (Became.WAITS, ("rejected",))
    assert [view.is_staged for view in received(cast.house, cast.viewer)] == [True]


def test_a_sub_folder_named_by_a_vendor_says_whose_its_files_are(cast: Cast, inbox: Path) -> None:
    drop(inbox / "YUNHE", "四月.csv", vendor="")
    text = (
        (inbox / "YUNHE" / "四月.csv").read_text(encoding="utf-8").replace("外包商,", "").replace(",,", ",")
    )
    aged(inbox / "YUNHE" / "四月.csv", text)
    assert results(cast, inbox)["四月.csv"][0] is Became.COMMITTED


def test_what_is_still_being_written_is_left_for_the_next_run(cast: Cast, inbox: Path) -> None:
    aged(inbox / "新.csv", HEAD, seconds=0)
    for name in ("四月.csv.part", "~$四月.xlsx", ".四月.csv"):
        aged(inbox / name, HEAD)
    found = take_in(cast.house, cast.manager, inbox)
    assert (found.files, found.unsettled, found.is_news) == ((), 1, False)
    assert len(list(inbox.iterdir())) == 4


def test_a_damaged_file_does_not_keep_the_others_out(cast: Cast, inbox: Path) -> None:
    aged(inbox / "0坏.xlsx", "PK\x03\x04 not a workbook")
    aged(inbox / "1空.csv", "")
    drop(inbox, "四月.csv")
    found = results(cast, inbox)
    assert [found[name][0] for name in ("0坏.xlsx", "1空.csv", "四月.csv")] == [
        Became.REFUSED, Became.REFUSED, Became.COMMITTED,
    ]  # fmt: skip


def test_only_one_run_at_a_time_and_a_killed_ones_lock_is_taken_over(cast: Cast, inbox: Path) -> None:
    lock = aged(inbox / LOCK, "", seconds=60)
    with pytest.raises(ConflictError):
        take_in(cast.house, cast.manager, inbox)
    aged(lock, "", seconds=7 * 3600)
    take_in(cast.house, cast.manager, inbox)
    assert not lock.exists()


def planned(cast: Cast) -> None:
    reporting_plan.save_plan(
        cast.house, cast.manager, "GOV12345", Text("话务月报", "Monthly traffic"), Dataset.TRAFFIC,
        Frequency.MONTHLY, DueRule(DueKind.CALENDAR_DAY, 5), grain=Grain.DAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "title", "lines"),
    [
        (
            "zh",
            "准绳收件箱：导入1份，待处理1份，拒收0份，逾期1份",
            ("已导入：一.csv", "话务月报", "2026-05-05"),
        ),
        ("en", "Plumbline inbox: 1 in, 1 waiting, 0 refused, 1 overdue", ("In: 一.csv", "Monthly traffic")),
    ],
)
def test_the_message_says_what_came_what_waits_and_what_is_missing(
    cast: Cast, inbox: Path, lang, title, lines
) -> None:
    planned(cast)
    drop(inbox, "一.csv", 1, 20)
    take = drop(inbox, "二.csv", 20, 20, answered=80)
    os.utime(take, (take.stat().st_mtime + 20,) * 2)
    head, text = message(take_in(cast.house, cast.manager, inbox), lang)
    assert head == title and all(line in text for line in lines)


class _Channel(BaseHTTPRequestHandler):
    """A webhook that keeps what it is told."""

    told: ClassVar[list[dict]] = []

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.told.append(json.loads(self.rfile.read(length)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


def test_the_verb_reports_by_json_and_by_notification(cast: Cast, inbox: Path) -> None:
    cast.house.close()
    drop(inbox, "四月.csv")
    server = HTTPServer(("127.0.0.1", 0), _Channel)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        place = Place(cast.house.folder)
        url = f"json://127.0.0.1:{server.server_port}/token-secret"
        ran = run(place, "inbox", inbox, "--json", "--notify", url)
    finally:
        server.shutdown()
    assert ran.code == 0 and ran.json["schema"] == "plumbline.inbox/1" and ran.json["notified"] is True
    assert [(file["file"], file["result"]) for file in ran.json["files"]] == [("四月.csv", "done")]
    assert "四月.csv" in _Channel.told[-1]["message"]
    assert "token-secret" not in ran.out + ran.err


def test_nobody_told_is_said_and_a_missing_folder_is_wrong_use(cast: Cast, inbox: Path) -> None:
    cast.house.close()
    place = Place(cast.house.folder)
    drop(inbox, "四月.csv")
    ran = run(place, "inbox", inbox, "--lang", "en", PLUMBLINE_NOTIFY="json://127.0.0.1:9/secret")
    assert ran.code == 1 and "could not be sent" in ran.out and "secret" not in ran.out + ran.err
    assert run(place, "inbox", inbox / "nowhere").code == 2
    quiet = run(place, "inbox", inbox, "--json", PLUMBLINE_NOTIFY="json://127.0.0.1:9/secret")
    assert quiet.code == 0 and quiet.json["notified"] is None


def test_a_column_nobody_knows_waits_once_and_never_again(cast: Cast, inbox: Path, tmp_path: Path) -> None:
    """Who commits it by hand has seen that it is left out; the next month is silent."""
    head = HEAD.replace("\n", ",宠物数\n")
    rows = "\n".join(f"2026-03-{d:02d},云禾,100,90,80,3" for d in range(1, 32))
    aged(inbox / "三月.csv", head + rows)
    assert results(cast, inbox)["三月.csv"][:2] == (Became.WAITS, ("columns",))
    by_hand = tmp_path / "三月.csv"
    by_hand.write_text(head + rows, encoding="utf-8")
    assert bring_in(cast.house, cast.manager, by_hand, Choice(project="HOTLINE")).outcome == "committed"
    rows = "\n".join(f"2026-04-{d:02d},云禾,100,90,80,3" for d in range(1, 31))
    aged(inbox / "四月.csv", head + rows)
    assert results(cast, inbox)["四月.csv"][:2] == (Became.COMMITTED, ())
