"""A signature's CMS container (RFC 5652): who signed, when, and whether the bytes are what was signed.

Nothing is fetched, and no chain of certificates is built: trust in the signer is not judged here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from asn1crypto import cms, core, tsp
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.sign.general import extract_certificate_info, extract_signer_info, find_cms_attribute_iter
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts, validate_sig_integrity

from ingest.models import Integrity, TimeSource
from ingest.signing.certificate import Certificate, read_certificate

VIETNAM = timezone(timedelta(hours=7))

Digest = Callable[[str], bytes]
"""The digest of the signed bytes by an algorithm of the name given ("sha256"). Raises `CannotVerify`."""

_BROKEN_DIGESTS = ("md2", "md4", "md5")
_DAMAGED = (ValueError, TypeError, LookupError, NotImplementedError, UnsupportedAlgorithm)
_SAME_MOMENT = timedelta(minutes=10)  # between the two clock readings that a signing program writes


class CannotVerify(Exception):
    """Integrity stays open; the message, in Vietnamese, says why."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What the container says. `reason` is given where `integrity` is not "intact"."""

    certificate: Certificate | None
    signed_at: datetime | None
    time_source: TimeSource | None
    integrity: Integrity
    reason: str | None
    is_timestamp: bool = False


def read_seal(container: bytes, digest: Digest, dictionary_time: datetime | None) -> Seal:
    """Reads the container. `dictionary_time` is the time that the PDF states beside it, naive where without a zone.

    Raises whatever asn1crypto and pyHanko raise on bytes that are no such container.
    """
    signed = _signed_data(container)
    signer = extract_signer_info(signed)
    encapsulated = signed["encap_content_info"]
    is_timestamp = encapsulated["content_type"].native == "tst_info"
    try:
        integrity, reason = _judged(signed, digest)
    except CannotVerify as error:
        integrity, reason = "unknown", str(error)
    except _DAMAGED:
        integrity, reason = "unknown", "phần CMS của chữ ký lạ hoặc đã hỏng"
    if is_timestamp:
        stamped = encapsulated["content"].parsed["gen_time"].native
    else:
        stamped = _stamped_time(signer)
    claimed = None if is_timestamp else _claimed_time(_attribute_time(signer), dictionary_time)
    time = stamped or claimed
    return Seal(
        certificate=_certificate(signed),
        signed_at=time and time.astimezone(VIETNAM).replace(microsecond=0),
        time_source=None if time is None else "timestamp" if stamped else "claimed",
        integrity=integrity,
        reason=reason,
        is_timestamp=is_timestamp,
    )


def _certificate(signed: cms.SignedData) -> Certificate | None:
    try:
        return read_certificate(extract_certificate_info(signed).signer_cert)
    except (ValueError, TypeError, LookupError):
        return None


def _signed_data(container: bytes) -> cms.SignedData:
    content = cms.ContentInfo.load(container)
    if content["content_type"].native != "signed_data":
        raise ValueError(f"CMS of type {content['content_type'].native}, not signed_data")
    return content["content"]


def _judged(signed: cms.SignedData, digest: Digest) -> tuple[Integrity, str | None]:
    algorithm = extract_signer_info(signed)["digest_algorithm"]["algorithm"].native
    if algorithm in _BROKEN_DIGESTS:
        raise CannotVerify(f"thuật toán băm {algorithm.upper()} không còn đủ an toàn để kiểm")
    held = signed["encap_content_info"]["content"]
    if held is core.VOID or held.native is None:
        covered, signature = _verified(signed, digest(algorithm))
    else:
        # the digest of the bytes is inside: a time stamp's imprint, or bare (adbe.pkcs7.sha1, ISO 32000-1, 12.8.3.3)
        covered = _is_digest_inside(held, digest)
        content = held.contents if isinstance(held, core.ParsableOctetString) else bytes(held)
        inner, signature = _verified(signed, _hashed(algorithm, content))
        covered = covered and inner
    if not covered:
        return "broken", "nội dung được ký đã bị sửa sau khi ký"
    if not signature:
        return "broken", "giá trị chữ ký không khớp với chứng thư số kèm theo"
    return "intact", None


def _verified(signed: cms.SignedData, digest: bytes) -> tuple[bool, bool]:
    """Whether the digest is the one signed, and whether it was signed with the certificate's key."""
    return validate_sig_integrity(
        extract_signer_info(signed),
        extract_certificate_info(signed).signer_cert,
        expected_content_type=signed["encap_content_info"]["content_type"].native,
        actual_digest=digest,
    )


def _is_digest_inside(held: core.Any, digest: Digest) -> bool:
    parsed = held.parsed if isinstance(held, core.ParsableOctetString) else None
    if isinstance(parsed, tsp.TSTInfo):
        imprint = parsed["message_imprint"]
        return bool(imprint["hashed_message"].native == digest(imprint["hash_algorithm"]["algorithm"].native))
    return bool(held.native == digest("sha1"))


def _stamped_time(signer: cms.SignerInfo) -> datetime | None:
    """The time of a time stamp token on the signature (RFC 3161, appendix A) that is whole and of this signature."""
    for token in find_cms_attribute_iter(signer["unsigned_attrs"], "signature_time_stamp_token"):
        try:
            integrity, _ = _judged(token["content"], lambda algorithm: _hashed(algorithm, signer["signature"].native))
            if integrity == "intact":
                time: datetime = token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
                return time
        except (CannotVerify, *_DAMAGED):
            continue  # a token that cannot be read dates nothing
    return None


def _attribute_time(signer: cms.SignerInfo) -> datetime | None:
    try:
        return extract_self_reported_ts(signer)
    except _DAMAGED:
        return None


def _claimed_time(attribute: datetime | None, dictionary: datetime | None) -> datetime | None:
    """The signer's clock, from the signed attribute or else the signature dictionary.

    Signing programs in use in Vietnam write local time into the attribute and call it UTC: then both readings show
    the same hour but only the dictionary's has the zone, and it is the right one.
    """
    if dictionary is not None and dictionary.tzinfo is None:
        dictionary = dictionary.replace(tzinfo=VIETNAM)
    if attribute is None or dictionary is None:
        return attribute or dictionary
    same_hour = abs(attribute.replace(tzinfo=None) - dictionary.replace(tzinfo=None)) <= _SAME_MOMENT
    return dictionary if attribute.utcoffset() == timedelta(0) and same_hour else attribute


def _hashed(algorithm: str, content: bytes) -> bytes:
    hashed = new_hash(algorithm)
    hashed.update(content)
    return hashed.digest()


def new_hash(algorithm: str) -> hashlib._Hash:
    """Raises `CannotVerify` for an algorithm that is not known here."""
    if algorithm not in hashlib.algorithms_available:
        raise CannotVerify(f"thuật toán băm {algorithm} không được hỗ trợ")
    return hashlib.new(algorithm, usedforsecurity=False)
