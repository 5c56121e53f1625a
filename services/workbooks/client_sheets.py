"""What the sheets of the client's own workbook hold, a function for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from core.language import N_
from core.text import Text
from exports.client_book import Head, Row, Sheet
from exports.units import Shown, shown
from services.results.cost_satisfaction import CostBeside
from services.results.over_service import OverServedClause
from services.results.ranking import Place, RankedGroup
from services.results.staffing import Staffing, Station
from sla.exact import shown_text
from sla.judging.staffing import State, Stretch

#: Read as a remark, so that nobody takes a hint for a deduction.
NO_PENALTY = Text(
    "过度服务只是成本提示，不扣分、不扣款，也不在外包商的工作簿里。",
    "Over-service is a hint on cost: it takes no point and no money, and no vendor's workbook says it.",
)
READINGS = {
    "beyond": Text("远优于目标", "Far beyond the target"),
    "fast": Text("远快于目标时间", "Far faster than the target time"),
}


def over_service_sheet(found: Sequence[OverServedClause]) -> Sheet:
    """One row for each clause and month, the finding and the saving with the last of them."""
    rows = tuple(row for each in found for row in _over(each))
    heads = (
        Head(N_("Vendor"), 18), Head(N_("Clause"), 24), Head(N_("Reading"), 20), Head(N_("Month"), 10),
        Head(N_("Figure"), 12), Head(N_("Target"), 12), Head("n", 12), Head(N_("What it means"), 60),
    )  # fmt: skip
    about = N_("Clauses served far better than was bought, months on end, and what less would save.")
    return Sheet(N_("Over-service"), about, heads, rows, (NO_PENALTY,) if rows else ())


def _over(each: OverServedClause) -> list[Row]:
    rows: list[Row] = []
    last = each.found.months[-1]
    for month in each.found.months:
        means = _means(each) if month is last else None
        figure, target = _percent(month.value, each.unit), _percent(month.target, each.unit)
        n = None if month.n is None else shown(Fraction(month.n), "count")
        reading = READINGS[each.found.reading.value]
        rows.append((each.vendor_name, each.clause_name, reading, month.label, figure, target, n, means))
    return rows


def _means(each: OverServedClause) -> Text:
    why, saved = each.found.steps[-1], each.saving.words
    return Text(f"{why.zh}\n{saved.zh}", f"{why.en}\n{saved.en}")


def _percent(value: Fraction | None, unit: str) -> Shown | None:
    return None if value is None else shown(value, unit)


def ranking_sheet(found: Sequence[RankedGroup]) -> Sheet:
    """One row for each vendor of each month, the best first; months that rank nobody in the remarks."""
    months = [(group, month) for group in found for month in group.months]
    rows = tuple(_place(group, month.label, each) for group, month in months for each in month.places)
    heads = (
        Head(N_("Group"), 12), Head(N_("Month"), 10), Head(N_("Rank"), 8), Head(N_("Vendor"), 22),
        Head(N_("Total"), 10), Head(N_("Share of the volume"), 14), Head(N_("Share next month"), 14),
        Head(N_("How it comes about"), 60),
    )  # fmt: skip
    about = N_("Vendors ranked by their totals under one rule, and what it moves of the volume.")
    return Sheet(N_("Ranking"), about, heads, rows, tuple(ranking_notes(found)))


def ranking_notes(found: Sequence[RankedGroup]) -> Iterator[Text]:
    """Why a group, or a month of it, ranks nobody."""
    for group in found:
        if group.trouble:
            yield Text(f"{group.group}：{group.trouble.zh}", f"{group.group}: {group.trouble.en}")
        for month in group.months:
            if month.missing:
                zh = "、".join(name.zh for name in month.missing)
                en = ", ".join(name.in_("en") for name in month.missing)
                yield Text(
                    f"{group.group} {month.label}：{zh} 没有总分，当月不排名，份额不变。",
                    f"{group.group} {month.label}: no total for {en}; nobody is ranked and the shares stay.",
                )


def _place(group: RankedGroup, label: str, each: Place) -> Row:
    steps = each.placed.trace
    how = Text("；".join(step.zh for step in steps), "; ".join(step.en for step in steps)) if steps else None
    place = shown(Fraction(each.placed.place or 0), "count")
    share, after = shown(each.placed.share, "percent"), shown(each.placed.next_share, "percent")
    total = shown(Fraction(each.total), "points")
    return (group.group, label, place, each.vendor_name, total, share, after, how)


def cost_sheet(found: Sequence[CostBeside]) -> Sheet:
    """One row for each contract, by what a contact costs."""
    heads = (
        Head(N_("Vendor"), 22), Head(N_("Contract"), 26), Head(N_("Currency"), 10),
        Head(N_("Payable before tax"), 16), Head(N_("Contacts taken"), 12), Head(N_("Cost a contact"), 14),
        Head(N_("Satisfied (%)"), 12), Head("n", 10),
    )  # fmt: skip
    about = N_("Payable before tax ÷ calls answered (else chats taken), beside satisfied replies with n.")
    return Sheet(N_("Cost and satisfaction"), about, heads, tuple(_cost(each) for each in found))


def _cost(each: CostBeside) -> Row:
    contacts = None if each.contacts is None else shown(Fraction(each.contacts), "count")
    n = None if each.n is None else shown(Fraction(each.n), "count")
    paid, cost = shown(Fraction(each.payable.amount), "points"), each.each
    one = None if cost is None else shown(cost, "ratio")
    satisfied = _percent(each.satisfied, "percent")
    names = (each.vendor_name, each.contract_name, each.payable.currency)
    return (*names, paid, contacts, one, satisfied, n)


def staffing_sheet(found: Staffing) -> Sheet:
    """One row for each stretch too few or too many seats were there, site by site, the worst first."""
    rows = tuple(
        _stretch(station, each)
        for station in found.stations
        for state in (State.SHORT, State.IDLE)
        for each in station.stretches(state)
    )
    heads = (
        Head(N_("Vendor"), 20), Head(N_("Site"), 16), Head(N_("Day"), 12), Head(N_("Time"), 14),
        Head(N_("Seats and load"), 14), Head(N_("Calls"), 10), Head(N_("Busy seats needed"), 14),
        Head(N_("Seats there"), 12), Head(N_("Seat-hours"), 12),
    )  # fmt: skip
    about = N_("Seats that calls keep busy (calls × handling time ÷ interval) beside those that were there.")
    notes = [*map(station_words, found.stations), *([found.hint] if found.hint else [])]
    return Sheet(N_("Staff and load"), about, heads, rows, tuple(notes))


def station_words(each: Station) -> Text:
    """A site's month in a sentence."""
    short, idle, n = each.count(State.SHORT), each.count(State.IDLE), len(each.loads)
    busy = shown_text((each.occupancy or Fraction(0)) * 100, 2)
    return Text(
        f"{each.vendor_name.zh} · {each.site.zh}：{n:,} 个时段中 {short:,} 个超负荷、"
        f"{idle:,} 个闲置，总体占用 {busy}%。",
        f"{each.vendor_name.in_('en')} · {each.site.in_('en')}: of {n:,} intervals {short:,} overloaded and "
        f"{idle:,} idle; {busy} % busy in all.",
    )


def clock(minutes: int) -> str:
    """Minutes from midnight as a clock shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _stretch(station: Station, each: Stretch) -> Row:
    first, last, n = each.loads[0], each.loads[-1], len(each.loads)
    needed = sum((load.needed for load in each.loads), Fraction(0)) / n
    seats = sum((load.seats for load in each.loads), Fraction(0)) / n
    calls = Fraction(sum(load.offered for load in each.loads))
    return (
        station.vendor_name,
        station.site,
        first.day.isoformat(),
        f"{clock(first.start)}–{clock(last.end)}",
        each.state.words,
        shown(calls, "count"),
        shown(needed, "points"),
        shown(seats, "points"),
        shown(each.seat_hours, "points"),
    )
