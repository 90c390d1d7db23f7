"""Why a document could not be processed, in Vietnamese, by the stable code of the reason."""

from __future__ import annotations

from dataclasses import dataclass

from search_api.catalogue import FailureReason


@dataclass(frozen=True, slots=True)
class FailureView:
    """`technical` is what the reader itself said."""

    code: str
    what: str
    next_step: str
    technical: str


_BY_CODE = {
    "empty-file": ("Tệp rỗng, không có nội dung.", "Kiểm tra tệp ở nơi lưu trữ rồi tải lên bản có nội dung."),
    "unknown-media-type": (
        "Chưa đọc được định dạng của tệp này.",
        "Mở tệp bằng phần mềm soạn thảo, lưu thành DOCX hoặc PDF rồi tải lên.",
    ),
    "damaged-file": ("Tệp bị hỏng hoặc không đúng định dạng.", "Tải lại tệp từ nơi phát hành rồi gửi lại."),
    "encrypted-file": ("Tệp được đặt mật khẩu.", "Gỡ mật khẩu rồi tải lên bản không khóa."),
    "no-pages": ("Tệp không có trang nào.", "Kiểm tra tệp, tải lên bản có trang."),
    "too-large": (
        "Tệp vượt giới hạn về dung lượng, số trang hoặc kích thước ảnh.",
        "Chia nhỏ tệp hoặc giảm độ phân giải rồi tải lên lại.",
    ),
    "tool-missing": ("Máy chủ thiếu công cụ cần để đọc tệp này.", "Báo người quản trị; lệnh cài đặt ở phần chi tiết."),
    "tool-failed": (
        "Công cụ nhận dạng chữ hoặc chuyển đổi tệp gặp lỗi khi đọc tệp này.",
        "Thử lại; nếu vẫn lỗi, gửi bản DOCX hoặc bản quét rõ hơn.",
    ),
    "timed-out": ("Đọc tệp quá thời gian cho phép.", "Chia nhỏ tệp, hoặc tăng thời gian cho phép trên máy chủ."),
    "crashed": ("Tệp làm tiến trình đọc bị dừng đột ngột.", "Thử lưu lại tệp bằng phần mềm khác rồi tải lên."),
    "unexpected": (
        "Việc xử lý gặp lỗi ngoài dự kiến.",
        "Báo người quản trị kèm tệp này; chi tiết nằm trong nhật ký của máy chủ.",
    ),
    "unreadable": ("Không đọc được tệp.", "Kiểm tra tệp rồi tải lên lại."),
}  # fmt: skip


def failure_view(reason: FailureReason) -> FailureView:
    """An unknown code is told in the reader's own words."""
    technical = f"{reason.what} {reason.next_step}"
    what, next_step = _BY_CODE.get(reason.code, (reason.what, reason.next_step))
    return FailureView(reason.code, what, next_step, technical)
