"""Wrong use, said in one language: typer knows what was wrong, and says it in English only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import typer

from core.language import N_, translated
from core.text import Lang

#: Every usage error descends from it, whichever click typer brings along.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

_MISSING = N_("{what} is missing.")
_NO_OPTION = N_("There is no option {what}.")
_NEAR_OPTION = N_("There is no option {what}. Did you mean {names}?")
_NO_VALUE = N_("{what} needs a value.")
_ONE_OF = N_("{what} is one of: {choices}.")
_FROM = N_("{what} is a whole number from {least} on.")
_UNUSABLE = N_("What was given for {what} cannot be used.")
_NO_VERB = N_("There is no command {what}.")
_NEAR_VERB = N_("There is no command {what}. Did you mean {names}?")
_VERB_MISSING = N_("The command is missing.")
_TOO_MANY = N_("This is too much: {what}.")
_UNCLEAR = N_("These words do not make a command.")


class Unusable(typer.BadParameter):
    """A value that one of our own checks refused; `say` gives the reason in a language."""

    def __init__(self, say: Callable[[Lang], str]) -> None:
        super().__init__(say("en"))
        self.say = say


class UnknownVerb(UsageError):  # type: ignore[misc, valid-type]
    """A word where a command belongs, with the commands that are written nearly so."""

    def __init__(self, word: str, near: Sequence[str]) -> None:
        super().__init__(word)
        self.word, self.near = word, near


def reason(error: Exception, lang: Lang) -> str:
    """What was wrong with the words, in one language and nothing of another."""
    if isinstance(error, Unusable):
        return error.say(lang)
    if isinstance(error, UnknownVerb):
        message = _NEAR_VERB if error.near else _NO_VERB
        return _said(message, lang, what=error.word, names=", ".join(error.near))
    kinds: dict[str, Callable[[Any, Lang], str]] = {
        "MissingParameter": lambda e, lang: _said(_MISSING, lang, what=_named(e)),
        "NoSuchOption": _no_option,
        "BadOptionUsage": lambda e, lang: _said(_NO_VALUE, lang, what=e.option_name),
        "BadParameter": _bad_value,
    }
    return kinds.get(type(error).__name__, _other)(error, lang)


def verb_is_missing(error: Exception) -> bool:
    """Whether a group of commands was named without any of them."""
    return type(error) is UsageError and str(error).startswith("Missing command")


def _no_option(error: Any, lang: Lang) -> str:
    near = sorted(error.possibilities or ())
    message = _NEAR_OPTION if near else _NO_OPTION
    return _said(message, lang, what=error.option_name, names=", ".join(near))


def _bad_value(error: Any, lang: Lang) -> str:
    """By what the option takes: its choices, its least number."""
    param = error.param
    kind = getattr(param, "type_descriptor", None)
    if kind is not None and kind.is_choice:
        choices = ", ".join(str(getattr(each, "value", each)) for each in kind.choices)
        return _said(_ONE_OF, lang, what=_named(error), choices=choices)
    if kind is not None and kind.is_ranged:
        return _said(_FROM, lang, what=_named(error), least=param.min)
    return _said(_UNUSABLE, lang, what=_named(error))


def _other(error: Any, lang: Lang) -> str:
    """What typer has no class for."""
    words = str(error.format_message())
    if extra := re.search(r"extra argument.*\(([^()]*)\)$", words):
        return _said(_TOO_MANY, lang, what=extra[1])
    return _said(_VERB_MISSING if verb_is_missing(error) else _UNCLEAR, lang)


def _named(error: Any) -> str:
    """The option as it is typed, or the argument as the help calls it."""
    param = error.param
    typed = [name for name in getattr(param, "opts", ()) if name.startswith("-")]
    return typed[0] if typed else str(getattr(param, "metavar", None) or getattr(param, "name", ""))


def _said(message: str, lang: Lang, **facts: object) -> str:
    return translated(message, lang).format(**facts)
