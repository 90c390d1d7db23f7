"""Signed sheets of paper for the tests: certificates made here, and PDFs really signed with their keys."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from asn1crypto import keys, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.generic import StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigAppearanceSetup,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import PdfSignedData
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ingest.models import Signature
from ingest.signatures import read_signatures
from tests.ingest.paper import pdf, whole_page

Made = TypeVar("Made")

VIETNAM = timezone(timedelta(hours=7))
NOON = datetime(2024, 5, 20, 12, 0, 5, tzinfo=VIETNAM)
OFFICE = ("Văn thư Ủy ban nhân dân tỉnh Bắc Sơn", "Ủy ban nhân dân tỉnh Bắc Sơn", "Văn phòng")
LEADER = ("Trần Quốc Bảo", "Ủy ban nhân dân tỉnh Bắc Sơn", None)

Container = Callable[[bytes], bytes]
"""From the SHA-256 digest of the bytes to be signed to what stands for a CMS container."""


def _awaited(made: Coroutine[Any, Any, Made]) -> Made:
    """In a thread of its own: Playwright keeps an event loop running in that of the tests."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, made).result()


@cache
def key(number: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def certificate(
    name: str,
    organisation: str | None = None,
    unit: str | None = None,
    *,
    issuer: str | None = "Cơ quan chứng thực Bắc Sơn",
    years: tuple[int, int] = (2022, 2027),
) -> x509.Certificate:
    """Of `key(0)`, said to be issued by `issuer` and signed with `key(1)`, or by itself for None."""
    kinds = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)
    parts = zip(kinds, (name, organisation, unit), strict=True)
    holder = pyca.Name([pyca.NameAttribute(kind, value) for kind, value in parts if value])
    authority = pyca.Name([pyca.NameAttribute(NameOID.COMMON_NAME, issuer)]) if issuer else holder
    built = (
        pyca.CertificateBuilder(authority, holder, key(0).public_key(), 4711)
        .not_valid_before(datetime(years[0], 1, 1))
        .not_valid_after(datetime(years[1], 1, 1))
        .sign(key(1) if issuer else key(0), hashes.SHA256())
    )
    return x509.Certificate.load(built.public_bytes(serialization.Encoding.DER))


def private_key(number: int) -> keys.PrivateKeyInfo:
    der = key(number).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return keys.PrivateKeyInfo.load(der)


def cms(
    held: x509.Certificate,
    *,
    signing_time: datetime | None = None,
    stamped: datetime | None = None,
    key_number: int = 0,
) -> Container:
    """Signs with the certificate's key, or with another; with a time stamp of its own authority on it."""
    signer = SimpleSigner(held, private_key(key_number), SimpleCertificateStore())
    timestamper = stamped and _timestamper(stamped)
    attributes = PdfCMSSignedAttributes(signing_time=signing_time)

    def container(digest: bytes) -> bytes:
        made = signer.async_sign(digest, "sha256", timestamper=timestamper, signed_attr_settings=attributes)
        return _awaited(made).dump()

    return container


def _timestamper(moment: datetime) -> DummyTimeStamper:
    return DummyTimeStamper(certificate("Máy dấu thời gian Bắc Sơn"), private_key(0), fixed_dt=moment)


def document_time_stamp(moment: datetime) -> Container:
    return lambda digest: _awaited(_timestamper(moment).async_timestamp(digest, "sha256")).dump()


def sha1_cms(held: x509.Certificate) -> Container:
    """The old form adbe.pkcs7.sha1: the digest of the file (here given as it is) stands inside the container."""
    signer = SimpleSigner(held, private_key(0), SimpleCertificateStore())

    def container(digest: bytes) -> bytes:
        inside: Any = {"content_type": "data", "content": digest}
        made = signer.async_sign(hashlib.sha256(digest).digest(), "sha256", encap_content_info=inside)
        return _awaited(made).dump()

    return container


def signed(
    content: bytes,
    container: Container,
    field: str = "Signature1",
    *,
    box: tuple[int, int, int, int] | None = None,
    page: int = 0,
    dictionary_time: datetime | None = NOON,
    certify: MDPPerm | None = None,
    kind: str = "/Sig",
    sub_filter: str = SigSeedSubFilter.ADOBE_PKCS7_DETACHED.value,
    algorithm: str = "sha256",
    look: Path | None = None,
    apart: bool = False,
) -> bytes:
    """The PDF with a signature added to it as an incremental update, by the low-level way that asks nothing.

    `look` is a PDF whose first page is the visible stamp; `apart` makes the stamp an object of its own below the field.
    """
    writer = _writer(content)
    embedding = PdfCMSEmbedder(SigFieldSpec(field, box=box, on_page=page, combine_annotation=not apart)).write_cms(
        field, writer
    )
    next(embedding)
    data = PdfSignedData(pdf_name(kind), timestamp=dictionary_time, bytes_reserved=12_000)
    data[pdf_name("/SubFilter")] = pdf_name(sub_filter)
    seen = look and SigAppearanceSetup(StaticStampStyle.from_pdf_file(str(look)), NOON, None)
    rights = certify and SigMDPSetup("sha256", certify=True, docmdp_perms=certify)
    embedding.send(SigObjSetup(data, mdp_setup=rights, appearance_setup=seen))
    prepared, out = embedding.send(SigIOSetup(algorithm))
    embedding.send(container(prepared.document_digest))
    result: bytes = out.getvalue()
    return result


def updated(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The PDF with a change appended to it."""
    writer = _writer(content)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def new_content(writer: IncrementalPdfFileWriter) -> None:
    """Makes the first page another than was signed."""
    page, _ = writer.find_page_for_modification(0)
    stream = StreamObject(stream_data=b"BT ET")
    page.get_object()[pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page.get_object())


def _writer(content: bytes) -> IncrementalPdfFileWriter:
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    if writer.prev.encrypted:
        writer.encrypt("")
    return writer


PAPER = pdf(whole_page, whole_page)
LEADERS = cms(certificate(*LEADER), signing_time=NOON)
OFFICES = cms(certificate(*OFFICE), signing_time=NOON + timedelta(minutes=7))
SIGNED = signed(PAPER, LEADERS)


def only_signature(content: bytes) -> Signature:
    (signature,), warnings = read_signatures(content)
    assert warnings == ()
    return signature
