"""Which program this is: its version, and the commit it was checked out at where it was."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from services.house.settings import ROOT


@lru_cache(maxsize=1)
def program_version() -> str:
    """Such as 0.1.0+036bf12e91; 0.1.0 alone of a copy that knows no commit. Kept with every run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    at = commit_of(ROOT / ".git")
    return f"{project['version']}+{at[:10]}" if at else str(project["version"])


def commit_of(place: Path) -> str | None:
    """The commit a checkout stands at, read from its files: git itself need not be there."""
    try:
        if place.is_file():
            # A second work tree names the place of its own.
            place = Path(place.read_text(encoding="utf-8").removeprefix("gitdir:").strip())
        head = (place / "HEAD").read_text(encoding="utf-8").strip()
        return _of_branch(place, head.removeprefix("ref:").strip()) if head.startswith("ref:") else head
    except OSError:
        return None


def _of_branch(place: Path, name: str) -> str | None:
    shared = place / "commondir"
    if shared.is_file():
        place = place / shared.read_text(encoding="utf-8").strip()
    if (place / name).is_file():
        return (place / name).read_text(encoding="utf-8").strip()
    packed = (place / "packed-refs").read_text(encoding="utf-8").splitlines()
    return next((line.split()[0] for line in packed if line.endswith(f" {name}")), None)
