"""What a command prints: for people lines and tables, for scripts one object, and never both."""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from core.errors import PlumblineError, RefusedError
from core.finding import Finding, worst_first
from core.language import N_, _, current, translated
from core.refusals import sentence
from core.text import LANGS, Lang
from terminal.desk import WRONG_USE, Answer, Desk
from terminal.usage import reason, verb_is_missing

#: How many findings of one file people are shown; scripts get all of them.
_SHOWN = 20
#: Characters a line may have where nobody says how wide the window is.
_WIDTH = 160
_NOT_UNDERSTOOD = N_("{what} The option --help shows what is possible.")


def answer(desk: Desk, schema: str, found: Answer) -> int:
    """Print what a verb found; gives its exit code."""
    with _while_somebody_reads():
        if desk.json:
            _print_object(schema, found.data)
            return found.code
        for line in found.lines:
            print(line)
        if found.head:
            _print_table(found.head, found.rows)
    _say_findings(desk, found.findings)
    for hint in found.hints:
        desk.err.print(f"    → {hint}")
    return found.code


def refused(desk: Desk, schema: str, error: PlumblineError, code: int) -> int:
    """Say a refusal; gives the exit code."""
    from services.house.faults import refusal

    if desk.json:
        with _while_somebody_reads():
            _print_object(schema, {"refusal": refusal(error)})
        return code
    desk.err.print(sentence(error, desk.lang))
    _say_findings(desk, error.findings if isinstance(error, RefusedError) else ())
    return code


def fault(desk: Desk, error: Exception) -> PlumblineError:
    """Our fault: the traceback into the data folder's log, a reference number for the person."""
    from services.house.faults import kept_fault, unexpected

    try:
        return unexpected(kept_fault(desk.path, error, datetime.now(UTC)))
    except OSError:
        # The folder itself cannot be written: then the terminal is the only log there is.
        traceback.print_exception(error)
        return unexpected("–")


def not_understood(error: Exception, schema: str, *, as_json: bool) -> int:
    """Say what was not understood; gives the exit code."""
    both = {lang: _wrong_use(error, lang) for lang in LANGS}
    print(both[current()], file=sys.stderr)
    if not as_json and verb_is_missing(error):
        # Which verbs there are is the answer to that; typer prints it itself.
        error.ctx.get_help()  # type: ignore[attr-defined]
    if as_json:
        facts = {"what": reason(error, "en")}
        said = {"reason": "wrong_use", "facts": facts, "sentence": both, "findings": []}
        _print_object(schema, {"refusal": said})
    return WRONG_USE


@contextmanager
def _while_somebody_reads() -> Iterator[None]:
    """Print as long as the other end of the pipe is open (`| head`): the work is done all the same."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        # Windows says EINVAL for a pipe whose reader is gone.
        if not isinstance(error, BrokenPipeError) and error.errno != errno.EINVAL:
            raise
        # What is left goes nowhere, Python's own last flush included.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wrong_use(error: Exception, lang: Lang) -> str:
    return translated(_NOT_UNDERSTOOD, lang).format(what=reason(error, lang))


def _print_object(schema: str, data: dict[str, Any]) -> None:
    print(json.dumps({"schema": f"plumbline.{schema}/1", **data}, ensure_ascii=False, indent=2))


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        print(_("Nothing yet."))
        return

    class Page(Console):
        """Rich itself would end the program with a code of its own where nobody reads any more."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    out = Page(highlight=False, markup=False)
    out = out if out.is_terminal else Page(highlight=False, markup=False, width=_WIDTH)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for words in head:
        table.add_column(Text(words))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)


def _say_findings(desk: Desk, findings: Sequence[Finding]) -> None:
    """The worst first, each with where it stands and what to do."""
    said = dict.fromkeys(
        (f"{found.place.file}  {found.sentence(desk.lang)}".strip(), found.remedy(desk.lang))
        for found in worst_first(list(findings))
    )
    for sentence_, remedy in list(said)[:_SHOWN]:
        desk.err.print(sentence_)
        desk.err.print(f"    → {remedy}")
    if len(said) > _SHOWN:
        desk.err.print(_("and {n} more; --json lists them all").format(n=len(said) - _SHOWN))
