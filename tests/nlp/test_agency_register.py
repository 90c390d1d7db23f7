"""Ids of agencies: one office in all provinces, eras and spellings; what it is called; what mergers made of it."""

from __future__ import annotations

import re

import pytest

from nlp.body.agencies import find_agencies
from nlp.body.agency_register import agencies_now, agency_label, agency_of, succession_of
from nlp.lexicon import entries

# Each line: one office as two provinces, or two eras, or an abbreviation, or a misread page write it.
SAME_OFFICE = [
    ("so-y-te", ["Sở Y tế tỉnh Lào Cai", "Sở Y tế TP. Huế", "SỞ Y TẾ", "Giám đốc Sở Y tế", "Sở Y tê", "Sờ Y tế"]),
    ("so-noi-vu", ["Sở Nội vụ thành phố Đà Nẵng", "Sở NV", "Sở Nội vu"]),
    (
        "so-van-hoa-the-thao-va-du-lich",
        ["Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL", "Sở Văn hoá - Thể thao - Du lịch"],
    ),
    ("so-nong-nghiep-va-moi-truong", ["Sở Nông nghiệp và Môi trường", "Sở NN&MT", "Sở NNMT tỉnh Cà Mau"]),
    (
        "so-giao-duc-va-dao-tao",
        ["Sở Giáo dục và Đào tạo", "Sở GD&ĐT", "Sở Giáo dục, Đào tạo", "Sở Giáo dục và Đảo tạo"],
    ),
    ("bo-khoa-hoc-va-cong-nghe", ["Bộ Khoa học và Công nghệ", "Bộ KH&CN", "Bô Khoa học và Công nghệ"]),
    (
        "ubnd-xa",
        [
            "UBND xã Mường Tè",
            "Uỷ ban nhân dân phường Kim Long",
            "Chủ tịch UBND đặc khu Cô Tô",
            "UBND thị trấn Phố Lu",
            "UBND cấp xã",
        ],
    ),
    ("ubnd-huyen", ["UBND huyện Bát Xát", "UBND các huyện, thị xã, thành phố", "Ủy ban nhân dân thị xã Sa Pa"]),
    ("ubnd-tinh", ["UBND tỉnh Lào Cai", "Ủy ban nhân dân thành phố Hải Phòng", "UBND tinh"]),
    ("cong-an-tinh", ["Công an tỉnh Sơn La", "Công an Thành phố Hồ Chí Minh", "Giám đốc Công an tỉnh"]),
    ("bo-chi-huy-quan-su-tinh", ["Bộ Chỉ huy Quân sự tỉnh", "Bộ CHQS tỉnh Lai Châu"]),
    ("toa-an-nhan-dan-khu-vuc", ["Tòa án nhân dân khu vực 3", "TAND khu vực 12"]),
    ("thue", ["Cục Thuế tỉnh Kon Tum", "Chi cục Thuế khu vực XIV", "Thuế tỉnh Quảng Ngãi", "Thuế cơ sở 2"]),
    ("kho-bac-nha-nuoc", ["Kho bạc Nhà nước tỉnh", "KBNN khu vực XI", "Kho bạc Nhà nước Việt Nam"]),
    ("bao-hiem-xa-hoi", ["BHXH tỉnh Yên Bái", "Bảo hiểm xã hội khu vực XX", "Bảo hiểm xã hội Việt Nam"]),
    (
        "thi-hanh-an-dan-su",
        ["Cục Thi hành án dân sự tỉnh Thái Bình", "Thi hành án dân sự tỉnh Hưng Yên", "Cục THADS tỉnh"],
    ),
    ("quan-ly-thi-truong", ["Cục Quản lý thị trường tỉnh", "Chi cục Quản lý thị trường"]),
    (
        "mat-tran-to-quoc-tinh",
        [
            "Ủy ban MTTQ Việt Nam tỉnh",
            "UBMTTQVN tỉnh Bến Tre",
            "Mặt trận Tổ quốc Việt Nam tỉnh",
            "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh",
        ],
    ),
    ("hoi-lien-hiep-phu-nu-xa", ["Hội LHPN xã", "Hội Liên hiệp Phụ nữ phường Kim Long", "hội phụ nữ xã"]),
    ("doan-thanh-nien-tinh", ["Tỉnh đoàn Sơn La", "Thành đoàn Hải Phòng", "Đoàn TNCS Hồ Chí Minh tỉnh"]),
    (
        "bao-va-phat-thanh-truyen-hinh",
        ["Báo và Phát thanh, Truyền hình tỉnh", "Báo và PTTH Lâm Đồng", "Báo và Đài Phát thanh - Truyền hình"],
    ),
    (
        "trung-tam-phuc-vu-hanh-chinh-cong",
        ["Trung tâm Phục vụ hành chính công xã", "Trung tâm Phục vụ HCC tỉnh", "TTPVHCC phường"],
    ),
    (
        "van-phong-dieu-phoi-nong-thon-moi-tinh",
        ["Văn phòng Điều phối nông thôn mới tỉnh", "Văn phòng Điều phối NTM tỉnh Nam Định"],
    ),
    ("truong-trung-hoc-pho-thong", ["Trường THPT Lê Quý Đôn", "Trường Trung học phổ thông Chu Văn An"]),
    ("tap-doan-cong-nghiep-vien-thong-quan-doi", ["Tập đoàn Công nghiệp - Viễn thông Quân đội", "Tập đoàn Viettel"]),
    ("thanh-tra-so-y-te", ["Thanh tra Sở Y tế", "Chánh Thanh tra Sở Y tế"]),
    ("van-phong-so-tu-phap", ["Văn phòng Sở Tư pháp", "Chánh Văn phòng Sở Tư pháp"]),
    ("ban-chi-dao-138-tinh", ["Ban Chỉ đạo 138 tỉnh", "Ban Chỉ đạo tỉnh về phòng, chống tội phạm"]),
]


