"""What holds of every page, however its words lie."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.models import Block, BoundingBox, Paragraph, Word
from ingest.page.grids import Rule, find_grids
from ingest.page.layout import Sheet, lay_out

WIDTH, HEIGHT = 595.0, 842.0
TEXTS = ("xã", "Nghị", "12.500", "/", "–", "1", "Nơi", "nhận:", "CỘNG", "HÒA", "2", "Trang", "KT.", "4952/KH-", "UBND")

placed_words = st.lists(
    st.builds(
        lambda text, left, top, width, height: Word(text, BoundingBox(left, top, left + width, top + height)),
        st.sampled_from(TEXTS),
        st.floats(0, 500),
        st.floats(0, 820),
        st.floats(3, 90),
        st.floats(5, 20),
    ),
    max_size=60,
)
grids = st.lists(st.tuples(st.floats(40, 300), st.floats(40, 600), st.integers(1, 3), st.integers(1, 4)), max_size=2)


def ruled(left: float, top: float, columns: int, rows: int) -> list[Rule]:
    right, bottom = left + 80 * columns, top + 30 * rows
    level = [Rule(BoundingBox(left, top + 30 * n, right, top + 30 * n), True) for n in range(rows + 1)]
    upright = [Rule(BoundingBox(left + 80 * n, top, left + 80 * n, bottom), False) for n in range(columns + 1)]
    return level + upright


def words_of(blocks: tuple[Block, ...]) -> list[Word]:
    found: list[Word] = []
    for block in blocks:
        paragraphs = (block,) if isinstance(block, Paragraph) else [p for c in block.cells for p in c.paragraphs]
        found += [word for paragraph in paragraphs for word in paragraph.words]
    return found


@settings(max_examples=120, deadline=None)
@given(placed_words, grids)
def test_every_word_stands_in_one_block(words: list[Word], tables: list[tuple[float, float, int, int]]) -> None:
    rules = [rule for table in tables for rule in ruled(*table)]
    blocks = lay_out(Sheet(tuple(words), find_grids(rules), WIDTH, HEIGHT))
    assert Counter(words_of(blocks)) == Counter(words)


LINES = (
    ("Căn", "cứ", "tình", "hình", "thực", "tế", "của", "địa", "phương,", "Ủy", "ban", "nhân", "dân", "tỉnh", "giao"),
    ("các", "sở,", "ban,", "ngành", "rà", "soát", "đội", "ngũ", "cộng", "tác", "viên", "tại", "cơ", "sở", "theo"),
    ("kế", "hoạch", "hằng", "năm", "của", "từng", "xã,", "phường,", "thị", "trấn", "và", "báo", "cáo", "kết", "quả"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-0.8, 0.8), st.floats(-0.8, 0.8)), min_size=45, max_size=45))
def test_words_a_little_off_their_place_are_read_in_the_same_order(jitter: list[tuple[float, float]]) -> None:
    """As OCR puts boxes: a head in two columns, prose, a foot in two columns."""
    words: list[Word] = []
    head = (("ỦY", "BAN", "NHÂN", "DÂN"), ("CỘNG", "HÒA", "XÃ", "HỘI"), ("Số:", "12/KH-UBND"), ("Độc", "lập"))
    moved = iter(jitter)

    def put(texts: tuple[str, ...], left: float, top: float) -> None:
        for number, text in enumerate(texts):
            across, down = next(moved, (0.0, 0.0))
            start = left + 31 * number + across
            words.append(Word(text, BoundingBox(start, top + down, start + 27, top + 12 + down)))

    put(head[0], 80, 60)
    put(head[1], 330, 60)
    put(head[2], 80, 78)
    put(head[3], 330, 78)
    for number, line in enumerate(LINES):
        put(line, 75, 140 + 18 * number)
    expected = [*head[0], *head[2], *head[1], *head[3], *(word for line in LINES for word in line)]
    blocks = lay_out(Sheet(tuple(words), (), WIDTH, HEIGHT))
    assert [word.text for word in words_of(blocks)] == expected
