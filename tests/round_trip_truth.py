"""What truly happened in a month: random counts that fit together, and the words vendors have for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from ruamel.yaml import YAML

from core.period import Period, calendar_month

Draw = Callable[[st.SearchStrategy[Any]], Any]
#: Whose and when a figure is: day, day after, site, queue, agent, slot, course (codes; None where not split).
Key = tuple[date, date, str | None, str | None, str | None, int | None, str | None]
_SYNONYMS = Path(__file__).parent.parent / "importers" / "dictionary" / "synonyms.yaml"

SITES = {"NC": ("南昌", "Nanchang"), "SR": ("上饶", "Shangrao"), "GZ": ("赣州 ", "Ganzhou")}
QUEUES = {"TS": ("投诉组", "Complaints"), "YW": ("业务咨询", "General")}
#: What our dictionary knows a figure as → the base count it becomes.
COUNTS = {
    "calls_total": "calls_total", "ivr_calls": "ivr_calls", "offered": "offered", "answered": "answered",
    "abandoned": "abandoned", "answered_within_15": "answered_within_15",
    "answered_within_20": "answered_within_20", "answered_within_30": "answered_within_30",
    "transferred": "transferred", "survey_sent": "survey_sent", "survey_replied": "survey_replied",
    "satisfied": "satisfied", "tickets": "tickets", "complaints": "complaints", "audits": "audits",
    "audits_passed": "audits_passed", "leavers": "leavers", "headcount_begin": "headcount_begin",
    "talk": "talk_s", "wrap": "wrap_s", "login": "login_s",
}  # fmt: skip
DURATIONS = ("talk", "wrap", "login")
#: Words that hold a number: no list of the dictionary names them one by one.
_WITHIN = {
    "zh": ("{t}秒接通量", "{t}秒内接通量", "{t}S内应答量", "{t}秒人工接听量", "{t}秒内接起量"),
    "en": ("Answered within {t}s", "Calls answered within {t} s", "Ans in {t}s", "answered within {t} sec"),
}
#: Words that mean one thing here and another there, as vendors write them all the same; a person knows.
_UNCLEAR = {
    "zh": {"answered": ("接通量", "接通数"), "offered": ("呼入量",), "abandoned": ("未接通量", "呼损量")},
    "en": {"abandoned": ("Lost calls", "Missed calls")},
}
#: Words of the dictionary that other headers of the same sheet change the sense of.
_ELSEWHERE = {"Passed", "Required", "Attended", "passed", "required", "attended"}


@dataclass(frozen=True)
class Truth:
    """A month of counts: whose and when → field → count; a field may be missing of some."""

    month: Period
    counts: Mapping[Key, Mapping[str, int]]
    fields: tuple[str, ...]

    def expected(self) -> dict[tuple[Key, str], int]:
        """(whose and when, base count) → count: what an import must return, and nothing else."""
        return {(key, COUNTS[name]): value for key, row in self.counts.items() for name, value in row.items()}


def months(draw: Draw) -> Period:
    """A month before the day on which the files are read."""
    return calendar_month(draw(st.integers(2023, 2025)), draw(st.integers(1, 12)))


def run_of_days(draw: Draw, month: Period, most: int = 5) -> list[date]:
    """Days one after another, all in the month."""
    n = draw(st.integers(1, most))
    first = draw(st.integers(0, month.days - n))
    return [month.start + timedelta(days=first + i) for i in range(n)]


def some(draw: Draw, fields: Sequence[str], least: int = 1) -> list[str]:
    """Some of the fields, in any order."""
    chosen = draw(st.permutations(fields))
    return list(chosen[: draw(st.integers(least, len(fields)))])


def counted(draw: Draw, fields: Sequence[str], largest: int = 40_000) -> dict[str, int]:
    """Counts that fit together: nobody is answered who did not call, nor sooner than they were."""
    up_to = lambda most: draw(st.integers(0, most))  # noqa: E731
    offered = up_to(largest)
    answered = up_to(offered)
    within_30 = up_to(answered)
    within_20 = up_to(within_30)
    sent = up_to(answered)
    replied = up_to(sent)
    audits = up_to(500)
    # An average by call is a whole number of seconds; so much and no more was talked.
    talk, wrap = answered * up_to(400), answered * up_to(90)
    of_each: dict[str, Callable[[], int]] = {
        "calls_total": lambda: offered + up_to(1_000),
        "offered": lambda: offered,
        "answered": lambda: answered,
        "abandoned": lambda: up_to(offered - answered),
        "answered_within_30": lambda: within_30,
        "answered_within_20": lambda: within_20,
        "answered_within_15": lambda: up_to(within_20),
        "survey_sent": lambda: sent,
        "survey_replied": lambda: replied,
        "satisfied": lambda: up_to(replied),
        "audits": lambda: audits,
        "audits_passed": lambda: up_to(audits),
        "ivr_calls": lambda: up_to(largest),
        "transferred": lambda: up_to(answered),
        "tickets": lambda: up_to(3_000),
        "complaints": lambda: up_to(60),
        "leavers": lambda: up_to(9),
        "headcount_begin": lambda: up_to(400) + 10,
        "talk": lambda: talk,
        "wrap": lambda: wrap,
        "login": lambda: talk + wrap + up_to(50 * 3600),
    }
    return {name: of_each[name]() for name in fields}


@cache
def words_of(field: str, lang: str) -> tuple[str, ...]:
    """What vendors call a figure, wherever it means that and nothing else."""
    if field.startswith("answered_within_"):
        return tuple(word.format(t=field.rpartition("_")[2]) for word in _WITHIN[lang])
    known = _fields()[field][lang]
    unclear = {word.casefold() for unclear in _ambiguous() for word in unclear}
    words = [str(word) for word in known if str(word).casefold() not in unclear and word not in _ELSEWHERE]
    return tuple(word if lang == "zh" else word[:1].upper() + word[1:] for word in words)


def unclear_words(field: str, beside: Sequence[str], lang: str) -> tuple[str, ...]:
    """What vendors call it too, though another may mean something else by it.

    Nobody calls the requests for an agent 呼入量 beside the calls that a voice menu took.
    """
    if field == "offered" and {"calls_total", "ivr_calls"} & set(beside):
        return ()
    return _UNCLEAR[lang].get(field, ())


@cache
def _fields() -> Mapping[str, Any]:
    return YAML(typ="safe", pure=True).load(_SYNONYMS.read_text(encoding="utf-8"))["fields"]


@cache
def _ambiguous() -> tuple[tuple[str, ...], ...]:
    listed = YAML(typ="safe", pure=True).load(_SYNONYMS.read_text(encoding="utf-8"))["ambiguous"]
    return tuple(tuple(each["headers"]) for each in listed)
