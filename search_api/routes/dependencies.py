"""What routes are given: the service that the app opened."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from search_api.intake import BackgroundIntake
from search_api.service import Service


def service_of(request: Request) -> Service:
    return cast(Service, request.app.state.service)


def intake_of(request: Request) -> BackgroundIntake:
    return cast(BackgroundIntake, request.app.state.intake)


ServiceDependency = Annotated[Service, Depends(service_of)]
IntakeDependency = Annotated[BackgroundIntake, Depends(intake_of)]
