"""Understanding: `ingest.models.Document` in, `nlp.models.Record` out."""
