"""The command line: every verb of the house, for people and (with --json) for scripts.

Exit codes: 0 done, 1 refused or trouble found, 2 wrong use, 3 our fault (with a reference number).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

from core.language import N_, _, ngettext, use_resolver
from core.period import labels_between
from core.principal import Action
from core.refusals import sentence
from core.verdict import LOOKS, Verdict
from terminal import moved, output
from terminal.compare import compare_app
from terminal.contracts import contract_app
from terminal.corrections import add_returns, correction_app
from terminal.desk import DONE, REFUSED, STOPPED, Answer, Desk
from terminal.earlier import history_app
from terminal.hints import answers_for, options_for
from terminal.options import (
    Answers,
    AnyMonth,
    Batch,
    Code,
    Confirmed,
    Decision,
    FileOrBatch,
    Files,
    Folder,
    Inbox,
    LastMonth,
    Layout,
    Limit,
    Month,
    Notify,
    OneVendor,
    Project,
    Reason,
    Site,
    Try,
    Vendor,
    Whose,
)  # fmt: skip
from terminal.rebuild import add_rebuild
from terminal.relief import relief_app
from terminal.settlement import settlement_app
from terminal.supplements import supplement_app
from terminal.training import training_app
from terminal.training_board import add_training_board
from terminal.training_causes import add_training_causes
from terminal.training_lists import add_training_lists
from terminal.usage import UsageError
from terminal.vendor_facts import add_vendor_facts
from terminal.vendor_file import add_vendor_file
from terminal.verbs import group, language, verb
from terminal.what_if import add_what_if

if TYPE_CHECKING:
    from services.judging.month_result import ClauseLine, MonthResult
    from services.reports.import_files import Brought

_HELP = N_("Plumbline holds vendors' reports exactly against their contracts.")

app = group(_HELP)
app.add_typer(contract_app, name="contract")
app.add_typer(correction_app, name="correction")
app.add_typer(history_app, name="history")
app.add_typer(relief_app, name="relief")
app.add_typer(supplement_app, name="supplement")
app.add_typer(settlement_app, name="settlement")
app.add_typer(compare_app, name="compare")
app.add_typer(training_app, name="training")
add_training_board(training_app)
add_training_causes(training_app)
add_training_lists(training_app)


@verb(app, "demo", N_("Build the demo data in a folder of its own."))
def demo(ctx: Desk) -> Answer:
    """Three fictitious vendors over thirteen months and the one under way."""
    from services.work.demo import DEMO_FOLDER, build_demo
    from services.work.demo import counted as count

    folder = ctx.path if ctx.is_named else DEMO_FOLDER
    with ctx.progress(_("Building the demo")) as step:
        house = build_demo(folder, step)
    counted = count(house)
    house.close()
    words = _("The demo is ready in {folder}: {vendors} vendors, {contracts} contracts, {batches} batches.")
    return Answer({"folder": str(folder), **counted}, [words.format(folder=folder, **counted)])


@verb(app, "import", N_("Take vendors' files in: read, compare, commit; each with its own result."))
def bring(
    ctx: Desk,
    files: Files,
    vendor: Vendor = None,
    project: Project = None,
    site: Site = None,
    source: Whose = None,
    period: AnyMonth = None,
    layout: Layout = None,
    role: Decision = None,
    confirm_columns: Confirmed = False,
    answer: Answers = None,
    dry_run: Try = False,
) -> Answer:
    """Exit 1 where any of the files was refused or needs a decision."""
    from services.reports.import_files import bring_in, choice, layout_codes, vendor_codes

    said = choice(ctx.house, ctx.who, vendor, project, source, period, layout, role, answer or (), site)
    said = replace(said, confirmed=confirm_columns)
    found: list[Brought] = []
    with ctx.progress(_("Importing")) as step:
        for file in files:
            step(len(found), len(files))
            found.append(bring_in(ctx.house, ctx.who, file, said, dry_run=dry_run))
    findings = [f for one in found if one.staged for f in (*one.staged.findings, *one.staged.decision)]
    return Answer(
        {"files": [one.as_dict() for one in found]},
        [line for one in found for line in (_brought(one, ctx), *moved.lines(one.moves, ctx.lang))],
        findings=findings,
        hints=[
            *options_for(findings, vendor_codes(ctx.house, ctx.who), layout_codes()),
            *answers_for(each for one in found for each in one.asked),
        ],
        code=REFUSED if any(one.refused for one in found) else DONE,
    )


@verb(app, "inbox", N_("Take in everything new in a folder; what is not clean and known waits for a person."))
def inbox(ctx: Desk, folder: Inbox, notify: Notify = None) -> Answer:
    """Exit 1 where any file was refused, or where nobody could be told."""
    from services.reports.inbox import Became, message, take_in
    from terminal.notify import send

    with ctx.progress(_("Importing")) as step:
        found = take_in(ctx.house, ctx.who, folder, step)
    title, text = message(found, ctx.lang)
    url = notify or ctx.house.settings.notify
    told = send(url, title, text) if url and found.is_news else None
    lines = [title, *text.splitlines()]
    if told is False:
        lines.append(_("The notification could not be sent. Check its address."))
    return Answer(
        {**found.as_dict(), "notified": told},
        lines,
        findings=[finding for file in found.files for finding in file.findings],
        code=REFUSED if told is False or found.of(Became.REFUSED) else DONE,
    )


@verb(app, "assess", N_("Judge months against the contracts."))
def assess(
    ctx: Desk, period: Month, to: LastMonth = None, vendor: Vendor = None, contract: Code = None
) -> Answer:
    """Done is done, with misses too."""
    from services.house.as_json import clause_lines

    found = _judged(ctx, labels_between(period, to or period), vendor, contract)
    named = (_("Contract"), _("Month"), _("Clause"), _("Indicator"))
    head = (*named, _("Result"), _("Target"), "n", _("Verdict"), _("Points"))
    data = [line for month in found for line in clause_lines(month)]
    lines = [line for month in found for line in month.lines]
    rows = [_assessed(said, line, ctx) for said, line in zip(data, lines, strict=True)]
    return Answer({"results": data}, head=head, rows=rows)


@verb(app, "score", N_("Show a month's points, coefficient and payable amount."))
def score(ctx: Desk, period: Month, vendor: Vendor = None, contract: Code = None) -> Answer:
    """Items, adjustments, total, coefficient, payable."""
    from services.house.as_json import month_score

    data = [month_score(month) for month in _judged(ctx, [period], vendor, contract)]
    head = (_("Contract"), _("Month"), _("Total"), _("Coefficient"), _("Payable"))
    rows = [
        _texts(x["contract"], x["period"], x["total"], x["coefficient"], (x["payable"] or {}).get("payable"))
        for x in data
    ]
    return Answer({"results": data}, head=head, rows=rows)


@verb(app, "breaches", N_("List what was missed, and what the contracts make a breach of it."))
def breaches(ctx: Desk, vendor: Vendor = None) -> Answer:
    """Misses with the breaches they grew into."""
    from services.house import as_json
    from services.judging import misses as followed

    missed = followed.misses(ctx.house, ctx.reader, vendor)
    broken = followed.breaches(ctx.house, ctx.reader, vendor)
    level = {view.record.miss_id: view.record.level for view in broken}
    head = (_("Contract"), _("Clause"), _("Months"), _("Months in a row"), _("State"), _("Breach"))
    rows = [
        _texts(
            m.contract,
            m.clause_name.in_(ctx.lang),
            ", ".join(m.record.periods),
            m.streak,
            m.state.in_(ctx.lang),
            level.get(m.record.id, ""),
        )
        for m in missed
        if m.record.state != followed.VOIDED
    ]
    data = {"breaches": [as_json.breach(b) for b in broken], "misses": [as_json.miss(m) for m in missed]}
    return Answer(data, head=head, rows=rows)


@verb(app, "export", N_("Write the workbook of a vendor's month."))
def export(ctx: Desk, vendor: OneVendor, period: Month, out: Folder, contract: Code = None) -> Answer:
    """One workbook a contract, in the language of --lang."""
    from services.workbooks.export_month import export_to

    written = export_to(ctx.house, ctx.who, vendor, contract, period, out, ctx.lang)
    data = [{"vendor": vendor, "period": period, "lang": ctx.lang, "file": str(path)} for path in written]
    return Answer({"files": data}, [str(path) for path in written])


@verb(app, "batches", N_("List what came in, newest first."))
def batches(ctx: Desk, vendor: Vendor = None, limit: Limit = 200) -> Answer:
    """Committed, withdrawn and let go."""
    from services.house.as_json import batch
    from services.reports.import_files import batches as listed

    data = [batch(record, name) for record, name in listed(ctx.house, ctx.reader, vendor, limit)]
    head = (_("Batch"), _("File"), _("Vendor"), _("Data"), _("Source"), _("From"), _("To"), _("State"))
    keys = ("batch", "file", "vendor", "dataset", "source", "from", "to", "state")
    return Answer({"batches": data}, head=head, rows=[_texts(*(x[key] for key in keys)) for x in data])


@verb(app, "withdraw", N_("Take a committed batch back; the figures before it count again."))
def withdraw(ctx: Desk, batch: Batch, reason: Reason) -> Answer:
    """It stays on record with the reason."""
    from services.house import as_json
    from services.reports.import_report import withdraw as take_back

    done = take_back(ctx.house, ctx.who, batch, reason)
    trouble = [done.failed] if done.failed else []
    data = {"batch": as_json.batch(done.batch), "findings": as_json.findings(trouble)}
    return Answer(data, [_("Batch {batch} is withdrawn.").format(batch=batch)], findings=trouble)


@verb(app, "marked", N_("Write a received file back with its faults marked, for its vendor to put right."))
def marked(ctx: Desk, named: FileOrBatch, out: Folder) -> Answer:
    """In the language of --lang, which is the vendor's here."""
    from services.reports.marked_copy import letter, write_marked

    path, made = write_marked(ctx.house, ctx.who, named, out, ctx.lang)
    text = letter(ctx.house, ctx.who, made.file_id, ctx.lang)
    data = {
        "file": str(path),
        "received": made.file_id,
        "lang": ctx.lang,
        "places": made.places,
        "text": text,
    }
    return Answer(data, [str(path), "", text])


