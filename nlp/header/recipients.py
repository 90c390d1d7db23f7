"""Nơi nhận (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9)."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.header.layout import FILED, RECIPIENTS
from nlp.header.passages import Passage
from nlp.header.persons import signature_inside
from nlp.header.signers import is_signature
from nlp.text import fold

_BULLET = re.compile(r"^\s*[-–—+•*·~]\s*|^\s*\d{1,2}[.)]\s+")
_INNER_BULLET = re.compile(r"[;.,]\s+[-–—•]\s*(?=\S)")
_LAST_MARK = re.compile(r"\s*[;.,:]+\s*$")


def find_recipients(draft: Draft) -> tuple[str, ...]:
    """The lines under "Nơi nhận" in order, without bullet and end mark. The line "Lưu: …" is the last."""
    layout = draft.layout
    if draft.kind is not None and draft.kind.value == "article":
        return ()
    if layout.recipients is None:
        return _above_filing(layout.foot)
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


_MOST_IN_ITEM = 110


def _above_filing(foot: tuple[Passage, ...]) -> tuple[str, ...]:
    """The list whose label was lost: the short bulleted lines right above "- Lưu: VT", with it."""
    filed = next((index for index, passage in enumerate(foot) if FILED.match(passage.folded)), None)
    if filed is None:
        return ()
    first = filed
    while first > 0 and _BULLET.match(foot[first - 1].text) and len(foot[first - 1].text) <= _MOST_IN_ITEM:
        first -= 1
    items = (_BULLET.sub("", passage.text, count=1) for passage in foot[first : filed + 1])
    return tuple(item for item in map(_clean, items) if item)


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
    inner = signature_inside(line)
    return (line, False) if inner is None else (line[:inner], True)


def _ends_list(found: list[str], text: str) -> bool:
    """Whether a line without bullet stands after the list: nothing follows "Lưu", and what goes on is short."""
    if re.match(r"luu\b", fold(found[-1])):
        return True
    return is_signature(text) or len(text) > 120 or bool(re.match(r"^\W*$", text))


_REMARK = re.compile(r"\s*\([^()]{1,40}\)[\s;.,]*")  # "(b/c)" under the recipient that it is said of


def _append(found: list[str], text: str, new: bool) -> None:
    ended = bool(found) and found[-1].rstrip()[-1:] in ";." and not _REMARK.fullmatch(text)
    if new or not found or ended:
        found.append(text)
    else:
        found[-1] = f"{found[-1].rstrip()} {text}"


def _clean(line: str) -> str:
    return " ".join(_LAST_MARK.sub("", line.strip(" *_")).split())
