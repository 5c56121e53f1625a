"""How a verdict is shown: word, sign and colour together, in light and dark, in text and in tables."""

from __future__ import annotations

from collections.abc import Iterable

from core.language import current
from core.tally import Flag
from core.text import Lang
from core.verdict import FLAG_NAMES, FLAG_REMARKS, LOOKS, Verdict
from ui import themes

#: Streamlit's colour words, set to the verdicts' colours in .streamlit/config.toml: they follow the theme.
_NAMED: dict[Verdict, str] = {
    Verdict.MET: "green",
    Verdict.BELOW_TARGET: "orange",
    Verdict.MISSED: "red",
    Verdict.NOT_REPORTED: "gray",
    Verdict.NO_VOLUME: "gray",
    Verdict.NOT_APPLICABLE: "gray",
    Verdict.INSUFFICIENT_SAMPLE: "blue",
    Verdict.EXCUSED: "violet",
}
#: Over-served has a sign and a colour of its own (LOOK.md); the other flags are words.
OVER_SERVED = ("⇈", "#00708A", "#58C4DC")


def words(verdict: Verdict, flags: Iterable[Flag] = (), lang: Lang | None = None) -> str:
    """The verdict and its flags in words: 达标（暂定）, Met (provisional)."""
    lang = lang or current()
    said = [FLAG_NAMES[flag].in_(lang) for flag in sorted(flags, key=list(Flag).index)]
    if not said:
        return LOOKS[verdict].word.in_(lang)
    if lang == "zh":
        return f"{LOOKS[verdict].word.zh}（{'、'.join(said)}）"
    return f"{LOOKS[verdict].word.en} ({', '.join(word.lower() for word in said)})"


def plain(verdict: Verdict, flags: Iterable[Flag] = (), lang: Lang | None = None) -> str:
    """Sign and words without colour, for cells of a table: ✕ 未达标."""
    return f"{LOOKS[verdict].sign} {words(verdict, flags, lang)}"


def badge(verdict: Verdict, flags: Iterable[Flag] = (), lang: Lang | None = None) -> str:
    """The verdict as Markdown for any Streamlit text; it holds no foreign text and follows the theme."""
    flags = frozenset(flags)
    look = LOOKS[verdict]
    shown = f"**{look.sign} {look.word.in_(lang or current())}**"
    if verdict in _NAMED:
        shown = f":{_NAMED[verdict]}[{shown}]"
    else:
        shown = _coloured(shown, look.light, look.dark)
    return " ".join([shown, *(_flag(flag, lang or current()) for flag in Flag if flag in flags)])


def legend(verdicts: Iterable[Verdict] = tuple(Verdict), lang: Lang | None = None) -> str:
    """One line of Markdown that explains the signs; give it only the verdicts that are on the page."""
    present = frozenset(verdicts)
    return " · ".join(badge(verdict, lang=lang) for verdict in Verdict if verdict in present)


def style(verdict: Verdict | str) -> str:
    """CSS for a table cell with that verdict (pandas Styler), in the theme of this session."""
    look = LOOKS[Verdict(verdict)]
    return f"color: {look.dark if themes.current() == 'dark' else look.light}; font-weight: 600"


def remarks(flags: Iterable[Flag], lang: Lang | None = None) -> list[str]:
    """What the flags say in full, of those that need more than a word; inside a sentence."""
    lang, held = lang or current(), frozenset(flags)
    said = [FLAG_REMARKS[flag].in_(lang) for flag in Flag if flag in held and flag in FLAG_REMARKS]
    return said if lang == "zh" else [words[:1].lower() + words[1:] for words in said]


def _flag(flag: Flag, lang: Lang) -> str:
    word = FLAG_NAMES[flag].in_(lang)
    if flag is Flag.OVER_SERVED:
        sign, light, dark = OVER_SERVED
        return _coloured(f"{sign} {word}", light, dark)
    return f":gray-badge[{word}]"


def _coloured(markdown: str, light: str, dark: str) -> str:
    return f':color[{markdown}]{{foreground="{dark if themes.current() == "dark" else light}"}}'
