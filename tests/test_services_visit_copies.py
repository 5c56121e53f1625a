"""The vendor's copy of a site visit: what it is told, and nothing of what is inner."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from core.errors import WrongInputError
from core.text import LANGS, Lang, Text
from exports.photo_copy import photo_copy
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


def telephone_picture() -> bytes:
    """As a telephone writes it: held upright, with the place it was taken at and its owner."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "李审"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 48.0), 3: "E", 4: (121.0, 28.0, 12.0)})
    held = io.BytesIO()
    Image.new("RGB", (64, 40), (200, 30, 30)).save(held, "JPEG", exif=exif, comment=b"our office")
    return held.getvalue()


def test_a_photograph_leaves_without_what_the_telephone_wrote_and_its_original_stays(cast: Cast) -> None:
    taken = telephone_picture()
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(0x8825), "it says where it was"
    visit = planned(cast)
    kept = visit_photos.add_photo(cast.house, cast.auditor, visit.id, ("手机.jpg", taken))
    submitted(cast, visit.id)
    assert visit_photos.photo(cast.house, cast.viewer, kept.id)[1] == taken, "the evidence is as it came in"
    _name, data = vendor_copy(cast.house, cast.viewer, visit.id, "en")
    book = load_workbook(io.BytesIO(data))
    [picture] = [image for sheet in book for image in sheet._images]
    left = Image.open(picture.ref)
    assert left.size == (40, 64), "turned the way it was held"
    assert not left.getexif() and "comment" not in left.info
    cells = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
    assert f"Original: SHA-256 {sha256(taken).hexdigest()}" in cells
    assert not any(word in data for word in (b"our office", "李审".encode(), b"GPS"))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_a_picture_of_any_kind_we_take_is_drawn(kind: str) -> None:
    """WebP, as many telephones write it, was left out of the copy without a word."""
    held = io.BytesIO()
    Image.new("RGBA" if kind != "JPEG" else "RGB", (3000, 1500)).save(held, kind)
    drawn = photo_copy(held.getvalue())
    assert drawn is not None and Image.open(io.BytesIO(drawn)).size == (1600, 800)


@pytest.mark.parametrize("content", [b"", b"no picture", PNG, telephone_picture()[:200]])
def test_what_is_no_picture_is_not_drawn(content: bytes) -> None:
    assert photo_copy(content) is None
