"""Shares and multiples said in words or as a fraction: "một phần hai", "2/3 số hộ", "một nửa", "gấp đôi"."""

from __future__ import annotations

import re

from nlp.body.bounds import bounds_of
from nlp.body.number_words import NUMBER_WORD, number_value
from nlp.body.quantity import Frame, Quantity
from nlp.body.units import Unit

_OF = r"(?:tổng\s)?(?:số|dân số|diện tích|thời gian)(?:\s(?:lượng\s)?(?!vào|của|cho|là|và)[^\W\d_]+)?"
SHARE = re.compile(
    rf"(?<![\w/.,])(?:(?P<part>{NUMBER_WORD})\s+phần\s+(?P<whole>{NUMBER_WORD})|(?P<half>một nửa|nửa)|"
    rf"(?P<above>[1-9])/(?P<below>[2-9]|10))\s+(?P<of>{_OF})(?!\w)",
    re.IGNORECASE,
)
_TIMES = {"đôi": 2, "rưỡi": 1.5, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "mười": 10}
MULTIPLE = re.compile(rf"(?<!\w)gấp\s+(?P<times>{'|'.join(_TIMES)})(?!\s+tháng|\w)(?:\s+lần(?!\w))?", re.IGNORECASE)
_DIGITS = 4  # of a share such as 2/3


def share(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """A part of a number of things: the value is the fraction, the unit what it is a fraction of ("số hộ")."""
    if match["half"]:
        value: int | float = 0.5
    else:
        part, whole = number_value(match["part"] or match["above"]), number_value(match["whole"] or match["below"])
        if not 0 < part < whole:
            return None
        value = round(part / whole, _DIGITS)
    end = max(match.end("of"), min(frame.word_end(match.end("of") - 1), frame.end))  # "số bệnh viện", not "số bệnh"
    unit = Unit(match.start("of"), end, " ".join(frame.text[match.start("of") : end].split()), "ratio")
    return frame.quantity(match.start(), unit, value)


def multiple(frame: Frame, match: re.Match[str]) -> Quantity:
    """`gấp đôi`: two times."""
    unit = Unit(match.end("times"), match.end(), "lần", "ratio")
    bounds = bounds_of(frame.text, frame.start, match.start(), unit, frame.end)
    value = _TIMES[match["times"].casefold()]
    return Quantity(
        match.start(), match.end(), bounds.lead, value, None, "lần", "ratio", bounds.comparator, bounds.direction
    )
