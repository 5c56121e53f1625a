"""`training causes`: why a vendor's calls of a month failed, who must act, and whether courses changed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from core.language import N_, _
from terminal.desk import Answer, Desk
from terminal.options import Month, OneVendor
from terminal.verbs import verb

if TYPE_CHECKING:
    from qa.training.effect import Effect, Part
    from services.training.failure_chain import Link
    from services.training.month_causes import MonthCauses
    from services.training.unclear_clauses import UnclearClause

_CAUSES = N_("Say why a vendor's calls of a month failed: not trained, not applied, unclear; and who acts.")


def add_training_causes(app: typer.Typer) -> None:
    """Put the verb among those of training."""
    verb(app, "causes", _CAUSES, "training_causes")(training_causes)


def training_causes(ctx: Desk, vendor: OneVendor, month: Month) -> Answer:
    """By day; courses from the three months that end with this one."""
    from services.training.course_effect import course_effects, three_months
    from services.training.month_causes import month_causes
    from services.training.unclear_clauses import unclear_clauses

    found = month_causes(ctx.house, ctx.reader, vendor, month)
    unclear = unclear_clauses(ctx.house, ctx.reader, month)
    effects = course_effects(ctx.house, ctx.reader, vendor, three_months(month))
    said = {
        "causes": _causes(found),
        "unclear": [_unclear(each) for each in unclear],
        "courses": [_effect(code, each) for code, each in effects.items()],
    }
    head = (_("Day"), _("Agent"), _("Item"), _("Clause"), _("Cause"), _("Who acts"))
    rows = [
        [
            str(link.audit.business_date), link.audit.agent or "–", link.item.text.in_(ctx.lang),
            link.failure.clause or "–", link.cause.kind.words.in_(ctx.lang),
            link.cause.who.words.in_(ctx.lang),
        ]
        for link in found.links
    ]  # fmt: skip
    return Answer(said, _lines(found, ctx), head=head, rows=rows)


def _causes(found: MonthCauses) -> dict[str, Any]:
    return {
        "vendor": found.vendor,
        "period": found.label,
        "audits": found.audits,
        "failing": found.failing,
        "counts": {kind.value: n for kind, n in found.counts.items()},
        "items": [_item(link) for link in found.links],
    }


def _item(link: Link) -> dict[str, Any]:
    return {
        "audit": link.audit.id,
        "day": link.audit.business_date.isoformat(),
        "agent": link.audit.agent,
        "item": link.item.code,
        "clause": link.failure.clause,
        "courses": [each.course for each in link.failure.owed],
        "cause": link.cause.kind.value,
        "who": link.cause.who.value,
    }


def _unclear(each: UnclearClause) -> dict[str, Any]:
    clause = each.clause
    return {
        "specification": clause.spec,
        "version": clause.version,
        "clause": clause.clause,
        "vendors": {vendor: _part(part) for vendor, part in each.parts.items()},
    }


def _effect(code: str, each: Effect) -> dict[str, Any]:
    test = each.test
    return {
        "course": code,
        "agents": each.agents,
        "before": _part(each.before),
        "after": _part(each.after),
        "untrained": _part(each.untrained),
        "z": str(test.z()) if test else None,
        "differs": test.differs if test else None,
    }


def _part(part: Part) -> Mapping[str, int]:
    return {"failed": part.failed, "n": part.n}


def _lines(found: MonthCauses, ctx: Desk) -> list[str]:
    words = _("{month}: {failing} of {audits} audits have a failed item, {n} items in all.")
    said = [words.format(month=found.label, failing=found.failing, audits=found.audits, n=len(found.links))]
    said += [f"{kind.words.in_(ctx.lang)}: {n}" for kind, n in found.counts.items() if n]
    return said
