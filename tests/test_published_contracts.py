"""A published version of a contract stays as it was: no service and no SQL of ours changes or deletes it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from services_example import CONTRACT, house_with_contract
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import ConflictError, RefusedError
from services.contracts import contracts

ROOT = Path(__file__).resolve().parent.parent
#: What writes anything: `update(…)`, `delete(…)` of a table, or such SQL.
_WRITES = re.compile(
    r"contract_versions\.(update|delete)|(update|delete)\(\s*contract_versions", re.IGNORECASE
)
_SQL = re.compile(r"(UPDATE|DELETE FROM|DROP TABLE|ALTER TABLE)\s+contract_versions", re.IGNORECASE)
_SHELF = re.compile(r"contracts\.versions\.(?!find|one|all|get|add\b)(\w+)")


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def kept(cast):
    with cast.house.database.read() as uow:
        return uow.contracts.versions.all()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contract_versions SET body = '{}'",
        "UPDATE contract_versions SET hash = 'x', yaml = '' WHERE number = '1'",
        "UPDATE contract_versions SET effective_to = NULL",
        "DELETE FROM contract_versions",
        "INSERT INTO contract_versions SELECT * FROM contract_versions WHERE true "
        "ON CONFLICT (id) DO UPDATE SET body = '{}'",
        "sqlite: REPLACE INTO contract_versions SELECT * FROM contract_versions",
        "sqlite: INSERT OR REPLACE INTO contract_versions SELECT * FROM contract_versions",
        "sqlite: UPDATE OR REPLACE contract_versions SET body = '{}'",
        "postgresql: TRUNCATE contract_versions CASCADE",
    ],
)
def test_the_database_itself_refuses(cast, statement):
    only, _, there = statement.rpartition(": ")
    if only and only != cast.house.database.engine.dialect.name:
        pytest.skip(f"{only} alone knows it")
    before, statement = kept(cast), there
    with cast.house.database.write() as uow, pytest.raises(DBAPIError, match="append-only"):
        uow.connection.execute(text(statement))
    assert kept(cast) == before


@pytest.mark.parametrize(
    "changed",
    [
        CONTRACT.replace("target: 90", "target: 80"),
        CONTRACT.replace("weight: 40", "weight: 41"),
        CONTRACT.replace("2026-12-31", "2026-06-30"),
        CONTRACT.replace("cap: 3", "cap: 30"),
    ],
)
def test_loading_other_terms_under_its_number_is_refused(cast, changed):
    before = kept(cast)
    with pytest.raises(RefusedError) as refused:
        contracts.load_contract(cast.house, cast.manager, changed)
    assert "contract_version_taken" in [finding.code for finding in refused.value.findings]
    assert kept(cast) == before


def test_the_repository_refuses_another_text_and_knows_no_update_of_a_version(cast):
    [version] = kept(cast)
    with cast.house.database.write() as uow, pytest.raises(ConflictError):
        uow.contracts.add_version(replace(version, hash="other"))
    with cast.house.database.write() as uow, pytest.raises(AssertionError):
        uow.contracts.versions.update(version)
    assert kept(cast) == [version]


def test_nothing_of_ours_says_otherwise():
    said = [
        (path.name, match.group(0))
        for room in ("services", "store", "ui", "pages", "terminal")
        for path in (ROOT / room).rglob("*.py")
        for pattern in (_WRITES, _SQL, _SHELF)
        for match in pattern.finditer(path.read_text("utf-8"))
    ]
    assert said == []
