"""Content-addressed files: every original document, kept under the SHA-256 of its bytes."""
