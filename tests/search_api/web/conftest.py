"""A running service with a few documents, and Chromium to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from search_api.app import create_app
from search_api.settings import Settings
from tests.search_api.web.sites import FILES, MAX_UPLOAD_MB, RunningApp, Site, wait_until_finished

_CHROMIUM = "/usr/bin/chromium"
_CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service on a port of its own, with all of FILES processed."""
    data_dir = tmp_path_factory.mktemp("site")
    with RunningApp(data_dir) as address, httpx.Client(base_url=address, timeout=30) as client:
        answer = client.post("/api/v1/documents", files=[("files", file) for file in FILES.items()])
        ids = {one["name"]: one["id"] for one in answer.json()["documents"]}
        for document_id in ids.values():
            wait_until_finished(client, document_id)
        yield Site(address, client, ids)


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """A service without a document; its failures come back as answers."""
    app = create_app(Settings(data_dir=tmp_path, workers=1, max_upload_mb=MAX_UPLOAD_MB))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(_CHROMIUM).exists():
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["scripted", "scriptless"])
def page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """A page of the site, with JavaScript and without: everything must work both ways."""
    context = browser.new_context(base_url=site.address, java_script_enabled=request.param, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()
