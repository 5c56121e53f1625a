"""A clause's opening hours in a contract file: the same every day, or by kind of day and site."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sla.contract_file.node import Node, Report, written
from sla.contract_file.shape import Got, Key, MapOf, Pair, Record
from sla.contract_file.values import Number
from sla.terms.opening import CLOSED, Opening, Span, span_text

_HOURS = Pair(Number(whole=True, least=0, most=24))
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})")
_PATTERN = r"^\d{1,2}:\d{2}\s*[-–—~至]\s*\d{1,2}:\d{2}$"
_NONE = "closed"


@dataclass(frozen=True)
class Hours:
    """Hours of a day: 08:00-20:00, [8, 20], or closed."""

    def read(self, node: Node, report: Report, key: str) -> Span | None:
        """Minutes from midnight, [from, to)."""
        if node.items is not None:
            pair = _HOURS.read(node, report, key)
            return None if pair is None else (int(pair[0]) * 60, int(pair[1]) * 60)
        text = unicodedata.normalize("NFKC", node.text or "")
        if text == _NONE:
            return CLOSED
        found = _SPAN.fullmatch(text)
        span = (_minute(found[1], found[2]), _minute(found[3], found[4])) if found else None
        if span is None or span[1] > 24 * 60 or any(int(found[i]) > 59 for i in (2, 4) if found):
            report.add("contract_bad_hours", node.place, key=key, value=written(node))
            return None
        return span

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
        whole = not any(minute % 60 for minute in read) and read != CLOSED
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


def check_hours(got: Got, report: Report) -> None:
    """Hours that end before they start, that never open, or that a list of weekdays contradicts."""
    read, code = got.get("hours"), got.get("code", "?")
    if read is None:
        return
    if not isinstance(read, Got):
        if read[0] >= read[1]:
            report.add("contract_hours_reversed", got.at("hours"), clause=code)
        return
    for each in (read, *read.get("sites", {}).values()):
        for key, span in each.values.items():
            if key != "sites" and span[0] >= span[1] and span != CLOSED:
                report.add("contract_hours_reversed", each.at(key), clause=code)
    every = [span for each in (read, *read.get("sites", {}).values()) for span in _spans(each) if span]
    if every and all(span == CLOSED for span in every):
        report.add("contract_hours_never", read.place, clause=code)
    if "weekdays" in got.values:
        report.add("contract_hours_and_weekdays", got.at("weekdays"), clause=code)


def _minute(hours: str, minutes: str) -> int:
    return int(hours) * 60 + int(minutes)


def _spans(got: Got) -> tuple[Any, Any, Any]:
    return got.get("weekdays"), got.get("weekend"), got.get("holidays")


def _opening(got: Got) -> Opening:
    return Opening(*_spans(got))


def _as_dict(opening: Opening) -> dict[str, str]:
    spans = {"weekdays": opening.weekdays, "weekend": opening.weekend, "holidays": opening.holidays}
    return {key: span_text(span) for key, span in spans.items() if span is not None}
