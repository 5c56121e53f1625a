"""Refusals and findings speak words: a code among their facts never reaches a sentence as it is stored."""

from __future__ import annotations

import ast
import string
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from core import errors
from core.batch import Dataset, Grain, Source
from core.catalogue import KINDS
from core.errors import PlumblineError
from core.month import MonthState, moved
from core.principal import Action, Principal, Role, authorize
from core.refusals import SENTENCES, sentence
from core.text import LANGS, Text, spoken
from services.contracts.contract_versions import none_governs
from services.house.jobs import JobKind
from sla.follow_up.plans import ImprovementPlan, PlanStatus, advance
from store.lake.checks import must_be
from store.records import BatchRecord, BatchState, JobState

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "qa", "sla", "importers", "exports", "store", "services", "ui", "terminal")
PLAN = ImprovementPlan("P-1", "HENGXIN", "EAST", (), status=PlanStatus.CLOSED)
#: What refuses, and the whole sentence in both languages.
REFUSALS: list[tuple[Callable[[], object], str, str]] = [
    (
        lambda: moved(MonthState.FINAL, MonthState.DRAFT),
        "“定稿”之后不能直接变为“初稿”。",
        "“Draft” does not follow “Final”.",
    ),
    (
        lambda: advance(PLAN, PlanStatus.SUBMITTED),
        "“已关闭”之后不能直接变为“已提交”。",
        "“Submitted” does not follow “Closed”.",
    ),
    (
        lambda: must_be(_batch(BatchState.WITHDRAWN), BatchState.COMMITTED, BatchState.WITHDRAWN),
        "当前已是“已撤回”。",
        "It is withdrawn already.",
    ),
    (
        lambda: must_be(_batch(BatchState.STAGED), BatchState.COMMITTED, BatchState.WITHDRAWN),
        "“待导入”之后不能直接变为“已撤回”。",
        "“withdrawn” does not follow “waiting”.",
    ),
    (
        lambda: authorize(Principal("1", "陈质检", Role.AUDITOR), Action.MANAGE),
        "陈质检（质检员）无权执行此操作。请换用有权限的人员，或申请权限。",
        "陈质检 (QA auditor) may not do this. Choose a person with the right role, or ask for it.",
    ),
    (
        lambda: _refuse(none_governs("2025-09")),
        "2025-09 没有任何生效的合同版本。",
        "No contract governs 2025-09.",
    ),
    (
        lambda: _refuse(none_governs("2025-09", "NOBODY")),
        "2025-09 没有 NOBODY 的生效合同版本。",
        "No contract of NOBODY governs 2025-09.",
    ),
    (
        lambda: _refuse(none_governs("2025-09", None, "GOV")),
        "2025-09 没有生效的 GOV 合同版本。",
        "No version of GOV governs 2025-09.",
    ),
]


@pytest.mark.parametrize(("act", "zh", "en"), REFUSALS)
def test_a_refusal_is_said_in_words(act: Callable[[], object], zh: str, en: str) -> None:
    """States and roles by their names, in the reader's language."""
    with pytest.raises(PlumblineError) as refused:
        act()
    assert (sentence(refused.value, "zh"), sentence(refused.value, "en")) == (zh, en)


@pytest.mark.parametrize("kind", [MonthState, Role, PlanStatus, BatchState, JobState, JobKind])
def test_every_code_that_is_a_fact_knows_its_words(kind: type[StrEnum]) -> None:
    """For scripts it stays the code."""
    for code in kind:
        assert isinstance(code.words, Text)  # type: ignore[attr-defined]
        assert str(code) == code.value
        assert spoken(code, "zh") not in ("", code.value)


def test_no_sentence_is_given_the_stored_form_of_a_code() -> None:
    """`state=month.state.value` would print “draft”: wherever a fact stands in its sentence, it is no
    `.value` and no `.name`."""
    raw = [
        (str(path.relative_to(ROOT)), node.lineno, fact)
        for path, node, template in _said()
        for fact, given in _facts(node)
        if fact in _braces(template) and isinstance(given, ast.Attribute) and given.attr == "value"
    ]
    assert raw == []


def test_a_decision_names_no_code() -> None:
    """The page offers two buttons, the command line its own words."""
    for words in (KINDS["grain_meets"].sentence, KINDS["grain_meets"].remedy):
        for lang in LANGS:
            assert "facts" not in words.in_(lang) and "check)" not in words.in_(lang)


def _refuse(error: PlumblineError) -> None:
    raise error


def _batch(state: BatchState) -> BatchRecord:
    return BatchRecord(
        file_id="F",
        vendor="HENGXIN",
        project=None,
        dataset=Dataset.TRAFFIC,
        source=Source.VENDOR,
        grain=Grain.DAY,
        covers_from=date(2026, 9, 1),
        covers_to=date(2026, 10, 1),
        state=state,
        staged_at=datetime(2026, 10, 8, tzinfo=UTC),
        staged_by="周明",
    )


def _said() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every refusal and finding the product makes, with the English sentence it fills."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and (template := _template(node)):
                    yield path, node, template


def _template(node: ast.Call) -> str:
    name = getattr(node.func, "id", "")
    code = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
    if name == "Finding" and code in KINDS:
        return KINDS[code].sentence.en + KINDS[code].remedy.en
    kind = vars(errors).get(name)
    if isinstance(kind, type) and issubclass(kind, PlumblineError):
        return SENTENCES[code if code in SENTENCES else kind.reason]
    return ""


def _facts(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The facts given by name, or as a dictionary written out."""
    for keyword in node.keywords:
        if keyword.arg:
            yield keyword.arg, keyword.value
    for inner in ast.walk(node):
        if isinstance(inner, ast.Dict):
            for key, value in zip(inner.keys, inner.values, strict=True):
                if isinstance(key, ast.Constant):
                    yield str(key.value), value


def _braces(template: str) -> set[str]:
    return {name for _text, name, _spec, _way in string.Formatter().parse(template) if name}
