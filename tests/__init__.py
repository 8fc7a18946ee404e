"""The tests of factcheck."""
