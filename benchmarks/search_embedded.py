"""How fast the embedded index takes in and finds: synthetic documents, top 10 with three facets and highlights.

    python -m benchmarks.search_embedded --documents 10000

Prints the machine with its load, the rate of taking in, and p50 and p95 in milliseconds by kind of search.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from nlp.models import (
    Assignment,
    Citation,
    DocumentKind,
    Evidence,
    Extracted,
    Issuer,
    Record,
    Signer,
    Source,
    Target,
)
from search_api.index.contract import DOCUMENT_FACETS, Filter, IndexEntry, SearchQuery
from search_api.index.embedded import EmbeddedIndex

SUBJECTS = (
    "công tác xã hội", "giảm nghèo bền vững", "bình đẳng giới", "bảo vệ trẻ em", "chăm sóc người cao tuổi",
    "phòng chống ma túy", "đào tạo nghề", "bảo hiểm y tế", "chuyển đổi số", "cải cách hành chính", "an toàn giao thông",
    "nước sạch nông thôn", "trồng rừng gỗ lớn", "phổ cập giáo dục", "nhà ở xã hội", "xử lý rác thải",
)  # fmt: skip
CLAUSES = (
    "Ủy ban nhân dân tỉnh yêu cầu các cơ quan tổ chức thực hiện nghiêm túc các nội dung",
    "giao Sở Lao động chủ trì, phối hợp với các đơn vị liên quan hướng dẫn, kiểm tra",
    "kinh phí thực hiện được bố trí trong dự toán hằng năm của các địa phương",
    "đẩy mạnh tuyên truyền, nâng cao nhận thức của cán bộ và nhân dân về",
    "từng bước xây dựng đội ngũ nhân viên có chuyên môn, đáp ứng yêu cầu",
    "định kỳ sáu tháng báo cáo kết quả về cơ quan thường trực để tổng hợp",
    "huy động nguồn lực của doanh nghiệp và cộng đồng cho",
)
ONSETS = ("b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "s", "t", "th", "tr", "v", "x")
RIMES = (
    "a",
    "an",
    "ang",
    "anh",
    "ao",
    "ấp",
    "ậu",
    "em",
    "ền",
    "ì",
    "iên",
    "iệt",
    "òn",
    "ông",
    "ổi",
    "ú",
    "ươi",
    "ượng",
)
PROVINCES = tuple(f"Tỉnh {name}" for name in ("An Hòa", "Bình Sơn", "Cẩm Giang", "Đông Lâm", "Hà Phú", "Kim Thành"))
AGENCIES = ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Công an tỉnh", "Hội Phụ nữ tỉnh", "Đoàn Thanh niên tỉnh")
FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng")
GIVEN_NAMES = ("Văn An", "Thị Bình", "Minh Châu", "Quốc Dũng", "Thu Hà", "Đức Long", "Hải Nam")
TYPES = {"kế hoạch": "KH", "quyết định": "QĐ", "báo cáo": "BC", "chỉ thị": "CT"}
T = TypeVar("T")
CHARACTERS_A_DOCUMENT = 3_000
PAGES_A_DOCUMENT = 2
SHARE_OF_OWN_SUBJECT = 0.8


def entries(count: int, targets: int, assignments: int, seed: int = 7) -> Iterator[IndexEntry]:
    chance = random.Random(seed)
    rare_words = [chance.choice(ONSETS) + chance.choice(RIMES) for _ in range(2_000)]
    for number in range(count):
        yield _entry(chance, number, rare_words, targets, assignments)


def _entry(chance: random.Random, serial: int, rare_words: Sequence[str], targets: int, assignments: int) -> IndexEntry:
    document_id, subject, province = f"{serial:064x}", chance.choice(SUBJECTS), chance.choice(PROVINCES)
    doc_type, year = chance.choice(list(TYPES)), chance.randint(2005, 2026)
    kind: DocumentKind = "official"
    record = Record(
        schema=1,
        id=document_id,
        source=Source(f"van-ban-{serial}.pdf", "application/pdf", PAGES_A_DOCUMENT),
        kind=_sure(kind),
        number=_sure(f"{chance.randint(1, 9_999)}/{TYPES[doc_type]}-UBND"),
        doc_type=_sure(doc_type),
        title=_sure(f"Thực hiện {subject} giai đoạn {year}-{year + 4} trên địa bàn {province.lower()}"),
        issue_date=_sure(f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"),
        effective_date=None,
        period=_sure((year, year + 4)),
        issuer=Issuer(f"Ủy ban nhân dân {province}", level="province", province=province, province_now=province),
        signers=(Signer(f"{chance.choice(FAMILY_NAMES)} {chance.choice(GIVEN_NAMES)}", None, None, 1.0, ()),),
        recipients=(),
        citations=(Citation(f"{chance.randint(1, 9_999)}/QĐ-TTg", None, None, None, None, "basis", 1.0, ()),),
        targets=tuple(_target(chance, document_id, index, year) for index in range(targets)),
        assignments=tuple(_assignment(chance, document_id, index) for index in range(assignments)),
        warnings=(),
    )
    return IndexEntry(record, tuple(_page(chance, subject, rare_words) for _ in range(PAGES_A_DOCUMENT)))


def _page(chance: random.Random, subject: str, rare_words: Sequence[str]) -> str:
    parts: list[str] = []
    length = 0
    while length < CHARACTERS_A_DOCUMENT // PAGES_A_DOCUMENT:
        rare = " ".join(chance.choices(rare_words, k=chance.randint(4, 12)))
        told = subject if chance.random() < SHARE_OF_OWN_SUBJECT else chance.choice(SUBJECTS)
        parts.append(f"{chance.choice(CLAUSES)} {told} {rare}.")
        length += len(parts[-1]) + 1
    return "\n".join(parts)


def _target(chance: random.Random, document_id: str, index: int, year: int) -> Target:
    value, subject = chance.randint(1, 100), chance.choice(SUBJECTS)
    return Target(
        id=f"{document_id}-t{index}",
        quote=f"Phấn đấu ít nhất {value}% xã, phường thực hiện {subject}",
        indicator=f"xã, phường thực hiện {subject}",
        value=float(value), value_max=None, unit="%", comparator=">=", direction=None, baseline=None,
        deadline=str(year + 4), status="target", leads=(chance.choice(AGENCIES),), section="II. Chỉ tiêu",
        confidence=0.9, evidence=_evidence(),
    )  # fmt: skip


def _assignment(chance: random.Random, document_id: str, index: int) -> Assignment:
    task = f"Hướng dẫn, kiểm tra việc thực hiện {chance.choice(SUBJECTS)}"
    agency = chance.choice(AGENCIES)
    return Assignment(f"{document_id}-a{index}", agency, None, "lead", task, None, "IV. Tổ chức", 0.9, _evidence())


def _evidence() -> tuple[Evidence, ...]:
    return (Evidence(1, 0, 10, (), "", "benchmark"),)


def _sure(value: T) -> Extracted[T]:
    return Extracted(value, 1.0, ())


SEARCHES = {
    "common words with tones": "công tác xã hội",
    "common words without tones": "cong tac xa hoi",
    "long, with tones": "kế hoạch giảm nghèo bền vững giai đoạn trên địa bàn tỉnh",
    "long, without tones": "ke hoach binh dang gioi giai doan tren dia ban tinh",
    "phrase in quotes": '"bảo hiểm y tế"',
    "rare words": "không ngượng",
    "number": "4952",
    "whole number": "4952/KH-UBND",
    "nothing typed": "",
}
RUNS = 30


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each run: on the clock, and of this thread's own work, which other load does not stretch."""

    clock: list[float]
    work: list[float]

    @staticmethod
    def of(run: Callable[[], object]) -> Times:
        run()
        times = Times([], [])
        for _ in range(RUNS):
            clock, work = time.perf_counter(), time.thread_time()
            run()
            times.work.append((time.thread_time() - work) * 1_000)
            times.clock.append((time.perf_counter() - clock) * 1_000)
        return times


