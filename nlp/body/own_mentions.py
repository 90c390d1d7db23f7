"""Which mentions name the document itself, or nothing that can exist."""

from __future__ import annotations

import re

from nlp.body.cited_documents import DocumentMention
from nlp.body.cited_numbers import number_identity, serial_of
from nlp.dates import is_full
from nlp.draft import Draft

_ATTACHED = re.compile(r"(?:^|\()\W*(?:ban hành\s+)?kèm\s+(?:theo\s+)?(?:các\s+)?$", re.IGNORECASE)
_HEAD = re.compile(r"\W*(?:số(?:\s+hiệu)?|số,\s+ký\s+hiệu)?[\s:|]*", re.IGNORECASE)
_HEAD_LENGTH = 1200
_LAWS = ("luật", "bộ luật", "pháp lệnh")


def is_none_or_own(draft: Draft, mention: DocumentMention) -> bool:
    """Whether the mention is no other document: this one, or a law of a year that has not come yet."""
    if mention.number is None:
        issued = draft.issue_date.value[:4] if draft.issue_date else None
        to_come = bool(issued and mention.date and len(mention.date) == len("YYYY") and mention.date > issued)
        return to_come and mention.doc_type in _LAWS and not (mention.title or "").casefold().startswith("sửa đổi")
    attached = _is_attached(draft, mention)
    if draft.number is None:
        return _stands_in_head(draft, mention) or (attached and _may_be_of_own_day(draft, mention))
    own = draft.number.value
    if number_identity(mention.number) == number_identity(own):
        return attached or _may_be_of_own_day(draft, mention)
    return attached and serial_of(mention.number) == serial_of(own) and _may_be_of_own_day(draft, mention)


def _may_be_of_own_day(draft: Draft, mention: DocumentMention) -> bool:
    issued = draft.issue_date.value if draft.issue_date else None
    if issued is None or mention.date is None:
        return True
    if is_full(issued) and is_full(mention.date):
        return issued == mention.date
    return issued[:4] == mention.date[:4]


def _paragraph(draft: Draft, mention: DocumentMention) -> str:
    """The words before the mention in its paragraph."""
    block = draft.text.block_at(mention.start)
    start = block.start if block else 0
    return draft.text.text[max(start, mention.start - 60) : mention.start]


def _is_attached(draft: Draft, mention: DocumentMention) -> bool:
    """ "(Ban hành kèm theo Quyết định số …)" above an annex."""
    return _ATTACHED.search(_paragraph(draft, mention)) is not None


def _stands_in_head(draft: Draft, mention: DocumentMention) -> bool:
    """A number that opens a paragraph of the head, where the number was not read surely enough to be given."""
    head = not mention.named_by_type and mention.start < _HEAD_LENGTH
    return head and _HEAD.fullmatch(_paragraph(draft, mention)) is not None
