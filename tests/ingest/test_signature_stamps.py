"""Text of signature stamps, in text layers and printed on scans, is margin; what only speaks of signing is body."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.models import BoundingBox, Word
from ingest.page import signature_stamps
from ingest.page.signature_stamps import is_stamp, printed_stamps, split_stamps
from ingest.reader import read_document
from tests.ingest.paper import HEIGHT, Draw, head, pdf, picture, scan_pdf
from tests.ingest.signed_paper import NOON, OFFICE, certificate, cms, signed

STAMPS = (
    (
        "Người ký: ỦY BAN NHÂN DÂN TỈNH BẮC SƠN",
        "Email: ubnd@bacson.example",
        "Cơ quan: TỈNH BẮC SƠN",
        "Thời gian ký: 21.03.2023 16:12:43 +07:00",
    ),
    ("Ký bởi: Ủy ban nhân dân tỉnh Bắc Sơn", "Cơ quan: Tỉnh Bắc Sơn", "Thời gian ký: 24/01/2025 14:23:43"),
    (
        "Digitally signed by Trần Quốc Bảo",
        "DN: C=VN, O=Ủy ban nhân dân tỉnh Bắc Sơn,",
        "OID.0.9.2342.19200300.100.1.1=MST:0100000000,",
        "CN=Trần Quốc Bảo",
        "Reason: I am the author of this document",
        "Date: 2023.05.11 11:26:39+07'00'",
        "Foxit PDF Reader Version: 11.0.0",
    ),
    ("Signature Not Verified", "Được ký bởi: CÔNG TY CỔ PHẦN BẮC SƠN", "Ngày ký: 12/05/2023"),
    ("Ký số bởi: Sở Nội vụ", "Ký ngày: 12-05-2023 10:22"),
    ("Đã ký điện tử bởi Văn thư Sở Nội vụ", "Ký lúc 10:22:11 ngày 12/05/2023"),
    ("Trung tâm Lưu trữ", "luutru@bacson.example", "15.03.2023 10:02:33 +07:00"),
    ("TRUNG TÂM CÔNG BÁO", "congbao@bacson.gov.v", "n", "17.01.2025 17:17:01 +07:00"),  # an address cut by its frame
    ("Ký bởi: Cổng Thông tin điện tử", "Ngày ký: 12.05.2023 10:22:11 AM", "Lý do: Xác nhận bản sao"),
)
BODIES = (
    ("Người ký văn bản chịu trách nhiệm về nội dung đã ký ngày 12/05/2023 và", "sau 10:22:11 cùng ngày."),
    ("Ký bởi người có thẩm quyền theo quy định; việc này không nêu thời điểm.",),
    ("3. Người ký: Chủ tịch Ủy ban nhân dân tỉnh, ban hành ngày 12/05/2023.",),
    ("Họp lúc 10:22:11 ngày 12/05/2023 tại trụ sở, liên hệ a@bacson.example để biết.",),
    ("Văn bản đã được ký bởi Chủ tịch, thời gian ký 12/05/2023, và gửi các sở.",),
)


def printed(lines: tuple[str, ...], top: float = 20, height: float = 7) -> list[Word]:
    words = []
    for number, line in enumerate(lines):
        left = 100.0
        for text in line.split():
            box = BoundingBox(left, top + 9 * number, left + 4 * len(text), top + 9 * number + height)
            words.append(Word(text, box))
            left = box.right + 3
    return words


@pytest.mark.parametrize("lines", STAMPS, ids=lambda lines: lines[0])
def test_a_stamp_is_cut_out_whole_from_what_is_drawn_around_it(lines: tuple[str, ...]) -> None:
    before, stamp = printed(("Kế hoạch phát triển",), top=200), printed(lines)
    after = printed(("Căn cứ Luật",), top=230)
    assert split_stamps([*before, *stamp, *after]) == ((*before, *after), (tuple(stamp),))
    assert is_stamp(" ".join(lines))


@pytest.mark.parametrize("lines", STAMPS, ids=lambda lines: lines[0])
def test_a_stamp_read_from_an_image_is_found_beside_other_text(lines: tuple[str, ...]) -> None:
    stamp = printed(lines)
    beside = [Word(word.text, BoundingBox(word.box.left + 300, *word.box[1:])) for word in stamp[:6] if word.box]
    other = [Word("Độc", box.box) for box in beside]
    mixed = sorted([*stamp, *other], key=lambda word: (word.box or BoundingBox(0, 0, 0, 0)).top)
    (found,) = printed_stamps(mixed)
    assert sorted(word.text for word in found) == sorted(word.text for word in stamp)


@pytest.mark.parametrize("lines", BODIES, ids=lambda lines: lines[0][:20])
def test_text_that_speaks_of_signing_is_no_stamp(lines: tuple[str, ...]) -> None:
    words = printed(lines)
    assert split_stamps(words) == (tuple(words), ())
    assert printed_stamps(words) == ()


def stamped(lines: tuple[str, ...], left: float, top: float, size: float = 7) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", size)
        for number, line in enumerate(lines):
            canvas.drawString(left, HEIGHT - top - 1.25 * size * number, line)

    return draw


@pytest.mark.ocr
def test_a_stamp_that_is_part_of_the_scanned_image_is_margin_and_the_page_reads_as_without_it() -> None:
    def draw(canvas: Canvas) -> None:
        head(canvas)
        stamped(STAMPS[0], 400, 20)(canvas)
        stamped(STAMPS[4], 60, 780)(canvas)

    (page,) = read_document(scan_pdf(picture(pdf(draw), dpi=200))).pages
    margins = [paragraph.text for paragraph in page.paragraphs if paragraph.role == "margin"]
    assert len(margins) == 2
    assert "16:12:43" in margins[0] and "Ký số bởi" in margins[1]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page.text
    assert not any(piece in page.text for piece in ("Người ký", "16:12", "@", "Ký số", "12-05-2023"))


@pytest.mark.ocr
def test_a_signed_scan_whose_layer_is_only_the_stamp_is_read_by_ocr_and_tells_its_signature(tmp_path: Path) -> None:
    look = tmp_path / "stamp.pdf"
    look.write_bytes(pdf(stamped(STAMPS[1], 5, HEIGHT - 30), size=(200, 40)))
    scan = scan_pdf(picture(pdf(head), dpi=200))
    content = signed(scan, cms(certificate(*OFFICE), signing_time=NOON), box=(380, 790, 580, 830), look=look)
    document = read_document(content)
    (page,), (signature,) = document.pages, document.signatures
    assert page.source == "ocr"
    assert [paragraph.text for paragraph in page.paragraphs if paragraph.role == "margin"] == [" ".join(STAMPS[1])]
    assert "KẾ HOẠCH" in page.text and "Ký bởi" not in page.text
    stamp = next(paragraph.box for paragraph in page.paragraphs if paragraph.role == "margin")
    assert signature.box is not None and stamp is not None
    assert signature.box.union(stamp) == signature.box


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(signature_stamps).attempted > 0
    assert doctest.testmod(signature_stamps).failed == 0
