"""The reports themselves: which contract owes what, how often, by when, and who is reminded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.batch import DATASET_NAMES, GRAIN_NAMES, SOURCE_NAMES, Dataset, Grain, Source
from core.counts import base_count
from core.language import _, current
from core.principal import Action
from core.text import Text
from services.judging.report_standing import first_day_owed
from services.reports import reporting_plan
from sla.follow_up.reporting import DueKind, DueRule, Frequency
from ui import edited, formats, house, layout, messages, registered, session
from ui.messages import Kind, escaped
from ui.received import due_words

if TYPE_CHECKING:
    from store.records import ReportPlanRecord

_FIELDS = (
    "contract", "zh", "en", "dataset", "source", "grain", "frequency", "kind", "count", "contact", "starts",
    "active", "counts", "sites",
)  # fmt: skip
_ANY = ""
#: Wide enough that what belongs together stands in one line.
_WIDTH = 600


def listed(plans: Sequence[ReportPlanRecord]) -> None:
    """Every report with its rule; whoever may change them does it here."""
    contracts = registered.known_contracts()
    for plan in plans:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
            named = contracts[plan.contract].name.in_(current()) if plan.contract in contracts else ""
            facts = [
                named,
                DATASET_NAMES[plan.dataset].in_(current()),
                due_words.rule(plan.frequency, plan.rule),
            ]
            facts.append(_("since {day}").format(day=formats.day(plan.starts)))
            facts += [_("with {counts}").format(counts=_counts_named(plan.counts))] if plan.counts else []
            facts += [_("each of {sites}").format(sites=_sites_named(plan))] if plan.sites else []
            facts += [] if plan.active else [_("no longer owed")]
            name = escaped(plan.name.in_(current()))
            st.markdown(f"**{name}**  \n{escaped(' · '.join(facts))}", width="stretch")
            if house.principal().may(Action.MANAGE, plan.vendor):
                with st.popover(_("Edit"), icon=":material/edit:", type="tertiary"):
                    form(plan)
    if not plans:
        nothing()


def nothing() -> None:
    """Where no report is planned yet."""
    layout.empty_state(
        _("No report planned yet"),
        _("Say which report each contract owes and by when: what is late or missing then shows by itself."),
        icon="event_upcoming",
    )


def form(plan: ReportPlanRecord | None = None) -> None:
    """Enter a report or change one."""
    name = f"due-{plan.id if plan else 'new'}"
    keys = {field: session.fresh_form(f"{name}-{field}") for field in _FIELDS}
    version = edited.seen("due", plan.id, plan.version, plan.name.in_(current())) if plan else None
    with st.form(session.fresh_form(name), border=False, width=_WIDTH):
        if plan is None:
            names = {code: view.name.in_(current()) for code, view in registered.known_contracts().items()}
            _select(_("Contract"), names, keys["contract"], None)
        st.text_input(_("Name"), plan.name.zh if plan else "", key=keys["zh"], max_chars=80)
        st.text_input(_("Name in English"), plan.name.en if plan else "", key=keys["en"], max_chars=80)
        with st.grid(2, min_column_width=180, key=session.widget("due-what", name)):
            _what(plan, keys)
        with st.grid(3, min_column_width=140, key=session.widget("due-when", name)):
            _when(plan, keys)
        _told_apart(plan, keys)
        _by_site(plan, keys)
        if plan:
            st.checkbox(_("Still owed"), plan.active, key=keys["active"])
        st.form_submit_button(
            _("Save"),
            type="primary",
            key=session.widget("save", name),
            on_click=messages.guarded(_keep),
            args=(keys, plan, version),
        )


def _what(plan: ReportPlanRecord | None, keys: Mapping[str, str]) -> None:
    lang = current()
    datasets = {each.value: DATASET_NAMES[each].in_(lang) for each in Dataset}
    sources = {each.value: SOURCE_NAMES[each].in_(lang) for each in Source if each is not Source.BY_HAND}
    grains = {_ANY: _("any"), **{each.value: GRAIN_NAMES[each].in_(lang) for each in Grain}}
    _select(_("Figures"), datasets, keys["dataset"], plan.dataset if plan else None)
    _select(_("Whose figures"), sources, keys["source"], plan.source if plan else None)
    _select(_("Finer than or equal to"), grains, keys["grain"], (plan.grain or _ANY) if plan else None)
    people = {_ANY: _("nobody"), **_people(plan)}
    _select(_("Who is reminded"), people, keys["contact"], (plan.contact or _ANY) if plan else None)


def _when(plan: ReportPlanRecord | None, keys: Mapping[str, str]) -> None:
    lang = current()
    often = {each.value: each.words.in_(lang) for each in Frequency}
    kinds = {each.value: each.words.in_(lang) for each in DueKind}
    _select(_("How often"), often, keys["frequency"], plan.frequency if plan else Frequency.MONTHLY)
    _select(_("Due rule"), kinds, keys["kind"], plan.due_kind if plan else None)
    st.number_input(_("How many"), 1, 2160, plan.due_count if plan else 5, 1, key=keys["count"])
    starts = plan.starts if plan else first_day_owed(house.house().today())
    st.date_input(_("Owed from"), starts, key=keys["starts"], format="YYYY-MM-DD")


def _told_apart(plan: ReportPlanRecord | None, keys: Mapping[str, str]) -> None:
    """By which counts a file is known to be this report, where several of a kind are owed."""
    known = reporting_plan.counts_of(house.house(), house.principal(), plan.contract if plan else None)
    chosen = list(plan.counts) if plan else []
    st.multiselect(
        _("Known by"),
        sorted({*known, *chosen}),
        chosen,
        format_func=_count_named,
        key=keys["counts"],
        select_all=False,
        placeholder=_("any figures of this kind"),
        help=_("Where calls and surveys come in two files: a file with one of these figures is this report."),
    )


def _by_site(plan: ReportPlanRecord | None, keys: Mapping[str, str]) -> None:
    """Which sites each owe it, where one that did not send is to be named."""
    known = _sites(plan)
    chosen = [f"{plan.vendor}/{site}" for site in plan.sites] if plan else []
    if not known and not chosen:
        return
    st.multiselect(
        _("Due from each of these sites"),
        list(dict.fromkeys([*known, *chosen])),
        chosen,
        format_func=partial(_label, known),
        key=keys["sites"],
        select_all=False,
        placeholder=_("the vendor as a whole"),
        help=_("It is whole once every one of them is in; until then it is partial, and the site is named."),
    )


def _sites(plan: ReportPlanRecord | None) -> dict[str, str]:
    """The sites of the plan's vendor; for a new plan those of every vendor, with the vendor's name."""
    found = {}
    for code, vendor in registered.vendors().items():
        if plan is None or plan.vendor == code:
            beside = "" if plan else f" · {vendor.name.in_(current())}"
            sites = [site for site in vendor.sites if site.active]
            found |= {f"{code}/{site.code}": site.name.in_(current()) + beside for site in sites}
    return found


def _sites_named(plan: ReportPlanRecord) -> str:
    known = _sites(plan)
    names = [known.get(f"{plan.vendor}/{site}", site) for site in plan.sites]
    return ("、" if current() == "zh" else ", ").join(names)


def _counts_named(counts: Sequence[str]) -> str:
    return ("、" if current() == "zh" else ", ").join(map(_count_named, counts))


def _count_named(name: str) -> str:
    known = base_count(name)
    return known.text.in_(current()) if known else name


def _select(label: str, options: Mapping[str, str], key: str, chosen: str | None) -> None:
    codes = list(options)
    index = codes.index(chosen) if chosen in codes else 0
    st.selectbox(label, codes, index=index, format_func=partial(_label, dict(options)), key=key)


def _label(options: Mapping[str, str], code: str) -> str:
    return options.get(code, code)


def _people(plan: ReportPlanRecord | None) -> dict[str, str]:
    """The contacts of the plan's vendor; for a new plan those of every vendor, with the vendor's name."""
    found = {}
    for code, vendor in registered.vendors().items():
        if plan is None or plan.vendor == code:
            beside = "" if plan else f" · {vendor.name.in_(current())}"
            found |= {person.id: person.name + beside for person in vendor.contacts}
    return found


def _keep(keys: Mapping[str, str], plan: ReportPlanRecord | None, version: int | None) -> None:
    said = {field: st.session_state.get(key) for field, key in keys.items()}
    zh, en = (said["zh"] or "").strip(), (said["en"] or "").strip()
    reporting_plan.save_plan(
        house.house(),
        house.principal(),
        plan.contract if plan else said["contract"],
        Text(zh or en, en),
        Dataset(said["dataset"]),
        Frequency(said["frequency"]),
        DueRule(DueKind(said["kind"]), said["count"] or 0),
        Source(said["source"]),
        Grain(said["grain"]) if said["grain"] else None,
        said["contact"] or None,
        said["starts"],
        said["active"] is not False,
        plan.id if plan else None,
        version,
        said["counts"] or (),
        [chosen.partition("/")[2] for chosen in said["sites"] or ()],
    )
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
