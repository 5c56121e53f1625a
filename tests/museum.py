"""The museum of dirty files: what is found in each folder of tests/findings.

A folder holds an input and expected.txt (`zh: …`, `en: …`, `place: …`). What its input is, its files say:

- contract.yaml, or contract.xlsx where our template came back: the contract loader (known.yaml: an earlier
  version)
- form.yaml: an audit form
- programme.yaml: what a mystery-call programme says otherwise than tests/programme_example.py
- specification.yaml or specification.xlsx: a process specification
- matrix.yaml: a training matrix with its courses; `agents` of case.yaml: who is on the roster
- anything else: a report, read as the import reads it

case.yaml says the rest, all of it optional: `today`; `choice` (vendor, project, period, layout, columns …);
`caps`; `projects` (code: [names]); `vendors` and `queues` likewise, `sites` of HX likewise; `stays`: its
queues, [queue, site, from, to]; `forms` (audit forms in use, by file); `layouts` (files of the folder);
`confirmed` (the report whose columns were confirmed before). With `template` it says which cells of our
contract template are filled in wrongly (tests/museum_template.py), with `form_workbook` the same of a form's
(tests/museum_form.py), with `list` and `rosters` it tells of people lists (tests/museum_lists.py), with
`steps` it tells a story in a house of its own (tests/museum_house.py).
(tests/museum_form.py), with `records` what was said of a list of training records
(tests/museum_records.py), with `steps` it tells a story in a house of its own (tests/museum_house.py).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from core.batch import Source
from core.finding import Finding
from core.period import MonthRule
from exports.specification_read import read_workbook
from importers.containers.caps import Caps
from importers.draft import Choice, Directory, Known, QueueStay
from importers.layouts.profile import load_layout, shipped_layouts
from importers.read import read
from qa.form.load import load_form
from qa.programme.brief import brief_findings
from qa.programme.check import wave_findings, wave_judged
from qa.specification import yaml_file
from qa.training import matrix_file
from qa.training.profile import profile_of
from services.forms.audit_items import items_of
from services.training.rule_reach import said_of
from sla.load import load_contracts
from tests.museum_form import found_in_form
from tests.museum_house import told
from tests.museum_lists import found_in_list, found_in_rosters
from tests.museum_records import found_in_records
from tests.museum_template import found_in_template, written_over
from tests.programme_example import programme
from tests.received_file import received
from tests.scored_forms import shipped_form
from tests.training_matrix_example import agent

MUSEUM = Path(__file__).parent / "findings"
_NO_INPUT = {"expected.txt", "case.yaml"}
_VENDORS = {"HX": ["华信"], "YD": ["远达"]}
_TODAY = date(2024, 3, 1)


def found_in(folder: Path) -> list[Finding]:
    """Everything that is said of the folder's input."""
    case = _case(folder)
    inputs = sorted(path.name for path in folder.iterdir() if path.name not in _NO_INPUT)
    if "steps" in case:
        return told(folder, case["steps"])
    if "list" in case:
        return found_in_list(folder / inputs[0], case["list"])
    if "rosters" in case:
        return found_in_rosters(case["rosters"])
    if "records" in case:
        return found_in_records(folder, inputs[0], case["records"])
    if "form_workbook" in case:
        return found_in_form(case["form_workbook"])
    if "template" in case:
        return found_in_template(written_over(case["template"]))
    if inputs == ["contract.xlsx"]:
        return found_in_template((folder / "contract.xlsx").read_bytes(), "contract.xlsx")
    if "contract.yaml" in inputs:
        return _contract(folder)
    if inputs == ["form.yaml"]:
        return load_form(_text(folder / "form.yaml"), "form.yaml")[1]
    if inputs == ["programme.yaml"]:
        return _programme(YAML(typ="safe", pure=True).load(_text(folder / "programme.yaml")))
    if inputs == ["specification.yaml"]:
        return list(yaml_file.load(_text(folder / inputs[0]), inputs[0]).findings)
    if inputs == ["specification.xlsx"]:
        return list(read_workbook((folder / inputs[0]).read_bytes(), inputs[0]).findings)
    if inputs == ["matrix.yaml"]:
        found = matrix_file.load((folder / inputs[0]).read_bytes(), inputs[0])
        agents = [profile_of(agent(**said)) for said in case.get("agents", ())]
        return [*found.findings, *said_of(found.rules, agents, inputs[0])]
    return _report(folder, case, inputs)


def _programme(said: dict[str, Any]) -> list[Finding]:
    """Everything odd about the programme; `approve`: what keeps its brief from being approved."""
    parts = programme(said)
    if said.get("approve"):
        return brief_findings(parts["briefs"][0])
    wave = parts["wave"]
    calls = wave_judged(wave, parts["shops"], parts["briefs"], parts["listed"])
    return wave_findings(wave, parts["rules"], calls, parts["now"])


def _report(folder: Path, case: dict[str, Any], inputs: list[str]) -> list[Finding]:
    layouts = [load_layout(_text(folder / name)) for name in case.get("layouts", ())]
    said = _choice(case.get("choice", {}))
    asked: dict[str, Any] = {
        "directory": _directory(case),
        "today": case.get("today", _TODAY),
        "caps": Caps(**case.get("caps", {})),
        "layouts": [*shipped_layouts(), *layouts],
    }
    confirmed = case.get("confirmed")
    (name,) = [name for name in inputs if name not in {confirmed, *case.get("layouts", ())}]
    if confirmed:
        with received(confirmed, (folder / confirmed).read_bytes()) as file:
            before = read(file, said, **asked)
        asked["memory"] = before.mappings
    with received(name, (folder / name).read_bytes()) as file:
        reading = read(file, said, **asked)
    return [
        *reading.findings,
        *(why for row in reading.rejected for why in row.reasons),
    ]


def _contract(folder: Path) -> list[Finding]:
    before = sorted(folder.glob("known*.yaml"))
    known = [contract for path in before for contract in load_contracts(_text(path))[0]]
    text, today = _text(folder / "contract.yaml"), _case(folder).get("today", _TODAY)
    return load_contracts(text, "contract.yaml", known, advise=True, today=today)[2]


def _choice(said: dict[str, Any]) -> Choice:
    asked = {"vendor": "HX", **said}
    if "period" in said:
        asked["period"] = MonthRule().month(said["period"])
    if "source" in said:
        asked["source"] = Source(said["source"])
    return Choice(**asked)


def _directory(case: dict[str, Any]) -> Directory:
    vendors, projects = case.get("vendors", _VENDORS), case.get("projects", {})
    known = [tuple(Known(code, tuple(names)) for code, names in each.items()) for each in (vendors, projects)]
    sites = tuple(Known(code, tuple(names), "HX") for code, names in case.get("sites", {}).items())
    queues = tuple(Known(code, tuple(names)) for code, names in case.get("queues", {}).items())
    stays = tuple(QueueStay("HX", *each) for each in case.get("stays", ()))
    items = tuple(item for name in case.get("forms", ()) for item in items_of(shipped_form(name)))
    return Directory(
        vendors=known[0], projects=known[1], sites=sites, queues=queues, stays=stays, items=items
    )


def _case(folder: Path) -> dict[str, Any]:
    path = folder / "case.yaml"
    return YAML(typ="safe", pure=True).load(_text(path)) if path.exists() else {}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
