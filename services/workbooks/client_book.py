"""The client's own workbook of a month, gathered from whatever compares vendors or hints at cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize_everywhere
from core.text import Lang
from exports.client_book import ClientBook, build, file_name
from services.money.claim_deadlines import claim_deadlines
from services.results.cost_satisfaction import cost_beside_satisfaction
from services.results.over_service import over_service
from services.results.ranking import ranking
from services.results.staffing import staffing
from services.workbooks.claim_sheet import claim_sheet
from services.workbooks.client_sheets import cost_sheet, over_service_sheet, ranking_sheet, staffing_sheet

if TYPE_CHECKING:
    from services.house.bootstrap import House


def client_book(house: House, who: Principal, label: str) -> ClientBook:
    """All sheets that have something to say of the month. Only for whoever sees every vendor."""
    authorize_everywhere(who, Action.EXPORT)
    sheets = (
        claim_sheet(claim_deadlines(house, who, label)),
        over_service_sheet(over_service(house, who, label)),
        ranking_sheet(ranking(house, who, label)),
        cost_sheet(cost_beside_satisfaction(house, who, label)),
        staffing_sheet(staffing(house, who, label)),
    )
    return ClientBook(label, house.clock.now(), tuple(each for each in sheets if each.rows))


def client_book_name(label: str, lang: Lang) -> str:
    """What the workbook's file is called."""
    return file_name(label, lang)


def export_client_book(house: House, who: Principal, label: str, lang: Lang) -> tuple[str, bytes]:
    """The workbook's file name and bytes, noted in the journal. Refused where it would hold nothing."""
    made = client_book(house, who, label)
    if not made.sheets:
        raise WrongInputError("nothing_to_compare", period=label)
    name, data = file_name(label, lang), build(made, lang)
    with house.database.write(who) as uow:
        uow.journal.note(
            "exported", "client_book", label, after={"file": name, "period": label, "lang": lang}
        )
        uow.commit()
    return name, data
