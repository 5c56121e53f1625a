"""The two tests of a relief: whose doing it mostly was, and whether it could have been worked around.

Claimed with a request and found with the decision (domain reference 2.3); recorded, not reckoned with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.text import Text


class Cause(StrEnum):
    """Whose doing it predominantly was 主要原因."""

    CLIENT = "client"
    VENDOR = "vendor"
    THIRD_PARTY = "third_party"
    FORCE_MAJEURE = "force_majeure"


class WorkAround(StrEnum):
    """Whether the vendor could have worked around it 能否绕过."""

    NONE = "none"
    EXISTED = "existed"


CAUSE_NAMES: dict[Cause, Text] = {
    Cause.CLIENT: Text("甲方", "the client"),
    Cause.VENDOR: Text("外包商", "the vendor"),
    Cause.THIRD_PARTY: Text("第三方", "a third party"),
    Cause.FORCE_MAJEURE: Text("不可抗力", "force majeure"),
}
WORK_AROUND_NAMES: dict[WorkAround, Text] = {
    WorkAround.NONE: Text("无法绕过", "it could not be worked around"),
    WorkAround.EXISTED: Text("本可绕过", "it could have been worked around"),
}


@dataclass(frozen=True)
class ReliefTests:
    """What is claimed or found of both; None where nothing is said."""

    cause: Cause | None = None
    work_around: WorkAround | None = None

    @property
    def words(self) -> Text:
        """「主因：甲方，无法绕过」; empty where nothing is said."""
        zh = [f"主因：{CAUSE_NAMES[self.cause].zh}"] if self.cause else []
        en = [f"mainly caused by {CAUSE_NAMES[self.cause].en}"] if self.cause else []
        if self.work_around:
            zh.append(WORK_AROUND_NAMES[self.work_around].zh)
            en.append(WORK_AROUND_NAMES[self.work_around].en)
        return Text("，".join(zh), ", ".join(en))

    @property
    def as_dict(self) -> dict[str, str]:
        """As a record keeps it; nothing that is not said."""
        said = {"cause": self.cause, "work_around": self.work_around}
        return {name: each.value for name, each in said.items() if each}


def read_tests(stored: Mapping[str, Any]) -> ReliefTests:
    """What a record keeps beside its terms."""
    kept = stored.get("tests", {})
    cause, around = kept.get("cause"), kept.get("work_around")
    return ReliefTests(Cause(cause) if cause else None, WorkAround(around) if around else None)


def keep_tests(tests: ReliefTests | None) -> dict[str, Any]:
    """The part of a record's terms that keeps them; nothing where nothing is said."""
    return {"tests": tests.as_dict} if tests and tests.as_dict else {}


def told(asked: Mapping[str, Any], granted: Mapping[str, Any]) -> Text:
    """What was claimed, and what was found."""
    claimed, found = read_tests(asked).words, read_tests(granted).words
    zh = [f"申请称{claimed.zh}"] * bool(claimed.zh) + [f"认定{found.zh}"] * bool(found.zh)
    en = [f"claimed: {claimed.en}"] * bool(claimed.en) + [f"found: {found.en}"] * bool(found.en)
    return Text("；".join(zh), "; ".join(en))
