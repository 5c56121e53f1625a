"""What a contract agrees beside its table of clauses: ranking, measured targets, relief by forecast."""

from __future__ import annotations

from core.text import Text
from services.term_words import label_of, value_words
from sla.contract_file.plain import contract_as_dict
from sla.terms.contract import Contract


def beside(contract: Contract) -> tuple[Text, ...]:
    """A line for each; none where the contract agrees on none of them."""
    plain = contract_as_dict(contract)
    head = plain["contract"]
    said = [_line("ranking", head["ranking"])] if "ranking" in head else []
    if share := head["vendors"][0].get("share"):
        said.append(Text(f"业务份额 {share}%", f"Share of the volume {share} %"))
    for clause, written in zip(contract.clauses, plain["clauses"], strict=True):
        if "baseline" in written:
            line = _line("baseline", written["baseline"])
            said.append(Text(f"{clause.name.zh} · {line.zh}", f"{clause.name.in_('en')} · {line.en}"))
        if "improvement" in written:
            line = _line("improvement", written["improvement"])
            said.append(Text(f"{clause.name.zh} · {line.zh}", f"{clause.name.in_('en')} · {line.en}"))
    if "restatement" in head:
        said.append(_line("restatement", head["restatement"]))
    if "forecast" in head.get("relief", {}):
        said.append(_line("forecast", head["relief"]["forecast"]))
    return tuple(said)


def _line(key: str, value: object) -> Text:
    label, words = label_of(key), value_words("", value)
    return Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}")
