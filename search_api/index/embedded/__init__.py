"""The search index of one machine, on tantivy."""

from search_api.index.embedded.index import EmbeddedIndex

__all__ = ["EmbeddedIndex"]
