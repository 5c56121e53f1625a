"""A visit taken along as an Excel form, and the form brought back: once, whole, and over nobody's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.errors import RefusedError
from core.finding import Finding, Place
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.visit_form import RoadFinding, RoadForm, visit_form
from exports.visit_form_read import RoadRead, read_form, read_mark
from exports.visit_form_words import ABOUT, words_of
from qa.scoring.answers import answered
from qa.visit.merging import Merged, merged
from services.house.evidence import keep_evidence
from services.house.writing import writing
from services.records.kept_audits import read_answer, stored_answer
from services.visits.visit_findings import Found, noted, said
from services.visits.visit_standing import VisitView, still_open
from store.records import VisitFindingRecord, VisitFormRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_TOLD = ("attendees", "summary", "remark")
_BETWEEN = "、"


class Side(StrEnum):
    """Which side holds where form and page say something different; ASK refuses and names them."""

    ASK = "ask"
    FORM = "form"
    PAGE = "page"


@dataclass(frozen=True)
class BroughtBack:
    """What a form brought."""

    visit: str
    #: How many answers, findings new or changed, and other words were taken over.
    answers: int
    findings: int
    words: int


def issue_form(house: House, who: Principal, visit: str, lang: Lang) -> tuple[str, bytes]:
    """A copy for the road: its name and bytes, filled with what stands in the visit. It comes back once."""
    with writing(house, who, Action.AUDIT) as uow:
        view = still_open(uow, who, visit)
        record = uow.visits.forms.add(
            VisitFormRecord(
                visit=visit,
                vendor=view.record.vendor,
                base=_plain(view),
                issued_at=uow.now,
                issued_by=who.name,
            )
        )
        uow.journal.note("visit_form_issued", "site_visit", visit, after=record.id, vendor=view.record.vendor)
        content = visit_form(_filled(uow, view, record.id), lang)
    name = Text("现场检查", "site-visit").in_(lang)
    return f"{name}_{view.record.vendor}_{view.record.day}.xlsx", content


def bring_back(
    house: House,
    who: Principal,
    data: bytes,
    name: str,
    side: Side = Side.ASK,
    visit: str | None = None,
) -> BroughtBack:
    """Take a form in that comes back from the road; `visit`: the one it is brought to, where one is open.

    What was left as it was says nothing; what the page changed meanwhile stays. Refused with every finding:
    a form of no visit here, one that is in already, hidden codes that were changed, moved, doubled or lost, a
    cell that cannot be read, and (unless `side` says which holds) what both sides changed differently.
    """
    authorize(who, Action.AUDIT)
    found = read_mark(data, name)
    if isinstance(found, list):
        raise RefusedError(found)
    sheets, issue = found
    with house.database.read(who) as uow:
        _copy(uow, who, issue, name, visit)
    sha, bare = keep_evidence(house, who, (name, data), Action.AUDIT)
    with writing(house, who, Action.AUDIT) as uow:
        record, view = _copy(uow, who, issue, name, visit)
        read = read_form(sheets, view.form, name, list(record.base["findings"]))
        if read.trouble:
            raise RefusedError(list(read.trouble))
        done = _taken(uow, view, record, read, side)
        returned = replace(record, returned_at=uow.now, returned_by=who.name, file=sha, file_name=bare)
        uow.visits.forms.update(returned)
        after = {"form": issue, "answers": done.answers, "findings": done.findings, "file": bare}
        uow.journal.note("visit_form_returned", "site_visit", done.visit, after=after, vendor=record.vendor)
    return done


def _copy(
    uow: UnitOfWork, who: Principal, issue: str, name: str, visit: str | None
) -> tuple[VisitFormRecord, VisitView]:
    """The copy that came back and its visit."""
    record = uow.visits.forms.find(id=issue)
    if record is None:
        raise RefusedError([Finding("visit_form_unknown", Place(name), {"code": issue})])
    if visit not in (None, record.visit):
        other = uow.visits.get(record.visit)
        facts = {"visit": f"{other.vendor} {other.day}"}
        raise RefusedError([Finding("visit_form_other", Place(name), facts)])
    if record.returned_at is not None:
        facts = {
            "name": record.returned_by or "",
            "when": f"{record.returned_at:%Y-%m-%d %H:%M} UTC",
        }
        raise RefusedError([Finding("visit_form_returned", Place(name), facts)])
    return record, still_open(uow, who, record.visit)


def _filled(uow: UnitOfWork, view: VisitView, issue: str) -> RoadForm:
    record = view.record
    sites = {site.code: site.name for site in uow.directory.sites_of(record.vendor)}
    vendor = uow.directory.vendor(record.vendor).name
    site = sites.get(record.site or "")
    about = [
        (ABOUT["vendor"], f"{vendor.zh} / {vendor.en}"),
        (ABOUT["site"], f"{site.zh} / {site.en}" if site else "–"),
        (ABOUT["day"], f"{record.day}"),
        (ABOUT["auditors"], _BETWEEN.join(record.auditors)),
        (ABOUT["form"], f"{record.form} v{record.form_version}"),
    ]
    findings = [
        RoadFinding(
            each.id, each.item, each.what, each.grade, _points(each.points), each.due, each.remark,
            _BETWEEN.join(each.photo_names), each.number,
        )
        for each in view.findings
    ]  # fmt: skip
    return RoadForm(issue, view.form, about, view.answers, record.fatal, _told(view), findings)


def _plain(view: VisitView) -> dict[str, Any]:
    """What a copy is filled with, as the database keeps it."""
    return {
        "answers": dict(view.record.answers),
        "fatal": list(view.record.fatal),
        "told": _told(view),
        "findings": {each.id: _row(each) for each in view.findings},
    }


def _told(view: VisitView) -> dict[str, str]:
    record = view.record
    return {
        "attendees": _BETWEEN.join(record.attendees),
        "summary": record.summary,
        "remark": record.remark,
    }


def _row(found: VisitFindingRecord | RoadFinding) -> dict[str, Any]:
    names = found.photo_names
    points = found.points if isinstance(found.points, str) else _points(found.points)
    return {
        "item": found.item,
        "what": found.what,
        "grade": found.grade.value,
        "points": points,
        "due": None if found.due is None else found.due.isoformat(),
        "remark": found.remark,
        "photos": names if isinstance(names, str) else _BETWEEN.join(names),
    }


def _points(points: Decimal | None) -> str:
    return "" if points is None else f"{points.normalize():f}"


def _taken(
    uow: UnitOfWork, view: VisitView, record: VisitFormRecord, read: RoadRead, side: Side
) -> BroughtBack:
    """What the form says, laid over the visit."""
    base = record.base
    answers = _answers(view, base["answers"], read)
    now = {each.id: _row(each) for each in view.findings}
    changed = {found.id: _row(found) for found, _place in read.findings if found.id}
    rows = merged(base["findings"], now, changed)
    told = merged(base["told"], _told(view), {key: words for key, words in read.told.items() if words})
    fatal = merged(_ticks(view, base["fatal"]), _ticks(view, view.record.fatal), _ticks(view, read.fatal))
    _settle(view, answers, read, rows, told, fatal, side)
    if side is Side.FORM:
        answers, rows, told, fatal = (
            _overruled(answers, _answers_said(view, read)), _overruled(rows, changed),
            _overruled(told, read.told), _overruled(fatal, _ticks(view, read.fatal)),
        )  # fmt: skip
    findings = _keep_findings(uow, view, read, rows)
    _keep_visit(uow, view, answers, told, fatal)
    words = len(told.taken) + len(fatal.taken)
    return BroughtBack(view.record.id, len(answers.taken), findings, words)


def _answers(view: VisitView, base: Mapping[str, Any], read: RoadRead) -> Merged:
    """An answer that stands as the copy was filled with says nothing, whatever else is kept of it."""
    theirs = {}
    for code, answer in read.answers.items():
        item, before = view.form.item(code), base.get(code)
        assert item is not None
        answered(item, answer)
        was = read_answer(before) if before else None
        same = was is not None and was.comment == answer.comment and _same(item, was, answer)
        theirs[code] = before if same else stored_answer(answer)
    return merged(base, view.record.answers, theirs)


def _answers_said(view: VisitView, read: RoadRead) -> dict[str, Any]:
    return {code: stored_answer(answer) for code, answer in read.answers.items()}


def _same(item: Any, one: Any, other: Any) -> bool:
    return words_of(item, one, "zh") == words_of(item, other, "zh")


def _ticks(view: VisitView, fatal: Any) -> dict[str, bool]:
    return {code: code in fatal for code in view.form.fatal_codes()}


def _overruled(found: Merged, theirs: Mapping[str, object]) -> Merged:
    """What both changed, as the form has it."""
    taken = {key: theirs[key] for key in found.differing}
    return Merged({**found.answers, **taken}, (), (*found.taken, *taken))


def _settle(
    view: VisitView,
    answers: Merged,
    read: RoadRead,
    rows: Merged,
    told: Merged,
    fatal: Merged,
    side: Side,
) -> None:
    """Refused where both sides changed the same thing differently and nobody said which holds."""
    if side is not Side.ASK:
        return
    trouble = []
    for code in answers.differing:
        item = view.form.item(code)
        assert item is not None
        ours, theirs = view.answers[code], read.answers[code]
        said_ = {lang: (words_of(item, ours, lang), words_of(item, theirs, lang)) for lang in _LANGS}
        trouble.append(_differs(item.text, *(Text(said_["zh"][n], said_["en"][n]) for n in (0, 1))))
    found = {each.id: each for each, _place in read.findings}
    for id in rows.differing:
        ours_ = next((each.what for each in view.findings if each.id == id), "–")
        trouble.append(_differs(Text("问题", "Finding"), ours_, found[id].what))
    for key in told.differing:
        trouble.append(_differs(_HEADS[key], _told(view)[key], read.told[key]))
    names = view.form.fatal_names()
    for code in fatal.differing:
        words = Text("有", "yes"), Text("无", "no")
        ours_tick = words[code not in view.record.fatal]
        trouble.append(_differs(names[code], ours_tick, words[code not in read.fatal]))
    if trouble:
        raise RefusedError(trouble)


_LANGS: tuple[Lang, ...] = ("zh", "en")
_HEADS = {
    "attendees": Text("外包商在场人员", "For the vendor"),
    "summary": Text("总体评价", "What the vendor is told of it all"),
    "remark": Text("内部备注", "Inner remark"),
}


def _differs(item: Text, ours: object, theirs: object) -> Finding:
    return Finding("visit_answer_differs", facts={"item": item, "ours": ours, "theirs": theirs})


def _keep_findings(uow: UnitOfWork, view: VisitView, read: RoadRead, rows: Merged) -> int:
    """New rows noted, changed ones changed; a row that is gone takes nothing away."""
    known = {each.id: each for each in view.findings}
    for found, _place in read.findings:
        if not found.id:
            noted(uow, view, _found(found))
        elif found.id in rows.taken and found.id in known:
            fields = said(view, _found(found))
            uow.visits.findings.update(replace(known[found.id], **fields))
    changed = [id for id in rows.taken if id in known]
    return len(changed) + sum(1 for found, _place in read.findings if not found.id)


def _found(row: RoadFinding) -> Found:
    points = Decimal(row.points) if row.points else None
    return Found(row.what, row.grade, row.item, points, row.due, row.remark, _names(row.photo_names))


def _names(words: str) -> tuple[str, ...]:
    """Names between commas of either writing."""
    for other in (",", "，", ";", "；", "\n"):
        words = words.replace(other, _BETWEEN)
    return tuple(dict.fromkeys(name.strip() for name in words.split(_BETWEEN) if name.strip()))


def _keep_visit(uow: UnitOfWork, view: VisitView, answers: Merged, told: Merged, fatal: Merged) -> None:
    words = {key: str(told.answers.get(key, "")) for key in _TOLD}
    ticked = tuple(code for code, is_found in fatal.answers.items() if is_found)
    uow.visits.update(
        replace(
            view.record,
            answers=dict(answers.answers),
            fatal=ticked,
            attendees=_names(words["attendees"]),
            summary=words["summary"],
            remark=words["remark"],
        )
    )
