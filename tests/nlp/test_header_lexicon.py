"""The examples that stand beside the header's knowledge."""

from __future__ import annotations

from typing import Any

import pytest

from nlp.header.after_type import title_offset
from nlp.header.agency_names import central_body, normal_case, opens_agency
from nlp.header.layout import opens_body
from nlp.header.metadata import find_metadata
from nlp.header.passages import Passage
from nlp.header.persons import is_position, person_name
from nlp.header.type_line import type_line_of
from nlp.lexicon import entries
from tests.nlp.header_drafts import MOTTO, document, draft_of


def examples(subject: str, key: str = "examples") -> list[Any]:
    return [
        pytest.param(entry, example, id=str(example)) for entry in entries(subject) for example in entry.get(key, ())
    ]


def line(text: str) -> Passage:
    return Passage(0, len(text), text)


@pytest.mark.parametrize(("entry", "example"), examples("doc_types"))
def test_type_lines(entry: dict[str, Any], example: str) -> None:
    found = type_line_of(line(example), 0)
    assert found is not None
    assert found.doc_type == entry["name"]


@pytest.mark.parametrize(("entry", "example"), examples("doc_types", "counter_examples"))
def test_lines_that_announce_no_type(entry: dict[str, Any], example: str) -> None:
    assert type_line_of(line(example), 0) is None


def qualified_types() -> list[Any]:
    return [
        pytest.param(entry["name"], qualifier, id=f"{entry['name']} {qualifier}")
        for entry in entries("doc_types")
        for qualifier in entry.get("qualifiers", ())
    ]


@pytest.mark.parametrize(("name", "qualifier"), qualified_types())
def test_words_that_narrow_a_type_are_no_title(name: str, qualifier: str) -> None:
    printed = f"{name} {qualifier}".upper()
    found = type_line_of(line(printed), 0)
    assert found is not None
    assert (found.doc_type, found.rest) == (name, len(printed))


@pytest.mark.parametrize(("entry", "example"), examples("title_openings"))
def test_titles_after_the_issuer(entry: dict[str, Any], example: str) -> None:
    issuer, title = example.split(" | ")
    assert title_offset(f"{issuer} {title}") == len(issuer) + 1
    assert title_offset(issuer) == len(issuer)
    assert title_offset(title) == 0


@pytest.mark.parametrize("printed", ["CỦA PHÁP LUẬT VỀ ĐẤT ĐAI", "Của cải thất lạc", "cụm thi đua số 1"])
def test_what_names_no_issuer_is_all_title(printed: str) -> None:
    assert title_offset(printed) == 0


@pytest.mark.parametrize(("entry", "example"), examples("body_openings"))
def test_openings_of_bodies(entry: dict[str, Any], example: str) -> None:
    assert opens_body(line(example))


@pytest.mark.parametrize(("entry", "example"), examples("issuers"))
def test_central_bodies(entry: dict[str, Any], example: str) -> None:
    assert central_body(example) == entry["name"] == normal_case(example)


@pytest.mark.parametrize(("entry", "example"), examples("agency_openings"))
def test_lines_that_open_a_bodys_name(entry: dict[str, Any], example: str) -> None:
    assert opens_agency(example)


@pytest.mark.parametrize(("entry", "example"), examples("agency_openings", "counter_examples"))
def test_lines_that_go_on_with_a_name(entry: dict[str, Any], example: str) -> None:
    assert not opens_agency(example)


@pytest.mark.parametrize(("entry", "word"), examples("agency_openings", "unlike"))
def test_words_that_are_an_opening_only_without_tones(entry: dict[str, Any], word: str) -> None:
    assert not opens_agency(f"{word} {word}".upper())


@pytest.mark.parametrize(("entry", "example"), examples("unfinished_bodies"))
def test_names_that_go_on_in_the_next_line(entry: dict[str, Any], example: list[str]) -> None:
    found = draft_of(document(*example, *MOTTO, "Số: 5/BC", "BÁO CÁO", "Kết quả năm 2019", "I. KẾT QUẢ")).issuer
    assert found is not None and found.name is not None
    assert found.parent is None
    assert found.name.lower() == normal_case(" ".join(example)).lower()


@pytest.mark.parametrize(("entry", "example"), [*examples("proper_words"), *examples("school_kinds")])
def test_words_that_keep_their_capitals(entry: dict[str, Any], example: str) -> None:
    assert normal_case(example.upper()) == example


@pytest.mark.parametrize(("entry", "example"), examples("positions"))
def test_positions(entry: dict[str, Any], example: str) -> None:
    assert is_position(example)


@pytest.mark.parametrize(("entry", "example"), [*examples("surnames"), *examples("person_titles")])
def test_names_of_persons(entry: dict[str, Any], example: str) -> None:
    span = person_name(example)
    assert span is not None
    assert example[slice(*span)].endswith("Văn An")
    assert not example[slice(*span)].startswith(f"{entry['name']} Nguyễn")


@pytest.mark.parametrize(("entry", "example"), examples("metadata_labels"))
def test_labels_of_metadata(entry: dict[str, Any], example: str) -> None:
    draft = draft_of(document(example, "Lĩnh vực: Y tế", "Tình trạng: Còn hiệu lực", "Căn cứ Luật Trẻ em;"))
    assert entry["field"] in find_metadata(draft.text, draft.layout)
