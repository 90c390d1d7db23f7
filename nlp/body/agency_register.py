"""The register of agencies: what an id of the lexicon is called, and what became of offices merged or closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.body.agencies import find_agencies
from nlp.lexicon import entries


@dataclass(frozen=True, slots=True)
class Succession:
    """From `date` on (YYYY-MM-DD) `successors` hold the tasks of an office; which of several has one task is open."""

    date: str
    successors: tuple[str, ...]
    source: str


@lru_cache(maxsize=4_096)
def agency_label(agency_id: str) -> str | None:
    """What the office is called in every province: "Ủy ban nhân dân cấp xã" for "ubnd-xa"; None beyond the lexicon.

    >>> agency_label("so-y-te"), agency_label("cong-an-tinh"), agency_label("thanh-tra-so-y-te")
    ('Sở Y tế', 'Công an cấp tỉnh', 'Thanh tra Sở Y tế')
    """
    label = _labels().get(agency_id) or _with_level(agency_id)
    return label or next((found for found in _parts(agency_id)), None)


@lru_cache(maxsize=4_096)  # the agencies of a province's plans come again and again
def agency_of(name: str) -> str | None:
    """The id of the agency that the whole of `name` names, or who answers for it ("Giám đốc Sở Y tế")."""
    mentions = find_agencies(name, 0, len(name))
    return mentions[0].agency_id if len(mentions) == 1 and mentions[0].end - mentions[0].start == len(name) else None


def agency_name(name: str, agency_id: str | None = None) -> str:
    """The name under which an agency is counted with the same office elsewhere; a name beyond the lexicon as it stands.

    `name` may be an id itself.

    >>> agency_name("Giám đốc Sở YT"), agency_name("ubnd-xa"), agency_name("Công ty An Phú")
    ('Sở Y tế', 'Ủy ban nhân dân cấp xã', 'Công ty An Phú')
    """
    return agency_label(agency_id or agency_of(name) or name) or name


def succession_of(agency_id: str) -> Succession | None:
    """What the next merger made of the office; None where it still is, or the lexicon knows of none."""
    return _successions().get(agency_id)


def agencies_now(agency_id: str) -> tuple[str, ...]:
    """Who holds the tasks of an office now, through all mergers: itself where it still is. Several leave open which.

    >>> agencies_now("so-ke-hoach-va-dau-tu"), agencies_now("so-y-te")
    (('so-tai-chinh',), ('so-y-te',))
    """
    return tuple(dict.fromkeys(_last_of(agency_id, frozenset())))


def _last_of(agency_id: str, passed: frozenset[str]) -> Iterator[str]:
    succession = succession_of(agency_id)
    if succession is None or agency_id in passed:
        yield agency_id
        return
    for successor in succession.successors:
        yield from _last_of(successor, passed | {agency_id})


@cache
def _successions() -> dict[str, Succession]:
    return {
        entry["from"]: Succession(entry["date"], tuple(entry["to"]), entry["source"])
        for entry in entries("agency_successions")
    }


@cache
def _labels() -> dict[str, str]:
    labels: dict[str, str] = {}
    for entry in (*entries("agencies"), *entries("agency_divisions")):
        labels.setdefault(entry["id"], entry.get("label", entry["names"][0]))
    words = {entry["id"]: entry["word"] for entry in entries("agency_field_heads")}
    for entry in entries("agency_fields"):
        for head in entry["heads"]:
            labels.setdefault(f"{head}-{entry['id']}", f"{words[head]} {entry['names'][0]}")
    for entry in entries("agency_heads"):
        if "id" in entry:
            labels.setdefault(entry["id"], entry["head"])
        if "topic_id" in entry:
            for topic in entries("agency_topics"):
                if "id" in topic:
                    labels[f"{entry['topic_id']}-{topic['id']}"] = f"{entry['head']} {topic['names'][0]}"
    return labels


def _with_level(agency_id: str) -> str | None:
    for level in entries("agency_levels"):
        body = _labels().get(agency_id.removesuffix(f"-{level['id']}"))
        if body is not None and agency_id.endswith(f"-{level['id']}"):
            return f"{body} {level['label']}"
    return None


def _parts(agency_id: str) -> Iterator[str]:
    """Labels of a body that is a part of another one."""
    for entry in entries("agency_heads"):
        genitive = entry.get("genitive")
        if genitive and agency_id.startswith(f"{genitive}-"):
            whole = agency_label(agency_id.removeprefix(f"{genitive}-"))
            if whole is not None:
                yield f"{entry['head']} {whole}"
