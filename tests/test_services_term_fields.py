"""Every key of a contract can be written in the app: none is forgotten, what is typed comes back."""

from __future__ import annotations

import pytest

from services.contracts.term_fields import clause, contract, definitions, money
from services.contracts.term_fields.field import kind_of, paths_of, said_by
from sla.contract_file.layout import CLAUSE, FILE, INDICATOR
from sla.contract_file.values import Choice

CLAUSE_FIELDS = tuple(each for section in (*clause.SECTIONS, clause.SCORING) for each in section.fields)
CONTRACT_FIELDS = tuple(each for section in (*contract.SECTIONS, *money.SECTIONS) for each in section.fields)


def test_every_key_of_a_clause_has_a_field_or_a_reason():
    asked = {*said_by(CLAUSE_FIELDS), *clause.BESIDE}
    known = set(paths_of(CLAUSE))
    assert known - asked - clause.WITHOUT.keys() == set()
    assert (asked | clause.WITHOUT.keys()) - known == set()  # none of a key that is no more
    assert asked & clause.WITHOUT.keys() == set()


def test_every_key_of_the_contract_has_a_field_or_a_reason():
    asked = set(said_by(CONTRACT_FIELDS))
    known = {path for path in paths_of(FILE) if path.partition("[]")[0] not in contract.ELSEWHERE}
    assert known - asked - contract.WITHOUT.keys() == set()
    assert (asked | contract.WITHOUT.keys()) - known == set()
    assert asked & contract.WITHOUT.keys() == set()


def test_every_key_of_an_own_definition_has_a_field():
    assert set(paths_of(INDICATOR)) == set(said_by((*definitions.ASKED, *definitions.MORE)))


def _fields(fields, layout):
    for each in fields:
        kind = kind_of(layout, each.path)
        yield each, kind
        if each.rows:
            yield from _fields(each.rows, kind.kind)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        pytest.param(*each, id=each[0].path)
        for each in (
            *_fields(CLAUSE_FIELDS, CLAUSE),
            *_fields(CONTRACT_FIELDS, FILE),
            *_fields((definitions.DEFINITIONS,), FILE),
        )
    ],
)
def test_every_field_says_what_it_means_and_offers_what_may_be_chosen(field, kind):
    assert all((field.label.zh, field.label.en, field.hint.zh, field.hint.en))
    inner = getattr(kind, "kind", kind)
    if isinstance(inner, Choice):
        offered = set(field.choices)
        words = {word.value for word in inner.words}
        assert offered <= words and (offered == words or field.path.endswith(("admits", "source")))
