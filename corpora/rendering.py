"""Source documents as files: digital PDF in the layout of Nghị định 30/2020/NĐ-CP, simulated scan, DOCX, web page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from corpora.damage import scanned
from corpora.docx_form import docx_bytes
from corpora.reprint import parts_of, rows_of
from corpora.source import SourceDocument, body_items
from ingest.models import Document

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


def render(source: SourceDocument) -> bytes:
    """The file of a source document. The same source gives the same pages."""
    match source.form:
        case "pdf":
            return pdf_bytes(source)
        case "scan":
            return scanned(pdf_bytes(source), source.damage)
        case "docx":
            return docx_bytes(source)
        case "html":
            return _page("site.html", source).encode("utf-8")
        case "news":
            return _page("news.html", source).encode("utf-8")


@cache
def pdf_bytes(source: SourceDocument) -> bytes:
    """A digital PDF with its text. Needs the font TeX Gyre Termes (fonts-texgyre), which has all Vietnamese letters."""
    template = "news.html" if source.form == "news" else "official.html"
    pdf: bytes = HTML(string=_page(template, source)).write_pdf(
        pdf_identifier=source.slug.encode(), font_config=_fonts()
    )
    return pdf


@cache
def _fonts() -> Any:
    """What is known of the system's fonts: a third of the time of a PDF if each asked anew."""
    return FontConfiguration()


def reprinted(document: Document) -> bytes:
    """A digital PDF of a document that was read from a text without pages. Needs the font, too."""
    page = _TEMPLATES.get_template("reprint.html").render(parts=parts_of(document), rows_of=rows_of)
    pdf: bytes = HTML(string=page).write_pdf(pdf_identifier=document.sha256.encode(), font_config=_fonts())
    return pdf


def render_all(sources: tuple[SourceDocument, ...], folder: Path) -> list[Path]:
    """Writes each document's file into the folder; those already there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for source in sources:
        path = folder / source.file_name
        if not path.exists():
            path.write_bytes(render(source))
        paths.append(path)
    return paths


def _page(template: str, source: SourceDocument) -> str:
    return _TEMPLATES.get_template(template).render(
        source=source, body=body_items(source.body), annex=body_items(source.annex)
    )
