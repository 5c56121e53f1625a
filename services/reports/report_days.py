"""Which received report stands behind which days of a figure, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from core.batch import GRAIN_KINDS, Dataset, Grain
from core.period import Period
from core.text import Text
from store.lake.summed import Summed
from store.lake.whole_rows import Line
from store.unit_of_work import UnitOfWork

_LIST = Text("通话清单", "call list")
#: More reports, or more stretches of days, than a sentence can hold are counted instead.
_REPORTS, _STRETCHES = 6, 5


@dataclass(frozen=True)
class ReportDays:
    """A report with rows of a figure's counts: the days it counts for, and those on which it does not."""

    file: str
    #: What kind of figures: daily figures, call list.
    kind: Text
    #: Sorted, as `aside`.
    days: tuple[date, ...]
    #: Days of its rows that are in no sum: another report speaks for them, or a count is missing there.
    aside: tuple[date, ...] = ()

    @property
    def words(self) -> Text:
        """File name and kind."""
        return Text(f"“{self.file}”（{self.kind.zh}）", f"{self.file} ({self.kind.en})")


@dataclass
class _Days:
    days: set[date] = field(default_factory=set)
    aside: set[date] = field(default_factory=set)


def report_days(uow: UnitOfWork, summed: Summed, period: Period) -> tuple[ReportDays, ...]:
    """The reports behind these rows, by the first day they have rows of."""
    batches: dict[str, _Days] = {}
    for share in summed.shares:
        _of(batches, share.line).days.update(_days(share.line, period))
    for line in summed.aside:
        _of(batches, line).aside.update(_days(line, period))
    files: dict[tuple[str, str, Text], _Days] = {}
    for key, found in batches.items():
        batch = uow.batches.get(key)
        mine = files.setdefault(
            (batch.file_id, *_named(uow, batch.file_id, batch.dataset, batch.grain)), _Days()
        )
        mine.days |= found.days
        mine.aside |= found.aside
    every = [
        ReportDays(name, kind, tuple(sorted(found.days)), tuple(sorted(found.aside - found.days)))
        for (_, name, kind), found in files.items()
    ]
    return tuple(sorted(every, key=lambda one: (min(one.days + one.aside), not one.days, one.file)))


def said_of(reports: Sequence[ReportDays]) -> Text:
    """Which report counts on which days, in a sentence; empty where a single report is all there is."""
    if len(reports) < 2:
        return Text("", "")
    return _joined([_spoken(reports), *_not_added(reports)])


def note_of(reports: Sequence[ReportDays]) -> Text:
    """The same as a remark, only where reports of several kinds meet or rows of one count nowhere."""
    if len({report.kind for report in reports}) < 2 and not any(report.aside for report in reports):
        return Text("", "")
    said = said_of(reports)
    return Text(said.zh.removesuffix("。"), said.en.removesuffix("."))


def _spoken(reports: Sequence[ReportDays]) -> Text:
    speaking = [report for report in reports if report.days]
    if not speaking:
        return Text("", "")
    first, *others = speaking[:_REPORTS]
    said = [_part(first, "days" if len(first.days) > 1 else "day"), *(_part(each) for each in others)]
    more = len(speaking) - len(said)
    said += [Text(f"另有{more}份报表", f"{more} more reports")] if more else []
    return Text(f"{'，'.join(s.zh for s in said)}。", f"{_capital(', '.join(s.en for s in said))}.")


def _part(report: ReportDays, word: str = "") -> Text:
    days = _in_words(report.days)
    return Text(f"{days.zh}依据{report.words.zh}", f"{word} {days.en} from {report.words.en}".strip())


def _not_added(reports: Sequence[ReportDays]) -> Iterator[Text]:
    """What has rows of days and is not in their sum: told by another report, or without one of the counts."""
    for report in reports[:_REPORTS]:
        others = {day for each in reports if each is not report for day in each.days}
        twice = [day for day in report.aside if day in others]
        half = [day for day in report.aside if day not in others]
        if twice:
            days = _in_words(twice)
            en = f"days {days.en} too, which count" if len(twice) > 1 else f"day {days.en} too, which counts"
            yield Text(f"{report.words.zh}也有{days.zh}，不重复计入。", f"{report.words.en} has {en} once.")
        if half:
            days, word = _in_words(half), "days" if len(half) > 1 else "day"
            yield Text(
                f"{report.words.zh}的{days.zh}缺少所需的数，未计入。",
                f"{report.words.en} lacks a count of {word} {days.en}, which is left out.",
            )


def _in_words(days: Sequence[date]) -> Text:
    """Days as stretches: by their number within one month, else with their month."""
    within = len({(day.year, day.month) for day in days}) == 1
    runs = [
        [day for _, day in run]
        for _, run in groupby(enumerate(days), lambda pair: pair[1].toordinal() - pair[0])
    ]
    said = [_stretch(run[0], run[-1], within) for run in runs[:_STRETCHES]]
    left = sum(map(len, runs[_STRETCHES:]))
    zh, en = "、".join(said), ", ".join(said)
    unit = "日" if within else ""
    return Text(f"{zh}{unit}等共{len(days)}天", f"{en} and {left} more") if left else Text(f"{zh}{unit}", en)


def _stretch(first: date, last: date, within: bool) -> str:
    ends = [str(day.day) if within else f"{day:%m-%d}" for day in (first, last)]
    joint = "–" if within else " – "
    return ends[0] if first == last else joint.join(ends)


def _named(uow: UnitOfWork, file_id: str, dataset: Dataset, grain: Grain) -> tuple[str, Text]:
    kind = GRAIN_KINDS[grain]
    figures = Text(f"{kind.zh}数据", f"{kind.en} figures")
    return uow.files.get(file_id).name, _LIST if dataset is Dataset.CALLS else figures


def _of(batches: dict[str, _Days], line: Line) -> _Days:
    return batches.setdefault(line.report[0], _Days())


def _days(line: Line, period: Period) -> Iterable[date]:
    return Period(max(line.day, period.start), min(line.day_end, period.end)).each_day()


def _joined(parts: Sequence[Text]) -> Text:
    return Text("".join(part.zh for part in parts), " ".join(part.en for part in parts if part.en))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
