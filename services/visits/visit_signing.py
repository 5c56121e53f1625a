"""The counter-signature of the vendor's person under a visit: given on paper, or refused with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.errors import WrongInputError
from core.period import business_date
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.visit.states import VisitState
from services.contracts.contract_versions import zone_of_vendor
from services.desk.draft_evidence import MEDIA
from services.house.evidence import Evidence, keep_evidence
from services.house.writing import needed, writing
from services.visits.visit_standing import standing
from store.records import SiteVisitRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_SIGNER = Text("签认人", "who signs for the vendor")
_PAPER = Text("签字纸面的照片", "a photograph of the signed paper")
_WHY = Text("拒绝签认的理由", "the reason they gave")


@dataclass(frozen=True)
class Signature:
    """Who signs for the vendor, their position, and when, time zone aware."""

    signer: str
    at: datetime
    job: str = ""


def sign_visit(
    house: House, who: Principal, id: str, given: Signature, paper: Evidence | None, version: int
) -> SiteVisitRecord:
    """Keep that the vendor's person signed, with the photograph (or PDF) of the paper. One who refused may
    still sign.

    Refused: before the visit is submitted, signed already, a time to come or before its day, no name, no
    paper, and a paper that is neither picture nor PDF.
    """
    if paper is None:
        raise WrongInputError("needed_file", what=_PAPER)
    _check_paper(paper)
    sha256, name = keep_evidence(house, who, paper, Action.RECORD)
    return _ended(house, who, id, given, VisitState.SIGNED, version, sha256, name)


def refuse_signature(
    house: House, who: Principal, id: str, given: Signature, why: str, version: int
) -> SiteVisitRecord:
    """Keep that the vendor's person would not sign, and the reason they gave; what was found stands."""
    reason = needed(why, _WHY)
    return _ended(house, who, id, given, VisitState.REFUSED, version, why=reason)


def _ended(
    house: House,
    who: Principal,
    id: str,
    given: Signature,
    state: VisitState,
    version: int,
    paper: str | None = None,
    paper_name: str = "",
    why: str = "",
) -> SiteVisitRecord:
    with writing(house, who, Action.RECORD) as uow:
        before = standing(uow, id).record
        authorize(who, Action.RECORD, before.vendor)
        if before.state in (VisitState.SIGNED, state):
            raise WrongInputError("already_state", state=before.state.words)
        _check_when(uow, before, given.at)
        after = uow.visits.update(
            replace(
                before,
                state=state,
                signer=needed(given.signer, _SIGNER),
                signer_job=given.job.strip(),
                signed_at=given.at,
                paper=paper,
                paper_name=paper_name,
                why=why,
                version=version,
            )
        )
        uow.journal.moved("site_visit", id, before.state, state, why)
        said = {"signer": after.signer, "at": after.signed_at, "paper": paper}
        uow.journal.note(f"visit_{state.value}", "site_visit", id, after=said, why=why, vendor=before.vendor)
    return after


def _check_when(uow: UnitOfWork, visit: SiteVisitRecord, at: datetime) -> None:
    """By the clock of the place: at midnight it is another day there than in UTC."""
    zone = zone_of_vendor(uow, visit.vendor, at)
    if at > uow.now:
        raise WrongInputError("future", day=f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}")
    day = business_date(at, zone)
    if day < visit.day:
        raise WrongInputError("visit_due", day=day, visit=visit.day)


def _check_paper(paper: Evidence) -> None:
    name, content = paper
    kinds = [fits for media, fits in MEDIA.items() if not media.startswith("audio/")]
    if not any(fits(content[:16]) for fits in kinds):
        raise WrongInputError("picture_kind", name=name)
