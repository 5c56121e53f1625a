"""Gives a table's rows their vendor, project, site and queue: names in the file become registered codes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from core.finding import Finding, Place
from core.scope import is_code
from core.text import Text
from importers.columnar.coded import chosen, met, worded
from importers.columnar.in_order import distinct
from importers.draft import (
    WHOLE,
    Choice,
    Directory,
    Draft,
    NewPlace,
    Question,
    QuestionKind,
    RejectedRow,
    folded,
)
from importers.form_items import AuditSaid
from importers.rows.extract import Rows
from importers.rows.missing_days import Days
from importers.rows.site_hint import chosen_site, site_finding, site_hint, sites_of
from importers.rows.site_words import core_of
from importers.rows.vendor_hint import vendor_hints

#: Layouts whose rows are sums of many contacts.
_REPORTS = frozenset({"interval", "day", "month"})
_SCOPES = {
    "site": Text("职场", "site"),
    "queue": Text("技能组", "queue"),
    "channel": Text("渠道", "channel"),
    "segment": Text("客户群", "segment"),
    "language": Text("语种", "language"),
}


@dataclass
class Assembled:
    """What one table gave."""

    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    new_places: list[NewPlace] = field(default_factory=list)
    #: Every row that stays out, whoever's it is.
    rejected: list[RejectedRow] = field(default_factory=list)
    #: What its rows of audits answer, item by item.
    audits: list[AuditSaid] = field(default_factory=list)
    #: Its days, where every day should be there.
    days: Days | None = None
    #: What is said of the rows, once all that looks at them is done; and where it stands among the findings.
    of_rows: list[tuple[int, Callable[[], list[Finding]]]] = field(default_factory=list)

    def add(self, other: Assembled) -> None:
        """What another table of the same file gave, its days aside."""
        self.drafts += other.drafts
        self.of_rows += [(len(self.findings) + at, told) for at, told in other.of_rows]
        self.findings += other.findings
        self.questions += other.questions
        self.new_places += other.new_places
        self.rejected += other.rejected
        self.audits += other.audits

    def settle(self) -> None:
        """Put what is said of the rows in its place."""
        for at, told in reversed(self.of_rows):
            self.findings[at:at] = told()
        self.of_rows.clear()


def name_vendors(
    file: str,
    rows: Rows,
    choice: Choice,
    directory: Directory,
    titles: Sequence[str],
    result: Assembled,
) -> bool:
    """Fill `vendor` from the column or the choice; False where one is unknown or nobody said which."""
    known = directory.named("vendors")
    if rows.frame["vendor_said"].null_count() == rows.frame.height:
        vendor = choice.vendor or _hinted(file, rows, choice, directory, titles, result)
        if vendor is None:
            return False
        if (None, folded(vendor)) not in known:
            result.findings.append(Finding("vendor_unknown", Place(file), {"vendor": vendor}))
            return False
        rows.frame = rows.frame.with_columns(rows.same("vendor", vendor))
        return True
    codes: dict[str, str | None] = {}
    said = rows.frame.drop_nulls("vendor_said").unique("vendor_said", keep="first", maintain_order=True)
    for name, number in said.select("vendor_said", "row").iter_rows():
        codes[name] = known.get((None, folded(name)))
        if codes[name] is None:
            place = rows.place(file, number, "vendor")
            result.findings.append(Finding("vendor_unknown", place, {"vendor": name}))
    rows.frame = rows.frame.with_columns(
        pl.col("vendor_said").replace_strict(codes, default=None, return_dtype=pl.String).alias("vendor")
    )
    other = pl.col("vendor") != choice.vendor if choice.vendor else pl.lit(False)
    wrong = rows.frame.filter(pl.col("vendor_said").is_null() | other)
    for number, vendor in wrong.select("row", "vendor").iter_rows():
        code = "vendor_cell_empty" if vendor is None else "vendor_other"
        facts = {"vendor": vendor or "", "chosen": choice.vendor or ""}
        rows.reasons[number].append(Finding(code, rows.place(file, number, "vendor"), facts))
    return not result.findings


def name_projects(file: str, rows: Rows, choice: Choice, directory: Directory, result: Assembled) -> None:
    """Fill `project` from the column, else the choice; one that is not registered blocks."""
    known = directory.named("projects")
    chosen = known.get((None, folded(choice.project))) if choice.project else None
    if choice.project and chosen is None:
        result.findings.append(Finding("project_unknown", Place(file), {"project": choice.project}))
    names = [name for name in met(rows.frame["project"]) if name]
    codes = {name: known.get((None, folded(name))) for name in names}
    for name in (n for n, code in codes.items() if code is None):
        result.findings.append(
            Finding("project_unknown", rows.place(file, None, "project"), {"project": name})
        )
    if names and chosen is None:
        for number in rows.frame.filter(pl.col("project").is_null())["row"]:
            place = rows.place(file, number, "project")
            rows.reasons[number].append(Finding("project_missing", place))
    column = pl.col("project").replace_strict(codes, default=chosen, return_dtype=pl.String).alias("project")
    rows.frame = rows.frame.with_columns(column if names else rows.same("project", chosen))


def refuse_scopeless(file: str, rows: Rows) -> None:
    """A row without site or queue, where other rows of a report name one, is nobody's: it would count for
    all of them. A list of single calls or people may leave it out."""
    if rows.table.layout.code not in _REPORTS or rows.frame["agent"].is_not_null().any():
        return
    for name, what in _SCOPES.items():
        blank = rows.frame[name].is_null()
        if not blank.any() or blank.all():
            continue
        for number in rows.frame.filter(blank)["row"]:
            if number not in rows.reasons:
                rows.reasons[number].append(
                    Finding("scope_missing", rows.place(file, number, name), {"what": what})
                )


def name_sites(file: str, rows: Rows, choice: Choice, directory: Directory, result: Assembled) -> bool:
    """Fill `site` from the words around a table without such a column; False where a person has to say it."""
    if rows.frame["site"].is_not_null().any():
        return True
    vendors = met(rows.frame["vendor"])
    sites = {vendor: _site(file, rows, vendor, choice, directory, result) for vendor in vendors}
    if None in sites.values():
        return False
    named = pl.col("vendor").replace_strict(sites, default=None, return_dtype=pl.String)
    rows.frame = rows.frame.with_columns(pl.when(named != WHOLE).then(named).alias("site"))
    return True


def name_places(file: str, rows: Rows, kind: str, directory: Directory, result: Assembled) -> None:
    """Codes for site or queue names; a name met for the first time gets a code and a finding."""
    role, known = kind[:-1], directory.named(kind)
    cores = {(of, core_of(word)): code for (of, word), code in known.items()} if role == "site" else {}
    codes: dict[tuple[str, str], str] = {}
    pairs = rows.frame.filter(pl.col(role).is_not_null() & pl.col("vendor").is_not_null())
    for vendor, name in distinct(pairs, ["vendor", role]):
        code = known.get((vendor, folded(name))) or known.get((None, folded(name)))
        code = code or cores.get((vendor, core_of(name)))
        if code is None:
            code = _fresh_code(role, name)
            result.new_places.append(NewPlace(role, vendor, code, name))
            place = rows.place(file, None, role)
            result.findings.append(
                Finding(f"{role}_new", place, {"name": name, "vendor": vendor, "code": code})
            )
        codes[(vendor, name)] = code
    if codes:
        rows.frame = rows.frame.with_columns(_coded_as(rows.frame, role, codes))


def _site(
    file: str, rows: Rows, vendor: str, choice: Choice, directory: Directory, result: Assembled
) -> str | None:
    """The vendor's site that a person or the table's words name, else `WHOLE`; None, and a question, where it
    is not clear which."""
    grid = rows.table.grid
    place = Place(file, grid.sheet)
    if chosen := choice.sites.get(""):
        result.findings.append(site_finding("site_said", chosen_site(vendor), place, chosen, directory))
        return chosen
    hint = site_hint(file, rows.table, vendor, directory)
    if hint is None:
        return WHOLE
    known = WHOLE if hint.word in directory.whole.get(vendor, ()) else None
    if said := choice.sites.get(hint.word) or known:
        result.findings.append(site_finding("site_said", hint, place, said, directory))
        return said
    if hint.only:
        result.findings.append(site_finding("site_named", hint, place, hint.only, directory))
        return hint.only
    result.findings.append(Finding("site_unclear", place, hint.facts()))
    result.questions.append(hint.question(sites_of(vendor, directory)))
    return None


def _hinted(
    file: str,
    rows: Rows,
    choice: Choice,
    directory: Directory,
    titles: Sequence[str],
    result: Assembled,
) -> str | None:
    """The one vendor that title or file name; None, and a question, where there is none, or several, or
    somebody who can confirm it."""
    grid = rows.table.grid
    hints = vendor_hints(file, " ".join(grid.titles), grid.sheet, titles, directory)
    place = Place(file, grid.sheet)
    if len(hints) == 1 and not choice.attended:
        result.findings.append(hints[0].finding(place))
        return hints[0].vendor
    if len(hints) > 1:
        several = [hint.name for hint in hints]
        result.findings.append(Finding("vendors_several", place, {"vendors": several}))
    else:
        result.findings.append(Finding("vendor_missing", place))
    result.questions.append(Question(QuestionKind.VENDOR, "", {hint.vendor: hint.reason() for hint in hints}))
    return None


def _coded_as(frame: pl.DataFrame, role: str, codes: Mapping[tuple[str, str], str]) -> pl.Series:
    """The codes of the places that rows name."""
    names, vendors = frame[role], {vendor for vendor, _ in codes}
    if isinstance(names.dtype, pl.Enum) and len(vendors) == 1 and not frame["vendor"].has_nulls():
        (vendor,) = vendors
        texts = [codes.get((vendor, name)) for name in names.dtype.categories]
        return chosen(names.to_physical(), texts, role)
    named = [(vendor, name, code) for (vendor, name), code in codes.items()]
    said = pl.DataFrame(named, schema=["vendor", role, "code"], orient="row")
    joined = worded(frame.select("vendor", role)).join(
        said, on=["vendor", role], how="left", maintain_order="left"
    )
    return joined["code"].alias(role)


def _fresh_code(role: str, name: str) -> str:
    """A code for a new name: the name itself where it can be one, else a short mark of it."""
    plain = "-".join(name.upper().split())
    if is_code(plain):
        return plain
    return f"{role[0].upper()}-{hashlib.sha256(name.encode()).hexdigest()[:8].upper()}"
