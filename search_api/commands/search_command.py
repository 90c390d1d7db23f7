"""`vanban search`."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence

from search_api.commands.opening import open_service
from search_api.errors import BadQuery
from search_api.index.contract import Collection, Filter, Hit, SearchQuery

_LINE: Mapping[Collection, tuple[str, ...]] = {
    "documents": ("number", "issue_date", "issuer", "title"),
    "targets": ("quote", "deadline", "province", "document_number"),
    "assignments": ("agency", "role", "task", "deadline", "document_number"),
}


def search(text: str, collection: Collection, filters: Sequence[str], limit: int, as_json: bool) -> int:
    query = SearchQuery(collection, text, filters=_filters(filters), limit=limit)
    with open_service() as service:
        result = service.index.search(query)
    for hit in result.hits:
        print(json.dumps(dataclasses.asdict(hit), ensure_ascii=False) if as_json else _line(hit, collection))
    if not as_json:
        print(f"{result.total} found")
    return 0


def _filters(given: Sequence[str]) -> tuple[Filter, ...]:
    """`field=value` pairs; the same field again means any of its values."""
    values: dict[str, list[str]] = {}
    for pair in given:
        field, equals, value = pair.partition("=")
        if not equals:
            raise BadQuery(f"The filter {pair!r} has no “=”.", "Write it as FIELD=VALUE, as in province_now=Phú Thọ.")
        values.setdefault(field, []).append(value)
    return tuple(Filter(field, tuple(some)) for field, some in values.items())


def _line(hit: Hit, collection: Collection) -> str:
    shown = [str(hit.fields[name]) for name in _LINE[collection] if hit.fields.get(name)]
    return "  ".join([*shown, f"[{hit.document_id[:12]}]"])
