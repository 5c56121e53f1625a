"""A clause's opening hours in a contract file: the same every day, or by kind of day and site."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sla.contract_file.clock import LATEST_START, clock_text
from sla.contract_file.node import Node, Report, written
from sla.contract_file.shape import Got, Key, MapOf, Pair, Record
from sla.contract_file.values import Number
from sla.terms.opening import CLOSED, MIDNIGHT, Opening, Span, past_midnight, span_text

_HOURS = Pair(Number(whole=True, least=0, most=24))
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})")
_PATTERN = r"^\d{1,2}:\d{2}\s*[-–—~至]\s*\d{1,2}:\d{2}$"
_NONE = "closed"


@dataclass(frozen=True)
class Hours:
    """Hours of a day: 08:00-20:00, [8, 20], 20:00-06:00 of the next day, or closed."""

    def read(self, node: Node, report: Report, key: str) -> Span | None:
        """Minutes from midnight, [from, to)."""
        if node.items is not None:
            pair = _HOURS.read(node, report, key)
            return None if pair is None else past_midnight(int(pair[0]) * 60, int(pair[1]) * 60)
        text = unicodedata.normalize("NFKC", node.text or "")
        if text == _NONE:
            return CLOSED
        found = _SPAN.fullmatch(text)
        span = (_minute(found[1], found[2]), _minute(found[3], found[4])) if found else None
        if span is None or span[1] > 24 * 60 or any(int(found[i]) > 59 for i in (2, 4) if found):
            report.add("contract_bad_hours", node.place, key=key, value=written(node))
            return None
        return past_midnight(*span)

    def schema(self) -> dict[str, Any]:
        """Its text, or a pair of whole hours."""
        return {"anyOf": [{"type": "string", "pattern": f"({_PATTERN})|^{_NONE}$"}, _HOURS.schema()]}


_KINDS = {
    "weekdays": Key(Hours(), required=True, meaning="Working days, make-up days included"),
    "weekend": Key(Hours(), meaning="Other hours, or closed; as on weekdays where left out"),
    "holidays": Key(Hours(), meaning="Public holidays; by the day of the week where left out"),
}
_BY_DAY = Record({**_KINDS, "sites": Key(MapOf(Record(_KINDS)), meaning="Sites with hours of their own")})


@dataclass(frozen=True)
class HoursOfDays:
    """The same hours every day, or by kind of day."""

    def read(self, node: Node, report: Report, key: str) -> Any:
        """A pair, a span of minutes as text says it, or the record."""
        if node.entries is not None:
            return _BY_DAY.read(node, report, key)
        return Hours().read(node, report, key)

    def schema(self) -> dict[str, Any]:
        """Any of them."""
        return {"anyOf": [Hours().schema(), _BY_DAY.schema()]}


def build_hours(read: Any) -> tuple[tuple[int, int] | None, Opening | None]:
    """Whole hours that are the same every day; or what says more than that."""
    if read is None:
        return None, None
    if not isinstance(read, Got):
        whole = not any(minute % 60 for minute in read) and read != CLOSED and read[1] <= MIDNIGHT
        return ((read[0] // 60, read[1] // 60), None) if whole else (None, Opening(read))
    sites = tuple((site, _opening(got)) for site, got in read.get("sites", {}).items() if not got.broken)
    return None, None if read.broken else Opening(*_spans(read), sites)


def hours_as_dict(hours: tuple[int, int] | None, opening: Opening | None) -> Any:
    """The shape of the file."""
    if opening is None:
        return hours
    if opening == Opening(opening.weekdays):
        return span_text(opening.weekdays)
    found = _as_dict(opening)
    return {**found, "sites": {site: _as_dict(each) for site, each in opening.sites} or None}


def check_hours(got: Got, contract: Got | None, report: Report) -> None:
    """Hours that never open, nights that run into other hours, a list of weekdays beside kinds of day."""
    read, code = got.get("hours"), got.get("code", "?")
    if read is None:
        return
    _check_nights(got, contract, report)
    if not isinstance(read, Got):
        return
    every = [span for each in (read, *read.get("sites", {}).values()) for span in _spans(each) if span]
    if every and all(span == CLOSED for span in every):
        report.add("contract_hours_never", read.place, clause=code)
    if "weekdays" in got.values:
        report.add("contract_hours_and_weekdays", got.at("weekdays"), clause=code)


def _check_nights(got: Got, contract: Got | None, report: Report) -> None:
    """Until when nights run: before noon, before other hours begin, not beyond the day they are of."""
    opening = build_hours(got.get("hours"))[1]
    ends = opening.night_ends if opening else 0
    if opening is None or not ends:
        return
    other = (span for span in opening.spans if span != CLOSED and span[1] - span[0] != MIDNIGHT)
    stated = got.get("day_start", (contract.get("day_start") if contract else None) or None)
    early = stated is not None and stated < ends
    if ends >= LATEST_START or early or any(start < ends for start, _ in other):
        facts = {"clause": got.get("code", "?"), "end": clock_text(ends)}
        report.add("contract_hours_night", got.at("hours"), **facts)


def _minute(hours: str, minutes: str) -> int:
    return int(hours) * 60 + int(minutes)


def _spans(got: Got) -> tuple[Any, Any, Any]:
    return got.get("weekdays"), got.get("weekend"), got.get("holidays")


def _opening(got: Got) -> Opening:
    return Opening(*_spans(got))


def _as_dict(opening: Opening) -> dict[str, str]:
    spans = {"weekdays": opening.weekdays, "weekend": opening.weekend, "holidays": opening.holidays}
    return {key: span_text(span) for key, span in spans.items() if span is not None}
