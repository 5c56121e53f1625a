"""Both languages are complete: every sentence of the sources, translated, compiled, well punctuated."""

from __future__ import annotations

import re

import pytest

from core.language import lang_of, translated
from core.refusals import SENTENCES
from core.text import LANGS, Lang
from locales import build


def test_both_catalogues_hold_exactly_the_sentences_of_the_sources() -> None:
    """Nothing missing, nothing left over, nothing empty or fuzzy, and the compiled files are up to date."""
    assert build.problems() == []


def test_chinese_sentences_are_chinese() -> None:
    """A sentence left in English is found by its words; signs, units and file names may stay."""
    left = [key for key, said in _chinese().items() if _has_words(key) and not re.search("[一-鿿]", said)]
    assert left == []


def test_chinese_sentences_use_full_width_punctuation() -> None:
    """After a Chinese character stands ，；：？！ and 。, never their half-width forms."""
    wrong = [
        said for said in _chinese().values() if re.search(r"[一-鿿][,;:?!](?!\w)|[一-鿿]\.(?:\s|$)", said)
    ]
    assert wrong == []


def test_english_sentences_use_no_full_width_punctuation() -> None:
    """The message ids are English."""
    assert [key for key in _chinese() if re.search("[，。；：？！（）]", key)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_refusal_speaks(lang: Lang) -> None:
    """No refusal falls back to the other language."""
    unspoken = [m for m in SENTENCES.values() if lang == "zh" and translated(m, lang) == m]
    assert unspoken == []


def test_the_empty_message_stays_empty() -> None:
    """gettext would answer with the catalogue's header."""
    assert [translated("", lang) for lang in LANGS] == ["", ""]


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("zh-CN", "zh"),
        ("zh_TW.UTF-8", "zh"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("fr-FR", "zh"),  # neither: the house speaks Chinese first
        (None, "zh"),
    ],
)
def test_a_locale_names_a_language(name: str | None, lang: Lang) -> None:
    """Browsers write zh-CN, systems zh_CN.UTF-8."""
    assert lang_of(name) == lang


def _chinese() -> dict[str, str]:
    """Message id → Chinese, singular ids for plurals."""
    catalog = build.read_catalogue("zh_CN")
    return {key if isinstance(key, str) else key[0]: forms[0] for key, forms in catalog.items()}


def _has_words(message: str) -> bool:
    """Two or more ordinary English words outside placeholders and commands."""
    plain = re.sub(r"\{\w*\}|--?\w+|\S+\.\w+", "", message)
    return len(re.findall(r"\b[a-z]{3,}\b", plain)) > 1
