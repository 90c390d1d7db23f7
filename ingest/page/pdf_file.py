"""Opening PDF bytes with PDFium. PDFium is not safe for threads: every use of it holds `PDFIUM_LOCK`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import DamagedFile, EncryptedFile, NoPages, ReadingError

PDFIUM_LOCK = threading.RLock()

_AGAIN = "Get the file again from where it came from."


@contextmanager
def open_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The open document; PDFium is held for this thread until it is closed.

    A document encrypted with an empty user password opens. Raises `EncryptedFile`, `DamagedFile`, `NoPages`.
    """
    with PDFIUM_LOCK:
        document = _opened(content)
        try:
            document.init_forms()  # PDFium wants it before the first page is loaded
            yield document
        finally:
            document.close()


def load_page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page `number`, from 1. Raises `DamagedFile` where it is broken."""
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(f"Page {number} of the PDF is broken.", _AGAIN) from error


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _reason(content) from error


def _reason(content: bytes) -> ReadingError:
    """Why the document does not open. pypdfium2 reports PDFium's last error, which a document without pages is not."""
    handle = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if handle:
        pdfium.FPDF_CloseDocument(handle)
        return NoPages("The PDF has no pages.", _AGAIN)
    if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return EncryptedFile("The PDF opens with a password only.", "Save it without a password.")
    return DamagedFile("The PDF is cut off or broken: PDFium does not open it.", _AGAIN)
