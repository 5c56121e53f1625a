"""The forms of choosing a vendor: the list of criteria, a round, a candidate, a score, the decision."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.principal import Action
from core.text import Text
from services.vendors import entry_lists, entry_rounds
from services.vendors.entry_lists import STARTING, criteria_of
from services.vendors.entry_rounds import RoundView
from services.vendors.entry_score import CandidateTotal, Criterion
from ui import evidence_field, formats, house, messages, popped, session, typed_numbers, urls
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import EntryCandidateRecord, EntryListRecord

_SCORE = Text("评分", "A score")


def start(listed: EntryListRecord | None) -> None:
    """A new round; before the first list, that list."""
    if listed is None:
        st.markdown(_("First say what candidates are scored on. You can publish another list later."))
        _list_form(STARTING)
        return
    key = session.fresh_form("entry-round")
    with st.container(border=True):
        st.text_input(_("What is chosen for"), key=key, max_chars=120)
        st.button(
            _("Open the round"),
            type="primary",
            key=session.widget("entry-open"),
            on_click=messages.guarded(_open),
            args=(key,),
        )


def change_list(listed: EntryListRecord) -> None:
    """The list in force, to publish the next version from."""
    fold = st.expander(_("List of criteria {n}").format(n=listed.number), key="entry-list", on_change="rerun")
    if fold.open:
        with fold:
            said = _("Published {day} by {name}: {why}")
            day = formats.instant(listed.published_at)
            st.caption(escaped(said.format(day=day, name=listed.published_by, why=listed.why)))
            st.caption(_("Open rounds go on by the version they began with."))
            _list_form(criteria_of(listed))


def candidate(round: str) -> None:
    """One more candidate."""
    keys = popped.keys("candidate", "zh", "en", "note")
    with popped.form(_("Add a candidate"), ":material/add:", "candidate"):
        st.text_input(_("Name"), key=keys["zh"], max_chars=120)
        st.text_input(_("Name in English"), key=keys["en"], max_chars=120)
        st.text_input(_("Note"), key=keys["note"], max_chars=500)
        popped.save("candidate", _add, round, keys)


def scoring(view: RoundView, found: EntryCandidateRecord) -> None:
    """A score for a candidate on one criterion, for who may record."""
    if not house.principal().may(Action.RECORD):
        return
    names = {each.code: each.name.in_(current()) for each in view.criteria}
    name = f"score-{found.id}"
    keys = popped.keys(name, "code", "score", "why")
    with popped.form(_("Give a score"), ":material/edit_note:", name):
        st.selectbox(_("Criterion"), list(names), format_func=names.__getitem__, key=keys["code"])
        st.text_input(_("Score, 0 to 100"), key=keys["score"], max_chars=6)
        st.text_input(_("What it rests on"), key=keys["why"], max_chars=500)
        drop = evidence_field.drop(_("Evidence (optional)"), f"{name}-file")
        popped.save(name, _score, found.id, keys, drop)


def deciding(view: RoundView, total: CandidateTotal) -> None:
    """Choosing a candidate, for an approver, with the reason."""
    if total.total is None or not house.principal().may(Action.APPROVE):
        return
    name = f"decide-{total.candidate}"
    keys = popped.keys(name, "why")
    with popped.form(_("Choose this one"), ":material/how_to_vote:", name):
        st.text_input(_("Why? It is kept with the record."), key=keys["why"], max_chars=500)
        popped.save(name, _decide, total.candidate, keys, view.record.version, label=_("Choose this one"))


def take_on(found: EntryCandidateRecord) -> None:
    """Making the chosen candidate a vendor."""
    name = f"take-on-{found.id}"
    keys = popped.keys(name, "code")
    with popped.form(_("Make it a vendor"), ":material/domain_add:", name):
        code_help = _("Capitals, digits, - and _, at most 32.")
        st.text_input(_("Code"), key=keys["code"], help=code_help, max_chars=32)
        popped.save(name, _take_on, found, keys, label=_("Make it a vendor"))


def _list_form(criteria: tuple[Criterion, ...]) -> None:
    frame = pd.DataFrame(
        [
            {"code": each.code, "zh": each.name.zh, "en": each.name.en, "weight": str(each.weight)}
            for each in criteria
        ]
    )
    columns = {
        "code": st.column_config.TextColumn(_("Code"), required=True),
        "zh": st.column_config.TextColumn(_("Name"), width="medium", required=True),
        "en": st.column_config.TextColumn(_("Name in English"), width="medium"),
        "weight": st.column_config.TextColumn(_("Weight"), required=True),
    }
    with st.form(session.fresh_form("entry-list-form"), border=False):
        edited = st.data_editor(
            frame,
            column_config=columns,
            num_rows="dynamic",
            hide_index=True,
            key=session.fresh_form("entry-list-rows"),
        )
        why = st.text_input(
            _("Why? It is kept with the record."), key=session.fresh_form("entry-list-why"), max_chars=200
        )
        if st.form_submit_button(
            _("Publish the list"), type="primary", key=session.widget("entry-list-publish")
        ):
            messages.guarded(_publish)(edited, why)
            st.rerun()


def _publish(edited: pd.DataFrame, why: str) -> None:
    rows = edited.fillna("").astype(str).to_dict("records")
    criteria = [
        Criterion(
            row["code"].strip(),
            Text(row["zh"].strip() or row["en"].strip(), row["en"].strip()),
            Fraction(typed_numbers.decimal(row["weight"]) or 0),
        )
        for row in rows
    ]
    entry_lists.publish_list(house.house(), house.principal(), criteria, why)
    session.clear_form()
    messages.notice(Kind.DONE, _("Published."))


def _open(key: str) -> None:
    record = entry_rounds.open_round(house.house(), house.principal(), st.session_state.get(key) or "")
    session.clear_form()
    urls.write(tab=None, record=record.id)


def _add(round: str, keys: dict[str, str]) -> None:
    said = {part: (st.session_state.get(key) or "").strip() for part, key in keys.items()}
    name = Text(said["zh"] or said["en"], said["en"])
    entry_rounds.add_candidate(house.house(), house.principal(), round, name, said["note"])
    _done()


def _score(candidate: str, keys: dict[str, str], drop: str) -> None:
    said = {part: st.session_state.get(key) for part, key in keys.items()}
    value = typed_numbers.decimal(said["score"])
    if value is None:
        raise WrongInputError("needed", what=_SCORE)
    entry_rounds.score(
        house.house(),
        house.principal(),
        candidate,
        said["code"],
        value,
        said["why"] or "",
        evidence_field.taken(drop),
    )
    _done()


def _decide(candidate: str, keys: dict[str, str], version: int) -> None:
    why = popped.said(keys)["why"]
    entry_rounds.decide(house.house(), house.principal(), candidate, why, version)
    _done()


def _take_on(found: EntryCandidateRecord, keys: dict[str, str]) -> None:
    code = popped.said(keys)["code"].strip().upper()
    entry_rounds.take_on(house.house(), house.principal(), found.id, code, found.version)
    _done()


def _done() -> None:
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved."))
