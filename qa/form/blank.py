"""The smallest form: what a form from nothing, and the template in Excel, begin with."""

from __future__ import annotations

from typing import Any

from qa.form.plain import Plain

_DONE: list[Plain] = [
    {"code": "full", "text": {"zh": "做到", "en": "Done"}, "share": "1"},
    {"code": "partial", "text": {"zh": "部分", "en": "Partly"}, "share": "0.5"},
    {"code": "none", "text": {"zh": "未做到", "en": "Not done"}, "share": "0"},
]


def _item(code: str, zh: str, en: str, points: int, **more: Any) -> Plain:
    return {"code": code, "text": {"zh": zh, "en": en}, "points": str(points), **more, "choices": _DONE}


#: A form as its file says it (qa.form.plain), without a finding; 100 points.
BLANK: Plain = {
    "form": {
        "code": "NEW-FORM",
        "version": "1",
        "name": {"zh": "新评分表", "en": "New form"},
        "kind": "listening",
        "pass_mark": "80",
    },
    "sections": [
        {
            "code": "OPENING",
            "text": {"zh": "开场", "en": "Opening"},
            "items": [_item("GREETING", "开头语", "Greeting", 40)],
        },
        {
            "code": "ANSWER",
            "text": {"zh": "解答", "en": "Answer"},
            "items": [_item("RIGHT_ANSWER", "解答正确", "Right answer", 60, na=True)],
        },
    ],
    "fatal": [{"code": "HANG_UP", "text": {"zh": "主动挂断客户电话", "en": "Hung up on the customer"}}],
}
