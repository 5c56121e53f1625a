"""How long each page takes to run again, with the demo in the house: the slowest first.

python -m benchmarks.pages FOLDER [--rounds 7] [--profile]

FOLDER is a data folder, such as `python cli.py --data FOLDER demo` makes. A manager acts; where there is
none, one is entered. Every page of ui.navigation.TABLE runs through the main script under AppTest, once to
fill its caches and then as often as asked; `--profile` says for pages over the limit where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import os
import pstats
from pathlib import Path
from statistics import median

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from benchmarks.side_by_side import ROOT, head, timed
from core.principal import Role
from services.house.bootstrap import open_house
from services.known.people import add_person, everyone
from ui import navigation

LIMIT_MS = 150


def main() -> None:
    """Run every page, print its middle time, and what is slow in the slow ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    os.environ["PLUMBLINE_DATA"] = str(given.folder.resolve())
    person = somebody(given.folder)
    apps = {entry.url: opened(entry, person) for entry in navigation.TABLE if entry.file.exists()}
    gc.collect()
    gc.freeze()
    times = {url: sorted(timed(app.run)[0] * 1000 for _ in range(given.rounds)) for url, app in apps.items()}
    head(f"pages: milliseconds of a rerun, {given.rounds} each, limit {LIMIT_MS}")
    for url, found in sorted(times.items(), key=lambda item: -median(item[1])):
        mark = "  over the limit" if median(found) > LIMIT_MS else ""
        print(f"  {url:<12} {median(found):6.0f}   ({found[0]:.0f} to {found[-1]:.0f}){mark}")
        if mark and given.profile:
            say_where(apps[url])


def opened(entry: navigation.PageEntry, person: str) -> AppTest:
    """The page after its first run, its caches filled."""
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    app.session_state["person"] = person
    # The menu is known after a first run; only then can a page be switched to.
    app.run().switch_page(str(entry.file)).run()
    if app.exception:
        raise SystemExit(f"{entry.url}: {app.exception[0].message}")
    return app


def somebody(folder: Path) -> str:
    """The key of a manager who acts."""
    house = open_house(folder)
    known = everyone(house)
    manager = next((person for person in known if person.role is Role.MANAGER), None)
    who = manager or add_person(house, "Benchmark", Role.MANAGER)
    house.close()
    return who.id


def say_where(app: AppTest) -> None:
    """The calls of ours that take most of a rerun; the script runs in a thread of its own."""
    profile = cProfile.Profile()
    run = ScriptRunner._run_script
    ScriptRunner._run_script = lambda runner, asked: profile.runcall(run, runner, asked)
    try:
        app.run()
    finally:
        ScriptRunner._run_script = run
    stats = pstats.Stats(profile).sort_stats("cumulative")
    rows = [
        (place, values[3])
        for place, values in stats.stats.items()
        if str(ROOT) in place[0] and ".venv" not in place[0]
    ]
    for (file, line, name), seconds in sorted(rows, key=lambda row: -row[1])[:14]:
        print(f"      {seconds * 1000:6.0f} ms  {Path(file).relative_to(ROOT)}:{line} {name}")


if __name__ == "__main__":
    main()
