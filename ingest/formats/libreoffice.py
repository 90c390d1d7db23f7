"""LibreOffice, run without a window, as the converter of old word processors' files to DOCX.

Each conversion has a profile of its own in a temporary folder, so that several may run at once and none leaves
anything behind. Macros are off, and nothing that a document links to is fetched: the profile says so, and sends
every connection to a proxy that is not there. What can't be forbidden by a profile: that LibreOffice opens a local
file which a document links to. Links are not followed by the settings below; on a machine where even a fault of
LibreOffice must reach nothing, run vanban in a container without network and without others' files.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from ingest.errors import DamagedFile, TooLarge, ToolFailed, ToolMissing
from ingest.limits import Limits

_INSTALL = "Install it: sudo apt-get install libreoffice-writer-nogui"
_DOCX_FILTER = "docx:MS Word 2007 XML"
_NO_PROXY_THERE = "127.0.0.1:9"  # the discard service's port: nothing listens
# The shell bounds what the converter may write (blocks of 512 bytes) and compute (seconds); `timeout` kills it with all
# that it started, even when this process was killed before it could.
_BOUNDED = 'ulimit -c 0; ulimit -f "$1"; ulimit -t "$2"; shift 2; exec timeout --signal=KILL "$@"'
_MOST_MESSAGE = 300  # characters of its last words that an error repeats

_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Writer/Content/Update", "Chart", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(
        setting
        for scheme in ("HTTP", "HTTPS", "FTP")
        for setting in (
            ("Inet/Settings", f"ooInet{scheme}ProxyName", _NO_PROXY_THERE.partition(":")[0]),
            ("Inet/Settings", f"ooInet{scheme}ProxyPort", _NO_PROXY_THERE.partition(":")[2]),
        )
    ),
)


def to_docx(content: bytes, ending: str, input_filter: str, limits: Limits) -> bytes:
    """The bytes as DOCX. `input_filter` is LibreOffice's name of the format, so that nothing is taken for another.

    Raises `DamagedFile` where LibreOffice finds no document in the bytes, `TooLarge`, `ToolMissing`, `ToolFailed`.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ToolMissing("LibreOffice, which reads DOC and RTF, is not installed.", _INSTALL)
    with tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, result = folder / f"document{ending}", folder / "out" / "document.docx"
        source.write_bytes(content)
        _write_profile(folder / "profile")
        started = time.monotonic()
        status, said = _run(_command(program, folder, source, input_filter, limits), folder)
        if status == _killed_by(signal.SIGXFSZ):
            raise _too_large(limits)
        if status == _killed_by(signal.SIGKILL) and time.monotonic() - started >= limits.conversion_seconds:
            what = f"LibreOffice did not convert the file in {limits.conversion_seconds:g} seconds."
            raise ToolFailed(what, "Open it in an office program, save it as DOCX and give that.")
        return _converted(result, status, said, limits)


def _command(program: str, folder: Path, source: Path, input_filter: str, limits: Limits) -> list[str]:
    seconds = max(1, round(limits.conversion_seconds))
    return [
        *("/bin/sh", "-c", _BOUNDED, "sh", str(limits.unpacked_bytes // 512), str(seconds), str(seconds)),
        *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault", "--nofirststartwizard"),
        *(f"--infilter={input_filter}", "--convert-to", _DOCX_FILTER, "--outdir", str(folder / "out"), str(source)),
    ]


def _run(command: list[str], folder: Path) -> tuple[int, str]:
    """The exit status as a shell gives it, and what the program said."""
    messages = folder / "messages"
    with messages.open("wb") as stream:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status = process.wait()
        finally:
            # All that it started leads no life of its own, whether it ended, hung or this process is stopped.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    with messages.open("rb") as stream:
        said = stream.read(65_536).decode("utf-8", "replace")
    return (128 - status if status < 0 else status), said


def _converted(result: Path, status: int, said: str, limits: Limits) -> bytes:
    if not result.is_file():
        if status == 0 or "could not be loaded" in said:
            raise DamagedFile(
                "LibreOffice finds no document in the file that it can read.",
                "Open it in the program that it was written with, save it as DOCX and give that.",
            )
        last = " ".join(said.split())[-_MOST_MESSAGE:]
        raise ToolFailed(f"LibreOffice failed with status {status}: {last}", "Try again; report the file.")
    if result.stat().st_size > limits.unpacked_bytes:
        raise _too_large(limits)
    content = result.read_bytes()
    if not content.startswith(b"PK"):
        raise ToolFailed("LibreOffice wrote something that is no DOCX.", "Install it anew.")
    return content


def _too_large(limits: Limits) -> TooLarge:
    return TooLarge(
        f"Converted to DOCX, the file has more than the {limits.unpacked_bytes:,} bytes allowed.",
        "Split it, or raise the limit.",
    )


def _killed_by(number: signal.Signals) -> int:
    return 128 + number


def _environment(folder: Path) -> dict[str, str]:
    """Only what the program needs: no one's home, no one's proxy, messages in English.

    Text of no named encoding is taken in that of the locale: eight bits, as old files have it, and not UTF-8.
    """
    proxy = f"http://{_NO_PROXY_THERE}"
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": proxy,
        "https_proxy": proxy,
        "ftp_proxy": proxy,
    }


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        "utf-8",
    )
