"""Knowledge as data: one YAML file a subject, a list of entries, each with examples and counter-examples that tests run."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=None)
def entries(subject: str) -> tuple[dict[str, Any], ...]:
    """The entries of `nlp/lexicon/<subject>.yml`, in file order."""
    return tuple(yaml.safe_load(files(__name__).joinpath(f"{subject}.yml").read_text("utf-8")))
