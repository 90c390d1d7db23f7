"""Examples of the wire models. The document in them was made up for this purpose."""

from __future__ import annotations

DOCUMENT_ID = "5b0c6a1f4d1c8e0b7f7d7a3e9c2b1a0f6e5d4c3b2a1908f7e6d5c4b3a2918070"

_BASE = f"/api/v1/documents/{DOCUMENT_ID}"

_NUMBER_EVIDENCE = {
    "page": 1,
    "start": 61,
    "end": 76,
    "boxes": [[92.4, 96.1, 178.0, 110.5]],
    "text": "Số: 1742/KH-UBND",
    "method": "number line",
}
_TARGET_EVIDENCE = {
    "page": 2,
    "start": 2310,
    "end": 2385,
    "boxes": [[85.0, 402.2, 538.9, 416.6], [85.0, 420.4, 170.3, 434.8]],
    "text": "Đến năm 2027, ít nhất 85% số xã có người làm công tác xã hội",
    "method": "quantity clause",
}
_ASSIGNMENT_EVIDENCE = {
    "page": 3,
    "start": 4120,
    "end": 4198,
    "boxes": [[85.0, 210.0, 538.9, 224.4]],
    "text": "Sở Y tế chủ trì tập huấn kỹ năng cho người làm công tác xã hội ở xã",
    "method": "subject with role",
}
_CITATION_EVIDENCE = {
    "page": 1,
    "start": 240,
    "end": 290,
    "boxes": [[85.0, 262.0, 538.9, 276.4]],
    "text": "Quyết định số 905/QĐ-TTg ngày 12/5/2024",
    "method": "number with type",
}
_SIGNER_EVIDENCE = {
    "page": 4,
    "start": 8012,
    "end": 8026,
    "boxes": [[380.0, 700.0, 480.2, 714.0]],
    "text": "Lê Thị Hòa An",
    "method": "signature block",
}

NUMBER = {"value": "1742/KH-UBND", "confidence": 0.99, "evidence": [_NUMBER_EVIDENCE]}
SOURCE = {"name": "Kế hoạch 1742.pdf", "media_type": "application/pdf", "pages": 4, "ocr_pages": []}
ISSUER: dict[str, object] = {
    "name": "Ủy ban nhân dân tỉnh Quảng Trị",
    "parent": None,
    "level": "province",
    "province": "Quảng Trị",
    "province_code": "45",
    "province_now": "Quảng Trị",
    "province_now_code": "44",
    "confidence": 0.97,
    "evidence": [],
}
SIGNER = {
    "name": "Lê Thị Hòa An",
    "position": "Phó Chủ tịch",
    "authority": "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
    "confidence": 0.95,
    "evidence": [_SIGNER_EVIDENCE],
}
CITATION = {
    "number": "905/QĐ-TTg",
    "doc_type": "quyết định",
    "date": "2024-05-12",
    "issuer": "Thủ tướng Chính phủ",
    "title": None,
    "relation": "basis",
    "confidence": 0.96,
    "evidence": [_CITATION_EVIDENCE],
}
TARGET = {
    "id": "target-9c2f1d7a40b35e86aa01",
    "quote": "Đến năm 2027, ít nhất 85% số xã có người làm công tác xã hội",
    "indicator": "số xã có người làm công tác xã hội",
    "value": 85.0,
    "value_max": None,
    "unit": "%",
    "comparator": ">=",
    "direction": None,
    "baseline": None,
    "deadline": "2027",
    "status": "target",
    "leads": ["Sở Y tế"],
    "section": "II. Chỉ tiêu",
    "confidence": 0.93,
    "evidence": [_TARGET_EVIDENCE],
}
ASSIGNMENT = {
    "id": "assignment-1b7e90d2c4a86f35ee02",
    "agency": "Sở Y tế",
    "agency_id": "so-y-te",
    "role": "lead",
    "task": "tập huấn kỹ năng cho người làm công tác xã hội ở xã",
    "deadline": "2026-12-31",
    "section": "IV. Tổ chức thực hiện",
    "confidence": 0.9,
    "evidence": [_ASSIGNMENT_EVIDENCE],
}
WARNING = {"code": "signer-missing", "message": "Không thấy người ký.", "evidence": []}
SIGNATURE = {
    "kind": "approval",
    "signer": "Lê Thị Hòa An",
    "organisation": "Ủy ban nhân dân tỉnh Quảng Trị",
    "unit": None,
    "certified_by": "CA phục vụ các cơ quan Nhà nước G2",
    "signed_at": "2026-03-12T15:04:11+07:00",
    "time_source": "timestamp",
    "integrity": "intact",
    "changed_after": "nothing",
    "trust": "unknown",
    "reason": None,
    "page": 4,
    "box": [372.0, 628.0, 492.0, 694.0],
}
PERIOD = {"value": [2026, 2030], "confidence": 0.9, "evidence": []}
KIND = {"value": "official", "confidence": 0.99, "evidence": []}
RECORD = {
    "schema": 1,
    "id": DOCUMENT_ID,
    "source": SOURCE,
    "kind": KIND,
    "number": NUMBER,
    "doc_type": {"value": "kế hoạch", "confidence": 0.99, "evidence": []},
    "title": {"value": "Phát triển công tác xã hội giai đoạn 2026 - 2030", "confidence": 0.95, "evidence": []},
    "issue_date": {"value": "2026-03-12", "confidence": 0.98, "evidence": []},
    "effective_date": None,
    "period": PERIOD,
    "issuer": ISSUER,
    "signers": [SIGNER],
    "recipients": ["Các sở, ban, ngành", "Lưu: VT, VX"],
    "citations": [CITATION],
    "targets": [TARGET],
    "assignments": [ASSIGNMENT],
    "warnings": [],
    "signatures": [SIGNATURE],
}

