"""When a window of days is judged: once, in the month its last day falls in; until then it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.period import Period
from core.tally import Flag
from core.text import Text
from sla.judging.verdict import Circumstances
from sla.terms.campaign import Campaign
from sla.terms.contract import Clause


def campaign_is_due(clause: Clause, month: Period) -> bool:
    """Whether a window of it ends in the month; true for clauses that are judged by months."""
    return clause.campaign is None or bool(clause.campaign.ending_in(month))


def of_campaign(known: Circumstances, clause: Clause, month: Period) -> Circumstances:
    """What is known of the window in place of the month; provisional while it runs on."""
    if clause.campaign is None:
        return known
    if ended := clause.campaign.ending_in(month):
        return replace(known, period=Period(ended[0].start, ended[-1].end))
    return replace(known, flags=known.flags | {Flag.PROVISIONAL})


def campaign_words(clause: Clause, month: Period) -> tuple[Text, ...]:
    """Which windows are judged in the month, how far the one that runs has come; nothing by months."""
    if clause.campaign is None:
        return ()
    if ended := clause.campaign.ending_in(month):
        listed = ", ".join(map(_dates, ended))
        told = [Text(f"活动期 {listed}：期满判定", f"Campaign window {listed}: complete, and judged")]
        if len(ended) > 1:
            told.append(
                Text(
                    "本月有多个活动期期满，以最差的一个为准",
                    "Several end in this month: the worst of them counts",
                )
            )
        return tuple(told)
    running = clause.campaign.looked_at(month)
    if not running:
        return (Text("本月没有活动期", "No campaign window runs in this month"),)
    span = running[0]
    day, of = (month.end - span.start).days, span.days
    return (
        Text(
            f"活动期 {_dates(span)}：截至月末第 {day} 天，共 {of} 天，期满后判定",
            f"Campaign window {_dates(span)}: day {day} of {of} when the month ends, judged when complete",
        ),
    )


def span_words_of(campaign: Campaign) -> Text:
    """The windows in words."""
    if campaign.last is None:
        first = Period(campaign.first, campaign.first + timedelta(days=campaign.days))
        return Text(f"{_dates(first)}（{campaign.days} 天）", f"{campaign.days} days, {_dates(first)}")
    span = f"{campaign.first}–{campaign.last}"
    return Text(f"{span}，每 {campaign.days} 天一期", f"every {campaign.days} days of {span}")


def _dates(span: Period) -> str:
    return f"{span.start}–{span.last_day}"