@pytest.mark.parametrize(("agency_id", "names"), SAME_OFFICE)
def test_one_office_has_one_id(agency_id: str, names: list[str]) -> None:
    assert {name: agency_of(name) for name in names} == dict.fromkeys(names, agency_id)


# Pairs that look alike and are two offices, and names that are no office of the lexicon.
OTHER_OFFICES = [
    ("Công an tỉnh", "Công an xã"),
    ("Sở Văn hóa và Thể thao", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở Y tế", "Thanh tra Sở Y tế"),
    ("Sở Nội vụ", "Phòng Nội vụ"),
    ("Tỉnh đoàn", "Đoàn TNCS Hồ Chí Minh xã"),
    ("Tổng cục Thuế", "Cục Thuế tỉnh"),
    ("Ban Chỉ đạo 35 tỉnh", "Ban Chỉ đạo 389 tỉnh"),
    ("Ngân hàng Nhà nước Việt Nam", "Ngân hàng Chính sách xã hội"),
    ("Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông"),
    ("Ban Quản lý Khu kinh tế Dung Quất", "Ban Quản lý các khu công nghiệp"),
]


@pytest.mark.parametrize(("one", "other"), OTHER_OFFICES)
def test_two_offices_have_two_ids(one: str, other: str) -> None:
    assert agency_of(one) is not None
    assert agency_of(one) != agency_of(other)


@pytest.mark.parametrize(
    "name",
    [
        "Công ty TNHH Giấy Mỹ Lộc",
        "các sở, ban, ngành",
        "Thủ trưởng các cơ quan, đơn vị",
        "Sở hữu trí tuệ",
        "Số Y tế",
        "hồ sơ Tài chính",
    ],
)
def test_what_the_register_does_not_hold_has_no_id(name: str) -> None:
    assert agency_of(name) is None


def test_tasks_of_two_provinces_and_eras_line_up() -> None:
    """Two plans about one thing: of a province in 2023, and of another one after the mergers of 2025."""
    old = "Giao Sở KH&ĐT, Sở GTVT, Công an tỉnh Bình Định, UBND các huyện, thị xã và Hội LHPN tỉnh thực hiện."
    new = "Giao Sở Tài chính, Sở Xây dựng, Công an Thành phố Huế, UBND các xã, phường và Hội LHPN thành phố thực hiện."
    ids = {text: [mention.agency_id or "" for mention in find_agencies(text, 0, len(text))] for text in (old, new)}
    assert ids[old][2:3] + ids[old][4:] == ids[new][2:3] + ids[new][4:] == ["cong-an-tinh", "hoi-lien-hiep-phu-nu-tinh"]
    assert [agencies_now(one) for one in ids[old][:2]] == [(one,) for one in ids[new][:2]]
    assert ids[new][3] in agencies_now(ids[old][3])


def test_mergers_name_every_successor_and_guess_none() -> None:
    assert agencies_now("so-ke-hoach-va-dau-tu") == ("so-tai-chinh",)
    assert agencies_now("so-lao-dong-thuong-binh-va-xa-hoi") == (
        "so-noi-vu",
        "so-y-te",
        "so-giao-duc-va-dao-tao",
        "cong-an-tinh",
    )
    assert agencies_now("so-tai-nguyen-va-moi-truong") == agencies_now("so-nong-nghiep-va-phat-trien-nong-thon")
    assert agencies_now("so-cong-nghiep") == ("so-cong-thuong",)
    assert agencies_now("bo-thuy-san") == ("bo-nong-nghiep-va-moi-truong",)  # through two mergers
    assert succession_of("so-noi-vu") is None


@pytest.mark.parametrize("entry", entries("agency_successions"), ids=lambda entry: entry["from"])
def test_successions_are_whole(entry: dict[str, object]) -> None:
    names = [str(entry["from"]), *entry["to"]]  # type: ignore[misc]
    assert all(agency_label(name) for name in names), names
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(entry["date"]))
    assert entry["source"]
    assert set(entry.get("shares", {})) <= set(entry["to"])  # type: ignore[attr-defined,call-overload]
    assert str(entry["from"]) not in agencies_now(str(entry["from"]))


