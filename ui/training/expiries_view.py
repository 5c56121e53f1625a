"""What runs out at a vendor: how many in which window, the days as a calendar, next month, and the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from core.language import N_, _, current, translated
from core.principal import Action
from core.text import Lang
from core.verdict import LOOKS, Verdict
from qa.training.expiry import Bucket, bucket_of
from services.training import expiries
from services.training.expiries import Expiries, RunsOut
from ui import formats, house, layout, session
from ui.charts.draw import Picture, draw
from ui.layout import Figure
from ui.messages import escaped

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: How a window looks: colour and sign are never alone, the words stand beside them.
_LOOKS = {
    Bucket.EXPIRED: Verdict.MISSED,
    Bucket.TODAY: Verdict.MISSED,
    Bucket.WITHIN_7: Verdict.MISSED,
    Bucket.WITHIN_30: Verdict.BELOW_TARGET,
    Bucket.WITHIN_60: Verdict.INSUFFICIENT_SAMPLE,
    Bucket.LATER: Verdict.NOT_APPLICABLE,
}
_NONE, _QUIET = Verdict.NO_VOLUME, N_("nothing runs out")


def show(name: str, found: Expiries) -> None:
    """Figures, calendar, forecast, list."""
    _figures(found)
    if found.blocking:
        words = _("{n} compliance courses have run out: nothing is green until they are renewed.")
        st.markdown(f":red[:material/block:] {escaped(words.format(n=len(found.blocking)))}")
    _told(found)
    _download(found)
    day = _calendar(found)
    _forecast(found)
    _table(found, day)
    layout.copyable(_sentence(name, found))


def _figures(found: Expiries) -> None:
    """Each window holds those before it, but what has run out stands alone."""
    until = {7: _("Within 7 days"), 30: _("Within 30 days"), 60: _("Within 60 days")}
    ahead = [each.last_day for each in found.listed if each.last_day >= found.day]
    counts = {n: sum(1 for last in ahead if last <= found.day + timedelta(days=n)) for n in until}
    seats = sum(found.forecast.values())
    month = formats.month(f"{found.next_month.start:%Y-%m}")
    of = _("of {n} agents at work").format(n=formats.count(found.agents))
    expired = found.buckets.get(Bucket.EXPIRED, 0)
    layout.figure_strip(
        [
            Figure(_("Expired"), formats.count(expired), note=of),
            *(Figure(words, formats.count(counts[n])) for n, words in until.items()),
            Figure(_("In {month}").format(month=month), formats.count(seats), note=_("seats to plan")),
        ]
    )


def _told(found: Expiries) -> None:
    parts = [_("As of {day}; on its last day a course is still held.").format(day=formats.day(found.day))]
    if found.carried_days:
        parts.append(_("the last roster is {n} days old and carried forward").format(n=found.carried_days))
    st.caption(escaped(" · ".join(parts)))


def _download(found: Expiries) -> None:
    """Made only when it is asked for: each one made is noted in the journal."""
    who = house.principal()
    if not who.may(Action.EXPORT, found.vendor):
        return
    lang: Lang = current()
    opened = house.house()
    st.download_button(
        _("List to send (Excel)"),
        data=lambda: expiries.expiries_file(opened, who, found.vendor, found.day, lang)[1],
        file_name=f"{found.vendor}_{found.day:%Y%m%d}_{_('certificate-expiries')}.xlsx",
        mime=_XLSX,
        key=session.widget("expiries-file"),
        icon=":material/download:",
        on_click="ignore",
    )


def _calendar(found: Expiries) -> date | None:
    """The days to come with how many run out; a click on one keeps only its lines in the list."""
    by_day = found.by_day
    if not by_day:
        return None
    most = max(by_day, key=lambda day: (by_day[day], -day.toordinal()))
    words = _("{n} run out within 60 days, most on {day}: {most}")
    title = words.format(n=sum(by_day.values()), day=formats.day(most), most=by_day[most])
    picked = draw(
        Picture.LAST_DAYS, last_days(found, current()), title=title, alt=title, key="last-days",
        on_select=True,
    )  # fmt: skip
    said = picked[0].get("date") if picked else None
    return date.fromisoformat(said) if said else None


def last_days(found: Expiries, lang: Lang) -> pd.DataFrame:
    """Rows for Picture.LAST_DAYS: whole weeks from today's to the last one that matters."""
    by_day = found.by_day
    first = found.day - timedelta(days=found.day.weekday())
    last = max(by_day, default=found.day)
    weeks = range((last - first).days // 7 + 1)
    days = [first + timedelta(days=7 * week + at) for week in weeks for at in range(7)]
    return pd.DataFrame([_day(found, day, by_day.get(day, 0), lang) for day in days])


def _day(found: Expiries, day: date, n: int, lang: Lang) -> dict[str, Any]:
    bucket = bucket_of(day, found.day)
    look = _LOOKS[bucket] if n else _NONE
    past = day < found.day
    return {
        "weekday": day.isoweekday(),
        "week": f"{day - timedelta(days=day.weekday())}",
        "date": f"{day}",
        "day": "" if past else f"{day:%m-%d}",
        "figure": formats.count(n) if n else "",
        "sign": LOOKS[look].sign if n else "",
        "verdict": look.value,
        "word": bucket.words.in_(lang) if n else "" if past else translated(_QUIET, lang),
    }


def _forecast(found: Expiries) -> None:
    """Next month's seats, sites down, courses across; with their sums."""
    month = formats.month(f"{found.next_month.start:%Y-%m}")
    st.subheader(_("Runs out in {month}, by site and course").format(month=month), anchor=False)
    if not found.forecast:
        st.caption(_("Nothing runs out in that month."))
        return
    st.caption(_("The seats a refresher class needs; who renews before then falls out."))
    layout.printable(forecast_table(found).map(escaped), alt=_("How many run out, by site and course"))


def forecast_table(found: Expiries) -> pd.DataFrame:
    """Sites down, courses across, a column and a row of sums."""
    sites = sorted({site for site, _code in found.forecast}, key=lambda each: (each is None, each or ""))
    courses = sorted({code for _site, code in found.forecast})
    rows = [_seats(found, site or _("no site"), courses, [site]) for site in sites]
    if len(sites) > 1:
        rows.append(_seats(found, _("All sites"), courses, sites))
    return pd.DataFrame(rows)


def _seats(found: Expiries, name: str, courses: Sequence[str], sites: Sequence[str | None]) -> dict[str, str]:
    counts = {code: sum(found.forecast.get((site, code), 0) for site in sites) for code in courses}
    row = {_("Site"): name}
    row |= {_course(found, code): formats.count(n) if n else formats.DASH for code, n in counts.items()}
    return row | ({_("Together"): formats.count(sum(counts.values()))} if len(courses) > 1 else {})


def _course(found: Expiries, code: str) -> str:
    return found.courses[code].in_(current()) if code in found.courses else code


def _table(found: Expiries, day: date | None) -> None:
    """What has run out or does within 60 days; of one day only where one was clicked."""
    listed = [each for each in found.listed if day is None or each.last_day == day]
    title = _("Run out or will within 60 days")
    if day is not None:
        title = _("Runs out on {day}").format(day=formats.day(day))
    st.subheader(title, anchor=False)
    if not listed:
        st.caption(_("Nothing."))
        return
    layout.records(
        pd.DataFrame([_row(each, found.day) for each in listed]),
        "expiries",
        columns={
            "last_day": _("Valid until"),
            "state": _("State"),
            "agent": _("Agent"),
            "named": _("Agent's name"),
            "site": _("Site"),
            "course": _("Course"),
            "compliance": _("Compliance"),
        },
        card=_card,
        alt=_("Agent, course and the last day it is held, the first to run out first"),
        version=house.data_version(),
    )


def _row(each: RunsOut, day: date) -> dict[str, str]:
    bucket = each.line.bucket(day)
    return {
        "last_day": formats.day(each.last_day),
        "state": f"{LOOKS[_LOOKS[bucket]].sign} {bucket.words.in_(current())}",
        "agent": each.spell.agent,
        "named": each.spell.named,
        "site": each.spell.site or formats.DASH,
        "course": each.name.in_(current()),
        "compliance": _("yes") if each.line.compliance else "",
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.agent)}** {escaped(row.named)} · {escaped(row.course)}")
    st.caption(f"{row.last_day} · {escaped(row.state)} · {escaped(row.site)}")


def _sentence(name: str, found: Expiries) -> str:
    words = _("{vendor} on {day}: {expired} expired, {soon} run out within 30 days, {next} in {month}.")
    soon = (Bucket.TODAY, Bucket.WITHIN_7, Bucket.WITHIN_30)
    return words.format(
        vendor=name, day=formats.day(found.day), expired=found.buckets.get(Bucket.EXPIRED, 0),
        soon=sum(found.buckets.get(each, 0) for each in soon), next=sum(found.forecast.values()),
        month=formats.month(f"{found.next_month.start:%Y-%m}"),
    )  # fmt: skip
