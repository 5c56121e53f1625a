"""A version being written: the form of its four fields, its clauses, and what stands beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from core.language import _, current
from core.text import Text
from qa.specification.terms import Part
from qa.specification.written import CLAUSES, HEAD
from services.specifications import specification_drafts, specification_publishing
from sla.load import catalogue
from ui import edited, house, layout, messages, registered, session, urls, ways
from ui.messages import Kind, escaped
from ui.specifications import specification_publish, specification_rows

if TYPE_CHECKING:
    from store.records import SpecificationDraftRecord

_LINES = 110


def show(record: SpecificationDraftRecord) -> None:
    """The whole page of one draft."""
    head: dict[str, str] = dict(record.body.get("head") or {})
    name = Text(head.get("name_zh", ""), head.get("name_en", "")).in_(current())
    found = specification_publishing.read_draft(house.house(), house.principal(), record.body)
    code = record.code.strip("?") or _("no code yet")
    said = [code, _("becomes version {n}").format(n=found.number), record.file_name]
    layout.page_head(name or _("New process specification"), said)
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
    version = edited.seen("spec", record.id, record.version, f"{record.changed_by}: {name}")
    _form(record, head, version)
    specification_publish.show(record, found)


def _form(record: SpecificationDraftRecord, head: dict[str, str], version: int) -> None:
    keys = {key: session.fresh_form(f"spec-{record.id}-{key}") for key in HEAD}
    with st.form(session.fresh_form(f"spec-form-{record.id}")):
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
        rows = st.data_editor(
            specification_rows.frame(list(record.body.get("clauses") or [])),
            column_config=specification_rows.columns(),
            num_rows="dynamic",
            hide_index=True,
            key=session.fresh_form(f"spec-rows-{record.id}"),
        )
        _beside(head, keys)
        if st.form_submit_button(_("Save the draft"), type="primary", key=session.widget("spec-save")):
            messages.guarded(_save)(record.id, version, keys, rows)
            st.rerun()


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


def _save(id: str, version: int, keys: dict[str, str], rows: pd.DataFrame) -> None:
    with_texts = {key: st.session_state.get(name) for key, name in keys.items() if name in st.session_state}
    head = {key: _plain(value) for key, value in with_texts.items()}
    kept = specification_drafts.specification_draft(house.house(), house.principal(), id).body
    body = {"head": {**kept["head"], **head}, "clauses": specification_rows.clauses(rows)}
    specification_drafts.save_draft(house.house(), house.principal(), id, version, body)
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved as a draft."))


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