# Schemas of the record by their names in OpenAPI.
RECORD_PARTS: dict[str, object] = {
    "Record": RECORD,
    "Source": SOURCE,
    "Issuer": ISSUER,
    "Signer": SIGNER,
    "Citation": CITATION,
    "Target": TARGET,
    "Assignment": ASSIGNMENT,
    "Warning": WARNING,
    "Signature": SIGNATURE,
    "Evidence": _NUMBER_EVIDENCE,
    "BoundingBox": [92.4, 96.1, 178.0, 110.5],
}

FAILURE = {
    "code": "encrypted-file",
    "what": "The PDF asks for a password.",
    "next_step": "Save it without a password and take it in again.",
}
DOCUMENT = {
    "id": DOCUMENT_ID,
    "name": "Kế hoạch 1742.pdf",
    "media_type": "application/pdf",
    "size": 182344,
    "state": "done",
    "attempts": 1,
    "error": None,
    "added_at": "2026-03-14T02:11:09Z",
    "updated_at": "2026-03-14T02:11:12Z",
    "pages": 4,
    "reader_version": "1",
    "extractor_version": "1",
    "indexed_version": "1",
    "links": {
        "self": _BASE,
        "status": f"{_BASE}/status",
        "original": f"{_BASE}/original",
        "page": f"/documents/{DOCUMENT_ID}",
    },
}
DOCUMENT_DETAIL = {**DOCUMENT, "record": RECORD}
TAKEN_IN = {
    "id": DOCUMENT_ID,
    "name": "Kế hoạch 1742.pdf",
    "is_new": True,
    "state": "pending",
    "status": f"{_BASE}/status",
    "document": _BASE,
}
TEXT_BLOCK = {"start": 2310, "end": 2370, "text": _TARGET_EVIDENCE["text"], "cell": None}
WORD = {"text": "hoạch", "box": [231.4, 180.2, 263.0, 194.8], "confidence": 0.97}
PAGE_TEXT = {
    "document_id": DOCUMENT_ID,
    "number": 2,
    "of": 4,
    "width": 595.3,
    "height": 841.9,
    "source": "text",
    "text": _TARGET_EVIDENCE["text"],
    "blocks": [TEXT_BLOCK],
    "words": None,
    "image": f"{_BASE}/pages/2.png",
}
HIGHLIGHT = {
    "field": "title",
    "text": "Phát triển công tác xã hội giai đoạn 2026 - 2030",
    "spans": [[11, 26]],
    "page": None,
}
FACET_VALUE = {"value": "Quảng Trị", "count": 12}
SUGGESTION = {"text": "1742/KH-UBND", "kind": "number", "document_id": DOCUMENT_ID}
STATUS = {
    "documents": {"pending": 0, "processing": 1, "done": 412, "failed": 3},
    "index": {"documents": 412, "targets": 2210, "assignments": 5120},
    "versions": {"service": "0.1.0", "reader": "1", "extractor": "1", "index": "1", "record_schema": "1"},
}
DOCUMENT_HIT = {
    "id": DOCUMENT_ID,
    "document_id": DOCUMENT_ID,
    "score": 1021.7,
    "fields": {
        "id": DOCUMENT_ID,
        "name": "Kế hoạch 1742.pdf",
        "media_type": "application/pdf",
        "pages": 4,
        "kind": "official",
        "number": "1742/KH-UBND",
        "doc_type": "kế hoạch",
        "title": "Phát triển công tác xã hội giai đoạn 2026 - 2030",
        "issue_date": "2026-03-12",
        "effective_date": None,
        "period": [2026, 2030],
        "issuer": "Ủy ban nhân dân tỉnh Quảng Trị",
        "issuer_parent": None,
        "level": "province",
        "province": "Quảng Trị",
        "province_code": "45",
        "province_now": "Quảng Trị",
        "province_now_code": "44",
        "signers": ["Lê Thị Hòa An"],
        "targets": 1,
        "assignments": 1,
        "warnings": 0,
    },
    "highlights": [HIGHLIGHT],
}
_FROM_DOCUMENT = {
    "document_id": DOCUMENT_ID,
    "document_name": "Kế hoạch 1742.pdf",
    "document_number": "1742/KH-UBND",
    "document_type": "kế hoạch",
    "document_title": "Phát triển công tác xã hội giai đoạn 2026 - 2030",
    "issue_date": "2026-03-12",
    "issuer": "Ủy ban nhân dân tỉnh Quảng Trị",
    "level": "province",
    "province": "Quảng Trị",
    "province_now": "Quảng Trị",
}


