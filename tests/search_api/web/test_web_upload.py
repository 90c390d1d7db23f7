"""Taking documents in through the form, in Chromium; and what failed."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.search_api.web.made_documents import SCHOOL_PLAN
from tests.search_api.web.sites import MAX_UPLOAD_MB, Site

pytestmark = pytest.mark.browser


def _file(name: str, text: str) -> FilePayload:
    return FilePayload(name=name, mimeType="text/plain", buffer=text.encode())


def _fresh_plan(number: int) -> str:
    """Bytes that no run took in before."""
    return SCHOOL_PLAN.replace("204/KH-UBND", f"{number}/KH-UBND") + f"\nMã {uuid.uuid4()}\n"


def test_upload_ends_in_the_page_of_the_document(page: Page, site: Site) -> None:
    page.goto("/upload")
    page.get_by_label("Tệp văn bản").set_input_files(_file("Kế hoạch mới.txt", _fresh_plan(2091)))
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator('[data-field="number"]')).to_contain_text("2091/KH-UBND", timeout=30_000)


def test_upload_of_several_shows_how_far_each_is(page: Page, site: Site) -> None:
    page.goto("/upload")
    files = [_file("một.txt", _fresh_plan(2092)), _file("rỗng.pdf", f"%PDF-1.4 {uuid.uuid4()}")]
    page.get_by_label("Tệp văn bản").set_input_files(files)
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã xử lý xong 2/2 văn bản", timeout=30_000)
    expect(page.locator(".upload-row").filter(has_text="một.txt")).to_contain_text("Đã xử lý")
    expect(page.locator(".upload-row").filter(has_text="rỗng.pdf")).to_contain_text("Tệp bị hỏng")


def test_failed_document_tells_why_and_what_to_do(page: Page, site: Site) -> None:
    page.goto("/failed")
    row = page.locator(f'[data-document="{site.ids["không phải.pdf"]}"]')
    expect(row).to_contain_text("Tệp bị hỏng hoặc không đúng định dạng.")
    expect(row).to_contain_text("Tải lại tệp từ nơi phát hành")
    row.get_by_role("link", name="không phải.pdf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("không phải.pdf")
    expect(page.get_by_role("link", name="Tải bản gốc")).to_be_visible()


def test_form_complains_before_it_sends_too_much(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/upload")
    page.get_by_label("Tệp văn bản").set_input_files(_file("to.txt", "x" * (MAX_UPLOAD_MB * 1024 * 1024 + 1)))
    expect(page.locator("[data-upload-message]")).to_contain_text("vượt quá dung lượng")
    page.get_by_role("button", name="Tải lên").click()
    expect(page).to_have_url(f"{site.address}/upload")
    context.close()


def test_form_sent_from_another_site_is_refused(site: Site) -> None:
    answer = site.client.post("/upload", files={"files": ("a.txt", b"x")}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Biểu mẫu được gửi từ trang khác" in answer.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://trang-khac.example"}])
@pytest.mark.parametrize("address", ["/upload", "/api/v1/documents"])
def test_no_address_takes_what_another_site_sends(site: Site, address: str, headers: dict[str, str]) -> None:
    answer = site.client.post(address, files={"files": ("a.txt", b"x")}, headers=headers)
    assert answer.status_code == 403


def test_form_without_a_file_says_so(site: Site) -> None:
    answer = site.client.post("/upload", files={"files": ("", b"")})
    assert answer.status_code == 422
    assert "text/html" in answer.headers["Content-Type"]
