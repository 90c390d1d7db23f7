"""Signatures of PDFs really signed: who, when, and integrity, later changes and trust each for itself."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field

from ingest.models import BoundingBox, Signature
from ingest.reader import read_document
from ingest.signatures import read_signatures
from tests.ingest.paper import HEIGHT
from tests.ingest.signed_paper import (
    LEADER,
    LEADERS,
    NOON,
    OFFICE,
    OFFICES,
    PAPER,
    SIGNED,
    certificate,
    cms,
    document_time_stamp,
    new_content,
    only_signature,
    sha1_cms,
    signed,
    updated,
)


def test_a_signature_tells_who_when_and_that_all_is_intact() -> None:
    assert only_signature(SIGNED) == Signature(
        kind="approval",
        signer="Trần Quốc Bảo",
        organisation="Ủy ban nhân dân tỉnh Bắc Sơn",
        certified_by="Cơ quan chứng thực Bắc Sơn",
        signed_at=NOON,
        time_source="claimed",
        integrity="intact",
        changed_after="nothing",
        trust="unknown",
    )


def test_the_document_holds_its_signatures_and_reads_as_unsigned() -> None:
    document, plain = read_document(SIGNED, "kế hoạch.pdf"), read_document(PAPER)
    assert document.signatures == (only_signature(SIGNED),)
    assert (document.pages, document.warnings) == (plain.pages, plain.warnings)


def test_leader_then_office_stand_in_the_order_of_signing_whatever_the_names_of_their_fields() -> None:
    content = signed(signed(PAPER, LEADERS, "Z", box=(300, 200, 420, 260)), OFFICES, "A", box=(400, 780, 560, 830))
    (leader, office), _ = read_signatures(content)
    assert (leader.signer, leader.changed_after, leader.box) == (
        "Trần Quốc Bảo",
        "signatures",
        BoundingBox(300, round(HEIGHT - 260, 2), 420, round(HEIGHT - 200, 2)),
    )
    assert (office.signer, office.unit, office.changed_after, office.page) == (*OFFICE[::2], "nothing", 1)
    assert {leader.integrity, office.integrity} == {"intact"}


def test_a_changed_byte_breaks_the_signature() -> None:
    position = SIGNED.index(b"/MediaBox") + 13
    content = SIGNED[:position] + b"7" + SIGNED[position + 1 :]
    signature = only_signature(content)
    assert (signature.integrity, signature.signer) == ("broken", "Trần Quốc Bảo")
    assert signature.reason == "nội dung được ký đã bị sửa sau khi ký"


def test_a_signature_with_another_key_than_the_certificates_is_broken() -> None:
    signature = only_signature(signed(PAPER, cms(certificate(*LEADER), key_number=5)))
    assert (signature.integrity, signature.trust) == ("broken", "unknown")
    assert signature.reason == "giá trị chữ ký không khớp với chứng thư số kèm theo"


def test_new_content_appended_leaves_the_signed_bytes_intact_and_is_told() -> None:
    signature = only_signature(updated(SIGNED, new_content))
    assert (signature.integrity, signature.changed_after) == ("intact", "content")
    assert signature.reason is not None and "sau khi ký" in signature.reason


def test_an_empty_field_for_the_next_signer_is_no_signature_and_no_change_of_content() -> None:
    content = updated(SIGNED, lambda writer: append_signature_field(writer, SigFieldSpec("Signature2")))
    assert (only_signature(content).integrity, only_signature(content).changed_after) == ("intact", "signatures")
    unsigned = updated(PAPER, lambda writer: append_signature_field(writer, SigFieldSpec("Signature1")))
    assert read_signatures(unsigned) == ((), ())


def test_a_filled_field_is_told_apart_from_a_signature() -> None:
    def with_field(writer: IncrementalPdfFileWriter) -> None:
        field = generic.DictionaryObject(
            {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.TextStringObject("so")}
        )
        form = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject([writer.add_object(field)])})
        writer.root[pdf_name("/AcroForm")] = form
        writer.update_root()

    def fill(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        field[pdf_name("/V")] = generic.TextStringObject("1307")
        writer.update_container(field)

    content = updated(signed(updated(PAPER, with_field), LEADERS), fill)
    assert (only_signature(content).integrity, only_signature(content).changed_after) == ("intact", "annotations")


def test_a_time_stamp_on_the_signature_dates_it() -> None:
    stamped = datetime(2024, 5, 20, 5, 1, 30, tzinfo=UTC)
    signature = only_signature(signed(PAPER, cms(certificate(*LEADER), signing_time=NOON, stamped=stamped)))
    assert (signature.signed_at, signature.time_source, signature.signer) == (stamped, "timestamp", LEADER[0])
    assert signature.signed_at is not None and signature.signed_at.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("attribute", "dictionary", "expected"),
    [
        (NOON.replace(tzinfo=UTC), NOON, NOON),  # local time called UTC, as programs in use here do
        (NOON.astimezone(UTC), NOON, NOON),
        (None, NOON, NOON),
        (NOON, None, NOON),
        (NOON, NOON + timedelta(hours=3), NOON),
        (None, None, None),
    ],
)
def test_the_time_claimed(attribute: datetime | None, dictionary: datetime | None, expected: datetime | None) -> None:
    signature = only_signature(
        signed(PAPER, cms(certificate(*LEADER), signing_time=attribute), dictionary_time=dictionary)
    )
    assert (signature.signed_at, signature.time_source) == (expected, expected and "claimed")


def test_a_time_without_a_zone_is_vietnams() -> None:
    content = signed(PAPER, cms(certificate(*LEADER)))
    bare = re.sub(rb"/M \(.*\)", lambda found: b"/M (D:20240520120005)".ljust(len(found[0])), content)
    assert bare != content
    assert only_signature(bare).signed_at == NOON


@pytest.mark.parametrize(
    ("held", "trust"),
    [
        (certificate(*LEADER, years=(2022, 2024)), "out-of-term"),
        (certificate(*LEADER, years=(2025, 2030)), "out-of-term"),
        (certificate(*LEADER, issuer=None), "self-signed"),
        (certificate(*LEADER), "unknown"),
    ],
)
def test_trust_is_apart_from_integrity(held: object, trust: str) -> None:
    signature = only_signature(signed(PAPER, cms(held, signing_time=NOON)))  # type: ignore[arg-type]
    assert (signature.trust, signature.integrity) == (trust, "intact")


def test_a_certification_and_the_old_form_with_sha1_are_read() -> None:
    certified = only_signature(signed(PAPER, LEADERS, certify=MDPPerm.FILL_FORMS))
    assert (certified.kind, certified.integrity, certified.changed_after) == ("certification", "intact", "nothing")
    old = signed(PAPER, sha1_cms(certificate(*LEADER)), sub_filter="/adbe.pkcs7.sha1", algorithm="sha1")
    assert (only_signature(old).integrity, only_signature(old).signer) == ("intact", LEADER[0])
    position = old.index(b"/MediaBox") + 13
    assert only_signature(old[:position] + b"7" + old[position + 1 :]).integrity == "broken"


def test_a_time_stamp_of_the_document_has_no_signer_of_it() -> None:
    signature = only_signature(
        signed(PAPER, document_time_stamp(NOON), kind="/DocTimeStamp", sub_filter="/ETSI.RFC3161")
    )
    assert (signature.kind, signature.signer, signature.signed_at) == ("timestamp", "Máy dấu thời gian Bắc Sơn", NOON)
    assert (signature.time_source, signature.integrity) == ("timestamp", "intact")
    kept = signed(SIGNED, document_time_stamp(NOON), "Stamp", kind="/DocTimeStamp", sub_filter="/ETSI.RFC3161")
    (first, _), _ = read_signatures(kept)
    assert (first.integrity, first.changed_after) == ("intact", "signatures")


def test_a_file_encrypted_without_a_password_tells_its_signatures() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PAPER)) as file:
        file.save(out, encryption=pikepdf.Encryption(user="", owner="chu"))
    signature = only_signature(signed(out.getvalue(), LEADERS))
    assert (signature.signer, signature.integrity) == (LEADER[0], "intact")


def test_the_stamp_on_a_rotated_page_stands_where_it_is_seen() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PAPER)) as file:
        file.pages[0].Rotate = 90
        file.save(out)
    assert only_signature(signed(out.getvalue(), LEADERS, box=(10, 20, 110, 70))).box == BoundingBox(20, 10, 70, 110)


def test_a_stamp_that_is_an_object_apart_or_names_no_page_is_found() -> None:
    apart = signed(PAPER, LEADERS, box=(10, 20, 110, 70), apart=True)
    assert only_signature(apart).page == 1
    nameless = re.sub(rb"/P \d+ 0 R(?=\s)", lambda found: b" " * len(found[0]), apart)
    assert nameless != apart
    assert (only_signature(nameless).page, only_signature(nameless).box) == (1, only_signature(apart).box)


def test_a_signature_on_a_later_page_names_that_page() -> None:
    assert only_signature(signed(PAPER, LEADERS, box=(10, 20, 110, 70), page=1)).page == 2


def test_unsigned_files_are_read_without_the_libraries_of_signatures() -> None:
    program = (
        "import sys; from ingest.reader import read_document; read_document(sys.stdin.buffer.read()); "
        "sys.exit(any(name.split('.')[0] in ('pyhanko', 'asn1crypto') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", program], input=PAPER, check=True)
