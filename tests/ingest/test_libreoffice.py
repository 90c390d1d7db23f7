"""The converter of old files: LibreOffice itself, and programs in its place that crash, hang or write rubbish."""

from __future__ import annotations

import http.server
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import DamagedFile, ReadingError, TooLarge, ToolFailed, ToolMissing
from ingest.formats.libreoffice import to_docx
from ingest.limits import DEFAULT_LIMITS
from ingest.reader import read_document

RTF = "Rich Text Format"
LETTER = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0 K\u7871?t qu\u7843? n\u259?m 2003\par}"

Fake = Callable[[str], Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts a shell script in the place of LibreOffice; gives a folder, which the script knows as `$TEST_FOLDER`."""

    def put(script: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "soffice"
        program.write_text(f"#!/bin/sh\nTEST_FOLDER='{tmp_path}'\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        return tmp_path

    return put


# The folder that the program is told to write in.
OUT = 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; out="$2/document.docx"; '


@pytest.mark.parametrize(
    ("script", "error", "says"),
    [
        ("echo terminate called >&2; exit 134", ToolFailed, "status 134: terminate called"),
        ("kill -SEGV $$", ToolFailed, "status 139"),
        ("echo 'Error: source file could not be loaded'; exit 1", DamagedFile, "no document"),
        ("exit 0", DamagedFile, "no document"),
        (OUT + 'echo rubbish > "$out"', ToolFailed, "no DOCX"),
        (OUT + 'printf "PK\\003\\004 and no more" > "$out"', DamagedFile, "DOCX is damaged"),
        (OUT + 'cat /dev/zero > "$out"', TooLarge, "1,048,576 bytes"),
        ("yes terminate", TooLarge, "1,048,576 bytes"),
    ],
)
def test_a_program_that_fails_fails_the_file_alone(
    fake: Fake, script: str, error: type[ReadingError], says: str
) -> None:
    fake(script)
    with pytest.raises(error, match=says) as caught:
        read_document(LETTER, "to-trinh.rtf", replace(DEFAULT_LIMITS, unpacked_bytes=1_048_576))
    assert caught.value.name == "to-trinh.rtf"
    assert caught.value.next_step


def test_a_program_that_hangs_is_killed_with_all_that_it_started(fake: Fake) -> None:
    note = fake('sleep 600 & echo $! > "$TEST_FOLDER/children"; wait') / "children"
    started = time.monotonic()
    with pytest.raises(ToolFailed, match="1 seconds"):
        to_docx(LETTER, ".rtf", RTF, replace(DEFAULT_LIMITS, conversion_seconds=1))
    assert time.monotonic() - started < 20
    assert _ends(int(note.read_text()))


def _ends(process: int) -> bool:
    for _ in range(100):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing) as caught:
        read_document(LETTER, "to-trinh.rtf")
    assert "apt-get install libreoffice-writer-nogui" in caught.value.next_step


@pytest.fixture
def requests_made() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def test_what_a_document_links_to_is_not_fetched(requests_made: tuple[str, list[str]], tmp_path: Path) -> None:
    """LibreOffice with a profile of its own asks the server three times for this picture."""
    address, asked = requests_made
    names = "xmlns:{0}='urn:oasis:names:tc:opendocument:xmlns:{1}:1.0'"
    used = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("mat khau")
    document = (
        f"<office:document {' '.join(names.format(*name) for name in used.items())} office:version='1.2'"
        " xmlns:xlink='http://www.w3.org/1999/xlink' office:mimetype='application/vnd.oasis.opendocument.text'>"
        "<office:body><office:text><text:p><draw:frame text:anchor-type='as-char' svg:width='3cm' svg:height='3cm'>"
        f"<draw:image xlink:href='{address}/dau.png' xlink:type='simple'/></draw:frame></text:p>"
        f"<text:section text:name='a'><text:section-source xlink:href='{secret.as_uri()}' text:filter-name='Text'/>"
        "<text:p>Thông báo</text:p></text:section></office:text></office:body></office:document>"
    )
    content = to_docx(document.encode(), ".fodt", "OpenDocument Text Flat XML", DEFAULT_LIMITS)
    assert read_document(content).text == "Thông báo"
    assert asked == []


def test_conversions_run_side_by_side_and_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with ThreadPoolExecutor(2) as pool:
        texts = list(pool.map(lambda name: read_document(LETTER, name).text, ("a.rtf", "b.rtf")))
    assert texts == ["Kết quả năm 2003"] * 2
    assert list(tmp_path.iterdir()) == []