def _report(name: str, times: Times, total: int) -> None:
    median, slow = statistics.median(times.clock), statistics.quantiles(times.clock, n=20)[-1]
    work = statistics.median(times.work)
    print(f"{name:<28} {total:>9,} hits   p50 {median:7.1f} ms   p95 {slow:7.1f} ms   of which work p50 {work:6.1f} ms")


def _search(index: EmbeddedIndex, name: str, query: SearchQuery) -> Times:
    times = Times.of(lambda: index.search(query))
    _report(name, times, index.search(query).total)
    return times


def measure(documents: int, targets: int, assignments: int, folder: Path) -> None:
    index = EmbeddedIndex(folder)
    start = time.perf_counter()
    index.rebuild(entries(documents, targets, assignments))
    seconds = time.perf_counter() - start
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    rate = documents / seconds
    print(f"built {documents:,} documents in {seconds:.1f} s: {rate:,.0f} a second, {size / 1e6:,.0f} MB")
    batch = list(entries(200, targets, assignments, seed=8))
    start = time.perf_counter()
    index.put(batch)
    seconds = time.perf_counter() - start
    print(f"put {len(batch)} again in one batch: {len(batch) / seconds:,.0f} a second")
    start = time.perf_counter()
    for entry in batch[:20]:
        index.put([entry])
    print(f"put one at a time: {(time.perf_counter() - start) / 20 * 1_000:.0f} ms each")
    every = Times([], [])
    for name, text in SEARCHES.items():
        times = _search(index, name, SearchQuery(text=text, facets=("province_now", "year", "doc_type"), limit=10))
        every.clock.extend(times.clock)
        every.work.extend(times.work)
    _report("all of these", every, documents)
    in_2016 = (Filter("year", ("2016",)),)
    _search(index, "one filter, seven facets", SearchQuery("documents", "xã hội", in_2016, DOCUMENT_FACETS, limit=10))
    _search(index, "sorted by date", SearchQuery(text="xã hội", sort="newest", limit=10))
    _search(index, "page 1,000", SearchQuery(text="xã hội", offset=9_990, limit=10))
    _search(
        index, "targets", SearchQuery("targets", "cong tac xa hoi", facets=("unit", "status", "deadline"), limit=10)
    )
    for prefix in ("49", "bao ve", "ủy b"):
        times = Times.of(lambda prefix=prefix: index.suggest(prefix))  # type: ignore[misc]
        _report(f"suggest {prefix!r}", times, len(index.suggest(prefix)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--targets", type=int, default=5, help="of each document")
    parser.add_argument("--assignments", type=int, default=8, help="of each document")
    arguments = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"
    machine += f", load {os.getloadavg()[0]:.1f}"
    print(f"{machine}, Python {platform.python_version()}, tantivy {version('tantivy')}")
    with tempfile.TemporaryDirectory() as folder:
        measure(arguments.documents, arguments.targets, arguments.assignments, Path(folder) / "index")


if __name__ == "__main__":
    main()
