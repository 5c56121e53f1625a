"""Which language a sentence is spoken in: gettext catalogues, resolved when the words are needed.

The language is never kept in a module or a context variable: a page's fragments run without the
script that would have set it. Whoever shows words installs a resolver once (the pages: from the
session), and everyone without a session (workers, exports, the command line) names the language.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from core.text import LANGS, Lang

DOMAIN = "plumbline"
LOCALES = Path(__file__).resolve().parent.parent / "locales"
_FOLDERS: dict[Lang, str] = {"zh": "zh_CN", "en": "en"}

_resolver: Callable[[], Lang] = lambda: "zh"  # noqa: E731


def use_resolver(resolver: Callable[[], Lang]) -> None:
    """Install the function that says, at call time, which language the reader reads."""
    global _resolver
    _resolver = resolver


def current() -> Lang:
    """The reader's language now."""
    return _resolver()


def lang_of(value: str | None, otherwise: Lang = "zh") -> Lang:
    """A language from a locale name such as 'zh-CN' or 'en_GB.UTF-8'; `otherwise` where it is neither."""
    head = (value or "").lower()[:2]
    return head if head in LANGS else otherwise  # type: ignore[return-value]


def _(message: str) -> str:
    """The reader's words for `message`."""
    return translated(message, current())


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it yet."""
    return message


def ngettext(one: str, many: str, n: int) -> str:
    """The reader's words for `n` things."""
    return catalogue(current()).ngettext(one, many, n)


def translated(message: str, lang: Lang) -> str:
    """`message` in a named language. The empty message stays empty (gettext would return its header)."""
    return catalogue(lang).gettext(message) if message else ""


@lru_cache
def catalogue(lang: Lang) -> gettext.NullTranslations:
    """The compiled catalogue of a language."""
    return gettext.translation(DOMAIN, LOCALES, [_FOLDERS[lang]], fallback=True)
