"""Personal numbers and names at the door: what is masked, what mark tells equal ones apart, a site's rule.

Mainland mobile numbers are 11 digits from 13 to 19; citizens' numbers have 18 digits, the last a check digit
(GB 11643-1999, ISO 7064 MOD 11-2), or 15 in the form used before.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.telephone import national
from core.text import Text

#: Before a mobile number: the country's code, 0 for another town, 9 for an outside line.
_PREFIX = r"(?:(?:\+|00)?86[- ]?|9)?0?"
_PHONE = rf"{_PREFIX}(?P<head>1[3-9]\d)(?P<gap>[- ]?)\d{{4}}(?P=gap)(?P<tail>\d{{4}})(?:\.0+(?!\d))?"
_CITIZEN = r"(?P<citizen>\d{17}[\dXx]|\d{15})"
_PERSONAL = re.compile(rf"(?<![\d.])(?:{_CITIZEN}|{_PHONE})(?!\.?\d)")
_NARROW = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("Ｘ"): "X", ord("＋"): "+"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
#: First two digits of a citizen's number: the province.
_PROVINCES = range(11, 83)
_MARK_DIGITS = 16


class AgentRule(StrEnum):
    """What is kept of an agent's name and code."""

    KEEP = "keep"
    CODE = "code"
    HASH = "hash"
    DROP = "drop"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return AGENT_RULE_NAMES[self]


AGENT_RULE_NAMES: dict[AgentRule, Text] = {
    AgentRule.KEEP: Text("照原样保留", "Keep as reported"),
    AgentRule.CODE: Text("只保留工号", "Keep the code only"),
    AgentRule.HASH: Text("以不可还原的代号代替", "Replace by a mark that cannot be undone"),
    AgentRule.DROP: Text("不保留", "Keep nothing"),
}
#: Strictest last: where a row names no site, the strictest rule of its vendor's sites holds.
_STRICTNESS = list(AgentRule)
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Privacy:
    """The house's key for marks, and each site's rule for its agents."""

    key: bytes = b""
    #: (vendor, site) → rule.
    agents: Mapping[tuple[str, str], AgentRule] = field(default_factory=dict, hash=False)

    @property
    def hides_agents(self) -> bool:
        """Whether any site keeps less of its agents than is reported."""
        return any(rule is not AgentRule.KEEP for rule in self.agents.values())

    def mark(self, said: str) -> str:
        """What equal words have in common and nothing else: 16 hex digits of HMAC-SHA256 under the key."""
        return hmac.new(self.key, said.encode(), hashlib.sha256).hexdigest()[:_MARK_DIGITS]

    def caller(self, number: str) -> str | None:
        """The mark of a telephone number however it is written; None where there is none."""
        digits = national(number)
        return self.mark(digits) if digits else None

    def told_apart(self, said: str) -> str:
        """A name or code with its personal numbers masked, and marked so that two stay two."""
        plain = masked(said)
        return plain if plain == said else f"{plain}~{self.mark(said)[:8]}"

    def rule(self, vendor: str | None, site: str | None) -> AgentRule:
        """The site's rule; without a site, or at a new one, the strictest of the vendor's."""
        if vendor is None:
            return AgentRule.KEEP
        if site is not None and (vendor, site) in self.agents:
            return self.agents[vendor, site]
        held = [rule for (owner, _site), rule in self.agents.items() if owner == vendor]
        return max(held, key=_STRICTNESS.index, default=AgentRule.KEEP)

    def agent(self, said: str | None, vendor: str | None, site: str | None) -> str | None:
        """What is kept of an agent. Where only codes may stay, a name becomes a mark: rows stay apart."""
        rule = self.rule(vendor, site)
        if said is None or rule is AgentRule.DROP:
            return None
        if rule is AgentRule.HASH or (rule is AgentRule.CODE and not _CODE.fullmatch(said)):
            return f"~{self.mark(f'{vendor}/{said}')[:12]}"
        return said


#: No house stands behind it: marks without a secret, agents as reported.
UNKEYED = Privacy()


def masked(text: str) -> str:
    """Text without personal numbers: 138****5678, 110***********002X. As long as before, but for a prefix."""
    narrow = text.translate(_NARROW)
    pieces, last = [], 0
    for match in _PERSONAL.finditer(narrow):
        instead = _masked(match)
        if instead is not None:
            pieces += [text[last : match.start()], instead]
            last = match.end()
    return "".join([*pieces, text[last:]]) if pieces else text


def sheet_names(names: Sequence[str]) -> list[str]:
    """The names of a workbook's sheets without personal numbers, in their order; where two become one, the
    later is numbered, so that each is still its own."""
    shown: list[str] = []
    taken = {name for name in names if masked(name) == name}
    for name in names:
        plain, again = masked(name), 1
        said = plain
        while plain != name and said in taken:
            again += 1
            said = f"{plain} ({again})"
        taken.add(said)
        shown.append(said)
    return shown


def _masked(match: re.Match[str]) -> str | None:
    number = match["citizen"]
    if number is None:
        return f"{match['head']}****{match['tail']}"
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}" if is_citizen_number(number) else None


def is_citizen_number(number: str) -> bool:
    """Whether province, birthday and check digit fit; Excel's numbers lose the last digits to zeros."""
    if not number[:17].isdecimal() or int(number[:2]) not in _PROVINCES:
        return False
    if len(number) == 15:
        return _is_day(f"19{number[6:12]}")
    check = _CHECKS[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]
    return _is_day(number[6:14]) and (number[17].upper() == check or number.endswith("000"))


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= 1900
