"""What a contract says beside its clauses: the fee and how it is settled, bonuses, deductions and vetoes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from core.batch import SOURCE_NAMES
from core.language import _, current
from core.money import instalments, money
from services.contracts.contract_clauses import ClauseTerms
from services.contracts.credit_words import credit_words
from sla.terms.contract import Contract
from sla.terms.fee import Deduction, DeductionBasis, Fee, FeeKind, Settlement, Tier
from ui import formats, layout
from ui.judged import clause_words
from ui.messages import escaped
from ui.records import event_words

_CENT = Fraction(1, 100)


def show(contract: Contract, terms: Sequence[ClauseTerms]) -> None:
    """Side by side on a desk: money, and points outside the clauses. What was not agreed is said too."""
    with st.grid(2, min_column_width=340, key="contract-fee"):
        with st.container(gap="xsmall"):
            st.markdown(f"**{_('Fee and settlement')}**")
            if contract.settlement is None:
                st.markdown(f":gray[{_('No fee is agreed in this contract; no amount is worked out.')}]")
            else:
                _settlement(contract, contract.settlement, terms)
        with st.container(gap="xsmall"):
            st.markdown(f"**{_('Bonuses, deductions and vetoes')}**")
            _adjustments(contract)
            _promises(contract)


def fee_lines(contract: Contract, fee: Fee) -> list[str]:
    """What a month costs before the score counts."""
    return [*_price_lines(contract, fee), *_billing_lines(fee)]


def _billing_lines(fee: Fee) -> list[str]:
    """The least volume that is billed, and months of which only some days are paid."""
    said = []
    if least := fee.minimum_billing:
        words = _("Billed at least {share} of the month's forecast ({source})")
        said.append(words.format(share=_share(least.share), source=SOURCE_NAMES[least.source].in_(current())))
    if part := fee.part_month:
        first = formats.day(part.first) if part.first else "…"
        last = formats.day(part.last) if part.last else "…"
        said.append(_("Paid by days of service, {first} – {last}").format(first=first, last=last))
        if part.floors:
            said.append(_("Volume floors of a month in part are taken by its days"))
    return said


def _price_lines(contract: Contract, fee: Fee) -> list[str]:
    price = _price(fee.amount, contract)
    if fee.kind is FeeKind.PER_CALL:
        return [_("{price} each, billed by: {count}").format(price=price, count=_billed(fee))]
    if fee.kind is FeeKind.PER_SEAT:
        days = _("the month's days") if fee.days is None else _("{n} days").format(n=fee.days)
        said = _("{price} a seat and month, by days on duty ÷ {days}: {count}")
        return [said.format(price=price, days=days, count=_billed(fee))]
    if fee.kind is FeeKind.MONTHLY:
        return [_("{amount} a month").format(amount=price)]
    if fee.part_month:
        return [_("{total} in all, parted by days").format(total=price)]
    parts = instalments(money(fee.amount, contract.currency), fee.months)
    each, last = formats.money(parts[0]), formats.money(parts[-1])
    said = _("{total} in all, in {n} monthly parts").format(total=price, n=fee.months)
    if parts[0] == parts[-1]:
        return [said, _("{amount} a month").format(amount=each)]
    return [said, _("{amount} a month, {last} in the last").format(amount=each, last=last)]


def tier_rows(rules: Settlement) -> list[tuple[str, str]]:
    """From which score on which share of the fee is paid, highest first."""
    ends = [None, *rules.tiers]
    return [
        (_between(tier, above, rules.tiers_open_at or ()), _share(tier.coefficient))
        for above, tier in zip(ends, rules.tiers, strict=False)
    ]


def _between(tier: Tier, above: Tier | None, open_at: Sequence[Fraction]) -> str:
    """The scores of one tier; a boundary that does not reach its own tier belongs to the one below."""
    low, high = _plain(tier.total), _plain(above.total) if above else ""
    if above and tier.total and not {tier.total, above.total} & {*open_at}:
        return _("{low} to below {high}").format(low=low, high=high)
    said = []
    if tier.total or not above:
        said.append((_("more than {low}") if tier.total in open_at else _("{low} and more")).format(low=low))
    if above:
        said.append((_("up to {high}") if above.total in open_at else _("below {high}")).format(high=high))
    return _(", ").join(said)


def limits(contract: Contract, rules: Settlement) -> list[str]:
    """What holds whatever the score is."""
    said = []
    if rules.gates:
        names = _joined(
            clause.name.in_(current()) for clause in contract.clauses if clause.code in rules.gates
        )
        said.append(_("More than 100 % only where none of these is missed: {names}").format(names=names))
    for each in rules.no_bonus_beyond or ():
        clause = contract.clause(each.clause)
        name = clause.name.in_(current()) if clause else each.clause
        words = _("More than 100 % only where this is no more than {by} beyond its target: {clause}")
        said.append(words.format(by=_plain(each.by), clause=name))
    if rules.tier_rounding:
        said.append(_("The score is rounded to {n} decimals first").format(n=rules.tier_rounding.digits))
    if rules.cap_share is not None:
        said.append(_("Deductions: at most {share} of the gross fee").format(share=_share(rules.cap_share)))
    if rules.floor_share:
        said.append(_("Paid at least: {share} of the gross fee").format(share=_share(rules.floor_share)))
    return [*said, *_statement_terms(contract, rules)]


def _statement_terms(contract: Contract, rules: Settlement) -> list[str]:
    """Tax, retention, the contract's total, and by when a credit is claimed."""
    said = []
    if rules.tax_rate is not None:
        basis = _("Prices include tax") if rules.prices_include_tax else _("Prices without tax")
        said.append(f"{basis} · {_share(rules.tax_rate)}")
    if rules.retention_share:
        said.append(_("Kept back of each payment: {share}").format(share=_share(rules.retention_share)))
    if rules.contract_total is not None:
        total = formats.money(money(rules.contract_total, contract.currency))
        said.append(_("Contract total: {amount}").format(amount=total))
    if rules.credits and rules.credits.claim_days:
        words = _("A service credit is claimed within {n} working days").format(n=rules.credits.claim_days)
        said.append(words + (_("; it lapses after that") if rules.credits.claim_lapses else ""))
    return said


