"""A running service with a few documents, and how its tests speak with it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

from search_api.app import create_app
from search_api.settings import Settings
from tests.search_api.web.made_documents import ARTICLE, NEAR_MISS, PLAN_NAME, SCHOOL_PLAN, plan_pdf

MAX_UPLOAD_MB = 2
DEADLINE_SECONDS = 60

FILES: Mapping[str, bytes] = {
    PLAN_NAME: plan_pdf(),
    "Kế hoạch 204.md": SCHOOL_PLAN.encode(),
    "Báo cáo 77.txt": NEAR_MISS.encode(),
    "tin-huyen.html": ARTICLE.encode(),
    "không phải.pdf": b"%PDF-1.7\nchua bao gio la PDF",
}


@dataclass(frozen=True)
class Site:
    """A running service: its address, a client of it, and ids by file name."""

    address: str
    client: httpx.Client
    ids: Mapping[str, str]

    def wait(self, document_id: str) -> str:
        return wait_until_finished(self.client, document_id)


def wait_until_finished(client: httpx.Client, document_id: str) -> str:
    """The state in which the document ends; one that is done can also be found."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        status = client.get(f"/api/v1/documents/{document_id}/status").json()
        if status["state"] == "failed" or status["indexed_version"] is not None:
            return str(status["state"])
        time.sleep(0.1)
    raise AssertionError(f"{document_id} is neither done nor failed after {DEADLINE_SECONDS} s")


class RunningApp:
    """The app on a port of its own, for a with statement that is given its address."""

    def __init__(self, data_dir: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        app = create_app(Settings(data_dir=data_dir, workers=1, max_upload_mb=MAX_UPLOAD_MB))
        self._server = uvicorn.Server(uvicorn.Config(app, port=self._port, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run)

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
            time.sleep(0.02)
        return f"http://127.0.0.1:{self._port}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(30)
