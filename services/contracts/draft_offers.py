"""What a field of a contract being written offers to choose from: codes that are known here, with names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.count_names import ROWS
from core.principal import Action, Principal, authorize
from core.scope import DIMENSIONS
from core.text import Text
from services.contracts.contract_versions import all_versions
from services.contracts.draft_edits import clauses_of
from services.contracts.draft_words import clause_name
from sla.load import catalogue

if TYPE_CHECKING:
    from services.house.bootstrap import House

Offered = dict[str, Text]


def offers(house: House, who: Principal, body: Mapping[str, Any]) -> dict[str, Offered]:
    """By what a field asks for (`site`, `queue`, `clause`, `indicator`, `count` …): code → name.

    Places are those of the directory and those that the contracts the person may see already name. Refused
    where the draft names a vendor that the person may not manage."""
    authorize(who, Action.MANAGE)
    vendors = _vendors(body)
    for vendor in vendors:
        authorize(who, Action.MANAGE, vendor)
    found: dict[str, Offered] = {name: {} for name in DIMENSIONS}
    for version in all_versions(house, who):
        for scope in (version.scope, *(clause.scope for clause in version.clauses)):
            for name, code in scope.items():
                found[name].setdefault(code, Text(code, code))
    with house.database.read(who) as uow:
        known = uow.directory
        found["project"] |= {each.code: each.name for each in known.all_projects()}
        found["queue"] |= {each.code: each.name for each in known.all_queues()}
        channels = [each.channel for each in known.all_queues() if each.channel]
        found["channel"] |= {code: Text(code, code) for code in channels}
        found["vendor"] = {each.code: each.name for each in known.all_vendors()}
        sites = [site for vendor in vendors for site in known.sites_of(vendor)]
    found["site"] |= {site.code: site.name for site in sites}
    return {
        **found,
        "clause": {str(each.get("code") or "?"): clause_name(each) for each in clauses_of(body)},
        "indicator": {code: each.name for code, each in catalogue().items()},
        "count": {row[0]: Text(row[1], row[2]) for row in ROWS},
    }


def _vendors(body: Mapping[str, Any]) -> list[str]:
    named = (body.get("contract") or {}).get("vendors") or ()
    return [str(each["code"]) for each in named if isinstance(each, Mapping) and each.get("code")]
