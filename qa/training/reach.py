"""Rules of the matrix that meet nobody on a roster: what the rule names and what the roster says instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from core.people_lists import AgentRole
from core.text import Text
from qa.training.matrix import Rule, Where
from qa.training.profile import Profile, misfit, roles_of


@dataclass(frozen=True)
class Unmet:
    """A rule that is for nobody; without `what` somebody meets each thing it names, nobody all of them."""

    rule: str
    what: Text | None = None
    asked: tuple[Text, ...] = ()
    #: What the roster says of it; empty: nothing.
    told: tuple[Text, ...] = ()


#: What a rule may name of a roster, beside the position.
_NAMED = {
    "vendors": ("vendor", Text("外包商", "vendor")),
    "projects": ("project", Text("项目", "project")),
    "sites": ("site", Text("职场", "site")),
    "channels": ("channels", Text("渠道", "channel")),
    "languages": ("languages", Text("语种", "language")),
    "segments": ("segments", Text("客户群", "customer segment")),
}
_POSITION = Text("岗位", "position")


def unmet(rules: Iterable[Rule], profiles: Collection[Profile]) -> tuple[Unmet, ...]:
    """The rules that nobody of these profiles is met by, in their order; nobody on the roster: none."""
    return tuple(
        _why(rule, profiles)
        for rule in rules
        if profiles and all(misfit(rule.where, rule.kind, each) is not None for each in profiles)
    )


def _why(rule: Rule, profiles: Collection[Profile]) -> Unmet:
    """The first thing it names that nobody has."""
    positions = roles_of(rule.where, rule.kind)
    if not any(each.role in positions for each in profiles):
        return Unmet(rule.code, _POSITION, _words(positions), _words({each.role for each in profiles}))
    for part, (has, what) in _NAMED.items():
        asked = getattr(rule.where, part)
        only = replace(Where(roles=frozenset(AgentRole)), **{part: asked})
        if asked and all(misfit(only, rule.kind, each) is not None for each in profiles):
            return Unmet(rule.code, what, _plain(asked), _plain(_told(profiles, has)))
    return Unmet(rule.code)


def _told(profiles: Iterable[Profile], name: str) -> set[str]:
    said: set[str] = set()
    for each in profiles:
        value = getattr(each, name)
        said.update((value,) if isinstance(value, str) else value or ())
    return said


def _words(roles: Iterable[AgentRole]) -> tuple[Text, ...]:
    return tuple(role.words for role in sorted(roles))


def _plain(values: Iterable[str]) -> tuple[Text, ...]:
    return tuple(Text(each, each) for each in sorted(values))
