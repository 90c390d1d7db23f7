"""The other documents that a document names, each once, with what they are to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.body.citation_acts import STRENGTH
from nlp.body.citation_relations import Standing, relations_of
from nlp.body.cited_documents import DocumentMention, find_document_mentions
from nlp.body.cited_groups import same_documents
from nlp.body.cited_issuers import issuer_of_number
from nlp.body.cited_numbers import serial_of
from nlp.body.own_mentions import is_none_or_own
from nlp.draft import Draft
from nlp.models import Citation, Issuer
from nlp.text import fold

_METHOD = "citation-grammar"


@dataclass(frozen=True, slots=True)
class _Named:
    mention: DocumentMention
    standing: Standing


def find_citations(draft: Draft) -> tuple[Citation, ...]:
    """Every document that the text names with a number, with type and date, or as a law with its year.

    The document's own number is none. Order: first mention.
    """
    text = draft.text.text
    mentions = _with_short_forms(
        [mention for mention in find_document_mentions(text) if not is_none_or_own(draft, mention)]
    )
    standings = relations_of(draft, mentions)
    return tuple(
        _citation(draft, [_Named(mentions[index], standings[index]) for index in group])
        for group in same_documents(mentions)
    )


def _with_short_forms(mentions: Sequence[DocumentMention]) -> list[DocumentMention]:
    """The mentions; "Kế hoạch 1208" is one only where the text names the document in full, too."""
    in_full = {(mention.doc_type, serial_of(mention.number)) for mention in mentions if not _is_short(mention)}
    return [m for m in mentions if not _is_short(m) or (m.doc_type, serial_of(m.number)) in in_full]


def _is_short(mention: DocumentMention) -> bool:
    return mention.number is not None and mention.number.isdecimal() and mention.date is None


def _citation(draft: Draft, group: list[_Named]) -> Citation:
    strongest = max(group, key=lambda named: (STRENGTH[named.standing.relation], named.mention.date is not None))
    named = [strongest, *group]
    number = _best_spelling([item.mention.number for item in group if item.mention.number])
    mention = strongest.mention
    issuer = next((found for item in named if (found := _full_issuer(item, draft.issuer))), None)
    said = (item.mention.doc_type for item in named if item.mention.named_by_type)
    return Citation(
        number=number,
        doc_type=next((kind for kind in said if kind), mention.doc_type),
        date=max((item.mention.date for item in named if item.mention.date), key=len, default=None),
        issuer=issuer or (issuer_of_number(number) if number else None),
        title=_title([item.mention.title for item in named if item.mention.title]),
        relation=strongest.standing.relation,
        confidence=round(_certainty(mention) * draft.text.confidence(mention.start, mention.end), 3),
        evidence=draft.text.evidence(mention.start, mention.end, _METHOD),
    )


_SHORTEST_TITLE = 15


def _title(printed: list[str]) -> str | None:
    """The first; where another mention prints the same and ends earlier, the rest was no part of it."""
    if not printed:
        return None
    first = fold(printed[0])
    same = [title for title in printed if len(title) >= _SHORTEST_TITLE and first.startswith(fold(title))]
    return printed[0][: min(map(len, same), default=len(first))]


def _certainty(mention: DocumentMention) -> float:
    if mention.number is None:
        return 0.85
    return 0.97 if mention.named_by_type else 0.9


def _best_spelling(numbers: list[str]) -> str | None:
    """A heading in capitals prints TTG for TTg: the spelling with small letters is the number's own. Then that with all
    its marks, then the most frequent."""
    printed = Counter(numbers)
    first = {number: index for index, number in reversed(list(enumerate(numbers)))}
    return max(
        printed,
        key=lambda number: (
            any(letter.islower() for letter in number),
            len(re.findall("[/-]", number)),
            printed[number],
            -first[number],
        ),
        default=None,
    )


_OWN_BODIES = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))


def _full_issuer(named: _Named, own: Issuer | None) -> str | None:
    """Abbreviations written out; "UBND tỉnh" without a name is the committee of the issuer's own province, and within
    the title of another province's document that of the other province."""
    if named.mention.issuer is None:
        return None
    issuer = _written_out(named.mention.issuer)
    outer = named.standing.within.issuer if named.standing.within else None
    names = [_written_out(name) for name in (outer, own.name if own else None) if name]
    folded = fold(issuer)
    rest = folded.split("nhan dan")[-1].strip()
    for name in names if any(fold(body) in folded for _, body in _OWN_BODIES) else ():
        place = name.partition(" nhân dân ")[2]
        words = fold(place).split()
        if len(words) > 1 and (set(rest.split()) <= {words[0]} or rest == "thanh pho"):
            return f"{issuer[: folded.rfind('nhan dan') + len('nhan dan')]} {place}"
    return issuer


def _written_out(issuer: str) -> str:
    for short, full in _OWN_BODIES:
        issuer = issuer.replace(short, full)
    return issuer
