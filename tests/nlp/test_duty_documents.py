"""Assignments of whole small documents of many kinds, each with the full list expected from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nlp.body.assignments import find_assignments
from tests.nlp.assignment_drafts import assignments_of, brief, draft_with, table_document

DOCUMENTS = yaml.safe_load(Path(__file__).with_name("duty_documents.yml").read_text("utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["name"])
def test_document(document: dict[str, Any]) -> None:
    expected = [
        (agency, row["role"], row["task"], row.get("deadline"))
        for row in document["expected"]
        for agency in row["agencies"]
    ]
    assert brief(assignments_of(*document["body"], head=tuple(document["head"]))) == expected


def test_role_cells_left_empty_go_on_from_the_row_above() -> None:
    """A crawl leaves the cells empty into which a merged one reaches; a row that heads a group has none."""
    source = table_document(
        ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"),
        ("I", "Trồng cây ven kênh", "", "", ""),
        ("1", "Khảo sát các tuyến kênh", "Sở Xây dựng", "UBND các xã", "Quý I/2026"),
        ("2", "Mua cây giống chịu mặn", "", "", "Tháng 5/2026"),
        ("II", "Tuyên truyền, vận động nhân dân", "", "", ""),
        ("3", "Mở chuyên mục trên báo", "Sở Văn hóa, Thể thao và Du lịch", "", "Hằng năm"),
    )
    assert brief(find_assignments(draft_with(source))) == [
        ("Sở Xây dựng", "lead", "Khảo sát các tuyến kênh", "2026"),
        ("UBND các xã", "coordinate", "Khảo sát các tuyến kênh", "2026"),
        ("Sở Xây dựng", "lead", "Mua cây giống chịu mặn", "2026-05"),
        ("UBND các xã", "coordinate", "Mua cây giống chịu mặn", "2026-05"),
        ("Sở Văn hóa, Thể thao và Du lịch", "lead", "Mở chuyên mục trên báo", "yearly"),
    ]


def test_section_is_a_heading_above_the_clause() -> None:
    found = assignments_of(
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Giao Sở Y tế kiểm tra nguồn nước tưới.",
        "2. Sở Xây dựng",
        "- Đánh số cây cổ thụ trên địa bàn tỉnh.",
        "Trên đây là Kế hoạch chăm sóc cây xanh, yêu cầu các đơn vị triển khai thực hiện.",
    )
    assert [assignment.section for assignment in found] == ["TỔ CHỨC THỰC HIỆN", "Sở Xây dựng", "TỔ CHỨC THỰC HIỆN"]
