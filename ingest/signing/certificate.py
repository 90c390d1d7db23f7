"""What the signer's certificate says (RFC 5280; names of its fields in X.520)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509

from ingest.models import Trust


@dataclass(frozen=True, slots=True)
class Certificate:
    """`signer`, `organisation`, `unit` of the holder, `certified_by` who issued it; the term with both its ends."""

    signer: str | None
    organisation: str | None
    unit: str | None
    certified_by: str | None
    valid_from: datetime
    valid_until: datetime
    vouches_for_itself: bool

    def trust(self, signed_at: datetime | None) -> Trust:
        if self.vouches_for_itself:
            return "self-signed"
        in_term = signed_at is None or self.valid_from <= signed_at <= self.valid_until
        return "unknown" if in_term else "out-of-term"


def read_certificate(certificate: x509.Certificate) -> Certificate:
    """Raises what asn1crypto raises on bytes that are no certificate: `ValueError`, `TypeError`, `KeyError`."""
    holder, authority = certificate.subject, certificate.issuer
    names = _names(holder)
    return Certificate(
        signer=names.get("common_name"),
        organisation=names.get("organization_name"),
        unit=names.get("organizational_unit_name"),
        certified_by=_names(authority).get("common_name"),
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        vouches_for_itself=holder == authority,
    )


_LONGEST_NAME = 500  # characters; X.520 allows 64 to 128


def _plain(text: str) -> str:
    """NFC on one line, without the control characters that a damaged certificate may hold."""
    words = "".join(character if character.isprintable() else " " for character in text).split()
    return unicodedata.normalize("NFC", " ".join(words))[:_LONGEST_NAME]


def _names(name: x509.Name) -> dict[str, str]:
    """The parts of a distinguished name; where one stands more than once, all of them, joined by commas."""
    found: dict[str, str] = {}
    for relative in name.chosen:
        for part in relative:
            text = _plain(str(part["value"].native))
            kind = part["type"].native
            if text:
                found[kind] = f"{found[kind]}, {text}" if kind in found else text
    return found
