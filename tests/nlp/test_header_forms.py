"""Forms that a field of the header takes: numbers, effect, periods."""

from __future__ import annotations

import pytest

from tests.nlp.header_drafts import MOTTO, document, draft_of, header, plan


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 04/QĐ-BCĐ138", "04/QĐ-BCĐ138"),
        ("Số: 12 - KH/HU", "12-KH/HU"),
        ("Số 145 - TB/VPTU", "145-TB/VPTU"),
        ("Số 05 – NQ/ĐU", "05-NQ/ĐU"),
        ("Số: 33/2019/NQ - HĐND", "33/2019/NQ-HĐND"),
        ("Số: 1234/UBND - VX", "1234/UBND-VX"),
        ("Số:75/QĐ.UBND", "75/QĐ.UBND"),
        ("Số: 01/2014/NQLT-CP-UBTVQH13-ĐCTUBTWMTTQVN", "01/2014/NQLT-CP-UBTVQH13-ĐCTUBTWMTTQVN"),
        ("Số: 12/QĐ-UBND-HC", "12/QĐ-UBND-HC"),
        ("Số 12/QĐ-UBND.HC", "12/QĐ-UBND.HC"),
        ("Số: 7/NQ/HĐND", "7/NQ/HĐND"),
        ("Số: 45/KHLN-SYT-CAT", "45/KHLN-SYT-CAT"),
        ("Số: 12/HD-BTCTU", "12/HD-BTCTU"),
        ("Số: 234/LĐTBXH-BTXH", "234/LĐTBXH-BTXH"),
        ("Số: 15/2023/HĐ-DV", "15/2023/HĐ-DV"),
        ("Số: 1 256/UBND-TH", "1256/UBND-TH"),
        ("Số: 2 6/KH-UBND", "26/KH-UBND"),
        ("Số: 99/TTr-SNN&PTNT", "99/TTr-SNN&PTNT"),
        ("Số: 77-KH/TĐTN-TCKT", "77-KH/TĐTN-TCKT"),
        ("Số: 12/2004/CT.UB", "12/2004/CT.UB"),
        ("Số: 108/ CT-UBND", "108/CT-UBND"),
        ("Số : 39 / 2007 / QĐ - UBND", "39/2007/QĐ-UBND"),
        ("SỐ: 18/QĐ-HĐQLQ", "18/QĐ-HĐQLQ"),
        ("Số: 52/BC- ĐĐBQH", "52/BC-ĐĐBQH"),
        ("Số: 210/MTTQ-BTT", "210/MTTQ-BTT"),
        ("Số: 2613/BGDĐT-GDTrH", "2613/BGDĐT-GDTrH"),
        ("Số: 1138/TANDTC-PC", "1138/TANDTC-PC"),
        ("Số: 5/GM-UBND (hỏa tốc)", "5/GM-UBND"),
        ("Số: 88 /KH-UBND Yên Bái, ngày 12 tháng 3 năm 2024", "88/KH-UBND"),
        ("Số: 14/KH-UBND V/v triển khai", "14/KH-UBND"),
        ("**Số: 61/KH-UBND**", "61/KH-UBND"),
    ],
)
def test_numbers_of_all_bodies(printed: str, number: str) -> None:
    assert header(*plan(number=printed))["number"] == number


@pytest.mark.parametrize(
    "printed", ["Số:     /KH-UBND", "Số: …/KH-UBND", "Số: ___/2024/QĐ-UBND", "Số:......-KH/HU", "Số: /KHLN"]
)
def test_numbers_left_blank(printed: str) -> None:
    found = header(*plan(number=printed))
    assert found["number"] is None
    assert "number-blank" in found["warnings"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("clause", "value"),
    [
        ("Điều 3. Kế hoạch có hiệu lực thi hành kể từ ngày ký.", "2024-03-12"),
        (
            "2. Kế hoạch này có hiệu lực thi hành kể từ ngày ký và thay thế Kế hoạch số 5/KH-UBND ngày 02/3/2021.",
            "2024-03-12",
        ),
        ("Kế hoạch này có hiệu lực từ ngày ký ban hành đến hết ngày 31/12/2025.", "2024-03-12"),
        ("Kế hoạch này bắt đầu có hiệu lực từ 01/5/2024.", "2024-05-01"),
        ("Điều 4. Có hiệu lực thi hành từ ngày 01 tháng 01 năm 2025.", "2025-01-01"),
        ("Văn bản này có hiệu lực kể từ ngày 15/4/2024.", "2024-04-15"),
        (
            "Kế hoạch này có hiệu lực thi hành từ ngày 20/3/2024; riêng khoản 2 có hiệu lực từ ngày 01/7/2024.",
            "2024-03-20",
        ),
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2023.", None),
        ("Thông tư có hiệu lực thi hành từ ngày 01/7/2025.", None),
        ("Nghị định số 72/2024/NĐ-CP có hiệu lực từ ngày 01/7/2024.", None),
        ("Điều 5 có hiệu lực từ ngày 01/7/2026.", None),
        ("Kế hoạch này có hiệu lực thi hành kể từ ngày đăng Công báo.", None),
        ("Kế hoạch này có hiệu lực từ năm ngân sách 2025.", None),
        ("Kế hoạch này có hiệu lực theo Quyết định số 36/QĐ-BYT ngày 13/02/2024.", None),
        ("Kế hoạch này hết hiệu lực từ ngày 01/01/2026.", None),
    ],
)
def test_effect_that_the_document_says_of_itself(clause: str, value: str | None) -> None:
    lines = list(plan())
    lines.insert(12, clause)
    assert header(*lines)["effective_date"] == value


