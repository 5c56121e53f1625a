"""Who the three fictitious vendors are, and how each fared in the thirteen months and the one under way.

HENGXIN improves month by month, until new bills bring complaints in September and October 2026: a breach,
whose improvement plan is overdue. YUNHE misses its answer rate twice in a row (March and April 2026), writes
a plan and recovers; in October tickets go out late and nobody has planned anything yet, and in November its
answer rate lies behind. ANDA falls below its minimum in February 2026, reports late in April, serves far
above its target in July, solves too little at once in August and recovers, and in November the shopping
festival takes its abandonment rate out of reach. Every figure is invented; rates are per mille, one a month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: The months reported, and the one under way on 2026-11-22 with data to the 20th.
MONTHS = (
    "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04",
    "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11",
)  # fmt: skip
REPORTED = MONTHS[:-1]
UNDER_WAY = MONTHS[-1]
LAST_DAY_UNDER_WAY = 20
#: The months for which our own ACD's export of HENGXIN is there.
ACD_MONTHS = ("2026-08", "2026-09", "2026-10")


@dataclass(frozen=True)
class Site:
    """A site: its share of the vendor's calls and how far its rates lie from the vendor's, in per mille."""

    code: str
    name: str
    name_en: str
    share: int
    better_by: int


@dataclass(frozen=True)
class Vendor:
    """A vendor with its hotline, its two sites, and its figures by month."""

    code: str
    name: str
    name_en: str
    #: What the hotline is called in titles.
    line: str
    sites: tuple[Site, Site]
    #: Calls a day on an ordinary Friday, and people at the beginning.
    calls_a_day: int
    people: int
    #: Per mille by month; see `Vendor.rate`.
    rates: Mapping[str, tuple[int, ...]]

    def rate(self, name: str, month: str) -> int:
        """A story figure of one month: per mille, or seconds × 10, or a count, as its name says."""
        return self.rates[name][MONTHS.index(month)]


def _steps(first: int, last: int) -> tuple[int, ...]:
    """Fourteen figures from `first` to `last` in even steps."""
    return tuple(first + (last - first) * i // 13 for i in range(14))


def _flat(value: int) -> tuple[int, ...]:
    return (value,) * 14


HENGXIN = Vendor(
    "HENGXIN", "恒信通达", "Hengxin", "通信客服热线",
    (Site("HX-WH", "武汉职场", "Wuhan", 560, 4), Site("HX-ZZ", "郑州职场", "Zhengzhou", 440, -5)),
    13_900, 420,
    {
        "answered": _steps(917, 951),
        "within_20": _steps(846, 893),
        "talk_tenths": _steps(921, 818),
        "wrap_tenths": _steps(262, 231),
        "sent": _steps(716, 781),
        "satisfied": _steps(972, 984),
        "repeat": _steps(166, 143),
        "first_solved": _steps(812, 846),
        "occupied": _steps(136, 101),
        "tickets_on_time": _steps(978, 992),
        "tickets_error": _steps(21, 11),
        "valid_complaints": (40, 37, 38, 34, 29, 31, 28, 26, 25, 23, 22, 47, 45, 0),
        "audits_passed": _steps(931, 967),
        "live_correct": _steps(908, 956),
        "questions_correct": _steps(922, 962),
        "mystery_passed": _steps(880, 950),
        "trained": _steps(955, 990),
        "exam_passed": _steps(925, 968),
        "leavers": (15, 14, 16, 12, 18, 13, 11, 12, 10, 9, 9, 8, 8, 0),
        "support": (1044, 1040, 1036, 1030, 1047, 1034, 1028, 1022, 1019, 1016, 1013, 1010, 1008, 1000),
    },
)  # fmt: skip
YUNHE = Vendor(
    "YUNHE", "云和服务", "Yunhe", "政务服务便民热线",
    (Site("YH-CS", "长沙职场", "Changsha", 600, 3), Site("YH-NC", "南昌职场", "Nanchang", 400, -4)),
    3_260, 52,
    {
        "answered": (958, 961, 957, 956, 959, 934, 929, 953, 958, 961, 963, 964, 962, 937),
        "within_20": (857, 861, 855, 852, 866, 818, 809, 846, 858, 864, 866, 871, 868, 831),
        "talk_tenths": (1890, 1876, 1902, 1911, 1850, 1967, 1985, 1921, 1897, 1880, 1875, 1869, 1873, 1912),
        "wrap_tenths": _flat(412),
        "sent": _flat(620),
        "satisfied": (958, 960, 957, 955, 961, 949, 946, 954, 957, 959, 961, 962, 960, 955),
        "repeat": _flat(118),
        "first_solved": _flat(803),
        "occupied": _flat(118),
        "tickets_on_time": (996, 997, 996, 995, 997, 993, 992, 995, 996, 997, 997, 998, 992, 996),
        "tickets_error": (18, 17, 19, 18, 16, 23, 25, 19, 18, 17, 16, 15, 16, 17),
        "valid_complaints": (2, 1, 2, 3, 1, 5, 6, 3, 2, 1, 1, 0, 1, 0),
        "audits_passed": (956, 958, 955, 953, 960, 945, 941, 953, 957, 960, 962, 965, 963, 960),
        "live_correct": _flat(950),
        "questions_correct": _flat(940),
        "mystery_passed": (930, 935, 930, 925, 940, 890, 880, 915, 930, 940, 945, 950, 945, 940),
        "trained": _flat(985),
        "exam_passed": (960, 965, 960, 960, 970, 945, 940, 965, 970, 970, 975, 975, 970, 970),
        "leavers": (1, 0, 1, 0, 2, 1, 1, 0, 1, 0, 1, 0, 1, 0),
    },
)  # fmt: skip
ANDA = Vendor(
    "ANDA", "安达客服", "Anda", "电商售后热线",
    (Site("AD-CD", "成都职场", "Chengdu", 530, 6), Site("AD-XA", "西安职场", "Xi'an", 470, -7)),
    1_180, 96,
    {
        "answered": (953, 956, 951, 958, 902, 947, 955, 957, 949, 988, 960, 962, 959, 916),
        "within_20": (848, 853, 812, 861, 713, 828, 851, 856, 822, 968, 866, 869, 864, 806),
        "talk_tenths": (2460, 2440, 2510, 2430, 2620, 2480, 2450, 2430, 2490, 2380, 2420, 2410, 2400, 2420),
        "wrap_tenths": _flat(380),
        "sent": _flat(700),
        "satisfied": (941, 944, 936, 946, 912, 938, 942, 945, 939, 961, 948, 950, 949, 947),
        "repeat": _flat(96),
        "first_solved": (842, 846, 835, 848, 808, 838, 844, 847, 840, 866, 788, 836, 851, 850),
        "occupied": _flat(124),
        "tickets_on_time": (978, 980, 972, 981, 955, 974, 979, 981, 975, 991, 983, 984, 984, 983),
        "tickets_error": _flat(15),
        "valid_complaints": (4, 3, 5, 3, 9, 5, 4, 3, 5, 1, 3, 2, 3, 0),
        "audits_passed": (928, 932, 924, 935, 902, 926, 930, 934, 927, 957, 938, 940, 941, 940),
        "live_correct": _flat(940),
        "questions_correct": _flat(945),
        "mystery_passed": (900, 910, 890, 915, 840, 895, 905, 910, 900, 960, 920, 925, 925, 920),
        "trained": (972, 975, 968, 976, 948, 970, 974, 976, 971, 992, 978, 980, 979, 978),
        "exam_passed": _flat(958),
        "leavers": (3, 3, 4, 3, 6, 4, 3, 2, 3, 1, 2, 2, 2, 0),
    },
)  # fmt: skip
VENDORS = (HENGXIN, YUNHE, ANDA)
