"""What slo-generator says of facts given as JSON on standard input; run by a Python that has it installed.

Each fact is an SLO of its own: good and bad events from a backend of ours, the goal from the contract. It
answers twice: by `gap`, the distance from the goal, and by `alert`, the signal that wakes somebody.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any

from slo_generator.compute import compute

BACKEND = "slo_generator_says.Given"
STEP = {
    "name": "month",
    "window": 2_592_000,
    "burn_rate_threshold": 1,
    "alert": True,
    "message_alert": "missed",
    "message_ok": "met",
}


class Given:
    """A backend that hands over the counts of the SLO's own file."""

    def __init__(self, client: object = None, **_: object) -> None:
        self.client = client

    def counts(self, timestamp: int, window: int, slo: dict[str, Any]) -> tuple[int, int] | None:
        """Good and bad events, or None where nothing was reported."""
        counts = slo["spec"]["counts"]
        return None if counts is None else (counts[0], counts[1])


def main() -> None:
    """One answer a fact, and how many seconds they took together."""
    logging.disable(logging.CRITICAL)
    asked = json.load(sys.stdin)
    config = {"backends": {BACKEND: {}}, "error_budget_policies": {"default": {"steps": [STEP]}}}
    start = time.perf_counter()
    said = [_said(compute(_slo(fact), config, timestamp=1_767_225_600)[0]) for fact in asked]
    json.dump({"said": said, "seconds": time.perf_counter() - start}, sys.stdout)


def _slo(fact: dict[str, Any]) -> dict[str, Any]:
    spec = {
        "description": fact["name"],
        "goal": fact["goal"],
        "backend": BACKEND,
        "method": "counts",
        "service_level_indicator": {},
        "counts": fact["counts"],
        "error_budget_policy": "default",
        "exporters": [],
    }
    labels = {"service_name": "s", "feature_name": "f", "slo_name": "n"}
    return {
        "apiVersion": "sre.google.com/v2",
        "kind": "ServiceLevelObjective",
        "metadata": {"name": "slo", "labels": labels},
        "spec": spec,
    }


def _said(report: dict[str, Any]) -> dict[str, Any]:
    if not report["valid"]:
        return {"gap": "refused", "alert": "refused", "why": report["errors"]}
    return {
        "gap": "met" if report["gap"] >= 0 else "missed",
        "alert": "missed" if report["alert"] else "met",
        "why": [],
    }


if __name__ == "__main__":
    main()
