"""The other documents that a document names, each once, with what they are to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.body.citation_relations import STRENGTH, relations_of
from nlp.body.cited_documents import DocumentMention, find_document_mentions
from nlp.body.cited_numbers import number_identity
from nlp.draft import Draft
from nlp.models import Citation, Issuer, Relation
from nlp.text import fold

_METHOD = "citation-grammar"


@dataclass(frozen=True, slots=True)
class _Named:
    mention: DocumentMention
    relation: Relation


def find_citations(draft: Draft) -> tuple[Citation, ...]:
    """Every document that the text names with a number, with type and date, or as a law with its year.

    The document's own number is none. Order: first mention.
    """
    text = draft.text.text
    mentions = tuple(mention for mention in find_document_mentions(text) if not _is_own(draft, mention))
    groups: list[list[_Named]] = []
    places: dict[str, list[int]] = {}
    for mention, relation in zip(mentions, relations_of(draft, mentions), strict=True):
        named = _Named(mention, relation)
        index = _group_of(mention, groups, places)
        if index is None:
            index = len(groups)
            groups.append([])
        groups[index].append(named)
        for key in _keys(mention):
            if index not in places.setdefault(key, []):
                places[key].append(index)
    return tuple(_citation(draft, group) for group in groups)


def _keys(mention: DocumentMention) -> Iterator[str]:
    """What other mentions of the same document may share: the number; the type with the date; a law's name."""
    if mention.number:
        yield f"number {number_identity(mention.number)}"
    elif mention.date:
        yield f"dated {mention.doc_type} {mention.date}"
    if mention.title and mention.doc_type in ("luật", "bộ luật", "pháp lệnh", "hiến pháp"):
        yield f"law {fold(mention.title)}"


def _group_of(mention: DocumentMention, groups: list[list[_Named]], places: dict[str, list[int]]) -> int | None:
    for key in _keys(mention):
        for index in reversed(places.get(key, [])):
            if all(_may_be_same(mention, named.mention) for named in groups[index]):
                return index
    return None


def _may_be_same(one: DocumentMention, other: DocumentMention) -> bool:
    """Numbers without a year begin anew every year: the same number of another year is another document."""
    if one.number and other.number and number_identity(one.number) != number_identity(other.number):
        return False
    years = {year for year in (_year(one), _year(other)) if year}
    return len(years) < 2 or bool(one.number and other.number and one.number.count("/") > 1)


def _year(mention: DocumentMention) -> str | None:
    if mention.date:
        return mention.date[:4]
    parts = (mention.number or "").split("/")
    return parts[1] if len(parts) == 3 else None


def _is_own(draft: Draft, mention: DocumentMention) -> bool:
    """The document itself: its own number; or, where that was left blank or not read, the number in its head."""
    if mention.number is None:
        return False
    if draft.number is not None:
        own = number_identity(draft.number.value)
        if number_identity(mention.number) != own:
            return False
        issued = draft.issue_date.value if draft.issue_date else None
        return not (issued and mention.date and issued[:4] != mention.date[:4])
    before = draft.text.text[max(0, mention.start - 12) : mention.start]
    attached = draft.text.text[max(0, mention.start - 60) : mention.start].casefold()
    is_head = not mention.named_by_type and mention.start < 600 and before.strip(" |:").endswith(("", "hiệu", "\n"))
    return is_head or "kèm theo" in attached


def _citation(draft: Draft, group: list[_Named]) -> Citation:
    strongest = max(group, key=lambda named: (STRENGTH[named.relation], named.mention.date is not None))
    fullest = [strongest.mention, *(named.mention for named in group)]
    number = _best_spelling([mention.number for mention in fullest if mention.number])
    mention = strongest.mention
    issuer = next((item.issuer for item in fullest if item.issuer), None)
    return Citation(
        number=number,
        doc_type=next((m.doc_type for m in fullest if m.doc_type and m.named_by_type), mention.doc_type),
        date=max((m.date for m in fullest if m.date), key=len, default=None),
        issuer=_full_issuer(issuer, draft.issuer),
        title=next((m.title for m in fullest if m.title), None),
        relation=strongest.relation,
        confidence=round(_certainty(mention) * draft.text.confidence(mention.start, mention.end), 3),
        evidence=draft.text.evidence(mention.start, mention.end, _METHOD),
    )


def _certainty(mention: DocumentMention) -> float:
    if mention.number is None:
        return 0.85
    return 0.97 if mention.named_by_type else 0.9


def _best_spelling(numbers: list[str]) -> str | None:
    """A heading in capitals prints TTG for TTg: the spelling with small letters is the number's own."""
    return next(
        (number for number in numbers if any(letter.islower() for letter in number)), numbers[0] if numbers else None
    )


_OWN_BODIES = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))


def _full_issuer(issuer: str | None, own: Issuer | None) -> str | None:
    """Abbreviations written out; "UBND tỉnh" without a name is the committee of the issuer's own province."""
    if issuer is None:
        return None
    for short, full in _OWN_BODIES:
        issuer = issuer.replace(short, full)
    words = issuer.split()
    if (
        own is None
        or own.name is None
        or words[-1].casefold() not in ("tỉnh", "thành", "phố", "huyện", "xã", "phường", "dân")
    ):
        return issuer
    bodies = [body for _, body in _OWN_BODIES if fold(body) in fold(issuer)]
    place = own.name.split(" nhân dân ", 1)
    if (
        not bodies
        or len(place) != 2
        or fold(issuer).split("nhan dan")[-1].strip() not in ("", fold(place[1]).split()[0], "thanh pho")
    ):
        return issuer
    return f"{issuer[: fold(issuer).rfind('nhan dan') + len('nhan dan')]} {place[1]}"
