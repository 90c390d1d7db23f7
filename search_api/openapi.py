"""The API's description of itself: what FastAPI derives, with an example on every model."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from ingest.models import BoundingBox
from search_api.problem_details import FieldProblem, ProblemDetails
from search_api.wire_examples import RECORD_PARTS

DESCRIPTION = """Reads Vietnamese administrative documents and answers with records: number, dates, issuer, signers,
citations, targets (chỉ tiêu) and assignments (nhiệm vụ), each with the page and the boxes where it stands.

Errors are problem details (RFC 9457) with `next_step`. Filters that are given more than once keep hits with any of
their values; different filters hold together."""

TAGS = [
    {"name": "documents", "description": "Taking documents in, finding them, one with its record."},
    {"name": "pages", "description": "Pages of a document as text and as images."},
    {"name": "targets", "description": "Measurable outcomes of all documents."},
    {"name": "assignments", "description": "Who must do what by when."},
    {"name": "suggestions", "description": "Completions while a person types."},
    {"name": "service", "description": "The service itself."},
]


class DocumentedApp(FastAPI):
    """FastAPI whose schemas of records carry examples too: they are types of `nlp`, which knows of no wire."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            schema = super().openapi()
            models = schema["components"]["schemas"]
            for name, example in RECORD_PARTS.items():
                models[name].setdefault("example", example)
            for model in (ProblemDetails, FieldProblem):
                models[model.__name__] = model.model_json_schema(ref_template="#/components/schemas/{model}")
                models[model.__name__].pop("$defs", None)
            models["BoundingBox"]["description"] = BoundingBox.__doc__
            models["Source"]["description"] = "The file that the record was made from."
        return super().openapi()
