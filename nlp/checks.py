"""What a person should look at: what is missing, left open, or does not fit together. Messages are in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from nlp.content_checks import days_that_do_not_exist, symbol_fits_issuer, targets_in_the_past
from nlp.dates import find_dates, is_full
from nlp.draft import Draft
from nlp.header.by_hand import ByHand
from nlp.header.dates import place_date
from nlp.header.issuer_places import province_candidates
from nlp.header.number import number_readings, rival_readings
from nlp.header.title import type_of_symbol
from nlp.models import Citation, Evidence, Warning
from nlp.signature_checks import personal_signature_names_a_signer, signatures_hold
from nlp.table_checks import sums_add_up
from nlp.text import fold


def find_warnings(draft: Draft) -> tuple[Warning, ...]:
    """All warnings, in the order of the checks. A news page is asked only what concerns it too."""
    article = draft.kind is not None and draft.kind.value == "article"
    checks = _ARTICLE_CHECKS if article else _CHECKS
    return _each_day_once([warning for check in checks for warning in check(draft)])


def _each_day_once(warnings: Sequence[Warning]) -> tuple[Warning, ...]:
    """A day that does not exist is told as what it stands for, the day of issue or a deadline, where it is one."""
    told = [
        item
        for warning in warnings
        if warning.code in ("issue-date-invalid", "deadline-unreadable")
        for item in warning.evidence
    ]
    return tuple(
        warning
        for warning in warnings
        if warning.code != "date-invalid"
        or not any(one.start < item.end and item.start < one.end for one in warning.evidence for item in told)
    )


def _number(draft: Draft) -> Iterator[Warning]:
    if draft.number is not None:
        return
    readings = number_readings(draft)
    rivals = rival_readings(readings)
    if rivals:
        named = " và ".join(dict.fromkeys(reading.value or "" for reading in rivals))
        evidence = tuple(item for reading in rivals for span in reading.spans for item in _seen(draft, span))
        yield Warning("number-ambiguous", f"Văn bản ghi hơn một số, ký hiệu: {named}.", evidence)
    elif not readings:
        yield Warning("number-missing", "Không thấy số, ký hiệu của văn bản.")
    elif readings[0].by_hand is not None:
        message = (
            f"Số viết tay, chưa đọc được chắc chắn; ký hiệu là {readings[0].symbol}.{_possible(readings[0].by_hand)}"
        )
        yield Warning("number-handwritten", message, (readings[0].by_hand.evidence,))
    elif readings[0].problem == "blank" and draft.text.confidence(*readings[0].spans[0]) == 1:
        yield Warning("number-blank", "Số của văn bản để trống.", _seen(draft, readings[0].spans[0]))
    else:
        yield Warning(
            "number-unreadable", "Số của văn bản không đọc được chắc chắn.", _seen(draft, readings[0].spans[0])
        )


def _possible(by_hand: ByHand) -> str:
    return f" Có thể là {' hoặc '.join(by_hand.possible)}." if by_hand.possible else ""


def _issue_date(draft: Draft) -> Iterator[Warning]:
    line = place_date(draft)
    written = line.by_hand if line is not None else None
    if line is not None and written is not None and written.value is None:
        known = "tháng, năm" if draft.issue_date is not None else f"năm {line.value}"
        message = f"Ngày ban hành viết tay, chưa đọc được chắc chắn; chỉ rõ {known}.{_possible(written)}"
        yield Warning("issue-date-handwritten", message, (written.evidence,))
    elif draft.issue_date is None:
        if line is not None and line.value is not None and is_full(line.value):
            # Where nothing else of a document stands, the day on it is nobody's date of issue.
            yield Warning("issue-date-missing", "Không thấy ngày ban hành.")
        elif line is not None and line.value is not None:
            message = f"Ngày, tháng ban hành để trống hoặc không đọc được; chỉ rõ năm {line.value}."
            yield Warning("issue-day-open", message, _seen(draft, (line.start, line.end)))
        elif line is not None:
            printed = draft.text.text[line.start : line.end]
            yield Warning(
                "issue-date-invalid", f"Ngày ban hành không có thật: {printed}.", _seen(draft, (line.start, line.end))
            )
        else:
            yield Warning("issue-date-missing", "Không thấy ngày ban hành.")
    elif not is_full(draft.issue_date.value):
        message = "Ngày ban hành để trống hoặc không đọc được; chỉ rõ tháng, năm."
        yield Warning("issue-day-open", message, draft.issue_date.evidence)


def _signature(draft: Draft) -> Iterator[Warning]:
    if not draft.signers:
        yield Warning("signer-missing", "Không thấy người ký.")


def _symbol_fits_type(draft: Draft) -> Iterator[Warning]:
    if draft.number is None or draft.doc_type is None:
        return
    meant = type_of_symbol(draft.number.value)
    # CT is chỉ thị and Cục Thuế, PC phiếu chuyển and Pháp chế: a letter's symbol names its issuer
    if meant is None or meant == draft.doc_type.value or draft.doc_type.value == "công văn":
        return
    if "luật" in meant and draft.doc_type.value in ("bộ luật", "nghị quyết", "hiến pháp"):
        return
    message = f"Ký hiệu {draft.number.value} là của {meant}, nhưng văn bản ghi tên loại là {draft.doc_type.value}."
    yield Warning("symbol-type-mismatch", message, (*draft.number.evidence, *draft.doc_type.evidence))


def _effective_after_issue(draft: Draft) -> Iterator[Warning]:
    effective, issued = draft.effective_date, draft.issue_date
    if effective and issued and effective.value[: len(issued.value)] < issued.value:
        message = f"Ngày có hiệu lực {effective.value} trước ngày ban hành {issued.value}."
        yield Warning("effective-before-issue", message, (*effective.evidence, *issued.evidence))


def _cited_before_issue(draft: Draft) -> Iterator[Warning]:
    if draft.issue_date is None or not is_full(draft.issue_date.value):
        return
    for citation in draft.citations:
        if citation.date is not None and is_full(citation.date) and citation.date > draft.issue_date.value:
            message = f"Viện dẫn {_named(citation)} ngày {citation.date}, sau ngày ban hành {draft.issue_date.value}."
            yield Warning("cited-after-issue", message, citation.evidence)


def _metadata_agrees(draft: Draft) -> Iterator[Warning]:
    """The document's own words stand; that the site's differ is worth a look."""
    for name, field, found in (
        ("Số, ký hiệu", "number", draft.number),
        ("Ngày ban hành", "issue_date", draft.issue_date),
    ):
        span = draft.metadata.get(field)
        if span is None or found is None:
            continue
        listed = draft.text.text[slice(*span)]
        dates = find_dates(listed)
        value = dates[0].value if field == "issue_date" and dates else "".join(listed.split())
        if value and not value.upper().startswith(found.value.upper()):
            message = f"{name} trong văn bản là {found.value}, trang đăng ghi {value}."
            yield Warning("metadata-differs", message, (*found.evidence, *_seen(draft, span)))


def _named(citation: Citation) -> str:
    return " ".join(part for part in (citation.doc_type, citation.number) if part) or "văn bản"


def _province(draft: Draft) -> Iterator[Warning]:
    reading = province_candidates(draft)
    if reading is not None and len(reading.provinces) > 1:
        named = ", ".join(province.name for province in reading.provinces)
        message = f"Tên {reading.unit} có ở nhiều tỉnh, thành phố ({named}); văn bản không nói rõ là nơi nào."
        yield Warning("province-ambiguous", message, draft.issuer.evidence if draft.issuer else ())


# A date behind the words that set a limit, whatever stands for its figures.
_LIMIT = re.compile(
    r"(?<!\w)(?:truoc|den|cham nhat|xong)\s+(?:het\s+|vao\s+)?(ngay\s+\S{1,4}\s+thang\s+\S{1,4}\s+nam\s+\S*\d{2}\S*"
    r"|ngay\s+\S{1,4}[/.]\S{1,4}[/.]\d{2,4})(?!\w)"
)


def _limits_that_are_no_dates(draft: Draft) -> Iterator[Warning]:
    """A misread figure ("15 tháng I1 năm 2025") leaves the deadline open; whoever feeds a system must know."""
    for match in _LIMIT.finditer(fold(draft.text.text)):
        printed = draft.text.text[match.start(1) : match.end(1)]
        is_form = "…" in printed or ".." in printed  # a line to fill in
        if not is_form and not any(date.value and is_full(date.value) for date in find_dates(printed)):
            message = f"Hạn ghi “{printed}” không phải là một ngày đọc được; thời hạn để trống."
            yield Warning("deadline-unreadable", message, _seen(draft, match.span(1)))


def _seen(draft: Draft, span: tuple[int, int]) -> tuple[Evidence, ...]:
    return draft.text.evidence(*span, "check")


_Check = Callable[[Draft], Iterator[Warning]]
_CHECKS: tuple[_Check, ...] = (
    _number,
    _issue_date,
    _signature,
    _symbol_fits_type,
    _effective_after_issue,
    _cited_before_issue,
    _province,
    _metadata_agrees,
    _limits_that_are_no_dates,
    days_that_do_not_exist,
    targets_in_the_past,
    symbol_fits_issuer,
    sums_add_up,
    signatures_hold,
    personal_signature_names_a_signer,
)
_ARTICLE_CHECKS: tuple[_Check, ...] = (_province,)
