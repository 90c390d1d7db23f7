"""Web pages written for these tests: a legal site, a news portal, old and careless markup."""

from __future__ import annotations

import pytest

from ingest.errors import EmptyFile, TooLarge
from ingest.models import Document, Table
from ingest.reader import read_document


def read(html: str) -> Document:
    return read_document(html.encode(), "trang.html")


def body(html: str) -> list[str]:
    blocks = read(html).pages[0].blocks
    return [block.text for block in blocks if isinstance(block, Table) or block.role == "body"]


def page(content: str) -> str:
    """A page with nothing around its content."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Trang</title></head><body>{content}</body></html>"


SENTENCES = (
    "Đến năm 2025, ít nhất 60% số xã, phường của tỉnh bố trí được cộng tác viên làm công tác xã hội.",
    "Mỗi năm mở 12 lớp tập huấn cho viên chức, nhân viên và cộng tác viên công tác xã hội trên địa bàn.",
    "Sở Nội vụ chủ trì, phối hợp với Sở Y tế tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12.",
)

LEGAL_SITE = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>Kế hoạch 88/KH-UBND - Kho văn bản</title>
<script>var loi = "Đoạn mã này không phải là nội dung của văn bản và không được đọc";</script></head><body>
<div id="header"><a href="/"><img src="logo.png" alt="Kho văn bản"></a><ul class="main-menu">
<li><a href="/a">Trang chủ</a></li><li><a href="/b">Văn bản</a></li><li><a href="/c">Hỏi đáp</a></li></ul></div>
<div class="cookie-banner">Trang web này sử dụng cookie để nâng cao trải nghiệm của người dùng khi truy cập.</div>
<form id="aspnetForm"><div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/kh">Kế hoạch</a></div>
<h1>Kế hoạch 88/KH-UBND năm 2023 phát triển công tác xã hội tỉnh Sơn Thủy</h1>
<table class="thuoctinh"><tr><td>Số hiệu</td><td>88/KH-UBND</td><td>Ngày ban hành</td><td>14/02/2023</td></tr>
<tr><td>Người ký</td><td>Lò Văn Tiến</td><td>Cơ quan ban hành</td><td>Tỉnh Sơn Thủy</td></tr></table>
<div class="tabs"><div class="content1">
<table border="0"><tr><td><p align="center"><b>ỦY BAN NHÂN DÂN<br>TỈNH SƠN THỦY</b><br>-------</p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b><br>---------------</p></td></tr>
<tr><td><p>Số: 88/KH-UBND</p></td><td><p><i>Sơn Thủy, ngày 14 tháng 02 năm 2023</i></p></td></tr></table>
<p>&nbsp;</p><p align="center"><b>KẾ HOẠCH</b></p><p align="center">PHÁT TRIỂN CÔNG TÁC XÃ HỘI
 GIAI ĐOẠN 2023 - 2030</p>
<p>Căn cứ <a href="/vb/7">Quyết định số 7/QĐ-TTg</a> ngày 05 tháng 01 năm 2021, tỉnh ban hành kế hoạch như sau:</p>
<p><a name="muc_1"></a><b>I. MỤC TIÊU</b></p>
{"".join(f"<p>{number}. {sentence}</p>" for number, sentence in enumerate(SENTENCES, start=1))}
<table border="1"><thead><tr><th rowspan="2">TT</th><th rowspan="2">Nội dung</th><th colspan="2">Chỉ tiêu</th></tr>
<tr><th>2025</th><th>2030</th></tr></thead><tbody><tr>
<td>1</td><td>Tỷ lệ xã có cộng tác viên</td><td>60%</td><td>90%</td></tr>
<tr><td>2</td><td>Số lớp tập huấn</td><td>12</td><td>20</td></tr></tbody></table>
<p>Yêu cầu các sở, ngành thực hiện nghiêm túc./.</p>
<table><tr><td><p><b><i>Nơi nhận:</i></b><br>- Bộ Nội vụ;<br>- Lưu: VT.</p></td>
<td><p><b>TM. ỦY BAN NHÂN DÂN<br>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<br><br><br>Lò Văn Tiến</b></p></td></tr></table>
<p><b>PHỤ LỤC</b></p><p>Danh sách các xã</p></div></div></form>
<div class="sidebar"><h3>Văn bản mới</h3><ul><li><a href="/1">Quyết định 12/QĐ-UBND giao chỉ tiêu vốn đầu tư</a></li>
<li><a href="/2">Công văn 77 hướng dẫn chế độ phụ cấp</a></li></ul></div>
<div class="cmt-list comments"><p>Bạn đọc Hoa:
Tôi muốn hỏi mức phụ cấp của cộng tác viên áp dụng theo văn bản nào?</p></div>
<div id="footer"><p>Bản quyền thuộc Công ty Kho văn bản. Địa chỉ: 12 phố Hàng Ngang.</p></div></body></html>"""


