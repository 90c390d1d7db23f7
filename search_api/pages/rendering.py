"""Templates to HTML: escaped always, an unknown name in a template is an error."""

from __future__ import annotations

from importlib.metadata import version

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from search_api.pages import labels

_ENVIRONMENT = Environment(
    loader=PackageLoader("search_api", "pages/templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(labels=labels, version=version("vanban"))


def page(template: str, status: int = 200, **context: object) -> HTMLResponse:
    """An answer that is never cached: what it shows may change with the next document."""
    html = _ENVIRONMENT.get_template(template).render(**context)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})
