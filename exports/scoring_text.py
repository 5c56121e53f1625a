"""How a clause scores, as a sentence a person writes into a cell, and back again.

    达标得满分                                          full points when met
    线性 80:10 90:15                                    linear 80:10 90:15
    每低1个百分点扣2分，不足1个百分点按1个百分点计      2 points off per 1 pp short, begun steps count in full
    …，不足部分不扣                                     …, only whole steps count
    …，按比例扣                                         …, in proportion
    每次扣1分，最低0分                                  1 point off per event, at least 0
    每次扣1分，最多扣5分                                1 point off per event, at most 5 off
    分档 95:10 90:8，其余0分                            tiers 95:10 90:8, else 0
    …，不含95 90                                        …, not including 95 90
    等级 A=95:10 B=90:8                                 grades A=95:10 B=90:8
    人工评分                                            scored by a person
    …；CSAT低于75时最高12分                             …; at most 12 if CSAT is below 75

Both languages are read in either template. The mapping is the `score` of a contract's YAML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from core.text import Lang, Text

_N = r"(\d+(?:\.\d+)?)"
_UNIT = r"\s*(?:个百分点|百分点|个单位|单位|pp|percentage points?|units?|steps?|[%秒次件通人分天]|个|s)?"
_FULL = re.compile(r"(?:达标得?满分(?:,?(?:否则|不达标)(?:得?0分|不得分))?|full points when met)")
_MANUAL = re.compile(r"(?:人工评分|人工打分|scored by a person|manual)")
_PAIR = re.compile(r"(-?\d+(?:\.\d+)?):(-?\d+(?:\.\d+)?)")
_LINEAR = re.compile(r"(?:线性|linear)\s*(.+)")
_EVENT = re.compile(
    rf"(?:每(?:发生)?1?\s*[次件起例]扣{_N}分|{_N} points? off (?:per|for each) (?:event|case))"
)
_STEP_ZH = re.compile(rf"每[低高超差少多]?\s*{_N}?{_UNIT}扣{_N}分")
_STEP_EN = re.compile(
    rf"{_N} points? off (?:per|for each) (?:{_N}\s*)?{_UNIT}\s*(?:short|beyond|off target)?"
)
_TIERS = re.compile(rf"(?:分档|tiers)\s*([^,]+)(?:,\s*(?:其余|else)\s*{_N}分?)?")
_GRADES = re.compile(r"(?:等级|grades)\s*(.+)")
_GRADE = re.compile(rf"([^\s=:,]+)=(-?\d+(?:\.\d+)?):{_N}")
_OPEN = re.compile(r",\s*(?:不含|not including)\s*(-?\d+(?:\.\d+)?(?: -?\d+(?:\.\d+)?)*)$")
_MOST_OFF = re.compile(rf"最多扣{_N}分|at most {_N} off")
_LEAST = re.compile(rf"(?:最低|至少){_N}分|at least {_N}")
_CAP = re.compile(
    rf"([A-Z0-9_-]+)(?:\(([A-Z0-9_-]+)\))?低于{_N}时?,?最高{_N}分"
    rf"|at most {_N} if ([A-Z0-9_-]+)(?:\(([A-Z0-9_-]+)\))? is below {_N}"
)
_PARTIALS = {
    "ceil": re.compile(r"不足.*按.*计|begun steps count(?: in full)?|or part thereof"),
    "floor": re.compile(r"不足.*不[扣计]|only whole steps count"),
    "proportional": re.compile(r"按比例[扣计]?|in proportion|pro rata"),
}
_PARTIAL_WORDS = {
    "ceil": Text("不足{unit}按{unit}计", "begun steps count in full"),
    "floor": Text("不足部分不扣", "only whole steps count"),
    "proportional": Text("按比例扣", "in proportion"),
}
#: An indicator's unit → what one unit of shortfall is called.
_STEP_UNITS = {
    "percent": Text("{n}个百分点", "{n} pp"),
    "s": Text("{n}秒", "{n} s"),
    "count": Text("{n}次", "{n}"),
}
_ANY_UNIT = Text("{n}个单位", "{n} units")


def scoring_text(score: Mapping[str, Any], unit: str, lang: Lang) -> str:
    """The sentence for a `score` mapping; `unit` is the indicator's."""
    words = _method_text(score, unit, lang)
    if score.get("open_at"):
        values = " ".join(str(each) for each in score["open_at"])
        words += f"，不含{values}" if lang == "zh" else f", not including {values}"
    if score.get("min_score") not in (None, "0", 0):
        words += f"，最低{score['min_score']}分" if lang == "zh" else f", at least {score['min_score']}"
    cap = score.get("cap_if")
    if cap:
        name = f"{cap['indicator']}({cap['variant']})" if cap.get("variant") else cap["indicator"]
        zh, en = (
            f"；{name}低于{cap['below']}时最高{cap['cap']}分",
            f"; at most {cap['cap']} if {name} is below {cap['below']}",
        )
        words += zh if lang == "zh" else en
    return words


