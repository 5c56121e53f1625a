"""Cells read rightly, faults found and false alarms on one dirty workbook: ours and three others.

python -m benchmarks.peers        (needs benchmarks/requirements.txt beside requirements.txt)

The workbook and what is true of it are made here, the same in every run. The others are told what a careful
person would tell them: where the header stands, what each column holds, that counts are whole and not
negative, that the days lie in January, that nobody answers more than is asked, what makes a row unique.
A fault counts as found where anything is said of its row; an alarm of any other row is false.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import frictionless
import pandas as pd
import pandera.pandas as pa
from frictionless import Checklist, Dialect, Resource, Schema, checks
from frictionless.formats import ExcelControl
from pandera import __version__ as pandera_version

from benchmarks.dirty_reading import Score, Told, is_right, plumbline, score
from benchmarks.dirty_workbook import FIRST, HEADER_ROW, HEADERS, Dirty, write

COUNTS = HEADERS[3:6]
START, END = date(2026, 1, 1), date(2026, 1, 31)
KEY = ["日期", "职场", "技能组"]


def main() -> None:
    """Every tool over the same file, in a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--details", action="store_true", help="name what was misread, missed and alarmed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "恒信2026年1月话务日报.xlsx"
        dirty = write(path)
        print(f"{len(dirty.truth)} cells with a true value, {len(dirty.faults)} rows with a fault\n")
        print("| | cells read rightly | faults found | false alarms |\n|---|---|---|---|")
        for name, tool in TOOLS.items():
            told = tool(path)
            print(f"| {name} | {_line(score(dirty, told))} |")
            if given.details:
                _show(dirty, told)


def pandas(path: Path) -> Told:
    """read_excel with the header's row and the code as text; it says nothing of faults."""
    return Told(_cells(_frame(path)))


def pandera(path: Path) -> Told:
    """What read_excel gives, made what the schema says where it can be; every failure with its row."""
    frame = _frame(path)
    whole = {name: pa.Column(int, pa.Check.ge(0), coerce=True) for name in COUNTS}
    schema = pa.DataFrameSchema(
        {
            "日期": pa.Column("datetime64[ns]", pa.Check.in_range(str(START), str(END)), coerce=True),
            "职场": pa.Column(str),
            "技能组": pa.Column(str),
            **whole,
            "接通率": pa.Column(float, pa.Check.in_range(0, 1), coerce=True),
            "通话时长(秒)": pa.Column(int, pa.Check.ge(0), coerce=True),
        },
        checks=pa.Check(lambda rows: rows["人工接通量"] <= rows["人工请求量"], name="answered"),
        unique=KEY,
    )
    told = Told(_cells(frame))
    try:
        told.cells = _cells(schema.validate(frame, lazy=True))
    except pa.errors.SchemaErrors as errors:
        places = errors.failure_cases["index"].dropna()
        told.rows = {int(place) + FIRST for place in places}
    return told


def frictionless_(path: Path) -> Told:
    """A table schema, merged cells filled, numbers with marks around them allowed."""
    whole = [
        {
            "name": name,
            "type": "integer",
            "bareNumber": False,
            "groupChar": ",",
            "constraints": {"minimum": 0, "required": True},
        }
        for name in COUNTS
    ]
    schema = Schema.from_descriptor(
        {
            "fields": [
                {
                    "name": "日期",
                    "type": "date",
                    "format": "any",
                    "constraints": {"minimum": str(START), "maximum": str(END)},
                },
                {"name": "职场", "type": "string"},
                {"name": "技能组", "type": "string"},
                *whole,
                {"name": "接通率", "type": "number", "bareNumber": False},
                {"name": "通话时长(秒)", "type": "integer"},
            ],
            "primaryKey": KEY,
        }
    )
    dialect = Dialect(header_rows=[HEADER_ROW], controls=[ExcelControl(fill_merged_cells=True)])
    with frictionless.system.use_context(trusted=True):
        resource = Resource(path=str(path), dialect=dialect, schema=schema)
        report = resource.validate(
            Checklist(checks=[checks.row_constraint(formula="人工接通量 <= 人工请求量")])
        )
        told = Told()
        for found in report.flatten(["rowNumber", "type"]):
            if found[0] is not None:
                told.rows.add(int(found[0]))
        with Resource(path=str(path), dialect=dialect, schema=schema) as opened:
            for row in opened.row_stream:
                told.cells |= {(row.row_number, name): value for name, value in row.to_dict().items()}
    return told


TOOLS: Mapping[str, Callable[[Path], Told]] = {
    "Plumbline": plumbline,
    f"pandas.read_excel {pd.__version__}": pandas,
    f"frictionless {frictionless.__version__}": frictionless_,
    f"pandera {pandera_version} over read_excel": pandera,
}


def _frame(path: Path) -> pd.DataFrame:
    return pd.read_excel(path, engine="openpyxl", header=HEADER_ROW - 1, dtype={"技能组": str})


def _cells(frame: pd.DataFrame) -> dict[tuple[int, str], object]:
    return {
        (at + FIRST, name): value
        for at, line in enumerate(frame.to_dict("records"))
        for name, value in line.items()
    }


def _line(got: Score) -> str:
    share = got.right * 100 / got.cells
    return f"{got.right} of {got.cells} ({share:.1f} %) | {got.found} of {got.faults} | {got.false_alarms}"


def _show(dirty: Dirty, told: Told) -> None:
    wrong = [(place, told.cells.get(place), value) for place, value in dirty.truth.items()]
    print("  misread:", [each for each in wrong if not is_right(each[1], each[2])][:12])
    print("  said of rows:", sorted(told.rows))


if __name__ == "__main__":
    main()
