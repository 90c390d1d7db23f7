"""What the digital signatures of a file give a person to look at. Messages are in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ingest.models import Signature
from nlp.draft import Draft
from nlp.header.agency_names import opens_agency
from nlp.header.persons import person_name
from nlp.models import Evidence, Warning
from nlp.text import fold

_ONE_NAME = 0.8  # likeness of two readings of one name, toneless: OCR misreads a letter


def signatures_hold(draft: Draft) -> Iterator[Warning]:
    """What speaks against a signature. An office signs the number, the date and the seal each for itself: what is
    true of several in the same words is told once, with all their places."""
    told: dict[tuple[str, str], Warning] = {}
    for one in _amiss(draft.source.signatures):
        before = told.get((one.code, one.message))
        told[one.code, one.message] = replace(one, evidence=(*before.evidence, *one.evidence)) if before else one
    yield from told.values()


def _amiss(signatures: Sequence[Signature]) -> Iterator[Warning]:
    for signature in signatures:
        place = stamp_evidence(signature)
        if signature.integrity == "broken":
            message = f"{_subject(signature)} không còn nguyên vẹn: {signature.reason}."
            yield Warning("signature-broken", message, place)
        if signature.trust == "self-signed":
            message = f"{_subject(signature)} dùng chứng thư số tự cấp, không do tổ chức chứng thực nào cấp."
            yield Warning("signature-self-signed", message, place)
        if signature.trust == "out-of-term":
            day = f" {signature.signed_at:%d/%m/%Y}" if signature.signed_at else ""
            message = f"{_subject(signature)} có ngày ký{day} nằm ngoài thời hạn của chứng thư số."
            yield Warning("signature-out-of-term", message, place)
    last = signatures[-1] if signatures else None
    if last and last.integrity == "intact" and last.changed_after == "content":
        message = f"Sau chữ ký số cuối cùng ({_named(last)}) tệp còn bị thay đổi."
        yield Warning("signature-changed-after", message, stamp_evidence(last))


def personal_signature_names_a_signer(draft: Draft) -> Iterator[Warning]:
    """A clerk often signs for the leader: that the names differ is said as the fact it is."""
    personal = [one for one in draft.source.signatures if one.kind != "timestamp" and is_person(one.signer)]
    printed = [signer.name for signer in draft.signers]
    if not personal or not printed:
        return
    if any(_same_name(one.signer or "", name) for one in personal for name in printed):
        return
    held = ", ".join(dict.fromkeys(one.signer or "" for one in personal))
    message = f"Chữ ký số cá nhân mang tên {held}; người ký ghi trong văn bản là {', '.join(printed)}."
    evidence = tuple(item for signer in draft.signers for item in signer.evidence)
    yield Warning("signature-name-differs", message, evidence)


def is_person(holder: str | None) -> bool:
    """Whether a certificate's holder is a person and no organisation.

    >>> is_person("Trần Quốc Bảo"), is_person("TRẦN QUỐC BẢO"), is_person("Văn phòng Ủy ban nhân dân tỉnh Bắc Sơn")
    (True, True, False)
    """
    return bool(holder) and not opens_agency(holder or "") and person_name(holder or "", in_capitals=True) is not None


def _same_name(one: str, other: str) -> bool:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= _ONE_NAME


def _subject(signature: Signature) -> str:
    return "Dấu thời gian của cả tệp" if signature.kind == "timestamp" else f"Chữ ký số {_named(signature)}"


def _named(signature: Signature) -> str:
    return f"của {signature.signer}" if signature.signer else "không rõ của ai"


def stamp_evidence(signature: Signature) -> tuple[Evidence, ...]:
    """The visible stamp; it is no part of the document's text, so its span is empty."""
    if signature.page is None or signature.box is None:
        return ()
    return (Evidence(signature.page, 0, 0, (signature.box,), signature.signer or "", "signature"),)
