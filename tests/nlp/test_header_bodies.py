"""Two bodies in one header: which one issues, which stands above."""

from __future__ import annotations

import pytest

from tests.nlp.header_drafts import header, plan

BELOW = plan()[2:]


@pytest.mark.parametrize(
    ("above", "below", "name", "parent"),
    [
        ("SỞ Y TẾ NAM ĐỊNH", "TRUNG TÂM PHÁP Y", "Trung tâm Pháp y", "Sở Y tế Nam Định"),
        (
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO HÀ NỘI",
            "TRƯỜNG THPT LÊ LỢI",
            "Trường THPT Lê Lợi",
            "Sở Giáo dục và Đào tạo Hà Nội",
        ),
        ("SỞ NỘI VỤ HÀ NAM", "CHI CỤC VĂN THƯ", "Chi cục Văn thư", "Sở Nội vụ Hà Nam"),
        ("BỘ Y TẾ", "CỤC QUẢN LÝ DƯỢC", "Cục Quản lý dược", "Bộ Y tế"),
    ],
)
def test_a_body_under_a_department_in_one_paragraph_of_two_lines(
    above: str, below: str, name: str, parent: str
) -> None:
    found = header(f"{above}\n{below}", *BELOW)
    assert (found["issuer"], found["parent"]) == (name, parent)
    assert header(above, below, *BELOW)["issuer"] == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("SỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội tỉnh Yên Bái"),
        ("BAN CHỈ HUY\nPHÒNG CHỐNG THIÊN TAI", "Ban Chỉ huy phòng chống thiên tai"),
        ("VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH YÊN BÁI", "Văn phòng Ủy ban nhân dân tỉnh Yên Bái"),
        ("ỦY BAN NHÂN DÂN\nTỈNH YÊN BÁI", "Ủy ban nhân dân tỉnh Yên Bái"),
    ],
)
def test_a_name_that_goes_on_in_the_next_printed_line_stays_one(printed: str, name: str) -> None:
    found = header(printed, *BELOW)
    assert str(found["issuer"]).lower() == name.lower()
    assert found["parent"] is None


@pytest.mark.parametrize("joint", ["\n", None])
@pytest.mark.parametrize(
    ("above", "below", "name", "parent", "level"),
    [
        (
            "UBND HUYỆN VĂN CHẤN",
            "XÃ SUỐI GIÀNG",
            "Ủy ban nhân dân xã Suối Giàng",
            "Ủy ban nhân dân huyện Văn Chấn",
            "commune",
        ),
        ("UBND QUẬN 3", "PHƯỜNG VÕ THỊ SÁU", "Ủy ban nhân dân phường Võ Thị Sáu", "Ủy ban nhân dân quận 3", "commune"),
        (
            "ỦY BAN NHÂN DÂN TỈNH YÊN BÁI",
            "HUYỆN VĂN CHẤN",
            "Ủy ban nhân dân huyện Văn Chấn",
            "Ủy ban nhân dân tỉnh Yên Bái",
            "district",
        ),
        ("ỦY BAN NHÂN DÂN", "HUYỆN VĂN CHẤN", "Ủy ban nhân dân huyện Văn Chấn", None, "district"),
        (
            "ỦY BAN NHÂN DÂN XÃ SUỐI GIÀNG",
            "HUYỆN VĂN CHẤN",
            "Ủy ban nhân dân xã Suối Giàng, huyện Văn Chấn",
            None,
            "commune",
        ),
    ],
)
def test_a_place_below_a_committee_of_a_higher_level_has_its_own(
    above: str, below: str, name: str, parent: str | None, level: str, joint: str | None
) -> None:
    found = header(*([f"{above}{joint}{below}"] if joint else [above, below]), *BELOW)
    assert (found["issuer"], found["parent"], found["level"]) == (name, parent, level)
