"""The cities of China as reports write them, without 市: a site of a vendor is usually called by its city."""

from __future__ import annotations

import re
from pathlib import Path

#: Municipalities, the cities of all prefectures, and county cities known for their call centres. Not 白银: in
#: reports it is a customer group.
CITIES = frozenset(Path(__file__).with_name("cities.txt").read_text(encoding="utf-8").split())
#: Any of them as a pattern, the longest first.
CITY = "|".join(map(re.escape, sorted(CITIES, key=len, reverse=True)))