def step_text(score: Mapping[str, Any], unit: str, lang: Lang) -> str:
    """One step of shortfall with its unit, 「1个百分点」; empty where the method has no steps."""
    if score.get("method") != "step":
        return ""
    return _STEP_UNITS.get(unit, _ANY_UNIT).in_(lang).format(n=score["unit"])


def pairs_text(pairs: object) -> str:
    """[[80, 10], [90, 15]] as '80:10 90:15'."""
    return " ".join(f"{first}:{second}" for first, second in pairs)  # type: ignore[attr-defined]


def read_pairs(text: str) -> list[list[str]] | None:
    """'80:10 90:15' as [['80', '10'], ['90', '15']]; None where it is anything else."""
    plain = _normal(text)
    found = [list(pair) for pair in _PAIR.findall(plain)]
    rest = re.sub(r"[\s,;、]", "", _PAIR.sub("", plain))
    return found if found and not rest else None


def read_scoring(text: str, step: str = "") -> dict[str, Any] | None:
    """The `score` mapping of a sentence; None where it cannot be read.

    `step` is the cell 扣分单位: it gives the step where the sentence names none. A step method that does
    not say what a begun step counts as comes back without `partial`: the caller says what is assumed.
    """
    body, _, cap_words = _normal(text).partition(";")
    score = _read_method(body, _normal(step))
    cap = _read_cap(cap_words) if cap_words.strip() else {}
    if score is None or cap is None:
        return None
    if score["method"] in ("step", "per_event") and not _add_terms(score, body):
        return None
    return {**score, **cap}


def read_step(text: str) -> str | None:
    """The number in 扣分单位, 「0.5个百分点」 → '0.5'; None where there is none."""
    found = re.search(_N, _normal(text))
    return found[1] if found else None


def _method_text(score: Mapping[str, Any], unit: str, lang: Lang) -> str:
    zh = lang == "zh"
    match score["method"]:
        case "linear":
            return f"{'线性' if zh else 'linear'} {pairs_text(score['points'])}"
        case "step":
            return _step_words(score, unit, lang)
        case "per_event":
            return _event_words(score, zh)
        case "tiers":
            rest = score.get("otherwise", "0")
            pairs = pairs_text(score["bands"])
            return f"分档 {pairs}，其余{rest}分" if zh else f"tiers {pairs}, else {rest}"
        case "grades":
            grades = " ".join(f"{g['grade']}={g['value']}:{g['points']}" for g in score["grades"])
            return f"{'等级' if zh else 'grades'} {grades}"
        case "manual":
            return "人工评分" if zh else "scored by a person"
    return "达标得满分" if zh else "full points when met"


