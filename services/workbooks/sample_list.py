"""The Excel list of a drawn sample: what the vendor fetches recordings by."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from core.language import N_, translated
from core.principal import Action, Principal, authorize
from core.text import Lang
from exports.sample_list import SampleList, SampleListLine, sample_workbook
from services.known.told import names_around
from services.sampling.sample_lines import SampleView, sample
from services.sampling.sample_withdrawing import ensure_stands
from store.records import SampleLineRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = N_("{vendor}_{day}_sample.xlsx")


def sample_list(house: House, who: Principal, sample_id: str, lang: Lang) -> tuple[str, bytes]:
    """File name and workbook of the calls to be heard; journalled, for it goes to the vendor.
    Refused for a withdrawn sample."""
    view = sample(house, who, sample_id)
    record = view.record
    authorize(who, Action.EXPORT, record.vendor)
    with house.database.write(who) as uow:
        ensure_stands(uow, record.id)
        vendor = uow.directory.vendor(record.vendor)
        # Without the person's filter: nobody else's name may leave, whoever asks.
        with house.database.read() as every:
            forbidden, own = names_around(every, record.vendor)
        report = SampleList(
            vendor=vendor.name,
            period=record.period,
            lines=tuple(_line(place, line) for place, line in enumerate(_in_order(view), 1)),
            drawn_at=record.drawn_at,
            drawn_by=record.drawn_by,
            seed_hash=sha256(record.seed.encode()).hexdigest(),
            list_hash=record.list_hash,
        )
        data = sample_workbook(report, lang, forbidden, own)
        after = {"calls": len(report.lines), "sha256": sha256(data).hexdigest()}
        uow.journal.note("sample_list", "sample", record.id, after=after, vendor=record.vendor)
        uow.commit()
    name = translated(_NAME, lang).format(vendor=record.vendor, day=f"{record.day:%Y%m%d}")
    return name, data


def _in_order(view: SampleView) -> list[SampleLineRecord]:
    """By day and time, so that the vendor goes through its archive once."""
    return sorted(view.to_hear, key=lambda line: (line.day, line.second or (line.minute or 0) * 60, line.id))


def _line(place: int, line: SampleLineRecord) -> SampleListLine:
    return SampleListLine(
        place=place,
        day=line.day,
        time=time_of(line),
        project=line.project or "",
        site=line.site or "",
        queue=line.queue or "",
        language=line.language or "",
        agent=line.agent or "",
        number=line.number or "",
        length="" if line.length is None else f"{line.length // 60}:{line.length % 60:02d}",
        line=line.id,
    )


def time_of(line: SampleLineRecord) -> str:
    """The time of day to the second where the list tells it, else to the minute: 09:05:05, 09:05."""
    if line.second is not None:
        return f"{line.second // 3600:02d}:{line.second // 60 % 60:02d}:{line.second % 60:02d}"
    return "" if line.minute is None else f"{line.minute // 60:02d}:{line.minute % 60:02d}"
