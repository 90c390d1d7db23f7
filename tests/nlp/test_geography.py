"""Provinces, districts and communes of both eras."""

from __future__ import annotations

import pytest

from nlp.geography import find_communes, find_districts, find_provinces, province_named, province_now, provinces_on
from nlp.lexicon import entries


def test_number_of_provinces_of_each_era() -> None:
    assert len(provinces_on("2005-01-01")) == 64
    assert len(provinces_on("2025-06-30")) == 63
    assert len(provinces_on("2025-07-01")) == 34
    assert len(provinces_on()) == 34


def test_every_code_leads_to_a_province_of_today() -> None:
    today = {province.code for province in provinces_on()}
    for day in ("2005", "2020", "2026"):
        for province in provinces_on(day):
            assert province.code is not None
            assert province_now(province.code).code in today
            assert province_now(province.code).code == province.now


@pytest.mark.parametrize(
    ("name", "day", "code", "now"),
    [
        ("Bắc Ninh", "2025-06-30", "27", "Bắc Ninh"),
        ("Bắc Ninh", "2025-07-01", "24", "Bắc Ninh"),
        ("Bắc Giang", "2024-01-01", "24", "Bắc Ninh"),
        ("tỉnh Hòa Bình", "2019", "17", "Phú Thọ"),
        ("Thừa Thiên Huế", "2024-12-31", "46", "Huế"),
        ("Huế", "2025-01-02", "46", "Huế"),
        ("Bà Rịa – Vũng Tàu", "2024", "77", "Hồ Chí Minh"),
        ("TP.HCM", "2026", "79", "Hồ Chí Minh"),
        ("Đăk Lăk", "2010", "66", "Đắk Lắk"),
        ("Hà Tây", "2006", "28", "Hà Nội"),
        ("Phú Yên", "2025-05", "54", "Đắk Lắk"),
    ],
)
def test_code_then_and_province_now(name: str, day: str, code: str, now: str) -> None:
    province = province_named(name, day)
    assert province is not None
    assert province.code == code
    assert province_now(code).name == now


# Nghị quyết 202/2025/QH15, Điều 1: what today's provinces were made of; those not listed stayed as they were.
MERGERS = {
    "Tuyên Quang": ("Tuyên Quang", "Hà Giang"),
    "Lào Cai": ("Lào Cai", "Yên Bái"),
    "Thái Nguyên": ("Thái Nguyên", "Bắc Kạn"),
    "Phú Thọ": ("Phú Thọ", "Vĩnh Phúc", "Hòa Bình"),
    "Bắc Ninh": ("Bắc Ninh", "Bắc Giang"),
    "Hưng Yên": ("Hưng Yên", "Thái Bình"),
    "Hải Phòng": ("Hải Phòng", "Hải Dương"),
    "Ninh Bình": ("Ninh Bình", "Hà Nam", "Nam Định"),
    "Quảng Trị": ("Quảng Trị", "Quảng Bình"),
    "Đà Nẵng": ("Đà Nẵng", "Quảng Nam"),
    "Quảng Ngãi": ("Quảng Ngãi", "Kon Tum"),
    "Gia Lai": ("Gia Lai", "Bình Định"),
    "Khánh Hòa": ("Khánh Hòa", "Ninh Thuận"),
    "Lâm Đồng": ("Lâm Đồng", "Đắk Nông", "Bình Thuận"),
    "Đắk Lắk": ("Đắk Lắk", "Phú Yên"),
    "Hồ Chí Minh": ("Hồ Chí Minh", "Bà Rịa - Vũng Tàu", "Bình Dương"),
    "Đồng Nai": ("Đồng Nai", "Bình Phước"),
    "Tây Ninh": ("Tây Ninh", "Long An"),
    "Cần Thơ": ("Cần Thơ", "Sóc Trăng", "Hậu Giang"),
    "Vĩnh Long": ("Vĩnh Long", "Bến Tre", "Trà Vinh"),
    "Đồng Tháp": ("Đồng Tháp", "Tiền Giang"),
    "Cà Mau": ("Cà Mau", "Bạc Liêu"),
    "An Giang": ("An Giang", "Kiên Giang"),
}
UNCHANGED = (
    *("Cao Bằng", "Điện Biên", "Hà Tĩnh", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh", "Thanh Hóa", "Sơn La"),
    *("Hà Nội", "Huế"),
)
# Quyết định 19/2025/QĐ-TTg: codes that differ from those of the same name before.
NEW_CODES = dict(
    zip(
        ("Lào Cai", "Bắc Ninh", "Quảng Trị", "Gia Lai", "Tây Ninh", "Đồng Tháp", "An Giang"),
        ("15", "24", "44", "52", "80", "82", "91"),
        strict=True,
    )
)


def test_every_merger_of_2025() -> None:
    before: dict[str, set[str]] = {}
    for province in provinces_on("2025-06-30"):
        assert province.code is not None
        before.setdefault(province_now(province.code).name, set()).add(province.name)
    assert before == {now: set(parts) for now, parts in MERGERS.items()} | {name: {name} for name in UNCHANGED}


def test_codes_that_changed_in_2025() -> None:
    then = {province.name: province.code for province in provinces_on("2025-06-30")}
    today = {province.name: province.code for province in provinces_on("2025-07-01")}
    assert {name: code for name, code in today.items() if then[name] != code} == NEW_CODES


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        province_now("99")


@pytest.mark.parametrize("entry", entries("provinces"), ids=lambda entry: f"{entry['name']} {entry['code']}")
def test_examples_of_provinces(entry: dict[str, object]) -> None:
    day = str(entry.get("until") or entry.get("from"))
    for example in entry["examples"]:  # type: ignore[attr-defined]
        found = [(mention.province.name, mention.province.code) for mention in find_provinces(example, day)]
        assert (entry["name"], entry["code"]) in found, example
    for example in entry.get("counter_examples", ()):  # type: ignore[attr-defined]
        assert entry["name"] not in [mention.province.name for mention in find_provinces(example, day)], example


@pytest.mark.parametrize(("subject", "find"), [("districts", find_districts), ("communes", find_communes)])
def test_examples_of_districts_and_communes(subject: str, find: object) -> None:
    for entry in entries(subject):
        for example in entry["examples"]:
            codes = {province.code for unit in find(example) for province in unit.provinces}  # type: ignore[operator]
            assert entry["province"] in codes, example


def test_a_district_of_two_provinces_names_both() -> None:
    (unit,) = find_districts("Ủy ban nhân dân huyện An Lão")
    assert sorted(province.name for province in unit.provinces) == ["Bình Định", "Hải Phòng"]


def test_marks_lost_to_ocr_after_the_kind() -> None:
    (mention,) = find_provinces("UBND tinh Quang Ngai", "2021")
    assert mention.province.name == "Quảng Ngãi"
    assert mention.qualified


def test_part_of_a_persons_name_is_no_province() -> None:
    assert find_provinces("Phó Thủ tướng Nguyễn Hòa Bình") == ()


def test_a_commune_is_no_district_of_its_name() -> None:
    assert find_districts("Ủy ban nhân dân xã Tân Phú") == ()
    assert find_communes("Ủy ban nhân dân huyện Quảng Ninh") == ()
    (former,) = find_districts("Ủy ban nhân dân huyện Thủ Đức")
    assert [province.name for province in former.provinces] == ["Hồ Chí Minh"]


def test_a_district_that_bears_a_provinces_name() -> None:
    (unit,) = find_districts("Ủy ban nhân dân huyện Quảng Ninh")
    assert [province.name for province in unit.provinces] == ["Quảng Bình"]
