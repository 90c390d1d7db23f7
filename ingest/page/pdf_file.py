"""Opening PDF bytes with PDFium. PDFium is not safe for threads: every use of it holds `PDFIUM_LOCK`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import DamagedFile, EncryptedFile, NoPages

PDFIUM_LOCK = threading.RLock()


@contextmanager
def open_pdf(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The open document; PDFium is held for this thread until it is closed.

    A document encrypted with an empty user password opens. Raises `EncryptedFile`, `DamagedFile`, `NoPages`.
    """
    with PDFIUM_LOCK:
        document = _opened(content)
        try:
            document.init_forms()  # PDFium wants it before the first page is loaded
            if len(document) == 0:
                raise NoPages("The PDF has no pages.", "Get the file again from where it came from.")
            yield document
        finally:
            document.close()


def load_page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page `number`, from 1. Raises `DamagedFile` where it is broken."""
    try:
        return document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(f"Page {number} of the PDF is broken.", "Get the file again, or print it anew.") from error


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedFile("The PDF opens with a password only.", "Save it without a password.") from error
        raise DamagedFile(
            f"PDFium does not open the PDF ({error}).", "Get the file again, or print it anew."
        ) from error
