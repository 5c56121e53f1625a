"""The command line as the tests call it: in this process, or as a script gets it; over either database."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import cli

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_data"
REPORT = SAMPLE / "reports" / "hengxin_2025-10.xlsx"
CONTRACT = SAMPLE / "contracts" / "hengxin_telecom.yaml"


@dataclass(frozen=True)
class Place:
    """Where the command line works: a data folder, and a database where it is not the folder's own."""

    folder: Path
    database: str | None = None

    def environment(self, **more: str) -> dict[str, str]:
        """The settings that say so, and nothing of the person who runs the tests."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PLUMBLINE_")}
        own = {"PLUMBLINE_DATA": str(self.folder), "PLUMBLINE_USER": "周明"}
        return {**clean, **own, **({"PLUMBLINE_DATABASE": self.database} if self.database else {}), **more}


@dataclass(frozen=True)
class Ran:
    """A command that has run."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output: anything else there fails."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def run(place: Place, *words: str | Path, **environment: str) -> Ran:
    """The command line in this process, as quick as it can be."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, place.environment(**environment), clear=True),
        contextlib.chdir(place.folder.parent),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = cli.main([str(word) for word in words])
    return Ran(code, out.getvalue(), err.getvalue())


def spawned(place: Place, *words: str | Path) -> Ran:
    """cli.py in a process of its own."""
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, words)]
    done = subprocess.run(
        command, env=place.environment(), capture_output=True, cwd=place.folder.parent, timeout=120
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
