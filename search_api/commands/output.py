"""How commands tell of errors, and what they end with."""

from __future__ import annotations

import sys
from typing import NoReturn

OK = 0
SOME_FAILED = 1
USAGE = 2
ENVIRONMENT = 3


def tell(message: str) -> None:
    print(f"vanban: {message}", file=sys.stderr)


def fail(error: Exception | str, code: int) -> NoReturn:
    tell(str(error))
    sys.exit(code)
