"""Vendors, projects, sites, contacts: who may change them, and that nobody's change is lost."""

from dataclasses import replace

import pytest
from services_example import house_with_contract

from core.errors import ConflictError, NotAllowedError, NotFoundError, WrongInputError
from core.text import Text
from services.known import directory as served
from services.known.contacts import remove_contact, save_contact

NAME = Text("恒信客服", "Hengxin Service")


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def test_a_vendor_is_entered_changed_and_put_out_of_use(cast):
    made = served.save_vendor(cast.house, cast.manager, "HENGXIN", NAME, aliases=["恒信"])
    changed = served.save_vendor(cast.house, cast.manager, "HENGXIN", NAME, "两地", ["恒信"], made.version)
    assert (changed.note, changed.version) == ("两地", 2)
    out = served.set_vendor_active(cast.house, cast.manager, "HENGXIN", False, changed.version)
    assert not out.active
    seen = [vendor.code for vendor in served.vendors(cast.house, cast.viewer, active_only=True)]
    assert seen == ["YUNHE"]


def test_a_change_on_top_of_somebody_elses_is_refused(cast):
    made = served.save_vendor(cast.house, cast.manager, "HENGXIN", NAME)
    served.save_vendor(cast.house, cast.manager, "HENGXIN", NAME, "甲", version=made.version)
    with pytest.raises(ConflictError):
        served.save_vendor(cast.house, cast.manager, "HENGXIN", NAME, "乙", version=made.version)


@pytest.mark.parametrize(
    ("code", "name", "aliases", "reason"),
    [
        ("YUNHE", NAME, [], "taken"),  # a new vendor under a code in use
        ("heng xin", NAME, [], "code"),
        ("HENGXIN", Text("", " "), [], "needed"),
        ("HENGXIN", NAME, ["云 禾"], "taken"),  # spaces make no other name
        ("HENGXIN", NAME, ["yunhe service"], "taken"),  # another vendor's own name
    ],
)
def test_a_vendor_that_would_confuse_files_is_refused(cast, code, name, aliases, reason):
    with pytest.raises(WrongInputError) as refused:
        served.save_vendor(cast.house, cast.manager, code, name, aliases=aliases)
    assert refused.value.reason == reason
    assert len(served.vendors(cast.house, cast.manager)) == 1


def test_an_alias_left_out_no_longer_names_the_vendor(cast):
    before = served.vendors(cast.house, cast.manager)[0]
    assert before.aliases == ("云禾",)
    served.save_vendor(cast.house, cast.manager, "YUNHE", before.name, aliases=["YH"], version=before.version)
    assert served.vendors(cast.house, cast.manager)[0].aliases == ("YH",)


def test_files_find_every_name(cast):
    served.save_site(cast.house, cast.manager, "YUNHE", "CS", Text("长沙职场", "Changsha"))
    found = served.directory(cast.house, cast.viewer)
    assert found.named("vendors")[None, "云禾"] == "YUNHE"
    assert found.named("sites")["YUNHE", "changsha"] == "CS"
    assert found.named("projects")[None, "hotline"] == "HOTLINE"


def test_projects_sites_and_contacts_keep_their_versions(cast):
    project = served.projects(cast.house, cast.viewer)[0]
    served.save_project(cast.house, cast.manager, "HOTLINE", Text("政务热线", "Hotline"), project.version)
    with pytest.raises(ConflictError):
        served.save_project(cast.house, cast.manager, "HOTLINE", NAME, project.version)
    site = served.save_site(cast.house, cast.manager, "YUNHE", "CS", Text("长沙", "Changsha"))
    served.save_site(cast.house, cast.manager, "YUNHE", "CS", site.name, site.version, active=False)
    assert [site.active for site in served.sites(cast.house, cast.viewer, "YUNHE")] == [False]
    contact = save_contact(cast.house, cast.manager, "YUNHE", "周女士", phone="13812345678")
    again = save_contact(
        cast.house, cast.manager, "YUNHE", "周女士", "主管", version=contact.version, id=contact.id
    )
    with pytest.raises(ConflictError):
        remove_contact(cast.house, cast.manager, contact.id, contact.version)
    remove_contact(cast.house, cast.manager, contact.id, again.version)
    assert served.vendors(cast.house, cast.manager)[0].contacts == ()


def test_personal_data_stays_out_of_the_journal(cast):
    save_contact(cast.house, cast.manager, "YUNHE", "周女士", phone="13812345678")
    with cast.house.database.read() as uow:
        assert not any("周女士" in str(entry) or "138" in str(entry.after) for entry in uow.journal.all())


def test_only_a_manager_changes_the_directory_and_only_of_vendors_he_sees(cast):
    for person in (cast.auditor, cast.approver, cast.viewer):
        with pytest.raises(NotAllowedError):
            served.save_vendor(cast.house, person, "HENGXIN", NAME)
    elsewhere = replace(cast.manager, vendors=frozenset({"HENGXIN"}))
    assert served.vendors(cast.house, elsewhere) == []
    with pytest.raises((NotAllowedError, NotFoundError)):
        served.save_site(cast.house, elsewhere, "YUNHE", "CS", NAME)


def test_a_change_is_noted_and_forgets_what_was_cached(cast):
    before = cast.house.data_version()
    served.save_vendor(cast.house, cast.manager, "HENGXIN", NAME)
    assert cast.house.data_version() > before
    assert cast.journal()[-1] == "vendor_saved"
