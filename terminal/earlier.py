"""The verbs for earlier months: writing the template, and taking a filled-in one over."""

from __future__ import annotations

from core.language import N_, _
from terminal.desk import DONE, REFUSED, Answer, Desk
from terminal.options import CountedHistory, Files, Folder, OneContract, Try
from terminal.verbs import group, verb

_HISTORY = N_("Take over earlier months that were settled before.")

history_app = group(_HISTORY)


@verb(
    history_app,
    "import",
    N_("Take over earlier months from filled-in templates, as they were settled."),
    "history_import",
)
def history_import(ctx: Desk, files: Files, counted: CountedHistory = False, dry_run: Try = False) -> Answer:
    """Each file as a whole or not at all."""
    from services.reports.history import take_over

    found = [
        take_over(ctx.house, ctx.who, file.name, file.read_bytes(), counted=counted, keep=not dry_run)
        for file in files
    ]
    words = {
        True: N_("{file}: not taken in"),
        False: N_("{file}: {n} rows of earlier months, marked as not judged here"),
    }
    return Answer(
        {"files": [one.as_dict() for one in found]},
        [_(words[one.refused]).format(file=one.file_name, n=len(one.rows)) for one in found],
        findings=[finding for one in found for finding in one.findings],
        code=REFUSED if any(one.refused for one in found) else DONE,
    )


@verb(history_app, "template", N_("Write the template for a contract's earlier months."), "history_template")
def history_template(ctx: Desk, contract: OneContract, out: Folder) -> Answer:
    """Twelve months before the contract's first, or before this one."""
    from services.reports.history import history_template as made

    name, data = made(ctx.house, ctx.reader, contract, ctx.lang)
    out.mkdir(parents=True, exist_ok=True)
    (out / name).write_bytes(data)
    return Answer({"file": str(out / name)}, [str(out / name)])
