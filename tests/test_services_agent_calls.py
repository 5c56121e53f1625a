"""One agent's calls in their file: contacts handled uncertified, and failed audits with the cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import NotAllowedError
from qa.training.chain import CauseKind
from services.training.agent_calls import AgentCalls, agent_calls
from services.training.agent_file import agent_file, mark_of
from tests import test_services_failure_chain as chain
from tests import test_services_new_hire_gate as gate
from tests.services_example import Cast

#: Houses of two other tests: five agents with audits, three with calls on the line.
audited, on_the_line = chain.cast, gate.cast


def calls_of(cast: Cast, code: str, day: date) -> AgentCalls:
    vendor = gate.VENDOR
    file = agent_file(cast.house, cast.viewer, vendor, mark_of(cast.house, cast.viewer, vendor, code), day)
    return agent_calls(cast.house, cast.viewer, file)


def test_contacts_without_what_is_owed_stand_in_the_file_with_what_was_lacking(on_the_line: Cast) -> None:
    """0003 lacked it on the 16th and had passed by the 18th; 0002 not yet."""
    gate.called(on_the_line, (16, "0001"), (16, "0003"), (18, "0002"), (18, "0002"), (18, "0003"))
    day = date(2026, 11, 18)
    lacked = {
        code: [
            (each.day.day, each.contacts, each.courses) for each in calls_of(on_the_line, code, day).uncovered
        ]
        for code in ("0001", "0002", "0003")
    }
    assert lacked == {"0001": [], "0002": [(18, 2, ("HOTLINE",))], "0003": [(16, 1, ("HOTLINE",))]}


def test_failed_items_stand_in_the_file_of_whoever_took_the_call(audited: Cast) -> None:
    chain.trained(audited, "0001", date(2026, 5, 4))
    chain.audit(audited, "1")  # the auditor wrote 1, the roster 0001
    chain.audit(audited, "0001", "", at=chain.CALL.replace(hour=5))
    chain.audit(audited, "0002", at=chain.CALL.replace(hour=6))
    found = calls_of(audited, "0001", date(2026, 5, 20))
    assert (found.audits, [link.cause.kind for link in found.links]) == (2, [CauseKind.TRAINED_NOT_APPLIED])
    assert calls_of(audited, "0001", date(2026, 4, 20)).audits == 0


def test_who_sees_another_vendor_only_is_refused(audited: Cast) -> None:
    vendor = gate.VENDOR
    mark = mark_of(audited.house, audited.viewer, vendor, "0001")
    file = agent_file(audited.house, audited.viewer, vendor, mark, date(2026, 5, 20))
    with pytest.raises(NotAllowedError):
        agent_calls(audited.house, replace(audited.viewer, vendors=frozenset({"ANDA"})), file)
