"""A museum of dirty files: for every finding there is, a small file and the sentence it is answered with."""

from __future__ import annotations

import re

import pytest

from core.catalogue import KINDS
from core.finding import Finding
from tests.museum import MUSEUM, found_in

CASES = sorted(path.name for path in MUSEUM.iterdir() if path.is_dir())
#: Stands for what differs each time: the name of a file in the lake, a reference number.
_ANY = "⟨…⟩"


def expected(code: str) -> dict[str, str]:
    lines = (MUSEUM / code / "expected.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def said(finding: Finding) -> dict[str, str]:
    place = finding.place.in_("zh")
    return {"zh": finding.sentence("zh"), "en": finding.sentence("en"), **({"place": place} if place else {})}


def agree(want: dict[str, str], got: dict[str, str]) -> bool:
    def fits(key: str) -> bool:
        pattern = r"\S+".join(map(re.escape, want[key].split(_ANY)))
        return re.fullmatch(pattern, got[key]) is not None

    return want.keys() == got.keys() and all(fits(key) for key in want)


def test_every_finding_has_its_case_and_every_case_its_finding():
    assert set(CASES) == set(KINDS)


@pytest.mark.parametrize("code", CASES)
def test_the_file_is_answered_with_its_sentence_in_both_languages_and_its_place(code):
    found = found_in(MUSEUM / code)
    answers = [said(finding) for finding in found if finding.code == code]
    want = expected(code)
    assert any(agree(want, answer) for answer in answers), (want, answers, [each.code for each in found])


@pytest.mark.parametrize("code", CASES)
def test_a_case_is_small(code):
    assert sum(path.stat().st_size for path in (MUSEUM / code).iterdir()) < 40_000
