"""What the vendor said of a month: how long it may object, the papers that came, the form for the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.month import MonthState
from core.principal import Action
from core.text import Text
from services.judging.month_result import MonthResult
from services.months import month_papers
from services.months.month_papers import DECISIONS, PAPER_NAMES, PAPER_STATE_NAMES, SETTLED_BY, Paper
from services.months.month_review import MonthReview, month_review
from sla.follow_up.appeal import APPEAL_NAMES, AppealStanding
from sla.terms.review import SCORED_ON_NAMES
from ui import evidence_field, formats, house, messages, session, taking_back
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import MonthPaperRecord

_DAY = Text("日期", "The day")
_OPEN = "recorded"
_QUIET = frozenset({MonthState.COLLECTING, MonthState.DRAFT})


def show(result: MonthResult) -> None:
    """Where the answer of the vendor stands. Nothing where the month asks for none and none has come."""
    review = month_review(house.house(), house.principal(), result.contract.code, result.label)
    kinds = month_papers.kinds_in(result.state)
    if not review.papers and (result.state in _QUIET or (not review.rules and not kinds)):
        return
    with st.expander(_title(result, review), icon=":material/forum:", expanded=bool(review.undecided)):
        st.markdown(escaped(_window(review)))
        if rule := result.contract.disputes:
            said = _("While an objection is open, its clauses are scored on {whose}, by the contract.")
            st.caption(said.format(whose=SCORED_ON_NAMES[rule.scored_on].in_(current())))
        for paper in review.papers:
            _paper(result, review, paper)
        if kinds and house.principal().may(Action.RECORD, result.contract.vendor):
            _form(result, review)


def _title(result: MonthResult, review: MonthReview) -> str:
    """What is asked at this point, in a few words."""
    if review.undecided:
        return _("Objections to decide: {n}").format(n=formats.count(len(review.undecided)))
    if result.state in (MonthState.COMMENT, MonthState.APPEAL):
        return _("The vendor's answer: {standing}").format(
            standing=APPEAL_NAMES[review.standing].in_(current())
        )
    return _("Papers of this month: {n}").format(n=formats.count(len(review.papers)))


def _window(review: MonthReview) -> str:
    """When the figures went out and until when the vendor may object."""
    if review.rules is None:
        return _("The contract sets no time to object; an undecided objection holds the month open.")
    if review.sent is None or review.last_day is None:
        asked = _("{n} working days to object, from the day the appeal window starts.")
        return asked.format(n=review.rules.days)
    said = _(
        "Went out on {sent}; objections until the end of {last} ({n} working days). Now: {standing}."
    ).format(
        sent=formats.day(review.sent),
        last=formats.day(review.last_day.day),
        n=review.rules.days,
        standing=APPEAL_NAMES[review.standing].in_(current()),
    )
    unsure = _("Days of a year whose calendar is not published count as plain weekdays.")
    return said if review.last_day.certain else f"{said} {unsure}"


def _paper(result: MonthResult, review: MonthReview, paper: MonthPaperRecord) -> None:
    with st.container(border=True, key=session.widget("paper", paper.id)):
        st.markdown(f"**{_head(paper)}**")
        if paper.said:
            st.markdown(escaped(paper.said))
        st.caption(escaped(_facts(result, review, paper)))
        with st.container(horizontal=True):
            read = partial(month_papers.paper_file, house.house(), house.principal(), paper.id)
            evidence_field.offer(paper.evidence_name, read, paper.id)
            _decision(paper)
            if (
                house.principal().may(Action.RECORD, paper.vendor)
                and result.state not in SETTLED_BY[paper.kind]
            ):
                taking_back.withdraw(paper.id, partial(_withdraw, paper.id, paper.version))


def _head(paper: MonthPaperRecord) -> str:
    kind, state = PAPER_NAMES[paper.kind].in_(current()), PAPER_STATE_NAMES[paper.state].in_(current())
    decided = f" · {state}" if paper.state != _OPEN else ""
    return escaped(f"{kind} · {formats.day(paper.day)} · {paper.given_by}{decided}")


def _facts(result: MonthResult, review: MonthReview, paper: MonthPaperRecord) -> str:
    names = {line.clause.code: line.name.in_(current()) for line in result.lines}
    about = [names.get(code, code) for code in paper.clauses]
    late = [_("came after the last day")] if review.is_late(paper) else []
    entered = _("entered by {name}, {at}").format(
        name=paper.recorded_by, at=formats.instant(paper.recorded_at)
    )
    return " · ".join([*about, *late, entered])


def _decision(paper: MonthPaperRecord) -> None:
    """An approver decides an objection, with a reason."""
    if paper.kind != "objection" or paper.state != _OPEN:
        return
    if not house.principal().may(Action.APPROVE, paper.vendor):
        st.caption(_("An approver decides it."))
        return
    for to in DECISIONS:
        name = PAPER_STATE_NAMES[to].in_(current())
        decide = partial(_decide, paper.id, paper.version, to)
        done = _("Decided; figures change only by a correction or by relief.")
        taking_back.asking_why(f"decide-{to}", name, ":material/gavel:", paper.id, decide, done)


def _form(result: MonthResult, review: MonthReview) -> None:
    key = session.fresh_form("month-paper")
    kinds = {kind: PAPER_NAMES[kind].in_(current()) for kind in month_papers.kinds_in(result.state)}
    with st.expander(_("Enter what came in"), icon=":material/add_notes:", key="month-paper-form"):
        kind = st.selectbox(_("What came in"), list(kinds), format_func=kinds.__getitem__, key=f"{key}-kind")
        with st.grid(2, min_column_width=200, key="month-paper-facts"):
            st.date_input(_("Day it came or was signed"), value=None, format="YYYY-MM-DD", key=f"{key}-day")
            st.text_input(_("Who at the vendor"), key=f"{key}-by", max_chars=120)
        if kind == "objection":
            names = {line.clause.code: line.name.in_(current()) for line in result.lines}
            st.multiselect(
                _("About which clauses (empty: the whole month)"),
                list(names),
                format_func=names.__getitem__,
                key=f"{key}-clauses",
                select_all=False,
                placeholder=_("Choose clauses"),
            )
            st.text_area(_("What is objected to"), key=f"{key}-said", max_chars=2000)
        evidence_field.drop(_file_label(kind), "month-paper-file")
        st.button(
            _("Enter it"),
            type="primary" if review.standing is AppealStanding.OPEN else "secondary",
            key=session.widget("month-paper-save"),
            on_click=messages.guarded(_save),
            args=(result, key),
        )


def _file_label(kind: str) -> str:
    return _("Scan of the signed copy") if kind == "signed" else _("Mail or document (optional)")


def _save(result: MonthResult, key: str) -> None:
    said = st.session_state.get
    if said(f"{key}-day") is None:
        raise WrongInputError("needed", what=_DAY)
    paper = Paper(
        said(f"{key}-kind"),
        said(f"{key}-day"),
        said(f"{key}-by") or "",
        said(f"{key}-said") or "",
        tuple(said(f"{key}-clauses") or ()),
    )
    month_papers.enter_paper(
        house.house(),
        house.principal(),
        result.contract.code,
        result.label,
        paper,
        evidence_field.taken(session.fresh_form("month-paper-file")),
    )
    session.clear_form()
    messages.notice(Kind.DONE, _("Entered; it is kept with the month."))


def _decide(paper_id: str, version: int, to: str, why: str) -> None:
    month_papers.decide_objection(
        house.house(), house.principal(), paper_id, version, next(d for d in DECISIONS if d == to), why
    )


def _withdraw(paper_id: str, version: int, why: str) -> None:
    month_papers.withdraw_paper(house.house(), house.principal(), paper_id, version, why)
