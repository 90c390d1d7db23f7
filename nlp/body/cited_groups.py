"""Which mentions name one document: those of one number, of one type and day, or a law's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.body.cited_documents import DocumentMention
from nlp.body.cited_numbers import number_identity, same_number, serial_of
from nlp.dates import is_full
from nlp.text import fold

_LAWS = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")


def same_documents(mentions: Sequence[DocumentMention]) -> list[list[int]]:
    """The indices of the mentions of each document, in the order of its first mention.

    A mention joins the last document that shares a key with it and that it does not contradict. Time grows with the
    number of mentions: a document is compared by the different ways in which it was named, not by all its mentions.
    """
    groups: list[list[int]] = []
    faces: list[dict[tuple[str | None, str | None], DocumentMention]] = []
    places: dict[str, dict[int, None]] = {}
    for index, mention in enumerate(mentions):
        found = _found(mention, faces, places)
        if found is None:
            found = len(groups)
            groups.append([])
            faces.append({})
        groups[found].append(index)
        faces[found].setdefault((mention.number, _year(mention)), mention)
        for key in _keys(mention):
            places.setdefault(key, {})[found] = None
    return groups


def _found(
    mention: DocumentMention,
    faces: Sequence[dict[tuple[str | None, str | None], DocumentMention]],
    places: dict[str, dict[int, None]],
) -> int | None:
    for key in _looked_for(mention):
        for index in reversed(places.get(key, {})):
            if all(_may_be_same(mention, face) for face in faces[index].values()):
                return index
    return None


def _keys(mention: DocumentMention) -> Iterator[str]:
    """What other mentions of the same document may share: the number; the type with the date; a law's name.

    "bare" keys are those of mentions without a whole number: only with these can a whole number share no more than
    its serial or its day. Laws of one day are many: they are told apart by their names.
    """
    bare = not _has_whole_number(mention)
    if mention.number:
        yield f"number {number_identity(mention.number)}"
        yield f"serial {mention.doc_type} {serial_of(mention.number)}"
        if bare:
            yield f"bare serial {mention.doc_type} {serial_of(mention.number)}"
    if mention.doc_type in _LAWS:
        if mention.title or not mention.number:
            yield f"law {mention.doc_type} {fold(mention.title or '')}"
    elif is_full(mention.date):
        yield f"dated {mention.doc_type} {mention.date}"
        if bare:
            yield f"bare dated {mention.doc_type} {mention.date}"


def _looked_for(mention: DocumentMention) -> Iterator[str]:
    whole = _has_whole_number(mention)
    for key in _keys(mention):
        if not key.startswith("bare "):
            yield f"bare {key}" if whole and key.startswith(("serial ", "dated ")) else key


def _has_whole_number(mention: DocumentMention) -> bool:
    return mention.number is not None and not mention.number.isdecimal()


def _may_be_same(one: DocumentMention, other: DocumentMention) -> bool:
    """Numbers without a year begin anew every year: the same number of another year is another document."""
    if one.number and other.number and not same_number(one.number, other.number):
        return False
    years = {year for year in (_year(one), _year(other)) if year}
    return len(years) < 2 or bool(one.number and other.number and one.number.count("/") > 1)


def _year(mention: DocumentMention) -> str | None:
    if mention.date:
        return mention.date[:4]
    parts = (mention.number or "").split("/")
    return parts[1] if len(parts) == 3 else None
