"""Tables of documents, targets and assignments for other programs."""
