"""Warnings about values of the header that may well be wrong. Messages are in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.confidence import LEAST_SURE
from nlp.draft import Draft
from nlp.models import Evidence, Warning

_NAMES = {
    "doc_type": "Tên loại văn bản",
    "title": "Trích yếu",
    "issue_date": "Ngày ban hành",
    "effective_date": "Ngày có hiệu lực",
    "period": "Thời kỳ thực hiện",
    "issuer": "Cơ quan ban hành",
}


def find_doubts(draft: Draft) -> tuple[Warning, ...]:
    """One warning for each value of the header whose confidence is below `LEAST_SURE`."""
    return tuple(_doubts(draft))


def _doubts(draft: Draft) -> Iterator[Warning]:
    def is_doubtful(field: str, index: int = 0) -> bool:
        return draft.confidence.get((field, index), 1.0) < LEAST_SURE

    if draft.number is not None and is_doubtful("number"):
        message = f"Số {draft.number.value} đọc được với độ tin cậy thấp, cần đối chiếu với văn bản gốc."
        yield Warning("number-uncertain", message, draft.number.evidence)
    for field, name in _NAMES.items():
        if is_doubtful(field):
            yield _uncertain(name, getattr(draft, field).evidence)
    for index, signer in enumerate(draft.signers):
        if is_doubtful("signers", index):
            yield _uncertain(f"Người ký {signer.name}", signer.evidence)


def _uncertain(name: str, evidence: tuple[Evidence, ...]) -> Warning:
    return Warning("value-uncertain", f"{name} có thể chưa đúng, cần đối chiếu với văn bản gốc.", evidence)
