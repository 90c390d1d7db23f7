"""What is searched of a document."""

from __future__ import annotations

from ingest.reader import read_document
from nlp.searchable import searchable_pages


def test_the_motto_is_not_searched_and_the_same_words_in_the_body_are() -> None:
    document = read_document(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 4/KH-UBND\n\n"
        "Phát triển kinh tế - xã hội của xã.\fHiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam.".encode(),
        "kế hoạch.txt",
    )
    first, second = searchable_pages(document)
    assert first == "Số: 4/KH-UBND\nPhát triển kinh tế - xã hội của xã.\n"
    assert second == "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam.\n"
