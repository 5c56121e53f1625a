"""The demo's papers and money: relief, agreements, objections, statements and payments, vendors' files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from core.money import Money
from core.month import MonthState
from core.period import labels_between, shifted
from services.decisions.relief import decide_relief, request_relief
from services.decisions.supplements import Supplement, approve_supplement, record_supplement
from services.judging.relief_terms import Cell, ReliefTerms
from services.judging.supplement_terms import SupplementTerms
from services.money.credit_disputes import dispute_part
from services.money.credit_ledger import ledger
from services.money.statements import issue, pay, statement
from services.months.month import set_state
from services.months.month_papers import Paper, decide_objection, enter_paper
from services.vendors.certificates import Certificate, record_certificate
from services.vendors.vendor_facts import Fact, record_fact
from services.work.demo_stage import Cast, Step, at, day_of, listed
from sla.terms.relief import Counts, Mechanism
from sla.terms.supplement import Effect
from store.records import FactKind, PaperKind, PaperState, ReliefState

_CONTRACTS = ("HENGXIN-2025", "YUNHE-2025", "ANDA-2025")
#: The contract whose months go out for objections, and the day of the next month they do.
_REVIEWED, _SENT_ON = "YUNHE-2025", 12
#: Statements are out up to the one month, paid and settled up to the other.
_FIRST, _LAST_PAID, _LAST_ISSUED, _LAST_SENT = "2025-10", "2026-07", "2026-08", "2026-10"
#: Half of this month's deduction the vendor contests.
_DISPUTED = ("ANDA-2025", "2026-03", date(2026, 4, 30))


def papers_story() -> Iterator[Step]:
    """Every paper and payment of the story, in no particular order."""
    for asked in listed("relief.json"):
        yield from _relief(asked)
    for agreed in listed("agreements.json"):
        yield from _agreement(agreed)
    for objection in listed("objections.json"):
        yield from _objection(objection)
    for label in labels_between(_FIRST, _LAST_SENT):
        yield Step(at(day_of(shifted(label, 1), _SENT_ON), 11), partial(_send_out, label))
    yield Step(at(_DISPUTED[2], 15), _contest)
    yield from _money()
    yield from _vendor_files()


def _relief(asked: Mapping[str, Any]) -> Iterator[Step]:
    ids: list[str] = []
    yield Step(at(date.fromisoformat(asked["asked"]), 14), partial(_ask, asked, ids))
    if "to" in asked:
        yield Step(at(date.fromisoformat(asked["decided"]), 16), partial(_decide, asked, ids))


def _ask(asked: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    """Asked for as the vendor's paper says, its days or its counts with it."""
    days = [tuple(map(date.fromisoformat, each)) for each in asked.get("cells", ())]
    counts = {clause: Counts(*map(Fraction, pair)) for clause, pair in asked.get("counts", {}).items()}
    terms = ReliefTerms(cells=tuple(Cell(first, last) for first, last in days), counts=counts)
    record = request_relief(
        cast.house,
        cast.manager,
        asked["contract"],
        asked["period"],
        asked["clauses"],
        Mechanism(asked["mechanism"]),
        terms,
        asked["reason"],
        [(asked["file"], asked["reason"].encode())],
    )
    ids.append(record.id)


