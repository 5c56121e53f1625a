"""An amount in Chinese capital figures 人民币大写, as a payment form has them."""

from __future__ import annotations

from core.money import Money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_capitals(amount: Money) -> str:
    """「人民币叁拾肆万零贰佰贰拾玖元玖角叁分」; whole yuan end in 整, what is below 0 begins with 负.

    For yuan below a hundred million times a hundred million; any other currency has no such writing.
    """
    if amount.currency != "CNY":
        return ""
    yuan, cents = divmod(abs(amount.cents), 100)
    sign = "负" if amount.cents < 0 else ""
    whole = f"{_whole(yuan)}元" if yuan or not cents else ""
    return f"人民币{sign}{whole}{_cents(cents, bool(yuan))}"


def _cents(cents: int, has_yuan: bool) -> str:
    jiao, fen = divmod(cents, 10)
    if not cents:
        return "整"
    tenths = f"{_DIGITS[jiao]}角" if jiao else "零" if has_yuan else ""
    return f"{tenths}{_DIGITS[fen]}分" if fen else f"{tenths}整"


def _whole(number: int) -> str:
    """Groups of four; a group below a thousand after a higher one is led by one 零."""
    if not number:
        return _DIGITS[0]
    said, rest, at = "", number, 0
    while rest:
        rest, group = divmod(rest, 10_000)
        if group:
            lead = _DIGITS[0] if rest and group < 1000 else ""
            # 壹亿 after an empty group of ten thousands still wants its 零.
            gap = _DIGITS[0] if said and not said.startswith(_DIGITS[0]) and _skips(number, at) else ""
            said = f"{lead}{_group(group)}{_GROUPS[at]}{gap}{said}"
        at += 1
    return said


def _skips(number: int, at: int) -> bool:
    """Whether the group below this one is empty."""
    return at > 0 and number // 10_000 ** (at - 1) % 10_000 == 0


def _group(number: int) -> str:
    """One to four digits: 「伍仟零叁」; zeros between are said once, zeros at the end not at all."""
    said, gap = "", False
    for at, digit in zip(range(3, -1, -1), f"{number:04}", strict=True):
        if digit == "0":
            gap = bool(said)
            continue
        said += (_DIGITS[0] if gap else "") + _DIGITS[int(digit)] + _PLACES[at]
        gap = False
    return said
