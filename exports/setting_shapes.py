"""Terms that a contract file may write in two ways, in the one that rows can say.

A name is one text or one for each language; opening hours are a span or spans by kind of day and site.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NAMES = ("name", "client", "definition", "clock_start", "typical")
_HOURS = "hours"
_SITES = "sites"


def spread(record: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with every name as {zh, en} and opening hours by kind of day, sites in a list."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if key in _NAMES and isinstance(value, str):
            found[key] = {"zh": value}
        elif key == _HOURS:
            found[key] = _spread_hours(value)
        else:
            found[key] = _spread(value)
    return found


def _spread(value: Any) -> Any:
    if isinstance(value, Mapping):
        return spread(value)
    return [_spread(each) for each in value] if isinstance(value, list | tuple) else value


def _spread_hours(hours: Any) -> Any:
    if not isinstance(hours, Mapping):
        span = _span(hours)
        return {"weekdays": span} if span else hours
    days = {key: _span(value) or value for key, value in hours.items() if key != _SITES}
    sites = hours.get(_SITES)
    if not isinstance(sites, Mapping) or not all(isinstance(each, Mapping) for each in sites.values()):
        return {**days, **({_SITES: sites} if sites else {})}
    listed = [
        {"site": site, **{key: _span(value) or value for key, value in each.items()}}
        for site, each in sites.items()
    ]
    return {**days, _SITES: listed}


def _span(span: Any) -> str | None:
    """8 to 20 as 08:00-20:00."""
    if isinstance(span, list | tuple) and len(span) == 2 and all(str(end).isdecimal() for end in span):
        return "-".join(f"{int(end):02d}:00" for end in span)
    return span if isinstance(span, str) else None