def adjustment_rows(contract: Contract) -> list[tuple[str, str]]:
    """Bonuses, deductions in points and vetoes: what for, and how much each time."""
    rows = []
    for item in contract.adjustments:
        each = _("named with each event") if item.points is None else event_words.signed(item.points)
        if item.cap is not None:
            each += _(", at most {points} a month").format(points=formats.points(item.cap))
        if item.gates:
            names = _joined(
                clause.name.in_(current()) for clause in contract.clauses if clause.code in item.gates
            )
            each += _("; bonuses only where these are met: {names}").format(names=names)
        rows.append((item.name.in_(current()), each))
    for veto in contract.vetoes:
        said = event_words.veto_limits(veto)
        if veto.total is not None:
            points = formats.points(veto.total)
            said.insert(0, _("veto: the month has at most {points}").format(points=points))
        rows.append((veto.name.in_(current()), " · ".join(said)))
    return rows


def _settlement(contract: Contract, rules: Settlement, terms: Sequence[ClauseTerms]) -> None:
    st.markdown("  \n".join(escaped(line) for line in fee_lines(contract, rules.fee)))
    if rules.tiers:
        _table(tier_rows(rules), _("Score of the month"), _("Share of the fee"))
    if rules.deductions:
        rows = [(item.name.in_(current()), _deduction(item, contract, terms)) for item in rules.deductions]
        _table(rows, _("Deduction"), _("Taken off"))
    for line in [*limits(contract, rules), *(each.in_(current()) for each in credit_words(contract))]:
        st.caption(escaped(line))


def _promises(contract: Contract) -> None:
    """What the public was told, by which clause it is measured and what is put by for it."""
    if not contract.promises:
        return
    st.markdown(f"**{_('Public promises')}**")
    for promise in contract.promises:
        clause = contract.clause(promise.clause or "")
        measured = clause.name.in_(current()) if clause else _("no clause measures it")
        fund = _("nothing put by") if promise.fund is None else _price(promise.fund, contract)
        st.markdown(escaped(f"{promise.name.in_(current())} · {measured} · {fund}"))


def _adjustments(contract: Contract) -> None:
    if rows := adjustment_rows(contract):
        _table(rows, _("What for"), _("Points each time"))
    else:
        st.markdown(f":gray[{_('None agreed.')}]")
    if contract.bonus_cap is not None:
        most = formats.points(contract.bonus_cap)
        st.caption(_("All bonuses together: at most {points} a month").format(points=most))


def _table(rows: Sequence[tuple[str, str]], left: str, right: str) -> None:
    frame = pd.DataFrame([{left: escaped(what), right: escaped(much)} for what, much in rows])
    layout.printable(frame, f"{left}, {right}")


def _deduction(item: Deduction, contract: Contract, terms: Sequence[ClauseTerms]) -> str:
    """How much for how much of what: `1 % of the gross fee for every 1 pp short of Service level`."""
    if item.is_open:
        return _("the amount each event names")
    if item.share is not None:
        each = _("{share} of the gross fee").format(share=_share(item.share))
    else:
        each = _price(item.amount or Fraction(0), contract)
    if item.basis is DeductionBasis.EVENTS:
        return _("{each}, each event").format(each=each)
    clause = next((term for term in terms if term.clause.code == item.clause), None)
    name = clause.clause.name.in_(current()) if clause else item.clause or ""
    size = _step(item.unit, clause.unit.value if clause else "")
    if item.basis is DeductionBasis.VALUE:
        return _("{each} for every {size} of “{clause}”").format(each=each, size=size, clause=name)
    said = _("{each} for every {size} off the target of “{clause}”").format(each=each, size=size, clause=name)
    if item.dead_band is None:
        return said
    band = _step(item.dead_band, clause.unit.value if clause else "")
    free = (
        _("{said}; nothing within {band} of it, beyond that all of it")
        if item.dead_band_counts
        else _("{said}; nothing within {band} of it, beyond that only the rest")
    )
    return free.format(said=said, band=band)


def _step(size: Fraction, unit: str) -> str:
    """One step of shortfall; of percentages in percentage points."""
    if unit == "percent":
        return f"{_plain(size)}个百分点" if current() == "zh" else f"{_plain(size)} pp"
    return formats.target("", size, unit).strip()


def _billed(fee: Fee) -> str:
    return clause_words.count_name(fee.volume or "")


def _price(amount: Fraction, contract: Contract) -> str:
    """Money as the contract wrote it: to the cent, or finer where a price per call is."""
    if (amount / _CENT).denominator == 1:
        return formats.money(money(amount, contract.currency))
    fine = _plain(amount)
    return f"{fine}元" if current() == "zh" and contract.currency == "CNY" else f"{contract.currency} {fine}"


def _share(share: Fraction) -> str:
    return formats.target("", share * 100, "percent").strip()


def _plain(value: Fraction) -> str:
    return formats.target("", value, "").strip()


def _joined(names: Iterable[str]) -> str:
    return ("、" if current() == "zh" else ", ").join(names)
