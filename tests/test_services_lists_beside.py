"""Lists that part the calls of the same days between them, lists corrected, lists of answered calls alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from core.batch import Source
from core.errors import DecisionNeeded
from core.period import MonthRule
from core.principal import Principal
from core.scope import Scope
from services.house.bootstrap import House
from services.reports.import_report import commit, withdraw
from store.lake.source import LakeSource
from tests.reports_example import bring, choice, line_house, previewed

HEAD = "通话流水号,主叫号码,来电时间,应答时间,挂机时间,通话时长(秒),通话结果"
OCTOBER = MonthRule().month("2026-10")
ANSWER, TALK = ("offered", "answered"), ("answered", "talk_s")


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def call(day: int, n: int, *, talk: int = 60, number: str = "C") -> str:
    """The calls 0 and 6 of each day are lost."""
    at, lost = f"2026-10-{day:02d} {8 + n:02d}:00", n in (0, 6)
    answered = "" if lost else f"{at}:05"
    said = [f"{number}{day:02d}{n}" if number else "", f"1380000{day:02d}{n:02d}", f"{at}:00", answered]
    return ",".join([*said, f"{at}:50", "" if lost else str(talk), "放弃" if lost else "接通"])


EVERY = [(day, n) for day in range(1, 32) for n in range(12)]


def listed(calls: Sequence[tuple[int, int]], head: str = HEAD, **how) -> str:
    return "\n".join([head, *(call(*each, **how) for each in calls)]) + "\n"


def without(text: str, column: str) -> str:
    at = HEAD.split(",").index(column)
    lines = [line.split(",") for line in text.splitlines()]
    return "\n".join(",".join(line[:at] + line[at + 1 :]) for line in lines) + "\n"


def told(house: House, who: Principal, counts: Sequence[str]):
    """The sums of an indicator's counts in October, and how many days count."""
    with house.database.read(who) as uow:
        source = LakeSource.prepare(uow, house.lake, Source.VENDOR, (OCTOBER,), counts)
    (found,) = source.tallies(counts, Scope("YUNHE"), OCTOBER, date(2026, 11, 22))
    return tuple(found.totals.get(name) for name in counts), found.coverage.have


def codes(staged) -> list[str]:
    return [finding.code for finding in staged.findings]


OFFERED, ANSWERED = 31 * 12, 31 * 10
LOST = [each for each in EVERY if each[1] in (0, 6)]
TAKEN = [each for each in EVERY if each[1] not in (0, 6)]
#: Two lists that hold each call of October once between them.
PARTS = {
    "early and late shift": ([c for c in EVERY if c[1] < 5], [c for c in EVERY if c[1] >= 5]),
    "two queues": ([c for c in EVERY if sum(c) % 5 < 2], [c for c in EVERY if sum(c) % 5 > 1]),
    "cut at noon of the 15th": ([c for c in EVERY if c < (15, 4)], [c for c in EVERY if c >= (15, 4)]),
    "answered calls, and lost ones": (TAKEN, LOST),
    "halves of the month": ([c for c in EVERY if c[0] < 16], [c for c in EVERY if c[0] > 15]),
}  # fmt: skip


@pytest.mark.parametrize("turned", [False, True], ids=["first, second", "second, first"])
@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)
def test_lists_of_other_calls_count_beside_each_other(line, parts, turned):
    for i, calls in enumerate(reversed(parts) if turned else parts):
        bring(*line, listed(calls), f"清单{i}.csv")
    assert told(*line, ANSWER) == ((OFFERED, ANSWERED), 31)
    assert told(*line, TALK) == ((ANSWERED, ANSWERED * 60), 31)


def test_that_both_count_is_said_and_a_part_put_right_takes_its_own_place_only(line):
    early, late = PARTS["early and late shift"]
    bring(*line, listed(early), "早班.csv")
    assert "calls_stand_beside" in codes(previewed(*line, listed(late), "晚班.csv"))
    bring(*line, listed(late), "晚班.csv")
    staged = previewed(*line, listed(early[:-1], talk=90), "早班更正.csv")
    assert staged.batches[0].record.counts["gone"] == 1
    bring(*line, listed(early[:-1], talk=90), "早班更正.csv")
    assert told(*line, ANSWER) == ((OFFERED - 1, ANSWERED - 1), 31)


