"""Mentions of agencies: a text and the whole list expected from it; the lexicon's own examples; properties."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.body.agencies import AgencyMention, find_agencies
from nlp.lexicon import entries
from nlp.text import one_tone_spelling


def agencies(text: str) -> tuple[AgencyMention, ...]:
    return find_agencies(text, 0, len(text))


def names(text: str) -> list[str]:
    return [mention.name for mention in agencies(text)]


TEXTS = [
    # a list under one head is written out
    (
        "giao các Sở: Y tế, Tài chính và Nội vụ phối hợp với Công an tỉnh",
        ["Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Công an tỉnh"],
    ),
    # fields that hold a comma or "và" of their own stay whole
    (
        "Các Sở Văn hóa, Thể thao và Du lịch, Nông nghiệp và Môi trường, Y tế",
        ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nông nghiệp và Môi trường", "Sở Y tế"],
    ),
    ("UBND 03 xã: Tân An, Phú Lộc và Hòa Bình", ["UBND xã Tân An", "UBND xã Phú Lộc", "UBND xã Hòa Bình"]),
    (
        "Giám đốc các Sở: Nội vụ, Tư pháp; Thủ trưởng các ban, ngành cấp tỉnh; Chủ tịch UBND các xã, phường",
        [
            "Giám đốc Sở Nội vụ",
            "Giám đốc Sở Tư pháp",
            "Thủ trưởng các ban, ngành cấp tỉnh",
            "Chủ tịch UBND các xã, phường",
        ],
    ),
    # the longest name wins and takes its place with it
    ("Chi nhánh Ngân hàng Chính sách xã hội thành phố", ["Chi nhánh Ngân hàng Chính sách xã hội thành phố"]),
    ("Ngân hàng Nhà nước chi nhánh Khu vực 9", ["Ngân hàng Nhà nước chi nhánh Khu vực 9"]),
    ("Ban Nội chính Tỉnh ủy và Văn phòng Tỉnh ủy", ["Ban Nội chính Tỉnh ủy", "Văn phòng Tỉnh ủy"]),
    ("Ủy ban nhân dân tỉnh Cà Mau Sửa đổi", ["Ủy ban nhân dân tỉnh Cà Mau"]),
    ("Đảng ủy Công an tỉnh lãnh đạo", ["Đảng ủy Công an tỉnh"]),
    # a head said once before several fields
    ("Bộ Công an, Quốc phòng, Y tế phối hợp", ["Bộ Công an", "Bộ Quốc phòng", "Bộ Y tế"]),
    ("Sở Nội vụ, Tài chính và Công an tỉnh", ["Sở Nội vụ", "Sở Tài chính", "Công an tỉnh"]),
    ("Bộ Y tế, Công an tỉnh; Sở Nội vụ, TP Vinh", ["Bộ Y tế", "Công an tỉnh", "Sở Nội vụ"]),
    ("Phòng Nội vụ, Kế hoạch số 5/KH", ["Phòng Nội vụ"]),
    (
        "Các Bộ, cơ quan: Tài chính, Văn hóa, Thể thao và Du lịch, Tập đoàn Điện lực Việt Nam rà soát",
        ["Bộ Tài chính", "Bộ Văn hóa, Thể thao và Du lịch", "Tập đoàn Điện lực Việt Nam"],
    ),
    (
        "các sở, ban, ngành: Nội vụ, Công an tỉnh, Y tế; UBND các xã",
        ["sở Nội vụ", "Công an tỉnh", "sở Y tế", "UBND các xã"],
    ),
    ("các sở, ngành: Chủ động rà soát", ["sở, ngành"]),
    ("các Hội: Nông dân, Cựu chiến binh vận động", ["Hội Nông dân", "Hội Cựu chiến binh"]),
    (
        "các Tập đoàn: Dầu khí Việt Nam, Công nghiệp - Viễn thông Quân đội hỗ trợ",
        ["Tập đoàn Dầu khí Việt Nam", "Tập đoàn Công nghiệp - Viễn thông Quân đội"],
    ),
    # places that repeat their level
    (
        "UBND xã Nậm Lúc, xã Bản Liền và phường Cam Đường, Công an xã Bảo Hà",
        ["UBND xã Nậm Lúc", "UBND xã Bản Liền", "UBND phường Cam Đường", "Công an xã Bảo Hà"],
    ),
    ("Giám đốc sở, Thủ trưởng ngành, Chủ tịch UBND xã", ["Giám đốc sở", "Thủ trưởng ngành", "Chủ tịch UBND xã"]),
    # committees and what they are about
    (
        "Ban Chỉ đạo tỉnh về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số chỉ đạo",
        ["Ban Chỉ đạo tỉnh về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"],
    ),
    ("Ban Chỉ đạo bảo vệ bí mật nhà nước tỉnh họp", ["Ban Chỉ đạo bảo vệ bí mật nhà nước tỉnh"]),
    ("Ban Chỉ đạo yêu cầu các ngành báo cáo", ["Ban Chỉ đạo", "ngành"]),
    ("Hội đồng thẩm định họp với UBND tỉnh", ["UBND tỉnh"]),
    ("Đoàn Kiểm tra liên ngành của thành phố lập biên bản", ["Đoàn Kiểm tra liên ngành của thành phố"]),
    (
        "Ban Quản lý Khu kinh tế Vũng Áng và các khu công nghiệp cấp phép",
        ["Ban Quản lý Khu kinh tế Vũng Áng và các khu công nghiệp"],
    ),
    # groups go on through those to whom they belong
    ("cơ quan chuyên môn thuộc các bộ, ngành Trung ương hỗ trợ", ["cơ quan chuyên môn thuộc các bộ, ngành Trung ương"]),
    ("các trường đại học, cao đẳng trên địa bàn đào tạo", ["trường đại học, cao đẳng trên địa bàn"]),
    ("các doanh nghiệp trong khối thi đua tỉnh cam kết", ["doanh nghiệp trong khối thi đua tỉnh"]),
    ("sinh hoạt đoàn thanh niên và công tác hội phụ nữ", []),
    # names beyond the lexicon
    ("Công ty cổ phần Cây xanh Tân Lộc tổ chức trồng", ["Công ty cổ phần Cây xanh Tân Lộc"]),
    ("Trung tâm Công tác xã hội trẻ em tỉnh Sóc Trăng", ["Trung tâm Công tác xã hội trẻ em tỉnh Sóc Trăng"]),
    ("Chi cục Kiểm lâm phối hợp với Hạt Kiểm lâm huyện", ["Chi cục Kiểm lâm", "Hạt Kiểm lâm huyện"]),
    # groups
    (
        "các sở, ban, ngành và địa phương có liên quan; các đơn vị trực thuộc Sở Y tế",
        ["sở, ban, ngành và địa phương có liên quan", "đơn vị trực thuộc Sở Y tế"],
    ),
    ("phối hợp với Sở Y tế, địa phương tuyên truyền", ["Sở Y tế", "địa phương"]),
    # words that only begin like a name
    ("Ban hành Kế hoạch; Sở hữu trí tuệ; Trường hợp đặc biệt; Hội nghị tổng kết; Báo cáo kết quả", []),
    ("mức đóng bảo hiểm xã hội và thuế thu nhập; lực lượng công an nhân dân", []),
    ("các trường hợp khẩn cấp, các hội nghị", []),
    # a level is no agency
    ("ở cấp xã và cấp tỉnh", []),
    # recognition misreads tones
    ("Sở Lao động - Thương bỉnh và Xã hội", ["Sở Lao động - Thương bỉnh và Xã hội"]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_names_in_full_extent(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_abbreviation_and_full_name_have_one_id_in_every_era() -> None:
    texts = ["Sở Lao động - Thương binh và Xã hội", "Sở LĐ-TB&XH", "sở LĐTBXH", "SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI"]
    assert {agencies(text)[0].agency_id for text in texts} == {"so-lao-dong-thuong-binh-va-xa-hoi"}
    assert {agencies(text)[0].agency_id for text in ("Uỷ ban nhân dân xã Phú Lộc", "UBND các xã, phường")} == {
        "ubnd-xa"
    }


def test_kinds() -> None:
    text = "Sở Y tế, các cơ quan, đơn vị liên quan, Chủ tịch UBND tỉnh"
    assert [mention.kind for mention in agencies(text)] == ["named", "group", "holder"]


def test_misread_tones_keep_the_id() -> None:
    assert agencies("Phòng Giáo dục và Đảo tạo huyện")[0].agency_id == "phong-giao-duc-va-dao-tao"


def _agency_examples() -> list[tuple[str, str]]:
    return [(agency, text) for entry in entries("agencies") for agency, text in entry["examples"].items()]


@pytest.mark.parametrize(("agency", "text"), _agency_examples())
def test_lexicon_finds_its_examples(agency: str, text: str) -> None:
    assert agency in [mention.agency_id for mention in agencies(text)]


@pytest.mark.parametrize("entry", entries("agencies"), ids=lambda entry: entry["id"])
def test_lexicon_leaves_its_counter_examples(entry: dict[str, object]) -> None:
    for text in entry.get("counter_examples", ()):  # type: ignore[attr-defined]
        assert not agencies(text), text


@pytest.mark.parametrize("entry", entries("agency_fields"), ids=lambda entry: entry["id"])
def test_fields_name_their_departments(entry: dict[str, list[str]]) -> None:
    heads = {"so": "Sở", "phong": "Phòng", "bo": "Bộ"}
    for head in entry["heads"]:
        text = f"{heads[head]} {entry['names'][0]} tổng hợp"
        assert [mention.agency_id for mention in agencies(text)] == [f"{head}-{entry['id']}"]
    for text in entry["examples"]:
        assert [mention.agency_id for mention in agencies(text) if str(mention.agency_id).endswith(str(entry["id"]))], (
            text
        )


@pytest.mark.parametrize("subject", ["agency_heads", "agency_name_words", "agency_groups", "agency_name_stops"])
def test_words_of_names_find_their_examples(subject: str) -> None:
    for entry in entries(subject):
        for text in entry.get("examples", ()):
            assert agencies(text), text
        for text in entry.get("counter_examples", ()):
            assert not [mention for mention in agencies(text) if mention.agency_id is None], text


@pytest.mark.parametrize("subject", ["agency_heads", "agency_name_words"])
def test_pattern_names_reach_to_the_end_of_their_examples(subject: str) -> None:
    for entry in entries(subject):
        for text in entry["examples"]:
            assert agencies(text)[0].end == len(text), (text, agencies(text))


@pytest.mark.parametrize("entry", entries("office_holders"), ids=lambda entry: entry["title"])
def test_holders_begin_with_their_title(entry: dict[str, list[str]]) -> None:
    for text in entry["examples"]:
        assert agencies(text)[0].kind == "holder", text
        assert text.startswith(agencies(text)[0].name), text


NAMES = ["Sở", "Y tế", "Nội vụ", "UBND", "Tân Lộc", "Giám đốc", "Ban", "Hội", "Chi nhánh", "Ngân hàng", "Đảng ủy"]
OTHERS = ["Công an", "cơ quan", "đơn vị", "liên quan", "xã", "phường", "tỉnh", "cấp", "trực thuộc", "phối hợp với"]
MARKS = ["và", ",", ";", ":", "các", "(", ")", "-", "\n", "03", "LĐTBXH"]
WORDS = st.sampled_from([*NAMES, *OTHERS, *MARKS])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_mentions_stand_in_order_without_overlap(text: str) -> None:
    last = 0
    for mention in agencies(text):
        assert last <= mention.start < mention.end <= len(text)
        assert one_tone_spelling(mention.name).split()[-1] in one_tone_spelling(text[mention.start : mention.end])
        assert "\n" not in mention.name
        last = mention.end


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    agencies(text)


@pytest.mark.parametrize(
    "unit",
    [
        "Giám đốc các ",
        "Văn phòng ",
        "UBND các xã: ",
        "Chi nhánh ",
        "cấp xã, ",
        "Sở Y tế, ",
        "UBND xã An Phú, xã ",
        "Ban Chỉ đạo phòng ",
        "các Hội: Nông dân, ",
        "Bộ, ngành",
    ],
)
def test_time_grows_with_length_alone(unit: str) -> None:
    def seconds(text: str) -> float:
        start = time.perf_counter()
        agencies(text)
        return time.perf_counter() - start

    seconds(unit * 500)
    assert seconds(unit * 8000) < 30 * max(seconds(unit * 1000), 0.01)
