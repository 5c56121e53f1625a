"""The words every sheet of a month's workbook shares: title, state, verdict, source, currency."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from core.batch import SOURCE_NAMES, Source
from core.language import N_, translated
from core.month import FROZEN, MONTH_STATE_NAMES
from core.period import parse_label
from core.tally import Flag
from core.text import Lang, Text
from core.verdict import FLAG_NAMES, LOOKS, Verdict
from exports.book import Cell, text
from exports.month_report import Heading

#: Sources of a clause that are no batch source.
_OTHER_SOURCES = {
    "audits": N_("Client's spot checks"),
    "training": N_("Training records"),
    "cases": N_("Case records"),
    "events": N_("Daily events"),
    "reports": N_("Reporting plan"),
    "compliance": N_("Our reckoning of training"),
}
_CURRENCIES = {"CNY": Text("元", "CNY")}


def title(heading: Heading, lang: Lang) -> str:
    """What the first line of the workbook says: who, which month, which project, how far it is."""
    year, month = parse_label(heading.period.label)
    who = heading.client.in_(lang)
    project = heading.project.in_(lang)
    if lang == "zh":
        subject = f"{project}项目" if project and not project.endswith("项目") else project
        what = f"{who}{year}年{month}月{subject}外包商月度考核表"
        return f"{what}（{state_words(heading, lang)}）"
    parts = [who, project, f"vendor scorecard {heading.period.label}"]
    what = ", ".join(part for part in parts if part)
    return f"{what[0].upper()}{what[1:]} ({state_words(heading, lang)})"


def state_words(heading: Heading, lang: Lang) -> str:
    """The month's state and edition, 「初稿 第1版」 / "Draft, edition 1"."""
    state = MONTH_STATE_NAMES[heading.state].in_(lang)
    return translated("{state}, edition {n}", lang).format(state=state, n=heading.edition)


def is_binding(heading: Heading) -> bool:
    """Whether the month is final, so that there is something to sign."""
    return heading.state in FROZEN


def span_words(heading: Heading, lang: Lang) -> str:
    """The first and the last day that count."""
    period = heading.period
    return translated("{first} to {last}", lang).format(first=period.start, last=period.last_day)


def wall_clock(instant: datetime, zone: str) -> datetime:
    """The instant as a clock in the contract's zone shows it, without the zone, as Excel keeps time."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)


def verdict_cell(verdict: Verdict, flags: frozenset[Flag], lang: Lang) -> Cell:
    """Sign and word in the verdict's colour, flags in brackets; readable without the colour."""
    look = LOOKS[verdict]
    words = f"{look.sign} {look.word.in_(lang)}"
    marks = [FLAG_NAMES[flag].in_(lang) for flag in Flag if flag in flags]
    if marks:
        words += f"（{'、'.join(marks)}）" if lang == "zh" else f" ({', '.join(marks)})"
    return text(words, colour=look.light, bold=True)


def source_words(source: str, lang: Lang) -> str:
    """Whose figure it is; a source without a name shows under its code."""
    if source in Source.__members__.values():
        return SOURCE_NAMES[Source(source)].in_(lang)
    return translated(_OTHER_SOURCES.get(source, source), lang)


def currency_words(code: str, lang: Lang) -> str:
    """The currency as it stands in brackets after a label."""
    return _CURRENCIES.get(code, Text(code, code)).in_(lang)
