"""What the parts of a digital signature say: its CMS container, its field in the PDF, what was added after it."""
