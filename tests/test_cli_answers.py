"""What a file asks of its columns is answered on the command line, as the question itself says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.language import use_resolver
from tests.command_line import CONTRACT, Place, run

REPORT = "日期,人工请求量,接通量,外呼量\n2025-10-01,100,90,30\n2025-10-02,110,95,31\n"
CALLS = (
    "来电时间,等待时长(秒),通话时长(秒),通话结果\n"
    "2025-10-01 09:00:00,5,60,正常通话\n2025-10-01 09:01:00,30,0,客户挂机\n"
)
#: 1 and 0.8 under a header that says %: of 100 or of one?
RATES = "日期,人工请求量,满意率(%)\n2025-10-01,100,1\n2025-10-02,110,0.8\n"


@pytest.fixture(autouse=True)
def _language_restored() -> Iterator[None]:
    yield
    use_resolver(lambda: "zh")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A house with one contract."""
    found = Place(tmp_path / "data", None)
    assert run(found, "contract", "load", CONTRACT).code == 0
    return found


@pytest.fixture
def brought(place: Place, tmp_path: Path):
    """The file taken in with these words."""

    def bring(text: str, *words: str):
        file = tmp_path / "日报.csv"
        file.write_text(text, encoding="utf-8")
        return run(place, "import", file, "--vendor", "HENGXIN", *words)

    return bring


def test_the_question_says_the_options_that_answer_it(brought) -> None:
    ran = brought(REPORT)
    assert ran.code == 1
    assert (
        '请说明“接通量”是什么：--answer "接通量=answered" (人工接通量) | '
        '--answer "接通量=outbound_connected" (外呼接通量) | --answer "接通量=" (不读取)'
    ) in ran.out + ran.err
    english = brought(REPORT, "--lang", "en")
    assert 'Say what “接通量” is: --answer "接通量=answered" (Answered)' in english.out + english.err


def test_an_answer_is_taken_and_the_file_comes_in(brought) -> None:
    ran = brought(REPORT, "--answer", "接通量=answered", "--json")
    (file,) = ran.json["files"]
    assert (ran.code, file["result"], file["questions"]) == (0, "committed", [])


def test_the_json_form_lists_every_answer(brought) -> None:
    (question,) = brought(REPORT, "--json").json["files"][0]["questions"]
    assert (question["about"], question["subject"]) == ("column", "接通量")
    assert question["answers"] == ["接通量=answered", "接通量=outbound_connected", "接通量="]


def test_how_rates_are_written_is_answered_by_1_or_100(brought) -> None:
    (question,) = brought(RATES, "--json").json["files"][0]["questions"]
    assert question["answers"] == ["满意率(%)=1", "满意率(%)=100"]
    assert brought(RATES, "--answer", "满意率(%)=100", "--json").json["files"][0]["result"] == "committed"


def test_what_a_word_of_a_call_list_means_is_answered_the_same_way(brought) -> None:
    asked = brought(CALLS)
    assert (
        '--answer "通话结果 = 客户挂机=abandoned" (未接通（放弃、呼损、无人接听）)' in asked.out + asked.err
    )
    wrong = brought(CALLS, "--answer", "通话结果 = 客户挂机=satisfied")
    assert wrong.code == 1 and "satisfied" in wrong.err
    ran = brought(CALLS, "--answer", "通话结果 = 客户挂机=abandoned", "--json")
    assert ran.json["files"][0]["result"] == "committed"
    again = brought(CALLS.replace("10-01", "10-02"), "--json")
    assert again.json["files"][0]["result"] == "committed"


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ("接通量", 2, "“接通量”不是回答：请写成“列名=字段”。"),
        # A slip in the field's name would leave the column out in silence.
        ("接通量=answerd", 1, "没有字段“answerd”；字段一览见 docs/fields.md。"),
    ],
)
def test_an_answer_that_is_none_is_refused_in_words(brought, answer: str, code: int, said: str) -> None:
    ran = brought(REPORT, "--answer", answer)
    assert ran.code == code and said in ran.out + ran.err


#: A settlement month of bare days under a title of one month.
SETTLED = "\n".join(["2025年10月日报", "日期,人工请求量,人工接通量", *(f"{day},{100 + day},90" for day in (
    *range(26, 31), *range(1, 26)))])  # fmt: skip


def test_the_months_of_bare_days_are_answered_and_known_the_next_time(place: Place, brought) -> None:
    asked = brought(SETTLED)
    answer = "日期 = months=month_before"
    assert (
        asked.code == 1 and f'--answer "{answer}" (26–30日属于9月，1–25日属于10月)' in asked.out + asked.err
    )
    done = brought(SETTLED, "--answer", answer, "--json").json
    assert [batch["from"] for batch in done["files"][0]["batches"]] == ["2025-09-26"]
    following = SETTLED.replace("10月", "11月").replace("\n30,", "\n31,")
    after = brought(following, "--json").json["files"][0]
    assert (after["result"], after["questions"]) == ("committed", [])
