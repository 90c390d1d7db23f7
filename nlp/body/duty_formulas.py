"""Formulas behind a subject that decide whether a task stands there: rights, ways of working, private bodies."""

from __future__ import annotations

import re
from functools import cache

from nlp.body.agencies import AgencyMention
from nlp.body.duty_words import phrase, plain


@cache
def informs() -> re.Pattern[str]:
    """Closing formulas ("trả lời để Công ty biết") and pointers to the law ("căn cứ quy định nêu trên")."""
    return re.compile(
        rf"(?:{phrase('informs')})[^.;]*(?<!\w)biết(?!\w)|"
        r"(?:căn cứ|nghiên cứu|đối chiếu)(?:\s+(?:kỹ|vào|với|các|những|nội dung|hồ sơ|tình hình|thực tế))*"
        r"\s+(?:quy định|văn bản|pháp luật|luật)(?!\w)[^.;]*[\s.;/]*$"
    )


@cache
def this_document() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:nghiêm túc|tổ chức|triển khai|giám sát(?: việc)?)\s+)*"
        rf"(?:thi hành|thực hiện)\s+{phrase('this_document')}"
    )


@cache
def private() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){phrase('private')}")


def is_private(agency: AgencyMention) -> bool:
    """Whether it is no authority: what citizens and firms do by themselves is a procedure of theirs, no task."""
    return agency.kind != "named" and private().search(plain(agency.name)) is not None


@cache
def rights() -> re.Pattern[str]:
    return re.compile(phrase("rights"))


@cache
def ways() -> re.Pattern[str]:
    return re.compile(phrase("ways"))
