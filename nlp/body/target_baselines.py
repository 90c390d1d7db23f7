"""Values of years gone by, from which a target starts: they belong to it and are no targets of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.body.clauses import Span
from nlp.body.commitment import Verdict
from nlp.body.quantity import Quantity
from nlp.body.target_times import TimeReader, nearest_mark
from nlp.body.time_marks import TimeMark

Judged = tuple[Quantity, Span, Verdict]


def without_baselines(
    text: str, times: TimeReader, judged: Sequence[Judged], marks: Sequence[TimeMark]
) -> Iterator[tuple[Quantity, Span, Verdict, str | None]]:
    """What was judged, without the values of the past; each of these is the baseline of the one that it stands beside.

    In "còn 1,2% (năm 2020: 3,4%)" the first starts from "3,4% (năm 2020)".
    """
    past: dict[int, str] = {}
    for index, (quantity, piece, verdict) in enumerate(judged):
        mark = nearest_mark(quantity, piece, marks)
        is_told = verdict.status == "result" and not _is_in_bracket(text, quantity, piece)
        if mark is not None and times.is_past(mark) and not is_told:
            printed = text[quantity.start : quantity.end].strip()
            past[index] = f"{printed} ({' '.join(text[mark.start : mark.end].split())})"
    for index, (quantity, piece, verdict) in enumerate(judged):
        if index not in past:
            yield quantity, piece, verdict, past.get(index + 1) or past.get(index - 1)


def _is_in_bracket(text: str, quantity: Quantity, piece: Span) -> bool:
    return text.rfind("(", piece[0] - 1, quantity.start) > text.rfind(")", piece[0], quantity.start)
