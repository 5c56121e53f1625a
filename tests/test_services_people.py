"""Who acts: names, in which browser, languages and roles."""

from dataclasses import replace
from datetime import timedelta

import pytest
from services_example import empty_house

from core.errors import ConflictError, NotAllowedError, WrongInputError
from core.principal import Role
from services.known.browsers import KEPT, Remembered, fresh_cookie, remember, remembered
from services.known.people import (
    acting,
    add_person,
    change_language,
    change_role,
    everyone,
    people,
    principal,
)


@pytest.fixture
def cast(data_folder, database_url):
    cast = empty_house(data_folder, database_url)
    yield cast
    cast.house.close()


def test_everyone_can_be_chosen(cast):
    assert {person.name for person in everyone(cast.house)} == {"王经理", "李质检", "赵总", "陈看"}
    assert principal(cast.house, "01JUNKNOWN") is None


def test_each_browser_remembers_its_own_person_and_language(cast):
    one, other = fresh_cookie(), fresh_cookie()
    remember(cast.house, one, cast.auditor, "zh")
    remember(cast.house, one, cast.auditor, "zh")
    assert remembered(cast.house, one) == Remembered(cast.auditor.id, "zh")
    assert remembered(cast.house, other) == Remembered()
    remember(cast.house, other, cast.manager, "en")
    assert remembered(cast.house, one) == Remembered(cast.auditor.id, "zh")
    assert remembered(cast.house, other) == Remembered(cast.manager.id, "en")
    assert cast.journal().count("person_chosen") == 2


def test_a_language_is_remembered_before_anybody_is_chosen(cast):
    cookie = fresh_cookie()
    remember(cast.house, cookie, None, "en")
    assert remembered(cast.house, cookie) == Remembered(None, "en")


@pytest.mark.parametrize("cookie", [None, "", "x", "a" * 42, "a" * 44, "a" * 42 + ";", "甲" * 43])
def test_what_is_no_cookie_of_ours_is_neither_read_nor_kept(cast, cookie):
    remember(cast.house, cookie, cast.auditor, "zh")
    assert remembered(cast.house, cookie) == Remembered()
    with cast.house.database.read() as uow:
        assert uow.browsers.all() == []


def test_the_database_holds_no_cookie_and_forgets_browsers_nobody_uses(cast):
    old, new = fresh_cookie(), fresh_cookie()
    remember(cast.house, old, cast.auditor, "zh")
    cast.clock.at += KEPT + timedelta(days=1)
    assert remembered(cast.house, old) == Remembered()
    remember(cast.house, new, cast.auditor, "zh")
    with cast.house.database.read() as uow:
        [kept] = uow.browsers.all()
    assert new not in str(kept) and old not in str(kept)


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
