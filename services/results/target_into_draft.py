"""A proposed target taken into the draft of the contract's next version; a person publishes it, or not."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.errors import ConflictError
from core.principal import Action, Principal, authorize
from services.contracts.contract_drafts import DraftView, save, start_version
from services.contracts.contract_versions import rebuilt
from services.contracts.draft_edits import clause_of, with_clause
from services.results.target_proposals import Proposal, target_proposals
from sla.exact import exact_text
from sla.terms.contract import scope_of
from sla.terms.targets import SharedTarget, TargetRow, nearest

if TYPE_CHECKING:
    from services.house.bootstrap import House


def is_new(proposal: Proposal) -> bool:
    """Whether it says another target than the present one."""
    return proposal.proposed is not None and proposal.proposed != proposal.target


def take_into_draft(house: House, who: Principal, contract: str, clause: str) -> DraftView:
    """The draft of the next version, begun where none is open, with the proposed target of a clause in it.

    Of targets by scope the row is changed that the clause's figure falls under. Refused where nothing new is
    proposed, or where the target stands in the contract's table, which is changed for every clause at once.
    """
    authorize(who, Action.MANAGE)
    found = next((each for each in target_proposals(house, who, contract) if each.clause == clause), None)
    if found is None or not is_new(found):
        raise ConflictError("no_new_target", clause=clause)
    with house.database.read(who) as uow:
        authorize(who, Action.MANAGE, uow.contracts.by_code(contract).vendor)
        terms = rebuilt(uow.contracts.versions_of(contract)[-1])
    own = terms.clause(clause)
    assert own is not None
    row = nearest(own.targets, scope_of(terms, own).narrowed())
    if isinstance(row, SharedTarget):
        raise ConflictError("target_in_table", clause=clause)
    draft = start_version(house, who, contract, terms.version)
    said = _said(clause_of(draft.body, clause), row, exact_text(found.proposed or Fraction(0)))
    return save(house, who, draft.id, draft.version, with_clause(draft.body, clause, said))


def _said(clause: Mapping[str, Any], row: TargetRow | None, target: str) -> dict[str, Any]:
    """The terms that change: the clause's own target, or that of one row."""
    if row is None:
        return {"target": target}
    rows, scope = clause.get("targets") or [], dict(row.scope)
    return {"targets": [{**each, "target": target} if each.get("scope") == scope else each for each in rows]}
