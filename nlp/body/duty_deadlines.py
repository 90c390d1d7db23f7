"""By when a task is to be done, where its own clause, line or heading says so; the end of a whole plan is not meant."""

from __future__ import annotations

import re

from nlp.body.time_marks import TimeMark, time_marks

YEARLY = "yearly"

_CUE = re.compile(
    r"(?:trước|chậm nhất(?: là)?(?: vào)?|đến hết|hết|hạn chót|hạn cuối|kết thúc|"
    r"(?:hoàn thành|xong|hoàn tất)[^.;,]{0,40})\s*(?:ngày|tháng|năm|quý|cuối|đầu|thời điểm|hết|[\d ,.]){0,4}\s*$",
    re.IGNORECASE,
)
# "trong tháng 6/2026" is a time for a task; "trong năm 2026" in its midst is most often the plan's own year.
_FUNDS = re.compile(r"(?:dự toán|ngân sách|kinh phí|nhiệm vụ|kế hoạch|chi thường xuyên)[^.;,]{0,30}$", re.IGNORECASE)
_WITHIN = re.compile(r"(?:trong|vào)\s*(?:đầu|cuối|giữa)?\s*$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:đến|tới)\s*(?:hết\s*|cuối\s*)?(?:năm\s*|tháng\s*|ngày\s*)?$", re.IGNORECASE)
_TITLED = re.compile(
    r"\b(?:Kế hoạch|Chương trình|Đề án|Chiến lược|Quy hoạch|Dự án|Nghị quyết|Quyết định|Chỉ thị|Luật|Nghị định|"
    r"Thông tư)\b"
)
_YEARLY_REPORT = re.compile(
    r"(?:sáu|06|6) tháng,? (?:và )?(?:một|01|1)? ?năm(?!\w)[^.;]{0,60}báo cáo|báo cáo (?:định kỳ )?năm(?! \d)(?!\w)",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"(?:hằng|hàng|mỗi) năm", re.IGNORECASE)
_OPEN = re.compile(
    r"thường xuyên|(?:các |những )?năm (?:tiếp theo|tiếp|sau)|sau khi|sau \d+ (?:ngày|tháng)|khi có|trở đi|kể từ|"
    r"liên tục|theo (?:tiến độ|lộ trình|kế hoạch|quy định|yêu cầu|hướng dẫn)",
    re.IGNORECASE,
)
_START = re.compile(r"(?<!\w)(?:từ|bắt đầu(?: từ)?)\s*(?:ngày|tháng|năm|quý|đầu|cuối|\s)*$", re.IGNORECASE)
# In the place of a time figures need no word before them.
_BARE = re.compile(
    r"(?<![\d/.])(?:(?P<month>1[0-2]|0?[1-9])\s*/\s*|(?:I{1,3}|IV|[Qq][1-4])\s*[/-]\s*)?"
    r"(?P<year>20\d\d)(?![\d/])"
)
_ALL_TIME = re.compile(r"\W*(?:trong\s+)?(?:năm|quý|tháng)\s+(?:[IV\d]+[/ ,-]*(?:năm\s+)?)+\W*$", re.IGNORECASE)
_BASE_WORDS = re.compile(r"(?:ban hành|ký|căn cứ|tại|số|của|giao|theo|năm học)\s*(?:ngày\s*)?$", re.IGNORECASE)


def clause_deadline(clause: str) -> str | None:
    """The time that a clause sets for its task: "YYYY", "YYYY-MM", "YYYY-MM-DD", "yearly" or None.

    >>> clause_deadline("báo cáo kết quả trước ngày 15/12/2026")
    '2026-12-15'
    >>> clause_deadline("báo cáo kết quả trước ngày 15 tháng 12 hằng năm")
    'yearly'
    >>> clause_deadline("thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2026 về trồng rừng đến năm 2030")
    """
    for mark in time_marks(clause):
        if not mark.is_base and _is_due(clause, mark):
            return mark.value
    return YEARLY if _YEARLY.search(clause) or _YEARLY_REPORT.search(clause) else None


def _is_due(clause: str, mark: TimeMark) -> bool:
    before = clause[max(0, mark.start - 40) : mark.start]
    if _BASE_WORDS.search(before):
        return False
    printed = clause[mark.start : mark.end]
    if _CUE.search(before) or re.match(r"(?:trước|hết)\b", printed, re.IGNORECASE):
        return True
    ends_clause = re.match(r"\W*(?:$|[.;,])", clause[mark.end :]) is not None
    is_within_a_year = "-" in mark.value or re.match("qu[ýí]", printed, re.IGNORECASE) is not None
    if _WITHIN.search(before) and (is_within_a_year or (ends_clause and not _FUNDS.search(before))):
        return True
    return ends_clause and _UNTIL.search(before) is not None and not _TITLED.search(clause[: mark.start])


def line_deadline(value: str) -> str | None:
    """The time that a line or a table's cell gives ("Quý II/2026", "Hoàn thành trong năm 2026", "Hằng năm").

    >>> line_deadline("Năm 2026 và các năm tiếp theo"), line_deadline("Quý II/2026"), line_deadline("Từ tháng 3/2026")
    (None, '2026', None)
    >>> line_deadline("2026 - 2030"), line_deadline("11/2026"), line_deadline("IV/2026")
    ('2030', '2026-11', '2026')
    """
    if _OPEN.search(value):
        return YEARLY if _YEARLY.search(value) else None
    marks = [mark for mark in time_marks(value) if not _START.search(value[: mark.start])]
    if marks:
        return marks[-1].value
    bare = list(_BARE.finditer(value))
    if bare and not _START.search(value[: bare[-1].start()]):
        return _bare_value(bare[-1])
    return YEARLY if _YEARLY.search(value) else None


def _bare_value(match: re.Match[str]) -> str:
    return f"{match['year']}-{match['month'].zfill(2)}" if match["month"] else match["year"]


def heading_deadline(title: str) -> str | None:
    """The time by which a heading wants all beneath it done; a year of the plan in a heading is none.

    >>> heading_deadline("Hoàn thành trước ngày 30/6/2026"), heading_deadline("Nhiệm vụ trong năm 2026")
    ('2026-06-30', None)
    >>> heading_deadline("Quý I/2026:"), heading_deadline("Năm 2026")
    ('2026', '2026')
    """
    if _ALL_TIME.match(title):
        return line_deadline(title)
    return clause_deadline(title) if re.search(r"hoàn thành|trước|chậm nhất|hạn", title, re.IGNORECASE) else None
