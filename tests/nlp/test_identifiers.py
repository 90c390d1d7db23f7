"""Ids of what is found in a document."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from nlp.identifiers import stable_id


def test_an_id_names_its_kind() -> None:
    assert re.fullmatch(r"target-[0-9a-f]{20}", stable_id("ab", "target", "100% xã", 100))


def test_white_space_case_and_spelling_of_tones_do_not_count() -> None:
    assert stable_id("ab", "task", "Uỷ ban  hoà giải") == stable_id("ab", "task", "ủy ban hòa giải")


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_other_parts_give_other_ids(one: list[str], other: list[str]) -> None:
    def canonical(parts: list[str]) -> list[str]:
        return [" ".join(part.split()).casefold() for part in parts]

    if stable_id("ab", "task", *one) == stable_id("ab", "task", *other):
        assert len(one) == len(other)
    if canonical(one) == canonical(other):
        assert stable_id("ab", "task", *one) == stable_id("ab", "task", *other)
    assert stable_id("ab", "task", *one) != stable_id("cd", "task", *one)


def test_parts_do_not_run_together() -> None:
    assert stable_id("ab", "task", "1", "23") != stable_id("ab", "task", "12", "3")
