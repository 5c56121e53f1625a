"""Text that a contract, a catalogue or a form carries in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
#: What each is called by those who read it.
LANG_NAMES: dict[Lang, str] = {"zh": "中文", "en": "English"}


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and in English; one stands in where the other is empty."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The words in `lang`, or in the other language where they were not given."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)

    def as_dict(self) -> dict[str, str]:
        """The stored form, {zh, en}."""
        return {"zh": self.zh, "en": self.en}


def spoken(value: object, lang: Lang) -> object:
    """A fact of a sentence in `lang`: a Text, a code that knows its words (`.words`), or a list of those."""
    value = getattr(value, "words", value)
    if isinstance(value, Text):
        return value.in_(lang)
    if isinstance(value, list | tuple):
        return ("、" if lang == "zh" else ", ").join(str(spoken(item, lang)) for item in value)
    return value


def text_of(value: str | Mapping[str, str] | Text) -> Text:
    """Text from a plain string (same in both languages) or from a {zh, en} mapping."""
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        return Text(value, value)
    return Text(value.get("zh", ""), value.get("en", ""))