def test_effect_from_the_day_of_adoption() -> None:
    lines = [*plan()[:6], "NGHỊ QUYẾT", "Về nhiệm vụ năm 2025", *plan()[8:10]]
    lines += [
        "Điều 2. Nghị quyết này có hiệu lực kể từ ngày được Hội đồng nhân dân tỉnh thông qua.",
        "Nghị quyết này được Hội đồng nhân dân tỉnh khóa XIX, kỳ họp thứ 18 thông qua ngày 14 tháng 3 năm 2024.",
    ]
    assert header(*lines, *plan()[12:])["effective_date"] == "2024-03-14"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phát triển nhà ở xã hội giai đoạn 2021-2025, tầm nhìn đến năm 2030", (2021, 2025)),
        ("Phát triển nhà ở xã hội giai đoạn 2021 - 2025 và định hướng đến năm 2030", (2021, 2025)),
        ("Đầu tư công trung hạn 5 năm 2026 - 2030", (2026, 2030)),
        ("Đầu tư công trung hạn 05 năm (2026 – 2030)", (2026, 2030)),
        ("Bồi dưỡng giáo viên năm học 2024-2025", (2024, 2025)),
        ("Tuyển sinh vào lớp 10 năm học 2025 - 2026", (2025, 2026)),
        ("Kiểm tra văn bản quý I/2025", (2025, 2025)),
        ("Công tác 6 tháng cuối năm 2024", (2024, 2024)),
        ("Cải cách hành chính từ năm 2024 đến năm 2026", (2024, 2026)),
        ("Chuyển đổi số đến 2030", (2024, 2030)),
        ("Dạy nghề cho thanh niên năm 2024 và định hướng đến năm 2027", (2024, 2024)),
        ("Dạy nghề cho thanh niên năm 2024, tầm nhìn tới năm 2030", (2024, 2024)),
        ("Hành động vì người khuyết tật giai đoạn 2024 - 2026 và đến năm 2030", (2024, 2030)),
        ("Chuyển đổi số đến hết năm 2025", (2024, 2025)),
        ("Trồng cây vụ đông 2024 - 2025", (2024, 2025)),
        ("Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh nhiệm kỳ 2025 - 2030", None),
        ("Thực hiện Luật Đất đai năm 2024", None),
        ("Triển khai Luật Trẻ em năm 2016 trên địa bàn tỉnh", None),
        ("Kỷ niệm 50 năm Ngày giải phóng (1975 - 2025)", None),
        ("Thực hiện Chỉ thị số 10/CT-TTg ngày 19/4/2024 của Thủ tướng Chính phủ", None),
        ("Sửa đổi, bổ sung Kế hoạch phát triển nông nghiệp giai đoạn 2021 - 2025", None),
    ],
)
def test_years_that_a_title_names(title: str, period: tuple[int, int] | None) -> None:
    assert header(*plan()[:7], title, *plan()[8:])["period"] == period


