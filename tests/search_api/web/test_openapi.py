"""The API's description teaches: every model has an example, and every example is of its model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, TypeAdapter

from nlp import models
from search_api import problem_details, wire, wire_search
from search_api.app import create_app
from search_api.index.contract import FILTERS, Collection
from search_api.routes import search_parameters
from search_api.settings import Settings

# Made by the framework or of a name that says all: a value with its confidence, a row that a hit's example shows.
_WITHOUT_EXAMPLE = ("Extracted_", "Body_", "Place", "Fields")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    app: FastAPI = create_app(Settings(data_dir=tmp_path_factory.mktemp("unused")))
    return app.openapi()


def _models() -> Iterator[type[BaseModel]]:
    for module in (wire, wire_search, problem_details):
        for value in vars(module).values():
            is_model = isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.__name__
            if is_model and not value.__name__.startswith("_"):
                yield value


@pytest.mark.parametrize("model", list(_models()), ids=lambda model: model.__name__)
def test_example_is_of_its_model(model: type[BaseModel]) -> None:
    example = model.model_json_schema()["example"]
    assert model.model_validate(example).model_dump(mode="json") == TypeAdapter(model).validate_python(
        example
    ).model_dump(mode="json")


@pytest.mark.parametrize(
    "name", ["Record", "Source", "Issuer", "Signer", "Citation", "Target", "Assignment", "Warning"]
)
def test_example_of_a_part_of_the_record_is_of_its_type(schema: dict[str, Any], name: str) -> None:
    example = schema["components"]["schemas"][name]["example"]
    adapter = TypeAdapter(getattr(models, name))
    assert adapter.dump_python(adapter.validate_python(example), mode="json") == example


def test_every_model_has_an_example_and_a_description(schema: dict[str, Any]) -> None:
    for name, model in schema["components"]["schemas"].items():
        if name.startswith(_WITHOUT_EXAMPLE) or name.endswith(_WITHOUT_EXAMPLE):
            continue
        assert "example" in model, name
        assert model.get("description"), name


def test_every_operation_is_tagged_and_described(schema: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in schema["tags"]}
    for path, operations in schema["paths"].items():
        assert path.startswith("/api/v1/"), path
        for operation in operations.values():
            assert set(operation["tags"]) <= tags, path
            assert operation["summary"], path


def test_errors_are_described_as_problems(schema: dict[str, Any]) -> None:
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if status == "default" or status.startswith(("4", "5")):
                    assert list(answer["content"]) == ["application/problem+json"], (path, status)


@pytest.mark.parametrize(
    ("collection", "parameters"),
    [
        ("documents", search_parameters.DocumentParameters),
        ("targets", search_parameters.TargetParameters),
        ("assignments", search_parameters.AssignmentParameters),
    ],
)
def test_parameters_are_the_filters_of_the_contract(collection: Collection, parameters: type[BaseModel]) -> None:
    others = {"q", "facet", "sort", "offset", "limit"}
    assert set(parameters.model_fields) - others == set(FILTERS[collection])
