"""The import of the command line in a process of its own, which can be killed at any moment."""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import os
import sys
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

import cli
import store.database
import store.lake.stage
from tests.command_line import REPORT, Place

_WORDS = ["import", str(REPORT), "--vendor", "HENGXIN", "--period", "2025-10", "--json"]
#: A process that has the program in memory, and forks: half of a cold import goes by before there is
#: anything to kill. Where nothing forks (Windows), a cold one.
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_CONTEXT: Any = multiprocessing.get_context(_METHOD)
if _METHOD == "forkserver":
    _CONTEXT.set_forkserver_preload([__name__])


def started(place: Place, large: bool = False, said: Path = Path(os.devnull)) -> BaseProcess:
    """An import on its way, what it says written to `said`.

    `large`: put aside as a report of very many rows is, as the files of its months.
    """
    process: BaseProcess = _CONTEXT.Process(target=_run, args=(place.environment(), large, str(said)))
    with _nobodys_main():
        process.start()
    return process


def brought_in(place: Place, said: Path) -> dict[str, Any]:
    """What an import that nobody disturbs says at its end; it must end well."""
    process = started(place, said=said)
    process.join()
    assert process.exitcode == 0, said.read_text("utf-8")
    found: dict[str, Any] = json.loads(said.read_text("utf-8"))
    return found


@contextlib.contextmanager
def _nobodys_main() -> Iterator[None]:
    """A process begins by running its parent's main module again, and a page's test before this one may have
    left its page there."""
    before = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = before


def _run(environment: dict[str, str], large: bool, said: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    if large:
        store.lake.stage.MANY_ROWS = 1
    with (
        Path(said).open("w", encoding="utf-8") as out,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        code = cli.main(_WORDS)
    sys.exit(code)
