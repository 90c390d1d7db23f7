"""What all tests share: where the real documents are, when they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = Path(__file__).parent.parent.parent / "shared" / "real"


@pytest.fixture(scope="session")
def real_documents() -> Path:
    """The folder of real documents beside the checkout; the test is skipped where it is absent."""
    if not REAL.is_dir():
        pytest.skip("the real documents are not beside this checkout")
    return REAL
