"""How a function becomes a verb: the options all verbs share, help in the reader's language, exit codes."""

from __future__ import annotations

import os
from collections.abc import Callable
from difflib import get_close_matches
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from core.errors import PlumblineError
from core.language import N_, _, lang_of, translated
from core.text import LANGS, Lang
from terminal import output
from terminal.desk import OUR_FAULT, REFUSED, Answer, Desk
from terminal.usage import UnknownVerb, Unusable

_CHOOSE = N_("Choose zh or en.")


def _a_language(value: str | None) -> str | None:
    if value not in (None, *LANGS):
        raise Unusable(lambda lang: translated(_CHOOSE, lang))
    return value


_DATA = N_("the data folder (default: PLUMBLINE_DATA, else data)")
_JSON = N_("print one JSON object and nothing else")
_LANG = N_("zh or en (default: PLUMBLINE_LANG, else zh)")
#: What every verb takes, before or after its name.
_SHARED: dict[str, tuple[Any, Any]] = {
    "data": (
        Annotated[str | None, typer.Option("--data", metavar=N_("FOLDER"), help=_DATA, show_default=False)],
        None,
    ),
    "json": (Annotated[bool, typer.Option("--json", metavar="", help=_JSON, show_default=False)], False),
    "lang": (
        Annotated[
            str | None,
            typer.Option("--lang", metavar="zh|en", help=_LANG, show_default=False, callback=_a_language),
        ],
        None,
    ),
}


class _Spoken:
    """Says help in the reader's language: typer makes its commands when the program runs."""

    help: str | None
    options_metavar: str | None
    params: list[Any]

    def speak(self) -> None:
        """Put words for msgids, the program's own and typer's."""
        for param in self.params:
            for words in ("help", "metavar"):
                if getattr(param, words, None):
                    setattr(param, words, _(getattr(param, words)))
            if param.metavar is not None:
                # What an argument is made of in Python says nothing to whoever types it.
                param.display_type_rich = lambda ctx, shown=param: (
                    shown.metavar if shown.opts[0][0] == "-" else ""
                )
        self.help = _(self.help) if self.help else None
        self.options_metavar = _("[OPTIONS]")

    def get_help_option(self, ctx: Any) -> Any:
        """--help, which typer adds by itself."""
        found = super().get_help_option(ctx)  # type: ignore[misc]
        found.help, found.metavar = _("show this text"), ""
        return found

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line of what may be typed."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The whole help: typer keeps the words of its panels in a module."""
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
        rich_utils.OPTIONS_PANEL_TITLE = _("Options")
        rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
        rich_utils.DEFAULT_STRING = _("[default: {}]")
        rich_utils.REQUIRED_LONG_STRING = _("[required]")
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Verb(_Spoken, TyperCommand):
    """A verb."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speak()


class Verbs(_Spoken, TyperGroup):
    """A group of verbs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speak()
        self.subcommand_metavar = _("COMMAND …")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The verb that was named; a word that is none is said with those written nearly so."""
        word = args[0]
        if not word.startswith("-") and self.get_command(ctx, word) is None:
            raise UnknownVerb(word, get_close_matches(word, list(self.commands)))
        return super().resolve_command(ctx, args)


def verb(
    where: typer.Typer, name: str, text: str, schema: str = ""
) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """Make a function a verb: what it finds is printed, what it refuses is said, what breaks is logged."""

    def decorate(function: Callable[..., Answer]) -> Callable[..., None]:
        @wraps(function)
        def run(ctx: typer.Context, **given: Any) -> None:
            note(ctx, **{name: given.pop(name) for name in _SHARED})
            raise typer.Exit(_done(_desk(ctx), schema or name, function, given))

        _declare(run, function)
        return where.command(name, cls=Verb, help=text)(run)

    return decorate


def group(help: str) -> typer.Typer:
    """A group of verbs that takes the shared options as well."""

    def before(ctx: typer.Context, **given: Any) -> None:
        note(ctx, **given)

    _declare(before)
    made = typer.Typer(cls=Verbs, help=help, add_completion=False)
    made.callback(cls=Verbs, help=help)(before)
    return made


def note(ctx: typer.Context, **said: Any) -> None:
    """Remember the shared options, whether they were named before or after the verb."""
    ctx.meta.update({f"plumbline.{name}": value for name, value in said.items() if value})


def language(words: list[str]) -> Lang:
    """The language of this command, known before anything is said: --lang, else PLUMBLINE_LANG, else zh."""
    for at, word in enumerate(words):
        if word == "--lang" and at + 1 < len(words):
            return lang_of(words[at + 1])
        if word.startswith("--lang="):
            return lang_of(word.removeprefix("--lang="))
    return lang_of(os.environ.get("PLUMBLINE_LANG"))


def _done(desk: Desk, schema: str, function: Callable[..., Answer], given: dict[str, Any]) -> int:
    """Run a verb; whatever happens becomes an exit code and, for scripts, one object."""
    try:
        return output.answer(desk, schema, function(desk, **given))
    except PlumblineError as error:
        return output.refused(desk, schema, error, REFUSED)
    except Exception as error:
        return output.refused(desk, schema, output.fault(desk, error), OUR_FAULT)
    finally:
        desk.close()


def _declare(run: Callable[..., None], function: Callable[..., Answer] | None = None) -> None:
    """Tell typer what `run` takes: the function's own parameters and the shared ones."""
    ctx = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    own = list(signature(function, eval_str=True).parameters.values())[1:] if function else []
    shared = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in _SHARED.items()
    ]
    run.__signature__ = Signature([ctx, *own, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in (ctx, *own, *shared)}


def _desk(ctx: typer.Context) -> Desk:
    said = ctx.meta
    lang: Lang = said.get("plumbline.lang") or language([])
    return Desk(said.get("plumbline.data"), bool(said.get("plumbline.json")), lang)
