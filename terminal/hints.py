"""Which option answers a finding: pages have a field for it, the command line has a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.finding import Finding
from core.language import N_, _, current
from core.text import Text

_VENDOR = N_("Say whose it is: --vendor CODE. Known here: {vendors}.")
_NO_VENDOR = N_("Load a contract first: it names its vendors (plumbline contract load FILE).")
_MONTH = N_("Say which month it is for: --period 2026-10.")
_SITE = N_("Say which site's figures they are, if not so: --site CODE, or --site whole for all together.")
_LAYOUT = N_("Say how to read it: --layout NAME, one of: {layouts}.")
_PROJECT = N_("Say which project it is for: --project CODE.")
_GRAIN = N_("Say what it is for: --as facts (it feeds the sums) or --as check (it only checks them).")
_COLUMNS = N_("See the page “Columns of the sheets”, or take its columns as proposed: --confirm-columns.")
_COLUMN = N_("Say what “{header}” is: {answers}")
#: Finding → the sentence with the option that answers it.
_ANSWERS = {
    "vendor_missing": _VENDOR,
    "vendors_several": _VENDOR,
    "vendor_unknown": _VENDOR,
    "site_named": _SITE,
    "period_missing": _MONTH,
    "layouts_several": _LAYOUT,
    "project_unknown": _PROJECT,
    "grain_meets": _GRAIN,
    "part_and_whole": _GRAIN,
    "sheet_changed": _COLUMNS,
}


def answers_for(asked: Iterable[tuple[str, Mapping[str, Text]]]) -> list[str]:
    """The ways to answer what files ask of their columns, each question a line."""
    lines = []
    for header, answers in asked:
        pairs = [f'--answer "{answer}" ({words.in_(current())})' for answer, words in answers.items()]
        lines.append(_(_COLUMN).format(header=header, answers=" | ".join(pairs)))
    return list(dict.fromkeys(lines))


def options_for(
    findings: Iterable[Finding], vendors: Sequence[str], layouts: Sequence[str] = ()
) -> list[str]:
    """The options to give next, each once; `vendors` and `layouts` are the codes there are."""
    answers = dict.fromkeys(_ANSWERS[found.code] for found in findings if found.code in _ANSWERS)
    facts = {"vendors": ", ".join(vendors), "layouts": ", ".join(layouts)}
    return [_(_NO_VENDOR if each is _VENDOR and not vendors else each).format(**facts) for each in answers]
