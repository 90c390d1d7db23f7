"""What a document does to one that it names: replaces, amends or repeals it, as the words before and behind say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from nlp.body.citation_words import alternatives, phrases
from nlp.body.cited_documents import DocumentMention
from nlp.draft import Draft
from nlp.models import Relation

# The strongest relation of all mentions is kept: what a document does to another one outweighs resting on it.
STRENGTH: Mapping[Relation, int] = {"mention": 0, "basis": 1, "amends": 2, "replaces": 3, "repeals": 4}

_DOES: tuple[Relation, ...] = ("repeals", "replaces", "amends")
# Documents that change others by what they say; others only announce it (Luật 64/2025/QH15, Điều 4, 8).
_NORMATIVE = frozenset(
    {"luật", "bộ luật", "pháp lệnh", "lệnh", "nghị quyết", "nghị định", "quyết định", "thông tư", "quy định", "quy chế"}
)
_OF_THE_CENTRE = re.compile(r"(?:QH\d*|UBTVQH\d*|CP|TTg|TT-B\w+|TTLT.*)$")


@cache
def words_of(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases(role))})(?!\w)", re.IGNORECASE)


@cache
def _chain() -> re.Pattern[str]:
    """Verbs one after the other ("sửa đổi, bổ sung, bãi bỏ")."""
    verb = "|".join(alternatives(phrases(role)) for role in _DOES)
    return re.compile(rf"(?<!\w)(?:{verb})(?:(?:\s*,\s*|\s+và\s+|\s+hoặc\s+|\s+)(?:{verb}))*(?!\w)", re.IGNORECASE)


# What the verb's object is where it is a part of the document: the whole remains in force.
_PART = re.compile(
    r"(?<!\w)(?:một số(?! (?:văn bản|quyết định|nghị quyết|chỉ thị|thông tư))|một phần|"
    r"điều(?! lệ| kiện| hành| chỉnh| động)|khoản|(?<!thời )(?<!địa )điểm|mục(?! tiêu)|"
    r"chương(?! trình)|phần|phụ lục|biểu|mẫu|(?:cụm|các|số) từ|từ ngữ|nội dung|thủ tục|số thứ tự|đoạn|câu|dòng|tên|"
    r"thời hạn|thời gian|danh mục|cột|chỉ tiêu|thành viên|tiêu đề|kỹ thuật)(?!\w)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PASSIVE = re.compile(
    r"(?:được|bị|bởi|bằng|đã|đề nghị|cần|đề xuất|tham mưu|nghiên cứu|rà soát)\s*(?:,\s*)?$", re.IGNORECASE
)
_BY = re.compile(r"\s*(?:bởi|bằng|theo|so với)(?!\w)", re.IGNORECASE)
_OTHERWISE = re.compile(r"(?<!kèm )(?<!hành )(?<!\w)theo(?!\w)|(?<!\w)căn cứ(?!\w)|:(?!\s*\d)[^;]{12}", re.IGNORECASE)
_AT = re.compile(r"\s*tại(?!\w)", re.IGNORECASE)
_WHOLE = re.compile(r"toàn bộ(?:\s+nội dung)?(?:\s+các)?\s*$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+(?:toàn bộ\s+)?(?:các|những|một số)\s", re.IGNORECASE)
_OF_IT = re.compile(r"(?:^|(?:của|tại|trong|kèm theo|hành theo|bởi)\s)\s*(?:các\s*)?$", re.IGNORECASE)
_RULED_AT = re.compile(r"quy định tại", re.IGNORECASE)
_TITLE_TYPE = re.compile(r"(?:[A-ZÀ-Ỹ]{2,}\s+){1,4}(?:VỀ VIỆC\s+)?")
_MARKER = r"(?:(?:Điều|Khoản|Mục|Phần)\s+\w{1,4}|\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[a-zđ])"
_NO_SUBJECT = re.compile(rf"\W*(?:{_MARKER}\s*[.)/:-])?\W*(?:về\s+việc|v/v|về)?\W*", re.IGNORECASE)
_SUBJECT = re.compile(r"(?<!\w)này(?!\w)|hiệu lực", re.IGNORECASE)
_ENACTING = re.compile(
    r"ban hành\s+(?:Quyết định|Nghị quyết|Thông tư|Nghị định|Luật|Chỉ thị|Kế hoạch|Quy định)\s*(?:về việc|về)?\s*$",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?<!\w)này(?!\w)", re.IGNORECASE)
_STAYS = re.compile(r"(?:nội dung|quy định|điều|khoản)\s+(?:còn lại|khác)[^.;]{0,40}$", re.IGNORECASE)
_AFTER_REACH = 500


class Acts:
    """Reads what this document does to the ones that it names."""

    def __init__(self, draft: Draft) -> None:
        self.text = draft.text.text
        self.doc_type = draft.doc_type.value if draft.doc_type else None
        self.sets_norms = self.doc_type is None or self.doc_type in _NORMATIVE
        self.is_local = draft.issuer is not None and draft.issuer.level in ("province", "district", "commune")
        self.titles = [(item.start, item.end) for item in (draft.title.evidence if draft.title else ())]

    def in_title(self, mention: DocumentMention) -> bool:
        """Whether the mention stands in this document's own title."""
        return any(start <= mention.start < end for start, end in self.titles)

    def may_change(self, mention: DocumentMention) -> bool:
        """A province changes no law, decree or circular: where it says so, it proposes to."""
        of_centre = mention.number is not None and _OF_THE_CENTRE.search(mention.number) is not None
        return not (self.is_local and (of_centre or mention.doc_type in ("luật", "bộ luật", "pháp lệnh", "hiến pháp")))

    def before(self, lead: str, mention: DocumentMention) -> Relation | None:
        """What the words before the mention, from the beginning of its sentence, say is done to it."""
        if not self.may_change(mention):
            return None
        acts = self.sets_norms or _THIS.search(lead) or (self.in_title(mention) and mention.doc_type == self.doc_type)
        chain = next(reversed(list(_chain().finditer(lead))), None)
        if chain is None or not acts or not self.is_subject(lead[: chain.start()], self.in_title(mention)):
            return None
        whole = next(relation for relation in _DOES if words_of(relation).search(chain[0]))
        rest = _QUOTED.sub(" ", lead[chain.end() :])
        if _BY.match(rest) or _OTHERWISE.search(rest) or (rest == lead[chain.end() :] and _AT.match(rest)):
            return None
        part = _PART.search(rest) is not None and not _WHOLE.search(rest)
        if part or whole == "amends":
            return "amends" if _is_object(rest, part, chain[0]) else None
        return whole

    def behind(self, mention: DocumentMention) -> Relation | None:
        """ "… hết hiệu lực kể từ ngày Quyết định này có hiệu lực", "Các nội dung khác của … vẫn giữ nguyên"."""
        if not self.may_change(mention):
            return None
        start = max(mention.end, mention.title_end)
        after = re.split(r"[;\n]|\.\s", self.text[mention.end : start + _AFTER_REACH], maxsplit=1)[0]
        ends = words_of("repealed").search(after)
        if ends and not _THIS.search(after[: ends.start()]) and not after[: ends.start()].rstrip().endswith("đã"):
            return "repeals" if self.sets_norms or _THIS.search(after) else None
        replaced = words_of("replaced").search(after)
        if replaced and _THIS.search(after, replaced.end(), replaced.end() + 30):
            return "replaces"
        before = self.text[max(0, mention.start - 80) : mention.start]
        return "amends" if self.sets_norms and _STAYS.search(before) and words_of("stays").search(after[:160]) else None

    def above(self, heading: str) -> Relation | None:
        """What a heading that announces a list ("Bãi bỏ các Quyết định sau:") says is done to its items."""
        ends = words_of("repealed").search(heading)
        if ends and not _THIS.search(heading[: ends.start()]) and self.sets_norms:
            return "repeals"
        return None

    def announces(self, heading: str) -> bool:
        """Whether a heading says without a colon what is done to all documents under it ("Bãi bỏ một số văn bản")."""
        chain = _chain().match(heading)
        return chain is not None and _SEVERAL.match(heading, chain.end()) is not None

    def is_subject(self, subject: str, in_title: bool = False) -> bool:
        """Whether a verb's subject is this document ("Quyết định này thay thế …"), or there is no subject at all."""
        if _PASSIVE.search(subject):
            return False
        if in_title and _TITLE_TYPE.fullmatch(subject):
            return True
        return bool(_SUBJECT.search(subject) or _ENACTING.search(subject) or _NO_SUBJECT.fullmatch(subject))


