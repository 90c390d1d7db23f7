"""Sheets of paper for the tests: PDF pages and simulated scans with the project's own text."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path("/usr/share/fonts/truetype/dejavu")
WIDTH, HEIGHT = A4

pdfmetrics.registerFont(TTFont("Serif", FONTS / "DejaVuSerif.ttf"))
pdfmetrics.registerFont(TTFont("SerifBold", FONTS / "DejaVuSerif-Bold.ttf"))

LEFT_HEAD = ("ỦY BAN NHÂN DÂN", "TỈNH BẮC SƠN", "Số: 218/KH-UBND")
RIGHT_HEAD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Bắc Sơn, ngày 14 tháng 3 năm 2023",
)
TITLE = ("KẾ HOẠCH", "Phát triển mạng lưới cộng tác viên công tác xã hội", "trên địa bàn tỉnh giai đoạn 2023 - 2027")
FIRST = (
    "Căn cứ tình hình thực tế của địa phương, Ủy ban nhân dân tỉnh ban hành kế hoạch phát triển mạng lưới "
    "cộng tác viên với những nội dung chủ yếu sau đây, giao các đơn vị tổ chức thực hiện:"
)
HEADING = "I. MỤC TIÊU"
ITEMS = (
    "1. Đến năm 2025 có ít nhất 70% số xã, phường, thị trấn bố trí được một cộng tác viên; mỗi cộng tác viên được "
    "tập huấn tối thiểu hai lần trong một năm theo chương trình thống nhất.",
    "2. Hằng năm tổ chức 12 lớp bồi dưỡng kỹ năng cho 480 người làm công tác xã hội tại cơ sở.",
    "a) Lớp dành cho người mới vào nghề;",
    "b) Lớp nâng cao dành cho người đã có từ ba năm kinh nghiệm trở lên, do trường cao đẳng của tỉnh phụ trách "
    "giảng dạy.",
)
RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Thường trực Tỉnh ủy;", "- Các sở, ban, ngành;", "- Lưu: VT, VX.")
SIGNATURE = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
SIGNER = "Trần Quốc Bảo"
LEFT, RIGHT = 85.0, WIDTH - 55.0

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = A4, encrypt: object = None) -> bytes:
    """A PDF with one page a drawing."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=encrypt)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def head(canvas: Canvas) -> None:
    for number, (left, right) in enumerate(zip(LEFT_HEAD, RIGHT_HEAD, strict=True)):
        canvas.setFont("SerifBold" if number < 2 else "Serif", 10)
        canvas.drawCentredString(160, HEIGHT - 60 - 17 * number, left)
        canvas.drawCentredString(410, HEIGHT - 60 - 17 * number, right)
    for number, line in enumerate(TITLE):
        canvas.setFont("SerifBold", 11)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 140 - 17 * number, line)


def body(canvas: Canvas, top: float = HEIGHT - 210, size: float = 11) -> float:
    """The running text, justified; gives back where it ended."""
    for text in (FIRST, HEADING, *ITEMS):
        top = paragraph(canvas, text, top, size) - 5
    return top


def paragraph(canvas: Canvas, text: str, top: float, size: float) -> float:
    """Wraps, indents the first line and justifies as word processors do."""
    lines: list[list[str]] = [[]]
    for word in text.split():
        indent = 28 if len(lines) == 1 else 0
        if pdfmetrics.stringWidth(" ".join([*lines[-1], word]), "Serif", size) > RIGHT - LEFT - indent:
            lines.append([])
        lines[-1].append(word)
    for number, line in enumerate(lines):
        left = LEFT + (28 if number == 0 else 0)
        canvas.setFont("Serif", size)
        free = RIGHT - left - pdfmetrics.stringWidth("".join(line), "Serif", size)
        gap = free / (len(line) - 1) if number < len(lines) - 1 else pdfmetrics.stringWidth(" ", "Serif", size)
        for word in line:
            canvas.drawString(left, top, word)
            left += pdfmetrics.stringWidth(word, "Serif", size) + gap
        top -= 1.35 * size
    return top


def foot(canvas: Canvas, top: float) -> None:
    for number, line in enumerate(RECIPIENTS):
        canvas.setFont("SerifBold" if number == 0 else "Serif", 9)
        canvas.drawString(LEFT, top - 12 * number, line)
    for number, line in enumerate(SIGNATURE):
        canvas.setFont("SerifBold", 10)
        canvas.drawCentredString(430, top - 15 * number, line)
    canvas.drawCentredString(430, top - 110, SIGNER)


def whole_page(canvas: Canvas) -> None:
    head(canvas)
    foot(canvas, body(canvas) - 25)


def picture(content: bytes, dpi: float = 300, number: int = 1) -> Image.Image:
    """The page of a PDF as an RGB picture."""
    document = pypdfium2.PdfDocument(content)
    image: Image.Image = document[number - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return image


def scanned(image: Image.Image, skew: float = 0.0, noise: float = 0.0, stamp: bool = False) -> Image.Image:
    """What a scanner makes of a page: a red seal, askew, grey paper with a shadow, specks on a share of the pixels."""
    image = image.copy()
    if stamp:
        draw = ImageDraw.Draw(image)
        x, y, radius = round(0.62 * image.width), round(0.62 * image.height), image.width // 11
        for inset in (0, 14, 60):
            box = (x - radius + inset, y - radius + inset, x + radius - inset, y + radius - inset)
            draw.ellipse(box, outline=(215, 40, 55), width=8)
    image = image.rotate(skew, fillcolor="white", resample=Image.Resampling.BICUBIC)
    random = np.random.default_rng(7)
    pixels = np.asarray(image).astype(np.float32) * np.linspace(0.84, 0.97, image.width)[None, :, None]
    pixels += random.normal(0, 6, pixels.shape[:2])[..., None]
    specks = random.random(pixels.shape[:2])
    pixels[specks < noise] = 20
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def image_bytes(image: Image.Image, kind: str = "PNG", dpi: int | None = 300, **options: object) -> bytes:
    out = io.BytesIO()
    if dpi:
        options["dpi"] = (dpi, dpi)
    image.save(out, kind, **options)
    return out.getvalue()


def scan_pdf(image: Image.Image, over: Draw | None = None) -> bytes:
    """A PDF whose page is the picture, with something drawn over it."""
    jpeg = io.BytesIO(image_bytes(image, "JPEG", quality=85))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(jpeg), 0, 0, WIDTH, HEIGHT)
        if over:
            over(canvas)

    return pdf(draw)
