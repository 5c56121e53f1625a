"""`supplement`: what both sides agreed on once; recorded with proof, tried, approved, withdrawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from core.language import N_, _
from core.period import labels_between
from core.text import Lang
from terminal import moved, relief_options, supplement_options
from terminal.desk import Answer, Desk
from terminal.options import Months, OneContract, Reason
from terminal.verbs import group, verb

if TYPE_CHECKING:
    from services.decisions.relief_preview import ReliefEffect
    from services.decisions.supplement_told import SupplementView
    from services.decisions.supplements import Supplement

supplement_app = group(N_("Supplementary agreements: recorded with proof, approved, withdrawn."))
_LIST = N_("List a contract's supplementary agreements.")
_RECORD = N_("Record what both sides agreed on; it counts once somebody else has approved it.")
_APPROVE = N_("Let an agreement count; by an approver who did not record it.")
_WITHDRAW = N_("Take an agreement back; it stays on record.")


@verb(supplement_app, "list", _LIST, "supplement_list")
def supplement_list(ctx: Desk, contract: OneContract, period: supplement_options.OneMonth = None) -> Answer:
    """In the order they were recorded, withdrawn ones as well."""
    from services.decisions.supplement_told import supplement_views

    found = supplement_views(ctx.house, ctx.reader, contract, period)
    head = (
        _("Key"),
        _("Agreement number"),
        _("Months"),
        _("What it does"),
        _("Terms"),
        _("What was agreed"),
        _("State"),
    )
    return Answer(
        {"supplements": [view.as_dict() for view in found]},
        head=head,
        rows=[_row(view, ctx.lang) for view in found],
    )


@verb(supplement_app, "record", _RECORD, "supplement_record")
def supplement_record(
    ctx: Desk,
    contract: OneContract,
    months: Months,
    effect: supplement_options.Effect,
    subject: supplement_options.Subject,
    agreed_on: supplement_options.AgreedOn,
    client: supplement_options.Client,
    for_vendor: supplement_options.ForVendor,
    evidence: supplement_options.Evidence = [],  # noqa: B006 - Typer reads defaults and never changes them
    clause: supplement_options.Clauses = [],  # noqa: B006
    cell: supplement_options.Cells = [],  # noqa: B006
    target: relief_options.Target = "",
    minimum: relief_options.Minimum = "",
    points: supplement_options.Points = "",
    amount: supplement_options.Amount = "",
    number: supplement_options.Number = "",
    dry_run: relief_options.Try = False,
) -> Answer:
    """Exit 1 where it makes nothing of the contract, a month is final, or the proof is missing."""
    from services.decisions.supplement_effect import supplement_effect
    from services.decisions.supplement_rules import effects
    from services.decisions.supplement_typed import typed_terms
    from services.decisions.supplements import Supplement, record_supplement, tried_supplement

    first, _dots, last = months.partition("..")
    terms = typed_terms(cell, target, minimum, points, amount)
    given: Supplement = Supplement(
        contract, labels_between(first, last or first), effects()[effect], terms, subject,
        date.fromisoformat(agreed_on), client, for_vendor, clause, number,
    )  # fmt: skip
    if dry_run:
        tried = tried_supplement(ctx.house, ctx.who, given)
        return Answer({"supplement": None, "months": _effects(tried)}, _told(tried, ctx.lang))
    proof = [(file.name, file.read_bytes()) for file in evidence]
    record = record_supplement(ctx.house, ctx.who, given, proof)
    found = supplement_effect(ctx.house, ctx.who, record.id)
    said = _("Recorded as {number}; an approver decides. Key: {key}")
    data = {"supplement": record.id, "number": record.number, "months": _effects(found)}
    return Answer(data, [said.format(number=record.number, key=record.id), *_told(found, ctx.lang)])


@verb(supplement_app, "approve", _APPROVE, "supplement_approve")
def supplement_approve(
    ctx: Desk, named: supplement_options.Named, reason: supplement_options.Remark = ""
) -> Answer:
    """Exit 1 where whoever recorded it approves it, or its days do not fit the figures."""
    from services.decisions.supplement_effect import supplement_effect
    from services.decisions.supplements import approve_supplement

    record = approve_supplement(ctx.house, ctx.who, named, reason)
    found = supplement_effect(ctx.house, ctx.who, record.id)
    words = _("{number} is in force; its months are judged with it.").format(number=record.number)
    data = {"supplement": record.id, "state": record.state.value, "months": _effects(found)}
    return Answer(data, [words, *_told(found, ctx.lang)])


@verb(supplement_app, "withdraw", _WITHDRAW, "supplement_withdraw")
def supplement_withdraw(ctx: Desk, named: supplement_options.Named, reason: Reason) -> Answer:
    """Exit 1 where it is withdrawn already, or one of its months is final."""
    from services.decisions.supplements import withdraw_supplement

    record = withdraw_supplement(ctx.house, ctx.who, named, reason)
    words = _("{number} is withdrawn; its months are judged without it.").format(number=record.number)
    return Answer({"supplement": record.id, "state": record.state.value}, [words])


def _effects(found: list[ReliefEffect]) -> list[dict[str, Any]]:
    return [
        {
            "month": each.month.as_dict(),
            "steps": {code: [step.as_dict() for step in said] for code, said in each.steps.items()},
        }
        for each in found
    ]


def _told(found: list[ReliefEffect], lang: Lang) -> list[str]:
    """Each month's total and money, then each clause step by step."""
    steps = [
        f"{clause.name.in_(lang)}: {step.in_(lang)}"
        for each in found
        for clause in each.month.clauses
        for step in each.steps.get(clause.clause, ())
    ]
    return [*moved.lines([each.month for each in found], lang), *steps]


def _row(view: SupplementView, lang: Lang) -> list[str]:
    record = view.record
    return [
        record.id,
        record.number,
        ", ".join(record.periods),
        view.effect.in_(lang),
        view.terms.in_(lang),
        record.subject,
        view.state.in_(lang),
    ]
