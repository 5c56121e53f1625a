"""The pages of docs/layouts say what the import does with the samples they show."""

from __future__ import annotations

import pytest

from tests.layout_pages import FOLDER, page_of, reading_of
from tests.layout_samples import SAMPLES
from tests.round_trip_files import written


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_page_is_current_and_has_its_picture_and_its_sample(sample):
    assert (FOLDER / f"{sample.name}.md").read_text(encoding="utf-8") == page_of(sample)
    name, _ = written(sample.pages, sample.kind, sample.stem or sample.name)
    assert (FOLDER / f"{sample.name}.png").stat().st_size and (FOLDER / "samples" / name).stat().st_size


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_is_read_without_a_question_or_a_row_left_out(sample):
    reading = reading_of(sample)
    assert not reading.blocked and not reading.questions
    assert not any(finding.severity == "rejects" for finding in reading.findings)


def test_every_page_is_listed():
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"({sample.name}.md)" in index for sample in SAMPLES)
    assert {path.stem for path in FOLDER.glob("*.md")} == {"README", *(sample.name for sample in SAMPLES)}
