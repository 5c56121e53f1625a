"""A contract as it is read: its versions, and one version's clauses in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Principal
from core.text import Text
from services.contracts import contracts
from services.contracts.contract_beside import beside
from services.contracts.contract_clauses import ClauseTerms
from services.contracts.contracts import ContractView, VersionView
from services.house.bootstrap import House
from services.results.target_into_draft import is_new, take_into_draft
from services.results.target_proposals import target_proposals
from sla.terms.contract import OPEN_END, Comparison, Contract
from ui import formats, house, layout, messages, navigation, registered, session, urls, ways
from ui.contracts import contract_fee
from ui.judged import clause_words
from ui.messages import Kind, escaped

_BETWEEN = Text("{low} 至 {high}", "{low} to {high}")


def table(views: Sequence[ContractView]) -> str | None:
    """The contracts; gives the code of the one that was clicked."""
    frame = pd.DataFrame([_row(view) for view in views]).set_index("code", drop=False)
    columns = {
        "name": st.column_config.TextColumn(_("Contract"), width="large"),
        "code": st.column_config.TextColumn(_("Code")),
        "vendor": st.column_config.TextColumn(_("Vendor")),
        "days": st.column_config.TextColumn(_("In force")),
        "number": st.column_config.TextColumn(_("Version now"), width="small"),
        "clauses": st.column_config.NumberColumn(_("Clauses"), width="small"),
    }
    return layout.records(
        frame,
        "contracts",
        columns=columns,
        card=_card,
        alt=_("Contracts with vendor, version in force and number of clauses"),
        on_select=True,
        version=house.data_version(),
    )


def shown_number(view: ContractView) -> str:
    """The version that is being read."""
    return str(st.session_state.get(_switch_key(view)) or _shown_first(view).number)


def show(view: ContractView, has_list: bool, manages: bool) -> None:
    """One contract: its versions, and the clauses of the one chosen."""
    if has_list:
        ways.back(_("All contracts"), contract=None)
    elif manages:
        _another()
    chosen = _version_switch(view)
    contract = registered.version(view.code, chosen.number)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        navigation.link(
            "vendors", escaped(view.vendor_name.in_(current())), ":material/domain:", vendor=view.vendor
        )
        navigation.link("scorecard", _("Scorecard"), ":material/fact_check:", contract=view.code)
        navigation.link(
            "supplements", _("Supplementary agreements"), ":material/handshake:", contract=view.code
        )
        navigation.link("what_if", _("What if"), ":material/balance:", contract=view.code)
        if len(view.versions) > 1:
            navigation.link(
                "contracts",
                _("Compare versions"),
                ":material/compare_arrows:",
                contract=view.code,
                tab="compare",
            )
        _downloads(view, chosen)
    st.caption(_effect(chosen))
    clauses(contract)
    if manages and any(clause.improvement for clause in contract.clauses):
        _proposals(view.code)


def _proposals(code: str) -> None:
    """The targets that follow from the best closed months, for the next version to take."""
    st.markdown(f"**{_('Targets proposed for the next version')}**")
    for each in target_proposals(house.house(), house.principal(), code):
        lines = "  \n".join(escaped(step.in_(current())) for step in each.steps)
        st.markdown(f"{escaped(each.name.in_(current()))}  \n{lines}")
        if is_new(each):
            st.button(
                _("Take it into a draft"), icon=":material/edit_document:",
                key=session.widget("take-target", code, each.clause),
                on_click=messages.guarded(_taken), args=(code, each.clause),
            )  # fmt: skip


def _taken(code: str, clause: str) -> None:
    """Opens the clause in the draft of the next version."""
    draft = take_into_draft(house.house(), house.principal(), code, clause)
    urls.write(tab="draft", record=draft.id, contract=None, clause=clause)
    messages.notice(Kind.DONE, _("The target is in the draft; nothing changes before it is published."))


def clauses(contract: Contract) -> None:
    """The clauses in words, a table on a desk and cards on a phone; below them money, bonuses and vetoes."""
    terms = registered.terms(contract)
    owned = any(item.clause.owner for item in terms)
    with st.container(key="wide-clauses"):
        st.table(
            pd.DataFrame([_clause_row(item, owned) for item in terms]),
            border="horizontal",
            hide_index=True,
            alt=_("Clauses of {contract}").format(contract=contract.name.in_(current())),
        )
    with st.container(key="narrow-clauses"):
        for item in terms:
            _clause_card(item, owned)
    st.caption(_("Full mark {points}").format(points=_exactly(contract.full_mark)))
    _agreed_beside(contract)
    contract_fee.show(contract, terms)


def _agreed_beside(contract: Contract) -> None:
    """What holds for the contract as a whole, a line each."""
    lines = beside(contract)
    if lines:
        said = "\n".join(f"- {escaped(line.in_(current()))}" for line in lines)
        st.markdown(f"**{_('Agreed for the whole contract')}**\n\n{said}")


def effect_of(contract: Contract) -> str:
    """The days a version just read would be in force."""
    return (
        formats.period(contract.effective)
        if contract.effective.end != OPEN_END
        else _("from {day} until further notice").format(day=formats.day(contract.effective.start))
    )


def _row(view: ContractView) -> dict[str, object]:
    version = _shown_first(view)
    return {
        "name": view.name.in_(current()),
        "vendor": view.vendor_name.in_(current()),
        "number": view.current or _("none today"),
        "days": _days(version),
        "clauses": version.clauses,
        "code": view.code,
    }


def _card(row: object) -> None:
    st.markdown(f"**{escaped(row.name)}**  \n{escaped(row.vendor)} · {escaped(row.days)}")  # type: ignore[attr-defined]
    navigation.link("contracts", _("Open this"), ":material/arrow_forward:", contract=row.code)  # type: ignore[attr-defined]


def _shown_first(view: ContractView) -> VersionView:
    """The version in force today, else the last."""
    return next((item for item in view.versions if item.number == view.current), view.versions[-1])


def _version_switch(view: ContractView) -> VersionView:
    """Which version is read; without a choice where there is one."""
    numbers = {item.number: item for item in view.versions}
    if len(numbers) == 1:
        return view.versions[0]
    chosen = st.segmented_control(
        _("Version"),
        list(numbers),
        default=_shown_first(view).number,
        format_func=lambda number: (
            f"{number}（{_days(numbers[number])}）"
            if current() == "zh"
            else f"{number} ({_days(numbers[number])})"
        ),
        key=_switch_key(view),
        required=True,
    )
    return numbers[chosen]


def _another() -> None:
    """Where there is no list yet to add to."""
    st.button(
        _("New contract"),
        icon=":material/add:",
        type="tertiary",
        key=session.widget("another-contract"),
        on_click=messages.guarded(partial(urls.write, tab="new")),
    )


def _switch_key(view: ContractView) -> str:
    return session.widget("version", view.code)


def _downloads(view: ContractView, version: VersionView) -> None:
    """The file as it was uploaded; as YAML too, where that is another."""
    name = version.file_name
    if name:
        _download(_("Download this version's file"), name, _original, view.code, version.number)
    if not name or registered.is_template(name):
        _download(
            _("Download as YAML"), f"{view.code}-{version.number}.yaml", _yaml, view.code, version.number
        )


def _download(label: str, name: str, made: Callable[..., bytes], code: str, number: str) -> None:
    st.download_button(
        label,
        data=partial(made, house.house(), house.principal(), code, number),
        file_name=name,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        help=escaped(name),
        key=session.widget("download", made.__name__.strip("_"), code, number),
    )


def _yaml(here: House, who: Principal, code: str, number: str) -> bytes:
    return contracts.contract_text(here, who, code, number).encode()


def _original(here: House, who: Principal, code: str, number: str) -> bytes:
    return contracts.original(here, who, code, number)[1]


def _effect(version: VersionView) -> str:
    return _("Version {number}: in force {days}. Loaded {when} by {who}.").format(
        number=version.number,
        days=_days(version),
        when=formats.instant(version.loaded_at),
        who=escaped(version.loaded_by),
    )


def _days(version: VersionView) -> str:
    if version.effective.end == OPEN_END:
        return _("from {day} until further notice").format(day=formats.day(version.effective.start))
    return formats.period(version.effective)


def _clause_row(item: ClauseTerms, owned: bool) -> dict[str, str]:
    """What is said of a clause; who answers for it only where the contract names anybody."""
    clause = item.clause
    row = {
        _("Clause"): f"**{escaped(clause.name.in_(current()))}**  \n{escaped(clause.code)}",
        _("Definition"): escaped(item.formula.in_(current())),
        _("Target"): _target(item),
        _("Minimum"): _band(item, item.minimum, clause.minimum_high),
        _("Full points"): formats.DASH if clause.weight is None else _exactly(clause.weight),
        _("Scoring"): escaped(item.scoring.in_(current())),
        _("Figures from"): escaped(clause_words.source_name(clause)),
    }
    return {**row, _("Owner"): escaped(clause.owner or formats.DASH)} if owned else row


def _clause_card(item: ClauseTerms, owned: bool) -> None:
    row = _clause_row(item, owned)
    with st.container(border=True, gap="xsmall"):
        for index, (label, words) in enumerate(row.items()):
            st.markdown(words if index == 0 else f":gray[{label}] {words}")


def _target(item: ClauseTerms) -> str:
    """The target; where it stands in the contract's table, that it does."""
    said = _band(item, item.target, item.clause.target_high)
    if not item.shared:
        return said
    return f"{said}  \n{_('by the table')}" if item.target is not None else _("by the table")


def _band(item: ClauseTerms, value: object, high: object) -> str:
    """A target or minimum, on one line in its narrow column."""
    if item.clause.comparison is not Comparison.BETWEEN or high is None:
        said = formats.target(item.clause.comparison.value, value, item.unit.value)  # type: ignore[arg-type]
    else:
        ends = [formats.target("", end, item.unit.value).strip() for end in (value, high)]  # type: ignore[arg-type]
        said = _BETWEEN.in_(current()).format(low=ends[0], high=ends[1])
    return escaped(said).replace(" ", "\u00a0")


def _exactly(value: object) -> str:
    """A weight with the decimals the contract wrote: 20, 7.5."""
    return formats.target("", value, "").strip()  # type: ignore[arg-type]
