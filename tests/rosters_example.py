"""Rosters of a vendor as files, and a house that has taken some in."""

from __future__ import annotations

from datetime import date

from core.people_lists import ListKind
from core.period import MonthRule
from core.text import Text
from importers.people.said import ListSaid
from services.known import directory
from services.roster import lists
from store.records.people_lists import PeopleListRecord
from tests.services_example import Cast

VENDOR = "YUNHE"
NOVEMBER = MonthRule().month("2026-11")
DUE = date(2026, 11, 16)
HEAD = "工号,姓名,职场,岗位,入职日期,上岗日期,离职日期\n"
#: Five agents, all at work at A.
FIRST = HEAD + "".join(f"000{n},王{n},甲职场,热线坐席,2026-01-05,2026-02-02,\n" for n in range(1, 6))
#: 0005 left on 13 November, 0004 moved to B on the 10th.
CORRECTION = "工号,异动类型,异动日期,职场\n0005,离职,2026-11-13,\n0004,调岗,2026-11-10,乙职场\n"


def with_sites(cast: Cast) -> None:
    """The vendor with its two sites."""
    directory.save_vendor(cast.house, cast.manager, VENDOR, Text("云禾", "Yunhe"))
    directory.save_site(cast.house, cast.manager, VENDOR, "A", Text("甲职场", "Site A"))
    directory.save_site(cast.house, cast.manager, VENDOR, "B", Text("乙职场", "Site B"))


def said(**more: object) -> ListSaid:
    """What is said of a November list."""
    return ListSaid(**{"vendor": VENDOR, "days": NOVEMBER, **more})  # type: ignore[arg-type]


def taken_in(cast: Cast, text: str = FIRST, name: str = "花名册.csv", **more: object) -> PeopleListRecord:
    """A list read and committed."""
    staged = lists.stage(cast.house, cast.manager, name, text.encode(), said(**more))
    assert staged.record is not None, [finding.sentence("en") for finding in staged.findings]
    return lists.commit(cast.house, cast.manager, staged.record.id)


def corrected(cast: Cast) -> PeopleListRecord:
    """The list of changes that puts the first roster right."""
    return taken_in(cast, CORRECTION, "异动.csv", kind=ListKind.CHANGES)
