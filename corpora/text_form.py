"""A source document as the Markdown of portals of legal texts: lines broken at 80, each cell on lines of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from corpora.source import BodyTable, SourceDocument, body_items

_WIDTH = 80


def markdown(source: SourceDocument) -> str:
    head = [f"# {source.title}", source.place_date] if source.form == "news" else _head(source)
    foot = [] if source.form == "news" else [_foot(source)]
    parts = [*head, *_body(source.body), *foot, *_body(source.annex)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(source: SourceDocument) -> list[str]:
    *parents, issuer = source.issuer
    left = "\n".join([*parents, f"**{issuer}**", "-------"])
    right = "\n".join([f"**{source.motto[0]}**", *source.motto[1:], "---------------"])
    number = "\n".join([f"Số: {source.number}", *([source.subject] if source.subject else [])])
    rows = _row([left, right]) + _row([number, f"*{source.place_date}*"])
    addressees = f"Kính gửi: {'; '.join(source.addressees)}." if source.addressees else ""
    titles = [f"**{source.type_word}**" if source.type_word else "", source.title or "", source.authority_line or ""]
    return [rows, *map(_wrapped, titles), addressees]


def _foot(source: SourceDocument) -> str:
    marks = [";"] * (len(source.recipients) - 1) + ["."]
    lines = [f"- {line}{mark}" for line, mark in zip(source.recipients, marks, strict=True)]
    signatures = ("\n".join([*one.authority, one.position, one.name]) for one in source.signatures)
    return _row(["\n".join(["Nơi nhận:", *lines]), *signatures])


def _body(body: str) -> Iterable[str]:
    for item in body_items(body):
        if isinstance(item, BodyTable):
            yield "".join(_row(map(_wrapped, row)) for row in _filled(item))
        else:
            yield _wrapped(item.text if item.style == "plain" else f"**{item.text}**")


def _filled(table: BodyTable) -> Iterable[list[str]]:
    """Rows in which a cell that goes on from above stands again, and one that goes on from its left is left out."""
    above: tuple[str, ...] = table.rows[0]
    for row in table.rows:
        above = tuple(over if text == "^" else text for over, text in zip(above, row, strict=True))
        yield [text for text in above if text != "<"]


def _row(cells: Iterable[str]) -> str:
    return "".join(f"|\n{cell}\n" for cell in cells) + "|\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
