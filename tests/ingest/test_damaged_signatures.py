"""Signatures that are broken, strange or hostile: nothing is raised, and what cannot be told is left open."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ingest.reader import read_document
from ingest.signatures import read_signatures
from tests.ingest.signed_paper import LEADER, LEADERS, OFFICE, OFFICES, PAPER, SIGNED, only_signature, signed, updated


def test_bytes_behind_the_signed_ones_that_are_no_revision_are_told_and_blank_ones_are_not() -> None:
    assert only_signature(SIGNED + b"\r\n\0\0").changed_after == "nothing"
    signature = only_signature(SIGNED + b"<!-- served in 12 ms -->")
    assert (signature.integrity, signature.changed_after) == ("intact", "unknown")


def test_lines_put_before_the_header_on_the_way_do_not_break_a_signature() -> None:
    assert only_signature(b"X-Virus-Scanned: yes\r\n" + SIGNED).integrity == "intact"


@pytest.mark.parametrize("container", [b"", b"rubbish", b"\x30\x82\xff\xff", b"\x30\x03\x06\x01\x2a"])
def test_garbage_for_a_container_is_a_signature_of_which_nothing_is_known(container: bytes) -> None:
    signature = only_signature(signed(PAPER, lambda _: container))
    assert (signature.integrity, signature.signer) == ("unknown", None)
    assert signature.reason == "không đọc được chữ ký: không phải dạng CMS hoặc đã hỏng"


def with_byte_range(content: bytes, *numbers: int) -> bytes:
    """The signed PDF with other numbers for its byte range, in the same room."""
    place = re.search(rb"/ByteRange \[[^\]]*\]", content)
    assert place is not None
    written = b"/ByteRange [" + b" ".join(b"%d" % number for number in numbers) + b"]"
    return content[: place.start()] + written.ljust(len(place[0])) + content[place.end() :]


def byte_range(content: bytes) -> tuple[int, int, int, int]:
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", content)
    assert found is not None
    start, length, second, rest = map(int, found.groups())
    return start, length, second, rest


def test_a_byte_range_beyond_the_file_or_of_another_form_leaves_integrity_open() -> None:
    start, length, second, rest = byte_range(SIGNED)
    for numbers in ((start, length, second, rest + 99), (start, length, second), (0, -1, 5, 5)):
        signature = only_signature(with_byte_range(SIGNED, *numbers))
        assert (signature.integrity, signature.changed_after, signature.signer) == ("unknown", "unknown", LEADER[0])
        assert signature.reason is not None and "phạm vi ký" in signature.reason


def test_a_signature_that_leaves_out_more_than_its_value_is_not_called_intact() -> None:
    """The digest is right for the bytes of the range, but a hole in it could hold anything."""
    _, length, second, rest = byte_range(SIGNED)

    holed = with_byte_range(SIGNED, 0, length - 40, second, rest)
    digest = hashlib.sha256(holed[: length - 40] + holed[second:]).digest()
    container = LEADERS(digest).hex().encode().ljust(second - length - 2, b"0")
    holed = holed[: length + 1] + container + holed[second - 1 :]
    signature = only_signature(holed)
    assert (signature.integrity, signature.changed_after) == ("unknown", "unknown")
    assert signature.reason == "chữ ký bỏ ngoài một phần tệp không phải giá trị của chính nó"


def test_an_algorithm_that_is_not_known_leaves_integrity_open() -> None:
    container = LEADERS(b"\0" * 32)
    sha256 = bytes.fromhex("608648016503040201")  # the object identifier of SHA-256, in the digest algorithms
    strange = container.replace(sha256, sha256[:-1] + b"\x7f")
    signature = only_signature(signed(PAPER, lambda _: strange))
    assert (signature.integrity, signature.signer) == ("unknown", LEADER[0])
    assert signature.reason is not None and signature.reason.startswith("thuật toán băm")


def test_a_file_whose_table_of_objects_is_broken_still_tells_its_signatures() -> None:
    """PDFium repairs the table, pyHanko does not: the signatures are found in the bytes."""
    broken = re.sub(rb"startxref\s+\d+", lambda found: b"startxref\n1".ljust(len(found[0])), SIGNED)
    document = read_document(broken)
    assert document.pages[0].text.startswith("ỦY BAN NHÂN DÂN")
    (signature,) = document.signatures
    assert (signature.signer, signature.integrity) == (LEADER[0], "broken")  # the table is signed, too
    assert [warning.code for warning in document.warnings] == ["signatures-unreadable"]


def test_a_file_with_more_paths_between_its_objects_than_can_be_followed_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def doubled(writer: IncrementalPdfFileWriter) -> None:
        """Forty lists, each twice in the next: 2⁴⁰ ways to the first."""
        last = writer.add_object(generic.DictionaryObject())
        for _ in range(40):
            last = writer.add_object(generic.ArrayObject([last, last]))
        writer.root[pdf_name("/Extra")] = last
        writer.update_root()

    monkeypatch.setattr("ingest.signing.reading._MOST_STEPS", 5_000)
    (first, second), _ = read_signatures(signed(signed(updated(PAPER, doubled), LEADERS), OFFICES, "Signature2"))
    assert (first.integrity, first.changed_after, second.changed_after) == ("intact", "unknown", "nothing")
    assert first.reason == "tệp quá rối để so với lúc ký"


TWICE = signed(SIGNED, OFFICES, "Signature2")
COVERED = {LEADER[0]: byte_range(TWICE), OFFICE[0]: byte_range(TWICE[len(SIGNED) :])}
DAMAGE = st.tuples(st.integers(0, len(TWICE) - 1), st.sampled_from(b"0123456789abcdef<>[]/() \n\0\xff"))


@settings(max_examples=40, deadline=None)
@given(st.integers(len(PAPER), len(TWICE)), st.lists(DAMAGE, max_size=9))
def test_whatever_is_damaged_nothing_is_raised_and_intact_is_only_what_is(
    length: int, changes: list[tuple[int, int]]
) -> None:
    damaged = bytearray(TWICE[:length])
    for position, value in changes:
        if position < length:
            damaged[position] = value
    for signature in read_signatures(bytes(damaged))[0]:
        if signature.integrity == "intact":
            assert signature.signer is not None
            start, count, second, rest = COVERED[signature.signer]
            assert damaged[start:count] == TWICE[start:count]
            assert damaged[second : second + rest] == TWICE[second : second + rest]
