"""The form of a brief: a new one, or the next version of one there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.text import Text
from qa.form.terms import ClauseRef
from qa.programme.brief import Brief, Promise, Question
from qa.programme.kinds import MOOD_NAMES, SCENARIO_NAMES, Mood, ScenarioKind
from services.house.writing import needed
from services.mystery import mystery_briefs
from ui import edited, house, messages, session, steady_table, typed_numbers
from ui.messages import Kind
from ui.mystery import programme_readings

_QUESTION = Text("问题", "The question")
_PROMISE, _WITHIN = (
    Text("应作出的承诺", "The promise expected"),
    Text("承诺的时限（小时）", "The hours of the promise"),
)
_LINES = ("steps", "data", "avoid", "critical")


def new() -> None:
    """An empty form behind a fold."""
    fold = st.expander(_("Write a brief"), icon=":material/add:", key="brief-new", on_change="rerun")
    if fold.open:
        with fold:
            today = house.house().today()
            _form("new", Brief("", 1, Text("", ""), ScenarioKind.ENQUIRY, today), (0, 0), "")


def change(brief: Brief, newest: tuple[int, int], who: str) -> None:
    """The newest version to write on from: a draft is written anew, an approved one is followed.
    `newest`: its number and revision, `who` wrote it."""
    label = _("Write the next version") if brief.is_approved else _("Change the draft")
    fold = st.expander(label, icon=":material/edit:", key=f"brief-change-{brief.code}", on_change="rerun")
    if fold.open:
        with fold:
            since = house.house().today() if brief.is_approved else brief.since
            made = replace(brief, since=since, until=None if brief.is_approved else brief.until)
            _form(brief.code, made, newest, who)


def _form(name: str, brief: Brief, newest: tuple[int, int], who: str) -> None:
    def key(part: str) -> str:
        return session.fresh_form(f"brief-{name}-{part}")

    if key("zh") not in st.session_state:
        edited.forget("brief", name)
        steady_table.forget(f"brief-{name}-")
    seen = edited.seen("brief", name, newest, f"{who}: {brief.name.in_(current())}")
    with st.form(key("form"), border=False):
        with st.grid(3, min_column_width=190, key=key("grid")):
            st.text_input(_("Code"), brief.code, key=key("code"), max_chars=32, disabled=bool(brief.code))
            st.text_input(_("Name"), brief.name.zh, key=key("zh"), max_chars=120)
            st.text_input(_("Name in English"), brief.name.en, key=key("en"), max_chars=120)
            _choice(_("Scenario"), SCENARIO_NAMES, brief.kind, key("kind"))
            _choice(_("Mood"), MOOD_NAMES, brief.mood, key("mood"))
            st.text_input(_("Product version"), brief.product_version, key=key("product"), max_chars=80)
            st.date_input(_("First day"), brief.since, format="YYYY-MM-DD", key=key("since"))
            st.date_input(_("Last day (optional)"), brief.until, format="YYYY-MM-DD", key=key("until"))
            st.number_input(_("Attempts at most"), 1, 20, brief.max_attempts, key=key("attempts"))
        st.text_input(_("Persona"), brief.persona, key=key("persona"), max_chars=500)
        st.text_input(_("Opening line"), brief.opening, key=key("opening"), max_chars=500)
        questions, promises = _tables(brief, key)
        with st.grid(2, min_column_width=260, key=key("lists")):
            for part, label in _labels().items():
                st.text_area(label, "\n".join(getattr(brief, part)), key=key(part), height=90)
        if st.form_submit_button(_("Save the draft"), type="primary", key=session.widget("save-brief", name)):
            messages.guarded(_save)(brief, key, questions, promises, seen)
            st.rerun()


def _labels() -> dict[str, str]:
    return {
        "steps": _("Steps expected, one a line"),
        "data": _("Data to give (test accounts), one a line"),
        "avoid": _("What not to do, one a line"),
        "critical": _("Critical failures, one a line"),
    }


def _choice(label: str, names: Any, chosen: Any, key: str) -> None:
    options = list(names)
    st.selectbox(
        label, options, options.index(chosen), format_func=lambda each: names[each].in_(current()), key=key
    )


def _tables(brief: Brief, key: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    asked = pd.DataFrame(
        [
            {"ask": q.ask, "answer": q.answer, "follow_up": q.follow_up, "clause": _named(q.clause)}
            for q in steady_table.rows(key("questions"), "questions", brief.questions)
        ],
        columns=["ask", "answer", "follow_up", "clause"],
        dtype=str,
    )
    heads = {"ask": _("Question"), "answer": _("Model answer"), "follow_up": _("Ask on")}
    offered = [_named(ref) for ref in (*programme_readings.clauses(), *(q.clause for q in brief.questions))]
    clauses = {
        "clause": st.column_config.SelectboxColumn(_("Rests on clause"), options=sorted({*offered, ""}))
    }
    questions = _editor(asked, heads, key("questions"), clauses)
    expected = pd.DataFrame(
        [
            {"what": each.what, "hours": str(each.hours)}
            for each in steady_table.rows(key("promises"), "promises", brief.promises)
        ],
        columns=["what", "hours"],
        dtype=str,
    )
    heads = {"what": _("Promise expected"), "hours": _("Within hours")}
    return questions, _editor(expected, heads, key("promises"))


def _named(clause: ClauseRef | None) -> str:
    """A clause as it is chosen: specification, version, code."""
    return f"{clause.spec} v{clause.version} {clause.clause}" if clause else ""


def _clause(named: str) -> ClauseRef | None:
    if not named:
        return None
    spec, version, clause = named.rsplit(" ", 2)
    return ClauseRef(spec, int(version.removeprefix("v")), clause)


def _editor(
    frame: pd.DataFrame, heads: dict[str, str], key: str, more: dict[str, Any] | None = None
) -> pd.DataFrame:
    columns: dict[str, Any] = {
        name: st.column_config.TextColumn(head, width="medium") for name, head in heads.items()
    }
    columns |= more or {}
    return st.data_editor(frame, column_config=columns, num_rows="dynamic", hide_index=True, key=key)


def _save(
    brief: Brief, key: Any, questions: pd.DataFrame, promises: pd.DataFrame, seen: tuple[int, int]
) -> None:
    said = st.session_state.get
    name = Text((said(key("zh")) or "").strip(), (said(key("en")) or "").strip())
    made = replace(
        brief,
        code=brief.code or (said(key("code")) or "").strip().upper(),
        name=name,
        kind=ScenarioKind(said(key("kind"))),
        mood=Mood(said(key("mood"))),
        product_version=(said(key("product")) or "").strip(),
        since=said(key("since")),
        until=said(key("until")),
        max_attempts=said(key("attempts")),
        persona=(said(key("persona")) or "").strip(),
        opening=(said(key("opening")) or "").strip(),
        questions=tuple(
            Question(**{**row, "clause": _clause(row["clause"])})
            for row in _begun(questions, "ask", _QUESTION)
        ),
        promises=tuple(
            Promise(row["what"], _hours(row["hours"])) for row in _begun(promises, "what", _PROMISE)
        ),
        **{part: _lines(said(key(part))) for part in _LINES},
    )
    mystery_briefs.save_brief(house.house(), house.principal(), made, seen)
    session.clear_form()
    messages.notice(Kind.DONE, _("Saved. It may be used once an approver has approved it."))


def _rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    plain = frame.fillna("").astype(str).to_dict("records")
    return [{str(name): value.strip() for name, value in row.items()} for row in plain]


def _begun(frame: pd.DataFrame, name: str, what: Text) -> list[dict[str, str]]:
    """The rows anything was typed into; one without its first column is refused, not left out."""
    begun = [row for row in _rows(frame) if any(row.values())]
    for row in begun:
        needed(row[name], what)
    return begun


def _lines(words: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (words or "").splitlines() if line.strip())


def _hours(words: str) -> int:
    number = typed_numbers.decimal(needed(words, _WITHIN))
    if number is None or number != int(number) or number < 0:
        raise WrongInputError("number", value=words)
    return int(number)
