"""The signatures of a PDF put together from their fields, their containers and what came after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pypdfium2

from ingest.errors import ReadingError
from ingest.models import BoundingBox, ReadingWarning, Signature
from ingest.page.geometry import user_space_to_shown, within
from ingest.page.pdf_file import load_page, open_pdf
from ingest.signing.changes import changes_after
from ingest.signing.cms import CannotVerify, Seal, new_hash, read_seal
from ingest.signing.fields import SignedField, gap_holds_container, listed_fields, loose_fields
from ingest.signing.reading import open_reader

_MOST_SIGNATURES = 100
_MOST_HASHED = 8 << 30  # bytes, of all signatures together: about ten seconds


def verified_signatures(content: bytes) -> tuple[tuple[Signature, ...], tuple[ReadingWarning, ...]]:
    """Offsets count from the first byte, or from the header where something was put before it on the way here."""
    before = content.find(b"%PDF-", 0, 1024)
    if before > 0:
        without = _verified(content[before:])
        if any(signature.integrity == "intact" for signature in without[0]):
            return without
    return _verified(content)


def _verified(content: bytes) -> tuple[tuple[Signature, ...], tuple[ReadingWarning, ...]]:
    fields, names, warnings = _fields(content)
    if len(fields) > _MOST_SIGNATURES:
        message = f"Tệp có {len(fields)} chữ ký số; chỉ đọc {_MOST_SIGNATURES} chữ ký đầu."
        warnings = (*warnings, ReadingWarning("signatures-too-many", message))
    fields = sorted(fields, key=lambda field: field.end)[:_MOST_SIGNATURES]
    hashing = _Hashing(content)
    return _placed(content, [(field, _signature(field, hashing, names)) for field in fields]), warnings


class _Hashing:
    """Digests of parts of the file, none of which is copied for it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._left = _MOST_HASHED

    def digest(self, field: SignedField, algorithm: str) -> bytes:
        """Raises `CannotVerify` where the range is not within the file, or the algorithm is not known."""
        if field.byte_range is None or field.end > len(self.content):
            raise CannotVerify("phạm vi ký không nằm gọn trong tệp: tệp bị cắt hoặc chữ ký bị hỏng")
        start, length, second, rest = field.byte_range
        self._left -= length + rest
        if self._left < 0:
            raise CannotVerify("tệp quá lớn so với số chữ ký")
        hashed = new_hash(algorithm)
        view = memoryview(self.content)
        hashed.update(view[start : start + length])
        hashed.update(view[second : second + rest])
        return hashed.digest()


def _fields(content: bytes) -> tuple[list[SignedField], frozenset[str], tuple[ReadingWarning, ...]]:
    """The signatures, the names of all signature fields, and a warning where the file's structure was of no help."""
    try:
        return (*listed_fields(open_reader(content)), ())
    except Exception:  # a parser written in Python, given a damaged file, fails in any way
        found = list(loose_fields(content))
        message = "Không đọc được cấu trúc của tệp có chữ ký số; " + (
            "chữ ký tìm theo từng byte, không rõ vị trí và thay đổi về sau." if found else "không đọc được chữ ký nào."
        )
        return found, frozenset(), (ReadingWarning("signatures-unreadable", message),)


def _signature(field: SignedField, hashing: _Hashing, names: Collection[str]) -> Signature:
    changed, change_reason = changes_after(hashing.content, field, names)
    try:
        seal = read_seal(field.container, lambda algorithm: hashing.digest(field, algorithm), field.dictionary_time)
    except Exception:  # asn1crypto, given damaged bytes, fails in any way
        return Signature(reason="không đọc được chữ ký: không phải dạng CMS hoặc đã hỏng", changed_after=changed)
    signature = _told(seal, field)
    if signature.integrity == "intact" and not gap_holds_container(hashing.content, field):
        reason = "chữ ký bỏ ngoài một phần tệp không phải giá trị của chính nó"
        return replace(signature, integrity="unknown", changed_after="unknown", reason=reason)
    if signature.integrity == "broken":
        return signature  # what was added to it says nothing of what was changed in it
    return replace(signature, changed_after=changed, reason=signature.reason or change_reason)


def _told(seal: Seal, field: SignedField) -> Signature:
    signature = Signature(
        kind="timestamp" if seal.is_timestamp else "certification" if field.is_certification else "approval",
        signed_at=seal.signed_at,
        time_source=seal.time_source,
        integrity=seal.integrity,
        reason=seal.reason,
    )
    holder = seal.certificate
    if holder is None:
        return signature
    return replace(
        signature,
        signer=holder.signer,
        organisation=holder.organisation,
        unit=holder.unit,
        certified_by=holder.certified_by,
        trust=holder.trust(seal.signed_at),
    )


def _placed(content: bytes, found: list[tuple[SignedField, Signature]]) -> tuple[Signature, ...]:
    """The signatures with the places of their stamps on the pages as shown, as far as those open."""
    signatures = tuple(signature for _, signature in found)
    if not any(field.place for field, _ in found):
        return signatures
    try:
        with open_pdf(content) as document:
            return tuple(_seen(document, field, signature) for field, signature in found)
    except ReadingError:
        return signatures


def _seen(document: pypdfium2.PdfDocument, field: SignedField, signature: Signature) -> Signature:
    if field.place is None or field.place[0] > len(document):
        return signature
    number, rectangle = field.place
    page = load_page(document, number)
    to_shown = user_space_to_shown(page.get_bbox(), page.get_rotation())
    size = page.get_size()
    page.close()
    return replace(signature, page=number, box=within(to_shown.box(BoundingBox(*rectangle)), *size))
