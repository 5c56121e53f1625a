"""Scoring as a sentence in a cell: what is read, what is written, what is refused."""

from __future__ import annotations

import pytest

from exports.scoring_text import read_pairs, read_scoring, scoring_text, step_text


def _step(unit: str, deduct: str, partial: str | None = None, **more: object) -> dict[str, object]:
    score: dict[str, object] = {"method": "step", "unit": unit, "deduct": deduct, **more}
    return {**score, "partial": partial} if partial else score


READ = [
    # sentence, deduction step, score
    ("达标得满分", "", {"method": "full_or_zero"}),
    ("达标得满分，否则不得分。", "", {"method": "full_or_zero"}),
    ("full points when met", "", {"method": "full_or_zero"}),
    ("人工评分", "", {"method": "manual"}),
    ("线性 80:10 90:15", "", {"method": "linear", "points": [["80", "10"], ["90", "15"]]}),
    ("线性：80：10，90：15", "", None),  # a colon after 线性 is not a pair's
    (
        "linear 97.5:10.5; at most 12 if CSAT is below 75",
        "",
        {
            "method": "linear",
            "points": [["97.5", "10.5"]],
            "cap_if": {"indicator": "CSAT", "below": "75", "cap": "12"},
        },
    ),
    ("每低1个百分点扣2分，不足1个百分点按1个百分点计", "", _step("1", "2", "ceil")),
    ("每低０．５个百分点扣１分，不足部分不扣", "", _step("0.5", "1", "floor")),  # full width
    ("每超1秒扣1.5分，按比例扣，最低3分", "", _step("1", "1.5", "proportional", min_score="3")),
    ("每单位扣2分，不足按一个计", "0.5个百分点", _step("0.5", "2", "ceil")),  # the step from its own cell
    ("每低1个百分点扣2分", "", _step("1", "2")),  # begun steps not said: the caller says what is assumed
    ("2 points off per 1 pp short, begun steps count in full", "", _step("1", "2", "ceil")),
    (
        "1.5 points off per 0.5 pp short, only whole steps count, at least 3",
        "",
        _step("0.5", "1.5", "floor", min_score="3"),
    ),
    ("每次扣1分", "", {"method": "per_event", "deduct": "1"}),
    ("每件扣0.5分，最低0分", "", {"method": "per_event", "deduct": "0.5", "min_score": "0"}),
    ("1 point off per event", "", {"method": "per_event", "deduct": "1"}),
    ("每次扣1分，最多扣5分", "", {"method": "per_event", "deduct": "1", "cap": "5"}),
    (
        "2 points off per event, at most 6 off, at least 1",
        "",
        {"method": "per_event", "deduct": "2", "cap": "6", "min_score": "1"},
    ),
    (
        "分档 95:10 90:8，其余2分",
        "",
        {"method": "tiers", "bands": [["95", "10"], ["90", "8"]], "otherwise": "2"},
    ),
    ("tiers 95:10 90:8", "", {"method": "tiers", "bands": [["95", "10"], ["90", "8"]]}),
    (
        "等级 A=95:10 B=0:8",
        "",
        {
            "method": "grades",
            "grades": [
                {"grade": "A", "value": "95", "points": "10"},
                {"grade": "B", "value": "0", "points": "8"},
            ],
        },
    ),
    ("等级 优秀", "", None),
    (
        "线性 97.5:10.5 98.4:15；CSAT(CSAT-1)低于75时最高12分",
        "",
        {
            "method": "linear",
            "points": [["97.5", "10.5"], ["98.4", "15"]],
            "cap_if": {"indicator": "CSAT", "variant": "CSAT-1", "below": "75", "cap": "12"},
        },
    ),
    ("视情况而定", "", None),
    ("线性 八十:十", "", None),
    ("每低1个百分点扣2分；另议", "", None),  # what is not understood is never skipped
    ("每低1个百分点扣2分，视情况而定", "", None),
    ("每次扣1分，不足部分不扣", "", None),  # events have no parts
    ("每低1个百分点扣-2分", "", None),
    ("", "", None),
]


@pytest.mark.parametrize(("sentence", "step", "expected"), READ)
def test_a_scoring_sentence_is_read_whole_or_not_at_all(sentence: str, step: str, expected: object) -> None:
    assert read_scoring(sentence, step) == expected


WRITTEN = [
    (
        _step("1", "2", "ceil"),
        "每差1个百分点扣2分，不足1个百分点按1个百分点计",
        "2 points off per 1 pp short, begun steps count in full",
    ),
    (
        _step("0.5", "1", "floor", min_score="3"),
        "每差0.5个百分点扣1分，不足部分不扣，最低3分",
        "1 point off per 0.5 pp short, only whole steps count, at least 3",
    ),
    ({"method": "manual"}, "人工评分", "scored by a person"),
]


@pytest.mark.parametrize(("score", "zh", "en"), WRITTEN)
def test_a_score_is_written_as_a_sentence_and_read_back_equal(
    score: dict[str, object], zh: str, en: str
) -> None:
    assert (scoring_text(score, "percent", "zh"), scoring_text(score, "percent", "en")) == (zh, en)
    assert read_scoring(zh) == read_scoring(en) == score


@pytest.mark.parametrize("unit", ["percent", "s", "count", "per_10k", "ratio", ""])
@pytest.mark.parametrize("partial", ["ceil", "floor", "proportional"])
def test_every_unit_and_way_of_counting_begun_steps_survives(unit: str, partial: str) -> None:
    score = _step("0.5", "1.25", partial)
    for lang in ("zh", "en"):
        sentence = scoring_text(score, unit, lang)  # type: ignore[arg-type]
        assert read_scoring(sentence, step_text(score, unit, lang)) == score  # type: ignore[arg-type]


def test_pairs_are_read_only_where_nothing_else_stands_among_them() -> None:
    assert read_pairs("95:1.03、90:1") == [["95", "1.03"], ["90", "1"]]
    assert read_pairs("95:1.03 以上") is None
