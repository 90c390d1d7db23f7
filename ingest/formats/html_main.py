"""Which part of a web page is the document.

First everything goes that is the site's by what it is (scripts, navigation, forms' controls) or by its name (menu,
sidebar, comments), unless it holds a document's own marks or most of the page's text. Then the smallest element is
taken that holds nearly all of the running text, where text that trafilatura takes for the article counts more; it is
widened until all of the document's marks (motto, number, Nơi nhận, signature) are in it, and up to the page's heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import trafilatura
from lxml.etree import iterwalk, tostring
from lxml.html import HtmlElement

from ingest.formats.metadata_table import holds_metadata

_NEVER_TEXT = {
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "video", "audio", "canvas",
    "map", "select", "textarea", "input", "button", "option", "datalist", "nav", "aside", "dialog", "menu", "link",
}  # fmt: skip
_OF_SITE = {
    "menu", "nav", "navbar", "navigation", "topmenu", "mainmenu", "sidebar", "breadcrumb", "breadcrumbs", "footer",
    "comment", "comments", "binhluan", "related", "lienquan", "tinlienquan", "tinkhac", "share", "social", "sharing",
    "cookie", "cookies", "consent", "banner", "ads", "adv", "advert", "advertisement", "quangcao", "login", "dangnhap",
    "popup", "modal", "toolbar", "tags", "newsletter", "subscribe", "rating", "danhgia", "copyright", "counter",
    "thongke", "skip", "pagination", "pager", "marquee", "weblink", "lienket",
}  # fmt: skip
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MARK_OF_DOCUMENT = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|nơi nhận\s*:|^\s*số\s*:\s*[\d.…/]*.*/\s*[A-ZĐ]|\./\.", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_SHORTEST_TEXT = 25  # characters: menu entries are shorter, sentences longer
_MOST_OF_PAGE = 0.4  # of the page's running text: what holds more is not pruned for its name
_NEARLY_ALL = 0.9  # of the weighted running text is in the main element
_OPENING = 40  # characters by which a paragraph is known again
_MOST_ELEMENTS = 20_000  # trafilatura's time grows with the square of a page
_DEEPEST = 200  # levels: trafilatura recurses
_TRUST = 4.0  # how much more a text counts that trafilatura takes for the article
_LINK_LIST = 0.7  # of the text of a list of links is in links
_FEWEST_LINKS = 4
_FEWEST_BOXES = 3
_LITTLE_MORE = 0.15  # how much text beside the main element may be taken in to reach the heading


def main_content(body: HtmlElement) -> list[HtmlElement]:
    """The elements of the page's document in reading order: heading, block of labels, main element."""
    trusted = _trusted_openings(body)
    _prune(body)
    weights = _Weights(body, trusted)
    main = _with_marks(body, weights.densest())
    heading = _heading(body, main)
    if heading is not None:
        # One that stands in the main element is read there, in its place.
        main, heading = (main, None) if heading in set(main.iter()) else _up_to_heading(main, heading, weights)
    before = [] if heading is None else [heading]
    return [*before, *_metadata_beside(body, main), main]


def _trusted_openings(body: HtmlElement) -> set[str]:
    """How the paragraphs begin that trafilatura takes for the article; none of a page too large for it."""
    if sum(1 for _ in body.iter()) > _MOST_ELEMENTS or _depth(body) > _DEEPEST:
        return set()
    source = tostring(body, encoding="unicode")
    extracted = trafilatura.extract(source, fast=True, favor_recall=True, include_comments=False, include_tables=True)
    return {_squeezed(line)[:_OPENING] for line in (extracted or "").split("\n") if line.strip()}


