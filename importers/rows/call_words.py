"""What lists of calls write about each: its outcome and its way in, in the words of this trade or a vendor's.

A word nobody knows is asked about, once, and the file waits: keeping out only the rows that carry it would
judge the others alone, which are mostly the answered ones or mostly the lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import polars as pl

from core.finding import Finding
from core.text import Text
from importers.draft import Question, QuestionKind
from importers.layouts.call_columns import STATUS, WAY, plain, subject
from importers.layouts.grid import Column
from importers.rows.extract import Rows


class Outcome(StrEnum):
    """What became of a call that came in."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    FLOW_OUT = "flow_out"
    #: It ended in the voice menu and never asked for a person.
    IVR = "ivr_calls"
    #: It did not come in at all.
    OUTBOUND = "outbound"


#: It came in; what became of it is not said.
INBOUND = "inbound"
_WORDS = {
    Outcome.ANSWERED: (
        "接通 已接通 接听 已接听 已接 已接来电 接起 已接起 应答 已应答 人工接听 人工接通 人工应答 "
        "人工已接 坐席应答 坐席接听 坐席接通 坐席已接 坐席已应答 客服接听 呼入接通 呼入已接 成功 "
        "接听成功 接通成功 呼叫成功 应答成功 正常 正常通话 通话 是 yes y true 1 √ ✓ answered handled "
        "connected completed success successful answeredbyagent agentanswered handledbyagent "
        "callanswered"
    ),
    Outcome.ABANDONED: (
        "放弃 已放弃 呼损 未接 未接通 未接听 未接起 未接来电 呼入未接 人工未接 人工未接听 未应答 无应答 "
        "坐席未接 坐席未接听 坐席未应答 漏接 失败 接听失败 接通失败 呼叫失败 排队放弃 队列放弃 "
        "排队中放弃 振铃放弃 振铃未接 振铃中放弃 振铃挂断 振铃挂机 振铃超时 久叫不应 客户放弃 "
        "客户主动放弃 用户放弃 主叫放弃 排队挂断 排队挂机 排队中挂断 排队中挂机 排队超时 超时 否 no n "
        "false 0 × ✗ abandoned abandon missed lost unanswered noanswer notanswered failed missedcall "
        "callmissed abandonedinqueue abandonedringing abandonedinringing abandonedwhileringing "
        "abandonedbycaller abandonedbycustomer"
    ),
    Outcome.FLOW_OUT: ("溢出 溢出转接 转出 转出队列 overflow overflowed flowout flow-out"),
    Outcome.IVR: (
        "自助 自助服务 自助挂断 自助挂机 自助结束 未进人工 未转人工 ivr ivr挂断 ivr挂机 ivr中挂断 "
        "ivr中挂机 ivr内挂断 ivr内挂机 ivr结束 ivr放弃 ivr自助 selfservice ivronly abandonedinivr "
        "hangupinivr"
    ),
    Outcome.OUTBOUND: ("外呼 呼出 去电 外拨 outbound out outgoing"),
}
_INBOUND = "呼入 来电 来话 inbound in incoming"
_USUAL = {word: str(outcome) for outcome, words in _WORDS.items() for word in words.split()}
_USUAL |= dict.fromkeys(_INBOUND.split(), INBOUND)
#: Figures that say yes and no only where no third one stands beside them: else they are codes.
_YES_NO = frozenset("01")
_ENDS = {
    str(Outcome.ANSWERED): Text("接通（人工接听）", "Answered by a person"),
    str(Outcome.ABANDONED): Text("未接通（放弃、呼损、无人接听）", "Lost: abandoned or not answered"),
    str(Outcome.FLOW_OUT): Text("溢出转接到别处", "Passed on to another queue"),
    str(Outcome.IVR): Text("未进人工（自助语音中结束）", "Never asked for a person (ended in the IVR)"),
    str(Outcome.OUTBOUND): Text("外呼，不计", "Went out: not counted"),
}
_WAYS = {INBOUND: Text("呼入", "Came in"), str(Outcome.OUTBOUND): Text("外呼，不计", "Went out: not counted")}
_CHOICES = {STATUS: _ENDS, WAY: _WAYS}
#: Every answer there is to a question about a word.
MEANINGS = frozenset({*_ENDS, *_WAYS})


def meanings(file: str, rows: Rows, code: str, words: pl.Series) -> pl.Series | None:
    """What each row's word stands for; None where one is to be asked about first."""
    column, field = next((at, fld) for at, fld in rows.table.columns if fld.code == code)
    known = _known(words.drop_nulls().unique(maintain_order=True).to_list(), field.words, code)
    asked = [word for word, meant in known.items() if meant is None]
    for word in asked:
        rows.questions.append(Question(QuestionKind.WORD, subject(column, word), _CHOICES[code]))
        rows.warnings.append(_unknown(file, rows, column, words, word))
    told = {word: None if code == STATUS and meant == INBOUND else meant for word, meant in known.items()}
    return None if asked else words.replace_strict(told, default=None, return_dtype=pl.String)


def _known(words: list[str], said: Mapping[str, str], code: str) -> dict[str, str | None]:
    spelled = {word: plain(word) for word in words}
    figures = {each for each in spelled.values() if each.isdigit()}
    codes = figures if code == WAY or figures - _YES_NO else frozenset()
    return {
        word: said.get(each) or (None if each in codes else _USUAL.get(each))
        for word, each in spelled.items()
    }


def _unknown(file: str, rows: Rows, column: Column, words: pl.Series, word: str) -> Finding:
    at = (words == word).fill_null(False).arg_true()
    place = rows.table.grid.place(file, rows.frame["row"][at[0]], column.letters)
    return Finding("call_outcome_unknown", place, {"header": column.written, "value": word, "n": len(at)})
