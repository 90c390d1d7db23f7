"""What words of paragraphs and headings say of their place: closings, recitals, results, articles of rules."""

from __future__ import annotations

import re
from functools import cache

from nlp.body.duty_words import phrase, plain
from nlp.text import TextBlock

_LONGEST_OPENING = 80
# In an article of these a bare verb behind an agency states a rule or a power; elsewhere it gives a task.
NORMATIVE = frozenset(
    {
        "luật",
        "nghị định",
        "thông tư",
        "quyết định",
        "nghị quyết",
        "quy định",
        "quy chế",
        "thông tư liên tịch",
        "pháp lệnh",
    }
)
ARTICLE = re.compile(r"(?:ĐIỀU|Điều)\s")
RECITAL = re.compile(r"\W*(?:căn cứ|xét|theo đề nghị|thực hiện|kính gửi|nơi nhận|số:|v/v|về việc)(?!\w)[^.]*[;,]?\s*$")


@cache
def closer() -> re.Pattern[str]:
    return re.compile(rf"\W*{phrase('closer')}")


def is_closing(text: str, block: TextBlock) -> bool:
    """Whether a paragraph begins as closing ones do, which are no part of the section above them."""
    return closer().match(plain(text[block.start : min(block.end, block.start + _LONGEST_OPENING)])) is not None


@cache
def execution() -> re.Pattern[str]:
    return re.compile(phrase("execution"))


@cache
def results() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:những |một số |các |khái quát )?{phrase('results')}")


@cache
def no_rules() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:các |những )?{phrase('no_rules')}")


@cache
def issues() -> re.Pattern[str]:
    return re.compile(rf"[^.;:]{{3,160}}?\sban hành\s+{phrase('document_types')}")


@cache
def no_tasks() -> re.Pattern[str]:
    return re.compile(rf"\W*{phrase('no_tasks')}")
