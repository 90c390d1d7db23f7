"""What the pages call things: the names of Nghị định 30/2020/NĐ-CP for the parts of a document, values in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from search_api.index.contract import Collection, Sort

ABSENT = "không có"
# A field that stands in the document and still has no value: what to call it, by the warning that says so.
OPEN_FIELDS = {
    "number-blank": "để trống trong văn bản",
    "number-unreadable": "có nhưng không đọc được chắc chắn",
    "number-handwritten": "viết tay, chưa đọc được chắc chắn",
    "number-ambiguous": "văn bản ghi nhiều số khác nhau",
    "issue-date-handwritten": "viết tay, chưa đọc được chắc chắn",
    "issue-date-invalid": "ngày ghi trong văn bản không có thật",
}

COLLECTIONS: Mapping[Collection, str] = MappingProxyType(
    {"documents": "Văn bản", "targets": "Chỉ tiêu", "assignments": "Nhiệm vụ"}
)

SORTS: Mapping[Sort, str] = MappingProxyType({"relevance": "Liên quan nhất", "newest": "Mới nhất", "oldest": "Cũ nhất"})

FILTER_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "province": "Tỉnh, thành phố (theo văn bản)",
        "province_now": "Tỉnh, thành phố hiện nay",
        "level": "Cấp ban hành",
        "issuer": "Cơ quan ban hành",
        "doc_type": "Loại văn bản",
        "year": "Năm ban hành",
        "kind": "Nguồn",
        "signer": "Người ký",
        "agency": "Cơ quan thực hiện",
        "cites": "Viện dẫn văn bản",
        "document": "Trong văn bản",
        "unit": "Đơn vị tính",
        "status": "Chỉ tiêu hay kết quả",
        "comparator": "Mức",
        "deadline": "Thời hạn",
        "role": "Vai trò",
    }
)

LEVELS = {
    "central": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "other": "Cơ quan khác",
}
KINDS = {"official": "Văn bản", "article": "Tin, bài"}
STATUSES = {"target": "Chỉ tiêu", "result": "Kết quả đạt được"}
ROLES = {"lead": "Chủ trì", "coordinate": "Phối hợp", "implement": "Thực hiện"}
RELATIONS = {
    "basis": "Căn cứ",
    "mention": "Nhắc đến",
    "replaces": "Thay thế",
    "amends": "Sửa đổi, bổ sung",
    "repeals": "Bãi bỏ",
}
COMPARATORS = {
    ">=": "ít nhất",
    ">": "trên",
    "<=": "không quá",
    "<": "dưới",
    "~": "khoảng",
    "range": "trong khoảng",
    "=": "đúng mức",
}
DIRECTIONS = {"increase": "tăng", "decrease": "giảm"}
STATES = {
    "pending": "Chờ xử lý",
    "processing": "Đang xử lý",
    "done": "Đã xử lý",
    "failed": "Không xử lý được",
}
MEDIA_TYPES = {
    "application/pdf": "PDF",
    "image/png": "Ảnh PNG",
    "image/jpeg": "Ảnh JPEG",
    "image/tiff": "Ảnh TIFF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (DOCX)",
    "application/msword": "Word (DOC)",
    "application/rtf": "RTF",
    "text/html": "Trang web (HTML)",
    "multipart/related": "Trang web (MHT)",
    "text/markdown": "Markdown",
    "text/plain": "Văn bản thuần",
}
SUGGESTION_KINDS = {
    "number": "Số, ký hiệu",
    "title": "Trích yếu",
    "issuer": "Cơ quan ban hành",
    "signer": "Người ký",
    "agency": "Cơ quan thực hiện",
}

_VALUES: Mapping[str, Mapping[str, str]] = {
    "level": LEVELS,
    "kind": KINDS,
    "status": STATUSES,
    "role": ROLES,
    "comparator": COMPARATORS,
}


def filter_value(name: str, value: str) -> str:
    """A filter's value as a person reads it."""
    if name == "deadline":
        return capital(deadline_in_words(value))
    if name == "doc_type":
        return capital(value)
    label = _VALUES.get(name, {}).get(value, value)
    return capital(label) if name == "comparator" else label


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def number_in_words(value: float) -> str:
    """A number as Vietnamese prints it: dots between thousands, a comma before decimals.

    >>> number_in_words(1234567.5)
    '1.234.567,5'
    """
    if value == int(value):
        return f"{int(value):,}".replace(",", ".")
    return f"{value:,.10f}".rstrip("0").translate(str.maketrans(",.", ".,"))


def quantity_in_words(
    value: float, value_max: float | None, unit: str, comparator: str, direction: str | None = None
) -> str:
    """A target's quantity as a phrase.

    >>> quantity_in_words(85, None, "%", ">=")
    'ít nhất 85\N{NO-BREAK SPACE}%'
    >>> quantity_in_words(1, 2, "cán bộ", "range")
    'từ 1 đến 2\N{NO-BREAK SPACE}cán bộ'
    """
    figure = number_in_words(value)
    if value_max is not None:
        phrase = f"từ {figure} đến {number_in_words(value_max)}"
    elif comparator in ("=", "range"):
        phrase = figure
    else:
        phrase = f"{COMPARATORS[comparator]} {figure}"
    if unit == "top":
        return f"top {figure}"
    if direction is not None:
        phrase = f"{DIRECTIONS[direction]} {phrase}"
    return f"{phrase}\N{NO-BREAK SPACE}{unit}"


def date_in_words(value: str) -> str:
    """ "YYYY-MM-DD", "YYYY-MM" or "YYYY" as Vietnamese prints it.

    >>> date_in_words("2016-11-23"), date_in_words("2025-06"), date_in_words("2025")
    ('23/11/2016', 'tháng 6/2025', 'năm 2025')
    """
    parts = value.split("-")
    if not all(part.isdecimal() for part in parts):
        return value
    match parts:
        case [year, month, day]:
            return f"{day}/{month}/{year}"
        case [year, month]:
            return f"tháng {int(month)}/{year}"
        case _:
            return f"năm {value}"


def deadline_in_words(value: str) -> str:
    return "hằng năm" if value == "yearly" else date_in_words(value)


def media_type(value: str | None) -> str:
    return "chưa rõ định dạng" if value is None else MEDIA_TYPES.get(value, value)


def size_in_words(size: int) -> str:
    """
    >>> size_in_words(900), size_in_words(152_000), size_in_words(7_340_032)
    ('900 byte', '148 KB', '7,0 MB')
    """
    if size < 1024:
        return f"{size} byte"
    if size < 1024 * 1024:
        return f"{size // 1024} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


def moment(value: datetime) -> str:
    """In the time zone of the server, which stands where its users are."""
    return value.astimezone().strftime("%H:%M ngày %d/%m/%Y")
