"""What a warning is about is shown beside it: handwriting that nothing confirms, cut out of its page."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, expect

from tests.ingest.paper import HEIGHT, image_bytes, scanned
from tests.ingest.test_handwriting import DPI, LINE, NUMBER_LEFT, filled, pixels
from tests.search_api.web.sites import RunningApp, wait_until_finished

pytestmark = [pytest.mark.browser, pytest.mark.ocr]


def scrawl(paper: Image.Image) -> None:
    """A stroke up and down in the blank of the number, which is no digit."""
    left, foot = pixels(NUMBER_LEFT + 24), pixels(HEIGHT - LINE)
    points = [(left + 9 * step, foot - (26 if step % 2 else -2)) for step in range(7)]
    ImageDraw.Draw(paper).line(points, fill=(35, 50, 150), width=4, joint="curve")


def test_unconfirmed_handwriting_is_shown_beside_its_warning(browser: Browser, tmp_path: Path) -> None:
    paper = filled("", "17")
    scrawl(paper)
    scan = image_bytes(scanned(paper), "JPEG", dpi=DPI, quality=90)
    with RunningApp(tmp_path) as address, httpx.Client(base_url=address, timeout=60) as client:
        answer = client.post("/api/v1/documents", files=[("files", ("scan0001.jpg", scan))])
        document_id = answer.json()["documents"][0]["id"]
        wait_until_finished(client, document_id)
        record = client.get(f"/api/v1/documents/{document_id}").json()["record"]
        assert (record["number"], record["issue_date"]["value"]) == (None, "2023-03")
        page = browser.new_context(base_url=address, locale="vi-VN").new_page()
        page.goto(f"/documents/{document_id}")
        warning = page.locator(".warnings li").filter(has_text="/KH-UBND")
        crop = warning.locator("img.crop")
        crop.evaluate("image => image.decode()")
        expect(crop).to_be_in_viewport()
        width, height = crop.evaluate("image => [image.naturalWidth, image.naturalHeight]")
        assert width > 3 * height > 60
        expect(page.locator('[data-field="number"]')).to_contain_text("viết tay")
        found = client.get("/api/v1/documents", params={"q": "/KH-UBND"}).json()
        assert [hit["id"] for hit in found["hits"]] == [document_id]
        page.context.close()