@pytest.mark.parametrize(
    ("doc_type", "title", "period"),
    [
        ("NGHỊ QUYẾT", "Về phát triển du lịch cộng đồng giai đoạn 2024-2028, định hướng đến năm 2035", (2024, 2028)),
        ("QUYẾT ĐỊNH", "Về việc hỗ trợ giống cây ăn quả từ năm 2024 đến năm 2026", (2024, 2026)),
        ("TỜ TRÌNH", "Về việc thông qua Đề án phát triển cây quế giai đoạn 2025 - 2030", (2025, 2030)),
        ("NGHỊ QUYẾT", "Sửa đổi mức hỗ trợ giảm nghèo giai đoạn 2021-2025", None),
        ("NGHỊ QUYẾT", "Quy định mức học phí từ năm học 2024 - 2025", None),
        ("QUYẾT ĐỊNH", "Ban hành Quy chế tuyển sinh năm 2024", None),
        ("QUYẾT ĐỊNH", "Ban hành Quy định theo Luật Giá năm 2023", None),
        ("CÔNG ĐIỆN", "Về việc ứng phó hạn hán giai đoạn 2024-2025", None),
        ("THÔNG BÁO", "Kết luận cuộc họp về chương trình giai đoạn 2026-2030", None),
    ],
)
def test_years_of_what_is_no_plan(doc_type: str, title: str, period: tuple[int, int] | None) -> None:
    lines = [*plan()[:4], "Số: 118/UBND", plan()[5], doc_type, title, *plan()[8:]]
    assert header(*lines)["period"] == period


def test_effect_beside_the_day_of_adoption() -> None:
    lines = [*plan()[:6], "NGHỊ QUYẾT", "Về nhiệm vụ năm 2025", *plan()[8:10]]
    lines += [
        "Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa XIX, kỳ họp thứ 18 thông qua ngày 14 tháng 3 năm 2024 "
        "và có hiệu lực thi hành kể từ ngày 01 tháng 4 năm 2024./."
    ]
    assert header(*lines, *plan()[12:])["effective_date"] == "2024-04-01"


@pytest.mark.parametrize(
    ("issuer", "day", "body", "name", "province", "candidates"),
    [
        (("ỦY BAN NHÂN DÂN", "XÃ TÂN PHÚ"), "02 tháng 3 năm 2020", "", "Ủy ban nhân dân xã Tân Phú", None, ()),
        (
            ("ỦY BAN NHÂN DÂN", "XÃ TÂN PHÚ"),
            "02 tháng 3 năm 2026",
            "",
            "Ủy ban nhân dân xã Tân Phú",
            None,
            ("Nghệ An", "Đồng Tháp"),
        ),
        (
            ("ỦY BAN NHÂN DÂN", "XÃ TÂN PHÚ"),
            "02 tháng 3 năm 2020",
            "UBND huyện Tam Nông giao chỉ tiêu cho xã.",
            "Ủy ban nhân dân xã Tân Phú",
            None,
            ("Phú Thọ", "Đồng Tháp"),
        ),
        (
            ("ỦY BAN NHÂN DÂN", "XÃ TÂN PHÚ"),
            "02 tháng 3 năm 2020",
            "UBND huyện Phù Ninh giao chỉ tiêu cho xã.",
            "Ủy ban nhân dân xã Tân Phú",
            "Phú Thọ",
            (),
        ),
        (
            ("UBND HUYỆN CHÂU THÀNH", "PHÒNG Y TẾ"),
            "02 tháng 3 năm 2020",
            "",
            "Phòng Y tế huyện Châu Thành",
            None,
            ("Bến Tre", "Tiền Giang"),
        ),
        (
            ("UBND HUYỆN CHÂU THÀNH", "PHÒNG Y TẾ"),
            "02 tháng 3 năm 2020",
            "Thực hiện chỉ đạo của Sở Y tế tỉnh Tiền Giang.",
            "Phòng Y tế huyện Châu Thành",
            "Tiền Giang",
            (),
        ),
        (
            ("HUYỆN ỦY CHỢ MỚI",),
            "02 tháng 3 năm 2012",
            "",
            "Huyện ủy Chợ Mới",
            None,
            ("An Giang", "Bắc Kạn"),
        ),
        (("UBND TP. THỦ ĐỨC",), "02 tháng 3 năm 2022", "", "Ủy ban nhân dân thành phố Thủ Đức", "Hồ Chí Minh", ()),
        (("UBND QUẬN TÂN PHÚ",), "02 tháng 3 năm 2022", "", "Ủy ban nhân dân quận Tân Phú", "Hồ Chí Minh", ()),
        (
            ("ỦY BAN NHÂN DÂN",),
            "02 tháng 3 năm 2022",
            "UBND huyện Mang Yang xây dựng kế hoạch như sau.",
            "Ủy ban nhân dân huyện Mang Yang",
            "Gia Lai",
            (),
        ),
        (
            ("SỞ Y TẾ",),
            "02 tháng 3 năm 2022",
            "Theo chỉ đạo của UBND tỉnh Lâm Đồng.",
            "Sở Y tế tỉnh Lâm Đồng",
            "Lâm Đồng",
            (),
        ),
        (
            ("HUYỆN QUẢNG NINH", "ỦY BAN NHÂN DÂN XÃ VÕ NINH"),
            "02 tháng 3 năm 2019",
            "",
            "Ủy ban nhân dân xã Võ Ninh",
            "Quảng Bình",
            (),
        ),
    ],
)
def test_province_of_districts_and_communes(
    issuer: tuple[str, ...], day: str, body: str, name: str, province: str | None, candidates: tuple[str, ...]
) -> None:
    lines = (*issuer, *MOTTO, "Số: 5/KH", f"ngày {day}", "KẾ HOẠCH", "Làm việc năm 2020", "I. MỤC ĐÍCH", body or "Đạt.")
    draft = draft_of(document(*lines))
    assert draft.issuer is not None
    assert (draft.issuer.name, draft.issuer.province) == (name, province)
    warned = [warning.message for warning in draft.warnings if warning.code == "province-ambiguous"]
    assert len(warned) == (1 if candidates else 0)
    assert all(candidate in warned[0] for candidate in candidates)


