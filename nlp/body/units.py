"""The unit behind a number: a sign, a unit of measure, or the counted noun in its shortest form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp.lexicon import entries
from nlp.text import fold

UnitKind = Literal["ratio", "measure", "money", "time", "count", "place", "abstract", "score", "paper", "other"]

# Words that can't be a counted noun: what follows a number that stands alone.
_NO_NOUN = frozenset(
    re.findall(
        r"\w+",
        "và của tại theo trong ngoài ngày đến tới từ trở với cho để là được có đã sẽ đang phải do bởi vì khi nếu thì "
        "mà hoặc hay cùng trên dưới về bằng so đối như nhưng cũng đều vào ra lên xuống qua sau trước giữa gồm thuộc "
        "này đó ấy kia đúng sẵn rõ nhất sạch dám không chưa chỉ đạt tăng giảm trung nêu quy kèm ban áp thực hiện",
    )
)
_PER_WHAT = (
    r"(?:\d{1,3}(?:\.\d{3})+|\d{0,3})\s?(?:(?:nghìn|ngàn|vạn|triệu)\s)?"
    r"(?:người dân|người|hộ gia đình|hộ|dân số|dân|năm|tháng|quý|tuần|ngày|giờ|phút|giây|s|ha|km2|km|m2|m3|xã|phường|"
    r"huyện|tỉnh|thôn|bản|ấp|trường|lớp|giường bệnh|giường|cơ sở|đơn vị|lao động|học sinh|sinh viên|học viên|khách|"
    r"lượt giao dịch|lượt|con|cây|cuộc|buổi|đợt|lần|cán bộ|hội viên|trẻ|suất|ban|đoàn|nhóm|vụ|bé gái|bé trai|"
    r"trẻ đẻ sống|trẻ|bà mẹ|phòng|mô hình|doanh nghiệp|hợp tác xã|điểm|khu dân cư|khóa|câu lạc bộ|tổ)"
)
_PER_PLACE = re.compile(r"/\s?(?:xã|huyện|tỉnh|thôn|phường|người|đơn vị)$")
_PER = re.compile(rf"\s?/\s?{_PER_WHAT}(?!\w)")
_PLACE_AFTER_POINT = re.compile(
    r"\s(?:đạt chuẩn|thu|vui chơi|truy cập|du lịch|sinh hoạt|bán|phát|chi trả|tiêm|dừng|đỗ|tập kết|văn hóa|kết nối|cấp|"
    r"phục vụ|đen|ngập|nguy cơ|sạc|giới thiệu|trưng bày|quan trắc)(?!\w)"
)
_SCALE = re.compile(r"(?:nghìn tỷ|ngàn tỷ|nghìn|ngàn|triệu|tỷ|tỉ|vạn)(?!\w)\s*")


@dataclass(frozen=True, slots=True)
class Unit:
    """`text[start:end]` is the unit; `name` as written, in its shortest form."""

    start: int
    end: int
    name: str
    kind: UnitKind


@cache
def _names() -> tuple[re.Pattern[str], dict[str, UnitKind]]:
    kinds: dict[str, UnitKind] = {}
    for entry in entries("units"):
        for name in entry["names"]:
            kinds[name.casefold()] = entry["kind"]
    ordered = sorted(kinds, key=len, reverse=True)
    pattern = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)
    return re.compile(rf"(?:{pattern})(?!\w)|[%‰]", re.IGNORECASE), kinds


@cache
def _worded_names() -> frozenset[str]:
    return frozenset(name.casefold() for entry in entries("units") if entry.get("worded") for name in entry["names"])


def is_countable_in_words(name: str) -> bool:
    """Whether a number word before the noun counts ("ba lớp"); before others it is often an article ("một hệ thống").

    >>> is_countable_in_words("lớp"), is_countable_in_words("hệ thống")
    (True, False)
    """
    return name.casefold() in _worded_names()


def unit_at(text: str, start: int, end: int, word_end: Callable[[int], int]) -> Unit | None:
    """The unit that begins at `start` (after white space), None where no noun stands there.

    `word_end` gives the end of the word at an offset: words of several syllables are for a tokenizer to tell.
    """
    spaces = re.compile(r"[\s]*(?:các\s+|số\s+)?").match(text, start, end)
    place = spaces.end() if spaces else start
    pattern, kinds = _names()
    known = pattern.match(text, place, end)
    if known:
        kind = kinds.get(" ".join(known[0].split()).casefold(), "ratio")
        if known[0].casefold() == "điểm" and _PLACE_AFTER_POINT.match(text, known.end(), end):
            kind = "count"  # "75 điểm thu" are places, "85 điểm" a score
        if kind in ("place", "count") and known[0][0].isupper() and not known[0].isupper():
            return None  # "Vành đai 3 Thành phố Hồ Chí Minh": a name begins
        scale = _SCALE.match(text, place, end)
        if scale and kind == "money" and scale.end() >= known.end():
            return _scaled(text, place, scale.end(), known.end(), end, word_end)
        return _with_per(text, place, known.end(), end, kind)
    scale = _SCALE.match(text, place, end)
    if scale:
        return _scaled(text, place, scale.end(), scale.end(), end, word_end)
    return _noun(text, place, end, word_end)


def _scaled(text: str, start: int, after: int, least: int, end: int, word_end: Callable[[int], int]) -> Unit | None:
    """`triệu lượt khách`, `nghìn tấn`; `triệu` alone is a sum of money."""
    inner = unit_at(text, after, end, word_end) if after < end else None
    if inner is None or inner.kind in ("other", "abstract", "paper"):
        return Unit(start, least, " ".join(text[start:least].split()), "money")
    return Unit(start, inner.end, " ".join(text[start : inner.end].split()), inner.kind)


def _with_per(text: str, start: int, unit_end: int, end: int, kind: UnitKind) -> Unit:
    while per := _PER.match(text, unit_end, end):
        unit_end = per.end()
    if kind == "abstract" and _PER_PLACE.search(text, start, unit_end):
        kind = "measure"  # "16,5 tiêu chí/xã" measures what "19 tiêu chí" only names
    return Unit(start, unit_end, re.sub(r"\s*/\s*", "/", " ".join(text[start:unit_end].split())), kind)


def _noun(text: str, start: int, end: int, word_end: Callable[[int], int]) -> Unit | None:
    word = re.compile(r"[^\W\d_]+").match(text, start, end)
    if word is None or word[0].casefold() in _NO_NOUN or (word[0][0].isupper() and not word[0].isupper()):
        return None
    stop = min(end, max(word.end(), word_end(start)))
    noun = text[start:stop].strip(" ,.;")
    if not noun or len(noun) > 40 or fold(noun) != fold(noun).strip("-/"):
        return None
    return _with_per(text, start, start + len(noun), end, "other")
