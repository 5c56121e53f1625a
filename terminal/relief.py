"""`relief`: asked for with evidence, tried, decided by somebody else, withdrawn; before beside after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.language import N_, _
from core.text import Lang
from terminal import moved, relief_options
from terminal.desk import Answer, Desk
from terminal.options import Month, OneContract, Reason
from terminal.verbs import group, verb

if TYPE_CHECKING:
    from services.decisions.relief_preview import ReliefEffect
    from services.decisions.relief_told import ReliefView
    from services.judging.relief_terms import ReliefTerms
    from services.judging.relief_tests import ReliefTests

relief_app = group(N_("Exclusions and relief: asked for, tried, decided, withdrawn."))


@verb(relief_app, "list", N_("List a month's requests for relief with their decisions."), "relief_list")
def relief_list(ctx: Desk, contract: OneContract, period: Month) -> Answer:
    """In the order they were made, refused and withdrawn ones as well."""
    from services.decisions.relief_told import relief_views

    found = relief_views(ctx.house, ctx.reader, contract, period)
    head = (
        _("Request"),
        _("Clauses concerned"),
        _("What it does"),
        _("Asked for"),
        _("Reason"),
        _("State"),
        _("Decision"),
    )
    return Answer(
        {"reliefs": [view.as_dict() for view in found]},
        head=head,
        rows=[_row(view, ctx.lang) for view in found],
    )


@verb(relief_app, "ask", N_("Ask for relief; it counts once somebody else has granted it."), "relief_ask")
def relief_ask(
    ctx: Desk,
    contract: OneContract,
    period: Month,
    clause: relief_options.Clauses,
    mechanism: relief_options.Mechanism,
    reason: Reason,
    cell: relief_options.Cells = [],  # noqa: B006 - Typer reads defaults and never changes them
    counts: relief_options.Counts = [],  # noqa: B006
    excess: relief_options.Excess = None,
    tolerance: relief_options.Tolerance = "0",
    target: relief_options.Target = "",
    minimum: relief_options.Minimum = "",
    evidence: relief_options.Evidence = [],  # noqa: B006
    cause: relief_options.Cause = "",
    work_around: relief_options.WorkAround = "",
    dry_run: relief_options.Try = False,
) -> Answer:
    """Exit 1 where the contract does not admit it, or it does not fit the figures."""
    from services.decisions.relief import request_relief
    from services.decisions.relief_preview import relief_effect, relief_tried
    from services.decisions.relief_rules import mechanisms

    kind, terms = mechanisms()[mechanism], _terms(cell, counts, excess, tolerance, target, minimum)
    if dry_run:
        tried = relief_tried(ctx.house, ctx.who, contract, period, clause, kind, terms)
        return Answer({"relief": None, **_effect(tried)}, _told(tried, ctx.lang))
    proof = [(file.name, file.read_bytes()) for file in evidence]
    claimed = _tests(cause, work_around)
    record = request_relief(ctx.house, ctx.who, contract, period, clause, kind, terms, reason, proof, claimed)
    found = relief_effect(ctx.house, ctx.who, record.id)
    said = _("Asked for; an approver decides. Key: {key}").format(key=record.id)
    return Answer({"relief": record.id, **_effect(found)}, [said, *_told(found, ctx.lang)])


@verb(
    relief_app, "decide", N_("Grant a request for relief, wholly or in part, or refuse it."), "relief_decide"
)
def relief_decide(
    ctx: Desk,
    named: relief_options.Request,
    to: relief_options.To,
    reason: Reason,
    cell: relief_options.Cells = [],  # noqa: B006
    counts: relief_options.Counts = [],  # noqa: B006
    excess: relief_options.Excess = None,
    tolerance: relief_options.Tolerance = "0",
    target: relief_options.Target = "",
    minimum: relief_options.Minimum = "",
    admit_late: relief_options.Late = False,
    cause: relief_options.Cause = "",
    work_around: relief_options.WorkAround = "",
) -> Answer:
    """Exit 1 where whoever asked decides, it came late and that is not said, or it is decided already."""
    from services.decisions.relief import decide_relief
    from services.decisions.relief_preview import relief_effect
    from services.decisions.relief_rules import RELIEF_STATE_NAMES, decision

    part = _terms(cell, counts, excess, tolerance, target, minimum) if to == "part" else None
    found_so = _tests(cause, work_around)
    record = decide_relief(ctx.house, ctx.who, named, decision(to), reason, part, admit_late, found=found_so)
    words = _("{key}: {state}").format(key=record.id, state=RELIEF_STATE_NAMES[record.state].in_(ctx.lang))
    data: dict[str, Any] = {"relief": record.id, "state": record.state.value}
    if to == "refused":
        return Answer(data, [words])
    found = relief_effect(ctx.house, ctx.who, record.id)
    return Answer({**data, **_effect(found)}, [words, *_told(found, ctx.lang)])


@verb(
    relief_app, "withdraw", N_("Take a request or its decision back; it stays on record."), "relief_withdraw"
)
def relief_withdraw(ctx: Desk, named: relief_options.Request, reason: Reason) -> Answer:
    """Exit 1 where it is withdrawn already, or the month is final."""
    from services.decisions.relief import withdraw_relief

    record = withdraw_relief(ctx.house, ctx.who, named, reason)
    words = _("The request {key} is withdrawn; the month is judged without it.").format(key=record.id)
    return Answer({"relief": record.id, "state": record.state.value}, [words])


@verb(
    relief_app,
    "deem-failed",
    N_("Let clauses count as failed because their report is missing or late."),
    "relief_deem_failed",
)
def relief_deem_failed(
    ctx: Desk, contract: OneContract, period: Month, clause: relief_options.Clauses, reason: Reason
) -> Answer:
    """A manager's own decision; nothing does it by itself. Exit 1 where the month is final."""
    from services.decisions.relief import deem_failed

    record = deem_failed(ctx.house, ctx.who, contract, period, clause, reason)
    words = _("Counts as failed: {clauses}. Key: {key}")
    said = words.format(clauses=", ".join(record.clauses), key=record.id)
    return Answer({"relief": record.id, "state": record.state.value}, [said])


