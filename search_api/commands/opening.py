"""The service for the time of a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from search_api.service import Service
from search_api.settings import load_settings


@contextmanager
def open_service() -> Iterator[Service]:
    """Raises `BadSetting`, `CatalogueOutdated`, `StorageFailed`."""
    service = Service.open(load_settings())
    try:
        yield service
    finally:
        service.close()
