"""Whose figures they are, as people call them: a project, some sites, or the whole vendor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.text import Text
from store.lake.fold import SCOPES
from store.unit_of_work import UnitOfWork

_WHOSE = {
    "project": Text("项目", "project"),
    "site": Text("职场", "site"),
    "queue": Text("技能组", "queue"),
    "channel": Text("渠道", "channel"),
    "segment": Text("客户群", "segment"),
    "language": Text("语种", "language"),
}


def spoken_for(
    uow: UnitOfWork, vendor: str, project: str | None, scopes: Iterable[tuple[str | None, ...]]
) -> Text:
    """What figures speak for, in words; a code nobody has named stays a code."""
    rows, names = list(scopes), _names(uow, vendor)
    codes = {"project": [project] if project else []}
    for i, dim in enumerate(SCOPES):
        codes[dim] = sorted({value for row in rows if (value := row[i]) is not None})
    parts = [_part(dim, found, names.get(dim, {})) for dim, found in codes.items() if found]
    if not parts:
        return Text("全部业务", "all its business")
    return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _part(dim: str, codes: Iterable[str], names: Mapping[str, Text]) -> Text:
    known = [names.get(code, Text(code, code)) for code in codes]
    zh, en = "、".join(name.zh for name in known), ", ".join(name.en for name in known)
    return Text(f"{_WHOSE[dim].zh} {zh}", f"{_WHOSE[dim].en} {en}")


def _names(uow: UnitOfWork, vendor: str) -> dict[str, dict[str, Text]]:
    return {
        "project": {each.code: each.name for each in uow.directory.all_projects()},
        "site": {each.code: each.name for each in uow.directory.sites_of(vendor)},
        "queue": {each.code: each.name for each in uow.directory.all_queues()},
    }
