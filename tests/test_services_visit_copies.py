"""The vendor's copy of a site visit: what it is told, and nothing of what is inner."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.errors import WrongInputError
from core.text import LANGS, Lang, Text
from qa.scoring.answers import Answer
from qa.visit.states import Grade
from services.known.directory import save_vendor
from services.visits import visit_findings, visit_photos, visit_signing
from services.visits.visit_findings import Found
from services.visits.visit_signing import Signature
from services.workbooks.visit_copies import vendor_copy
from tests.services_example import Cast, house_with_contract
from tests.visits_example import PNG, planned, submitted

PICTURE = (Path(__file__).resolve().parent.parent / "sample_data" / "demo" / "visit_desks.png").read_bytes()


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    found = house_with_contract(tmp_path / "data")
    yield found
    found.house.close()


def visited(cast: Cast, what: str = "桌面有手机") -> str:
    """A submitted visit with something found, an inner remark on it, a picture and one that is none."""
    visit = planned(cast)
    found = Found(what, Grade.SERIOUS, "DESKS", Decimal(2), date(2026, 5, 20), "怀疑提前通知")
    finding = visit_findings.add_finding(cast.house, cast.auditor, visit.id, found)
    visit_photos.add_photo(cast.house, cast.auditor, visit.id, ("手机.png", PICTURE), finding.id)
    visit_photos.add_photo(cast.house, cast.auditor, visit.id, ("坏图.png", PNG))
    submitted(cast, visit.id, DESKS=Answer("none", comment="三部"))
    return visit.id


def copied(cast: Cast, visit: str, lang: Lang) -> tuple[str, str, int]:
    """File name, all words, and how many pictures."""
    name, data = vendor_copy(cast.house, cast.viewer, visit, lang)
    book = load_workbook(io.BytesIO(data))
    words = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
    return name, words, sum(len(sheet._images) for sheet in book)


@pytest.mark.parametrize("lang", LANGS)
def test_the_vendor_is_told_what_was_found_and_nothing_inner(cast: Cast, lang: Lang) -> None:
    visit = visited(cast)
    name, words, pictures = copied(cast, visit, lang)
    assert name.startswith("YUNHE_20260511_") and pictures == 1 and "坏图.png" in words
    told = ["桌面有手机", "三部", "总体有序", "周经理", "92 · ", "0 / 8"]
    told += ["严重问题", "签字"] if lang == "zh" else ["Serious", "signature ____"]
    assert [each for each in told if each not in words] == []
    # Inner remarks of the finding and of the visit, and the client's own people.
    assert [each for each in ("怀疑提前通知", "对方提前得知", "李质检") if each in words] == []
    assert cast.journal()[-1] == "visit_copy"


@pytest.mark.parametrize("lang", LANGS)
def test_once_it_is_refused_the_copy_says_so_instead_of_asking_again(cast: Cast, lang: Lang) -> None:
    visit = visited(cast)
    given = Signature("周经理", datetime(2026, 5, 11, 9, tzinfo=UTC))
    version = 1
    with cast.house.database.read() as uow:
        version = uow.visits.get(visit).version
    visit_signing.refuse_signature(cast.house, cast.auditor, visit, given, "不认可", version)
    words = copied(cast, visit, lang)[1]
    assert ("拒绝签认：周经理" if lang == "zh" else "Signature refused: 周经理") in words
    assert "____" not in words


def test_no_copy_before_it_stands_and_none_that_names_another_vendor(cast: Cast) -> None:
    with pytest.raises(WrongInputError, match="visit_open"):
        vendor_copy(cast.house, cast.viewer, planned(cast).id, "zh")
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    with pytest.raises(WrongInputError, match="other_vendor_named"):
        vendor_copy(cast.house, cast.viewer, visited(cast, "安达的人也在场"), "zh")
