"""Word documents made with python-docx, and packages made by hand where python-docx cannot."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import DamagedFile, EncryptedFile, TooLarge
from ingest.limits import DEFAULT_LIMITS
from ingest.models import Document, Table
from ingest.reader import read_document

W = nsdecls("w")


def read(document: WordDocument) -> Document:
    buffer = io.BytesIO()
    document.save(buffer)
    return read_document(buffer.getvalue(), "thu.docx")


def body(document: Document) -> list[str]:
    return [block.text for block in document.pages[0].blocks if isinstance(block, Table) or block.role == "body"]


def margin(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.pages[0].paragraphs if paragraph.role == "margin"]


def add_xml(document: WordDocument, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def with_part(content: bytes, name: str, text: str | bytes) -> bytes:
    """The archive with one part put in or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info.filename))
        new.writestr(name, text)
    return buffer.getvalue()


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_paragraphs_and_tables_stand_in_document_order() -> None:
    document = docx.Document()
    document.add_paragraph("I. CHỈ TIÊU")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("TT", "Chỉ tiêu", "Năm 2026", "1", "Số xã có tổ công tác xã hội", "45 xã"),
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Các xã báo cáo trước ngày 15 tháng 12.")
    result = read(document)
    assert body(result) == [
        "I. CHỈ TIÊU",
        "TT | Chỉ tiêu | Năm 2026\n1 | Số xã có tổ công tác xã hội | 45 xã",
        "Các xã báo cáo trước ngày 15 tháng 12.",
    ]
    page = result.pages[0]
    assert (page.number, page.width, page.height) == (1, 0, 0)
    assert all(word.box is None and word.confidence == 1 for word in page.words)


def test_merged_cells_stand_once_with_their_spans() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).text = "Nội dung"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Kết quả"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Tập huấn cộng tác viên"
    table.cell(1, 1).text, table.cell(1, 2).text = "12 lớp", "480 người"
    table.cell(2, 1).text, table.cell(2, 2).text = "15 lớp", "600 người"
    (found,) = read(document).pages[0].tables
    placed = [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in found.cells]
    assert placed == [
        (0, 0, 1, 1, "Nội dung"),
        (0, 1, 1, 2, "Kết quả"),
        (1, 0, 2, 1, "Tập huấn cộng tác viên"),
        (1, 1, 1, 1, "12 lớp"),
        (1, 2, 1, 1, "480 người"),
        (2, 1, 1, 1, "15 lớp"),
        (2, 2, 1, 1, "600 người"),
    ]


def test_head_and_foot_in_tables_are_paragraphs() -> None:
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH SƠN THỦY"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 31/KH-UBND"
    head.cell(1, 1).text = "Sơn Thủy, ngày 09 tháng 3 năm 2024"
    document.add_paragraph("KẾ HOẠCH")
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐinh Văn Hải"
    result = read(document)
    assert result.pages[0].tables == ()
    assert body(result) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH SƠN THỦY",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 31/KH-UBND",
        "Sơn Thủy, ngày 09 tháng 3 năm 2024",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- Sở Nội vụ;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Đinh Văn Hải",
    ]


def test_a_foot_signed_by_two_agencies_is_paragraphs() -> None:
    document = docx.Document()
    foot = document.add_table(rows=1, cols=3)
    foot.cell(0, 0).text = "Nơi nhận:\n- Lưu: VT."
    foot.cell(0, 1).text = "GIÁM ĐỐC SỞ Y TẾ\n(Đã ký)\nLê Thị Hoa"
    foot.cell(0, 2).text = "KT. GIÁM ĐỐC SỞ NỘI VỤ\nPHÓ GIÁM ĐỐC\nTrần Văn Nam"
    assert body(read(document))[-3:] == ["KT. GIÁM ĐỐC SỞ NỘI VỤ", "PHÓ GIÁM ĐỐC", "Trần Văn Nam"]


