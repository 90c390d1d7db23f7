"""Assignments: own sentences, sections and tables, each with the whole list expected from it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.body.assignments import find_assignments
from nlp.body.duty_deadlines import clause_deadline, heading_deadline, line_deadline
from nlp.body.duty_lines import labels_of
from nlp.lexicon import entries
from tests.nlp.assignment_drafts import HEAD, assignments_of, brief, draft_with, table_document
from tests.nlp.header_drafts import document

Row = tuple[str, str, str, str | None]

SENTENCES: list[tuple[str, list[Row]]] = [
    (
        "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan lập danh mục cây cần thay.",
        [
            ("Sở Xây dựng", "lead", "lập danh mục cây cần thay", None),
            ("Sở Tài chính", "coordinate", "lập danh mục cây cần thay", None),
            ("đơn vị liên quan", "coordinate", "lập danh mục cây cần thay", None),
        ],
    ),
    (
        "Giao Công an tỉnh kiểm tra các bến đò trước ngày 30 tháng 6 năm 2026.",
        [
            (
                "Công an tỉnh",
                "lead",
                "kiểm tra các bến đò trước ngày 30 tháng 6 năm 2026",
                "2026-06-30",
            )
        ],
    ),
    (
        "Đề nghị Hội Nông dân tỉnh, Tỉnh Đoàn vận động hội viên, đoàn viên trồng cây.",
        [
            ("Hội Nông dân tỉnh", "implement", "vận động hội viên, đoàn viên trồng cây", None),
            ("Tỉnh Đoàn", "implement", "vận động hội viên, đoàn viên trồng cây", None),
        ],
    ),
    (
        "Các sở, ban, ngành, UBND các xã, phường căn cứ chức năng, nhiệm vụ được giao, xây dựng kế hoạch cụ thể.",
        [
            ("sở, ban, ngành", "implement", "xây dựng kế hoạch cụ thể", None),
            ("UBND các xã, phường", "implement", "xây dựng kế hoạch cụ thể", None),
        ],
    ),
    (
        "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các cơ quan, đơn vị kịp thời phản ánh về Sở Xây dựng.",
        [("cơ quan, đơn vị", "implement", "kịp thời phản ánh về Sở Xây dựng", None)],
    ),
    (
        "Chánh Văn phòng UBND tỉnh, Giám đốc các Sở: Xây dựng, Tài chính chịu trách nhiệm thi hành Kế hoạch này.",
        [
            ("Chánh Văn phòng UBND tỉnh", "implement", "thi hành Kế hoạch này", None),
            ("Giám đốc Sở Xây dựng", "implement", "thi hành Kế hoạch này", None),
            ("Giám đốc Sở Tài chính", "implement", "thi hành Kế hoạch này", None),
        ],
    ),
    # a part with its own deadline is a task of its own
    (
        "Các đơn vị, địa phương chăm sóc cây trên tuyến đường được giao quản lý, định kỳ hằng năm báo cáo kết quả.",
        [
            ("đơn vị, địa phương", "implement", "chăm sóc cây trên tuyến đường được giao quản lý", None),
            ("đơn vị, địa phương", "implement", "báo cáo kết quả", "yearly"),
        ],
    ),
    # partners alone, without anybody who leads
    (
        "- Phối hợp với các cơ quan báo chí để giới thiệu các mô hình hay.",
        [("cơ quan báo chí", "coordinate", "giới thiệu các mô hình hay", None)],
    ),
    # the name ends before the word of duty, whatever is "được giao" further on
    (
        "Các sở, ngành có trách nhiệm cân đối kinh phí được giao, bảo đảm đúng mục đích.",
        [("sở, ngành", "implement", "cân đối kinh phí được giao, bảo đảm đúng mục đích", None)],
    ),
    (
        "Các cơ quan được phân công chủ trì nhiệm vụ tại Kế hoạch này có trách nhiệm lập dự toán hằng quý.",
        [
            (
                "cơ quan được phân công chủ trì nhiệm vụ tại Kế hoạch này",
                "lead",
                "lập dự toán hằng quý",
                None,
            )
        ],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentence(sentence: str, expected: list[Row]) -> None:
    assert brief(assignments_of("I. TỔ CHỨC THỰC HIỆN", sentence)) == expected


NOTHING = [
    "Sở Xây dựng đã trồng 1.200 cây trong năm 2025.",
    "Sở Xây dựng là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.",
    "Kinh phí do Sở Tài chính phân bổ hằng năm.",
    "Hồ sơ gửi Sở Xây dựng tổng hợp, báo cáo.",
    "Sở Xây dựng trả lời để Công ty Cây xanh Tân Lộc biết.",
    "Đề nghị Thủ tướng Chính phủ xem xét tặng Bằng khen cho các tập thể.",
    "Đề nghị Công ty Cây xanh Tân Lộc căn cứ các quy định nêu trên để thực hiện.",
    "Theo đề nghị của Sở Xây dựng, danh mục được điều chỉnh.",
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch này.",
    "Thành viên Ban Chỉ đạo gồm đại diện Sở Nội vụ, Sở Tài chính.",
    "Theo Điều 12 thì cơ quan có thẩm quyền được hưởng kinh phí.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_facts_formulas_and_law_assign_nothing(sentence: str) -> None:
    assert assignments_of("I. NỘI DUNG", sentence) == ()


DECISION = (HEAD[0], "Số: 7/2026/QĐ-UBND", HEAD[2], "QUYẾT ĐỊNH", "Quy định về cây xanh", "Căn cứ Luật Xây dựng;")
NO_RULES = [
    ("Điều 2. Giải thích từ ngữ", "Sở Xây dựng quản lý cây bóng mát theo Quy định này."),
    ("Điều 2. Đối tượng áp dụng", "Sở Xây dựng quản lý cây xanh trên các tuyến phố."),
    ("Điều 2. Nguyên tắc", "1. Sở Xây dựng thực hiện quản lý thống nhất cây xanh."),
    ("Điều 2. Cấp phép", "Tổ chức, cá nhân gửi hồ sơ đến Sở Xây dựng."),
    ("Điều 2. Cấp phép", "Cơ quan thực hiện việc cấp phép theo quy định."),
    ("Điều 2. Tổ chức thẩm định", "Hội đồng thẩm định cây cổ thụ làm việc theo chế độ tập thể."),
    ("Điều 2. Cấp phép", "Tổ chức, cá nhân có quyền gửi phản ánh đến Sở Xây dựng."),
    ("Ủy ban nhân dân ban hành Quyết định quy định về quản lý cây xanh.", "Điều 1. Phạm vi điều chỉnh"),
    ("Điều 2. Các trường hợp được hoãn trồng cây", "1. Đơn vị sửa chữa đường ống.", "2. Khi có bão."),
    ("Điều 2. Quyền của cá nhân nhận chăm sóc cây", "1. Được miễn tiền mua cây giống.", "2. Có quyền trả lại cây."),
]


@pytest.mark.parametrize("lines", NO_RULES, ids=lambda lines: lines[-1])
def test_what_words_mean_and_who_may_what_is_no_task(lines: tuple[str, ...]) -> None:
    assert brief(assignments_of(*lines, head=DECISION)) == []


RULES: list[tuple[list[str], list[Row]]] = [
    (
        ["Điều 2. Cấp phép", "Sở Xây dựng cấp phép chặt hạ.", "Sở Xây dựng có trách nhiệm công khai danh sách cây."],
        [
            ("Sở Xây dựng", "lead", "cấp phép chặt hạ", None),
            ("Sở Xây dựng", "lead", "công khai danh sách cây", None),
        ],
    ),
    (
        [
            "Điều 3. Lập danh sách",
            "1. Trước ngày 20 tháng 12 hằng năm, Ủy ban nhân dân cấp xã lập danh sách tuyến đường cần trồng cây.",
            "2. Chủ tịch Ủy ban nhân dân cấp xã quyết định việc chặt hạ cây nguy hiểm, báo cáo Sở Xây dựng.",
        ],
        [
            ("Ủy ban nhân dân cấp xã", "lead", "lập danh sách tuyến đường cần trồng cây", "yearly"),
            (
                "Chủ tịch Ủy ban nhân dân cấp xã",
                "lead",
                "quyết định việc chặt hạ cây nguy hiểm, báo cáo Sở Xây dựng",
                None,
            ),
        ],
    ),
    (  # points under a duty that they spell out
        [
            "Điều 4. Vườn ươm",
            "1. Sở Xây dựng có trách nhiệm quản lý về kỹ thuật, bao gồm:",
            "a) Kiểm tra chất lượng cây giống.",
            "b) Phối hợp với Sở Tài chính thẩm định giá cây giống.",
        ],
        [
            ("Sở Xây dựng", "lead", "Kiểm tra chất lượng cây giống", None),
            ("Sở Xây dựng", "coordinate", "thẩm định giá cây giống", None),
            ("Sở Tài chính", "coordinate", "thẩm định giá cây giống", None),
        ],
    ),
    (  # what a duty counts up is no task
        [
            "Điều 4. Vườn ươm",
            "1. Sở Xây dựng có trách nhiệm cấp cây cho các đối tượng sau:",
            "a) Trường học trên địa bàn tỉnh.",
        ],
        [("Sở Xây dựng", "lead", "cấp cây cho các đối tượng sau", None)],
    ),
    (  # powers delegated
        [
            "Điều 5. Phân cấp",
            "Ủy ban nhân dân tỉnh phân cấp cho Sở Xây dựng, Chủ tịch Ủy ban nhân dân cấp xã thẩm quyền quyết định:",
            "1. Bổ sung số lượng cây trồng mới.",
            "2. Điều chỉnh mức giá cây giống.",
        ],
        [
            ("Sở Xây dựng", "lead", "Bổ sung số lượng cây trồng mới", None),
            ("Chủ tịch Ủy ban nhân dân cấp xã", "lead", "Bổ sung số lượng cây trồng mới", None),
            ("Sở Xây dựng", "lead", "Điều chỉnh mức giá cây giống", None),
            ("Chủ tịch Ủy ban nhân dân cấp xã", "lead", "Điều chỉnh mức giá cây giống", None),
        ],
    ),
    (
        [
            "Điều 6. Tưới cây",
            "Đơn vị quản lý, vận hành hệ thống tưới có trách nhiệm bảo vệ đường ống.",
            "Điều 7. Giám đốc các sở; các doanh nghiệp kinh doanh cây giống, hoa cảnh trên địa bàn tỉnh; Thủ trưởng "
            "các đơn vị thuộc, trực thuộc Sở Xây dựng và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành "
            "Quyết định này./.",
        ],
        [
            ("Đơn vị quản lý, vận hành hệ thống tưới", "lead", "bảo vệ đường ống", None),
            ("Giám đốc các sở", "implement", "thi hành Quyết định này", None),
            (
                "doanh nghiệp kinh doanh cây giống, hoa cảnh trên địa bàn tỉnh",
                "implement",
                "thi hành Quyết định này",
                None,
            ),
            ("Thủ trưởng các đơn vị thuộc, trực thuộc Sở Xây dựng", "implement", "thi hành Quyết định này", None),
            ("tổ chức, cá nhân có liên quan", "implement", "thi hành Quyết định này", None),
        ],
    ),
]


RULES += [
    (  # new wording of an article
        [
            "Điều 1. Sửa đổi, bổ sung một số điều của Quy định về cây xanh",
            "1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:",
            "“2. Sở Xây dựng:",
            "a) Lập danh mục cây cổ thụ;",
            "b) Thẩm định giá cây giống.”",
        ],
        [
            ("Sở Xây dựng", "lead", "Lập danh mục cây cổ thụ", None),
            ("Sở Xây dựng", "lead", "Thẩm định giá cây giống", None),
        ],
    ),
    (  # partners whom no lexicon knows take nothing from the one who leads
        [
            "Điều 3. Tổ chức thực hiện",
            "Sở Xây dựng chủ trì, phối hợp với nghệ nhân cây cảnh tổ chức chấm điểm cây cổ thụ.",
        ],
        [("Sở Xây dựng", "lead", "tổ chức chấm điểm cây cổ thụ", None)],
    ),
    (
        [
            "Điều 3. Tổ chức thực hiện",
            "Thường trực Hội đồng nhân dân, các Ban Hội đồng nhân dân, Tổ đại biểu Hội đồng nhân dân trong phạm vi "
            "nhiệm vụ, quyền hạn của mình giám sát việc triển khai thực hiện Nghị quyết này.",
        ],
        [
            (agency, "implement", "giám sát việc triển khai thực hiện Nghị quyết này", None)
            for agency in ("Thường trực Hội đồng nhân dân", "Ban Hội đồng nhân dân", "Tổ đại biểu Hội đồng nhân dân")
        ],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), RULES, ids=lambda value: value[0] if isinstance(value[0], str) else "")
def test_rules_give_tasks_to_authorities(lines: list[str], expected: list[Row]) -> None:
    assert brief(assignments_of(*lines, head=DECISION)) == expected


SECTIONS: list[tuple[list[str], list[Row]]] = [
    # every bullet is a task of the heading's agencies, unless its own words say otherwise
    (
        [
            "II. TỔ CHỨC THỰC HIỆN",
            "1. Sở Xây dựng",
            "- Chủ trì tham mưu danh mục cây bóng mát.",
            "- Phối hợp với Sở Tài chính cân đối kinh phí.",
            "- Tổng hợp, báo cáo kết quả trước ngày 15 tháng 12 hằng năm.",
            "2. UBND các xã: Phú Lộc, Tân An",
            "Bố trí đất trồng cây.",
            "Trên đây là Kế hoạch chăm sóc cây xanh, yêu cầu các đơn vị triển khai thực hiện.",
        ],
        [
            ("Sở Xây dựng", "lead", "tham mưu danh mục cây bóng mát", None),
            ("Sở Xây dựng", "coordinate", "cân đối kinh phí", None),
            ("Sở Tài chính", "coordinate", "cân đối kinh phí", None),
            ("Sở Xây dựng", "lead", "Tổng hợp, báo cáo kết quả trước ngày 15 tháng 12 hằng năm", "yearly"),
            ("UBND xã Phú Lộc", "lead", "Bố trí đất trồng cây", None),
            ("UBND xã Tân An", "lead", "Bố trí đất trồng cây", None),
            ("đơn vị", "implement", "triển khai thực hiện", None),
        ],
    ),
    # task in the heading's own line
    (
        ["1. Sở Y tế: Kiểm tra nguồn nước tưới.", "2. Đối với Sở Tài chính: Bố trí kinh phí."],
        [
            ("Sở Y tế", "lead", "Kiểm tra nguồn nước tưới", None),
            ("Sở Tài chính", "lead", "Bố trí kinh phí", None),
        ],
    ),
    # labelled lines about the bullets above them
    (
        [
            "1. Trồng cây ven kênh",
            "a) Nhiệm vụ:",
            "- Khảo sát các tuyến kênh chính.",
            "- Trồng dặm cây còn thiếu.",
            "b) Cơ quan thực hiện:",
            "- Đơn vị chủ trì: Sở Xây dựng.",
            "- Đơn vị phối hợp: UBND các xã, phường.",
            "c) Thời gian thực hiện: Hoàn thành trong tháng 9 năm 2026.",
            "2. Tập huấn cắt tỉa",
            "- Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.",
            "- Thời gian thực hiện: Thường xuyên.",
        ],
        [
            ("Sở Xây dựng", "lead", "Khảo sát các tuyến kênh chính", "2026-09"),
            ("UBND các xã, phường", "coordinate", "Khảo sát các tuyến kênh chính", "2026-09"),
            ("Sở Xây dựng", "lead", "Trồng dặm cây còn thiếu", "2026-09"),
            ("UBND các xã, phường", "coordinate", "Trồng dặm cây còn thiếu", "2026-09"),
            ("Sở Nông nghiệp và Môi trường", "lead", "Tập huấn cắt tỉa", None),
        ],
    ),
    # labels behind the task in its own paragraph
    (
        ["- Đánh số cây cổ thụ (Cơ quan chủ trì: Sở Xây dựng; cơ quan phối hợp: Công an tỉnh; thời gian: năm 2026)."],
        [
            ("Sở Xây dựng", "lead", "Đánh số cây cổ thụ", "2026"),
            ("Công an tỉnh", "coordinate", "Đánh số cây cổ thụ", "2026"),
        ],
    ),
    # a sentence that ends in those who are told
    (
        [
            "Để giữ cây qua mùa khô, Ủy ban nhân dân tỉnh yêu cầu UBND các xã, phường:",
            "1. Tưới cây hai ngày một lần.",
            "2. Cắm cọc cây mới trồng.",
            "Rất mong được sự ủng hộ của nhân dân.",
        ],
        [
            ("UBND các xã, phường", "lead", "Tưới cây hai ngày một lần", None),
            ("UBND các xã, phường", "lead", "Cắm cọc cây mới trồng", None),
        ],
    ),
    # a page break in the middle of a sentence
    (
        ["1. Đề nghị Hội Nông dân tỉnh và các tổ chức", "chính trị - xã hội tỉnh", "Vận động nhân dân giữ cây."],
        [
            ("Hội Nông dân tỉnh", "lead", "Vận động nhân dân giữ cây", None),
            ("tổ chức chính trị - xã hội tỉnh", "lead", "Vận động nhân dân giữ cây", None),
        ],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), SECTIONS)
def test_section(lines: list[str], expected: list[Row]) -> None:
    assert brief(assignments_of(*lines)) == expected


def test_table_with_merged_cells() -> None:
    source = table_document(
        ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"),
        (
            "1",
            "Lập bản đồ cây xanh đô thị",
            "Sở Xây dựng",
            "Sở Khoa học và Công nghệ; UBND các xã, phường",
            "Quý II/2026",
        ),
        ("2", "Mở chuyên mục giữ cây", "Báo và Phát thanh, Truyền hình tỉnh", "Các cơ quan liên quan", "Hằng năm"),
        ("3", "Phát động Tết trồng cây", None, None, "11/2026"),
    )
    assert brief(find_assignments(draft_with(source))) == [
        ("Sở Xây dựng", "lead", "Lập bản đồ cây xanh đô thị", "2026"),
        ("Sở Khoa học và Công nghệ", "coordinate", "Lập bản đồ cây xanh đô thị", "2026"),
        ("UBND các xã, phường", "coordinate", "Lập bản đồ cây xanh đô thị", "2026"),
        ("Báo và Phát thanh, Truyền hình tỉnh", "lead", "Mở chuyên mục giữ cây", "yearly"),
        ("cơ quan liên quan", "coordinate", "Mở chuyên mục giữ cây", "yearly"),
        ("Báo và Phát thanh, Truyền hình tỉnh", "lead", "Phát động Tết trồng cây", "2026-11"),
        ("cơ quan liên quan", "coordinate", "Phát động Tết trồng cây", "2026-11"),
    ]


def test_table_of_procedures_assigns_nothing() -> None:
    source = table_document(
        ("TT", "Tên thủ tục hành chính", "Nội dung", "Cơ quan thực hiện"),
        ("1", "Cấp phép chặt hạ", "Cấp phép chặt hạ cây xanh", "Sở Xây dựng"),
    )
    assert find_assignments(draft_with(source)) == ()


def test_abbreviated_name_is_written_out_where_the_document_does() -> None:
    found = assignments_of(
        "1. Sở KH&CN", "Thẩm định phần mềm quản lý cây.", "2. Sở Khoa học và Công nghệ báo cáo kết quả."
    )
    assert [assignment.agency for assignment in found] == ["Sở Khoa học và Công nghệ"] * 2


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("NHCSXH", "Ngân hàng Chính sách xã hội"),
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
        ("TTPVHCC", "Trung tâm Phục vụ hành chính công"),
    ],
)
def test_any_abbreviated_agency_is_written_out_where_the_document_does(short: str, full: str) -> None:
    found = assignments_of(f"1. {short}", "Hướng dẫn người dân làm hồ sơ.", f"2. {full} ({short}) báo cáo kết quả.")
    assert found[0].agency == full


def test_a_number_or_a_name_printed_short_throughout_stays_as_printed() -> None:
    lines = ["1. Kho bạc Nhà nước khu vực XI", "Kiểm soát chi đúng hạn.", "2. Kho bạc Nhà nước báo cáo kết quả."]
    assert assignments_of(*lines)[0].agency == "Kho bạc Nhà nước khu vực XI"
    assert assignments_of("1. BHXH tỉnh", "Cấp thẻ cho trẻ em.")[0].agency == "BHXH tỉnh"


def test_recipients_are_no_tasks() -> None:
    assert (
        assignments_of(
            "1. Sở Y tế",
            "Kiểm tra nguồn nước tưới.",
            "Nơi nhận:",
            "- Sở Y tế;",
            "- Các sở, ban, ngành thực hiện;",
            "- Lưu: VT.",
        )[1:]
        == ()
    )


PLAN = (
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Sở Xây dựng",
    "- Chủ trì, phối hợp với Công an tỉnh tuần tra ban đêm.",
    "- Chủ trì, phối hợp với Công an tỉnh tuần tra ban đêm.",
    "2. Sở Y tế: Kiểm tra nguồn nước tưới.",
)


def test_ids_are_stable_and_unique() -> None:
    first, second = assignments_of(*PLAN), assignments_of(*PLAN)
    assert [assignment.id for assignment in first] == [assignment.id for assignment in second]
    assert len({assignment.id for assignment in first}) == len(first) == 5


def test_evidence_stands_at_its_place_and_section_is_the_heading() -> None:
    draft = draft_with(document(*HEAD, *PLAN))
    for assignment in find_assignments(draft):
        who, *what = assignment.evidence
        assert draft.text.text[who.start : who.end] == who.text
        assert assignment.agency in " ".join(who.text.split())
        assert " ".join(part.text for part in what) == assignment.task
    assert [found.section for found in find_assignments(draft)] == ["Sở Xây dựng"] * 4 + ["TỔ CHỨC THỰC HIỆN"]
    assert all(0 < assignment.confidence <= 1 for assignment in find_assignments(draft))


def test_doubtful_words_lower_the_confidence() -> None:
    sure = assignments_of("1. Sở Y tế: Kiểm tra nguồn nước tưới.")[0]
    doubtful = assignments_of("1. Sở Y tế: Kiểm tra ⟨nguồn⟩ nước tưới.")[0]
    assert doubtful.confidence < 0.3 < sure.confidence


DEADLINES = [
    ("hoàn thành trong năm 2026", "2026"),
    ("báo cáo trước ngày 15 tháng 12 hằng năm", "yearly"),
    ("báo cáo chậm nhất ngày 05/11/2026", "2026-11-05"),
    ("hoàn thành trong quý III năm 2026", "2026"),
    ("trồng xong trong tháng 8/2026", "2026-08"),
    ("theo Kế hoạch số 3/KH-UBND ngày 02/01/2026 đến năm 2030", None),
    ("áp dụng từ ngày 01 tháng 7 năm 2026", None),
    ("cân đối trong dự toán đã giao năm 2026", None),
    ("mở rộng vườn ươm đến năm 2030", "2030"),
    ("trình Hội đồng nhân dân tỉnh quy chế mới trong năm 2027", "2027"),
    ("cân đối trong dự toán năm 2026", None),
    ("sáu tháng, một năm báo cáo kết quả", "yearly"),
]


@pytest.mark.parametrize(("clause", "expected"), DEADLINES)
def test_deadline_of_a_clause(clause: str, expected: str | None) -> None:
    assert clause_deadline(clause) == expected


LINES = [
    ("Quý IV năm 2026 và các năm tiếp theo", None),
    ("Thường xuyên", None),
    ("Sau khi Nghị định được ban hành", None),
    ("Từ tháng 3/2026", None),
    ("Từ tháng 3/2026 đến tháng 9/2026", "2026-09"),
    ("Hằng năm", "yearly"),
    ("2026 - 2030", "2030"),
    ("12/2026", "2026-12"),
    ("IV/2026", "2026"),
]


@pytest.mark.parametrize(("value", "expected"), LINES)
def test_deadline_of_a_line(value: str, expected: str | None) -> None:
    assert line_deadline(value) == expected


def test_deadline_of_a_heading() -> None:
    assert heading_deadline("Nhiệm vụ hoàn thành trước ngày 31/3/2026") == "2026-03-31"
    assert heading_deadline("Nhiệm vụ trọng tâm năm 2026") is None


@pytest.mark.parametrize("entry", entries("duty_phrases"), ids=lambda entry: entry["id"])
def test_phrases_in_their_examples(entry: dict[str, list[str]]) -> None:
    for sentence in entry.get("examples", ()):
        assert assignments_of("1. Nội dung", "1.1. Phần chung", sentence), sentence
    for sentence in entry.get("counter_examples", ()):
        assert not assignments_of("1. Nội dung", sentence), sentence


@pytest.mark.parametrize("entry", entries("duty_verbs"), ids=lambda entry: entry["words"][0])
def test_verbs_in_their_examples(entry: dict[str, list[str]]) -> None:
    for sentence in entry["examples"]:
        assert assignments_of("1. Nội dung", sentence), sentence


@pytest.mark.parametrize(
    "entry",
    [entry for entry in entries("duty_labels") if entry["id"] not in {"implement_column", "procedures"}],
    ids=lambda entry: entry["id"],
)
def test_labels_in_their_examples(entry: dict[str, str]) -> None:
    for line in entry["examples"]:
        assert [label.kind for label in labels_of(line, 0, len(line))] == [entry["id"]], line


PIECES = st.sampled_from(
    [
        "Sở Y tế",
        "UBND các xã, phường",
        "các cơ quan, đơn vị liên quan",
        "chủ trì,",
        "phối hợp với",
        "có trách nhiệm",
        "tổ chức tập huấn",
        "trước ngày 31/12/2026",
        "Giao",
        ";",
        ".",
        ":",
        "(",
        ")",
        "hằng năm",
        "báo cáo kết quả",
        "Cơ quan chủ trì:",
        "Thời gian thực hiện:",
        "1.",
        "-",
        "a)",
    ]
)


def test_a_line_of_marks_alone_is_no_task() -> None:
    assert find_assignments(draft_with(document(*HEAD, ";", "Cơ quan chủ trì: Sở Y tế"))) == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=10).map(" ".join), max_size=8))
def test_any_lines_give_sound_assignments(lines: list[str]) -> None:
    draft = draft_with(document(*HEAD, *lines))
    found = find_assignments(draft)
    assert len({assignment.id for assignment in found}) == len(found)
    for assignment in found:
        assert assignment.task
        assert assignment.agency
        for evidence in assignment.evidence:
            assert draft.text.text[evidence.start : evidence.end] == evidence.text


def test_time_grows_with_length_alone() -> None:
    def seconds(times: int) -> float:
        bullet = "- Chủ trì, phối hợp với các sở, ngành liên quan và Công an tỉnh tổ chức 02 lớp trước ngày 30/6/2026."
        draft = draft_with(
            document(*HEAD, "1. Sở Y tế", *[bullet] * times, bullet.rstrip(".") + ", " + bullet[2:] * times)
        )
        start = time.perf_counter()
        find_assignments(draft)
        return time.perf_counter() - start

    seconds(10)
    assert seconds(400) < 25 * max(seconds(50), 0.02)
