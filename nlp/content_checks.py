"""What does not fit together within a document: days that do not exist, deadlines in the past, a foreign symbol."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from nlp.dates import find_dates
from nlp.draft import Draft
from nlp.header.agency_names import issuer_of_symbol
from nlp.models import Evidence, Warning
from nlp.text import fold

_FIGURES = re.compile(r"\d+")


def days_that_do_not_exist(draft: Draft) -> Iterator[Warning]:
    """29/02/2023, 31/4: the day lies behind its month's end. Each as printed once."""
    told: set[str] = set()
    for mention in find_dates(draft.text.text):
        printed = " ".join(draft.text.text[mention.start : mention.end].split())
        if mention.value is None and printed not in told and _lies_behind_the_end(printed):
            told.add(printed)
            message = f"Ngày ghi “{printed}” không có thật: tháng đó không có ngày này."
            yield Warning("date-invalid", message, _seen(draft, mention.start, mention.end))


def _lies_behind_the_end(printed: str) -> bool:
    """Whether day, month and year are all printed, as no other figures, and only the day is too late."""
    figures = [int(figure) for figure in _FIGURES.findall(printed)]
    if len(figures) != 3:
        return False
    year, month, day = figures if figures[0] > 31 else figures[::-1]
    return 1900 <= year < 2100 and 1 <= month <= 12 and monthrange(year, month)[1] < day <= 31


_PLANNING = frozenset({"kế hoạch", "đề án", "chương trình", "chỉ thị", "quyết định", "nghị quyết", "phương án"})


def targets_in_the_past(draft: Draft) -> Iterator[Warning]:
    """A target whose deadline had passed when a plan was issued."""
    issued, kind = draft.issue_date, draft.doc_type
    if issued is None or kind is None or kind.value not in _PLANNING:
        return
    for target in draft.targets:
        deadline = target.deadline
        if target.status != "target" or deadline is None or not deadline[:4].isdecimal():
            continue
        if deadline < issued.value[: len(deadline)]:
            message = f"Thời hạn {deadline} đã qua khi văn bản ban hành ({issued.value}): {_shortened(target.quote)}"
            yield Warning("deadline-before-issue", message, (*target.evidence, *issued.evidence))


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:80].rsplit(' ', 1)[0]}…"


_BODIES = (("UBND", "uy ban nhan dan"), ("UB", "uy ban nhan dan"), ("HĐND", "hoi dong nhan dan"))


def symbol_fits_issuer(draft: Draft) -> Iterator[Warning]:
    """`12/QĐ-UBND` under a department's name. Only symbols whose body is fixed are asked: the rest are free."""
    if draft.number is None or draft.issuer is None or draft.issuer.name is None:
        return
    number, name = draft.number.value, draft.issuer.name
    last = re.split(r"[/-]", number)[-1]
    meant = next((body for symbol, body in _BODIES if last == symbol), None)
    fits = fold(meant) in fold(name) if meant else True
    central = issuer_of_symbol(f"1/X-{last}")
    if central is not None:
        fits = fold(central) in fold(name) or fold(name) in fold(central)
    if not fits:
        of_whom = central or ("Hội đồng nhân dân" if last == "HĐND" else "Ủy ban nhân dân")
        message = f"Ký hiệu {number} là của {of_whom}, nhưng cơ quan ban hành ghi là {name}."
        yield Warning("symbol-issuer-mismatch", message, (*draft.number.evidence, *draft.issuer.evidence))


def _seen(draft: Draft, start: int, end: int) -> tuple[Evidence, ...]:
    return draft.text.evidence(start, end, "check")
