"""Sites and projects: named places of the directory, each a code and a name in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.language import _, current
from core.privacy import AgentRule
from core.text import Text
from services.known import directory
from ui import edited, house, messages, session
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import ProjectRecord, SiteRecord

#: Called with house, person, code, name, version, active.
Save = Callable[..., Any]


def sites(vendor: str, found: Sequence[SiteRecord], may_change: bool) -> None:
    """A vendor's sites, and one more."""
    _places("site", found, may_change, partial(_save_site, vendor), vendor)
    if not found:
        st.caption(_("None yet. A report that names a site brings it here by itself."))


def projects(found: Sequence[ProjectRecord], may_change: bool) -> None:
    """The projects, and one more."""
    _places("project", found, may_change, directory.save_project)
    if not found:
        st.caption(
            _("None yet. A project is a line of business several vendors may serve; with one you need none.")
        )


def _save_site(vendor: str, *said: Any, **more: Any) -> Any:
    here, who, *rest = said
    return directory.save_site(here, who, vendor, *rest, **more)


def _places(
    kind: str,
    found: Sequence[SiteRecord | ProjectRecord],
    may_change: bool,
    save: Save,
    owner: str = "",
) -> None:
    for place in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
            name = escaped(place.name.in_(current()))
            st.markdown(
                f"**{name}** · {escaped(place.code)}" + ("" if place.active else " · " + _("out of use")),
                width="stretch",
            )
            if may_change:
                with st.popover(_("Edit"), icon=":material/edit:", type="tertiary"):
                    _form(f"{kind}-{owner}-{place.code}", save, place)
    if may_change:
        label = _("Add site") if kind == "site" else _("Add project")
        with st.popover(label, icon=":material/add:"):
            _form(f"{kind}-{owner}-new", save)


def _form(name: str, save: Save, place: SiteRecord | ProjectRecord | None = None) -> None:
    keys = {f: session.fresh_form(f"{name}-{f}") for f in ("code", "zh", "en", "active", "agents")}
    version = None
    if place:
        version = edited.seen(name, place.code, place.version, place.name.in_(current()))
    with st.form(session.fresh_form(name), border=False):
        if place is None:
            st.text_input(_("Code"), key=keys["code"], help=_("Capitals, digits, - and _, at most 32."))
        st.text_input(_("Name"), place.name.zh if place else "", key=keys["zh"])
        st.text_input(_("Name in English"), place.name.en if place else "", key=keys["en"])
        if place:
            st.checkbox(_("In use"), place.active, key=keys["active"])
        if name.startswith("site-"):
            _agent_rule(keys["agents"], getattr(place, "agents", AgentRule.KEEP))
        st.form_submit_button(
            _("Save"),
            type="primary",
            key=session.widget("save", name),
            on_click=messages.guarded(_keep),
            args=(keys, save, place.code if place else None, version),
        )


def _agent_rule(key: str, now: AgentRule) -> None:
    lang = current()
    st.selectbox(
        _("Agents in its reports"),
        list(AgentRule),
        index=list(AgentRule).index(now),
        format_func=lambda rule: rule.words.in_(lang),
        key=key,
        help=_("From the next import on. Personal numbers are always masked, names of people never kept."),
    )


def _keep(keys: dict[str, str], save: Save, code: str | None, version: int | None) -> None:
    said = st.session_state
    code = code or said[keys["code"]].strip().upper()
    zh, en = said[keys["zh"]].strip(), said[keys["en"]].strip()
    save(
        house.house(),
        house.principal(),
        code,
        Text(zh or en, en),
        version=version,
        active=said.get(keys["active"], True),
        **({"agents": said[keys["agents"]]} if keys["agents"] in said else {}),
    )
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
