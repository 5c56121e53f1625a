"""In the form of a contract a remedy names the field, in the reader's language; elsewhere the file's key."""

from __future__ import annotations

import pytest

from core.catalogue import KINDS
from core.finding import Finding, Place, key_in_file
from core.text import LANGS
from services.contracts.term_fields.words import in_form_words

#: What a clause's place says of the key, where it says any.
AT = {"contract_promise_unmeasured": "promises.0", "contract_promise_unfunded": "promises.0"}
ASKED = [code for code, kind in KINDS.items() if code.startswith("contract_") and "YAML" in kind.remedy.en]


@pytest.mark.parametrize("code", ASKED)
def test_no_remedy_in_the_form_speaks_of_a_file(code):
    assert key_in_file(KINDS[code].remedy.en)
    facts = {"clause": "SL", "kind": "per_call", "code": "SL"}
    finding = Finding(code, Place("C", "SL", key=AT.get(code, "")), facts)
    [worded] = in_form_words([finding])
    for lang in LANGS:
        assert "YAML" in finding.remedy(lang)
        said = worded.remedy(lang)
        assert "YAML" not in said and {"zh": "”一栏", "en": "the field “"}[lang] in said


LABELS = [
    # finding, the label in either language
    ("contract_no_target", "目标值", "Target"),
    ("contract_no_owner", "责任人", "Owner"),
    ("contract_weight_without_score", "计分办法", "Scoring"),
    ("contract_promise_unfunded", "全年兑现资金", "Put by in a year"),
    ("contract_no_vendor", "外包商", "Vendors"),
    ("contract_unknown_indicator", "自定义指标", "Own definitions"),
]


@pytest.mark.parametrize(("code", "zh", "en"), LABELS)
def test_the_field_is_called_as_the_form_calls_it(code, zh, en):
    [worded] = in_form_words([Finding(code, Place("C", "SL", key=AT.get(code, "")), {})])
    assert f"“{zh}”一栏" in worded.remedy("zh")
    assert f"the field “{en}”" in worded.remedy("en")
