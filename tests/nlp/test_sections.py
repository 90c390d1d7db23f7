"""The tree of headings: lines of a document and the whole outline expected from them; properties."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.draft import Draft
from nlp.sections import Outline, find_outline, split_marker
from nlp.text import TextMap
from tests.nlp.header_drafts import document


def outline(*lines: str) -> Outline:
    source = document(*lines)
    return find_outline(Draft(source, TextMap.of(source)))


def tree(*lines: str) -> list[str]:
    return ["  " * section.depth + f"{section.marker} {section.title}".strip() for section in outline(*lines).sections]


TREES = [
    # a plan: Roman, Arabic, letters, dashes, plus signs
    (
        ["I. MỤC TIÊU", "1. Chung", "a) Nhà ở", "- Xây mới", "+ Ven sông", "- Sửa chữa", "2. Cụ thể", "II. KINH PHÍ"],
        [
            "I. MỤC TIÊU",
            "  1. Chung",
            "    a) Nhà ở",
            "      - Xây mới",
            "        + Ven sông",
            "      - Sửa chữa",
            "  2. Cụ thể",
            "II. KINH PHÍ",
        ],
    ),
    # a decision: articles, clauses, points
    (
        ["Điều 1. Phạm vi", "1. Đối tượng", "a) Hộ dân", "Điều 2. Hiệu lực"],
        ["Điều 1. Phạm vi", "  1. Đối tượng", "    a) Hộ dân", "Điều 2. Hiệu lực"],
    ),
    # numbers with several parts
    (
        ["2. Kế hoạch", "2.1. Đào tạo", "2.1.1. Lớp", "2.2. In ấn"],
        ["2. Kế hoạch", "  2.1. Đào tạo", "    2.1.1. Lớp", "  2.2. In ấn"],
    ),
    # bracketed numbers stand under letters, a lead-in line holds the items that it announces
    (
        ["a) Chỉ tiêu", "(1) Cây xanh", "(2) Hồ nước", "b) Việc khác"],
        ["a) Chỉ tiêu", "  (1) Cây xanh", "  (2) Hồ nước", "b) Việc khác"],
    ),
    (
        ["1. Nội dung", "Các việc cần làm như sau:", "- Quét dọn;", "- Trồng hoa.", "Trên đây là kế hoạch."],
        ["1. Nội dung", "  Các việc cần làm như sau:", "    - Quét dọn;", "    - Trồng hoa."],
    ),
    # what follows "Nơi nhận" are names, an annex begins anew
    (
        ["I. MỤC TIÊU", "Nơi nhận:", "- Sở Y tế;", "- Lưu: VT.", "PHỤ LỤC I", "1. Danh sách"],
        ["I. MỤC TIÊU", "PHỤ LỤC I", "  1. Danh sách"],
    ),
    # an attached document has headings of its own
    (["Điều 3. Thi hành", "KẾ HOẠCH", "I. MỤC TIÊU"], ["Điều 3. Thi hành", "I. MỤC TIÊU"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), TREES)
def test_outline(lines: list[str], expected: list[str]) -> None:
    assert tree(*lines) == expected


NOT_MARKERS = [
    "1.700 ha rừng",
    "02 lớp tập huấn",
    "36/36 xã",
    "2025 là năm cuối",
    "-------",
    "30% số hộ",
    "Điều kiện làm việc",
    "Phần lớn các xã",
]


@pytest.mark.parametrize("line", NOT_MARKERS)
def test_figures_and_words_are_no_markers(line: str) -> None:
    assert split_marker(line) == ("", line)


def test_i_after_h_is_a_letter() -> None:
    assert tree("g) Ba", "h) Tám", "i) Chín") == ["g) Ba", "h) Tám", "i) Chín"]


def test_path_holds_the_sections_around_an_offset() -> None:
    found = outline("I. MỤC TIÊU", "1. Chung", "- Một", "II. KINH PHÍ")
    assert [section.title for section in found.path(found.sections[2].start)] == ["MỤC TIÊU", "Chung", "Một"]
    assert [section.title for section in found.path(found.sections[3].start)] == ["KINH PHÍ"]


MARKED = st.builds(
    "{} {}".format,
    st.sampled_from(
        ["I.", "II.", "1.", "2.", "2.1.", "a)", "b)", "-", "+", "*", "(1)", "Điều 1.", "Phần I", "Câu", "PHỤ LỤC"]
    ),
    st.text("abc .:;", max_size=12),
)  # fmt: skip


@given(st.lists(MARKED, max_size=25))
@settings(max_examples=150, deadline=None)
def test_sections_nest(lines: list[str]) -> None:
    """A section stands within its parent, siblings one after the other, and depth is one more than the parent's."""
    sections = outline(*lines).sections
    last_of: dict[int | None, int] = {}
    for index, section in enumerate(sections):
        assert section.start <= section.end
        if section.parent is not None:
            parent = sections[section.parent]
            assert parent.start <= section.start <= section.end <= parent.end
            assert section.depth == parent.depth + 1
        if section.parent in last_of:
            assert sections[last_of[section.parent]].end <= section.start
        last_of[section.parent] = index


def test_time_grows_with_length() -> None:
    started = time.perf_counter()
    outline(*["1. " + "- " * 40] * 4000)
    assert time.perf_counter() - started < 5
