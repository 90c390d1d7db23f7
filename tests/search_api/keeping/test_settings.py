"""Settings come from the environment, once, and what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from search_api.errors import BadSetting
from search_api.settings import Settings, load_settings


def test_every_setting_is_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "data_dir": "/srv/văn bản",
        "catalogue_url": "postgresql+psycopg://kho@db/vanban",
        "workers": "7",
        "document_timeout_s": "90.5",
        "worker_memory_mb": "2048",
        "host": "0.0.0.0",
        "port": "80",
        "max_upload_mb": "9",
    }
    assert set(values) == set(Settings.model_fields)
    for name, value in values.items():
        monkeypatch.setenv(f"VANBAN_{name.upper()}", value)
    settings = load_settings()
    assert {name: str(getattr(settings, name)) for name in values} == values
    assert settings.database_url == values["catalogue_url"]


def test_the_catalogue_is_in_the_data_folder_unless_said_otherwise() -> None:
    assert Settings(data_dir=Path("/srv/kho")).database_url == "sqlite:////srv/kho/catalogue.db"


def test_settings_do_not_change_after_they_are_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1


@pytest.mark.parametrize(("variable", "value"), [("VANBAN_WORKERS", "0"), ("VANBAN_PORT", "http")])
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting, match=f"{variable} is not right"):
        load_settings()
