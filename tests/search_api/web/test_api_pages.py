"""Pages of a document over the API: text with places, images with headers for caches."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.search_api.web.made_documents import PLAN_NAME, PLAN_NUMBER, TARGET_SENTENCE
from tests.search_api.web.sites import Site


def test_page_text_counts_characters_as_the_evidence_does(site: Site) -> None:
    document_id = site.ids[PLAN_NAME]
    record = site.client.get(f"/api/v1/documents/{document_id}").json()["record"]
    evidence = record["number"]["evidence"][0]
    page = site.client.get(f"/api/v1/documents/{document_id}/pages/{evidence['page']}").json()
    block = next(one for one in page["blocks"] if one["start"] <= evidence["start"] < one["end"])
    text = block["text"][evidence["start"] - block["start"] : evidence["end"] - block["start"]]
    assert text == evidence["text"]
    assert PLAN_NUMBER in text


def test_page_gives_words_with_boxes_when_asked(site: Site) -> None:
    address = f"/api/v1/documents/{site.ids[PLAN_NAME]}/pages/2"
    page = site.client.get(address, params={"words": True}).json()
    assert site.client.get(address).json()["words"] is None
    assert (page["number"], page["of"], page["source"]) == (2, 2, "text")
    words = [word["text"] for word in page["words"]]
    assert "85%" in words
    assert set(TARGET_SENTENCE.split()) <= set(words)
    for word in page["words"]:
        left, top, right, bottom = word["box"]
        assert 0 <= left < right <= page["width"]
        assert 0 <= top < bottom <= page["height"]


def test_format_without_pages_has_text_and_no_image(site: Site) -> None:
    address = f"/api/v1/documents/{site.ids['Kế hoạch 204.md']}/pages/1"
    page = site.client.get(address).json()
    assert (page["width"], page["image"]) == (0, None)
    answer = site.client.get(f"{address}.png")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/api#not-found"


def test_page_image_has_the_size_that_its_resolution_gives(site: Site) -> None:
    answer = site.client.get(f"/api/v1/documents/{site.ids[PLAN_NAME]}/pages/1.png", params={"dpi": 72})
    image = Image.open(io.BytesIO(answer.content))
    assert answer.headers["Content-Type"] == "image/png"
    assert image.width == pytest.approx(595, abs=1)
    assert image.height == pytest.approx(842, abs=1)


def test_page_image_is_kept_by_caches_and_not_sent_again(site: Site) -> None:
    address = f"/api/v1/documents/{site.ids[PLAN_NAME]}/pages/1.png"
    first = site.client.get(address)
    again = site.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    other_size = site.client.get(address, params={"dpi": 150}, headers={"If-None-Match": first.headers["ETag"]})
    assert "max-age" in first.headers["Cache-Control"]
    assert (again.status_code, again.content) == (304, b"")
    assert other_size.status_code == 200


def test_page_image_can_be_cut_to_a_box_of_evidence(site: Site) -> None:
    address = f"/api/v1/documents/{site.ids[PLAN_NAME]}"
    evidence = site.client.get(address).json()["record"]["number"]["evidence"][0]
    left, top, right, bottom = evidence["boxes"][0]
    clip = f"{left},{top},{right},{bottom}"
    answer = site.client.get(f"{address}/pages/1.png", params={"dpi": 144, "clip": clip})
    whole = site.client.get(f"{address}/pages/1.png", params={"dpi": 144})
    part = Image.open(io.BytesIO(answer.content))
    assert answer.headers["ETag"] != whole.headers["ETag"]
    assert part.size == (pytest.approx(2 * (right - left), abs=2), pytest.approx(2 * (bottom - top), abs=2))
    corner = (int(2 * left), int(2 * top))
    page = Image.open(io.BytesIO(whole.content)).crop((*corner, corner[0] + part.width, corner[1] + part.height))
    assert part.tobytes() == page.tobytes()


@pytest.mark.parametrize("clip", ["1,2,3", "a,b,c,d", "1,2,3,4,5", "-1,0,5,5", "1e9,0,1,1"])
def test_a_box_that_is_none_is_refused(site: Site, clip: str) -> None:
    answer = site.client.get(f"/api/v1/documents/{site.ids[PLAN_NAME]}/pages/1.png", params={"clip": clip})
    assert answer.status_code == 422


def test_a_box_beside_the_page_is_no_failure(site: Site) -> None:
    answer = site.client.get(f"/api/v1/documents/{site.ids[PLAN_NAME]}/pages/1.png", params={"clip": "99999,99999,5,5"})
    assert answer.status_code == 200
