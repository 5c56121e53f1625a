"""Run contenders in turn, round by round, and speak of their times as ratios of one round."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Times:
    """Seconds of every contender, one entry for each round; all of a round stand side by side."""

    seconds: Mapping[str, list[float]]

    def median(self, name: str) -> float:
        """The middle one of a contender's times, in seconds."""
        return median(self.seconds[name])

    def ratio(self, above: str, below: str) -> tuple[float, float, float]:
        """Lowest, middle and highest of `above` ÷ `below` over the rounds."""
        pairs = zip(self.seconds[above], self.seconds[below], strict=True)
        found = sorted(a / b for a, b in pairs)
        return found[0], median(found), found[-1]


def in_turn(contenders: Mapping[str, Callable[[], object]], rounds: int, warm: int = 1) -> Times:
    """Every contender once a round, in the order given; `warm` rounds before are not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(warm + rounds):
        for name, run in contenders.items():
            taken, _ = timed(run)
            if turn >= warm:
                seconds[name].append(taken)
    return Times(seconds)


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """How many seconds a call took, and what it gave."""
    start = perf_counter()
    given = run()
    return perf_counter() - start, given


def show_times(times: Times) -> None:
    """Each contender's middle time and its spread."""
    wide = max(len(name) for name in times.seconds)
    for name, found in times.seconds.items():
        print(f"  {name:<{wide}}  {times.median(name):9.4f} s   ({min(found):.4f} to {max(found):.4f})")


def show_ratio(times: Times, above: str, below: str, target: str = "") -> None:
    """One ratio with its spread, and what it should be."""
    low, middle, high = times.ratio(above, below)
    wanted = f"   target {target}" if target else ""
    print(f"  {above} ÷ {below} = {middle:.2f}   ({low:.2f} to {high:.2f}){wanted}")


def head(title: str) -> None:
    """What is measured, and on what machine."""
    print(
        f"\n{title}\n  {os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()}"
    )


def alone(module: str, *arguments: str) -> str:
    """The output of a benchmark in a process of its own, so that its peak of memory is its own.

    Start it while this process is still small: its memory at that moment counts as the child's.
    """
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
