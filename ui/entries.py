"""What was logged and typed in, kept until it changes: calls, training, events, figures, misses, plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.period import shifted
from core.principal import Principal
from qa.form.terms import AuditForm
from qa.review.appeal_rates import AppealRates
from services.audits import call_moments as call_moments_
from services.audits import spot_check
from services.audits.call_moments import CallMoments
from services.contracts import contracts
from services.forms import audit_forms
from services.house.bootstrap import House
from services.improvement import breach_distance, plans
from services.improvement.plans import PlanView
from services.judging import misses
from services.judging.misses import MissView
from services.records import daily_events, manual_figures, training
from services.records.training import TrainingLine
from services.review import audit_story
from services.review.audit_story import UnderReview
from sla.terms.contract import Contract
from ui import house

if TYPE_CHECKING:
    from store.records import AuditRecord, DailyEventRecord, ManualFigureRecord

#: How many months back one may still book something.
_MONTHS_BACK = 24


def forms() -> Sequence[AuditForm]:
    """The newest version of every audit form."""
    return _forms(*_key())


def under_review() -> Sequence[UnderReview]:
    """The queue of reviews, what is due first."""
    return _under_review(*_key(), house.principal().id)


def appeal_rates() -> tuple[Sequence[AppealRates], Sequence[AppealRates]]:
    """How often each vendor appeals and each auditor is appealed against, and how often rightly."""
    return _appeal_rates(*_key(), house.principal().id)


def call_moments(vendor: str, label: str) -> CallMoments:
    """What a vendor's calls of a calendar month leave behind."""
    return _call_moments(*_key(), vendor, label)


def calls(vendor: str | None = None) -> Sequence[AuditRecord]:
    """The calls logged last, newest first."""
    return _calls(*_key(), house.principal().id, vendor)


def training_lines(vendor: str | None, label: str | None) -> Sequence[TrainingLine]:
    """Training by vendor, course and source."""
    return _training(*_key(), vendor, label)


def events(contract: str, label: str) -> Sequence[DailyEventRecord]:
    """The ledger of a contract's month, by day."""
    return _events(*_key(), contract, label)


def figures(contract: str, label: str) -> Sequence[ManualFigureRecord]:
    """What was typed in for a contract's month."""
    return _figures(*_key(), contract, label)


def all_misses(vendor: str | None = None) -> Sequence[MissView]:
    """The misses that stand, newest month first; those a correction took back are left out."""
    found = [view for view in _misses(*_key()) if vendor in (None, view.record.vendor)]
    return [view for view in found if view.record.state != misses.VOIDED]


def miss_names(ids: Sequence[str]) -> Sequence[str]:
    """Misses in words; one that a correction took back says so."""
    known = {view.record.id: view for view in _misses(*_key())}
    found = [known[each] for each in ids if each in known]
    return list(dict.fromkeys(_miss_name(view) for view in found))


def all_plans(vendor: str | None = None) -> Sequence[PlanView]:
    """The plans, by due date."""
    return [view for view in _plans(*_key()) if vendor in (None, view.record.vendor)]


def to_breach(contract: str) -> Mapping[str, int]:
    """Clause → how many more misses in a row would make a breach."""
    return _to_breach(*_key(), contract)


def terms(contract: str, label: str) -> Contract | None:
    """The contract as it governs a month."""
    return _terms(*_key(), contract, label)


def months(contract: str) -> Sequence[str]:
    """The months of a contract that have begun, newest first, two years of them at most."""
    return _months(*_key(), contract)


def _miss_name(view: MissView) -> str:
    name = view.clause_name.in_(current())
    if view.record.state != misses.VOIDED:
        return name
    return _("{name} ({state})").format(name=name, state=view.state.in_(current()))


def _key() -> tuple[House, Principal, str, int]:
    """House and person are not hashed; what they are to the cache is said in the third and fourth part."""
    here, who = house.house(), house.principal()
    sees = "*" if who.vendors is None else ",".join(sorted(who.vendors))
    return here, who, f"{here.folder}|{here.today()}|{who.id}|{who.role}|{sees}", house.data_version()


@st.cache_data(max_entries=16, show_spinner=False)
def _call_moments(
    _house: House, _who: Principal, key: str, version: int, vendor: str, label: str
) -> CallMoments:
    return call_moments_.call_moments(_house, _who, vendor, label)


@st.cache_data(max_entries=16, show_spinner=False)
def _forms(_house: House, _who: Principal, key: str, version: int) -> list[AuditForm]:
    return [form for form in audit_forms.forms(_house, _who) if form.kind.is_of_calls]


@st.cache_data(max_entries=32, show_spinner=False)
def _under_review(_house: House, _who: Principal, key: str, version: int, id: str) -> list[UnderReview]:
    # By person: what one of two scorers must not see yet, the other has given.
    return audit_story.under_review(_house, _who)


@st.cache_data(max_entries=16, show_spinner=False)
def _appeal_rates(
    _house: House, _who: Principal, key: str, version: int, id: str
) -> tuple[list[AppealRates], list[AppealRates]]:
    return audit_story.vendor_appeal_rates(_house, _who), audit_story.auditor_appeal_rates(_house, _who)


@st.cache_data(max_entries=16, show_spinner=False)
def _calls(
    _house: House, _who: Principal, key: str, version: int, id: str, vendor: str | None
) -> list[AuditRecord]:
    # By person: what one of two scorers must not see yet, the other has given.
    return spot_check.calls(_house, _who, vendor)


@st.cache_data(max_entries=32, show_spinner=False)
def _training(
    _house: House, _who: Principal, key: str, version: int, vendor: str | None, label: str | None
) -> list[TrainingLine]:
    return training.compliance(_house, _who, vendor, label)


@st.cache_data(max_entries=64, show_spinner=False)
def _events(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> list[DailyEventRecord]:
    return daily_events.events(_house, _who, contract, label)


@st.cache_data(max_entries=64, show_spinner=False)
def _figures(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> list[ManualFigureRecord]:
    return manual_figures.figures(_house, _who, contract, label)


@st.cache_data(max_entries=16, show_spinner=False)
def _misses(_house: House, _who: Principal, key: str, version: int) -> list[MissView]:
    return misses.misses(_house, _who)


@st.cache_data(max_entries=16, show_spinner=False)
def _plans(_house: House, _who: Principal, key: str, version: int) -> list[PlanView]:
    return plans.plans(_house, _who)


@st.cache_data(max_entries=64, show_spinner=False)
def _to_breach(_house: House, _who: Principal, key: str, version: int, contract: str) -> dict[str, int]:
    return breach_distance.misses_to_breach(_house, _who, contract)


@st.cache_data(max_entries=256, show_spinner=False)
def _terms(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str
) -> Contract | None:
    return contracts.governing(_house, _who, contract, label)


@st.cache_data(max_entries=32, show_spinner=False)
def _months(_house: House, _who: Principal, key: str, version: int, contract: str) -> list[str]:
    today = _house.today()
    # A settlement month such as 26th–25th begins in the calendar month before.
    labels = [shifted(f"{today:%Y-%m}", back) for back in range(1, -_MONTHS_BACK, -1)]
    governed = [(label, contracts.governing(_house, _who, contract, label)) for label in labels]
    return [label for label, found in governed if found and found.month_rule.month(label).start <= today]
