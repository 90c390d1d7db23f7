"""PDFs whose text layer is in TCVN3 or VNI: read from the layer where it reads as Vietnamese then."""

from __future__ import annotations

import io

import pikepdf
import pytest

from ingest.page.pdf_file import open_pdf
from ingest.page.text_layer import read_text_layer
from ingest.reader import read_document
from tests.ingest.old_files import encode

BODY = [
    "Căn cứ Luật Tổ chức chính quyền địa phương, Phòng Nội vụ hướng dẫn",
    "các xã rà soát đội ngũ, lập danh sách cán bộ không chuyên trách",
    "như sau: mỗi thôn được bố trí tối đa ba người; xã ưu tiên người có",
    "bằng cấp, đang cư trú tại thôn; chưa từng bị kỷ luật. Trước ngày 15",
    "tháng 6, các xã gửi hồ sơ về huyện để tổng hợp, trình phê duyệt.",
]


def old_pdf(*lines: tuple[str, str]) -> bytes:
    """A page of lines, each its text (in Windows-1252) and its font: as old office programs wrote them."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    names = {font: f"/F{number}" for number, font in enumerate(dict.fromkeys(font for _, font in lines))}
    fonts = {
        name: pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            BaseFont=pikepdf.Name(f"/{font}"),
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        for font, name in names.items()
    }
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
    drawn = "".join(
        f"BT {names[font]} 12 Tf 70 {760 - 18 * row} Td <{text.encode('cp1252').hex()}> Tj ET\n"
        for row, (text, font) in enumerate(lines)
    )
    page.Contents = pdf.make_stream(drawn.encode())
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def words_of(content: bytes) -> str:
    page = read_document(content, "cu.pdf").pages[0]
    assert page.source == "text"
    assert all(word.box is not None for word in page.words)
    return " ".join(word.text for word in page.words)


@pytest.mark.parametrize(("name", "font"), [("tcvn3", "ABCDEF+.VnTime"), ("vni", "VNI-Times"), ("tcvn3", "TT1")])
def test_an_old_layer_is_read_by_its_fonts_or_its_words(name: str, font: str) -> None:
    """Its letter ư is a hyphen in PDFs (WinAnsiEncoding, 0xAD)."""
    content = old_pdf(*((encode(line, name), font) for line in BODY))
    assert words_of(content) == " ".join(BODY)


def test_fonts_of_capitals_and_hyphens_that_are_hyphens() -> None:
    lines = [("QuyÕt ®Þnh sè 15/Q§-UB", "VnTimeH,Bold"), ("T- vÊn ph¸p luËt cho x· Ninh-B×nh", "VnTime")]
    assert words_of(old_pdf(*lines)) == "QUYẾT ĐỊNH SỐ 15/QĐ-UB Tư vấn pháp luật cho xã Ninh-Bình"


def test_french_in_a_layer_stays() -> None:
    lines = [("Le siège de la société a été transféré ; l'hôtel est déjà", "Helvetica"), ("fermé l'été.", "Helvetica")]
    with open_pdf(old_pdf(*lines)) as document:
        layer = read_text_layer(document, 1)
    assert " ".join(word.text for word in layer.words) == " ".join(text for text, _ in lines)


def test_a_number_put_on_an_old_page_is_added_once() -> None:
    """Form fields are found by drawing the page with them once more: its own words must not come back as they were."""
    content = io.BytesIO(old_pdf(*((encode(line, "tcvn3"), "VnTime") for line in BODY)))
    with pikepdf.open(content) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(
            b"BT /F 12 Tf 2 4 Td (1542) Tj ET",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 60, 20],
            Resources=pikepdf.Dictionary(
                Font=pikepdf.Dictionary(
                    F=pikepdf.Dictionary(
                        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                    )
                )
            ),
        )
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="so",
            F=4,
            Rect=[70, 780, 130, 800],
            AP=pikepdf.Dictionary(N=form),
        )
        page.Annots = pikepdf.Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=page.Annots)
        filled = io.BytesIO()
        pdf.save(filled)
    words = words_of(filled.getvalue()).split()
    assert sorted(words) == sorted([*" ".join(BODY).split(), "1542"])


def test_look_alikes_in_a_layer_are_repaired() -> None:
    lines = [("Nghi dinh so 12/2003/N\u00d0-CP cua Chinh phu \u00ad ban hanh", "Helvetica")]
    assert words_of(old_pdf(*lines)) == "Nghi dinh so 12/2003/NĐ-CP cua Chinh phu - ban hanh"