def _decide(asked: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    decide_relief(cast.house, cast.approver, ids[0], ReliefState(asked["to"]), asked["why"])


def _agreement(agreed: Mapping[str, Any]) -> Iterator[Step]:
    ids: list[str] = []
    yield Step(at(date.fromisoformat(agreed["agreed"]), 14), partial(_agree, agreed, ids))
    yield Step(at(date.fromisoformat(agreed["approved"]), 10), partial(_approve, ids))


def _agree(agreed: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    given = Supplement(
        agreed["contract"],
        agreed["periods"],
        Effect(agreed["effect"]),
        SupplementTerms(cents=agreed["cents"]),
        agreed["subject"],
        date.fromisoformat(agreed["agreed"]),
        agreed["client"],
        agreed["vendor"],
    )
    paper = (agreed["file"], agreed["subject"].encode())
    ids.append(record_supplement(cast.house, cast.manager, given, [paper]).id)


def _approve(ids: list[str], cast: Cast) -> None:
    approve_supplement(cast.house, cast.approver, ids[0])


def _objection(said: Mapping[str, Any]) -> Iterator[Step]:
    ids: list[str] = []
    yield Step(at(date.fromisoformat(said["day"]), 15), partial(_object, said, ids))
    yield Step(at(date.fromisoformat(said["decided"]), 15), partial(_reject, said, ids))


def _object(said: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    day, clauses = date.fromisoformat(said["day"]), tuple(said["clauses"])
    paper = Paper(PaperKind.OBJECTION, day, said["by"], said["said"], clauses)
    file = (said["file"], said["said"].encode())
    ids.append(enter_paper(cast.house, cast.manager, said["contract"], said["period"], paper, file).id)


def _reject(said: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    decide_objection(cast.house, cast.approver, ids[0], 1, PaperState(said["to"]), said["why"])


def _send_out(label: str, cast: Cast) -> None:
    """The month's figures go to the vendor, who may object for five working days."""
    for to in (MonthState.COMMENT, MonthState.APPEAL):
        set_state(cast.house, cast.manager, _REVIEWED, label, to, "发外包商核对")


def _contest(cast: Cast) -> None:
    contract, label, _day = _DISPUTED
    (entry,) = [e for e in ledger(cast.house, cast.manager, contract) if e.record.period == label]
    half = Money(entry.amount.cents // 2, entry.amount.currency)
    why = "外包商认为3月成都职场停电两天应单独处理，对一半金额有异议。"
    dispute_part(cast.house, cast.manager, entry.record.id, entry.version, half, why)


def _money() -> Iterator[Step]:
    """Each final month's statement goes out, both sides sign it, it is paid, and the month is settled."""
    for label in labels_between(_FIRST, _LAST_ISSUED):
        due = day_of(shifted(label, 2), 10)
        for contract in _CONTRACTS:
            owed: list[Money] = []
            yield Step(at(due - timedelta(days=8), 11), partial(_issue, contract, label, owed))
            if label <= _LAST_PAID:
                yield Step(at(due, 10), partial(_sign, contract, label))
                yield Step(at(due, 15), partial(_pay, contract, label, owed))


def _issue(contract: str, label: str, owed: list[Money], cast: Cast) -> None:
    seen = statement(cast.house, cast.approver, contract, label).seen
    owed.append(issue(cast.house, cast.approver, contract, label, seen).due)


def _sign(contract: str, label: str, cast: Cast) -> None:
    paper = Paper(PaperKind.SIGNED, cast.clock.at.date(), "外包商项目负责人")
    scan = (f"{contract}_{label}_signed.txt", f"{contract} {label}: 双方签章扫描件（示例）".encode())
    enter_paper(cast.house, cast.manager, contract, label, paper, scan)
    set_state(cast.house, cast.approver, contract, label, MonthState.SIGNED)


def _pay(contract: str, label: str, owed: list[Money], cast: Cast) -> None:
    day, order = cast.clock.at.date(), f"FK-{contract[:2]}-{label}"
    pay(cast.house, cast.manager, contract, label, owed[0], day, order)
    set_state(cast.house, cast.approver, contract, label, MonthState.SETTLED)


def _vendor_files() -> Iterator[Step]:
    for said in listed("vendor_file.json"):
        yield Step(at(date.fromisoformat(said["day"]), 18), partial(_fact, said))
    for said in listed("certificates.json"):
        yield Step(at(date(2025, 10, 9), 10), partial(_certificate, said))


def _fact(said: Mapping[str, Any], cast: Cast) -> None:
    amount = Decimal(said["amount"]) if "amount" in said else None
    day = date.fromisoformat(said["day"])
    fact = Fact(FactKind(said["kind"]), day, said["source"], amount, said=said.get("said", ""))
    record_fact(cast.house, cast.manager, said["vendor"] or None, fact)


def _certificate(said: Mapping[str, Any], cast: Cast) -> None:
    issued, expires = (
        date.fromisoformat(said[name]) if name in said else None for name in ("issued", "expires")
    )
    given = Certificate(said["name"], said["number"], said["issuer"], issued, expires)
    record_certificate(cast.house, cast.manager, said["vendor"], given)
