"""`/api`: the reference of the API, made from its own description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from search_api.pages.rendering import page
from search_api.problem_details import CODES

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    place: str
    is_required: bool
    description: Markup


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    tag: str
    summary: str
    description: Markup
    parameters: tuple[Parameter, ...]
    example: str | None


@router.get("/api")
def reference_page(request: Request) -> HTMLResponse:
    schema = request.app.openapi()
    return page(
        "reference.html",
        description=with_code(schema["info"]["description"]),
        tags=schema["tags"],
        operations=list(operations(schema)),
        codes=CODES,
    )


def operations(schema: Mapping[str, Any]) -> Iterator[Operation]:
    for path, by_method in schema["paths"].items():
        for method, described in by_method.items():
            yield Operation(
                method=method,
                path=path,
                tag=described["tags"][0],
                summary=described["summary"],
                description=with_code(described.get("description", "")),
                parameters=tuple(_parameter(one) for one in described.get("parameters", ())),
                example=_example(schema, described),
            )


def _parameter(described: Mapping[str, Any]) -> Parameter:
    description = described.get("description") or described["schema"].get("description") or ""
    return Parameter(described["name"], described["in"], described["required"], with_code(description))


def with_code(text: str) -> Markup:
    """What stands between backticks as <code>.

    >>> with_code("see `a < b`")
    Markup('see <code>a &lt; b</code>')
    """
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


def _example(schema: Mapping[str, Any], described: Mapping[str, Any]) -> str | None:
    """The example of the answer that tells that all is well."""
    answer = next(answer for status, answer in sorted(described["responses"].items()) if status.startswith("2"))
    reference = answer.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    model = schema["components"]["schemas"].get(reference.rpartition("/")[2], {})
    return json.dumps(model["example"], ensure_ascii=False, indent=2) if "example" in model else None
