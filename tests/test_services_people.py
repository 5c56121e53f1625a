"""Who acts: names, the one who acted last, languages and roles."""

from dataclasses import replace

import pytest
from services_example import empty_house

from core.errors import ConflictError, NotAllowedError, NotFoundError, WrongInputError
from core.principal import Role
from services.people import (
    acting,
    add_person,
    change_language,
    change_role,
    everyone,
    last_used,
    people,
    principal,
    use,
)


@pytest.fixture
def cast(data_folder, database_url):
    cast = empty_house(data_folder, database_url)
    yield cast
    cast.house.close()


def test_everyone_can_be_chosen_and_the_last_one_is_remembered(cast):
    assert {person.name for person in everyone(cast.house)} == {"王经理", "李质检", "赵总", "陈看"}
    assert last_used(cast.house) is None
    use(cast.house, cast.auditor.id)
    use(cast.house, cast.auditor.id)
    assert last_used(cast.house) == cast.auditor.id
    assert cast.journal().count("person_chosen") == 1


def test_nobody_is_remembered_who_is_not_known(cast):
    with pytest.raises(NotFoundError):
        use(cast.house, "01JUNKNOWN")
    assert principal(cast.house, "01JUNKNOWN") is None


@pytest.mark.parametrize(("name", "reason"), [("  ", "needed"), ("王经理", "taken"), (" 王经理 ", "taken")])
def test_a_name_is_needed_and_belongs_to_one_person(cast, name, reason):
    with pytest.raises(WrongInputError) as refused:
        add_person(cast.house, name, Role.VIEWER)
    assert refused.value.reason == reason


def test_whoever_acts_already_needs_the_right_to_enter_somebody(cast):
    assert add_person(cast.house, "新人", Role.AUDITOR, "en", who=cast.manager).lang == "en"
    with pytest.raises(NotAllowedError):
        add_person(cast.house, "又一人", Role.AUDITOR, who=cast.viewer)


def test_the_command_line_acts_as_the_named_person_or_enters_a_manager(cast):
    assert acting(cast.house, "李质检") == cast.auditor
    made = acting(cast.house, "root")
    assert made.role is Role.MANAGER
    assert acting(cast.house, "root") == made


def test_a_language_and_a_role_are_kept(cast):
    assert change_language(cast.house, cast.viewer, "en").lang == "en"
    assert principal(cast.house, cast.viewer.id).lang == "en"
    record = next(person for person in people(cast.house) if person.id == cast.viewer.id)
    changed = change_role(cast.house, cast.manager, record.id, Role.AUDITOR, record.version)
    assert changed.role is Role.AUDITOR
    with pytest.raises(ConflictError):
        change_role(cast.house, cast.manager, record.id, Role.MANAGER, record.version)
    with pytest.raises(NotAllowedError):
        change_role(cast.house, replace(cast.auditor), record.id, Role.MANAGER, changed.version)