def test_withdrawing_one_leaves_the_other(line):
    bring(*line, listed(TAKEN), "接通.csv")
    lost = bring(*line, listed(LOST), "漏话.csv")
    withdraw(*line, lost.batches[0].id, "wrong")
    assert told(*line, ANSWER)[0] != (OFFERED, ANSWERED)
    assert told(*line, TALK) == ((ANSWERED, ANSWERED * 60), 31)


def test_a_list_that_shares_most_calls_takes_the_place_of_the_other(line):
    bring(*line, listed(EVERY), "清单.csv")
    bring(*line, listed(EVERY[:300], talk=30), "更正.csv", choice("2026-10"))
    assert told(*line, ANSWER)[0] == (300, 250)


SHARED = {
    "two hours of each": (
        listed([c for c in EVERY if c[1] < 7]),
        listed([c for c in EVERY if c[1] > 4]),
    ),
    "numbered anew in each list": (listed(EVERY), listed(EVERY, number="X")),
    "shifts without numbers": (
        without(listed(PARTS["early and late shift"][0]), "通话流水号"),
        without(listed(PARTS["early and late shift"][1]), "通话流水号"),
    ),
}


@pytest.mark.parametrize("turned", [False, True], ids=["first, second", "second, first"])
@pytest.mark.parametrize("lists", SHARED.values(), ids=SHARED)
def test_where_it_cannot_be_told_a_person_is_asked(line, lists, turned):
    first, second = reversed(lists) if turned else lists
    bring(*line, first, "一.csv")
    staged = previewed(*line, second, "二.csv")
    assert "calls_shared" in [finding.code for finding in staged.decision]
    with pytest.raises(DecisionNeeded):
        commit(*line, staged.file.id)


def calls_of(n: int) -> list[tuple[int, int]]:
    return TAKEN[:n]


#: A list of answered calls → whether offered follows from it, and what is said.
ALONE = {
    "many": (listed(TAKEN), False, ["answered_calls_only"]),
    "two hundred": (listed(calls_of(200)), False, ["answered_calls_only"]),
    "fewer": (listed(calls_of(199)), True, ["calls_all_answered"]),
    "twenty": (listed(calls_of(20)), True, ["calls_all_answered"]),
    "a quiet day": (listed(calls_of(19)), True, []),
    "few, without an outcome": (without(listed(calls_of(10)), "通话结果"), False, ["answered_calls_only"]),
    "many, one lost": (listed([*TAKEN, (1, 0)]), True, []),
    "many, one lost, no outcome": (without(listed([*TAKEN, (1, 0)]), "通话结果"), True, []),
    "many, one left the menu": (listed([*TAKEN, (1, 0)]).replace("放弃", "IVR放弃"), True, []),
}


@pytest.mark.parametrize(("text", "offered", "said"), ALONE.values(), ids=ALONE)
def test_a_list_of_answered_calls_does_not_tell_how_many_were_offered(line, text, offered, said):
    staged = previewed(*line, text, "清单.csv")
    assert [code for code in codes(staged) if code.endswith(("answered", "calls_only"))] == said
    bring(*line, text, "清单.csv")
    assert (told(*line, ANSWER)[0][0] is not None) == offered
    assert told(*line, TALK)[0][0] == text.count(":05,")


DAYS = "\n".join(["日期,人工呼入量", *(f"2026-10-{day:02d},12" for day in range(1, 32))]) + "\n"


@pytest.mark.parametrize("turned", [False, True], ids=["days, list", "list, days"])
def test_the_calls_offered_of_each_day_speak_beside_it(line, turned):
    files = [(DAYS, "日报.csv"), (listed(TAKEN), "清单.csv")]
    for text, name in reversed(files) if turned else files:
        bring(*line, text, name)
    assert told(*line, ANSWER) == ((OFFERED, ANSWERED), 31)


@pytest.mark.parametrize("turned", [False, True], ids=["lost, answered", "answered, lost"])
def test_a_day_between_lost_calls_has_none_and_days_after_the_list_are_unknown(line, turned):
    quiet = listed([c for c in LOST if c[0] != 9 and c[0] < 16])
    files = [(quiet, "漏话.csv"), (listed(TAKEN), "接通.csv")]
    for text, name in reversed(files) if turned else files:
        bring(*line, text, name)
    # The 9th was as quiet as the 16th may have been: two days from call to call.
    assert told(*line, ANSWER) == ((17 * 10 + 14 * 2, 17 * 10), 17)


def test_lost_calls_alone_are_said(line):
    assert "lost_calls_only" in codes(previewed(*line, listed(LOST), "漏话.csv"))
