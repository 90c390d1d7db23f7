"""A text without pages is printed with its parts in their places and no word lost."""

from __future__ import annotations

from collections import Counter

import pytest

from corpora.damage import scanned
from corpora.rendering import pdf_bytes, reprinted
from corpora.reprint import PrintedParagraph, parts_of
from corpora.source import Damage, load_gold, load_sources
from ingest.models import Document, Table
from ingest.reader import read_document
from nlp.pipeline import extract

TEXT = """ỦY BAN NHÂN DÂN

TỈNH YÊN SƠN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc

Số: 77/KH-UBND

Yên Sơn, ngày 05 tháng 9 năm 2024

KẾ HOẠCH

TRỒNG CÂY CHẮN CÁT VEN BIỂN NĂM 2025

Thực hiện Quyết định số 12/QĐ-TTg ngày 04/01/2024 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch sau:

I. MỤC TIÊU

- Trồng mới 120 ha phi lao.

| TT | Nội dung | Chủ trì |
|---|---|---|
| 1 | Ươm cây giống | Sở Nông nghiệp và Môi trường |

Nơi nhận:

- Bộ Nông nghiệp và Môi trường;

- Lưu: VT, NN.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH

Lò Văn Thắng

PHỤ LỤC

(Kèm theo Kế hoạch số 77/KH-UBND ngày 05 tháng 9 năm 2024)
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(TEXT.encode("utf-8"), "yen-son.md")


def test_each_part_stands_in_its_place(document: Document) -> None:
    parts = parts_of(document)
    assert parts.left == ("ỦY BAN NHÂN DÂN", "TỈNH YÊN SƠN")
    assert parts.right == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert parts.number == ("Số: 77/KH-UBND",)
    assert parts.place_date == ("Yên Sơn, ngày 05 tháng 9 năm 2024",)
    assert parts.recipients[0] == "Nơi nhận:"
    assert parts.signature == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Thắng")
    assert [item.style for item in parts.body if isinstance(item, PrintedParagraph)][:4] == [
        "centred",
        "centred",
        "plain",
        "heading",
    ]
    assert any(isinstance(item, Table) for item in parts.body)
    assert next(item.text for item in parts.annex if isinstance(item, PrintedParagraph)) == "PHỤ LỤC"


def test_no_word_is_lost_on_paper(document: Document) -> None:
    printed = read_document(reprinted(document), document.name)
    assert Counter(printed.text.replace("|", " ").split()) == Counter(document.text.replace("|", " ").split())
    assert [len(page.tables) for page in printed.pages] == [1, 0]


def test_a_text_without_head_and_foot_is_printed_as_prose() -> None:
    news = read_document("Sáng nay, tỉnh khánh thành 03 cầu dân sinh.\n\nKinh phí do dân góp.\n".encode(), "tin.txt")
    parts = parts_of(news)
    assert not (parts.left or parts.right or parts.recipients or parts.signature)
    assert [item.text for item in parts.body if isinstance(item, PrintedParagraph)] == news.text.split("\n")


@pytest.mark.ocr
def test_a_red_seal_askew_over_a_signature_hides_nothing_of_the_foot() -> None:
    (source,) = (source for source in load_sources() if source.slug == "bc-455-hoa-binh-2025")
    damage = Damage(dpi=300, skew_degrees=0.6, noise=0.0005, paper_shade=0.1, stamp=True)
    record, gold = extract(read_document(scanned(pdf_bytes(source), damage), "scan.pdf")), load_gold(source.slug)
    assert list(record.recipients) == gold["recipients"]
    assert [(one.name, one.position, one.authority) for one in record.signers] == [
        (one["name"], one["position"], one["authority"]) for one in gold["signers"]
    ]
