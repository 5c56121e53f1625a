"""Trouble in words: every reason has a sentence in both languages, nothing from a file becomes markup."""

import ast
import logging
import string
from pathlib import Path

import pytest

from core import errors
from core.errors import FrozenMonthError, NotAllowedError, PlumblineError, RefusedError, WrongInputError
from core.finding import Finding, Place
from core.principal import Action, Role
from core.refusals import SENTENCES
from core.text import LANGS
from core.verdict import LOOKS, Verdict
from ui import messages, navigation, verdicts

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "qa", "sla", "importers", "exports", "store", "services")
CLASSES = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, PlumblineError)
}


def test_every_class_of_refusal_has_a_sentence():
    assert {kind.reason for kind in CLASSES.values()} <= set(SENTENCES)


def test_every_reason_raised_anywhere_has_a_sentence():
    missing = {reason: place for reason, place in _raised() if reason not in SENTENCES}
    assert not missing


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("reason", sorted(SENTENCES))
def test_a_sentence_can_be_said_even_when_facts_are_missing(reason, lang):
    said = messages.refusal(PlumblineError(reason), lang)
    assert said and "{" not in said


def test_a_reason_nobody_knows_falls_back_to_its_class():
    unknown = WrongInputError("never_heard_of", value=1)
    assert messages.refusal(unknown, "en") == messages.refusal(WrongInputError(), "en")


def test_codes_are_spoken_as_words():
    refused = NotAllowedError(action=Action.APPROVE, role=Role.VIEWER, name="Ann")
    assert "Viewer" in messages.refusal(refused, "en")
    assert "查看者" in messages.refusal(refused, "zh")


def test_a_refusal_does_not_change_the_error_it_explains():
    error = NotAllowedError(role=Role.VIEWER, name="Ann")
    messages.refusal(error, "zh")
    assert error.facts["role"] == "viewer"


def test_a_refusal_with_findings_counts_them():
    finding = Finding("lake_file_missing", facts={"path": "x"})
    assert "1 problem" in messages.refusal(RefusedError([finding]), "en")


def test_facts_fill_the_sentence():
    assert "2026-10" in messages.refusal(FrozenMonthError(period="2026-10", contract="EAST"), "en")


def test_words_from_a_file_are_never_markup():
    hostile = "[x](javascript:alert(1)) <b> :red[y] *z* `c` $m$"
    shown = messages.escaped(hostile)
    assert all(shown[at - 1] == "\\" for at, char in enumerate(shown) if char in "[]()<>*`$:")


def test_our_own_fault_shows_a_reference_and_not_the_secret(caplog, tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path))
    with caplog.at_level(logging.ERROR):
        said = messages._logged(RuntimeError("password=hunter2"))
    assert "hunter2" not in said
    reference = caplog.records[0].args[0]
    assert reference in said
    assert "hunter2" in (tmp_path / "logs" / "plumbline.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_is_word_sign_and_colour(verdict):
    for lang in LANGS:
        badge = verdicts.badge(verdict, lang=lang)
        assert LOOKS[verdict].sign in badge and LOOKS[verdict].word.in_(lang) in badge
        assert badge.startswith(":")  # a colour directive, never colour alone, never raw HTML
        assert "<" not in badge


def test_every_page_has_an_address_and_a_section_of_its_own():
    urls = [item.url for item in navigation.TABLE]
    assert len(urls) == len(set(urls))
    assert {item.section for item in navigation.TABLE} == set(navigation.SECTIONS)


def test_every_page_file_is_in_the_table():
    known = {item.file for item in navigation.TABLE}
    assert {path for path in navigation.PAGES.glob("*/*.py") if path.name != "__init__.py"} <= known


def _raised():
    """(reason, file) of every `raise SomeError("reason", …)` in the rooms."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CLASSES:
                    at = 1 if issubclass(CLASSES[node.func.id], RefusedError) else 0
                    reason = node.args[at] if len(node.args) > at else None
                    if isinstance(reason, ast.Constant) and isinstance(reason.value, str):
                        yield reason.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_sentences_name_only_plain_facts():
    for sentence in SENTENCES.values():
        assert all(
            name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(sentence)
        )


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "**质检明细**  G 列“满意度”未能识别"), ("en", "**质检明细**  Column G “满意度” is not known")],
)
def test_a_sentence_that_begins_with_the_column_is_not_told_it_twice(lang, said):
    """“质检明细!G G 列 …” before."""
    found = Finding("header_unknown", Place("a.xlsx", "质检明细", None, "G"), {"header": "满意度"})
    assert messages._said(found, lang).startswith(said)