LABELS = [
    ("so-y-te", "Sở Y tế"),
    ("ubnd-xa", "Ủy ban nhân dân cấp xã"),
    ("cong-an-tinh", "Công an cấp tỉnh"),
    ("toa-an-nhan-dan-khu-vuc", "Tòa án nhân dân khu vực"),
    ("thue", "Cơ quan thuế"),
    ("thanh-tra-so-y-te", "Thanh tra Sở Y tế"),
    ("ban-chi-dao-chuyen-doi-so-tinh", "Ban Chỉ đạo chuyển đổi số cấp tỉnh"),
    ("mat-tran-to-quoc-trung-uong", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
]


@pytest.mark.parametrize(("agency_id", "label"), LABELS)
def test_labels(agency_id: str, label: str) -> None:
    assert agency_label(agency_id) == label


def _all_examples() -> list[str]:
    divisions = [text for entry in entries("agency_divisions") for text in entry["examples"].values()]
    return divisions + [text for entry in entries("agencies") for text in entry["examples"].values()]


def test_every_id_has_a_label_and_a_label_is_never_another_office() -> None:
    for text in _all_examples():
        for mention in find_agencies(text, 0, len(text)):
            if mention.agency_id is not None:
                label = agency_label(mention.agency_id)
                assert label, mention
                assert agency_of(label) in (mention.agency_id, None), label
    assert agency_label("so-khong-co") is None


@pytest.mark.parametrize("entry", entries("agency_divisions"), ids=lambda entry: entry["id"])
def test_divisions_are_found(entry: dict[str, dict[str, str]]) -> None:
    for agency_id, text in entry["examples"].items():
        assert agency_id in [mention.agency_id for mention in find_agencies(text, 0, len(text))]


@pytest.mark.parametrize("entry", entries("agency_topics"), ids=str)
def test_topics_end_with_the_name(entry: dict[str, list[str]]) -> None:
    for text in entry["examples"]:
        (found,) = [item for item in find_agencies(text, 0, len(text)) if item.start == 0]
        if "id" in entry:
            assert found.end == len(text)
        else:
            assert found.name == "Ban Chỉ đạo"


@pytest.mark.parametrize("entry", entries("agency_levels"), ids=lambda entry: entry["id"])
def test_levels(entry: dict[str, list[str]]) -> None:
    for text in entry["examples"]:
        assert str(agency_of(text)).endswith(f"-{entry['id']}"), text
    for text in entry.get("counter_examples", ()):
        assert not str(agency_of(text)).endswith(f"-{entry['id']}"), text


@pytest.mark.parametrize("entry", entries("agency_field_heads"), ids=lambda entry: entry["id"])
def test_misread_heads(entry: dict[str, list[str]]) -> None:
    for text in entry["examples"]:
        assert str(agency_of(text)).startswith(f"{entry['id']}-"), text
        assert find_agencies(text, 0, len(text))[0].name == text
    for text in entry["counter_examples"]:
        assert not find_agencies(text, 0, len(text)), text
