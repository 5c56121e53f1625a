"""The many ways in which vendors write one and the same figure, day or slot into a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from tests.round_trip_truth import Draw

Cell = object
_FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
_UNITS = {"zh": ("通", "次", "个", "件", "人"), "en": ("",)}
NOTHING = ("/", "--", "-", "—", "无", "N/A", "n/a")
COUNT_WAYS = ("number", "number", "number", "text", "thousands", "full width", "unit", "float", "spaced")
#: Beside those, in Chinese files: 1.2万, in each cell or in the header.
ZH_WAYS = (*COUNT_WAYS, "万", "万 in header")
DURATION_WAYS = ("seconds", "clock", "span", "words", "minutes in header", "hours in header", "average")
#: The writings of a day; those without a year need a title or a file's name that has one.
DATED = (
    "cell",
    "2024-01-05",
    "2024/1/5",
    "2024.1.5",
    "20240105",
    "number",
    "2024年1月5日",
    "moment",
    "serial",
)
YEARLESS = ("1月5日", "5日", "1.5", "01月05日")
RATE_WAYS = ("percent", "full width", "spaced", "(%)", "fraction", "with counts")
SLOT_WAYS = ("09:00-09:30", "9:00~9:30", "09:00—09:30", "0900-0930", "9点-9点半", "09:00")


def count_cell(n: int, way: str, lang: str, unit: str = "通") -> Cell:
    """A count as a vendor writes it."""
    written: dict[str, Callable[[], Cell]] = {
        "number": lambda: n,
        "float": lambda: float(n),
        "text": lambda: str(n),
        "thousands": lambda: f"{n:,}",
        "full width": lambda: f"{n:,}".translate(_FULL_WIDTH),
        "unit": lambda: f"{n}{unit}" if lang == "zh" else n,
        "spaced": lambda: f" {n} ",
        "万": lambda: f"{_plain(Decimal(n) / 10_000)}万",
        "万 in header": lambda: float(Decimal(n) / 10_000),
    }
    return written[way]()


def duration_cell(seconds: int, way: str, lang: str, answered: int = 0) -> Cell:
    """A total of seconds; `way` must be able to write it (`can_write`)."""
    hours, rest = divmod(seconds, 3600)
    minutes, over = divmod(rest, 60)
    if way == "average":
        return seconds // answered if answered else 0
    if way == "clock":
        return f"{hours:02d}:{minutes:02d}:{over:02d}"
    if way == "span":
        return timedelta(seconds=seconds)
    if way == "words":
        spoken = f"{hours}小时{minutes}分{over}秒" if hours else f"{minutes}分{over}秒"
        return spoken if lang == "zh" else f"{hours}h{minutes}m{over}s"
    if way.endswith("in header"):
        return float(Fraction(seconds, 60 if way.startswith("minutes") else 3600))
    return seconds


def can_write(values: Sequence[int], way: str, answered: Sequence[int | None]) -> bool:
    """Whether a way loses nothing of these totals."""
    if way == "average":
        return all(
            n is not None and v % n == 0 if n else v == 0 and n == 0
            for v, n in zip(values, answered, strict=True)
        )
    if way.endswith("in header"):
        # Two decimals of an hour are 36 seconds.
        return all(v % (6 if way.startswith("minutes") else 36) == 0 for v in values)
    return True


def header_unit(way: str, lang: str) -> str:
    """What the header adds for a way that needs it."""
    units = {
        "万 in header": ("万通", "万"), "minutes in header": ("分钟", "min"),
        "hours in header": ("小时", "h"), "seconds": ("秒", "s"),
    }  # fmt: skip
    zh, en = units.get(way, ("", ""))
    return zh if lang == "zh" else en


def day_cell(day: date, way: str) -> Cell:
    """A day as a vendor writes it."""
    month, number = day.month, day.day
    written: dict[str, Cell] = {
        "cell": day,
        "2024-01-05": day.isoformat(),
        "2024/1/5": f"{day.year}/{month}/{number}",
        "2024.1.5": f"{day.year}.{month}.{number}",
        "20240105": f"{day:%Y%m%d}",
        "number": int(f"{day:%Y%m%d}"),
        "2024年1月5日": f"{day.year}年{month}月{number}日",
        "moment": datetime(day.year, month, number),
        "serial": (day - date(1899, 12, 30)).days,
        "1月5日": f"{month}月{number}日",
        "01月05日": f"{month:02d}月{number:02d}日",
        "5日": f"{number}日",
        "1.5": f"{month}.{number}",
    }
    return written[way]


def slot_cell(start: int, way: str) -> Cell:
    """Half an hour from a minute of the day."""
    (h, m), (to_h, to_m) = divmod(start, 60), divmod(start + 30, 60)
    spoken = [f"{hour}点{'半' if minute else ''}" for hour, minute in ((h, m), (to_h, to_m))]
    written = {
        "09:00-09:30": f"{h:02d}:{m:02d}-{to_h:02d}:{to_m:02d}",
        "9:00~9:30": f"{h}:{m:02d}~{to_h}:{to_m:02d}",
        "09:00—09:30": f"{h:02d}:{m:02d}—{to_h:02d}:{to_m:02d}",
        "0900-0930": f"{h:02d}{m:02d}-{to_h:02d}{to_m:02d}",
        "9点-9点半": f"{spoken[0]}-{spoken[1]}",
        "09:00": f"{h:02d}:{m:02d}",
    }
    return written[way]


def rate_cell(part: int | None, whole: int | None, way: str) -> Cell:
    """A printed rate, right to its last digit."""
    if not whole or part is None:
        return "--"
    percent = Decimal(part * 100) / whole
    rounded = percent.quantize(Decimal("0.01"), "ROUND_HALF_UP")
    written: dict[str, Cell] = {
        "percent": f"{rounded}%",
        "full width": f"{rounded}%".translate(_FULL_WIDTH),
        "spaced": f"{rounded} %",
        "(%)": float(rounded),
        "fraction": part / whole,
        "with counts": f"{rounded}%({part}/{whole})",
    }
    return written[way]


def nothing(draw: Draw) -> Cell:
    """A cell that says that there is no figure."""
    return draw(st.sampled_from((*NOTHING, None)))


def as_text(cell: Cell) -> str:
    """What a text file holds of a cell."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = int(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return _plain(Decimal(repr(cell))) if isinstance(cell, float) else str(cell)


def _plain(number: Decimal) -> str:
    """Without exponent and needless zeros."""
    whole = f"{number:f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
