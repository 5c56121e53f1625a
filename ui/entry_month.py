"""The contract and month that events and figures are booked in: as addressed, else as on the scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.language import _, current
from services.contracts.contracts import ContractView
from sla.terms.contract import Contract
from ui import asked_for, entries, formats, layout, month_choice, navigation, registered, urls


@dataclass(frozen=True)
class EntryMonth:
    """A contract, one of its months that have begun, and the terms that govern it."""

    contract: ContractView
    label: str
    months: Sequence[str]
    terms: Contract


def chosen() -> EntryMonth | None:
    """What the address means; None where no contract governs any month yet."""
    known, view = _running(), urls.read()
    of_vendor = next((code for code, item in known.items() if item.vendor == view.vendor), None)
    code = urls.one_of(view.contract, list(known), of_vendor)
    if code is None or (view.vendor and not (view.contract or of_vendor)):
        return None
    months = entries.months(code)
    opening = month_choice.opening(code)
    label = asked_for.month(months, opening if opening in months else months[0])
    terms = entries.terms(code, label)
    return EntryMonth(known[code], label, months, terms) if terms else None


def switches(choice: EntryMonth) -> None:
    """Contract (where there are several) and month, each in the address."""
    known = _running()
    if len(known) > 1:
        names = {code: item.name.in_(current()) for code, item in known.items()}
        layout.switch(_("Contract"), names, choice.contract.code, "contract")
    labels = {each: formats.month(each) for each in choice.months}
    layout.switch(_("Month"), labels, choice.label, "period")


def context(choice: EntryMonth) -> list[str]:
    """The line under the title: vendor, contract and version, days of the month."""
    lang = current()
    return [
        choice.contract.vendor_name.in_(lang),
        _("{contract}, version {version}").format(
            contract=choice.terms.name.in_(lang), version=choice.terms.version
        ),
        formats.period(choice.terms.month_rule.month(choice.label)),
    ]


def no_contract(title: str, words: str) -> None:
    """Where there is no contract in force yet: what will be here, and the page that brings it."""
    layout.page_head(title)
    layout.empty_state(
        _("No contract yet"),
        words,
        lambda: navigation.link("contracts", _("Load a contract"), ":material/contract:"),
        icon="contract",
    )


def _running() -> dict[str, ContractView]:
    """The contracts that have a month to book in."""
    return {code: view for code, view in registered.known_contracts().items() if entries.months(code)}