@verb(
    relief_app,
    "one-incident",
    N_("Say that misses of a month go back to one incident, where only the highest credit counts."),
    "relief_one_incident",
)
def relief_one_incident(
    ctx: Desk,
    contract: OneContract,
    period: Month,
    clause: relief_options.Clauses,
    incident: relief_options.Incident,
    reason: Reason,
) -> Answer:
    """What was said of these misses before is taken back. Exit 1 where the month is final."""
    from services.improvement.miss_causes import lay_to_incident

    found = lay_to_incident(ctx.house, ctx.who, contract, period, clause, incident, reason)
    words = _("One incident, {incident}: {clauses}")
    said = words.format(incident=incident, clauses=", ".join(each.clause for each in found))
    return Answer({"incident": incident, "clauses": [each.clause for each in found]}, [said])


@verb(
    relief_app,
    "part-incident",
    N_("Take back that misses of a month go back to one incident."),
    "relief_part_incident",
)
def relief_part_incident(
    ctx: Desk, contract: OneContract, period: Month, clause: relief_options.Clauses, reason: Reason
) -> Answer:
    """Exit 1 where the month is final."""
    from services.improvement.miss_causes import part_from_incident

    part_from_incident(ctx.house, ctx.who, contract, period, clause, reason)
    said = _("Each stands by itself again: {clauses}").format(clauses=", ".join(clause))
    return Answer({"clauses": list(clause)}, [said])


def _tests(cause: str, work_around: str) -> ReliefTests:
    from services.judging.relief_tests import Cause, ReliefTests, WorkAround

    return ReliefTests(Cause(cause) if cause else None, WorkAround(work_around) if work_around else None)


def _terms(
    cells: list[str], counts: list[str], excess: Path | None, tolerance: str, target: str, minimum: str
) -> ReliefTerms:
    from services.decisions.relief_typed import cell_of, counts_of, excess_of, number_of
    from services.judging.relief_terms import ReliefTerms

    return ReliefTerms(
        tuple(map(cell_of, cells)),
        dict(map(counts_of, counts)),
        excess_of(excess.read_text("utf-8-sig")) if excess else (),
        number_of(tolerance) / 100,
        number_of(target) if target else None,
        number_of(minimum) if minimum else None,
    )


def _effect(found: ReliefEffect) -> dict[str, Any]:
    steps = {code: [step.as_dict() for step in said] for code, said in found.steps.items()}
    return {"month": found.month.as_dict(), "steps": steps}


def _told(found: ReliefEffect, lang: Lang) -> list[str]:
    """Total and money, then each clause step by step."""
    said = [f"{clause.name.in_(lang)}: {step.in_(lang)}" for clause in found.month.clauses
            for step in found.steps.get(clause.clause, ())]  # fmt: skip
    return [*moved.lines([found.month], lang), *said]


def _row(view: ReliefView, lang: Lang) -> list[str]:
    record = view.record
    return [
        record.id,
        ", ".join(record.clauses),
        view.mechanism.in_(lang),
        view.asked.in_(lang),
        record.reason,
        view.state.in_(lang),
        f"{record.decision} ({record.decided_by})" if record.decided_by else "",
    ]
