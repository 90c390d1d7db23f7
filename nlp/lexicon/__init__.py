"""Knowledge as data: one YAML file a subject, a list of entries with examples and counter-examples that tests run."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def entries(subject: str) -> tuple[dict[str, Any], ...]:
    """The entries of `nlp/lexicon/<subject>.yml`, in file order."""
    return tuple(yaml.safe_load(files(__name__).joinpath(f"{subject}.yml").read_text("utf-8")))
