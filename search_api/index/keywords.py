"""Exact values by which rows are filtered and counted, written one way."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.body.agency_register import agency_name
from nlp.number_keys import number_key
from nlp.text import nfc, one_tone_spelling

_DASHES = str.maketrans("–—−", "---")
_NAMES = frozenset({"issuer", "province", "province_now", "signer"})


def keyword(text: str) -> str:
    """A name as facets show it: NFC, one spelling of tone marks and dashes, single spaces, a capital first letter."""
    words = " ".join(one_tone_spelling(nfc(text)).translate(_DASHES).split())
    return words[:1].upper() + words[1:]


def filter_keys(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """Values of a filter, written as the rows' keywords are."""
    if field == "cites":
        return tuple(number_key(value) for value in values)
    if field == "agency":
        return agency_keywords((value, None) for value in values)
    if field in _NAMES:
        return keywords(values)
    return tuple(nfc(value).strip() for value in values)


def keywords(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keyword(name) for name in names if name.strip()))


def agency_keywords(agencies: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Agencies, each a name with its id if it has one, under the name of the office in all provinces and eras."""
    return keywords(agency_name(nfc(name), agency_id) for name, agency_id in agencies)


def deadline_keys(deadline: str | None) -> tuple[str, ...]:
    """The year of a deadline, or "yearly"."""
    if deadline is None:
        return ()
    return (deadline[:4] if deadline[:4].isdecimal() else deadline,)
