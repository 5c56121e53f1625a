"""Reads a received file from its bytes to drafts: the one door of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain

from core.batch import Source
from core.finding import Finding, Place, worst_first
from importers.claims.checks import check, check_figures
from importers.claims.grains import check_grains
from importers.claims.left_agents import check_left_agents, has_agents, in_year_of
from importers.claims.months_over_days import check_months
from importers.claims.patterns import patterns
from importers.claims.staff_lines import staff_lines
from importers.claims.staff_over_files import StaffOfFile, days_of
from importers.columnar.coded import met
from importers.confirmed.columns import mapped_columns
from importers.confirmed.known_sheets import carried, hold_against, of_file
from importers.confirmed.mapping import Memory, mappings_of, with_memory
from importers.confirmed.picture import pictures_of
from importers.containers.caps import Caps
from importers.containers.container import Container
from importers.containers.sheets import RawSheet, read_sheets
from importers.draft import (
    Choice,
    Directory,
    Question,
    QuestionKind,
    Reading,
    ReceivedFile,
)
from importers.layouts.group_rows import by_group
from importers.layouts.parts_down import by_part
from importers.layouts.profile import Layout, shipped_layouts
from importers.layouts.recognise import Match, Table, as_they_stand, recognise
from importers.layouts.segments import by_segment
from importers.layouts.staff_lists import staff_lists
from importers.layouts.weeks import without_weeks
from importers.layouts.whole_rows import by_whole_row
from importers.preview.returned import without_list
from importers.rows.assemble import assemble
from importers.rows.calls import add_calls
from importers.rows.dating import extracted
from importers.rows.doubles import each_line_once
from importers.rows.extract import Rows
from importers.rows.group_sums import settled
from importers.rows.joining import join
from importers.rows.missing_days import Days, missing_days
from importers.rows.month_sums import months_added
from importers.rows.mostly_rejected import with_few_left
from importers.rows.naming import Assembled
from importers.rows.parts_added import parts_added
from importers.rows.shift_sheets import shift_sheets_added

_SAID_ONCE = frozenset(
    {
        "site_new",
        "site_named",
        "site_said",
        "site_unclear",
        "site_contradicted",
        "queue_new",
        "queue_named",
        "queue_said",
        "queue_unclear",
        "shift_unclear",
        "vendor_named",
        "vendor_missing",
        "vendors_several",
        "period_missing",
    }
)


def read(
    file: ReceivedFile,
    choice: Choice,
    directory: Directory,
    today: date,
    caps: Caps | None = None,
    layouts: Sequence[Layout] | None = None,
    memory: Memory = (),
) -> Reading:
    """Everything `file` says under `choice`. Trouble is in its findings; nothing about the file raises.

    `memory`: the sheets whose columns were confirmed before; they are read as they were.
    """
    caps = caps or Caps()
    sheets, findings, container, known = _opened(file, caps, layouts)
    sheets, returned_for = without_list(sheets)
    if not sheets or container is None:
        return Reading(file, findings=tuple(findings))
    mine = of_file(memory, file, sheets, choice, directory)
    told = replace(with_memory(choice, mine), places=directory.places(), items=directory.items)
    found = recognise(file.name, sheets, container, known, told, caps)
    if mine and (still := carried(found, mine, told)):
        found = recognise(file.name, sheets, container, known, still, caps)
    held = hold_against(file.name, found, mine, choice)
    findings += held.match.findings
    tables = held.match.tables
    if held.match.layout is None:
        tables = () if held.match.questions else as_they_stand(file.name, sheets, known, told, caps)
        findings = _or_staff_alone(file.name, findings, sheets, caps)
        reading = _not_recognised(file, held.match, tables, findings, directory)
    else:
        reading = _read_tables(file, held.match, findings, choice, directory, today, sheets, caps)
        # Of a marked copy the repaired rows alone come in, beside those that did.
        reading = reading if returned_for else with_few_left(reading, told)
        reading = replace(reading, mappings=held.mappings, changed=held.changed)
    pictures = pictures_of(sheets, tables, directory.privacy)
    return replace(reading, pictures=pictures, returned_for=returned_for)


def _opened(
    file: ReceivedFile, caps: Caps, layouts: Sequence[Layout] | None
) -> tuple[list[RawSheet], list[Finding], Container | None, Sequence[Layout]]:
    """The file's sheets, what is said of it, its packing, and the layouts it may have, read meanwhile."""
    with ThreadPoolExecutor(1) as meanwhile:
        shipped = meanwhile.submit(shipped_layouts)
        sheets, findings, container = read_sheets(file, caps)
        return sheets, findings, container, shipped.result() if layouts is None else layouts


