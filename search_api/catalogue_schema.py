"""The catalogue's tables (SQLAlchemy Core)."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from search_api.errors import CatalogueOutdated, StorageFailed

SCHEMA_VERSION = 1

_SWITCH_TRIES = 100
_SWITCH_WAIT_S = 0.05

metadata = MetaData()

catalogue_versions = Table("catalogue_versions", metadata, Column("version", Integer, primary_key=True))

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("sequence", Integer, nullable=False),  # order of arrival
    Column("name", Text, nullable=False),
    Column("media_type", String(100)),
    Column("size", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("error_code", String(40)),
    Column("error_what", Text),
    Column("error_next_step", Text),
    Column("added_at", Float, nullable=False),  # seconds since 1970, UTC
    Column("updated_at", Float, nullable=False),
    Column("pages", Integer),
    Column("reader_version", String(40)),
    Column("extractor_version", String(40)),
    Column("indexed_version", String(40)),
    Index("documents_by_state", "state", "sequence"),
)

records = Table(
    "records",
    metadata,
    Column("document_id", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("json", Text, nullable=False),
)

# The names under which the same bytes were given.
names = Table(
    "names",
    metadata,
    Column("document_id", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("added_at", Float, nullable=False),
)


def open_engine(url: str) -> Engine:
    """A database with all tables, made where they are missing. Raises `CatalogueOutdated`, `StorageFailed`."""
    try:
        engine = _create_engine(url)
        with engine.begin() as connection:
            connection.execute(CreateTable(catalogue_versions, if_not_exists=True))
            version = connection.execute(select(func.max(catalogue_versions.c.version))).scalar()
            if version is not None and version > SCHEMA_VERSION:
                raise CatalogueOutdated(
                    f"The catalogue has schema {version}, this vanban knows {SCHEMA_VERSION}.",
                    "Install a newer vanban.",
                )
            _create_tables(connection)
        if version is None:
            # Another process that opens the same new catalogue may be first.
            with contextlib.suppress(IntegrityError), engine.begin() as connection:
                connection.execute(insert(catalogue_versions).values(version=SCHEMA_VERSION))
    except (SQLAlchemyError, ImportError) as error:
        reason = getattr(error, "orig", None) or error
        raise StorageFailed(
            f"The catalogue can't be opened ({reason}).",
            "Check VANBAN_CATALOGUE_URL, and space and permissions of VANBAN_DATA_DIR.",
        ) from error
    return engine


def _create_tables(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))


def _use_write_ahead_log(cursor: Any) -> None:
    """Of many that open a new database at once one makes the switch; the busy timeout does not hold for the others."""
    for _ in range(_SWITCH_TRIES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            time.sleep(_SWITCH_WAIT_S)
    cursor.execute("PRAGMA journal_mode=WAL")


def _create_engine(url: str) -> Engine:
    """SQLite in WAL mode, so that reading goes on beside one writer; other databases as they are."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _configure(connection: Any, _: object) -> None:
            cursor = connection.cursor()
            for pragma in ("busy_timeout=30000", "synchronous=NORMAL", "foreign_keys=ON"):
                cursor.execute(f"PRAGMA {pragma}")
            _use_write_ahead_log(cursor)
            cursor.close()

    return engine
