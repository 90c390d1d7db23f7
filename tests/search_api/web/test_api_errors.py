"""Every error of the API is a problem after RFC 9457 that tells what to do next."""

from __future__ import annotations

import logging

import pytest
from fastapi.testclient import TestClient

from search_api.problem_details import CODES
from tests.search_api.web.made_documents import PLAN_NAME
from tests.search_api.web.sites import Site

ABSENT = "0" * 64


def _assert_problem(answer: object, status: int, code: str) -> dict[str, object]:
    problem = answer.json()  # type: ignore[attr-defined]
    assert answer.status_code == status == problem["status"]  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "application/problem+json"  # type: ignore[attr-defined]
    assert problem["type"] == f"/api#{code}"
    assert code in CODES
    assert problem["title"]
    assert problem["detail"]
    assert problem["next_step"]
    assert problem["instance"].startswith("/api/")
    return dict(problem)


@pytest.mark.parametrize("path", ["", "/status", "/original", "/pages/1", "/pages/1.png"])
def test_absent_document(site: Site, path: str) -> None:
    _assert_problem(site.client.get(f"/api/v1/documents/{ABSENT}{path}"), 404, "not-found")


def test_id_that_is_no_hash(site: Site) -> None:
    _assert_problem(site.client.get("/api/v1/documents/..%2F..%2Fetc%2Fpasswd"), 404, "no-such-address")
    _assert_problem(site.client.get("/api/v1/documents/not-a-hash/original"), 404, "not-found")


@pytest.mark.parametrize("page", ["99", "99.png"])
def test_page_beyond_the_last(site: Site, page: str) -> None:
    _assert_problem(site.client.get(f"/api/v1/documents/{site.ids[PLAN_NAME]}/pages/{page}"), 404, "not-found")


@pytest.mark.parametrize("path", ["/pages/0", "/pages/0.png", "/pages/1.png?dpi=5000", "/pages/1.png?dpi=1"])
def test_page_or_resolution_out_of_range(site: Site, path: str) -> None:
    problem = _assert_problem(site.client.get(f"/api/v1/documents/{site.ids[PLAN_NAME]}{path}"), 422, "invalid-request")
    assert problem["errors"]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/documents?limit=1000", "query.limit"),
        ("/documents?offset=-1", "query.offset"),
        ("/documents?sort=size", "query.sort"),
        ("/documents?colour=red", "query.colour"),
        ("/documents?unit=%25", "query.unit"),
        ("/documents?level=city", "query.level.0"),
        ("/documents?year=next", "query.year.0"),
        ("/assignments?role=boss", "query.role.0"),
        ("/suggestions", "query.q"),
        ("/targets?q=" + "a" * 600, "query.q"),
    ],
)
def test_wrong_parameter_is_named(site: Site, path: str, where: str) -> None:
    problem = _assert_problem(site.client.get(f"/api/v1{path}"), 422, "invalid-request")
    assert [error["where"] for error in problem["errors"]] == [where]  # type: ignore[attr-defined]


def test_a_deadline_that_no_row_can_have_is_refused(site: Site) -> None:
    """It once gave no hits, as if nothing were due."""
    problem = _assert_problem(site.client.get("/api/v1/targets?deadline=abc"), 422, "invalid-request")
    assert all("query.deadline.0" in error["where"] for error in problem["errors"])  # type: ignore[attr-defined]
    assert site.client.get("/api/v1/targets?deadline=yearly&deadline=2025").status_code == 200


def test_unknown_facet(site: Site) -> None:
    problem = _assert_problem(site.client.get("/api/v1/documents?facet=role"), 422, "bad-query")
    assert "role" in str(problem["detail"])


def test_page_of_hits_too_far_down(site: Site) -> None:
    _assert_problem(site.client.get("/api/v1/documents?offset=100000000"), 422, "bad-query")


def test_address_that_is_not_there(site: Site) -> None:
    _assert_problem(site.client.get("/api/v1/nothing"), 404, "no-such-address")


def test_method_that_is_not_there(site: Site) -> None:
    answer = site.client.delete(f"/api/v1/documents/{ABSENT}")
    _assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET"


def test_form_without_a_file(site: Site) -> None:
    _assert_problem(site.client.post("/api/v1/documents", data={"other": "x"}), 422, "invalid-request")


def test_body_that_is_no_form(site: Site) -> None:
    answer = site.client.post(
        "/api/v1/documents", content=b"garbage", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    _assert_problem(answer, 400, "unreadable-body")


def test_more_files_than_are_taken_at_a_time(site: Site) -> None:
    files = [("files", (f"{number}.txt", b"x")) for number in range(51)]
    _assert_problem(site.client.post("/api/v1/documents", files=files), 413, "too-many-files")


def test_unforeseen_failure_tells_nothing_and_is_logged(
    empty_client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(empty_client.app.state.service.index, "search", fail)  # type: ignore[attr-defined]
    with caplog.at_level(logging.ERROR):
        answer = empty_client.get("/api/v1/documents")
    problem = _assert_problem(answer, 500, "internal-error")
    reference = str(problem["next_step"]).partition("reference ")[2].split()[0]
    assert "secret" not in answer.text
    assert reference in caplog.text
    assert "secret of the house" in caplog.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
