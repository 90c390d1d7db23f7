"""What digital signatures add to a record: the facts as they are, and warnings where a person should look."""

from __future__ import annotations

import doctest
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from ingest.models import BoundingBox, Signature, Trust
from nlp import signature_checks
from nlp.pipeline import extract
from nlp.record_json import record_from_json, record_to_json
from tests.nlp.header_drafts import document

MOMENT = datetime(2024, 5, 20, 12, 0, 5, tzinfo=timezone(timedelta(hours=7)))
LEADER = Signature(
    signer="Trần Quốc Bảo",
    organisation="Ủy ban nhân dân tỉnh Bắc Sơn",
    signed_at=MOMENT,
    time_source="claimed",
    integrity="intact",
    changed_after="nothing",
    page=1,
    box=BoundingBox(300, 500, 420, 560),
)
LETTER = document(
    "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "TỈNH BẮC SƠN",
    "Số: 218/KH-UBND",
    "KẾ HOẠCH",
    "Phát triển mạng lưới cộng tác viên công tác xã hội",
    "Ủy ban nhân dân tỉnh ban hành kế hoạch như sau.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Trần Quốc Bảo",
)


def codes(*signatures: Signature) -> list[str]:
    record = extract(replace(LETTER, signatures=signatures))
    return [warning.code for warning in record.warnings if warning.code.startswith("signature-")]


def test_signatures_pass_into_the_record_and_its_json_and_their_time_is_no_issue_date() -> None:
    record = extract(replace(LETTER, signatures=(LEADER,)))
    assert record.signatures == (LEADER,)
    assert record.issue_date is None
    written = record_to_json(record)
    assert json.loads(written)["signatures"][0] == {
        "kind": "approval",
        "signer": "Trần Quốc Bảo",
        "organisation": "Ủy ban nhân dân tỉnh Bắc Sơn",
        "unit": None,
        "certified_by": None,
        "signed_at": "2024-05-20T12:00:05+07:00",
        "time_source": "claimed",
        "integrity": "intact",
        "changed_after": "nothing",
        "trust": "unknown",
        "reason": None,
        "page": 1,
        "box": [300.0, 500.0, 420.0, 560.0],
    }
    assert record_from_json(written) == record


def test_a_record_kept_before_signatures_were_read_has_none() -> None:
    kept = json.loads(record_to_json(extract(LETTER)))
    del kept["signatures"]
    assert record_from_json(json.dumps(kept)).signatures == ()


def test_a_broken_signature_is_told_with_its_place() -> None:
    broken = replace(LEADER, integrity="broken", reason="nội dung được ký đã bị sửa sau khi ký")
    (warning,) = (
        one for one in extract(replace(LETTER, signatures=(broken,))).warnings if one.code == "signature-broken"
    )
    assert warning.message == (
        "Chữ ký số của Trần Quốc Bảo không còn nguyên vẹn: nội dung được ký đã bị sửa sau khi ký."
    )
    assert [(item.page, item.boxes) for item in warning.evidence] == [(1, (LEADER.box,))]


def test_a_change_after_the_last_signature_is_told_and_one_that_a_later_signature_covers_is_not() -> None:
    changed = replace(LEADER, changed_after="content")
    assert codes(LEADER, changed) == ["signature-changed-after"]
    assert codes(changed, LEADER) == []


@pytest.mark.parametrize(
    ("trust", "code", "message"),
    [
        (
            "self-signed",
            "signature-self-signed",
            "Chữ ký số của Trần Quốc Bảo dùng chứng thư số tự cấp, không do tổ chức chứng thực nào cấp.",
        ),
        (
            "out-of-term",
            "signature-out-of-term",
            "Chữ ký số của Trần Quốc Bảo có ngày ký 20/05/2024 nằm ngoài thời hạn của chứng thư số.",
        ),
    ],
)
def test_a_certificate_in_doubt_is_told_once_with_all_places_of_its_signatures(
    trust: Trust, code: str, message: str
) -> None:
    doubtful = replace(LEADER, trust=trust)
    elsewhere = replace(doubtful, signed_at=MOMENT + timedelta(seconds=4), box=BoundingBox(50, 60, 90, 80))
    record = extract(replace(LETTER, signatures=(doubtful, elsewhere)))
    (warning,) = (one for one in record.warnings if one.code.startswith("signature-"))
    assert (warning.code, warning.message) == (code, message)
    assert [item.boxes for item in warning.evidence] == [(LEADER.box,), (elsewhere.box,)]
    assert codes(LEADER) == []


def test_a_time_stamp_of_the_whole_file_is_called_no_signature_of_an_unknown_signer() -> None:
    stamp = Signature(kind="timestamp", integrity="intact", changed_after="nothing", trust="self-signed")
    (message,) = (
        one.message
        for one in extract(replace(LETTER, signatures=(LEADER, stamp))).warnings
        if one.code == "signature-self-signed"
    )
    assert message.startswith("Dấu thời gian của cả tệp dùng chứng thư số tự cấp")


def test_broken_signatures_of_two_signers_are_told_each_for_itself() -> None:
    broken = replace(LEADER, integrity="broken", reason="nội dung được ký đã bị sửa sau khi ký")
    assert codes(broken, broken, replace(broken, signer="Trần Quốc Bảo Anh")) == ["signature-broken"] * 2


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        (["TRẦN QUỐC BẢO"], []),
        (["Trân Quôc Bao"], []),  # what OCR leaves of tones does not count
        (["Nguyễn Thị Hoài"], ["signature-name-differs"]),
        (["NGUYỄN THỊ HOÀI"], ["signature-name-differs"]),
        (["Nguyễn Thị Hoài", "Trần Quốc Bảo"], []),
        (["Văn phòng Ủy ban nhân dân tỉnh Bắc Sơn"], []),
        (["VĂN PHÒNG ỦY BAN NHÂN DÂN"], []),
        (["TRUNG TÂM CÔNG BÁO VÀ TIN HỌC"], []),
        (["SỞ NỘI VỤ"], []),
        (["CÔNG TY CỔ PHẦN BẮC SƠN"], []),
        ([None], []),
    ],
)
def test_a_personal_certificate_of_another_name_than_the_printed_signers(
    holders: list[str | None], expected: list[str]
) -> None:
    assert codes(*(replace(LEADER, signer=holder) for holder in holders)) == expected


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(signature_checks).attempted > 0
    assert doctest.testmod(signature_checks).failed == 0