def test_a_head_set_with_tabs_is_told_apart() -> None:
    document = docx.Document()
    document.add_paragraph("UBND HUYỆN TÂN LẬP\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    document.add_paragraph("Số: 07/BC-UBND\t\tTân Lập, ngày 02 tháng 6 năm 2022")
    assert body(read(document)) == [
        "UBND HUYỆN TÂN LẬP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 07/BC-UBND",
        "Tân Lập, ngày 02 tháng 6 năm 2022",
    ]


def test_a_word_split_over_runs_is_one_word() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Tỷ lệ đạt 8")
    paragraph.add_run("5").bold = True
    paragraph.add_run("% số h")
    paragraph.add_run("ộ")
    assert body(read(document)) == ["Tỷ lệ đạt 85% số hộ"]


def test_running_heads_are_margin_and_stand_once() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kế hoạch công tác xã hội 2024"
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    document.add_section()
    document.sections[1].header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "Kế hoạch công tác xã hội 2024"
    document.add_paragraph("Nội dung.")
    result = read(document)
    assert body(result) == ["Nội dung."]
    assert margin(result) == ["Kế hoạch công tác xã hội 2024", "Trang 1"]


def test_a_head_of_the_document_in_the_page_header_is_body() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Số: 15/TB-UBND"
    document.add_paragraph("THÔNG BÁO")
    assert body(read(document)) == ["Số: 15/TB-UBND", "THÔNG BÁO"]


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
 <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Dieu"/>
 <w:lvlText w:val="Điều %1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(*items: tuple[str, int, str]) -> Document:
    """A document of paragraphs, each with its list, level and text."""
    document = docx.Document()
    for number_id, level, text in items:
        add_xml(
            document,
            f'<w:p {W}><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr></w:pPr>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p>",
        )
    return read_document(with_part(saved(document), "word/numbering.xml", NUMBERING), "so.docx")


def test_automatic_numbers_are_text() -> None:
    result = numbered(
        ("1", 0, "MỤC TIÊU"),
        ("1", 1, "Mục tiêu chung"),
        ("1", 1, "Mục tiêu cụ thể"),
        ("1", 2, "Về tổ chức"),
        ("1", 3, "Cấp tỉnh"),
        ("1", 3, "Cấp xã"),
        ("1", 4, "Có trụ sở"),
        ("1", 2, "Về nhân lực"),
        ("1", 0, "NHIỆM VỤ"),
        ("1", 1, "Truyền thông"),
        ("2", 0, "Hiệu lực thi hành"),
        ("2", 0, "Trách nhiệm"),
    )
    assert body(result) == [
        "I. MỤC TIÊU",
        "1. Mục tiêu chung",
        "2. Mục tiêu cụ thể",
        "2.1. Về tổ chức",
        "a) Cấp tỉnh",
        "b) Cấp xã",
        "- Có trụ sở",
        "2.2. Về nhân lực",
        "II. NHIỆM VỤ",
        "1. Truyền thông",
        "Điều 3. Hiệu lực thi hành",
        "Điều 4. Trách nhiệm",
    ]


def test_a_list_that_starts_anew_counts_anew() -> None:
    result = numbered(("1", 0, "A"), ("1", 0, "B"), ("3", 0, "C"), ("3", 0, "D"))
    assert body(result) == ["I. A", "II. B", "I. C", "II. D"]


def test_headings_numbered_by_their_style_keep_their_markers() -> None:
    document = docx.Document()
    style = document.styles.add_style("Dieu", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="2"/></w:numPr>'))
    document.add_paragraph("Phạm vi", style="Dieu")
    document.add_paragraph("Quy định này áp dụng cho các xã.")
    result = read_document(with_part(saved(document), "word/numbering.xml", NUMBERING), "dieu.docx")
    assert body(result) == ["Điều 3. Phạm vi", "Quy định này áp dụng cho các xã."]


TEXT_BOX = f"""<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">
<w:r><w:t>Trước hộp.</w:t></w:r><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>3175</wp:posOffset>
</wp:positionH><wp:docPr id="1" name="Text Box 1" descr="hộp"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>
<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>
</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def test_a_text_box_stands_once_and_leaks_no_offsets() -> None:
    document = docx.Document()
    add_xml(document, TEXT_BOX)
    assert body(read(document)) == ["Trước hộp.", "DỰ THẢO"]


def test_deleted_and_hidden_text_and_field_codes_do_not_print() -> None:
    document = docx.Document()
    add_xml(
        document,
        f"<w:p {W}><w:r><w:t>Giao </w:t></w:r>"
        "<w:del><w:r><w:delText>Sở Tài chính</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Sở Y tế</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t xml:space="preserve"> chủ trì.</w:t></w:r></w:p>',
    )
    assert body(read(document)) == ["Giao Sở Y tế chủ trì."]


def test_capitals_of_the_formatting_are_capitals_of_the_text() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("Kế hoạch")
    run.font.all_caps = True
    assert body(read(document)) == ["KẾ HOẠCH"]


def test_footnotes_follow_the_body_with_their_marks() -> None:
    document = docx.Document()
    add_xml(
        document,
        f'<w:p {W}><w:r><w:t>Toàn tỉnh có 96 xã</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:t>, phường.</w:t></w:r></w:p>",
    )
    content = saved(document)
    footnotes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Theo nghị quyết sắp xếp năm 2025.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    relation = (
        '<Relationship Id="rIdF" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        ' Target="footnotes.xml"/></Relationships>'
    )
    content = with_part(content, "word/footnotes.xml", footnotes)
    content = with_part(content, "word/_rels/document.xml.rels", relations.replace("</Relationships>", relation))
    assert body(read_document(content, "chu-thich.docx")) == [
        "Toàn tỉnh có 96 xã[1], phường.",
        "[1] Theo nghị quyết sắp xếp năm 2025.",
    ]


def test_tables_inside_a_layout_table_are_tables() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=1)
    outer.cell(0, 0).paragraphs[0].text = "Biểu 1"
    inner = outer.cell(0, 0).add_table(rows=2, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Xã", "Số người"
    inner.cell(1, 0).text, inner.cell(1, 1).text = "Tân Lập", "12"
    assert body(read(document)) == ["Biểu 1", "Xã | Số người\nTân Lập | 12"]


def test_a_soft_break_in_a_title_parts_no_title() -> None:
    document = docx.Document()
    document.add_paragraph("PHÁT TRIỂN CÔNG TÁC XÃ HỘI\nGIAI ĐOẠN 2024 - 2030")
    assert body(read(document)) == ["PHÁT TRIỂN CÔNG TÁC XÃ HỘI GIAI ĐOẠN 2024 - 2030"]


def test_a_zip_bomb_is_refused_while_it_unpacks() -> None:
    content = with_part(saved(docx.Document()), "word/document.xml", b"<w:document>" + b" " * 60_000_000)
    with pytest.raises(TooLarge):
        read_document(content, "bom.docx")


def test_the_limit_on_unpacked_bytes_holds() -> None:
    document = docx.Document()
    document.add_paragraph("Một đoạn.")
    with pytest.raises(TooLarge):
        read_document(saved(document), "nho.docx", replace(DEFAULT_LIMITS, unpacked_bytes=1_000))


def with_doctype(doctype: str, text: str) -> bytes:
    xml = (
        f"<!DOCTYPE d [{doctype}]><w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    )
    return with_part(saved(docx.Document()), "word/document.xml", xml)


def test_external_entities_are_damage_and_not_read(tmp_path: Path) -> None:
    """They once took the rest of their text with them, without a word."""
    secret = tmp_path / "secret"
    secret.write_text("mật khẩu")
    content = with_doctype(f'<!ENTITY file SYSTEM "{secret.as_uri()}">', "Trước &file; sau")
    with pytest.raises(DamagedFile):
        read_document(content, "thuc-the.docx")


def test_entities_that_grow_without_end_are_damage() -> None:
    laughs = "".join(f'<!ENTITY e{level + 1} "{f"&e{level};" * 10}">' for level in range(8))
    with pytest.raises(DamagedFile):
        read_document(with_doctype(f'<!ENTITY e0 "ha">{laughs}', "&e8;"), "cuoi.docx")


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.98])
def test_a_truncated_archive_is_damaged(keep: float) -> None:
    content = saved(docx.Document())
    with pytest.raises(DamagedFile):
        read_document(content[: int(len(content) * keep)], "cut.docx")


def test_broken_xml_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read_document(with_part(saved(docx.Document()), "word/document.xml", "<w:document><w:body>"), "xml.docx")


def test_a_document_with_a_password_is_encrypted() -> None:
    """An encrypted DOCX is an OLE file with a stream of that name (MS-OFFCRYPTO)."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    with pytest.raises(EncryptedFile):
        read_document(ole, "khoa.docx")
