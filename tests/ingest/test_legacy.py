"""DOC, RTF and what else is found under the ending .doc; the converter's own tests are in test_libreoffice.py."""

from __future__ import annotations

import contextlib
import email.message
import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DamagedFile, EncryptedFile, ReadingError, UnknownMediaType
from ingest.media import DOC, HTML, PLAIN_TEXT, RTF, WEB_ARCHIVE, media_type_of
from ingest.models import Document, Table
from ingest.reader import read_document
from tests.ingest.old_files import container, doc_of, encode


def blocks(document: Document) -> list[str]:
    return [block.text for block in document.pages[0].blocks if isinstance(block, Table) or block.role == "body"]


def plan() -> bytes:
    """A plan with all that a conversion may lose: table, merged cells, running head, foot note, list, field."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kế hoạch năm 2004"
    document.add_paragraph().add_run("§¶ng uû h\u00adíng dÉn").font.name = ".VnTimeH"
    document.add_paragraph("Số: 12/KH-UBND")
    document.add_paragraph("Điều tra hộ nghèo", style="List Number")
    document.add_paragraph("Tập huấn cán bộ", style="List Number")
    field = parse_xml(
        f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">Xem trang </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    document.element.body.insert(len(document.element.body) - 1, field)
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(0, 2).text = "TT", "Nội dung", "Chủ trì"
    table.cell(1, 0).text, table.cell(1, 1).text = "1", "Rà soát danh sách"
    table.cell(2, 0).text, table.cell(2, 1).text = "2", "Cấp thẻ"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Phòng Tổ chức"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return doc_of(plan(), tmp_path_factory.mktemp("doc"))


def test_a_doc_keeps_tables_lists_heads_and_fields(doc: bytes) -> None:
    document = read_document(doc, "ke-hoach.doc")
    assert document.media_type == DOC
    assert blocks(document) == [
        "ĐẢNG UỶ HƯỚNG DẪN",
        "Số: 12/KH-UBND",
        "1. Điều tra hộ nghèo",
        "2. Tập huấn cán bộ",
        "Xem trang 1",
        "TT | Nội dung | Chủ trì\n1 | Rà soát danh sách | Phòng Tổ chức\n2 | Cấp thẻ",
    ]
    (table,) = document.pages[0].tables
    assert [(cell.row, cell.row_span) for cell in table.cells if cell.text == "Phòng Tổ chức"] == [(1, 2)]
    assert [paragraph.text for paragraph in document.pages[0].paragraphs if paragraph.role == "margin"] == [
        "Kế hoạch năm 2004"
    ]


def test_a_doc_with_a_password_is_encrypted(doc: bytes) -> None:
    """The flag is in the file information block, which opens with this sign (MS-DOC, 2.5.2)."""
    sign = b"\xec\xa5"
    assert doc.count(sign) == 1
    flags = doc.index(sign) + 11
    locked = doc[:flags] + bytes([doc[flags] | 1]) + doc[flags + 1 :]
    with pytest.raises(EncryptedFile, match="DOC is protected"):
        read_document(locked, "khoa.doc")


def test_a_doc_cut_off_is_damaged(doc: bytes) -> None:
    with pytest.raises(DamagedFile):
        read_document(doc[: len(doc) // 3], "cut.doc")


RTF_TABLE = (
    rb"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0\fcharset163 Times New Roman;}}{\header\pard Trang \chpgn\par}"
    rb"\pard\qc\b TH\u212?NG B\u193?O\b0\par"
    rb"\pard Giao {\deleted S\u7903? T\u224?i ch\u237?nh}S\u7903? Y t\u7871?{\v \u7849?n} ch\u7911? tr\u236?.\par"
    rb"\trowd\cellx3000\cellx6000\pard\intbl X\u227?\cell S\u7889? ng\u432?\u7901?i\cell\row"
    rb"\trowd\cellx3000\cellx6000\pard\intbl T\u226?n L\u7853?p\cell 12\cell\row\pard"
    rb"Ban h\u224?nh c\u225?c quy\'ea\'ec\'f2nh.\par}"
)


def test_an_rtf_under_the_ending_doc_is_read_as_rtf() -> None:
    document = read_document(RTF_TABLE, "thong-bao.doc")
    assert document.media_type == RTF
    assert blocks(document)[:3] == [
        "THÔNG BÁO",
        "Giao Sở Y tế chủ trì.",
        "Xã | Số người\nTân Lập | 12",
    ]


def test_old_letters_of_an_rtf_are_restored_whatever_its_fonts_say_of_their_encoding() -> None:
    """Fonts of the system's own charset (1), Windows-1252 (0), Vietnamese (163), symbols (2)."""
    meant = "Hội đồng xét duyệt “hồ sơ” – kịp thời"
    old = encode(meant, "tcvn3").encode("cp1252")
    escaped = b"".join(b"\\'%02x" % byte if byte > 127 else bytes([byte]) for byte in old)
    charsets = (b"\\fcharset1", b"\\fcharset0", b"\\fcharset163", b"\\fcharset2", b"")
    fonts = b"".join(b"{\\f%d%s .VnTime;}" % (number, charset) for number, charset in enumerate(charsets))
    lines = b"".join(b"\\f%d %s\\par " % (number, escaped) for number in range(len(charsets)))
    content = b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl" + fonts + b"}" + lines + b"}"
    assert blocks(read_document(content, "cu.rtf")) == [meant] * len(charsets)


