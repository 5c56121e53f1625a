"""`settlement`: a final month's statement shown and issued, and the ledger of what comes off the fee."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from core.language import N_, _
from core.money import Money, money
from core.text import Lang
from terminal.desk import Answer, Desk
from terminal.options import Month, OneContract, Reason
from terminal.settlement_options import Agreed, Edition, Entry, On, Proof, To, Upheld, Why
from terminal.verbs import group, verb

if TYPE_CHECKING:
    from services.money.credit_accounts import EntryView
    from services.money.statements import StatementView

settlement_app = group(N_("Settlement: a final month's statement, and the ledger of what comes off."))
#: What the verbs are, and what their answers are called, for scripts.
_SHOW = N_("Show a final month's statement, issued or as it would be.")
_LEDGER = N_("List what comes off a contract's fees, and where it stands.")
_DECIDE = N_("Decide a dispute about a part of an entry: how much of that part stays.")
_MOVE = N_("Enter a claim, a dispute, what was agreed, or what is given back.")


@verb(settlement_app, "show", _SHOW, "settlement_show")
def settlement_show(ctx: Desk, contract: OneContract, period: Month, edition: Edition = 0) -> Answer:
    """Exit 1 where the month is not final, the contract settles nothing, or that edition has no statement."""
    from services.money import settlement_json
    from services.money.statement_editions import issued_statement
    from services.money.statements import statement

    if edition:
        view = issued_statement(ctx.house, ctx.reader, contract, period, edition)
    else:
        view = statement(ctx.house, ctx.reader, contract, period)
    return _statement(view, ctx.lang, settlement_json.statement(view))


@verb(settlement_app, "issue", N_("Issue a final month's statement; it never changes."), "settlement_issue")
def settlement_issue(ctx: Desk, contract: OneContract, period: Month) -> Answer:
    """Takes an approver. Exit 1 where it is issued already."""
    from services.money import settlement_json
    from services.money.statements import issue, statement

    seen = statement(ctx.house, ctx.who, contract, period).seen
    view = issue(ctx.house, ctx.who, contract, period, seen)
    return _statement(view, ctx.lang, settlement_json.statement(view))


@verb(
    settlement_app,
    "ledger",
    _LEDGER,
    "settlement_ledger",
)
def settlement_ledger(ctx: Desk, contract: OneContract) -> Answer:
    """Newest month first."""
    from services.money import settlement_json
    from services.money.credit_ledger import ledger

    found = ledger(ctx.house, ctx.reader, contract)
    head = (_("Entry"), _("Month"), _("Fee or deduction"), _("Amount"), _("State"), _("Claim until"))
    return Answer(
        {"entries": [settlement_json.entry(view) for view in found]},
        head=head,
        rows=[_row(view, ctx.lang) for view in found],
    )


@verb(
    settlement_app,
    "move",
    _MOVE,
    "settlement_move",
)
def settlement_move(
    ctx: Desk,
    named: Entry,
    to: To,
    amount: Agreed = "",
    reason: Why = "",
    day: On = "",
    evidence: Proof = None,
) -> Answer:
    """Exit 1 where that state does not follow, or a reason is missing."""
    from services.money import settlement_json
    from services.money.credit_disputes import dispute_part
    from services.money.credit_ledger import entry, move_entry

    before = entry(ctx.house, ctx.who, named)
    agreed = money(amount, before.record.currency) if amount else None
    on, proof = date.fromisoformat(day) if day else None, _proof(evidence)
    if to == "disputed" and agreed is not None and agreed != before.amount:
        after = dispute_part(ctx.house, ctx.who, named, before.version, agreed, reason, proof)
    else:
        whole = None if to == "disputed" else agreed
        after = move_entry(
            ctx.house, ctx.who, named, before.version, to, whole, why=reason, on=on, evidence=proof
        )
    words = _("It is now: {state}.").format(state=after.state.words.in_(ctx.lang))
    return Answer({"entry": settlement_json.entry(after)}, [words])


@verb(settlement_app, "decide-part", _DECIDE, "settlement_decide_part")
def settlement_decide_part(
    ctx: Desk, named: Entry, amount: Upheld, reason: Reason, evidence: Proof = None
) -> Answer:
    """Exit 1 where no part is in dispute, or whoever gives something up is no approver."""
    from services.money import settlement_json
    from services.money.credit_disputes import decide_part
    from services.money.credit_ledger import entry

    before = entry(ctx.house, ctx.who, named)
    upheld = money(amount, before.record.currency)
    after = decide_part(ctx.house, ctx.who, named, before.version, upheld, reason, _proof(evidence))
    words = _("Decided: it comes to {amount} now.").format(amount=_said(after.amount))
    return Answer({"entry": settlement_json.entry(after)}, [words])


def _proof(file: Path | None) -> tuple[str, bytes] | None:
    return (file.name, file.read_bytes()) if file else None


def _statement(view: StatementView, lang: Lang, data: dict[str, object]) -> Answer:
    issued = _("issued") if view.issued else _("not issued yet")
    rows = [(line.name.in_(lang), line.code, _said(line.amount)) for line in view.figures.lines]
    lines = [
        f"{view.number} · {issued}",
        _("Payable now: {amount}").format(amount=_said(view.figures.payable)),
    ]
    head = (_("Fee or deduction"), _("Clause"), _("Amount"))
    return Answer({"statement": data}, lines, head, rows)


def _row(view: EntryView, lang: Lang) -> tuple[str, ...]:
    until = view.until.day.isoformat() if view.until else ""
    record = view.record
    return (
        record.id,
        record.period,
        record.name.in_(lang),
        _said(view.amount),
        view.state.words.in_(lang),
        until,
    )


def _said(amount: Money) -> str:
    return f"{amount.amount:,.2f} {amount.currency}"
