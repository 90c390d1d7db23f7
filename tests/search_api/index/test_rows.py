"""Rows that every index stores and filters by."""

from __future__ import annotations

import pytest

from search_api.index.contract import FILTERS
from search_api.index.keywords import filter_keys, keyword
from search_api.index.rows import rows
from tests.search_api.index.search_entries import ALL, PLAN, assignment, entry, target


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("uỷ ban  nhân dân\nxã Hoà An", "Ủy ban nhân dân xã Hòa An"),
        ("Sở Lao động – Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("công an tỉnh", "Công an tỉnh"),
    ],
)
def test_one_name_is_one_keyword(name: str, shown: str) -> None:
    assert keyword(name) == shown
    assert filter_keys("issuer", [name]) == (shown,)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Sở Y tế", "Giám đốc Sở Y tế", "Sở YT", "sở y tế tỉnh Sơn La", "so-y-te"], "Sở Y tế"),
        (["UBND các xã, phường", "Ủy ban nhân dân xã Hoà An", "ubnd-xa"], "Ủy ban nhân dân cấp xã"),
        (["Cục Thuế tỉnh", "Thuế tỉnh Gia Lai", "Cơ quan thuế"], "Cơ quan thuế"),
        (["Công ty cổ phần Nước Tân An"], "Công ty cổ phần Nước Tân An"),
        (["sở, ban, ngành", "Sở, ban, ngành"], "Sở, ban, ngành"),
    ],
)
def test_one_office_is_one_keyword_however_it_is_written(names: list[str], shown: str) -> None:
    assert filter_keys("agency", names) == (shown,)


def test_an_office_is_counted_together_in_two_provinces() -> None:
    made = [
        entry("a", assignments=(assignment("x", "UBND tỉnh Sơn La", "kiểm tra"),)),
        entry("b", targets=(target("t", "80% xã", leads=("Chủ tịch UBND thành phố Huế",)),)),
    ]
    found = [row.keywords["agency"] for one in made for row in rows(one) if row.collection != "documents"]
    assert found == [("Ủy ban nhân dân cấp tỉnh",)] * 2


def test_values_of_other_filters_stay_as_they_are() -> None:
    assert filter_keys("doc_type", ["kế hoạch", " quyết định "]) == ("kế hoạch", "quyết định")
    assert filter_keys("cites", ["0032/2010/QĐ-TTg", "32 / 2010 / qd-ttg"]) == ("32 2010 qd ttg", "32 2010 qd ttg")


@pytest.mark.parametrize(
    ("deadline", "keys"),
    [("2020", ("2020",)), ("2020-06", ("2020",)), ("2020-06-30", ("2020",)), ("yearly", ("yearly",)), (None, ())],
)
def test_deadlines_are_filtered_by_year(deadline: str | None, keys: tuple[str, ...]) -> None:
    made = entry("a", targets=(target("t", "80% xã", deadline=deadline),))
    assert [row.keywords["deadline"] for row in rows(made) if row.collection == "targets"] == [keys]


def test_every_row_has_the_keywords_of_its_filters_and_no_others() -> None:
    for made in ALL:
        for row in rows(made):
            assert set(row.keywords) == set(FILTERS[row.collection])


def test_a_document_comes_before_its_targets_and_its_assignments() -> None:
    assert [(row.collection, row.id) for row in rows(PLAN)] == [
        ("documents", "plan"),
        ("targets", "plan-t1"),
        ("targets", "plan-t2"),
        ("assignments", "plan-a1"),
        ("assignments", "plan-a2"),
    ]


def test_the_agencies_of_a_document_are_those_of_its_tasks_and_targets() -> None:
    made = entry(
        "a",
        targets=(target("t", "80% xã", leads=("Sở Y tế", "sở Nội vụ")),),
        assignments=(assignment("x", "Sở Y tế", "kiểm tra"), assignment("y", "Sở Tài chính", "bố trí kinh phí")),
    )
    assert next(rows(made)).keywords["agency"] == ("Sở Y tế", "Sở Tài chính", "Sở Nội vụ")


def test_what_a_record_leaves_open_stays_open() -> None:
    (row,) = rows(entry("a", doc_type=None))
    assert {name for name, value in row.fields.items() if value is None} == {
        "number", "doc_type", "title", "issue_date", "effective_date", "period", "issuer", "issuer_parent", "level",
        "province", "province_code", "province_now", "province_now_code",
    }  # fmt: skip
    assert row.keywords == {**dict.fromkeys(FILTERS["documents"], ()), "kind": ("official",), "document": ("a",)}