def _is_object(rest: str, part: bool, verbs: str) -> bool:
    """Whether what stands between the verbs and the mention is the mention, or a part of it."""
    if _RULED_AT.search(rest) and "sửa đổi" not in verbs.casefold():
        return False
    return part or _OF_IT.search(rest) is not None


def verbs_after(gap: str) -> int | None:
    """Where a further verb begins behind a mention ("… và bãi bỏ Quyết định số …"), None if none does."""
    found = re.compile(rf"(?:[,;]|(?<!\w)và|đồng thời)\s+(?={_chain().pattern})", re.IGNORECASE).search(gap)
    return found.end() if found else None


@dataclass(frozen=True, slots=True)
class Annex:
    """From `start` on, what the list in an annex says is done to the documents that it names."""

    start: int
    relation: Relation


_IN_PART = re.compile(r"một phần|một số (?:điều|nội dung)", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?:văn bản|quyết định|nghị quyết|chỉ thị|thông tư)(?!\w)[^.;]{0,200}(?:phụ lục|danh mục)[^.;]{0,80}"
    r"(?:kèm theo|đính kèm)",
    re.IGNORECASE,
)


def listed_in_annex(draft: Draft, acts: Acts) -> Annex | None:
    """ "Bãi bỏ các văn bản tại Phụ lục kèm theo Quyết định này": the documents are named behind the signature."""
    end = max((item.end for signer in draft.signers for item in signer.evidence), default=0)
    if not acts.sets_norms or end == 0:
        return None
    for block in draft.text.blocks[:200]:
        line = draft.text.block_text(block)
        chain = _chain().search(line) if block.end < end and block.cell is None else None
        if chain and _ANNEX.search(line, chain.end()) and acts.is_subject(line[: chain.start()]):
            whole = next(relation for relation in _DOES if words_of(relation).search(chain[0]))
            return Annex(end, "amends" if _IN_PART.search(line, chain.end()) else whole)
    return None
