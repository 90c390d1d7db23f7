"""The header's parts in the forms that documents of the field take."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.pipeline import extract
from tests.nlp.header_drafts import MOTTO, document, draft_of, header, plan


def test_a_plan_gives_every_field() -> None:
    assert header(*plan()) == {
        "kind": "official",
        "number": "118/KH-UBND",
        "doc_type": "kế hoạch",
        "title": "Nâng cao năng lực đội ngũ công tác xã hội giai đoạn 2024 - 2026",
        "issue_date": "2024-03-12",
        "effective_date": None,
        "period": (2024, 2026),
        "issuer": "Ủy ban nhân dân tỉnh Yên Bái",
        "parent": None,
        "level": "province",
        "province": "Yên Bái",
        "province_code": "15",
        "province_now": "Lào Cai",
        "signers": [("Lò Thị Hạnh", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")],
        "recipients": ["Thường trực Tỉnh ủy", "Các sở, ban, ngành", "Lưu: VT, VX"],
        "warnings": [],
    }


def test_confidence_is_written_with_three_decimals() -> None:
    record = extract(document(*plan(), confidence=0.9123456))
    single = (record.number, record.doc_type, record.title, record.issue_date, record.period, record.issuer)
    told = [one.confidence for one in (record.kind, *single, *record.signers) if one is not None]
    assert len(told) == 8
    assert told == [round(confidence, 3) for confidence in told]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 0130/KH-UBND", "0130/KH-UBND"),
        ("Số: 256 /2004/QĐ-UB", "256/2004/QĐ-UB"),
        ("Số: 04/QĐ-BCĐ138", "04/QĐ-BCĐ138"),
        ("Số:144/2025/QĐ-CTUBND", "144/2025/QĐ-CTUBND"),
        ("Số: 362 /KH-SGDĐT", "362/KH-SGDĐT"),
        ("Số 57-NQ/TW", "57-NQ/TW"),
        ("Số: 1025/PLYK/2025", "1025/PLYK/2025"),
        ("Số: 12/VBHN-BTC", "12/VBHN-BTC"),
        ("Số: 01/2014/TTLT-BTC-BNV", "01/2014/TTLT-BTC-BNV"),
        ("Luật số: 59/2020/QH14", "59/2020/QH14"),
        ("Số: 215/TTr- STC", "215/TTr-STC"),
        ("Số: 33 /KH – UBND", "33/KH-UBND"),
        ("Số: 17a/QÐ-UBND", "17a/QĐ-UBND"),
        ("S6: 88/BC-UBND", "88/BC-UBND"),
        ("Số: 45/KH", "45/KH"),
        ("Số: 07/CT-UBND.", "07/CT-UBND"),
        ("118/KH-UBND", "118/KH-UBND"),
    ],
)
def test_number_as_printed_without_spaces(printed: str, number: str) -> None:
    assert header(*plan(number=printed))["number"] == number


@pytest.mark.parametrize(
    ("printed", "warning"),
    [
        ("Số: /KH-UBND", "number-blank"),
        ("Số: ....../KH-UBND", "number-blank"),
        ("Số: /2025/QĐ-UBND", "number-blank"),
        ("Số: 4‡ /KH-UBND", "number-unreadable"),
        ("Số:/4 /KH-UBND", "number-unreadable"),
    ],
)
def test_number_left_open_is_none_with_a_warning(printed: str, warning: str) -> None:
    found = header(*plan(number=printed))
    assert found["number"] is None
    assert warning in found["warnings"]  # type: ignore[operator]


def test_digits_that_ocr_hardly_read_are_no_number() -> None:
    found = header(*plan(number="Số: ⟨37⟩ /KH-UBND"), confidence=0.9)
    assert found["number"] is None
    assert found["warnings"] == ["number-unreadable"]


def test_number_broken_over_two_lines() -> None:
    lines = list(plan(number="Số: 118/KH-"))
    lines.insert(5, "UBND")
    assert header(*lines)["number"] == "118/KH-UBND"


def test_number_and_symbol_torn_apart_by_the_other_column() -> None:
    lines = ["ỦY BAN NHÂN DÂN", "TỈNH YÊN BÁI", "Số: 118", *MOTTO, "/KH-UBND", *plan()[5:]]
    assert header(*lines)["number"] == "118/KH-UBND"


def test_two_numbers_left_open_are_named() -> None:
    lines = list(plan())
    lines.insert(5, "Số: 119/KH-UBND")
    draft = draft_of(document(*lines))
    assert draft.number is None
    warning = next(warning for warning in draft.warnings if warning.code == "number-ambiguous")
    assert "118/KH-UBND" in warning.message
    assert "119/KH-UBND" in warning.message


def test_incoming_stamp_is_not_the_number() -> None:
    lines = list(plan())
    lines.insert(0, "CÔNG VĂN ĐẾN Số: 2352 Ngày: 21/3/2024")
    assert header(*lines)["number"] == "118/KH-UBND"


@pytest.mark.parametrize(
    ("printed", "value", "warnings"),
    [
        ("Yên Bái, ngày 12 tháng 3 năm 2024", "2024-03-12", []),
        ("Yên Bái ngày 04 tháng 11 năm 2024", "2024-11-04", []),
        ("Yên Bái, ngày tháng 3 năm 2024", "2024-03", ["issue-day-open"]),
        ("Yên Bái, ngày ... tháng 3 năm 2024", "2024-03", ["issue-day-open"]),
        ("Yên Bái, ngàyW/'{ tháng 5 năm 2024", "2024-05", ["issue-day-open"]),
        ("Yên Bái, ngày 04tháng 02 năm 2024", "2024-02-04", []),
        ("Yên Bái, 12/3/2024", "2024-03-12", []),
        ("Yên Bái, ngày 31 tháng 02 năm 2024", None, ["issue-date-invalid"]),
    ],
)
def test_issue_date(printed: str, value: str | None, warnings: list[str]) -> None:
    found = header(*plan(date=printed))
    assert (found["issue_date"], found["warnings"]) == (value, warnings)


def test_date_cited_in_a_title_is_not_the_issue_date() -> None:
    lines = ["KẾ HOẠCH", "Thực hiện Nghị quyết số 12-NQ/TU ngày 15 tháng 6 năm 2023 của Tỉnh ủy", *plan()[8:]]
    found = header(*lines)
    assert found["issue_date"] is None
    assert found["title"] == "Thực hiện Nghị quyết số 12-NQ/TU ngày 15 tháng 6 năm 2023 của Tỉnh ủy"


def test_letter_without_type_word() -> None:
    found = header(
        "BỘ TÀI CHÍNH",
        "CỤC THUẾ",
        *MOTTO,
        "Số: 731/CT-CS",
        "V/v hướng dẫn kê khai tiền thuê đất",
        "Hà Nội, ngày 03 tháng 9 năm 2025",
        "Kính gửi: Thuế tỉnh Lâm Đồng",
        "Cục Thuế có ý kiến như sau.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, CS.",
        "TL. CỤC TRƯỞNG",
        "KT. TRƯỞNG BAN CHÍNH SÁCH",
        "PHÓ TRƯỞNG BAN",
        "Vũ Đức Hải",
    )
    assert found["doc_type"] == "công văn"
    assert found["title"] == "V/v hướng dẫn kê khai tiền thuê đất"
    assert (found["issuer"], found["parent"], found["level"]) == ("Cục Thuế", "Bộ Tài chính", "central")
    assert found["province"] is None
    assert found["signers"] == [("Vũ Đức Hải", "PHÓ TRƯỞNG BAN", "TL. CỤC TRƯỞNG KT. TRƯỞNG BAN CHÍNH SÁCH")]
    assert found["recipients"] == ["Như trên", "Lưu: VT, CS"]
    assert found["warnings"] == []


def test_title_ends_before_the_issuing_office_and_the_bases() -> None:
    found = header(
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ CẦN THƠ",
        *MOTTO,
        "Số: 41/QĐ-UBND",
        "Cần Thơ, ngày 09 tháng 10 năm 2025",
        "QUYẾT ĐỊNH",
        "VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH TẬP HUẤN",
        "CÁN BỘ TRỢ GIÚP XÃ HỘI NĂM 2026",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phê duyệt Kế hoạch.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Nơi nhận:",
        "- Như Điều 2;",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Văn Lâu",
    )
    assert found["title"] == "VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH TẬP HUẤN CÁN BỘ TRỢ GIÚP XÃ HỘI NĂM 2026"
    assert found["effective_date"] == "2025-10-09"
    assert found["period"] == (2026, 2026)
    assert found["issuer"] == "Ủy ban nhân dân thành phố Cần Thơ"


def test_title_that_begins_with_a_type_word() -> None:
    lines = [*plan()[:6], "QUYẾT ĐỊNH", "QUY ĐỊNH MỨC HỖ TRỢ CỘNG TÁC VIÊN CÔNG TÁC XÃ HỘI", *plan()[8:]]
    found = header(*lines)
    assert found["doc_type"] == "quyết định"
    assert found["title"] == "QUY ĐỊNH MỨC HỖ TRỢ CỘNG TÁC VIÊN CÔNG TÁC XÃ HỘI"
    assert found["warnings"] == ["symbol-type-mismatch"]


def test_type_title_and_body_run_into_one_paragraph() -> None:
    lines = [
        *plan()[:6],
        "KẾT LUẬN VỀ CÔNG TÁC DÂN SỐ Tại phiên họp sáng nay, sau khi nghe báo cáo, tập thể thống nhất.",
    ]
    assert header(*lines, *plan()[8:])["title"] == "VỀ CÔNG TÁC DÂN SỐ"


def test_columns_run_together() -> None:
    found = header(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH YÊN BÁI Độc lập - Tự do - Hạnh phúc",
        "Số: 118/KH-UBND Yên Bái, ngày 12 tháng 3 năm 2024",
        *plan()[6:12],
        "Nơi nhận:",
        "- Thường trực Tỉnh ủy; TM. ỦY BAN NHÂN DÂN",
        "- Các sở, ban, ngành; KT. CHỦ TỊCH",
        "- Lưu: VT, VX. PHÓ CHỦ TỊCH",
        "Lò Thị Hạnh",
    )
    assert found["number"] == "118/KH-UBND"
    assert found["issue_date"] == "2024-03-12"
    assert found["issuer"] == "Ủy ban nhân dân tỉnh Yên Bái"
    assert found["recipients"] == ["Thường trực Tỉnh ủy", "Các sở, ban, ngành", "Lưu: VT, VX"]
    assert found["signers"] == [("Lò Thị Hạnh", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")]


def test_head_in_one_paragraph() -> None:
    found = header(
        "ỦY BAN NHÂN DÂN TỈNH YÊN BÁI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 118/KH-UBND Yên Bái, ngày 12 tháng 3 năm 2024",
        *plan()[6:],
    )
    assert found["number"] == "118/KH-UBND"
    assert found["issue_date"] == "2024-03-12"
    assert found["issuer"] == "Ủy ban nhân dân tỉnh Yên Bái"


@pytest.mark.parametrize(
    ("lines", "issuer", "parent", "level", "province"),
    [
        (
            ("UBND TỈNH ĐỒNG NAI", "SỞ Y TẾ"),
            "Sở Y tế tỉnh Đồng Nai",
            "Ủy ban nhân dân tỉnh Đồng Nai",
            "province",
            "Đồng Nai",
        ),
        (
            ("UỶ BAN NHÂN DÂN", "HUYỆN TRIỆU SƠN"),
            "Ủy ban nhân dân huyện Triệu Sơn",
            None,
            "district",
            "Thanh Hóa",
        ),
        (
            ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ THANH HÓA"),
            "Ủy ban nhân dân thành phố Thanh Hóa",
            None,
            "district",
            "Thanh Hóa",
        ),
        (
            ("HUYỆN BA VÌ", "ỦY BAN NHÂN DÂN XÃ TẢN LĨNH"),
            "Ủy ban nhân dân xã Tản Lĩnh",
            "Huyện Ba Vì",
            "commune",
            "Hà Nội",
        ),
        (("HỘI ĐỒNG NHÂN DÂN", "TỈNH BẮC KẠN"), "Hội đồng nhân dân tỉnh Bắc Kạn", None, "province", "Bắc Kạn"),
        (("BỘ VĂN HOÁ, THỂ THAO", "VÀ DU LỊCH"), "Bộ Văn hóa, Thể thao và Du lịch", None, "central", None),
        (("BỘ TÀI CHÍNH - BỘ NỘI VỤ",), "Bộ Tài chính - Bộ Nội vụ", None, "central", None),
        (("TỈNH ỦY QUẢNG NGÃI",), "Tỉnh ủy Quảng Ngãi", None, "province", "Quảng Ngãi"),
        (("CHÍNH PHỦ",), "Chính phủ", None, "central", None),
        (("ỦY BAN NHÂN DÂN", "TÍNH QUẢNG NGAI"), "Ủy ban nhân dân tỉnh Quảng Ngãi", None, "province", "Quảng Ngãi"),
    ],
)
def test_issuer_in_normal_case(
    lines: tuple[str, ...], issuer: str, parent: str | None, level: str, province: str | None
) -> None:
    found = header(
        *lines, *MOTTO, "Số: 5/BC", "ngày 12 tháng 3 năm 2020", "BÁO CÁO", "Kết quả năm 2019", "I. KẾT QUẢ", "Đạt."
    )
    assert (found["issuer"], found["parent"], found["level"], found["province"]) == (issuer, parent, level, province)


@pytest.mark.parametrize(
    ("day", "code", "now"),
    [("30 tháng 6 năm 2025", "27", "Bắc Ninh"), ("01 tháng 7 năm 2025", "24", "Bắc Ninh")],
)
def test_code_of_the_province_is_that_of_the_day(day: str, code: str, now: str) -> None:
    lines = ["ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH", *MOTTO, "Số: 9/KH-UBND", f"Bắc Ninh, ngày {day}", *plan()[6:]]
    found = header(*lines)
    assert (found["province_code"], found["province_now"]) == (code, now)


def test_district_name_of_two_provinces_is_left_open() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN TAM NÔNG",
        *MOTTO,
        *plan()[4:5],
        "Tam Nông, ngày 2 tháng 5 năm 2021",
        *plan()[6:],
    ]
    draft = draft_of(document(*lines))
    assert draft.issuer is not None
    assert draft.issuer.province is None
    warning = next(warning for warning in draft.warnings if warning.code == "province-ambiguous")
    assert "Phú Thọ" in warning.message
    assert "Đồng Tháp" in warning.message


def test_the_body_settles_which_of_two_districts_of_a_name_is_meant() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN TAM NÔNG",
        *MOTTO,
        *plan()[4:5],
        "Tam Nông, ngày 2 tháng 5 năm 2021",
        *plan()[6:9],
    ]
    found = header(*lines, "Theo chỉ đạo của Ủy ban nhân dân tỉnh Đồng Tháp, huyện triển khai.", *plan()[10:])
    assert (found["province"], found["province_now"]) == ("Đồng Tháp", "Đồng Tháp")
    assert "province-ambiguous" not in found["warnings"]  # type: ignore[operator]


def test_place_line_and_body_name_the_issuer_where_the_header_is_lost() -> None:
    found = header(
        "Số: 77/BC-UBND",
        "Nga Sơn, ngày 4 tháng 9 năm 2016",
        "BÁO CÁO",
        "Kết quả công tác xã hội năm 2016",
        "Căn cứ Kế hoạch số 11/KH-UBND ngày 9/3/2016 của Ủy ban nhân dân tỉnh Thanh Hóa;",
        "UBND huyện báo cáo kết quả trên địa bàn huyện Nga Sơn như sau:",
    )
    assert found["issuer"] == "Ủy ban nhân dân huyện Nga Sơn"
    assert (found["level"], found["province"]) == ("district", "Thanh Hóa")


@pytest.mark.parametrize(
    ("lines", "signers"),
    [
        (("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Quang Tú",), [("Lê Quang Tú", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN")]),
        (("CHỦ TỊCH", "(Đã ký)", "Lê Quang Tú"), [("Lê Quang Tú", "CHỦ TỊCH", None)]),
        (("GIÁM ĐỐC", "PGS.TS. Đỗ Thu Hà"), [("Đỗ Thu Hà", "GIÁM ĐỐC", None)]),
        (("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Hồ Văn Niên"), [("Hồ Văn Niên", "PHÓ BÍ THƯ", "T/M BAN THƯỜNG VỤ")]),
        (
            ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Mai Thị Sen"),
            [("Mai Thị Sen", "PHÓ CHỦ NHIỆM", "KT. BỘ TRƯỞNG, CHỦ NHIỆM")],
        ),
        (("CHỦ TỊCH", "LÊ QUANG TÚ"), [("Lê Quang Tú", "CHỦ TỊCH", None)]),
        (
            (
                "KT. BỘ TRƯỞNG BỘ Y TẾ",
                "THỨ TRƯỞNG",
                "Đỗ Thu Hà",
                "KT. BỘ TRƯỞNG BỘ NỘI VỤ",
                "THỨ TRƯỞNG",
                "Mai Thị Sen",
            ),
            [
                ("Đỗ Thu Hà", "THỨ TRƯỞNG", "KT. BỘ TRƯỞNG BỘ Y TẾ"),
                ("Mai Thị Sen", "THỨ TRƯỞNG", "KT. BỘ TRƯỞNG BỘ NỘI VỤ"),
            ],
        ),
        (("Lê Quang Tú",), [("Lê Quang Tú", None, None)]),
    ],
)
def test_signers(lines: tuple[str, ...], signers: list[tuple[str, str | None, str | None]]) -> None:
    assert header(*plan()[:16], *lines)["signers"] == signers


def test_a_seal_over_the_position() -> None:
    lines = (*plan()[:16], "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ ⟨^.CÐm⟩ CHỦ TỊCH", "Y Thanh Hạnh")
    assert header(*lines, confidence=0.95)["signers"] == [
        ("Y Thanh Hạnh", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")
    ]


def test_a_short_first_sentence_is_not_the_title() -> None:
    lines = [*plan()[:8], "Thời gian qua, một số xã chi trả phụ cấp chậm.", *plan()[8:]]
    assert header(*lines)["title"] == plan()[7]


def test_the_signature_of_the_document_not_that_of_its_annex() -> None:
    annex = ("PHỤ LỤC", "Danh sách xã", "NGƯỜI LẬP BIỂU", "Trần Văn Ba", "CHỦ TỊCH", "Phạm Văn Bốn")
    filler = tuple(f"{number}. Xã thứ {number}" for number in range(1, 9))
    assert header(*plan(), *filler, *annex)["signers"] == [
        ("Lò Thị Hạnh", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")
    ]


@pytest.mark.parametrize(
    ("lines", "recipients"),
    [
        (("Nơi nhận: - Như trên; - Lưu: VT.",), ["Như trên", "Lưu: VT"]),
        (("Nơi nhận:", "Như trên;", "Lưu: VT, KT."), ["Như trên", "Lưu: VT, KT"]),
        (("ơi nhận:", "- Như trên;", "- Lưu: VT."), ["Như trên", "Lưu: VT"]),
        (("- Sở Y tế;", "- Lưu: VT."), ["Sở Y tế", "Lưu: VT"]),
        (
            ("Nơi nhận:", "- VPUB: CVP, các", "phòng chuyên viên;", "- Lưu: VT.", "08 KH"),
            ["VPUB: CVP, các phòng chuyên viên", "Lưu: VT"],
        ),
        (("Nơi nhận:", "- Bộ Y tế (b/c);", "+ Sở Nội vụ,", "• Lưu: VT"), ["Bộ Y tế (b/c)", "Sở Nội vụ", "Lưu: VT"]),
    ],
)
def test_recipients_as_printed(lines: tuple[str, ...], recipients: list[str]) -> None:
    assert header(*plan()[:12], *lines, "CHỦ TỊCH", "Lê Quang Tú")["recipients"] == recipients


def test_metadata_of_a_legal_site_fills_what_the_page_lost() -> None:
    found = header(
        "Kế hoạch 4310/KH-UBND năm 2017 trợ giúp người khuyết tật",
        "Số hiệu 4310/KH-UBND Ngày ban hành 06/11/2017 Ngày có hiệu lực 08/11/2017 Loại văn bản Kế hoạch "
        "Cơ quan ban hành Tỉnh Hà Giang Người ký Sùng Thị Mai Lĩnh vực Y tế",
        "I. MỤC TIÊU",
        "Mỗi huyện có một cơ sở trợ giúp.",
    )
    assert found["kind"] == "official"
    assert found["number"] == "4310/KH-UBND"
    assert (found["issue_date"], found["effective_date"]) == ("2017-11-06", "2017-11-08")
    assert found["issuer"] == "Ủy ban nhân dân tỉnh Hà Giang"
    assert found["signers"] == [("Sùng Thị Mai", None, None)]


def test_news_page_about_one_document() -> None:
    found = header(
        "Huyện Nga Sơn đẩy mạnh công tác xã hội",
        "Thứ tư - 19/05/2021 15:01",
        "Ngày 18/5/2021, UBND huyện ban hành Kế hoạch số 61/KH-UBND phát triển công tác xã hội huyện Nga Sơn "
        "giai đoạn 2021-2025.",
        "Theo kế hoạch, mỗi xã có một cộng tác viên.",
    )
    assert found["kind"] == "article"
    assert (found["number"], found["doc_type"], found["issue_date"]) == ("61/KH-UBND", "kế hoạch", "2021-05-18")
    assert (found["issuer"], found["province"]) == ("Ủy ban nhân dân huyện Nga Sơn", "Thanh Hóa")
    assert found["period"] == (2021, 2025)


def test_news_page_about_a_decree_without_the_word_number() -> None:
    found = header(
        "Quy định mới về phụ cấp cộng tác viên",
        "10:30 12/02/2024",
        "Chính phủ vừa ban hành Nghị định 17/2024/NĐ-CP ngày 09/02/2024 quy định phụ cấp cho cộng tác viên.",
        "Nghị định thay thế các quy định trước đây.",
    )
    assert (found["kind"], found["number"], found["doc_type"]) == ("article", "17/2024/NĐ-CP", "nghị định")
    assert (found["issue_date"], found["issuer"], found["level"]) == ("2024-02-09", "Chính phủ", "central")


def test_metadata_that_contradicts_the_document_is_warned_of() -> None:
    found = header("Số hiệu: 811/KH-UBND", "Ngày ban hành: 12/03/2024", "Người ký: Lò Thị Hạnh", *plan())
    assert found["number"] == "118/KH-UBND"
    assert found["warnings"] == ["metadata-differs"]


def test_news_page_about_several_documents_has_no_number() -> None:
    found = header(
        "Nhìn lại bảy năm công tác xã hội tỉnh Hà Giang",
        "24/04/2018 08:33:32",
        "UBND tỉnh Hà Giang ban hành Kế hoạch số 15/KH-UBND ngày 27/9/2010 và ban hành Kế hoạch số 76/KH-UBND "
        "ngày 02/11/2016.",
    )
    assert (found["kind"], found["number"], found["doc_type"], found["issue_date"]) == ("article", None, None, None)


@pytest.mark.parametrize(
    ("clause", "value"),
    [
        ("Kế hoạch này có hiệu lực kể từ ngày ký.", "2024-03-12"),
        ("Kế hoạch này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2024.", "2024-04-01"),
        ("Kế hoạch này áp dụng trong năm 2025 và có hiệu lực kể từ ngày ký ban hành.", "2024-03-12"),
        ("Kế hoạch này có hiệu lực sau 10 ngày kể từ ngày ký.", None),
        ("Thực hiện Luật Trẻ em (có hiệu lực từ ngày 01/6/2017).", None),
    ],
)
def test_effective_date_only_where_the_text_fixes_it(clause: str, value: str | None) -> None:
    lines = list(plan())
    lines.insert(12, clause)
    assert header(*lines)["effective_date"] == value


def test_effect_before_issue_is_warned_of() -> None:
    lines = list(plan())
    lines.insert(12, "Kế hoạch này có hiệu lực từ ngày 01/01/2024.")
    assert header(*lines)["warnings"] == ["effective-before-issue"]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phát triển công tác xã hội giai đoạn 2024-2026", (2024, 2026)),
        ("Truyền thông về trợ giúp xã hội năm 2025", (2025, 2025)),
        ("Chiến lược phát triển đến năm 2030, tầm nhìn đến năm 2050", (2024, 2030)),
        ("Thực hiện Nghị quyết số 5/2023/NQ-HĐND ngày 02 tháng 6 năm 2023 của Hội đồng nhân dân tỉnh", None),
        ("Phục vụ bầu cử nhiệm kỳ 2026 - 2031", None),
    ],
)
def test_period_of_the_title(title: str, period: tuple[int, int] | None) -> None:
    assert header(*plan()[:7], title, *plan()[8:])["period"] == period


def test_period_of_a_section_on_time() -> None:
    lines = [
        *plan()[:7],
        "Phát động thi đua",
        *plan()[8:10],
        "II. THỜI GIAN THỰC HIỆN",
        "Từ tháng 4 năm 2024 đến hết tháng 3 năm 2025.",
    ]
    assert header(*lines, *plan()[10:])["period"] == (2024, 2025)


def test_heading_of_a_gazette() -> None:
    found = header(
        "Quyết định của Thủ tướng Chính phủ số 71/2006/QĐ-TTg",
        "ngày 03 tháng 4 năm 2006 về việc lập Quỹ hỗ trợ nghề công tác xã hội",
        "Thủ tướng Chính phủ",
        "Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;",
        "Quyết định:",
        "Điều 1. Lập Quỹ.",
        "TM. Chính phủ",
        "Thủ tướng",
        "(Đã ký)",
        "Trương Văn Sơn",
    )
    assert (found["kind"], found["doc_type"], found["number"]) == ("official", "quyết định", "71/2006/QĐ-TTg")
    assert (found["issue_date"], found["issuer"]) == ("2006-04-03", "Thủ tướng Chính phủ")
    assert found["title"] == "về việc lập Quỹ hỗ trợ nghề công tác xã hội"
    assert found["signers"] == [("Trương Văn Sơn", "Thủ tướng", "TM. Chính phủ")]


def test_capitals_lost_with_an_old_font() -> None:
    found = header(
        "Uỷ ban nhân dân tỉnh hà tây",
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 615 /2003/QĐ-UB",
        "Hà Đông, ngày 22 tháng 5 năm 2003",
        "Quyết định Về việc thành lập trung tâm công tác xã hội",
        "Uỷ ban nhân dân tỉnh",
        "Căn cứ Luật Tổ chức Hội đồng nhân dân và Uỷ ban nhân dân;",
        "Nơi nhận:",
        "- Như điều 3;",
        "- Lưu VP.",
        "T/M Uỷ ban nhân dân",
        "Chủ tịch",
        "Đã ký",
        "Đỗ Văn Thắng",
    )
    assert (found["number"], found["doc_type"]) == ("615/2003/QĐ-UB", "quyết định")
    assert found["title"] == "Về việc thành lập trung tâm công tác xã hội"
    assert (found["issuer"], found["province"]) == ("Ủy ban nhân dân tỉnh Hà Tây", "Hà Tây")
    assert (found["province_code"], found["province_now"]) == ("28", "Hà Nội")
    assert found["signers"] == [("Đỗ Văn Thắng", "Chủ tịch", "T/M Uỷ ban nhân dân")]


_LINES = st.sampled_from(
    [
        *plan(),
        *MOTTO,
        "V/v báo cáo",
        "Kính gửi: Sở Y tế",
        "Số: /KH-UBND",
        "Số: 12",
        "QUYẾT ĐỊNH:",
        "- Như trên; KT. CHỦ TỊCH",
        "I.",
        "…",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_LINES, st.text(max_size=40)), max_size=25))
def test_evidence_is_the_text_it_points_to(lines: list[str]) -> None:
    draft = draft_of(document(*lines))
    text = draft.text.text
    fields = (
        draft.kind,
        draft.number,
        draft.doc_type,
        draft.title,
        draft.issue_date,
        draft.effective_date,
        draft.period,
    )
    held = [
        *(field for field in fields if field),
        *draft.signers,
        *draft.warnings,
        *([draft.issuer] if draft.issuer else []),
    ]
    for item in held:
        for evidence in item.evidence:
            assert evidence.text == text[evidence.start : evidence.end]
            assert evidence.text.strip()
        assert 0 <= getattr(item, "confidence", 0) <= 1


def test_a_text_of_five_megabytes_takes_seconds() -> None:
    paragraph = "Các sở, ban, ngành phối hợp thực hiện nhiệm vụ theo quy định của tỉnh Yên Bái trong năm 2024. " * 6
    lines = [*plan()[:12], *([paragraph] * 8_000), *plan()[12:]]
    found = header(*lines)
    assert found["signers"] == [("Lò Thị Hạnh", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")]


def test_a_short_plan_without_preamble_has_a_body() -> None:
    """Nothing opens it as bodies open: the first sentence after the title does."""
    for opening in ("II. TỔ CHỨC THỰC HIỆN", "Giao Sở Tài chính cấp kinh phí trồng rừng."):
        source = document(
            "Số: 42/KH-UBND",
            "Hà Giang, ngày 05 tháng 3 năm 2020",
            "KẾ HOẠCH",
            "Trồng rừng năm 2020",
            opening,
            "Giao Sở Tài chính chủ trì việc này trước ngày 30/4/2020.",
        )
        draft = draft_of(source)
        assert draft.title is not None and draft.title.value == "Trồng rừng năm 2020"
        assert draft.layout.head[-1].text == "Trồng rừng năm 2020"


@pytest.mark.parametrize(
    ("limit", "codes"),
    [
        ("trước ngày 15 tháng I1 năm 2025", ["deadline-unreadable"]),
        ("chậm nhất ngày 31/2/2025", ["deadline-unreadable"]),
        ("trước ngày 15 tháng 11 năm 2025", []),
        ("đến hết ngày 30/6/2025", []),
        ("trước ngày 10 tháng 12 hằng năm", []),
        ("trước ngày … tháng … năm 20…", []),
    ],
)
def test_a_limit_that_is_no_date_is_warned_of(limit: str, codes: list[str]) -> None:
    warnings = header(*plan(), f"Sở Tài chính chuyển kinh phí {limit}.")["warnings"]
    assert warnings == codes
