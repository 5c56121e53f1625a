"""Reads one answer of a foreign sheet of audits: 是, No, N/A, Fatal, 3/5, 4, or what its item takes."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from core.audit_answer import AuditAnswer
from importers.containers.celltoken import Cell
from importers.dictionary.words import NO, NULLS, YES
from importers.form_items import FormItem, folded
from importers.values.audit_measures import chosen, measured
from importers.values.cells import Trouble, as_written, said

_NA_WORDS = "na n/a n.a. n.a 不适用 不涉及 未涉及 无此项 免评 notapplicable"
_FATAL_WORDS = "fatal 致命 致命错误 致命差错 红线 一票否决 autofail auto-fail criticalfail"
_FULL_WORDS = "符合 做到 已做到 满足 正确 满分 无问题 met"
_NONE_WORDS = "不符合 未做到 不满足 错误 不正确 notmet"
_PART_WORDS = "部分 部分符合 部分做到 基本符合 partial partly partiallymet"
_NOT_APPLICABLE = frozenset(_NA_WORDS.split())
_FATAL = frozenset(_FATAL_WORDS.split())
_FULL = YES | frozenset(_FULL_WORDS.split())
_NONE = NO | frozenset(_NONE_WORDS.split())
_PART = frozenset(_PART_WORDS.split())
_OF = re.compile(r"(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)")


def read_answer(cell: Cell, item: FormItem) -> AuditAnswer | Trouble | None:
    """What a cell answers; the form's own words come first, then N/A, then what its kind of item takes."""
    if cell is None or item.kept_only:
        return None
    unreadable = Trouble("answer_unreadable", {"value": said(cell)})
    if isinstance(cell, bool):
        return _yes_or_no(cell, item) if item.is_single else unreadable
    text = folded(as_written(cell))
    if found := item.words.get(text) or (AuditAnswer.NOT_APPLICABLE if text in _NOT_APPLICABLE else None):
        return found
    if item.several and (made := chosen(cell, item.several)):
        return made
    if not text or text in NULLS:
        return None
    if text in _FATAL:
        return AuditAnswer.FATAL
    if item.steps and (number := measured(cell, item)):
        return number
    if (earned := _points(text, item.most)) is not None:
        return earned
    return (item.is_single and _in_words(text, item)) or unreadable


def _points(text: str, most: Fraction | None) -> AuditAnswer | None:
    """What so many points come to: 3/5 says of how many, 3 is of the item's own."""
    if match := _OF.fullmatch(text):
        return _share(Fraction(Decimal(match[1])), Fraction(Decimal(match[2])))
    number = text.removesuffix("分")
    if not re.fullmatch(r"\d+(?:\.\d+)?", number) or not most:
        return None
    return _share(Fraction(Decimal(number)), most)


def _share(earned: Fraction, most: Fraction) -> AuditAnswer | None:
    """None where more was earned than there is: such a sheet counts in other points."""
    if not most or earned > most:
        return None
    if earned == most:
        return AuditAnswer.FULL
    return AuditAnswer.PART if earned else AuditAnswer.NONE


def _in_words(text: str, item: FormItem) -> AuditAnswer | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", text) and item.most:
        return None  # points that cannot be, never yes or no
    if text in _PART:
        return AuditAnswer.PART
    if text in _FULL:
        return _yes_or_no(True, item)
    return _yes_or_no(False, item) if text in _NONE else None


def _yes_or_no(yes: bool, item: FormItem) -> AuditAnswer:
    """Of a fatal fault yes says that it happened."""
    if item.most is None:
        return AuditAnswer.FATAL if yes else AuditAnswer.FULL
    return AuditAnswer.FULL if yes else AuditAnswer.NONE
