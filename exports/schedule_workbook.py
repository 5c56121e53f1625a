"""The schedule of a wave as a workbook for the callers: whom to call when, and the briefs to call by."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from core.text import Lang, Text
from exports.safe_text import cell_text
from qa.programme.brief import Brief, in_force
from qa.programme.schedule import Dial
from qa.programme.wave import Wave

_SHEETS = (Text("排期", "Schedule"), Text("脚本", "Briefs"))
_HEADS = (
    Text("日期", "Day"), Text("时间", "Time"), Text("时段", "Slot"), Text("外包商", "Vendor"),
    Text("职场", "Site"), Text("脚本", "Brief"), Text("脚本名称", "Brief's name"), Text("情绪", "Mood"),
    Text("拨测员代号", "Caller's code"), Text("结果", "Outcome"), Text("备注", "Remark"),
)  # fmt: skip
_WIDTHS = (12, 8, 10, 18, 10, 12, 24, 8, 12, 14, 30)
_BRIEF_HEADS = (
    Text("脚本", "Brief"), Text("版本", "Version"), Text("人设", "Persona"), Text("开场白", "Opening line"),
    Text("问题", "Question"), Text("标准答案", "Model answer"), Text("追问", "Ask on"),
    Text("不要做", "Do not"), Text("提供的资料", "Data to give"), Text("致命项", "Critical"),
)  # fmt: skip
_BRIEF_WIDTHS = (12, 8, 24, 30, 36, 36, 24, 24, 24, 24)
_OURS = Text(
    "仅供委托方拨测员使用，不得提供给外包商。",
    "For the client's callers only: nothing of it may go to a vendor.",
)
_HEAD = PatternFill("solid", fgColor="E9EDF3")


def schedule_workbook(
    wave: Wave, dials: Sequence[Dial], briefs: Iterable[Brief], vendors: Mapping[str, Text], lang: Lang
) -> bytes:
    """The workbook's bytes; each call names the version of its brief that is in force on its day."""
    known = list(briefs)
    book = Workbook()
    calls = book.active
    assert calls is not None
    calls.title = _SHEETS[0].in_(lang)
    _head(calls, _HEADS, _WIDTHS, lang)
    for dial in dials:
        calls.append([cell_text(each) for each in _call(dial, known, vendors, lang)])
    _head(book.create_sheet(_SHEETS[1].in_(lang)), _BRIEF_HEADS, _BRIEF_WIDTHS, lang)
    for row in _brief_rows(wave, dials, known):
        book.worksheets[1].append([cell_text(each) for each in row])
    for sheet in book.worksheets:
        for line in sheet.iter_rows(min_row=3):
            for cell in line:
                # What somebody wrote is text, also where it begins with an equals sign.
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _head(sheet: Worksheet, heads: Sequence[Text], widths: Sequence[int], lang: Lang) -> None:
    sheet.append([_OURS.in_(lang)])
    sheet["A1"].font = Font(bold=True, color="B3341F")
    sheet.append([head.in_(lang) for head in heads])
    for cell, width in zip(sheet[2], widths, strict=True):
        cell.font, cell.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A3"


def _call(dial: Dial, known: list[Brief], vendors: Mapping[str, Text], lang: Lang) -> list[str]:
    cell = dial.cell
    brief = in_force(known, cell.brief, dial.at.date())
    named = (
        [f"{cell.brief} v{brief.version}", brief.name.in_(lang), brief.mood.words.in_(lang)]
        if brief
        else [cell.brief, "", ""]
    )
    vendor = vendors[cell.vendor].in_(lang) if cell.vendor in vendors else cell.vendor
    when = [f"{dial.at:%Y-%m-%d}", f"{dial.at:%H:%M}", cell.part.words.in_(lang)]
    return [*when, vendor, cell.site, *named, "", "", ""]


def _brief_rows(wave: Wave, dials: Sequence[Dial], known: list[Brief]) -> list[list[str]]:
    used = {(dial.cell.brief, dial.at.date()) for dial in dials}
    held = {found for code, day in used if (found := in_force(known, code, day))}
    rows = []
    for brief in sorted(held, key=lambda brief: (brief.code, brief.version)):
        before = [brief.code, str(brief.version), brief.persona, brief.opening]
        after = ["\n".join(lines) for lines in (brief.avoid, brief.data, brief.critical)]
        rows += [[*before, each.ask, each.answer, each.follow_up, *after] for each in brief.questions]
    return rows
