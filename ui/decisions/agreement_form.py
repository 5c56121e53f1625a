"""Recording a supplementary agreement: for which months, what it does, who agreed, with the mail as proof."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from core.errors import PlumblineError
from core.language import N_, _, current
from core.period import shifted
from services.decisions import supplements
from services.decisions.supplements import Supplement
from services.judging.supplement_terms import SupplementTerms
from sla.terms.relief import Mechanism
from sla.terms.supplement import OF_CLAUSES, Effect
from ui import evidence_field, formats, house, messages, session, typed_numbers, urls
from ui.decisions import agreement_effect_view, relief_fields
from ui.entry_month import EntryMonth
from ui.messages import Kind, escaped

_NAME = "agreed"
#: How many months ahead of the one it begins with an agreement may reach.
_AHEAD = 12
EXPLAINED: dict[Effect, str] = {
    Effect.LEAVE_OUT: N_(
        "The clauses are not judged, or some of their days are left out; the rest is judged."
    ),
    Effect.OTHER_TARGET: N_(
        "The clauses are held against another target: all month, or weighted for the days it is about."
    ),
    Effect.POINTS: N_(
        "Points are added to the month's total, or taken; no cap of the contract is about them."
    ),
    Effect.AMOUNT: N_("Money is added to what is payable, or taken off it, after every cap of the contract."),
    Effect.WORDING: N_("No figure changes; the agreement is named on the month, its workbook and statement."),
}


def form(choice: EntryMonth) -> None:
    """The form. Once recorded, the agreement stands open."""
    with st.container(border=True, key="agreement-form"):
        st.subheader(_("Record an agreement"), anchor=False)
        with st.grid(2, min_column_width=220, key="agreement-what"):
            effect = st.selectbox(
                _("What it does"),
                list(Effect),
                key=_key("effect"),
                format_func=lambda each: each.words.in_(current()),
            )
            last = st.selectbox(
                _("Holds until"),
                _months(choice),
                key=_key("last"),
                format_func=formats.month,
                help=_("It begins with the month chosen above."),
            )
        st.caption(escaped(_(EXPLAINED[effect])))
        _fields(choice, effect)
        st.text_input(_("What was agreed, in a sentence"), key=_key("subject"), max_chars=300)
        with st.grid(4, min_column_width=180, key="agreement-who"):
            today = house.house().today(choice.terms.timezone)
            st.date_input(_("Agreed on"), today, max_value=today, format="YYYY-MM-DD", key=_key("day"))
            st.text_input(_("Who agreed for the client"), key=_key("client"), max_chars=80)
            st.text_input(_("Who agreed for the vendor"), key=_key("vendor"), max_chars=80)
            st.text_input(_("Number (optional)"), key=_key("number"), max_chars=40)
        evidence_field.drop(_("The mail or the signed paper"), "agreement-evidence")
        _buttons(choice, effect, last)
        if st.session_state.get(_key("tried")):
            _try(choice, effect, last)


def _months(choice: EntryMonth) -> list[str]:
    """The chosen month and those after it: begun, or to come while the contract holds."""
    begun = {label for label in choice.months if label >= choice.label}
    rule, holds = choice.terms.month_rule, choice.terms.effective
    ahead = {shifted(choice.label, months) for months in range(_AHEAD + 1)}
    return sorted(begun | {label for label in ahead if rule.month(label).overlaps(holds)})


def _fields(choice: EntryMonth, effect: Effect) -> None:
    if effect in OF_CLAUSES:
        names = {clause.code: clause.name.in_(current()) for clause in choice.terms.clauses}
        clauses = st.multiselect(
            _("Clauses concerned"),
            list(names),
            key=_key("clauses"),
            select_all=False,
            placeholder=_("Choose clauses"),
            format_func=names.__getitem__,
        )
        if effect is Effect.OTHER_TARGET:
            relief_fields.draw(choice, Mechanism.REPLACE_TARGET, clauses, _NAME)
        if clauses and st.toggle(_("Only some days"), key=_key("days")):
            relief_fields.draw(choice, Mechanism.REMOVE_CELLS, clauses, _NAME)
    elif effect is Effect.POINTS:
        st.text_input(_("Points for each month, as 1.5 or -2"), key=_key("points"), width=320)
    elif effect is Effect.AMOUNT:
        st.text_input(_("Amount for each month, as 500 or -1200.50"), key=_key("amount"), width=320)


def _buttons(choice: EntryMonth, effect: Effect, last: str) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Record it"),
            type="primary",
            key=session.widget("agreement-save"),
            on_click=messages.guarded(_save),
            args=(choice, effect, last),
        )
        st.toggle(_("What it would do"), key=_key("tried"))
        st.button(_("Close"), key=session.widget("agreement-close"), on_click=_close)


def _try(choice: EntryMonth, effect: Effect, last: str) -> None:
    """The months with it, where what is typed in so far makes sense."""
    try:
        found = supplements.tried_supplement(house.house(), house.principal(), _given(choice, effect, last))
    except PlumblineError as refused:
        st.info(escaped(messages.refusal(refused)), icon=":material/info:")
        return
    agreement_effect_view.show(found, choice.terms.counters)


def _save(choice: EntryMonth, effect: Effect, last: str) -> None:
    evidence = evidence_field.taken(session.fresh_form("agreement-evidence"))
    given = _given(choice, effect, last)
    record = supplements.record_supplement(
        house.house(), house.principal(), given, [evidence] if evidence else []
    )
    session.clear_form()
    urls.write(tab=None, record=record.id)
    messages.notice(Kind.DONE, _("Recorded. It counts once somebody else has approved it."))


def _given(choice: EntryMonth, effect: Effect, last: str) -> Supplement:
    said = st.session_state.get
    clauses: Sequence[str] = said(_key("clauses")) or () if effect in OF_CLAUSES else ()
    return Supplement(
        choice.contract.code,
        [label for label in _months(choice) if label <= last],
        effect,
        _terms(effect, clauses),
        said(_key("subject")) or "",
        said(_key("day")),
        said(_key("client")) or "",
        said(_key("vendor")) or "",
        clauses,
        said(_key("number")) or "",
    )


def _terms(effect: Effect, clauses: Sequence[str]) -> SupplementTerms:
    said = st.session_state.get
    if effect is Effect.POINTS:
        points = typed_numbers.decimal(said(_key("points")))
        return SupplementTerms(points=None if points is None else Fraction(points))
    if effect is Effect.AMOUNT:
        return SupplementTerms(cents=typed_numbers.cents(said(_key("amount"))))
    if effect not in OF_CLAUSES:
        return SupplementTerms()
    days = bool(said(_key("days")))
    cells = relief_fields.read(Mechanism.REMOVE_CELLS, clauses, _NAME).cells if days else ()
    if effect is Effect.LEAVE_OUT:
        return SupplementTerms(cells)
    aim = relief_fields.read(Mechanism.REPLACE_TARGET, clauses, _NAME)
    return SupplementTerms(cells, aim.target, aim.minimum)


def _close() -> None:
    urls.write(tab=None)
    session.clear_form()


def _key(name: str) -> str:
    return session.fresh_form(f"agreement-{name}")
