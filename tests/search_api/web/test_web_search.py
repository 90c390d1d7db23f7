"""The search page in Chromium, with JavaScript and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.search_api.web.made_documents import PLAN_NAME, PLAN_NUMBER
from tests.search_api.web.sites import Site

pytestmark = pytest.mark.browser


def _search(page: Page, text: str) -> None:
    page.goto("/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).fill(text)
    page.get_by_role("button", name="Tìm", exact=True).click()


def _found(page: Page) -> list[str | None]:
    return [hit.get_attribute("data-document") for hit in page.locator("article.hit").all()]


def test_words_without_tones_find_the_plan_and_mark_it(page: Page, site: Site) -> None:
    _search(page, "cong tac xa hoi")
    assert {site.ids[PLAN_NAME], site.ids["Kế hoạch 204.md"]} <= set(_found(page))
    hit = page.locator(f'[data-document="{site.ids["Kế hoạch 204.md"]}"]')
    expect(hit.locator("mark").first).to_have_text("Công tác xã hội")


def test_words_with_tones_put_those_first_that_have_them(page: Page, site: Site) -> None:
    _search(page, "công tác xã hội")
    found = _found(page)
    assert set(found[:2]) == {site.ids[PLAN_NAME], site.ids["Kế hoạch 204.md"]}


@pytest.mark.parametrize("text", ["3817", "3817/KH", "3817/KH-UBND"])
def test_half_a_number_finds_its_document_first(page: Page, site: Site, text: str) -> None:
    _search(page, text)
    assert _found(page)[0] == site.ids[PLAN_NAME]
    expect(page.locator(".hit__number").first).to_have_text(PLAN_NUMBER)


def test_facet_narrows_and_its_chip_widens_again(page: Page, site: Site) -> None:
    page.goto("/")
    before = len(_found(page))
    page.locator('[data-facet="year"]').get_by_role("checkbox", name="2022").click()
    assert _found(page) == [site.ids["Kế hoạch 204.md"]]
    expect(page.locator('[data-facet="year"]').get_by_role("checkbox", name="2022")).to_be_checked()
    page.locator('[data-facet="year"]').get_by_role("checkbox", name="2026").click()
    assert set(_found(page)) == {site.ids["Kế hoạch 204.md"], site.ids[PLAN_NAME]}
    page.get_by_role("link", name="Bỏ tất cả").click()
    assert len(_found(page)) == before


def test_new_words_keep_the_filters(page: Page, site: Site) -> None:
    page.goto("/?year=2022")
    page.locator("#q").fill("ke hoach")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator(".chips")).to_contain_text("2022")
    assert _found(page) == [site.ids["Kế hoạch 204.md"]]


def test_targets_tab_tells_quantity_deadline_and_source_and_leads_to_the_sentence(page: Page, site: Site) -> None:
    page.goto(f"/?collection=targets&document={site.ids[PLAN_NAME]}")
    hit = page.locator("article[data-target]").filter(has_text="ít nhất 85")
    expect(hit.locator(".figure")).to_have_text("ít nhất 85\N{NO-BREAK SPACE}%")
    expect(hit).to_contain_text("năm 2029")
    expect(hit).to_contain_text("Bắc Ninh")
    expect(hit).to_contain_text(PLAN_NUMBER)
    hit.locator("h2 a").click()
    expect(page.locator(".box.is-chosen").first).to_be_visible()


def test_assignments_tab_tells_agency_and_role(page: Page, site: Site) -> None:
    page.goto(f"/?collection=assignments&document={site.ids[PLAN_NAME]}")
    hit = page.locator("article[data-assignment]").filter(has_text="Sở Y tế").first
    expect(hit).to_contain_text("Chủ trì")


def test_nothing_found_says_what_to_try(page: Page, site: Site) -> None:
    _search(page, "zzzqqq")
    expect(page.get_by_role("heading", name="Không có kết quả")).to_be_visible()
    expect(page.locator(".hits")).to_contain_text("không dấu")


def test_markup_in_a_search_stays_text(page: Page, site: Site) -> None:
    _search(page, "<script>document.title='x'</script>")
    assert "vanban" in page.title()
    expect(page.locator("#q")).to_have_value("<script>document.title='x'</script>")


def test_suggestion_is_taken_by_keyboard(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").press_sequentially("381")
    expect(page.get_by_role("option", name=PLAN_NUMBER)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/documents/{site.ids[PLAN_NAME]}")
    context.close()


@pytest.mark.parametrize("path", ["/", "/?collection=targets", "/?q=zzzqqq", "/upload", "/failed", "/api"])
def test_phone_needs_no_sideways_scrolling(browser: Browser, site: Site, path: str) -> None:
    context = browser.new_context(base_url=site.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_pages_load_nothing_from_elsewhere_and_break_no_rule_of_their_own(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    requested, complaints = [], []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in ("/", "/?q=xa", f"/documents/{site.ids[PLAN_NAME]}", "/upload", "/failed", "/api"):
        page.goto(path)
        assert page.evaluate("document.documentElement.lang") == "vi"
        assert page.locator("main h1").count() == 1
    assert [url for url in requested if not url.startswith(site.address)] == []
    assert complaints == []
    context.close()