def _depth(body: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _prune(body: HtmlElement) -> None:
    whole = len(_squeezed(body.text_content()))
    for element in list(body.iter()):
        if element is body or not isinstance(element.tag, str) or element.getparent() is None:
            continue
        if element.tag in _NEVER_TEXT or (_is_of_site(element) and not _is_document(element, whole)):
            element.drop_tree()


def _is_of_site(element: HtmlElement) -> bool:
    if element.tag == "footer" or element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    if any(part.lower() in _OF_SITE for part in _NAME_PART.findall(names)):
        return True
    return element.tag in ("ul", "ol", "div", "section", "table") and _is_link_list(element)


def _is_link_list(element: HtmlElement) -> bool:
    links = [link for link in element.iter("a") if (link.get("href") or "#")[0] != "#"]
    if len(links) < _FEWEST_LINKS:
        return False
    in_links = sum(len(_squeezed(link.text_content())) for link in links)
    return in_links > _LINK_LIST * len(_squeezed(element.text_content()))


def _is_document(element: HtmlElement, whole: int) -> bool:
    text = element.text_content()
    return len(_squeezed(text)) > _MOST_OF_PAGE * whole or _MARK_OF_DOCUMENT.search(text) is not None


class _Weights:
    """How much running text each element holds."""

    def __init__(self, body: HtmlElement, trusted: set[str]) -> None:
        self.body = body
        self.of: dict[HtmlElement, float] = {}
        for element in reversed(list(body.iter())):
            own = _own_text(element)
            weight = float(len(own)) if len(own) >= _SHORTEST_TEXT else 0.0
            if weight and own[:_OPENING] in trusted:
                weight *= _TRUST
            self.of[element] = weight + sum(self.of.get(child, 0.0) for child in element)

    def densest(self) -> HtmlElement:
        """The smallest element with nearly all running text: a box, or a cell that holds boxes."""
        least = max(_NEARLY_ALL * self.of[self.body], 1.0)
        main = self.body
        inner: HtmlElement | None = main
        while inner is not None:
            if inner.tag not in _PARTS_OF_TABLE and (inner.tag != "td" or _holds_boxes(inner)):
                main = inner
            heaviest = max(inner, key=lambda child: self.of.get(child, 0.0), default=None)
            is_box = heaviest is not None and heaviest.tag not in _INSIDE_TEXT and self.of[heaviest] >= least
            inner = heaviest if is_box else None
        return main


def _holds_boxes(cell: HtmlElement) -> bool:
    """Whether the cell is a part of a page's layout rather than of a table of data."""
    return sum(1 for _ in cell.iter("p", "div", "table", "h1", "h2", "h3")) >= _FEWEST_BOXES


_FORMATTING = {"b", "strong", "i", "em", "span", "font", "u", "sup", "sub", "small", "big"}
_INSIDE_TEXT = {*_FORMATTING, "p", "a", "li", "ul", "ol"}
_PARTS_OF_TABLE = {"table", "thead", "tbody", "tfoot", "tr"}


def _own_text(element: HtmlElement) -> str:
    """The element's text outside links and outside inner blocks, without white space."""
    if not isinstance(element.tag, str) or element.tag == "a" or element.tag in _FORMATTING:
        return ""
    parts = [element.text or ""]
    walker = iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if inner is element:
            continue
        if event == "end":
            parts.append(inner.tail or "")
        elif inner.tag in _FORMATTING:
            parts.append(inner.text or "")
        else:
            walker.skip_subtree()
    return _squeezed("".join(parts))


def _with_marks(body: HtmlElement, main: HtmlElement) -> HtmlElement:
    """The element, or the one around it that holds every mark of the document on the page."""
    marked = [element for element in body.iter() if _MARK_OF_DOCUMENT.search(_direct_text(element))]
    while main is not body:
        inside = set(main.iter())
        if all(element in inside for element in marked):
            return main
        main = main.getparent()
    return main


def _direct_text(element: HtmlElement) -> str:
    if not isinstance(element.tag, str):
        return ""
    return " ".join((element.text or "", *(child.tail or "" for child in element)))


def _heading(body: HtmlElement, main: HtmlElement) -> HtmlElement | None:
    """The page's <h1>: the one in the main element, else the last before it, else the first."""
    headings = [heading for heading in body.iter("h1") if heading.text_content().strip()]
    if not headings:
        return None
    inside = set(main.iter())
    order = {element: number for number, element in enumerate(body.iter())}
    before = [heading for heading in headings if order[heading] < order[main]]
    return next((heading for heading in headings if heading in inside), before[-1] if before else headings[0])


def _up_to_heading(
    main: HtmlElement, heading: HtmlElement, weights: _Weights
) -> tuple[HtmlElement, HtmlElement | None]:
    """The element widened to hold the heading, where little other text comes in; what stands before it goes.

    Else the element as it is, and the heading by itself.
    """
    around = main
    while heading not in set(around.iter()):
        parent = around.getparent()
        if parent is None:
            return main, heading
        around = parent
    if weights.of[around] - weights.of[main] > _LITTLE_MORE * weights.of[main]:
        return main, heading
    _drop_before(around, heading)
    return around, None


def _drop_before(around: HtmlElement, heading: HtmlElement) -> None:
    path = [heading, *heading.iterancestors()]
    for ancestor in path[1:]:
        child_on_path = path[path.index(ancestor) - 1]
        for child in list(ancestor):
            if child is child_on_path:
                break
            if not _MARK_OF_DOCUMENT.search(child.text_content()):
                child.drop_tree()
        if ancestor is around:
            return


def _metadata_beside(body: HtmlElement, main: HtmlElement) -> Iterator[HtmlElement]:
    """Blocks of labels ("Số hiệu", "Ngày ban hành") that the site has outside the main element."""
    inside = set(main.iter())
    around: Sequence[HtmlElement] = list(main.iterancestors())
    for element in body.iter("table", "dl", "ul", "div"):
        if element in inside or element in around or not holds_metadata(element.text_content()):
            continue
        if not any(
            holds_metadata(child.text_content())
            for child in element.iter("table", "dl", "ul", "div")
            if child is not element
        ):
            yield element
