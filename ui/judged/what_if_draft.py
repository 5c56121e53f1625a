"""What is tried out: which months, and the draft, a file or a few changed terms of a kept version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.errors import RefusedError
from core.language import N_, _, current
from core.period import labels_between
from core.principal import Principal
from services.contracts import drafts
from services.contracts.contracts import ContractView
from services.contracts.drafts import EDITABLE, Draft
from services.house.bootstrap import House
from services.results import what_if
from services.results.what_if_result import WhatIf
from sla.contract_file.plain import contract_as_dict
from sla.load import indicators_of
from sla.terms.contract import Clause, Contract
from sla.terms.usual_variant import usual_variant
from ui import formats, messages, registered, session, styles
from ui.judged import results
from ui.messages import escaped

#: The terms that can be changed here → their words.
TERMS: dict[str, str] = {
    "target": N_("Target"),
    "minimum": N_("Minimum"),
    "weight": N_("Full points"),
    "variant": N_("Definition"),
}
_EDIT, _FILE = "edit", "file"
_WAYS = {_EDIT: N_("Change a few terms"), _FILE: N_("Upload a draft")}
_LIMIT_MB = 20
#: How many months are tried at first.
_MONTHS = 6


@dataclass(frozen=True)
class Asked:
    """What the person wants tried, as plain values that a cache can hold."""

    #: A file's name and bytes; else a kept version's number with what is changed in it.
    file: tuple[str, bytes] | None = None
    number: str = ""
    #: (clause, key, what is written there; None for nothing).
    edits: tuple[tuple[str, str, str | None], ...] = ()


def months(known: Sequence[str], code: str) -> list[str]:
    """The months from … to …, of those with figures; the last six at first."""
    ordered = sorted(known)
    first = _month(
        _("From month"), ordered, max(0, len(ordered) - _MONTHS), session.widget("what-if-from", code)
    )
    last = _month(_("To month"), ordered, len(ordered) - 1, session.widget("what-if-to", code))
    return labels_between(min(first, last), max(first, last))


def chosen(contract: ContractView) -> Asked | None:
    """The draft, by one of two ways; None until there is anything to try."""
    ways = {code: _(words) for code, words in _WAYS.items()}
    way = st.segmented_control(
        _("Draft"),
        list(ways),
        default=_EDIT,
        format_func=lambda each: ways[each],
        key=session.widget("what-if-way", contract.code),
        required=True,
        label_visibility="collapsed",
    )
    return _from_file(contract) if way == _FILE else _from_version(contract)


def tried(code: str, asked: Asked, labels: Sequence[str]) -> WhatIf | None:
    """The months under that draft; None where the draft is refused, which is said in its own words."""
    try:
        return _tried(*results.key(), code, asked, tuple(labels))
    except RefusedError as error:
        messages.show_findings(error.findings)
        st.info(_("Nothing is judged until the draft can be read."), icon=":material/edit:")
        return None


def _month(label: str, known: Sequence[str], index: int, key: str) -> str:
    names = {each: formats.month(each) for each in known}
    return st.selectbox(label, known, index=index, format_func=lambda each: names[each], key=key, width=150)


def _from_file(contract: ContractView) -> Asked | None:
    kinds = ("xlsx", "yaml", "yml")
    with styles.uploader("what-if", kinds, _LIMIT_MB):
        file = st.file_uploader(
            _("A filled-in template (xlsx) or a contract as YAML"),
            type=list(kinds),
            key=session.widget("what-if-file", contract.code),
        )
    return Asked(file=(file.name, file.getvalue())) if file else None


def _from_version(contract: ContractView) -> Asked | None:
    numbers = [version.number for version in contract.versions]
    number = numbers[-1]
    if len(numbers) > 1:
        number = st.selectbox(
            _("Start from version"),
            numbers,
            index=len(numbers) - 1,
            key=session.widget("what-if-version", contract.code),
            width=240,
        )
    version = registered.version(contract.code, number)
    names = {clause.code: clause.name.in_(current()) for clause in version.clauses}
    picked = st.multiselect(
        _("Clauses to change"),
        list(names),
        format_func=lambda code: names[code],
        key=session.widget("what-if-clauses", contract.code, number),
        select_all=False,
        placeholder=_("Choose clauses"),
    )
    edits = [edit for code in picked for edit in _edits(version, code)]
    return Asked(number=number, edits=tuple(edits)) if edits or number != _in_force(contract) else None


def _in_force(contract: ContractView) -> str:
    return contract.current or contract.versions[-1].number


def _edits(version: Contract, code: str) -> list[tuple[str, str, str | None]]:
    """What was changed of a clause: one row of its terms, each as the contract writes it."""
    clause = version.clause(code)
    assert clause is not None
    written = next(each for each in contract_as_dict(version)["clauses"] if each["code"] == code)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{escaped(clause.name.in_(current()))}**")
        with st.grid(len(EDITABLE), min_column_width=140, key=f"what-if-{code}"):
            typed = {key: _field(version, clause, key, written.get(key)) for key in EDITABLE}
    return [(code, key, said) for key, said in typed.items() if said != _text(written.get(key))]


def _field(version: Contract, clause: Clause, key: str, written: Any) -> str | None:
    """What stands in a field now; None where it is empty. Bands are read only: they are amended in a file."""
    widget = session.widget("what-if-term", version.code, version.version, clause.code, key)
    if key == "variant":
        return _variant(version, clause, widget)
    said = st.text_input(_(TERMS[key]), _text(written) or "", key=widget, disabled=isinstance(written, list))
    return said.strip() or None


def _variant(version: Contract, clause: Clause, widget: str) -> str | None:
    """The definition; the one the contract means where it names none counts as not named."""
    indicator = indicators_of(version)[clause.indicator]
    variants = {each.code: f"{each.code} · {each.name.in_(current())}" for each in indicator.variants}
    meant = usual_variant(indicator, clause) or next(iter(variants))
    code = st.selectbox(
        _(TERMS["variant"]),
        list(variants),
        index=list(variants).index(meant),
        format_func=lambda each: variants[each],
        key=widget,
        disabled=len(variants) == 1,
    )
    return clause.variant if code == meant else code


def _text(written: Any) -> str | None:
    """A term as it stands in the contract file; a band as its two ends."""
    return " – ".join(written) if isinstance(written, list) else written


@st.cache_data(max_entries=16, show_spinner=False)
def _tried(
    _house: House, _who: Principal, key: str, version: int, code: str, asked: Asked, labels: tuple[str, ...]
) -> WhatIf:
    return what_if.what_if(_house, _who, code, _draft(_house, _who, code, asked), labels)


def _draft(house: House, who: Principal, code: str, asked: Asked) -> Draft:
    if asked.file:
        name, data = asked.file
        return drafts.draft_from_file(house, who, code, data, name)
    edits: dict[str, dict[str, str | None]] = {}
    for clause, key, said in asked.edits:
        edits.setdefault(clause, {})[key] = said
    return drafts.draft_from_version(house, who, code, asked.number, edits)
