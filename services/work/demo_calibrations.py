"""The demo's calibration sessions with YUNHE: one opened and minuted, one still sealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from core.principal import Principal
from services.calibration.calibration import give_mark
from services.calibration.calibration_minutes import decide
from services.calibration.calibration_plan import (
    CalibrationPlan,
    PickedCall,
    PickedRater,
    plan_calibration,
)
from services.calibration.calibration_view import calibration
from services.work.demo_reviews import form_of_demo, heard
from services.work.demo_stage import ZONE, Cast, Step

_VENDOR, _FORM = "YUNHE", "F1"
#: What one rater found wrong, call by call; everything else was right.
_Marks = Sequence[dict[str, str]]


@dataclass(frozen=True)
class _Session:
    """A session as it is planned: its title, when, until when, and the calls as recordings."""

    title: str
    at: datetime
    due: date
    calls: tuple[tuple[str, str, str], ...]


_OCTOBER = _Session(
    "十月校准会（云和）",
    datetime(2026, 11, 11, 9, 30, tzinfo=ZONE),
    date(2026, 11, 13),
    (
        ("2026-10-13T09:42:00+08:00", "REC-2610-0009", "0009"),
        ("2026-10-16T14:20:00+08:00", "REC-2610-0022", "0022"),
        ("2026-10-21T10:05:00+08:00", "REC-2610-0014", "0014"),
        ("2026-10-27T16:48:00+08:00", "REC-2610-0031", "0031"),
    ),
)
#: The standard, our second auditor, then the vendor's two: they hold part of the materials told for all.
_STANDARD: _Marks = (
    {},
    {"COMPLETE": "partial"},
    {"NEED": "partial", "COMPLETE": "none"},
    {"RECORD": "partial"},
)
_SECOND: _Marks = ({}, {"COMPLETE": "partial"}, {"COMPLETE": "none"}, {"RECORD": "partial"})
_THEIRS: Sequence[_Marks] = (
    ({}, {}, {"NEED": "partial", "COMPLETE": "partial"}, {"RECORD": "partial"}),
    ({}, {}, {"COMPLETE": "partial"}, {}),
)
_ITEM, _CASE = "COMPLETE", "材料清单漏说一项"
_READING = "一次性告知：材料漏说一项判“部分做到”，漏说两项及以上判“未做到”；坐席事后补充的不回改。"
_NOVEMBER = _Session(
    "十一月校准会（云和）",
    datetime(2026, 11, 20, 10, 0, tzinfo=ZONE),
    date(2026, 11, 27),
    (
        ("2026-11-12T11:08:00+08:00", "REC-2611-0009", "0009"),
        ("2026-11-16T15:31:00+08:00", "REC-2611-0031", "0031"),
        ("2026-11-18T09:17:00+08:00", "REC-2611-0026", "0026"),
    ),
)
_IN_NOVEMBER: _Marks = ({}, {"NEED": "partial"}, {"COMPLETE": "partial"})


def calibration_story() -> Iterator[Step]:
    """October's from the plan to its minutes; in November's our first auditor has scored, nobody else yet."""
    kept: dict[str, str] = {}
    yield Step(_OCTOBER.at, partial(_planned, _OCTOBER, kept))
    ours = [partial(_by_first, _STANDARD), partial(_by_second, _SECOND)]
    # Who scored alone enters what the vendor sends, once none of their own is left to give.
    theirs = [partial(_by_vendor, number, marks) for number, marks in enumerate(_THEIRS)]
    for hours, score in enumerate([*ours, *theirs], 2):
        yield Step(_OCTOBER.at + timedelta(hours=hours), partial(score, _OCTOBER, kept))
    yield Step(_OCTOBER.at + timedelta(days=1), partial(_minuted, kept))
    yield Step(_NOVEMBER.at, partial(_planned, _NOVEMBER, kept))
    yield Step(_NOVEMBER.at + timedelta(hours=3), partial(_by_first, _IN_NOVEMBER, _NOVEMBER, kept))


def _planned(session: _Session, kept: dict[str, str], cast: Cast) -> None:
    calls = [
        PickedCall(at=datetime.fromisoformat(at), recording=ref, agent=a) for at, ref, a in session.calls
    ]
    ours = [PickedRater(person=cast.auditor.id, master=True), PickedRater(person=cast.second_auditor.id)]
    raters = [*ours, PickedRater("吴婷"), PickedRater("郭磊")]
    plan = CalibrationPlan(_VENDOR, session.title, _FORM, session.due, calls, raters)
    kept[session.title] = plan_calibration(cast.house, cast.auditor, plan).id


def _by_first(marks: _Marks, session: _Session, kept: dict[str, str], cast: Cast) -> None:
    _given(cast, cast.auditor, kept[session.title], 0, marks)


def _by_second(marks: _Marks, session: _Session, kept: dict[str, str], cast: Cast) -> None:
    _given(cast, cast.second_auditor, kept[session.title], 1, marks)


def _by_vendor(number: int, marks: _Marks, session: _Session, kept: dict[str, str], cast: Cast) -> None:
    _given(cast, cast.auditor, kept[session.title], 2 + number, marks)


def _given(cast: Cast, who: Principal, session: str, rater: int, marks: _Marks) -> None:
    view, form = calibration(cast.house, who, session), form_of_demo(cast, _FORM)
    for call, wrong in zip(view.calls, marks, strict=True):
        give_mark(cast.house, who, view.raters[rater].id, call.id, heard(form, wrong))


def _minuted(kept: dict[str, str], cast: Cast) -> None:
    decide(cast.house, cast.auditor, kept[_OCTOBER.title], _ITEM, _CASE, _READING)
