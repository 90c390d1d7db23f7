"""A record as its page lists it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter

from ingest.models import ChangedAfter, Signature, Trust
from ingest.reader import read_document
from nlp.confidence import LEAST_SURE
from nlp.models import Assignment, Record, Warning
from nlp.pipeline import extract
from search_api.catalogue import DocumentRow
from search_api.pages.crops import crop_of
from search_api.pages.document_view import viewer
from search_api.pages.findings import findings
from search_api.pages.record_view import RecordView, Unsure, record_view
from search_api.pages.rendering import page
from search_api.pages.signature_view import Badge
from search_api.wire_examples import RECORD
from tests.ingest.paper import pdf, whole_page
from tests.ingest.signed_paper import LEADER, NOON, certificate, cms, new_content, signed, updated

EXAMPLE = TypeAdapter(Record).validate_python(RECORD)
ROW = DocumentRow(
    id=EXAMPLE.id,
    name=EXAMPLE.source.name,
    media_type="application/pdf",
    size=1000,
    state="done",
    attempts=1,
    error=None,
    added_at=datetime(2026, 3, 14, tzinfo=UTC),
    updated_at=datetime(2026, 3, 14, tzinfo=UTC),
    pages=4,
    reader_version="1",
    extractor_version="1",
    indexed_version="1",
)


def _view(record: Record, chosen: str | None = None) -> RecordView:
    return record_view(ROW, record, chosen)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (None, "không có"),
        ("number-missing", "không có"),
        ("number-blank", "để trống trong văn bản"),
        ("number-unreadable", "có nhưng không đọc được chắc chắn"),
    ],
)
def test_number_that_could_not_be_read_is_not_called_absent(code: str | None, shown: str) -> None:
    warnings = () if code is None else (Warning(code, "…"),)
    (number, *_) = _view(replace(EXAMPLE, number=None, warnings=warnings)).fields
    assert (number.text, number.absent) == (None, shown)


def test_every_part_of_a_document_is_listed_though_it_is_not_there() -> None:
    empty = replace(
        EXAMPLE,
        number=None,
        doc_type=None,
        title=None,
        issue_date=None,
        effective_date=None,
        period=None,
        issuer=None,
        signers=(),
    )
    view = _view(empty)
    assert [field.name for field in view.fields] == [
        "number",
        "doc_type",
        "title",
        "issuer",
        "issue_date",
        "effective_date",
        "period",
        "signer",
    ]
    assert view.heading == EXAMPLE.source.name


def test_province_that_another_holds_today_is_named_with_it() -> None:
    assert EXAMPLE.issuer is not None
    issuer = replace(EXAMPLE.issuer, province="Hà Giang", province_now="Tuyên Quang")
    note = next(field.note for field in _view(replace(EXAMPLE, issuer=issuer)).fields if field.name == "issuer")
    assert note == "Cấp tỉnh · Hà Giang (nay: Tuyên Quang)"


def test_tasks_stand_together_by_agency_and_the_chosen_one_is_open() -> None:
    (task,) = EXAMPLE.assignments
    names = ("Sở A", "Sở B", "Sở A", "Sở C", "Sở D", "Sở E")
    tasks = tuple(replace(task, id=f"assignment-{index}", agency=name) for index, name in enumerate(names))
    agencies = _view(replace(EXAMPLE, assignments=tasks), chosen="assignment-5").agencies
    assert [(agency.name, len(agency.tasks), agency.is_open) for agency in agencies] == [
        ("Sở A", 2, True),
        ("Sở B", 1, True),
        ("Sở C", 1, True),
        ("Sở D", 1, False),
        ("Sở E", 1, True),
    ]


def test_every_finding_has_a_key_of_its_own() -> None:
    task: Assignment = EXAMPLE.assignments[0]
    record = replace(EXAMPLE, assignments=(task, replace(task, id="assignment-2")))
    keys = [finding.key for finding in findings(record)]
    assert len(keys) == len(set(keys))


def test_signatures_of_one_signer_at_one_moment_stand_together_with_all_their_places() -> None:
    (signature,) = EXAMPLE.signatures
    office = replace(signature, signer="Ủy ban nhân dân tỉnh Quảng Trị", organisation=None, changed_after="nothing")
    record = replace(EXAMPLE, signatures=(signature, office, replace(office, page=1)))
    leader, clerk = _view(record).signatures
    assert (leader.signer, leader.holder) == ("Lê Thị Hòa An", "Ủy ban nhân dân tỉnh Quảng Trị")
    assert leader.badges == (Badge("good", "Còn nguyên vẹn"),)
    assert leader.time == "15:04:11 ngày 12/03/2026 (giờ Việt Nam, theo dấu thời gian)"
    assert [finding.page for finding in clerk.findings] == [4, 1]


def test_signatures_are_counted_as_the_record_has_them_and_shown_together_only_where_all_that_is_told_agrees() -> None:
    (signature,) = EXAMPLE.signatures
    stamp = replace(signature, kind="timestamp")
    view = _view(replace(EXAMPLE, signatures=(signature, signature, replace(signature, page=1), stamp, stamp)))
    assert view.signature_count == 5
    assert [len(one.findings) for one in view.signatures] == [3, 2]


@pytest.mark.parametrize(
    ("changed", "badge"),
    [
        ("nothing", Badge("good", "Còn nguyên vẹn")),
        ("signatures", Badge("good", "Còn nguyên vẹn")),
        ("content", Badge("doubtful", "Phần đã ký còn nguyên vẹn, nhưng sau đó tệp bị thay đổi")),
        (
            "annotations",
            Badge("doubtful", "Phần đã ký còn nguyên vẹn, nhưng sau đó tệp có thêm ghi chú hoặc điền biểu mẫu"),
        ),
        ("unknown", Badge("doubtful", "Phần đã ký còn nguyên vẹn, chưa rõ sau đó tệp có bị thay đổi không")),
    ],
)
def test_a_file_that_was_changed_after_signing_has_no_green_badge(changed: ChangedAfter, badge: Badge) -> None:
    (signature,) = EXAMPLE.signatures
    (shown,) = _view(replace(EXAMPLE, signatures=(replace(signature, changed_after=changed),))).signatures
    assert shown.badges == (badge,)


@pytest.mark.parametrize(
    ("trust", "doubt"),
    [
        ("self-signed", "Chứng thư số tự cấp, không do tổ chức chứng thực nào cấp"),
        ("out-of-term", "Ngày ký nằm ngoài thời hạn của chứng thư số"),
    ],
)
def test_a_certificate_in_doubt_is_said_beside_the_integrity_in_a_warning_colour(trust: Trust, doubt: str) -> None:
    (signature,) = EXAMPLE.signatures
    (shown,) = _view(replace(EXAMPLE, signatures=(replace(signature, trust=trust),))).signatures
    assert shown.badges == (Badge("good", "Còn nguyên vẹn"), Badge("doubtful", doubt))
    assert doubt not in shown.facts


def test_the_page_of_a_changed_file_with_several_signatures_counts_them_all_and_warns_in_colour() -> None:
    container = cms(certificate(*LEADER, issuer=None), signing_time=NOON)
    content = pdf(whole_page)
    for number in range(3):
        content = signed(content, container, f"Signature{number}", box=(300, 100 * number, 420, 100 * number + 60))
    document = read_document(updated(content, new_content), "kế hoạch.pdf")
    assert [one.changed_after for one in document.signatures] == ["content"] * 3
    record = extract(document)
    view = _view(record)
    html = page(
        "document.html",
        view=view,
        viewer=viewer(document, record, None, None, False),
        crops={warning.key: crop_of(document, warning) for warning in view.warnings},
        reading_warnings=(),
    ).body.decode()
    assert html.count('Chữ ký số <span class="count">3</span>') == 2
    assert '<span class="count">3 chữ ký</span>' in html
    assert "badge--good" not in html
    assert html.count('<span class="badge badge--doubtful">') == 2
    assert html.count("dùng chứng thư số tự cấp") == 1


def test_the_page_lists_signatures_with_links_to_their_stamps_and_has_no_such_part_without() -> None:
    content = signed(pdf(whole_page), cms(certificate(*LEADER), signing_time=NOON), box=(300, 200, 420, 260))
    document = read_document(content, "kế hoạch.pdf")
    for source, expected in ((document, True), (replace(document, signatures=()), False)):
        record = extract(source)
        html = page(
            "document.html",
            view=_view(record),
            viewer=viewer(source, record, None, "signature-1", False),
            reading_warnings=(),
        ).body.decode()
        assert ('id="signatures"' in html) is expected
        assert ("Ký lúc 12:00:05 ngày 20/05/2024 (giờ Việt Nam, theo máy của người ký)" in html) is expected
        assert ('class="box box--signature is-chosen"' in html) is expected


def test_a_signature_that_is_broken_or_of_which_nothing_is_known_says_so() -> None:
    (signature,) = EXAMPLE.signatures
    broken = replace(signature, integrity="broken", reason="nội dung được ký đã bị sửa sau khi ký")
    record = replace(EXAMPLE, signatures=(broken, Signature(reason="không đọc được chữ ký")))
    first, second = _view(record).signatures
    assert first.badges == (Badge("broken", "Không còn nguyên vẹn"),)
    assert first.facts[0] == "Nội dung được ký đã bị sửa sau khi ký"
    assert (second.signer, second.time) == ("Không đọc được người ký", "không rõ lúc nào")
    assert second.badges == (Badge("doubtful", "Chưa kiểm được"),)
    assert second.findings[0].page is None


def test_what_is_not_sure_and_what_a_warning_is_about_is_to_check() -> None:
    assert EXAMPLE.number is not None
    assert EXAMPLE.title is not None
    number, title = replace(EXAMPLE.number, confidence=0.98), replace(EXAMPLE.title, confidence=LEAST_SURE - 0.01)
    sure = replace(EXAMPLE.targets[0], id="sure", confidence=LEAST_SURE, evidence=())
    unsure = replace(sure, id="unsure", confidence=LEAST_SURE - 0.01)
    warnings = (Warning("metadata-differs", "…", number.evidence),)
    record = replace(EXAMPLE, number=number, title=title, targets=(sure, unsure), assignments=(), citations=())
    view = _view(replace(record, warnings=warnings))
    assert view.to_check >= {"number", "title", "unsure"}
    assert "sure" not in view.to_check
    assert view.unsure == (Unsure("chỉ tiêu", 1, "unsure"),)
    assert "number" not in _view(replace(record, warnings=())).to_check
