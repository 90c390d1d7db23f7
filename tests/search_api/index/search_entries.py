"""Entries to search, written for these tests: few documents that differ in what a test asks about."""

from __future__ import annotations

from typing import TypeVar

from ingest.models import BoundingBox
from nlp.models import (
    Assignment,
    Citation,
    Evidence,
    Extracted,
    Issuer,
    Level,
    Record,
    Role,
    Signer,
    Source,
    Target,
    TargetStatus,
)
from search_api.index.contract import IndexEntry

T = TypeVar("T")


def evidence(page: int = 1) -> tuple[Evidence, ...]:
    return (Evidence(page, 10, 20, (BoundingBox(72.0, 100.0, 300.0, 112.0),), "lời văn", "test"),)


def target(
    target_id: str,
    quote: str,
    value: float = 80.0,
    unit: str = "%",
    deadline: str | None = "2020",
    status: TargetStatus = "target",
    leads: tuple[str, ...] = (),
    page: int = 2,
) -> Target:
    return Target(
        id=target_id,
        quote=quote,
        indicator=quote,
        value=value,
        value_max=None,
        unit=unit,
        comparator=">=",
        direction=None,
        baseline=None,
        deadline=deadline,
        status=status,
        leads=leads,
        section="II. Chỉ tiêu",
        confidence=0.9,
        evidence=evidence(page),
    )


def assignment(
    assignment_id: str, agency: str, task: str, role: Role = "lead", deadline: str | None = None
) -> Assignment:
    return Assignment(assignment_id, agency, None, role, task, deadline, "IV. Tổ chức thực hiện", 0.8, evidence(3))


def entry(
    document_id: str,
    *pages: str,
    number: str | None = None,
    title: str | None = None,
    doc_type: str | None = "kế hoạch",
    date: str | None = None,
    issuer: str | None = None,
    level: Level | None = "province",
    province: str | None = None,
    province_now: str | None = None,
    signers: tuple[str, ...] = (),
    cites: tuple[str, ...] = (),
    targets: tuple[Target, ...] = (),
    assignments: tuple[Assignment, ...] = (),
) -> IndexEntry:
    record = Record(
        schema=1,
        id=document_id,
        source=Source(f"{document_id}.pdf", "application/pdf", max(1, len(pages))),
        kind=Extracted("official", 1.0, ()),
        number=_sure(number),
        doc_type=_sure(doc_type),
        title=_sure(title),
        issue_date=_sure(date),
        effective_date=None,
        period=None,
        issuer=Issuer(issuer, None, level, province, "01", province_now, "01") if issuer else None,
        signers=tuple(Signer(name, "Phó Chủ tịch", None, 1.0, ()) for name in signers),
        recipients=(),
        citations=tuple(Citation(cited, None, None, None, None, "basis", 1.0, ()) for cited in cites),
        targets=targets,
        assignments=assignments,
        warnings=(),
    )
    return IndexEntry(record, pages)


def _sure(value: T | None) -> Extracted[T] | None:
    return None if value is None else Extracted(value, 1.0, ())


PLAN = entry(
    "plan",
    "Tỉnh đặt việc giúp người yếu thế lên trước.",
    "Mỗi xã có một nhân viên công tác xã hội. Các lớp học nghề mở vào mùa hè.",
    "Sở Lao động chủ trì, báo cáo Ủy ban nhân dân tỉnh.",
    number="4952/KH-UBND",
    title="Phát triển nghề công tác xã hội giai đoạn 2016-2020",
    date="2016-11-23",
    issuer="Ủy ban nhân dân tỉnh Bình Lâm",
    province="Bình Lâm",
    province_now="Lâm Hà",
    signers=("Trần Thị Hòa",),
    cites=("32/2010/QĐ-TTg",),
    targets=(
        target("plan-t1", "80% xã có nhân viên công tác xã hội", leads=("Sở Lao động",)),
        target("plan-t2", "Mở 12 lớp tập huấn mỗi năm", 12.0, "lớp", "yearly"),
    ),
    assignments=(
        assignment("plan-a1", "Sở Lao động", "hướng dẫn các huyện tuyển nhân viên", deadline="2017-03-31"),
        assignment("plan-a2", "Sở Tài chính", "bố trí kinh phí hằng năm", "coordinate"),
    ),
)
DECISION = entry(
    "decision",
    "Thực hiện Kế hoạch số 4952/KH-UBND, thành lập tổ giúp việc.",
    number="12/QĐ-UBND",
    title="Thành lập tổ giúp việc",
    doc_type="quyết định",
    date="2017-01-09",
    issuer="Ủy ban nhân dân huyện Sơn Tây",
    level="district",
    province="Bình Lâm",
    province_now="Lâm Hà",
    signers=("Lê Văn Quý",),
    cites=("4952/KH-UBND", "32/2010/QĐ-TTg"),
)
REPORT = entry(
    "report",
    "Đã có 4952 người được học nghề; 4952 người có việc làm; thêm 4952 suất quà.",
    number="0130/BC-UBND",
    title="Kết quả dạy nghề năm 2018",
    doc_type="báo cáo",
    date="2018-12-20",
    issuer="Ủy ban nhân dân tỉnh Hòa Thịnh",
    province="Hòa Thịnh",
    province_now="Hòa Thịnh",
    targets=(target("report-t1", "1.250 người đã có việc làm", 1250.0, "người", "2018", "result"),),
)
OLD = entry(
    "old",
    "Ban hành quy chế phối hợp liên ngành.",
    number="256/2004/QĐ-UB",
    title="Ban hành quy chế phối hợp",
    doc_type="quyết định",
    date="2004-05-14",
    issuer="Ủy ban nhân dân tỉnh Hòa Thịnh",
    province="Hòa Thịnh",
    province_now="Hòa Thịnh",
)
UNTONED = entry(
    "untoned",
    "Ban chi dao ve cong tac xa hoi hop hang quy.",
    title="Lich hop",
    doc_type="thông báo",
    date="2019-02",
)
SCATTERED = entry(
    "scattered",
    "Hội nghị bàn cách công khai thu chi của từng xã, phường; đối tác nước ngoài dự.",
    title="Giấy mời họp",
    doc_type="công văn",
)
ALL = (PLAN, DECISION, REPORT, OLD, UNTONED, SCATTERED)
