"""One module a family of formats; each has `read(content, limits) -> (pages, warnings)`."""
