"""Which words are marked, and which piece of a text is shown."""

from __future__ import annotations

import pytest

from search_api.index.contract import Highlight
from search_api.index.highlights import FRAGMENT_LENGTH, Marker, mark
from search_api.index.typed_text import parse_typed_text
from search_api.index.word_places import FoldedText


def marker(typed: str) -> Marker:
    return Marker(parse_typed_text(typed))


def folded(*pages: str) -> list[FoldedText]:
    return [FoldedText.of(page) for page in pages]


def marked(typed: str, text: str, field: str = "title") -> list[str]:
    highlight = marker(typed).field(field, text)
    return [] if highlight is None else [text[start:end] for start, end in highlight.spans]


@pytest.mark.parametrize(
    ("typed", "text", "spans"),
    [
        ("cong tac", "Công tác cán bộ", ["Công tác"]),
        ("công tác", "Cộng tác viên làm công tác", ["công tác"]),
        ("công tác", "Cong tac can bo", ["Cong tac"]),
        ("hòa", "Hoà giải ở cơ sở", ["Hoà"]),
        ("dak lak", "Tỉnh Đắk Lắk", ["Đắk Lắk"]),
        ("xã hội", "Mỗi xã lo an sinh xã hội", ["xã hội"]),
        ("xã hội", "Mỗi xã một hội", ["xã", "hội"]),
        ("hội xã", "an sinh xã hội", ["xã hội"]),
        ("an", "an toàn, đoàn, bàn", ["an"]),
        ('"xã hội"', "xã có hội, an sinh xã hội", ["xã hội"]),
        ('"xã hội" mới', "xã mới, xã hội", ["mới", "xã hội"]),
        ("1000 hộ", "Giúp 1.000 hộ", ["1.000 hộ"]),
        ("1.000", "Giúp 1000 hộ", ["1000"]),
        ("130", "Số 0130 và 1300", ["0130"]),
        ("trẻ em", "trẻ, em", ["trẻ", "em"]),
        ("không có", "Báo cáo", []),
    ],
)
def test_marked_words(typed: str, text: str, spans: list[str]) -> None:
    assert marked(typed, text) == spans


@pytest.mark.parametrize(
    ("typed", "number", "spans"),
    [
        ("4952", "4952/KH-UBND", ["4952"]),
        ("4952 kh", "4952/KH-UBND", ["4952/KH"]),
        ("04952/kh-ubnd", "4952/KH-UBND", ["4952/KH-UBND"]),
        ("4952/KH-UB", "4952/KH-UBND", ["4952/KH"]),
        ("KH-UBND", "4952/KH-UBND", ["KH-UBND"]),
        ("kế hoạch của UBND", "4952/KH-UBND", []),
        ("kế hoạch phát triển rừng 4952", "4952/KH-UBND", ["4952"]),
        ("4952/KH-UBND", "12/QĐ-UBND", []),
    ],
)
def test_in_a_number_only_numbers_are_marked(typed: str, number: str, spans: list[str]) -> None:
    assert marked(typed, number, "number") == spans


_FILLER = "Nội dung này không liên quan đến điều được hỏi và chỉ làm cho trang dài thêm. "


def test_the_fragment_is_the_piece_with_most_of_the_words() -> None:
    page = _FILLER * 10 + "Xã lo việc. " + _FILLER * 10 + "Tỉnh mở lớp dạy nghề may. " + _FILLER * 10
    (fragment,) = marker("lớp dạy nghề xã").fragments(folded("", page))
    assert fragment.page == 2
    assert [fragment.text[start:end] for start, end in fragment.spans] == ["lớp dạy nghề"]
    assert FRAGMENT_LENGTH - 20 < len(fragment.text) <= FRAGMENT_LENGTH


def test_fragments_are_cut_between_words() -> None:
    words = set(_FILLER.split()) | {"sông", "suối"}
    page = _FILLER * 4 + "sông suối " + _FILLER * 4
    (fragment,) = marker("sông suối").fragments(folded(page))
    assert set(fragment.text.split()) <= words


def test_a_text_without_spaces_still_gives_a_fragment() -> None:
    (fragment,) = marker("xã").fragments(folded("—" * 500 + "xã" + "—" * 500))
    assert "xã" in fragment.text


def test_two_fragments_at_most_from_different_places() -> None:
    pages = [f"{_FILLER} Mở lớp học ở thôn {number}." for number in range(5)]
    assert [fragment.page for fragment in marker("lớp học").fragments(folded(*pages))] == [1, 2]


def test_the_title_on_the_first_page_is_no_news() -> None:
    title = "Dạy nghề cho thanh niên"
    pages = [f"KẾ HOẠCH\nDạy nghề cho\nthanh niên\n{_FILLER * 5}", "Tỉnh lo dạy nghề cho người trẻ."]
    highlights = mark({"title": title}, ["title"], folded(*pages), marker("dạy nghề"))
    assert highlights == (
        Highlight("title", title, ((0, 8),)),
        Highlight("body", "Tỉnh lo dạy nghề cho người trẻ.", ((8, 16),), 2),
    )


def test_nothing_typed_marks_nothing() -> None:
    assert mark({"title": "Dạy nghề"}, ["title"], folded("Dạy nghề"), marker("")) == ()
    assert mark({"title": "Dạy nghề"}, ["title"], folded("Dạy nghề"), marker("!")) == ()
