"""The words cells use for nothing, yes, no and absent."""

from __future__ import annotations

_ERRORS = "#n/a #div/0! #value! #ref! #name? #num! #null!"
_NULL_WORDS = r"""
    - -- --- — —— / \ 无 暂无 空 未统计 不涉及 不适用 未考核 待补 待定
    n/a na =? null none nan
"""
_YES_WORDS = "是 y yes true 1 √ ✓ 有 合格 达标 通过 及格 接通 已接通 成功 pass passed connected"
_NO_WORDS = "否 n no false 0 × x ✗ 不合格 不达标 未达标 未通过 不通过 不及格 未接通 失败 fail failed"
_ABSENT = "缺考 缺席 未参加 未参考 未考 absent"

ABSENT_WORDS = frozenset(_ABSENT.split())
#: What Excel shows for a formula that failed.
ERRORS = frozenset(_ERRORS.split())
NULLS = frozenset(_NULL_WORDS.split()) | ERRORS
YES = frozenset(_YES_WORDS.split())
NO = frozenset(_NO_WORDS.split())
