"""What the other definitions would say of a clause's figure: a small table, opened on demand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.language import N_, _, current
from core.principal import Principal
from core.text import Text
from services.house.bootstrap import House
from services.judging.month_result import ClauseLine, MonthResult
from services.results import other_definitions
from services.results.other_definitions import OtherDefinition
from sla.judging.variants import NoValue
from ui import formats, layout, verdicts
from ui.judged import clause_words, results
from ui.messages import escaped

#: Why a definition says nothing → its words.
_WHY: dict[NoValue, str] = {
    NoValue.NOT_REPORTED: N_("not reported"),
    NoValue.NO_VOLUME: N_("no volume"),
    NoValue.CONTRADICTORY: N_("the counts contradict each other"),
    NoValue.NOT_AGGREGABLE: N_("cannot be formed from parts"),
}
_LACKS = Text("{why}：缺 {counts}", "{why}: {counts}")


def show(result: MonthResult, line: ClauseLine) -> None:
    """Nothing for an indicator with one definition."""
    if len(line.indicator.variants) < 2:
        return
    fold = st.expander(
        _("What the other definitions would say"), icon=":material/compare_arrows:", key="definitions",
        on_change="rerun",
    )  # fmt: skip
    if not fold.open:
        return
    found = _found(*results.key(), result.contract.code, result.label, line.clause.code)
    with fold:
        if not found:
            st.caption(_("There is no other definition that reported counts could answer."))
            return
        st.caption(
            _("The same month by each definition, held against the same target. ● marks the contract's.")
        )
        if any(each.is_unrelieved for each in found):
            st.caption(
                _("Contacts a decision took out are still in the others: it counted them by the marked one.")
            )
        rows = sorted(found, key=lambda each: each.value is None)
        layout.printable(
            pd.DataFrame([_row(each, line) for each in rows]), alt=_("What each definition says")
        )


def _row(each: OtherDefinition, line: ClauseLine) -> dict[str, str]:
    unit = line.judgement.unit.value
    mark = "● " if each.is_own else ""
    name = f"{mark}{escaped(each.variant)}"
    return {
        _("Definition"): f"**{name}**" if each.is_own else name,
        _("Formula"): escaped(each.formula.in_(current())),
        _("Result"): escaped(formats.quantity(each.value, unit, against=each.target)),
        _("Verdict"): verdicts.badge(each.verdict) if each.verdict else _nothing(each),
    }


def _nothing(each: OtherDefinition) -> str:
    assert each.said.why is not None
    why = _(_WHY[each.said.why])
    if each.said.missing:
        counts = _(", ").join(clause_words.count_name(name) for name in each.said.missing)
        why = _LACKS.in_(current()).format(why=why, counts=counts)
    return f":gray[{escaped(why)}]"


@st.cache_data(max_entries=64, show_spinner=False)
def _found(
    _house: House, _who: Principal, key: str, version: int, contract: str, label: str, clause: str
) -> tuple[OtherDefinition, ...]:
    return other_definitions.other_definitions(_house, _who, contract, label, clause)
