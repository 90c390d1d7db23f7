"""How commands tell of errors."""

from __future__ import annotations

import sys
from typing import NoReturn


def fail(error: Exception, code: int) -> NoReturn:
    print(f"vanban: {error}", file=sys.stderr)
    sys.exit(code)
