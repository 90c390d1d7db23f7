"""Markdown's inline markup: emphasis, links, escapes, HTML tags. What is left is the text as it was printed.

Crawls write emphasis that CommonMark would not take for any: `**Điều 1. **Ban hành`, `C**ả**ng`, a marker that opens
on one line and closes on the next. So marks are taken off wherever they can be marks; none is turned into a space,
because the spaces around and inside them are the document's own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.formats.paragraphs import Run, is_rule, lines_of, without_rules
from ingest.page.wrapping import TextLine

_HEADING = re.compile(r"^[ ]{0,3}#{1,6}(?:[ \t]+|$)", re.MULTILINE)
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.MULTILINE)
_QUOTE = re.compile(r"^[ ]{0,3}>[ ]?(?=[^\s\d=<>])", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPE_BASE = 0xE000  # an escaped character waits in the private use area until all marks are gone
_RULE = "---"  # any drawn line while the marks are taken off
_HEADING_SIGN = "\ue100"
_UNESCAPED = re.compile(f"[{chr(_ESCAPE_BASE + 33)}-{chr(_ESCAPE_BASE + 126)}]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:a|b|strong|i|em|u|s|sub|sup|span|font|p|div|center|small|big|mark|del|ins)\b[^<>]*>", re.I)
_TARGET = r"(?:\w+:|[/#.]|www\.)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*|[^\s()]+\.\w+"
_IMAGE = re.compile(rf"!\[[^\[\]]*\]\((?:{_TARGET})(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(rf"\[([^\[\]]*)\]\((?:{_TARGET})?(?:\s+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]+)>")
_UNDERSCORES = re.compile(r"(?<![\w_])(_{1,2})(?=[^\s_])([^\n]*?(?:\n(?!\n)[^\n]*?){0,20}?)(?<=[^\s_])\1(?![\w_])")
_STRIKE = re.compile(r"(?<!~)~~(?!~)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_STARS = re.compile(r"\*+")
_EMPHASIS_REACH = 1_500  # characters within which an opening star must find its closing one


def printed_lines(lines: Sequence[str]) -> list[TextLine]:
    """The lines of one block (between blank lines, or in one cell) without markup, rules and empty lines."""
    block = "\n".join(_RULE if is_rule(line) else line for line in lines)
    runs = ((_unescaped(run), is_emphasised) for run, is_emphasised in _without_stars(_without_markup(block)))
    return without_rules(map(_without_heading_sign, lines_of(runs)))


def _unescaped(text: str) -> str:
    return _UNESCAPED.sub(lambda match: chr(ord(match[0]) - _ESCAPE_BASE), text)


def _without_heading_sign(line: TextLine) -> TextLine:
    if not line.text.startswith(_HEADING_SIGN):
        return line
    return replace(line, text=line.text.removeprefix(_HEADING_SIGN).strip(), begins=True)


def _without_markup(text: str) -> str:
    """The text with all markup gone but emphasis by stars, and escaped characters in the private use area."""
    text = _ESCAPED.sub(lambda match: chr(_ESCAPE_BASE + ord(match[1])), text)
    text = _FENCE.sub("", _HEADING.sub(_HEADING_SIGN, _QUOTE.sub("", text)))
    text = _BREAK_TAG.sub("\n", _COMMENT.sub("", text))
    text = html.unescape(_TAG.sub("", _AUTOLINK.sub(r"\1", text)))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _UNDERSCORES.sub(r"\2", text)
    return _CODE.sub(r"\1", _STRIKE.sub("", text))


def _without_stars(text: str) -> Iterator[Run]:
    """Runs of text, each with whether it is emphasised."""
    state = ""
    start = 0
    for run in _STARS.finditer(text):
        if _is_printed(run, "*" in state):
            continue
        yield text[start : run.start()], bool(state)
        start = run.end()
        state = _after_stars(state, len(run[0]) % 4, ends_line=_ends_line(run))
    yield text[start:], bool(state)


def _ends_line(run: re.Match[str]) -> bool:
    text = run.string
    before = text[run.start() - 1 : run.start()] or " "
    return text[run.end() : run.end() + 1] in ("", "\n") and not before.isspace()


def _after_stars(state: str, count: int, ends_line: bool) -> str:
    """What is open after a run of stars: "", "*" (italic), "**" (bold) or "***".

    Two stars inside italics change nothing: they end one italic and begin the next, or nest bold in it. One star
    inside bold nests italics. Three end whatever is open. At a line's end stars end something, so that one mark too
    many is forgotten there.
    """
    if ends_line and count:
        return state if (state, count) in (("**", 1), ("*", 2)) else ""
    if not state:
        return "*" * count
    if count == len(state) or count == 3:
        return ""
    if state == "***":
        return "*" * (3 - count)
    return state


def _is_printed(run: re.Match[str], is_open: bool) -> bool:
    """Whether the stars are the document's own: a bullet, a footnote's sign, a product."""
    text = run.string
    before = text[run.start() - 1 : run.start()] or "\n"
    after = text[run.end() : run.end() + 1] or "\n"
    if (before, after) == ("(", ")"):
        return True
    if len(run[0]) > 1:
        return False
    if before.isdigit() and after.isdigit():
        return True
    if is_open:
        return False
    if after.isspace():
        # Alone on its line it is an ornament, or an emphasis of nothing.
        line = text[text.rfind("\n", 0, run.start()) + 1 : (text.find("\n", run.end()) + 1 or len(text) + 1) - 1]
        return before not in ".;:," and bool(line.replace("*", "").strip())
    return "*" not in text[run.end() : run.end() + _EMPHASIS_REACH]
