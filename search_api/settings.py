"""Settings, read once from the environment (`VANBAN_…`)."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from search_api.errors import BadSetting


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """What an installation decides. Each is the environment variable VANBAN_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="VANBAN_", frozen=True, extra="ignore")

    data_dir: Path = Field(default=Path("data"), description="Folder of originals, pages, catalogue and index.")
    catalogue_url: str | None = Field(
        default=None, description="SQLAlchemy URL of the catalogue; SQLite in data_dir if unset."
    )
    workers: int = Field(default_factory=_cores, ge=1, description="Processes that read and extract; one a core.")
    document_timeout_s: float = Field(default=1800.0, gt=0, description="Seconds that one document may take.")
    worker_memory_mb: int = Field(default=4096, ge=512, description="Megabytes that one such process may use.")
    host: str = Field(default="127.0.0.1", description="Address that `vanban serve` listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that `vanban serve` listens on.")
    max_upload_mb: int = Field(default=200, ge=1, description="Megabytes that one upload may have.")

    @property
    def database_url(self) -> str:
        return self.catalogue_url or f"sqlite:///{(self.data_dir / 'catalogue.db').absolute()}"


def load_settings() -> Settings:
    """Raises `BadSetting` naming the variable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        variable = f"VANBAN_{'_'.join(map(str, first['loc'])).upper()}"
        raise BadSetting(
            f"{variable} is not right: {first['msg']}.", "Set it to a value that fits, or unset it."
        ) from error
