"""Nơi nhận (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9)."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.header.layout import AUTHORITY, RECIPIENTS, Passage
from nlp.header.signers import is_signature
from nlp.text import fold

_BULLET = re.compile(r"^\s*[-–—+•*·]\s*|^\s*\d{1,2}[.)]\s+")
_INNER_BULLET = re.compile(r"[;.,]\s+[-–—•]\s*(?=\S)")
_FILED = re.compile(r"^luu\b")
_LAST_MARK = re.compile(r"\s*[;.,:]+\s*$")


def find_recipients(draft: Draft) -> tuple[str, ...]:
    """The lines under "Nơi nhận" in order, without bullet and end mark. The line "Lưu: …" is the last."""
    layout = draft.layout
    if layout.recipients is None or (draft.kind is not None and draft.kind.value == "article"):
        return ()
    found: list[str] = []
    for line in _lines(layout.foot[layout.recipients :]):
        own, signature = _without_signature(line)
        bullet = _BULLET.match(own)
        text = own[bullet.end() :] if bullet else own
        if not bullet and found and _ends_list(found, text):
            break
        if not bullet and is_signature(text):
            if found:
                break
            continue
        if text.strip():
            _append(found, text, bullet is not None)
        if signature and not text.strip():
            break
    return tuple(item for item in map(_clean, found) if item)


def _lines(passages: tuple[Passage, ...]) -> list[str]:
    """The lines after "Nơi nhận:", a paragraph that holds several cut at its bullets."""
    lines: list[str] = []
    for index, passage in enumerate(passages):
        text = passage.text
        if index == 0:
            label = RECIPIENTS.match(fold(text))
            text = text[label.end() if label else 0 :].lstrip(" :.*")
            if len(text) <= 4 and not _BULLET.match(text):
                continue
        pieces = _INNER_BULLET.split(text)
        lines += [pieces[0], *(f"- {piece}" for piece in pieces[1:])]
    return lines


def _without_signature(line: str) -> tuple[str, bool]:
    """A line without the signature that was run into it from the column beside."""
    inner = AUTHORITY.search(line)
    return (line[: inner.start()], True) if inner and inner.start() > 0 else (line, False)


def _ends_list(found: list[str], text: str) -> bool:
    """Whether a line without bullet stands after the list: nothing follows "Lưu", and what goes on is short."""
    if _FILED.match(fold(found[-1])):
        return True
    return is_signature(text) or len(text) > 120 or bool(re.match(r"^\W*$", text))


def _append(found: list[str], text: str, new: bool) -> None:
    ended = bool(found) and found[-1].rstrip()[-1:] in ";."
    if new or not found or ended:
        found.append(text)
    else:
        found[-1] = f"{found[-1].rstrip()} {text}"


def _clean(line: str) -> str:
    return " ".join(_LAST_MARK.sub("", line.strip(" *_")).split())