@verb(app, "doctor", N_("Look the data folder over: database, lake and files agree."))
def doctor(ctx: Desk) -> Answer:
    """Exit 1 where anything that counts is missing or changed."""
    from services.house.as_json import findings
    from services.work.doctor import examine, is_well

    found = examine(ctx.house, ctx.reader, repair=ctx.reader.may(Action.MANAGE))
    well = is_well(found)
    words = _("All is well in {folder}.") if well else _("There is trouble in {folder}.")
    data = {"folder": str(ctx.path), "ok": well, "findings": findings(found)}
    return Answer(data, [words.format(folder=ctx.path)], findings=found, code=DONE if well else REFUSED)


add_returns(app)
add_what_if(app)
add_vendor_file(app)
add_vendor_facts(app)
add_rebuild(app)


def main(words: list[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    words = sys.argv[1:] if words is None else words
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    lang = language(words)
    use_resolver(lambda: lang)
    try:
        return int(app(words, prog_name="plumbline", standalone_mode=False) or DONE)
    except UsageError as error:
        return output.not_understood(error, _schema(words), as_json="--json" in words)
    except (KeyboardInterrupt, typer.Abort):
        return STOPPED


def _judged(ctx: Desk, labels: list[str], vendor: str | None, contract: str | None) -> list[MonthResult]:
    """The months judged; refused where no contract governs any of them."""
    from services.contracts.contract_versions import none_governs
    from services.judging.assess_month import assess as judge

    with ctx.progress(_("Judging the months")) as step:
        found = judge(ctx.house, ctx.reader, labels, vendor, contract, progress=step)
    if not found:
        raise none_governs(labels[0], vendor, contract)
    return found


def _brought(one: Brought, ctx: Desk) -> str:
    """A file's result in a line."""
    words = {
        "committed": N_(
            "{file}: in, {new} new, {changed} changed, {unchanged} as before, {rejected} kept out, "
            "{gone} no longer in the file"
        ),
        "previewed": N_(
            "{file}: would bring {new} new, {changed} changed; {rejected} rows kept out, "
            "{gone} no longer in the file"
        ),
        "same": N_("{file}: nothing new, it came in on {when} ({by})"),
        "refused": N_("{file}: not taken in"),
    }
    names = ("new", "changed", "unchanged", "rejected", "gone", "claimed")
    counts = {name: sum(batch.counts.get(name, 0) for batch in one.batches) for name in names}
    line = _(words[one.outcome.value]).format(file=one.name, **counts, **_first(one))
    if n := counts["claimed"]:
        line += _(", ") + ngettext("{n} figure as claimed", "{n} figures as claimed", n).format(n=n)
    return f"{line} {sentence(one.error, ctx.lang)}" if one.error else line


def _first(one: Brought) -> dict[str, str]:
    """When the same figures came in first, by this machine's clock, and through whom."""
    first = one.staged.same_as if one.staged else None
    if first is None or first.committed_at is None:
        return {}
    return {"when": f"{first.committed_at.astimezone():%Y-%m-%d %H:%M}", "by": first.committed_by or "–"}


def _assessed(said: dict[str, Any], line: ClauseLine, ctx: Desk) -> Sequence[str]:
    look = LOOKS[Verdict(said["verdict"])]
    value = None if said["value"] is None else f"{Decimal(said['value']):.4f}".rstrip("0").rstrip(".")
    target = "" if said["target"] is None else f"{said['comparison']} {said['target']}"
    verdict = f"{look.sign} {look.word.in_(ctx.lang)}"
    return _texts(
        said["contract"],
        said["period"],
        said["clause"],
        line.name.in_(ctx.lang),
        value,
        target,
        line.n,
        verdict,
        said["points"],
    )


def _texts(*values: object) -> list[str]:
    return ["–" if value is None else str(value) for value in values]


def _schema(words: Sequence[str]) -> str:
    """The verb that was meant, as far as the words tell."""
    verbs = [command.name for command in app.registered_commands]
    groups = {each.name: _names(each.typer_instance) for each in app.registered_groups}
    named = next((word for word in words if word in (*verbs, *groups)), "cli")
    behind = [word for word in words if word in groups.get(named, ())]
    return f"{named}_{behind[0]}" if behind else named


def _names(group: typer.Typer | None) -> list[str | None]:
    return [command.name for command in group.registered_commands] if group else []


if __name__ == "__main__":
    sys.exit(main())
