"""TCVN3 and VNI: what is in them becomes Unicode, what is not stays as it is."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.old_encodings import data, encodings, font_habit
from ingest.old_text import OldText, Piece
from tests.ingest.old_files import encode

FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times"}
EXAMPLES = [(name, *example) for name in FONTS for example in data()[name]["examples"]]

REPORT = (
    "Thực hiện Chỉ thị của Ủy ban nhân dân tỉnh, Phòng Lao động và Xã hội huyện Mường Ảng đã tổ chức điều tra hộ "
    "nghèo, cấp thẻ khám chữa bệnh, hỗ trợ xóa nhà tạm; kết quả được ghi trong biểu kèm theo. Đề nghị các xã, bản "
    "rà soát những trường hợp sai sót, gửi về trước ngày mười lăm để kịp tổng hợp, trình Hội đồng xét duyệt lần cuối."
)
SYLLABLES = sorted(set(re.findall(r"[^\W\d_]+", REPORT.lower())))


def restored(*pieces: tuple[str, str]) -> str:
    line = [Piece(*piece) for piece in pieces]
    return "".join(OldText(line).restored(line))


@pytest.mark.parametrize(("name", "old", "meant"), EXAMPLES)
def test_examples_of_the_tables(name: str, old: str, meant: str) -> None:
    assert restored((old, FONTS[name])) == meant


@pytest.mark.parametrize("example", data()["fonts"]["examples"], ids=lambda example: str(example["name"]))
def test_examples_of_fonts(example: dict[str, object]) -> None:
    habit = font_habit(str(example["name"]))
    assert (habit.encoding, habit.capitals) == (example["encoding"], example["capitals"])


@pytest.mark.parametrize("name", FONTS)
def test_text_is_told_by_its_words_where_no_font_tells(name: str) -> None:
    assert restored((encode(REPORT, name), "")).lower() == REPORT.lower()


@pytest.mark.parametrize("name", FONTS)
def test_text_that_was_taken_for_windows_1258_is_restored(name: str) -> None:
    shown = {old: seen for seen, old in data()["windows_1258"].items()}
    carried = encode(REPORT, name).translate(str.maketrans(shown))
    assert carried != encode(REPORT, name)
    assert restored((carried, "")).lower() == REPORT.lower()


NOT_OLD = [
    REPORT,
    REPORT.upper(),
    unicodedata.normalize("NFD", REPORT),
    "Là và có bà cô ba; hàng không, sân bay, cà phê, bò sữa, lô đề, tàu hoả, nhà văn hoá, tô hồ, sô cô la.",
    "L'été dernier, la société a été créée à Hanoï ; les élèves étaient déjà là, où l'hôtel était fermé, né à Huế.",
    "São Paulo não é a capital; há três anos, o país já tinha água e pão. É só isso, né?",
    "Die Straße führt über Österreich; größere Städte müssen für Bürger schöne Plätze schaffen. Süße Äpfel.",
    "El niño comió piña; el año pasado mañana será otoño, ¿verdad? ¡Sí, señor! Cañón.",
    "Copyright © 2004 Acme® Ltd. § 5: 10 µg ± 3 °C, «quoted», ½ cup, 3 × 4 ÷ 2, ¶ 7, £5, ¥9.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Địa chỉ: 12 rue de l'Église, thành phố Genève.",
]


@pytest.mark.parametrize("text", NOT_OLD)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert restored((text, "")) == text
    assert restored((text, "Times New Roman"), (text, "Arial")) == text * 2


@pytest.mark.parametrize("font", FONTS.values())
def test_unicode_in_an_old_font_stays_as_it_is(font: str) -> None:
    assert restored((REPORT, font)) == REPORT


def test_one_document_may_hold_both() -> None:
    old = encode("Điều khoản thi hành", "tcvn3")
    line = [Piece("Theo nghị quyết, ", ".VnTime"), Piece(old, ".VnTime"), Piece(" và café", "Arial")]
    document = OldText([*line, Piece(encode(REPORT, "tcvn3"), ".VnTime")])
    assert document.restored(line) == ["Theo nghị quyết, ", "Điều khoản thi hành", " và café"]


def test_an_old_paragraph_in_a_unicode_document_is_restored() -> None:
    document = OldText([Piece(REPORT * 3), Piece(encode(REPORT, "tcvn3"))])
    assert document.restored([Piece(encode(REPORT, "tcvn3"))])[0].lower() == REPORT.lower()
    assert document.restored([Piece(REPORT)]) == [REPORT]


def test_letters_split_over_pieces_are_put_together() -> None:
    line = [Piece("Ho", "VNI-Times"), Piece("äi ñoàng tö", "VNI-Times"), Piece(" vaán", "VNI-Times")]
    assert OldText(line).restored(line) == ["Hộ", "i đồng tư", " vấn"]


def test_marks_that_strayed_or_stand_twice() -> None:
    assert restored(("coâng vieâïc, cô sô ûbaèng (05 giô)ø", "VNI-Times")) == "công việc, cơ sở bằng (05 giờ)"


@pytest.mark.parametrize(
    ("old", "meant"),
    [
        ("QUYÕT §ÞNH CñA UBND TØNH", "QUYẾT ĐỊNH CỦA UBND TỈNH"),
        ("Bé TµI CHÝNH", "BỘ TÀI CHÍNH"),
        ("Sè: 12/Q§-UB", "Số: 12/QĐ-UB"),
        ("Së Tµi chÝnh vµ Bé GTVT", "Sở Tài chính và Bộ GTVT"),
        ("Bé GTVT", "Bộ GTVT"),
        ("Hµ NéI, ngµy 5", "HÀ NỘI, ngày 5"),
        ("ñY BAN NH¢N D¢N X· T¢N LËP", "ỦY BAN NHÂN DÂN XÃ TÂN LẬP"),
        ("ý KIÕN CñA CHñ TÞCH", "Ý KIẾN CỦA CHỦ TỊCH"),
        ("®Õn ë VIÖT NAM", "đến ở VIỆT NAM"),
    ],
)
def test_capitals_that_the_encoding_lacks(old: str, meant: str) -> None:
    assert restored((old, ".VnTime")) == meant


def test_a_font_of_capitals_makes_capitals() -> None:
    assert restored(("Bé Y tÕ", ".VnTimeH"), (" ban hµnh", ".VnTime")) == "BỘ Y TẾ ban hành"
    assert restored(("ke hoach", ".VnArialH")) == "KE HOACH"
    assert restored(("sè 15/2004/Q§-TTg, thõa-thiªn-HuÕ", ".VnTimeH")) == "SỐ 15/2004/QĐ-TTg, THỪA-THIÊN-HUẾ"


def test_pictures_are_no_letters() -> None:
    assert restored(("¨ Cã ® kh«ng ", "Wingdings"), ("Tæ chøc", ".VnTime")) == "¨ Cã ® kh«ng Tổ chức"


words = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=40).map(" ".join)


@given(words, st.sampled_from(sorted(FONTS)))
def test_any_text_comes_back_up_to_case(text: str, name: str) -> None:
    assert encodings()[name].decode(encode(text, name)) == text
    assert encodings()[name].decode(encode(text.upper(), name)).lower() == text
    assert restored((encode(text, name), FONTS[name])) == text


@given(words, st.sampled_from(["", "Arial", ".VnTime", "VNI-Times"]))
def test_no_unicode_text_is_ever_converted(text: str, font: str) -> None:
    sentence = f"Ủy ban đề nghị {text}"
    assert restored((sentence, font)) == sentence


anything = st.text(st.characters(max_codepoint=0x24FF, exclude_categories=["Cs"]), max_size=30)
fonts = st.sampled_from(["", ".VnTime", ".VnTimeH", "VNI-Times", "Symbol"])


@given(st.lists(st.tuples(anything, fonts), max_size=8))
def test_any_pieces_come_back_one_for_one(line: list[tuple[str, str]]) -> None:
    pieces = [Piece(*piece) for piece in line]
    assert len(OldText(pieces).restored(pieces)) == len(pieces)
