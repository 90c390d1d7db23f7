"""Documents made for the tests of the pages, with known words at known places."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FONT, _BOLD = "DejaVuSans", "DejaVuSans-Bold"
_FONTS = Path("/usr/share/fonts/truetype/dejavu")
_SIZE = 12
_WIDTH, _HEIGHT = A4

PLAN_NUMBER = "3817/KH-UBND"
PLAN_NAME = "Kế hoạch 3817 Bắc Ninh.pdf"
TARGET_SENTENCE = "- Phấn đấu ít nhất 85% số xã có người làm công tác xã hội vào năm 2029."
TARGET_LEFT, TARGET_BASELINE = 70.0, 300.0

_FIRST_PAGE = (
    (70, 780, "ỦY BAN NHÂN DÂN", True),
    (70, 764, "TỈNH BẮC NINH", True),
    (330, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
    (380, 764, "Độc lập - Tự do - Hạnh phúc", True),
    (70, 735, f"Số: {PLAN_NUMBER}", False),
    (330, 735, "Bắc Ninh, ngày 18 tháng 9 năm 2026", False),
    (250, 690, "KẾ HOẠCH", True),
    (130, 670, "Phát triển mạng lưới cộng tác viên giai đoạn 2026 - 2029", True),
    (70, 630, "Căn cứ Quyết định số 905/QĐ-TTg ngày 12/5/2024 của Thủ tướng Chính phủ;", False),
    (70, 605, "Ủy ban nhân dân tỉnh ban hành kế hoạch với các nội dung sau:", False),
    (70, 580, "I. MỤC ĐÍCH", True),
    (70, 560, "Nâng cao chất lượng trợ giúp người yếu thế tại cộng đồng.", False),
)
_SECOND_PAGE = (
    (70, 340, "II. CHỈ TIÊU", True),
    (TARGET_LEFT, TARGET_BASELINE, TARGET_SENTENCE, False),
    (70, 270, "III. TỔ CHỨC THỰC HIỆN", True),
    (70, 245, "1. Sở Y tế", True),
    (70, 225, "- Chủ trì tập huấn cộng tác viên trước ngày 30/6/2027.", False),
    (330, 170, "TM. ỦY BAN NHÂN DÂN", True),
    (350, 154, "KT. CHỦ TỊCH", True),
    (345, 138, "PHÓ CHỦ TỊCH", True),
    (345, 80, "Nguyễn Thị Thanh Mai", True),
    (70, 170, "Nơi nhận:", True),
    (70, 154, "- Sở Y tế;", False),
    (70, 138, "- Lưu: VT, VX.", False),
)


def plan_pdf() -> bytes:
    """Two pages in the layout of Nghị định 30/2020; the target's sentence stands on the second."""
    for name in (_FONT, _BOLD):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    for lines in (_FIRST_PAGE, _SECOND_PAGE):
        for left, baseline, text, is_bold in lines:
            canvas.setFont(_BOLD if is_bold else _FONT, _SIZE)
            canvas.drawString(left, baseline, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def target_box() -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the target's sentence as shares of its page (ascent and descent of the font)."""
    width = pdfmetrics.stringWidth(TARGET_SENTENCE, _FONT, _SIZE)
    top = _HEIGHT - TARGET_BASELINE - 0.93 * _SIZE
    bottom = _HEIGHT - TARGET_BASELINE + 0.24 * _SIZE
    return TARGET_LEFT / _WIDTH, top / _HEIGHT, (TARGET_LEFT + width) / _WIDTH, bottom / _HEIGHT


SCHOOL_PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN

Số: 204/KH-UBND

Lạng Sơn, ngày 05 tháng 02 năm 2022

# KẾ HOẠCH

Công tác xã hội trong trường học giai đoạn 2022 - 2025

## I. CHỈ TIÊU

- Đến năm 2025, trên 60% trường trung học có phòng tư vấn.

- Tổ chức 12 lớp tập huấn cho giáo viên.

## II. PHÂN CÔNG

1. Sở Giáo dục và Đào tạo

- Chủ trì hướng dẫn các trường thực hiện.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH

Hoàng Văn Bách
"""

# Has the same letters as công tác xã hội, with other tones and meaning.
NEAR_MISS = """SỞ TÀI CHÍNH
TỈNH HÀ TĨNH

Số: 77/BC-STC

Hà Tĩnh, ngày 20 tháng 12 năm 2023

# BÁO CÁO

Cống tác xà hồi của đội thủy nông năm 2023

Trong năm, đội đã nạo vét 9 km kênh.
"""

ARTICLE = """<!doctype html><html lang="vi"><head><title>Tin địa phương</title></head><body><article>
<h1>Huyện miền núi mở thêm điểm tư vấn cho gia đình</h1>
<p>Sáng 12/8, lãnh đạo huyện cho biết địa phương sẽ mở thêm ba điểm tư vấn trong năm nay để hỗ trợ các gia đình
gặp khó khăn, bà con không phải đi xa như trước.</p>
<p>Theo cán bộ phụ trách, chuỗi ký tự &lt;script&gt;document.title="hỏng"&lt;/script&gt; xuất hiện trong phiếu góp ý
của một người dân, được giữ nguyên khi đăng bài để bảo đảm trung thực với bản gốc.</p>
<script>document.title = "hỏng"</script>
</article></body></html>
"""
