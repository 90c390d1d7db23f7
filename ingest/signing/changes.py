"""What was added to a PDF after a signature was put on it (incremental updates, ISO 32000-1, 7.5.6)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from ingest.models import ChangedAfter
from ingest.signing.fields import SignedField
from ingest.signing.reading import TooManyObjects

Changes = tuple[ChangedAfter, str | None]
"""What was added, and why it cannot be told or is not harmless."""

_BLANK = re.compile(rb"[\0\s]*")
_CONTENT: Changes = ("content", "tệp còn bị thay đổi sau khi ký, không chỉ thêm chữ ký hay điền biểu mẫu")
_OPEN: Changes = ("unknown", "không đọc được những gì thêm vào tệp sau khi ký")


def changes_after(content: bytes, field: SignedField, signature_fields: Collection[str]) -> Changes:
    """`signature_fields` are the names of the form's signature fields: changes in those are signatures."""
    if field.byte_range is None or field.end > len(content):
        return _OPEN
    if _BLANK.fullmatch(content, field.end):
        return "nothing", None
    if field.entry is None:
        return _OPEN
    try:
        return _compared(field.entry, signature_fields)
    except TooManyObjects:
        return "unknown", "tệp quá rối để so với lúc ký"
    except Exception:  # a parser written in Python, given a damaged file, fails in any way
        return _OPEN


def _compared(entry: Any, signature_fields: Collection[str]) -> Changes:
    signature: Any = EmbeddedPdfSignature(entry.get_pdf_handler(), entry, "")
    signature.coverage = signature.evaluate_signature_coverage()
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "unknown", "chữ ký không phủ trọn phiên bản tệp lúc ký"
    found = signature.evaluate_modifications(DEFAULT_DIFF_POLICY)
    if not isinstance(found, DiffResult) or found.modification_level == ModificationLevel.OTHER:
        return _CONTENT
    if found.modification_level == ModificationLevel.NONE:
        return "unknown", "sau phần đã ký còn dữ liệu không thuộc phiên bản nào của tệp"
    forms_touched = found.modification_level >= ModificationLevel.FORM_FILLING
    if found.modification_level == ModificationLevel.ANNOTATIONS or (
        forms_touched and not found.changed_form_fields <= set(signature_fields)
    ):
        return "annotations", None
    return "signatures", None
