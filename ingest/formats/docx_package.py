"""The parts of a DOCX: XML in a zip archive (ECMA-376, part 2), unpacked within limits, parsed without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import cached_property

from lxml import etree

from ingest.errors import DamagedFile, EncryptedFile, TooLarge
from ingest.limits import Limits

_CHUNK = 1024 * 1024
_FREE_BYTES = 4 * 1024 * 1024  # a few small parts may be packed tighter than the ratio allows
_MAIN_PART = "word/document.xml"

Element = etree._Element


class Package:
    """A DOCX file's parts by name. Raises `DamagedFile`, `EncryptedFile` and `TooLarge`."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise _damaged() from error
        self._names = set(self._archive.namelist())
        self._most = min(limits.unpacked_bytes, max(_FREE_BYTES, limits.unpacked_ratio * len(content)))
        self._unpacked = 0

    @cached_property
    def document(self) -> Element:
        root = self.part(self._main_name)
        if root is None:
            raise _damaged()
        return root

    def related(self, kind: str) -> list[Element]:
        """The parts that the main part relates to as that kind: "styles", "numbering", "footnotes" …"""
        names = (name for name, its_kind in self._relations.values() if its_kind == kind)
        return [root for root in map(self.part, names) if root is not None]

    def relation(self, identifier: str) -> Element | None:
        """The part that the main part relates to under that identifier."""
        name, _ = self._relations.get(identifier, ("", ""))
        return self.part(name)

    def part(self, name: str) -> Element | None:
        """The root of a part; None where the archive has none of that name."""
        if name not in self._names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self._unpack(name), parser)
        except etree.XMLSyntaxError as error:
            raise _damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            # No office program writes one; what its entities stand for would be lost without a word.
            raise _damaged()
        return root

    @cached_property
    def _main_name(self) -> str:
        root = self.part("_rels/.rels")
        for relation in () if root is None else root:
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
        return _MAIN_PART

    @cached_property
    def _relations(self) -> dict[str, tuple[str, str]]:
        """Identifier → name of the part and kind of the relation, for parts inside the archive."""
        folder, name = posixpath.split(self._main_name)
        root = self.part(f"{folder}/_rels/{name}.rels")
        found = {}
        for relation in () if root is None else root:
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/" + folder, str(relation.get("Target", ""))))
            found[str(relation.get("Id"))] = (target.lstrip("/"), str(relation.get("Type", "")).rpartition("/")[2])
        return found

    def _unpack(self, name: str) -> bytes:
        """The part's bytes, counted while they are unpacked: what the archive says of their number is not believed."""
        if self._archive.getinfo(name).flag_bits & 1:
            raise EncryptedFile("The DOCX is protected by a password.", "Save it without a password and give that.")
        parts = []
        try:
            with self._archive.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > self._most:
                        raise TooLarge(
                            f"The DOCX unpacks to more than {self._most:,} bytes, as only a zip bomb does.",
                            "Open it in an office program, save it again and give that.",
                        )
                    parts.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise _damaged() from error
        return b"".join(parts)


def _damaged() -> DamagedFile:
    return DamagedFile(
        "The DOCX is damaged: its archive or its XML cannot be read.",
        "Open it in an office program, which may repair it, save it again and give that.",
    )


def local_name(element: Element) -> str:
    """The element's name without its namespace: the transitional and the strict form differ in nothing else."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute of that local name."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along the path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local_name(inner) == name), None)
    return element
