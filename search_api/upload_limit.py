"""A bound on request bodies, held while they stream in.

The framework's own bound answers in plain text; this one raises an error that the handlers turn into problem
details or a page.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.problem_details import TooManyBytes

_FORM_OVERHEAD_BYTES = 64 * 1024


class UploadLimit:
    """ASGI middleware: a body of more than `megabytes` (and what the form itself takes) raises `TooManyBytes`."""

    def __init__(self, app: ASGIApp, megabytes: int) -> None:
        self._app = app
        self._megabytes = megabytes
        self._limit = megabytes * 1024 * 1024 + _FORM_OVERHEAD_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            if declared.isdecimal() and int(declared) > self._limit:
                raise TooManyBytes(self._megabytes)
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise TooManyBytes(self._megabytes)
            return message

        await self._app(scope, bounded, send)
