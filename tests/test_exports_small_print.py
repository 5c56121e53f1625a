"""The small print of money goes out with the Excel template and comes back as it was, in both languages."""

from __future__ import annotations

from datetime import datetime

import pytest

from exports.contract_template import template
from exports.contract_template_read import read_template
from services.contracts.term_fields.settings import settings
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, contract_of, read_contracts
from tests.test_services_restating import RULE as RESTATEMENT
from tests.test_sla_billing import CALLS, MONTHLY, TOTAL
from tests.test_sla_credits import HIGHER
from tests.test_sla_improvement import RULE as IMPROVEMENT
from tests.test_sla_small_print import BONUS, COUNTED, TERMS

TEXTS = (TERMS, COUNTED, BONUS, HIGHER, MONTHLY, CALLS, TOTAL, IMPROVEMENT, RESTATEMENT)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_template_was_filled_with_is_read_back_equal(text, lang):
    contract = contract_of(text)
    content = template(lang, catalogue(), datetime(2026, 1, 1), contract_as_dict(contract), settings())
    node, findings = read_template(content, "合同.xlsx", catalogue(), settings())
    assert not findings
    (found,), _, more = read_contracts(node)
    assert [finding.code for finding in more if finding.severity.value == "blocks"] == []
    assert contract_as_dict(found) == contract_as_dict(contract)
