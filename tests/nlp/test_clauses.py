from nlp.body.clauses import clauses_of


def _clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses_of(text, 0, len(text))]


def test_a_full_stop_ends_a_clause_before_a_capital() -> None:
    assert _clauses("Giảm 2% hộ nghèo. Đạt 85% thôn có đường nhựa.") == [
        "Giảm 2% hộ nghèo",
        "Đạt 85% thôn có đường nhựa",
    ]


def test_a_full_stop_before_a_small_letter_is_an_abbreviation() -> None:
    """Small letters with marks once counted as capitals, so "tr. đồng" ended a clause where "tr. dân" did not."""
    assert _clauses("Hỗ trợ 300 tr. đồng mỗi xã; mở 12 lớp") == ["Hỗ trợ 300 tr. đồng mỗi xã", "mở 12 lớp"]
