"""Records as JSON and back (pydantic at the border)."""

from __future__ import annotations

from pydantic import TypeAdapter

from nlp.models import Record

_ADAPTER = TypeAdapter(Record)


def record_to_json(record: Record) -> str:
    """One line of JSON with the field names of the record."""
    return _ADAPTER.dump_json(record).decode("utf-8")


def record_from_json(text: str | bytes) -> Record:
    """Raises `pydantic.ValidationError` where the JSON is no record."""
    return _ADAPTER.validate_json(text)
