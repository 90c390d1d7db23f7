"""Digital signatures of a PDF: who signed, when, whether the bytes are still what was signed, what was added after.

Facts about the file. Trust in the signer is apart from them: no root certificates are kept and nothing is fetched, so
it stays "unknown" unless the certificate itself gives a reason for doubt. The file is only read.
"""

from __future__ import annotations

from ingest.models import ReadingWarning, Signature

Signatures = tuple[tuple[Signature, ...], tuple[ReadingWarning, ...]]


def read_signatures(content: bytes) -> Signatures:
    """The signatures in the order in which they were put on. Raises nothing that concerns the signatures: what cannot
    be read of them is told in a warning or in the signature's `reason`.

    The bytes of a signature's range stand as they are even in an encrypted file or one with compressed objects, for
    signing programs write into them: a file without them needs none of the libraries.
    """
    if b"/ByteRange" not in content:
        return (), ()
    from ingest.signing.verification import verified_signatures  # costs half a second, and few files are signed

    return verified_signatures(content)
