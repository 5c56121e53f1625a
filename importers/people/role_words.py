"""What vendors call positions and roster changes, as ours; a word none is meant by gives None."""

from __future__ import annotations

import re

from core.people_lists import AgentRole, RosterEvent

#: The first that fits: 投诉二线 handles complaints, 在线客服主管 leads a team.
_ROLES: tuple[tuple[AgentRole, str], ...] = (
    (AgentRole.TEAM_LEADER, r"班长|班组长|组长|主管|团队长|team ?lead|supervisor|\btl\b"),
    (AgentRole.QA, r"质检|品控|quality|\bqa\b"),
    (AgentRole.TRAINER, r"培训师|讲师|内训|trainer"),
    (AgentRole.COMPLAINT, r"投诉|complaint"),
    (AgentRole.OUTBOUND, r"外呼|回访|电销|outbound|telesales"),
    (AgentRole.CHAT, r"在线|文字|文本|chat"),
    (AgentRole.L2, r"二线|专家|升级|\bl2\b|second|tier ?2"),
    (AgentRole.L1, r"一线|热线|呼入|坐席|座席|客服|话务|接线|\bl1\b|agent|inbound|csr|tier ?1|hotline"),
)
_EVENTS: tuple[tuple[RosterEvent, str], ...] = (
    (RosterEvent.RETURNED, r"返岗|复岗|销假|返回|return|back"),
    (RosterEvent.LEAVE, r"休假|长假|产假|病假|停薪|离岗|on leave|leave of absence|^leave$|maternity"),
    (RosterEvent.LEFT, r"离职|退出|辞职|辞退|清退|离场|^left$|leaver|terminat|resign"),
    (RosterEvent.JOINED, r"入职|新入|新增|新进|到岗|再入职|join|hire|onboard"),
    (RosterEvent.MOVED, r"调[岗动入出换]|转[岗组入出]|异动|调整|move|transfer"),
)
_LEFT = re.compile(r"离职|退出|已离|离场|^否$|left|terminated|resigned|inactive", re.IGNORECASE)


def role_of(said: str) -> AgentRole | None:
    """The role a position stands for."""
    return next((role for role, words in _ROLES if re.search(words, said, re.IGNORECASE)), None)


def event_of(said: str) -> RosterEvent | None:
    """What a line of changes tells."""
    return next((event for event, words in _EVENTS if re.search(words, said, re.IGNORECASE)), None)


def says_left(status: str) -> bool:
    """Whether a status says that somebody no longer works here."""
    return bool(_LEFT.search(status))