def test_a_legal_site_gives_its_document_and_its_labels() -> None:
    assert body(LEGAL_SITE) == [
        "Kế hoạch 88/KH-UBND năm 2023 phát triển công tác xã hội tỉnh Sơn Thủy",
        "Số hiệu 88/KH-UBND",
        "Ngày ban hành 14/02/2023",
        "Người ký Lò Văn Tiến",
        "Cơ quan ban hành Tỉnh Sơn Thủy",
        "ỦY BAN NHÂN DÂN",
        "TỈNH SƠN THỦY",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 88/KH-UBND",
        "Sơn Thủy, ngày 14 tháng 02 năm 2023",
        "KẾ HOẠCH",
        "PHÁT TRIỂN CÔNG TÁC XÃ HỘI GIAI ĐOẠN 2023 - 2030",
        "Căn cứ Quyết định số 7/QĐ-TTg ngày 05 tháng 01 năm 2021, tỉnh ban hành kế hoạch như sau:",
        "I. MỤC TIÊU",
        *(f"{number}. {sentence}" for number, sentence in enumerate(SENTENCES, start=1)),
        "TT | Nội dung | Chỉ tiêu\n2025 | 2030\n1 | Tỷ lệ xã có cộng tác viên | 60% | 90%\n"
        "2 | Số lớp tập huấn | 12 | 20",
        "Yêu cầu các sở, ngành thực hiện nghiêm túc./.",
        "Nơi nhận:",
        "- Bộ Nội vụ;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lò Văn Tiến",
        "PHỤ LỤC",
        "Danh sách các xã",
    ]


def test_spans_of_a_table_place_its_cells() -> None:
    (table,) = read(LEGAL_SITE).pages[0].tables
    assert (table.row_count, table.column_count) == (4, 4)
    header = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells if cell.row < 2]
    assert header == [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1)]


NEWS = f"""<html><head><meta charset="utf-8"></head><body>
<nav><a href="/">Trang chủ</a><a href="/gt">Giới thiệu</a></nav>
<div class="container"><div class="row"><div class="col-8"><h1>Huyện Tân Lập mở lớp tập huấn công tác xã hội</h1>
<div class="meta"><span>Thứ ba, 14/05/2024 08:30</span> <span class="share"><a href="#">Chia sẻ</a></span></div>
<div class="detail"><p>{SENTENCES[0]}</p><figure><img src="a.jpg">
<figcaption>Quang cảnh lớp tập huấn.</figcaption></figure>
<p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p></div>
<div class="box-tinkhac"><h3>Các tin khác</h3><ul>
<li><a href="/t1">Hội nghị tổng kết công tác dân số năm 2023 của huyện</a></li>
<li><a href="/t2">Ra quân làm vệ sinh môi trường đầu xuân tại các xã</a></li>
<li><a href="/t3">Trao quà cho trẻ em mồ côi trên địa bàn huyện nhân dịp Tết</a></li>
<li><a href="/t4">Tuyên truyền phòng cháy chữa cháy tại khu dân cư</a></li></ul></div>
<div class="comment-box"><h3>Bình luận</h3><p>Nguyễn Minh:
Chương trình rất thiết thực, mong huyện mở thêm lớp.</p></div>
</div><div class="col-4"><div class="widget"><h3>Thông báo</h3><p>Lịch tiếp công dân định kỳ của Chủ tịch huyện trong
tháng 5 năm 2024 tại trụ sở.</p></div></div></div></div>
<footer>Cổng thông tin điện tử huyện Tân Lập.</footer></body></html>"""


