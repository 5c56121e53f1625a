"""The template's sheet of further terms: a row each, with what may be set, its value and what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from core.text import Lang, Text
from exports.book import SECOND_INK, Book, Cell, Look, Page, text
from exports.setting import Setting, Settings
from exports.setting_rows import SettingRow, setting_rows
from exports.table import HEADER as HEADING
from exports.template_field import FURTHER_HINT, FURTHER_LABEL

SETTINGS_SHEET = Text("其他约定", "Further terms")
CLAUSE = Text("条款", "Clause")
SETTING = Text("设置", "Setting")
NUMBER = Text("序号", "No.")
VALUE = Text("内容", "Value")
MEANING = Text("说明", "What it means")
#: In the column of clauses: what is said of the whole contract.
WHOLE = Text("整个合同", "the contract")
#: Empty rows offered below those filled in.
SPARE_ROWS = 60
_WIDTHS = (14, 42, 7, 44, 60)
_TEXT = "@"
_HINTS = {
    0: Text("条款代码，或“整个合同”", "A clause's code, or “the contract”"),
    1: Text("从列表中选", "Choose from the list"),
    2: Text(
        "有几条时填1、2……，同一条的各行填同一个序号",
        "Where there are several entries: 1, 2 …; the rows of one entry share their number",
    ),
    3: Text("有列表时从列表中选", "Choose from the list where there is one"),
}


class SettingSheet:
    """The sheet, and what its drop-downs are made of on the hidden one."""

    def __init__(self, book: Book, settings: Settings, clauses: tuple[str, str], lists: str) -> None:
        self._book, self._settings = book, settings
        #: The sheet of clauses, and the column of indicators there.
        self._clauses = clauses
        self._lists = quote_sheetname(lists)

    def write(
        self,
        whole: Mapping[str, Any] | None,
        clauses: Sequence[tuple[str, Mapping[str, Any]]],
    ) -> None:
        """The rows of the contract, then of each clause by its code; below them empty ones."""
        page, lang = self._page(), self._book.lang
        said = [(WHOLE.in_(lang), row) for row in setting_rows(whole or {}, self._settings.contract, lang)]
        for code, record in clauses:
            said += [(code, row) for row in setting_rows(record, self._settings.clause, lang)]
        for at, (clause, row) in enumerate(said, start=1):
            self._row(page, at, clause, row, lang)
        last = len(said) + SPARE_ROWS
        for at in range(len(said) + 1, last + 1):
            for column in range(4):
                page.put(at, column, Cell(number=_TEXT))
            self._meaning(page, at, "")
        self._drop_downs(page, last)

    def _page(self) -> Page:
        page = self._book.page(self._book.said(SETTINGS_SHEET))
        page.sheet.freeze_panes(1, 2)
        page.sheet.repeat_rows(0)
        for column, (words, width) in enumerate(
            zip((CLAUSE, SETTING, NUMBER, VALUE, MEANING), _WIDTHS, strict=True)
        ):
            page.sheet.set_column(column, column, width)
            page.put(0, column, text(self._book.said(words)), HEADING)
        return page

    def _row(self, page: Page, at: int, clause: str, row: SettingRow, lang: Lang) -> None:
        label = row.setting.label if row.setting else FURTHER_LABEL
        hint = (row.setting.hint if row.setting else FURTHER_HINT).in_(lang)
        number = ".".join(str(each) for each in row.numbers)
        for column, said in enumerate((clause, label.in_(lang), number, row.text)):
            page.put(at, column, Cell(said or None, _TEXT))
        self._meaning(page, at, hint)
        page.fit(at, [(label.in_(lang), _WIDTHS[1]), (row.text, _WIDTHS[3]), (hint, _WIDTHS[4])])

    def _meaning(self, page: Page, at: int, hint: str) -> None:
        """Follows what is chosen as the setting."""
        look = self._book.format(Look(colour=SECOND_INK, border=False))
        found = f"MATCH({self._key(at)},{self._lists}!$F$1:$F${self._count},0)"
        formula = f'=IFERROR(INDEX({self._lists}!$G$1:$G${self._count},{found}),"")'
        page.sheet.write_formula(at, 4, formula, look, hint)

    def _key(self, at: int) -> str:
        """The setting as the hidden sheet lists it: a clause's has its mark in front."""
        whole = WHOLE.in_(self._book.lang)
        return f'IF(OR($A{at + 1}="",$A{at + 1}="{whole}"),"","§")&$B{at + 1}'

    def _drop_downs(self, page: Page, last: int) -> None:
        lists, whole = self._lists, WHOLE.in_(self._book.lang)
        contract, clause = (len(_offered(self._settings.of(clause=each))) for each in (False, True))
        which = f'=IF(OR($A2="",$A2="{whole}"),{lists}!$D$1:$D${contract},{lists}!$E$1:$E${clause})'
        row = f"MATCH({self._key(1)},{lists}!$F$1:$F${self._count},0)"
        choices = f"=OFFSET({lists}!$I$1,{row}-1,0,1,MAX(1,INDEX({lists}!$H$1:$H${self._count},{row})))"
        sources = (f"={lists}!$C$1:$C$61", which, None, choices)
        for column, source in enumerate(sources):
            rule: dict[str, Any] = {"validate": "list", "source": source} if source else {"validate": "any"}
            # A list helps; what else is written is named when the file comes in.
            rule |= {"show_error": False, "input_message": self._book.said(_HINTS[column])}
            rule["input_title"] = self._book.said((CLAUSE, SETTING, NUMBER, VALUE)[column])
            page.sheet.data_validation(1, column, last, column, rule)
        page.sheet.ignore_errors({"number_stored_as_text": f"A2:D{last + 1}"})

    @property
    def _count(self) -> int:
        return max(1, len(self._settings.contract) + len(self._settings.clause))

    def lists(self, page: Page) -> None:
        """Columns of the hidden sheet: clauses, the contract's settings, a clause's, and of each its meaning
        and its choices."""
        lang = self._book.lang
        page.put(0, 2, text(WHOLE.in_(lang)))
        sheet, indicator = quote_sheetname(self._clauses[0]), self._clauses[1]
        for at in range(1, 61):
            code, named = f"{sheet}!$A{at + 1}", f"{sheet}!${indicator}{at + 1}"
            chosen = f'IF({named}<>"",LEFT({named},FIND(" ",{named}&" ")-1),"")'
            page.sheet.write_formula(at, 2, f'=IF({code}<>"",{code},{chosen})', None, "")
        for column, clause in ((3, False), (4, True)):
            for at, each in enumerate(_offered(self._settings.of(clause=clause))):
                page.put(at, column, text(each.label.in_(lang)))
        marked = [("", each) for each in self._settings.contract]
        marked += [("§", each) for each in self._settings.clause]
        for at, (mark, each) in enumerate(marked):
            page.put(at, 5, text(mark + each.label.in_(lang)))
            page.put(at, 6, text(each.hint.in_(lang)))
            page.put(at, 7, Cell(len(each.choices)))
            for n, words in enumerate(each.choices.values()):
                page.put(at, 8 + n, text(words.in_(lang)))


def indicator_column(at: int) -> str:
    """The letter of a column counted from 0."""
    return str(xl_col_to_name(at))


def _offered(settings: Sequence[Setting]) -> list[Setting]:
    return [each for each in settings if each.offered]
