"""Which contract and month a page is about: as the address says, else the first contract's newest month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.language import _, current
from core.month import MONTH_STATE_NAMES, MonthState
from services.contracts.contracts import ContractView
from services.judging.month_result import MonthResult
from ui import asked_for, formats, layout, navigation, registered, report_words, urls
from ui.judged import results


@dataclass(frozen=True)
class Choice:
    """A contract, one of its months, and what else could be chosen."""

    contract: ContractView
    label: str
    months: Sequence[str]


def chosen() -> Choice | None:
    """What the address means; None where there is no contract yet, or none with the vendor it names."""
    known, view = registered.known_contracts(), urls.read()
    of_vendor = next((code for code, item in known.items() if item.vendor == view.vendor), None)
    code = urls.one_of(view.contract, list(known), of_vendor)
    if code is None or (view.vendor and not (view.contract or of_vendor)):
        return None
    months = results.months(code)
    return Choice(known[code], asked_for.month(months, opening(code)), months)


def opening(contract: str | None = None) -> str:
    """The month every page opens on whose address names none: the newest one that is over and has figures,
    of a contract where named; where there is none, the newest there is."""
    return results.newest(results.months(contract))


def switches(choice: Choice) -> None:
    """Contract (where there are several) and month, each in the address."""
    known = registered.known_contracts()
    if len(known) > 1:
        names = {code: item.name.in_(current()) for code, item in known.items()}
        layout.switch(_("Contract"), names, choice.contract.code, "contract")
    month_switch(choice.months, choice.label)


def month_switch(months: Sequence[str], label: str) -> None:
    """The month, in the address."""
    layout.switch(_("Month"), {each: formats.month(each) for each in months}, label, "period")


def context(result: MonthResult) -> list[str]:
    """The line under the title: vendor, contract and version, days, data as of, state."""
    lang, received = current(), results.last_received(result)
    return [
        report_words.vendor_name(result.contract.vendor),
        _("{contract}, version {version}").format(
            contract=result.contract.name.in_(lang), version=result.contract.version
        ),
        formats.period(result.period),
        _("last file received {when}").format(when=formats.instant(received)) if received else "",
        state_words(result),
        _("month in progress") if result.is_in_progress else "",
    ]


def state_words(result: MonthResult) -> str:
    """初稿; a corrected edition says which."""
    return edition_words(result.state, result.edition)


def edition_words(state: MonthState, edition: int) -> str:
    """The state; of a corrected edition with its number."""
    words = MONTH_STATE_NAMES[state].in_(current())
    return words if edition == 1 else _("{state}, edition {n}").format(state=words, n=edition)


def no_contract(title: str) -> None:
    """Where there is no contract yet: what will be here, and the page that brings it."""
    layout.page_head(title)
    layout.empty_state(
        _("No contract yet"),
        _("Once a contract and a month's report are in, each clause is judged here."),
        lambda: navigation.link("contracts", _("Load a contract"), ":material/contract:"),
        icon="contract",
    )


def not_governed(choice: Choice) -> None:
    """Where no version of the contract governs the month."""
    layout.empty_state(
        _("The contract does not govern {month}").format(month=formats.month(choice.label)),
        _("Choose another month above, or load a version of the contract that covers it."),
        lambda: navigation.link(
            "contracts",
            _("See the contract's versions"),
            ":material/contract:",
            contract=choice.contract.code,
        ),
        icon="event_busy",
    )


def no_figures(choice: Choice) -> None:
    """Where nobody reported anything for the month yet."""
    layout.empty_state(
        _("No figures for {month} yet").format(month=formats.month(choice.label)),
        _("Drop the vendor's report in; every clause is judged as soon as it is committed."),
        lambda: navigation.link(
            "import_report", _("Import a report"), ":material/upload_file:", vendor=choice.contract.vendor
        ),
        icon="upload_file",
    )
