"""The page of a document in Chromium: fields, evidence boxed on the page, text with marks."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from tests.search_api.web.made_documents import PLAN_NAME, PLAN_NUMBER, target_box
from tests.search_api.web.sites import Site

pytestmark = pytest.mark.browser


def _open_plan(page: Page, site: Site) -> None:
    page.goto(f"/documents/{site.ids[PLAN_NAME]}")


def test_fields_are_named_as_the_decree_names_them(page: Page, site: Site) -> None:
    _open_plan(page, site)
    parts = page.locator(".parts")
    for label in ("Số, ký hiệu", "Tên loại văn bản", "Trích yếu nội dung", "Cơ quan ban hành", "Người ký", "Nơi nhận"):
        expect(parts).to_contain_text(label)
    expect(page.locator('[data-field="number"]')).to_contain_text(PLAN_NUMBER)
    expect(page.locator('[data-field="issue_date"]')).to_contain_text("18/09/2026")
    expect(page.locator('[data-field="effective_date"]')).to_contain_text("không có")


def test_box_of_a_target_lies_on_its_sentence(page: Page, site: Site) -> None:
    """The box on the screen against where the PDF has the words, as shares of the page; 1 % is 6 points."""
    _open_plan(page, site)
    page.locator("#targets .item__link").filter(has_text="85").click()
    box = page.locator(".box.is-chosen rect")
    expect(box).to_have_count(1)
    expect(box).to_be_in_viewport()
    left, top, right, bottom = _shares(page)
    wanted = target_box()
    assert left >= wanted[0] - 0.01
    assert right == pytest.approx(wanted[2], abs=0.01)
    assert top == pytest.approx(wanted[1], abs=0.01)
    assert bottom == pytest.approx(wanted[3], abs=0.01)


def _shares(page: Page) -> tuple[float, float, float, float]:
    image = page.locator(".sheet img").bounding_box()
    box = page.locator(".box.is-chosen rect").bounding_box()
    assert image
    assert box
    left, top = (box["x"] - image["x"]) / image["width"], (box["y"] - image["y"]) / image["height"]
    return left, top, left + box["width"] / image["width"], top + box["height"] / image["height"]


def test_image_of_the_page_is_loaded(page: Page, site: Site) -> None:
    _open_plan(page, site)
    page.locator(".sheet img").evaluate("image => image.decode()")
    assert page.locator(".sheet img").evaluate("image => image.naturalWidth") > 600


def test_choosing_evidence_shows_its_page_and_has_an_address(page: Page, site: Site) -> None:
    _open_plan(page, site)
    expect(page.locator(".viewer [aria-current=page]")).to_have_text("1")
    page.locator("#targets .item__link").filter(has_text="85").click()
    expect(page.locator(".viewer [aria-current=page]")).to_have_text("2")
    query = parse_qs(urlparse(page.url).query)
    assert query["page"] == ["2"]
    expect(page.locator(".item.is-chosen")).to_contain_text("85")
    page.go_back()
    expect(page.locator(".viewer [aria-current=page]")).to_have_text("1")


def test_box_on_the_page_chooses_its_field(page: Page, site: Site) -> None:
    _open_plan(page, site)
    page.locator(".box[data-evidence=number]").click()
    expect(page.locator(".viewer__chosen")).to_contain_text("Số, ký hiệu")
    expect(page.locator('[data-field="number"]')).to_have_class("part is-chosen")


def test_page_can_be_read_as_text(page: Page, site: Site) -> None:
    page.goto(f"/documents/{site.ids[PLAN_NAME]}?page=2")
    page.get_by_role("link", name="Văn bản", exact=True).click()
    expect(page.locator(".fulltext")).to_contain_text("Phấn đấu ít nhất 85%")
    expect(page.locator(".fulltext .mark--target").first).to_be_visible()


def test_format_without_pages_is_shown_as_text_with_marks(page: Page, site: Site) -> None:
    page.goto(f"/documents/{site.ids['Kế hoạch 204.md']}")
    expect(page.locator(".sheet")).to_have_count(0)
    page.locator("#targets .item__link").filter(has_text="60").click()
    chosen = page.locator(".mark.is-chosen mark").first
    expect(chosen).to_be_in_viewport()
    expect(chosen).to_contain_text("60%")


def test_markup_in_a_document_stays_text(page: Page, site: Site) -> None:
    page.goto(f"/documents/{site.ids['tin-huyen.html']}")
    expect(page.locator(".fulltext")).to_contain_text('<script>document.title="hỏng"</script>')
    assert "hỏng" not in page.title()


def test_original_is_downloaded_under_its_name(page: Page, site: Site) -> None:
    _open_plan(page, site)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bản gốc").click()
    assert download.value.suggested_filename == PLAN_NAME


def test_absent_document_is_told_in_vietnamese(page: Page, site: Site) -> None:
    answer = page.goto("/documents/nothing")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy văn bản hoặc trang này")
