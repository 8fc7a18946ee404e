"""Tests of factcheck.text."""
