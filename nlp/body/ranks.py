"""Ranks: "top 03", "nhóm 20 tỉnh dẫn đầu", "xếp thứ 5/63 tỉnh, thành phố"."""

from __future__ import annotations

import re

from nlp.body.number_words import number_value
from nlp.body.quantity import Frame, Quantity

_AMONG = r"(?:các\s)?(?:tỉnh|địa phương|thành phố|đơn vị|nước|quốc gia|tỉnh thành|huyện|xã|sở|bộ)"
_BEST = r"(?:dẫn đầu|đứng đầu|tốt nhất|cao nhất|hàng đầu|khá nhất|nhanh nhất|thấp nhất|cao của cả nước)"
RANK = re.compile(
    r"(?<!\w)(?:"
    r"top\s?(?P<top>\d{1,3})(?![\w.,]\d)"
    rf"|nhóm\s(?P<among>\d{{1,2}})/\d{{2}}(?=\s{_AMONG})"
    rf"|nhóm\s(?P<group>\d{{1,3}})(?=\s{_AMONG}(?!\w)[^;.]{{0,60}}?(?<!\w){_BEST}(?!\w))"
    rf"|(?P<led>\d{{1,3}})(?=\s{_AMONG}(?:,\s(?:thành phố|tỉnh))?\s(?:dẫn đầu|đứng đầu|có [^;,.]{{3,60}} cao nhất))"
    r"|(?:xếp(?:\shạng)?|đứng|thứ hạng)\s(?:thứ\s|vị trí\s|hạng\s|vị thứ\s){0,2}(?P<place>\d{1,3})(?:/(?:\d{1,3}))?"
    r"(?=\s(?:tỉnh|địa phương|thành phố|cả nước|toàn|trong|trên|khu vực|về|so với|thế giới)|[,.;)]|$)"
    r")",
    re.IGNORECASE,
)


def rank(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """A place among others, unit `top`: the lower the figure the better, so nothing else is compared with it."""
    printed = next(group for group in ("top", "among", "group", "led", "place") if match[group])
    start = match.start(printed) if printed == "led" else match.start()
    value = number_value(match[printed])
    return Quantity(start, match.end(), start, value, None, "top", "count", "=", None) if value else None
