"""The verbs for contract files: loading them, checking them, and what one may say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.language import N_, _
from terminal.desk import DONE, REFUSED, Answer, Desk
from terminal.options import (
    Files,
    FirstVersion,
    Folder,
    OneClause,
    OneContract,
    OtherVersion,
    TemplateForm,
    TemplateName,
)
from terminal.verbs import group, verb

if TYPE_CHECKING:
    from services.contracts.contract_files import LoadedFile

_CONTRACT = N_("Load, check and describe contract files.")

contract_app = group(_CONTRACT)


@verb(
    contract_app, "load", N_("Load contracts from YAML files or filled-in Excel templates."), "contract_load"
)
def contract_load(ctx: Desk, files: Files) -> Answer:
    """Each file as a whole or not at all."""
    return _contracts(ctx, files, keep=True)


@verb(contract_app, "check", N_("Say all that is wrong with contract files, loading none."), "contract_check")
def contract_check(ctx: Desk, files: Files) -> Answer:
    """Every finding at once."""
    return _contracts(ctx, files, keep=False)


@verb(contract_app, "schema", N_("Print the JSON Schema of contract files."), "contract_schema")
def contract_schema(ctx: Desk) -> Answer:
    """What a contract file may say."""
    from services.contracts.contract_files import schema

    found = schema()
    return Answer({"json_schema": found}, [json.dumps(found, ensure_ascii=False, indent=2)])


@verb(
    contract_app,
    "templates",
    N_("List the contracts to start from: name, what each is for."),
    "contract_templates",
)
def contract_templates(ctx: Desk) -> Answer:
    """One line a contract."""
    from services.contracts.contract_templates import ready_mades

    rows = [
        (each.name, each.title.in_(ctx.lang), each.purpose.in_(ctx.lang)) for each in ready_mades().values()
    ]
    found = [{"name": name, "title": title, "purpose": purpose} for name, title, purpose in rows]
    return Answer({"templates": found}, head=(_("Name"), _("Contract"), _("What for")), rows=rows)


@verb(
    contract_app,
    "template",
    N_("Write a contract to start from as YAML or as an Excel template."),
    "contract_template",
)
def contract_template(ctx: Desk, name: TemplateName, out: Folder, form: TemplateForm = "xlsx") -> Answer:
    """A file in the folder."""
    from services.contracts.contract_templates import Start, ready_made, template

    if form == "yaml":
        file, data = ready_made(ctx.reader, ctx.lang, Start(name))
    else:
        file, data = template(ctx.house, ctx.reader, ctx.lang, Start(name))
    out.mkdir(parents=True, exist_ok=True)
    (out / file).write_bytes(data)
    return Answer({"file": str(out / file)}, [str(out / file)])


@verb(
    contract_app,
    "diff",
    N_("Say what one version of a contract says otherwise than another."),
    "contract_diff",
)
def contract_diff(ctx: Desk, contract: OneContract, first: FirstVersion, other: OtherVersion) -> Answer:
    """Clause by clause, both sides."""
    from services.contracts.contract_differences import between

    found = between(ctx.house, ctx.reader, contract, first, other)
    rows = [
        (
            each.name.in_(ctx.lang),
            line.label.in_(ctx.lang),
            line.before.in_(ctx.lang),
            line.after.in_(ctx.lang),
        )
        for each in found
        for line in each.lines
    ]
    sides = [_("Version {number}").format(number=number) for number in (first, other)]
    said = {"contract": contract, "from": first, "to": other}
    return Answer(
        {**said, "differences": [each.as_dict() for each in found]},
        [] if rows else [_("Both say the same.")],
        head=(_("Clause"), _("What is changed"), *sides) if rows else (),
        rows=rows,
    )


@verb(
    contract_app,
    "take-target",
    N_("Take a clause's proposed target into the draft of the contract's next version."),
    "contract_take_target",
)
def contract_take_target(ctx: Desk, contract: OneContract, clause: OneClause) -> Answer:
    """The draft, for a person to publish in the app."""
    from services.results.target_into_draft import take_into_draft

    draft = take_into_draft(ctx.house, ctx.who, contract, clause)
    said = _("{contract}: version {number} is a draft with the new target of {clause}.")
    found = {"contract": contract, "clause": clause, "draft": draft.id, "number": draft.number}
    return Answer(found, [said.format(contract=contract, number=draft.number, clause=clause)])


def _contracts(ctx: Desk, files: Sequence[Path], *, keep: bool) -> Answer:
    from services.contracts.contract_files import take_in

    who = ctx.who if keep else ctx.reader
    found = [take_in(ctx.house, who, file, keep=keep) for file in files]
    return Answer(
        {"files": [one.as_dict() for one in found]},
        [_loaded(one) for one in found],
        findings=[finding for one in found for finding in one.findings],
        code=REFUSED if any(one.refused for one in found) else DONE,
    )


def _loaded(one: LoadedFile) -> str:
    named = ", ".join(f"{contract.code} v{contract.version}" for contract in one.contracts)
    said = _("{file}: refused") if one.refused else _("{file}: {contracts}")
    return said.format(file=one.file.name, contracts=named)