def _event_words(score: Mapping[str, Any], zh: bool) -> str:
    words = f"每次扣{score['deduct']}分" if zh else f"{_points(score['deduct'])} off per event"
    if (cap := score.get("cap")) is None:
        return words
    return f"{words}，最多扣{cap}分" if zh else f"{words}, at most {cap} off"


def _step_words(score: Mapping[str, Any], unit: str, lang: Lang) -> str:
    step = step_text(score, unit, lang)
    partial = _PARTIAL_WORDS[score.get("partial", "ceil")].in_(lang).format(unit=step)
    if lang == "zh":
        return f"每差{step}扣{score['deduct']}分，{partial}"
    return f"{_points(score['deduct'])} off per {step} short, {partial}"


def _points(number: object) -> str:
    return f"{number} point" if str(number) == "1" else f"{number} points"


def _read_method(body: str, step: str) -> dict[str, Any] | None:
    if found := _OPEN.search(body.strip()):
        banded = _read_method(body.strip()[: found.start()], step)
        has_tiers = banded is not None and banded["method"] in ("tiers", "grades")
        return {**banded, "open_at": found[1].split()} if banded and has_tiers else None
    head = re.split(r",", body)[0].strip()
    if _FULL.fullmatch(body.strip()):
        return {"method": "full_or_zero"}
    if _MANUAL.fullmatch(head):
        return {"method": "manual"}
    if found := _LINEAR.fullmatch(body.strip()):
        pairs = read_pairs(found[1])
        return {"method": "linear", "points": pairs} if pairs else None
    if found := _TIERS.fullmatch(body.strip()):
        pairs = read_pairs(found[1])
        rest = {"otherwise": found[2]} if found[2] else {}
        return {"method": "tiers", "bands": pairs, **rest} if pairs else None
    if found := _GRADES.fullmatch(body.strip()):
        return _read_grades(found[1])
    if found := _EVENT.fullmatch(head):
        return {"method": "per_event", "deduct": found[1] or found[2]}
    return _read_step(head, step)


def _read_grades(text: str) -> dict[str, Any] | None:
    found = [
        {"grade": name, "value": value, "points": points} for name, value, points in _GRADE.findall(text)
    ]
    rest = re.sub(r"[\s,;、]", "", _GRADE.sub("", text))
    return {"method": "grades", "grades": found} if found and not rest else None


def _read_step(head: str, step: str) -> dict[str, Any] | None:
    if found := _STEP_ZH.fullmatch(head):
        size, deduct = found[1], found[2]
    elif found := _STEP_EN.fullmatch(head):
        deduct, size = found[1], found[2]
    else:
        return None
    return {"method": "step", "unit": size or read_step(step) or "1", "deduct": deduct}


def _add_terms(score: dict[str, Any], body: str) -> bool:
    """Take in what follows the first comma; False where a part of it is not understood."""
    for term in (part.strip() for part in body.split(",")[1:]):
        partial = next((name for name, words in _PARTIALS.items() if words.fullmatch(term)), None)
        least = _LEAST.fullmatch(term)
        if partial and score["method"] == "step" and "partial" not in score:
            score["partial"] = partial
        elif (most := _MOST_OFF.fullmatch(term)) and score["method"] == "per_event" and "cap" not in score:
            score["cap"] = most[1] or most[2]
        elif least and "min_score" not in score:
            score["min_score"] = least[1] or least[2]
        else:
            return False
    return True


def _read_cap(words: str) -> dict[str, Any] | None:
    found = _CAP.fullmatch(words.strip())
    if not found:
        return None
    zh = found[1] is not None
    indicator, variant, below, cap = found.group(1, 2, 3, 4) if zh else found.group(6, 7, 8, 5)
    named = {"indicator": indicator, **({"variant": variant} if variant else {})}
    return {"cap_if": {**named, "below": below, "cap": cap}}


def _normal(text: str) -> str:
    """Full width and half width alike, one space between words."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).replace("。", "")).strip()