def _or_staff_alone(
    file: str, findings: list[Finding], sheets: Sequence[RawSheet], caps: Caps
) -> list[Finding]:
    """Where a file has no figures because it is nothing but a staff list, that is said instead."""
    if not any(finding.code == "figures_not_found" for finding in findings):
        return findings
    lists = staff_lists(sheets, (), caps.header_rows)
    if not lists:
        return findings
    others = [finding for finding in findings if finding.code != "figures_not_found"]
    return [*others, Finding("staff_list_alone", Place(file, lists[0].grid.sheet))]


def _not_recognised(
    file: ReceivedFile, match: Match, tables: Sequence[Table], findings: list[Finding], directory: Directory
) -> Reading:
    """What is said of a file that no layout fits, with its columns for a person to say what they hold."""
    return Reading(
        file,
        findings=tuple(worst_first(findings)),
        questions=match.questions,
        columns=mapped_columns(tables, directory.privacy),
        mappings=mappings_of(tables),
    )


def _read_tables(
    file: ReceivedFile,
    match: Match,
    findings: list[Finding],
    choice: Choice,
    directory: Directory,
    today: date,
    sheets: Sequence[RawSheet],
    caps: Caps,
) -> Reading:
    layout = match.layout
    assert layout is not None
    source = choice.source or layout.source or Source.VENDOR
    titles = [title for table in match.tables for title in table.grid.titles]
    tables, said = _sorted_out(file.name, match, choice)
    known = [finding for finding in findings if not _of_label(finding, tables)]
    told = Assembled(findings=[*known, *said], questions=list(match.questions))
    days: list[Days] = []
    read = extracted(file.name, tables, choice, sheets[0].epoch_1904, directory.privacy)
    staff = _held_against_staff(file.name, read, match, sheets, caps, directory)
    vendors: dict[str, None] = {}
    with ThreadPoolExecutor(1) as meanwhile:
        for rows in _added_up(file.name, read, today):
            looks = partial(_looked_at, file.name, rows, today, meanwhile)
            made = _assembled(file, rows, choice, directory, source, titles, looks, staff)
            told.add(made)
            vendors |= dict.fromkeys(met(rows.frame["vendor"]) if "vendor" in rows.frame.columns else ())
            days += [made.days] if made.days else []
        drafts, doubled, asked = join(file.name, told.drafts, choice)
        told.settle()
    told.questions += asked
    told.findings += doubled + missing_days(file.name, days, today) + staff.found(list(vendors))
    told.findings = staff.told_of(told.findings, list(vendors))
    told.findings += [*check_grains(file.name, drafts), *check_months(file.name, drafts)]
    if not drafts and not any(f.severity == "blocks" for f in told.findings):
        told.findings.append(Finding("nothing_left", Place(file.name)))
    return Reading(
        file,
        layout.code,
        layout.version,
        tuple(drafts),
        tuple(worst_first(_once_each(told.findings))),
        _asked_once(told.questions),
        mapped_columns(match.tables, directory.privacy),
        tuple(dict.fromkeys(told.new_places)),
        # A row read once for each customer group stays out once.
        tuple({row.place: row for row in told.rejected}.values()),
        staff=staff.kept(list(vendors)),
        audits=tuple(told.audits),
    )


def _sorted_out(file: str, match: Match, choice: Choice) -> tuple[list[Table], list[Finding]]:
    """The tables by what their rows and columns are of: everybody or some, a day or a week; lines once."""
    assert match.layout is not None
    tables, wholes = by_whole_row(file, match.tables)
    tables, left_out = by_segment(file, tables)
    tables, groups = by_group(file, tables)
    tables, weekly = without_weeks(file, list(by_part(tables)), choice, match.layout)
    return [each_line_once(table) for table in tables], [*wholes, *left_out, *groups, *weekly]


