"""Documents over the API: in, watched, found, and out again."""

from __future__ import annotations

from fastapi.testclient import TestClient

from tests.search_api.web.made_documents import PLAN_NAME, PLAN_NUMBER, SCHOOL_PLAN
from tests.search_api.web.sites import FILES, MAX_UPLOAD_MB, Site, wait_until_finished


def test_upload_answers_at_once_with_where_to_watch(empty_client: TestClient) -> None:
    answer = empty_client.post("/api/v1/documents", files={"files": ("Kế hoạch.md", SCHOOL_PLAN.encode())})
    (document,) = answer.json()["documents"]
    assert answer.status_code == 202
    assert document["is_new"] is True
    assert document["name"] == "Kế hoạch.md"
    assert answer.headers["Location"] == document["status"] == f"/api/v1/documents/{document['id']}/status"
    assert wait_until_finished(empty_client, document["id"]) == "done"


def test_same_bytes_again_are_told_apart_and_kept_once(site: Site) -> None:
    answer = site.client.post("/api/v1/documents", files={"files": ("other name.pdf", FILES[PLAN_NAME])})
    (document,) = answer.json()["documents"]
    assert answer.status_code == 200
    assert (document["is_new"], document["id"], document["state"]) == (False, site.ids[PLAN_NAME], "done")
    assert site.client.get(f"/api/v1/documents/{document['id']}").json()["name"] == PLAN_NAME


def test_several_files_are_taken_in_order_new_and_old(site: Site) -> None:
    files = [("files", ("a.txt", b"Ba dong chu.")), ("files", (PLAN_NAME, FILES[PLAN_NAME]))]
    answer = site.client.post("/api/v1/documents", files=files)
    assert answer.status_code == 202
    assert [one["is_new"] for one in answer.json()["documents"]] == [True, False]
    assert answer.headers["Link"].count('rel="monitor"') == 2


def test_upload_larger_than_the_limit_is_refused_and_nothing_kept(empty_client: TestClient) -> None:
    content = b"x" * (MAX_UPLOAD_MB * 1024 * 1024 + 200_000)
    answer = empty_client.post("/api/v1/documents", files={"files": ("big.txt", content)})
    assert answer.status_code == 413
    assert answer.json()["type"] == "/api#upload-too-large"
    assert sum(empty_client.get("/api/v1/status").json()["documents"].values()) == 0


def test_limit_holds_where_the_length_is_not_declared(site: Site) -> None:
    """A chunked body has no Content-Length: it is cut off while it streams in."""

    def body() -> object:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(MAX_UPLOAD_MB + 1):
            yield b"x" * 1024 * 1024
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = site.client.post("/api/v1/documents", content=body(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_document_has_its_record(site: Site) -> None:
    document = site.client.get(f"/api/v1/documents/{site.ids[PLAN_NAME]}").json()
    assert document["state"] == "done"
    assert document["record"]["number"]["value"] == PLAN_NUMBER
    assert document["record"]["source"] == {
        "name": PLAN_NAME,
        "media_type": "application/pdf",
        "pages": 2,
        "ocr_pages": [],
    }


def test_failed_document_says_why_and_what_to_do(site: Site) -> None:
    status = site.client.get(f"/api/v1/documents/{site.ids['không phải.pdf']}/status").json()
    assert status["state"] == "failed"
    assert status["error"]["code"] == "damaged-file"
    assert status["error"]["next_step"]


def test_search_finds_by_half_a_number_and_counts_facets(site: Site) -> None:
    found = site.client.get("/api/v1/documents", params={"q": "3817", "facet": ["province", "year"]}).json()
    assert [hit["id"] for hit in found["hits"]] == [site.ids[PLAN_NAME]]
    assert found["total"] == 1
    assert found["facets"]["year"] == [{"value": "2026", "count": 1}]


def test_filters_given_twice_widen_and_different_ones_narrow(site: Site) -> None:
    def total(**filters: object) -> int:
        result: int = site.client.get("/api/v1/documents", params=filters).json()["total"]  # type: ignore[arg-type]
        return result

    assert total(province=["Bắc Ninh", "Lạng Sơn"]) == 2
    assert total(province=["Bắc Ninh", "Lạng Sơn"], year="2022") == 1


def test_paging_gives_each_document_once(site: Site) -> None:
    def ids(offset: int) -> list[str]:
        hits = site.client.get("/api/v1/documents", params={"offset": offset, "limit": 2, "sort": "newest"}).json()
        return [hit["id"] for hit in hits["hits"]]

    first, second = ids(0), ids(2)
    assert len(first) == 2
    assert not set(first) & set(second)


def test_targets_and_assignments_name_their_document_and_place(site: Site) -> None:
    targets = site.client.get("/api/v1/targets", params={"document": site.ids[PLAN_NAME]}).json()["hits"]
    (target,) = [hit["fields"] for hit in targets if hit["fields"]["unit"] == "%"]
    assert (target["value"], target["comparator"], target["deadline"], target["page"]) == (85, ">=", "2029", 2)
    assert target["document_number"] == PLAN_NUMBER
    tasks = site.client.get("/api/v1/assignments", params={"agency": "Sở Y tế"}).json()["hits"]
    assert site.ids[PLAN_NAME] in {hit["document_id"] for hit in tasks}


def test_suggestions_complete_a_number(site: Site) -> None:
    suggestions = site.client.get("/api/v1/suggestions", params={"q": "381"}).json()["suggestions"]
    assert {"text": PLAN_NUMBER, "kind": "number", "document_id": site.ids[PLAN_NAME]} in suggestions


def test_status_counts_what_there_is(site: Site) -> None:
    status = site.client.get("/api/v1/status").json()
    assert status["documents"]["failed"] >= 1
    assert status["index"]["documents"] == status["documents"]["done"]
    assert status["versions"]["service"]


def test_health_answers(empty_client: TestClient) -> None:
    assert empty_client.get("/api/v1/health").json() == {"status": "ok"}


def test_original_comes_back_byte_for_byte_with_its_vietnamese_name(site: Site) -> None:
    answer = site.client.get(f"/api/v1/documents/{site.ids[PLAN_NAME]}/original")
    assert answer.content == FILES[PLAN_NAME]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="Ke hoach 3817 Bac Ninh.pdf"; '
        "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%203817%20B%E1%BA%AFc%20Ninh.pdf"
    )


def test_web_page_comes_back_as_a_download_that_browsers_do_not_sniff(site: Site) -> None:
    answer = site.client.get(f"/api/v1/documents/{site.ids['tin-huyen.html']}/original")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_name_with_quotes_and_line_breaks_stays_one_header(empty_client: TestClient) -> None:
    name = 'a"b.txt'
    answer = empty_client.post("/api/v1/documents", files={"files": (name, b"Mot dong.")})
    original = empty_client.get(f"{answer.json()['documents'][0]['document']}/original")
    assert original.headers["Content-Disposition"].count('"') == 2


def test_folders_in_a_file_name_are_left_out(empty_client: TestClient) -> None:
    answer = empty_client.post("/api/v1/documents", files={"files": ("../../etc/Kế hoạch.txt", b"Mot dong.")})
    assert answer.json()["documents"][0]["name"] == "Kế hoạch.txt"
