"""Web pages in Vietnamese: view models, labels, templates and static files."""
