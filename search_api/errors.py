"""Errors of the service: what happened, and what to do next."""

from __future__ import annotations


class ServiceError(Exception):
    """`what` tells what happened, `next_step` what to do about it; `code` is stable, `status` the HTTP status."""

    code = "service-error"
    status = 500

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what, next_step)
        self.what = what
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.what} {self.next_step}"


class NotFound(ServiceError):
    code = "not-found"
    status = 404


class BadQuery(ServiceError):
    """A search that can't be run: unknown collection, filter, facet or sort, page out of range."""

    code = "bad-query"
    status = 422


class IndexUnavailable(ServiceError):
    code = "index-unavailable"
    status = 503


class IndexOutdated(ServiceError):
    """The index on disk was written with another schema; `next_step` says to reindex."""

    code = "index-outdated"
    status = 503


class IndexBusy(IndexUnavailable):
    """Another process holds the right to write; searches go on."""

    code = "index-busy"


class BadSetting(ServiceError):
    code = "bad-setting"


class CatalogueOutdated(ServiceError):
    """The catalogue on disk was written by a newer version of vanban."""

    code = "catalogue-outdated"
    status = 503


class WorkerNotStarted(ServiceError):
    """No process could be started to work on documents."""

    code = "worker-not-started"
    status = 503


class StorageFailed(ServiceError):
    """The data folder or the catalogue can't be written or read: full, read-only, not ours, damaged."""

    code = "storage-failed"
    status = 503
