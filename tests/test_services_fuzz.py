"""Damaged files brought in one after another: each wholly or not at all; the house stays sound."""

from __future__ import annotations

from core.errors import PlumblineError
from importers.draft import Choice
from services.reports.import_report import commit, stage, withdraw
from services.work.doctor import examine
from store.records import BatchState
from tests.fuzzing import mutated
from tests.services_example import house_with_contract

FILES = 120


def test_a_damaged_file_is_never_committed_in_part(tmp_path):
    cast = house_with_contract(tmp_path / "data")
    house, who, committed = cast.house, cast.manager, 0
    try:
        for seed in range(FILES):
            name, data = mutated(seed)
            committed += _bring(house, who, name, data)
            assert _whole(house), seed
        assert examine(house, who) == []
    finally:
        house.close()
    assert committed > 20


def _bring(house, who, name, data) -> bool:
    """Whether it was committed; refusals are refusals of ours."""
    try:
        shown = stage(house, who, name, data, Choice(vendor="YUNHE"))
        if shown.same_as or not shown.batches:
            return False
        done = commit(house, who, shown.file.id)
    except PlumblineError:
        return False
    with house.database.read() as uow:
        states = {batch.state for batch in uow.batches.of_file(shown.file.id)}
    assert states == {BatchState.COMMITTED} and _whole(house)
    for batch in done.batches:  # taken back, so that the next need not ask which of the two count
        withdraw(house, who, batch.id, "试")
    return True


def _whole(house) -> bool:
    """Whether the lake holds the rows of the live batches, all of them and no others."""
    with house.database.read() as uow:
        listed = uow.lake_files.current()
        live = {batch.id for batch in uow.batches.live()}
    return {batch for file in listed for batch in file.batches} <= live and {
        f.path for f in listed
    } <= house.lake.files()
