"""What every search index must do, whatever its engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from search_api.errors import BadQuery
from search_api.index.contract import (
    Collection,
    FacetCount,
    Filter,
    Highlight,
    IndexEntry,
    SearchIndex,
    SearchQuery,
    Sort,
    Suggestion,
)
from tests.search_api.index.search_entries import ALL, DECISION, PLAN, entry, target


def ids(index: SearchIndex, text: str = "", *filters: Filter, collection: Collection = "documents") -> list[str]:
    return [hit.id for hit in index.search(SearchQuery(collection, text, filters)).hits]


# Words and tones


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("công tác xã hội", ["plan", "untoned", "scattered"]),
        ("cong tac xa hoi", ["plan", "untoned", "scattered"]),
        ("công tac xã hoi", ["plan", "scattered", "untoned"]),
        ("CÔNG TÁC XÃ HỘI", ["plan", "untoned", "scattered"]),
        ("nhân viên", ["plan"]),
        ("hòa thịnh", ["report", "old"]),
        ("hoà thịnh", ["report", "old"]),
        ("😀 hoa, (thinh)!", ["report", "old"]),
    ],
)
def test_words_are_found_with_and_without_tones(index: SearchIndex, text: str, found: list[str]) -> None:
    assert sorted(ids(index, text)) == sorted(found)


def test_words_with_the_tones_typed_come_first(empty_index: SearchIndex) -> None:
    """Even where those with other tones hold the words in the title and more often."""
    empty_index.put(
        [
            entry("spending", "Chi tiêu, chi tiêu và chi tiêu.", title="Chi tiêu nội bộ"),
            entry("targets", "Mỗi năm giao một chỉ tiêu cho từng đơn vị trực thuộc sở.", title="Giao việc"),
            entry("untoned", "chi tieu", title="chi tieu"),
        ]
    )
    assert ids(empty_index, "chỉ tiêu")[0] == "targets"
    assert ids(empty_index, "chi tiêu")[0] == "spending"
    assert sorted(ids(empty_index, "chi tieu")) == ["spending", "targets", "untoned"]


def test_a_query_in_decomposed_form_finds_the_same(index: SearchIndex) -> None:
    text = "công tác xã hội Hòa"
    assert ids(index, unicodedata.normalize("NFD", text)) == ids(index, text) == ["plan"]


def test_decomposed_text_is_found(empty_index: SearchIndex) -> None:
    empty_index.put([entry("a", unicodedata.normalize("NFD", "Trợ giúp người cao tuổi"))])
    result = empty_index.search(SearchQuery(text="người cao tuổi"))
    assert [hit.highlights for hit in result.hits] == [(Highlight("body", "Trợ giúp người cao tuổi", ((9, 23),), 1),)]


def test_words_side_by_side_come_before_scattered_ones(index: SearchIndex) -> None:
    assert ids(index, "cong tac xa hoi")[-1] == "scattered"


def test_the_title_weighs_more_than_the_body(empty_index: SearchIndex) -> None:
    body = "Nội dung về nước sạch nông thôn được bàn kỹ; nước sạch nông thôn là việc chung."
    empty_index.put([entry("body", body, title="Thông tin"), entry("title", "Bàn việc.", title="Nước sạch nông thôn")])
    assert ids(empty_index, "nước sạch") == ["title", "body"]
    assert ids(empty_index, "nuoc") == ["title", "body"]


def test_all_words_must_match_if_any_row_holds_them(index: SearchIndex) -> None:
    result = index.search(SearchQuery(text="lớp học nghề mùa hè"))
    assert ([hit.id for hit in result.hits], result.total, result.matched) == (["plan"], 1, "all")


def test_most_words_do_where_no_row_holds_all(index: SearchIndex) -> None:
    result = index.search(SearchQuery(text="quy chế phối hợp liên vũ trụ"))
    assert ([hit.id for hit in result.hits], result.total, result.matched) == (["old"], 1, "most")


@pytest.mark.parametrize("text", ["9999/KH-UBND", "9999 người được học nghề", "9999"])
def test_figures_are_never_left_out(index: SearchIndex, text: str) -> None:
    assert index.search(SearchQuery(text=text)).total == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"công tác xã hội"', ["plan"]),
        ('"cong tac xa hoi"', ["plan", "untoned"]),
        ("“nhân viên công tác”", ["plan"]),
        ('"công tác" mùa hè', ["plan"]),
        ('"xã hội công tác"', []),
        ('"công tác', ["plan", "scattered", "untoned"]),
    ],
)
def test_quotes_ask_for_words_side_by_side_with_the_tones_typed(
    index: SearchIndex, text: str, found: list[str]
) -> None:
    assert sorted(ids(index, text)) == found


def test_a_quoted_phrase_that_nothing_holds_with_its_tones_is_looked_for_without(index: SearchIndex) -> None:
    result = index.search(SearchQuery(text='"hợp hàng quý"'))
    assert ([hit.id for hit in result.hits], result.matched) == (["untoned"], "most")


def test_nothing_typed_gives_everything_newest_first(index: SearchIndex) -> None:
    assert ids(index) == ["untoned", "report", "decision", "plan", "old", "scattered"]


@pytest.mark.parametrize("text", ['"', "?!", "😀", "---", "\x00"])
def test_marks_alone_find_nothing(index: SearchIndex, text: str) -> None:
    assert index.search(SearchQuery(text=text)).total == 0


# Document numbers


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("4952", "plan"),
        ("4952/KH", "plan"),
        ("4952/KH-UBND", "plan"),
        ("4952/kh-ubnd", "plan"),
        ("4952 kh ubnd", "plan"),
        ("4952 / KH - UBND", "plan"),
        ("04952/KH-UBND", "plan"),
        ("4952KH", "plan"),
        ("4952/KH-UB", "plan"),
        ("số 4952", "plan"),
        ("kế hoạch số 4952/KH-UBND của tỉnh", "plan"),
        ("KH-UBND", "plan"),
        ("12/qđ", "decision"),
        ("130", "report"),
        ("0130", "report"),
        ("0130/bc-ubnd", "report"),
        ("256", "old"),
        ("256/2004", "old"),
        ("256/2004/QD-UB", "old"),
        ("2004/QĐ-UB", "old"),
        ("QD-UB", "old"),
        ("qđ ub", "old"),
    ],
)
def test_a_number_in_whole_or_in_part_finds_its_document_first(index: SearchIndex, text: str, first: str) -> None:
    assert ids(index, text)[:1] == [first]


def test_the_document_comes_before_those_that_cite_it_and_those_that_hold_the_digits(index: SearchIndex) -> None:
    assert ids(index, "4952") == ["plan", "decision", "report"]
    assert ids(index, "4952/KH-UBND") == ["plan", "decision"]


def test_part_of_the_serial_is_no_number(index: SearchIndex) -> None:
    assert ids(index, "495") == []


def test_digits_among_words_push_the_document_that_has_the_number(index: SearchIndex) -> None:
    assert ids(index, "kế hoạch tỉnh 4952")[0] == "plan"


def test_a_year_among_words_asks_for_no_number(empty_index: SearchIndex) -> None:
    empty_index.put(
        [
            entry("number", "Việc của xã trong năm ấy: trồng rừng.", number="2016/KH-UBND", title="Bảo vệ rừng"),
            entry("year", "Trồng rừng năm 2016.", number="7/KH-UBND", title="Trồng rừng năm 2016"),
        ]
    )
    assert ids(empty_index, "trồng rừng 2016") == ["year", "number"]
    assert ids(empty_index, "2016") == ["number", "year"]


def test_rows_are_found_by_the_number_of_their_document(index: SearchIndex) -> None:
    assert sorted(ids(index, "4952", collection="targets")) == ["plan-t1", "plan-t2"]
    assert sorted(ids(index, "4952/KH-UBND", collection="assignments")) == ["plan-a1", "plan-a2"]


# Filters and facets


@pytest.mark.parametrize(
    ("field", "values", "found"),
    [
        ("province", ("Bình Lâm",), ["decision", "plan"]),
        ("province_now", ("Lâm Hà",), ["decision", "plan"]),
        ("level", ("district",), ["decision"]),
        ("issuer", ("Uỷ ban nhân dân tỉnh Hoà Thịnh",), ["old", "report"]),
        ("doc_type", ("quyết định", "báo cáo"), ["decision", "old", "report"]),
        ("year", ("2019",), ["untoned"]),
        ("kind", ("article",), []),
        ("signer", ("Trần Thị Hòa",), ["plan"]),
        ("agency", ("Sở Tài chính",), ["plan"]),
        ("cites", ("4952/kh-ubnd",), ["decision"]),
        ("cites", ("32/2010/QD-TTg",), ["decision", "plan"]),
        ("document", ("old",), ["old"]),
        ("year", (), []),
    ],
)
def test_filters_of_documents(index: SearchIndex, field: str, values: tuple[str, ...], found: list[str]) -> None:
    assert sorted(ids(index, "", Filter(field, values))) == found


@pytest.mark.parametrize(
    ("collection", "field", "value", "found"),
    [
        ("targets", "agency", "Sở Lao động", ["plan-t1"]),
        ("targets", "unit", "lớp", ["plan-t2"]),
        ("targets", "status", "result", ["report-t1"]),
        ("targets", "comparator", ">=", ["plan-t1", "plan-t2", "report-t1"]),
        ("targets", "deadline", "yearly", ["plan-t2"]),
        ("targets", "year", "2018", ["report-t1"]),
        ("targets", "cites", "32/2010/QĐ-TTg", ["plan-t1", "plan-t2"]),
        ("targets", "document", "report", ["report-t1"]),
        ("assignments", "role", "coordinate", ["plan-a2"]),
        ("assignments", "deadline", "2017", ["plan-a1"]),
        ("assignments", "agency", "Sở Lao động", ["plan-a1"]),
    ],
)
def test_filters_of_rows(index: SearchIndex, collection: Collection, field: str, value: str, found: list[str]) -> None:
    assert sorted(ids(index, "", Filter(field, (value,)), collection=collection)) == found


def test_filters_hold_together_and_with_the_text(index: SearchIndex) -> None:
    filters = (Filter("province_now", ("Lâm Hà",)), Filter("doc_type", ("quyết định", "báo cáo")))
    assert ids(index, "", *filters) == ["decision"]
    assert ids(index, "4952", Filter("doc_type", ("báo cáo",))) == ["report"]


def test_facets_count_all_hits_each_without_its_own_filter(index: SearchIndex) -> None:
    query = SearchQuery(
        text="",
        filters=(Filter("province", ("Hòa Thịnh",)),),
        facets=("province", "doc_type", "year", "signer", "agency"),
        limit=1,
    )
    assert index.search(query).facets == {
        "province": (FacetCount("Bình Lâm", 2), FacetCount("Hòa Thịnh", 2)),
        "doc_type": (FacetCount("báo cáo", 1), FacetCount("quyết định", 1)),
        "year": (FacetCount("2004", 1), FacetCount("2018", 1)),
        "signer": (),
        "agency": (),
    }


def test_facets_of_fields_with_several_values(index: SearchIndex) -> None:
    facets = index.search(SearchQuery(text="4952", facets=("agency", "signer"))).facets
    assert facets == {
        "agency": (FacetCount("Sở Lao động", 1), FacetCount("Sở Tài chính", 1)),
        "signer": (FacetCount("Lê Văn Quý", 1), FacetCount("Trần Thị Hòa", 1)),
    }


def test_facets_of_targets(index: SearchIndex) -> None:
    facets = index.search(SearchQuery("targets", facets=("status", "deadline", "unit"))).facets
    assert facets == {
        "status": (FacetCount("target", 2), FacetCount("result", 1)),
        "deadline": (FacetCount("2018", 1), FacetCount("2020", 1), FacetCount("yearly", 1)),
        "unit": (FacetCount("%", 1), FacetCount("lớp", 1), FacetCount("người", 1)),
    }


# What a hit holds


def test_a_target_carries_its_document_and_its_place(index: SearchIndex) -> None:
    hit = index.search(SearchQuery("targets", "nhân viên", (Filter("unit", ("%",)),))).hits[0]
    assert (hit.id, hit.document_id) == ("plan-t1", "plan")
    assert hit.fields == {
        "id": "plan-t1",
        "document_id": "plan",
        "document_name": "plan.pdf",
        "document_number": "4952/KH-UBND",
        "document_type": "kế hoạch",
        "document_title": "Phát triển nghề công tác xã hội giai đoạn 2016-2020",
        "issue_date": "2016-11-23",
        "issuer": "Ủy ban nhân dân tỉnh Bình Lâm",
        "level": "province",
        "province": "Bình Lâm",
        "province_now": "Lâm Hà",
        "section": "II. Chỉ tiêu",
        "confidence": 0.9,
        "page": 2,
        "places": [{"page": 2, "boxes": [[72.0, 100.0, 300.0, 112.0]]}],
        "quote": "80% xã có nhân viên công tác xã hội",
        "indicator": "80% xã có nhân viên công tác xã hội",
        "value": 80.0,
        "value_max": None,
        "unit": "%",
        "comparator": ">=",
        "direction": None,
        "baseline": None,
        "deadline": "2020",
        "status": "target",
        "leads": ["Sở Lao động"],
    }
    assert hit.highlights == (Highlight("quote", "80% xã có nhân viên công tác xã hội", ((10, 19),)),)


def test_an_assignment_carries_its_page_and_agency(index: SearchIndex) -> None:
    (hit,) = index.search(SearchQuery("assignments", "so lao dong huong dan")).hits
    assert {name: hit.fields[name] for name in ("id", "document_id", "agency", "role", "task", "deadline", "page")} == {
        "id": "plan-a1",
        "document_id": "plan",
        "agency": "Sở Lao động",
        "role": "lead",
        "task": "hướng dẫn các huyện tuyển nhân viên",
        "deadline": "2017-03-31",
        "page": 3,
    }
    assert hit.highlights == (
        Highlight("agency", "Sở Lao động", ((0, 11),)),
        Highlight("task", "hướng dẫn các huyện tuyển nhân viên", ((0, 9),)),
    )


def test_a_document_shows_its_fields(index: SearchIndex) -> None:
    (hit,) = index.search(SearchQuery(text="256/2004/QĐ-UB")).hits
    assert hit.fields == {
        "id": "old",
        "name": "old.pdf",
        "media_type": "application/pdf",
        "pages": 1,
        "kind": "official",
        "number": "256/2004/QĐ-UB",
        "doc_type": "quyết định",
        "title": "Ban hành quy chế phối hợp",
        "issue_date": "2004-05-14",
        "effective_date": None,
        "period": None,
        "issuer": "Ủy ban nhân dân tỉnh Hòa Thịnh",
        "issuer_parent": None,
        "level": "province",
        "province": "Hòa Thịnh",
        "province_code": "01",
        "province_now": "Hòa Thịnh",
        "province_now_code": "01",
        "signers": [],
        "targets": 0,
        "assignments": 0,
        "warnings": 0,
    }


@pytest.mark.parametrize("text", ["công tác xã hội", "cong tac xa hoi"])
def test_highlights_mark_the_words_in_the_stored_text_with_their_page(index: SearchIndex, text: str) -> None:
    hit = next(hit for hit in index.search(SearchQuery(text=text)).hits if hit.id == "plan")
    title = "Phát triển nghề công tác xã hội giai đoạn 2016-2020"
    body = "Mỗi xã có một nhân viên công tác xã hội. Các lớp học nghề mở vào mùa hè."
    assert hit.highlights == (Highlight("title", title, ((16, 31),)), Highlight("body", body, ((24, 39),), 2))


# Order and pages


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("newest", ["untoned", "report", "decision", "plan", "old", "scattered"]),
        ("oldest", ["old", "plan", "decision", "report", "untoned", "scattered"]),
    ],
)
def test_sorting_by_date_puts_the_undated_last(index: SearchIndex, sort: Sort, found: list[str]) -> None:
    assert [hit.id for hit in index.search(SearchQuery(sort=sort)).hits] == found


def test_equal_dates_stand_in_one_order_however_they_came_in(empty_index: SearchIndex) -> None:
    same_day = [entry(f"d{number}", "Việc chung.", date="2020-01-01") for number in range(30)]
    query = SearchQuery(text="việc", sort="newest", limit=30)
    empty_index.put(same_day)
    first = [hit.id for hit in empty_index.search(query).hits]
    for each in same_day[::-1][:10]:
        empty_index.put([each])
    assert [hit.id for hit in empty_index.search(query).hits] == first
    empty_index.rebuild(reversed(same_day))
    assert [hit.id for hit in empty_index.search(query).hits] == first


def test_ten_thousand_hits_can_be_paged_through(empty_index: SearchIndex) -> None:
    count = 10_050
    targets = tuple(target(f"t{number}", f"{number} lớp dạy nghề", float(number)) for number in range(count))
    empty_index.put([entry("large", targets=targets)])
    seen: set[str] = set()
    for offset in range(0, count, 1_000):
        result = empty_index.search(SearchQuery("targets", "day nghe", offset=offset, limit=1_000))
        assert result.total == count
        seen.update(hit.id for hit in result.hits)
    assert len(seen) == count
    assert empty_index.counts() == {"documents": 1, "targets": count, "assignments": 0}


def test_pages_cut_one_order(index: SearchIndex) -> None:
    whole = ids(index, "cong tac xa hoi")
    pages = [
        index.search(SearchQuery(text="cong tac xa hoi", offset=offset, limit=1)).hits[0].id for offset in range(3)
    ]
    assert pages == whole


def test_a_page_of_no_hits_still_counts(index: SearchIndex) -> None:
    result = index.search(SearchQuery(text="4952", facets=("kind",), limit=0))
    assert (result.total, result.hits, result.facets) == (3, (), {"kind": (FacetCount("official", 3),)})


@pytest.mark.parametrize(
    "query",
    [
        SearchQuery("letters"),  # type: ignore[arg-type]
        SearchQuery(filters=(Filter("role", ("lead",)),)),
        SearchQuery(facets=("cites",)),
        SearchQuery(sort="best"),  # type: ignore[arg-type]
        SearchQuery(offset=-1),
        SearchQuery(limit=100_000),
        SearchQuery(offset=100_000),
    ],
)
def test_what_cannot_be_answered_is_a_bad_query(index: SearchIndex, query: SearchQuery) -> None:
    with pytest.raises(BadQuery):
        index.search(query)


# Suggestions


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("49", (Suggestion("4952/KH-UBND", "number", "plan"),)),
        ("4952/kh-u", (Suggestion("4952/KH-UBND", "number", "plan"),)),
        ("013", (Suggestion("0130/BC-UBND", "number", "report"),)),
        ("256/20", (Suggestion("256/2004/QĐ-UB", "number", "old"),)),
        (
            "phat trien ngh",
            (Suggestion("Phát triển nghề công tác xã hội giai đoạn 2016-2020", "title", "plan"),),
        ),
        ("xã hội", (Suggestion("Phát triển nghề công tác xã hội giai đoạn 2016-2020", "title", "plan"),)),
        ("binh l", (Suggestion("Ủy ban nhân dân tỉnh Bình Lâm", "issuer"),)),
        ("so t", (Suggestion("Sở Tài chính", "agency"),)),
        ("hoa", (Suggestion("Ủy ban nhân dân tỉnh Hòa Thịnh", "issuer"), Suggestion("Trần Thị Hòa", "signer"))),
        ("trần", (Suggestion("Trần Thị Hòa", "signer"),)),
        ("", ()),
        ("?", ()),
    ],
)
def test_suggestions(index: SearchIndex, prefix: str, found: tuple[Suggestion, ...]) -> None:
    assert index.suggest(prefix) == found


def test_suggestions_are_no_more_than_asked_for(index: SearchIndex) -> None:
    assert len(index.suggest("u", limit=2)) == 2


# Writing


def test_an_empty_index_answers(empty_index: SearchIndex) -> None:
    result = empty_index.search(SearchQuery(text="x", facets=("year",)))
    assert (result.total, result.hits, result.facets) == (0, (), {"year": ()})
    assert empty_index.counts() == {"documents": 0, "targets": 0, "assignments": 0}
    assert empty_index.suggest("a") == ()
    empty_index.remove(["a"])
    empty_index.rebuild([])
    assert empty_index.search(SearchQuery()).total == 0


def test_putting_again_replaces_a_document_with_its_rows(empty_index: SearchIndex) -> None:
    empty_index.put([PLAN, DECISION])
    empty_index.put([entry("plan", "Nội dung mới.", number="77/KH-UBND", targets=(target("plan-t9", "9 trạm y tế"),))])
    assert empty_index.counts() == {"documents": 2, "targets": 1, "assignments": 0}
    assert ids(empty_index, "4952/KH-UBND") == ["decision"]
    assert ids(empty_index, "77/KH") == ["plan"]
    assert ids(empty_index, "trạm y tế", collection="targets") == ["plan-t9"]
    assert empty_index.suggest("495") == ()


def test_of_one_document_put_twice_in_a_batch_the_last_stays(empty_index: SearchIndex) -> None:
    empty_index.put([entry("a", "một"), entry("a", "hai")])
    assert (ids(empty_index, "một"), ids(empty_index, "hai"), empty_index.counts()["documents"]) == ([], ["a"], 1)


def test_removing_takes_the_rows_along(empty_index: SearchIndex) -> None:
    empty_index.put(ALL)
    empty_index.remove(["plan", "unknown"])
    assert empty_index.counts() == {"documents": 5, "targets": 1, "assignments": 0}
    assert ids(empty_index, "nhân viên", collection="targets") == []


def test_rebuilding_leaves_only_what_it_was_given(empty_index: SearchIndex) -> None:
    empty_index.put(ALL)
    empty_index.rebuild([DECISION])
    assert empty_index.counts() == {"documents": 1, "targets": 0, "assignments": 0}
    assert ids(empty_index) == ["decision"]


class _Interrupted(Exception):
    pass


def _breaking_off(*entries: IndexEntry) -> Iterator[IndexEntry]:
    yield from entries
    raise _Interrupted


@pytest.mark.parametrize("way", ["put", "rebuild"])
def test_an_interruption_leaves_the_old_content(empty_index: SearchIndex, way: str) -> None:
    empty_index.put([PLAN])
    with pytest.raises(_Interrupted):
        getattr(empty_index, way)(_breaking_off(DECISION, entry("plan", "Nội dung mới.")))
    assert ids(empty_index) == ["plan"]
    assert ids(empty_index, "nhân viên") == ["plan"]
    empty_index.put([DECISION])
    assert sorted(ids(empty_index)) == ["decision", "plan"]
