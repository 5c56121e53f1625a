"""What a text calls a site that nobody has registered: 庐州职场, 合肥呼叫中心, 职场：一期, Hefei site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.dictionary.cities import CITY
from importers.draft import Known, folded
from importers.rows.named_in import spans_of

#: Between a city and the word that says it is a site.
_KIND = r"(?:第?[一二三四五六七八九\d]期?)?(?:客服|呼叫|运营|外包|话务|坐席|座席|交付|分)*"
_OF_CITY = re.compile(rf"({CITY})市?{_KIND}(?:职场|中心|基地|园区|分公司|站点)")
#: A city right after the vendor's name or alone between marks: 恒信合肥2026年5月, 日报_合肥.
_ALONE = re.compile(
    rf"(?:^|(?<=[\s_\-—–·|/（(【\[、,，#]))({CITY})市?(?=$|[\s_\-—–·/）)】\]、,，\d]|话务|日报|月报|周报|报表|数据|运营)"
)
_SUFFIX = re.compile(rf"(?<=..)(?:市?{_KIND}(?:职场|中心|基地|园区|分公司|站点)|site)$")
_RUN = re.compile(r"([一-鿿A-Za-z0-9]+)职场")
_NUMBERED = re.compile(r"(职场[一二三四五六七八九A-Za-z\d]{1,2})(?![一-鿿A-Za-z\d])")
_LABELLED = re.compile(
    r"(?:(?:职场|基地)(?:名称)?|(?<![A-Za-z])site(?: name)?)\s*[:：]\s*([^\s:：,，;；|/（）()]{1,20})",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b([A-Z][A-Za-z]+)\s+[Ss]ite\b")
#: 12345 of a city, its bank or its carrier is who the calls are for, not where they are answered.
_CLIENT = re.compile(
    r"市?\s*(?:12345|1\d{4}|95\d{3}|市民|政务|政府|便民|热线|移动|联通|电信|广电|铁塔|银行|农商|公安|交警|税务|医保|社保|供电"
    r"|电力|燃气|供水|水务|地铁|公交|机场|航空|保险|人寿|财险)"
)
#: The name of a company is not where it answers calls: 合肥恒信信息技术有限公司.
_COMPANY = re.compile(
    r"(?:(?!职场|中心|基地|园区|站点|[年月日周])[一-鿿（）()]){2,24}?(?:有限(?:责任)?公司|股份公司|集团公司)"
)
#: What stands before 职场 and names none.
_GENERIC = (
    "有限公司", "股份", "公司", "科技", "通信", "集团", "信息", "技术", "服务", "外包商", "供应商", "承包商",
    "合作方", "外包", "合作", "客户服务", "客服", "呼叫中心", "呼叫", "热线", "话务", "运营", "在线", "语音",
    "坐席", "座席", "员工", "人员", "电话", "中心", "日报", "月报", "报表", "数据", "汇总", "项目", "所有",
    "全部", "年度", "月度", "各", "分", "全", "总", "两", "多", "本", "双", "单", "按",
    "个", "的", "及", "和", "与",
)  # fmt: skip
_PARTS = re.compile(r"\d+[年月日号季]度?|\d{3,}|^\d+$|" + "|".join(_GENERIC))
_NOT_NAMES = (
    "on", "off", "by", "per", "each", "all", "every", "multi", "single", "the", "this", "our", "your", "call",
    "contact", "web", "customer", "vendor", "daily", "monthly", "weekly", "total", "report", "no", "new",
    "全部", "所有", "各", "合计", "全", "不限",
)  # fmt: skip
_LONGEST = 8


def core_of(name: str) -> str:
    """A site's name, for comparing, without what only says that it is one: 合肥职场 is 合肥."""
    plain = folded(name)
    return _SUFFIX.sub("", plain) or plain


def blanked(text: str, known: Sequence[Known]) -> str:
    """The text with a mark where names that are registered stand, so that the rest can be looked at."""
    letters = list(text)
    for start, end in spans_of(text, known):
        letters[start:end] = "|" * (end - start)
    return "".join(letters)


def without_companies(text: str) -> str:
    """The text with a mark where it names a company in full."""
    return _COMPANY.sub(lambda found: "|" * len(found[0]), text)


def is_client(text: str, end: int) -> bool:
    """Whether a place name that ends there is whose calls they are: 合肥12345, 合肥市政务热线."""
    return _CLIENT.match(text, end) is not None


def unknown_sites(text: str) -> list[str]:
    """The names, each once, in the text's order; registered ones are blanked before."""
    plain = (_OF_CITY, _LABELLED, _NUMBERED, _ENGLISH)
    found = [(match.start(1), match[1]) for pattern in plain for match in pattern.finditer(text)]
    found += [(m.start(1), m[1]) for m in _ALONE.finditer(text) if not is_client(text, m.end(1))]
    taken = {name for _, name in found}
    runs = [(match.start(1), _last_part(match[1])) for match in _RUN.finditer(text)]
    found += [(at, name) for at, name in runs if name and not any(name.endswith(each) for each in taken)]
    return list(dict.fromkeys(name for _, name in sorted(found) if folded(name) not in _NOT_NAMES))


def _last_part(run: str) -> str:
    """What of the words right before 职场 can be its name; '' where they are general ones."""
    if city := re.search(rf"({CITY})市?{_KIND}$", run):
        return city[1]
    last = _PARTS.split(run)[-1]
    return last if len(last) <= _LONGEST else ""
