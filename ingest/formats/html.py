"""HTML pages: the document or article of the page without the site's menus, sidebars, comments and banners.

Nothing is run and nothing is fetched: the markup is all that is read.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.encodings import decode_text
from ingest.errors import DamagedFile, EmptyFile, TooLarge
from ingest.formats.furniture import mark_furniture
from ingest.formats.html_blocks import blocks_of
from ingest.formats.html_main import main_content
from ingest.formats.html_old_text import restore_old_text
from ingest.limits import Limits
from ingest.models import Page, ReadingWarning

_HEAD_BYTES = 4096  # the HTML standard wants the charset declared in the first 1,024 bytes; some pages are late
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(content: bytes, limits: Limits) -> tuple[tuple[Page, ...], tuple[ReadingWarning, ...]]:
    """One page of width and height 0; the page's title first where it stands outside the document.

    Raises `DamagedFile`, `EmptyFile` where the page shows no text, and `TooLarge` where it nests too deep.
    """
    body = _body(decode_text(content, _declared_charset(content)))
    restore_old_text(body)
    blocks = [block for element in main_content(body) for block in blocks_of(element)]
    if not blocks:
        raise EmptyFile(
            "The page holds no text; perhaps a script would have put it there.",
            "Open the page in a browser, save it as PDF and give that.",
        )
    return (Page(1, 0, 0, tuple(mark_furniture(blocks))),), ()


def _declared_charset(content: bytes) -> str | None:
    match = _CHARSET.search(content[:_HEAD_BYTES])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _body(text: str) -> HtmlElement:
    parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        document = document_fromstring(_XML_DECLARATION.sub("", text).replace("\0", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DamagedFile("The HTML has no content that can be read.", "Save the page again and give that.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooLarge("The HTML nests elements thousands deep.", "Save the page from a browser again and give that.")
    body = document.find("body")
    return document if body is None else body