PAGE = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body>"
    "<p>Căn cứ Nghị định số 12/2004/NĐ-CP</p></body></html>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_web_page_under_the_ending_doc_is_read_as_html(encoding: str) -> None:
    document = read_document(PAGE.encode(encoding), "nghi-dinh.doc")
    assert (document.media_type, document.text) == (HTML, "Căn cứ Nghị định số 12/2004/NĐ-CP")


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_a_web_archive_is_read_from_its_page(encoding: str) -> None:
    page = email.message.EmailMessage()
    page.set_content(PAGE, subtype="html", cte=encoding)
    archive = email.message.EmailMessage()
    archive["From"] = "<Lưu bởi Internet Explorer>"
    archive["MIME-Version"] = "1.0"
    archive.make_related()
    archive.attach(page)
    archive.add_related(b"\x89PNG", "image", "png")
    document = read_document(bytes(archive), "nghi-dinh.doc")
    assert (document.media_type, document.text) == (WEB_ARCHIVE, "Căn cứ Nghị định số 12/2004/NĐ-CP")


def test_lines_with_colons_are_no_head_of_a_message() -> None:
    lines = b"Ho ten: Nguyen Van A\r\n" * 150
    assert media_type_of(lines) == PLAIN_TEXT


def test_a_web_archive_without_a_page_is_damaged() -> None:
    with pytest.raises(DamagedFile, match="holds no page"):
        read_document(b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\n\x89PNG", "anh.mht")


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (container("Workbook"), UnknownMediaType, "Excel 97-2003"),
        (container("Ctls", "PowerPoint Document", "Pictures"), UnknownMediaType, "PowerPoint"),
        (container("__properties_version1.0"), UnknownMediaType, "Outlook"),
        (container("Contents"), UnknownMediaType, "no Word document"),
        (container("EncryptionInfo", "EncryptedPackage"), EncryptedFile, "password"),
        (container(), DamagedFile, "nothing can be found"),
        (container("WordDocument")[:600], DamagedFile, "nothing can be found"),
        (b'<?mso-application progid="Word.Document"?><w:wordDocument/>', UnknownMediaType, "2003 XML"),
    ],
)
def test_other_office_files_are_refused_by_what_they_are(content: bytes, error: type[ReadingError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        read_document(content, "van-ban.doc")
    assert caught.value.next_step


def test_a_container_that_holds_a_document_but_no_text_of_it_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read_document(container("WordDocument"), "rong.doc")


def test_an_embedded_workbook_makes_no_workbook_of_a_doc() -> None:
    assert media_type_of(container("Workbook", "WordDocument")) == DOC


def test_loops_in_a_container_end(tmp_path: Path) -> None:
    broken = bytearray(container("Workbook"))
    broken[512:520] = b"\0\0\0\0\1\0\0\0"  # the directory's sector follows on itself
    with pytest.raises(UnknownMediaType):
        read_document(bytes(broken), "vong.doc")


@given(st.binary(max_size=2_000), st.integers(0, 1_500))
def test_any_container_is_of_a_kind_or_is_refused(noise: bytes, place: int) -> None:
    whole = container("Workbook", "Pictures")
    broken = whole[: 8 + place] + noise + whole[8 + place + len(noise) :]
    with contextlib.suppress(ReadingError):
        assert media_type_of(broken) == DOC
