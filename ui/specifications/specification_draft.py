"""A version being written: its four fields, its clauses, and what stands beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.language import _, current
from core.text import Text
from qa.specification.terms import Part
from qa.specification.written import CLAUSES, HEAD
from services.specifications import specification_drafts, specification_publishing
from sla.load import catalogue
from ui import house, layout, messages, registered, session, urls, ways
from ui.messages import escaped
from ui.specifications import specification_keeping, specification_publish, specification_rows

if TYPE_CHECKING:
    from store.records import SpecificationDraftRecord

_LINES = 110


def show(record: SpecificationDraftRecord) -> None:
    """The whole page of one draft; the head is filled last, with what the fields have made of it."""
    head = st.container()
    keys = {key: session.fresh_form(f"spec-{record.id}-{key}") for key in HEAD}
    form = specification_keeping.opened(record, keys["owner"] in st.session_state)
    record = specification_keeping.keep(record, form, _typed(record, keys))
    found = specification_publishing.read_draft(house.house(), house.principal(), record.body)
    with head:
        name = _head(record, found.number)
        specification_keeping.said(record, form)
        specification_keeping.meanwhile(record, form, name)
    specification_publish.show(record, found, form.version)


def _head(record: SpecificationDraftRecord, number: int) -> str:
    """Title, what it becomes, the ways out; its name."""
    said: dict[str, str] = dict(record.body.get("head") or {})
    name = Text(said.get("name_zh", ""), said.get("name_en", "")).in_(current())
    code = record.code.strip("?") or _("no code yet")
    layout.page_head(
        name or _("New process specification"),
        [code, _("becomes version {n}").format(n=number), record.file_name],
    )
    with st.container(horizontal=True):
        ways.back(_("All process specifications"), record=None)
        st.button(
            _("Throw the draft away"),
            icon=":material/delete:",
            type="tertiary",
            key=session.widget("spec-discard"),
            on_click=messages.guarded(_discard),
            args=(record.id,),
        )
    return name


def _typed(record: SpecificationDraftRecord, keys: dict[str, str]) -> dict[str, Any]:
    """The fields, and what stands in them now; outside of a form, so that each is sent as it is left."""
    head: dict[str, str] = dict(record.body.get("head") or {})
    with st.container(border=True):
        _names(head, keys, bool(record.based_on))
        for part in Part:
            left, right = st.columns(2)
            for column, lang in ((left, "zh"), (right, "en")):
                key = f"{part.value}_{lang}"
                column.text_area(HEAD[key].in_(current()), head.get(key, ""), key=keys[key], height=_LINES)
        st.markdown(f"**{escaped(CLAUSES.in_(current()))}**")
        st.caption(
            _("A clause's code stays as it is once it is in use; its number and its order may change.")
        )
        clauses = specification_rows.table(
            list(record.body.get("clauses") or []), session.fresh_form(f"spec-rows-{record.id}")
        )
        _beside(head, keys)
    said = {key: st.session_state[name] for key, name in keys.items() if name in st.session_state}
    return {"head": {key: _plain(value) for key, value in said.items()}, "clauses": clauses}


def _names(head: dict[str, str], keys: dict[str, str], is_known: bool) -> None:
    """What stands first: code, names, owner, whom it binds."""
    with st.container(horizontal=True):
        st.text_input(
            HEAD["code"].in_(current()),
            head.get("code", ""),
            key=keys["code"],
            max_chars=32,
            disabled=is_known,
            help=_("Capitals, digits, - and _, at most 32."),
        )
        for key in ("name_zh", "name_en", "owner"):
            st.text_input(HEAD[key].in_(current()), head.get(key, ""), key=keys[key], max_chars=120)
    vendors = {code: each.name.in_(current()) for code, each in registered.vendors().items()}
    everybody = {"": _("all vendors")} if house.principal().vendors is None else {}
    projects = {"": _("all projects")} | {p.code: p.name.in_(current()) for p in registered.projects()}
    with st.container(horizontal=True):
        _select(
            _("Whose agents it binds"), everybody | vendors, head.get("vendor", ""), keys["vendor"], is_known
        )
        _select(_("Project"), projects, head.get("project", ""), keys["project"], False)
        st.date_input(
            HEAD["review_by"].in_(current()),
            _day(head.get("review_by", "")),
            format="YYYY-MM-DD",
            key=keys["review_by"],
            width=200,
        )


def _beside(head: dict[str, str], keys: dict[str, str]) -> None:
    """The courses that teach it and the indicators it is to move."""
    st.text_area(
        HEAD["trainings"].in_(current()),
        head.get("trainings", ""),
        key=keys["trainings"],
        height=_LINES,
        help=_("One course a line, by the name the training lists carry."),
    )
    names = {code: f"{each.name.in_(current())} ({code})" for code, each in catalogue().items()}
    said = [part.strip() for part in head.get("improves", "").replace("\n", ",").split(",")]
    st.multiselect(
        HEAD["improves"].in_(current()),
        list(names),
        default=[code for code in said if code in names],
        format_func=names.__getitem__,
        key=keys["improves"],
        help=_("Its judged months before and after are shown once the version is in force."),
        select_all=False,
        placeholder=_("Choose"),
    )


def _select(label: str, options: dict[str, str], chosen: str, key: str, fixed: bool) -> None:
    codes = list(options)
    index = codes.index(chosen) if chosen in codes else 0
    st.selectbox(
        label, codes, index=index, format_func=lambda code: options[code], key=key, disabled=fixed, width=240
    )


def _plain(value: object) -> str:
    """A field's value as the draft keeps it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _discard(id: str) -> None:
    specification_drafts.discard_draft(house.house(), house.principal(), id)
    session.clear_form()
    urls.write(record=None)
    layout.offer_undo(_("The draft is thrown away."), lambda: _take_back(id))


def _take_back(id: str) -> None:
    specification_drafts.take_back_draft(house.house(), house.principal(), id)
