"""Verdicts on the same facts, ours and slo-generator's, beside what is true (peers: SLO as code).

python -m benchmarks.verdicts PYTHON

PYTHON is a Python that has slo-generator, in an environment of its own:
    python -m venv slo && slo/bin/pip install slo-generator==2.6.0 "setuptools<81"
It judges availability, not contracts; `alert` is a burn rate and no verdict. Both are shown because both are
used as one. It refuses what has too few events or was not reported: right where nothing can be judged.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.contract_facts import EDGES, PROMISES, RARELY, Fact, Promise, facts
from benchmarks.side_by_side import timed
from core.period import calendar_month
from core.scope import Scope
from core.tally import Have, Sums
from sla.exact import exact_text
from sla.judging.tally import measure
from sla.judging.verdict import judge
from sla.load import contract_of, indicators_of
from sla.terms.contract import Contract
from sla.terms.indicator import formula

CANNOT_BE_JUDGED = frozenset({"not_reported", "no_volume", "invalid"})
_MONTH = calendar_month(2026, 1)


def main() -> None:
    """Wrong verdicts of each, then the edges one by one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("python", help="a Python that has slo-generator")
    given = parser.parse_args()
    year = facts()
    missed = sum(fact.answer == "missed" for fact in year)
    print(f"{len(year)} facts, {missed} of them missed; {len(EDGES)} edges\n")
    contract = contract_of(contract_text())
    seconds, ours = timed(lambda: [plumbline(contract, fact) for fact in year])
    said = slo_generator(given.python, year)
    print(f"| | wrong of {len(year)} | misses said to be met | each |\n|---|---|---|---|")
    _row("Plumbline", year, ours, seconds)
    for by in ("gap", "alert"):
        _row(f"slo-generator 2.6.0 by `{by}`", year, [each[by] for each in said["said"]], said["seconds"])
    _edges(contract, given.python)


def plumbline(contract: Contract, fact: Fact) -> str:
    """Our verdict on one fact, by the contract's clause."""
    clause = contract.clause(fact.promise.code)
    assert clause is not None
    form = formula(indicators_of(contract)[clause.indicator], clause.variant, clause.params)
    if fact.part is None or fact.whole is None:
        return judge(clause, form, None).verdict.value
    totals = {fact.promise.part: fact.part, fact.promise.whole: fact.whole}
    counted = Sums(Scope("V"), _MONTH, "vendor", totals, dict.fromkeys(totals, 1), Have(31, 31))
    return judge(clause, form, measure(form, [counted])).verdict.value


def contract_text() -> str:
    """The eight promises as a contract file, and the one that only an edge asks for."""
    head = (
        "contract: {code: FACTS, version: 1, effective: {from: 2026-01-01}, vendors: [{code: V}]}\nclauses:\n"
    )
    return head + "".join(f"  - {_clause(promise)}\n" for promise in (*PROMISES, RARELY))


def slo_generator(python: str, asked: Sequence[Fact]) -> dict[str, Any]:
    """Its answers, from a process of its own."""
    script = Path(__file__).with_name("slo_generator_says.py")
    told = subprocess.run(
        [python, "-W", "ignore", str(script)],
        input=json.dumps([_slo(fact) for fact in asked]),
        capture_output=True,
        text=True,
        check=True,
        cwd=script.parent,
    )
    return json.loads(told.stdout)


def is_wrong(fact: Fact, said: str) -> bool:
    """A verdict other than the true one; a refusal is right where nothing can be judged."""
    if said == "refused":
        return fact.answer not in CANNOT_BE_JUDGED
    return said != fact.answer


def _clause(promise: Promise) -> str:
    target = exact_text(promise.target * promise.scale)
    return f"{{code: {promise.code}, indicator: {promise.indicator}, target: {target}}}"


def _slo(fact: Fact) -> dict[str, Any]:
    """Good and bad events and the goal: what must not happen is the bad, and the goal its complement."""
    target = fact.promise.target
    goal = float(target if fact.promise.more_is_better else 1 - target)
    if fact.part is None or fact.whole is None:
        return {"name": fact.name, "goal": goal, "counts": None}
    rest = fact.whole - fact.part
    counts = [fact.part, rest] if fact.promise.more_is_better else [rest, fact.part]
    return {"name": fact.name, "goal": goal, "counts": counts}


def _row(name: str, year: Sequence[Fact], said: Sequence[str], seconds: float) -> None:
    pairs = list(zip(year, said, strict=True))
    wrong = sum(is_wrong(fact, each) for fact, each in pairs)
    let_by = sum(fact.answer == "missed" and each == "met" for fact, each in pairs)
    print(f"| {name} | {wrong} | {let_by} | {1_000_000 * seconds / len(year):.0f} µs |")


def _edges(contract: Contract, python: str) -> None:
    said = slo_generator(python, EDGES)["said"]
    print("\n| the edge | true | Plumbline | slo-generator by `gap` | by `alert` |\n|---|---|---|---|---|")
    for fact, each in zip(EDGES, said, strict=True):
        answers = [plumbline(contract, fact), each["gap"], each["alert"]]
        shown = [f"**{answer}**" if is_wrong(fact, answer) else answer for answer in answers]
        print(f"| {fact.name} | {fact.answer} | {' | '.join(shown)} |")


if __name__ == "__main__":
    main()
