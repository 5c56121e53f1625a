"""Whom a rule of the matrix is for: a profile is what of an agent's line on the roster it can ask about.

A house has hundreds of profiles, not twenty thousand: what is asked of one is worked out once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from core.people_lists import AgentRole
from core.text import Text
from qa.roster.spell import Spell
from qa.training.matrix import RuleKind, Where

#: Who takes contacts. Team leaders, auditors and trainers owe only what a rule that names them asks for.
AGENTS = frozenset(AgentRole) - {AgentRole.TEAM_LEADER, AgentRole.QA, AgentRole.TRAINER}
_TRAINERS = frozenset({AgentRole.TRAINER})


@dataclass(frozen=True, slots=True)
class Profile:
    """What rules ask of an agent; no channels, languages or segments named: all of them."""

    vendor: str
    role: AgentRole
    project: str | None = None
    site: str | None = None
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


def profile_of(spell: Spell) -> Profile:
    """What of a roster's line rules ask about."""
    return Profile(
        spell.vendor,
        spell.role,
        spell.project,
        spell.site,
        spell.channels,
        spell.languages,
        spell.segments,
    )


def roles_of(where: Where, kind: RuleKind) -> frozenset[AgentRole]:
    """The positions a rule is for: those it names, else whoever takes contacts (trainers for TRAINER)."""
    return where.roles or (_TRAINERS if kind is RuleKind.TRAINER else AGENTS)


def misfit(where: Where, kind: RuleKind, profile: Profile) -> Text | None:
    """Why a rule is not for this profile, in the first thing that does not fit; None where it is for it.

    Somebody whose roster names no project or site is met by no rule that names one.
    """
    if profile.role not in roles_of(where, kind):
        return Text(f"岗位为{profile.role.words.zh}", f"the position is {profile.role.words.en}")
    for name, asked, has in _single(where, profile):
        if asked and has not in asked:
            said = Text(has or "未填", has or "not told")
            return Text(f"{name.zh}为 {said.zh}", f"the {name.en} is {said.en}")
    for name, asked, several in _several(where, profile):
        if asked and several and not _met(asked, several):
            listed = sorted(several)
            return Text(f"{name.zh}为 {'、'.join(listed)}", f"the {name.en} is {', '.join(listed)}")
    return None


@lru_cache(maxsize=4096)
def because(where: Where, kind: RuleKind, profile: Profile) -> Text:
    """What of the profile a rule was met by: its position, and everything else that the rule names."""
    zh, en = [profile.role.words.zh], [profile.role.words.en]
    for name, asked, has in _single(where, profile):
        if asked and has:
            zh.append(f"{name.zh} {has}")
            en.append(f"{name.en} {has}")
    for name, asked, several in _several(where, profile):
        if asked:
            met = sorted(_met(asked, several) if several else asked)
            zh.append(f"{name.zh} {'、'.join(met)}")
            en.append(f"{name.en} {', '.join(met)}")
    return Text("、".join(zh), ", ".join(en))


def _met(asked: Collection[str], several: Collection[str]) -> set[str]:
    """What a rule names and a roster says; the width of letters, capitals and spaces do not matter."""
    has = {_folded(one) for one in several}
    return {one for one in asked if _folded(one) in has}


def _folded(words: str) -> str:
    return "".join(normalize("NFKC", words).split()).casefold()


def _single(where: Where, profile: Profile) -> Iterator[tuple[Text, Collection[str], str | None]]:
    yield Text("外包商", "vendor"), where.vendors, profile.vendor
    yield Text("项目", "project"), where.projects, profile.project
    yield Text("职场", "site"), where.sites, profile.site


def _several(where: Where, profile: Profile) -> Iterator[tuple[Text, frozenset[str], tuple[str, ...]]]:
    yield Text("渠道", "channel"), where.channels, profile.channels
    yield Text("语种", "language"), where.languages, profile.languages
    yield Text("客户群", "customer segment"), where.segments, profile.segments
