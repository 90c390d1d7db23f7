"""Digital signatures as the page of a document lists them: who, when, whether intact, what else is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from itertools import groupby
from typing import Literal

from ingest.models import Signature
from search_api.pages.findings import Finding

_VIETNAM = timezone(timedelta(hours=7))

Look = Literal["good", "doubtful", "broken"]

TIME_SOURCES = {"timestamp": "theo dấu thời gian", "claimed": "theo máy của người ký"}
CHANGED_AFTER = {"nothing": "Tệp không thay đổi sau khi ký", "signatures": "Sau đó tệp chỉ có thêm chữ ký"}
# What was signed is intact, yet whoever reads the file reads more than that.
INTACT_BUT = {
    "content": "Phần đã ký còn nguyên vẹn, nhưng sau đó tệp bị thay đổi",
    "annotations": "Phần đã ký còn nguyên vẹn, nhưng sau đó tệp có thêm ghi chú hoặc điền biểu mẫu",
    "unknown": "Phần đã ký còn nguyên vẹn, chưa rõ sau đó tệp có bị thay đổi không",
}
DOUBTS = {
    "self-signed": "Chứng thư số tự cấp, không do tổ chức chứng thực nào cấp",
    "out-of-term": "Ngày ký nằm ngoài thời hạn của chứng thư số",
}


@dataclass(frozen=True, slots=True)
class Badge:
    look: Look
    text: str


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Signatures that one signer put on at one moment; `findings` are their places, one a signature."""

    signer: str
    holder: str
    time: str
    badges: tuple[Badge, ...]
    facts: tuple[str, ...]
    findings: tuple[Finding, ...]


def signature_views(signatures: Sequence[Signature], by_key: Mapping[str, Finding]) -> tuple[SignatureView, ...]:
    """In the order of signing. An office signs the number, the date and the seal each for itself, at one time."""
    numbered = [(signature, by_key[f"signature-{index}"]) for index, signature in enumerate(signatures, 1)]
    views = []
    for _, members in groupby(numbered, key=lambda one: _told_alike(one[0])):
        group = list(members)
        views.append(_view(group[0][0], tuple(finding for _, finding in group)))
    return tuple(views)


def _told_alike(one: Signature) -> Signature:
    """The signature without what differs between those that an office puts on one after the other."""
    minute = one.signed_at and one.signed_at.replace(second=0, microsecond=0)
    return replace(one, signed_at=minute, page=None, box=None)


def _view(signature: Signature, findings: tuple[Finding, ...]) -> SignatureView:
    return SignatureView(
        signer=signature.signer or "Không đọc được người ký",
        holder=", ".join(filter(None, (signature.unit, signature.organisation))),
        time=_time(signature),
        badges=tuple(_badges(signature)),
        facts=tuple(_facts(signature)),
        findings=findings,
    )


def _badges(signature: Signature) -> Iterator[Badge]:
    if signature.integrity == "broken":
        yield Badge("broken", "Không còn nguyên vẹn")
    elif signature.integrity == "unknown":
        yield Badge("doubtful", "Chưa kiểm được")
    elif signature.changed_after in INTACT_BUT:
        yield Badge("doubtful", INTACT_BUT[signature.changed_after])
    else:
        yield Badge("good", "Còn nguyên vẹn")
    if signature.trust in DOUBTS:
        yield Badge("doubtful", DOUBTS[signature.trust])


def _time(signature: Signature) -> str:
    if signature.signed_at is None or signature.time_source is None:
        return "không rõ lúc nào"
    return f"{vietnam_time(signature.signed_at)} (giờ Việt Nam, {TIME_SOURCES[signature.time_source]})"


def vietnam_time(moment: datetime) -> str:
    """
    >>> vietnam_time(datetime(2024, 5, 20, 20, 0, 5, tzinfo=timezone.utc))
    '03:00:05 ngày 21/05/2024'
    """
    return moment.astimezone(_VIETNAM).strftime("%H:%M:%S ngày %d/%m/%Y")


def _facts(signature: Signature) -> Iterator[str]:
    if signature.kind == "timestamp":
        yield "Dấu thời gian của cả tệp"
    if signature.kind == "certification":
        yield "Chữ ký xác thực của người tạo tệp"
    if signature.reason:
        yield signature.reason[:1].upper() + signature.reason[1:]
    if signature.changed_after in CHANGED_AFTER:
        yield CHANGED_AFTER[signature.changed_after]
    if signature.trust == "unknown":
        yield "Chưa kiểm được độ tin cậy của chứng thư số"
    if signature.certified_by and signature.trust != "self-signed":
        yield f"Chứng thư số do {signature.certified_by} cấp"