def _held_against_staff(
    file: str,
    read: Sequence[Rows],
    match: Match,
    sheets: Sequence[RawSheet],
    caps: Caps,
    directory: Directory,
) -> StaffOfFile:
    """Keep out what the file gives to agents after the day they left by its own word; gives what it says of
    its staff, to be held against other files."""
    lists = staff_lists(sheets, match.tables, caps.header_rows)
    if not lists:
        return StaffOfFile(file, (), None, directory)
    dated = [rows for rows in read if not rows.unread and not rows.undated]
    workers = [rows for rows in dated if has_agents(rows)]
    hints = in_year_of(workers or dated, (workers or read)[0].hints)
    lines = [list(staff_lines(file, each, hints)) for each in lists]
    leaving = [of for each, of in zip(lists, lines, strict=True) if each.tells_leaving]
    check_left_agents(file, workers, list(chain(*leaving)))
    return StaffOfFile(file, list(chain(*lines)), days_of(dated), directory)


def _of_label(finding: Finding, tables: Sequence[Table]) -> bool:
    """Whether it says of a column that names weeks or ten days that nobody knows it."""
    where = finding.place.sheet, finding.place.column
    labels = {(table.grid.sheet, table.parts_in.letters) for table in tables if table.parts_in}
    return finding.code.startswith("header_unknown") and where in labels


def _added_up(file: str, read: Sequence[Rows], today: date) -> Iterable[Rows]:
    """The rows with the parts of a day and of a month added, each part checked by itself before."""
    each = partial(check, file, today=today)
    whole = parts_added(file, list(settled(file, read, each)), each)
    return months_added(file, shift_sheets_added(file, list(whole), each), each)


def _assembled(
    file: ReceivedFile,
    rows: Rows,
    choice: Choice,
    directory: Directory,
    source: Source,
    titles: Sequence[str],
    look: Callable[[], None],
    staff: StaffOfFile,
) -> Assembled:
    """What one table gives: drafts, or what a person has to say before it gives any."""
    if rows.undated:
        undated = Finding("period_missing", Place(file.name, rows.table.grid.sheet))
        return Assembled(findings=[undated], questions=[Question(QuestionKind.PERIOD)])
    without_day, header = rows.days_uncalculated
    if without_day:
        place = rows.place(file.name, without_day[0], "day")
        facts = {"header": header, "n": len(without_day)}
        return Assembled(findings=[Finding("days_uncalculated", place, facts)])
    if rows.unread or (rows.table.layout.calls and not add_calls(file.name, rows)):
        return Assembled(findings=list(rows.warnings), questions=list(rows.questions))
    if not rows.checked:
        look()
    made = assemble(file.name, rows, choice, directory, source, titles, staff.keep_out_left)
    made.questions[:0] = rows.questions
    return made


def _looked_at(file: str, rows: Rows, today: date, meanwhile: Executor) -> None:
    """Check the rows; what their days together look like is found while they are named and laid out."""
    check_figures(file, rows, today)
    rows.looked_at = meanwhile.submit(patterns, file, rows.as_they_are()).result


def _asked_once(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Each thing is asked once a file, not once a sheet; what the sheets propose stands together."""
    asked: dict[tuple[QuestionKind, str], Question] = {}
    for question in questions:
        before = asked.setdefault((question.kind, question.subject), question)
        choices = {**question.choices, **before.choices}
        asked[question.kind, question.subject] = replace(before, choices=choices)
    return tuple(asked.values())


def _once_each(findings: Sequence[Finding]) -> list[Finding]:
    """Whose file it is, and a site or queue met for the first time, is said once and not on every sheet; the
    same of a cell once, though its row was read for several customer groups."""
    said: set[tuple[object, ...]] = set()
    kept = []
    for finding in findings:
        what = (finding.code, finding.facts.get("vendor"), finding.facts.get("name"))
        where = () if finding.code in _SAID_ONCE else (finding.place, str(finding.facts))
        if (what, where) not in said:
            kept.append(finding)
        said.add((what, where))
    return kept
