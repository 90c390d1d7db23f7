"""Errors on the wire: problem details after RFC 9457, media type `application/problem+json`."""

from __future__ import annotations

import logging
import uuid
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from ingest.errors import ReadingError
from search_api.errors import ServiceError

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger(__name__)


class FieldProblem(BaseModel):
    """One part of a request that is not as it must be."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"where": "query.limit", "message": "Input should be less than or equal to 200"}}
    )

    where: str = Field(description="Part of the request and the name in it, with dots between.")
    message: str


class ProblemDetails(BaseModel):
    """What went wrong and what to do next (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "/api#not-found",
                "title": "Not Found",
                "status": 404,
                "detail": "There is no document with this id.",
                "instance": "/api/v1/documents/0000",
                "next_step": "Search for the document, and use the id that the search gives.",
                "errors": [],
            }
        }
    )

    type: str = Field(description="Address of the description of this kind of problem; what stands after # is stable.")
    title: str = Field(description="The HTTP status in words.")
    status: int
    detail: str = Field(description="What happened, for a person to read.")
    instance: str = Field(description="Path of the request that failed.")
    next_step: str = Field(description="What to do about it.")
    errors: list[FieldProblem] = Field(default_factory=list, description="Each part of the request that is wrong.")

    @property
    def code(self) -> str:
        return self.type.partition("#")[2]


class TooManyBytes(HTTPException):
    """An upload passes the service's limit; raised while its body streams in."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(413, f"The upload is larger than {megabytes} MB.")


class CrossSiteForm(HTTPException):
    """Another site's page sent a form in the name of the person who looks at it."""

    def __init__(self) -> None:
        super().__init__(403, "The form was sent from another site.")


# HTTP status raised by the framework → code, next step.
_FRAMEWORK_PROBLEMS = {
    400: ("unreadable-body", "Send the files as multipart/form-data, each in a part named “files”."),
    403: ("cross-site-form", "Open the upload page of this service and send the form from there."),
    404: ("no-such-address", "Look at /api for the addresses that there are."),
    405: ("method-not-allowed", "Look at /api for the methods of this address."),
    413: ("upload-too-large", "Send fewer or smaller files at a time, or raise VANBAN_MAX_UPLOAD_MB on the server."),
}

CODES = {
    "not-found": "There is no such document, page or image.",
    "bad-query": "A search that can't be run: an unknown filter, facet or sort, or a page out of range.",
    "invalid-request": "A part of the request is missing or malformed; `errors` names each.",
    "index-unavailable": "The search index can't be read now.",
    "index-busy": "Another process writes to the index now.",
    "index-outdated": "The search index was written by another version and must be built again.",
    "internal-error": "The service failed; the reference in `next_step` finds the reason in its log.",
    "unreadable": "The original can't be shown as an image.",
    "unreadable-body": "The body of the request can't be read.",
    "cross-site-form": "A form that another site sent.",
    "no-such-address": "No resource has this address.",
    "method-not-allowed": "The resource does not answer this method.",
    "upload-too-large": "The upload passes the service's limit.",
    "no-file": "The form holds no file.",
    "too-many-files": "The form holds more files than are taken at a time.",
}


def problem_of(error: Exception, instance: str) -> ProblemDetails:
    """The problem that an error is on the wire. What is not foreseen is logged, and nothing of it is told."""
    match error:
        case ServiceError():
            return _problem(error.code, error.status, error.what, error.next_step, instance)
        case ReadingError():
            return _problem(ReadingError.code, 422, error.what, error.next_step, instance)
        case RequestValidationError():
            return _invalid(error, instance)
        case HTTPException():
            code, next_step = _FRAMEWORK_PROBLEMS.get(error.status_code, ("http-error", "Look at /api."))
            return _problem(code, error.status_code, str(error.detail), next_step, instance)
        case _:
            return _unforeseen(error, instance)


def problem_response(problem: ProblemDetails) -> JSONResponse:
    return JSONResponse(problem.model_dump(), problem.status, media_type=MEDIA_TYPE)


def concerns_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _problem(code: str, status: int, detail: str, next_step: str, instance: str) -> ProblemDetails:
    return ProblemDetails(
        type=f"/api#{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=instance,
        next_step=next_step,
    )


def _invalid(error: RequestValidationError, instance: str) -> ProblemDetails:
    problem = _problem(
        "invalid-request",
        422,
        "The request is not as it must be.",
        "Correct the parts named in errors; /api describes each.",
        instance,
    )
    problem.errors = [
        FieldProblem(where=".".join(str(part) for part in one["loc"]), message=one["msg"]) for one in error.errors()
    ]
    return problem


def _unforeseen(error: Exception, instance: str) -> ProblemDetails:
    reference = uuid.uuid4().hex[:12]
    _log.error("request %s failed, reference %s", instance, reference, exc_info=error)
    return _problem(
        "internal-error",
        500,
        "The service failed unexpectedly.",
        f"Try again. If it happens again, look for reference {reference} in the log of the service.",
        instance,
    )
