"""Signature blocks on black-and-white scans, crossed by a black seal and a signature's stroke."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from ingest.models import BoundingBox, Page, Word
from ingest.page.columns import regions
from ingest.page.lines import printed_lines
from ingest.reader import read_document
from nlp.pipeline import extract
from tests.ingest.paper import FIRST, HEIGHT, LEFT, image_bytes, paragraph, pdf, picture

pytestmark = pytest.mark.ocr

RECIPIENTS = (
    "Nơi nhận:",
    "- Như trên;",
    "- Thường trực Tỉnh ủy;",
    "- Các sở, ban, ngành;",
    "- Báo Bắc Sơn;",
    "- Lưu: VT.",
)
SIGNED = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
NAME = "Phạm Quang Thịnh"
FOOT, MIDDLE = HEIGHT - 330, 420.0  # of the page's points


def last_page(canvas: Canvas) -> None:
    paragraph(canvas, FIRST, HEIGHT - 100, 12)
    for number, line in enumerate(RECIPIENTS):
        canvas.setFont("SerifBold" if number == 0 else "Serif", 10)
        canvas.drawString(LEFT, FOOT - 14 * number, line)
    canvas.setFont("SerifBold", 12)
    for number, line in enumerate((*SIGNED, "", "", "", "", "", NAME)):
        canvas.drawCentredString(MIDDLE, FOOT - 17 * number, line)


def sealed(x: float, y: float) -> bytes:
    """The last page as a scan in black and white, a seal of 36 mm with its middle at the point given."""
    image = picture(pdf(last_page), 200)
    draw = ImageDraw.Draw(image)
    scale = 200 / 72
    for radius, width in ((51, 4), (47, 2), (34, 3)):
        box = ((x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale)
        draw.ellipse(box, outline="black", width=width)
    star = ((x - 14, y - 4), (x + 14, y - 4), (x - 8, y + 14), (x, y - 14), (x + 8, y + 14))
    draw.polygon([(left * scale, top * scale) for left, top in star], fill="black")
    low = y + 40
    draw.line([((x - 20) * scale, low * scale), ((x + 160) * scale, (low - 6) * scale)], fill="black", width=4)
    return image_bytes(image.convert("1", dither=Image.Dither.NONE), "PNG", 200)


def lines_of(page: Page) -> list[str]:
    return [line.text for paragraph in page.paragraphs for line in paragraph.lines]


def test_a_seal_over_position_and_name_hides_neither() -> None:
    document = read_document(sealed(374, 388), "dau-den-1bit.png")
    lines = lines_of(document.pages[0])
    assert [line for line in lines if line in (*SIGNED, NAME)] == [*SIGNED, NAME]
    assert "- Các sở, ban, ngành;" in lines
    [signer] = extract(document).signers
    assert (signer.authority, signer.position, signer.name) == (*SIGNED, NAME)
    clear = read_document(image_bytes(picture(pdf(last_page), 200), "PNG", 200), "khong-dau.png")
    assert [signer.confidence < other.confidence for other in extract(clear).signers] == [True]


def test_what_a_solid_seal_hides_of_a_name_is_not_made_up() -> None:
    image = Image.open(io.BytesIO(sealed(374, 388))).convert("L")
    draw = ImageDraw.Draw(image)
    scale = 200 / 72
    draw.ellipse([value * scale for value in (310, 400, 410, 500)], fill="black")
    document = read_document(image_bytes(image, "PNG", 200), "dau-dac.png")
    assert all(signer.name == NAME for signer in extract(document).signers)


def test_a_name_between_two_lines_of_recipients_stands_in_its_column() -> None:
    words = [
        Word(text, BoundingBox(LEFT + 45 * place, 100 + 13 * number, LEFT + 40 + 45 * place, 109 + 13 * number))
        for number, line in enumerate(RECIPIENTS)
        for place, text in enumerate(line.split())
    ]
    name = [Word(text, BoundingBox(400 + 50 * n, 131, 445 + 50 * n, 144)) for n, text in enumerate(NAME.split())]
    columns = [[line.text for line in printed_lines(region.words)] for region in regions([*words, *name])]
    assert columns == [list(RECIPIENTS), [NAME]]