def test_a_news_page_gives_its_title_date_and_article() -> None:
    assert body(NEWS) == [
        "Huyện Tân Lập mở lớp tập huấn công tác xã hội",
        "Thứ ba, 14/05/2024 08:30",
        SENTENCES[0],
        "Quang cảnh lớp tập huấn.",
        SENTENCES[1],
        SENTENCES[2],
    ]


def test_an_old_portal_laid_out_in_a_table_gives_its_middle() -> None:
    menu = "".join(f"<a href='/{name}'>{name}</a><br>" for name in ("Tin tức", "Văn bản", "Thủ tục", "Hỏi đáp"))
    middle = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    portal = (
        f"<table width=100%><tr><td colspan=3><img src=b.jpg></td></tr><tr><td width=150>{menu}</td><td>{middle}</td>"
        "<td><b>Thời tiết</b><br>Có mưa vài nơi</td></tr>"
        "<tr><td colspan=3>Thiết kế bởi Công ty Hoa Sen</td></tr></table>"
    )
    assert body(page(portal)) == [*SENTENCES]


def test_a_page_that_is_one_table_of_data_keeps_it() -> None:
    rows = "".join(f"<tr><td>{number}</td><td>{sentence}</td></tr>" for number, sentence in enumerate(SENTENCES))
    (table,) = read(page(f"<div><table><tr><th>TT</th><th>Nội dung</th></tr>{rows}</table></div>")).pages[0].tables
    assert (table.row_count, table.column_count) == (4, 2)


def test_a_document_split_over_two_boxes_is_whole() -> None:
    first = "<div class=a><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Số: 5/TB-UBND</p></div>"
    second = f"<div class=b><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></div>"
    third = "<div class=c><p>Nơi nhận:</p><p>- Lưu: VT.</p></div>"
    assert body(page(first + second + third)) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 5/TB-UBND",
        SENTENCES[0],
        SENTENCES[1],
        "Nơi nhận:",
        "- Lưu: VT.",
    ]


def test_a_document_in_a_box_named_like_a_sites_part_stays() -> None:
    assert body(page(f"<div class='footer-content'><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></div>")) == [
        *SENTENCES[:2]
    ]


def test_lists_keep_their_markers() -> None:
    lists = (
        "<ul><li>Xã Tân Lập</li><li>- Xã Nậm Cắn<ul><li>Bản Tiền Tiêu</li></ul></li></ul>"
        "<ol type='a' start='3'><li>Sở Y tế;</li><li>Sở Nội vụ.</li></ol><ol type='I'><li>MỤC TIÊU</li></ol>"
    )
    assert body(page(lists)) == [
        "- Xã Tân Lập",
        "- Xã Nậm Cắn",
        "- Bản Tiền Tiêu",
        "c. Sở Y tế;",
        "d. Sở Nội vụ.",
        "I. MỤC TIÊU",
    ]


def test_formatting_inside_a_word_parts_no_word() -> None:
    assert body(page("<p>Tỷ lệ đạt 8<b>5</b>% số h<i>ộ</i>, rộng 20 m<sup>2</sup>,<br>bằng năm trước</p>")) == [
        "Tỷ lệ đạt 85% số hộ, rộng 20 m2, bằng năm trước"
    ]