def _row(part: dict[str, object], kept: tuple[str, ...], evidence: dict[str, object]) -> dict[str, object]:
    places = [{"page": evidence["page"], "boxes": evidence["boxes"]}]
    fields = {**_FROM_DOCUMENT, **{name: part[name] for name in kept}, "page": evidence["page"], "places": places}
    return {"id": part["id"], "document_id": DOCUMENT_ID, "score": 9.4, "fields": fields, "highlights": []}


_SHARED = ("id", "section", "confidence", "deadline")
_OF_TARGET = (
    "quote",
    "indicator",
    "value",
    "value_max",
    "unit",
    "comparator",
    "direction",
    "baseline",
    "status",
    "leads",
)
TARGET_HIT = _row(TARGET, (*_SHARED, *_OF_TARGET), _TARGET_EVIDENCE)
ASSIGNMENT_HIT = _row(ASSIGNMENT, (*_SHARED, "agency", "agency_id", "role", "task"), _ASSIGNMENT_EVIDENCE)


def hits(hit: object) -> dict[str, object]:
    """An answer to a search that found this hit."""
    return {
        "total": 1,
        "offset": 0,
        "limit": 20,
        "took_ms": 3.1,
        "matched": "all",
        "facets": {"province": [FACET_VALUE]},
        "hits": [hit],
    }
