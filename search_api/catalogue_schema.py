"""The catalogue's tables (SQLAlchemy Core)."""

from __future__ import annotations

from sqlalchemy import Column, Engine, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, event
from sqlalchemy import create_engine as sqlalchemy_engine

SCHEMA_VERSION = 1

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


def create_engine(url: str) -> Engine:
    """SQLite in WAL mode, so that reading goes on beside one writer; other databases as they are."""
    engine = sqlalchemy_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _configure(connection: object, _: object) -> None:
            cursor = connection.cursor()  # type: ignore[attr-defined]  # the driver's own connection
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    return engine
