"""What the digital signatures of a file give a person to look at. Messages are in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ingest.models import Signature
from nlp.draft import Draft
from nlp.header.agency_names import opens_agency
from nlp.header.persons import person_name
from nlp.models import Evidence, Warning
from nlp.text import fold

_ONE_NAME = 0.8  # likeness of two readings of one name, toneless: OCR misreads a letter


def signatures_hold(draft: Draft) -> Iterator[Warning]:
    """A signature that is broken, or a file that was changed after the last one."""
    for signature in draft.source.signatures:
        if signature.integrity == "broken":
            message = f"Chữ ký số {_named(signature)} không còn nguyên vẹn: {signature.reason}."
            yield Warning("signature-broken", message, stamp_evidence(signature))
    last = draft.source.signatures[-1:]
    if last and last[0].integrity == "intact" and last[0].changed_after == "content":
        message = f"Sau chữ ký số cuối cùng ({_named(last[0])}) tệp còn bị thay đổi."
        yield Warning("signature-changed-after", message, stamp_evidence(last[0]))


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


def _named(signature: Signature) -> str:
    return f"của {signature.signer}" if signature.signer else "không rõ của ai"


def stamp_evidence(signature: Signature) -> tuple[Evidence, ...]:
    """The visible stamp; it is no part of the document's text, so its span is empty."""
    if signature.page is None or signature.box is None:
        return ()
    return (Evidence(signature.page, 0, 0, (signature.box,), signature.signer or "", "signature"),)
