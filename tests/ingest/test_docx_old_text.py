"""Word documents in TCVN3 and VNI, run by run, and the characters of symbol fonts."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.reader import read_document

W = nsdecls("w")


def texts(document: WordDocument) -> list[str]:
    buffer = io.BytesIO()
    document.save(buffer)
    return [block.text for block in read_document(buffer.getvalue(), "cu.docx").pages[0].blocks]


def paragraph(document: WordDocument, *runs: tuple[str, str]) -> None:
    """A paragraph of runs, each its text and its font."""
    made = document.add_paragraph()
    for text, font in runs:
        made.add_run(text).font.name = font


def add_xml(document: WordDocument, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def test_runs_are_restored_by_their_fonts() -> None:
    document = docx.Document()
    paragraph(document, ("Bé Tµi chÝnh", ".VnTimeH"))
    paragraph(document, ("§iÒu 1. ", ".VnTime"), ("Phạm vi ", "Times New Roman"), ("¸p dông", ".VnTime"))
    paragraph(document, ("Ho", "VNI-Times"), ("äi ñoàng", "VNI-Times"), (" xét duyệt", "Arial"))
    assert texts(document) == ["BỘ TÀI CHÍNH", "Điều 1. Phạm vi áp dụng", "Hội đồng xét duyệt"]


def test_a_font_may_come_from_a_style_or_the_defaults() -> None:
    document = docx.Document()
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    fonts.set(qn("w:hAnsi"), ".VnTime")
    style = document.styles.add_style("TieuDe", WD_STYLE_TYPE.PARAGRAPH)
    style.font.name = ".VnTimeH"
    document.add_paragraph("KÕ ho¹ch", style="TieuDe")
    document.add_paragraph("C¸c x· b¸o c¸o")
    assert texts(document) == ["KẾ HOẠCH", "Các xã báo cáo"]


def test_the_soft_hyphen_of_the_file_is_a_letter_in_tcvn3_and_nothing_elsewhere() -> None:
    document = docx.Document()
    for font, before, after in ((".VnTime", "tr", "ëng th«n"), ("Arial", "cán ", "bộ xã")):
        properties = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
        add_xml(
            document,
            f'<w:p {W}><w:r>{properties}<w:t xml:space="preserve">{before}</w:t><w:softHyphen/><w:t>{after}</w:t></w:r>'
            "</w:p>",
        )
    assert texts(document) == ["trưởng thôn", "cán bộ xã"]


@pytest.mark.parametrize(
    ("font", "text", "meant"), [(".VnTime", "§iÒu 5", "Điều 5"), ("VNI-Times", "Ñieàu 5", "Điều 5")]
)
def test_a_whole_document_without_telling_fonts(font: str, text: str, meant: str) -> None:
    bodies = {
        ".VnTime": "Uû ban nh©n d©n huyÖn giao Phßng Néi vô theo dâi, ®«n ®èc, tæng hîp kÕt qu¶ thùc hiÖn.",
        "VNI-Times": "Uûy ban nhaân daân huyeän giao Phoøng Noäi vuï theo doõi, ñoân ñoác, toång hôïp keát quaû.",
    }
    document = docx.Document()
    document.add_paragraph(text)
    document.add_paragraph(bodies[font])
    assert texts(document)[0] == meant
    assert "giao Phòng Nội vụ theo dõi, đôn đốc, tổng hợp kết quả" in texts(document)[1]


def test_list_numbers_in_tcvn3_are_restored() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {W} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="§iÒu %1."/><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:lvl>'
        "</w:abstractNum>"
    )
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    add_xml(
        document,
        f'<w:p {W}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr><w:r><w:rPr><w:rFonts'
        ' w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>HiÖu lùc thi hµnh</w:t></w:r></w:p>',
    )
    assert texts(document) == ["Điều 4. Hiệu lực thi hành"]


def test_symbols_are_what_their_font_draws() -> None:
    document = docx.Document()
    add_xml(
        document,
        f'<w:p {W}><w:r><w:t xml:space="preserve">Tỷ lệ </w:t><w:sym w:font="Symbol" w:char="F0B3"/>'
        '<w:t xml:space="preserve"> 5%; </w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t xml:space="preserve"> Có; '
        '</w:t><w:sym w:font="Wingdings" w:char="F028"/></w:r><w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
        "</w:rPr><w:t>\uf044\uf03d\uf032</w:t></w:r></w:p>",
    )
    assert texts(document) == ["Tỷ lệ ≥ 5%; ☑ Có; Δ=2"]


def test_letters_in_a_font_that_passes_for_symbols() -> None:
    document = docx.Document()
    add_xml(
        document,
        f'<w:p {W}><w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>Tæ chøc h</w:t>'
        '<w:sym w:font=".VnTime" w:char="F0E9"/><w:t>i</w:t></w:r></w:p>',
    )
    assert texts(document) == ["Tổ chức hội"]


def test_objects_in_the_file_are_told_as_unread() -> None:
    document = docx.Document()
    document.add_paragraph("Biểu kèm theo")
    names = f'{W} xmlns:o="urn:schemas-microsoft-com:office:office"'
    for program in ("Excel.Sheet.8", "Equation.3"):
        add_xml(document, f'<w:p {names}><w:r><w:object><o:OLEObject ProgID="{program}"/></w:object></w:r></w:p>')
    buffer = io.BytesIO()
    document.save(buffer)
    (warning,) = read_document(buffer.getvalue(), "cu.docx").warnings
    assert warning.code == "embedded-objects"
    assert "có 1 đối tượng nhúng" in warning.message


def test_content_controls_and_watermarks() -> None:
    document = docx.Document()
    add_xml(
        document,
        f'<w:sdt {W}><w:sdtPr><w:alias w:val="Trích yếu"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t xml:space="preserve">'
        "Về việc </w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>cấp thẻ</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        "</w:sdtContent></w:sdt>",
    )
    add_xml(
        document,
        f'<w:p {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape style="width:9pt"><v:textpath'
        ' string="MẬT"/></v:shape></w:pict></w:r><w:hyperlink w:anchor="a"><w:r><w:t>Phụ lục</w:t></w:r></w:hyperlink>'
        "</w:p>",
    )
    assert texts(document) == ["Về việc cấp thẻ", "Phụ lục"]
