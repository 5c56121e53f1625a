"""What the verbs take: each option once, with its help, its check and what its refusal says."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.batch import Role, Source
from core.errors import PlumblineError
from core.language import N_, translated
from core.period import labels_between, parse_label
from core.refusals import sentence
from core.text import Lang
from terminal.usage import Unusable

_CODE, _AS_MONTH = N_("CODE"), "YYYY-MM"
_NO_FILE = N_("There is no file {name}.")
_NO_LAYOUT = N_("There is no layout {name}. Known are: {layouts}.")
_NO_TEMPLATE = N_("There is no contract to start from called {name}. Known are: {known}.")
_CHOOSE_FORM = N_("Choose yaml or xlsx.")
_NO_INBOX = N_("There is no folder {name}.")
_HEADER_IS = N_("HEADER=FIELD")
_NO_ANSWER = N_("“{answer}” is no answer: write the column's header, =, and the field it holds.")
_NO_DAY = N_("“{day}” is not a day. Write it as 2026-10-03.")
_NO_FOLDER = N_("{name} is a file, not a folder.")


def month_of(label: str | None) -> str | None:
    """A month as written on the command line; anything else is wrong use."""
    try:
        parse_label(label) if label else None
    except PlumblineError as error:
        raise Unusable(partial(sentence, error)) from error
    return label


def _span(said: str) -> str:
    """2026-01..2026-06, or one month; anything else is wrong use."""
    first, _dots, last = said.partition("..")
    try:
        labels_between(first, last or first)
    except PlumblineError as error:
        raise Unusable(partial(sentence, error)) from error
    return said


def _draft_from(file: Path) -> Path:
    """A file that is there; anything else is wrong use."""
    _read_from([file])
    return file


def _read_from(files: list[Path]) -> list[Path]:
    """Files that are there; anything else is wrong use."""
    for file in files:
        if not file.is_file():
            raise Unusable(partial(_named, _NO_FILE, file))
    return files


def _written_to(folder: Path) -> Path:
    """A folder, made where there is none yet; a file of that name is wrong use."""
    if folder.exists() and not folder.is_dir():
        raise Unusable(partial(_named, _NO_FOLDER, folder))
    return folder


def date_of(said: str) -> str:
    """A day as written on the command line; anything else is wrong use."""
    try:
        date.fromisoformat(said)
    except ValueError as error:
        raise Unusable(partial(_of_day, said)) from error
    return said


def _of_day(said: str, lang: Lang) -> str:
    return translated(_NO_DAY, lang).format(day=said)


def _layout(name: str | None) -> str | None:
    """A layout there is; anything else is wrong use."""
    from services.reports.import_files import layout_codes

    known = layout_codes() if name is not None else []
    if name is not None and name not in known:
        raise Unusable(partial(_not_among, name, known))
    return name


def _template(name: str) -> str:
    """A ready-made contract; anything else is wrong use."""
    from services.contracts.contract_templates import ready_mades

    if name not in ready_mades():
        raise Unusable(partial(_no_template, name, list(ready_mades())))
    return name


def _no_template(name: str, known: list[str], lang: Lang) -> str:
    return translated(_NO_TEMPLATE, lang).format(name=name, known=", ".join(known))


def _form(form: str) -> str:
    """yaml or xlsx; anything else is wrong use."""
    if form not in ("yaml", "xlsx"):
        raise Unusable(lambda lang: translated(_CHOOSE_FORM, lang))
    return form


def _not_among(name: str, known: list[str], lang: Lang) -> str:
    return translated(_NO_LAYOUT, lang).format(name=name, layouts=", ".join(known))


def _answers(given: list[str] | None) -> list[str]:
    """HEADER=FIELD each; anything else is wrong use."""
    for answer in given or ():
        if not answer.rpartition("=")[0]:
            raise Unusable(partial(_shown, _NO_ANSWER, answer))
    return given or []


def _shown(message: str, answer: str, lang: Lang) -> str:
    return translated(message, lang).format(answer=answer)


def _watched(folder: Path) -> Path:
    """A folder that is there; anything else is wrong use."""
    if not folder.is_dir():
        raise Unusable(partial(_named, _NO_INBOX, folder))
    return folder


def _named(message: str, path: Path, lang: Lang) -> str:
    return translated(message, lang).format(name=path)


Files = Annotated[list[Path], typer.Argument(metavar=N_("FILE"), callback=_read_from, help=N_("the files"))]
Month = Annotated[
    str, typer.Option("--period", metavar=_AS_MONTH, callback=month_of, help=N_("the month, as 2026-10"))
]
Months = Annotated[
    str,
    typer.Option(
        "--months", metavar="YYYY-MM..YYYY-MM", callback=_span, help=N_("the months, as 2026-01..2026-06")
    ),
]
DraftFile = Annotated[
    Path,
    typer.Option(
        "--draft",
        metavar=N_("FILE"),
        callback=_draft_from,
        help=N_("the draft: YAML or a filled-in template"),
    ),
]
AnyMonth = Annotated[
    str | None, typer.Option("--period", metavar=_AS_MONTH, callback=month_of, help=N_("the files' month"))
]
LastMonth = Annotated[
    str | None, typer.Option("--to", metavar=_AS_MONTH, callback=month_of, help=N_("up to this month"))
]
Vendor = Annotated[str | None, typer.Option("--vendor", metavar=_CODE, help=N_("the vendor's code"))]
OneVendor = Annotated[str, typer.Option("--vendor", metavar=_CODE, help=N_("the vendor's code"))]
OneClause = Annotated[str, typer.Option("--clause", metavar=_CODE, help=N_("the clause's code"))]
OneContract = Annotated[str, typer.Option("--contract", metavar=_CODE, help=N_("the contract's code"))]
CountedHistory = Annotated[
    bool,
    typer.Option("--counted", metavar="", help=N_("count these months in streaks and rolling windows")),
]
Code = Annotated[str | None, typer.Option("--contract", metavar=_CODE, help=N_("the contract's code"))]
Project = Annotated[str | None, typer.Option("--project", metavar=_CODE, help=N_("the project's code"))]
Site = Annotated[
    str | None,
    typer.Option(
        "--site", metavar=_CODE, help=N_("the site of figures without a site column; whole for all together")
    ),
]
Whose = Annotated[Source | None, typer.Option("--source", help=N_("whose figures they are"))]
Layout = Annotated[
    str | None,
    typer.Option("--layout", metavar=N_("NAME"), callback=_layout, help=N_("the layout to read them by")),
]
Decision = Annotated[
    Role | None, typer.Option("--as", help=N_("where another grain is there: feed the sums, or only check"))
]
Confirmed = Annotated[
    bool, typer.Option("--confirm-columns", help=N_("take the columns of a changed sheet as proposed"))
]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer",
        metavar=_HEADER_IS,
        callback=_answers,
        help=N_("what a column holds, as the file's question says; may be given again"),
    ),
]
Try = Annotated[bool, typer.Option("--dry-run", metavar="", help=N_("only show what would change"))]
Folder = Annotated[
    Path, typer.Option("--out", metavar=N_("FOLDER"), callback=_written_to, help=N_("the folder to write to"))
]
FirstVersion = Annotated[str, typer.Option("--from", metavar=N_("NUMBER"), help=N_("the earlier version"))]
OtherVersion = Annotated[str, typer.Option("--to", metavar=N_("NUMBER"), help=N_("the later version"))]
TemplateName = Annotated[
    str, typer.Argument(metavar=N_("NAME"), callback=_template, help=N_("which one; see contract templates"))
]
TemplateForm = Annotated[
    str, typer.Option("--as", metavar="yaml|xlsx", callback=_form, help=N_("as which kind of file"))
]
Inbox = Annotated[
    Path,
    typer.Argument(metavar=N_("FOLDER"), callback=_watched, help=N_("the folder files are dropped into")),
]
Notify = Annotated[
    str | None,
    typer.Option("--notify", metavar="URL", help=N_("an apprise address (default: PLUMBLINE_NOTIFY)")),
]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help=N_("how many at most"))]
Batch = Annotated[str, typer.Argument(metavar=N_("BATCH"), help=N_("the batch's key, as `batches` lists it"))]
FileOrBatch = Annotated[
    str,
    typer.Argument(
        metavar=N_("FILE_OR_BATCH"), help=N_("a file that came in, or the key of one or of its batch")
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("why; kept with the record"))]
Clause = Annotated[str, typer.Option("--clause", metavar=_CODE, help=N_("the clause the figure counts in"))]
OneDay = Annotated[
    str, typer.Option("--day", metavar="YYYY-MM-DD", callback=date_of, help=N_("the figure's day"))
]
Cell = Annotated[
    str, typer.Option("--cell", metavar=N_("CELL"), help=N_("the figure's cell in the file, as E4"))
]
Count = Annotated[
    str, typer.Option("--count", metavar=N_("NAME"), help=N_("what it counts, as answered_within_20"))
]
Right = Annotated[
    str, typer.Option("--value", metavar="N", help=N_("the right figure: calls, seconds, yuan, heads"))
]
Correction = Annotated[
    str, typer.Argument(metavar=N_("CORRECTION"), help=N_("its key, as `correction list` gives it"))
]
