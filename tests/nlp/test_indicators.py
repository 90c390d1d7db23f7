"""Indicators: the same goal of two provinces, in other words, has the same indicator."""

from __future__ import annotations

import pytest

from tests.nlp.plan_texts import targets

PAIRS = [
    ("Tỷ lệ hộ nghèo giảm còn 1,2% vào năm 2025", "Phấn đấu đến năm 2025 giảm tỷ lệ hộ nghèo xuống dưới 1%"),
    ("Tỷ lệ bao phủ bảo hiểm y tế đạt 95%", "Đến năm 2024, tỷ lệ bao phủ bảo hiểm y tế đạt trên 93%"),
    ("100% trạm y tế có bác sĩ", "Phấn đấu ít nhất 90% trạm y tế có bác sĩ"),
    ("Tỷ lệ lao động qua đào tạo đạt 65%", "Phấn đấu tỷ lệ lao động qua đào tạo đạt từ 70% trở lên"),
    ("Tỷ lệ che phủ rừng đạt 44%", "Duy trì tỷ lệ che phủ rừng ở mức 42,5%"),
    ("80% hồ sơ được giải quyết trực tuyến", "Đến hết năm 2024 có trên 75% hồ sơ được giải quyết trực tuyến"),
    ("Tỷ lệ thất nghiệp dưới 3%", "Bảo đảm tỷ lệ thất nghiệp không quá 2,5%"),
    ("Tỷ trọng kinh tế số chiếm 20%", "Nâng tỷ trọng kinh tế số lên 25%"),
    ("95% xã đạt chuẩn phổ cập giáo dục", "Trong năm 2023, 90% xã đạt chuẩn phổ cập giáo dục"),
    ("Tỷ lệ hộ dân dùng nước sạch đạt 98%", "Tỷ lệ hộ dân dùng nước sạch tối thiểu 95% vào cuối năm 2025"),
    ("Thu nhập bình quân đầu người đạt 45 triệu đồng", "Phấn đấu thu nhập bình quân đầu người đạt trên 50 triệu đồng"),
    ("60% người cao tuổi được khám sức khỏe", "Mỗi năm có ít nhất 55% người cao tuổi được khám sức khỏe"),
    ("Tỷ lệ đô thị hóa đạt 27%", "Tỷ lệ đô thị hóa đến năm 2025 đạt khoảng 30%"),
    ("Số người chết do tai nạn giao thông giảm 5%", "Giảm trên 10% số người chết do tai nạn giao thông"),
    ("Tỷ lệ trẻ em suy dinh dưỡng còn 18%", "Giảm tỷ lệ trẻ em suy dinh dưỡng xuống còn 15% năm 2024"),
    ("Tỷ lệ giải ngân vốn đầu tư công đạt 95%", "Phấn đấu tỷ lệ giải ngân vốn đầu tư công đạt 100%"),
    ("70% thôn có nhà văn hóa", "Phấn đấu đạt 85% thôn có nhà văn hóa"),
    ("Tỷ lệ hài lòng của người dân đạt trên 90%", "Đảm bảo tỷ lệ hài lòng của người dân đạt 95% trở lên"),
    ("Tổng đàn gia súc tăng 5% so với năm 2021", "Tăng 4% tổng đàn gia súc so với năm 2020"),
    ("Tỷ lệ người dân có hồ sơ điện tử đạt 90%", "Tỷ lệ người dân có hồ sơ điện tử đạt tối thiểu 80%"),
]  # fmt: skip


def indicator(clause: str) -> str:
    (found,) = targets("I. MỤC TIÊU", f"- {clause}.")
    return found.indicator.casefold()


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_same_goal_has_the_same_indicator(one: str, other: str) -> None:
    assert indicator(one) == indicator(other)


def test_other_goals_have_other_indicators() -> None:
    assert len({indicator(one) for one, _ in PAIRS}) == len(PAIRS)
    assert indicator(PAIRS[0][0]) == "tỷ lệ hộ nghèo"
