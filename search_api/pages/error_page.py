"""A problem as a page in Vietnamese."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from search_api.pages.rendering import page
from search_api.problem_details import ProblemDetails

_BY_CODE = {
    "not-found": ("Không tìm thấy văn bản hoặc trang này", "Có thể địa chỉ bị gõ sai. Hãy tìm lại văn bản."),
    "no-such-address": ("Không có trang này", "Có thể địa chỉ bị gõ sai. Hãy bắt đầu từ trang tìm kiếm."),
    "bad-query": ("Không thực hiện được tìm kiếm này", "Bỏ bớt điều kiện lọc hoặc quay lại trang đầu của kết quả."),
    "invalid-request": ("Địa chỉ hoặc biểu mẫu không hợp lệ", "Hãy quay lại và thử lại."),
    "upload-too-large": ("Các tệp tải lên quá lớn", "Hãy tải ít tệp hơn mỗi lần, hoặc chia nhỏ tệp."),
    "unreadable-body": ("Không nhận được tệp tải lên", "Việc tải lên có thể bị ngắt giữa chừng. Hãy tải lại."),
    "cross-site-form": ("Biểu mẫu được gửi từ trang khác", "Hãy mở trang tải lên ở đây và gửi lại."),
    "index-unavailable": ("Chỉ mục tìm kiếm chưa sẵn sàng", "Hãy thử lại sau ít phút."),
    "index-busy": ("Chỉ mục tìm kiếm đang bận", "Hãy thử lại sau ít phút."),
    "index-outdated": ("Chỉ mục tìm kiếm đã cũ", "Người quản trị cần chạy lệnh: vanban reindex"),
    "internal-error": ("Hệ thống gặp lỗi", "Hãy thử lại. Nếu vẫn lỗi, báo người quản trị kèm dòng dưới đây."),
}


def error_page(problem: ProblemDetails) -> HTMLResponse:
    heading, next_step = _BY_CODE.get(problem.code, ("Không thực hiện được yêu cầu", problem.next_step))
    reference = problem.next_step if problem.code == "internal-error" else None
    return page(
        "error.html", problem.status, number=problem.status, heading=heading, next_step=next_step, reference=reference
    )
