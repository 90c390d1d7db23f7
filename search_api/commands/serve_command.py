"""`vanban serve`."""

from __future__ import annotations

import uvicorn

from search_api.app import create_app
from search_api.commands.output import OK
from search_api.settings import load_settings


def serve(host: str | None, port: int | None) -> int:
    """Until it is stopped; what is not given stands in the settings."""
    settings = load_settings()
    uvicorn.run(create_app(settings), host=host or settings.host, port=settings.port if port is None else port)
    return OK