@pytest.mark.parametrize(
    ("clause", "period"),
    [
        ("Điều 2. Thời gian ủy quyền: Kể từ ngày Quyết định được ban hành đến hết ngày 28/02/2026.", (2024, 2026)),
        ("Thời hạn ủy quyền từ ngày 01/01/2025 đến ngày 31 tháng 12 năm 2025.", (2025, 2025)),
        ("Thời hạn ủy quyền: kể từ ngày ký đến khi có văn bản thay thế.", None),
    ],
)
def test_years_of_a_delegation(clause: str, period: tuple[int, int] | None) -> None:
    lines = [*plan()[:4], "Số: 118/QĐ-UBND", plan()[5], "QUYẾT ĐỊNH", "Về việc ủy quyền cho Giám đốc Sở Y tế cấp phép"]
    assert header(*lines, *plan()[8:10], clause, *plan()[12:])["period"] == period


def test_years_of_what_a_decision_approves() -> None:
    lines = [
        *plan()[:4],
        "Số: 118/QĐ-UBND",
        plan()[5],
        "QUYẾT ĐỊNH",
        "Phê duyệt Chương trình phát triển chính quyền số",
    ]
    found = header(*lines, *plan()[8:10], "II. MỤC TIÊU ĐẾN NĂM 2030", "Hoàn thành.", *plan()[12:])
    assert found["period"] == (2024, 2030)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Kết quả cải cách thủ tục hành chính tháng 01/2024 của tỉnh", None),
        ("Tình hình kinh tế - xã hội quý I năm 2024", None),
        ("Kết quả năm 2023, nhiệm vụ năm 2024", (2024, 2024)),
    ],
)
def test_years_of_a_report(title: str, period: tuple[int, int] | None) -> None:
    lines = [*plan()[:4], "Số: 118/BC-UBND", plan()[5], "BÁO CÁO", title, *plan()[8:]]
    assert header(*lines)["period"] == period


@pytest.mark.parametrize(
    ("goals", "years"),
    [
        (("a) Đến hết năm 2027: trồng 200 cây.", "b) Đến năm 2035: trồng 900 cây."), 2035),
        (("a) Đến hết năm 2027: trồng 200 cây.", "b) Tưới cây."), None),
        (("a) Đến nay trồng 200 cây.", "b) Đến năm 2035 và 2040 tính sau."), None),
    ],
)
def test_years_of_goals_one_under_the_other(goals: tuple[str, ...], years: int | None) -> None:
    lines = plan()
    issued = header(*lines)["issue_date"]
    found = header(*lines[:7], "Trồng cây bên sông", *lines[8:10], "1. Mục tiêu", *goals, *lines[10:])["period"]
    assert found == ((int(str(issued)[:4]), years) if years else None)


@pytest.mark.parametrize("printed", ["Số: ٣/QĐ-UBND", "Số: १२/KH-UBND", "Số: ３/KH-UBND"])
def test_figures_of_other_scripts_are_no_number(printed: str) -> None:
    found = header(*plan(number=printed))
    assert found["number"] is None
    assert "number-unreadable" in found["warnings"]  # type: ignore[operator]


def test_a_full_day_on_a_page_that_is_no_document_is_not_called_blank() -> None:
    draft = draft_of(
        document("TP. Huế, ngày 20/05/2022", "Thưa quý khách,", "Chúng tôi xin cảm ơn và chúc sức khỏe.", *["Tin"] * 3)
    )
    messages = [warning.message for warning in draft.warnings if warning.code.startswith("issue-da")]
    assert draft.issue_date is None
    assert messages == ["Không thấy ngày ban hành."]
