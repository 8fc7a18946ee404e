"""One module a format: bytes to parts (`factcheck.ingest.protocol`). Runs in the import worker."""
