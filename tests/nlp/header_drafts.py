"""Documents for the header's tests, written as their lines, and the record that they become."""

from __future__ import annotations

from ingest.models import Document, Line, Page, Paragraph, Word
from nlp.draft import Draft
from nlp.pipeline import COMPONENTS
from nlp.text import TextMap

_BODY_FIELDS = {"outline", "citations", "targets", "assignments"}


def document(*lines: str, confidence: float = 1.0) -> Document:
    """One page, a paragraph a line; every word with the confidence given, the word "⟨x⟩" with 0.2 as "x".

    A line break in one of the lines makes a paragraph of several printed lines.
    """
    paragraphs = tuple(
        Paragraph(tuple(Line(tuple(_word(word, confidence) for word in part.split())) for part in line.split("\n")))
        for line in lines
    )
    return Document("test.txt", "text/plain", "0" * 64, (Page(1, 0, 0, paragraphs),))


def _word(printed: str, confidence: float) -> Word:
    if printed.startswith("⟨"):
        return Word(printed.strip("⟨⟩"), None, 0.2)
    return Word(printed, None, confidence)


def draft_of(source: Document) -> Draft:
    """The draft with all fields of the header filled, in the pipeline's order."""
    draft = Draft(source, TextMap.of(source))
    for field, find in COMPONENTS:
        if field not in _BODY_FIELDS:
            setattr(draft, field, find(draft))
    return draft


def header(*lines: str, confidence: float = 1.0) -> dict[str, object]:
    """The values of the header's fields, bare."""
    draft = draft_of(document(*lines, confidence=confidence))
    values: dict[str, object] = {
        name: found.value if (found := getattr(draft, name)) is not None else None
        for name in ("kind", "number", "doc_type", "title", "issue_date", "effective_date", "period")
    }
    issuer = draft.issuer
    return values | {
        "issuer": issuer.name if issuer else None,
        "parent": issuer.parent if issuer else None,
        "level": issuer.level if issuer else None,
        "province": issuer.province if issuer else None,
        "province_code": issuer.province_code if issuer else None,
        "province_now": issuer.province_now if issuer else None,
        "signers": [(signer.name, signer.position, signer.authority) for signer in draft.signers],
        "recipients": list(draft.recipients),
        "warnings": [warning.code for warning in draft.warnings],
    }


MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def plan(number: str = "Số: 118/KH-UBND", date: str = "Yên Bái, ngày 12 tháng 3 năm 2024") -> tuple[str, ...]:
    """A provincial plan with the number line and date line given."""
    return (
        "ỦY BAN NHÂN DÂN",
        "TỈNH YÊN BÁI",
        *MOTTO,
        number,
        date,
        "KẾ HOẠCH",
        "Nâng cao năng lực đội ngũ công tác xã hội giai đoạn 2024 - 2026",
        "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;",
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
        "I. MỤC ĐÍCH",
        "Mỗi xã có một người làm công tác xã hội được tập huấn.",
        "Nơi nhận:",
        "- Thường trực Tỉnh ủy;",
        "- Các sở, ban, ngành;",
        "- Lưu: VT, VX.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lò Thị Hạnh",
    )
