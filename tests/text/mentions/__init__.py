"""Tests of `factcheck.text.mentions`."""
