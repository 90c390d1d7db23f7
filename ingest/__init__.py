"""Reading: bytes in, `Document` (pages of words with boxes and confidence) out."""