def test_lines_of_preformatted_text_are_kept() -> None:
    assert body(page("<pre>KẾ HOẠCH\nCông tác năm 2024</pre>")) == ["KẾ HOẠCH", "Công tác năm 2024"]


def test_hidden_text_and_scripts_are_not_read() -> None:
    hidden = "<p style='display: none'>Ẩn đi đoạn này.</p><template>Mẫu</template><noscript>Bật mã</noscript>"
    assert body(page(f"<p>{SENTENCES[0]}</p>{hidden}<textarea>Ý kiến</textarea><button>Gửi</button>")) == [SENTENCES[0]]


def test_tables_that_lay_a_page_out_are_read_in_order() -> None:
    inner = "<table><tr><th>Xã</th><th>Số người</th></tr><tr><td>Tân Lập</td><td>12</td></tr></table>"
    layout = f"<table><tr><td><p>{SENTENCES[0]}</p>{inner}<p>{SENTENCES[1]}</p></td></tr></table>"
    assert body(page(layout)) == [SENTENCES[0], "Xã | Số người\nTân Lập | 12", SENTENCES[1]]


@pytest.mark.parametrize(
    "declaration", ["<meta charset=windows-1258>", "<?xml version='1.0' encoding='windows-1258'?>"]
)
def test_the_declared_charset_is_used(declaration: str) -> None:
    html = f"{declaration}<html><body><p>C\u00f4ng ta\u0301c xa\u0303 h\u00f4\u0323i</p></body></html>".encode("cp1258")
    assert read_document(html, "cu.html").text == "Công tác xã hội"


def test_an_element_that_is_never_closed_loses_nothing() -> None:
    assert body("<html><body>" + "<font><b>" * 300 + f"<p>{SENTENCES[0]}<p>{SENTENCES[1]}") == [*SENTENCES[:2]]


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(TooLarge):
        read("<html><body>" + "<div>" * 5000 + SENTENCES[0])


def test_a_page_that_only_scripts_would_fill_says_so() -> None:
    with pytest.raises(EmptyFile) as caught:
        read("<html><body><div id='app'></div><script>render()</script></body></html>")
    assert "PDF" in caught.value.next_step


def test_spans_as_large_as_they_come_cost_nothing() -> None:
    cells = "<td rowspan=65534 colspan=1000>x</td>" * 60
    table = f"<table><tr>{cells}</tr>{'<tr><td>a</td><td>b</td><td>c</td></tr>' * 500}</table>"
    assert len(read(page(table)).pages[0].tables[0].cells) == 60 + 1500


def test_what_follows_the_document_is_margin() -> None:
    result = read(
        page(f"<p>Điều 1. {SENTENCES[0]}</p><p>Nơi nhận:</p><p>- Lưu: VT.</p><p>Bản quyền thuộc Kho văn bản</p>")
    )
    roles = [paragraph.role for paragraph in result.pages[0].paragraphs]
    assert roles == ["body", "body", "body", "margin"]


def test_a_heading_inside_the_document_is_read_once_in_its_place() -> None:
    """Put before the head, the type's name made the issuer the title."""
    page = (
        "<html><body><nav><a href='/'>Trang chủ</a></nav><article><p>ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH</p>"
        "<p>Số: 77/KH-UBND</p><h1>KẾ HOẠCH</h1><p>Trồng rừng phòng hộ giai đoạn 2020 - 2022</p>"
        "<p>Trồng ít nhất 1.200 ha rừng tại các huyện vùng cao trong ba năm.</p></article></body></html>"
    )
    assert read_document(page.encode(), "a.html").text.split("\n") == [
        "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH",
        "Số: 77/KH-UBND",
        "KẾ HOẠCH",
        "Trồng rừng phòng hộ giai đoạn 2020 - 2022",
        "Trồng ít nhất 1.200 ha rừng tại các huyện vùng cao trong ba năm.",
    ]
