"""What a web site puts around a document: notices about accounts, visit counters, copyright, lists of other news.

It is kept with the role "margin", never dropped, and only where it is surely the site's: after the document's own end
(or before its head), with nothing that belongs to a document behind it. In doubt a paragraph stays body. So does a
caption ("Kế hoạch 12/KH-UBND năm 2024 …") before the notices: it says what the document is, as a block of labels does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.models import Block, Paragraph, Table

# Each begins a site's own part when it opens a paragraph behind the document.
_NOTICES = (
    "Văn bản này chưa cập nhật nội dung Tiếng Anh",  # a legal site on its translations
    "Bạn vừa bị Đăng xuất",  # accounts
    "Bạn chưa đăng nhập",
    "Đăng nhập để",
    "Vui lòng đăng nhập",
    "Bản quyền thuộc",  # copyright and who runs the site
    "Bản quyền ©",
    "© Bản quyền",
    "Copyright",
    "©",
    "All rights reserved",
    "Thiết kế và phát triển bởi",
    "Thiết kế bởi",
    "Phát triển bởi",
    "Powered by",
    "Giấy phép thiết lập trang",
    "Trang thông tin điện tử tổng hợp",
    "Chịu trách nhiệm nội dung",
    "Ghi rõ nguồn",
    "Số lượt truy cập",  # visit counters
    "Lượt truy cập",
    "Tổng lượt truy cập",
    "Tổng số lượt truy cập",
    "Đang truy cập",
    "Số người đang truy cập",
    "Đang trực tuyến",
    "Website này sử dụng cookie",  # cookies and personal data
    "Chúng tôi sử dụng cookie",
    "Trang web này sử dụng cookie",
)
# Headings and buttons: only where the paragraph says nothing else.
_LABELS = (
    "Văn bản liên quan",
    "Văn bản cùng lĩnh vực",
    "Văn bản khác",
    "Liên kết web",
    "Liên kết website",
    "Các tin khác",
    "Tin khác",
    "Tin liên quan",
    "Tin bài liên quan",
    "Bài viết liên quan",
    "Tin cùng chuyên mục",
    "Các tin đã đưa",
    "Tin mới nhất",
    "Đọc nhiều nhất",
    "Xem nhiều",
    "Bình luận",
    "Ý kiến bạn đọc",
    "Gửi bình luận",
    "Đánh giá bài viết",
    "Chia sẻ",
    "In bài viết",
    "In trang",
    "Về đầu trang",
    "Quay lại",
    "Thống kê truy cập",
    "Trang chủ",
    "Đăng nhập",
    "Đăng ký",
    "Quên mật khẩu",
    "Sơ đồ trang",
    "Sơ đồ cổng",
    "Liên hệ",
)
_NOTICE = re.compile("|".join(re.escape(phrase) for phrase in _NOTICES), re.IGNORECASE)
_LABEL = re.compile(rf"(?:{'|'.join(re.escape(phrase) for phrase in _LABELS)})\W*$", re.IGNORECASE)

# A paragraph that belongs to a document: no site's part begins before it.
_OF_DOCUMENT = re.compile(
    r"Điều\s+\d+\w?\s*[.:]|(?:Chương|Mục|Phần)\s+[IVXLC\d]+\b|phụ lục\b|[IVX]{1,5}\.\s|căn cứ\b|nơi nhận"
    r"|(?:tm|kt|tl|tuq)\.|cộng h(?:òa|oà) xã hội|độc lập\s*[-–]\s*tự do",
    re.IGNORECASE,
)
_END_OF_DOCUMENT = re.compile(r"\./\.|Nơi nhận|\b(?:TM|KT|TL|TUQ)\.")


def is_notice(line: str) -> bool:
    """Whether the line begins a notice of a web site."""
    return _NOTICE.match(line) is not None


def mark_furniture(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of the site at the end (and menu labels before the head) as margin paragraphs."""
    start = _start_of_furniture(blocks)
    head = _menu_labels(blocks[:start])
    marked: list[Block] = []
    for number, block in enumerate(blocks):
        if number < start and number not in head:
            marked.append(block)
        elif isinstance(block, Table):
            marked.extend(replace(paragraph, role="margin") for cell in block.cells for paragraph in cell.paragraphs)
        else:
            marked.append(replace(block, role="margin"))
    return marked


def _start_of_furniture(blocks: Sequence[Block]) -> int:
    """The first block of the site's part at the end; the number of blocks where there is none."""
    end = _end_of_document(blocks)
    return next((number for number in range(end, len(blocks)) if _is_site_part(blocks[number])), len(blocks))


def _end_of_document(blocks: Sequence[Block]) -> int:
    """The block after the last one that surely belongs to the document."""
    for number in range(len(blocks) - 1, -1, -1):
        block = blocks[number]
        if isinstance(block, Table):
            continue
        if _OF_DOCUMENT.match(block.text) or _END_OF_DOCUMENT.search(block.text):
            return number + 1
    return 0


def _is_site_part(block: Block) -> bool:
    return isinstance(block, Paragraph) and (_NOTICE.match(block.text) or _LABEL.match(block.text)) is not None


def _menu_labels(blocks: Sequence[Block]) -> set[int]:
    """Labels of a menu before the document's first own paragraph; a single one may be anything."""
    labels: set[int] = set()
    for number, block in enumerate(blocks):
        if isinstance(block, Table) or _OF_DOCUMENT.match(block.text):
            return labels if len(labels) > 1 else set()
        if _LABEL.match(block.text):
            labels.add(number)
    return set()
