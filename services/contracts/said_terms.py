"""What a key of the contract file says, in the words of its form: on its page, between versions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from core.text import LANGS, Lang, Text
from exports.setting_rows import SettingRow, setting_rows
from services.contracts.term_fields.settings import every_setting
from services.contracts.term_words import NOTHING, label_of, value_words

#: What an entry of a list is called by, the best first: said first, and without its label.
_NAMED = ("name", "grade", "code")
#: Follows from what stands beside it, so no form asks for it.
_FOLLOWS = "kind"
_OTHER: dict[Lang, Lang] = {"zh": "en", "en": "zh"}


def said_of(path: str, value: Any) -> Text:
    """What stands at `path` of the file, such as 'contract.review', as its form would say it.

    A value the form has no words for is told key by key, as `value_words` does.
    """
    if value in (None, {}, []):
        return NOTHING
    told = [_told(path, value, lang) for lang in LANGS]
    if None in told:
        return value_words(path.rpartition(".")[2], value)
    return Text(*(each or "" for each in told))


def _told(path: str, value: Any, lang: Lang) -> str | None:
    """Entries of a list parted by semicolons; None where a part of it has no words."""
    mine = [each for each in every_setting() if f"{each.path}.".replace("[]", "").startswith(f"{path}.")]
    rows = setting_rows(_record(path, value), mine, lang)
    if not rows or any(row.setting is None for row in rows):
        return None
    if len(rows) == 1 and _needs_no_label(rows[0], path):
        return rows[0].text
    mother = [row for row in rows if row.setting and row.setting.steps[-2:] != ("name", _OTHER[lang])]
    entries = groupby(sorted(mother, key=_number), _number)
    return ("；" if lang == "zh" else "; ").join(_entry(list(entry), lang) for _, entry in entries)


def _needs_no_label(row: SettingRow, path: str) -> bool:
    """Whether what stands before it says the same already."""
    setting = row.setting
    return setting is not None and (
        setting.path == path or setting.label == label_of(path.rpartition(".")[2])
    )


def _record(path: str, value: Any) -> Any:
    """The value where the file has it, and nothing beside it."""
    if path == "contract.period":
        value = {key: each for key, each in value.items() if key != _FOLLOWS}
    for key in reversed(path.split(".")):
        value = {key: value}
    return value


def _number(row: SettingRow) -> int:
    return row.numbers[0] if row.numbers else 0


def _entry(rows: Sequence[SettingRow], lang: Lang) -> str:
    """What it is called, then its parts, each after what it is; a code only where there is no name."""
    named = sorted((row for row in rows if _rank(row) is not None and row.numbers), key=_rank_of)
    parts = [row for row in rows if row not in named and not _is_denied(row)]
    said = [row.text for row in named[:1]] + [_part(row, lang) for row in parts]
    return ("，" if lang == "zh" else ", ").join(said)


def _is_denied(row: SettingRow) -> bool:
    """A yes-or-no that says no: of what is not agreed nothing is said."""
    no = row.setting.choices.get("false") if row.setting else None
    return no is not None and row.text in (no.zh, no.en)


def _rank_of(row: SettingRow) -> int:
    return _rank(row) or 0


def _rank(row: SettingRow) -> int | None:
    """How good a name it is; None for what names nothing."""
    keys = {*row.setting.steps[-2:]} if row.setting else set()
    return next((rank for rank, name in enumerate(_NAMED) if name in keys), None)


def _part(row: SettingRow, lang: Lang) -> str:
    """'连续几个月 2': what the form calls it, without what stands around it."""
    assert row.setting is not None
    label = row.setting.label.in_(lang).rpartition("：" if lang == "zh" else ": ")[2]
    return f"{label} {row.text}"
